"""What may be typed where a view is said, and the intent that a typed line stands for.

An empty line accepts what a question suggests, or keeps what was answered before; never in
screening, and never where there is nothing to accept. There, `keep` keeps an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from wizard.conversation.intents import Answer, Explain, Submit
from wizard.conversation.moves import Intent, Move
from wizard.conversation.view import Ask, Option, Pick, Search, Tick, Type, View
from wizard.errors import UnreadableError
from wizard.interview.choice import Checked
from wizard.plain.speech import KEEP, NONE, SILENT, entries, in_english, standing
from wizard.plain.talk import LONGEST
from wizard.text.sanitize import searched, unsafe
from wizard.text.translation import _

_NONE_WORDS: Final = frozenset({NONE, "no", "none of these"})
_SEPARATORS: Final = re.compile(r"[\s,;]+")
_LOOSE_MARK: Final = re.compile(r"\s+\?")
_WHY: Final = re.compile(r"why(?:\s+([0-9]{1,4}))?")
_MANAGE: Final = re.compile(r"manage\s+([0-9]{1,4})")


def intent_of(line: str, view: View) -> Intent:
    """Return the intent that a typed line stands for.

    Raises `UnreadableError` for one that stands for none.
    """
    said = line.replace("\t", " ").strip()
    longest = view.ask.longest if isinstance(view.ask, Type) else LONGEST
    if len(line) > LONGEST or len(said) > longest:
        raise UnreadableError(_("that line is too long for an answer"))
    if (character := unsafe(said, joined=True)) is not None:
        told = _(
            "it holds the character {character}, which could steer a terminal: type it without"
        )
        raise UnreadableError(told.format(character=character))
    acts = {
        each.label.casefold(): each.intent for each in view.actions if each.intent not in SILENT
    }
    acts |= {
        "back": view.back,
        "quit": view.leave,
        "review": Move.STAY if view.progress is None else Move.ANSWERS,
    }
    word = in_english(said)
    for each in (said.casefold(), word):
        if each in acts:
            return acts[each]
    if (match := _WHY.fullmatch(word)) is not None:
        return _explained(match[1], view)
    stands = standing(view)
    if stands is not None and ((word == KEEP and stands[0]) or not (word or view.careful)):
        return _standing_intent(view.ask)
    return _answer(said, view)


def _standing_intent(ask: Ask | None) -> Intent:
    """Return the intent that gives the answer which stands or is suggested."""
    match ask:
        case Pick(options, answered=int(row)) | Pick(options, suggested=int(row)):
            return options[row].intent
        case Tick(marked=marks):
            return Answer(marks)
        case Type(text):
            return Submit(text)
    return Move.STAY


def _explained(number: str | None, view: View) -> Explain:
    if not view.explains:
        raise UnreadableError(_("there is nothing to explain here"))
    row = None if number is None else _row(number, () if view.ask is None else entries(view))
    if number is not None and row is None:
        raise UnreadableError(_("that is not one of the choices"))
    return Explain(row)


def _answer(said: str, view: View) -> Intent:
    """Return the intent of an answer to what is asked."""
    actions = [
        Option(each.intent, each.label) for each in view.actions if each.intent not in SILENT
    ]
    match view.ask:
        case Tick():
            return Answer(_ticked(said, view.ask))
        case Type(optional=without):
            if not said:
                raise UnreadableError(_("an empty line is no answer here"))
            return Submit("" if without and in_english(said) == NONE else said)
        case Search(options) if (match := _MANAGE.fullmatch(in_english(said))) is not None:
            return _chosen(match[1], options).managed
        case Search(options) if not _is_named(said, options) and (held := _holding(said, options)):
            raise UnreadableError(
                _("these hold what you typed: {lines}").format(lines="; ".join(held))
            )
        case Pick(options, typed=str(typed)) if typed and said:
            # A figure is never the number of a line here: of a bottle of 1%, "1" is not the first
            named = _by_name(said, [*options, *actions])
            return Submit(said) if named is None else named.intent
        case Search(options) | Pick(options):
            return _chosen(said, options, actions).intent
    return _chosen(said, actions).intent


def _chosen(said: str, options: Sequence[Option], unnumbered: Sequence[Option] = ()) -> Option:
    """Return the option of that number or name; the unique beginning of a name will do.

    Raises `UnreadableError` for none, for one that is closed, and where the number is also the name
    of another.
    """
    row, by_name = (
        _row(said.removesuffix("."), options),
        _by_name(said, options) or _by_name(said, unnumbered),
    )
    by_number = options[row] if row is not None else None
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
    """Return the row, from 0, that a number stands for; `None` for what is no number of a line."""
    is_number = number.isascii() and number.isdecimal() and len(number) <= len(str(len(lines)))
    return int(number) - 1 if is_number and 1 <= int(number) <= len(lines) else None


def _by_name(said: str, options: Sequence[Option]) -> Option | None:
    """Return the option of that id, title, first word of a title, or unique beginning of one."""
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
    """Return the lines of a list to search that hold every word that was typed."""
    words = searched(said).split()
    numbered = enumerate(options, start=1)
    return [
        f"{row}. {each.title}"
        for row, each in numbered
        if words and all(word in each.words for word in words)
    ]


def _ticked(said: str, ask: Tick) -> Checked:
    """Return a screening group, answered by its numbers: yes, or with a question mark not sure."""
    if in_english(said.rstrip(".")) in _NONE_WORDS:
        return Checked()
    unsure: dict[int, bool] = {}
    for part in filter(None, _SEPARATORS.split(_LOOSE_MARK.sub("?", said))):
        row = _row(part.removesuffix("?"), ask.items)
        if row is None:
            wrong = _(
                "{part} is not the number of a line: type numbers from 1 to {most}, or {none}"
            )
            beside = _(
                "{part} cannot stand beside a number: type numbers from 1 to {most}, or {none}"
            )
            told = beside if in_english(part) in _NONE_WORDS else wrong
            raise UnreadableError(told.format(part=part, most=len(ask.items), none=_(NONE)))
        if unsure.setdefault(row, part.endswith("?")) is not part.endswith("?"):
            twice = _("{number} stands there twice, once as yes and once as not sure: type it once")
            raise UnreadableError(twice.format(number=row + 1))
    if not unsure:
        raise UnreadableError(
            _("an empty line is no answer here: type {none} if none applies").format(none=_(NONE))
        )
    yes = tuple(item.value for row, item in enumerate(ask.items) if unsure.get(row) is False)
    return Checked(yes, tuple(item.value for row, item in enumerate(ask.items) if unsure.get(row)))
