"""How much: the phases, and the counts that deliver them (R04, R30 to R37).

Every personal dose needs a `Cleared`, which screening never returns for a person it rules out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from wizard.catalog import Catalog
from wizard.catalog.model import FormId
from wizard.errors import InvalidInputError, refuse
from wizard.protocol.aims import (
    Aim,
    Aims,
    aims_of,
    counts_a_day,
    dose_range,
    most_counts_in_a_session,
)
from wizard.protocol.answers import SharedProduct
from wizard.protocol.dose_words import PHASES, units
from wizard.protocol.plan import Ceiling, Dose, Dosed, Finding, Measure, Phase, PhaseName, Range
from wizard.protocol.product import diluent_volumes, measure, one_count
from wizard.protocol.provenance import EVEN_SHARE, PRODUCT, TIMES_NEEDED, Figure, given
from wizard.protocol.schedule import session_time
from wizard.protocol.screening import Cleared, finding
from wizard.quantities import Quantity, mcg
from wizard.text.numbers import count, mass, number
from wizard.text.translation import _


def dose(cleared: Cleared, on_days: Figure[int]) -> tuple[Dosed, tuple[Finding, ...]]:
    """Return the dosing of a cycle of `on_days` days, and what is found of it.

    Raise `InvalidInputError` for a target over the absolute bound (R34), an unconfirmed dose over
    the recommended bound (R31), a day with no time for a session (R45), and a product that cannot
    deliver the dose (R04, R24, R30, R37).
    """
    answers, catalog = cleared.answers, cleared.catalog
    allowed = dose_range(answers.goal, answers.compound, answers.route, catalog)
    _refuse_over(allowed, cleared)
    form: FormId = catalog.forms[answers.form].id
    counted = measure(form, answers.product, catalog)
    aims = aims_of(counted, allowed, on_days, cleared)
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
    return Dosed(aims.requested, allowed, aims.top, counted, phases), found


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


def _phase(aim: Aim, top: Ceiling, counted: Measure, cleared: Cleared) -> Phase:
    counts = counts_a_day(aim.planned, counted)
    if counts.value == 0:
        raise _nothing(aim, counted)
    daily = PRODUCT.of(
        _("{phase} daily dose").format(phase=_(PHASES[aim.name])), counts, counted.mass, by="R04"
    )
    _refuse_coarse(aim.name, daily, min(aim.target.value, top.in_reach), cleared.catalog)
    doses = (
        _sessions(counts, counted, cleared)
        if counted.barrel is None
        else (_one_dose(0, counts, counted, cleared),)
    )
    return Phase(aim.name, aim.first_day, aim.last_day, aim.planned, daily, counts, doses)


def _nothing(aim: Aim, counted: Measure) -> InvalidInputError:
    """Return the error for a dose that is less than one drop or spray, and say what would do."""
    planned, one = mass(aim.planned.value), mass(counted.mass.value)
    told = _(
        "the {phase} dose rounds down to nothing: {mass} is less than {least}, the least measure"
    )
    what_would_do = _(
        "{least} or more can be planned with this product, and {mass} with a weaker one; a dose is"
        " never rounded up"
    )
    return refuse(
        "answers.target_mcg",
        told.format(phase=_(PHASES[aim.name]), mass=planned, least=one),
        what_would_do.format(mass=planned, least=one),
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


def _sessions(counts: Figure[Fraction], counted: Measure, cleared: Cleared) -> tuple[Dose, ...]:
    """Split the daily count over the fewest sessions that can hold it (R35).

    Earlier sessions get the larger shares. An odd drop or spray goes left first, then alternates.
    """
    most = most_counts_in_a_session(counted, cleared.catalog)
    sessions = TIMES_NEEDED.of("sessions", counts, most, unit="sessions", by="R35")
    doses, odd = [], Fraction(0)
    for index in range(sessions.value):
        share = EVEN_SHARE.of(
            _("{units} in session {number}").format(units=units(counted.unit), number=index + 1),
            counts,
            sessions,
            given("session", index + 1, by="R35"),
            unit=f"{counted.unit}s",
            by="R35",
        )
        larger = int(odd % 2)  # the nostril that gets the larger part: 0 is left, 1 is right
        sides = (
            _in_a_nostril(_("left nostril"), 1 + larger, share),
            _in_a_nostril(_("right nostril"), 2 - larger, share),
        )
        odd += share.value % 2
        doses.append(_one_dose(index, share, counted, cleared, sides))
    return tuple(doses)


def _in_a_nostril(side: str, part: int, share: Figure[Fraction]) -> Figure[Fraction]:
    """Return the count for one nostril in a session: its `part`, 1 or 2, of the `share` (R35).

    If the two parts differ, part 1 is the larger.
    """
    return EVEN_SHARE.of(
        side,
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


def _refuse_draws(
    aims: Aims, counted: Measure, allowed: Range, on_days: Figure[int], cleared: Cleared
) -> None:
    """Refuse a draw that is larger than the barrel, or too small to measure (R24).

    A small one stands where more diluent would not help, or can no longer be added.
    """
    draw = cleared.catalog.dosing.draw
    units = [counts_a_day(aim.planned, counted).value for aim in aims.phases]
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
    """Return the smallest volume of diluent that makes every draw at least so large."""
    answers, catalog = cleared.answers, cleared.catalog
    # A smaller volume than the present one makes no draw larger, and the least that is enough
    # overfills no barrel.
    for diluent in diluent_volumes(catalog):
        counted = measure("vial", evolve(answers.product, diluent_ml=diluent), catalog)
        aims = aims_of(counted, allowed, on_days, cleared)
        units = min(counts_a_day(aim.planned, counted).value for aim in aims.phases)
        if units >= max(least, _least_draw(counted.step.value, catalog)):
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
        else allowed.absolute
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
