"""What the command line says when something is wrong: one line on stderr, one documented exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import IntEnum

from wizard.errors import InvalidInputError, SystemRefusedError
from wizard.text.sanitize import clean

_LONGEST = 400


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
    """One line on stderr, safe for a terminal. Where nobody can be told, the exit code says it."""
    with suppress(OSError):
        sys.stderr.write(f"semax-wizard: {clean(message, _LONGEST)}\n")


@contextmanager
def about(name: str) -> Iterator[None]:
    """Errors about the file `name`, turned into the contract's line and exit code."""
    try:
        yield
    except InvalidInputError as error:
        first, *others = error.problems
        more = f" (and {len(others)} more)" if others else ""
        raise CommandError(Exit.INVALID, f"{name}: {first}{more}") from error
    except SystemRefusedError as error:
        raise CommandError(Exit.SYSTEM, f"{name}: {error}") from error
