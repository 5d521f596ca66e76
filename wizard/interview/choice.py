"""What is chosen or marked in a list.

Apart from the questions, so that a list can stand there before they are loaded.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Checked:
    """A screening group answered in full: ids answered yes and ids answered "not sure"; both empty means none."""

    yes: tuple[str, ...] = ()
    not_sure: tuple[str, ...] = ()

    def beyond(self, lines: Collection[str]) -> Checked:
        """The marks on lines that are not among these."""
        return Checked(
            *(
                tuple(each for each in marks if each not in lines)
                for marks in (self.yes, self.not_sure)
            )
        )

    def joined(self, other: Checked) -> Checked:
        """These marks and those, each once."""
        pairs = ((self.yes, other.yes), (self.not_sure, other.not_sure))
        return Checked(*(tuple(dict.fromkeys((*one, *more))) for one, more in pairs))


@dataclass(frozen=True, slots=True)
class Choice:
    """One option: its value, its name, one line on what it means; where it is closed, the reason.

    `closed_by` is the id of the finding that gives this reason.
    """

    value: Any
    title: str
    summary: str = ""
    closed: str = ""
    closed_by: str = ""
