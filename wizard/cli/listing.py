"""The rows of `list`: every profile of a folder, derived again, damaged ones marked and never fatal."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from attrs import frozen

from wizard.catalog import catalog
from wizard.errors import InvalidInputError, SystemRefusedError
from wizard.profile import SharedProfile, compare, read_bytes, read_profile
from wizard.profile.files import profiles
from wizard.profile.text import clean
from wizard.schedule import position
from wizard.words import mass


@frozen
class Row:
    """One profile: its file, name, outcome, daily dose and place in its cycle; `problem` where it is not what it seems."""

    file: str
    name: str = ""
    outcome: str = ""
    dose: str = ""
    where: str = ""
    problem: str = ""

    def __str__(self) -> str:
        if self.problem:
            return f"{self.file}: {self.problem}"
        return "  ".join(filter(None, (f"{self.name} ({self.file})", self.outcome, self.dose, self.where)))

    def as_json(self) -> dict[str, Any]:
        """The row for scripts; what does not apply is an empty string."""
        return {key: getattr(self, key) for key in ("file", "name", "outcome", "dose", "where", "problem")}


def listed(where: Path, today: date) -> list[Row]:
    """A row for each profile file of the folder. Raises `SystemRefusedError` where the folder cannot be read."""
    return [_row(path, today) for path in profiles(where)]


def _row(path: Path, today: date) -> Row:
    file = clean(path.name, 80)
    try:
        profile = read_profile(read_bytes(str(path)))
        if isinstance(profile, SharedProfile):
            return Row(file, profile.name, "shared")
        checked = compare(profile, catalog())
    except InvalidInputError as error:
        return Row(file, problem=f"damaged: {error.problems[0]}")
    except SystemRefusedError as error:
        return Row(file, problem=str(error))
    if not checked.holds:
        return Row(file, profile.name, problem=f"does not hold: {clean(str(checked.differences[0]), 200)}")
    outcome, plan = str(checked.derived.screening.outcome), checked.derived.protocol
    if plan is None:
        return Row(file, profile.name, outcome, "no dose")
    return Row(file, profile.name, outcome, f"{mass(plan.main.daily.value)} daily", str(position(plan.course, today)))
