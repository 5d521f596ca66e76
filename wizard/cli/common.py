"""What every command needs, and what costs nothing to have."""

from __future__ import annotations

from datetime import datetime

import click

from wizard.cli.completion import files, profile_files
from wizard.profile.text import clean

FILE = click.argument("file", type=str, shell_complete=profile_files)
OUT = click.option("--out", metavar="FILE", shell_complete=files, help="Where to write it; stdout without it.")


def now() -> datetime:
    """The moment, with the local time zone."""
    return datetime.now().astimezone()


def named(file: str) -> str:
    """The name of a file as messages show it."""
    return "stdin" if file == "-" else clean(file, 200)
