"""The plan as a calendar (RFC 5545): every session with an alarm, and the days that matter besides.

Times are floating: 07:30 is 07:30 wherever the person is, since a session follows waking. Events
are marked private, as a plan is a health record. An event has the same id in every revision of a
plan, and one that only an earlier revision may have had is cancelled, so that no alarm rings twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Final, TypeVar

from attrs import frozen
from icalendar import Alarm, Calendar, Component, Event, vText

from wizard.catalog.model import Container
from wizard.profile.file_format import PROGRAM
from wizard.profile.today import place_of
from wizard.protocol.dose_words import OPEN, product, said, taken
from wizard.protocol.plan import Dose, Measure, Opened, Phase, Protocol
from wizard.protocol.schedule import cycle_start, position, same_goal_only
from wizard.protocol.screening import ScreenedOutError
from wizard.report.export.machine import lasting, missed
from wizard.report.export.registry import Made
from wizard.text import numbers
from wizard.text.layout import sentence
from wizard.text.numbers import count, dates, day, mass
from wizard.text.translation import N_, _

_SESSION: Final = timedelta(minutes=5)
_ONE_DAY: Final = timedelta(days=1)
_NEUTRAL: Final = N_("Reminder")
"""The title of everything, where others can see the calendar."""
_REPLACED: Final = N_(
    "After a change of this plan import it again: each session moves. If this plan replaces another"
    " one, first delete what that one put here, or its alarms ring too."
)

Part = TypeVar("Part", bound=Component)


def render(made: Made) -> bytes:
    """Return the calendar of a plan; where there is none any more, one that cancels the last.

    Raises `ScreenedOutError` where there was none either: nothing is put in a calendar then.
    """
    if not made.may_be_in_calendars:
        raise ScreenedOutError(made.derived.screening)
    status = made.catalog.guidance.status
    head = {
        "prodid": f"-//{PROGRAM}//EN",
        "version": "2.0",
        "calscale": "GREGORIAN",
        "method": "PUBLISH",  # with no ORGANIZER, which would need somebody's address
        **dict.fromkeys(("name", "x-wr-calname"), vText(_title(made))),
        **dict.fromkeys(("description", "x-wr-caldesc"), vText(f"{_(_REPLACED)} {_(status.text)}")),
    }
    calendar = _filled(Calendar(), head)
    plan = made.derived.protocol
    events = [] if plan is None else list(_Plan(made, plan).events())
    for event in (*events, *_cancelled(made, {str(event["uid"]) for event in events})):
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _title(made: Made) -> str:
    return _(_NEUTRAL) if made.discreet else made.document.title


@frozen
class _Plan:
    """A plan and every container that it uses, as events."""

    made: Made
    plan: Protocol

    @property
    def _title(self) -> str:
        return _(self.made.catalog.compounds[self.made.derived.answers.compound].title)

    @property
    def _product(self) -> str:
        return product(self.made.derived.answers, self.made.catalog)

    def events(self) -> Iterator[Event]:
        """Yield the cycles in turn, then the rest of the dates."""
        for cycle in range(1, self.plan.course.cycles + 1):
            start = cycle_start(self.plan.course, cycle)
            for phase in self.plan.phases:
                for number in phase.days:
                    yield from self._day(phase, number, start + timedelta(days=number - 1))
            yield self._rest(cycle)
        yield self._next()
        for number, container in enumerate(self.plan.supply.every_cycle, start=1):
            yield self._discard(number, container)

    def _day(self, phase: Phase, number: int, on: date) -> Iterator[Event]:
        for session, dose in enumerate(phase.doses, start=1):
            summary = (
                f"{_count(dose, self.plan.measure, number)}, {self._product},"
                f" {mass(dose.mass.value)}"
            )
            lines = (
                _("{product}, {dose}. Daily maximum {most}, as planned and never more.").format(
                    product=taken(self.made.derived.answers, self.made.catalog),
                    dose=said(dose, self.plan.measure, number),
                    most=mass(phase.daily.value),
                ),
                f"{sentence(place_of(position(self.plan.course, on), self.plan))}.",
                self._container(on, session),
                missed(self.plan, self.made.catalog),
                _(
                    "When to stop and see a doctor stands in the plan: read it before the first"
                    " dose."
                ),
            )
            when = {
                "dtstart": datetime.combine(on, dose.at.value),
                "duration": _SESSION,
                "description": "\n".join(lines),
            }
            event = _event(self.made, _session_of(self.made, on, session), summary, when)
            alarm = {"action": "DISPLAY", "description": event["summary"], "trigger": timedelta()}
            event.add_component(_filled(Alarm(), alarm))
            yield event

    def _container(self, on: date, session: int) -> str:
        """Say which container serves the day and until when; its first session opens it."""
        kind = self.plan.supply.container
        containers = enumerate(self.plan.supply.every_cycle, start=1)
        which, container = next((which, each) for which, each in containers if on <= each.last_dose)
        verb = OPEN[kind] if container.on.value == on and session == 1 else _USE[kind]
        return _("{what}; discard it on {day}.").format(
            what=_(verb).format(number=which), day=day(container.discard.value)
        )

    def _rest(self, cycle: int) -> Event:
        course = self.plan.course
        first = cycle_start(course, cycle) + timedelta(days=course.on_days.value)
        last = cycle_start(course, cycle + 1) - _ONE_DAY
        summary = _("{compound}: rest, {days}").format(
            compound=self._title, days=count(course.rest_days.value, "day")
        )
        when = {
            "description": _("No dose: {dates}.").format(dates=dates(first, last)),
            **_all_day(first, last),
        }
        return _event(self.made, _rest_of(self.made, cycle), summary, when)

    def _next(self) -> Event:
        course = self.plan.course
        on = cycle_start(course, course.cycles + 1)
        told = (
            _(
                "The next course with the same goal may start on {day}, or later, after new answers"
                " to all questions."
            )
            if same_goal_only(course, self.made.catalog)
            else _(
                "The next course may start on {day}, or later, after new answers to all questions."
            )
        )
        says = told.format(day=day(on))
        summary = _("{compound}: next earliest start").format(compound=self._title)
        return _event(
            self.made, _next_of(self.made), summary, {"description": says, **_all_day(on, on)}
        )

    def _discard(self, number: int, container: Opened) -> Event:
        kind, on = self.plan.supply.container, container.discard.value
        says = _(_DISCARD[kind]).format(number=number, day=day(on))
        if container.ends == "content":
            used_up = _("By the plan it was used up on {day}.").format(day=day(container.last_dose))
            says = f"{says} {used_up}"
        summary = _(_DISCARD_TITLE[kind]).format(compound=self._title, number=number)
        return _event(
            self.made,
            _uid(self.made, "discard", number),
            summary,
            {"description": says, **_all_day(on, on)},
        )


def _count(dose: Dose, counted: Measure, day: int) -> str:
    """Return what to do, short enough for a title: `6 drops: 3 left, 3 right`."""
    how = count(dose.count.value, counted.unit)
    if counted.unit == "unit":
        return sentence(_("draw to {units}").format(units=how))
    sides = zip((_("left"), _("right")), dose.nostrils_on(day), strict=True)
    return (
        f"{how}: {', '.join(f'{numbers.number(share)} {name}' for name, share in sides if share)}"
    )


_USE: Final[dict[Container, str]] = {
    "bottle": N_("Use bottle {number}"),
    "vial": N_("Use vial {number}"),
}
_DISCARD: Final[dict[Container, str]] = {
    "bottle": N_(
        "No dose from bottle {number} on or after {day}: throw it away with what is left in it."
    ),
    "vial": N_(
        "No dose from vial {number} on or after {day}: throw it away with what is left in it."
    ),
}
_DISCARD_TITLE: Final[dict[Container, str]] = {
    "bottle": N_("{compound}: discard bottle {number}"),
    "vial": N_("{compound}: discard vial {number}"),
}


def _uid(made: Made, *place: str | int) -> str:
    """Return the id of an event of this profile, the same at every export."""
    return str(lasting(made.profile, *place))


def _session_of(made: Made, on: date, session: int) -> str:
    return _uid(made, "session", on.isoformat(), session)


def _rest_of(made: Made, cycle: int) -> str:
    return _uid(made, "cycle", cycle, "rest")


def _next_of(made: Made) -> str:
    return _uid(made, "next start")


def _cancelled(made: Made, there: set[str]) -> Iterator[Event]:
    """Yield every session and rest that an earlier revision may have had and this plan has not.

    A file remembers only its days and sessions (profiles/README.md, `[calendar]`), so rests are as
    many as fit. A discard date stays: what was opened still has to be thrown away.
    """
    earlier = made.profile.calendar
    if earlier is None:
        return
    first, days = earlier.first, range((earlier.last - earlier.first).days + 1)
    least_rest = min(goal.cycle.rest_least for goal in made.catalog.goals.values() if goal.cycle)
    uids = [
        *(
            (on, _session_of(made, on, session))
            for on in (first + timedelta(days=ahead) for ahead in days)
            for session in range(1, earlier.sessions + 1)
        ),
        *((first, _rest_of(made, cycle)) for cycle in range(1, len(days) // least_rest + 2)),
        (first, _next_of(made)),
    ]
    for on, uid in uids:
        if uid not in there:
            when = {"dtstart": on, "status": "CANCELLED"}
            yield _event(made, uid, _("Cancelled, no dose: the plan was changed"), when)


def _event(made: Made, uid: str, summary: str, when: Mapping[str, object]) -> Event:
    """Return an event of this profile."""
    head = {
        "uid": uid,
        "dtstamp": made.profile.created,
        "sequence": made.profile.revision,
        "class": "PRIVATE",
        "summary": _(_NEUTRAL) if made.discreet else summary,
    }
    return _filled(Event(), {**head, **when})


def _all_day(first: date, last: date) -> dict[str, object]:
    """Return the times of whole days in which the person is free; `dtend` is exclusive."""
    return {"dtstart": first, "dtend": last + _ONE_DAY, "transp": "TRANSPARENT"}


def _filled(component: Part, properties: Mapping[str, object]) -> Part:
    """Add the properties to a part of the calendar, and return it."""
    for name, value in properties.items():
        component.add(name, value)
    return component
