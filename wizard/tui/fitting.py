"""What fits the window: a page in lines of its width, and the parts to hide where it is low."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import Final

from textual.content import Content

from wizard.conversation.view import Card, Comparison, Part, Rows, Sheet, Text, Words
from wizard.text.layout import columns, fold, stacked, tabled
from wizard.tui.looks import ACCENT, DIM, STRONG, TONES, badge, marks

_LEAST_WIDTH: Final = 34
_MOST_WIDTH: Final = 92
_WIDEST: Final = 94  # leaves room for a scroll bar within the 96 columns of wizard.tcss
_MARGIN: Final = 6
_WIDE_COLUMNS: Final = 110
_LEAST_BESIDE: Final = 40
_MOST_BESIDE: Final = 60
_OF_A_LIST: Final = 80
_LEAST_CELL: Final = 12
_GAPS: Final = 4
_GAP: Final = 2
_INKS: Final[Mapping[str, str]] = {
    "": "",
    "strong": STRONG,
    "exact": STRONG,
    "soft": DIM,
    "accent": ACCENT,
    **TONES,
}
"""The style of words by what they mean."""
_YIELDS: Final = ("to-come", "steps", "note", "help")
"""Parts to hide in a low window, in this order: a person can do without them, or asks Why."""


def beside_width(columns: int, *, is_typed: bool) -> int:
    """Return the columns of what stands beside a question, with its rule, or 0 without room.

    A list has as much room as in a window of 80 columns before this gets more than it needs.
    """
    if columns < _WIDE_COLUMNS:
        return 0
    wide = columns * 3 // 7 if is_typed else columns - _OF_A_LIST
    return max(_LEAST_BESIDE, min(_MOST_BESIDE, wide))


def line_width(columns: int, beside: int) -> int:
    """Return the maximum width of a line in a list or a page, with so many columns beside it."""
    return min(_WIDEST, columns - _MARGIN - beside)


def laid_out(text: Text, width: int) -> Content:
    """Return the parts of a text with an empty line between them, in lines of `width` columns.

    Lines grow no longer than is easy to read.
    """
    easy = max(_LEAST_WIDTH, min(width, _MOST_WIDTH))
    return Content("\n\n").join(_part(part, easy) for part in text)


def _part(part: Part, width: int) -> Content:
    lines: Iterable[str | Content] = ()
    match part:
        case str():
            lines = fold("", width, text=part)
        case Rows(title, rows):
            lines = (_styled(title, "strong"), *_rows(rows, width))
        case Card():
            edge = _styled(f"{marks().edge} ", part.edge or "accent")
            lines = (edge + line for line in _card(part, width - edge.cell_length))
        case Comparison(header, compared):
            lines = _compared(header, compared, width)
        case Sheet():
            lines = _sheet(part, width)
    return Content("\n").join(map(_content, lines))


def _content(line: str | Content) -> Content:
    return Content(line) if isinstance(line, str) else line


def _styled(text: str, meaning: str) -> Content:
    return Content.styled(text, _INKS[meaning])


def _card(card: Card, width: int) -> Iterator[Content]:
    """Yield the lines of a card: its words in columns, or as many on a line as fit."""
    drawn = [[_cell(words) for words in line] for line in card.lines]
    for words, line in zip(card.lines, drawn, strict=True):
        alike = (other for other in drawn if len(other) == len(line))
        wide = [max(cell.cell_length for cell in column) for column in zip(*alike, strict=True)]
        if len(wide) > 1 and sum(wide) + _GAP * (len(wide) - 1) <= width:
            yield from _flowing(line, wide, width)
        else:
            pieces = list(_pieces(words, width))
            yield from _flowing(pieces, [0] * len(pieces), width)


def _pieces(line: Iterable[Words], width: int) -> Iterator[Content]:
    """Yield the words of a line, those with dots as one: a dose is not read over its end (R60).

    The dots are left out where the words need the room.
    """
    counted = [words for words in line if words.dots is not None]
    for words in line:
        if words not in counted:
            yield _cell(words)
        elif words is counted[0]:
            whole = Content("  ").join(map(_cell, counted))
            bare = (_cell(each._replace(dots=0)) for each in counted)
            yield whole if whole.cell_length <= width else Content("  ").join(bare)


def _flowing(cells: list[Content], wide: list[int], width: int) -> Iterator[Content]:
    """Yield the cells, each as `wide` as that or as it is, in lines of at most `width` columns."""
    line = Content("")
    for cell, least in zip(cells, wide, strict=True):
        gap = _GAP if line else 0
        if line and line.cell_length + gap + cell.cell_length > width:
            yield line
            line, gap = Content(""), 0
        *whole, last = _broken(cell, width)
        yield from whole
        line = line.pad_right(gap) + last.pad_right(max(0, least - last.cell_length))
    yield line.rstrip()


def _broken(cell: Content, width: int) -> list[Content]:
    """Return a cell, in lines where it is longer than one."""
    if cell.cell_length <= width:
        return [cell]
    style = cell.spans[-1].style if cell.spans else ""
    return [Content.styled(line, style) for line in fold(cell.plain, width)]


def _cell(words: Words) -> Content:
    if words.ink == "badge":
        return badge(words.text, "today")
    drops = marks().drop * (words.dots or 0)
    return _styled(f"{drops} " if drops else "", "accent") + _styled(words.text, words.ink)


def _rows(rows: tuple[tuple[str, str], ...], width: int) -> Iterator[Content]:
    """Yield the values in a column, and their labels before them, which are less to read."""
    margin = max((columns(label) for label, _ in rows), default=0) + 4
    for label, value in rows:
        lead = f"  {label}"
        lines = fold(lead.ljust(margin), width, then=" " * margin, text=value)
        yield _styled(lead, "soft") + Content(lines[0].removeprefix(lead))
        yield from map(Content, lines[1:])


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


def _sheet(sheet: Sheet, width: int) -> Iterator[Content]:
    """Yield the lines of a document. What is not indented is a title, and needs no rule below."""
    # The first page has no sheet, and should not wait for what renders one
    from wizard.report.export.plain_text import render  # noqa: PLC0415
    from wizard.tui.widgets.plan_pictures import boxed  # noqa: PLC0415

    lines = render(boxed(sheet.document), width).splitlines()
    rule = next(number for number, line in enumerate(lines) if set(line) == {"="})
    begin = rule + (not lines[rule + 1])  # under the title of the page there is a blank line
    for number, line in enumerate(lines):
        if number > begin or (number < rule and sheet.titled):
            yield _styled(line, "" if line.startswith(" ") else "strong")


def hidden(rows: int, width: int, words: Mapping[str, str], keys: int, body: int) -> frozenset[str]:
    """Return the names of the parts to hide in a window of so many rows and no empty lines.

    The question, the answer and the keys are never among them. `words` are the texts above and
    below the body, `keys` the rows of the keys, `body` is the least number of rows that it needs.
    """
    tall = {
        name: sum(len(fold("", width, text=line)) for line in words.get(name, "").splitlines())
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
