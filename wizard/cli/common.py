"""What every command needs, and what costs nothing to have."""

from __future__ import annotations

from datetime import datetime

import click

from wizard.profile.text import clean

FILE = click.argument("file", type=str)


def now() -> datetime:
    """The moment, with the local time zone."""
    return datetime.now().astimezone()


def named(file: str) -> str:
    """The name of a file as messages show it."""
    return "stdin" if file == "-" else clean(file, 200)
