"""Pages to read, in plain sentences: a table row by row, a drawing as what it says."""

from __future__ import annotations

from wizard.conversation.view import Card, Comparison, Part, Rows, Sheet, Text, Words
from wizard.plain.talk import INDENT, Talk, stopped
from wizard.report.blocks import Block, Bullets, Drawing, Numbered, Pairs, Paragraph, Section, Table
from wizard.report.drawings import Planned, course, day, doses, measured
from wizard.text.layout import GLUE


def say_text(talk: Talk, text: Text) -> None:
    """Say the parts of a page, one after the other."""
    for part in text:
        _say_part(talk, part)


def _say_part(talk: Talk, part: Part) -> None:
    match part:
        case str():
            talk.say(part)
        case Rows(title, rows):
            talk.say(title)
            _say_block(talk, Pairs(rows))
        case Card(lines):
            for cells in filter(None, lines):
                talk.say(_said(cells), indent=INDENT, hang=INDENT)
        case Comparison(header, compared):
            _say_block(talk, Table(header, compared))
        case Sheet():
            _say_sheet(talk, part)


def _say_sheet(talk: Talk, sheet: Sheet) -> None:
    if sheet.titled:
        talk.gap()
        talk.say(stopped(sheet.document.title))
    for section in sheet.document.sections:
        _say_section(talk, section)


def _said(cells: tuple[Words, ...]) -> str:
    """Return the words of a line of a card; a badge is said before what it stands for."""
    badges = "".join(f"{cell.text}: " for cell in cells if cell.ink == "badge")
    words = (cell.text.strip() for cell in cells if cell.ink != "badge")
    said = badges + ", ".join(words)
    return said if cells[-1].ink == "exact" else stopped(said)


def _say_section(talk: Talk, section: Section) -> None:
    talk.gap()
    if section.title:  # one of capitals in small letters: some readers spell capitals out
        talk.say(f"{section.title.capitalize() if section.title.isupper() else section.title}:")
    for block in section.blocks:
        _say_block(talk, block)


def _say_block(talk: Talk, block: Block) -> None:
    match block:
        case Paragraph(text) | Drawing(_, text):
            talk.say(text, indent=INDENT)
        case Bullets(items):
            for item in items:
                talk.say(item, indent=INDENT, hang=INDENT)
        case Numbered(items):
            for number, item in enumerate(items, start=1):
                talk.say(f"{number}. {item}", indent=INDENT, hang=INDENT)
        case Pairs(rows):
            for label, value in rows:
                talk.say(stopped(f"{label}: {value}"), indent=INDENT, hang=INDENT)
        case Table(header, rows, in_words):
            for row in rows:
                _say_row(talk, header, row, glue=" " if in_words else GLUE)


def _say_row(talk: Talk, header: tuple[str, ...], row: tuple[str, ...], glue: str) -> None:
    if row[0]:
        first = row[0].replace(": ", ", ", 1)
        talk.say(
            stopped(f"{header[0]}: {first}" if header[0] else first), indent=INDENT, hang=INDENT
        )
    cells = zip(header[1:], row[1:], strict=True)
    said = (stopped(f"{head}: {cell}").replace(" ", glue) for head, cell in cells if cell)
    talk.say(" ".join(said), indent=INDENT + INDENT, hang=INDENT)


def say_pictures(talk: Talk, plan: Planned) -> None:
    """Say what each picture of a plan shows."""
    drawn = [draw(plan).says for draw in (measured, day, doses, course)]
    for says in drawn:
        talk.say(says, indent=INDENT)
