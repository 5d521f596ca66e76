"""`check`: derive again and compare."""

from __future__ import annotations

import click

from wizard.cli.common import named
from wizard.cli.completion import profile_files
from wizard.cli.errors import CommandError, Exit, tell
from wizard.cli.files import differs, load
from wizard.profile.file_format import SharedProfile
from wizard.text.sanitize import clean

_MOST_SHOWN = 300


@click.command(name="check", epilog="Example: semax-wizard check mine.toml profiles/*.toml")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", shell_complete=profile_files)
def command(files: tuple[str, ...]) -> int:
    """Derive each profile again from its answers and compare; one line a file.

    Exits with the highest code among the files.
    """
    return max(_one(file) for file in files)


def _one(file: str) -> Exit:
    shown = named(file)
    try:
        loaded = load(file)
    except CommandError as error:
        tell(str(error))
        return error.code
    if isinstance(loaded, SharedProfile):
        click.echo(f"{shown}: holds (shared: nothing is derived in it)")
        return Exit.DONE
    if loaded.holds:
        edition = (
            f", made with catalog {clean(loaded.profile.catalog)}" if loaded.other_edition else ""
        )
        click.echo(f"{shown}: holds ({loaded.derived.screening.outcome}{edition})")
        return Exit.DONE
    click.echo(
        f"{shown}: does not hold:"
        f" {' | '.join(clean(str(difference), _MOST_SHOWN) for difference in loaded.differences)}"
    )
    tell(differs(file, loaded))
    return Exit.DIFFERS
