"""What fits the window: a page in lines of its width, and the parts to hide where it is low."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from itertools import zip_longest
from typing import Final

from wizard.conversation.view import Comparison, Lines, Rows, Sheet, Text
from wizard.text.layout import fold, stacked, tabled

_LEAST_WIDTH: Final = 34
_MOST_WIDTH: Final = 92
_LEAST_CELL: Final = 12
_GAPS: Final = 4
_YIELDS: Final = ("to-come", "steps", "note", "help")
"""Parts to hide in a low window, in this order: a person can do without them, or asks Why."""


def laid_out(text: Text, width: int) -> str:
    """Return the parts of a text with an empty line between them, in lines of `width` columns.

    Lines grow no longer than is easy to read. A paragraph is folded by the widget that shows it.
    """
    easy = max(_LEAST_WIDTH, min(width, _MOST_WIDTH))
    return "\n\n".join(_part(part, easy) for part in text)


def _part(part: str | Lines | Rows | Comparison | Sheet, width: int) -> str:
    match part:
        case Lines(lines, hang):
            return "\n".join(folded for line in lines for folded in _folded(line, hang, width))
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
    """Return the values side by side, or below each other in a window too narrow for that."""
    cell = (width - _GAPS) // 3
    if cell < _LEAST_CELL:
        return stacked(header, rows, width)
    folded: list[tuple[str, ...]] = []
    for key, *values in rows:
        cells = zip_longest(*(fold(value, cell) for value in values), fillvalue="")
        keys = [" ".join(fold(key, width))]
        folded += [(first, *pair) for first, pair in zip_longest(keys, cells, fillvalue="")]
    return tabled(header, folded, width) or stacked(header, rows, width)


def _sheet(sheet: Sheet, width: int) -> str:
    # The first page has no sheet, and should not wait for what renders one
    from wizard.report.export.plain_text import render  # noqa: PLC0415

    text = render(sheet.document, width)
    if sheet.titled:
        return text
    lines = text.splitlines()
    underline = next(number for number, line in enumerate(lines) if line and set(line) == {"="})
    return "\n".join(lines[underline + 1 :])


def hidden(rows: int, width: int, words: Mapping[str, str], keys: int, body: int) -> frozenset[str]:
    """Return the names of the parts to hide in a window of so many rows and no empty lines.

    The question, the answer and the keys are never among them. `words` are the texts above and
    below the body, `keys` the rows of the keys, `body` is the least number of rows that it needs.
    """
    tall = {
        name: len(textwrap.wrap(words.get(name, ""), max(1, width)))
        for name in ("title", "help", "note", "error", "echo")
    }
    tall |= {"to-come": int(bool(words.get("to-come"))), "steps": 1}
    needed = body + sum(tall.values()) + keys
    gone = list[str]()
    for name in _YIELDS:
        if needed <= rows:
            break
        needed -= tall[name]
        gone.append(name)
    for name in tuple(gone):  # the last one may have been so tall that an earlier one fits again
        if needed + tall[name] <= rows:
            needed += tall[name]
            gone.remove(name)
    return frozenset(gone)
