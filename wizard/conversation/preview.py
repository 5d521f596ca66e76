"""What an answer would mean that is highlighted or typed, but not given yet."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from wizard.catalog.model import Outcome
from wizard.conversation.intents import Answer, Submit
from wizard.conversation.moves import Intent
from wizard.conversation.places import Asking, ExportAs, Saving
from wizard.conversation.state import State
from wizard.conversation.view import Scale
from wizard.errors import InvalidInputError, Problem, UnreadableError
from wizard.interview.answer_text import read, shown
from wizard.interview.question import Kind, Question, Weight, daily_range, planned_goal
from wizard.interview.session import Session
from wizard.profile.folder import SUFFIX
from wizard.protocol.plan import Protocol
from wizard.protocol.schedule import same_goal_only
from wizard.report.drawings import Planned
from wizard.report.export.registry import FORMS
from wizard.text.layout import sentence
from wizard.text.numbers import count, day, mass
from wizard.text.sanitize import MOST_PATH, clean
from wizard.text.translation import N_, _

_KNOWN: Final = {
    "goal": N_("For: {answer}"),
    "compound": N_("Compound: {answer}"),
    "form": N_("Form: {answer}"),
    "product.strength_mg_per_ml": N_("Strength: {answer}"),
    "product.vial_mg": N_("Vial: {answer}"),
    "product.diluent_ml": N_("Water: {answer}"),
    "product.syringe": N_("Syringe: {answer}"),
    "product.sterility_tested": N_("Sterility certificate: {answer}"),
    "route": N_("Taken: {answer}"),
    "person.age": N_("Age: {answer}"),
    "person.weight": N_("Weight: {answer}"),
    "first_time": N_("First course: {answer}"),
}
"""What is told of the answers until there is a plan."""


_MOST_OPENED: Final = 3
"""So many bottles or vials are told with their days."""


@frozen
class Preview:
    """What stands beside a question: an answer's meaning, and the plan as it would be with it.

    `echo` is what the answer means, `doubt` why it cannot stand or is to be looked at again.
    `known` tells what was answered so far, in place of a `plan`; `dates` what follows the course.
    `outcome` is that so far, with its `reasons`; `None` before anything of the person's health was
    answered or found. `scale` is the answer among what may be given.
    """

    outcome: Outcome | None
    echo: str = ""
    doubt: str = ""
    known: tuple[str, ...] = ()
    plan: Planned | None = None
    dates: tuple[str, ...] = ()
    reasons: tuple[tuple[Outcome, str], ...] = ()
    scale: Scale | None = None


def preview(state: State, intent: Intent | None) -> Preview:
    """Return what an answer would mean, and the plan so far with it; or what a file name would do.

    For a person who is screened out, what is only highlighted or typed lifts nothing (R02).
    """
    match state.page, intent:
        case Saving(), Submit(text):
            return _writing(state, text)
        case ExportAs(forms, name), Submit(text):
            return _writing(state, text, forms.path.absolute().parent, FORMS[name].suffix)
        case page, Submit() if not isinstance(page, Asking):
            return Preview(None)
    session, key = state.session, state.page.key if isinstance(state.page, Asking) else ""
    value = _value(state, key, intent) if key else None
    tried, refused = session, None
    if value is not None and session.screening.outcome.allows_dose:
        try:
            tried = session.answer(key, value)
        except InvalidInputError as error:
            refused = error.problems[0]
    screening = tried.screening
    derived = tried.trial() if screening.outcome.allows_dose and refused is None else None
    plan = None if derived is None else derived.protocol
    return Preview(
        screening.outcome if screening.findings or _is_asked(tried) else None,
        echo="" if refused is not None else _understood(session, tried, key, value),
        doubt=_doubt(session, tried, key, value, refused) if key else "",
        known=(_("Not with this value."),) if refused is not None else tuple(_known(tried)),
        plan=Planned(derived, plan, state.catalog) if derived is not None and plan else None,
        dates=tuple(_dates(plan, state)) if plan else (),
        reasons=tuple(
            (found.outcome, " ".join(map(_, found.reasons))) for found in screening.findings
        ),
        scale=_scale(session if plan is None else tried, key, value),
    )


def _is_asked(session: Session) -> bool:
    """Return whether any question about the person's health was answered."""
    return any(
        asked.step == "screening" and asked.key in session.values for asked in session.questions
    )


