"""The drawings of a web page that are made of words and boxes, which fold where it is narrow."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Final

from wizard.protocol.dose_words import EVEN_DAYS
from wizard.protocol.plan import Protocol
from wizard.report.drawings import (
    ONE,
    busy_months,
    calendar_in_words,
    course_letters,
    letter_of,
    marked_kinds,
    phase_label,
    shown,
    weekdays,
)
from wizard.text.numbers import clock, month_of
from wizard.text.translation import _

_MOST_MONTHS: Final = 4  # what a page of paper holds beside the log


def nostrils(protocol: Protocol, says: str) -> Iterator[str]:
    """Draw the drops or sprays in each nostril, session by session."""
    unit = protocol.measure.unit
    mark = f'<span class="mark {unit}"></span>'
    yield f'<div class="nostrils" role="img" aria-label="{escape(says)}">'
    yield f'<span class="head when">{mark} {escape(_(ONE[unit]).format(sign="")).strip()}</span>'
    sides = _("left nostril"), _("right nostril")
    yield from (f'<strong class="head">{side}</strong>' for side in sides)
    for phase in protocol.phases:
        for dose in phase.doses:
            yield f'<span class="when">{phase_label(phase)}, {clock(dose.at.value)}</span>'
            for number in dose.nostrils:
                yield f'<span class="count"><strong>{number}</strong>{mark * number}</span>'
    if protocol.changes_sides:
        yield f'<span class="note">{_(EVEN_DAYS)}</span>'
    yield "</div>"


def calendar(protocol: Protocol) -> Iterator[str]:
    """Draw the first months in which something changes, with a key.

    A day has its letters beside its shade: it can be told apart in black and white.
    """
    marks = course_letters(protocol)
    yield f'<div class="calendar" role="img" aria-label="{escape(calendar_in_words(marks))}">'
    yield '<p class="key">'
    for letter, what in marked_kinds(marks).items():
        yield f'<span><b class="day {letter}">{shown(letter)}</b> {_(what)}</span>'
    yield "</p>"
    for year, month in busy_months(marks)[:_MOST_MONTHS]:
        before, length = monthrange(year, month)
        yield f'<div class="month"><strong>{month_of(date(year, month, 1))}</strong>'
        yield from (f'<span class="name">{name}</span>' for name in weekdays())
        yield "<span></span>" * before
        for number in range(1, length + 1):
            letters = marks.get(date(year, month, number), "")
            yield (
                f'<span class="day {" ".join(letters)}">{number}'
                f" <b>{shown(letter_of(letters))}</b></span>"
                if letters
                else f'<span class="plain">{number}</span>'
            )
        yield "</div>"
    yield "</div>"
