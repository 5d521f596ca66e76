"""Hand-checked doses. Unless a case says otherwise: 0.1% drops, so 50 mcg and 0.05 mL a drop; 70
kg, so 1,050 mcg by weight.
"""

from datetime import date, time
from decimal import Decimal
from fractions import Fraction

import pytest

from wizard.quantities import mcg, ml

D = Decimal
HIGH = {"goal": "high-demand"}
EARLY = HIGH | {
    "wake": time(4, 30),
    "confirmed": ["target_mcg"],
}  # sessions at 05:00, 09:00 and 13:00: 3 x 300 = 900
VIAL = {"form": "vial"}
AMIDATE = {"compound": "n-acetyl-semax-amidate"}
FIRST = {"first_time": True}
SPRAY = {"form": "spray"}
TESTED = VIAL | {"sterility_tested": True}
OPENED = {"opened": date(2026, 1, 1)}  # made up already: no more diluent is added
SMALL = ["small-draw", "subcutaneous-less-established"]


def counts(phase):
    """The counts of each session of a day."""
    return [dose.count.value for dose in phase.doses]


def nostrils(phase):
    """Left and right of each session of a day."""
    return [dose.nostrils for dose in phase.doses]


WORKED = {  # what is said: delivered mcg daily, counts by session
    "300 mcg is 6 drops": ({"target_mcg": 300}, 300, [6]),
    "not asked: the lower recommended bound, 300": ({}, 300, [6]),
    "not asked, high-demand: 400 is 8 drops": (HIGH, 400, [4, 4]),
    "not asked, stress as general": ({"goal": "stress-resilience"}, 300, [6]),
    "not asked, mood as general": ({"goal": "mood-support"}, 300, [6]),
    "350 is 7 drops, the larger share first": ({"target_mcg": 350}, 350, [4, 3]),
    "600 at 07:00: 2 x 6 x 50": ({"target_mcg": 600}, 600, [6, 6]),
    "below the recommended range: 120 is 2 drops": ({"target_mcg": 120}, 100, [2]),
    "38 kg asking 600: 15 x 38 = 570, 11 drops": (
        {"weight_kg": 38, "target_mcg": 600, "confirmed": ["weight_kg"]},
        550,
        [6, 5],
    ),
    "40 kg asking 600: 15 x 40 = 600": (
        {"weight_kg": 40, "target_mcg": 600, "confirmed": ["weight_kg"]},
        600,
        [6, 6],
    ),
    "high-demand asking 900 at 07:00": (HIGH | {"target_mcg": 900}, 600, [6, 6]),
    "high-demand asking 900 at 04:30": (EARLY | {"target_mcg": 900}, 900, [6, 6, 6]),
    "high-demand asking 750 at 04:30: 15 drops": (EARLY | {"target_mcg": 750}, 750, [5, 5, 5]),
    "high-demand asking 640 at 04:30: 12 drops": (EARLY | {"target_mcg": 640}, 600, [6, 6]),
    "0.14 mL spray at 300: 2 x 140": (SPRAY | {"pump_ml": D("0.14")}, 280, [2]),
    "0.1 mL spray at 300: 3 x 100": (SPRAY, 300, [3]),
    "0.1 mL spray at 400: 4, split 2 and 2": (SPRAY | {"target_mcg": 400}, 400, [2, 2]),
    "label of 110 mcg beside 0.1 mL: 110 counts": (
        SPRAY | {"mcg_per_spray": 110, "target_mcg": 300},
        220,
        [2],
    ),
    "label of 91 mcg beside 0.1 mL: 100 counts": (SPRAY | {"mcg_per_spray": 91}, 300, [3]),
    "label of 150 mcg alone: 2 sprays": (SPRAY | {"pump_ml": None, "mcg_per_spray": 150}, 300, [2]),
    "18 drops per mL: 55.56 mcg, 5 drops": ({"drops_per_ml": 18}, Fraction(2500, 9), [5]),
    "25 drops per mL: 40 mcg, 7 drops": ({"drops_per_ml": 25}, 280, [7]),
    "0.5 mg per mL: 25 mcg a drop, 12 drops, 6 a session": (
        {"strength_mg_per_ml": D("0.5"), "target_mcg": 300},
        300,
        [6, 6],
    ),
    "0.25 mg per mL: 2 x 6 x 12.5 is just half of 300": (
        {"strength_mg_per_ml": D("0.25"), "target_mcg": 300},
        150,
        [6, 6],
    ),
    "3 mg per mL: 150 mcg a drop": ({"strength_mg_per_ml": 3}, 300, [2]),
    "vial 10 mg in 3 mL: exactly 9 units": (VIAL, 300, [9]),
    "350 mcg from it: 10 units, 333.33": (VIAL | {"target_mcg": 350}, Fraction(1000, 3), [10]),
    "350 mcg, half marks: 10.5 units, exactly": (
        VIAL | {"target_mcg": 350, "mark_units": D("0.5")},
        350,
        [D("10.5")],
    ),
    "300 mcg, marks of 2: 8 units, 266.67": (VIAL | {"mark_units": 2}, Fraction(800, 3), [8]),
    "the least that can be drawn: 2 units of 150": (
        VIAL | {"vial_mg": 75, "diluent_ml": 5, "confirmed": ["vial_mg"]},
        300,
        [2],
    ),
    "a full barrel: 30 units of 10": (
        VIAL | {"vial_mg": 5, "diluent_ml": 5, "syringe": "u100-0.3ml"},
        300,
        [30],
    ),
    "500 mcg under the skin: 15 units": (VIAL | {"target_mcg": 500}, 500, [15]),
    "high-demand under the skin starts at 300": (VIAL | HIGH, 300, [9]),
    "amidate for the nose: 180 is 3 drops": (AMIDATE, 150, [3]),
    "amidate asking 360: one session, 300": (AMIDATE | {"target_mcg": 360}, 300, [6]),
    "amidate for high-demand: as general": (AMIDATE | HIGH, 150, [3]),
    "amidate under the skin: 180 is 5.4, so 5 units": (AMIDATE | VIAL, Fraction(500, 3), [5]),
    "amidate under the skin asking 300": (AMIDATE | VIAL | {"target_mcg": 300}, 300, [9]),
    "amidate less than recommended: 100": (AMIDATE | {"target_mcg": 100}, 100, [2]),
}


