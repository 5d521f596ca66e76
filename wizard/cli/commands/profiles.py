"""`new`, `share`, `diff`, `list` and `schema`: making and comparing profiles, and their format."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import nullcontext

import click
from attrs import evolve

from wizard.catalog import catalog
from wizard.cli.common import FILE, FORCE, OUT, named, now, profile_files
from wizard.cli.exits import CommandError, Exit, about, tell
from wizard.cli.files import as_saved, holding, of_either_kind, one_stdin, put, read
from wizard.errors import InvalidInputError
from wizard.profile.diff import diff
from wizard.profile.file_format import SharedProfile, build, dumps, inherited, share
from wizard.profile.folder import ProfileFolder, home
from wizard.profile.library import entries
from wizard.profile.read import read_answers
from wizard.profile.schema import schema
from wizard.protocol.screening import OUTCOMES
from wizard.text.sanitize import beside, check_name
from wizard.text.translation import _, in_english


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
@FORCE
@click.option("--name", metavar="TEXT", help="The name of the profile, 1 to 80 characters.")
def new_command(answers: str, out: str | None, name: str | None, *, force: bool) -> int:
    """Make a profile from answers, without questions.

    What is derived in FILE is ignored. An outcome of clinician or stop is written too, and exits 4.
    """
    if name is not None:
        try:
            check_name(name)
        except InvalidInputError as error:
            raise CommandError(Exit.USAGE, f"--{error}") from error  # its key is `name`
    with about(named(answers)):
        answered = read_answers(read(answers), catalog())
        title = name or answered.name or answered.answers.goal
        profile, derived = build(answered.answers, title, now(), catalog())
        inherits = answered.of_plan and name is None
        profile = evolve(profile, name=inherited(title, derived, of_plan=inherits))
    put(out, dumps(as_saved(out, profile, force=force)).encode(), force=force)
    outcome, findings = derived.screening.outcome, derived.screening.findings
    if outcome.allows_dose:
        return Exit.DONE
    reasons = " ".join(
        _(reason) for found in findings if found.outcome is outcome for reason in found.reasons
    )
    tell(
        _("{file}: screening: {outcome}, no dose is planned: {reasons}").format(
            file=named(answers), outcome=_(OUTCOMES[outcome]), reasons=reasons
        )
    )
    return Exit.SCREENED_OUT


@click.command(name="share", epilog="Example: semax-wizard share mine.toml --out yours.toml")
@FILE
@OUT
@FORCE
def share_command(file: str, out: str | None, *, force: bool) -> None:
    """Make the shared form of a profile, for others to open.

    It carries the name, the goal, the product, the dose asked for and the cycle, and nothing about
    you.
    Whoever opens it answers the rest and is screened.
    """
    checked = holding(file, not_shared=_("it is shared already; pass it on as it is"))
    put(out, dumps(share(checked.profile)).encode(), force=force)


@click.command(name="diff", epilog="Example: semax-wizard diff mine.toml changed.toml")
@click.argument("first", metavar="FILE", shell_complete=profile_files)
@click.argument("second", metavar="FILE", shell_complete=profile_files)
def diff_command(first: str, second: str) -> None:
    """Say what differs between two profiles: answers, figures and findings.

    With a shared profile, only what travels is compared.
    """
    click.echo("\n".join(_differences(first, second)))


def _differences(first: str, second: str) -> Iterator[str]:
    one_stdin(first, second)
    one, other = of_either_kind(first), of_either_kind(second)
    for told, file, each in (
        (_("The first is {name}"), first, one),
        (_("The second is {name}"), second, other),
    ):
        name = each.name if isinstance(each, SharedProfile) else each.profile.name
        yield told.format(name=beside(name, f"({named(file)})."))
    found = diff(one, other, catalog())
    if found.shared:
        yield _("One is shared: only goal, product, dose asked for and cycle are compared.")
    for title, sentences in ((_("Answers"), found.answers), (_("What follows"), found.figures)):
        if sentences:
            yield title
            yield from (f"  {sentence}" for sentence in sentences)
    if not found.answers and not found.figures:
        yield _("They do not differ.")


@click.command(name="list", epilog="Example: semax-wizard list --format json")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="The form to print.",
)
def list_command(form: str) -> None:
    """List the profiles in the profile folder: name, outcome, dose, where in its cycle."""
    with about(_("the profile folder")):
        folder = ProfileFolder(home())
    folder.sweep()
    place = named(str(folder.path))
    with about(place), in_english() if form == "json" else nullcontext():
        found = entries(folder, now().date(), catalog())
    if form == "json":
        lines = ",\n".join(json.dumps(entry.as_json()) for entry in found)
        click.echo(f"[\n{lines}\n]" if found else "[]")
    else:
        click.echo(
            "\n".join(map(str, found)) or _("No profiles in {place} yet.").format(place=place)
        )


@click.command(name="schema", epilog="Example: semax-wizard schema | less")
def schema_command() -> None:
    """Print the JSON Schema of the profile format (draft 2020-12), for editors to complete and
    check.
    """  # noqa: D205  # the help of the command, word for word
    click.echo(json.dumps(schema(catalog()), indent=2))
