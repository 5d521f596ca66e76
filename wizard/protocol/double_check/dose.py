"""The double check of a dose: is it the one that the answers give, and may it be so large?

It goes the other way round than `wizard.protocol.dosing`: it rounds nothing, but takes each stated
count, multiplies it by the strength, and asks whether the rules allow that count and no larger one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction
from operator import itemgetter

from attrs import evolve, frozen

from wizard.protocol.answers import Answers, Product
from wizard.protocol.double_check import DisagreementError, hold, same
from wizard.protocol.double_check.reference import (
    AMIDATE,
    BARRELS,
    COARSE_MCG,
    DILUENTS,
    FINDINGS,
    GOALS,
    HIGH_MCG,
    KEEPS,
    LEAST_MARKS,
    LEAST_UNITS,
    OF_AMIDATE,
    POUND,
    SMALL_UNITS,
    SUBCUTANEOUS,
)
from wizard.protocol.plan import Dose, Finding, Opened, Phase, Protocol

_SESSION_MCG, _SESSION_ML, _LATEST = 300, Fraction(3, 10), timedelta(hours=13)  # R30
_APART = timedelta(hours=4)
_ASSESSMENT_MCG = Fraction(200)  # R33


@frozen
class _Allowed:
    """What the answers allow, worked out from them alone; masses in mcg, volumes in mL."""

    one: Fraction  # mass of one drop, spray or unit
    volume: Fraction
    strength: Fraction  # mcg per mL
    step: Fraction  # counts
    capacity: Fraction
    most: Fraction  # counts in one session
    weight: Fraction  # kg
    asked: Fraction
    bounds: dict[str, Fraction]
    times: list[timedelta]


def check_dose(answers: Answers, protocol: Protocol, found: Collection[Finding]) -> None:
    """Work a plan out a second time, and what is `found` of its doses.

    Raise `DisagreementError` naming what differs.
    """
    allowed, counted = _allowed(answers), protocol.measure
    one = (
        counted.mass.value.amount,
        counted.volume.value.amount,
        counted.strength.value.amount,
        counted.step.value,
    )
    same("one count", (allowed.one, allowed.volume, allowed.strength, allowed.step), one)
    same("a full container", allowed.capacity, counted.capacity.value)
    same(
        "a full syringe",
        allowed.most if answers.form == "vial" else None,
        counted.barrel.value if counted.barrel else None,
    )
    same("dose asked for", allowed.asked, protocol.requested.value.amount)
    same(
        "bounds",
        [*allowed.bounds.items()],
        [(name, bound.value.amount) for name, bound in protocol.ceiling.bounds],
    )
    in_sessions = (
        [Fraction(_SESSION_MCG * len(allowed.times))] if answers.route == "intranasal" else []
    )
    ceiling = min(allowed.bounds.values())
    absolute = min(allowed.bounds[name] for name in ("goal", "compound") if name in allowed.bounds)
    in_reach = min(absolute, allowed.bounds["weight"], *in_sessions)
    same(
        "ceiling",
        (ceiling, in_reach),
        (protocol.ceiling.figure.value.amount, protocol.ceiling.in_reach.amount),
    )
    hold("asked for no more than goal, route and compound allow", allowed.asked <= absolute)
    _course(answers, protocol)
    phases = _phases(protocol.course.on_days.value, answers, allowed)
    stated = [
        (phase.name, phase.first_day.value, phase.last_day.value) for phase in protocol.phases
    ]
    same("phases", [phase[:3] for phase in phases], stated)
    for (*_, target), phase in zip(phases, protocol.phases, strict=True):
        _phase(answers, allowed, min(target, ceiling), phase)
        hold(
            "at least half of what is in reach",
            phase.daily.value.amount * 2 >= min(target, in_reach),
        )  # R37
    same(
        "dose per kg",
        protocol.phases[-1].daily.value.amount / allowed.weight,
        protocol.per_kg.value.amount,
    )
    hold("no draw is small where more diluent helps", not _could_be_larger(answers, protocol))
    _supply(answers, allowed, protocol)
    same(
        "findings",
        _findings(answers, allowed, protocol),
        {each.rule: each.outcome for each in found},
    )


def _findings(answers: Answers, allowed: _Allowed, protocol: Protocol) -> dict[str, str]:
    """Return the outcome of each finding that the doses call for (R23, R24, R31, R33)."""
    vial, first = answers.form == "vial", protocol.phases[0].daily.value.amount
    applies = {
        "coarse-measure": not vial and allowed.one > COARSE_MCG,
        "coarse-first-dose": not vial and answers.first_time and first > _ASSESSMENT_MCG,
        "small-draw": (vial and any(phase.count.value < SMALL_UNITS for phase in protocol.phases)),
        "high-daily-dose": any(phase.daily.value.amount > HIGH_MCG for phase in protocol.phases),
    }
    return {name: FINDINGS[name] for name, holds in applies.items() if holds}


def _phases(days: int, answers: Answers, allowed: _Allowed) -> list[tuple[str, int, int, Fraction]]:
    """Return each phase with its first and last day and its target (R33).

    A first course begins with an assessment: 200 mcg at most or, of a coarser product, one drop or
    spray. What is over 300 mcg no session holds, and one mark of a vial is no draw (R30, R24).
    """
    asked = allowed.asked
    if not answers.first_time:
        return [("main", 1, days, asked)]
    first = min(max(_ASSESSMENT_MCG, allowed.one), asked)
    both = [("assessment", 1, min(5, days), first), ("main", 6, days, asked)]
    return [phase for phase in both if phase[1] <= days]


def _could_be_larger(answers: Answers, protocol: Protocol) -> bool:
    """Tell whether a draw is under 5 units though more diluent would make each larger (R24)."""
    product, start = answers.product, protocol.course.start.value
    smallest = min(phase.count.value for phase in protocol.phases)
    keeps = timedelta(days=KEEPS["vial"])
    made_up = product.opened is not None and product.opened + keeps > start
    if answers.form != "vial" or smallest >= SMALL_UNITS or made_up:
        return False
    for volume in DILUENTS:
        other = evolve(answers, product=evolve(product, diluent_ml=volume))
        allowed = _allowed(other)
        most = min(allowed.bounds.values())
        mark = allowed.step * allowed.one
        draws = [
            min(target, most) // mark * allowed.step
            for *_, target in _phases(protocol.course.on_days.value, other, allowed)
        ]
        if min(draws) >= SMALL_UNITS:
            return True
    return False


def _allowed(answers: Answers) -> _Allowed:
    product, person, nasal = answers.product, answers.person, answers.route == "intranasal"
    weight = (
        _given(person.weight_lb) * POUND if person.weight_kg is None else Fraction(person.weight_kg)
    )
    least, most_daily = GOALS[answers.goal][:2] if nasal else SUBCUTANEOUS
    bounds = {"goal": Fraction(most_daily)}
    if answers.compound == AMIDATE:
        least, most_daily = OF_AMIDATE[answers.route]
        bounds["compound"] = Fraction(most_daily)
    bounds["weight"] = 15 * weight  # R05
    one, volume, strength, capacity = _one_count(answers.form, product)
    times = _times(answers)
    most = Fraction(
        BARRELS[product.syringe]
        if product.syringe
        else min(_SESSION_MCG // one, _SESSION_ML // volume)
    )
    if nasal:
        bounds["sessions"] = len(times) * most * one
    step = Fraction(1) if nasal or product.mark_units is None else Fraction(product.mark_units)
    asked = (
        _taken(Fraction(least), step * one, min(bounds.values()))
        if answers.target_mcg is None
        else Fraction(answers.target_mcg)
    )
    return _Allowed(one, volume, strength, step, capacity, most, weight, asked, bounds, times)


def _taken(least: Fraction, one: Fraction, most: Fraction) -> Fraction:
    """Return what is taken where nothing is asked for (R34, R38).

    A count more than the lower bound holds is taken where the counts in it are less than four
    fifths of it, and that one is at most a third above it or the first there is. So much lies in
    every recommended range and in every barrel, and `most` is the ceiling.
    """
    whole = least // one
    above = (whole + 1) * one
    enough = 5 * whole * one >= 4 * least
    return (
        above if not enough and (3 * above <= 4 * least or not whole) and above <= most else least
    )


def _one_count(form: str, product: Product) -> tuple[Fraction, Fraction, Fraction, Fraction]:
    """Return the mcg and mL in one count, the mcg in a mL, and the counts in a full container.

    See R22, R23 and R24. Of a spray with both figures, the larger mass counts, and its own volume.
    """
    if form == "vial":
        diluent = _given(product.diluent_ml)
        mcg_in_ml = _given(product.vial_mg) * 1000 / diluent
        return mcg_in_ml / 100, Fraction(1, 100), mcg_in_ml, diluent * 100
    mcg_in_ml, bottle = _given(product.strength_mg_per_ml) * 1000, _given(product.bottle_ml)
    if form == "drops":
        per_ml = Fraction(product.drops_per_ml or 20)
        return mcg_in_ml / per_ml, 1 / per_ml, mcg_in_ml, Fraction(bottle * per_ml // 1)
    stated = (product.mcg_per_spray, 1), (product.pump_ml, mcg_in_ml)
    mass = _given(
        max((Fraction(figure) * mcg for figure, mcg in stated if figure is not None), default=None)
    )
    volume = mass / mcg_in_ml if product.pump_ml is None else Fraction(product.pump_ml)
    return mass, volume, mcg_in_ml, Fraction(bottle // volume)


def _given(figure: Decimal | Fraction | None) -> Fraction:
    if figure is None:
        raise DisagreementError("not so: every figure that is needed was given")
    return Fraction(figure)


def _times(answers: Answers) -> list[timedelta]:
    """Return the times of a day's sessions (R20, R30, R32).

    The first is 30 minutes after waking, each next one 4 hours later, all at or before 13:00. A
    dose under the skin and the amidate are taken once a day.
    """
    first = _since_midnight(answers.schedule.wake or time(7)) + timedelta(minutes=30)
    once = answers.route == "subcutaneous" or answers.compound == AMIDATE
    fit = (_LATEST - first) // _APART + 1
    return [first + number * _APART for number in range(min(fit, 1) if once else fit)]


def _since_midnight(at: time) -> timedelta:
    return timedelta(
        hours=at.hour, minutes=at.minute, seconds=at.second, microseconds=at.microsecond
    )


def _phase(answers: Answers, allowed: _Allowed, aim: Fraction, phase: Phase) -> None:
    """Ask whether a phase has the right counts, evenly shared out (R04, R31, R34, R35).

    They give the stated mass and are within the aim, and one more would not be.
    """
    counts = [dose.count.value for dose in phase.doses]
    count = sum(counts, Fraction(0))
    daily = count * allowed.one
    stated = phase.planned.value.amount, phase.count.value, phase.daily.value.amount
    same("dose before rounding, counts a day, daily dose", (aim, count, daily), stated)
    step = allowed.step
    hold("whole counts", count > 0 and all((each / step).denominator == 1 for each in counts))
    hold("rounded down, by less than one count", daily <= aim < daily + step * allowed.one)
    hold("more than 600 mcg is confirmed", aim <= HIGH_MCG or "target_mcg" in answers.confirmed)
    hold(
        "fewest sessions that fit",
        len(counts) <= len(allowed.times) and (len(counts) - 1) * allowed.most < count,
    )
    hold("even shares", counts == sorted(counts, reverse=True) and counts[0] - counts[-1] <= 1)
    extra = 1  # the odd one of the next session: to the left, then to the right
    for at, dose in zip(allowed.times, phase.doses, strict=False):
        same("time of a session", at, _since_midnight(dose.at.value))
        extra = _dose(answers, allowed, dose, extra)


def _dose(answers: Answers, allowed: _Allowed, dose: Dose, extra: int) -> int:
    """Ask whether a session's count gives its mass and may be so large (R24, R30, R35, R36).

    Return the side to which the next odd one goes.
    """
    count = dose.count.value
    stated = dose.mass.value.amount, dose.volume.value.amount
    same("count times strength and volume", (count * allowed.one, count * allowed.volume), stated)
    hold("what a session or a syringe holds", count <= allowed.most)
    if answers.route == "subcutaneous":
        measurable = count >= LEAST_UNITS and count >= LEAST_MARKS * allowed.step
        hold("a draw that can be measured", measurable and dose.sides is None)
        return extra
    odd = extra if count % 2 else 0
    same(
        "nostrils",
        ((count + odd) / 2, (count - odd) / 2),
        tuple(side.value for side in dose.sides or ()),
    )
    return -extra if odd else extra


def _course(answers: Answers, protocol: Protocol) -> None:
    """Ask for the days on, the rest, the dates, and the rest after the last course (R40, R41)."""
    *_, usual, most, least_rest = GOALS[answers.goal]
    asked, course = answers.schedule, protocol.course
    days, rest, start = course.on_days.value, course.rest_days.value, course.start.value
    same(
        "days on, start, cycles",
        (asked.on_days or usual, asked.start, asked.cycles or 1),
        (days, start, course.cycles),
    )
    same("days of rest", asked.rest_days or max(least_rest, days), rest)
    hold("days on at most, rest at least", days <= most and rest >= max(least_rest, days))
    dates = start + timedelta(days=days - 1), start + timedelta(days=days + rest)
    same("last day and next start", dates, (course.end.value, course.next_start.value))
    if asked.last_course_end is not None:
        after = 7 if asked.last_course_goal == answers.goal == "high-demand" else 30
        hold("rest after the last course", start > asked.last_course_end + timedelta(days=after))


def _supply(answers: Answers, allowed: _Allowed, protocol: Protocol) -> None:
    """Ask for the containers of the first cycle and of all, and what a cycle takes (R42, R43)."""
    supply, course, phases = protocol.supply, protocol.course, protocol.phases
    counts: list[Fraction | int] = []
    for phase in phases:
        days = phase.last_day.value + 1 - phase.first_day.value
        counts += [_plain(phase.count.value)] * days
    apart = timedelta(days=course.on_days.value + course.rest_days.value)
    every = [
        (date.fromordinal(first + day), count)
        for cycle in range(course.cycles)
        for first in ((course.start.value + cycle * apart).toordinal(),)
        for day, count in enumerate(counts)
    ]
    capacity = _plain(allowed.capacity)
    _containers(answers, capacity, every[: len(counts)], supply.opened)
    if course.cycles == 1:
        hold("one cycle is every cycle", supply.every_cycle == supply.opened)
    else:
        _containers(answers, capacity, every, supply.every_cycle)
    same(
        "counts in a cycle, and containers",
        (sum(counts), len(supply.opened)),
        (supply.needed.value, supply.containers.value),
    )
    same(
        "daily doses in a container",
        allowed.capacity // phases[-1].count.value,
        supply.doses_per_container.value,
    )


def _plain(counts: Fraction) -> Fraction | int:
    """Return a whole number as an int: to add up those of many days takes half of the time."""
    return counts.numerator if counts.denominator == 1 else counts


def _containers(
    answers: Answers,
    capacity: Fraction | int,
    days: list[tuple[date, Fraction | int]],
    opened: tuple[Opened, ...],
) -> None:
    """Ask whether a container that is good and holds enough covers each day (R42, R43).

    None is opened before it is needed.
    """
    start, product = days[0][0], answers.product
    keeps = timedelta(days=min(KEEPS[answers.form], product.label_days or KEEPS[answers.form]))
    on = product.opened if product.opened and product.opened + keeps > start else start
    before = None
    for each in opened:
        same("opened and discarded", (on, on + keeps), (each.on.value, each.discard.value))
        number = bisect_right(days, each.last_dose, key=itemgetter(0))
        served, days = days[:number], days[number:]
        hold("no container without a day", bool(served))
        used = sum(count for _, count in served)
        same("left over", capacity - used, each.left_over)
        hold("covered", used <= capacity and served[-1][0] == each.last_dose < each.discard.value)
        if before is not None:
            past = before.discard.value <= on
            hold("opened when needed", past or before.left_over < served[0][1])
            same("what ended the last", "beyond-use" if past else "content", before.ends)
        before = each
        on = days[0][0] if days else each.last_dose
    hold("every day is covered", not days)
    same("what ends the last", "course", opened[-1].ends)
