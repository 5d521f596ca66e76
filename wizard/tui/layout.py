"""The text of a page in lines of the width there is."""

from __future__ import annotations

from typing import Final

from wizard.conversation.view import Comparison, Lines, Rows, Sheet, Text
from wizard.text.layout import fold, stacked, tabled

_LEAST_WIDTH: Final = 34
_MOST_WIDTH: Final = 92
_LEAST_CELL: Final = 12
_GAPS: Final = 4


def laid_out(text: Text, width: int) -> str:
    """Return the parts of a text with an empty line between them, each in lines of `width` columns.

    In more columns than are easy to follow, lines stay as long as they should be. A paragraph is
    left to whoever draws it.
    """
    easy = max(_LEAST_WIDTH, min(width, _MOST_WIDTH))
    return "\n\n".join(_part(part, easy) for part in text)


def _part(part: str | Lines | Rows | Comparison | Sheet, width: int) -> str:
    match part:
        case Lines():
            return "\n".join(
                line for each in part.lines for line in _folded(each, part.hang, width)
            )
        case Rows(title, rows):
            return "\n".join((title, *_rows(rows, width)))
        case Comparison(header, compared):
            return "\n".join(_compared(header, compared, width))
        case Sheet():
            return _sheet(part, width)
    return part


def _folded(line: str, hang: int, width: int) -> list[str]:
    margin = " " * (len(line) - len(line.lstrip()))
    return fold(margin, width, then=margin + " " * hang, text=line)


def _rows(rows: tuple[tuple[str, str], ...], width: int) -> list[str]:
    margin = max((len(label) for label, _ in rows), default=0) + 4
    return [
        line
        for label, value in rows
        for line in fold(f"  {label:{margin - 2}}", width, then=" " * margin, text=value)
    ]


def _compared(header: tuple[str, ...], rows: tuple[tuple[str, ...], ...], width: int) -> list[str]:
    """Return the values side by side; in a window too narrow for that, below each other."""
    cell = (width - _GAPS) // 3
    if cell < _LEAST_CELL:
        return stacked(header, rows, width)
    folded: list[tuple[str, ...]] = []
    for row in rows:
        key, first, second = (
            fold(text, most) for text, most in zip(row, (width, cell, cell), strict=True)
        )
        tall = max(len(first), len(second))
        cells = zip(_filled(first, tall), _filled(second, tall), strict=True)
        folded += [
            (" ".join(key) if number == 0 else "", *pair) for number, pair in enumerate(cells)
        ]
    return tabled(header, folded, width) or stacked(header, rows, width)


def _filled(lines: list[str], tall: int) -> list[str]:
    return lines + [""] * (tall - len(lines))


def _sheet(sheet: Sheet, width: int) -> str:
    # The first page has no sheet
    from wizard.report.export.plain_text import render  # noqa: PLC0415

    text = render(sheet.document, width)
    if sheet.titled:
        return text
    lines = text.splitlines()
    return "\n".join(
        lines[
            next(number for number, line in enumerate(lines) if line and set(line) == {"="}) + 1 :
        ]
    )
