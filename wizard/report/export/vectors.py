"""The vector drawings of a plan, for SVG and PDF alike, on a plane 500 wide, y downwards.

They stand where the document has a drawing of characters, and carry the same words and figures.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from math import cos, pi, sin
from typing import Final, Literal

from attrs import frozen

from wizard.protocol.dose_words import EVEN_DAYS
from wizard.protocol.plan import Phase, Protocol
from wizard.report.blocks import Drawing
from wizard.report.drawings import (
    ONE,
    busy_months,
    calendar_in_words,
    course_letters,
    draw_to,
    letter_of,
    marked_kinds,
    phase_label,
    shown,
    weekdays,
)
from wizard.report.export.registry import Made
from wizard.report.syringe_drawing import marks_after_zero
from wizard.text.numbers import clock, month_of
from wizard.text.translation import _

WIDTH: Final = 500.0
_TYPE: Final = 9.7  # 10 points on paper, where the plane is at least 516 points wide
Tone = Literal["ink", "soft", "paper", "liquid", "light", "strong"]
"""`ink` for lines and words, `soft` for what stands back; the others are shades to fill with."""
Anchor = Literal["start", "middle", "end"]


_ROW: Final = 20.0
_DAY_END: Final = 440.0
_COLUMNS: Final = (130.0, 315.0)  # of the nostrils
_BARREL: Final = (24.0, 226.0)
_UPPER, _LOWER = 13.0, 35.0  # edges of the barrel
_SYRINGE: Final = 72.0
_SYRINGE_WIDE: Final = 250.0  # in points a phone holds it, and paper two of them
_BESIDE: Final = 8.0
_FIVES: Final = 50  # units of a barrel up to which every fifth is named
_SHADES: Final[Mapping[str, Tone]] = {
    "A": "light",
    "M": "liquid",
    "R": "paper",
    "N": "strong",
    "D": "paper",
}
_ACROSS: Final = 3
_MOST_ON_PAPER: Final = 6  # two rows: more would push a plan of several cycles over its second page
_GAP: Final = 8.0
_CELL: Final = (WIDTH - _GAP * (_ACROSS - 1)) / _ACROSS / 7
_LINE: Final = 12.5
_HEAD: Final = 23.0  # the month and the days of the week
_KEY: Final = 20.0
_BELOW: Final = 8.0


@frozen
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.8
    tone: Tone = "ink"


@frozen
class Shape:
    """A filled polygon with an outline."""

    points: tuple[tuple[float, float], ...]
    fill: Tone = "paper"
    outline: Tone | None = "ink"


@frozen
class Words:
    """One line of text; `y` is its baseline."""

    x: float
    y: float
    text: str
    size: float = _TYPE
    anchor: Anchor = "start"
    bold: bool = False
    tone: Tone = "ink"


Part = Line | Shape | Words


@frozen
class Picture:
    """Shapes in the order in which they are painted and read; `says` is the same in words."""

    height: float
    parts: tuple[Part, ...]
    says: str
    width: float = WIDTH


def box(
    corner: tuple[float, float],
    width: float,
    height: float,
    fill: Tone = "paper",
    outline: Tone | None = "ink",
) -> Shape:
    """Return an upright rectangle, from its upper left corner."""
    x, y = corner
    return Shape(((x, y), (x + width, y), (x + width, y + height), (x, y + height)), fill, outline)


def pictures(made: Made) -> dict[str, Picture]:
    """Return the drawings by the section they stand in; `dates` has the calendar."""
    plan = made.derived.protocol
    if plan is None or made.for_doctor:
        return {}
    (says,) = (
        block.says
        for section in made.document.sections
        for block in section.blocks
        if isinstance(block, Drawing)
    )
    barrel = plan.measure.barrel
    measured = _syringes(plan, barrel.value, says) if barrel else _nostrils(plan, says)
    return {"measure": measured, "dates": course_calendar(plan)}


def _falling(x: float, y: float, radius: float) -> Shape:
    """Draw a drop: round below, pointed above."""
    turns = (pi * (-0.15 + 1.3 * corner / 16) for corner in range(17))
    return Shape(
        (
            (x, y - 2 * radius),
            *((x + radius * cos(turn), y + radius * sin(turn)) for turn in turns),
        ),
        "liquid",
    )


def _puff(x: float, y: float, radius: float) -> Shape:
    """Draw a spray: a cone that opens upwards."""
    top, bottom, tip = y - 1.8 * radius, y + radius, 0.2 * radius
    return Shape(
        ((x - radius, top), (x + radius, top), (x + tip, bottom), (x - tip, bottom)), "liquid"
    )


def _nostrils(protocol: Protocol, says: str) -> Picture:
    unit = protocol.measure.unit
    one = _falling if unit == "drop" else _puff
    parts: list[Part] = [
        one(5, 10, 4),
        Words(14, 13, _(ONE[unit]).format(sign="").strip(), tone="soft"),
    ]
    parts += [
        Words(x, 13, side, bold=True)
        for x, side in zip(_COLUMNS, (_("left nostril"), _("right nostril")), strict=True)
    ]
    sessions = [(phase, dose) for phase in protocol.phases for dose in phase.doses]
    for row, (phase, dose) in enumerate(sessions):
        y = 19 + _ROW * row
        parts += [
            Line(0, y, _DAY_END + 40, y, 0.5, "soft"),
            Words(0, y + 14, f"{phase_label(phase)}, {clock(dose.at.value)}"),
        ]
        for x, number in zip(_COLUMNS, dose.nostrils, strict=True):
            parts.append(Words(x, y + 14, f"{number}", 11, bold=True))
            step = min(15.0, 150.0 / max(1, number))
            parts += [
                one(x + 24 + step * index, y + 11, min(4.0, step / 2.4)) for index in range(number)
            ]
    bottom = 19 + _ROW * len(sessions) + 2
    if protocol.changes_sides:
        parts.append(Words(0, bottom + 10, _(EVEN_DAYS), tone="soft"))
        bottom += _ROW
    return Picture(bottom, tuple(parts), says)


def _syringes(protocol: Protocol, barrel: int, says: str) -> Picture:
    """Draw the syringes of all phases beside each other."""
    parts = (
        part
        for number, phase in enumerate(protocol.phases)
        for part in _syringe(protocol, phase, barrel, number * (_SYRINGE_WIDE + _BESIDE))
    )
    wide = len(protocol.phases) * (_SYRINGE_WIDE + _BESIDE) - _BESIDE
    return Picture(_SYRINGE, tuple(parts), says, wide)


def syringes(protocol: Protocol, barrel: int) -> Iterator[Picture]:
    """Draw the syringe filled to its mark, once for each phase."""
    for phase in protocol.phases:
        marks = marks_after_zero(phase.count.value, protocol.measure.step.value)
        parts = tuple(_syringe(protocol, phase, barrel, 0))
        yield Picture(_SYRINGE, parts, f"{draw_to(phase)} ({marks}).", _SYRINGE_WIDE)


def _syringe(protocol: Protocol, phase: Phase, barrel: int, x0: float) -> Iterator[Part]:
    """Draw the needle on the left, the liquid, the plunger, the marks, and an arrow under one."""
    step = protocol.measure.step.value
    left, right = (x0 + end for end in _BARREL)
    per_unit = (right - left) / barrel
    middle, tall = (_UPPER + _LOWER) / 2, _LOWER - _UPPER
    at = left + float(phase.count.value) * per_unit
    hub = left - 9
    yield from (
        Line(x0, middle, hub, middle, 1),
        Shape(((hub, middle - 3), (left, middle - 6), (left, middle + 6), (hub, middle + 3))),
        box((left, _UPPER), right - left, tall),
        box((left, _UPPER), at - left, tall, "liquid"),
        box((at, middle - 3), right + 18 - at, 6, "light"),
        box((at, _UPPER), min(4.0, right - at) if at < right else 3, tall, "strong"),
        box((right, _UPPER - 2), 4, tall + 8, "light"),
        box((right + 18, _UPPER - 3), 4, tall + 6, "light"),
    )
    named = 10 if barrel > _FIVES else 5
    for mark in range(int(barrel / step) + 1):
        units = mark * step
        x = left + float(units) * per_unit
        if units % named == 0:
            yield Line(x, _UPPER, x, _UPPER + 11, 0.9)
            yield Words(x, _UPPER - 3, f"{units}", 10, "middle")
        else:
            yield Line(x, _UPPER, x, _UPPER + (7 if units.denominator == 1 else 4), 0.5)
    yield Line(at, _LOWER + 2, at, _LOWER + 10, 1.4)
    yield Shape(((at, _LOWER), (at - 3.5, _LOWER + 6), (at + 3.5, _LOWER + 6)), "ink")
    yield Words(x0, _LOWER + 20, draw_to(phase), 10, bold=True)
    yield Words(x0, _LOWER + 32, marks_after_zero(phase.count.value, step), 10)


def course_calendar(protocol: Protocol) -> Picture:
    """Draw the first months in which something changes, at most six, with a key."""
    marks = course_letters(protocol)
    months = busy_months(marks)[:_MOST_ON_PAPER]
    corners, tall = _corners(months)
    return Picture(tall, tuple(_painted(months, marks, corners)), calendar_in_words(marks))


def _corners(months: list[tuple[int, int]]) -> tuple[list[tuple[float, float]], float]:
    """Return the corner of each month, and the height of all."""
    corners, top = list[tuple[float, float]](), _KEY
    for first in range(0, len(months), _ACROSS):
        row = months[first : first + _ACROSS]
        corners += [(index * (7 * _CELL + _GAP), top) for index in range(len(row))]
        top += _HEAD + max(-(-sum(monthrange(*month)) // 7) for month in row) * _LINE + _BELOW
    return corners, top - _BELOW


def _painted(
    months: list[tuple[int, int]], marks: dict[date, str], corners: list[tuple[float, float]]
) -> Iterator[Part]:
    """Draw the key, then all names, then all days.

    In this order, a screen reader never joins the number of a day and the name of a month.
    """
    x = 0.0
    for letter, what in marked_kinds(marks).items():
        yield from _framed((x, 0), 12, _LINE, letter)
        tone = _on(_SHADES[letter])
        yield Words(x + 6, 10, shown(letter), _TYPE, "middle", bold=True, tone=tone)
        yield Words(x + 16, 10, _(what))
        x += 25 + 4.9 * len(_(what))
    for (year, month), (left, upper) in zip(months, corners, strict=True):
        yield Words(left, upper + 9, month_of(date(year, month, 1)), bold=True)
    for left, upper in corners:
        for index, name in enumerate(weekdays()):
            yield Words(
                left + (index + 0.5) * _CELL, upper + 20, name, _TYPE, "middle", tone="soft"
            )
    for (year, month), (left, upper) in zip(months, corners, strict=True):
        before, length = monthrange(year, month)
        for number in range(1, length + 1):
            week, weekday = divmod(before + number - 1, 7)
            yield from _cell(
                left + weekday * _CELL,
                upper + _HEAD + week * _LINE,
                number,
                marks.get(date(year, month, number), ""),
            )


def _cell(x: float, y: float, number: int, letters: str) -> Iterator[Part]:
    baseline = y + 10
    if not letters:
        yield Words(x + 11, baseline, f"{number}", _TYPE, "end", tone="soft")
        return
    letter = letter_of(letters)
    shade, tone = _SHADES[letter], _on(_SHADES[letter], "soft" if letter == "R" else "ink")
    yield from _framed((x, y), _CELL, _LINE, letters)
    yield Words(x + 12, baseline, f"{number}", _TYPE, "end", tone=_on(shade))
    bold = letter != "R"
    yield Words(x + _CELL - 2, baseline, shown(letter), _TYPE, "end", bold=bold, tone=tone)


def _framed(corner: tuple[float, float], wide: float, tall: float, letters: str) -> Iterator[Part]:
    """Draw the box of a day, with a thick frame where a container is discarded."""
    shade = _SHADES[letter_of(letters)]
    if "D" not in letters:
        yield box(corner, wide, tall, shade, "soft")
        return
    x, y = corner
    for inset in (0.4, 1.1):
        yield box((x + inset, y + inset), wide - 2 * inset, tall - 2 * inset, shade)


def _on(shade: Tone, otherwise: Tone = "ink") -> Tone:
    """Return the tone of words on that shade."""
    return "paper" if shade == "strong" else otherwise
