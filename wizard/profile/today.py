"""One day of a plan: the place in the course, what to take, from which container, what is next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta
from typing import Final

from attrs import frozen

from wizard.catalog import Catalog
from wizard.catalog.model import Container
from wizard.profile.file_format import Profile
from wizard.protocol.dose_words import counts, said, strength, taken
from wizard.protocol.plan import Derived, Opened, Phase, Protocol
from wizard.protocol.provenance import later_by_minutes, minute_of
from wizard.protocol.schedule import Position, cycle_start, position, same_goal_only
from wizard.protocol.screening import ScreenedOutError
from wizard.text.numbers import clock, count, dates, day, listed, mass, number
from wizard.text.sanitize import beside
from wizard.text.translation import N_, _

_ONE_DAY = timedelta(days=1)


def where_in_cycle(plan: Protocol, on: date) -> str:
    """Return a few words for a list: `day 4 of 10`, `rest day 12 of 30, past its discard date`."""
    at = position(plan.course, on)
    place = _place(at, plan)
    past = at.state in {"rest", "after"} and _in_use(plan, on)[1].discard.value <= on
    return _("{place}, past its discard date").format(place=place) if past else place


def dates_of(profile: Profile) -> str:
    """Return the first and the last dosing day of a course, as the file gives them.

    It is for a profile of another edition, of which no dose may be told; empty without a plan.
    """
    plan = profile.protocol
    return "" if plan is None else dates(plan.start, plan.end)


def course_of(profile: Profile, mark: str, rest: str) -> str:
    """Return the name of a profile, the dates of its course, if any, and after a mark the rest."""
    when = dates_of(profile)
    if not when:
        return beside(profile.name, rest, mark)
    return beside(profile.name, f"{when}{mark}{rest}", ", ")


def runs_or_rests(profile: Profile, on: date) -> bool:
    """Return whether a course runs or rests on a day, by the dates that the file gives.

    They are those of the plan where the profile holds. To derive it again takes six times as long.
    """
    plan = profile.protocol
    if plan is None:
        return False
    cycles = profile.answers.schedule.cycles or 1
    return 0 <= (on - plan.start).days < cycles * (plan.on_days + plan.rest_days)


def several(plans: Iterable[Derived], on: date) -> str:
    """Return what to do where more than one plan has a dose on that day, or nothing."""
    courses = (plan.protocol.course for plan in plans if plan.protocol is not None)
    if sum(position(course, on).state == "on" for course in courses) > 1:
        return _("More than one plan has a dose on this day: follow one of them, and only that.")
    return ""


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
            beside(name, f"{_where(at, plan, on)}. {_('No dose today.')}", ", "),
            _after_this(at, plan, on, catalog),
            *_left(plan, on, at),
        )
    phase = _phase(plan, at.day)
    return (
        beside(name, f"{_where(at, plan, on)}.", ", "),
        f"{_with_maximum(derived, phase, catalog)}:",
        *(f"  {clock(dose.at.value)}  {said(dose, plan.measure, at.day)}" for dose in phase.doses),
        *(_late(phase, now, catalog) if now is not None else ()),
        *(() if now and now > catalog.dosing.session.last_at else _container(derived, plan, on)),
        _after_this(at, plan, on, catalog),
    )


@frozen
class Glance:
    """A plan on one day in short: where it stands, what is still taken on that day, and what else.

    Of each session: the time, the mass, the count, and the share of each nostril, if it has any.
    `late` is what becomes of those whose time is past.
    """

    place: str
    doses: tuple[tuple[str, str, str, tuple[int, ...]], ...]
    late: tuple[str, ...]
    told: tuple[str, ...]


def glance(derived: Derived, on: date, catalog: Catalog, now: time) -> Glance:
    """Return a plan in short as it is for the time `now` of the day `on` and later.

    Once nothing more is taken on that day, there is no dose (R44). Raises as `today` does.
    """
    plan = derived.protocol
    if plan is None:
        raise ScreenedOutError(derived.screening)
    at = position(plan.course, on)
    place, after = place_of(at, plan), _after_this(at, plan, on, catalog)
    if at.state != "on":
        return Glance(place, (), (), (_("No dose today."), after, *_left(plan, on, at)))
    phase = _phase(plan, at.day)
    late = tuple(_late(phase, now, catalog))
    if now > catalog.dosing.session.last_at:
        return Glance(place, (), late, (after,))
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
    asked = _("Taken today?") if len(doses) == 1 else _("All taken today?")
    next_dose = after
    if at.day < at.of:
        next_dose = _("Then nothing more until {when}.").format(when=_tomorrow(at, plan, on))
    then = () if late else (f"{asked} {next_dose}",)
    which, container = _in_use(plan, on)
    kept = _(_DISCARD[plan.supply.container]).format(number=which, day=day(container.discard.value))
    opened = _container(derived, plan, on) if container.on.value >= on else (kept,)
    told = (f"{_with_maximum(derived, phase, catalog)}.", *then, *opened)
    return Glance(place, doses, late, told)


def _with_maximum(derived: Derived, phase: Phase, catalog: Catalog) -> str:
    """Return the product with the most of a day, which stands beside each dose (R60)."""
    return _("{product}, daily maximum {most}").format(
        product=taken(derived.answers, catalog), most=mass(phase.daily.value)
    )


def _where(at: Position, plan: Protocol, on: date) -> str:
    """Return the day and its place in the plan."""
    return f"{day(on)}: {place_of(at, plan)}"


def place_of(at: Position, plan: Protocol) -> str:
    """Return where a day stands in a plan, with the name of an assessment."""
    place = _place(at, plan)
    if at.state == "on" and _phase(plan, at.day).name == "assessment":
        return _("{place}, assessment").format(place=place)
    return place


def _late(phase: Phase, now: time, catalog: Catalog) -> Iterator[str]:
    """Yield what becomes of sessions whose time is past, and of those after them (R44)."""
    rule, sessions = catalog.dosing.session, [dose.at.value for dose in phase.doses]
    past, last = [at for at in sessions if at < now], clock(rule.last_at)
    if not past:
        return
    if now > rule.last_at:
        yield _(
            "It is past {time}: nothing more is taken today. A missed dose is never doubled."
        ).format(time=last)
        return
    then, at_least = "", minute_of(now)
    for at in sessions[len(past) :]:
        at_least += rule.hours_apart * 60
        if at_least > minute_of(rule.last_at):
            then += _(", and skip {time}").format(time=clock(at))
        else:
            then += _(", and {time} at {later}").format(
                time=clock(at), later=clock(later_by_minutes(time.min, at_least))
            )
    told = (
        _("{times} is past. If you have not taken it, take it now{then}. Never two at once.")
        if len(past) == 1
        else _(
            "{times} are past. If you have not taken them all, take one now, if your last dose was"
            " {hours} ago or longer{then}. Never two at once."
        )
    )
    yield told.format(
        times=listed(list(map(clock, past))), then=then, hours=count(rule.hours_apart, "hour")
    )


def _place(at: Position, plan: Protocol) -> str:
    cycles = plan.course.cycles
    numbered = cycles > 1 and at.state in {"on", "rest"}
    if not numbered:
        return str(at)
    return _("{place}, cycle {number} of {cycles}").format(place=at, number=at.cycle, cycles=cycles)


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
    used, opens, gone = _USE[kind]
    said = used if container.on.value < on else opens
    yield _(said).format(
        number=which, day=day(container.on.value), discard=day(container.discard.value)
    )
    if container.on.value < on:
        return
    content = derived.answers.product.vial_mg
    label = strength(plan.measure)
    if content is not None:
        label = _("{content} mg of powder").format(content=number(content))
    yield _("Compare its label with {label}.").format(label=label)
    earlier = derived.answers.product.opened
    if which > 1:
        yield _throw(kind, which - 1, plan.supply.every_cycle[which - 2], on)
    elif earlier is not None and earlier < on:
        yield _(gone).format(day=day(earlier))


_DISCARD: Final[dict[Container, str]] = {
    "bottle": N_("Bottle {number}: discard on {day}."),
    "vial": N_("Vial {number}: discard on {day}."),
}
_USE: Final[dict[Container, tuple[str, str, str]]] = {
    "bottle": (
        N_("Use bottle {number}, opened on {day}, discard on {discard}."),
        N_("Open bottle {number} today, discard on {discard}."),
        N_("The bottle opened on {day} is past its discard date: throw it away."),
    ),
    "vial": (
        N_("Use vial {number}, made up on {day}, discard on {discard}."),
        N_("Make up vial {number} today, discard on {discard}."),
        N_("The vial made up on {day} is past its discard date: throw it away."),
    ),
}
_THROWN: Final[dict[Container, tuple[str, str, str]]] = {
    "bottle": (
        N_("Bottle {number} is past its discard date, {discard}: throw it away."),
        N_("Bottle {number} no longer holds a full day: throw it away."),
        N_("Bottle {number}, opened on {day}: discard on {discard}."),
    ),
    "vial": (
        N_("Vial {number} is past its discard date, {discard}: throw it away."),
        N_("Vial {number} no longer holds a full day: throw it away."),
        N_("Vial {number}, made up on {day}: discard on {discard}."),
    ),
}


def _throw(kind: Container, which: int, container: Opened, on: date) -> str:
    past, empty, _later = _THROWN[kind]
    said = past if container.discard.value <= on else empty
    return _(said).format(number=which, discard=day(container.discard.value))


def _left(plan: Protocol, on: date, at: Position) -> Iterator[str]:
    """Yield what to do with the last container on a day without a dose, if something is left."""
    kind = plan.supply.container
    which, container = _in_use(plan, on)
    again = which < len(plan.supply.every_cycle) or at.cycle < plan.course.cycles
    if at.state == "before" or (not container.left_over and not again):
        return
    if container.discard.value <= on:
        yield _throw(kind, which, container, on)
    else:
        yield _(_THROWN[kind][2]).format(
            number=which, day=day(container.on.value), discard=day(container.discard.value)
        )


def _after_this(at: Position, plan: Protocol, on: date, catalog: Catalog) -> str:
    """Return what comes next: tomorrow's first dose, the rest, the next cycle or course."""
    course = plan.course
    if at.state == "before":
        return _("Next: the first dose on {when}.").format(
            when=_begins(course.start.value, plan.phases[0])
        )
    if at.state == "on" and at.day < at.of:
        return _("Next: {what}.").format(what=_tomorrow(at, plan, on))
    if at.state == "on":
        return _("Next: rest from {day}, {days}.").format(
            day=day(on + _ONE_DAY), days=count(course.rest_days.value, "day")
        )
    if at.cycle < course.cycles:
        start = cycle_start(course, at.cycle + 1)
        return _("Next: cycle {number}, from {when}.").format(
            number=at.cycle + 1, when=_begins(start, plan.phases[0])
        )
    start = cycle_start(course, course.cycles + 1)
    if same_goal_only(course, catalog):
        said = (
            _("A next course with the same goal may start, after new answers.")
            if start <= on
            else _(
                "The next course with the same goal may start on {day}, or later, after new"
                " answers."
            )
        )
    elif start <= on:
        said = _("A next course may start, after new answers.")
    else:
        said = _("The next course may start on {day}, or later, after new answers.")
    return said.format(day=day(start))


def _begins(on: date, phase: Phase) -> str:
    return _("{day} at {time}").format(day=day(on), time=clock(phase.doses[0].at.value))


def _tomorrow(at: Position, plan: Protocol, on: date) -> str:
    next_day, phase = on + _ONE_DAY, _phase(plan, at.day + 1)
    words = [_begins(next_day, phase)]
    if phase.daily.value != _phase(plan, at.day).daily.value:
        words.append(_("{mass} daily from then on").format(mass=mass(phase.daily.value)))
    if _in_use(plan, next_day) != _in_use(plan, on):
        words.append(
            _("with a new vial") if plan.supply.container == "vial" else _("with a new bottle")
        )
    return ", ".join(words)
