"""One question: how it is asked, what is known of its answer, and what an answer would mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from wizard.conversation.intents import Answer, Ask, Over
from wizard.conversation.moves import Move
from wizard.conversation.options import given
from wizard.conversation.places import Asking, Details, WhyAlone
from wizard.conversation.state import State
from wizard.conversation.view import Action, Option, Pick, Tick, Type, View
from wizard.conversation.view import Ask as Asks
from wizard.interview.answer_text import bounds, shown, unit, written
from wizard.interview.choice import Checked, Choice
from wizard.interview.from_profile import from_shared
from wizard.interview.question import Kind, Question
from wizard.interview.questions import details as of_details
from wizard.interview.session import Session
from wizard.text.label import Label
from wizard.text.layout import sentence
from wizard.text.translation import N_, _, brief_note

_EXAMPLES: Final[Mapping[Kind, str]] = {
    Kind.LABEL: N_("such as 0.1%, 1 mg per mL or 10 mg in 10 mL"),
    Kind.SPRAY: N_("such as 0.1 mL or 100 mcg"),
    Kind.DATE: N_("such as 2026-10-01 or tomorrow"),
    Kind.TIME: N_("such as 07:00"),
    Kind.WEIGHT: N_("such as 70 kg or 154 lb"),
}
_HOW: Final[Mapping[Kind, str]] = {
    Kind.NUMBER: N_("Type a number."),
    Kind.WHOLE: N_("Type a whole number."),
    Kind.LABEL: N_(
        "Type the strength as the label has it, with its unit, such as 0.1%, 1 mg per mL or 10"
        " mg in 10 mL."
    ),
    Kind.SPRAY: N_("Type a number with mL or mcg after it."),
    Kind.WEIGHT: N_("Type a number of kg, or a number with lb after it."),
    Kind.DATE: N_(
        "Type a date, such as 2026-10-01, 1 October 2026, today or tomorrow; +3 means in 3 days."
    ),
    Kind.TIME: N_("Type a time of day as hours and minutes, such as 07:00."),
}
_HOW_PAST: Final = N_(
    "Type a date, such as 2026-10-01, 1 October 2026, today or yesterday; -3 means 3 days ago."
)
_NAMES: Final[Mapping[Kind, str]] = {
    Kind.LABEL: N_("Strength"),
    Kind.SPRAY: N_("One spray"),
    Kind.WEIGHT: N_("Weight"),
    Kind.DATE: N_("Date"),
    Kind.TIME: N_("Time of day"),
}
_BOUNDED: Final = frozenset({Kind.NUMBER, Kind.WHOLE, Kind.SPRAY, Kind.WEIGHT, Kind.DATE})


def asking(state: State, place: Asking) -> View:
    """Return the question as it is asked now."""
    session = state.session
    asked = session.question(place.key)
    back = Ask(place.key) if place.typed else Move.PREVIOUS
    from_list = asked.kind is Kind.LABEL and asked.choices(session) and not place.typed
    actions = [
        Action(_("Go on"), Move.TAKE),
        Action(_("Back"), back),
        Action(_("Leave"), Move.LEAVE),
    ]
    if (
        asked.step == "plan"
        and (derived := session.trial()) is not None
        and derived.protocol is not None
    ):
        actions.insert(1, Action(_("Compare texts"), Over(WhyAlone(derived))))
    return View(
        title=asked.question,
        help=_help(asked, session),
        note=_note(asked, state),
        ask=(_pick if from_list else _ASKED[asked.kind])(asked, state),
        actions=tuple(actions),
        back=back,
        careful=_is_careful(asked),
        explains=True,
        previews=True,
    )


def details(state: State, _place: Details) -> View:
    """Return several questions, each with its answer or with what is offered."""
    session = state.session
    asked = of_details(session.questions)
    rows = tuple(_detail(each, session) for each in asked)
    is_open = any(map(session.is_open, asked))
    go_on = Option(Move.AGREE, _("Yes, go on"), name="yes")
    return View(
        title=_("Is all of this right?"),
        help=_("Choose a line to change it."),
        ask=Pick((go_on, *rows), answered=None if is_open else 0, suggested=0 if is_open else None),
        actions=(
            Action(_("Go on"), Move.TAKE),
            Action(_("Back"), Move.PREVIOUS),
            Action(_("Leave"), Move.LEAVE),
        ),
        back=Move.PREVIOUS,
        explains=True,
        previews=True,
    )


def _detail(asked: Question, session: Session) -> Option:
    """Return a question with the answer that it has, or that is offered."""
    if asked.key in session.values:
        return given(asked, session)
    offered = asked.suggested(session)
    words = asked.without if offered is None else shown(asked, offered, session)
    return Option(Ask(asked.key, listed=True), asked.question, words)


def _is_careful(asked: Question) -> bool:
    """Return whether nothing may be offered or typed ahead here: screening (R03)."""
    return asked.step == "screening"


def _help(asked: Question, session: Session) -> str:
    """Return what explains the question, and within which bounds a number is typed."""
    within = bounds(asked, session) if asked.kind in _BOUNDED else ""
    return " ".join(
        filter(None, (asked.explained(session), f"{sentence(within)}." if within else ""))
    )


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
    if _is_authors(asked, state):
        return _("The author's product has this. Take it only if your own label says the same.")
    if asked.key in session.stale:
        return (
            _("Something has changed since you answered that none applies: read each line again.")
            if _none_is_stale(asked, session)
            else _("Something has changed since you answered this: please confirm it again.")
        )
    problem = session.blocking
    if (
        problem is not None
        and not problem.confirm
        and asked.step == "plan"
        and session.question_of(problem) != asked
    ):
        return _("As answered so far: {problem}.").format(problem=problem.what)
    return ""


def _is_authors(asked: Question, state: State) -> bool:
    """Return whether the answer is only what the author of a shared profile has (R53)."""
    if state.author is None or asked.key not in state.session.stale:
        return False
    theirs = from_shared(state.author.answers, state.catalog, state.today)
    return asked.key in theirs.stale and theirs.get(asked.key) == state.session.get(asked.key)


def _pick(asked: Question, state: State) -> Pick:
    session = state.session
    choices, typed = list(asked.choices(session)), ""
    given = _standing_row(asked, session, choices)
    if asked.kind is Kind.LABEL:
        typed = _("Or type the strength as the label has it.")
        if given is None and asked.key in session.values:
            given = len(choices)
            choices.append(Choice(Label(session.get(asked.key)), _answered(asked, session)))
    options = [
        Option(
            Answer(each.value),
            each.title,
            each.summary,
            each.closed,
            each.value if isinstance(each.value, str) else "",
            outcome=each.outcome,
            begins=each.begins,
        )
        for each in choices
    ]
    first = next((row for row, each in enumerate(options) if not each.closed), None)
    if typed:
        copied = Ask(asked.key, typed=True)
        as_printed = _("As it is printed, such as 10 mg in 10 mL.")
        options.append(Option(copied, _("Another: copy its label"), as_printed))
    # What somebody has to look up or to know is not offered
    if (
        _is_careful(asked)
        or asked.step == "formulation"
        or any(isinstance(each.value, bool) for each in choices)
    ):
        first = None
    answered, suggested = (None, given) if _is_authors(asked, state) else (given, None)
    return Pick(
        tuple(options),
        highlighted=first if given is None else given,
        answered=answered,
        suggested=suggested,
        typed=typed,
    )


def _standing_row(asked: Question, session: Session, choices: Sequence[Choice]) -> int | None:
    """Return the row of the answer that stands, or `None`."""
    rows = (
        row
        for row, each in enumerate(choices)
        if not each.closed and session.stands(asked.key, each.value)
    )
    return next(rows, None)


def _tick(asked: Question, state: State) -> Tick:
    group = next(group for group in state.catalog.screening.groups if group.id == asked.group)
    marks = state.waiting.get(asked.key, _marked(asked, state.session))
    return Tick(
        asked.choices(state.session), _(group.none_label), marks, _answered(asked, state.session)
    )


def _answered(asked: Question, session: Session) -> str:
    return shown(asked, session.get(asked.key), session) if asked.key in session.values else ""


def _marked(asked: Question, session: Session) -> Checked | None:
    """Return the marks that were given."""
    given: Checked | None = session.get(asked.key)
    is_gone = asked.key in session.changing or _none_is_stale(asked, session)
    return None if is_gone else given


def _none_is_stale(asked: Question, session: Session) -> bool:
    """Return whether "none of these" was marked, and the lines may be others now (R03)."""
    return asked.key in session.stale and session.get(asked.key) == Checked()


def _type(asked: Question, state: State) -> Type:
    session = state.session
    is_answered = asked.key in session.values and not _is_authors(asked, state)
    offered = session.get(asked.key)
    if asked.key not in session.values:
        offered = asked.suggested(session)
    return Type(
        text=state.waiting.get(asked.key, written(asked, offered)),
        placeholder=_placeholder(asked),
        how=_(_HOW_PAST if asked.past else _HOW[asked.kind]),
        optional=asked.without if asked.optional else "",
        answered=_answered(asked, session) if is_answered else "",
        suggested=""
        if is_answered or offered is None or _known(asked, state)
        else shown(asked, offered, session).rstrip("."),
        name=_(_NAMES[asked.kind]) if asked.kind in _NAMES else _per_day(asked),
    )


def _per_day(asked: Question) -> str:
    """Return what a number counts, to stand above it."""
    return _("mcg daily") if asked.key == "target_mcg" else unit(asked)


def _placeholder(asked: Question) -> str:
    example = (
        _("such as 2026-10-01 or yesterday") if asked.past else _(_EXAMPLES.get(asked.kind, ""))
    )
    if asked.optional:
        left = _("{without} (leave empty)").format(without=asked.without)
        return (
            _("{example}, or {without}").format(example=example, without=left) if example else left
        )
    return example or unit(asked)


_ASKED: Final[Mapping[Kind, Callable[[Question, State], Asks]]] = {
    Kind.CHOICE: _pick,
    Kind.CHECKLIST: _tick,
    Kind.LABEL: _type,
    Kind.SPRAY: _type,
    Kind.NUMBER: _type,
    Kind.WHOLE: _type,
    Kind.WEIGHT: _type,
    Kind.DATE: _type,
    Kind.TIME: _type,
}
