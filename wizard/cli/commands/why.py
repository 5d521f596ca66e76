"""`why`: where a number of a plan comes from."""

from __future__ import annotations

import click

from wizard.catalog import catalog
from wizard.cli.common import FILE, named
from wizard.cli.errors import CommandError, Exit
from wizard.cli.files import holding
from wizard.explain.ledger_pages import Unknown
from wizard.explain.pages import of_key, of_plan
from wizard.report.export.plain_text import render


@click.command(name="why", epilog="Example: semax-wizard why mine.toml protocol.ceiling_mcg")
@FILE
@click.argument("key", required=False)
def command(file: str, key: str | None) -> int:
    """Say where a number of a plan comes from: claims, arithmetic, conflict, choice.

    KEY is a key of the profile, such as protocol.ceiling_mcg; a finding, such as untested-vial;
    conflicts;
    or alone, for what each text by itself would have given. Without KEY, every figure in a line or
    two.
    """
    derived = holding(file).derived
    try:
        page = of_key(key, derived, catalog()) if key else of_plan(derived, catalog())
    except Unknown as unknown:
        raise CommandError(Exit.USAGE, f"{named(file)}: {unknown}") from unknown
    click.echo(render(page), nl=False)
    return Exit.DONE
