"""What an interview suggests of a dose and a start, and what it says as soon as it is certain."""

from datetime import date, time, timedelta
from decimal import Decimal

import attrs
import pytest

from wizard.errors import InvalidInputError
from wizard.text.label import Spray

D = Decimal
TODAY = date(2026, 1, 5)


def test_what_is_taken_where_nothing_is_asked_is_suggested_with_its_reason(interview):
    """R38: 3 drops of 111.1 mcg are suggested for 300, rounded up so that they stay 3 drops."""
    said = {"product.strength_mg_per_ml": D(2), "product.drops_per_ml": D(18)}
    session = interview(said, until="target_mcg")
    asked = session.question("target_mcg")
    assert asked.suggested(session) == D("333.34")
    assert (
        "Suggested is 333.33 mcg instead of 300 mcg, as one drop is 111.11 mcg."
        in asked.explained(session)
    )
    answered = session.answer("target_mcg", D("333.34"))
    assert answered.trial().protocol.main.count.value == 3


def test_the_lower_bound_is_suggested_without_a_word(interview):
    """R34: 300 where whole drops give enough of it."""
    session = interview(until="target_mcg")
    asked = session.question("target_mcg")
    assert asked.suggested(session) == 300
    assert asked.explained(session).endswith("it is never raised.")


def test_no_other_waking_time_is_suggested(interview):
    """R45: waking at 15:00 is taken as it is, and no plan is made, with the reason."""
    session = interview(until="schedule.wake").answer("schedule.wake", time(15))
    problem = session.blocking
    assert session.next_open.key != "schedule.wake"
    assert session.trial() is None
    assert problem.said == (
        "no session fits: the first one, 30 minutes after waking, would be after 13:00; no plan is"
        " made, as a dose later in the day can disturb sleep"
    )


@pytest.mark.parametrize(
    ("target", "clock", "start"),
    [
        (300, time(7), TODAY),
        (300, time(7, 30), TODAY),  # the only session is now
        (300, time(7, 31), TODAY + timedelta(days=1)),
        (600, time(7, 31), TODAY),
        (600, time(11, 30), TODAY),  # the second session is now
        (600, time(11, 31), TODAY + timedelta(days=1)),
        (600, time(23), TODAY + timedelta(days=1)),
        (600, None, TODAY),
    ],
)
def test_a_start_is_suggested_for_a_day_whose_sessions_are_not_past(
    interview, target, clock, start
):
    """R45: waking at 07:00, the session is at 07:30, and at 11:30 there is one where two are
    needed.
    """
    said = {"first_time": False, "target_mcg": D(target)}
    session = interview(said, until="schedule.start").on(TODAY, clock)
    assert session.question("schedule.start").suggested(session) == start
    again = attrs.evolve(session.answer("schedule.start", TODAY), stale={"schedule.start"})
    assert again.question("schedule.start").suggested(again) == start


@pytest.mark.parametrize(
    ("clock", "help_", "echo"),
    [
        (time(7), "", "5 January 2026, today"),
        (
            time(8),
            "Today's doses were due earlier: tomorrow is suggested.",
            "5 January 2026, today: its dose was due earlier, and may be taken until 13:00",
        ),
        (
            time(13, 1),
            "Today's doses were due earlier: tomorrow is suggested.",
            "5 January 2026, today: it is after 13:00, so nothing is taken on that day",
        ),
    ],
)
def test_a_start_today_after_its_doses_is_told(interview, clock, help_, echo):
    """R44, R45: at the question of the start, beside what is suggested and below what is typed."""
    session = interview({"first_time": False}, until="schedule.start").on(TODAY, clock)
    asked = session.question("schedule.start")
    assert asked.explained(session) == help_
    assert asked.echo(session, TODAY) == echo
    assert asked.echo(session, TODAY + timedelta(days=1)) == "6 January 2026, tomorrow"


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (550, "550 mcg daily is delivered"),
        (575, "550 mcg daily is delivered, rounded down from 575 mcg: one drop is 50 mcg"),
    ],
)
def test_a_dose_that_is_rounded_down_is_told_so(interview, target, said):
    """R04, R06: below what is typed, with the dose that was asked for and what one drop holds."""
    session = interview({"first_time": False}, until="target_mcg")
    assert session.question("target_mcg").echo(session, D(target)) == said


@pytest.mark.parametrize("key", ["schedule.last_course_end", "product.opened"])
def test_what_is_past_cannot_be_still_to_come(interview, key):
    """The last course ended, and a bottle was opened, today or earlier: a later day is refused."""
    session = interview({"first_time": False}, until=key)
    assert session.answer(key, TODAY).get(key) == TODAY
    with pytest.raises(InvalidInputError, match=" 6 January 2026 is still to come"):
        session.answer(key, TODAY + timedelta(days=1))


UNUSABLE = {  # the answers before, and the one that decides that nothing can be planned
    "a drop of 400 mcg": ({"product.strength_mg_per_ml": D(8)}, "product.drops_per_ml", D(20)),
    "a spray of 400 mcg": (
        {"form": "spray", "product.strength_mg_per_ml": D(4)},
        "product.spray",
        Spray(D("0.1")),
    ),
    "a spray of 320 mcg by its label": (
        {"form": "spray", "product.strength_mg_per_ml": D(4)},
        "product.spray",
        Spray(mcg=D(320)),
    ),
    "units of 300 mcg": ({"form": "vial", "product.vial_mg": D(30)}, "product.diluent_ml", D(1)),
}


@pytest.mark.parametrize(("said", "key", "value"), UNUSABLE.values(), ids=UNUSABLE)
def test_what_cannot_be_planned_is_said_at_the_product(interview, said, key, value):
    """R24 R30: as soon as it is certain, and not at the last question."""
    session = interview(said, until=key)
    with pytest.raises(InvalidInputError, match=r"one session|that can be measured"):
        session.answer(key, value)


def test_a_mark_too_coarse_for_a_first_course_is_said_with_that_answer(interview):
    """R24 R33: marks of 2 units are 200 mcg, and the assessment of 200 mcg would be one."""
    said = {
        "form": "vial",
        "product.diluent_ml": D(1),
        "product.mark_units": D(2),
        "route": "subcutaneous",
    }
    session = interview(said, until="first_time")
    first, later = (session.answer("first_time", said) for said in (True, False))
    assert later.blocking is None
    assert first.blocking.key == "answers.product.mark_units"
