"""`schema`: the JSON Schema of the profile format."""

from __future__ import annotations

import json

import click

from wizard.catalog import catalog
from wizard.cli.errors import Exit
from wizard.profile.schema import schema


@click.command(name="schema", epilog="Example: semax-wizard schema | less")
def command() -> int:
    """Print the JSON Schema of the profile format (draft 2020-12), for editors to complete and check."""
    click.echo(json.dumps(schema(catalog()), indent=2))
    return Exit.DONE
