"""The wizard: the only command that imports Textual, and only once a terminal is there."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

import click

from wizard.catalog import catalog
from wizard.cli.errors import CommandError, Exit, about
from wizard.cli.files import FILE, named, now
from wizard.profile import read_bytes, read_profile
from wizard.profile.files import folder
from wizard.profile.text import clean

ACCESSIBLE: Final = "ACCESSIBLE"


@click.command(name="wizard", hidden=True)
@FILE
@click.option("--plain", is_flag=True, help="Ask in plain lines.")
@click.pass_obj
def command(before: bool | None, file: str, *, plain: bool) -> int:  # noqa: FBT001 - click gives what stood before FILE so
    """Open FILE in the wizard."""
    return open_wizard(file, plain=plain or bool(before))


def open_wizard(file: str | None, *, plain: bool) -> int:
    """Open the wizard, on a profile if one is named; in line mode if that was asked for."""
    if plain or os.environ.get(ACCESSIBLE, "") not in {"", "0"}:
        from wizard.cli.plain import open_plain  # noqa: PLC0415 - only when it is wanted

        return open_plain(file)
    if (missing := _no_terminal()) is not None:
        raise CommandError(Exit.USAGE, f"{missing}; run it in a terminal, or use --plain, or semax-wizard new --answers FILE")
    profile = None
    if file is not None:
        with about(named(file)):
            profile = read_profile(read_bytes(file))
    from wizard.tui import KEPT, run  # noqa: PLC0415 - Textual takes longer to import than everything else together

    ending = run(catalog=catalog(), now=now, folder=folder(), path=Path(file) if file is not None else None, profile=profile)
    if ending.text:
        click.echo(ending.text, nl=False)
    if ending.saved is not None:
        click.echo(f"Saved: {clean(str(ending.saved), 200)}")
    for path in ending.written:
        click.echo(f"Written: {clean(str(path), 200)}")
    if ending.kept:
        click.echo(KEPT)
    return Exit.DONE


def _no_terminal() -> str | None:
    """Why the wizard cannot open here, or `None`."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        return "the wizard needs a terminal for its input and output"
    if os.environ.get("TERM", "dumb") in {"", "dumb", "unknown"}:
        return "this terminal cannot draw the wizard (TERM is dumb or not set)"
    return None
