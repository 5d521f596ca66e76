"""What may be typed where a view is said, and the intent that a typed line stands for.

An empty line accepts what a question suggests, or keeps what was answered before; never in screening, and never where
there is nothing to accept. There, `keep` keeps an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from wizard.conversation.intents import Answer, Explain, Submit
from wizard.conversation.moves import Intent, Move
from wizard.conversation.view import Action, Option, Pick, Search, Tick, Type, View
from wizard.errors import UnreadableError
from wizard.interview.choice import Checked, Choice
from wizard.plain.speech import entries
from wizard.plain.talk import LONGEST
from wizard.text.translation import _, marked

KEEP: Final = "keep"
NONE: Final = "none"
WORDS: Final = marked("At every question you may also type back, review, help or quit.")
WHY: Final = marked("Type why for the reason behind what is asked, or why and a number for that line.")
_NONE_WORDS: Final = frozenset({NONE, "no", "none of these"})
_SEPARATORS: Final = re.compile(r"[\s,;]+")
_LOOSE_MARK: Final = re.compile(r"\s+\?")
_WHY: Final = re.compile(r"why(?:\s+([0-9]{1,4}))?")
_MANAGE: Final = re.compile(r"manage\s+([0-9]{1,4})")
_SILENT: Final = (Move.TAKE, Move.MANAGE)


def how(view: View) -> str:
    """Return what to type, in a sentence or two."""
    said = [_asked(view), *_kept(view), *_actions(view)]
    return " ".join(filter(None, said))


def _asked(view: View) -> str:
    match view.ask:
        case Tick():
            told = _(
                "Type the numbers that apply, separated by spaces. Add a ? after a number if you are not sure. Type {none} if none applies."
            )
            return told.format(none=NONE)
        case Type(_, placeholder, _, optional):
            told = _("Type an answer: {example}.").format(example=placeholder)
            return _('{how} Type {none} for "{without}".').format(how=told, none=NONE, without=optional) if optional else told
        case Search():
            return _("Type the number of a profile or its name to open it; or words to search for.")
    return _numbers(len(entries(view)))


def _numbers(count: int) -> str:
    if count <= 1:
        return _("Type 1.") if count else ""
    return _("Type 1 or 2.") if count == 2 else _("Type a number from 1 to {most}.").format(most=count)  # noqa: PLR2004 - two, in words


def _kept(view: View) -> list[str]:
    """Return what an empty line, or `keep`, would mean."""
    match view.ask:
        case Tick(_, _, marks) if marks is not None:
            return [_("Type {keep} to keep your answer.").format(keep=KEEP)]
        case Pick(options, answered=int(row)) if view.careful:
            return [_("Type {keep} to keep your answer: {kept}.").format(keep=KEEP, kept=options[row].title)]
        case Pick(options, answered=int(row)):
            return [_("Press Enter alone to keep your answer: {kept}.").format(kept=options[row].title)]
        case Pick(options, suggested=int(row)) | Pick(options, suggested=int(row)):
            return [_("Press Enter alone for {suggested}.").format(suggested=options[row].title)]
        case Type(text) if text:
            return [_("Press Enter alone for {suggested}.").format(suggested=text)]
    return []


def _actions(view: View) -> list[str]:
    """Return the actions that have no number and no word of their own."""
    if view.ask is None:
        return []
    labels = [each.label.lower() for each in _others(view)]
    told = [_("You may also type: {actions}.").format(actions=", ".join(labels))] if labels else []
    return [*told, *([_("Type manage and a number for what else may be done with it.")] if isinstance(view.ask, Search) else [])]


def _others(view: View) -> list[Action]:
    return [each for each in view.actions if each.intent not in (*_SILENT, view.back, view.leave)]


# -- reading -------------------------------------------------------------------------------------------


def intent_of(line: str, view: View) -> Intent:
    """Return the intent that a typed line stands for. Raises `UnreadableError` for one that stands for none."""
    if len(line) > LONGEST:
        raise UnreadableError(_("that line is too long for an answer"))
    said = line.strip()
    low = said.casefold()
    words = {each.label.casefold(): each.intent for each in _others(view)}
    words |= {"back": view.back, "quit": view.leave, "review": Move.ANSWERS}
    if low in words:
        return words[low]
    if view.explains and (match := _WHY.fullmatch(low)):
        return Explain(None if match[1] is None else _row(match[1], view))
    return _answer(said, view)


def _answer(said: str, view: View) -> Intent:
    """Return the intent of an answer to what is asked."""
    match view.ask:
        case Tick():
            return Answer(_ticked(said, view.ask))
        case Type():
            return Submit(_typed(said, view.ask))
        case Search(options):
            return _found(said, options)
        case Pick():
            return _picked(said, view.ask, careful=view.careful)
    return _chosen(said, [Option(each.intent, each.label) for each in view.actions]).intent


def _row(number: str, view: View) -> int:
    most = len(entries(view))
    if view.ask is None or not 1 <= int(number) <= most:
        raise UnreadableError(_("that is not one of the choices"))
    return int(number) - 1


def _typed(said: str, ask: Type) -> str:
    if ask.optional and said.casefold() == NONE:
        return ""
    if not said and not ask.text and not ask.optional:
        raise UnreadableError(_("an empty line is no answer here"))
    return said or ask.text


def _picked(said: str, ask: Pick, *, careful: bool) -> Intent:
    offered = ask.answered if ask.answered is not None else None if careful else ask.suggested
    keeps = ask.answered is not None and said.casefold() == KEEP
    if offered is not None and (keeps or (not said and not careful)):
        return ask.options[offered].intent
    return _chosen(said, ask.options).intent


def _found(said: str, options: tuple[Option, ...]) -> Intent:
    if (match := _MANAGE.fullmatch(said.casefold())) is not None:
        return _chosen(match[1], options).managed
    return _chosen(said, options).intent


def _chosen(said: str, options: Sequence[Option]) -> Option:
    """Return the option of that number or that name; the beginning of a name will do where it fits one only.

    Raises `UnreadableError` for none, for one that is closed, and where the number is also the name of another.
    """
    by_number, by_name = _numbered(said, options), _by_name(said, options)
    if by_number is not None and by_name is not None and by_number is not by_name:
        both = {"said": said, "first": by_number.title, "second": by_name.title}
        raise UnreadableError(_("{said} could mean line {said}, {first}, or {second}: type the name in full").format(**both))
    chosen = by_number or by_name
    if chosen is None:
        raise UnreadableError(_("that is not one of the choices") if said else _("an empty line is no answer here"))
    if chosen.closed:
        raise UnreadableError(_("{name} is closed. {reason}").format(name=chosen.title, reason=chosen.closed))
    return chosen


def _numbered(said: str, options: Sequence[Option]) -> Option | None:
    digits = said.removesuffix(".")
    if digits.isascii() and digits.isdecimal() and 1 <= len(digits) <= len(str(len(options))) and 1 <= int(digits) <= len(options):
        return options[int(digits) - 1]
    return None


def _by_name(said: str, options: Sequence[Option]) -> Option | None:
    """Return the option of that name: its id, the whole title, the first word of it or, letters only, the beginning that no other has."""
    wanted = said.casefold().rstrip(".")
    fits: list[Callable[[Option], bool]] = [
        lambda option: bool(wanted) and wanted == option.name,
        lambda option: wanted == option.title.casefold(),
        lambda option: wanted == option.title.casefold().partition(" ")[0],
    ]
    if wanted[:1].isalpha():
        fits.append(lambda option: option.title.casefold().startswith(wanted))
    for fit in fits:
        found = [option for option in options if fit(option)]
        if len(found) == 1:
            return found[0]
    return None


def _ticked(said: str, ask: Tick) -> Checked:
    """Return a screening group, answered by its numbers: yes, or with a question mark not sure."""
    items: tuple[Choice, ...] = ask.items
    if said.casefold() == KEEP and ask.marked is not None:
        return ask.marked
    if said.casefold().rstrip(".") in _NONE_WORDS:
        return Checked()
    marks: dict[int, bool] = {}
    for part in filter(None, _SEPARATORS.split(_LOOSE_MARK.sub("?", said))):
        digits = part.removesuffix("?")
        if not (digits.isascii() and digits.isdecimal() and len(digits) <= len(str(len(items))) and 1 <= int(digits) <= len(items)):
            wrong = _("{part} is not the number of a line: type numbers from 1 to {most}, or {none}")
            beside = _("{part} cannot stand beside a number: type numbers from 1 to {most}, or {none}")
            told = beside if part.casefold() in _NONE_WORDS else wrong
            raise UnreadableError(told.format(part=part, most=len(items), none=NONE))
        doubt = part.endswith("?")
        if marks.setdefault(int(digits), doubt) is not doubt:
            twice = _("{number} stands there twice, once as yes and once as not sure: type it once")
            raise UnreadableError(twice.format(number=digits))
    if not marks:
        raise UnreadableError(_("an empty line is no answer here: type {none} if none applies").format(none=NONE))

    yes, unsure = (
        tuple(item.value for number, item in enumerate(items, start=1) if marks.get(number) is wanted) for wanted in (False, True)
    )
    return Checked(yes, unsure).joined((ask.marked or Checked()).beyond([item.value for item in items]))
