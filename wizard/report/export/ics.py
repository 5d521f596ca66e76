"""The plan as a calendar (RFC 5545): every session with an alarm, and the days that matter besides.

Times are floating: 07:30 is 07:30 wherever the person is, since a session follows waking. Events
are marked private, as a plan is a health record.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from attrs import frozen
from icalendar import Alarm, Calendar, Event

from wizard.profile.file_format import PROGRAM
from wizard.protocol.dose_words import product, said
from wizard.protocol.plan import Dose, Opened, Phase, Protocol
from wizard.protocol.schedule import cycle_start, same_goal_only
from wizard.protocol.screening import ScreenedOutError
from wizard.report.export.machine import lasting, missed
from wizard.report.export.registry import Made
from wizard.text.numbers import count, dates, day, mass

_SESSION: Final = timedelta(minutes=5)
_ONE_DAY: Final = timedelta(days=1)


def render(made: Made) -> bytes:
    """The calendar of a plan.

    Raises `ScreenedOutError` where there is no plan: nothing is put in a calendar then.
    """
    plan = made.derived.protocol
    if plan is None:
        raise ScreenedOutError(made.derived.screening)
    calendar = Calendar()
    calendar.add("prodid", f"-//{PROGRAM}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")  # with no ORGANIZER, which would need somebody's address
    calendar.add("x-wr-calname", made.document.title)
    calendar.add("x-wr-caldesc", made.catalog.guidance.status.text)
    for event in _Plan(made, plan).events():
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


@frozen
class _Plan:
    """A plan and every container that it uses, as events."""

    made: Made
    plan: Protocol

    @property
    def _title(self) -> str:
        return self.made.catalog.compounds[self.made.derived.answers.compound].title

    @property
    def _product(self) -> str:
        return product(self.made.derived.answers, self.made.catalog)

    def events(self) -> Iterator[Event]:
        """The cycles in turn, then the dates that stand for themselves."""
        for cycle in range(1, self.plan.course.cycles + 1):
            start = cycle_start(self.plan.course, cycle)
            for phase in self.plan.phases:
                for number in phase.days:
                    yield from self._day(phase, cycle, number, start + timedelta(days=number - 1))
            yield self._rest(cycle)
        yield self._next()
        for number, container in enumerate(self.plan.supply.every_cycle, start=1):
            yield self._discard(number, container)

    def _day(self, phase: Phase, cycle: int, number: int, on: date) -> Iterator[Event]:
        for session, dose in enumerate(phase.doses, start=1):
            summary = f"{self._product}, {said(dose, self.plan.measure)}"
            event = _event(self.made, ("cycle", cycle, "day", number, "session", session), summary)
            event.add("dtstart", datetime.combine(on, dose.at.value))
            event.add("duration", _SESSION)
            lines = (
                self._dose(dose, phase),
                self._place(phase, cycle, number),
                self._container(on, session),
                *self._reminders(),
            )
            event.add("description", "\n".join(lines))
            event.add_component(_alarm(summary))
            yield event

    def _dose(self, dose: Dose, phase: Phase) -> str:
        what = (
            f"{self._product}, {self.made.derived.answers.route}, {said(dose, self.plan.measure)}."
        )
        return f"{what} Daily maximum {mass(phase.daily.value)}, as planned and never more."

    def _place(self, phase: Phase, cycle: int, number: int) -> str:
        course = self.plan.course
        several = f", cycle {cycle} of {course.cycles}" if course.cycles > 1 else ""
        assessment = ", assessment" if phase.name == "assessment" else ""
        return f"Day {number} of {course.on_days.value}{several}{assessment}."

    def _container(self, on: date, session: int) -> str:
        """Which container serves the day, and until when it is good; it is opened for the day's first session."""
        kind = self.plan.supply.container
        containers = enumerate(self.plan.supply.every_cycle, start=1)
        which, container = next((which, each) for which, each in containers if on <= each.last_dose)
        verb = "Use"
        if container.on.value == on and session == 1:
            verb = "Make up" if kind == "vial" else "Open"
        return f"{verb} {kind} {which}; discard it on {day(container.discard.value)}."

    def _reminders(self) -> Iterator[str]:
        yield missed(self.made.catalog)
        yield "When to stop and see a doctor stands in the plan: read it before the first dose."

    def _rest(self, cycle: int) -> Event:
        course = self.plan.course
        first = cycle_start(course, cycle) + timedelta(days=course.on_days.value)
        last = cycle_start(course, cycle + 1) - _ONE_DAY
        event = _event(
            self.made,
            ("cycle", cycle, "rest"),
            f"{self._title}: rest, {count(course.rest_days.value, 'day')}",
        )
        event.add("description", f"No dose: {dates(first, last)}.")
        return _all_day(event, first, last)

    def _next(self) -> Event:
        course = self.plan.course
        on = cycle_start(course, course.cycles + 1)
        same = " with the same goal" if same_goal_only(course, self.made.catalog) else ""
        event = _event(self.made, ("next start",), f"{self._title}: next earliest start")
        event.add(
            "description",
            f"The next course{same} may start on {day(on)}, or later, after new answers to all"
            " questions.",
        )
        return _all_day(event, on, on)

    def _discard(self, number: int, container: Opened) -> Event:
        name, on = f"{self.plan.supply.container} {number}", container.discard.value
        event = _event(self.made, ("discard", number), f"{self._title}: discard {name}")
        used_up = (
            f" By the plan it was used up on {day(container.last_dose)}."
            if container.ends == "content"
            else ""
        )
        event.add(
            "description",
            f"No dose from {name} on or after {day(on)}: throw it away with what is left in"
            f" it.{used_up}",
        )
        return _all_day(event, on, on)


def _alarm(text: str) -> Alarm:
    """A message when the session begins."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", timedelta())
    return alarm


def _event(made: Made, place: tuple[str | int, ...], summary: str) -> Event:
    """An event of this profile: importing it again finds the one with the same UID."""
    event = Event()
    event.add("uid", str(lasting(made.profile, *place)))
    event.add("dtstamp", made.profile.created)
    event.add("sequence", 0)
    event.add("class", "PRIVATE")
    event.add("summary", summary)
    return event


def _all_day(event: Event, first: date, last: date) -> Event:
    """Whole days that do not make the person busy; the end of a calendar event is the day after its last."""
    event.add("dtstart", first)
    event.add("dtend", last + _ONE_DAY)
    event.add("transp", "TRANSPARENT")
    return event
