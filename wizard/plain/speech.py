"""Line mode as speech: lines that are said and heard, and a view in plain sentences.

There is no cursor control and no colour. Tables are said as sentences, a drawing as its
description, and lists with numbers.
"""

from __future__ import annotations

from typing import Final, TextIO

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
from wizard.report import plan_drawings
from wizard.report.model import Block, Bullets, Drawing, Numbered, Pairs, Paragraph, Section, Table
from wizard.report.plan_drawings import Planned
from wizard.text.layout import fold
from wizard.text.numbers import sentence
from wizard.text.sanitize import clean
from wizard.text.translation import N_, _, in_english

WIDTH: Final = 79
LONGEST: Final = 1000
PROMPT: Final = N_("Answer: ")
_LEAST_WIDTH: Final = 20
_MOST_TEXT: Final = 100_000
_MOST_LINES: Final = 500
_MOST_DRAINED: Final = 1_000_000
_INDENT: Final = 2
_GLUE: Final = "\N{NO-BREAK SPACE}"  # keeps a figure on one line; folding writes it as a space


class InputEndedError(Exception):
    """There is no more input, which is never an answer. `before` is the question still open."""

    def __init__(self, before: str) -> None:
        self.before = before
        super().__init__(before)


class Talk:
    """A conversation over two text streams, in lines of at most `width` columns."""

    def __init__(self, source: TextIO, out: TextIO, width: int = WIDTH) -> None:
        self._source, self._out = source, out
        self.width = max(_LEAST_WIDTH, min(WIDTH, width))
        self._by_hand = source.isatty()
        self._unanswered = 0

    def say(self, text: str, *, indent: int = 0, hang: int = 0) -> None:
        """Write a paragraph, safe for any terminal; `hang` indents all lines but the first."""
        for line in fold(clean(text, _MOST_TEXT), self.width - indent, then=" " * hang):
            self._out.write(f"{' ' * indent}{line}".rstrip() + "\n")

    def gap(self) -> None:
        """Write an empty line."""
        self._out.write("\n")

    def hear(self, question: str) -> str:
        """Write the prompt and return the next line, without its end.

        Raises `InputEndedError` at the end of the input, also after a last line without an end (it
        may be half an answer), and for a pipe that never gives an answer.
        """
        self._out.write(_(PROMPT))
        self._out.flush()
        self._unanswered += 1
        if self._unanswered > _MOST_LINES and not self._by_hand:
            raise InputEndedError(question)
        line = self._line()
        if line is None:
            raise InputEndedError(question)
        if not self._by_hand:
            self.gap()  # no terminal has echoed an Enter
        return line

    def answered(self) -> None:
        """Count an answer that was accepted: the input is not endless rubbish."""
        self._unanswered = 0

    def end(self) -> None:
        """End the line of a prompt that stays unanswered."""
        self._out.write("\n")
        self._out.flush()

    def _line(self) -> str | None:
        """Return a line, cut to what an answer can be; `None` where the input ends before it."""
        line = more = self._read()
        drained = len(more)
        while more and not more.endswith("\n") and drained < _MOST_DRAINED:
            more = self._read()
            drained += len(more)
            line = (line + more)[: LONGEST + 1]
        return line.rstrip("\r\n") if more.endswith("\n") else None

    def _read(self) -> str:
        try:
            return self._source.readline(LONGEST)
        except OSError:  # a terminal that hung up
            return ""


# -- a view --------------------------------------------------------------------------------------


def stopped(text: str) -> str:
    """Return the text with a full stop, if it has no mark at its end: a screen reader pauses there."""
    return text if text.endswith((".", "?", "!", ":")) else f"{text}."


def question(view: View) -> str:
    """Return the question of a view."""
    return view.title if view.title.endswith("?") else _("What would you like to do?")


def say_view(talk: Talk, view: View, before: str, *, returned: bool) -> None:
    """Say a view without what may be typed, and its heading where it is not that of `before`.

    A whole document is not said again to a person who `returned` to it.
    """
    if view.heading not in {before, PROGRAM}:
        talk.gap()
        talk.say(stopped(view.heading.replace("  ", ": ")))
    talk.gap()
    for text in filter(None, view.note.split("\n")):
        talk.say(text)
    for text in filter(None, (sentence(view.error), view.title, view.help)):
        talk.say(stopped(text))
    _say_text(talk, tuple(part for part in view.text if not (returned and isinstance(part, Sheet))))
    if view.plan is not None:
        _say_pictures(talk, view.plan)
    if question(view) != view.title:
        talk.gap()
        talk.say(question(view))
    for number, entry in enumerate(entries(view), start=1):
        talk.say(f"{number}. {_described(entry)}", indent=_INDENT, hang=3)


def entries(view: View) -> tuple[Option | Choice | Action, ...]:
    """Return what has a number: the options or lines of a list, or the actions of a page to read."""
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
    if section.title:  # some screen readers spell out a word in capitals
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
    """Say in words what each picture of a plan shows."""
    drawings = (
        plan_drawings.measured,
        plan_drawings.day,
        plan_drawings.doses,
        plan_drawings.course,
    )
    with in_english():  # a plan is not translated yet
        for draw in drawings:
            talk.say(draw(plan).says, indent=_INDENT)
