"""The program as a group of commands, imported only when they run, and its manual.

`--help` prints the manual in place of a man page. pip and uv install none where `man` would look,
and a person on someone else's host cannot add one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from inspect import cleandoc
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from wizard import __version__
from wizard.cli.exits import Exit, tell
from wizard.text.sanitize import clean, quoted
from wizard.text.translation import (
    ENGLISH,
    LANGUAGES,
    N_,
    _,
    chosen,
    forms,
    ngettext,
    speak,
    spoken,
)

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS: Final[dict[str, str]] = {
    "new": N_("Make a profile from answers, without questions."),
    "check": N_("Derive profiles again from their answers and compare."),
    "show": N_("Print the summary of a profile."),
    "today": N_("Print what to take today, or on another day."),
    "share": N_("Make the form of a profile that may be passed on."),
    "diff": N_("Say what differs between two profiles."),
    "list": N_("List the profiles in the profile folder."),
    "why": N_("Say where a number of a plan comes from."),
    "guide": N_("Read what the two texts explain, by topic or by words."),
    "sources": N_("Show the ledger: every claim and what became of it."),
    "schema": N_("Print the JSON Schema of the profile format."),
}
"""What `--help` says of each command."""

_MODULES: Final = {
    "check": "check_today",
    "today": "check_today",
    "show": "show",
    "why": "reasons",
    "guide": "reasons",
    "sources": "reasons",
    "wizard": "wizard",
}
"""The module in `wizard.cli.commands` with `NAME_command`, where it is not `profiles`."""


_LANGUAGE_HELP: Final = N_(
    "Language of all that a person reads; where not given, as LANGUAGE, LC_ALL, LC_MESSAGES or LANG"
    " say. Needs a UTF-8 locale. Profiles, JSON and FHIR are the same in every language, and the"
    " claims of the two texts are in English."
)


_HELP: Final = N_("""\
Turn published Semax texts into a plan you can check, or be told plainly that there should be
none.

Without a command it opens the wizard; with FILE, a profile, it opens that one. Where a FILE stands,
- is stdin or stdout. A FILE to read may be in the profile folder, and then be called by the name of
the profile or that of the file, with or without .toml.""")

MANUAL: Final = N_("""\b
Examples:
  semax-wizard                                 ask the questions, make a plan
  semax-wizard mine.toml                       open a profile at its review
  semax-wizard new --answers answers.toml --out mine.toml
  semax-wizard show mine.toml | lp             print the plan
  semax-wizard show mine.toml --for doctor     the page for a doctor alone
  semax-wizard today "Spring exams"            what to take today
  semax-wizard today                           the same of every course
  semax-wizard share mine.toml --out yours.toml
  semax-wizard why mine.toml protocol.ceiling_mcg
  semax-wizard guide which-compound            read about it

\b
Exit codes:
  0  done; check: every file holds
  1  a defect of the program
  2  wrong usage
  3  an input file or an answer is invalid
  4  screened out: outcome clinician or stop
  5  a profile's figures are not what its answers give
  6  the system said no: cannot read, write, no space, no permission

\b
Files:
  Profiles and drafts are kept in $SEMAX_WIZARD_HOME, or else in your user
  data folder, readable by you alone.

\b
Environment:
  SEMAX_WIZARD_HOME   the folder of your profiles
  SEMAX_WIZARD_THEME  dark, light or contrast, whatever was chosen
  NO_COLOR            set and not empty: no colours
  ACCESSIBLE          set: ask in plain lines, as with --plain

\b
Completion, once in the shell's start file:
  bash  eval "$(_SEMAX_WIZARD_COMPLETE=bash_source semax-wizard)"
  zsh   eval "$(_SEMAX_WIZARD_COMPLETE=zsh_source semax-wizard)"
  fish  _SEMAX_WIZARD_COMPLETE=fish_source semax-wizard | source

