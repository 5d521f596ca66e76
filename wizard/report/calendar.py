"""The course as a calendar: each day of a plan marked by a letter, and by a shade beside it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from wizard.protocol.plan import Protocol
from wizard.protocol.schedule import cycle_start
from wizard.report import pictures
from wizard.report.model import Drawing
from wizard.report.shapes import WIDTH, Part, Picture, Tone, Words, box
from wizard.text.numbers import day

_ACROSS: Final = 3
_MOST_MONTHS: Final = 9
_MOST_ON_PAPER: Final = 6  # two rows: more would push a plan of several cycles over its second page
_GAP: Final = 16.0
_CELL: Final = (WIDTH - _GAP * (_ACROSS - 1)) / _ACROSS / 7
_LINE: Final = 13.0
_HEAD: Final = 24.0  # the month and the days of the week
_KEY: Final = 20.0
_BELOW: Final = 8.0
_WEEK: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_KINDS: Final[dict[str, tuple[str, Tone]]] = {
    "A": ("assessment dose", "light"),
    "M": ("main dose", "liquid"),
    "R": ("rest", "paper"),
    "N": ("next start at the earliest", "strong"),
    "D": ("discard a container", "paper"),
}

Month = tuple[int, int]


def course_calendar(protocol: Protocol) -> Picture:
    """The first months of a plan in which something changes, at most six, with a key."""
    marks = _marked(protocol)
    months = _busy(marks)[:_MOST_ON_PAPER]
    corners, tall = _corners(months)
    return Picture(tall, tuple(_painted(months, marks, corners)), _in_words(marks))


def _corners(months: list[Month]) -> tuple[list[tuple[float, float]], float]:
    """Where each month stands, and how tall all are: a row is as tall as its longest month."""
    corners, top = list[tuple[float, float]](), _KEY
    for first in range(0, len(months), _ACROSS):
        row = months[first : first + _ACROSS]
        corners += [(index * (7 * _CELL + _GAP), top) for index in range(len(row))]
        top += _HEAD + max(-(-sum(monthrange(*month)) // 7) for month in row) * _LINE + _BELOW
    return corners, top - _BELOW


def drawn(protocol: Protocol, most: int) -> Drawing:
    """The same months in characters, in so many columns."""
    marks = _marked(protocol)
    key = {
        letter: what
        for letter, (what, _) in _KINDS.items()
        if any(letter in letters for letters in marks.values())
    }
    return Drawing(
        (*pictures.key(key, most), (), *pictures.months(_busy(marks), marks, most)),
        _in_words(marks),
    )


def _marked(protocol: Protocol) -> dict[date, str]:
    marks = _marks(protocol)
    for opened in protocol.supply.every_cycle:
        on = opened.discard.value
        marks[on] = f"{marks.get(on, '').removesuffix('D')}D"
    return marks


def _busy(marks: dict[date, str]) -> list[Month]:
    """The first months in which something changes."""
    return sorted({(on.year, on.month) for on, letters in marks.items() if letters != "R"})[
        :_MOST_MONTHS
    ]


def _marks(protocol: Protocol) -> dict[date, str]:
    """The letter of each day from the first dose to the next earliest start."""
    course = protocol.course
    marks: dict[date, str] = {}
    for cycle in range(1, course.cycles + 1):
        start, following = cycle_start(course, cycle), cycle_start(course, cycle + 1)
        marks |= {start + timedelta(days=number): "R" for number in range((following - start).days)}
        for phase in protocol.phases:
            marks |= {
                start + timedelta(days=number - 1): phase.name[0].upper() for number in phase.days
            }
    return marks | {cycle_start(course, course.cycles + 1): "N"}


def _painted(
    months: list[Month], marks: dict[date, str], corners: list[tuple[float, float]]
) -> Iterator[Part]:
    """Key, then all names, then all days: read aloud, no number of a day runs into the name of a month."""
    x = 0.0
    for letter, (what, tone) in _KINDS.items():
        if any(letter in letters for letters in marks.values()):
            yield box((x, 0), 11, 11, tone, "soft")
            yield Words(x + 5.5, 8.5, letter, 8, "middle", bold=True, tone=_on(tone))
            yield Words(x + 15, 8.5, what, 8.5)
            x += 30 + 4 * len(what)
    for (year, month), (left, upper) in zip(months, corners, strict=True):
        yield Words(left, upper + 9, day(date(year, month, 1)).partition(" ")[2], 9, bold=True)
    for left, upper in corners:
        for index, name in enumerate(_WEEK):
            yield Words(left + (index + 0.5) * _CELL, upper + 20, name, 7, "middle", tone="soft")
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
    baseline = y + 9.5
    if not letters:
        yield Words(x + 8, baseline, f"{number}", 7.5, "end", tone="soft")
        return
    shade = _KINDS[letters[0]][1]
    yield box((x, y), _CELL, _LINE, shade, "soft")
    yield Words(x + 9.5, baseline, f"{number}", 7.5, "end", tone=_on(shade))
    yield Words(
        x + _CELL - 1.5,
        baseline,
        letters,
        7,
        "end",
        bold=letters != "R",
        tone=_on(shade, "soft" if letters == "R" else "ink"),
    )


def _on(shade: Tone, otherwise: Tone = "ink") -> Tone:
    """The tone of words on that shade."""
    return "paper" if shade == "strong" else otherwise


def _in_words(marks: dict[date, str]) -> str:
    """Runs of days with the same letter, as sentences."""
    said: list[str] = []
    for letter, (what, _) in _KINDS.items():
        runs: list[tuple[date, date]] = []
        for on in sorted(marked for marked, letters in marks.items() if letter in letters):
            if runs and on - runs[-1][1] == timedelta(days=1):
                runs[-1] = (runs[-1][0], on)
            else:
                runs.append((on, on))
        if runs:
            spans = ", ".join(
                day(first) if first == last else f"{day(first)} to {day(last)}"
                for first, last in runs
            )
            said.append(f"{what[:1].upper()}{what[1:]}: {spans}.")
    return f"Calendar of the plan. {' '.join(said)}"
