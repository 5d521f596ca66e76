"""`today`: what to take on a day."""

from __future__ import annotations

import click

from wizard.catalog import catalog
from wizard.cli.common import FILE, named, now, typed
from wizard.cli.errors import CommandError, Exit
from wizard.cli.files import holding
from wizard.errors import UnreadableError
from wizard.profile.today import today
from wizard.protocol.screening import ScreenedOutError
from wizard.text.typed import day


@click.command(name="today", epilog="Example: semax-wizard today mine.toml --date 2026-01-05")
@FILE
@click.option("--date", metavar="DATE", help="Another day than today, as 2026-01-05.")
def command(file: str, date: str | None) -> int:
    """Print what to take on a day: times, doses, the container to use, and what comes next."""
    try:
        on = day(date) if date is not None else now().date()
    except UnreadableError as error:
        raise click.UsageError(f"--date: {error}") from error
    checked = holding(file)
    try:
        lines = today(checked.derived, checked.profile.name, on, catalog())
    except ScreenedOutError as refused:
        what = f"{refused.result.outcome}, no dose is planned; see semax-wizard show {typed(file)}"
        raise CommandError(Exit.SCREENED_OUT, f"{named(file)}: screening: {what}") from refused
    click.echo("\n".join(lines))
    return Exit.DONE
