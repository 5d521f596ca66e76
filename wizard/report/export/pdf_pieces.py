"""The blocks of a document as pieces of a page: each knows its height before it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from typing import Final

from attrs import evolve, field, frozen

from wizard.report.export.pdf_sheet import Role, Sheet
from wizard.report.model import Block, Bullets, Drawing, Numbered, Pairs, Paragraph, Section, Table
from wizard.report.shapes import Picture, Words

_LEADING: Final = 1.24
_PAD: Final = 8.0
_LABELS: Final = 0.3  # of the width, at most, for the labels of pairs
_CELL_GAP: Final = 10.0
_BIG: Final = 1.2  # the dose, against what stands around it
_DETAIL: Final = 0.92  # what is read once, against what is read every day
_WIDEST: Final = 500.0  # a drawing
_ABOVE: Final = 1.5  # the text of a row, below its line
_FRAMED: Final = frozenset({"dose", "stop"})

Draw = Callable[[Sheet, float, float], None]


@frozen
class Piece:
    """A part of a page that is not broken: its height, the gap above it, and whether the next one must follow it."""

    height: float
    draw: Draw
    gap: float = 0.0
    keep: bool = False


@frozen
class _Run:
    """Lines of text in one style, `x` from the left of the piece, the first baseline `down` from its top."""

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
        """The title of the document."""
        size = self.size * 1.6
        return self._text(
            [_Run(self.sheet.wrap(text, width, size, bold=True), size, bold=True)], role="/H1"
        )

    def section(self, section: Section, width: float) -> list[Piece]:
        """The heading and the blocks of a section; in a frame, what matters most."""
        setter = evolve(self, size=self.size * _DETAIL) if section.detail else self
        if section.id not in _FRAMED:
            # Another size of this class
            return list(setter._pieces(section, width))  # noqa: SLF001
        return [
            _framed(
                list(self._pieces(section, width - 2 * _PAD)),
                width,
                gap=self.size,
                heavy=section.id == "stop",
            )
        ]

    def _pieces(self, section: Section, width: float) -> Iterator[Piece]:
        size = self.size * 1.12
        heading = [_Run(self.sheet.wrap(section.title, width, size, bold=True), size, bold=True)]
        yield evolve(self._text(heading, role="/H2"), gap=self.size * 0.75, keep=True)
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
                lines = self.sheet.wrap(text, width, self.size, bold=bold)
                yield evolve(self._text([_Run(lines, self.size, bold=bold)]), gap=self.size * 0.2)
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

    def _text(self, runs: Sequence[_Run], *, role: Role = "/P", least: float = 0.0) -> Piece:
        height = max(least, *(len(run.lines) * run.size * _LEADING for run in runs))
        return Piece(height, partial(_draw_text, runs, role))

    def _item(self, sign: str, item: str, width: float) -> Piece:
        """An item of a list: its sign hangs before it."""
        hang = self.sheet.width_of(f"{sign} ", self.size)
        return self._text(
            [
                _Run([sign], self.size),
                _Run(self.sheet.wrap(item, width - hang, self.size), self.size, hang),
            ]
        )

    def _pairs(self, rows: Sequence[tuple[str, str]], width: float) -> Iterator[Piece]:
        widest = max(self.sheet.width_of(label, self.size, bold=True) for label, _ in rows)
        column = min(widest, width * _LABELS)
        start = column + self.size * 0.8
        for label, value in rows:
            yield self._text(
                [
                    _Run(
                        self.sheet.wrap(label, column, self.size, bold=True), self.size, bold=True
                    ),
                    _Run(self.sheet.wrap(value, width - start, self.size), self.size, start),
                ]
            )

    def _table(self, table: Table, width: float) -> Iterator[Piece]:
        """Columns as wide as their cells; the first one is folded where it must be."""
        columns = list(zip(table.header, *table.rows, strict=True))
        wide = [
            max(self.sheet.width_of(cell, self.size, bold=True) for cell in column) + _CELL_GAP
            for column in columns
        ]
        spare = width - sum(wide[1:])
        wide[0] = min(wide[0], spare)
        starts = [0.0, *accumulate(wide[:-1])]
        for number, row in enumerate((table.header, *table.rows)):
            bold = number == 0
            cells = [
                _Run(
                    self.sheet.wrap(cell, each - _CELL_GAP / 2, self.size, bold=bold),
                    self.size,
                    start,
                    bold=bold,
                )
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
        wide = min(width, _WIDEST, _WIDEST * self.size / 9)
        height = picture.height * wide / _WIDEST
        return Piece(
            height, lambda sheet, x, y: sheet.picture(picture, x, y, wide), gap=self.size * 0.6
        )


def _draw_text(runs: Sequence[_Run], role: Role, sheet: Sheet, x: float, y: float) -> None:
    with sheet.tagged(role):
        for run in runs:
            for number, line in enumerate(run.lines):
                baseline = y + (number + 0.8) * run.size * _LEADING
                sheet.say(Words(x + run.x, baseline, line, run.size, bold=run.bold))


def _ruled(row: Piece, width: float) -> Draw:
    """The row under a line."""

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
