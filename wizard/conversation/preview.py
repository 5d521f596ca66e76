"""What an answer would mean that is highlighted or typed, but not given yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from wizard.catalog import Catalog
from wizard.catalog.model import Outcome
from wizard.conversation.intents import Answer, Submit
from wizard.conversation.moves import Intent
from wizard.conversation.places import Asking, ExportAs, Saving
from wizard.conversation.state import State
from wizard.errors import InvalidInputError, UnreadableError
from wizard.interview.answer_text import read, shown
from wizard.interview.question import Kind
from wizard.interview.session import Session
from wizard.profile.folder import SUFFIX
from wizard.protocol.dose_words import daily, phase_days
from wizard.protocol.plan import Protocol
from wizard.protocol.schedule import same_goal_only
from wizard.report.export.registry import FORMS
from wizard.text.layout import sentence
from wizard.text.numbers import clock, count, day
from wizard.text.sanitize import MOST_PATH, clean
from wizard.text.translation import N_, _

_ANSWERED: Final = {
    "goal": N_("For: {answer}"),
    "compound": N_("Compound: {answer}"),
    "form": N_("Form: {answer}"),
    "route": N_("Taken: {answer}"),
}
_OUTCOMES: Final = {
    Outcome.CLEAR: N_("Screening: nothing against it so far"),
    Outcome.CAUTION: N_("Screening: caution"),
    Outcome.CLINICIAN: N_("Screening: clinician"),
    Outcome.STOP: N_("Screening: stop"),
}


def echo(state: State, intent: Intent | None) -> str:
    """Return what an answer means, or what writing to a file would do.

    Empty for one that cannot stand; and no figures are told to a person who is screened out (R02).
    """
    match state.page, intent:
        case Asking(key), _:
            return _meaning(state.session, key, _value(state, key, intent))
        case Saving(), Submit(text):
            return _writing(state, text)
        case ExportAs(forms, name), Submit(text):
            return _writing(state, text, forms.path.absolute().parent, FORMS[name].suffix)
    return ""


def reading(state: State, intent: Intent) -> str:
    """Return what was understood of an answer, and what it means.

    Empty for an intent that answers no question.
    """
    if not isinstance(state.page, Asking) or not isinstance(intent, Answer | Submit):
        return ""
    session, key = state.session, state.page.key
    value = _value(state, key, intent)
    said, meaning = (
        shown(session.question(key), value, session).rstrip("."),
        _meaning(session, key, value),
    )
    if not meaning or meaning.startswith(said):
        return meaning or said
    return _("{answer}. That means {meaning}").format(answer=said, meaning=meaning)


def _value(state: State, key: str, intent: Intent | None) -> Any:
    """Return the value of an answer; `None` where there is none, or it cannot be read."""
    match intent:
        case Answer(value):
            return value
        case Submit(text):
            try:
                return read(state.session.question(key), text, state.today)
            except UnreadableError:
                return None
    return None


def _meaning(session: Session, key: str, value: Any) -> str:
    asked = session.question(key)
    told = asked.kind is Kind.DATE or session.screening.outcome.allows_dose
    if asked.echo is None or value is None or not told:
        return ""
    try:
        session.answer(key, value)
    except InvalidInputError:
        return ""
    return asked.echo(session, value)


def _writing(state: State, text: str, where: Path | None = None, suffix: str = SUFFIX) -> str:
    try:
        path = state.folder.path_of(text, where, suffix)
    except UnreadableError:
        return ""
    there = _("{file} exists already; you are asked before it is replaced.")
    told = there if state.folder.exists(path) else _("A new file: {file}")
    return told.format(file=clean(str(path), MOST_PATH))


def plan_preview(state: State, intent: Intent | None) -> str:
    """Return the plan so far with this answer, in a few lines.

    For a person who is screened out, what is only highlighted lifts nothing (R02).
    """
    session, page = state.session, state.page
    if isinstance(page, Asking) and session.screening.outcome.allows_dose:
        value = _value(state, page.key, intent)
        try:
            session = session.answer(page.key, value) if value is not None else session
        except InvalidInputError:
            return f"{_('The plan so far')}\n\n{_('Not with this value.')}"
    return "\n".join((_("The plan so far"), "", *_lines(session)))


def _lines(session: Session) -> Iterator[str]:
    for asked in session.questions:
        if asked.key in session.values and (name := _ANSWERED.get(asked.key)) is not None:
            yield _(name).format(answer=shown(asked, session.get(asked.key), session))
    outcome = session.screening.outcome
    yield _(_OUTCOMES[outcome])
    if not outcome.allows_dose:
        yield _("No dose is given.")
        return
    derived = session.trial()
    if derived is None or derived.protocol is None:
        yield _("The dose follows once it is known for whom it is.")
    else:
        yield ""
        yield from _planned(derived.protocol, session.catalog)


def _planned(plan: Protocol, catalog: Catalog) -> Iterator[str]:
    for phase in plan.phases:
        yield f"{sentence(phase_days(phase))}: {daily(phase, plan.measure)}"
    yield _("At {times}").format(
        times=_(" and ").join(clock(dose.at.value) for dose in plan.main.doses)
    )
    yield _("From {day}").format(day=day(plan.course.start.value))
    yield _("to {day}").format(day=day(plan.course.end.value))
    yield _("Rest: {days}").format(days=count(plan.course.rest_days.value, "day"))
    following = (
        _("Next start: {day} or later, with the same goal")
        if same_goal_only(plan.course, catalog)
        else _("Next start: {day} or later")
    )
    yield following.format(day=day(plan.course.next_start.value))
    yield _("Needed: {containers}").format(
        containers=count(plan.supply.containers.value, plan.supply.container)
    )
