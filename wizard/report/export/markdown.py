"""The document as Markdown (CommonMark, with the tables of GitHub): it reads as text, too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from wizard.report.blocks import (
    BLANK,
    BOX,
    Block,
    Bullets,
    Drawing,
    Numbered,
    Pairs,
    Paragraph,
    Table,
)
from wizard.report.export.registry import Made

# Every sign that may begin something else than text anywhere in a line; "&" begins a character by
# its name, and the
# colon and the at sign a link that some readers make by themselves.
_SIGNS: Final = re.compile(r"[\\`*_{}\[\]<>#|~&@!$^=]")
_LINK: Final = re.compile(r"(?<=\w):(?=//)|(?<=www)\.", re.IGNORECASE)
_AT_START: Final = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+])(?=\s|$)")


def render(made: Made) -> str:
    """Return the whole document."""
    blocks = [f"# {escaped(made.document.title)}"]
    for section in made.document.sections:
        blocks += ["---"] if section.page else []
        blocks += [f"## {escaped(section.title)}", *map(_block, section.blocks)]
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    """Escape a text so that no reader of Markdown takes any of it for markup, HTML or a link."""
    signed = _LINK.sub(
        lambda match: f"\\{match[0]}", _SIGNS.sub(lambda match: f"\\{match[0]}", text)
    )
    return _AT_START.sub(
        lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", signed
    )


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
            return "\n".join(f"- **{escaped(label)}:** {_value(value)}" for label, value in rows)
        case Table(header, rows):
            rule = f"| {' | '.join(['---'] * len(header))} |"
            return "\n".join([_row(header), rule, *map(_row, rows)])
        case Drawing():
            return "\n".join(["```text", *block.lines, "```"])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(_value, cells))} |"


def _value(text: str) -> str:
    """Escape a value; what is to be ticked or filled in by hand is no markup as it is."""
    return text if text in {BLANK, BOX} else escaped(text)
