"""The options and small functions that all commands share; they need no catalog."""

from __future__ import annotations

import os
import re
from datetime import datetime
from typing import Final, TextIO

import click

from wizard.cli.completion import files, profile_files
from wizard.text.sanitize import exact

FILE = click.argument("file", type=str, shell_complete=profile_files)
OUT = click.option(
    "--out", metavar="FILE", shell_complete=files, help="Where to write it; stdout without it."
)
FORCE = click.option("--force", is_flag=True, help="Replace the file at --out.")

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


def descriptor(file: str) -> int | None:
    """Return the number of the pipe that a shell gave for `<(...)`, or `None` for another file."""
    given = re.fullmatch(r"/dev/fd/(\d{1,9})", file)
    return None if given is None else int(given[1])


def named(file: str) -> str:
    """Return the name of a file as messages show it: all of it, so that it is no other file's."""
    return "stdin" if file == "-" else exact(file)
