"""`share`: the form of a profile that may be passed on."""

from __future__ import annotations

import click

from wizard.cli.common import FILE, OUT
from wizard.cli.errors import Exit
from wizard.cli.files import holding, put
from wizard.profile.file_format import dumps, share


@click.command(name="share", epilog="Example: semax-wizard share mine.toml --out yours.toml")
@FILE
@OUT
def command(file: str, out: str | None) -> int:
    """Make the shared form of a profile, for others to open.

    It carries the name, the goal, the product, the dose asked for and the cycle, and nothing about
    you.
    Whoever opens it answers the rest and is screened.
    """
    shared = share(holding(file, not_shared="it is shared already; pass it on as it is").profile)
    put(out, dumps(shared).encode())
    return Exit.DONE