@pytest.mark.parametrize(("said", "daily", "by_session"), WORKED.values(), ids=WORKED)
def test_worked_doses(plan, said, daily, by_session):
    """R01 R04 R05 R20 R23 R24 R30 R32 R34 R35: the delivered mass and the count of every session,
    worked by hand.
    """
    main = plan(**said).main
    assert main.daily.value == mcg(daily)
    assert counts(main) == by_session


LIMITS = {  # what is said: ceiling, the bounds equal to it
    "0.1% drops at 07:00": ({}, 600, ["goal", "sessions"]),
    "38 kg: 570": ({"weight_kg": 38, "confirmed": ["weight_kg"]}, 570, ["weight"]),
    "40 kg: 600 three times": (
        {"weight_kg": 40, "confirmed": ["weight_kg"]},
        600,
        ["goal", "weight", "sessions"],
    ),
    "high-demand at 07:00": (HIGH | {"target_mcg": 900}, 600, ["sessions"]),
    "high-demand at 04:30": (EARLY | {"target_mcg": 900}, 900, ["goal", "sessions"]),
    "high-demand at 04:30, 60 kg": (EARLY | {"weight_kg": 60}, 900, ["goal", "weight", "sessions"]),
    "high-demand at 04:30, 50 kg": (EARLY | {"weight_kg": 50}, 750, ["weight"]),
    "general at 04:30": ({"wake": time(4, 30)}, 600, ["goal"]),
    "general at 08:31: one session": ({"wake": time(8, 31)}, 300, ["sessions"]),
    "spray of 0.14 mL: 2 x 2 x 140": (SPRAY | {"pump_ml": D("0.14")}, 560, ["sessions"]),
    "vial": (VIAL, 500, ["goal"]),
    "vial, high-demand": (VIAL | HIGH, 500, ["goal"]),
    "vial, 35 kg: 525 by weight": (
        VIAL | {"weight_kg": 35, "confirmed": ["weight_kg"]},
        500,
        ["goal"],
    ),
    "amidate for the nose": (AMIDATE, 300, ["sessions"]),
    "amidate, 60 mcg a drop: 5 drops": (
        AMIDATE | {"strength_mg_per_ml": D("1.2")},
        300,
        ["sessions"],
    ),
    "amidate under the skin": (AMIDATE | VIAL, 300, ["compound"]),
    "165 lb is 74.84 kg": ({"weight_lb": 165}, 600, ["goal", "sessions"]),
    "84 lb is 38.10 kg: 571.53": (
        {"weight_lb": 84, "confirmed": ["weight_lb"]},
        D("571.5263862"),
        ["weight"],
    ),
}


