"""`show`: the printable summary of a profile."""

from __future__ import annotations

import click

from wizard.catalog import catalog
from wizard.cli.errors import Exit
from wizard.cli.files import FILE, holding, put
from wizard.summary.document import build
from wizard.summary.text import paged


@click.command(name="show")
@FILE
@click.option("--format", "form", type=click.Choice(["text"]), default="text", show_default=True, help="The form to print.")
@click.option("--out", metavar="FILE", help="Where to write it; stdout without it.")
def command(file: str, form: str, out: str | None) -> int:  # noqa: ARG001 - one form so far
    """Print the summary of a profile: the plan, the referral sheet, or the reasons against one."""
    checked = holding(file)
    put(out, paged(build(checked.derived, checked.profile.name, checked.profile.created, catalog())))
    return Exit.DONE
