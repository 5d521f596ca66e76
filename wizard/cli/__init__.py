"""The door: parses the command line, opens one face, owns stderr and the exit codes."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from wizard.cli.errors import CommandError, Exit, tell
from wizard.cli.program import program
from wizard.errors import SystemRefusedError


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the program and exit with a documented code; never a traceback without `--debug`."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _have_streams()
    if (
        signal.getsignal(signal.SIGINT) is signal.SIG_DFL
    ):  # until now an interruption just ended the process
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if isinstance(
        sys.stdout, io.TextIOWrapper
    ):  # a name that the locale cannot show is spelled out, as TOML and JSON read it too
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(_run(given))


# One return for each way a program ends
def _run(arguments: list[str]) -> int:  # noqa: PLR0911
    try:
        code = program.main(arguments, prog_name="semax-wizard", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as error:
        asked = error.ctx.command_path if error.ctx is not None else "semax-wizard"
        tell(f"{error.format_message().rstrip('.')}; see {asked} --help")
        return Exit.USAGE
    except click.exceptions.Exit as done:
        return done.exit_code
    except CommandError as error:
        tell(str(error))
        return error.code
    except SystemRefusedError as error:
        tell(str(error))
        return Exit.SYSTEM
    except BrokenPipeError:
        _close_stdout()
        return Exit.DONE
    except SystemExit:  # click's own end where nobody reads any more
        return Exit.DONE
    except (KeyboardInterrupt, click.Abort):
        tell("interrupted; nothing was written")
        return Exit.INTERRUPTED
    except OSError as error:
        tell(f"{error.strerror or 'the system refused'}; check the disk and the permissions")
        return Exit.SYSTEM
    # The last line of defence: a defect is one line, not a traceback
    except Exception as error:  # noqa: BLE001
        return _defect(error, debug="--debug" in arguments)
    return code if isinstance(code, int) else Exit.DONE


def _have_streams() -> None:
    """Open what the shell closed (`>&-`) to nowhere, so that no file of ours takes its number, and nobody trips over `None`."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            # For as long as the process lasts
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123


def _defect(error: Exception, *, debug: bool) -> int:
    if debug:
        raise error
    name = type(error.__cause__ or error).__name__
    tell(
        f"a defect of the program ({name}); please report it, with what --debug prints (check it"
        " for answers first)"
    )
    return Exit.DEFECT


def _close_stdout() -> None:
    """Point stdout nowhere, so that Python's own flush at the end has nothing to complain about."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