@pytest.mark.parametrize(("said", "ceiling", "limits"), LIMITS.values(), ids=LIMITS)
def test_the_ceiling_and_what_sets_it(plan, said, ceiling, limits):
    """R05 R06 R20 R30 R32 R34: the ceiling after every limit, and each bound equal to it by
    name.
    """
    found = plan(**said).ceiling
    assert found.figure.value == mcg(ceiling)
    assert list(found.limits) == limits


def test_what_was_asked_for_is_kept_beside_what_is_delivered(plan):
    """R34: a limited dose still shows what was asked for; nothing is clamped in silence."""
    limited = plan(**HIGH, target_mcg=900)
    assert (limited.requested.value, limited.main.daily.value) == (mcg(900), mcg(600))
    assert plan().requested.value == mcg(300)


REFUSED = {  # what is said: the key
    "3,000 mcg: a slip of mg for mcg": ({"target_mcg": 3000}, "answers.target_mcg"),
    "general asking 601": ({"target_mcg": 601}, "answers.target_mcg"),
    "601 though confirmed": (
        {"target_mcg": 601, "confirmed": ["target_mcg"]},
        "answers.target_mcg",
    ),
    "high-demand asking 901": (EARLY | {"target_mcg": 901}, "answers.target_mcg"),
    "800 mcg under the skin": (VIAL | {"target_mcg": 800}, "answers.target_mcg"),
    "501 mcg under the skin": (VIAL | {"target_mcg": 501}, "answers.target_mcg"),
    "high-demand under the skin asking 600": (
        VIAL | HIGH | {"target_mcg": 600},
        "answers.target_mcg",
    ),
    "amidate under the skin asking 320": (
        AMIDATE | VIAL | {"target_mcg": 320},
        "answers.target_mcg",
    ),
    "amidate asking 361": (AMIDATE | {"target_mcg": 361}, "answers.target_mcg"),
    "900 at 04:30 unconfirmed": (
        EARLY | {"target_mcg": 900, "confirmed": []},
        "answers.target_mcg",
    ),
    "601 at 04:30 unconfirmed, though 600 is delivered": (
        EARLY | {"target_mcg": 601, "confirmed": []},
        "answers.target_mcg",
    ),
    "main phase over 600 of a first course": (FIRST | {"target_mcg": 601}, "answers.target_mcg"),
    "less than one drop": ({"target_mcg": 49}, None),
    "less than one mark": (VIAL | {"target_mcg": 33}, None),
    "0.01% drops asked for 300: 2 x 6 x 5 = 60": (
        {"strength_mg_per_ml": D("0.1"), "target_mcg": 300},
        None,
    ),
    "0.24 mg per mL: 2 x 6 x 12 = 144 of 300": (
        {"strength_mg_per_ml": D("0.24"), "target_mcg": 300},
        None,
    ),
    "assessment only, 0.16 mg per mL: 2 x 6 x 8 = 96 of 200": (
        FIRST | {"on_days": 5, "strength_mg_per_ml": D("0.16")},
        None,
    ),
    "main after it, 0.2 mg per mL: 2 x 6 x 10 = 120 of 300": (
        FIRST | {"strength_mg_per_ml": D("0.2")},
        None,
    ),
    "a spray of 300 mcg, asking 250": (
        SPRAY | {"strength_mg_per_ml": 3, "target_mcg": 250},
        "answers.target_mcg",
    ),
    "assessment: a spray of 300 mcg, asking 250": (
        FIRST | SPRAY | {"strength_mg_per_ml": 3, "target_mcg": 250},
        "answers.target_mcg",
    ),
    "assessment of a vial: one mark is 200 mcg, and two are needed": (
        FIRST | VIAL | {"diluent_ml": 1, "mark_units": 2},
        "answers.product.diluent_ml",
    ),
    "50 mg in 5 mL, marks of 2, 300 asked: one mark, and no volume helps": (
        VIAL
        | {
            "vial_mg": 50,
            "diluent_ml": 5,
            "mark_units": 2,
            "target_mcg": 300,
            "confirmed": ["vial_mg"],
        },
        "answers.product.diluent_ml",
    ),
    "the same, made up with 2 mL already": (
        VIAL
        | OPENED
        | {
            "vial_mg": 30,
            "diluent_ml": 2,
            "mark_units": 2,
            "target_mcg": 300,
        },
        "answers.product.diluent_ml",
    ),
    "30 mg in 2 mL: 2 units, where 5 mL give 5": (
        VIAL | {"vial_mg": 30, "diluent_ml": 2, "target_mcg": 300},
        "answers.product.diluent_ml",
    ),
    "the same, made up too long ago": (
        VIAL | {"vial_mg": 30, "diluent_ml": 2, "target_mcg": 300, "opened": date(2025, 12, 8)},
        "answers.product.diluent_ml",
    ),
    "30 mg in 1 mL, made up already: 1 unit, and nothing is added": (
        VIAL | OPENED | {"vial_mg": 30, "diluent_ml": 1, "target_mcg": 300},
        "answers.product.diluent_ml",
    ),
    "75 mg in 1 mL: less than a unit, where 5 mL give two": (
        VIAL | {"vial_mg": 75, "diluent_ml": 1, "target_mcg": 300, "confirmed": ["vial_mg"]},
        "answers.product.diluent_ml",
    ),
    "a drop of 301 mcg": ({"strength_mg_per_ml": D("6.02"), "target_mcg": 600}, None),
    "a spray of 301 mcg": (SPRAY | {"strength_mg_per_ml": D("3.01"), "target_mcg": 600}, None),
    "1 unit of 300 mcg": (
        VIAL | {"vial_mg": 30, "diluent_ml": 1, "target_mcg": 300},
        "answers.product.diluent_ml",
    ),
    "1.5 units of 200 mcg": (
        VIAL | {"vial_mg": 20, "diluent_ml": 1, "mark_units": D("0.5")},
        "answers.product.diluent_ml",
    ),
    "31 units in a barrel of 30": (
        VIAL | {"vial_mg": 5, "diluent_ml": 5, "syringe": "u100-0.3ml", "target_mcg": 310},
        "answers.product.syringe",
    ),
    "waking at 12:31: no session before 13:00": ({"wake": time(12, 31)}, "answers.schedule"),
    "waking at 23:45: past midnight": ({"wake": time(23, 45)}, "answers.schedule"),
    "waking at 12:31, vial": (VIAL | {"wake": time(12, 31)}, "answers.schedule"),
    "waking at 12:30:59: a session at 13:00:59 is after 13:00": (
        {"wake": time(12, 30, 59)},
        "answers.schedule",
    ),
    "the same, vial": (VIAL | {"wake": time(12, 30, 59)}, "answers.schedule"),
}


