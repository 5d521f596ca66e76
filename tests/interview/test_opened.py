"""Profiles opened in an interview: every answer is there, none is made up, and what follows is the
same.
"""

from datetime import date, time, timedelta
from decimal import Decimal

import attrs
import pytest

from wizard.interview.choice import Checked
from wizard.interview.from_profile import from_answers
from wizard.profile.file_format import tables
from wizard.protocol.answers import Schedule
from wizard.protocol.derive import derive

D = Decimal
TODAY = date(2026, 1, 5)
ANSWERED = {
    "drops": {},
    "all of the schedule": {
        "target_mcg": 300,
        "wake": time(6),
        "on_days": 7,
        "rest_days": 40,
        "cycles": 2,
    },
    "first course": {"first_time": True},
    "spray by its label": {
        "form": "spray",
        "pump_ml": None,
        "mcg_per_spray": 120,
        "label_days": 20,
    },
    "spray, both figures": {"form": "spray", "mcg_per_spray": 105},
    "vial": {
        "form": "vial",
        "sterility_tested": True,
        "mark_units": D("0.5"),
        "opened": TODAY - timedelta(days=3),
    },
    "vial, certificate not said": {"form": "vial"},
    "lb": {"weight_lb": 154},
    "confirmed": {"weight_kg": 170, "confirmed": ["weight_kg"]},
    "last course": {"last_course_end": date(2025, 11, 20), "last_course_goal": "high-demand"},
    "last course, goal not known": {"last_course_end": date(2025, 11, 20)},
    "high-demand": {
        "goal": "high-demand",
        "wake": time(4, 30),
        "target_mcg": 900,
        "confirmed": ["target_mcg"],
    },
    "caution": {
        "substances": ["caffeine", "lions-mane"],
        "not_sure": ["dsip"],
        "tested_athlete": True,
    },
    "clinician": {"conditions": ["bipolar"], "not_sure": ["five-or-more"]},
    "stop": {"goal": "anxiety-relief"},
    "stop with a plan asked for": {"symptoms": ["mood-change"], "target_mcg": 400, "on_days": 7},
    "nose trouble under the skin": {"form": "vial", "conditions": ["nasal-disease"]},
    "child": {"age": 9, "weight_kg": 30},
}


def _last_course(schedule):
    ended = schedule.last_course_end, schedule.last_course_goal
    return Schedule(last_course_end=ended[0], last_course_goal=ended[1])


@pytest.mark.parametrize("said", ANSWERED.values(), ids=ANSWERED)
def test_a_profile_opened_is_answered_in_full_and_derives_to_the_same(answers, catalog, said):
    """Opening a profile answers every question; what follows is the same, and what was said is
    kept.
    """
    told = answers(**said)
    session = from_answers(told, catalog, TODAY)
    assert session.next_open is None
    assert session.blocking is None
    expected, found = derive(told, catalog), session.derived()
    assert found.screening == expected.screening
    if expected.protocol is None:  # R02: nothing of a plan stands in a record
        told = attrs.evolve(told, target_mcg=None, schedule=_last_course(told.schedule))
    kept = session.answers()
    for whole, again in (
        (told, kept),
        (told.product, kept.product),
        (told.schedule, kept.schedule),
    ):
        for attribute in attrs.fields(type(whole)):
            value = getattr(whole, attribute.name)
            if attribute.name not in {"product", "schedule"} and value not in {None, ()}:
                assert getattr(again, attribute.name) == value, attribute.name
    if expected.protocol is not None:
        assert tables(found)["protocol"] == tables(expected)["protocol"]


def test_an_opened_session_written_again_is_the_same(answers, catalog):
    """A session made from its own answers gives exactly those answers."""
    first = from_answers(answers(form="vial", target_mcg=300), catalog, TODAY).answers()
    assert from_answers(first, catalog, TODAY).answers() == first


def test_what_a_profile_leaves_out_and_no_rule_gives_is_asked(answers, catalog):
    """R22: a strength that is missing has no usual value: that question is open, and nothing after
    it is made up.
    """
    session = from_answers(answers(strength_mg_per_ml=None), catalog, TODAY)
    assert session.next_open.key == "product.strength_mg_per_ml"


def test_another_start_asks_for_symptoms_again(answers, catalog):
    """Section 6: a profile of January moved to another day asks whether there are symptoms now; as
    it is, it opens whole.
    """
    session = from_answers(answers(), catalog, date(2026, 3, 1))
    assert session.next_open is None
    moved = session.answer("schedule.start", date(2026, 3, 1))
    assert moved.next_open.key == "screening.symptoms"
    assert moved.answer("screening.symptoms", Checked()).next_open is None
