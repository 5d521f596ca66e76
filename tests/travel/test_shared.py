"""R53: what travels in a shared profile, and what the receiver is told."""

import tomllib
from datetime import date, time
from decimal import Decimal

import attrs
import pytest

from wizard.interview.from_profile import from_shared
from wizard.profile.diff import received
from wizard.profile.file_format import build, dumps, share, shared_answers
from wizard.profile.read import read_profile
from wizard.protocol.derive import derive

KEYS = {
    "": {"format", "kind", "name", "created", "program", "catalog", "answers"},
    "answers": {"goal", "compound", "form", "route", "target_mcg", "product", "schedule"},
    "schedule": {"on_days", "rest_days", "cycles"},
}
NOT_PRODUCT = {"opened", "sterility_tested"}
PERSONAL = {
    "age": 47,
    "weight_kg": 91,
    "first_time": False,
    "wake": time(5, 45),
    "confirmed": ("target_mcg", "weight_kg"),
    "conditions": (),
    "medicines": (),
    "substances": ("caffeine",),
    "symptoms": (),
    "not_sure": (),
    "tested_athlete": True,
    "start": date(2026, 1, 7),
    "opened": date(2026, 1, 2),
    "last_course_end": date(2025, 11, 3),
    "last_course_goal": "high-demand",
}


def test_nothing_personal_travels(valid):
    """R53: of 500 personal profiles, the shared file holds the keys that may travel and not one
    more.
    """
    for seed, profile in valid(500):
        shared = tomllib.loads(dumps(share(profile)))
        assert set(shared) == KEYS[""], seed
        assert set(shared["answers"]) <= KEYS["answers"], seed
        assert set(shared["answers"].get("schedule", {})) <= KEYS["schedule"], seed
        assert not NOT_PRODUCT & set(shared["answers"]["product"]), seed
        assert type(shared["created"]) is date, seed
        assert read_profile(dumps(share(profile)).encode()) == share(profile), seed


def test_a_person_makes_no_difference(valid, answers, now):
    """R53: two people with the same plan share the same bytes, whatever else they answered, so
    nothing of it can be in them.
    """
    other = answers(**PERSONAL)
    for seed, profile in valid(500):
        mine = profile.answers
        schedule = attrs.evolve(other.schedule, **attrs.asdict(shared_answers(mine).schedule))
        product = attrs.evolve(
            mine.product, opened=date(2026, 1, 2), sterility_tested=mine.form == "vial" or None
        )
        theirs = attrs.evolve(
            mine,
            first_time=not mine.first_time,
            confirmed=other.confirmed,
            product=product,
            schedule=schedule,
            person=other.person,
            screening=other.screening,
        )
        another = attrs.evolve(
            profile,
            answers=theirs,
            screening=None,
            protocol=None,
            referral=None,
            created=now.replace(hour=23),
        )
        assert dumps(share(another)) == dumps(share(profile)), seed


def test_a_first_time_receiver_gets_an_assessment(answers, catalog):
    """R33: whoever opens an experienced author's file for a first course begins with 5 days at 200
    mcg.
    """
    author = shared_answers(answers(target_mcg=600))
    session = from_shared(author, catalog, date(2026, 3, 1))
    assert not {
        key for key in session.values if key.startswith(("person.", "screening.", "first_time"))
    }
    own = derive(answers(target_mcg=600, first_time=True), catalog)
    assert [phase.name for phase in own.protocol.phases] == ["assessment", "main"]
    assert received(author, own, catalog) == (
        (
            "This is your first course: days 1 to 5 are an assessment at 200 mcg daily, to find out"
            " how you respond."
        ),
    )


ASKED_600 = {"target_mcg": 600}
SPRAY_90 = {"form": "spray", "pump_ml": Decimal("0.09")}


