"""The plan so far, in a few lines, to stand beside a question where there is room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from wizard.catalog.model import Outcome
from wizard.errors import InvalidInputError
from wizard.interview.reading import shown
from wizard.protocol.dose_words import daily, phase_days
from wizard.protocol.schedule import same_goal_only
from wizard.text.numbers import clock, count, day, sentence
from wizard.text.translation import _, marked

if TYPE_CHECKING:
    from wizard.catalog import Catalog
    from wizard.interview.fields import Field
    from wizard.interview.session import Session
    from wizard.protocol.plan import Protocol

_ANSWERED: Final = {
    "goal": marked("For: {answer}"),
    "compound": marked("Compound: {answer}"),
    "form": marked("Form: {answer}"),
    "route": marked("Taken: {answer}"),
}
_OUTCOMES: Final = {
    Outcome.CLEAR: marked("Screening: nothing against it so far"),
    Outcome.CAUTION: marked("Screening: caution"),
    Outcome.CLINICIAN: marked("Screening: clinician"),
    Outcome.STOP: marked("Screening: stop"),
}


def beside(session: Session, asked: Field, value: Any) -> str:
    """What the plan would be with this value for the question, which is highlighted or typed; `None` for none.

    For a person who is screened out, what is only highlighted lifts nothing (R02).
    """
    if value is not None and session.screening.outcome.allows_dose:
        try:
            session = session.answer(asked.key, value)
        except InvalidInputError:
            return f"{_('The plan so far')}\n\n{_('Not with this value.')}"
    return "\n".join((_("The plan so far"), "", *_lines(session)))


def _lines(session: Session) -> Iterator[str]:
    for asked in session.fields:
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
    yield _("At {times}").format(times=_(" and ").join(clock(dose.at.value) for dose in plan.main.doses))
    yield _("From {day}").format(day=day(plan.course.start.value))
    yield _("to {day}").format(day=day(plan.course.end.value))
    yield _("Rest: {days}").format(days=count(plan.course.rest_days.value, "day"))
    following = (
        _("Next start: {day} or later, with the same goal") if same_goal_only(plan.course, catalog) else _("Next start: {day} or later")
    )
    yield following.format(day=day(plan.course.next_start.value))
    yield _("Needed: {containers}").format(containers=count(plan.supply.containers.value, plan.supply.container))
