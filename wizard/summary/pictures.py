"""Plain-text drawings, for the summary and for the wizard: ASCII, at most 58 columns, from figures of the plan.

A drawing shows what a person sees in the hand; the exact figure always stands beside it in words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from fractions import Fraction
from itertools import zip_longest
from typing import Final

from wizard.figures import minute_of
from wizard.words import clock, count
from wizard.words import day as on_day

MOST_COLUMNS: Final = 58
_BARREL: Final = 50  # columns at most
_NEEDLE: Final = "--"
_WALL: Final = " " * len(_NEEDLE)
_LABEL_EVERY: Final = 5  # columns
_DAY: Final = 36  # columns from waking to the last hour
_WEEK: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_CELL: Final = 4
_MONTH: Final = 7 * _CELL + 1
_BAR: Final = 24
_SPACED: Final = 9  # marks that fit with a space between them


def syringe(draws: Sequence[tuple[str, Fraction]], barrel: int) -> tuple[str, ...]:
    """A U-100 syringe of `barrel` units filled to its mark, once for each draw (label, units), under one scale.

    The needle is on the left. A mark that falls between two columns gets an arrow of two.
    """
    per_column = -(-barrel // _BARREL)
    columns = barrel // per_column
    ticks = range(0, columns + 1, _LABEL_EVERY)
    figures = "".join(f"{tick * per_column:<{_LABEL_EVERY}}" for tick in ticks).rstrip()
    scale = "".join("|" if column % _LABEL_EVERY == 0 else "." for column in range(columns + 1))
    lines = [f"{_WALL}{figures}", f"{_WALL}{scale}"]
    for label, drawn in draws:
        exact = drawn / per_column
        at, between = int(exact), exact.denominator != 1
        liquid = "#" * (at if between else at - 1)
        filled = f"[{liquid}|"
        lines.append(f"{_NEEDLE}{filled}{' ' * (columns - len(filled))}]" if at < columns else f"{_NEEDLE}[{'#' * (columns - 1)}|")
        lines.append(_pointed(len(_NEEDLE) + at, "^^" if between else "^", label))
    return tuple(lines)


def _pointed(column: int, arrow: str, label: str) -> str:
    """An arrow under a column and its label beside it, on whichever side there is room."""
    beside = f"{' ' * column}{arrow} {label}"
    return beside if len(beside) <= MOST_COLUMNS else f"{label} {arrow}".rjust(column + len(arrow))


def day(wake: time, last: time, tracks: Sequence[tuple[str, Sequence[time]]]) -> tuple[str, ...]:
    """The day from waking to the last hour for a dose, with one line of sessions for each (label, times)."""
    margin = max(len(label) for label, _ in tracks) + 1
    begin, span = minute_of(wake), max(Fraction(1), Fraction(minute_of(last) - minute_of(wake)))
    ends = f"waking {clock(wake)}".ljust(_DAY) + clock(last)
    lines = [f"{'':{margin}}{ends}", f"{'':{margin}}|{'-' * (_DAY - 1)}|"]
    for label, times in tracks:
        line = label.ljust(margin)
        for at in times:
            column = (minute_of(at) - begin) * _DAY // span
            line = f"{line:{margin + column}}* {clock(at)}"
        lines.append(line)
    return tuple(lines)


def nostrils(rows: Sequence[tuple[str, int, int]], noun: str) -> tuple[str, ...]:
    """Drops or sprays in each nostril: one line for each (label, left, right), a mark for each of them."""
    margin = max(len(label) for label, _, _ in rows) + 2
    shown = [(label, f"{_marks(left)}  {left}", f"{_marks(right)}  {right}") for label, left, right in rows]
    wide = max(len("left nostril"), *(len(left) for _, left, _ in shown)) + 3
    head = f"{f'o is one {noun}':{margin}}{'left nostril':{wide}}right nostril"
    return (head, *(f"{label:{margin}}{left:{wide}}{right}" for label, left, right in shown))


def months(which: Sequence[tuple[int, int]], marks: Mapping[date, str]) -> tuple[str, ...]:
    """Months (year, month) as calendars, two beside each other, each day with its letters in `marks` after its number."""
    blocks = [_month(year, month, marks) for year, month in which]
    lines: list[str] = []
    for first in range(0, len(blocks), 2):
        pair = blocks[first : first + 2]
        lines += [""] if lines else []
        lines += ["".join(f"{part:{_MONTH}}" for part in beside).rstrip() for beside in zip_longest(*pair, fillvalue="")]
    return tuple(lines)


def _month(year: int, month: int, marks: Mapping[date, str]) -> list[str]:
    first = date(year, month, 1)
    before, length = first.weekday(), ((first + timedelta(days=31)).replace(day=1) - first).days
    cells = [" " * _CELL] * before
    cells += [f"{number:2}{marks.get(date(year, month, number), '').replace('RD', 'D'):{_CELL - 2}}" for number in range(1, length + 1)]
    weeks = ["".join(cells[at : at + 7]).rstrip() for at in range(0, len(cells), 7)]
    return [on_day(first).partition(" ")[2], "".join(f"{name:{_CELL}}" for name in _WEEK), *weeks]


def by_day(rows: Sequence[tuple[str, Fraction, str]]) -> tuple[str, ...]:
    """The dose of each day as a bar: one line for each (label, dose, the dose in words), the longest bar for the largest."""
    margin, most = max(len(label) for label, _, _ in rows) + 1, max(dose for _, dose, _ in rows)
    return tuple(f"{label:{margin}}{'#' * max(1, int(dose * _BAR / most)):{_BAR + 1}}{says}" for label, dose, says in rows)


def _marks(number: int) -> str:
    return (" " if number <= _SPACED else "").join("o" * number) if number else "-"


def in_words(label: str, left: int, right: int, noun: str) -> str:
    """What `nostrils` draws, in words."""
    return f"{label}: {count(left, noun)} in the left nostril, {count(right, noun)} in the right nostril."
