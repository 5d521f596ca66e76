"""The wizard: the only command that imports Textual, and only once a terminal is there."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from wizard.cli.common import FILE, columns, named, now
from wizard.cli.errors import CommandError, Exit, about
from wizard.conversation.front import KEPT
from wizard.profile.folder import ProfileFolder, examples, home
from wizard.text.sanitize import clean
from wizard.text.translation import _

if TYPE_CHECKING:
    from wizard.catalog import Catalog
    from wizard.conversation.conversation import Ending
    from wizard.profile.file_format import Profile, SharedProfile

ACCESSIBLE: Final = "ACCESSIBLE"
SENT: Final = "SSH_ORIGINAL_COMMAND"
"""Where OpenSSH leaves the command that a client asked for, when it runs another one."""


@click.command(name="wizard", hidden=True)
@FILE
@click.option("--plain", is_flag=True, help="Ask in plain lines.")
@click.pass_obj
# Click gives what stood before FILE so
def command(before: bool | None, file: str, *, plain: bool) -> int:  # noqa: FBT001
    """Open FILE in the wizard."""
    return open_wizard(file, plain=plain or bool(before))


def open_wizard(file: str | None, *, plain: bool, kiosk: bool = False) -> int:
    """Open the wizard, on a profile if one is named; in line mode if that was asked for.

    A kiosk is open to people who may do nothing else on this host. They cannot ask for line mode on
    a command line, so that they have it wherever there is no terminal.
    """
    folder = _kiosk() if kiosk else ProfileFolder(home())
    missing = _no_terminal()
    path = Path(file) if file is not None else None
    if plain or os.environ.get(ACCESSIBLE, "") not in {"", "0"} or (kiosk and missing is not None):
        if file == "-":
            raise click.UsageError(
                "with --plain, stdin gives the answers: name a profile file instead of -"
            )
        # Only when it is wanted
        from wizard.cli.plain import open_plain, unfinished  # noqa: PLC0415

        visit = open_plain(_profile(file), path, folder, _catalog)
        code = unfinished(visit)
        _finish(visit.ending, folder, kept=visit.ending.kept and code is None)
        return code or _code(visit.ending)
    if missing is not None:
        raise CommandError(
            Exit.USAGE,
            f"{missing}; run it in a terminal, or use --plain, or semax-wizard new --answers FILE",
        )
    profile = _profile(file)
    # Textual takes longer to import than everything else together
    from wizard.tui import run, wizard  # noqa: PLC0415

    ending = run(wizard(catalog=_catalog, now=now, folder=folder, path=path, profile=profile))
    if ending is None:
        return Exit.DONE
    _finish(ending, folder, kept=ending.kept)
    return _code(ending)


def _profile(file: str | None) -> Profile | SharedProfile | None:
    """Return the profile to begin with."""
    if file is None:
        return None
    from wizard.cli.files import read  # noqa: PLC0415 - the start page does without
    from wizard.profile.read import read_profile  # noqa: PLC0415 - likewise

    with about(named(file)):
        return read_profile(read(file))


def _finish(ending: Ending, folder: ProfileFolder, *, kept: bool) -> None:
    """Print what was asked for, and say what is on the disk now; with `kept`, that there is a draft too."""
    if ending.sheet is not None:
        # Only when it is printed
        from wizard.report.export.plain_text import WIDTH, render  # noqa: PLC0415

        click.echo(render(ending.sheet, min(WIDTH, columns(sys.stdout))), nl=False)
    if ending.saved is not None:
        click.echo(_("Saved: {file}").format(file=clean(folder.named(ending.saved), 200)))
    for written in ending.written:
        click.echo(_("Written: {file}").format(file=clean(folder.named(written), 200)))
    if kept:
        click.echo(_(KEPT))


def _code(ending: Ending) -> Exit:
    return Exit.DONE if ending.outcome.allows_dose else Exit.SCREENED_OUT


def _catalog() -> Catalog:
    """What is known; loaded while somebody reads the first page."""
    from wizard.catalog import catalog  # noqa: PLC0415 - as above

    return catalog()


def _kiosk() -> ProfileFolder:
    """Return the profile folder of a kiosk, bounded. No key of the terminal stops the program or makes it leave a core file.

    Raises `CommandError` where a command came along: whoever sent one expects something else than a
    wizard to answer.
    """
    if os.environ.get(SENT):
        raise CommandError(
            Exit.USAGE, "this host takes no commands and no files; connect without any"
        )
    for number in (signal.SIGTSTP, signal.SIGQUIT):
        signal.signal(number, signal.SIG_IGN)
    with about("kiosk"):
        return ProfileFolder.within(home(), examples())


def _no_terminal() -> str | None:
    """Why the wizard cannot open here, or `None`."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        return "the wizard needs a terminal for its input and output"
    if os.environ.get("TERM", "dumb") in {"", "dumb", "unknown"}:
        return "this terminal cannot draw the wizard (TERM is dumb or not set)"
    return None
