"""The course after one that is over (issue 17, point 14)."""

from datetime import date, timedelta

import pytest

from wizard.conversation.view import Pick, Tick
from wizard.interview.choice import Checked
from wizard.profile.read import read_profile

NEXT = "Plan the next course"
SCREENING = "Step 5 of 8  Screening"


def _offers(view):
    return NEXT in {each.label for each in view.actions} | {
        each.title for each in (view.ask.options if isinstance(view.ask, Pick) else ())
    }


@pytest.mark.parametrize(
    ("day", "offered"),
    [(date(2026, 1, 14), False), (date(2026, 1, 15), True), (date(2027, 1, 1), True)],
)
def test_a_course_that_is_over_offers_the_next(managing, meet, kept, clock, day, offered):
    """The day after its last dose, in the library, on its page of today and at its review; with
    several cycles after the last of them.
    """
    path = kept("a.toml")
    kept("b.toml", "Twice", cycles=2)
    clock.now += day - clock.now.date()
    person = managing("Spring exam block")
    assert _offers(person.view) == offered
    person.choose("Today")
    assert _offers(person.view) == offered
    opened = meet(read_profile(path.read_bytes()), path)
    assert _offers(opened.view) == offered
    assert _offers(managing("Twice").view) == (offered and day.year == 2027)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "It may start on 14 February 2026 or later."),
        (
            {"goal": "high-demand", "on_days": 5, "rest_days": 7},
            "It may start on 17 January 2026 or later with the same goal, else on 9 February 2026.",
        ),
        ({"rest_days": 60}, "With the rest that you planned it starts on 16 March 2026 or later."),
    ],
)
def test_the_earliest_start_is_told_first(managing, kept, clock, said, told):
    """R41: the end of the last course, 30 days and one; 7 where both are for high demand."""
    kept("a.toml", **said)
    clock.now += timedelta(days=10)
    person = managing("Spring exam block")
    person.choose(NEXT)
    assert person.view.text[0].lines[0][0].text.startswith("It may start on ")
    assert told in person.reads


def test_what_stood_is_confirmed_and_the_rest_asked_afresh(managing, kept, clock, said, home):
    """Goal, product and last day stand there as answers that each want a yes; age, weight and
    screening come with nothing, and the new plan starts when it may, in a file of its own.
    """
    path = kept("a.toml")
    before = path.read_bytes()
    clock.now += timedelta(days=15)
    person = managing("Spring exam block")
    person.choose(NEXT, "Answer the questions")
    given = {
        "goal": "general-cognition",
        "form": "drops",
        "route": "intranasal",
        "product.strength_mg_per_ml": 1,
        "product.bottle_ml": 3,
        "first_time": False,
        "schedule.last_course_end": date(2026, 1, 14),
        "schedule.last_course_goal": "general-cognition",
    }
    session = person.conversation.state.session
    assert {key: session.get(key) for key in given} == given
    assert session.stale == session.values.keys()
    assert not [key for key in session.values if key.startswith(("screening.", "person."))]
    seen = []
    while person.view.heading != "Step 6 of 8  Plan":
        asked = person.conversation.state.page.key
        seen.append(asked)
        match person.view.ask:
            case Tick(marked=marks):
                assert marks is None
                person.give(Checked())
            case Pick(options, answered=int(row)):
                assert asked in session.stale
                person.send(options[row].intent)
            case Pick():
                assert asked == "screening.tested_athlete"
                person.give("No")
            case ask if asked in session.stale:
                person.give(ask.text)
            case _:
                person.give(said.drops.get(person.sees, ""))
        assert not person.conversation.error, (asked, person.conversation.error)
    assert seen[0] == "goal"
    assert session.stale - {"product.bottle_ml"} <= {*seen}  # on the label
    person.answer(said.drops, "On which day do you start?")
    assert person.view.ask.text == "2026-02-14"
    person.give("2026-02-14")
    person.answer(said.drops | {"How many cycles are planned?": "1"}, "Step 7 of 8  Review")
    person.choose("Save")
    person.give("Next")
    person.give(person.view.ask.text)
    assert person.sees == "It is saved."
    assert path.read_bytes() == before
    assert len(list(home.glob("*.toml"))) == 2
