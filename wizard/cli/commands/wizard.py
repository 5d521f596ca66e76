"""The wizard: the only command that imports Textual, and only once a terminal is there."""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from wizard.cli.common import FILE, columns, descriptor, named, now
from wizard.cli.exits import CommandError, Exit, about, tell
from wizard.conversation.settings import settings
from wizard.profile.folder import ProfileFolder, examples, home
from wizard.text.sanitize import clean
from wizard.text.translation import _, chosen, speak

if TYPE_CHECKING:
    from wizard.catalog import Catalog
    from wizard.conversation.conversation import Ending
    from wizard.profile.file_format import Profile, SharedProfile

ACCESSIBLE: Final = "ACCESSIBLE"
_CANNOT_DRAW: Final = frozenset({"", "dumb", "unknown", "ansi", "vt52", "vt100", "vt102"})
SENT: Final = "SSH_ORIGINAL_COMMAND"
"""The variable in which OpenSSH passes the command that a client asked for, but did not get."""


@click.command(name="wizard", hidden=True)
@FILE
@click.option("--plain", is_flag=True, help="Ask in plain lines.")
@click.option("--no-mouse", is_flag=True, help="Leave the mouse to the terminal.")
@click.pass_obj
# Click passes the options that stood before FILE in this way
def wizard_command(before: dict[str, Any] | None, file: str, *, plain: bool, no_mouse: bool) -> int:
    """Open FILE in the wizard."""
    before = before or {}
    no_mouse |= before.get("no_mouse", False)
    plain |= before.get("plain", False)
    return open_wizard(file, plain=plain, mouse=not no_mouse, lang=before.get("lang"))


def open_wizard(
    file: str | None,
    *,
    plain: bool,
    kiosk: bool = False,
    mouse: bool = True,
    lang: str | None = None,
) -> int:
    """Open the wizard, on a profile if one is named; in line mode if that was asked for.

    Without `mouse` it is left to the terminal. Where `lang` asks for no language, nor `LANGUAGE`,
    it is the one that was kept, before the locale, which is the host's.

    A kiosk is open to people who may do nothing else on this host. They have no command line to ask
    for line mode on, so that they get it wherever there is no terminal.
    """
    folder = _kiosk() if kiosk else ProfileFolder(home())
    kept = settings(folder).language
    if kept and lang is None and not os.environ.get("LANGUAGE"):
        speak(chosen(kept, os.environ, sys.stdout.encoding or ""))
    missing = _no_terminal()
    path = None
    if file not in {None, "-"} and descriptor(file) is None:
        from wizard.cli.files import found  # noqa: PLC0415 - the first page does without

        path = found(file) or Path(file)
        file = str(path)
    if plain or os.environ.get(ACCESSIBLE, "") not in {"", "0"} or (kiosk and missing is not None):
        if file == "-":
            raise click.UsageError(
                _("with --plain, stdin gives the answers: name a profile file instead of -")
            )
        return _line_mode(file, path, folder)
    if missing is not None:
        raise CommandError(
            Exit.USAGE,
            _(
                "{missing}; run it in a terminal, or use --plain, or semax-wizard new"
                " --answers FILE"
            ).format(missing=missing),
        )
    profile = _profile(file)
    if not os.environ.get("NO_COLOR"):  # Textual takes an empty one for a wish
        os.environ.pop("NO_COLOR", None)
    # Textual takes longer to import than everything else together
    from wizard.tui import run, wizard  # noqa: PLC0415

    ending = run(
        wizard(catalog=_catalog, now=now, folder=folder, path=path, profile=profile, mouse=mouse)
    )
    if ending is None:
        return Exit.DONE
    _finish(ending, folder, _(ending.kept))
    return _code(ending)


