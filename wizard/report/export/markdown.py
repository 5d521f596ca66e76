"""The document as Markdown (CommonMark, with the tables of GitHub): it reads as text, too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from wizard.report.blocks import Block, Bullets, Drawing, Numbered, Pairs, Paragraph, Section, Table
from wizard.report.export.registry import Made

# Every sign that may begin something else than text anywhere in a line; "&" begins a character by
# its name, and the
# colon and the at sign a link that some readers make by themselves.
_SIGNS: Final = re.compile(r"[\\`*_{}\[\]<>#|~&@!$^=]")
_LINK: Final = re.compile(r"(?<=\w):(?=//)|(?<=www)\.", re.IGNORECASE)
_AT_START: Final = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+])(?=\s|$)")


def render(made: Made) -> str:
    """Return the whole document."""
    document = made.document
    blocks = [f"# {escaped(document.title)}"]
    for section in document.sections:
        blocks += _section(section)
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    """Escape a text so that no reader of Markdown takes any of it for markup, HTML or a link."""
    signed = _LINK.sub(
        lambda match: f"\\{match[0]}", _SIGNS.sub(lambda match: f"\\{match[0]}", text)
    )
    return _AT_START.sub(
        lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", signed
    )


def _section(section: Section) -> Iterator[str]:
    yield f"## {escaped(section.title)}"
    for block in section.blocks:
        yield _block(block)


def _block(block: Block) -> str:
    match block:
        case Paragraph(text):
            return escaped(text)
        case Bullets(items):
            return "\n".join(f"- {escaped(item)}" for item in items)
        case Numbered(items):
            return "\n".join(
                f"{number}. {escaped(item)}" for number, item in enumerate(items, start=1)
            )
        case Pairs(rows):
            return "\n".join(f"- **{escaped(label)}:** {escaped(value)}" for label, value in rows)
        case Table(header, rows):
            return "\n".join(
                [_row(header), _row(["---"] * len(header), plain=True), *map(_row, rows)]
            )
        case Drawing():
            return "\n".join(["```text", *block.lines, "```"])


def _row(cells: Sequence[str], *, plain: bool = False) -> str:
    return f"| {' | '.join(cells if plain else map(escaped, cells))} |"
