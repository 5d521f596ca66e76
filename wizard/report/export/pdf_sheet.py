"""The pages of a PDF, and the pieces that stand on them. Points throughout, y downwards.

English is set in the core fonts, of which nothing is embedded. They hold Latin-1 only, so a name in
another script is written in Latin letters there and stands as it is in the title of the file.
Another language is set in the fonts that ship with the program, which hold Cyrillic too; what a
file uses of them is embedded.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache, lru_cache, partial
from itertools import accumulate
from pathlib import Path
from typing import Final, Literal

from attrs import evolve, field, frozen
from fpdf import FPDF

from wizard import __version__
from wizard.report.blocks import Block, Bullets, Drawing, Numbered, Pairs, Paragraph, Section, Table
from wizard.report.export.plain_text import FOOT
from wizard.report.export.registry import Paper
from wizard.report.export.vectors import WIDTH, Line, Picture, Shape, Tone, Words
from wizard.text.layout import words
from wizard.text.translation import ENGLISH, _, spoken

MARGIN: Final = 36.0
_CORE: Final = "helvetica"
_SHIPPED: Final = "DejaVu Sans Condensed"
_FILES: Final = {"": "DejaVuSansCondensed.ttf", "B": "DejaVuSansCondensed-Bold.ttf"}
_FOLDER: Final = Path(__file__).parent / "fonts"
_COLOURS: Final[dict[Tone, tuple[int, int, int]]] = {
    "ink": (20, 24, 28),
    "soft": (95, 102, 110),
    "paper": (255, 255, 255),
    "liquid": (150, 195, 228),
    "light": (224, 232, 238),
    "strong": (70, 120, 165),
}
_FOOT: Final = 10.0
_SLACK: Final = 0.01  # a text is as wide as the sum of its words, but for rounding
_GLUE: Final = "\N{NO-BREAK SPACE}"
Role = Literal["/H1", "/H2", "/P", "/Figure"]


class Sheet(FPDF):
    """Pages of one paper, with title, language and date; nothing in it depends on the clock."""

    def __init__(self, paper: Paper, title: str, created: datetime) -> None:
        super().__init__(unit="pt", format=paper)
        self.set_margin(MARGIN)
        self.set_auto_page_break(auto=False)
        self.set_title(title)
        self.set_lang(spoken())
        self.set_creator(f"semax-wizard {__version__}")
        self.set_creation_date(created)
        self.font = _font(self)
        self.set_font(self.font)

    def width_of(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return how wide the text is."""
        return _width(text, bold, self.font) * size

    def wrap(self, text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
        """Return lines that fit the width; no figure is torn from its unit."""
        space, lines, line, taken = self.width_of(" ", size, bold=bold), list[str](), "", 0.0
        for word in words(text):
            for piece in self._pieces(word, width, size, bold=bold):
                wide = self.width_of(piece, size, bold=bold)
                if line and taken + space + wide > width + _SLACK:
                    lines.append(line)
                    line, taken = piece, wide
                else:
                    line, taken = (
                        (f"{line} {piece}", taken + space + wide) if line else (piece, taken + wide)
                    )
        return [*lines, line]

    def _pieces(self, word: str, width: float, size: float, *, bold: bool) -> Iterator[str]:
        while self.width_of(word, size, bold=bold) > width and len(word) > 1:
            cut = next(
                cut
                for cut in range(len(word) - 1, 0, -1)
                if cut == 1 or self.width_of(word[:cut], size, bold=bold) <= width
            )
            yield word[:cut]
            word = word[cut:]
        yield word

    @contextmanager
    def tagged(self, role: Role, says: str | None = None) -> Iterator[None]:
        """Make what is drawn within one element of the document's structure; `says` describes it.

        fpdf2 keeps these elements in one flat list: it has no nested ones for the cells of a table.
        """
        number = self.struct_builder.next_mcid_for_page(self.page)
        self._add_marked_content(struct_type=role, mcid=number, alt_text=says)
        self._out(f"{role} <</MCID {number}>> BDC")
        yield
        self._out("EMC")

    def say(self, line: Words) -> None:
        """Draw one line of text, from its left."""
        self.set_font(self.font, "B" if line.bold else "", line.size)
        self.set_text_color(*_COLOURS[line.tone])
        self.text(line.x, line.y, printable(line.text, self.font))

    def frame(
        self, corner: tuple[float, float], width: float, height: float, *, heavy: bool
    ) -> None:
        """Draw a box behind what is drawn next: heavy on white, or light on a shade."""
        self.set_fill_color(*_COLOURS["paper" if heavy else "light"])
        self.set_draw_color(*_COLOURS["ink" if heavy else "soft"])
        self.set_line_width(1.4 if heavy else 0.6)
        self.rect(*corner, width, height, style="DF")

    def rule(self, x: float, y: float, width: float) -> None:
        """Draw a thin line."""
        self.set_draw_color(*_COLOURS["soft"])
        self.set_line_width(0.5)
        self.line(x, y, x + width, y)

    def picture(self, picture: Picture, x: float, y: float, width: float) -> None:
        """Draw a vector drawing in that width."""
        scale = width / WIDTH
        with self.tagged("/Figure", printable(picture.says, self.font)):
            for part in picture.parts:
                match part:
                    case Line():
                        self.set_draw_color(*_COLOURS[part.tone])
                        self.set_line_width(part.width * scale)
                        self.line(
                            x + part.x1 * scale,
                            y + part.y1 * scale,
                            x + part.x2 * scale,
                            y + part.y2 * scale,
                        )
                    case Shape():
                        self._shape(part, x, y, scale)
                    case Words():
                        wide = self.width_of(part.text, part.size * scale, bold=part.bold)
                        shift = {"start": 0.0, "middle": wide / 2, "end": wide}[part.anchor]
                        self.say(
                            evolve(
                                part,
                                x=x + part.x * scale - shift,
                                y=y + part.y * scale,
                                size=part.size * scale,
                            )
                        )

    def _shape(self, shape: Shape, x: float, y: float, scale: float) -> None:
        self.set_fill_color(*_COLOURS[shape.fill])
        self.set_draw_color(*_COLOURS[shape.outline or shape.fill])
        self.set_line_width(0.6 * scale)
        self.polygon(
            [(x + across * scale, y + down * scale) for across, down in shape.points], style="DF"
        )

    def foot(self, number: int, last: int) -> None:
        """Draw the number of the page, outside the document's structure."""
        text = _(FOOT).format(number=number, pages=last)
        self._out("/Artifact BMC")
        left = self.w - MARGIN - self.width_of(text, _FOOT)
        self.say(Words(left, self.h - MARGIN / 2, text, _FOOT, tone="soft"))
        self._out("EMC")


def _font(sheet: FPDF) -> str:
    """Give a sheet the fonts of the language that is spoken, and return the name of them."""
    if spoken() == ENGLISH:
        return _CORE
    for style, file in _FILES.items():
        sheet.add_font(_SHIPPED, style, _FOLDER / file)
    return _SHIPPED


@cache
def _ruler(font: str) -> FPDF:
    ruler = FPDF(unit="pt")
    if font == _SHIPPED:
        _font(ruler)
    return ruler


@lru_cache(maxsize=1 << 14)
def _width(text: str, bold: bool, font: str) -> float:  # noqa: FBT001 - a key of the cache
    """Return how wide the text is in type of one point."""
    ruler = _ruler(font)
    ruler.set_font(font, "B" if bold else "", 100)
    return float(ruler.get_string_width(printable(text, font))) / 100


def printable(text: str, font: str = _CORE) -> str:
    """Write the text in the letters of the font, with `?` for what has no Latin letters."""
    holds = _is_latin if font == _CORE else _is_shipped
    if not holds(text := text.replace(_GLUE, " ")):
        from anyascii import anyascii  # noqa: PLC0415 - only for names in other scripts

        text = "".join(
            char if holds(char) else anyascii(char) or "?"
            for char in unicodedata.normalize("NFC", text)
        )
    return text


def _is_shipped(text: str) -> bool:
    """Return whether the fonts that ship hold these letters: Latin-1, Cyrillic and signs."""
    return all(_is_latin(char) or "\u0400" <= char <= "\u045f" or char in _SIGNS for char in text)


_SIGNS: Final = "\u2013\u2014\u2116\u201c\u201e"  # dashes, the sign of a number and quotation marks


def _is_latin(text: str) -> bool:
    return max(text, default="") <= "\N{LATIN SMALL LETTER Y WITH DIAERESIS}"


_LEADING: Final = 1.14
_PAD: Final = 5.0
_LABELS: Final = 0.3  # of the width, at most, for the labels of pairs
_CELL_GAP: Final = 10.0
_BIG: Final = 1.1  # the dose, against what stands around it
_ABOVE: Final = 1.5  # the text of a row, below its line
_FRAMED: Final = frozenset({"dose", "stop"})

Draw = Callable[[Sheet, float, float], None]


@frozen
class Piece:
    """A part of a page that is not broken, with the gap above it.

    `keep` says that the next piece must follow it.
    """

    height: float
    draw: Draw
    gap: float = 0.0
    keep: bool = False


@frozen
class _Run:
    """Lines of text in one style, `x` from the left of the piece."""

    lines: Sequence[str]
    size: float
    x: float = 0.0
    bold: bool = False


@frozen
class Setter:
    """Sets sections in type of one size."""

    sheet: Sheet
    size: float
    pictures: dict[str, Picture] = field(factory=dict)

    def title(self, text: str, width: float) -> Piece:
        """Return the title of the document."""
        size = self.size * 1.4
        return self._text(
            [_Run(self.sheet.wrap(text, width, size, bold=True), size, bold=True)], role="/H1"
        )

    def section(self, section: Section, width: float) -> list[Piece]:
        """Return the heading and the blocks of a section; what matters most is in a frame."""
        if section.id not in _FRAMED:
            return list(self._pieces(section, width))
        return [
            _framed(
                list(self._pieces(section, width - 2 * _PAD)),
                width,
                gap=self.size * 0.6,
                heavy=section.id == "stop",
            )
        ]

    def _pieces(self, section: Section, width: float) -> Iterator[Piece]:
        size = self.size * 1.1
        heading = [_Run(self.sheet.wrap(section.title, width, size, bold=True), size, bold=True)]
        yield evolve(self._text(heading, role="/H2"), gap=self.size * 0.4, keep=True)
        for index, block in enumerate(section.blocks):
            loud = section.id == "dose" and isinstance(block, Paragraph)
            setter = evolve(self, size=self.size * _BIG) if loud and not index else self
            # Another size of this class
            yield from setter._block(section.id, block, width, bold=loud)  # noqa: SLF001
        if section.id == "dates" and section.id in self.pictures:
            yield self._picture(self.pictures[section.id], width)

    def _block(self, section: str, block: Block, width: float, *, bold: bool) -> Iterator[Piece]:
        match block:
            case Paragraph(text):
                yield evolve(self._text([self._run(text, width, bold=bold)]), gap=self.size * 0.2)
            case Bullets(items):
                for item in items:
                    yield self._item("-", item, width)
            case Numbered(items):
                for number, item in enumerate(items, start=1):
                    yield self._item(f"{number}.", item, width)
            case Pairs(rows):
                yield from self._pairs(rows, width)
            case Table():
                yield from self._table(block, width)
            case Drawing():
                yield self._picture(self.pictures[section], width)

    def _run(self, text: str, width: float, x: float = 0.0, *, bold: bool = False) -> _Run:
        return _Run(self.sheet.wrap(text, width, self.size, bold=bold), self.size, x, bold=bold)

    def _text(self, runs: Sequence[_Run], *, role: Role = "/P") -> Piece:
        height = max(len(run.lines) * run.size * _LEADING for run in runs)
        return Piece(height, partial(_draw_text, runs, role))

    def _item(self, sign: str, item: str, width: float) -> Piece:
        """Return an item of a list, with its sign hanging before it."""
        hang = self.sheet.width_of(f"{sign} ", self.size)
        return self._text([_Run([sign], self.size), self._run(item, width - hang, hang)])

    def _pairs(self, rows: Sequence[tuple[str, str]], width: float) -> Iterator[Piece]:
        widest = max(self.sheet.width_of(label, self.size, bold=True) for label, _value in rows)
        column = min(widest, width * _LABELS)
        start = column + self.size * 0.8
        for label, value in rows:
            yield self._text(
                [self._run(label, column, bold=True), self._run(value, width - start, start)]
            )

    def _table(self, table: Table, width: float) -> Iterator[Piece]:
        """Yield the rows; columns are as wide as their cells, but the first may be folded."""
        columns = list(zip(table.header, *table.rows, strict=True))
        wide = [
            max(self.sheet.width_of(cell, self.size, bold=True) for cell in column) + _CELL_GAP
            for column in columns
        ]
        wide[0] = min(wide[0], width - sum(wide[1:]))
        starts = [0.0, *accumulate(wide[:-1])]
        for number, row in enumerate((table.header, *table.rows)):
            bold = number == 0
            cells = [
                self._run(cell, each - _CELL_GAP / 2, start, bold=bold)
                for cell, each, start in zip(row, wide, starts, strict=True)
                if cell
            ]
            text = self._text(cells)
            # a row that goes on with the one above is not parted from it
            draw = _ruled(text, width) if row[0] else text.draw
            yield Piece(
                text.height + 2 * _ABOVE, draw, gap=self.size * 0.4 if bold else 0, keep=bold
            )

    def _picture(self, picture: Picture, width: float) -> Piece:
        wide = min(width, WIDTH, WIDTH * self.size / 9)
        return Piece(
            picture.height * wide / WIDTH,
            lambda sheet, x, y: sheet.picture(picture, x, y, wide),
            gap=self.size * 0.4,
        )


def _draw_text(runs: Sequence[_Run], role: Role, sheet: Sheet, x: float, y: float) -> None:
    with sheet.tagged(role):
        for run in runs:
            for number, line in enumerate(run.lines):
                baseline = y + (number + 0.8) * run.size * _LEADING
                sheet.say(Words(x + run.x, baseline, line, run.size, bold=run.bold))


def _ruled(row: Piece, width: float) -> Draw:
    """Put a line above the row."""

    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.rule(x, y, width)
        row.draw(sheet, x, y + _ABOVE)

    return draw


def _framed(pieces: list[Piece], width: float, *, gap: float, heavy: bool) -> Piece:
    height = sum(piece.gap + piece.height for piece in pieces) - pieces[0].gap + 2 * _PAD

    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.frame((x, y), width, height, heavy=heavy)
        top = y + _PAD - pieces[0].gap
        for piece in pieces:
            piece.draw(sheet, x + _PAD, top + piece.gap)
            top += piece.gap + piece.height

    return Piece(height, draw, gap=gap)
