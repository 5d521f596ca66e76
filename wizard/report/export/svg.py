"""Vector drawings as inline SVG: the words of the drawing as its accessible name, colours from the page's styles."""

from __future__ import annotations

from html import escape
from typing import Final

from wizard.report.shapes import WIDTH, Line, Part, Picture, Shape, Words

STYLE: Final = """
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
    """The picture as an element that stands alone."""
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
