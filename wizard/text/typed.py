"""What a person types, read as exact values.

What cannot be read is refused with both readings (R60).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Final

from attrs import frozen

from wizard.errors import UnreadableError
from wizard.text.numbers import MOST_DIGITS, digits
from wizard.text.numbers import day as written
from wizard.text.sanitize import quoted
from wizard.text.translation import N_, _

_NUMBER: Final = re.compile(r"(?P<number>[0-9.,\s]++)(?P<unit>(?:[^\W\d_]|%)[\w /%.]*+)?")
_THOUSANDS: Final = re.compile(r"(?!0,)[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_WITH_POINTS: Final = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{2}0")
_PLAIN: Final = re.compile(r"[0-9]+([.,][0-9]+)?")
_LONGEST: Final = 60
_FROM_TODAY: Final = re.compile(r"[+-][0-9]{1,3}")
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_NTH: Final = r"[0-9]{1,2}(?=\D)"
_BY_NAME: Final = re.compile(
    rf"(?:(?P<before>{_NTH})(?:st|nd|rd|th)?\.?\s*(?:of\s+)?)?(?P<month>[^\W\d_]{{3,10}})\.?,?"
    rf"(?:\s*(?P<after>{_NTH})(?:st|nd|rd|th)?)?,?\s+(?P<year>[0-9]{{4}})(?:\s+\u0433(?:\.|\u043e\u0434\u0430)?)?"
)
_MONTHS: Final = N_("jan feb mar apr may jun jul aug sep oct nov dec")
"""With what their names begin; a translation may have two for a month, as in `mai|mag`."""
_NEAR: Final = {N_("today"): 0, N_("tomorrow"): 1, N_("yesterday"): -1}
_HOW_A_DATE: Final = N_(
    "type the date as 2026-10-01, 1 October 2026 or tomorrow; +3 means in 3 days"
)
_HOW_A_PAST_DATE: Final = N_(
    "type the date as 2026-10-01, 1 October 2026 or yesterday; -3 means 3 days ago"
)
_HOW_A_WHOLE: Final = N_("type a whole number, such as 10")
_TIME: Final = re.compile(r"\s*([0-9]{1,2})(?:[:.h]([0-9]{2}))?\s*(am|pm)?\s*", re.IGNORECASE)


@frozen
class Typed:
    """A number as typed, and the unit after it in lower case without spaces, or an empty string."""

    number: Decimal
    unit: str


def number(text: str, how: str = "") -> Typed:
    """Read the number and unit in `text`.

    A decimal comma is taken where it cannot be a thousands mark: `78,5` is 78.5 and `0,125` is
    0.125, while `1,000` raises `UnreadableError` naming both readings. A digit is needed on both
    sides of the mark. `how` says what to type, where that is not any number.
    """
    match = _NUMBER.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if match is None or not any(char.isdigit() for char in match["number"]):
        raise UnreadableError(how or _("type a number, such as 78.5"))
    digits_typed = match["number"].strip()
    if _THOUSANDS.fullmatch(digits_typed):
        large, small = digits_typed.replace(",", ""), digits_typed.replace(",", ".", 1)
        two = _("{typed} could mean {large} or {small}: type it without the comma, or with a point")
        more = _(
            "{typed} could mean {large}, or something else: type it without the comma, or with a"
            " point"
        )
        readings = two if digits_typed.count(",") == 1 and "." not in digits_typed else more
        raise UnreadableError(readings.format(typed=digits_typed, large=large, small=small))
    if _WITH_POINTS.fullmatch(digits_typed):  # a point for thousands, as German writes it
        told = _("{typed} could mean {large} or {small}: type it as one of them")
        large, small = digits_typed.replace(".", ""), digits_typed.rstrip("0").rstrip(".")
        raise UnreadableError(told.format(typed=digits_typed, large=large, small=small))
    if not _PLAIN.fullmatch(digits_typed):
        told = _("{typed} is not a number: type it as 600 or 78.5, with a digit before the point")
        raise UnreadableError(how or told.format(typed=digits_typed))
    if re.match(r"0[0-9]", digits_typed):
        told = _(
            "{typed} begins with a 0 that no number needs, so a point may be lost: type it again,"
            " as 5 or as 0.5"
        )
        raise UnreadableError(told.format(typed=digits_typed))
    value = Decimal(digits_typed.replace(",", "."))
    if digits(value) > MOST_DIGITS:
        raise UnreadableError(_("that has more than {most} digits").format(most=MOST_DIGITS))
    return Typed(value, _unit(match["unit"] or ""))


def _unit(text: str) -> str:
    return re.sub(r"\s+", "", text.lower())


def in_unit(text: str, factors: Mapping[str, Decimal], unit: str) -> Decimal:
    """Read the number in `text` in the unit wanted.

    `factors` gives, for each unit that may be typed, how much one is. The unit wanted may be typed
    as the language that is spoken writes it, or be left out.
    """
    typed = number(text)
    if typed.unit not in {"", _unit(unit), _unit(_(unit)), *factors}:
        raise UnreadableError(
            _("{typed} is not a unit for this: type the number in {unit}").format(
                typed=quoted(typed.unit), unit=_(unit)
            )
        )
    return typed.number * factors.get(typed.unit, Decimal(1))


def whole(text: str, unit: str = "") -> int:
    """Read a whole number; `unit` may stand after it, in the plural or singular: `10 days`."""
    typed = number(text, _(_HOW_A_WHOLE))
    if typed.unit and typed.unit not in {unit, unit.removesuffix("s"), _(unit)}:
        bare = _("{typed} is not a unit for this: type the number")
        wrong = _("{typed} is not a unit for this: type the number of {unit}") if unit else bare
        raise UnreadableError(wrong.format(typed=quoted(typed.unit), unit=_(unit)))
    if typed.number != typed.number.to_integral_value():
        raise UnreadableError(_(_HOW_A_WHOLE))
    return int(typed.number)


def day(text: str, today: date, *, past: bool = False) -> date:
    """Read a date: `2026-10-01`, `1 October 2026`, `today`, `tomorrow`, or `+3` days from today.

    One in figures alone is taken where it has one reading. What to type instead is told by a `past`
    date, where that is asked for.
    """
    how = _(_HOW_A_PAST_DATE if past else _HOW_A_DATE)
    said = text.strip().casefold()
    near = {_(word): days for word, days in _NEAR.items()} | _NEAR
    if said in near:
        return today + timedelta(days=near[said])
    if match := _FROM_TODAY.fullmatch(said):
        return today + timedelta(days=int(match[0]))
    if match := _YEAR_FIRST.fullmatch(said):
        year, month, day_ = map(int, match.groups())
        return _date(year, month, day_, how)
    if match := _BY_NAME.fullmatch(said):
        first, word, second = match["before"], match["month"], match["after"]
        months = [number for number, each in enumerate(_months(), start=1) if word.startswith(each)]
        if months and (first is None) != (second is None):
            return _date(int(match["year"]), months[0], int(first or second), how)
    if match := _YEAR_LAST.fullmatch(said):
        first, second, year = map(int, match.groups())
        return _one_reading(text.strip(), first, second, year, how)
    raise UnreadableError(how)


def _date(year: int, month: int, day_: int, how: str) -> date:
    try:
        return date(year, month, day_)
    except ValueError as error:
        told = _("there is no such day in the calendar: {how}")
        raise UnreadableError(told.format(how=how)) from error


def _one_reading(typed: str, first: int, second: int, year: int, how: str) -> date:
    """Return the date of two numbers before a year, where only one of them may be the month."""
    readings = set()
    for month, day_ in ((first, second), (second, first)):
        with suppress(ValueError):
            readings.add(date(year, month, day_))
    if len(readings) > 1:
        told = _("{typed} could mean {one} or {other}: type the month as a word")
        one, other = map(written, sorted(readings))
        raise UnreadableError(told.format(typed=typed, one=one, other=other))
    return readings.pop() if readings else _date(year, 0, 0, how)


def _months() -> tuple[tuple[str, ...], ...]:
    """Return with what the name of each month begins, in English and in the language spoken."""
    begun = zip(_MONTHS.split(), _(_MONTHS).split(), strict=True)
    return tuple((english, *spoken.split("|")) for english, spoken in begun)


def time_of_day(text: str) -> time:
    """Read a time typed as 7:30, 07:30, 7 or 7 am."""
    match = _TIME.fullmatch(text)
    if match is None:
        raise UnreadableError(_("type the time as hours and minutes, such as 07:00"))
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half and not 1 <= hour <= 12:  # noqa: PLR2004 - a twelve-hour clock
        raise UnreadableError(_("that is not a time on a twelve-hour clock"))
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError as error:
        raise UnreadableError(_("there is no such time of day")) from error
