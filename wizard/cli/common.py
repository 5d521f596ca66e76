"""The options and small functions that all commands share; they need no catalog."""

from __future__ import annotations

import os
from datetime import datetime
from shlex import quote
from typing import Final, TextIO

import click

from wizard.cli.completion import files, profile_files
from wizard.text.sanitize import clean

FILE = click.argument("file", type=str, shell_complete=profile_files)
OUT = click.option(
    "--out", metavar="FILE", shell_complete=files, help="Where to write it; stdout without it."
)

_WIDEST: Final = 80


def columns(out: TextIO) -> int:
    """Return the width of the terminal; 80 for a pipe and where a serial line does not say."""
    try:
        return os.get_terminal_size(out.fileno()).columns or _WIDEST
    except (OSError, ValueError):
        return _WIDEST


def now() -> datetime:
    """Return the time of now, with the local time zone."""
    return datetime.now().astimezone()


def named(file: str) -> str:
    """Return the name of a file as messages show it."""
    return "stdin" if file == "-" else clean(file, 200)


def typed(file: str) -> str:
    """Return the name of a file as a person can type it in a command."""
    is_option = file.startswith("-") and file != "-"
    return quote(clean(f"./{file}" if is_option else file, 200))