def _doubt(session: Session, tried: Session, key: str, value: Any, refused: Problem | None) -> str:
    """Return why an answer that is typed cannot stand, must be confirmed, or rules a dose out.

    Nothing of a number below what may be given: it may be the beginning of a longer one.
    """
    asked = session.question(key)
    if value is None or asked.kind in {Kind.CHOICE, Kind.CHECKLIST}:
        return ""
    if refused is not None:
        return "" if _may_go_on(session, asked, value) else f"{sentence(refused.what)}."
    if not tried.screening.outcome.allows_dose:
        rules_out = session.screening.outcome.allows_dose and asked.step == "formulation"
        return " ".join(map(_, tried.screening.findings[0].reasons)) if rules_out else ""
    problem = tried.to_confirm(key)
    derived = tried.trial() if problem is None and key == "target_mcg" else None
    if derived is not None and (plan := derived.protocol) is not None:
        bound = plan.ceiling.figure.value < plan.requested.value
        return _("More than the most for you.") if bound else ""
    return "" if problem is None else f"{sentence(problem.what)}."


def _may_go_on(session: Session, asked: Question, value: Any) -> bool:
    """Return whether a number is so low that it may be the beginning of one that can stand."""
    number = value.exact.amount if isinstance(value, Weight) else value
    if not isinstance(number, Decimal | Fraction | int):
        return False
    if asked.key == "target_mcg":
        of = daily_range(session, session.get("route"))
        return of is not None and number < of.least.value.amount
    rail = asked.guardrail(session.catalog)
    return rail is not None and number < rail.absolute[0]


def _scale(session: Session, key: str, value: Any) -> Scale | None:
    """Return where a dose or a number of days lies from 0 to the most for this person."""
    if key == "schedule.on_days":
        goal = planned_goal(session)
        cycle = None if goal is None else goal.planned_cycle
        if cycle is None:
            return None
        most, marks = Fraction(cycle.days_most), [Fraction(cycle.days_start)]
        said, why = count(cycle.days_most, "day"), _("the longest course for this goal")
    elif key == "target_mcg" and (derived := session.trial()) and (plan := derived.protocol):
        top = plan.ceiling
        most, said = top.figure.value.amount, mass(top.figure.value)
        why = session.bound_by(plan)
        marks = [plan.range.least.value.amount, plan.range.most.value.amount]
    else:
        return None
    at = None if value is None else Fraction(value)
    return Scale(at, most, tuple(sorted({each for each in marks if each < most})), said, why)


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


def _meaning(session: Session, key: str, value: Any, tried: Session | None = None) -> str:
    """Return what an answer means; `tried` is the session with it, where that is known already."""
    asked = session.question(key)
    told = asked.kind is Kind.DATE or session.screening.outcome.allows_dose
    if asked.echo is None or value is None or not told:
        return ""
    try:
        return asked.echo(tried or session.answer(key, value), value)
    except InvalidInputError:
        return ""


def _understood(session: Session, tried: Session, key: str, value: Any) -> str:
    """Return what an answer that is typed means, or at least how it is read."""
    asked = session.question(key) if value is not None else None
    if asked is None or asked.kind in {Kind.CHOICE, Kind.CHECKLIST}:
        return ""
    known = tried if tried is not session else None
    return _meaning(session, key, value, known) or shown(asked, value, session)


def _writing(state: State, text: str, where: Path | None = None, suffix: str = SUFFIX) -> Preview:
    """Return what writing to a file would do; its path is not told twice."""
    try:
        path = state.folder.path_of(text, where, suffix)
    except UnreadableError:
        return Preview(None)
    file = clean(str(path), MOST_PATH)
    if not state.folder.exists(path):
        told = _("A new file.") if text == file else _("A new file: {file}")
        return Preview(None, echo=told.format(file=file))
    told = (
        _("It exists already; you are asked before it is replaced.")
        if text == file
        else _("{file} exists already; you are asked before it is replaced.")
    )
    return Preview(None, doubt=told.format(file=file))


def _known(session: Session) -> Iterator[str]:
    """Tell what was answered so far of what decides on a plan."""
    for asked in session.questions:
        if asked.key in session.values and (name := _KNOWN.get(asked.key)) is not None:
            yield _(name).format(answer=shown(asked, session.get(asked.key), session))


def _dates(plan: Protocol, state: State) -> Iterator[str]:
    """Tell what follows from the course: the rest, the next start, and what is needed when."""
    course, supply = plan.course, plan.supply
    yield _("Rest: {days}").format(days=count(course.rest_days.value, "day"))
    following = (
        _("Next start: {day} or later, with the same goal")
        if same_goal_only(course, state.catalog)
        else _("Next start: {day} or later")
    )
    yield following.format(day=day(course.next_start.value))
    yield _("Needed: {containers}").format(
        containers=count(supply.containers.value, supply.container)
    )
    for opened in supply.opened[:_MOST_OPENED]:
        told = (
            _("Opened on {on}, used up on {discard}")
            if opened.is_used_up
            else _("Opened on {on}, discard on {discard}")
        )
        yield told.format(on=day(opened.on.value), discard=day(opened.gone))
