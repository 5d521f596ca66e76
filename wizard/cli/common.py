"""What all commands share: options, small functions, and completion in bash, zsh and fish.

The shell asks for completion through click. No profile is read here, and of the catalog only the
guide.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final, TextIO

import click
from click.shell_completion import CompletionItem

from wizard.errors import SystemRefusedError
from wizard.profile.folder import ProfileFolder, home
from wizard.text.sanitize import exact

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


_PLAIN: Final = re.compile(r"[\w./-]+", re.ASCII)


def files(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Leave it to the shell to complete any file."""
    return [CompletionItem(incomplete, type="file")]


def profile_files(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the profiles here and in the profile folder whose file names begin so.

    Where there is none, and after a slash, the shell completes any file.
    """
    named = [] if "/" in incomplete else [CompletionItem(path) for path in _named(incomplete)]
    return named or files(context, parameter, incomplete)


def topics(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the topics of the guide that begin so."""
    from wizard.catalog import catalog  # noqa: PLC0415 - only where a topic is completed

    names = (topic["id"] for topic in catalog().tables("guide.toml")["topics"])
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def first_word(
    context: click.Context, commands: Mapping[str, str], incomplete: str
) -> list[CompletionItem]:
    """Return the commands that begin so, and the profiles that a first word may name instead."""
    found = [
        CompletionItem(name, help=said)
        for name, said in commands.items()
        if name.startswith(incomplete)
    ]
    if not incomplete:
        return found
    return [*profile_files(context, click.Argument(["file"]), incomplete), *found]


def _named(incomplete: str) -> list[str]:
    """Return the paths that no shell has to quote; the shell itself completes all others."""
    found: list[str] = []
    # A folder that cannot be read completes nothing, and a shell shows no errors
    with suppress(SystemRefusedError):
        for where in (Path(), home()):
            paths = ProfileFolder(where).profiles()
            found += [str(path) for path in paths if path.name.startswith(incomplete)]
    return [path for path in dict.fromkeys(found) if _PLAIN.fullmatch(path)]


FILE = click.argument("file", type=str, shell_complete=profile_files)
OUT = click.option(
    "--out", metavar="FILE", shell_complete=files, help="Where to write it; stdout without it."
)
FORCE = click.option("--force", is_flag=True, help="Replace the file at --out.")
