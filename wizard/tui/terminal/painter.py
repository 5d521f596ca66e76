"""A copy of the terminal's cells, so that only the cells that change are sent.

Textual sends whole rows and regions again. Over a slow line that is most of what a key costs. Here
an update of Textual only says what should be seen, and the shortest way there is written instead.
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
"""A character and the codes of its style, empty for the stock one.

The second half of a wide character is an empty text.
"""

_SEQUENCE: Final = re.compile(r"\x1b\[([0-9;]*)m")
_CODE: Final = re.compile(r"[34]8;(?:5;\d+|2;\d+;\d+;\d+)|\d+")
_STOCK: Final = frozenset({"0", "39", "49"})
# Reverse, underline, strike, a ground
_SEEN_ON_BLANKS: Final = re.compile(r"(?:^|;)(?:[479]|21|4[0-8]|10[0-7])(?:;|$)")
_BLANK: Final[Cell] = (" ", "")
_GAP: Final = 6
"""The most unchanged cells between two changes that are cheaper to send than to step over."""


class Painter:
    """A copy of what the terminal shows, empty at first."""

    def __init__(self) -> None:
        self._rows: list[list[Cell]] = []

    def forget(self) -> None:
        """Expect nothing of the terminal, which was resized or written to by something else."""
        self._rows = []

    def shorter(self, update: Any) -> Any:
        """Return the same update, written in the shortest way if its kind is known here."""
        return _Shorter(self, update) if isinstance(update, LayoutUpdate | ChopsUpdate) else update

    def way(self, update: LayoutUpdate | ChopsUpdate, console: Console) -> str:
        """Return what to write to the terminal so that it shows this update."""
        rows = self._wanted(update, console)
        if rows is None:
            self.forget()
            return update.render_segments(console)
        cleared = ""
        if [len(row) for row in self._rows] != [len(row) for row in rows]:
            cleared = "\x1b[m\x1b[2J"
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
        """Return the rows as they should be, or `None` where that is not known."""
        if isinstance(update, LayoutUpdate):
            rows = [list(_cells(line, console)) for line in update.strips]
            width = update.region.width if update.region.offset == (0, 0) else -1
        else:
            rows = list(self._rows)
            width = len(rows[0]) if rows else -1
            for y in {y for y, _, _ in update.spans} if rows else ():
                rows[y] = list(rows[y])
                for x, strip in update.chops[y].items():
                    if strip is not None:
                        rows[y][x : x + strip.cell_length] = _cells([strip], console)
        return rows if width >= 0 and all(len(row) == width for row in rows) else None


class _Shorter(CompositorUpdate):
    """An update that the painter writes."""

    def __init__(self, painter: Painter, update: LayoutUpdate | ChopsUpdate) -> None:
        self._painter, self._update = painter, update

    def render_segments(self, console: Console) -> str:
        return self._painter.way(self._update, console)


def _cells(strips: Iterable[Strip], console: Console) -> Iterator[Cell]:
    for strip in strips:
        for text, style, _ in strip:
            codes = _codes(style, console.color_system) if style is not None else ""
            blank = (" ", codes) if _SEEN_ON_BLANKS.search(codes) else _BLANK
            if cell_len(text) == len(text):
                yield from (blank if char == " " else (char, codes) for char in text)
            else:
                yield from _uneven(text, codes)


def _uneven(text: str, codes: str) -> Iterator[Cell]:
    """Yield the cells of text in which a character takes two cells, or shares one with another."""
    held = ""
    for char in text:
        size = cell_len(char)
        if not size:
            held += char
            continue
        if held:
            yield held, codes
        held = char
        if size > 1:
            yield held, codes
            held = ""
            yield from [("", codes)] * (size - 1)
    if held:
        yield held, codes


@lru_cache(maxsize=256)
def _codes(style: Style, colours: str | None) -> str:
    """Return the codes of a style, without those for what a terminal does by itself."""
    before = style.render("x", color_system=COLOR_SYSTEMS.get(colours or "")).partition("x")[0]
    return ";".join(
        code
        for found in _SEQUENCE.findall(before)
        for code in _CODE.findall(found)
        if code not in _STOCK
    )


def _changed(y: int, seen: list[Cell], row: list[Cell]) -> Iterator[str]:
    """Yield what to write so that row `y` (from 0) shows `row` where it showed `seen`."""
    width = end = len(row)
    while end and row[end - 1] == _BLANK:
        end -= 1
    for first, last in _runs(seen, row, end):
        yield f"\x1b[{y + 1};{first + 1}H"
        yield from _painted(row[first:last])
    if end < width and seen[end:] != row[end:]:  # the rest of the row is cleared in one go
        yield f"\x1b[{y + 1};{end + 1}H\x1b[K"


def _runs(seen: list[Cell], row: list[Cell], end: int) -> Iterator[tuple[int, int]]:
    """Yield from where to where the two differ before column `end`; close differences as one."""
    runs: list[list[int]] = []
    for x in (x for x in range(end) if seen[x] != row[x]):
        if runs and x - runs[-1][1] <= _GAP:
            runs[-1][1] = x
        else:
            runs.append([x, x])
    for first, last in runs:
        yield _whole(first, last + 1, row)


def _whole(first: int, last: int, row: list[Cell]) -> tuple[int, int]:
    """Return the same stretch, widened so that no wide character is cut in two."""
    while first and not row[first][0]:
        first -= 1
    while last < len(row) and not row[last][0]:
        last += 1
    return first, last


def _painted(cells: list[Cell]) -> Iterator[str]:
    """Yield the cells in their styles, each style ended with the stock one."""
    for codes, group in groupby(cells, key=lambda cell: cell[1]):
        text = "".join(char for char, _ in group)
        yield f"\x1b[{codes}m{text}\x1b[m" if codes else text
