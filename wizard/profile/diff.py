"""What differs between two profiles, in words: what was answered, then what follows from it.

With a shared profile this is said to its receiver: where the own plan differs from what the author
asked for, and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any, Final

import attrs
from attrs import frozen

from wizard.catalog import Catalog
from wizard.catalog.model import CountUnit
from wizard.profile.comparison import Checked
from wizard.profile.file_format import (
    DESCRIBED,
    ProtocolTable,
    SharedProfile,
    shared_answers,
    tables,
)
from wizard.protocol.aims import dose_range
from wizard.protocol.answers import Answers, SharedAnswers
from wizard.protocol.dose_words import daily, phase_days, taken_instead
from wizard.protocol.plan import BoundName, Derived, Phase, Protocol
from wizard.protocol.schedule import rest_after
from wizard.protocol.screening import OUTCOMES
from wizard.quantities import Quantity, mcg
from wizard.text.numbers import clock, count, day, mass, measured
from wizard.text.sanitize import MOST_SHOWN, clean
from wizard.text.translation import N_, _

_YOURS: Final[dict[BoundName, str]] = {
    "weight": N_("your weight allows {most}"),
    "sessions": N_("your morning allows {most}"),
}
"""The bounds that are a person's own: no other can lie under a dose that may be asked for (R34)."""


@frozen
class Apart:
    """One key at which two profiles differ, in words."""

    key: str
    title: str
    first: str
    second: str

    def __str__(self) -> str:
        return _("{title}: first {first}; second {second}.").format(
            title=self.title, first=self.first, second=self.second
        )


@frozen
class Differences:
    """Sentences on what was answered and on what follows, each empty where nothing differs.

    With `shared`, one of the two is a shared profile, so that only what travels was compared.
    """

    answers: tuple[str, ...]
    figures: tuple[str, ...] = ()
    shared: bool = False


def diff(
    one: Checked | SharedProfile, other: Checked | SharedProfile, catalog: Catalog
) -> Differences:
    """Return what differs from the first profile to the second.

    With a shared profile only what may be shared is compared: it says nothing about a person.
    """
    if isinstance(one, SharedProfile) or isinstance(other, SharedProfile):
        first, second = (
            each.answers
            if isinstance(each, SharedProfile)
            else shared_answers(each.profile.answers)
            for each in (one, other)
        )
        return Differences(tuple(map(str, answers_apart(first, second, catalog))), shared=True)
    answers = answers_apart(one.derived.answers, other.derived.answers, catalog)
    figures = figures_apart(one.derived, other.derived, catalog)
    return Differences(tuple(map(str, answers)), tuple(map(str, figures)))


def answers_apart(
    one: Answers | SharedAnswers, other: Answers | SharedAnswers, catalog: Catalog
) -> Iterator[Apart]:
    """Return the keys at which two answers of one kind differ, in the order they are written."""
    return _keys("answers", _table(one), _table(other), catalog)


def _table(answers: Answers | SharedAnswers) -> dict[str, Any]:
    """Return the answers by key, body weight once, in the unit in which it was given."""
    table = attrs.asdict(answers)
    if "person" in table:
        person = table["person"]
        in_kg, in_lb = person.pop("weight_kg"), person.pop("weight_lb")
        person["weight_kg"] = measured(in_lb, "lb") if in_kg is None else measured(in_kg, "kg")
    return table


def _keys(
    path: str, one: dict[str, Any], other: dict[str, Any], catalog: Catalog
) -> Iterator[Apart]:
    for name in dict.fromkeys((*one, *other)):
        key, first, second = f"{path}.{name}", one.get(name), other.get(name)
        if isinstance(first, dict) or isinstance(second, dict):
            yield from _keys(key, first or {}, second or {}, catalog)
        elif first != second:
            said = (_said(key, value, catalog) for value in (first, second))
            yield Apart(key, _(DESCRIBED[key].title), *said)


