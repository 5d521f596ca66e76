"""Numbers and times as people read them on screen and on paper (R60, ISMP)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from typing import Final

from wizard.quantities import Exact, Quantity, exact, rounded
from wizard.text.translation import N_, _, figure, forms, ngettext

STRENGTH: Final = "mg per mL"
"""The unit beside which percent always stands (R60)."""
MOST_DIGITS: Final = 15
"""The most digits that a number of a profile has (profiles/README.md, section 1)."""
_LONGER: Final = 10**MOST_DIGITS
"""Stands for every longer number, which could take long to write."""


def digits(value: int | Decimal) -> int:
    """Return how many digits the number takes in full, without a leading zero."""
    if isinstance(value, int):
        return len(str(min(abs(value), _LONGER)))
    _sign, figures, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        return MOST_DIGITS + 1  # NaN and infinity have no number of digits
    return max(len(figures), -exponent, len(figures) + exponent)


def number(value: Quantity | Exact, places: int = 2) -> str:
    """Write a number with a comma in thousands, a leading zero and no trailing zeros.

    Another language has its own signs.
    """
    return figure(f"{rounded(value, places):,f}")


def count(value: Exact, noun: str) -> str:
    """Write a number of things: `1 day`, `10 days`, `2.5 units`."""
    known = _COUNTED.get(noun)
    if known is None:
        return f"{number(value)} {noun}" if value == 1 else f"{number(value)} {noun}s"
    whole = int(value) if value == int(value) else 2  # 2.5 units is said as 2 units is
    return ngettext(*known, whole).format(number=number(value))


_COUNTED: Final = {
    "day": forms("{number} day", "{number} days"),
    "year": forms("{number} year", "{number} years"),
    "cycle": forms("{number} cycle", "{number} cycles"),
    "drop": forms("{number} drop", "{number} drops"),
    "spray": forms("{number} spray", "{number} sprays"),
    "question": forms("{number} question", "{number} questions"),
    "answer": forms("{number} answer", "{number} answers"),
    "unit": forms("{number} unit", "{number} units"),
    "session": forms("{number} session", "{number} sessions"),
    "bottle": forms("{number} bottle", "{number} bottles"),
    "vial": forms("{number} vial", "{number} vials"),
    "full daily dose": forms("{number} full daily dose", "{number} full daily doses"),
    "dose": forms("{number} dose", "{number} doses"),
    "mark": forms("{number} mark", "{number} marks"),
    "minute": forms("{number} minute", "{number} minutes"),
    "claim": forms("{number} claim", "{number} claims"),
    "nostril": forms("{number} nostril", "{number} nostrils"),
    "entry": forms("{number} entry", "{number} entries"),
    "hour": forms("{number} hour", "{number} hours"),
    "week": forms("{number} week", "{number} weeks"),
    "time": forms("{number} time", "{number} times"),
}
"""Things that are counted, by what one is called."""


def measured(value: Exact, unit: str) -> str:
    """Write a number with the unit of a guardrail: `1 day`, `2.5 mL`, `0.1% (1 mg per mL)`."""
    if unit == STRENGTH:
        return in_percent(value)
    noun = unit.removesuffix("s")
    return count(value, noun) if noun in _COUNTED else f"{number(value, 4)} {_(unit)}".rstrip()


def mass(value: Quantity) -> str:
    """Write a mass in mcg."""
    return _("{number} mcg").format(number=number(value))


def volume(value: Quantity) -> str:
    """Write a volume in mL, to 4 decimals."""
    return _("{number} mL").format(number=number(value, 4))


def clock(at: time) -> str:
    """Write a time of day as 07:30, with seconds only where there are some."""
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"


def day(on: date) -> str:
    """Write a date as 5 January 2026."""
    return _("{day} {month} {year}").format(
        day=on.day, month=_(_MONTHS[on.month - 1]), year=on.year
    )


def month_of(on: date) -> str:
    """Write the month of a day, as it stands above a calendar: `January 2026`."""
    return _(_ABOVE[on.month - 1]).format(year=on.year)


_ABOVE: Final = (
    *(N_("January {year}"), N_("February {year}"), N_("March {year}"), N_("April {year}")),
    *(N_("May {year}"), N_("June {year}"), N_("July {year}"), N_("August {year}")),
    *(N_("September {year}"), N_("October {year}"), N_("November {year}"), N_("December {year}")),
)
_MONTHS: Final = (
    *(N_("January"), N_("February"), N_("March"), N_("April")),
    *(N_("May"), N_("June"), N_("July"), N_("August")),
    *(N_("September"), N_("October"), N_("November"), N_("December")),
)


def days(first: int, last: int) -> str:
    """Write days of a plan: `day 1`, `days 1 to 5`."""
    return (
        _("day {day}").format(day=first)
        if first == last
        else _("days {first} to {last}").format(first=first, last=last)
    )


def dates(first: date, last: date) -> str:
    """Write dates: `5 January 2026`, `5 to 9 January 2026`, `5 January 2026 to 4 March 2026`."""
    if first == last:
        return day(first)
    in_one_month = (first.year, first.month) == (last.year, last.month)
    begin = f"{first.day}" if in_one_month else day(first)
    return _("{first} to {last}").format(first=begin, last=day(last))


def listed(words: Sequence[str]) -> str:
    """Write a list: `07:30`, `07:30 and 11:30`, `05:00, 09:00 and 13:00`."""
    *most, last = words
    return _(" and ").join((", ".join(most), last)) if most else last


def percent(mg_in_ml: Exact) -> str:
    """Write a strength in percent, with no sign: `0.1` for 1 mg per mL."""
    return number(exact(mg_in_ml) / 10, 4)


def in_percent(mg_in_ml: Exact) -> str:
    """Write a strength in percent and in mg per mL (R22): `0.1% (1 mg per mL)`."""
    return _("{percent}% ({per_ml} mg per mL)").format(
        percent=percent(mg_in_ml), per_ml=number(mg_in_ml, 4)
    )
