"""The profile as JSON, for scripts: the keys of the TOML file, in its order, and the same values.

A number stands as a JSON number where a binary float holds it exactly (300, 0.5), else as a string
of its digits ("0.3"), since most readers make a float of every JSON number.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import evolve

from wizard.profile.file_format import table, tables
from wizard.report.export.machine import exact_json, instant
from wizard.report.export.registry import Made


def render(made: Made) -> str:
    """Return the profile's content, with the figures that its answers give."""
    return exact_json(_plain(table(evolve(made.profile, **tables(made.derived)))))


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case datetime():
            return instant(value)
        case date() | time():
            return value.isoformat()
        case Decimal():
            return value if Fraction(float(value)) == Fraction(value) else f"{value:f}"
        case _:
            return value
