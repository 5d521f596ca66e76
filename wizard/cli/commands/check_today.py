"""`check` and `today`: the commands that are run from scripts and at log-in."""

from __future__ import annotations

from typing import Final

import click

from wizard.catalog import catalog
from wizard.cli.common import FILE, named, now
from wizard.cli.completion import profile_files
from wizard.cli.exits import CommandError, Exit, tell
from wizard.cli.files import differs, holding, load, screened_out
from wizard.errors import UnreadableError
from wizard.profile.file_format import SharedProfile
from wizard.profile.today import today
from wizard.protocol.screening import ScreenedOutError
from wizard.text.sanitize import clean
from wizard.text.typed import day

_MOST_SHOWN: Final = 300


@click.command(name="check", epilog="Example: semax-wizard check mine.toml profiles/*.toml")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", shell_complete=profile_files)
def check_command(files: tuple[str, ...]) -> int:
    """Derive each profile again from its answers and compare; one line a file.

    Exits with the highest code among the files.
    """
    return max(_check(file) for file in files)


def _check(file: str) -> Exit:
    try:
        loaded = load(file)
    except CommandError as error:
        tell(str(error))
        return error.code
    if isinstance(loaded, SharedProfile):
        said = "holds (shared: nothing is derived in it)"
    elif loaded.holds:
        made = clean(loaded.profile.catalog)
        edition = f", made with catalog {made}" if loaded.other_edition else ""
        said = f"holds ({loaded.derived.screening.outcome}{edition})"
    else:
        different = " | ".join(clean(str(each), _MOST_SHOWN) for each in loaded.differences)
        click.echo(f"{named(file)}: does not hold: {different}")
        tell(differs(file, loaded))
        return Exit.DIFFERS
    click.echo(f"{named(file)}: {said}")
    return Exit.DONE


@click.command(name="today", epilog="Example: semax-wizard today mine.toml --date 2026-01-05")
@FILE
@click.option("--date", metavar="DATE", help="Another day than today, as 2026-01-05.")
def today_command(file: str, date: str | None) -> None:
    """Print what to take on a day: times, doses, the container to use, and what comes next."""
    try:
        on = day(date, now().date()) if date is not None else now().date()
    except UnreadableError as error:
        raise click.UsageError(f"--date: {error}") from error
    checked = holding(file)
    try:
        lines = today(checked.derived, checked.profile.name, on, catalog())
    except ScreenedOutError as refused:
        raise screened_out(file, refused, ", no dose is planned") from refused
    click.echo("\n".join(lines))
