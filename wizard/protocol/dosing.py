"""How much: the ceiling, the phases, and the counts that deliver them (R04, R05, R30 to R37).

Every personal dose needs a `Cleared`, which screening never returns for a person it rules out.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from attrs import frozen

from wizard.catalog import Catalog
from wizard.catalog.model import DoseRange, FormId
from wizard.errors import refuse
from wizard.protocol.plan import BoundName, Ceiling, Dose, Finding, Measure, Phase, PhaseName, Range
from wizard.protocol.product import measure
from wizard.protocol.provenance import (
    EVEN_SHARE,
    LEAST,
    PRODUCT,
    PRODUCT_OF_NUMBERS,
    SUM,
    TIMES_NEEDED,
    WHOLE_QUOTIENT,
    Figure,
    answered,
    given,
)
from wizard.protocol.schedule import session_time, sessions_that_fit
from wizard.protocol.screening import Cleared, finding
from wizard.quantities import MCG_PER_KG, Quantity, mcg, ml
from wizard.text.numbers import count, mass, number, volume
from wizard.text.translation import N_, _

# The word for each phase
PHASES: Final[dict[PhaseName, str]] = {"assessment": N_("assessment"), "main": N_("main")}


@frozen(repr=False)
class Dosed:
    """The whole dosing of a cycle."""

    requested: Figure[Quantity]
    range: Range
    ceiling: Ceiling
    measure: Measure
    phases: tuple[Phase, ...]
    findings: tuple[Finding, ...]

    @property
    def main(self) -> Phase:
        """Return the main phase, or the assessment phase where there is no other."""
        return self.phases[-1]


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


def most_counts_in_a_session(counted: Measure, catalog: Catalog) -> Figure[int]:
    """Return the most whole drops or sprays that one session may hold (R30).

    A session holds at most 300 mcg and at most 0.3 mL. Raise `InvalidInputError` when a single
    drop or spray exceeds either limit.
    """
    rule = catalog.dosing.session
    by_mass = WHOLE_QUOTIENT.of(
        f"{counted.unit}s within the mass",
        given("mcg in a session at most", mcg(rule.mass_mcg), by=rule),
        counted.mass,
        by=rule,
    )
    by_volume = WHOLE_QUOTIENT.of(
        f"{counted.unit}s within the volume",
        given("mL in a session at most", ml(rule.volume_ml), by=rule),
        counted.volume,
        by=rule,
    )
    most = LEAST.of(
        f"{counted.unit}s in a session at most",
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


def dose(cleared: Cleared, on_days: Figure[int]) -> Dosed:
    """Return the dosing of a cycle of `on_days` days.

    Raise `InvalidInputError` for a target over the absolute bound (R34), an unconfirmed dose over
    the recommended bound (R31), a day with no time for a session (R30), and a product that cannot
    deliver the dose (R04, R24, R30, R37).
    """
    answers, catalog = cleared.answers, cleared.catalog
    allowed = dose_range(answers.goal, answers.compound, answers.route, catalog)
    asked = answers.target_mcg
    target = answered("dose asked for", mcg(asked)) if asked is not None else allowed.least
    if target.value > allowed.absolute:
        raise refuse(
            "answers.target_mcg",
            _(
                "{asked} daily is over the bound of {bound} for this goal, route and compound"
            ).format(asked=mass(target.value), bound=mass(allowed.absolute)),
            _("check the unit: 1 mg is 1,000 mcg"),
        )
    form: FormId = catalog.forms[answers.form].id
    counted = measure(form, answers.product, catalog)
    top = ceiling(cleared, allowed, counted)
    targets = _phase_targets(target, on_days, cleared)
    planned = [
        LEAST.of(f"{name} dose before rounding", aim, top.figure, by="R34")
        for name, _, _, aim in targets
    ]
    largest = max(figure.value for figure in planned)
    if largest > allowed.most.value and "target_mcg" not in answers.confirmed:
        raise refuse(
            "answers.target_mcg",
            _("{daily} daily is over the recommended {most} ({why})").format(
                daily=mass(largest),
                most=mass(allowed.most.value),
                why=_(catalog.guardrails["target_mcg"].why).rstrip("."),
            ),
            _('if it is meant, add "target_mcg" to confirmed'),
            confirm="target_mcg",
        )
    phases = tuple(
        _phase(aim, plan, top, counted, cleared) for aim, plan in zip(targets, planned, strict=True)
    )
    return Dosed(target, allowed, top, counted, phases, tuple(_findings(phases, counted, catalog)))


Target = tuple[PhaseName, Figure[int], Figure[int], Figure[Quantity]]


def _phase_targets(
    target: Figure[Quantity], on_days: Figure[int], cleared: Cleared
) -> list[Target]:
    """Return each phase with its days and its own target.

    A first course begins with an assessment (R33).
    """
    day_one, final = given("first day", 1, by="R40"), SUM.of("last day", on_days, by="R40")
    if not cleared.answers.first_time:
        return [("main", day_one, final, target)]
    rule = cleared.catalog.dosing.assessment
    first = LEAST.of(
        "assessment target",
        given("assessment dose", mcg(rule.daily_mcg), by=rule),
        target,
        by=rule,
    )
    longest = given("assessment days", rule.days, by=rule)
    last = LEAST.of("last day of the assessment", final, longest, by=rule)
    phases: list[Target] = [("assessment", day_one, last, first)]
    if on_days.value > rule.days:
        following = SUM.of(
            "day after the assessment", longest, given("the next day", 1, by=rule), by=rule
        )
        phases.append(("main", following, final, target))
    return phases


def _phase(
    aim: Target, planned: Figure[Quantity], top: Ceiling, counted: Measure, cleared: Cleared
) -> Phase:
    name, first_day, last_day, target = aim
    step_mass = PRODUCT.of(
        f"mass of the least {counted.unit} step", counted.step, counted.mass, by="R04"
    )
    steps = WHOLE_QUOTIENT.of("whole steps", planned, step_mass, by="R04")
    counts = PRODUCT_OF_NUMBERS.of(
        f"{counted.unit}s a day", steps, counted.step, unit=f"{counted.unit}s", by="R04"
    )
    if counts.value == 0:
        what = _(
            "the {phase} dose rounds down to nothing: {mass} is less than {least}, the least"
            " measure"
        ).format(phase=_(PHASES[name]), mass=mass(planned.value), least=mass(step_mass.value))
        asked = cleared.answers.target_mcg
        too_little = asked is not None and mcg(asked) < step_mass.value
        raise refuse(
            "answers.target_mcg" if too_little else "answers.product",
            what,
            _("this product is too strong for that; a dose is never rounded up"),
        )
    daily = PRODUCT.of(f"{name} daily dose", counts, counted.mass, by="R04")
    _refuse_coarse(name, daily, min(target.value, top.in_reach), cleared.catalog)
    if cleared.answers.route == "intranasal":
        doses = _sessions(counts, counted, cleared)
    else:
        _refuse_draw(counts.value, counted, cleared.catalog)
        doses = (_one_dose(0, counts, counted, cleared),)
    return Phase(name, first_day, last_day, planned, daily, counts, doses)


def _refuse_coarse(
    name: PhaseName, daily: Figure[Quantity], in_reach: Quantity, catalog: Catalog
) -> None:
    """Refuse a product that is too weak or too coarse for the plan (R37).

    Each phase is judged by its own target.
    """
    least = in_reach * catalog.dosing.coarse.share
    if daily.value < least:
        raise refuse(
            "answers.product",
            _(
                "the {phase} dose would be {mass}; of the {reach} in reach at least {least} must be"
                " delivered"
            ).format(
                phase=_(PHASES[name]),
                mass=mass(daily.value),
                reach=mass(in_reach),
                least=mass(least),
            ),
            _("this product is too weak or too coarse for this plan"),
        )


def _refuse_draw(units: Fraction, counted: Measure, catalog: Catalog) -> None:
    """Refuse a draw that is larger than the barrel, or too small to measure (R24)."""
    least = Fraction(catalog.dosing.draw.units_least)
    if units < least:
        raise refuse(
            "answers.product.diluent_ml",
            _("the draw would be {draw}, under the {least} that can be measured").format(
                draw=count(units, "unit"), least=number(least)
            ),
            _("more diluent makes the draw larger"),
        )
    if counted.barrel is not None and units > counted.barrel.value:
        raise refuse(
            "answers.product.syringe",
            _("the draw would be {draw}, over the {most} that the syringe holds").format(
                draw=count(units, "unit"), most=counted.barrel.value
            ),
            _("use less diluent or a larger U-100 syringe"),
        )


def _sessions(counts: Figure[Fraction], counted: Measure, cleared: Cleared) -> tuple[Dose, ...]:
    """Split the daily count over the fewest sessions that can hold it (R35).

    Earlier sessions get the larger shares. An odd drop or spray goes left first, then alternates.
    """
    most = most_counts_in_a_session(counted, cleared.catalog)
    sessions = TIMES_NEEDED.of("sessions", counts, most, unit="sessions", by="R35")
    doses, odd = [], Fraction(0)
    for index in range(sessions.value):
        share = EVEN_SHARE.of(
            f"{counted.unit}s in session {index + 1}",
            counts,
            sessions,
            given("session", index + 1, by="R35"),
            unit=f"{counted.unit}s",
            by="R35",
        )
        larger = int(odd % 2)  # the nostril that gets the larger part: 0 is left, 1 is right
        sides = _in_a_nostril("left", 1 + larger, share), _in_a_nostril("right", 2 - larger, share)
        odd += share.value % 2
        doses.append(_one_dose(index, share, counted, cleared, sides))
    return tuple(doses)


def _in_a_nostril(side: str, part: int, share: Figure[Fraction]) -> Figure[Fraction]:
    """Return the count for one nostril in a session: its `part`, 1 or 2, of the `share` (R35).

    If the two parts differ, part 1 is the larger.
    """
    return EVEN_SHARE.of(
        f"{side} nostril",
        share,
        given("nostrils", 2, "nostrils", by="R35"),
        given("part", part, by="R35"),
        unit=share.unit,
        by="R35",
    )


def _one_dose(
    index: int,
    share: Figure[Fraction],
    counted: Measure,
    cleared: Cleared,
    sides: tuple[Figure[Fraction], Figure[Fraction]] | None = None,
) -> Dose:
    return Dose(
        at=session_time(cleared, index),
        mass=PRODUCT.of("dose", share, counted.mass, by="R36"),
        count=share,
        volume=PRODUCT.of("volume", share, counted.volume, by="R36"),
        sides=sides,
    )


def _findings(phases: tuple[Phase, ...], counted: Measure, catalog: Catalog) -> Iterator[Finding]:
    """Yield the findings that follow from the doses (R24, R31).

    They are based on the delivered doses of all phases.
    """
    if counted.unit == "unit" and any(
        phase.count.value < Fraction(catalog.dosing.draw.units_small) for phase in phases
    ):
        yield finding("small-draw", catalog)
    if any(phase.daily.value > mcg(catalog.dosing.high_daily.above_mcg) for phase in phases):
        yield finding("high-daily-dose", catalog)
