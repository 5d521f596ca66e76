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
from wizard.text.translation import _, brief_note

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
    return _("{answer}. That means {meaning}").format(answer=said, meaning=echo)


# -- each kind ---------------------------------------------------------------------------------------


def _choice(asked: Field, session: Session) -> Question[Any]:
    choices = asked.choices(session)

    def value_of(said: str) -> Any:
        return pick(said, choices).value

    return Question(
        title=asked.question,
        notes=_notes(asked, session),
        about=asked.help,
        lines=listed(choices),
        how=_how(numbers(choices), asked, session),
        help=(_("Type the number of a line, or its name. A closed line cannot be chosen; the reason stands beside it."),),
        read=_or_kept(asked, session, value_of),
    )


def _checklist(asked: Field, session: Session) -> Question[Any]:
    items = asked.choices(session)
    how = _("Type the numbers that apply, separated by spaces. Add a ? after a number if you are not sure. Type {none} if none applies.")
    example = _('For example, "2 5?" is yes to 2 and not sure to 5. An empty line is no answer: type {none} if none applies.')
    return Question(
        title=asked.question,
        notes=_notes(asked, session),
        about=asked.help,
        lines=listed(items),
        how=_how(how.format(none=NONE), asked, session),
        help=(example.format(none=NONE),),
        read=_or_kept(asked, session, lambda said: _checked(said, items)),
    )


def _typed(asked: Field, session: Session) -> Question[Any]:
    how = _TYPED[asked.kind](asked, session)
    if asked.optional:
        how = _('{how} Type {none} for "{without}".').format(how=how, none=NONE, without=asked.without)

    def value_of(said: str) -> Any:
        if asked.optional and said.casefold() == NONE:
            return None
        if not said:
            raise UnreadableError(_("an empty line is no answer here"))
        return read(asked, said, session)

    return Question(
        title=asked.question,
        notes=_notes(asked, session),
        about=asked.help,
        how=_how(how, asked, session),
        help=(_("A decimal comma or a decimal point will do, and a unit may follow a number."),),
        read=_or_kept(asked, session, value_of),
    )


def _a_number(asked: Field, session: Session) -> str:
    within = bounds(asked, session)
    if within:
        return _("Type a number: {within}.").format(within=within)
    return _("Type a number in {unit}.").format(unit=unit(asked, session))


def _a_whole_number(asked: Field, session: Session) -> str:
    return _("Type a whole number: {within}.").format(within=bounds(asked, session))


def _a_weight(asked: Field, session: Session) -> str:
    return _("Type the weight in kg, or with lb after it: {within}.").format(within=bounds(asked, session))


def _a_date(asked: Field, session: Session) -> str:
    within = bounds(asked, session)
    if within:
        return _("Type a date as year, month and day, such as 2026-01-05: {within}.").format(within=within)
    return _("Type a date as year, month and day, such as 2026-01-05.")


def _a_time(*_args: Any) -> str:
    return _("Type a time of day as hours and minutes, such as 07:00.")


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
    known: tuple[str, ...] = ()
    if asked.key in session.again:
        known = (_("An earlier answer changed, so this one has to be confirmed."),)
    elif asked.key in session.changing:
        known = (_("You began to change this answer: please give it again."),)
    return (brief_note(), *known) if brief_note() and asked.group == next(iter(session.catalog.screening.groups)).id else known


def _how(how: str, asked: Field, session: Session) -> str:
    """What to type, and what an empty line or `keep` would mean."""
    if asked.key in session.values:
        kept = shown(asked, session.get(asked.key), session)
        keeping = (
            _("Type {keep} to keep your answer: {kept}.") if _is_careful(asked) else _("Press Enter alone to keep your answer: {kept}.")
        )
        return f"{how} {keeping.format(keep=KEEP, kept=kept)}"
    suggested = _suggested(asked, session)
    if suggested is None:
        return how
    return f"{how} {_('Press Enter alone for {suggested}.').format(suggested=shown(asked, suggested, session))}"


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
            wrong = _("{part} is not the number of a line: type numbers from 1 to {most}, or {none}")
            beside = _("{part} cannot stand beside a number: type numbers from 1 to {most}, or {none}")
            said_so = beside if part.casefold() in _NONE_WORDS else wrong
            raise UnreadableError(said_so.format(part=part, most=len(items), none=NONE))
        unsure = part.endswith("?")
        if marks.setdefault(int(digits), unsure) is not unsure:
            twice = _("{number} stands there twice, once as yes and once as not sure: type it once")
            raise UnreadableError(twice.format(number=digits))
    if not marks:
        raise UnreadableError(_("an empty line is no answer here: type {none} if none applies").format(none=NONE))
    yes = tuple(item.value for number, item in enumerate(items, start=1) if marks.get(number) is False)
    return Checked(yes, tuple(item.value for number, item in enumerate(items, start=1) if marks.get(number) is True))
