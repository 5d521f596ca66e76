"""Why a question is asked and what its options rest on: the page of one question, of one choice, of one line of a checklist."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from wizard.catalog import Catalog
from wizard.catalog.model import Form, Sourced
from wizard.explain.pages import of_facts
from wizard.interview.choice import Choice
from wizard.interview.fields import Field, Kind
from wizard.interview.reading import bounds
from wizard.interview.session import Session
from wizard.report.model import Bullets, Document, Section


def of_question(asked: Field, choice: Choice | None, session: Session) -> Document:
    """Why a question is asked, or why the highlighted choice of it is what it is or is closed.

    A person who is screened out sees no dose on it, and nobody does on an item that rules one out.
    """
    catalog = session.catalog
    dosed = session.screening.outcome.allows_dose
    if asked.kind is Kind.CHECKLIST:
        return _of_item(asked, choice, session, dosed=dosed)
    facts = [*_of_choice(asked, choice, catalog), *_of_key(asked, session)]
    chosen = asked.choices(session) and choice
    title = chosen.title if chosen else asked.question
    says = [chosen.summary, f"Closed. {chosen.closed}" if chosen.closed else ""] if chosen else [asked.help]
    says += [getattr(fact, "note", "") for fact in facts[:1]]
    if not chosen:
        says += _bounds(asked, session, dosed=dosed)
    return of_facts(title, says if any(says) else [_PLAIN], facts, catalog, dosed=dosed)


_PLAIN: Final = "It is your answer to give; it is taken as it is."


def _of_item(asked: Field, choice: Choice | None, session: Session, *, dosed: bool) -> Document:
    group = next(group for group in session.catalog.screening.groups if group.id == asked.group)
    items = {item.id: item for item in group.items}
    if choice is None:
        lines = tuple(f"{each.title}: {items[each.value].reason}" for each in asked.choices(session))
        return Document(f"Why: {group.question}", (Section("items", "What each line is asked for", (Bullets(lines),)),))
    item = items[choice.value]
    says = (item.detail, f"Yes leads to: {item.outcome}. {item.reason}", item.advice)
    return of_facts(item.label, says, (item,), session.catalog, dosed=dosed and item.outcome.allows_dose)


def _bounds(asked: Field, session: Session, *, dosed: bool) -> Iterator[str]:
    if said := bounds(asked, session):
        yield f"What may be typed: {said}."
    rail = session.catalog.guardrails.get(asked.rail)
    if rail is not None and rail.why and (dosed or not rail.doses):
        yield f"Outside what is usual you are asked once more: {rail.why}"


def _of_choice(asked: Field, choice: Choice | None, catalog: Catalog) -> Iterator[Sourced]:
    """The facts of the catalog behind a choice; and behind its being closed."""
    known: Mapping[str, Mapping[Any, Sourced]] = {
        "goal": catalog.goals,
        "schedule.last_course_goal": catalog.goals,
        "compound": catalog.compounds,
        "form": catalog.forms,
        "route": catalog.routes,
    }
    if choice is None:
        return
    if choice.value is not None and (fact := known.get(asked.key, {}).get(choice.value)) is not None:
        yield fact
    yield from (found for found in catalog.screening.findings if choice.closed_by == found.id)


def _of_key(asked: Field, session: Session) -> Iterator[Sourced]:
    """The facts behind a question: its guardrail, and what else it decides."""
    rail = session.catalog.guardrails.get(asked.rail)
    if rail is not None:
        yield rail
    yield from _FACTS.get(asked.key, _no_facts)(session)


def _no_facts(_: Session) -> tuple[Sourced, ...]:
    return ()


def _finding(name: str) -> Callable[[Session], tuple[Sourced, ...]]:
    return lambda session: tuple(found for found in session.catalog.screening.findings if found.id == name)


def _dosing(*names: str) -> Callable[[Session], tuple[Sourced, ...]]:
    return lambda session: tuple(getattr(session.catalog.dosing, name) for name in names)


def _cycle(session: Session) -> tuple[Sourced, ...]:
    goal = session.catalog.goals.get(session.get("goal"))
    return (goal.cycle,) if goal is not None and goal.cycle is not None else ()


def _target(session: Session) -> tuple[Sourced, ...]:
    goal = session.catalog.goals.get(session.get("goal"))
    return (*((goal,) if goal is not None else ()), session.catalog.dosing.weight, session.catalog.dosing.session)


def _keeps(session: Session) -> tuple[Sourced, ...]:
    form: Form | None = session.catalog.forms.get(session.get("form"))
    return () if form is None else (form.keeps,)


_FACTS: Final[Mapping[str, Callable[[Session], tuple[Sourced, ...]]]] = {
    "product.strength_mg_per_ml": _dosing("strength"),
    "product.mcg_per_spray": _dosing("spray"),
    "product.pump_ml": _dosing("spray"),
    "product.diluent_ml": _dosing("diluent"),
    "product.vial_mg": _dosing("draw"),
    "product.syringe": _dosing("draw"),
    "product.mark_units": _dosing("draw"),
    "product.sterility_tested": _finding("untested-vial"),
    "product.label_days": _keeps,
    "product.opened": _keeps,
    "person.age": _dosing("adult"),
    "person.weight": _dosing("weight"),
    "first_time": _dosing("assessment"),
    "schedule.last_course_end": _dosing("restart"),
    "schedule.last_course_goal": _dosing("restart"),
    "screening.tested_athlete": _finding("tested-athlete"),
    "schedule.wake": _dosing("session"),
    "schedule.on_days": _cycle,
    "schedule.rest_days": _cycle,
    "schedule.start": _dosing("restart"),
    "target_mcg": _target,
}
