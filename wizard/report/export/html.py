"""The document as one HTML file that needs nothing else: no script, no network.

Written with `html.escape` and f-strings: the document has six kinds of blocks, all of plain text,
and a template language would be one more thing to trust with names from strangers.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from importlib.resources import files
from itertools import chain, groupby, islice
from typing import Final

from wizard.protocol.dose_words import EVEN_DAYS
from wizard.protocol.plan import Protocol
from wizard.report.blocks import (
    BLANK,
    BOX,
    Block,
    Bullets,
    Drawing,
    Numbered,
    Pairs,
    Paragraph,
    Section,
    Table,
)
from wizard.report.drawings import (
    ONE,
    busy_months,
    calendar_in_words,
    course_letters,
    letter_of,
    marked_kinds,
    phase_label,
    shown,
    weekdays,
)
from wizard.report.export.plain_text import FOOT
from wizard.report.export.registry import Made
from wizard.report.export.vectors import Line, Part, Picture, Shape, Words, syringes
from wizard.text.layout import glued
from wizard.text.numbers import clock, month_of
from wizard.text.translation import _

_STYLE: Final = files("wizard.report.export").joinpath("sheet.css").read_text("utf-8")
_PRINT: Final = """
@page {
  size: %(paper)s; margin: 10mm 13mm 12mm;
  @bottom-right { content: "%(foot)s"; font: 10pt Arial, sans-serif; }
}
"""
_PAPERS: Final = {"a4": "A4", "letter": "letter"}


def render(made: Made) -> str:
    """Return the whole document, for any browser and for printing from it."""
    document = made.document
    numbered = _(FOOT).format(number='" counter(page) "', pages='" counter(pages) "')
    printing = _PRINT % {"paper": _PAPERS[made.paper], "foot": numbered}
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{document.language}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(document.title)}</title>",
            f"<style>\n{_STYLE}{SVG_STYLE}{printing}</style>",
            "</head>",
            "<body>",
            "<main>",
            f"<h1>{escape(document.title)}</h1>",
            *_sections(made),
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _sections(made: Made) -> Iterator[str]:
    """Yield the sections; those that are read once share two columns on paper."""
    for detail, sections in groupby(made.document.sections, key=lambda section: section.detail):
        if detail:
            yield '<div class="detail">'
        for section in sections:
            yield from _section(section, made)
        if detail:
            yield "</div>"


def _section(section: Section, made: Made) -> Iterator[str]:
    page = ' class="page"' if section.page else ""
    yield f'<section id="{escape(section.id)}"{page}>'
    yield f"<h2>{_shown(section.title)}</h2>"
    *others, last = section.blocks
    if isinstance(last, Drawing):
        yield '<div class="beside"><div>'
        yield from chain.from_iterable(map(_block, others))
        yield from ("</div>", *_drawing(last, made), "</div>")
    else:
        for block in section.blocks:
            yield from _block(block)
            if section.id == "log" and isinstance(block, Pairs) and made.derived.protocol:
                yield from _calendar(made.derived.protocol)
    yield "</section>"


def _drawing(drawing: Drawing, made: Made) -> Iterator[str]:
    plan = made.derived.protocol
    if plan is None:
        return
    if barrel := plan.measure.barrel:
        yield from ('<div class="syringes">', *map(svg, syringes(plan, barrel.value)), "</div>")
    else:
        yield from _nostrils(plan, drawing.says)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield f"<p>{_shown(text)}</p>"
        case Bullets(items):
            yield from ("<ul>", *(f"<li>{_shown(item)}</li>" for item in items), "</ul>")
        case Numbered(items):
            yield from ("<ol>", *(f"<li>{_shown(item)}</li>" for item in items), "</ol>")
        case Pairs(rows):
            long = (
                ' class="long"' if max(len(label) for label, _value in rows) > _LONG_LABEL else ""
            )
            yield from (
                f"<dl{long}>",
                *(f"<dt>{_shown(label)}</dt> {_value(value)}" for label, value in rows),
                "</dl>",
            )
        case Table():
            yield from _table(block)


def _shown(text: str) -> str:
    """Escape a text, and keep a figure and its unit on one line (R60)."""
    return escape(glued(text))


def _value(value: str) -> str:
    return '<dd class="line"></dd>' if value == BLANK else f"<dd>{_shown(value)}</dd>"


def _table(table: Table) -> Iterator[str]:
    """Yield a table, with rows that belong together in a body of their own.

    One of many columns is shown as cards where it is narrow.
    """
    head = " ".join(f'<th scope="col">{_shown(cell)}</th>' for cell in table.header)
    kind = ' class="cards"' if len(table.header) > _MOST_COLUMNS else ""
    yield f"<table{kind}><thead><tr>{head}</tr></thead>"
    labels = [f' data-label="{_shown(cell)}"' for cell in table.header]
    for rows in _groups(table.rows):
        scope = f' scope="rowgroup" rowspan="{len(rows)}"' if rows[1:] else ' scope="row"'
        yield "<tbody>"
        for row in rows:
            cells = zip(labels, row, strict=True)
            names = [
                f"<th{scope}{label}>{_shown(cell)}</th>"
                for label, cell in islice(cells, table.named)
            ]
            figures = [f"<td{label}>{_cell(cell)}</td>" for label, cell in cells]
            yield f"<tr>{' '.join([*(names if row is rows[0] else ()), *figures])}</tr>"
        yield "</tbody>"
    yield "</table>"


def _cell(cell: str) -> str:
    return '<span class="box"></span>' if cell == BOX else _shown(cell)


def _groups(rows: Sequence[tuple[str, ...]]) -> list[list[tuple[str, ...]]]:
    """Group each row with those that go on with it."""
    groups: list[list[tuple[str, ...]]] = []
    for row in rows:
        if row[0]:
            groups.append([])
        groups[-1].append(row)
    return groups


_MOST_COLUMNS: Final = 3  # of a table that fits a phone
_LONG_LABEL: Final = 14  # characters
SVG_STYLE: Final = """
svg { display: block; max-width: 100%; height: auto; font-family: inherit; }
svg text { fill: var(--ink); }
svg text.soft { fill: var(--soft); }
svg text.paper { fill: var(--on-strong); }
svg text.bold { font-weight: bold; }
svg line, svg polygon { stroke: var(--ink); stroke-width: 0.6; }
svg line.soft, svg polygon.by-soft { stroke: var(--soft); }
svg .fill-ink { fill: var(--ink); }
svg .fill-paper { fill: none; }
svg .fill-liquid { fill: var(--liquid); }
svg .fill-light { fill: var(--light); }
svg .fill-strong { fill: var(--strong); }
"""
"""The rules that the drawings need; the page defines their colours."""


def svg(picture: Picture) -> str:
    """Return the picture as an element that stands alone."""
    parts = "\n".join(map(_part, picture.parts))
    head = (
        f'<svg viewBox="0 0 {picture.width:g} {picture.height:g}" role="img"'
        f' style="width: {picture.width:g}pt"'
        f' aria-label="{escape(picture.says)}">'
    )
    return f"{head}\n{parts}\n</svg>"


def standalone(picture: Picture, *, family: str, margin: float = 0) -> str:
    """Return the picture as an image file in plain colours, on a white paper with that margin."""
    colours = dict(_COLOUR.findall(_STYLE.partition("}")[0]))
    style = re.sub(r"var\(--([\w-]+)\)", lambda name: colours[name[1]], SVG_STYLE)
    size = f"{-margin:g} {-margin:g} {picture.width + 2 * margin:g} {picture.height + 2 * margin:g}"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}" role="img"'
        f' aria-label="{escape(picture.says)}">'
    )
    paper = f'<rect x="{-margin:g}" y="{-margin:g}" width="100%" height="100%" fill="#ffffff"/>'
    _, _, parts = svg(picture).partition("\n")
    return f"{head}\n<style>{style}svg {{ font-family: {family}; }}</style>\n{paper}\n{parts}"


_COLOUR: Final = re.compile(r"--([\w-]+): (#\w+)")


def _part(part: Part) -> str:
    match part:
        case Line():
            ends = f'x1="{part.x1:.2f}" y1="{part.y1:.2f}" x2="{part.x2:.2f}" y2="{part.y2:.2f}"'
            return f'<line class="{part.tone}" {ends} style="stroke-width: {part.width:g}"/>'
        case Shape():
            points = " ".join(f"{x:.2f},{y:.2f}" for x, y in part.points)
            outline = f" by-{part.outline}" if part.outline else ""
            return f'<polygon class="fill-{part.fill}{outline}" points="{points}"/>'
        case Words():
            kind = f"{part.tone}{' bold' if part.bold else ''}"
            place = (
                f'x="{part.x:.2f}" y="{part.y:.2f}" font-size="{part.size:g}"'
                f' text-anchor="{part.anchor}"'
            )
            return f'<text class="{kind}" {place}>{escape(part.text)}</text>'


_MOST_MONTHS: Final = 4  # what a page of paper holds beside the log


def _nostrils(protocol: Protocol, says: str) -> Iterator[str]:
    """Draw the drops or sprays in each nostril, session by session."""
    unit = protocol.measure.unit
    mark = f'<span class="mark {unit}"></span>'
    yield f'<div class="nostrils" role="img" aria-label="{escape(says)}">'
    yield f'<span class="head when">{mark} {escape(_(ONE[unit]).format(sign="")).strip()}</span>'
    sides = _("left nostril"), _("right nostril")
    yield from (f'<strong class="head">{side}</strong>' for side in sides)
    for phase in protocol.phases:
        for dose in phase.doses:
            yield f'<span class="when">{phase_label(phase)}, {clock(dose.at.value)}</span>'
            for number in dose.nostrils:
                yield f'<span class="count"><strong>{number}</strong>{mark * number}</span>'
    if protocol.changes_sides:
        yield f'<span class="note">{_(EVEN_DAYS)}</span>'
    yield "</div>"


def _calendar(protocol: Protocol) -> Iterator[str]:
    """Draw the first months in which something changes, with a key.

    A day has its letters beside its shade: it can be told apart in black and white.
    """
    marks = course_letters(protocol)
    yield f'<div class="calendar" role="img" aria-label="{escape(calendar_in_words(marks))}">'
    yield '<p class="key">'
    for letter, what in marked_kinds(marks).items():
        yield f'<span><b class="day {letter}">{shown(letter)}</b> {_(what)}</span>'
    yield "</p>"
    for year, month in busy_months(marks)[:_MOST_MONTHS]:
        before, length = monthrange(year, month)
        yield f'<div class="month"><strong>{month_of(date(year, month, 1))}</strong>'
        yield from (f'<span class="name">{name}</span>' for name in weekdays())
        yield "<span></span>" * before
        for number in range(1, length + 1):
            letters = marks.get(date(year, month, number), "")
            yield (
                f'<span class="day {" ".join(letters)}">{number}'
                f" <b>{shown(letter_of(letters))}</b></span>"
                if letters
                else f'<span class="plain">{number}</span>'
            )
        yield "</div>"
    yield "</div>"
