"""The document as a PDF in type of one size; what is read once is in two columns."""

from __future__ import annotations

from itertools import groupby
from typing import Final, TypeVar

from attrs import frozen

from wizard.report.blocks import Document
from wizard.report.export.pdf_sheet import MARGIN, Piece, Setter, Sheet
from wizard.report.export.registry import Made
from wizard.report.export.vectors import pictures

_SIZE: Final = 10.0  # points
_GUTTER: Final = 18.0
_TWO: Final = 2  # columns
_UNEVEN: Final = 1.35  # how much longer than half a column may be, for the sake of whole sections
_STEP: Final = 4.0  # by which two columns are made longer until they hold a band

T = TypeVar("T")


@frozen
class _Placed:
    """A piece where it is drawn; pages count from 0."""

    page: int
    x: float
    y: float
    piece: Piece


def render(made: Made) -> bytes:
    """Return the document as a PDF of as many pages as it needs."""
    document = made.document
    sheet = Sheet(made.paper, document.title, made.profile.created)
    placed = _Flow(sheet).flow(Setter(sheet, _SIZE, pictures(made)), document)
    last = placed[-1].page
    for page in range(last + 1):
        sheet.add_page()
        for each in placed:
            if each.page == page:
                each.piece.draw(sheet, each.x, each.y)
        sheet.foot(page + 1, last + 1)
    return bytes(sheet.output())


class _Flow:
    """Where the next piece goes."""

    def __init__(self, sheet: Sheet) -> None:
        self.width = sheet.w - 2 * MARGIN
        self.end = sheet.h - MARGIN
        self.page = 0
        self.y = MARGIN
        self.placed: list[_Placed] = []

    def flow(self, setter: Setter, document: Document) -> list[_Placed]:
        """Place the whole document, from the top of the first page."""
        self._place(setter.title(document.title, self.width), MARGIN)
        for detail, sections in groupby(document.sections, key=lambda section: section.detail):
            if detail:
                narrow = (self.width - _GUTTER) / 2
                self._band([setter.section(section, narrow) for section in sections])
                continue
            for section in sections:
                if section.page:
                    self._turn()
                self._full(setter.section(section, self.width))
        return self.placed

    def _holds(self, pieces: list[Piece]) -> bool:
        """Tell whether the rest of the page can hold these pieces; an empty page can hold any."""
        return self.y <= MARGIN or self.y + pieces[0].gap + _height(pieces) <= self.end

    def _place(self, piece: Piece, x: float) -> None:
        self.y += piece.gap if self.y > MARGIN else 0
        self.placed.append(_Placed(self.page, x, self.y, piece))
        self.y += piece.height

    def _turn(self) -> None:
        self.page += 1
        self.y = MARGIN

    def _full(self, pieces: list[Piece]) -> None:
        """Place a section over the whole width, on one page where a page can hold it."""
        if not self._holds(pieces) and _height(pieces) <= self.end - MARGIN:
            self._turn()
        for run in _kept(pieces):
            if not self._holds(run):
                self._turn()
            for piece in run:
                self._place(piece, MARGIN)

    def _band(self, sections: list[list[Piece]]) -> None:
        """Place sections in two columns, over as many pages as they take."""
        runs = _kept(_flat(sections))
        columns = _level(sections, runs, self._room(runs))
        if not columns and _level(sections, runs, self.end - MARGIN):
            self._turn()
            columns = _level(sections, runs, self._room(runs))
        while runs:
            columns = (
                columns or _level(runs, runs, self._room(runs)) or _columns(runs, self._room(runs))
            )
            if self.y > MARGIN and any(
                _height(_flat(column)) > self._room(runs) for column in columns[:2]
            ):
                self._turn()  # not even one run fits here
            else:
                self._side_by_side(columns[:2])
                runs = _flat(columns[2:])
                if runs:
                    self._turn()
            columns = []

    def _room(self, runs: list[list[Piece]]) -> float:
        """Return the height of columns that begin with these runs here."""
        return self.end - self.y - (runs[0][0].gap if self.y > MARGIN else 0)

    def _side_by_side(self, columns: list[list[list[Piece]]]) -> None:
        top = self.end - self._room(columns[0])
        bottom = top
        for number, column in enumerate(columns):
            y = top
            for index, piece in enumerate(_flat(column)):
                y += piece.gap if index else 0
                self.placed.append(
                    _Placed(self.page, MARGIN + number * (self.width + _GUTTER) / 2, y, piece)
                )
                y += piece.height
            bottom = max(bottom, y)
        self.y = bottom


def _level(
    sections: list[list[Piece]], runs: list[list[Piece]], room: float
) -> list[list[list[Piece]]]:
    """Return two columns of about the same length, at most `room`, or none if that is too little.

    A section is broken only where the columns would be very uneven otherwise.
    """
    half = _height(_flat(runs)) / 2
    for parts, longest in ((sections, min(room, half * _UNEVEN)), (runs, room)):
        length = min(half, room)
        while len(columns := _columns(parts, length)) > _TWO and length < longest:
            length = min(longest, length + _STEP)
        if len(columns) <= _TWO and all(_height(_flat(column)) <= room for column in columns):
            return columns
    return []


def _flat(parts: list[list[T]]) -> list[T]:
    return [each for part in parts for each in part]


def _kept(pieces: list[Piece]) -> list[list[Piece]]:
    """Group pieces with those that must follow them."""
    runs: list[list[Piece]] = [[]]
    for piece in pieces:
        runs[-1].append(piece)
        if not piece.keep:
            runs.append([])
    return [run for run in runs if run]


def _columns(runs: list[list[Piece]], length: float) -> list[list[list[Piece]]]:
    """Spread the runs over columns of that length."""
    columns: list[list[list[Piece]]] = [[]]
    for run in runs:
        filled = _flat(columns[-1])
        if filled and _height([*filled, *run]) > length:
            columns.append([])
        columns[-1].append(run)
    return columns


def _height(pieces: list[Piece]) -> float:
    """Return how tall the pieces are together, at the top of a column."""
    return sum(piece.gap + piece.height for piece in pieces) - pieces[0].gap
