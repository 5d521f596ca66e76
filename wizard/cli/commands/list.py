"""`list`: the profiles in the profile folder."""

from __future__ import annotations

import json

import click

from wizard.catalog import catalog
from wizard.cli.common import named, now
from wizard.cli.errors import Exit, about
from wizard.profile.folder import ProfileFolder, home
from wizard.profile.library import entries


@click.command(name="list", epilog="Example: semax-wizard list --format json")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="The form to print.",
)
def command(form: str) -> int:
    """List the profiles in the profile folder: name, outcome, dose, where in its cycle."""
    with about("the profile folder"):
        folder = ProfileFolder(home())
    folder.sweep()
    with about(named(str(folder.path))):
        found = entries(folder, now().date(), catalog())
    if form == "json":
        lines = ",\n".join(json.dumps(entry.as_json(), ensure_ascii=False) for entry in found)
        click.echo(f"[\n{lines}\n]" if found else "[]")
        return Exit.DONE
    for entry in found:
        click.echo(str(entry))
    if not found:
        click.echo(f"No profiles in {named(str(folder.path))} yet.")
    return Exit.DONE
