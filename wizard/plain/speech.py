"""A view in plain sentences, to be read aloud, and how to answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wizard.conversation.moves import Move
from wizard.conversation.view import (
    OUTCOMES,
    PROGRAM,
    Action,
    Card,
    Option,
    Pick,
    Search,
    Sheet,
    Tick,
    Type,
    View,
)
from wizard.plain.talk import INDENT, Talk, stopped
from wizard.text.layout import sentence
from wizard.text.sanitize import right_to_left
from wizard.text.translation import N_, _

if TYPE_CHECKING:
    from wizard.interview.choice import Choice

NONE: Final = N_("none")
KEEP: Final = N_("keep")
_TYPED: Final = (
    *(NONE, KEEP, N_("back"), N_("review"), N_("why"), N_("help"), N_("quit"), N_("manage")),
)
WORDS: Final = N_("At every question you may also type back, review, why, help or quit.")
SILENT: Final = (Move.TAKE, Move.MANAGE)
"""Actions that a line stands for without their label."""


def in_english(line: str) -> str:
    """Return a line in small letters, with the word that begins it in English if it is ours."""
    first, gap, rest = line.strip().casefold().partition(" ")
    return {_(word): word for word in _TYPED}.get(first, first) + gap + rest


def question(view: View) -> str:
    """Return what is asked."""
    return view.title if view.title.endswith("?") else _("What would you like to do?")


def say_view(talk: Talk, view: View, before: str, *, returned: bool) -> None:
    """Say a view, with its heading where that is another than `before`.

    A whole document or a card is not said again where a person `returned` to it.
    """
    if view.heading not in {before, PROGRAM}:
        talk.gap()
        to_come = view.progress.to_come if view.progress is not None else ""
        where = view.heading.replace("  ", ": ")
        talk.say(stopped(f"{where}, {to_come}" if to_come else where))
    talk.gap()
    title = f"{_(OUTCOMES[view.tone])}: {view.title}" if view.tone else view.title
    sentences = (stopped(text) for text in (sentence(view.error), title, view.help) if text)
    for line in (*filter(None, view.note.split("\n")), *sentences):
        talk.say(line)
    text = tuple(part for part in view.text if not (returned and isinstance(part, Card | Sheet)))
    if text or view.plan is not None:
        from wizard.plain.sheet import say_pictures, say_text  # noqa: PLC0415  # not at the start

        say_text(talk, text)
        if view.plan is not None:
            say_pictures(talk, view.plan)
    if question(view) != view.title:
        talk.gap()
        talk.say(question(view))
    for number, entry in enumerate(entries(view), start=1):
        # Where a figure is an answer of its own, it is not the number of a line
        mark = "-" if isinstance(view.ask, Pick) and view.ask.typed else f"{number}."
        talk.say(f"{mark} {_described(entry)}", indent=INDENT, hang=len(mark) + 1)


def entries(view: View) -> tuple[Option | Choice | Action, ...]:
    """Return what a number may be typed for: options, lines of a list, or the actions of a page."""
    match view.ask:
        case Pick(options) | Search(options):
            return options
        case Tick(items):
            return items
        case None:
            return view.actions
    return ()


def how(view: View) -> str:
    """Return what to type, in a few sentences."""
    said = [_asked(view)]
    if (stands := standing(view)) is not None:
        told = _("Press Enter alone for {suggested}.")
        if stands[0]:
            told = _("Press Enter alone to keep your answer: {kept}.")
            if view.careful:
                told = _("Type {keep} to keep your answer: {kept}.")
        said.append(told.format(keep=_(KEEP), kept=stands[1], suggested=stands[1]))
    known = [
        view.back,
        view.leave,
        *SILENT,
        *(each.intent for each in entries(view) if isinstance(each, Option)),
    ]
    labels = [each.label.lower() for each in view.actions if each.intent not in known]
    if labels and view.ask is not None:
        said.append(_("You may also type: {actions}.").format(actions=", ".join(labels)))
    return " ".join(sorted(said, key=right_to_left))


def _asked(view: View) -> str:
    match view.ask:
        case Tick():
            told = _(
                "Type the numbers that apply, separated by spaces. Add a ? after a number if you"
                " are not sure. Type {none} if none applies."
            )
            return told.format(none=_(NONE))
        case Type(how=said, optional=""):
            return said
        case Type(how=said, optional=without):
            return _('{how} Type {none} for "{without}".').format(
                how=said, none=_(NONE), without=without
            )
        case Search():
            return _(
                "Type the number of a profile or its name to open it, or words to search for. "
                "Type manage and a number for what else may be done with it."
            )
    if isinstance(view.ask, Pick) and view.ask.typed:
        return f"{_('Type the first words of a line.')} {view.ask.typed}"
    few = ("", _("Type 1."), _("Type 1 or 2."))
    most = len(entries(view))
    return few[most] if most < len(few) else _("Type a number from 1 to {most}.").format(most=most)


def standing(view: View) -> tuple[bool, str] | None:
    """Return whether an answer stands or is only suggested, and that answer in words."""
    match view.ask:
        case Pick(options, answered=int(row)):
            return True, options[row].title
        case Pick(options, suggested=int(row)):
            return False, options[row].title
        case Tick(marked=marks, answered=words) if marks is not None and words:
            return True, words
        case Type(text, answered=words) if words or text:
            return bool(words), words or text
    return None


def _described(entry: Option | Choice | Action) -> str:
    if isinstance(entry, Action):
        return stopped(entry.label)
    if entry.closed:
        return _("{name}. Closed: {reason}").format(name=entry.title, reason=entry.closed)
    read = _("Read") if isinstance(entry, Option) and entry.read else ""
    said = (stopped(text) for text in (entry.title, sentence(entry.summary), read) if text)
    return " ".join(sorted(said, key=right_to_left))  # a name would reorder what follows it
