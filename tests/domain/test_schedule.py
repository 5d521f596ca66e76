"""Hand-checked times and dates. The start is 2026-01-05 unless a case says otherwise."""

from datetime import date, time, timedelta
from types import SimpleNamespace

import pytest

from wizard.errors import InvalidInputError
from wizard.protocol.provenance import later_by_minutes
from wizard.protocol.schedule import (
    course,
    earliest_start,
    last_session,
    position,
    rest_after,
    same_goal_only,
)

HIGH = {"goal": "high-demand"}
VIAL = {"form": "vial"}
AMIDATE = {"compound": "n-acetyl-semax-amidate"}
END = date(2026, 1, 14)


def times(protocol):
    """The times of the main phase's sessions."""
    return [dose.at.value.isoformat("minutes") for dose in protocol.main.doses]


SESSIONS = {  # what is said: times of the day
    "07:00 is the default": ({"target_mcg": 600}, ["07:30", "11:30"]),
    "one session is enough": ({"target_mcg": 300}, ["07:30"]),
    "waking 08:30: the second at 13:00": (
        {"target_mcg": 600, "wake": time(8, 30)},
        ["09:00", "13:00"],
    ),
    "waking 08:31: the second would be late": ({"target_mcg": 600, "wake": time(8, 31)}, ["09:01"]),
    "waking 12:30: the only one at 13:00": ({"wake": time(12, 30)}, ["13:00"]),
    "waking 00:00": ({"target_mcg": 600, "wake": time(0)}, ["00:30", "04:30"]),
    "waking 04:30, three": (
        HIGH | {"target_mcg": 900, "wake": time(4, 30), "confirmed": ["target_mcg"]},
        ["05:00", "09:00", "13:00"],
    ),
    "waking 04:31, two": (HIGH | {"target_mcg": 900, "wake": time(4, 31)}, ["05:01", "09:01"]),
    "under the skin once, whatever the dose": (VIAL | {"target_mcg": 500}, ["07:30"]),
    "under the skin at 13:00": (VIAL | {"wake": time(12, 30)}, ["13:00"]),
    "amidate once": (AMIDATE | {"target_mcg": 360}, ["07:30"]),
}


@pytest.mark.parametrize(("said", "expected"), SESSIONS.values(), ids=SESSIONS)
def test_when_the_sessions_are(plan, said, expected):
    """R20 R30 R32 R35: 30 minutes after waking, then every 4 hours, at or before 13:00, and no more
    than hold the dose.
    """
    assert times(plan(**said)) == expected


CYCLES = {  # what is said: days on, days of rest, last dosing day, next start
    "general starts at 10 days": ({}, 10, 30, date(2026, 1, 14), date(2026, 2, 14)),
    "general, 14 days": ({"on_days": 14}, 14, 30, date(2026, 1, 18), date(2026, 2, 18)),
    "general, 1 day": ({"on_days": 1}, 1, 30, date(2026, 1, 5), date(2026, 2, 5)),
    "general, rest of 90": ({"rest_days": 90}, 10, 90, date(2026, 1, 14), date(2026, 4, 15)),
    "general, rest of 365": ({"rest_days": 365}, 10, 365, date(2026, 1, 14), date(2027, 1, 15)),
    "stress as general": (
        {"goal": "stress-resilience"},
        10,
        30,
        date(2026, 1, 14),
        date(2026, 2, 14),
    ),
    "mood as general": ({"goal": "mood-support"}, 10, 30, date(2026, 1, 14), date(2026, 2, 14)),
    "high-demand starts at 5 days": (HIGH, 5, 7, date(2026, 1, 9), date(2026, 1, 17)),
    "high-demand, 3 days": (HIGH | {"on_days": 3}, 3, 7, date(2026, 1, 7), date(2026, 1, 15)),
    "under the skin alike": (VIAL, 10, 30, date(2026, 1, 14), date(2026, 2, 14)),
    "high-demand under the skin": (VIAL | HIGH, 5, 7, date(2026, 1, 9), date(2026, 1, 17)),
    "over a leap day": ({"start": date(2028, 2, 25)}, 10, 30, date(2028, 3, 5), date(2028, 4, 5)),
    "the last day that is accepted": (
        {"start": date(2100, 12, 31)},
        10,
        30,
        date(2101, 1, 9),
        date(2101, 2, 9),
    ),
}