Each command explains itself: semax-wizard show --help.
""")


_OF_CLICK: Final = (
    *(N_("Usage:"), N_("Options"), N_("Show this message and exit."), N_("default: {default}")),
    N_("required"),
    *(N_("Missing argument"), N_("Missing option"), N_("No such option {name!r}.")),
    *(N_("Invalid value for {param_hint}: {message}"), N_("Invalid value: {message}")),
    N_("No such option: {name}"),  # as older versions say it
    N_("Option {name!r} does not take a value."),
    *(
        forms("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
        forms(
            "Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."
        ),
        forms("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
        forms("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    ),
)
"""What click says by itself, in the shape of gettext."""


def _language(args: Sequence[str]) -> str | None:
    """Return the language that is asked for, before the options are parsed."""
    for number, each in enumerate(args):
        if each in {"--", "-"} or not each.startswith("-"):
            return None
        name, sign, value = each.partition("=")
        if name == "--lang":
            asked = value if sign else next(iter(args[number + 1 :]), "")
            return asked if asked in LANGUAGES else None
    return None


def _told(command: click.Command) -> click.Command:
    """Put what a command says into the language that is spoken, and what click says of it."""
    if spoken() == ENGLISH:
        return command
    for module in (
        *(click.core, click.decorators, click.exceptions),
        *(click.formatting, click.parser, click.types),
    ):
        vars(module).update(_=_, ngettext=ngettext)
    command.help, command.epilog = _(cleandoc(command.help or "")), _(command.epilog or "")
    for each in command.params:
        if isinstance(each, click.Option) and each.help:
            each.help = _(each.help)
    return command


class _Program(click.Group):
    """A group whose first word may be a command or a profile to open in the wizard."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # Before anything is parsed: what is wrong with it is told in that language too
        if args or not ctx.resilient_parsing:
            speak(chosen(_language(args), os.environ, sys.stdout.encoding or ""))
        _told(self)
        return super().parse_args(ctx, args)

    # Click's signature
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS and cmd_name != "wizard":
            return None
        module = import_module(f"wizard.cli.commands.{_MODULES.get(cmd_name, 'profiles')}")
        return _told(getattr(module, f"{cmd_name}_command"))

    # Click's signature
    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(said)) for name, said in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        word = args[0]
        if word in COMMANDS:
            return super().resolve_command(ctx, args)
        from difflib import get_close_matches  # noqa: PLC0415 - only for a word that is no command

        close = get_close_matches(word, COMMANDS, n=1)
        # A shell that asks what may follow (`resilient_parsing`) wants no advice
        if close and not ctx.resilient_parsing and not _is_found(word):
            raise click.UsageError(
                _("there is no command and no file {word}; did you mean {name}?").format(
                    word=quoted(clean(word)), name=close[0]
                )
            )
        # What looks like an option here stood after "--"
        after = ["--"] if word.startswith("-") and word != "-" else []
        return "wizard", self.get_command(ctx, "wizard"), [*after, *args]

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        if incomplete.startswith("-"):
            return click.Command.shell_complete(self, ctx, incomplete)
        # Only when a shell asks: it needs the profile folder
        from wizard.cli.common import first_word  # noqa: PLC0415

        return first_word(ctx, COMMANDS, incomplete)


@click.group(
    cls=_Program,
    help=_HELP,
    epilog=MANUAL,
    invoke_without_command=True,
    subcommand_metavar="[FILE | COMMAND [ARG ...]]",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda context, _, asked: (
        _version(context) if asked and not context.resilient_parsing else None
    ),
    help=("Print the version and the catalog edition."),
)
@click.option(
    "--plain",
    is_flag=True,
    help=(
        "Ask in plain lines: for a screen reader, a serial console or a pipe (or set ACCESSIBLE=1)."
    ),
)
@click.option(
    "--kiosk",
    is_flag=True,
    help=("Keep to the profile folder, for a host that offers nothing else: see the README."),
)
@click.option(
    "--no-mouse", is_flag=True, help="Leave the mouse to the terminal, which selects text with it."
)
@click.option("--lang", type=click.Choice(LANGUAGES), help=_LANGUAGE_HELP)
@click.option("--debug", is_flag=True, help=("Print a traceback for a defect of the program."))
@click.pass_context
def program(  # noqa: PLR0913 - an argument for each option
    context: click.Context,
    *,
    plain: bool,
    kiosk: bool,
    no_mouse: bool,
    lang: str | None,
    debug: bool,
) -> int:
    """Open the wizard, unless a command is named."""
    if kiosk and (debug or context.invoked_subcommand is not None):
        raise click.UsageError(
            _("--kiosk takes no file, no command and no option but --plain, --no-mouse and --lang")
        )
    context.obj = {"plain": plain, "no_mouse": no_mouse, "lang": lang}
    if lang not in {None, spoken()}:
        tell(_("the text stays in English: the locale of this terminal is not UTF-8"))
    if context.invoked_subcommand is not None:
        before = "--plain" if plain else "--no-mouse" if no_mouse else ""
        if before and context.invoked_subcommand != "wizard":
            raise click.UsageError(
                _("{option} is for the wizard, not for {command}").format(
                    option=before, command=context.invoked_subcommand
                )
            )
        return Exit.DONE
    # It needs most of the wizard
    from wizard.cli.commands.wizard import open_wizard  # noqa: PLC0415

    return open_wizard(None, plain=plain, kiosk=kiosk, mouse=not no_mouse, lang=lang)


def _is_found(word: str) -> bool:
    # It needs most of the program
    from wizard.cli.files import found  # noqa: PLC0415

    return found(word) is not None


def _version(context: click.Context) -> None:
    import tomli  # noqa: PLC0415 - only when asked for

    # Read by itself, so that no time is spent on loading the whole catalog
    edition = Path(__file__).parents[1] / "catalog/data/edition.toml"
    told = tomli.loads(edition.read_text("utf-8"))["edition"]
    said = _("semax-wizard {version} (catalog {edition})")
    click.echo(said.format(version=__version__, edition=told))
    context.exit()