@pytest.mark.parametrize(("said", "key"), REFUSED.values(), ids=REFUSED)
def test_doses_that_are_refused(refused, snapshot, said, key):
    """R04 R20 R24 R30 R31 R32 R34 R37 R45: no plan is made, and where one answer is at
    fault its key is named, in these words.
    """
    (problem,) = refused(**said)
    assert list(problem) == snapshot
    assert problem.key == key if key else problem.key.startswith("answers.")
    assert problem.what
    assert problem.remedy


def test_a_seconds_hand_never_carries_a_session_past_13(plan):
    """R30: waking at 08:30:01 leaves one session, for the second would be at 13:00:01."""
    found = plan(wake=time(8, 30, 1), target_mcg=600)
    assert [dose.at.value for dose in found.main.doses] == [time(9, 0, 1)]
    assert found.ceiling.figure.value == mcg(300)


@pytest.mark.parametrize(
    "said",
    [{"target_mcg": 3000}, VIAL | {"target_mcg": 800}, AMIDATE | VIAL | {"target_mcg": 320}],
    ids=["mg for mcg", "subcutaneous", "amidate"],
)
def test_an_absolute_bound_cannot_be_confirmed(refused, said):
    """R06 R34: over the absolute bound nothing confirms the dose away."""
    for confirmed in ([], ["target_mcg"]):
        (problem,) = refused(**said, confirmed=confirmed)
        assert not problem.confirm


