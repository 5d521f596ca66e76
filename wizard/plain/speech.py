"""A view in plain sentences, to be read aloud: tables as sentences, a drawing as what it says, lists with numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from wizard.conversation.view import PROGRAM, Action, Comparison, Lines, Option, Pick, Rows, Search, Sheet, Text, Tick, View
from wizard.interview.choice import Choice
from wizard.plain.talk import Talk
from wizard.report import plan_drawings
from wizard.report.model import Block, Bullets, Drawing, Numbered, Pairs, Paragraph, Section, Table
from wizard.report.plan_drawings import Planned
from wizard.text.translation import _, in_english

_INDENT: Final = 2
_GLUE: Final = "\N{NO-BREAK SPACE}"  # a figure is never read over the end of a line; folding writes it as a space


def say_view(talk: Talk, view: View, before: str) -> None:
    """Say everything of a view but what may be typed; its heading where that is another than `before`."""
    if view.heading not in {before, PROGRAM}:
        talk.gap()
        talk.say(f"{view.heading.replace('  ', ': ')}.")
    talk.gap()
    for text in (*view.note.split("\n"), view.title, view.help):
        if text:
            talk.say(text)
    _say_text(talk, view.text)
    if view.plan is not None:
        _say_pictures(talk, view.plan)
    say_entries(talk, view)


def say_entries(talk: Talk, view: View) -> None:
    """Say what there is to choose from, with numbers."""
    for number, entry in enumerate(entries(view), start=1):
        talk.say(f"{number}. {_described(entry)}", indent=_INDENT, hang=3)


def entries(view: View) -> tuple[Option | Choice | Action, ...]:
    """Return what a number may be typed for: the options or the lines of a list; on a page to read its actions."""
    match view.ask:
        case Pick(options) | Search(options):
            return options
        case Tick(items):
            return items
        case None:
            return view.actions
    return ()


def _described(entry: Option | Choice | Action) -> str:
    if isinstance(entry, Action):
        return f"{entry.label}."
    if entry.closed:
        return _("{name}. Closed: {reason}").format(name=entry.title, reason=entry.closed)
    return f"{entry.title.removesuffix('.')}. {entry.summary}".rstrip()


# -- pages to read -------------------------------------------------------------------------------------


def _say_text(talk: Talk, text: Text) -> None:
    for part in text:
        match part:
            case str():
                talk.say(part)
            case Lines(lines):
                for line in lines:
                    talk.say(line.strip(), indent=len(line) - len(line.lstrip()), hang=_INDENT)
            case Rows(title, rows):
                talk.say(title)
                _say_pairs(talk, rows)
            case Comparison(header, compared):
                _say_table(talk, header, compared)
            case Sheet(document, titled):
                if titled:
                    talk.gap()
                    talk.say(f"{document.title}.")
                _say_sections(talk, document.sections)


def _say_sections(talk: Talk, sections: Iterable[Section]) -> None:
    for section in sections:
        talk.gap()
        if section.title:
            talk.say(f"{_heading(section.title)}:")
        for block in section.blocks:
            _say_block(talk, block)


def _heading(title: str) -> str:
    """Return a title of capitals in small letters: some readers spell capitals out."""
    return title.capitalize() if title.isupper() else title


def _say_block(talk: Talk, block: Block) -> None:
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
            _say_pairs(talk, rows)
        case Table(header, rows):
            _say_table(talk, header, rows)
        case Drawing(_, says):
            talk.say(says, indent=_INDENT)


def _say_pairs(talk: Talk, rows: Iterable[tuple[str, str]]) -> None:
    for label, value in rows:
        talk.say(f"{label}: {value.rstrip('.')}.", indent=_INDENT, hang=_INDENT)


def _say_table(talk: Talk, header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    for row in rows:
        if row[0]:
            talk.say(f"{header[0]}: {row[0].replace(': ', ', ', 1)}.", indent=_INDENT, hang=_INDENT)
        cells = (f"{head}: {cell}.".replace(" ", _GLUE) for head, cell in zip(header[1:], row[1:], strict=True) if cell)
        talk.say(" ".join(cells), indent=_INDENT + _INDENT, hang=_INDENT)


def _say_pictures(talk: Talk, plan: Planned) -> None:
    """Say what each picture of a plan shows."""
    with in_english():  # a plan is not translated yet
        drawn = [draw(plan).says for draw in (plan_drawings.measured, plan_drawings.day, plan_drawings.doses, plan_drawings.course)]
    for says in drawn:
        talk.say(says, indent=_INDENT)
