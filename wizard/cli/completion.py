"""Completion in bash, zsh and fish: what may stand where a command or a FILE stands.

The shell asks through click; nothing of a profile is read here, and neither the catalog nor a
profile is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_PLAIN: Final = re.compile(r"[\w./-]+", re.ASCII)


def files(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Any file, as the shell itself completes them."""
    return [_item(incomplete, "file")]


def profile_files(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The profiles here and in the profile folder whose file names begin so; any file where there is none, or after a slash."""
    named = [_item(path) for path in _named(incomplete)] if "/" not in incomplete else []
    return named or files(context, parameter, incomplete)


def first_word(
    context: click.Context, commands: Mapping[str, str], incomplete: str
) -> list[CompletionItem]:
    """The commands that begin so, and the profiles that a first word may name instead."""
    found = [
        _item(name, said=said) for name, said in commands.items() if name.startswith(incomplete)
    ]
    return (
        [*profile_files(context, click.Argument(["file"]), incomplete), *found]
        if incomplete
        else found
    )


def _item(value: str, kind: str = "plain", said: str | None = None) -> CompletionItem:
    # Only when a shell asks
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    return CompletionItem(value, type=kind, help=said)


def _named(incomplete: str) -> list[str]:
    """Paths that no shell has to quote; others, and escapes in names, are left to the shell's own completion."""
    # Only when a shell asks
    from wizard.errors import SystemRefusedError  # noqa: PLC0415
    from wizard.profile.folder import ProfileFolder, home  # noqa: PLC0415 - likewise

    found: list[str] = []
    try:
        for where in (Path(), home()):
            found += [
                str(path)
                for path in ProfileFolder(where).profiles()
                if path.name.startswith(incomplete)
            ]
    except (
        SystemRefusedError
    ):  # a folder that cannot be read completes nothing, and a shell shows no errors
        pass
    return [path for path in dict.fromkeys(found) if _PLAIN.fullmatch(path)]