def test_more_than_600_needs_a_confirmation(refused, plan):
    """R31: planned for any phase it needs confirming, with the reason; delivered it is a
    caution.
    """
    (problem,) = refused(**EARLY | {"confirmed": []}, target_mcg=900)
    assert problem.confirm == "target_mcg"
    assert "headache" in problem.what + problem.remedy
    assert plan(**EARLY, target_mcg=900).main.daily.value == mcg(900)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (EARLY | {"target_mcg": 900}, ["high-daily-dose"]),
        (EARLY | {"target_mcg": 650}, ["high-daily-dose"]),
        (EARLY | {"target_mcg": 649}, []),  # 12 drops: 600 is delivered
        (HIGH | {"target_mcg": 900}, []),  # limited to 600
        (
            EARLY | FIRST | {"target_mcg": 900, "on_days": 5, "confirmed": []},
            [],
        ),  # all assessment: nothing over 600 is planned
        (TESTED | OPENED | {"diluent_ml": 1}, SMALL),  # 3 units of 100 mcg
        (TESTED | OPENED | {"vial_mg": 20, "mark_units": D("0.5")}, SMALL),  # 4.5 units of 66.67
        (
            TESTED | {"vial_mg": 12, "diluent_ml": 2},
            ["subcutaneous-less-established"],
        ),  # 5 units of 60
        (
            TESTED | OPENED | FIRST | {"vial_mg": 15},
            SMALL,
        ),  # 6 units of 50, and 4 in the assessment
    ],
)
def test_findings_that_dosing_brings(judge, said, expected):
    """R24 R31: a draw under 5 units in any phase and more than 600 mcg delivered in any phase are
    cautions among the others.
    """
    derived = judge(**said)
    assert [finding.rule for finding in derived.screening.findings] == expected
    assert derived.screening.outcome == ("caution" if expected else "clear")


FIRST_COURSES = {  # what is said: phases as (name, first day, last day, counts)
    "general, 10 days": ({}, [("assessment", 1, 5, [4]), ("main", 6, 10, [6])]),
    "general, 14 days at 600": (
        {"on_days": 14, "target_mcg": 600},
        [("assessment", 1, 5, [4]), ("main", 6, 14, [6, 6])],
    ),
    "general, 6 days": ({"on_days": 6}, [("assessment", 1, 5, [4]), ("main", 6, 6, [6])]),
    "general, 5 days": ({"on_days": 5}, [("assessment", 1, 5, [4])]),
    "general, 2 days": ({"on_days": 2}, [("assessment", 1, 2, [4])]),
    "5 days of 0.2 mg per mL: 2 x 6 x 10 = 120 of 200": (
        {"on_days": 5, "strength_mg_per_ml": D("0.2")},
        [("assessment", 1, 5, [6, 6])],
    ),
    "high-demand, 5 days at 900": (HIGH | {"target_mcg": 900}, [("assessment", 1, 5, [4])]),
    "asking 150, less than 200": (
        {"target_mcg": 150},
        [("assessment", 1, 5, [3]), ("main", 6, 10, [3])],
    ),
    "vial": (VIAL, [("assessment", 1, 5, [6]), ("main", 6, 10, [9])]),
    "spray of 0.14 mL": (
        SPRAY | {"pump_ml": D("0.14")},
        [("assessment", 1, 5, [1]), ("main", 6, 10, [2])],
    ),
}


