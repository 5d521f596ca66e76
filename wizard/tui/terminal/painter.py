"""What the terminal shows, kept cell by cell, so that only what changed is sent to it.

Textual sends whole rows and regions again. Over a slow line that is most of what a key costs. Its
updates are taken here as what should be seen, and the shortest way there is written instead.
Without it the first frame takes 13,565 bytes in place of 1,070, a move in a list 1,837 in place of
some 120, and going on to the next question about 5,000 in place of some 1,200. Updates of a kind
that is not known here, or that do not fit what was seen before, are written as
Textual gives them. Where Textual no longer has `textual._compositor`, the wizard does not start:
that is why `pyproject.toml` asks for one minor version of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any, Final

from rich.cells import cell_len
from rich.console import COLOR_SYSTEMS, Console
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

Cell = tuple[str, str]
"""A character and the codes of its looks, empty for stock ones. The second half of a wide character is empty."""

_SEQUENCE: Final = re.compile(r"\x1b\[([0-9;]*)m")
_CODE: Final = re.compile(r"[34]8;(?:5;\d+|2;\d+;\d+;\d+)|\d+")
_STOCK: Final = frozenset({"0", "39", "49"})
_SEEN_ON_BLANKS: Final = re.compile(
    r"(?:^|;)(?:[479]|21|4[0-8]|10[0-7])(?:;|$)"
)  # reverse, underline, strike, a ground
_BLANK: Final[Cell] = (" ", "")
_CLEAR: Final = "\x1b[m\x1b[2J"
_GAP: Final = 6
"""Unchanged cells between two changes that are cheaper to send again than to step over."""


class Painter:
    """Knows what the terminal shows; nothing at first."""

    def __init__(self) -> None:
        self._rows: list[list[Cell]] = []

    def forget(self) -> None:
        """Count on nothing: the window has another size, or something else has written to the terminal."""
        self._rows = []

    def shorter(self, update: Any) -> Any:
        """The same update, written in the shortest way if it is of a kind known here."""
        return _Shorter(self, update) if isinstance(update, LayoutUpdate | ChopsUpdate) else update

    def way(self, update: LayoutUpdate | ChopsUpdate, console: Console) -> str:
        """What is written to the terminal so that it shows this update."""
        rows = self._wanted(update, console)
        if rows is None:
            self.forget()
            return update.render_segments(console)
        cleared = ""
        if [len(row) for row in self._rows] != [len(row) for row in rows]:
            cleared = _CLEAR
            self._rows = [[_BLANK] * len(row) for row in rows]
        written = "".join(
            part
            for y, (seen, row) in enumerate(zip(self._rows, rows, strict=True))
            for part in _changed(y, seen, row)
        )
        self._rows = rows
        return cleared + written

    def _wanted(
        self, update: LayoutUpdate | ChopsUpdate, console: Console
    ) -> list[list[Cell]] | None:
        """The rows as they should be; nothing where that cannot be said."""
        if isinstance(update, LayoutUpdate):
            rows = [list(_cells(line, console)) for line in update.strips]
            return (
                rows
                if update.region.offset == (0, 0)
                and all(len(row) == update.region.width for row in rows)
                else None
            )
        if not self._rows:
            return None
        rows = list(self._rows)
        for y in {y for y, _, _ in update.spans}:
            row = list(rows[y])
            for x, strip in update.chops[y].items():
                if strip is not None:
                    row[x : x + strip.cell_length] = _cells([strip], console)
            rows[y] = row
        return rows if all(len(row) == len(self._rows[0]) for row in rows) else None


class _Shorter(CompositorUpdate):
    """An update as the app writes one."""

    def __init__(self, painter: Painter, update: LayoutUpdate | ChopsUpdate) -> None:
        self._painter, self._update = painter, update

    def render_segments(self, console: Console) -> str:
        return self._painter.way(self._update, console)


def _cells(strips: Iterable[Strip], console: Console) -> Iterator[Cell]:
    for strip in strips:
        for text, style, _ in strip:
            looks = _looks(style, console.color_system) if style is not None else ""
            blank = _BLANK if not _SEEN_ON_BLANKS.search(looks) else (" ", looks)
            if cell_len(text) == len(text):
                yield from (blank if char == " " else (char, looks) for char in text)
            else:
                yield from _uneven(text, looks)


def _uneven(text: str, looks: str) -> Iterator[Cell]:
    """The cells of text with characters that take two of them, or stand in the cell of the one before."""
    held = ""
    for char in text:
        size = cell_len(char)
        if not size:
            held += char
            continue
        if held:
            yield held, looks
        held = char
        if size > 1:
            yield held, looks
            held = ""
            yield from [("", looks)] * (size - 1)
    if held:
        yield held, looks


@lru_cache(maxsize=256)
def _looks(style: Style, colours: str | None) -> str:
    """The codes of a style, without those that say what a terminal does by itself."""
    before = style.render("x", color_system=COLOR_SYSTEMS.get(colours or "")).partition("x")[0]
    return ";".join(
        code
        for found in _SEQUENCE.findall(before)
        for code in _CODE.findall(found)
        if code not in _STOCK
    )


def _changed(y: int, seen: list[Cell], row: list[Cell]) -> Iterator[str]:
    """What is written so that row `y` (from 0) shows `row` where it showed `seen`."""
    if seen == row:
        return
    width = len(row)
    end = width
    while end and row[end - 1] == _BLANK:
        end -= 1
    blank_from = (
        end if seen[end:] != row[end:] else width
    )  # from here on the row is cleared in one go
    for first, last in _runs(seen, row, end):
        yield f"\x1b[{y + 1};{first + 1}H"
        yield from _painted(row[first:last])
    if blank_from < width:
        yield f"\x1b[{y + 1};{blank_from + 1}H\x1b[K"


def _runs(seen: list[Cell], row: list[Cell], end: int) -> Iterator[tuple[int, int]]:
    """Where the two differ before column `end`: from and to, with what lies close together as one."""
    different = [x for x in range(end) if seen[x] != row[x]]
    first = last = -1
    for x in different:
        if first >= 0 and x - last > _GAP:
            yield _whole(first, last + 1, row)
            first = x
        elif first < 0:
            first = x
        last = x
    if first >= 0:
        yield _whole(first, last + 1, row)


def _whole(first: int, last: int, row: list[Cell]) -> tuple[int, int]:
    """The same stretch with no wide character cut in two."""
    while first and not row[first][0]:
        first -= 1
    while last < len(row) and not row[last][0]:
        last += 1
    return first, last


def _painted(cells: list[Cell]) -> Iterator[str]:
    """The cells in their looks; stock ones again at the end."""
    for looks, group in groupby(cells, key=lambda cell: cell[1]):
        text = "".join(char for char, _ in group)
        yield f"\x1b[{looks}m{text}\x1b[m" if looks else text
