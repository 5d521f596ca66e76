"""`show`: the printable summary of a profile, and its other forms."""

from __future__ import annotations

import sys
from typing import get_args

import click

from wizard.catalog import catalog
from wizard.cli.common import FILE, FORCE, OUT, columns
from wizard.cli.exits import CommandError, Exit
from wizard.cli.files import holding, put, screened_out
from wizard.protocol.screening import ScreenedOutError
from wizard.report.export.plain_text import render
from wizard.report.export.registry import FORMS, Made, Paper
from wizard.text.translation import _


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
@click.option(
    "--for",
    "reader",
    type=click.Choice(["doctor"]),
    help="Only the page for the doctor: the answers, the plan, and what to ask.",
)
@OUT
@FORCE
def show_command(  # noqa: PLR0913 - one for each option
    file: str,
    form: str,
    paper: Paper,
    reader: str | None,
    out: str | None,
    *,
    discreet: bool,
    force: bool,
) -> None:
    """Print the summary of a profile: the plan, the referral sheet, or the reasons against one.

    Text is in pages for a printer, and on a terminal as wide as that and without pages.
    """
    chosen, on_terminal = FORMS[form], out in {None, "-"} and sys.stdout.isatty()
    if chosen.binary and on_terminal:
        raise CommandError(
            Exit.USAGE,
            _("--format {form}: not written to a terminal; name a file with --out").format(
                form=form
            ),
        )
    if reader is not None and not chosen.is_sheet:
        what = _("--for {reader} is for a form to read, not for {form}")
        raise click.UsageError(what.format(reader=reader, form=form))
    made = Made(holding(file).profile, catalog(), paper, discreet, for_doctor=reader is not None)
    if form == "text" and on_terminal:
        click.echo(render(made.document, columns(sys.stdout)), nl=False)
        return
    try:
        rendered = chosen.render(made)
    except ScreenedOutError as refused:
        why = _("; {form} holds doses, and this profile has none").format(form=form)
        raise screened_out(file, refused, why) from refused
    if form != "text" and not isinstance(rendered, bytes):
        rendered = rendered.encode()  # these forms say in themselves that they are UTF-8
    put(out, rendered, force=force)
