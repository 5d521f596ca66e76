"""Why a question is asked and what its options rest on: the page of one question, of one choice, of one line of a checklist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wizard.catalog import Catalog
from wizard.catalog.model import Sourced
from wizard.explain.pages import of_facts
from wizard.interview.answer_text import bounds
from wizard.interview.choice import Choice
from wizard.interview.question import Kind, Question
from wizard.interview.session import Session
from wizard.protocol.answers import ANSWERS
from wizard.report.model import Bullets, Document, Section


def of_question(asked: Question, choice: Choice | None, session: Session) -> Document:
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
    says = (
        [chosen.summary, f"Closed. {chosen.closed}" if chosen.closed else ""]
        if chosen
        else [asked.help]
    )
    says += [getattr(fact, "note", "") for fact in facts[:1]]
    if not chosen:
        says += _bounds(asked, session, dosed=dosed)
    return of_facts(title, says if any(says) else [_PLAIN], facts, catalog, dosed=dosed)


_PLAIN: Final = "It is your answer to give; it is taken as it is."


def _of_item(asked: Question, choice: Choice | None, session: Session, *, dosed: bool) -> Document:
    group = next(group for group in session.catalog.screening.groups if group.id == asked.group)
    items = {item.id: item for item in group.items}
    if choice is None:
        lines = tuple(
            f"{each.title}: {items[each.value].reason}" for each in asked.choices(session)
        )
        return Document(
            f"Why: {group.question}",
            (Section("items", "What each line is asked for", (Bullets(lines),)),),
        )
    item = items[choice.value]
    says = (item.detail, f"Yes leads to: {item.outcome}. {item.reason}", item.advice)
    return of_facts(
        item.label, says, (item,), session.catalog, dosed=dosed and item.outcome.allows_dose
    )


def _bounds(asked: Question, session: Session, *, dosed: bool) -> Iterator[str]:
    if said := bounds(asked, session):
        yield f"What may be typed: {said}."
    rail = asked.guardrail(session.catalog)
    if rail is not None and rail.why and (dosed or not rail.doses):
        yield f"Outside what is usual you are asked once more: {rail.why}"


def _of_choice(asked: Question, choice: Choice | None, catalog: Catalog) -> Iterator[Sourced]:
    """The facts of the catalog behind a choice; and behind its being closed."""
    if choice is None:
        return
    fact = catalog.table(ANSWERS[asked.key].table).get(choice.value)
    if isinstance(fact, Sourced):
        yield fact
    yield from (found for found in catalog.screening.findings if choice.closed_by == found.id)


def _of_key(asked: Question, session: Session) -> Iterator[Sourced]:
    """The facts behind a question: its guardrail, and what else it rests on."""
    rail = asked.guardrail(session.catalog)
    if rail is not None:
        yield rail
    yield from asked.facts(session)
