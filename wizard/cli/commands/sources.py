"""`sources`: the ledger of claims."""

from __future__ import annotations

import click

from wizard.catalog import catalog
from wizard.cli.errors import CommandError, Exit
from wizard.explain.ledger_pages import Unknown, of_name_or_words
from wizard.report.export.plain_text import render


@click.command(name="sources", epilog="Example: semax-wizard sources nostril twice")
@click.argument("words", nargs=-1, metavar="[ID or WORDS]")
def command(words: tuple[str, ...]) -> int:
    """Show the ledger: all claims of both source texts, and what became of each.

    With the id of a claim (B079), a conflict (E01), a rule (R30) or a source (A, X1), that one;
    with words, every claim that holds them.
    """
    try:
        page = of_name_or_words(" ".join(words), catalog())
    except Unknown as unknown:
        raise CommandError(Exit.USAGE, str(unknown)) from unknown
    click.echo(render(page), nl=False)
    return Exit.DONE
