"""The pages around the questions, each a function that gives a `View`; none of them knows Textual."""

from __future__ import annotations

from typing import Final

from wizard.interview.choice import Choice
from wizard.tui.view import Do, Pick

PROGRAM: Final = "semax-wizard"
_LEAST_WIDTH: Final = 34
_MOST_WIDTH: Final = 92


def menu(*entries: Choice) -> Pick:
    """A list of things to do: the value of each choice is what it does."""
    first = next((row for row, each in enumerate(entries) if not each.closed), None)
    return Pick(choices=entries, take=_do, highlighted=first)


def readable(width: int) -> int:
    """The columns of a text to read: in fewer it cannot be laid out, in more no line is easy to follow."""
    return max(_LEAST_WIDTH, min(width, _MOST_WIDTH))


def _do(what: Do) -> str:
    what()
    return ""
