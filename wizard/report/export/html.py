"""The document as one HTML file that needs nothing else: no script, no network.

Written with `html.escape` and f-strings: the document has six kinds of blocks, all of plain text,
and a template language would be one more thing to trust with names from strangers.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import Final

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
from wizard.report.export.plain_text import FOOT
from wizard.report.export.registry import Made
from wizard.report.export.vectors import WIDTH, Line, Part, Picture, Shape, Words, pictures
from wizard.text.layout import words
from wizard.text.translation import _

_STYLE: Final = """
:root { color-scheme: light dark; --ink: #14181c; --soft: #5f666e; --page: #ffffff; \
--light: #e0e8ee; --liquid: #96c3e4;
  --strong: #3f74a3; --on-strong: #ffffff; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #e4e8ec; --soft: #a0a8b0; --page: #15191d; --light: #26303a; \
--liquid: #2f6690; --strong: #8fc1e8; --on-strong: #10151a; }
}
* { box-sizing: border-box; }
body { font-family: Arial, Helvetica, "Liberation Sans", sans-serif; line-height: 1.4; \
color: var(--ink); background: var(--page);
  max-width: 48em; margin: 0 auto; padding: 1em; overflow-wrap: anywhere; }
h1 { font-size: 1.5em; margin: 0 0 0.4em; }
h2 { font-size: 1.1em; margin: 0.9em 0 0.2em; }
p, ul, ol, dl, table { margin: 0.2em 0; }
ul, ol { padding-left: 1.4em; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 0.8em; }
dl.long { grid-template-columns: 11em 1fr; }
dt { font-weight: bold; }
dd { margin: 0; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: 0.15em 0.5em 0.15em 0; \
border-top: 1px solid var(--soft); }
tr.more td { border-top: none; }
td:not(:first-child) { white-space: nowrap; }
#dose { background: var(--light); border: 1px solid var(--soft); \
padding: 0.2em 0.8em 0.6em; margin-top: 0.8em; }
#dose p { font-weight: bold; }
#dose p:first-of-type { font-size: 1.2em; }
#stop { border: 2px solid var(--ink); padding: 0.2em 0.8em 0.6em; margin-top: 0.8em; }
#dose h2, #stop h2 { margin-top: 0.3em; }
svg { margin: 0.5em 0; overflow: visible; }
"""
_PRINT: Final = """
@page { size: %(paper)s; margin: 13mm 14mm 15mm;
  @bottom-right { content: "%(foot)s"; font: 10pt Arial, sans-serif; }
}
@media print {
  body { font-size: 10pt; line-height: 1.24; max-width: none; margin: 0 1px; \
padding: 0; -webkit-print-color-adjust: exact;
    print-color-adjust: exact; }
  svg { max-width: 56em; }
  .detail { margin-top: 0.6em; columns: 2; column-gap: 6mm; }
  h2 { break-after: avoid; }
  .page { break-before: page; }
  #dose, #stop, #measure, svg, tr, li { break-inside: avoid; }
  .detail section:first-child h2 { margin-top: 0.2em; }
}
"""
_PAPERS: Final = {"a4": "A4", "letter": "letter"}


def render(made: Made) -> str:
    """Return the whole document, for any browser and for printing from it."""
    document, vectors = made.document, pictures(made)
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
            f"<style>{_STYLE}{SVG_STYLE}{printing}</style>",
            "</head>",
            "<body>",
            f"<h1>{escape(document.title)}</h1>",
            *_sections(document, vectors),
            "</body>",
            "</html>",
            "",
        ]
    )


def _sections(document: Document, vectors: dict[str, Picture]) -> Iterator[str]:
    """Yield the sections; those that are read once share two columns on paper."""
    for detail, sections in groupby(document.sections, key=lambda section: section.detail):
        if detail:
            yield '<div class="detail">'
        for section in sections:
            yield from _section(section, vectors)
        if detail:
            yield "</div>"


def _section(section: Section, vectors: dict[str, Picture]) -> Iterator[str]:
    page = ' class="page"' if section.page else ""
    yield f'<section id="{escape(section.id)}"{page}>'
    yield f"<h2>{_shown(section.title)}</h2>"
    for block in section.blocks:
        yield svg(vectors[section.id]) if isinstance(block, Drawing) else "\n".join(_block(block))
    if section.id == "dates" and section.id in vectors:
        yield svg(vectors[section.id])
    yield "</section>"


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
                *(f"<dt>{_shown(label)}</dt> <dd>{_shown(value)}</dd>" for label, value in rows),
                "</dl>",
            )
        case Table():
            yield from _table(block)


def _shown(text: str) -> str:
    """Escape a text, and keep a figure and its unit on one line (R60)."""
    return escape(" ".join(word.replace(" ", _GLUE) for word in words(text)))


def _table(table: Table) -> Iterator[str]:
    head = " ".join(f'<th scope="col">{_shown(cell)}</th>' for cell in table.header)
    yield f"<table><thead><tr>{head}</tr></thead><tbody>"
    for row in table.rows:
        kind = "" if row[0] else ' class="more"'
        yield f"<tr{kind}>{' '.join(f'<td>{_shown(cell)}</td>' for cell in row)}</tr>"
    yield "</tbody></table>"


_GLUE: Final = "\N{NO-BREAK SPACE}"
_LONG_LABEL: Final = 14  # characters
SVG_STYLE: Final = """
svg { display: block; width: 100%; max-width: 44em; height: auto; font-family: inherit; }
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
        f'<svg viewBox="0 0 {WIDTH:g} {picture.height:g}" role="img"'
        f' aria-label="{escape(picture.says)}">'
    )
    return f"{head}\n{parts}\n</svg>"


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
