"""The wizard: the only command that imports Textual, and only once a terminal is there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from wizard.catalog import catalog
from wizard.cli.errors import CommandError, Exit, about
from wizard.cli.files import FILE, named, now
from wizard.profile import read_bytes, read_profile
from wizard.profile.files import folder
from wizard.profile.text import clean


@click.command(name="wizard", hidden=True)
@FILE
def command(file: str) -> int:
    """Open FILE in the wizard."""
    return open_wizard(file)


def open_wizard(file: str | None) -> int:
    """Open the wizard, on a profile if one is named."""
    if (missing := _no_terminal()) is not None:
        raise CommandError(Exit.USAGE, f"{missing}; run it in a terminal, or use semax-wizard new --answers FILE")
    profile = None
    if file is not None:
        with about(named(file)):
            profile = read_profile(read_bytes(file))
    from wizard.tui import run  # noqa: PLC0415 - Textual takes longer to import than everything else together

    ending = run(catalog=catalog(), now=now, folder=folder(), path=Path(file) if file is not None else None, profile=profile)
    if ending.text:
        click.echo(ending.text, nl=False)
    if ending.saved is not None:
        click.echo(f"Saved: {clean(str(ending.saved), 200)}")
    return Exit.DONE


def _no_terminal() -> str | None:
    """Why the wizard cannot open here, or `None`."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return "the wizard needs a terminal for its input and output"
    if os.environ.get("TERM", "dumb") in {"", "dumb", "unknown"}:
        return "this terminal cannot draw the wizard (TERM is dumb or not set)"
    return None
