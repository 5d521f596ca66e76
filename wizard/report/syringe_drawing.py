"""A syringe drawn in ASCII characters, with its scale and an arrow at what is drawn up."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from wizard.report.blocks import MOST_COLUMNS, Line, Stroke
from wizard.text.layout import fold
from wizard.text.numbers import count
from wizard.text.translation import N_, _

_BARREL: Final = 50  # columns at most
_NEEDLE: Final = "--"
_WALL: Final = " " * len(_NEEDLE)
_LABEL_EVERY: Final = 5  # columns
_NOT_EVERY: Final = N_("Not every mark is drawn: go by the numbers.")


def syringes(
    draws: Sequence[tuple[str, Fraction]],
    barrel: int,
    step: Fraction,
    most: int = MOST_COLUMNS,
    *,
    short: bool = False,
) -> tuple[Line, ...]:
    """Draw a U-100 syringe of `barrel` units, filled once for each draw (label, units).

    The needle is on the left. The scale has one mark every `step` units, as on the syringe. Where
    marks would fall between columns, only the numbered ones are drawn, and a note below says so.
    The label of each draw gives its number of marks, unless it is `short`. A draw that falls
    between two columns gets an arrow two columns wide.
    """
    room = min(
        _BARREL, most - len(_NEEDLE) - len(f"{barrel}")
    )  # the last number begins at its mark and extends to the right
    per_column = next(
        units for units in range(1, barrel + 1) if barrel % units == 0 and barrel // units <= room
    )
    columns = barrel // per_column
    each = step / per_column  # columns from one mark to the next
    named = _LABEL_EVERY if (_LABEL_EVERY / each).denominator == 1 else 2 * _LABEL_EVERY
    figures = "".join(
        f"{tick * per_column:<{named}}" for tick in range(0, columns + 1, named)
    ).rstrip()
    whole = each.denominator == 1
    scale = "".join(
        "|" if column % named == 0 else "." if whole and column % each == 0 else " "
        for column in range(columns + 1)
    )
    lines: list[Line] = [(Stroke(f"{_WALL}{figures}"),), (Stroke(_WALL), Stroke(scale, "line"))]
    for label, drawn in draws:
        exact = drawn / per_column
        at, between = int(exact), exact.denominator != 1
        liquid = min(at if between else at - 1, columns - 1)
        empty = (Stroke(" " * (columns - liquid - 2)), Stroke("]", "line")) if at < columns else ()
        lines.append(
            (
                Stroke(f"{_NEEDLE}[", "line"),
                Stroke("#" * liquid, "liquid"),
                Stroke("|", "mark"),
                *empty,
            )
        )
        lines += _pointed(
            len(_NEEDLE) + at,
            "^^" if between else "^",
            (label,) if short else (label, marks_after_zero(drawn, step)),
            most,
        )
    return (*lines, *([] if whole else ((Stroke(line),) for line in fold(_(_NOT_EVERY), most))))


def marks_after_zero(units: Fraction, step: Fraction) -> str:
    """Return a draw as a number of marks: `3 marks after 0, 2 units each`."""
    told = _("{marks} after 0, {units} each")
    return told.format(marks=count(units / step, "mark"), units=count(step, "unit"))


def _pointed(column: int, arrow: str, label: Sequence[str], most: int) -> list[Line]:
    """Draw an arrow under a column, with its label to the right, to the left, or below.

    The label takes one line where there is room for that.
    """
    if column + len(arrow) + 1 + len(joined := ", ".join(label)) <= most:
        label = (joined,)
    mark, (first, *others) = Stroke(arrow, "mark"), [Stroke(line, "bold") for line in label]
    wide = max(map(len, label))
    if (start := column + len(arrow) + 1) + wide <= most:
        return [
            (Stroke(" " * column), mark, Stroke(" "), first),
            *((Stroke(" " * start), other) for other in others),
        ]
    if wide < column:
        left = " " * (column - wide - 1)
        return [
            (Stroke(f"{left}{'':{wide - len(first.text)}}"), first, Stroke(" "), mark),
            *((Stroke(left), other) for other in others),
        ]
    return [(Stroke(" " * column), mark), (first,), *((other,) for other in others)]
