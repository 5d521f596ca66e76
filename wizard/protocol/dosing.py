"""How much: the ceiling, the phases, and the counts that deliver them (R04, R05, R30 to R38).

Every personal dose needs a `Cleared`, which screening never returns for a person it rules out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import evolve, frozen

from wizard.catalog import Catalog
from wizard.catalog.model import DoseRange, FormId
from wizard.errors import InvalidInputError, refuse
from wizard.protocol.answers import SharedProduct
from wizard.protocol.plan import (
    BoundName,
    Ceiling,
    Dose,
    Finding,
    Measure,
    OneCount,
    Phase,
    PhaseName,
    Range,
)
from wizard.protocol.product import diluent_volumes, measure, one_count
from wizard.protocol.provenance import (
    EVEN_SHARE,
    GREATEST,
    LEAST,
    NEXT_WHOLE,
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


def most_counts_in_a_session(counted: OneCount, catalog: Catalog) -> Figure[int]:
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


@frozen(repr=False)
class _Aim:
    """A phase before rounding: its days, its own target, and the target within the ceiling."""

    name: PhaseName
    first_day: Figure[int]
    last_day: Figure[int]
    target: Figure[Quantity]
    planned: Figure[Quantity]


@frozen(repr=False)
class _Aims:
    """What a product is to deliver: the dose asked for or taken, the ceiling, and each phase."""

    requested: Figure[Quantity]
    top: Ceiling
    phases: tuple[_Aim, ...]


def dose(cleared: Cleared, on_days: Figure[int]) -> Dosed:
    """Return the dosing of a cycle of `on_days` days.

    Raise `InvalidInputError` for a target over the absolute bound (R34), an unconfirmed dose over
    the recommended bound (R31), a day with no time for a session (R45), and a product that cannot
    deliver the dose (R04, R24, R30, R37).
    """
    answers, catalog = cleared.answers, cleared.catalog
    allowed = dose_range(answers.goal, answers.compound, answers.route, catalog)
    _refuse_over(allowed, cleared)
    form: FormId = catalog.forms[answers.form].id
    counted = measure(form, answers.product, catalog)
    aims = _aims(counted, allowed, on_days, cleared)
    largest = max(aim.planned.value for aim in aims.phases)
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
    if counted.barrel is not None:
        _refuse_draws(aims, counted, allowed, on_days, cleared)
    phases = tuple(_phase(aim, aims.top, counted, cleared) for aim in aims.phases)
    found = tuple(_findings(phases, counted, catalog))
    return Dosed(aims.requested, allowed, aims.top, counted, phases, found)


def _refuse_over(allowed: Range, cleared: Cleared) -> None:
    """Refuse a target over the absolute bound of goal, route and compound (R34).

    A dose that a source prints is named with that source, and is no slip of the unit.
    """
    answers = cleared.answers
    if answers.target_mcg is None or mcg(answers.target_mcg) <= allowed.absolute:
        return
    what = _("{asked} daily is over the bound of {bound} for this goal, route and compound").format(
        asked=mass(mcg(answers.target_mcg)), bound=mass(allowed.absolute)
    )
    by_route = cleared.catalog.routes[answers.route].dose
    most = by_route.published_most if by_route and allowed.compound is None else None
    if by_route is None or most is None or answers.target_mcg > most:
        raise refuse("answers.target_mcg", what, _("check the unit: 1 mg is 1,000 mcg"))
    raise refuse(
        "answers.target_mcg",
        f"{what}: {_(by_route.published)}",
        _("ask for {bound} or less, or ask a clinician").format(bound=mass(allowed.absolute)),
    )


def _aims(counted: Measure, allowed: Range, on_days: Figure[int], cleared: Cleared) -> _Aims:
    asked, top = cleared.answers.target_mcg, ceiling(cleared, allowed, counted)
    target = (
        answered("dose asked for", mcg(asked))
        if asked is not None
        else _taken(allowed, top, counted, cleared.catalog)
    )
    return _Aims(target, top, tuple(_phase_aims(target, top, counted, on_days, cleared)))


def _taken(allowed: Range, top: Ceiling, counted: Measure, catalog: Catalog) -> Figure[Quantity]:
    """Return the dose that is taken where none is asked for (R34, R38).

    It is the lower recommended bound or, where whole counts below that give too little of it, the
    next whole count above.
    """
    rule, least, one = catalog.dosing.taken, allowed.least, _step_mass(counted)
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
) -> Iterator[_Aim]:
    """Yield each phase with its days and its own target.

    A first course begins with an assessment (R33).
    """
    day_one, final = given("first day", 1, by="R40"), SUM.of("last day", on_days, by="R40")
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
    within = min(mcg(rule.one_most_mcg), target.value, top.figure.value)
    if counted.barrel is None and mcg(rule.daily_mcg) < one <= within:
        first = GREATEST.of("assessment target", first, counted.mass, by=rule)
    longest = given("assessment days", rule.days, by=rule)
    last = LEAST.of("last day of the assessment", final, longest, by=rule)
    yield _aim("assessment", day_one, last, first, top)
    if on_days.value > rule.days:
        following = SUM.of(
            "day after the assessment", longest, given("the next day", 1, by=rule), by=rule
        )
        yield _aim("main", following, final, target, top)


def _aim(
    name: PhaseName,
    first_day: Figure[int],
    last_day: Figure[int],
    target: Figure[Quantity],
    top: Ceiling,
) -> _Aim:
    planned = LEAST.of(f"{name} dose before rounding", target, top.figure, by="R34")
    return _Aim(name, first_day, last_day, target, planned)


def _step_mass(counted: Measure) -> Figure[Quantity]:
    return PRODUCT.of(
        f"mass of the least {counted.unit} step", counted.step, counted.mass, by="R04"
    )


def _counts(planned: Figure[Quantity], counted: Measure) -> Figure[Fraction]:
    """Return the counts of a day, rounded down to whole drops, sprays or marks (R04)."""
    steps = WHOLE_QUOTIENT.of("whole steps", planned, _step_mass(counted), by="R04")
    return PRODUCT_OF_NUMBERS.of(
        f"{counted.unit}s a day", steps, counted.step, unit=f"{counted.unit}s", by="R04"
    )


def _phase(aim: _Aim, top: Ceiling, counted: Measure, cleared: Cleared) -> Phase:
    counts = _counts(aim.planned, counted)
    if counts.value == 0:
        raise _nothing(aim, counted, cleared)
    daily = PRODUCT.of(f"{aim.name} daily dose", counts, counted.mass, by="R04")
    _refuse_coarse(aim.name, daily, min(aim.target.value, top.in_reach), cleared.catalog)
    doses = (
        _sessions(counts, counted, cleared)
        if counted.barrel is None
        else (_one_dose(0, counts, counted, cleared),)
    )
    return Phase(aim.name, aim.first_day, aim.last_day, aim.planned, daily, counts, doses)


def _nothing(aim: _Aim, counted: Measure, cleared: Cleared) -> InvalidInputError:
    """Return the error for a dose that is less than one drop or spray, and say what would do."""
    asked, one = cleared.answers.target_mcg, counted.mass.value
    too_little = asked is not None and mcg(asked) < one
    told = _(
        "the {phase} dose rounds down to nothing: {mass} is less than {least}, the least measure"
    )
    weaker = _("a product of {mass} or less in a measure would do; a dose is never rounded up")
    either = _(
        "{least} or more can be planned with this product, and {mass} with a weaker one; a dose is"
        " never rounded up"
    )
    planned = mass(aim.planned.value)
    return refuse(
        "answers.target_mcg" if too_little else "answers.product",
        told.format(phase=_(PHASES[aim.name]), mass=planned, least=mass(one)),
        (either if too_little else weaker).format(mass=planned, least=mass(one)),
    )


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


def _refuse_draws(
    aims: _Aims, counted: Measure, allowed: Range, on_days: Figure[int], cleared: Cleared
) -> None:
    """Refuse a draw that is larger than the barrel, or too small to measure (R24).

    A small one stands where more diluent would not help, or can no longer be added.
    """
    draw = cleared.catalog.dosing.draw
    units = [_counts(aim.planned, counted).value for aim in aims.phases]
    least, small = _least_draw(counted.step.value, cleared.catalog), Fraction(draw.units_small)
    if counted.barrel is not None and max(units) > counted.barrel.value:
        raise refuse(
            "answers.product.syringe",
            _("the draw would be {draw}, over the {most} that the syringe holds").format(
                draw=count(max(units), "unit"), most=counted.barrel.value
            ),
            _("use less diluent or a larger U-100 syringe"),
        )
    made_up, too_small = _is_made_up(cleared), min(units) < least
    if not too_small and (made_up or min(units) >= small):
        return
    volume = None if made_up else _more_diluent(small, allowed, on_days, cleared)
    if volume is None and not made_up and too_small:
        volume = _more_diluent(least, allowed, on_days, cleared)
    told = _("the draw would be {draw}, under the {least} that can be measured")
    remedy = _("no more diluent makes it large enough: this vial cannot be used for this dose")
    if not too_small:
        if volume is None:
            return
        told, least = _("the draw would be {draw}, and under {least} it is hard to read"), small
    elif made_up:
        remedy = _("nothing is added to a vial that is made up: it cannot be used for this dose")
    if volume is not None:
        remedy = _("make the vial up with {volume} mL, if it holds as much").format(
            volume=number(volume)
        )
    what = told.format(draw=count(min(units), "unit"), least=count(least, "unit"))
    raise refuse("answers.product.diluent_ml", what, remedy)


def _least_draw(step: Fraction, catalog: Catalog) -> Fraction:
    """Return the least units that can be measured: so many units, and so many marks (R24)."""
    draw = catalog.dosing.draw
    return max(Fraction(draw.units_least), draw.marks_least * step)


def _is_made_up(cleared: Cleared) -> bool:
    """Tell whether the vial is made up, and is good at the start (R42)."""
    answers = cleared.answers
    opened, start = answers.product.opened, answers.schedule.start
    keeps = timedelta(days=cleared.catalog.forms[answers.form].keeps.days)
    return opened is not None and start is not None and opened + keeps > start


def _more_diluent(
    least: Fraction, allowed: Range, on_days: Figure[int], cleared: Cleared
) -> Decimal | None:
    """Return the smallest larger volume of diluent that makes every draw at least so large."""
    answers, catalog = cleared.answers, cleared.catalog
    for diluent in diluent_volumes(catalog):
        if diluent <= (answers.product.diluent_ml or 0):
            continue
        counted = measure("vial", evolve(answers.product, diluent_ml=diluent), catalog)
        aims = _aims(counted, allowed, on_days, cleared)
        units = [_counts(aim.planned, counted).value for aim in aims.phases]
        most = counted.barrel.value if counted.barrel is not None else max(units)
        if max(least, _least_draw(counted.step.value, catalog)) <= min(units) <= max(units) <= most:
            return diluent
    return None


def refuse_unusable(
    form_id: FormId, product: SharedProduct, allowed: Range, catalog: Catalog, *, first_time: bool
) -> None:
    """Refuse a product with which nothing can be planned, whatever else is answered.

    A drop or spray may be over the limits of a session (R30), or the most that may be asked for
    too small a draw (R24). Raise `ValueError` where too little of the product is known.
    """
    one = one_count(form_id, product, catalog)
    if form_id != "vial":
        most_counts_in_a_session(one, catalog)
        return
    scales = [scale.units for scale in catalog.scales]
    step = Fraction(product.mark_units or min(scales))
    most = (
        min(allowed.absolute, mcg(catalog.dosing.assessment.daily_mcg))
        if first_time
        else (allowed.absolute)
    )
    units, least = most // (one.mass.value * step) * step, _least_draw(step, catalog)
    if units < least:
        raise refuse(
            "answers.product.diluent_ml",
            _("the draw would be {draw} at most, under the {least} that can be measured").format(
                draw=count(units, "unit"), least=count(least, "unit")
            ),
            _("more diluent makes the draw larger, but only before the vial is made up"),
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
    """Yield the findings that follow from the doses (R23, R24, R31, R33).

    They are based on the delivered doses of all phases.
    """
    rules = catalog.dosing
    if counted.barrel is None:
        if counted.mass.value > mcg(rules.coarse_measure.above_mcg):
            yield finding("coarse-measure", catalog)
        if any(
            phase.name == "assessment" and phase.daily.value > mcg(rules.assessment.daily_mcg)
            for phase in phases
        ):
            yield finding("coarse-first-dose", catalog)
    elif any(phase.count.value < Fraction(rules.draw.units_small) for phase in phases):
        yield finding("small-draw", catalog)
    if any(phase.daily.value > mcg(rules.high_daily.above_mcg) for phase in phases):
        yield finding("high-daily-dose", catalog)
