"""Older formats: the one place where the tables of an old file become those of the format read here.

A step takes the tables of one format to those of the next and changes the shape only: figures are
derived again from the answers afterwards, as for every file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from wizard.profile.document import FORMAT

Tables = dict[str, Any]

STEPS: Final[dict[int, Callable[[Tables], Tables]]] = {}
"""For each older format, how its tables become those of the next one. There is none yet."""


def upgraded(tables: Tables) -> Tables:
    """The tables in this program's format, where there is a step for theirs; otherwise as they are."""
    number = tables.get("format")
    while type(number) is int and number < FORMAT and number in STEPS:
        tables = {**STEPS[number](tables), "format": number + 1}
        number += 1
    return tables
