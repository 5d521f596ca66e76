"""R02, R03, R07: in an interview, nothing lifts a stop but the answer that lifts it, and no figure
is shown before.
"""

import re
from datetime import date, timedelta

import attrs
import pytest

from wizard.errors import InvalidInputError
from wizard.interview.answer_text import shown
from wizard.interview.choice import Checked
from wizard.interview.from_profile import from_answers

TODAY = date(2026, 1, 5)
HIDDEN = [
    ("screening.medicines", "nasal-vasoconstrictor", "stop"),
    ("screening.other-conditions", "nasal-disease", "clinician"),
]


@pytest.fixture
def interview(answers, catalog):
    """A session in which a profile with these answers is answered."""
    return lambda **said: from_answers(answers(**said), catalog, TODAY)


def by_vial(session):
    """The session with the form changed to a vial under the skin: every list is to be confirmed
    again.
    """
    session = session.answer("form", "vial")
    given = {
        "product.vial_mg": 10,
        "product.diluent_ml": 3,
        "product.syringe": "u100-0.5ml",
        "product.mark_units": 1,
    }
    for key, value in given.items():
        session = session.answer(key, value)
    return session.answer("product.sterility_tested", value=False).answer("route", "subcutaneous")


def none_of_all(session):
    """The session with none of the lines of each list that is open."""
    for group in session.catalog.screening.groups:
        key = f"screening.{group.id}"
        if session.is_open(session.question(key)):
            session = session.answer(key, Checked())
    return session


@pytest.mark.parametrize(("key", "line", "outcome"), HIDDEN)
def test_what_another_route_hides_is_not_taken_back(interview, key, line, outcome):
    """Section 6: a line that is asked for the nose only is out of sight under the skin, and there
    again when the route is.
    """
    nose = interview().answer(key, Checked((line,)))
    assert nose.screening.outcome == outcome
    skin = none_of_all(by_vial(nose))
    assert skin.screening.outcome.allows_dose
    assert line not in [choice.value for choice in skin.question(key).choices(skin)]
    assert shown(skin.question(key), skin.get(key), skin) != "None of these"
    back = skin.answer("form", "drops").answer("route", "intranasal")
    assert back.screening.outcome == outcome
    assert back.answer(
        key, Checked()
    ).screening.outcome.allows_dose  # said of the line itself, it lifts it


@pytest.mark.parametrize(
    "value",
    [
        Checked(yes=(item for item in ("seizure-history",))),
        Checked(yes=["seizure-history"]),
        Checked(yes=("seizure",)),
        Checked(not_sure=(1,)),
        ("seizure-history",),
        "seizure-history",
    ],
    ids=["a generator", "a list", "an unknown id", "a number", "a tuple", "text"],
)
def test_what_only_looks_like_marks_is_refused(interview, value):
    """An answer that could read otherwise the second time is none."""
    with pytest.raises(InvalidInputError):
        interview().answer("screening.heart-and-brain", value)


def test_marks_that_wait_still_rule_a_dose_out(interview):
    """R07: neither an answer that is being changed nor one that another route asks for again makes
    an outcome better.
    """
    stopped = interview(conditions=("seizure-history",))
    assert stopped.change("screening.heart-and-brain", begun=True).screening.outcome == "stop"
    again = by_vial(stopped)
    assert "screening.heart-and-brain" in again.stale
    assert again.screening.outcome == "stop"
    young = interview(age=17).change("person.age", begun=True)
    assert young.screening.outcome == "stop"
    assert young.next_open.key == "person.age"


def test_another_day_asks_for_symptoms_again(interview):
    """Section 6, symptoms today: a window that stays open over midnight asks again, and nothing
    else is asked but for a start that has passed, which a course that is running keeps.
    """
    session, symptoms = interview(), ["screening.symptoms"]
    assert session.on(TODAY) is session
    running = attrs.evolve(session, running=session.get("schedule.start"))
    ahead = interview(start=date(2026, 1, 6))
    for each, asked in (
        (session, [*symptoms, "schedule.start"]),
        (running, symptoms),
        (ahead, symptoms),
    ):
        later = each.on(date(2026, 1, 6))
        assert [one.key for one in later.questions if later.is_open(one)] == asked


def test_a_start_that_has_passed_is_no_start(interview):
    """Issue 15, 2: yesterday is refused where it is typed; a course that is running keeps it."""
    session, yesterday = interview(), TODAY - timedelta(days=1)
    with pytest.raises(InvalidInputError, match="4 January 2026 has passed; give today or"):
        session.answer("schedule.start", yesterday)
    running = attrs.evolve(session, running=yesterday)
    assert running.answer("schedule.start", yesterday).get("schedule.start") == yesterday


@pytest.mark.parametrize(
    "said", [{"conditions": ("pregnancy",)}, {"goal": "adhd"}, {"form": "vial", "age": 16}], ids=str
)
def test_no_question_shows_a_figure_of_a_dose(interview, said):
    """R02: no help, choice or reading of a question names a dose, a count or days of a course to
    who is screened out.
    """
    session = interview(**said)
    assert not session.screening.outcome.allows_dose
    for asked in session.questions:
        about_product = asked.key.startswith(
            "product."
        )  # strength and volume as they stand on the label
        for text in (
            asked.explained(session),
            *(choice.summary for choice in asked.choices(session)),
        ):
            assert not re.search(
                r"\d[\d,.]* (mcg|drops|units) (daily|in)|\bdaily\b|\d mcg|course begins|percent",
                text,
            ), (
                asked.key,
                text,
            )
            assert about_product or asked.step == "screening" or not re.search(r"\d+ days", text), (
                asked.key,
                text,
            )


def test_who_may_have_a_plan_is_told_them(interview):
    """The same questions tell everybody else."""
    session = interview()
    said = " ".join(
        text
        for asked in session.questions
        for text in (asked.explained(session), *(each.summary for each in asked.choices(session)))
    )
    for text in (
        "300 to 600 mcg daily, 10 to 14 days",
        "at most 500 mcg, once daily",
        "A first course begins with 5 days at 200 mcg or less, or with one drop or spray where",
    ):
        assert text in said
