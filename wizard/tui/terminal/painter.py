"""A copy of the terminal's cells, so that only the cells that change are sent.

Textual sends whole rows and regions again. Over a slow line that is most of what a key costs. Here
an update of Textual only says what should be seen, and the shortest way there is written instead:
a style runs over the blanks between words, all that has one style is written before what has
another, and blanks of one ground are erased in one go.
Without it the first frame takes 13,565 bytes in place of some 750, a move in a list 1,837 in place
of some 120, and going on to the next question about 5,000 in place of some 550. Updates of a kind
that is not known here, or that do not fit what was seen before, are written as
Textual gives them. Where Textual no longer has `textual._compositor`, the wizard does not start:
that is why `pyproject.toml` asks for one minor version of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any, Final, NamedTuple

from rich.cells import cell_len
from rich.color import Color, ColorType
from rich.console import COLOR_SYSTEMS, Console
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip


class Pen(NamedTuple):
    """How cells are written: the code of each kind, empty for what a terminal does by itself."""

    ground: str = ""
    line: str = ""
    reverse: str = ""
    strike: str = ""
    colour: str = ""
    weight: str = ""
    italic: str = ""


Cell = tuple[str, Pen]
"""A character and its pen. The second half of a wide character is an empty text."""

_OFF: Final = Pen("49", "24", "27", "29", "39", "22", "23")
_PLAIN: Final = Pen()
_STEPS: Final = (0, 95, 135, 175, 215, 255)
_FIXED: Final = {
    (red, green, blue): 16 + 36 * i + 6 * j + k
    for i, red in enumerate(_STEPS)
    for j, green in enumerate(_STEPS)
    for k, blue in enumerate(_STEPS)
} | {(grey, grey, grey): 232 + number for number, grey in enumerate(range(8, 239, 10))}
"""The colours that have the same number in every terminal: six steps of each, and greys."""
_GAP: Final = 3
"""The most unchanged cells between two changes that are cheaper to send than to step over."""
_ERASED: Final = 9
"""The most blanks that are cheaper to send than to erase and step over."""


class Painter:
    """A copy of what the terminal shows, empty at first.

    `erases` says that the terminal erases with the ground of the pen, as all do but GNU screen.
    """

    def __init__(self, *, erases: bool = True) -> None:
        self._rows: list[list[Cell]] = []
        self._erases = erases
        self._pen: Pen | None = None

    def forget(self) -> None:
        """Expect nothing of the terminal, which was resized or written to by something else."""
        self._rows, self._pen = [], None

    def shorter(self, update: Any) -> Any:
        """Return the same update, written in the shortest way if its kind is known here."""
        return _Shorter(self, update) if isinstance(update, LayoutUpdate | ChopsUpdate) else update

    def way(self, update: LayoutUpdate | ChopsUpdate, console: Console) -> str:
        """Return what to write to the terminal so that it shows this update."""
        rows = self._wanted(update, console)
        if rows is None:
            self.forget()
            return update.render_segments(console)
        way = _Way(self._pen, erases=self._erases)
        if [len(row) for row in self._rows] != [len(row) for row in rows]:
            self._rows = way.clear(rows)
        for y, (seen, row) in enumerate(zip(self._rows, rows, strict=True)):
            if seen != row:
                way.change(y, seen, row)
        way.write(rows)
        self._rows, self._pen = rows, way.pen
        return "".join(way.written)

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


class _Piece(NamedTuple):
    """What is written at one place with one pen: text, or a code that erases."""

    y: int
    x: int
    pen: Pen
    text: str
    is_blank: bool
    wide: int


class _Way:
    """What is written for one update. It knows the pen and the cursor after what it has written."""

    def __init__(self, pen: Pen | None, *, erases: bool) -> None:
        self.written: list[str] = []
        self.pen = pen
        self._erases = erases
        self._x, self._y = -1, -1
        self._pieces: list[_Piece] = []

    def clear(self, rows: list[list[Cell]]) -> list[list[Cell]]:
        """Clear the screen to the ground of its last cell, and return what it shows then."""
        corner = rows[-1][-1]
        blank = corner if self._is_erased(corner) else (" ", _PLAIN)
        self._take(blank[1], is_blank=True)
        self.written.append("\x1b[2J")
        return [[blank] * len(row) for row in rows]

    def change(self, y: int, seen: list[Cell], row: list[Cell]) -> None:
        """Have row `y` (from 0) show `row` where it showed `seen`."""
        end = len(row)
        while end and row[end - 1] == row[-1] and self._is_erased(row[-1]):
            end -= 1
        for first, last in _runs(seen, row, end):
            self._cut(first, y, row[first:last])
        if seen[end:] != row[end:]:  # the rest of the row is erased in one go
            self._pieces.append(_Piece(y, end, row[-1][1], "\x1b[K", is_blank=True, wide=0))

    def write(self, rows: list[list[Cell]]) -> None:
        """Write all changes, those of one pen after each other: to move is shorter than to switch.

        The pen in use comes first.
        """
        groups: dict[Pen, list[_Piece]] = {}
        for piece in self._pieces:
            groups.setdefault(piece.pen, []).append(piece)
        for pen in sorted(groups, key=lambda each: each != self.pen):
            for piece in groups[pen]:
                self._go(piece.x, piece.y)
                self._take(pen, is_blank=piece.is_blank)
                self.written.append(piece.text)
                # At the right edge the cursor stays on the last column
                self._x = piece.x + piece.wide if piece.x + piece.wide < len(rows[0]) else -1

    def _cut(self, x: int, y: int, cells: list[Cell]) -> None:
        """Cut these cells into pieces; blanks go with the words beside them where they can."""
        for (pen, is_blank), same in groupby(cells, lambda cell: (cell[1], cell[0] == " ")):
            chars = [char for char, _ in same]
            piece = _Piece(y, x, pen, "".join(chars), is_blank, number := len(chars))
            if number > _ERASED and is_blank and self._is_erased((" ", pen)):
                piece = piece._replace(text=f"\x1b[{number}X", wide=0)
            if self._pieces and (joined := _joined(self._pieces[-1], piece)) is not None:
                self._pieces[-1] = joined
            else:
                self._pieces.append(piece)
            x += number

    def _is_erased(self, cell: Cell) -> bool:
        """Return whether erasing gives such a cell."""
        char, pen = cell
        return char == " " and not any(pen[1:]) and (self._erases or not pen.ground)

    def _go(self, x: int, y: int) -> None:
        """Put the cursor there, by the shortest way from where it is."""
        if (x, y) != (self._x, self._y):
            ways = [f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H"]
            if self._x >= 0 and self._y <= y:
                by = x - self._x
                along = f"\x1b[{abs(by)}{'C' if by > 0 else 'D'}" if by else ""
                # The driver sees to it that a line feed keeps the column
                ways.append("\n" * (y - self._y) + along)
            self.written.append(min(ways, key=len))
            self._x, self._y = x, y

    def _take(self, pen: Pen, *, is_blank: bool) -> None:
        """Write with this pen from now on; blanks with any that looks like it there."""
        looks_like_it = is_blank and self.pen is not None and _blank(self.pen) == pen
        if pen != self.pen and not looks_like_it:
            self.written.append(_change(self.pen, pen))
            self.pen = pen


def _joined(first: _Piece, then: _Piece) -> _Piece | None:
    """Return two neighbours as one where one pen writes both, of which either may be blanks."""
    if not then.wide or (first.y, first.x + first.wide) != (then.y, then.x):
        return None
    text, wide = first.text + then.text, first.wide + then.wide
    if first.pen == then.pen or (then.is_blank and _blank(first.pen) == then.pen):
        is_blank = first.is_blank and then.is_blank
        return first._replace(text=text, wide=wide, is_blank=is_blank)
    if first.is_blank and _blank(then.pen) == first.pen:
        return then._replace(x=first.x, text=text, wide=wide)
    return None


@lru_cache(maxsize=1024)
def _change(now: Pen | None, pen: Pen) -> str:
    """Return what changes the pen, or sets it where it is not known."""
    if now is None:
        return f"\x1b[{';'.join(('0', *filter(None, pen)))}m"
    codes = []
    for before, after, off in zip(now, pen, _OFF, strict=True):
        if before != after:
            needs_off = off == _OFF.weight and before
            codes += [off] * bool(needs_off or not after) + [after] * bool(after)
    return f"\x1b[{';'.join(codes)}m"


@lru_cache(maxsize=256)
def _blank(pen: Pen) -> Pen:
    """Return what is seen of a pen on a blank."""
    colour = pen.colour if any(pen[1:4]) else ""
    return Pen(*pen[:4], colour)


def _cells(strips: Iterable[Strip], console: Console) -> Iterator[Cell]:
    for strip in strips:
        for text, style, _ in strip:
            pen = _pen(style, console.color_system) if style is not None else _PLAIN
            yield from _written(text, pen)


@lru_cache(maxsize=1024)
def _written(text: str, pen: Pen) -> tuple[Cell, ...]:
    """Return the cells of text; most of it was on the screen before."""
    if cell_len(text) == len(text):
        blank = (" ", _blank(pen))
        return tuple(blank if char == " " else (char, pen) for char in text)
    return tuple(_uneven(text, pen))


def _uneven(text: str, pen: Pen) -> Iterator[Cell]:
    """Yield the cells of text in which a character takes two cells, or shares one with another."""
    held = ""
    for char in text:
        size = cell_len(char)
        if not size:
            held += char
            continue
        if held:
            yield held, pen
        held = char
        if size > 1:
            yield held, pen
            held = ""
            yield from [("", pen)] * (size - 1)
    if held:
        yield held, pen


@lru_cache(maxsize=256)
def _pen(style: Style, colours: str | None) -> Pen:
    """Return the pen for a style in a terminal of so many colours."""
    return Pen(
        ground=_code(style.bgcolor, colours, foreground=False),
        line="21" if style.underline2 else "4" if style.underline else "",
        reverse="7" if style.reverse else "",
        strike="9" if style.strike else "",
        colour=_code(style.color, colours, foreground=True),
        weight=";".join(["1"] * bool(style.bold) + ["2"] * bool(style.dim)),
        italic="3" if style.italic else "",
    )


def _code(colour: Color | None, colours: str | None, *, foreground: bool) -> str:
    """Return the code of a colour: its number where it has one, which is shorter than its parts."""
    if colour is None or colours is None or colour.is_default:
        return ""
    triplet = colour.triplet
    number = _FIXED.get((triplet.red, triplet.green, triplet.blue)) if triplet else None
    if colours != "standard" and number is not None and colour.type is ColorType.TRUECOLOR:
        return f"{38 if foreground else 48};5;{number}"
    system = COLOR_SYSTEMS["standard" if colours == "standard" else "256"]
    return ";".join(colour.downgrade(system).get_ansi_codes(foreground))


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
