"""One question: how it is asked, what is known of its answer, and what an answer would mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from wizard.conversation.intents import Answer, Over
from wizard.conversation.moves import Move
from wizard.conversation.places import Asking, WhyAlone
from wizard.conversation.state import State
from wizard.conversation.view import Action, Ask, Option, Pick, Tick, Type, View
from wizard.interview.answer_text import bounds, shown, unit, written
from wizard.interview.choice import Checked, Choice
from wizard.interview.question import Kind, Question
from wizard.interview.session import Session
from wizard.text.layout import sentence
from wizard.text.translation import N_, _, brief_note

_EXAMPLES: Final[Mapping[Kind, str]] = {
    Kind.DATE: N_("year-month-day"),
    Kind.TIME: N_("such as 07:00"),
    Kind.WEIGHT: N_("such as 70 kg or 154 lb"),
}
_HOW: Final[Mapping[Kind, str]] = {
    Kind.NUMBER: N_("Type a number."),
    Kind.WHOLE: N_("Type a whole number."),
    Kind.WEIGHT: N_("Type a number of kg, or a number with lb after it."),
    Kind.DATE: N_("Type a date as year, month and day, such as 2026-01-05."),
    Kind.TIME: N_("Type a time of day as hours and minutes, such as 07:00."),
}
_BOUNDED: Final = frozenset({Kind.NUMBER, Kind.WHOLE, Kind.WEIGHT, Kind.DATE})


def asking(state: State, place: Asking) -> View:
    """Return the question as it is asked now."""
    session = state.session
    asked = session.question(place.key)
    actions = [
        Action(_("Continue"), Move.TAKE),
        Action(_("Back"), Move.PREVIOUS),
        Action(_("Leave"), Move.LEAVE),
    ]
    if (
        asked.step == "plan"
        and (derived := session.trial()) is not None
        and derived.protocol is not None
    ):
        actions.append(Action(_("Compare texts"), Over(WhyAlone(derived))))
    return View(
        title=asked.question,
        help=_help(asked, session),
        note=_note(asked, state),
        ask=_ASKED[asked.kind](asked, state),
        actions=tuple(actions),
        back=Move.PREVIOUS,
        careful=_is_careful(asked),
        explains=True,
        previews=True,
    )


def _is_careful(asked: Question) -> bool:
    """Return whether nothing may be offered or typed ahead here: screening (R03)."""
    return asked.step == "screening"


def _help(asked: Question, session: Session) -> str:
    """Return what explains the question, and within which bounds a number is typed."""
    within = bounds(asked, session) if asked.kind in _BOUNDED else ""
    return " ".join(filter(None, (asked.help, f"{sentence(within)}." if within else "")))


def _note(asked: Question, state: State) -> str:
    """Return what the person must know about the answer that stands here.

    In screening, who checked the translation comes first.
    """
    first = next(iter(state.catalog.screening.groups)).id
    return "\n".join(
        filter(None, (_known(asked, state), brief_note() if asked.group == first else ""))
    )


def _known(asked: Question, state: State) -> str:
    session = state.session
    if asked.key in session.changing:
        if asked.key in state.waiting:
            return _("Changed, but not taken yet: Enter takes it as it stands here.")
        return _("You began to change this answer: please give it again.")
    if asked.key in session.stale:
        return _("Something has changed since you answered this: please confirm it again.")
    problem = session.blocking
    if (
        problem is not None
        and not problem.confirm
        and asked.step == "plan"
        and session.question_of(problem) != asked
    ):
        return _("As answered so far: {problem}.").format(problem=problem.what)
    return ""


def _pick(asked: Question, state: State) -> Pick:
    session = state.session
    choices = asked.choices(session)
    answered = _row(choices, session.get(asked.key)) if asked.key in session.values else None
    offered = None if _is_careful(asked) else asked.suggested(session)
    suggested = None if offered is None else _row(choices, offered)
    looked_up = any(
        isinstance(each.value, bool | Decimal) for each in choices
    )  # an answer that somebody has to look up or to know
    first = None if _is_careful(asked) or looked_up else _first_open(choices)
    options = tuple(
        Option(
            Answer(each.value),
            each.title,
            each.summary,
            each.closed,
            each.value if isinstance(each.value, str) else "",
        )
        for each in choices
    )
    start = next((row for row in (answered, suggested, first) if row is not None), None)
    return Pick(options, highlighted=start, answered=answered, suggested=suggested)


def _row(choices: tuple[Choice, ...], value: Any) -> int | None:
    return next(
        (row for row, each in enumerate(choices) if each.value == value and not each.closed), None
    )


def _first_open(choices: tuple[Choice, ...]) -> int | None:
    return next((row for row, each in enumerate(choices) if not each.closed), None)


def _tick(asked: Question, state: State) -> Tick:
    group = next(group for group in state.catalog.screening.groups if group.id == asked.group)
    marks = state.waiting.get(asked.key, _marked(asked, state.session))
    return Tick(
        asked.choices(state.session), _(group.none_label), marks, _answered(asked, state.session)
    )


def _answered(asked: Question, session: Session) -> str:
    return shown(asked, session.get(asked.key), session) if asked.key in session.values else ""


def _marked(asked: Question, session: Session) -> Checked | None:
    """Return the marks that were given.

    "None of these" is marked again where the lines may be others now (R03).
    """
    given: Checked | None = session.get(asked.key)
    return (
        None
        if asked.key in session.changing or (asked.key in session.stale and given == Checked())
        else given
    )


def _type(asked: Question, state: State) -> Type:
    session = state.session
    is_answered = asked.key in session.values
    offered = session.get(asked.key) if is_answered else asked.suggested(session)
    return Type(
        text=state.waiting.get(asked.key, written(offered)),
        placeholder=_placeholder(asked),
        how=_(_HOW[asked.kind]),
        optional=asked.without if asked.optional else "",
        answered=_answered(asked, session),
        suggested=not is_answered and offered is not None and not _known(asked, state),
    )


def _placeholder(asked: Question) -> str:
    example = _(_EXAMPLES.get(asked.kind, ""))
    if asked.optional:
        left = _("{without} (leave empty)").format(without=asked.without)
        return (
            _("{example}, or {without}").format(example=example, without=left) if example else left
        )
    return example or unit(asked)


_ASKED: Final[Mapping[Kind, Callable[[Question, State], Ask]]] = {
    Kind.CHOICE: _pick,
    Kind.CHECKLIST: _tick,
    Kind.NUMBER: _type,
    Kind.WHOLE: _type,
    Kind.WEIGHT: _type,
    Kind.DATE: _type,
    Kind.TIME: _type,
}
