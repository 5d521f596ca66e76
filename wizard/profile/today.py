"""One day of a plan: the place in the course, what to take, from which container, what is next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

from attrs import frozen

from wizard.catalog import Catalog
from wizard.profile.file_format import Profile
from wizard.protocol.dose_words import counts, product, said, strength
from wizard.protocol.plan import Derived, Opened, Phase, Protocol
from wizard.protocol.provenance import later_by_minutes, minute_of
from wizard.protocol.schedule import Position, cycle_start, position, same_goal_only
from wizard.protocol.screening import ScreenedOutError
from wizard.text.numbers import clock, count, day, mass, number
from wizard.text.sanitize import beside

_ONE_DAY = timedelta(days=1)


def where_in_cycle(plan: Protocol, on: date) -> str:
    """Return a few words for a list: `day 4 of 10`, `rest day 12 of 30, past its discard date`."""
    at = position(plan.course, on)
    past = at.state in {"rest", "after"} and _in_use(plan, on)[1].discard.value <= on
    return f"{_place(at, plan)}{', past its discard date' if past else ''}"


def dates_of(profile: Profile) -> str:
    """Return the first and the last dosing day of a course, as the file gives them.

    It is for a profile of another edition, of which no dose may be told; empty without a plan.
    """
    plan = profile.protocol
    return "" if plan is None else f"{day(plan.start)} to {day(plan.end)}"


def course_of(profile: Profile, mark: str, rest: str) -> str:
    """Return the name of a profile, the dates of its course, if any, and after a mark the rest."""
    dates = dates_of(profile)
    if not dates:
        return beside(profile.name, rest, mark)
    return beside(profile.name, f"{dates}{mark}{rest}", ", ")


def runs_or_rests(profile: Profile, on: date) -> bool:
    """Return whether a course runs or rests on a day, by the dates that the file gives.

    They are those of the plan where the profile holds. To derive it again takes six times as long.
    """
    plan = profile.protocol
    if plan is None:
        return False
    cycles = profile.answers.schedule.cycles or 1
    return 0 <= (on - plan.start).days < cycles * (plan.on_days + plan.rest_days)


def today(
    derived: Derived, name: str, on: date, catalog: Catalog, now: time | None = None
) -> tuple[str, ...]:
    """Return what a plan says for the day `on`, a line or two for each thing.

    With the time of day `now`, what is late is told too (R44). It is fit for a login message.
    Raises `ScreenedOutError` where there is no plan.
    """
    plan = derived.protocol
    if plan is None:
        raise ScreenedOutError(derived.screening)
    at = position(plan.course, on)
    if at.state != "on":
        return (
            beside(name, f"{_where(at, plan, on)}. No dose today.", ", "),
            _after_this(at, plan, on, catalog),
            *_left(plan, on, at),
        )
    phase = _phase(plan, at.day)
    return (
        beside(name, f"{_where(at, plan, on)}.", ", "),
        f"{_what(derived, catalog)}, daily maximum {mass(phase.daily.value)}:",
        *(f"  {clock(dose.at.value)}  {said(dose, plan.measure, at.day)}" for dose in phase.doses),
        *(_late(phase, now, catalog) if now is not None else ()),
        *(() if now and now > catalog.dosing.session.last_at else _container(derived, plan, on)),
        _after_this(at, plan, on, catalog),
    )


@frozen
class Glance:
    """A plan on one day in short: where it stands, what is still taken on that day, and what else.

    Of each session: the time, the mass, the count, and the share of each nostril, if it has any.
    """

    place: str
    doses: tuple[tuple[str, str, str, tuple[int, ...]], ...]
    told: tuple[str, ...]


def glance(derived: Derived, on: date, catalog: Catalog, now: time) -> Glance:
    """Return a plan in short as it is for the time `now` of the day `on` and later.

    Once nothing more is taken on that day, there is no dose (R44). Raises as `today` does.
    """
    plan = derived.protocol
    if plan is None:
        raise ScreenedOutError(derived.screening)
    at = position(plan.course, on)
    place, after = _place_of(at, plan), _after_this(at, plan, on, catalog)
    if at.state != "on":
        return Glance(place, (), ("No dose today.", after, *_left(plan, on, at)))
    phase = _phase(plan, at.day)
    late = tuple(_late(phase, now, catalog))
    if now > catalog.dosing.session.last_at:
        return Glance(place, (), (*late, after))
    counted = plan.measure
    doses = tuple(
        (
            clock(dose.at.value),
            mass(dose.mass.value),
            counts(dose, counted),
            () if counted.unit == "unit" else dose.nostrils_on(at.day),
        )
        for dose in phase.doses
    )
    taken = "Taken today?" if len(doses) == 1 else "All taken today?"
    next_dose = f"Then nothing more until {after.removeprefix('Next: ')}"
    then = late or (f"{taken} {next_dose if at.day < at.of else after}",)
    which, container = _in_use(plan, on)
    kept = (
        f"{plan.supply.container.capitalize()} {which}: discard on {day(container.discard.value)}."
    )
    opened = _container(derived, plan, on) if container.on.value >= on else (kept,)
    told = (*then, f"{_what(derived, catalog)}.", *opened)
    return Glance(place, doses, told)


def _where(at: Position, plan: Protocol, on: date) -> str:
    """Return the day and its place in the plan."""
    return f"{day(on)}: {_place_of(at, plan)}"


def _place_of(at: Position, plan: Protocol) -> str:
    assessment = at.state == "on" and _phase(plan, at.day).name == "assessment"
    return f"{_place(at, plan)}{', assessment' if assessment else ''}"


def _what(derived: Derived, catalog: Catalog) -> str:
    return f"{product(derived.answers, catalog)}, {derived.answers.route}"


def _late(phase: Phase, now: time, catalog: Catalog) -> Iterator[str]:
    """Yield what becomes of sessions whose time is past, and of those after them (R44)."""
    rule, sessions = catalog.dosing.session, [dose.at.value for dose in phase.doses]
    past, last = [at for at in sessions if at < now], clock(rule.last_at)
    if not past:
        return
    if now > rule.last_at:
        yield f"It is past {last}: nothing more is taken today. A missed dose is never doubled."
        return
    are, them, take = "is", "it", "it now"
    if len(past) > 1:
        are, them = "are", "them all"
        apart = count(rule.hours_apart, "hour")
        take = f"one now, if your last dose was {apart} ago or longer"
    then, at_least = "", minute_of(now)
    for at in sessions[len(past) :]:
        at_least += rule.hours_apart * 60
        if at_least > minute_of(rule.last_at):
            then += f", and skip {clock(at)}"
        else:
            then += f", and {clock(at)} at {clock(later_by_minutes(time.min, at_least))}"
    yield (
        f"{' and '.join(map(clock, past))} {are} past. If you have not taken {them}, take"
        f" {take}{then}. Never two at once."
    )


def _place(at: Position, plan: Protocol) -> str:
    cycles = plan.course.cycles
    numbered = cycles > 1 and at.state in {"on", "rest"}
    return f"{at}, cycle {at.cycle} of {cycles}" if numbered else str(at)


def _phase(plan: Protocol, number: int) -> Phase:
    return next(phase for phase in plan.phases if number in phase.days)


def _in_use(plan: Protocol, on: date) -> tuple[int, Opened]:
    """Return the number and container that serves the day or did last; before any, the first."""
    containers = plan.supply.every_cycle
    number = sum(container.on.value <= on for container in containers) or 1
    return number, containers[number - 1]


def _container(derived: Derived, plan: Protocol, on: date) -> Iterator[str]:
    """Yield which container to use on a dosing day.

    Where it is opened on that day, yield what becomes of the one before it too.
    """
    kind = plan.supply.container
    which, container = _in_use(plan, on)
    discard = f"discard on {day(container.discard.value)}"
    if container.on.value < on:
        yield f"Use {kind} {which}, {_opened(kind)} on {day(container.on.value)}, {discard}."
        return
    yield f"{'Make up' if kind == 'vial' else 'Open'} {kind} {which} today, {discard}."
    content = derived.answers.product.vial_mg
    label = strength(plan.measure) if content is None else f"{number(content)} mg of powder"
    yield f"Compare its label with {label}."
    earlier = derived.answers.product.opened
    if which > 1:
        yield f"{_gone(kind, which - 1, plan.supply.every_cycle[which - 2], on)}: throw it away."
    elif earlier is not None and earlier < on:
        yield (
            f"The {kind} {_opened(kind)} on {day(earlier)} is past its discard date: throw it away."
        )


def _opened(kind: str) -> str:
    return "made up" if kind == "vial" else "opened"


def _gone(kind: str, which: int, container: Opened, on: date) -> str:
    past = f"is past its discard date, {day(container.discard.value)}"
    ended = past if container.discard.value <= on else "no longer holds a full day"
    return f"{kind.capitalize()} {which} {ended}"


def _left(plan: Protocol, on: date, at: Position) -> Iterator[str]:
    """Yield what to do with the last container on a day without a dose, if something is left."""
    kind = plan.supply.container
    which, container = _in_use(plan, on)
    again = which < len(plan.supply.every_cycle) or at.cycle < plan.course.cycles
    if at.state == "before" or (not container.left_over and not again):
        return
    if container.discard.value <= on:
        yield f"{_gone(kind, which, container, on)}: throw it away."
    else:
        yield (
            f"{kind.capitalize()} {which}, {_opened(kind)} on {day(container.on.value)}: discard on"
            f" {day(container.discard.value)}."
        )


def _after_this(at: Position, plan: Protocol, on: date, catalog: Catalog) -> str:
    """Return what comes next: tomorrow's first dose, the rest, the next cycle or course."""
    course = plan.course
    if at.state == "before":
        return f"Next: the first dose on {_begins(course.start.value, plan.phases[0])}."
    if at.state == "on" and at.day < at.of:
        return f"Next: {_tomorrow(at, plan, on)}."
    if at.state == "on":
        return f"Next: rest from {day(on + _ONE_DAY)}, {count(course.rest_days.value, 'day')}."
    if at.cycle < course.cycles:
        start = cycle_start(course, at.cycle + 1)
        return f"Next: cycle {at.cycle + 1}, from {_begins(start, plan.phases[0])}."
    same = " with the same goal" if same_goal_only(course, catalog) else ""
    start = cycle_start(course, course.cycles + 1)
    when = "" if start <= on else f" on {day(start)}, or later"
    return f"{'A' if start <= on else 'The'} next course{same} may start{when}, after new answers."


def _begins(on: date, phase: Phase) -> str:
    return f"{day(on)} at {clock(phase.doses[0].at.value)}"


def _tomorrow(at: Position, plan: Protocol, on: date) -> str:
    next_day, phase = on + _ONE_DAY, _phase(plan, at.day + 1)
    words = [_begins(next_day, phase)]
    if phase is not _phase(plan, at.day):
        words.append(f"{mass(phase.daily.value)} daily from then on")
    if _in_use(plan, next_day) != _in_use(plan, on):
        words.append(f"with a new {plan.supply.container}")
    return ", ".join(words)
