"""The command line. It opens a face or runs a command, and owns stderr and the exit codes."""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from wizard.cli.exits import CommandError, Exit, tell
from wizard.cli.program import program
from wizard.errors import SystemRefusedError
from wizard.text.sanitize import requoted
from wizard.text.translation import _, refusal


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the program and exit with a documented code; never a traceback without `--debug`."""
    _open_streams()
    # `wizard.__main__` made an interruption end the process, for as long as nothing was loaded
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    # A name that the locale cannot show is spelled out in a way that TOML and JSON can read
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(_run(list(sys.argv[1:] if arguments is None else arguments)))


def _run(arguments: list[str]) -> int:  # noqa: PLR0911 - one return for each way a program ends
    try:
        code = program.main(arguments, prog_name="semax-wizard", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as error:
        asked = error.ctx.command_path if error.ctx is not None else "semax-wizard"
        tell(
            _("{what}; see {command} --help").format(
                what=requoted(error.format_message().rstrip(".")), command=asked
            )
        )
        return Exit.USAGE
    except click.exceptions.Exit as done:
        return done.exit_code
    except (CommandError, SystemRefusedError) as error:
        tell(str(error))
        return error.code if isinstance(error, CommandError) else Exit.SYSTEM
    except BrokenPipeError:
        # Python's own flush at the end must have nothing to complain about
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except SystemExit:  # click's own end where nobody reads any more
        return Exit.DONE
    except (KeyboardInterrupt, click.Abort):
        tell(_("interrupted"))
        return Exit.INTERRUPTED
    # The last line of defence: a defect is one line, not a traceback
    except Exception as error:
        cause = error.__cause__ or error
        if isinstance(cause, OSError):
            tell(_refusal(cause))
            return Exit.SYSTEM
        if "--debug" in arguments:
            raise
        name = type(cause).__name__
        tell(
            _(
                "a defect of the program ({name}); please report it, with what --debug prints"
                " (check it for answers first)"
            ).format(name=name)
        )
        return Exit.DEFECT
    return code if isinstance(code, int) else Exit.DONE


def _refusal(error: OSError) -> str:
    if error.errno == errno.EBADF:
        return _("nothing can be printed: stdout is closed")
    few = error.errno in {errno.EMFILE, errno.ENFILE}
    remedy = _("raise ulimit -n") if few else _("check the disk and the permissions")
    return f"{refusal(error)}; {remedy}"


def _open_streams() -> None:
    """Open to nowhere what the shell closed (`>&-`): no other file may take its number.

    What is printed to a closed stdout is an error, so that it is opened for reading.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            flags = os.O_WRONLY if name == "stderr" else os.O_RDONLY
            number = os.open(os.devnull, flags)
            # For as long as the process lasts
            setattr(sys, name, open(number, mode, encoding="utf-8"))  # noqa: SIM115, PTH123
