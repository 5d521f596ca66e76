"""The receiver's side of a shared profile: where one's own plan parts from what its author asked for, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from wizard.catalog import Catalog
from wizard.profile.diff import answers_apart
from wizard.profile.file_format import shared_answers
from wizard.protocol.answers import SharedAnswers
from wizard.protocol.dose_words import daily, phase_days
from wizard.protocol.dosing import dose_range
from wizard.protocol.plan import BoundName, Derived, Protocol
from wizard.protocol.schedule import rest_after
from wizard.quantities import Quantity, mcg
from wizard.text.numbers import count, mass
from wizard.text.sanitize import MOST_SHOWN, clean

_YOURS: Final[dict[BoundName, str]] = {"weight": "weight", "sessions": "morning"}
"""The bounds that are a person's own: no other can lie under a dose that may be asked for (R34)."""


def received(author: SharedAnswers, own: Derived, catalog: Catalog) -> tuple[str, ...]:
    """Sentences on what differs between the author's request and the receiver's plan, each with its reason.

    Empty where the receiver's plan is what the author asked for.
    """
    return (*_given(author, own, catalog), *_planned(author, own, catalog))


def told(author: SharedAnswers, own: Derived, catalog: Catalog) -> tuple[str, ...]:
    """The same, safe to show; on the record of somebody who is screened out stands no figure, not even another's."""
    if own.protocol is None:
        return (
            (
                "The author asked for a plan. For you none is made: the outcome of screening is"
                f" {own.screening.outcome}."
            ),
        )
    return tuple(clean(each, MOST_SHOWN) for each in received(author, own, catalog))


def _given(author: SharedAnswers, own: Derived, catalog: Catalog) -> Iterator[str]:
    """Goal, compound, form, route and product, as far as the receiver gave something else."""
    mine = attrs.evolve(
        shared_answers(own.answers), target_mcg=author.target_mcg, schedule=author.schedule
    )
    for apart in answers_apart(_filled(author, catalog), _filled(mine, catalog), catalog):
        if mine.form != author.form and apart.key.startswith("answers.product."):
            continue  # two forms have other keys, which need not be told one by one
        yield f"{apart.title}: {apart.first} for the author, {apart.second} for you."


def _filled(answers: SharedAnswers, catalog: Catalog) -> SharedAnswers:
    """The answers with what a product is taken to have where nothing is said, so that saying it is no difference."""
    form, rails, product = catalog.forms[answers.form], catalog.guardrails, answers.product
    for key in form.optional:
        if key in rails and getattr(product, key, "kept") is None:
            product = attrs.evolve(product, **{key: rails[key].start})  # type: ignore[arg-type]  # a guardrail's start is a number
    return attrs.evolve(answers, product=product)


def _planned(author: SharedAnswers, own: Derived, catalog: Catalog) -> Iterator[str]:
    """The dose and the cycle."""
    plan, asked = own.protocol, _asked(author, catalog)
    if plan is None:
        outcome = own.screening.outcome
        worst = next(
            (found.reason for found in own.screening.findings if found.outcome is outcome), ""
        )
        request = f"The author asked for {mass(asked)} daily; for" if asked is not None else "For"
        yield (
            f"{request} you no dose is planned, the outcome of screening is {outcome}. {worst}".rstrip()
        )
        return
    if asked is not None and plan.main.daily.value != asked:
        yield f"The author asked for {mass(asked)} daily; {', and '.join(_why(asked, plan))}."
    first = plan.phases[0]
    if first is not plan.main:
        over = phase_days(first)
        yield (
            f"This is your first course: {over} are an assessment at {mass(first.daily.value)}"
            " daily, to find out how you respond."
        )
    yield from _cycle(author, own, plan, catalog)


def _asked(author: SharedAnswers, catalog: Catalog) -> Quantity | None:
    """What the author asked for daily, else the lower recommended bound; `None` for a goal that is not dosed here."""
    if author.target_mcg is not None:
        return mcg(author.target_mcg)
    if catalog.goals[author.goal].decided_by != "self":
        return None
    return dose_range(author.goal, author.compound, author.route, catalog).least.value


def _why(asked: Quantity, plan: Protocol) -> Iterator[str]:
    """What took the daily dose away from the one asked for, in the order in which it did."""
    phase, most = plan.main, min(plan.requested.value, plan.ceiling.figure.value)
    if plan.requested.value != asked:
        yield f"you asked for {mass(plan.requested.value)}"
    if plan.ceiling.figure.value < plan.requested.value:
        yours = [_YOURS[name] for name in plan.ceiling.limits if name in _YOURS]
        yield f"your {' and '.join(yours)} {'allow' if len(yours) > 1 else 'allows'} {mass(most)}"
    if phase.name == "assessment":
        yield f"a first course begins with {mass(phase.daily.value)} on {phase_days(phase)}"
    elif phase.daily.value != most:
        yield (
            f"whole {'marks' if plan.measure.unit == 'unit' else f'{plan.measure.unit}s'} give"
            f" {daily(phase, plan.measure)}"
        )


def _cycle(author: SharedAnswers, own: Derived, plan: Protocol, catalog: Catalog) -> Iterator[str]:
    cycle, asked, course = catalog.goals[author.goal].cycle, author.schedule, plan.course
    if cycle is not None:
        on_days = asked.on_days or cycle.days_start
        rest_days = asked.rest_days or rest_after(cycle, on_days).value
        for theirs, yours, what in (
            (on_days, course.on_days.value, "on"),
            (rest_days, course.rest_days.value, "of rest"),
        ):
            if theirs != yours:
                yield f"The author planned {count(theirs, 'day')} {what}; you planned {yours}."
    cycles = asked.cycles or 1
    if cycles != course.cycles:
        why = (
            "a first course is planned alone"
            if own.answers.first_time
            else f"you planned {course.cycles}"
        )
        yield f"The author planned {count(cycles, 'cycle')}; {why}."
