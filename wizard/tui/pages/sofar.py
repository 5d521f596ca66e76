"""The plan so far, in a few lines, to stand beside a question where there is room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from wizard.catalog.model import Outcome
from wizard.errors import InvalidInputError
from wizard.interview.reading import shown
from wizard.words import clock, count, day, days, mass, sentence

if TYPE_CHECKING:
    from wizard.interview.fields import Field
    from wizard.interview.session import Session
    from wizard.protocol import Protocol

_TITLE: Final = "The plan so far"
_ANSWERED: Final = {"goal": "For", "compound": "Compound", "form": "Form", "route": "Taken"}
_NO_DOSE: Final = "No dose is given."


def beside(session: Session, asked: Field, value: Any) -> str:
    """What the plan would be with this value for the question, which is highlighted or typed; `None` for none."""
    if value is not None:
        try:
            session = session.answer(asked.key, value)
        except InvalidInputError:
            return f"{_TITLE}\n\nNot with this value."
    return "\n".join((_TITLE, "", *_lines(session)))


def _lines(session: Session) -> Iterator[str]:
    for asked in session.fields:
        if asked.key in session.values and (name := _ANSWERED.get(asked.key)) is not None:
            yield f"{name}: {shown(asked, session.get(asked.key), session)}"
    outcome = session.screening.outcome
    yield f"Screening: {'nothing against it so far' if outcome is Outcome.CLEAR else outcome}"
    if not outcome.allows_dose:
        yield _NO_DOSE
        return
    derived = session.trial()
    if derived is None or derived.protocol is None:
        yield "The dose follows once it is known for whom it is."
    else:
        yield ""
        yield from _planned(derived.protocol)


def _planned(plan: Protocol) -> Iterator[str]:
    for phase in plan.phases:
        counted = count(phase.count.value, plan.measure.unit)
        yield f"{sentence(days(phase.first_day, phase.last_day))}: {mass(phase.daily.value)} daily, {counted}"
    yield f"At {' and '.join(clock(dose.at.value) for dose in plan.main.doses)}"
    yield f"From {day(plan.course.start.value)}"
    yield f"to {day(plan.course.end.value)}"
    yield f"Rest: {count(plan.course.rest_days.value, 'day')}"
    yield f"Next start: {day(plan.course.next_start.value)} or later"
    yield f"Needed: {count(plan.supply.containers.value, plan.supply.container)}"
