"""The document as a PDF: set as large as its pages allow, the day's part first, what is read once in two columns."""

from __future__ import annotations

from itertools import groupby, product
from typing import Final

from attrs import frozen

from wizard.catalog import Catalog
from wizard.summary.drawings import pictures
from wizard.summary.forms import Made
from wizard.summary.model import Document
from wizard.summary.pdf_pieces import Piece, Setter
from wizard.summary.pdf_sheet import MARGIN, Sheet
from wizard.summary.shapes import Picture

_SIZES: Final = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
_CALM: Final = _SIZES[:4]  # in this type sections are kept whole, and one page is better than two
_READABLE: Final = 8.0  # rather a third page than less, where three are allowed
_GUTTER: Final = 18.0
_STEP: Final = 4.0  # by which two columns are made longer until they hold a band


@frozen
class _Placed:
    """A piece where it is drawn; pages count from 0."""

    page: int
    x: float
    y: float
    piece: Piece


def render(made: Made, catalog: Catalog) -> bytes:
    """The document as a PDF of two pages at most, three where two cannot hold several cycles."""
    document = made.document
    sheet = Sheet(made.paper, document.title, made.profile.created)
    cycles = made.derived.answers.schedule.cycles or 1
    placed = _fitted(sheet, document, pictures(made, catalog), 2 if cycles == 1 else 3)
    last = placed[-1].page
    for page in range(last + 1):
        sheet.add_page()
        for each in placed:
            if each.page == page:
                each.piece.draw(sheet, each.x, each.y)
        sheet.foot(page + 1, last + 1)
    return bytes(sheet.output())


def _fitted(sheet: Sheet, document: Document, vectors: dict[str, Picture], most: int) -> list[_Placed]:
    """Everything in its place, in the largest type that keeps to so many pages."""
    readable = [size for size in _SIZES if size >= _READABLE]
    trials = [
        *((1, size, True) for size in _CALM),
        *((2, size, True) for size in _CALM),
        *((2, size, whole) for size, whole in product(readable, (True, False))),
        *((most, size, whole) for size, whole in product(_SIZES, (True, False))),
    ]
    tried: dict[tuple[float, bool], list[_Placed]] = {}
    placed: list[_Placed] = []
    for pages, size, whole in trials:
        if (size, whole) not in tried:
            tried[size, whole] = _Flow(sheet, whole=whole).flow(Setter(sheet, size, vectors), document)
        placed = tried[size, whole]
        if placed[-1].page < pages:
            break
    return placed


class _Flow:
    """Where the next piece goes."""

    def __init__(self, sheet: Sheet, *, whole: bool) -> None:
        self.whole = whole  # a section stays on one page where a page can hold it
        self.width = sheet.w - 2 * MARGIN
        self.end = sheet.h - MARGIN
        self.page = 0
        self.y = MARGIN
        self.placed: list[_Placed] = []

    def flow(self, setter: Setter, document: Document) -> list[_Placed]:
        """The whole document, from the top of the first page."""
        self._place(setter.title(document.title, self.width), MARGIN)
        for detail, sections in groupby(document.sections, key=lambda section: section.detail):
            if detail:
                narrow = (self.width - _GUTTER) / 2
                self._band([piece for section in sections for piece in setter.section(section, narrow)])
                continue
            for section in sections:
                self._full(setter.section(section, self.width))
        return self.placed

    def _holds(self, pieces: list[Piece]) -> bool:
        """Whether the rest of the page can hold these pieces; an empty page can hold any."""
        return self.y <= MARGIN or self.y + pieces[0].gap + _height(pieces) <= self.end

    def _place(self, piece: Piece, x: float) -> None:
        self.y += piece.gap if self.y > MARGIN else 0
        self.placed.append(_Placed(self.page, x, self.y, piece))
        self.y += piece.height

    def _turn(self) -> None:
        self.page += 1
        self.y = MARGIN

    def _full(self, pieces: list[Piece]) -> None:
        """Pieces over the whole width, one below the other."""
        if self.whole and not self._holds(pieces) and _height(pieces) <= self.end - MARGIN:
            self._turn()
        for run in _kept(pieces):
            if not self._holds(run):
                self._turn()
            for piece in run:
                self._place(piece, MARGIN)

    def _band(self, pieces: list[Piece]) -> None:
        """Pieces in two columns of even length, over as many pages as they take."""
        runs = _kept(pieces)
        while runs:
            top = self.y + (runs[0][0].gap if self.y > MARGIN else 0)
            room = self.end - top
            length = min(room, _height([piece for run in runs for piece in run]) / 2)
            while len(columns := _columns(runs, length)) > 2 and length < room:  # noqa: PLR2004 - two columns
                length = min(room, length + _STEP)
            if top > MARGIN and any(_height([piece for run in column for piece in run]) > room for column in columns[:2]):
                self._turn()
                continue
            bottom = top
            for number, column in enumerate(columns[:2]):
                self.y = top
                x = MARGIN + number * (self.width + _GUTTER) / 2
                for index, piece in enumerate(piece for run in column for piece in run):
                    self.y += piece.gap if index else 0
                    self.placed.append(_Placed(self.page, x, self.y, piece))
                    self.y += piece.height
                bottom = max(bottom, self.y)
            self.y = bottom
            runs = [run for column in columns[2:] for run in column]
            if runs:
                self._turn()


def _kept(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces with what must follow them."""
    runs: list[list[Piece]] = [[]]
    for piece in pieces:
        runs[-1].append(piece)
        if not piece.keep:
            runs.append([])
    return [run for run in runs if run]


def _columns(runs: list[list[Piece]], length: float) -> list[list[list[Piece]]]:
    """The runs over columns of that length."""
    columns: list[list[list[Piece]]] = [[]]
    for run in runs:
        filled = [piece for other in columns[-1] for piece in other]
        if filled and _height([*filled, *run]) > length:
            columns.append([])
        columns[-1].append(run)
    return columns


def _height(pieces: list[Piece]) -> float:
    """How tall they are together, at the top of a column."""
    return sum(piece.gap + piece.height for piece in pieces) - pieces[0].gap