@pytest.mark.parametrize("row", CYCLES.values(), ids=CYCLES)
def test_days_on_and_rest(plan, row):
    """R40: the days on, the least rest where none is chosen, the last dosing day and the next
    start.
    """
    said, on_days, rest_days, end, next_start = row
    course = plan(**said).course
    assert (course.on_days.value, course.rest_days.value) == (on_days, rest_days)
    assert (course.end.value, course.next_start.value) == (end, next_start)


REFUSED = {
    "15 days on": ({"on_days": 15}, "answers.schedule.on_days"),
    "60 days on, confirmed or not": (
        {"on_days": 60, "confirmed": ["target_mcg"]},
        "answers.schedule.on_days",
    ),
    "8 weeks under the skin": (VIAL | {"on_days": 56}, "answers.schedule.on_days"),
    "high-demand for 6 days": (HIGH | {"on_days": 6}, "answers.schedule.on_days"),
    "29 days of rest": ({"rest_days": 29}, "answers.schedule.rest_days"),
    "rest of 3 days": ({"rest_days": 3}, "answers.schedule.rest_days"),
    "high-demand with 6 days of rest": (HIGH | {"rest_days": 6}, "answers.schedule.rest_days"),
}


@pytest.mark.parametrize(("said", "key"), REFUSED.values(), ids=REFUSED)
def test_cycles_that_are_refused(refused, snapshot, said, key):
    """R01 R40: never more than 14 days on, never less rest than the goal asks for, at either
    route.
    """
    (problem,) = refused(**said)
    assert (problem.key, problem.confirm) == (key, "")
    assert list(problem) == snapshot


RESTARTS = {  # goal, goal of the last course, days of rest that hold
    "general after general": ("general-cognition", "general-cognition", 30),
    "general after high-demand": ("general-cognition", "high-demand", 30),
    "high-demand after general": ("high-demand", "general-cognition", 30),
    "high-demand after an unknown goal": ("high-demand", None, 30),
    "high-demand after high-demand": ("high-demand", "high-demand", 7),
    "general after a clinician's goal": ("general-cognition", "stroke-recovery", 30),
}


@pytest.mark.parametrize(("goal", "last", "rest"), RESTARTS.values(), ids=RESTARTS)
def test_the_earliest_restart(plan, refused, goal, last, rest):
    """R41: the start is no earlier than the last day plus the rest plus 1; a day earlier is refused
    and the date is named.
    """
    said = {"goal": goal, "last_course_end": END, "last_course_goal": last}
    earliest = END + timedelta(days=rest + 1)
    assert plan(**said, start=earliest).course.start.value == earliest
    (problem,) = refused(**said, start=earliest - timedelta(days=1))
    assert problem.key == "answers.schedule.start"
    assert earliest.isoformat() in problem.what + problem.remedy


@pytest.mark.parametrize("start", [date(2026, 1, 17), date(2026, 2, 13), END, date(2025, 12, 1)])
def test_a_restart_before_2026_02_14_names_that_date(refused, snapshot, start):
    """R41: after a last course that ended on 2026-01-14, the rest of 30 days ends with
    2026-02-13.
    """
    (problem,) = refused(last_course_end=END, start=start)
    assert "2026-02-14" in problem.what + problem.remedy
    assert list(problem) == snapshot


@pytest.mark.parametrize(
    ("said", "only"),
    [
        (HIGH, True),
        (HIGH | {"rest_days": 29}, True),
        (HIGH | {"rest_days": 30}, False),
        ({}, False),
    ],
)
def test_which_course_may_start_next(catalog, plan, refused, said, only):
    """R41: on the next earliest start of a plan with the short rest one for another goal is
    refused, and none other is.
    """
    planned = plan(**said).course
    assert same_goal_only(planned, catalog) is only
    after = {
        "start": planned.next_start.value,
        "last_course_end": planned.end.value,
        "last_course_goal": said.get("goal"),
    }
    assert plan(**HIGH, **after) if said else plan(**after)
    if only:
        (problem,) = refused(**after)
        assert problem.key == "answers.schedule.start"
    else:
        assert plan(**after)


