"""The program: a group of commands, each in a module of its own that is imported only when it runs."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from wizard import __version__
from wizard.cli.errors import Exit, tell
from wizard.cli.manual import HELP, MANUAL
from wizard.text.sanitize import clean
from wizard.text.translation import LANGUAGES, chosen, speak, spoken

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS: Final[dict[str, str]] = {
    "new": "Make a profile from answers, without questions.",
    "check": "Derive profiles again from their answers and compare.",
    "show": "Print the summary of a profile.",
    "today": "Print what to take today, or on another day.",
    "share": "Make the form of a profile that may be passed on.",
    "diff": "Say what differs between two profiles.",
    "list": "List the profiles in the profile folder.",
    "why": "Say where a number of a plan comes from.",
    "sources": "Show the ledger: every claim and what became of it.",
    "schema": "Print the JSON Schema of the profile format.",
}
"""What `--help` says of each command; `wizard.cli.commands.NAME` holds it as `command`."""


_TRANSLATED: Final = (None, "wizard", "show")
_LANGUAGE_HELP: Final = (
    "Language of the wizard, of --plain and of pages of show without a plan; where not given, as"
    " LANGUAGE, LC_ALL, LC_MESSAGES or LANG say. Needs a UTF-8 locale. Plans, other commands,"
    " errors, PDF, JSON, calendar and FHIR are in English."
)


class _Program(click.Group):
    """A group whose first word may be a command or a profile to open in the wizard."""

    # Click's signature
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    # Click's signature
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS and cmd_name != "wizard":
            return None
        command: click.Command = import_module(f"wizard.cli.commands.{cmd_name}").command
        return command

    # Click's signature
    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        word = args[0]
        if (
            ctx.resilient_parsing and word not in COMMANDS
        ):  # a shell asks what may follow; it wants no advice
            return "wizard", self.get_command(ctx, "wizard"), args
        if word in COMMANDS or (word.startswith("-") and word != "-"):
            return super().resolve_command(ctx, args)
        # Only for a word that is no command
        from difflib import get_close_matches  # noqa: PLC0415

        close = get_close_matches(word, COMMANDS, n=1)
        if close and not os.path.lexists(word):
            raise click.UsageError(
                f"there is no command and no file {clean(word)!r}; did you mean {close[0]}?"
            )
        return "wizard", self.get_command(ctx, "wizard"), args

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        if incomplete.startswith("-"):
            return click.Command.shell_complete(self, ctx, incomplete)
        # Only when a shell asks
        from wizard.cli.completion import first_word  # noqa: PLC0415

        return first_word(ctx, COMMANDS, incomplete)


@click.group(
    cls=_Program,
    help=HELP,
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
    help="Print the version and the catalog edition.",
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
    help="Keep to the profile folder, for a host that offers nothing else: see the README.",
)
@click.option("--lang", type=click.Choice(LANGUAGES), help=_LANGUAGE_HELP)
@click.option("--debug", is_flag=True, help="Print a traceback for a defect of the program.")
@click.pass_context
def program(
    context: click.Context, *, plain: bool, kiosk: bool, lang: str | None, debug: bool
) -> int:
    """Open the wizard, unless a command is named."""
    if kiosk and (debug or context.invoked_subcommand is not None):
        raise click.UsageError(
            "--kiosk takes no file, no command and no option but --plain and --lang"
        )
    context.obj = plain
    if context.invoked_subcommand in _TRANSLATED:
        speak(chosen(lang, os.environ, sys.stdout.encoding or ""))
        if lang not in {None, spoken()}:
            tell("the text stays in English: the locale of this terminal is not UTF-8")
    if context.invoked_subcommand is not None:
        if plain and context.invoked_subcommand != "wizard":
            raise click.UsageError(
                f"--plain is for the wizard, not for {context.invoked_subcommand}"
            )
        return Exit.DONE
    # Only when no command is named
    from wizard.cli.commands.wizard import open_wizard  # noqa: PLC0415

    return open_wizard(None, plain=plain, kiosk=kiosk)


def _version(context: click.Context) -> None:
    import tomli  # noqa: PLC0415 - only when asked for

    # Read by itself, so that no time is spent on loading the whole catalog
    edition = Path(__file__).parents[1] / "catalog/data/edition.toml"
    told = tomli.loads(edition.read_text("utf-8"))["edition"]
    click.echo(f"semax-wizard {__version__} (catalog {told})")
    context.exit()
