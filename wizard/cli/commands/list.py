"""`list`: the profiles in the profile folder."""

from __future__ import annotations

import json

import click

from wizard.cli.errors import Exit, about
from wizard.cli.files import now
from wizard.cli.listing import listed
from wizard.profile.files import folder
from wizard.profile.text import clean


@click.command(name="list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="The form to print.")
def command(form: str) -> int:
    """List the profiles in the profile folder: name, outcome, dose, where in its cycle."""
    where = folder()
    with about(str(where)):
        rows = listed(where, now().date())
    if form == "json":
        click.echo(json.dumps([row.as_json() for row in rows], indent=2, ensure_ascii=False))
    elif rows:
        click.echo("\n".join(map(str, rows)))
    else:
        click.echo(f"No profiles in {clean(str(where), 200)} yet.")
    return Exit.DONE