def test_how_the_earliest_restart_is_told(catalog, snapshot):
    """R41 section 8: whoever asks why is told the rest, the day after it, and the rule, the short
    rest by its own figures.
    """
    for last in (None, "high-demand"):
        assert [
            repr(figure) for figure in earliest_start("high-demand", END, last, catalog).walk()
        ] == snapshot


def test_how_the_least_rest_is_told(catalog, snapshot):
    """R40: 30 days after 10 or 30 days on, never less than the days on themselves, and told by
    both.
    """
    cycle = catalog.goals["general-cognition"].planned_cycle
    assert [rest_after(cycle, days).value for days in (10, 30, 31)] == [30, 30, 31]
    assert [repr(figure) for figure in rest_after(cycle, 31).walk()] == snapshot


# day of January 2026: state, cycle, day, of how many, in words; two cycles of 5 days on and 7 of
# rest from the 5th
POSITIONS = {
    1: ("before", 1, 4, 0, "starts in 4 days"),
    4: ("before", 1, 1, 0, "starts in 1 day"),
    5: ("on", 1, 1, 5, "day 1 of 5"),
    9: ("on", 1, 5, 5, "day 5 of 5"),
    10: ("rest", 1, 1, 7, "rest day 1 of 7"),
    16: ("rest", 1, 7, 7, "rest day 7 of 7"),
    17: ("on", 2, 1, 5, "day 1 of 5"),
    28: ("rest", 2, 7, 7, "rest day 7 of 7"),
    29: ("after", 2, 0, 0, "ended, its rest is over"),
}


@pytest.mark.parametrize(
    ("day", "expected"), POSITIONS.items(), ids=[str(day) for day in POSITIONS]
)
def test_where_a_day_stands(plan, day, expected):
    """R40 R41: each day of a plan is before it, on, at rest or after it, counted from 1."""
    found = position(plan(**HIGH, cycles=2).course, date(2026, 1, day))
    assert (found.state, found.cycle, found.day, found.of, str(found)) == expected


def test_a_start_far_away_is_told_with_a_comma(plan):
    """R60: thousands with a comma in print."""
    assert (
        str(position(plan(start=date(2030, 1, 5)).course, date(2026, 1, 5)))
        == "starts in 1,461 days"
    )


def test_a_course_without_a_start_is_refused(answers, catalog, snapshot):
    """R06: from Python too, nothing is dated from a day that nobody gave."""
    with pytest.raises(InvalidInputError) as caught:
        course(SimpleNamespace(answers=answers(start=None), catalog=catalog))
    assert [list(problem) for problem in caught.value.problems] == snapshot


def test_no_session_is_past_midnight():
    """R30: a time of day is never carried into the next day."""
    assert later_by_minutes(time(23, 29), 30) == time(23, 59)
    with pytest.raises(ValueError, match=r"^30 minutes after 23:30:00 is past midnight$"):
        later_by_minutes(time(23, 30), 30)


def test_a_chosen_rest_does_not_delay_the_start(plan):
    """R41: what counts before the start is the rest after the last course, 30 days, not the rest
    chosen after this one.
    """
    assert (
        plan(last_course_end=END, start=date(2026, 2, 14), rest_days=90).course.rest_days.value
        == 90
    )


LAST = {  # waking, compound and route: the last session of the day that there can be
    "07:00: 11:30": (time(7), "semax", "intranasal", time(11, 30)),
    "08:30: 13:00": (time(8, 30), "semax", "intranasal", time(13)),
    "08:31: the first": (time(8, 31), "semax", "intranasal", time(9, 1)),
    "04:30: three": (time(4, 30), "semax", "intranasal", time(13)),
    "12:30": (time(12, 30), "semax", "intranasal", time(13)),
    "12:31: none": (time(12, 31), "semax", "intranasal", None),
    "12:30:01: none": (time(12, 30, 1), "semax", "intranasal", None),
    "the amidate: one": (time(7), "n-acetyl-semax-amidate", "intranasal", time(7, 30)),
    "under the skin: one": (time(7), "semax", "subcutaneous", time(7, 30)),
}


@pytest.mark.parametrize(("wake", "compound", "route", "last"), LAST.values(), ids=LAST)
def test_the_last_session_that_fits(catalog, wake, compound, route, last):
    """R30 R45: what has to be past for a start to be suggested tomorrow."""
    bounds = catalog.compounds[compound], catalog.routes[route]
    assert last_session(wake, bounds, catalog) == last