@pytest.mark.parametrize(
    ("author", "own", "told"),
    [
        pytest.param(ASKED_600, ASKED_600, [], id="the same plan: nothing to tell"),
        pytest.param(
            ASKED_600,
            {"target_mcg": 600, "wake": time(10)},
            ["The author asked for 600 mcg daily; your morning allows 300 mcg."],
            id="woken at 10:00: one session fits",
        ),
        pytest.param(
            ASKED_600,
            {"target_mcg": 600, "weight_kg": 38, "confirmed": ("weight_kg",)},
            [
                (
                    "The author asked for 600 mcg daily; your weight allows 570 mcg, "
                    "and whole drops give 550 mcg daily, in 2 sessions (6 drops, then 5 drops)."
                )
            ],
            id="15 x 38 = 570, 11 drops of 50",
        ),
        pytest.param(
            {**ASKED_600, **SPRAY_90},
            {**ASKED_600, **SPRAY_90, "weight_kg": 36, "confirmed": ("weight_kg",)},
            ["The author asked for 600 mcg daily; your weight and morning allow 540 mcg."],
            id="15 x 36 = 540, and 2 sessions of 3 sprays of 90 mcg",
        ),
        pytest.param(
            ASKED_600,
            {"target_mcg": 400},
            ["The author asked for 600 mcg daily; you asked for 400 mcg."],
            id="another dose asked for",
        ),
        pytest.param(
            {},
            {"target_mcg": 350},
            ["The author asked for 300 mcg daily; you asked for 350 mcg."],
            id="the author asked for nothing: 300",
        ),
        pytest.param(
            ASKED_600,
            {"conditions": ("seizure-history",)},
            [],
            id="screened out: nothing, as the verdict has the reason",
        ),
        pytest.param(
            {"goal": "stroke-recovery", "target_mcg": 900},
            {"goal": "stroke-recovery"},
            [],
            id="a goal that a clinician decides on",
        ),
        pytest.param(
            {"goal": "high-demand", "target_mcg": 500, "cycles": 2},
            {"goal": "high-demand", "target_mcg": 500, "first_time": True},
            [
                (
                    "The author asked for 500 mcg daily; a first course begins with 200 mcg on days"
                    " 1 to 5."
                ),
                "The author planned 2 cycles; a first course is planned alone.",
            ],
            id="a first course of 5 days is all assessment, and planned alone",
        ),
        pytest.param(
            {"target_mcg": 300, "on_days": 14},
            {"target_mcg": 300, "rest_days": 60, "strength_mg_per_ml": 2},
            [
                "Strength: 0.1% (1 mg per mL) for the author, 0.2% (2 mg per mL) for you.",
                "The author planned 14 days on; you planned 10.",
                "The author planned 30 days of rest; you planned 60.",
            ],
            id="another product and another cycle",
        ),
        pytest.param(
            {"target_mcg": 300},
            {"target_mcg": 300, "form": "vial", "compound": "semax"},
            [
                "Form: Nasal drops for the author, Vial of powder for injection for you.",
                (
                    "Route: Intranasal (into the nose) for the author, Subcutaneous (under the"
                    " skin) for you."
                ),
            ],
            id="another form: its keys are not told one by one",
        ),
        pytest.param(
            {"drops_per_ml": None},
            {"drops_per_ml": 20},
            [],
            id="20 drops per mL, said or taken, are the same",
        ),
    ],
)
def test_what_the_receiver_is_told(answers, catalog, author, own, told):
    """The receiver reads what differs from the author's request, in one sentence each, with the
    reason.
    """
    sentences = received(
        shared_answers(answers(**author)), derive(answers(**own), catalog), catalog
    )
    assert len(sentences) == len(told)
    for sentence, beginning in zip(sentences, told, strict=True):
        assert sentence.startswith(beginning)


def test_every_receiver_can_be_told(valid, answers, catalog):
    """Of any plan and any receiver, the sentences are plain text, and there is none where there is
    no plan (R02).
    """
    author = shared_answers(answers(target_mcg=600, cycles=2))
    for seed, profile in valid(60):
        own = derive(profile.answers, catalog)
        told = received(author, own, catalog)
        assert all(sentence.isprintable() and sentence.endswith(".") for sentence in told), (
            seed,
            told,
        )
        assert own.protocol is not None or told == (), seed


def test_a_shared_profile_is_dated_by_day(answers, catalog, now):
    """R53: the time of day at which a profile was made does not travel."""
    profile, _ = build(answers(), "A plan", now, catalog)
    assert share(profile).created == date(2026, 1, 5)
