"""Sections of a summary in plain sentences, to be read aloud: tables as sentences, a drawing as what it says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from wizard.plain.talk import Talk
from wizard.report.model import Block, Bullets, Drawing, Numbered, Pairs, Paragraph, Section, Table

_INDENT: Final = 2
_GLUE: Final = "\N{NO-BREAK SPACE}"  # a figure is never read over the end of a line; folding writes it as a space


def read_aloud(talk: Talk, sections: Iterable[Section]) -> None:
    """Say these sections."""
    for section in sections:
        talk.gap()
        talk.say(f"{_heading(section.title)}:")
        for block in section.blocks:
            _say(talk, block)


def _heading(title: str) -> str:
    """A title of capitals in small letters: some readers spell capitals out."""
    return title.capitalize() if title.isupper() else title


def _say(talk: Talk, block: Block) -> None:
    match block:
        case Paragraph(text):
            talk.say(text, indent=_INDENT)
        case Bullets(items):
            for item in items:
                talk.say(item, indent=_INDENT, hang=_INDENT)
        case Numbered(items):
            for number, item in enumerate(items, start=1):
                talk.say(f"{number}. {item}", indent=_INDENT, hang=_INDENT)
        case Pairs(rows):
            for label, value in rows:
                talk.say(f"{label}: {value.rstrip('.')}.", indent=_INDENT, hang=_INDENT)
        case Table(header, rows):
            _say_table(talk, header, rows)
        case Drawing(_, says):
            talk.say(says, indent=_INDENT)


def _say_table(talk: Talk, header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    for row in rows:
        if row[0]:
            talk.say(f"{header[0]}: {row[0].replace(': ', ', ', 1)}.", indent=_INDENT, hang=_INDENT)
        cells = (f"{head}: {cell}.".replace(" ", _GLUE) for head, cell in zip(header[1:], row[1:], strict=True) if cell)
        talk.say(" ".join(cells), indent=_INDENT + _INDENT, hang=_INDENT)
