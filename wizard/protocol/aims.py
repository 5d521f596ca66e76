"""What is aimed at: the range, the ceiling, the dose asked for or taken, and each phase's target.

Nothing is refused here but what no session can hold; the counts are rounded down (R04).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from attrs import frozen

from wizard.catalog import Catalog
from wizard.catalog.model import CountUnit, DoseRange
from wizard.errors import refuse
from wizard.protocol.dose_words import PHASES, units
from wizard.protocol.plan import BoundName, Ceiling, Measure, OneCount, PhaseName, Range
from wizard.protocol.provenance import (
    GREATEST,
    LEAST,
    NEXT_WHOLE,
    OF_THE_COURSE,
    PRODUCT,
    PRODUCT_OF_NUMBERS,
    SUM,
    WHOLE_QUOTIENT,
    Figure,
    answered,
    given,
)
from wizard.protocol.schedule import sessions_that_fit
from wizard.protocol.screening import Cleared
from wizard.quantities import MCG_PER_KG, Quantity, mcg, ml
from wizard.text.numbers import mass, volume
from wizard.text.translation import N_, _


def dose_range(goal_id: str, compound_id: str, route_id: str, catalog: Catalog) -> Range:
    """Return the range for a goal that is planned here (R20, R32, R34).

    Where a route has a range of its own, that range replaces the goal's.
    """
    by_goal = catalog.routes[route_id].dose or catalog.goals[goal_id].dose
    compound = catalog.compounds[compound_id]
    by_compound = compound.intranasal if route_id == "intranasal" else compound.subcutaneous
    narrow: DoseRange = by_compound or by_goal
    return Range(
        least=given("lower recommended bound", mcg(narrow.recommended[0]), by=narrow),
        most=given(
            "upper recommended bound",
            mcg(min(by_goal.recommended[1], narrow.recommended[1])),
            by=narrow,
        ),
        goal=given("bound by goal", mcg(by_goal.absolute), by=by_goal),
        compound=(
            given("bound by compound", mcg(by_compound.absolute), by=by_compound)
            if by_compound
            else None
        ),
    )


def weight_bound(cleared: Cleared) -> Figure[Quantity]:
    """Return 15 mcg per kg of body weight, which may lower a dose and never raise it (R05)."""
    rule = cleared.catalog.dosing.weight
    per_kg = given("mcg per kg", Quantity(rule.mcg_per_kg, MCG_PER_KG), by=rule)
    return PRODUCT.of(
        "bound by weight",
        per_kg,
        answered("body weight", cleared.answers.person.weight),
        by=rule,
    )


def most_counts_in_a_session(counted: OneCount, catalog: Catalog) -> Figure[int]:
    """Return the most whole drops or sprays that one session may hold (R30).

    A session holds at most 300 mcg and at most 0.3 mL. Raise `InvalidInputError` when a single
    drop or spray exceeds either limit.
    """
    rule = catalog.dosing.session
    by_mass = WHOLE_QUOTIENT.of(
        _("{units} within the mass").format(units=units(counted.unit)),
        given("mcg in a session at most", mcg(rule.mass_mcg), by=rule),
        counted.mass,
        by=rule,
    )
    by_volume = WHOLE_QUOTIENT.of(
        _("{units} within the volume").format(units=units(counted.unit)),
        given("mL in a session at most", ml(rule.volume_ml), by=rule),
        counted.volume,
        by=rule,
    )
    most = LEAST.of(
        _("{units} in a session at most").format(units=units(counted.unit)),
        by_mass,
        by_volume,
        unit=f"{counted.unit}s",
        by=rule,
    )
    if most.value < 1:
        drop, spray = _("one drop is {mass} in {volume}"), _("one spray is {mass} in {volume}")
        one = drop if counted.unit == "drop" else spray
        over = _("{one}, over the {most_mass} and {most_volume} of one session").format(
            one=one.format(mass=mass(counted.mass.value), volume=volume(counted.volume.value)),
            most_mass=mass(mcg(rule.mass_mcg)),
            most_volume=volume(ml(rule.volume_ml)),
        )
        raise refuse(
            "answers.product", over, _("this product cannot be used for a self-planned course")
        )
    return most


def ceiling(cleared: Cleared, allowed: Range, counted: Measure) -> Ceiling:
    """Return the most this person may take in a day: the lowest of the bounds (R05, R30, R32).

    Raise `InvalidInputError` when no session fits, or one drop or spray is over a session's limits.
    """
    catalog = cleared.catalog
    bounds: list[tuple[BoundName, Figure[Quantity]]] = [("goal", allowed.goal)]
    if allowed.compound:
        bounds.append(("compound", allowed.compound))
    bounds.append(("weight", weight_bound(cleared)))
    fit = sessions_that_fit(cleared)
    in_reach = min(bound.value for _, bound in bounds)
    if cleared.answers.route == "intranasal":
        most = most_counts_in_a_session(counted, catalog)
        bounds.append(
            (
                "sessions",
                PRODUCT.of(
                    "bound by sessions",
                    fit,
                    most,
                    counted.mass,
                    by=catalog.dosing.session,
                ),
            )
        )
        in_reach = min(in_reach, mcg(catalog.dosing.session.mass_mcg) * fit.value)
    figures = [bound for _, bound in bounds]
    return Ceiling(LEAST.of("ceiling", *figures, by=catalog.dosing.weight), tuple(bounds), in_reach)


@frozen(repr=False)
class Aim:
    """A phase before rounding: its days, its own target, and the target within the ceiling."""

    name: PhaseName
    first_day: Figure[int]
    last_day: Figure[int]
    target: Figure[Quantity]
    planned: Figure[Quantity]


@frozen(repr=False)
class Aims:
    """What a product is to deliver: the dose asked for or taken, the ceiling, and each phase."""

    requested: Figure[Quantity]
    top: Ceiling
    phases: tuple[Aim, ...]


def aims_of(counted: Measure, allowed: Range, on_days: Figure[int], cleared: Cleared) -> Aims:
    """Return what a product so counted is to deliver, before any rounding.

    Raise `InvalidInputError` as `ceiling` does.
    """
    asked, top = cleared.answers.target_mcg, ceiling(cleared, allowed, counted)
    target = (
        answered("dose asked for", mcg(asked))
        if asked is not None
        else _taken(allowed, top, counted, cleared.catalog)
    )
    return Aims(target, top, tuple(_phase_aims(target, top, counted, on_days, cleared)))


def _taken(allowed: Range, top: Ceiling, counted: Measure, catalog: Catalog) -> Figure[Quantity]:
    """Return the dose that is taken where none is asked for (R34, R38).

    It is the lower recommended bound or, where whole counts below that give too little of it, the
    next whole count above.
    """
    rule, least, one = catalog.dosing.taken, allowed.least, step_mass(counted)
    above = NEXT_WHOLE.of("dose taken, as none was asked for", least, one, by=rule)
    below = above.value - one.value
    bounds = [allowed.most.value, top.figure.value]
    if counted.barrel is not None:
        bounds.append(counted.mass.value * counted.barrel.value)
    near = above.value <= least.value * (1 + Fraction(1, rule.part_above))
    too_little = below < least.value * rule.share_least
    if too_little and (near or not below.amount) and above.value <= min(bounds):
        return above
    return least


def _phase_aims(
    target: Figure[Quantity],
    top: Ceiling,
    counted: Measure,
    on_days: Figure[int],
    cleared: Cleared,
) -> Iterator[Aim]:
    """Yield each phase with its days and its own target.

    A first course begins with an assessment (R33).
    """
    day_one = given("first day", 1, OF_THE_COURSE, by="R40")
    final = SUM.of("last day", on_days, unit=OF_THE_COURSE, by="R40")
    if not cleared.answers.first_time:
        yield _aim("main", day_one, final, target, top)
        return
    rule = cleared.catalog.dosing.assessment
    first = LEAST.of(
        "assessment target",
        given("assessment dose", mcg(rule.daily_mcg), by=rule),
        target,
        by=rule,
    )
    one = counted.mass.value
    within = min(mcg(rule.one_most_mcg), target.value)
    if counted.barrel is None and mcg(rule.daily_mcg) < one <= within:
        first = GREATEST.of("assessment target", first, counted.mass, by=rule)
    longest = given("assessment days", rule.days, by=rule)
    last = LEAST.of("last day of the assessment", final, longest, unit=OF_THE_COURSE, by=rule)
    yield _aim("assessment", day_one, last, first, top)
    if on_days.value > rule.days:
        following = SUM.of(
            "day after the assessment",
            longest,
            given("the next day", 1, by=rule),
            unit=OF_THE_COURSE,
            by=rule,
        )
        yield _aim("main", following, final, target, top)


def _aim(
    name: PhaseName,
    first_day: Figure[int],
    last_day: Figure[int],
    target: Figure[Quantity],
    top: Ceiling,
) -> Aim:
    planned = LEAST.of(
        _("{phase} dose before rounding").format(phase=_(PHASES[name])),
        target,
        top.figure,
        by="R34",
    )
    return Aim(name, first_day, last_day, target, planned)


_LEAST_STEP: Final[dict[CountUnit, str]] = {
    "drop": N_("mass of the least drop step"),
    "spray": N_("mass of the least spray step"),
    "unit": N_("mass of the least unit step"),
}


def step_mass(counted: Measure) -> Figure[Quantity]:
    """Return the mass of the least that can be measured: a drop, a spray or a mark."""
    return PRODUCT.of(_(_LEAST_STEP[counted.unit]), counted.step, counted.mass, by="R04")


def counts_a_day(planned: Figure[Quantity], counted: Measure) -> Figure[Fraction]:
    """Return the counts of a day, rounded down to whole drops, sprays or marks (R04)."""
    steps = WHOLE_QUOTIENT.of("whole steps", planned, step_mass(counted), by="R04")
    return PRODUCT_OF_NUMBERS.of(
        _("{units} a day").format(units=units(counted.unit)),
        steps,
        counted.step,
        unit=f"{counted.unit}s",
        by="R04",
    )
