"""The intent of a typed line, and the words that say what may be typed.

An empty line accepts what a question suggests, or keeps the answer that was given before. In
screening it does neither: there, `keep` keeps an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from wizard.conversation.intents import Answer, Explain, Submit
from wizard.conversation.moves import Intent, Move
from wizard.conversation.view import Option, Pick, Search, Tick, Type, View
from wizard.errors import UnreadableError
from wizard.interview.choice import Checked
from wizard.plain.speech import LONGEST, entries
from wizard.text.sanitize import unsafe
from wizard.text.translation import N_, _

NONE: Final = "none"
WORDS: Final = N_("At every question you may also type back, review, why, help or quit.")
_KEEP: Final = "keep"
_NONE_WORDS: Final = frozenset({NONE, "no", "none of these"})
_SEPARATORS: Final = re.compile(r"[\s,;]+")
_LOOSE_MARK: Final = re.compile(r"\s+\?")
_WHY: Final = re.compile(r"why(?:\s+([0-9]{1,4}))?")
_MANAGE: Final = re.compile(r"manage\s+([0-9]{1,4})")
_SILENT: Final = (Move.TAKE, Move.MANAGE)


def how(view: View) -> str:
    """Return in a few sentences what can be typed."""
    said = [_asked(view)]
    if (standing := _standing(view)) is not None:
        told = _("Press Enter alone for {suggested}.")
        if standing[0]:
            told = _("Press Enter alone to keep your answer: {kept}.")
            if view.careful:
                told = _("Type {keep} to keep your answer: {kept}.")
        said.append(told.format(keep=_KEEP, kept=standing[1], suggested=standing[1]))
    offered = (each.intent for each in entries(view) if isinstance(each, Option))
    known = [view.back, view.leave, *_SILENT, *offered]
    labels = [each.label.lower() for each in view.actions if each.intent not in known]
    if labels and view.ask is not None:
        said.append(_("You may also type: {actions}.").format(actions=", ".join(labels)))
    return " ".join(said)


def _asked(view: View) -> str:
    match view.ask:
        case Tick():
            told = _(
                "Type the numbers that apply, separated by spaces. Add a ? after a number if you"
                " are not sure. Type {none} if none applies."
            )
            return told.format(none=NONE)
        case Type(how=said, optional=""):
            return said
        case Type(how=said, optional=without):
            return _('{how} Type {none} for "{without}".').format(
                how=said, none=NONE, without=without
            )
        case Search():
            return _(
                "Type the number of a profile or its name to open it, or words to search for. "
                "Type manage and a number for what else may be done with it."
            )
    few = ("", _("Type 1."), _("Type 1 or 2."))
    most = len(entries(view))
    return few[most] if most < len(few) else _("Type a number from 1 to {most}.").format(most=most)


def _standing(view: View) -> tuple[bool, str, Intent] | None:
    """Return the answer that was given, or is suggested: whether given, in words, and its intent."""
    match view.ask:
        case Pick(options, answered=int(row)):
            return True, options[row].title, options[row].intent
        case Pick(options, suggested=int(row)):
            return False, options[row].title, options[row].intent
        case Tick(marked=Checked() as marks, answered=words) if words:
            return True, words, Answer(marks)
        case Type(text, answered=words) if words or text:
            return bool(words), words or text, Submit(text)
    return None


def intent_of(line: str, view: View) -> Intent:
    """Return the intent of a typed line.

    Raises `UnreadableError` for a line without one.
    """
    said = line.replace("\t", " ").strip()
    longest = view.ask.longest if isinstance(view.ask, Type) else LONGEST
    if len(line) > LONGEST or len(said) > longest:
        raise UnreadableError(_("that line is too long for an answer"))
    if (character := unsafe(said)) is not None:
        told = _(
            "it holds the character {character}, which could steer a terminal: type it without"
        )
        raise UnreadableError(told.format(character=character))
    word = said.casefold()
    acts = {
        each.label.casefold(): each.intent for each in view.actions if each.intent not in _SILENT
    }
    acts |= {
        "back": view.back,
        "quit": view.leave,
        "review": Move.STAY if view.progress is None else Move.ANSWERS,
    }
    if word in acts:
        return acts[word]
    if (match := _WHY.fullmatch(word)) is not None:
        return _explained(match[1], view)
    standing = _standing(view)
    if standing is not None and ((word == _KEEP and standing[0]) or not (word or view.careful)):
        return standing[2]
    return _answer(said, view)


def _explained(number: str | None, view: View) -> Explain:
    if not view.explains:
        raise UnreadableError(_("there is nothing to explain here"))
    row = None if number is None else _row(number, () if view.ask is None else entries(view))
    if number is not None and row is None:
        raise UnreadableError(_("that is not one of the choices"))
    return Explain(row)


def _answer(said: str, view: View) -> Intent:
    """Return the intent of an answer to the question of the view."""
    actions = [
        Option(each.intent, each.label) for each in view.actions if each.intent not in _SILENT
    ]
    match view.ask:
        case Tick():
            return Answer(_ticked(said, view.ask))
        case Type(optional=without):
            if not said:
                raise UnreadableError(_("an empty line is no answer here"))
            return Submit("" if without and said.casefold() == NONE else said)
        case Search(options) if (match := _MANAGE.fullmatch(said.casefold())) is not None:
            return _chosen(match[1], options).managed
        case Search(options) if not _is_named(said, options) and (held := _holding(said, options)):
            raise UnreadableError(
                _("these hold what you typed: {lines}").format(lines="; ".join(held))
            )
        case Search(options) | Pick(options):
            return _chosen(said, options, actions).intent
    return _chosen(said, actions).intent


def _chosen(said: str, options: Sequence[Option], unnumbered: Sequence[Option] = ()) -> Option:
    """Return the option of that number or name, or of the only name that begins so.

    Raises `UnreadableError` for none, for one that is closed, and where the number is also the name
    of another.
    """
    row = _row(said.removesuffix("."), options)
    by_number = options[row] if row is not None else None
    by_name = _by_name(said, options) or _by_name(said, unnumbered)
    if by_number is not None and by_name is not None and by_number is not by_name:
        told = _("{said} could mean line {said}, {first}, or {second}: type the name in full")
        raise UnreadableError(told.format(said=said, first=by_number.title, second=by_name.title))
    chosen = by_number or by_name
    if chosen is None:
        raise UnreadableError(
            _("that is not one of the choices") if said else _("an empty line is no answer here")
        )
    if chosen.closed:
        raise UnreadableError(
            _("{name} is closed. {reason}").format(name=chosen.title, reason=chosen.closed)
        )
    return chosen


def _row(number: str, lines: Sequence[object]) -> int | None:
    """Return the row, from 0, of the line with that number; `None` where there is none."""
    is_number = number.isascii() and number.isdecimal() and len(number) <= len(str(len(lines)))
    return int(number) - 1 if is_number and 1 <= int(number) <= len(lines) else None


def _by_name(said: str, options: Sequence[Option]) -> Option | None:
    """Return the option of that name: its id, its title, or an unmistakable beginning of it."""
    wanted = said.casefold().rstrip(".")
    fits: tuple[Callable[[Option, str], bool], ...] = (
        lambda option, _title: option.name == wanted,
        lambda _option, title: title == wanted,
        lambda _option, title: title.partition(" ")[0] == wanted,
        lambda _option, title: wanted[0].isalpha() and title.startswith(wanted),
    )
    for fit in fits if wanted else ():
        found = [option for option in options if fit(option, option.title.casefold())]
        if len(found) == 1:
            return found[0]
    return None


def _is_named(said: str, options: Sequence[Option]) -> bool:
    return _row(said, options) is not None or _by_name(said, options) is not None


def _holding(said: str, options: Sequence[Option]) -> list[str]:
    """Return the lines of a list that hold every word that was typed."""
    words = said.casefold().split()
    return [
        f"{row}. {each.title}"
        for row, each in enumerate(options, start=1)
        if words and all(word in each.words for word in words)
    ]


def _ticked(said: str, ask: Tick) -> Checked:
    """Return the answer to a checklist, typed as numbers: yes, or with a question mark not sure."""
    if said.casefold().rstrip(".") in _NONE_WORDS:
        return Checked()
    unsure: dict[int, bool] = {}
    for part in filter(None, _SEPARATORS.split(_LOOSE_MARK.sub("?", said))):
        row = _row(part.removesuffix("?"), ask.items)
        if row is None:
            told = _("{part} is not the number of a line: type numbers from 1 to {most}, or {none}")
            if part.casefold() in _NONE_WORDS:
                told = _(
                    "{part} cannot stand beside a number: type numbers from 1 to {most}, or {none}"
                )
            raise UnreadableError(told.format(part=part, most=len(ask.items), none=NONE))
        if unsure.setdefault(row, part.endswith("?")) is not part.endswith("?"):
            twice = _("{number} stands there twice, once as yes and once as not sure: type it once")
            raise UnreadableError(twice.format(number=row + 1))
    if not unsure:
        raise UnreadableError(
            _("an empty line is no answer here: type {none} if none applies").format(none=NONE)
        )
    yes, not_sure = (
        tuple(item.value for row, item in enumerate(ask.items) if unsure.get(row) is wanted)
        for wanted in (False, True)
    )
    return Checked(yes, not_sure)
