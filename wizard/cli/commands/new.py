"""`new`: a profile from answers, without questions."""

from __future__ import annotations

import click

from wizard.catalog import catalog
from wizard.cli.common import OUT, named, now
from wizard.cli.completion import profile_files
from wizard.cli.errors import CommandError, Exit, about, tell
from wizard.cli.files import put, read
from wizard.errors import InvalidInputError
from wizard.profile.file_format import build, dumps
from wizard.profile.read import read_answers
from wizard.text.sanitize import check_name


@click.command(
    name="new", epilog="Example: semax-wizard new --answers answers.toml --out mine.toml"
)
@click.option(
    "--answers",
    required=True,
    metavar="FILE",
    shell_complete=profile_files,
    help="A profile, or a file with just its [answers] table; - for stdin.",
)
@OUT
@click.option("--name", metavar="TEXT", help="The name of the profile, 1 to 80 characters.")
def command(answers: str, out: str | None, name: str | None) -> int:
    """Make a profile from answers, without questions.

    What is derived in FILE is ignored. An outcome of clinician or stop is written too, and exits 4.
    """
    if name is not None:
        try:
            check_name(name)
        except InvalidInputError as error:
            raise CommandError(Exit.USAGE, f"--{error}") from error  # its key is `name`
    with about(named(answers)):
        answered = read_answers(read(answers))
        title = name or answered.name or answered.answers.goal
        profile, derived = build(answered.answers, title, now(), catalog())
    put(out, dumps(profile).encode())
    outcome = derived.screening.outcome
    if outcome.allows_dose:
        return Exit.DONE
    reasons = " ".join(
        found.reason for found in derived.screening.findings if found.outcome is outcome
    )
    tell(f"{named(answers)}: screening: {outcome}, no dose is planned: {reasons}")
    return Exit.SCREENED_OUT
