"""What a coarse product gives where nothing is asked for, in a first course, and drawn from a vial:
cases worked by hand. Unless a case says otherwise: sprays of 0.1 mL, so that 1 mg per mL is 100
mcg; waking at 07:00, so two sessions of at most 300 mcg; 70 kg.
"""

import re
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from wizard.errors import InvalidInputError
from wizard.protocol.aims import dose_range
from wizard.protocol.derive import derive
from wizard.protocol.dosing import refuse_unusable
from wizard.quantities import mcg

D = Decimal
VIAL, FIRST = {"form": "vial"}, {"first_time": True}
HIGH, AMIDATE = {"goal": "high-demand"}, {"compound": "n-acetyl-semax-amidate"}


def sprays(mass):
    """A spray of 0.1 mL that holds so many mcg."""
    return {"form": "spray", "strength_mg_per_ml": D(mass) / 100}


def marks(mass, units=1):
    """A vial made up with 5 mL, so that a unit holds so many mcg."""
    confirmed = ["vial_mg"] if mass > 60 else []
    return VIAL | {
        "vial_mg": D(mass) / 2,
        "diluent_ml": 5,
        "mark_units": units,
        "confirmed": confirmed,
    }


TAKEN = {  # what is said, and no dose asked for: what is taken, what the sessions deliver
    "sprays of 200: 200 is under four fifths of 300, 400 a third above": (
        sprays(200),
        400,
        [200, 200],
    ),
    "sprays of 290: within four fifths": (sprays(290), 300, [290]),
    "sprays of 240: just four fifths": (sprays(240), 300, [240]),
    "sprays of 239: two are more than a third above": (sprays(239), 300, [239]),
    "sprays of 110: 330": (sprays(110), 330, [220, 110]),
    "sprays of 300": (sprays(300), 300, [300]),
    "high-demand, sprays of 300: 600 is more than a third above 400": (
        HIGH | sprays(300),
        400,
        [300],
    ),
    "high-demand, sprays of 150: 450 for 300": (HIGH | sprays(150), 450, [300, 150]),
    "high-demand, sprays of 267: two are a hair more than a third above": (
        HIGH | sprays(267),
        400,
        [267],
    ),
    "amidate, sprays of 200: none fits under 180, and one is within 360": (
        AMIDATE | sprays(200),
        200,
        [200],
    ),
    "amidate, sprays of 300": (AMIDATE | sprays(300), 300, [300]),
    "amidate, sprays of 180": (AMIDATE | sprays(180), 180, [180]),
    "amidate, sprays of 120: two are a third above 180": (AMIDATE | sprays(120), 240, [240]),
    "10 mg in 3 mL, marks of 2: 8 units are within four fifths": (
        VIAL | {"mark_units": 2},
        300,
        [Fraction(800, 3)],
    ),
    "units of 110: 3": (marks(110), 330, [330]),
    "units of 60, marks of 2: 240 is just four fifths": (marks(60, 2), 300, [240]),
    "units of 61, marks of 2: 244": (marks(61, 2), 300, [244]),
    "units of 100, marks of 2: 400": (marks(100, 2), 400, [400]),
    "7 drops of 40": ({"drops_per_ml": 25}, 300, [280]),
}


@pytest.mark.parametrize(("said", "taken", "delivered"), TAKEN.values(), ids=TAKEN)
def test_what_is_taken_where_nothing_is_asked(plan, said, taken, delivered):
    """R34 R38: the lower bound, or the next whole count above where too little of it is reached."""
    found = plan(**said)
    assert found.requested.value == mcg(taken)
    assert [dose.mass.value for dose in found.main.doses] == [mcg(each) for each in delivered]


def test_what_is_asked_for_is_never_raised(plan):
    """R04 R38: 300 asked for in sprays of 200 is one spray."""
    found = plan(**sprays(200), target_mcg=300)
    assert (found.requested.value, found.main.daily.value) == (mcg(300), mcg(200))


def test_what_is_taken_is_within_the_ceiling(plan):
    """R38: with one session a day, 400 in sprays of 200 does not fit."""
    found = plan(**sprays(200), wake=time(8, 31))
    assert (found.requested.value, found.main.daily.value) == (mcg(300), mcg(200))


