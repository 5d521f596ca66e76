"""What is chosen or marked in a list.

It is apart from the questions, so that a face can show a list before they are loaded.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wizard.catalog.model import Outcome


@dataclass(frozen=True, slots=True)
class Checked:
    """A screening group answered in full: ids of yes and of "not sure"; none if both are empty."""

    yes: tuple[str, ...] = ()
    not_sure: tuple[str, ...] = ()

    def beyond(self, lines: Collection[str]) -> Checked:
        """Return the marks on lines that are not among these."""
        both = (self.yes, self.not_sure)
        return Checked(*(tuple(each for each in marks if each not in lines) for marks in both))

    def joined(self, other: Checked) -> Checked:
        """Return these marks and those, each once."""
        pairs = ((self.yes, other.yes), (self.not_sure, other.not_sure))
        return Checked(*(tuple(dict.fromkeys((*one, *more))) for one, more in pairs))


@dataclass(frozen=True, slots=True)
class Choice:
    """One option: its value, its name, one line on what it means; where it is closed, the reason.

    `closed_by` is the id of the finding that gives this reason, `outcome` what the choice leads to
    where that is known. One that `begins` a part of the list has the words above that part, which
    may be none.
    """

    value: Any
    title: str
    summary: str = ""
    closed: str = ""
    closed_by: str = ""
    outcome: Outcome | None = None
    begins: str | None = None
