"""`check` and `today`: the commands that are run from scripts and at log-in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, time
from typing import Final

import click

from wizard.catalog import catalog
from wizard.cli.common import named, now, profile_files
from wizard.cli.exits import CommandError, Exit, about, tell
from wizard.cli.files import differs, holding, load, one_stdin, screened_out
from wizard.errors import UnreadableError
from wizard.profile.file_format import SharedProfile
from wizard.profile.folder import ProfileFolder, home
from wizard.profile.library import courses, ruling
from wizard.profile.read import OtherEditionError
from wizard.profile.today import course_of, several, today
from wizard.protocol.screening import OUTCOMES, ScreenedOutError
from wizard.text.layout import columns, fold
from wizard.text.sanitize import MOST_NAME, beside, clean
from wizard.text.translation import _
from wizard.text.typed import day, time_of_day

_MOST_SHOWN: Final = 300
_WIDTH: Final = 80


@click.command(name="check", epilog="Example: semax-wizard check mine.toml profiles/*.toml")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", shell_complete=profile_files)
def check_command(files: tuple[str, ...]) -> int:
    """Derive each profile again from its answers and compare; one line a file.

    Exits with the highest code among the files.
    """
    one_stdin(*files)
    return max(_check(file) for file in files)


def _check(file: str) -> Exit:
    try:
        loaded = load(file)
    except CommandError as error:
        tell(str(error))
        return error.code
    if isinstance(loaded, SharedProfile):
        said = _("holds (shared: nothing is derived in it)")
    elif loaded.holds:
        said = _("holds ({outcome})").format(outcome=_(OUTCOMES[loaded.derived.screening.outcome]))
    else:
        different = " | ".join(clean(str(each), _MOST_SHOWN) for each in loaded.differences)
        click.echo(_("{file}: does not hold: {what}").format(file=named(file), what=different))
        tell(differs(file, loaded))
        return Exit.DIFFERS
    click.echo(f"{named(file)}: {said}")
    return Exit.DONE


@click.command(name="today", epilog="Example: semax-wizard today mine.toml --date 2026-01-05")
@click.argument("file", required=False, shell_complete=profile_files)
@click.option("--date", metavar="DATE", help="Another day than today, as 2026-01-05.")
@click.option("--time", "clock", metavar="TIME", help="Another time than now, as 09:30.")
def today_command(file: str | None, date: str | None, clock: str | None) -> None:
    """Print what to take on a day: times, doses, the container to use, and what comes next.

    A dose whose time is past is told as such; with --date alone the whole day is told. Without FILE
    every course of the profile folder that runs or rests is told.
    """
    moment = now()
    at = moment.time() if date is None else None
    try:
        on = moment.date() if date is None else day(date, moment.date())
        at = at if clock is None else time_of_day(clock)
    except UnreadableError as error:
        raise click.UsageError(f"--date, --time: {error}") from error
    if file is None:
        told = "\n\n".join(_courses(on, at))
        if told:
            _refuse_if_ruled_out(on)
        click.echo(told or _("No course runs or rests on that day."))
        return
    try:
        checked = holding(file)
    except CommandError as error:
        if isinstance(error.__cause__, OtherEditionError):
            click.echo(course_of(error.__cause__.profile, ": ", _("no dose is told.")))
        raise
    try:
        lines = today(checked.derived, checked.profile.name, on, catalog(), at)
    except ScreenedOutError as refused:
        raise screened_out(file, refused, _(", no dose is planned")) from refused
    _refuse_if_ruled_out(on)
    click.echo(_told(lines))


def _refuse_if_ruled_out(on: date) -> None:
    """Refuse to tell a dose where a draft, or the newest profile, rules one out (R02)."""
    from wizard.profile.draft import screened_out as is_ruled_out  # noqa: PLC0415 - for today

    folder = ProfileFolder(home())
    if (last := ruling(folder, catalog())) is not None:
        told = _(
            "no dose is told: the newer profile {name} rules one out; open it in semax-wizard and"
            " read why"
        )
        raise CommandError(Exit.SCREENED_OUT, told.format(name=clean(last.name, MOST_NAME)))
    if is_ruled_out(folder, catalog(), on):
        told = _(
            "no dose is told: newer answers rule one out; open semax-wizard, resume them and read"
            " why, or discard them there"
        )
        raise CommandError(Exit.SCREENED_OUT, told)


def _told(lines: Iterable[str]) -> str:
    """Return the lines as a login message: none is wider than a terminal of 80 columns."""
    return "\n".join(
        part
        for line in lines
        for part in ([line] if columns(line) <= _WIDTH else fold(line, _WIDTH, then="    "))
    )


def _courses(on: date, at: time | None) -> Iterator[str]:
    """Yield what each course of the profile folder says for a day on which it runs or rests."""
    with about(_("the profile folder")):
        found = tuple(courses(ProfileFolder(home()), on, catalog()))
    held = (course.checked.derived for course in found if course.checked and course.checked.holds)
    if told := several(held, on):
        yield _told([told])
    for entry, checked in ((course.entry, course.checked) for course in found):
        file = str(entry.path)
        if checked is None and entry.name:
            told = _("{where}: no dose is told ({problem}).").format(
                where=entry.where, problem=entry.problem
            )
            yield _told([beside(entry.name, told, ", ")])
        elif checked is None:
            tell(f"{named(file)}: {entry.problem}")
        elif not checked.holds:
            tell(differs(file, checked))
        else:
            yield _told(today(checked.derived, entry.name, on, catalog(), at))
