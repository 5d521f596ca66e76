"""When: the sessions of a day, the days on, the rest, and the dates that follow (R30, R40, R41)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta
from fractions import Fraction
from typing import Literal

from attrs import frozen

from wizard.catalog import Catalog
from wizard.catalog.model import Compound, Cycle, Route
from wizard.errors import refuse
from wizard.protocol.plan import Course
from wizard.protocol.provenance import (
    DAYS_LATER,
    DIFFERENCE,
    GREATEST,
    LEAST,
    MINUTES_LATER,
    OF_THE_DAY,
    PRODUCT_OF_NUMBERS,
    SUM,
    TIMES_THAT_FIT,
    Figure,
    answered,
    given,
    later_by_minutes,
    minute_of,
)
from wizard.protocol.screening import Cleared
from wizard.text.numbers import count
from wizard.text.translation import _


def sessions_that_fit(cleared: Cleared) -> Figure[int]:
    """Return how many sessions a day has room for (R30).

    The first is 30 minutes after waking, each next one 4 hours later, all by 13:00. A subcutaneous
    dose (R32) and a compound of one dose a day (R20) have one at most. Raise `InvalidInputError`
    when not even the first fits: nobody is told to wake at another time (R45).
    """
    rule, answers = cleared.catalog.dosing.session, cleared.answers
    wake = _wake(cleared)
    woken = Figure(
        wake.label,
        minute_of(wake.value),
        OF_THE_DAY,
        wake.by,
        answered=wake.answered,
    )
    after = given("minutes after waking", Fraction(rule.minutes_after_waking), "minutes", by=rule)
    first = SUM.of("first session", woken, after, unit=OF_THE_DAY, by=rule)
    last = given("last session at or before", minute_of(rule.last_at), OF_THE_DAY, by=rule)
    apart = given("minutes between sessions", rule.hours_apart * 60, "minutes", by=rule)
    fit = TIMES_THAT_FIT.of("sessions that fit", first, last, apart, unit="sessions", by=rule)
    if fit.value < 1:
        raise refuse(
            "answers.schedule",
            _(
                "no session fits: the first one, {minutes} minutes after waking, would be after"
                " {last}"
            ).format(minutes=rule.minutes_after_waking, last=f"{rule.last_at:%H:%M}"),
            _("no plan is made, as a dose later in the day can disturb sleep"),
        )
    for by in (
        cleared.catalog.compounds[answers.compound],
        cleared.catalog.routes[answers.route],
    ):
        if by.doses_a_day is not None:
            most = given("doses a day at most", by.doses_a_day, "sessions", by=by)
            fit = LEAST.of("sessions that fit", fit, most, unit="sessions", by=by)
    return fit


def last_session(wake: time, bounds: Iterable[Compound | Route], catalog: Catalog) -> time | None:
    """Return when the last session that fits into a day would be, or `None` where none does.

    `bounds` may have a most of doses a day.
    """
    rule = catalog.dosing.session
    first, apart = minute_of(wake) + rule.minutes_after_waking, rule.hours_apart * 60
    fit = (minute_of(rule.last_at) - first) // apart + 1
    fit = min([fit, *(by.doses_a_day for by in bounds if by.doses_a_day is not None)])
    return None if fit < 1 else later_by_minutes(time.min, first + apart * (fit - 1))


def session_time(cleared: Cleared, number: int) -> Figure[time]:
    """Return the time of the day's session `number`, counted from 0."""
    rule = cleared.catalog.dosing.session
    first = given("minutes after waking", Fraction(rule.minutes_after_waking), "minutes", by=rule)
    apart = given("minutes between sessions", rule.hours_apart * 60, "minutes", by=rule)
    before = PRODUCT_OF_NUMBERS.of(
        "minutes after the first session",
        given("sessions before", number, by=rule),
        apart,
        unit="minutes",
        by=rule,
    )
    minutes = SUM.of("minutes after waking", first, before, unit="minutes", by=rule)
    return MINUTES_LATER.of("time of the session", _wake(cleared), minutes, by=rule)


