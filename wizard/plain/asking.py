"""How each kind of question is put in lines: what is said, what may be typed, how it is read.

An empty line accepts what a question suggests, or keeps what was answered before; never in screening, and
never where there is nothing to accept. There, `keep` keeps an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from wizard.errors import UnreadableError
from wizard.interview.choice import Checked, Choice
from wizard.interview.fields import Field, Kind
from wizard.interview.reading import bounds, read, shown, unit
from wizard.interview.session import Session
from wizard.plain.question import Question, listed, numbers, pick

KEEP: Final = "keep"
NONE: Final = "none"
_NONE_WORDS: Final = frozenset({NONE, "no", "none of these"})
_SEPARATORS: Final = re.compile(r"[\s,;]+")
_LOOSE_MARK: Final = re.compile(r"\s+\?")


def question(asked: Field, session: Session) -> Question[Any]:
    """The question as it is asked now. Its answer is the value, not yet checked against the session."""
    return ASKED[asked.kind](asked, session)


def noted(asked: Field, session: Session) -> str:
    """What was understood, read back: the answer, and what it means where the question says so."""
    value = session.get(asked.key)
    said = shown(asked, value, session).rstrip(".")
    echo = ""
    if asked.echo is not None and value is not None and session.screening.outcome.allows_dose:
        echo = asked.echo(session, value)
    if not echo or echo.startswith(said):
        return echo or said
    return f"{said}. That means {echo}"


# -- each kind ---------------------------------------------------------------------------------------


def _choice(asked: Field, session: Session) -> Question[Any]:
    choices = asked.choices(session)

    def value_of(said: str) -> Any:
        return pick(said, choices).value

    return Question(
        title=asked.question,
        notes=_notes(asked, session),
        lines=listed(choices),
        how=_how(numbers(choices), asked, session),
        help=_help(asked, "Type the number of a line, or its name. A closed line cannot be chosen; the reason stands beside it."),
        read=_or_kept(asked, session, value_of),
    )


def _checklist(asked: Field, session: Session) -> Question[Any]:
    items = asked.choices(session)
    how = f"Type the numbers that apply, separated by spaces. Add a ? after a number if you are not sure. Type {NONE} if none applies."
    return Question(
        title=asked.question,
        notes=_notes(asked, session),
        lines=listed(items),
        how=_how(how, asked, session),
        help=_help(asked, f'For example, "2 5?" is yes to 2 and not sure to 5. An empty line is no answer: type {NONE} if none applies.'),
        read=_or_kept(asked, session, lambda said: _checked(said, items)),
    )


def _typed(asked: Field, session: Session) -> Question[Any]:
    how = _TYPED[asked.kind](asked, session)
    if asked.optional:
        how = f'{how} Type {NONE} for "{asked.without}".'

    def value_of(said: str) -> Any:
        if asked.optional and said.casefold() == NONE:
            return None
        if not said:
            raise UnreadableError("an empty line is no answer here")
        return read(asked, said, session)

    return Question(
        title=asked.question,
        notes=_notes(asked, session),
        how=_how(how, asked, session),
        help=_help(asked, "A decimal comma or a decimal point will do, and a unit may follow a number."),
        read=_or_kept(asked, session, value_of),
    )


def _a_number(asked: Field, session: Session) -> str:
    within = bounds(asked, session)
    return f"Type a number: {within}." if within else f"Type a number in {unit(asked, session)}."


def _a_whole_number(asked: Field, session: Session) -> str:
    return f"Type a whole number: {bounds(asked, session)}."


def _a_weight(asked: Field, session: Session) -> str:
    return f"Type the weight in kg, or with lb after it: {bounds(asked, session)}."


def _a_date(asked: Field, session: Session) -> str:
    within = bounds(asked, session)
    example = "Type a date as year, month and day, such as 2026-01-05"
    return f"{example}: {within}." if within else f"{example}."


def _a_time(*_: Any) -> str:
    return "Type a time of day as hours and minutes, such as 07:00."


_TYPED: Final[Mapping[Kind, Callable[[Field, Session], str]]] = {
    Kind.NUMBER: _a_number,
    Kind.WHOLE: _a_whole_number,
    Kind.WEIGHT: _a_weight,
    Kind.DATE: _a_date,
    Kind.TIME: _a_time,
}

ASKED: Final[Mapping[Kind, Callable[[Field, Session], Question[Any]]]] = {
    Kind.CHOICE: _choice,
    Kind.CHECKLIST: _checklist,
    **dict.fromkeys(_TYPED, _typed),
}


# -- what they share ---------------------------------------------------------------------------------


def _is_careful(asked: Field) -> bool:
    """Whether an empty line may never stand for an answer (R03)."""
    return asked.step == "screening"


def _notes(asked: Field, session: Session) -> tuple[str, ...]:
    return ("An earlier answer changed, so this one has to be confirmed.",) if asked.key in session.again else ()


def _help(asked: Field, how: str) -> tuple[str, ...]:
    return tuple(text for text in (asked.help, how) if text)


def _how(how: str, asked: Field, session: Session) -> str:
    """What to type, and what an empty line or `keep` would mean."""
    if asked.key in session.values:
        kept = shown(asked, session.get(asked.key), session)
        keeping = f"Type {KEEP}" if _is_careful(asked) else "Press Enter alone"
        return f"{how} {keeping} to keep your answer: {kept}."
    suggested = _suggested(asked, session)
    return how if suggested is None else f"{how} Press Enter alone for {shown(asked, suggested, session)}."


def _suggested(asked: Field, session: Session) -> Any:
    return None if _is_careful(asked) else asked.suggested(session)


def _or_kept(asked: Field, session: Session, read_value: Callable[[str], Any]) -> Callable[[str], Any]:
    """`read_value`, but for what keeps an answer or accepts what is suggested."""
    answered, suggested = asked.key in session.values, _suggested(asked, session)

    def value_of(said: str) -> Any:
        if answered and (said.casefold() == KEEP or (not said and not _is_careful(asked))):
            return session.get(asked.key)
        if not said and suggested is not None and not answered:
            return suggested
        return read_value(said)

    return value_of


def _checked(said: str, items: tuple[Choice, ...]) -> Checked:
    """A screening group, answered by its numbers: yes, or with a question mark not sure."""
    if said.casefold().rstrip(".") in _NONE_WORDS:
        return Checked()
    marks: dict[int, bool] = {}
    for part in filter(None, _SEPARATORS.split(_LOOSE_MARK.sub("?", said))):
        digits = part.removesuffix("?")
        if not (digits.isascii() and digits.isdecimal() and len(digits) <= len(str(len(items))) and 1 <= int(digits) <= len(items)):
            wrong = f"{part} is not the number of a line" if part.casefold() not in _NONE_WORDS else f"{part} cannot stand beside a number"
            raise UnreadableError(f"{wrong}: type numbers from 1 to {len(items)}, or {NONE}")
        unsure = part.endswith("?")
        if marks.setdefault(int(digits), unsure) is not unsure:
            raise UnreadableError(f"{digits} stands there twice, once as yes and once as not sure: type it once")
    if not marks:
        raise UnreadableError(f"an empty line is no answer here: type {NONE} if none applies")
    yes = tuple(item.value for number, item in enumerate(items, start=1) if marks.get(number) is False)
    return Checked(yes, tuple(item.value for number, item in enumerate(items, start=1) if marks.get(number) is True))