FIRST_COURSES = {  # what is said: mcg daily of each phase, findings of the doses
    "3 mg per mL: 300, then 300": (sprays(300), [300, 300], True),
    "250, then 250": (sprays(250), [250, 250], True),
    "asking 250 of sprays of 250": (sprays(250) | {"target_mcg": 250}, [250, 250], True),
    "201 is over 200": (sprays(201), [201, 201], True),
    "200, then 400": (sprays(200), [200, 400], False),
    "high-demand, all assessment": (HIGH | sprays(300), [300], True),
    "drops of 250": ({"strength_mg_per_ml": 5}, [250, 250], True),
}


@pytest.mark.parametrize(("said", "daily", "coarse"), FIRST_COURSES.values(), ids=FIRST_COURSES)
def test_a_first_course_of_a_coarse_product_begins_with_one(judge, said, daily, coarse):
    """R33: one drop or spray over 200 mcg is the assessment, and a caution says so."""
    derived = judge(**said | FIRST)
    assert [phase.daily.value for phase in derived.protocol.phases] == [mcg(each) for each in daily]
    found = [each.rule for each in derived.screening.findings]
    assert ("coarse-first-dose" in found) == coarse
    assert "coarse-measure" in found


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (sprays(150), ["unusual-strength"]),
        (sprays(100), []),
        (sprays(151), ["unusual-strength", "coarse-measure"]),
        ({"strength_mg_per_ml": 3}, ["unusual-strength"]),
        ({"strength_mg_per_ml": D("3.1")}, ["unusual-strength", "coarse-measure"]),
        (
            sprays(300) | FIRST,
            ["unusual-strength", "coarse-measure", "coarse-first-dose"],
        ),
        (
            sprays(300) | FIRST | {"strength_mg_per_ml": 3, "conditions": ["bipolar"]},
            ["bipolar", "unusual-strength"],
        ),
        (
            VIAL
            | {"vial_mg": 50, "diluent_ml": 5, "confirmed": ["vial_mg"], "sterility_tested": True},
            ["small-draw", "subcutaneous-less-established"],
        ),
    ],
)
def test_a_coarse_measure_is_a_caution_where_there_is_a_plan(judge, said, expected):
    """R23 R33: more than 150 mcg in one drop or spray, in the catalog's order; a vial has none."""
    assert [each.rule for each in judge(**said).screening.findings] == expected


VOLUMES = {  # what is said: what the refusal names
    "30 mg in 2 mL, 300 asked": (VIAL | {"vial_mg": 30, "diluent_ml": 2, "target_mcg": 300}, "5"),
    "30 mg in 2 mL, nothing asked": (VIAL | {"vial_mg": 30, "diluent_ml": 2}, "5"),
    "the same, made up 28 days before": (
        VIAL | {"vial_mg": 30, "diluent_ml": 2, "opened": date(2025, 12, 8)},
        "5",
    ),
    "10 mg in 1 mL: 3 units": (VIAL | {"diluent_ml": 1}, "2"),
    "10 mg in 1 mL, marks of 2, first course": (
        VIAL | FIRST | {"diluent_ml": 1, "mark_units": 2},
        "3",
    ),
    "60 mg in 2 mL: a unit of 300, and 5 mL give two": (
        VIAL | {"vial_mg": 60, "diluent_ml": 2, "target_mcg": 300, "confirmed": ["vial_mg"]},
        "4",
    ),
}


@pytest.mark.parametrize(("said", "volume"), VOLUMES.values(), ids=VOLUMES)
def test_a_small_draw_of_a_vial_that_is_not_made_up_is_refused(refused, plan, said, volume):
    """R24: the smallest volume that would do is named, and plans when it is taken."""
    (problem,) = refused(**said)
    assert problem.key == "answers.product.diluent_ml"
    assert problem.remedy == f"make the vial up with {volume} mL, if it holds as much"
    assert plan(**said | {"diluent_ml": D(volume)})


def test_a_small_draw_of_a_vial_that_is_made_up_is_a_caution(judge):
    """R24: within its 28 days nothing can be added, and nothing is advised to be."""
    said = VIAL | {"vial_mg": 30, "diluent_ml": 2, "target_mcg": 300}
    derived = judge(**said, opened=date(2025, 12, 9))
    found = next(each for each in derived.screening.findings if each.rule == "small-draw")
    assert [dose.count.value for dose in derived.protocol.main.doses] == [2]
    assert "Add nothing to a vial that is made up" in found.advice


