"""A view in plain sentences, to be read aloud: tables as sentences, a drawing as what it says, lists with numbers."""

from __future__ import annotations

from typing import Final

from wizard.conversation.view import (
    PROGRAM,
    Action,
    Comparison,
    Lines,
    Option,
    Pick,
    Rows,
    Search,
    Sheet,
    Text,
    Tick,
    View,
)
from wizard.interview.choice import Choice
from wizard.plain.talk import Talk
from wizard.report import drawings
from wizard.report.blocks import Block, Bullets, Drawing, Numbered, Pairs, Paragraph, Section, Table
from wizard.report.drawings import Planned
from wizard.text.numbers import sentence
from wizard.text.translation import _, in_english

_INDENT: Final = 2
# a figure is never read over the end of a line; folding writes it as a space
_GLUE: Final = "\N{NO-BREAK SPACE}"


def stopped(text: str) -> str:
    """Return the text with a full stop, where it has no end of its own: a reader pauses there."""
    return text if text.endswith((".", "?", "!", ":")) else f"{text}."


def question(view: View) -> str:
    """Return what is asked."""
    return view.title if view.title.endswith("?") else _("What would you like to do?")


def say_view(talk: Talk, view: View, before: str, *, returned: bool) -> None:
    """Say everything of a view but what may be typed; its heading where that is another than `before`.

    A whole document is not said again where a person `returned` to it.
    """
    if view.heading not in {before, PROGRAM}:
        talk.gap()
        talk.say(stopped(view.heading.replace("  ", ": ")))
    talk.gap()
    sentences = (stopped(text) for text in (sentence(view.error), view.title, view.help) if text)
    for text in (*filter(None, view.note.split("\n")), *sentences):
        talk.say(text)
    _say_text(talk, tuple(part for part in view.text if not (returned and isinstance(part, Sheet))))
    if view.plan is not None:
        _say_pictures(talk, view.plan)
    if question(view) != view.title:
        talk.gap()
        talk.say(question(view))
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
        return stopped(entry.label)
    if entry.closed:
        return _("{name}. Closed: {reason}").format(name=entry.title, reason=entry.closed)
    return " ".join(stopped(text) for text in (entry.title, sentence(entry.summary)) if text)


# -- pages to read ---------------------------------------------------------------------------------


def _say_text(talk: Talk, text: Text) -> None:
    for part in text:
        match part:
            case str():
                talk.say(part)
            case Lines(lines, hang):
                for line in lines:
                    talk.say(
                        stopped(line.strip()), indent=len(line) - len(line.lstrip()), hang=hang
                    )
            case Rows(title, rows):
                talk.say(title)
                _say_block(talk, Pairs(rows))
            case Comparison(header, compared):
                _say_block(talk, Table(header, compared))
            case Sheet(document, titled):
                if titled:
                    talk.gap()
                    talk.say(stopped(document.title))
                for section in document.sections:
                    _say_section(talk, section)


def _say_section(talk: Talk, section: Section) -> None:
    talk.gap()
    if section.title:  # one of capitals in small letters: some readers spell capitals out
        talk.say(f"{section.title.capitalize() if section.title.isupper() else section.title}:")
    for block in section.blocks:
        _say_block(talk, block)


def _say_block(talk: Talk, block: Block) -> None:
    match block:
        case Paragraph(text) | Drawing(_, text):
            talk.say(text, indent=_INDENT)
        case Bullets(items):
            for item in items:
                talk.say(item, indent=_INDENT, hang=_INDENT)
        case Numbered(items):
            for number, item in enumerate(items, start=1):
                talk.say(f"{number}. {item}", indent=_INDENT, hang=_INDENT)
        case Pairs(rows):
            for label, value in rows:
                talk.say(stopped(f"{label}: {value}"), indent=_INDENT, hang=_INDENT)
        case Table(header, rows):
            for row in rows:
                _say_row(talk, header, row)


def _say_row(talk: Talk, header: tuple[str, ...], row: tuple[str, ...]) -> None:
    if row[0]:
        talk.say(
            stopped(f"{header[0]}: {row[0].replace(': ', ', ', 1)}"), indent=_INDENT, hang=_INDENT
        )
    cells = zip(header[1:], row[1:], strict=True)
    said = (stopped(f"{head}: {cell}").replace(" ", _GLUE) for head, cell in cells if cell)
    talk.say(" ".join(said), indent=_INDENT + _INDENT, hang=_INDENT)


def _say_pictures(talk: Talk, plan: Planned) -> None:
    """Say what each picture of a plan shows."""
    shown = (drawings.measured, drawings.day, drawings.doses, drawings.course)
    with in_english():  # a plan is not translated yet
        drawn = [draw(plan).says for draw in shown]
    for says in drawn:
        talk.say(says, indent=_INDENT)