@pytest.mark.parametrize(("said", "phases"), FIRST_COURSES.values(), ids=FIRST_COURSES)
def test_a_first_course_begins_with_an_assessment(plan, said, phases):
    """R33: days 1 to 5 at 200 mcg or the target if lower (4 drops), then the target (6 drops for
    300).
    """
    found = plan(**said, first_time=True).phases
    assert [
        (phase.name, phase.first_day.value, phase.last_day.value, counts(phase)) for phase in found
    ] == phases


def test_a_later_course_has_no_assessment(plan):
    """R33: only a first course begins lower."""
    assert [
        (phase.name, phase.first_day.value, phase.last_day.value) for phase in plan().phases
    ] == [("main", 1, 10)]


NOSTRILS = {
    "6 drops: 3 and 3": ({}, [(3, 3)]),
    "5 drops: left first": ({"target_mcg": 250}, [(3, 2)]),
    "9 drops: 5 and 4": ({"target_mcg": 450}, [(3, 2), (2, 2)]),
    "10 drops: the odd one left, then right": ({"target_mcg": 500}, [(3, 2), (2, 3)]),
    "11 drops: 6 and 5": ({"target_mcg": 550}, [(3, 3), (3, 2)]),
    "15 drops: left, right, left": (EARLY | {"target_mcg": 750}, [(3, 2), (2, 3), (3, 2)]),
    "1 drop": ({"target_mcg": 50}, [(1, 0)]),
    "2 sprays of 0.14 mL": (SPRAY | {"pump_ml": D("0.14")}, [(1, 1)]),
    "3 sprays": (SPRAY, [(2, 1)]),
    "6 sprays": (SPRAY | {"target_mcg": 600}, [(2, 1), (1, 2)]),
}


@pytest.mark.parametrize(("said", "sides"), NOSTRILS.values(), ids=NOSTRILS)
def test_the_odd_one_alternates_between_nostrils(plan, said, sides):
    """R35: the extra drop or spray goes left in the day's first odd session, right in the next, and
    so on.
    """
    assert nostrils(plan(**said).main) == sides


def test_the_sides_change_on_even_days(plan):
    """R35: 7 drops are 4 and 3 on days 1, 3 and 5, and 3 and 4 on days 2 and 4; 3 and 3 stay."""
    uneven, even = plan(drops_per_ml=25), plan()
    (dose,) = uneven.main.doses
    assert [dose.nostrils_on(day) for day in (1, 2, 3)] == [(4, 3), (3, 4), (4, 3)]
    assert [even.main.doses[0].nostrils_on(day) for day in (1, 2)] == [(3, 3), (3, 3)]
    drawn = plan(**VIAL)
    changes = [each.changes_sides for each in (uneven, even, drawn, plan(target_mcg=550))]
    assert changes == [True, False, False, True]


def test_a_draw_has_no_nostrils(plan):
    """R35: what is drawn into a syringe is not stated for each nostril."""
    with pytest.raises(ValueError, match="no nostrils"):
        nostrils(plan(**VIAL).main)


@pytest.mark.parametrize(
    ("said", "volume", "mass"),
    [
        ({}, "0.3", 300),  # 6 drops of 0.05 mL
        (SPRAY | {"pump_ml": D("0.14")}, "0.28", 280),
        (VIAL, "0.09", 300),
        (VIAL | {"target_mcg": 350, "mark_units": D("0.5")}, "0.105", 350),
    ],
)
def test_each_dose_has_mass_count_and_volume(plan, said, volume, mass):
    """R36: a dose is stated in mcg, as a count and in mL, and they agree exactly."""
    (dose,) = plan(**said).main.doses
    assert (dose.volume.value, dose.mass.value) == (ml(D(volume)), mcg(mass))