def test_every_volume_that_a_refusal_names_plans(answers, catalog):
    """R24: over 200 vials that are refused for their draw, each volume named is one that plans."""
    rng, named, seen = Random(12), 0, 0  # noqa: S311 - nothing secret
    while seen < 200:
        said = VIAL | {
            "vial_mg": D(rng.randint(50, 1000)) / 10,
            "diluent_ml": D(rng.randint(5, 50)) / 10,
            "syringe": rng.choice(("u100-0.3ml", "u100-0.5ml", "u100-1ml")),
            "mark_units": rng.choice((None, D("0.5"), 1, 2)),
            "target_mcg": rng.choice((None, None, 100, 150, 300, 500)),
            "goal": rng.choice(("general-cognition", "high-demand")),
            "first_time": rng.random() < 0.5,
            "confirmed": ["vial_mg", "diluent_ml"],
        }
        try:
            derive(answers(**said), catalog)
        except InvalidInputError as error:
            (problem,) = error.problems
        else:
            continue
        seen += problem.key == "answers.product.diluent_ml"
        if (volume := re.search(r"with ([\d.]+) mL", problem.remedy)) is not None:
            named += 1
            assert derive(answers(**said | {"diluent_ml": D(volume[1])}), catalog).protocol, said
    assert named > 50


UNUSABLE = {  # what is known of the product, and whether this is a first course: what is told
    "a drop of 300.5 mcg": (
        {"strength_mg_per_ml": D("6.01")},
        False,
        (
            "one drop is 300.5 mcg in 0.05 mL, over the 300 mcg and 0.3 mL of one session; this"
            " product cannot be used for a self-planned course"
        ),
    ),
    "a drop of 300 mcg": ({"strength_mg_per_ml": 6}, True, None),
    "a spray of 301 mcg": (
        sprays(301),
        False,
        (
            "one spray is 301 mcg in 0.1 mL, over the 300 mcg and 0.3 mL of one session; this"
            " product cannot be used for a self-planned course"
        ),
    ),
    "units of 250 mcg: 2 of the 500 that may be asked for": (
        VIAL | {"vial_mg": 50, "diluent_ml": 2, "mark_units": 1},
        False,
        None,
    ),
    "units of 251 mcg": (
        VIAL | {"vial_mg": D("50.2"), "diluent_ml": 2, "mark_units": 1},
        False,
        (
            "the draw would be 1 unit at most, under the 2 units that can be measured; more"
            " diluent makes the draw larger, but only before the vial is made up"
        ),
    ),
    "of half a unit, where the marks are not known": (
        VIAL | {"vial_mg": D("50.2"), "diluent_ml": 2, "mark_units": None},
        False,
        (
            "the draw would be 1.5 units at most, under the 2 units that can be measured; more"
            " diluent makes the draw larger, but only before the vial is made up"
        ),
    ),
    "units of 100 mcg, marks of 2, not a first course": (
        VIAL | {"vial_mg": 10, "diluent_ml": 1, "mark_units": 2},
        False,
        None,
    ),
    "a first course of it: 200 mcg are one mark": (
        VIAL | {"vial_mg": 10, "diluent_ml": 1, "mark_units": 2},
        True,
        (
            "the draw would be 2 units at most, under the 4 units that can be measured; more"
            " diluent makes the draw larger, but only before the vial is made up"
        ),
    ),
    "a first course of units of 100 mcg: 2": (
        VIAL | {"vial_mg": 10, "diluent_ml": 1, "mark_units": 1},
        True,
        None,
    ),
}


@pytest.mark.parametrize(("said", "first", "told"), UNUSABLE.values(), ids=UNUSABLE)
def test_what_nothing_can_be_planned_with(answers, catalog, said, first, told):
    """R24 R30: whatever dose is asked for, a session or a syringe cannot measure it."""
    made = answers(**said)
    allowed = dose_range(made.goal, made.compound, made.route, catalog)

    def judge():
        refuse_unusable(made.form, made.product, allowed, catalog, first_time=first)

    if told is None:
        judge()
        return
    with pytest.raises(InvalidInputError) as caught:
        judge()
    (problem,) = caught.value.problems
    assert problem.said == told
    assert problem.key.startswith("answers.product")