def course(cleared: Cleared) -> Course:
    """Return the cycle and its dates.

    Raise `InvalidInputError` for more days on than the goal allows, a rest that is too short (R40),
    or a start too soon after the last course (R41).
    """
    answers = cleared.answers
    asked, cycle = answers.schedule, cleared.catalog.goals[answers.goal].planned_cycle
    if asked.start is None:
        raise refuse("answers.schedule.start", _("missing"), _("give the day of the first dose"))
    on_days = (
        answered("days on", asked.on_days, "days", by=cycle)
        if asked.on_days
        else given("days on", cycle.days_start, "days", by=cycle)
    )
    if on_days.value > cycle.days_most:
        raise refuse(
            "answers.schedule.on_days",
            _("{days} days on is more than the {most} that this goal allows").format(
                days=on_days.value, most=cycle.days_most
            ),
            _("choose {most} or fewer").format(most=cycle.days_most),
        )
    least = _least_rest(cycle, on_days)
    rest_days = (
        answered("days of rest", asked.rest_days, "days", by=cycle) if asked.rest_days else least
    )
    if rest_days.value < least.value:
        raise refuse(
            "answers.schedule.rest_days",
            _(
                "{rest} days of rest is less than the {least} that this goal and {days} days on"
                " need"
            ).format(rest=rest_days.value, least=least.value, days=on_days.value),
            _("choose {least} or more").format(least=least.value),
        )
    if asked.last_course_end is not None:
        earliest = earliest_start(
            answers.goal, asked.last_course_end, asked.last_course_goal, cleared.catalog
        )
        if asked.start < earliest.value:
            raise refuse(
                "answers.schedule.start",
                _("{start} is too soon after the last course, which ended on {end}").format(
                    start=asked.start, end=asked.last_course_end
                ),
                _("start on {day} or later").format(day=earliest.value),
            )
    start = answered("first dosing day", asked.start)
    one = given("one day", 1, "day", by="R40")
    end = DAYS_LATER.of(
        "last dosing day",
        start,
        DIFFERENCE.of("days after the first", on_days, one, unit="days"),
        by=cycle,
    )
    gap = SUM.of("days to the next start", rest_days, one, unit="days", by=cycle)
    next_start = DAYS_LATER.of("next earliest start", end, gap, by=cycle)
    return Course(on_days, rest_days, asked.cycles or 1, start, end, next_start)


def rest_after(cycle: Cycle, on_days: int) -> Figure[int]:
    """Return the least rest after that many days on (R40)."""
    return _least_rest(cycle, given("days on", on_days, "days"))


def _least_rest(cycle: Cycle, on_days: Figure[int]) -> Figure[int]:
    """Return the least rest, which is never shorter than the days on themselves (R40)."""
    of_the_goal = given("least rest for this goal", cycle.rest_least, "days", by=cycle)
    return GREATEST.of("least rest", of_the_goal, on_days, unit="days", by=cycle)


def earliest_start(
    goal: str, last_end: date, last_goal: str | None, catalog: Catalog
) -> Figure[date]:
    """Return the first day on which a course for `goal` may start (R41).

    The one before it was for `last_goal` and ended on `last_end`.
    """
    rule = catalog.dosing.restart
    both_short = goal == last_goal == rule.short_goal
    rest = given(
        "rest after the last course",
        rule.rest_days_short if both_short else rule.rest_days,
        "days",
        by=rule,
    )
    gap = SUM.of(
        "days to the next start",
        rest,
        given("one day", 1, "day", by=rule),
        unit="days",
        by=rule,
    )
    return DAYS_LATER.of(
        "earliest start", answered("end of the last course", last_end), gap, by=rule
    )


def same_goal_only(course: Course, catalog: Catalog) -> bool:
    """Tell whether only a course with the same goal may begin on the next earliest start.

    Another one needs more rest before it (R41).
    """
    return course.rest_days.value < catalog.dosing.restart.rest_days


def _wake(cleared: Cleared) -> Figure[time]:
    wake, rule = cleared.answers.schedule.wake, cleared.catalog.dosing.wake
    return (
        answered("waking", wake)
        if wake is not None
        else given("waking, taken when not asked", rule.default, by=rule)
    )


@frozen(repr=False)
class Position:
    """Where a day stands in a plan: which cycle, and day `day` of `of` on or at rest.

    Before the plan, `day` says in how many days it starts.
    """

    state: Literal["before", "on", "rest", "after"]
    cycle: int
    day: int
    of: int

    def __str__(self) -> str:
        match self.state:
            case "before":
                return _("starts in {days}").format(days=count(self.day, "day"))
            case "on":
                return _("day {day} of {most}").format(day=self.day, most=self.of)
            case "rest":
                return _("rest day {day} of {most}").format(day=self.day, most=self.of)
        return _("ended, its rest is over")


def cycle_start(course: Course, cycle: int) -> date:
    """Return the first dosing day of a cycle, counted from 1.

    One past the last gives the next earliest start.
    """
    return course.start.value + timedelta(
        days=(cycle - 1) * (course.on_days.value + course.rest_days.value)
    )


def last_day(course: Course) -> date:
    """Return the last dosing day of all cycles; the day after, a course is over."""
    return cycle_start(course, course.cycles) + timedelta(days=course.on_days.value - 1)


def position(course: Course, on: date) -> Position:
    """Return where the day `on` stands in the cycles of `course`."""
    days_in = (on - course.start.value).days
    on_days, rest = course.on_days.value, course.rest_days.value
    if days_in < 0:
        return Position("before", 1, -days_in, 0)
    cycle, day = divmod(days_in, on_days + rest)
    if cycle >= course.cycles:
        return Position("after", course.cycles, 0, 0)
    if day < on_days:
        return Position("on", cycle + 1, day + 1, on_days)
    return Position("rest", cycle + 1, day - on_days + 1, rest)
