"""The document as plain text: for the screen, for a pipe, and in pages for `lp`."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from itertools import product
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
)
from wizard.report.export.registry import Made
from wizard.text.layout import columns, fold, folded, stacked, tabled
from wizard.text.translation import N_, _, spoken

WIDTH: Final = 80
PAGE: Final = 66
_LEAST: Final = 40
_FOOT: Final = 1  # the number of the page
_MOST_PAGES: Final = (
    2,
    3,
)  # three only where two cannot hold it in any setting: nine findings and several cycles
_LONG: Final = 500  # characters of a list that is better kept a list
_TOGETHER: Final = 2  # lines that a section keeps together at either end of a page
_INDENT: Final = "  "


class _Setting(IntEnum):
    """How close the lines stand: the widest that fits is taken."""

    CALM = 0
    # what is read once runs on after its heading, long lists apart; steps run on; no gaps within a
    # section
    SNUG = 1
    CLOSE = 2  # long lists run on as well, and no empty lines between such sections
    PLAIN = 3  # no empty lines at all
    CLOSEST = 4  # nearly all sections run on after their headings
    DENSE = 5  # all lists but the signs to stop run on
    FLUSH = 6  # what runs on is not set in below its heading
    JOINED = 7  # all that follows the signs to stop is one text, with a bar before each heading


_STANDS_OUT: Final = {  # which sections keep a heading of their own even there
    _Setting.CLOSEST: frozenset({"dose", "measure", "stop"}),
    _Setting.DENSE: frozenset({"stop"}),
    _Setting.FLUSH: frozenset({"stop"}),
    _Setting.JOINED: frozenset({"stop"}),
}
_BAR: Final = "|"
_TURN: Final = "\f"  # above a section that begins a page


def render(document: Document, width: int = WIDTH) -> str:
    """Return the whole document without pages, in lines of at most `width` columns, or of 40."""
    sections = _sections(document, max(width, _LEAST), _Setting.CALM)
    lines = ("" if line == _TURN else line for section in sections for line in section)
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


def footer(document: Document) -> str:
    """Return the foot of each page, with places for its number and the number of pages."""
    told = N_("page {number} of {pages}")
    return _(told) if document.language == spoken() else told


def paged(document: Document) -> str:
    """Return the document in numbered pages of 66 lines of 80 columns, a form feed between them.

    Set as calmly as two pages allow; a section is kept on one page where it fits.
    """
    pages = _fitted(document)
    room = PAGE - _FOOT
    told = footer(document)
    texts = []
    for number, lines in enumerate(pages, start=1):
        foot = told.format(number=number, pages=len(pages)).rjust(WIDTH)
        texts.append("\n".join([*lines, *[""] * (room - len(lines)), foot]))
    return "\f".join(texts) + "\n"


def _fitted(document: Document) -> list[list[str]]:
    pages: list[list[str]] = []
    for most, setting, keep in product(_MOST_PAGES, _Setting, (True, False)):
        pages = _pages(_sections(document, WIDTH, setting), keep=keep)
        if len(pages) <= most:
            break
    return pages


def _pages(sections: list[list[str]], *, keep: bool) -> list[list[str]]:
    """Spread sections over pages.

    Each stays whole where `keep` and a page can hold it, or else has two lines at either end.
    """
    room = PAGE - _FOOT
    pages: list[list[str]] = [[]]
    for section in sections:
        lines = section
        if lines[0] == _TURN:
            lines = lines[1:]
            pages.append([])
        while len(lines) > (left := room - len(pages[-1])):
            fits = min(left, len(lines) - _TOGETHER)
            least = (
                _TOGETHER if lines[0] else 2 * _TOGETHER
            )  # with the empty line and the heading above it
            if fits < least or (keep and len(lines) <= room):
                fits = 0
            pages[-1] += lines[:fits]
            lines = lines[fits:]
            pages.append([])
            lines = lines if lines[0] else lines[1:]  # no empty line at the top of a page
        pages[-1] += lines
    return pages


def _sections(document: Document, width: int, setting: _Setting) -> list[list[str]]:
    """Return the lines of each section, with an empty line before it where there is one."""
    first, *others = _joined(document.sections) if setting is _Setting.JOINED else document.sections
    title = fold(document.title, width)
    rule = [] if setting >= _Setting.PLAIN else ["=" * max(map(columns, title))]
    sections = [[*title, *rule, *_body(first, width, setting)]]
    before = first
    for section in others:
        run_in = _runs_in(section, setting)
        apart = (
            []
            if setting >= _Setting.PLAIN or (run_in and before.detail and setting is _Setting.CLOSE)
            else [""]
        )
        lines = (
            _run_in(section, width, setting)
            if run_in
            else [
                *(fold(section.title, width) if section.title else ()),
                *_body(section, width, setting),
            ]
        )
        sections.append([*([_TURN] if section.page else apart), *lines])
        before = section
    return sections


def _joined(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Join all sections but those that are needed on a dosing day."""
    cut = next((at for at, section in enumerate(sections) if section.detail), len(sections))
    more = (
        block
        for each in sections[cut + 1 :]
        for block in (Paragraph(f"{_BAR} {each.title}:"), *each.blocks)
    )
    return (
        *sections[:cut],
        *(evolve(first, blocks=(*first.blocks, *more)) for first in sections[cut : cut + 1]),
    )


