"""`diff`: what differs between two profiles."""

from __future__ import annotations

from collections.abc import Iterator

import click

from wizard.catalog import catalog
from wizard.cli.common import named
from wizard.cli.completion import profile_files
from wizard.cli.errors import Exit
from wizard.cli.files import of_either_kind
from wizard.profile.diff import diff
from wizard.profile.file_format import SharedProfile
from wizard.profile.read import Checked


@click.command(name="diff", epilog="Example: semax-wizard diff mine.toml changed.toml")
@click.argument("first", metavar="FILE", shell_complete=profile_files)
@click.argument("second", metavar="FILE", shell_complete=profile_files)
def command(first: str, second: str) -> int:
    """Say what differs between two profiles: answers, figures and findings.

    With a shared profile, only what travels is compared.
    """
    click.echo("\n".join(_lines(first, second)))
    return Exit.DONE


def _lines(first: str, second: str) -> Iterator[str]:
    one, other = of_either_kind(first), of_either_kind(second)
    yield f"The first is {_called(first, one)}, the second {_called(second, other)}."
    found = diff(one, other, catalog())
    if found.shared:
        yield "One is shared: only goal, product, dose asked for and cycle are compared."
    for title, sentences in (("Answers", found.answers), ("What follows", found.figures)):
        if sentences:
            yield title
            yield from (f"  {sentence}" for sentence in sentences)
    if not found.answers and not found.figures:
        yield "They do not differ."


def _called(file: str, loaded: Checked | SharedProfile) -> str:
    return (
        f"{loaded.name if isinstance(loaded, SharedProfile) else loaded.profile.name}"
        f" ({named(file)})"
    )
