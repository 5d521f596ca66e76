"""The drawings of a web page.

Those of words and boxes fold where it is narrow. A syringe is drawn at its own size in points,
which a phone holds.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from html import escape
from typing import Final

from wizard.protocol.dose_words import EVEN_DAYS
from wizard.protocol.plan import Phase, Protocol
from wizard.report.drawings import (
    WEEK,
    busy_months,
    calendar_in_words,
    course_letters,
    marked_kinds,
    marks_after_zero,
    phase_label,
)
from wizard.report.export.vectors import Line, Part, Picture, Shape, Words, box
from wizard.text.numbers import clock, count, day

_WIDE: Final = 250.0
_TALL: Final = 72.0
_LEFT, _RIGHT = 24.0, 226.0  # of the barrel
_UPPER, _LOWER = 13.0, 35.0
_FIVES: Final = 50  # units of a barrel up to which every fifth is named
_MOST_MONTHS: Final = 4  # what a page of paper holds beside the log


def nostrils(protocol: Protocol, says: str) -> Iterator[str]:
    """Draw the drops or sprays in each nostril, session by session."""
    unit = protocol.measure.unit
    mark = f'<span class="mark {unit}"></span>'
    yield f'<div class="nostrils" role="img" aria-label="{escape(says)}">'
    yield f'<span class="head when">{mark} is one {unit}</span>'
    yield from (f'<strong class="head">{side} nostril</strong>' for side in ("left", "right"))
    for phase in protocol.phases:
        for dose in phase.doses:
            yield f'<span class="when">{phase_label(phase)} {clock(dose.at.value)}</span>'
            for number in dose.nostrils:
                yield f'<span class="count"><strong>{number}</strong>{mark * number}</span>'
    if protocol.changes_sides:
        yield f'<span class="note">{EVEN_DAYS}</span>'
    yield "</div>"


def syringes(protocol: Protocol, barrel: int) -> Iterator[Picture]:
    """Draw the syringe filled to its mark, once for each phase."""
    step = protocol.measure.step.value
    for phase in protocol.phases:
        told = f"{phase_label(phase)}: draw to {count(phase.count.value, 'unit')}"
        marks = marks_after_zero(phase.count.value, step)
        said = (
            Words(0, _LOWER + 20, told, 10, bold=True),
            Words(0, _LOWER + 32, marks, 10),
        )
        drawn = _syringe(phase, barrel, step)
        yield Picture(_TALL, (*drawn, *said), f"{told} ({marks}).", _WIDE)


def _syringe(phase: Phase, barrel: int, step: Fraction) -> Iterator[Part]:
    """Draw the needle on the left, the liquid, the plunger, the marks, and an arrow under one."""
    per_unit = (_RIGHT - _LEFT) / barrel
    middle, tall = (_UPPER + _LOWER) / 2, _LOWER - _UPPER
    at = _LEFT + float(phase.count.value) * per_unit
    x = _LEFT - 9
    yield from (
        Line(0, middle, x, middle, 1),
        Shape(((x, middle - 3), (_LEFT, middle - 6), (_LEFT, middle + 6), (x, middle + 3))),
        box((_LEFT, _UPPER), _RIGHT - _LEFT, tall),
        box((_LEFT, _UPPER), at - _LEFT, tall, "liquid"),
        box((at, middle - 3), _RIGHT + 18 - at, 6, "light"),
        box((at, _UPPER), min(4.0, _RIGHT - at) if at < _RIGHT else 3, tall, "strong"),
        box((_RIGHT, _UPPER - 2), 4, tall + 8, "light"),
        box((_RIGHT + 18, _UPPER - 3), 4, tall + 6, "light"),
    )
    named = 10 if barrel > _FIVES else 5
    for mark in range(int(barrel / step) + 1):
        units = mark * step
        x = _LEFT + float(units) * per_unit
        if units % named == 0:
            yield Line(x, _UPPER, x, _UPPER + 11, 0.9)
            yield Words(x, _UPPER - 3, f"{units}", 10, "middle")
        else:
            yield Line(x, _UPPER, x, _UPPER + (7 if units.denominator == 1 else 4), 0.5)
    yield Line(at, _LOWER + 2, at, _LOWER + 10, 1.4)
    yield Shape(((at, _LOWER), (at - 3.5, _LOWER + 6), (at + 3.5, _LOWER + 6)), "ink")


def calendar(protocol: Protocol) -> Iterator[str]:
    """Draw the first months in which something changes, with a key.

    A day has its letters beside its shade: it can be told apart in black and white.
    """
    marks = course_letters(protocol)
    yield f'<div class="calendar" role="img" aria-label="{escape(calendar_in_words(marks))}">'
    yield '<p class="key">'
    for letter, what in marked_kinds(marks).items():
        yield f'<span><b class="day {letter}">{letter}</b> {what}</span>'
    yield "</p>"
    for year, month in busy_months(marks)[:_MOST_MONTHS]:
        before, length = monthrange(year, month)
        yield f'<div class="month"><strong>{day(date(year, month, 1)).partition(" ")[2]}</strong>'
        yield from (f'<span class="name">{name}</span>' for name in WEEK)
        yield "<span></span>" * before
        for number in range(1, length + 1):
            letters = marks.get(date(year, month, number), "")
            yield (
                f'<span class="day {" ".join(letters)}">{number} <b>{letters}</b></span>'
                if letters
                else f'<span class="plain">{number}</span>'
            )
        yield "</div>"
    yield "</div>"