def _runs_in(section: Section, setting: _Setting) -> bool:
    if not section.detail:
        return setting in _STANDS_OUT and section.id not in _STANDS_OUT[setting]
    return setting > _Setting.SNUG or (setting is _Setting.SNUG and not _is_long(section))


def _is_long(section: Section) -> bool:
    return any(
        isinstance(block, Bullets) and sum(map(len, block.items)) > _LONG
        for block in section.blocks
    )


def _body(section: Section, width: int, setting: _Setting) -> list[str]:
    lines: list[str] = []
    for block in section.blocks:
        if lines and setting is _Setting.CALM and isinstance(block, Drawing | Table):
            lines.append("")
        lines += [
            f"{_INDENT}{line}".rstrip() for line in _block(block, width - len(_INDENT), setting)
        ]
        if setting is _Setting.CALM and isinstance(block, Drawing | Table):
            lines.append("")
    while lines and not lines[-1]:
        lines.pop()
    return [line for number, line in enumerate(lines) if line or lines[number - 1]]


def _run_in(section: Section, width: int, setting: _Setting) -> list[str]:
    """Set a section to run on after its heading; its lists become running text."""
    running, rest = list[str](), list(section.blocks)
    while rest and (more := _running(rest[0], lists=section.detail or setting >= _Setting.DENSE)):
        running += more
        rest.pop(0)
    lines = fold(
        f"{section.title}: {' '.join(running)}",
        width,
        then=_INDENT if setting < _Setting.FLUSH else "",
    )
    return [*lines, *_body(Section(section.id, section.title, tuple(rest)), width, setting)]


def _running(block: Block, *, lists: bool) -> list[str]:
    """Return a block as running text, or nothing where it cannot, or should not, run on."""
    match block:
        case Bullets(items) if lists:
            return list(items)
        case Numbered(items):
            return [f"{number}. {item}" for number, item in enumerate(items, start=1)]
        case Pairs(rows):
            return [
                f"{label}: {value}{'' if value.endswith('.') else '.'}" for label, value in rows
            ]
        case Paragraph(text):
            return [text]
        case _:
            return []


def _block(block: Block, width: int, setting: _Setting) -> list[str]:
    match block:
        case Paragraph(text):
            return fold(text, width)
        case Bullets(items):
            return [line for item in items for line in fold(f"- {item}", width, then="  ")]
        case Numbered(items):
            steps = [f"{number}. {item}" for number, item in enumerate(items, start=1)]
            together = [" ".join(steps)] if setting >= _Setting.SNUG else steps
            return [
                line
                for step in together
                for line in fold(step, width, then="" if setting >= _Setting.SNUG else "   ")
            ]
        case Pairs(rows):
            return _pairs(rows, width)
        case Table(header, rows, in_words):
            lines = (
                folded(header, rows, width)
                if in_words
                else tabled(header, rows, width, rule=setting < _Setting.DENSE)
            )
            return lines or stacked(header, rows, width)
        case Drawing(says=says):
            lines = list(block.lines)
            return lines if max(map(columns, lines)) <= width else fold(says, width)


def _pairs(rows: tuple[tuple[str, str], ...], width: int) -> list[str]:
    margin = max(len(label) for label, _ in rows) + 2
    return [
        line
        for label, value in rows
        for line in fold(f"{label:{margin}}", width, then=" " * margin, text=value)
    ]
