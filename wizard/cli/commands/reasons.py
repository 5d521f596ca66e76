"""`why`, `guide` and `sources`: the reasons behind a plan, what the texts explain, the ledger."""

from __future__ import annotations

import sys

import click

from wizard.catalog import catalog
from wizard.cli.common import FILE, columns, named, topics
from wizard.cli.exits import CommandError, Exit
from wizard.cli.files import holding
from wizard.explain import guide_pages
from wizard.explain.ledger_pages import Unknown, of_name_or_words
from wizard.explain.pages import of_key, of_plan
from wizard.report.export.plain_text import render


@click.command(name="why", epilog="Example: semax-wizard why mine.toml protocol.ceiling_mcg")
@FILE
@click.argument("key", required=False)
def why_command(file: str, key: str | None) -> None:
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
    click.echo(render(page, columns(sys.stdout)), nl=False)


@click.command(name="guide", epilog="Example: semax-wizard guide how quickly")
@click.argument("words", nargs=-1, metavar="[TOPIC or WORDS]", shell_complete=topics)
def guide_command(words: tuple[str, ...]) -> None:
    """Read what the two texts explain, and what this program does with it.

    With the name of a topic (which-compound), all of that; with the title of a conflict or an id of
    the ledger, that one; with any other words, what the guide and the ledger hold on them. Without
    any, the whole guide, its topics last.
    """
    try:
        page = guide_pages.of_words(" ".join(words), catalog())
    except Unknown as unknown:
        raise CommandError(Exit.USAGE, str(unknown)) from unknown
    click.echo(render(page, columns(sys.stdout)), nl=False)


@click.command(name="sources", epilog="Example: semax-wizard sources nostril twice")
@click.argument("words", nargs=-1, metavar="[ID or WORDS]")
def sources_command(words: tuple[str, ...]) -> None:
    """Show the ledger: all claims of both source texts, and what became of each.

    With the id of a claim (B079), a conflict (E01), a rule (R30) or a source (A, X1), that one;
    with words, every claim that holds them.
    """
    try:
        page = of_name_or_words(" ".join(words), catalog())
    except Unknown as unknown:
        raise CommandError(Exit.USAGE, str(unknown)) from unknown
    click.echo(render(page, columns(sys.stdout)), nl=False)
