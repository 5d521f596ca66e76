"""What can be wrong, in words for the person: where, what, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final, NamedTuple

MOST_PROBLEMS: Final = 100


class Problem(NamedTuple):
    """One thing wrong with an answer or a file.

    `key` is its dotted place, such as `answers.target_mcg`; `confirm` the name which, added to
    `confirmed`, lets the value stand (R06), or empty where nothing does.
    """

    key: str
    what: str
    remedy: str
    confirm: str = ""

    def __str__(self) -> str:
        return f"{self.key}: {self.said}" if self.key else self.said

    @property
    def said(self) -> str:
        """Return what is wrong and what to do, without the key, for beside its question."""
        return f"{self.what}; {self.remedy}"


class InvalidInputError(ValueError):
    """A file or answers from which nothing is planned until they are mended (exit 3).

    `problems` is never empty. It holds the first hundred: a hostile file can have tens of
    thousands, so the rest are not even made.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(islice(problems, MOST_PROBLEMS))
        super().__init__("\n".join(map(str, self.problems)))


class UnreadableError(ValueError):
    """What was typed cannot be read; the message says why and what to type."""


class SystemRefusedError(Exception):
    """The system said no: a file cannot be read or written (exit 6)."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(f"{what}; {remedy}")


def refuse_any(problems: Iterable[Problem]) -> None:
    """Raise `InvalidInputError` if there is any problem."""
    if found := tuple(islice(problems, MOST_PROBLEMS)):
        raise InvalidInputError(found)


def refuse(key: str, what: str, remedy: str, *, confirm: str = "") -> InvalidInputError:
    """Return the error for a single problem."""
    return InvalidInputError([Problem(key, what, remedy, confirm)])
