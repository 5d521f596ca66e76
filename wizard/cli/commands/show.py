"""`show`: the printable summary of a profile, and its other forms."""

from __future__ import annotations

import sys
from typing import get_args

import click

from wizard.catalog import catalog
from wizard.cli.common import FILE, OUT
from wizard.cli.exits import CommandError, Exit
from wizard.cli.files import holding, put, screened_out
from wizard.protocol.screening import ScreenedOutError
from wizard.report.export.registry import FORMS, Made, Paper


@click.command(
    name="show", epilog="Example: semax-wizard show mine.toml --format pdf --out mine.pdf"
)
@FILE
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMS)),
    default="text",
    show_default=True,
    help="The form to print.",
)
@click.option(
    "--paper",
    type=click.Choice(get_args(Paper)),
    default="a4",
    show_default=True,
    help="The paper of a PDF or an HTML page.",
)
@click.option(
    "--discreet", is_flag=True, help="Titles in a calendar say only that it is a reminder."
)
@OUT
def show_command(file: str, form: str, paper: Paper, out: str | None, *, discreet: bool) -> None:
    """Print the summary of a profile: the plan, the referral sheet, or the reasons against one."""
    chosen = FORMS[form]
    if chosen.binary and out in {None, "-"} and sys.stdout.isatty():
        raise CommandError(
            Exit.USAGE, f"--format {form}: not written to a terminal; name a file with --out"
        )
    checked = holding(file)
    try:
        rendered = chosen.render(Made(checked.profile, catalog(), paper, discreet))
    except ScreenedOutError as refused:
        why = f"; {form} holds doses, and this profile has none"
        raise screened_out(file, refused, why) from refused
    if form != "text" and not isinstance(rendered, bytes):
        rendered = rendered.encode()  # these forms say in themselves that they are UTF-8
    put(out, rendered)
