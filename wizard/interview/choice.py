"""What is chosen or marked in a list. Apart from the questions, so that a list can stand there before they are loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Checked:
    """A screening group answered in full: ids answered yes and ids answered "not sure"; both empty means none."""

    yes: tuple[str, ...] = ()
    not_sure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One option: its value, its name, one line on what it means, and, where it is closed, the reason."""

    value: Any
    title: str
    summary: str = ""
    closed: str = ""
