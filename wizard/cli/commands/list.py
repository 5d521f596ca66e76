"""`list`: the profiles in the profile folder."""

from __future__ import annotations

import json
from collections.abc import Iterator

import click

from wizard.catalog import catalog
from wizard.cli.common import named, now
from wizard.cli.errors import Exit, about
from wizard.profile.files import folder, sweep
from wizard.profile.library import Entry, entries


@click.command(name="list", epilog="Example: semax-wizard list --format json")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="The form to print.")
def command(form: str) -> int:
    """List the profiles in the profile folder: name, outcome, dose, where in its cycle."""
    with about("the profile folder"):
        where = folder()
    sweep(where)
    with about(named(str(where))):
        found = entries(where, now().date(), catalog())
        if form == "json":
            _as_json(found)
        elif not _as_text(found):
            click.echo(f"No profiles in {named(str(where))} yet.")
    return Exit.DONE


def _as_text(found: Iterator[Entry]) -> int:
    """Print a line for each entry, as it is read; how many there were."""
    number = 0
    for entry in found:
        click.echo(str(entry))
        number += 1
    return number


def _as_json(found: Iterator[Entry]) -> None:
    """One array, an object a line, written as it is read: a folder may hold thousands."""
    before = "[\n"
    for entry in found:
        click.echo(before + json.dumps(entry.as_json(), ensure_ascii=False), nl=False)
        before = ",\n"
    click.echo("[]" if before == "[\n" else "\n]")