def _said(key: str, value: Any, catalog: Catalog) -> str:
    match value:
        case None | True | False:
            return {None: _("not given"), True: _("yes"), False: _("no")}[value]
        case tuple():
            return _(" and ").join(_said(key, each, catalog) for each in value) or _("none")
        case date():
            return day(value)
        case time():
            return clock(value)
        case int() | Decimal():
            return measured(value, DESCRIBED[key].unit)
    titles = _NAMED.get(key) or catalog.titles(DESCRIBED[key].table)
    return _(titles.get(str(value), str(value)))


_NAMED: Final[dict[str, dict[str, str]]] = {
    "protocol.supply.container": {"bottle": N_("bottle"), "vial": N_("vial")},
    "protocol.supply.limited_by": {
        "content": N_("content"),
        "beyond-use": N_("beyond-use"),
        "course": N_("course"),
    },
}
"""The values that a figure may have, where they are words of no table of the catalog."""


def figures_apart(one: Derived, other: Derived, catalog: Catalog) -> Iterator[Apart | str]:
    """Yield what follows from two answers and differs: findings, then the figures of the plans."""
    yield from _findings(one, other)
    first, second = (tables(each)["protocol"] for each in (one, other))
    if first is None or second is None:
        if first != second:
            yield Apart("protocol", _("Daily dose"), _dose(first), _dose(second))
        return
    yield from _keys("protocol", _single(first), _single(second), catalog)
    taken = [_taken(each.protocol) for each in (one, other) if each.protocol]
    if taken[0] != taken[1]:
        yield Apart("protocol.phases", _("Doses"), *taken)


def _findings(one: Derived, other: Derived) -> Iterator[Apart | str]:
    first, second = one.screening, other.screening
    if first.outcome is not second.outcome:
        judged = (_(OUTCOMES[each.outcome]) for each in (first, second))
        yield Apart("screening.outcome", _("Outcome of screening"), *judged)
    for here, there, told in (
        (first, second, _("Finding only in the first, {outcome}: {reason}")),
        (second, first, _("Finding only in the second, {outcome}: {reason}")),
    ):
        beyond = {found.rule for found in there.findings}
        for found in here.findings:
            if found.rule not in beyond:
                yield told.format(
                    outcome=_(OUTCOMES[found.outcome]), reason=" ".join(map(_, found.reasons))
                )


def _dose(plan: ProtocolTable | None) -> str:
    return _("none") if plan is None else measured(plan.daily_dose_mcg, "mcg")


def _single(plan: ProtocolTable) -> dict[str, Any]:
    """Return the figures of a plan without its phases, which are told as a whole."""
    return attrs.asdict(plan, filter=lambda key, value: key.name != "phases" and value is not None)


def _taken(plan: Protocol) -> str:
    """Return the phases of a plan and the sessions of a day in each."""
    return _(", then ").join(_days(phase, plan.measure.unit) for phase in plan.phases)


def _days(phase: Phase, unit: str) -> str:
    sessions = (
        _("{count} ({mass}) at {time}").format(
            count=count(dose.count.value, unit),
            mass=mass(dose.mass.value),
            time=clock(dose.at.value),
        )
        for dose in phase.doses
    )
    return f"{phase_days(phase)}: {_(' and ').join(sessions)}"


# -- what the receiver of a shared profile is told -------------------------------------------------


def received(author: SharedAnswers, own: Derived, catalog: Catalog) -> tuple[str, ...]:
    """Return what differs between the author's request and the receiver's plan, and why.

    Empty where the receiver's plan is what the author asked for, and where there is none: no figure
    is told then, not even another person's (R02). It is safe to show.
    """
    plan = own.protocol
    if plan is None:
        return ()
    apart = (*_given(author, own, catalog), *_planned(author, own, plan, catalog))
    return tuple(clean(each, MOST_SHOWN) for each in apart)


def _given(author: SharedAnswers, own: Derived, catalog: Catalog) -> Iterator[str]:
    """Yield where the receiver gave another goal, compound, form, route or product."""
    mine = attrs.evolve(
        shared_answers(own.answers), target_mcg=author.target_mcg, schedule=author.schedule
    )
    for apart in answers_apart(_filled(author, catalog), _filled(mine, catalog), catalog):
        if mine.form != author.form and apart.key.startswith("answers.product."):
            continue  # two forms have other keys, which need not be told one by one
        yield _("{title}: {theirs} for the author, {yours} for you.").format(
            title=apart.title, theirs=apart.first, yours=apart.second
        )


