"""The commands. Each imports what it needs when it runs, so that the program starts fast."""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wizard import __version__
from wizard.cli.errors import CommandError, Exit, about, tell
from wizard.profile.text import clean

if TYPE_CHECKING:
    from wizard.profile import Checked, Profile, SharedProfile

FILE = click.argument("file", type=str)


class _Program(click.Group):
    """A group whose first word may be a command or a profile to open in the wizard."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        word = args[0]
        if word in self.commands or (word.startswith("-") and word != "-"):
            return super().resolve_command(ctx, args)
        from difflib import get_close_matches  # noqa: PLC0415 - only for a word that is no command

        close = get_close_matches(word, self.commands, n=1)
        if close and not os.path.lexists(word):
            raise click.UsageError(f"there is no command and no file {clean(word)!r}; did you mean {close[0]}?")
        return "open", _open, args


@click.group(
    cls=_Program,
    invoke_without_command=True,
    subcommand_metavar="[FILE | COMMAND [ARG ...]]",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda context, _, asked: _version(context) if asked else None,
    help="Print the version and the catalog edition.",
)
@click.option("--debug", is_flag=True, help="Print a traceback for a defect of the program.")
@click.pass_context
def program(context: click.Context, *, debug: bool) -> int:  # noqa: ARG001 - read by the door
    r"""Turn published Semax texts into a plan you can check, or be told plainly not to.

    Without a command it opens the wizard; with FILE, a profile, it opens that one.

    \b
    Exit codes: 0 done; 1 a defect of the program; 2 wrong usage; 3 an invalid file or
    answer; 4 screened out (clinician or stop); 5 a profile whose figures are not what its
    answers give; 6 the system said no.

    Profiles are kept in $SEMAX_WIZARD_HOME, or else in your user data folder.
    """
    return _wizard(None) if context.invoked_subcommand is None else Exit.DONE


def _version(context: click.Context) -> None:
    from wizard.catalog import catalog  # noqa: PLC0415 - see the module's docstring

    click.echo(f"semax-wizard {__version__} (catalog {catalog().edition})")
    context.exit()


@click.command(hidden=True)
@FILE
def _open(file: str) -> int:
    """Open FILE in the wizard."""
    return _wizard(file)


@program.command()
@click.option("--answers", required=True, metavar="FILE", help="A profile, or a file with just its [answers] table; - for stdin.")
@click.option("--out", metavar="FILE", help="Where to write the profile; stdout without it.")
@click.option("--name", metavar="TEXT", help="The name of the profile, 1 to 80 characters.")
def new(answers: str, out: str | None, name: str | None) -> int:
    """Make a profile from answers, without questions.

    What is derived in FILE is ignored. An outcome of clinician or stop is written too, and exits 4.
    """
    from wizard.catalog import catalog  # noqa: PLC0415
    from wizard.profile import build, dumps, read_answers, read_bytes  # noqa: PLC0415

    with about(_named(answers)):
        answered = read_answers(read_bytes(answers))
        title = _checked_name(name) if name is not None else answered.name or answered.answers.goal
        profile, derived = build(answered.answers, title, _now(), catalog())
    _write(out, dumps(profile))
    outcome = derived.screening.outcome
    if not outcome.allows_dose:
        reasons = " ".join(found.reason for found in derived.screening.findings if found.outcome is outcome)
        tell(f"{_named(answers)}: screening: {outcome}, no dose is planned: {reasons}")
        return Exit.SCREENED_OUT
    return Exit.DONE


@program.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def check(files: tuple[str, ...]) -> int:
    """Derive each profile again from its answers and compare; one line a file.

    Exits with the highest code among the files.
    """
    return max(_check_one(file) for file in files)


def _check_one(file: str) -> Exit:
    shown = _named(file)
    try:
        checked = _load(file)
    except CommandError as error:
        tell(str(error))
        return error.code
    if checked is None:
        click.echo(f"{shown}: holds (shared: nothing is derived in it)")
        return Exit.DONE
    if checked.holds:
        edition = f", made with catalog {clean(checked.profile.catalog)}" if checked.other_edition else ""
        click.echo(f"{shown}: holds ({checked.derived.screening.outcome}{edition})")
        return Exit.DONE
    click.echo(f"{shown}: does not hold: {' | '.join(clean(str(difference), 300) for difference in checked.differences)}")
    tell(_differs(shown, checked))
    return Exit.DIFFERS


@program.command()
@FILE
@click.option("--format", "form", type=click.Choice(["text"]), default="text", show_default=True, help="The form to print.")
@click.option("--out", metavar="FILE", help="Where to write it; stdout without it.")
def show(file: str, form: str, out: str | None) -> int:  # noqa: ARG001 - one form so far
    """Print the summary of a profile: the plan, the referral sheet, or the reasons against one."""
    from wizard.catalog import catalog  # noqa: PLC0415
    from wizard.summary.document import build as document  # noqa: PLC0415
    from wizard.summary.text import paged  # noqa: PLC0415

    checked = _holding(file)
    profile = checked.profile
    _write(out, paged(document(checked.derived, profile.name, profile.created, catalog())))
    return Exit.DONE


@program.command(name="list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="The form to print.")
def list_profiles(form: str) -> int:
    """List the profiles in the profile folder: name, outcome, dose, where in its cycle."""
    from wizard.cli.listing import listed  # noqa: PLC0415
    from wizard.profile.files import folder  # noqa: PLC0415

    where = folder()
    with about(str(where)):
        rows = listed(where, _now().date())
    if form == "json":
        click.echo(json.dumps([row.as_json() for row in rows], indent=2, ensure_ascii=False))
    elif not rows:
        click.echo(f"No profiles in {clean(str(where), 200)} yet.")
    else:
        for row in rows:
            click.echo(str(row))
    return Exit.DONE


@program.command()
@FILE
@click.argument("key", required=False)
def why(file: str, key: str | None) -> int:
    """Say where a number of a plan comes from: claims, arithmetic, conflict, choice.

    KEY is a key of the profile, such as protocol.ceiling_mcg; a finding, such as untested-vial; conflicts;
    or alone, for what each text by itself would have given. Without KEY, every figure in a line or two.
    """
    from wizard.catalog import catalog  # noqa: PLC0415
    from wizard.summary.text import render  # noqa: PLC0415
    from wizard.why.pages import Unknown, of_key, of_plan  # noqa: PLC0415

    derived = _holding(file).derived
    try:
        page = of_key(key, derived, catalog()) if key else of_plan(derived, catalog())
    except Unknown as unknown:
        raise CommandError(Exit.USAGE, f"{_named(file)}: {unknown}") from unknown
    click.echo(render(page), nl=False)
    return Exit.DONE


@program.command()
@click.argument("words", nargs=-1, metavar="[ID or WORDS]")
def sources(words: tuple[str, ...]) -> int:
    """Show the ledger: all claims of both source texts, and what became of each.

    With the id of a claim (B079), a conflict (E01), a rule (R30) or a source (A, X1), that one; with words,
    every claim that holds them.
    """
    from wizard.catalog import catalog  # noqa: PLC0415
    from wizard.summary.text import render  # noqa: PLC0415
    from wizard.why.pages import Unknown, of_id, of_words  # noqa: PLC0415

    asked = " ".join(words)
    try:
        page = of_id(asked, catalog())
    except Unknown:
        try:
            page = of_words(asked, catalog())
        except Unknown as unknown:
            raise CommandError(Exit.USAGE, str(unknown)) from unknown
    click.echo(render(page), nl=False)
    return Exit.DONE


# -- what several commands share ------------------------------------------------------------------------


def _now() -> datetime:
    return datetime.now().astimezone()


def _named(file: str) -> str:
    return "stdin" if file == "-" else clean(file, 200)


def _checked_name(name: str) -> str:
    from wizard.profile.read import check_name  # noqa: PLC0415

    check_name(name)
    return name


def _load(file: str) -> Checked | None:
    """The profile in `file`, held against its answers; `None` for a shared one, which derives nothing."""
    from wizard.catalog import catalog  # noqa: PLC0415
    from wizard.guardrail import check_shared  # noqa: PLC0415
    from wizard.profile import SharedProfile, compare, read_bytes, read_profile  # noqa: PLC0415

    with about(_named(file)):
        profile = read_profile(read_bytes(file))
        if isinstance(profile, SharedProfile):
            check_shared(profile.answers, catalog())
            return None
        return compare(profile, catalog())


def _holding(file: str) -> Checked:
    """The personal profile in `file`. Raises `CommandError` where it does not hold, so that no figure of it is printed."""
    checked = _load(file)
    if checked is None:
        what = "a shared profile has no plan yet; open it with semax-wizard and answer the rest"
        raise CommandError(Exit.INVALID, f"{_named(file)}: kind: {what}")
    if not checked.holds:
        raise CommandError(Exit.DIFFERS, _differs(_named(file), checked))
    return checked


def _differs(shown: str, checked: Checked) -> str:
    edition = checked.profile.catalog
    why = f"made with catalog {clean(edition)}, this is {checked.rebuilt.catalog}" if checked.other_edition else "edited, or damaged"
    first, *others = checked.differences
    more = f" (and {len(others)} more)" if others else ""
    return f"{shown}: {first}{more}; {why}: rebuild it with semax-wizard new --answers {shown} --out NEW"


def _write(out: str | None, text: str) -> None:
    if out is None or out == "-":
        click.echo(text, nl=False)
        return
    from wizard.profile.files import write  # noqa: PLC0415

    with about(_named(out)):
        write(Path(out), text)


def _wizard(file: str | None) -> int:
    """Open the wizard, on a profile if one is named."""
    if (missing := _no_terminal()) is not None:
        raise CommandError(Exit.USAGE, f"{missing}; run it in a terminal, or use semax-wizard new --answers FILE")
    from wizard.catalog import catalog  # noqa: PLC0415
    from wizard.profile import read_bytes, read_profile  # noqa: PLC0415
    from wizard.profile.files import folder  # noqa: PLC0415

    profile: Profile | SharedProfile | None = None
    if file is not None:
        with about(_named(file)):
            profile = read_profile(read_bytes(file))
    from wizard.tui import run  # noqa: PLC0415 - Textual is imported only here

    ending = run(catalog=catalog(), now=_now, folder=folder(), path=Path(file) if file is not None else None, profile=profile)
    if ending.text:
        click.echo(ending.text, nl=False)
    if ending.saved is not None:
        click.echo(f"Saved: {clean(str(ending.saved), 200)}")
    return Exit.DONE


def _no_terminal() -> str | None:
    """Why the wizard cannot open here, or `None`."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return "the wizard needs a terminal for its input and output"
    if os.environ.get("TERM", "dumb") in {"", "dumb", "unknown"}:
        return "this terminal cannot draw the wizard (TERM is dumb or not set)"
    return None
