"""The exit codes, and what the command line says when something is wrong: one line on stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import IntEnum
from typing import Final

from wizard.errors import MOST_PROBLEMS, InvalidInputError, SystemRefusedError
from wizard.text.sanitize import MOST_SHOWN, clean, unsafe
from wizard.text.translation import N_, _

_MOST_TOLD = 5_000


class Exit(IntEnum):
    """The exit codes of the contract (profiles/README.md, section 2)."""

    DONE = 0
    DEFECT = 1
    USAGE = 2
    INVALID = 3
    SCREENED_OUT = 4
    DIFFERS = 5
    SYSTEM = 6
    INTERRUPTED = 130


class CommandError(Exception):
    """An error that is told in one line and ends the program with `code`."""

    def __init__(self, code: Exit, message: str) -> None:
        self.code = code
        super().__init__(message)


def tell(message: str) -> None:
    """Write one line to stderr, safe for a terminal; where that fails, the exit code must do.

    What is safe stands as it is: the name of a file would be another file's otherwise.
    """
    safe = message if unsafe(message) is None else clean(message, _MOST_TOLD)
    with suppress(OSError):
        sys.stderr.write(f"semax-wizard: {safe}\n")


MORE: Final = N_("(and {number} more)")


def _in_a_line(error: InvalidInputError) -> str:
    """Return the first problem, and how many more there are."""
    first, *others = map(str, error.problems)
    told = _("(and at least {number} more)") if len(error.problems) == MOST_PROBLEMS else _(MORE)
    return f"{first} {told.format(number=len(others))}" if others else first


@contextmanager
def about(name: str) -> Iterator[None]:
    """Turn errors about the file `name` into the line and the exit code of the contract."""
    try:
        yield
    except InvalidInputError as error:
        raise CommandError(
            Exit.INVALID, f"{name}: {clean(_in_a_line(error), MOST_SHOWN)}"
        ) from error
    except SystemRefusedError as error:
        raise CommandError(Exit.SYSTEM, f"{name}: {error}") from error
