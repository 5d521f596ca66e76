"""The pages around the questions, each a function that gives a `View`; none of them knows Textual."""

from __future__ import annotations

from typing import Final

from wizard.interview.choice import Choice
from wizard.tui.view import Do, Pick

PROGRAM: Final = "semax-wizard"


def menu(*entries: Choice) -> Pick:
    """A list of things to do: the value of each choice is what it does."""
    first = next((row for row, each in enumerate(entries) if not each.closed), None)
    return Pick(choices=entries, take=_do, highlighted=first)


def _do(what: Do) -> str:
    what()
    return ""
