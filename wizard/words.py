"""Numbers and times as people read them on screen and on paper (R60, ISMP)."""

from __future__ import annotations

from datetime import date, time
from typing import Final

from wizard.quantities import MCG_PER_MG, Exact, Quantity, rounded

_PERCENT_PER_MG_PER_ML: Final = 10


def number(value: Quantity | Exact, places: int = 2) -> str:
    """A number with a comma in thousands, a leading zero, no trailing zeros."""
    return f"{rounded(value, places):,f}"


def count(value: Exact, noun: str) -> str:
    """`1 day`, `10 days`, `2.5 units`."""
    return f"{number(value)} {noun}" if value == 1 else f"{number(value)} {noun}s"


def mass(value: Quantity) -> str:
    """A mass in mcg."""
    return f"{number(value)} mcg"


def volume(value: Quantity) -> str:
    """A volume in mL, to 4 decimals."""
    return f"{number(value, 4)} mL"


def clock(at: time) -> str:
    """A time of day as 07:30, with seconds only where there are some."""
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"


def day(on: date) -> str:
    """A date as 5 January 2026."""
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


_MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def days(first: int, last: int) -> str:
    """`day 1`, `days 1 to 5`."""
    return f"day {first}" if first == last else f"days {first} to {last}"


def dates(first: date, last: date) -> str:
    """`5 January 2026`, `5 January 2026 to 9 January 2026`."""
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def sentence(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]


def strength_three_ways(per_ml: Quantity, per_count: Quantity | None, unit: str) -> str:
    """R22: `0.1% (1 mg per mL), 50 mcg per drop`; without the last part where one count is not known yet."""
    mg_in_ml = per_ml.amount / MCG_PER_MG
    both = f"{number(mg_in_ml / _PERCENT_PER_MG_PER_ML, 4)}% ({number(mg_in_ml, 4)} mg per mL)"
    return both if per_count is None else f"{both}, {number(per_count)} mcg per {unit}"