def _filled(answers: SharedAnswers, catalog: Catalog) -> SharedAnswers:
    """Return the answers with what is assumed of a product where nothing is said.

    So it is no difference that one profile says it and the other does not.
    """
    form, rails, product = catalog.forms[answers.form], catalog.guardrails, answers.product
    for key in form.optional:
        if key in rails and getattr(product, key, "kept") is None:
            product = attrs.evolve(product, **{key: rails[key].start})  # type: ignore[arg-type]  # a guardrail's start is a number
    return attrs.evolve(answers, product=product)


def _planned(
    author: SharedAnswers, own: Derived, plan: Protocol, catalog: Catalog
) -> Iterator[str]:
    """Yield where the dose and the cycle differ."""
    asked = _asked(author, catalog)
    if asked is not None and plan.main.daily.value != asked:
        yield _("The author asked for {dose} daily; {why}.").format(
            dose=mass(asked), why=_(", and ").join(_why(asked, plan))
        )
    first = plan.phases[0]
    if first is not plan.main:
        yield _(
            "This is your first course: {days} are an assessment at {dose} daily, to find out how"
            " you respond."
        ).format(days=phase_days(first), dose=mass(first.daily.value))
    yield from _cycle(author, own, plan, catalog)


def _asked(author: SharedAnswers, catalog: Catalog) -> Quantity | None:
    """Return what the author asked for daily, else the lower recommended bound.

    `None` for a goal that is not dosed here.
    """
    if author.target_mcg is not None:
        return mcg(author.target_mcg)
    if catalog.goals[author.goal].decided_by != "self":
        return None
    return dose_range(author.goal, author.compound, author.route, catalog).least.value


def _why(asked: Quantity, plan: Protocol) -> Iterator[str]:
    """Yield what made the daily dose another than the one asked for, in the order it did."""
    phase, requested, ceiling = plan.main, plan.requested.value, plan.ceiling.figure.value
    most = min(requested, ceiling)
    if plan.requested.answered and requested != asked:
        yield _("you asked for {dose}").format(dose=mass(requested))
    elif instead := taken_instead(plan):
        yield _("{instead} is taken").format(instead=instead)
    if ceiling < requested:
        yours = [name for name in plan.ceiling.limits if name in _YOURS]
        told = _("your weight and morning allow {most}") if len(yours) > 1 else _(_YOURS[yours[0]])
        yield told.format(most=mass(most))
    if phase.name == "assessment":
        yield _("a first course begins with {dose} on {days}").format(
            dose=mass(phase.daily.value), days=phase_days(phase)
        )
    elif phase.daily.value != most:
        yield _(_WHOLE[plan.measure.unit]).format(dose=daily(phase, plan.measure))


_WHOLE: Final[dict[CountUnit, str]] = {
    "drop": N_("whole drops give {dose}"),
    "spray": N_("whole sprays give {dose}"),
    "unit": N_("whole marks give {dose}"),
}


def _cycle(author: SharedAnswers, own: Derived, plan: Protocol, catalog: Catalog) -> Iterator[str]:
    cycle, asked, course = catalog.goals[author.goal].cycle, author.schedule, plan.course
    if cycle is not None:
        on_days = asked.on_days or cycle.days_start
        rest_days = asked.rest_days or rest_after(cycle, on_days).value
        for theirs, yours, told in (
            (
                on_days,
                course.on_days.value,
                _("The author planned {days} on; you planned {yours}."),
            ),
            (
                rest_days,
                course.rest_days.value,
                _("The author planned {days} of rest; you planned {yours}."),
            ),
        ):
            if theirs != yours:
                yield told.format(days=count(theirs, "day"), yours=yours)
    cycles = asked.cycles or 1
    if cycles != course.cycles:
        told = (
            _("The author planned {cycles}; a first course is planned alone.")
            if own.answers.first_time
            else _("The author planned {cycles}; you planned {yours}.")
        )
        yield told.format(cycles=count(cycles, "cycle"), yours=course.cycles)