def _line_mode(file: str | None, path: Path | None, folder: ProfileFolder) -> int:
    """Hold the conversation in line mode, and tell of an end that the person did not choose."""
    from wizard.plain import run  # noqa: PLC0415 - the first page of the other face does without it

    profile = _profile(file)
    gc.enable()
    source = sys.stdin if sys.stdin is not None else io.StringIO()
    with suppress(OSError):  # another program may have left it so that nobody waits for an answer
        os.set_blocking(source.fileno(), True)
    # Bytes that are no text, and text that the terminal has no bytes for, must end nothing
    for stream in (source, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    ended_by = _ending_once()
    visit = run(
        source=source,
        out=sys.stdout,
        catalog=_catalog,
        now=now,
        folder=folder,
        profile=profile,
        path=path,
        width=columns(sys.stdout) - 1,
    )
    ending = visit.ending
    code: int = _code(ending)
    kept = _(ending.kept).partition(".")[0] or _("There was nothing new to keep")
    kept = f"{kept[0].lower()}{kept[1:]}"
    told = ""
    if visit.how == "interrupted":
        told, code = f"{_('interrupted')}; {kept}", 128 + ended_by[0]
    elif visit.how == "ended" and (ending.unsaved or ending.saved is None):
        asked = visit.before.rstrip("?.")
        told, code = (
            _("the input ended before an answer to: {asked}; {kept}").format(
                asked=asked, kept=kept
            ),
            Exit.INVALID,
        )
    if told:
        tell(told)
    if signal.SIGHUP not in ended_by:  # there is no terminal any more
        _finish(ending, folder, "" if told else _(ending.kept))
    return code


def _ending_once() -> list[int]:
    """Have the first signal to end interrupt, so that no answer is lost; those after it do nothing.

    Return a list that holds its number from then on.
    """
    ended_by: list[int] = []
    numbers = [
        number
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        if signal.getsignal(number) is not signal.SIG_IGN
    ]

    def interrupt(number: int, _frame: object) -> None:
        ended_by.append(number)
        for each in numbers:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in numbers:
        signal.signal(number, interrupt)
    return ended_by


def _profile(file: str | None) -> Profile | SharedProfile | None:
    """Return the profile to begin with."""
    if file is None:
        return None
    from wizard.cli.files import read  # noqa: PLC0415 - the first page does without
    from wizard.profile.read import read_profile  # noqa: PLC0415 - likewise

    with about(named(file)):
        return read_profile(read(file))


def _finish(ending: Ending, folder: ProfileFolder, kept: str) -> None:
    """Print the sheet that was asked for, name the files that were written, and say `kept`."""
    if ending.sheet is not None:
        # Only when it is printed
        from wizard.report.export.plain_text import dose_last, render  # noqa: PLC0415

        click.echo(render(dose_last(ending.sheet), columns(sys.stdout)), nl=False)
    saved = [] if ending.saved is None else [(_("Saved: {file}"), ending.saved)]
    for said, path in (*saved, *((_("Written: {file}"), each) for each in ending.written)):
        click.echo(said.format(file=clean(folder.named(path), 200)))
    if kept:
        click.echo(kept)


def _code(ending: Ending) -> Exit:
    return Exit.DONE if ending.outcome.allows_dose else Exit.SCREENED_OUT


def _catalog() -> Catalog:
    """Load the catalog, while the person reads the first page."""
    from wizard.catalog import catalog  # noqa: PLC0415 - the first page does without

    return catalog()


def _kiosk() -> ProfileFolder:
    """Return the profile folder of a kiosk, with its bounds, and ignore keys that stop or kill.

    Raises `CommandError` where a client sent a command: it does not expect a wizard to answer.
    """
    if os.environ.get(SENT):
        raise CommandError(
            Exit.USAGE, _("this host takes no commands and no files; connect without any")
        )
    for number in (signal.SIGTSTP, signal.SIGQUIT):
        signal.signal(number, signal.SIG_IGN)
    with about("kiosk"):
        return ProfileFolder.within(home(), examples())


def _no_terminal() -> str | None:
    """Return why the wizard cannot open here, or `None`."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        return _("the wizard needs a terminal for its input and output")
    if not sys.stderr.isatty():
        return _("the wizard needs a terminal for its errors too, and stderr is redirected")
    term = os.environ.get("TERM", "")
    if term.partition("-")[0] in _CANNOT_DRAW:
        return _("this terminal cannot draw the wizard (TERM is {name})").format(
            name=clean(term, 40) or _("not set")
        )
    return None
