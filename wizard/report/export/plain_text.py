"""The document as plain text: for the screen, for a pipe, and in pages for `lp`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import evolve

from wizard.report.blocks import (
    Block,
    Bullets,
    Document,
    Drawing,
    Numbered,
    Pairs,
    Paragraph,
    Section,
    Table,
    parts,
)
from wizard.report.export.registry import Made
from wizard.text.layout import columns, fold, folded, stacked, tabled
from wizard.text.translation import N_, _

WIDTH: Final = 80
PAGE: Final = 66
_LEAST: Final = 40
_ROOM: Final = PAGE - 1  # the number of the page stands below
_TOGETHER: Final = 2  # lines that a section keeps together at either end of a page
_INDENT: Final = "  "
FOOT: Final = N_("page {number} of {pages}")


def render(document: Document, width: int = WIDTH) -> str:
    """Return the whole document without pages, in lines of at most `width` columns, or of 40."""
    width = max(width, _LEAST)
    lines = [line for section in _set(document, document.sections, width) for line in section]
    return "\n".join(lines) + "\n"


def dose_last(document: Document) -> Document:
    """Return the document with the dose and the signs to stop at its end.

    What is printed last is what is still seen above the prompt of a shell.
    """
    last = [each for each in document.sections[1:] if each.id in {"dose", "stop"}]
    others = [each for each in document.sections if each not in last]
    return evolve(document, sections=(*others, *last))


def printed(made: Made) -> str:
    """Return the document of a profile, in pages."""
    return paged(made.document)


def paged(document: Document) -> str:
    """Return the document in numbered pages of 66 lines of 80 columns, a form feed between them.

    What begins a page of its own and follows on it is set compactly where it fits one page only
    then, and on page 1 wherever it needs more: a longer language has the signs to stop there too. A
    section is kept on one page where it fits.
    """
    pages: list[list[str]] = []
    for part in parts(document.sections):
        calm = _pages(_set(document, part, WIDTH))
        compact = _pages(_set(document, part, WIDTH, calm=False))
        pages += compact if len(calm) > 1 and (len(compact) == 1 or not pages) else calm
    told = _(FOOT)
    texts = []
    for number, lines in enumerate(pages, start=1):
        foot = told.format(number=number, pages=len(pages)).rjust(WIDTH)
        texts.append("\n".join([*lines, *[""] * (_ROOM - len(lines)), foot]))
    return "\f".join(texts) + "\n"


def _pages(sections: Sequence[list[str]]) -> list[list[str]]:
    """Spread sections over pages.

    Each stays whole where a page can hold it, or else has two lines at either end.
    """
    pages: list[list[str]] = [[]]
    for section in sections:
        lines = section if pages[-1] or section[0] else section[1:]
        while len(lines) > (left := _ROOM - len(pages[-1])):
            fits = min(left, len(lines) - _TOGETHER)
            if len(lines) <= _ROOM or fits < 2 * _TOGETHER:  # a gap and the heading are two lines
                fits = 0
            pages[-1] += lines[:fits]
            lines = lines[fits:]
            pages.append([])
            lines = lines if lines[0] else lines[1:]  # no empty line at the top of a page
        pages[-1] += lines
    return pages


def _set(
    document: Document, sections: Sequence[Section], width: int, *, calm: bool = True
) -> list[list[str]]:
    """Return the lines of each section. Compact lines have no gaps between them."""
    gap = [""] if calm else []
    made = []
    for section in sections:
        if section is document.sections[0]:  # it stands right under the title
            head = fold(document.title, width)
            head += ["=" * max(map(columns, head))] if calm else []
        else:
            head = [*gap, *(fold(section.title, width) if section.title else ())]
        made.append([*head, *_body(section, width, calm=calm)])
    return made


def _body(section: Section, width: int, *, calm: bool) -> Iterator[str]:
    """Yield the lines of the blocks, with a gap on both sides of a table or a drawing."""
    before: Block | None = None
    for block in section.blocks:
        if before and isinstance(block, Drawing | Table) | isinstance(before, Drawing | Table):
            yield from [""] if calm else []
        for line in _block(block, width - len(_INDENT), calm=calm):
            yield f"{_INDENT}{line}".rstrip()
        before = block


def _block(block: Block, width: int, *, calm: bool) -> list[str]:
    match block:
        case Paragraph(text):
            return fold(text, width)
        case Bullets(items):
            return [line for item in items for line in fold(f"- {item}", width, then="  ")]
        case Numbered(items):
            return [
                line
                for number, item in enumerate(items, start=1)
                for line in fold(f"{number}. {item}", width, then="   ")
            ]
        case Pairs(rows):
            return _pairs(rows, width)
        case Table(header, rows, in_words):
            lines = (
                folded(header, rows, width) if in_words else tabled(header, rows, width, rule=calm)
            )
            return lines or stacked(header, rows, width)
        case Drawing(says=says):
            lines = list(block.lines)
            return lines if max(map(columns, lines)) <= width else fold(says, width)


def _pairs(rows: tuple[tuple[str, str], ...], width: int) -> list[str]:
    margin = max(len(label) for label, _value in rows) + 2
    return [
        line
        for label, value in rows
        for line in fold(f"{label:{margin}}", width, then=" " * margin, text=value)
    ]
