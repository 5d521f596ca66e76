"""What several pages say or offer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from wizard.conversation.intents import Ask, Over
from wizard.conversation.places import Cited, NextCourse
from wizard.conversation.state import State
from wizard.conversation.view import Action, Card, Option, Words
from wizard.explain.ledger_pages import cited_in
from wizard.interview.answer_text import shown
from wizard.interview.question import Question
from wizard.interview.session import Session
from wizard.protocol.plan import Derived
from wizard.protocol.schedule import last_day
from wizard.report.blocks import Document
from wizard.text.translation import _


def card(title: str, *lines: str, edge: str = "", ink: str = "strong") -> Card:
    """Return a title and the lines below it with an edge: what a page is about."""
    return Card(((Words(title, ink),), *((Words(line),) for line in lines)), edge)


def given(asked: Question, session: Session) -> Option:
    """Return a question with its answer; choosing it asks it again."""
    answer = (
        shown(asked, session.get(asked.key), session)
        if asked.key in session.values
        else _("not answered yet")
    )
    if asked.key in session.stale:
        answer = _("{answer}, changed: please confirm again").format(answer=answer)
    elif asked.key in session.changing:
        answer = _("{answer}, but you began to change it: please give it again").format(
            answer=answer
        )
    return Option(Ask(asked.key, listed=True), asked.question, answer)


def row_of(key: str, listed: Sequence[Question]) -> int:
    """Return the row of this question in a list of them; the first if it is not there."""
    return next((row for row, asked in enumerate(listed) if asked.key == key), 0)


def exporting(state: State) -> tuple[str, str]:
    """Return what printing and exporting is called, and what it offers.

    No form goes to a file that a person could never fetch.
    """
    if state.folder.is_bounded:
        return _("Read or print"), _("The whole summary, here in the terminal.")
    return _("Print or export"), _("On paper, and as files for other programs.")


def following(derived: Derived, today: date) -> tuple[Action, ...]:
    """Return the way to the next course, where this one is over."""
    plan = derived.protocol
    if plan is None or today <= last_day(plan.course):
        return ()
    return (Action(_("Plan the next course"), Over(NextCourse(derived, plan))),)


def looking_up(document: Document, state: State, *, dosed: bool = True) -> tuple[Action, ...]:
    """Return the way to what stands in the ledger under the ids that a page holds, if it has any.

    Unless `dosed`, none that states a dose is among them; nor for who is screened out (R02).
    """
    dosed &= state.session.screening.outcome.allows_dose
    ids = cited_in(document, state.catalog, dosed=dosed)
    return (Action(_("Look up an id"), Over(Cited(ids, dosed))),) if ids else ()
