from datetime import date
from decimal import Decimal

import attrs
import pytest

from tests.support.facts import but
from tests.support.problems import CONFIRMABLE, told
from wizard.errors import InvalidInputError
from wizard.interview.from_profile import from_answers
from wizard.interview.question import Weight
from wizard.profile.read import read_answers
from wizard.protocol.answers import (
    Answers,
    Person,
    Product,
    SharedAnswers,
    SharedProduct,
    SharedSchedule,
)
from wizard.protocol.derive import derive
from wizard.protocol.validation import (
    Place,
    check,
    check_shared,
    confirmable,
    outside,
    place,
    span,
)
from wizard.text.numbers import digits

D = Decimal
START = date(2026, 1, 5)
PRODUCT, SCHEDULE, PERSON = "answers.product.", "answers.schedule.", "answers.person."


def keys(problems):
    """The places of the problems."""
    return [problem.key for problem in problems]


BOUNDS = [  # key, its place, least, most, what else is said: absolute bounds, both allowed
    ("strength_mg_per_ml", PRODUCT, "0.05", "20", {}),
    ("bottle_ml", PRODUCT, "1", "30", {}),
    ("drops_per_ml", PRODUCT, "15", "60", {}),
    ("pump_ml", PRODUCT, "0.02", "0.3", {"form": "spray"}),
    (
        "mcg_per_spray",
        PRODUCT,
        "20",
        "300",
        {"form": "spray", "pump_ml": None},
    ),  # 0.02 to 0.3 mL of 1 mg per mL
    ("vial_mg", PRODUCT, "1", "100", {"form": "vial"}),
    ("diluent_ml", PRODUCT, "0.5", "10", {"form": "vial"}),
    ("label_days", PRODUCT, "1", "60", {}),
    ("target_mcg", "answers.", "0.001", "20000", {}),
    ("on_days", SCHEDULE, "1", "60", {}),
    ("rest_days", SCHEDULE, "1", "365", {}),
    ("cycles", SCHEDULE, "1", "6", {}),
    ("age", PERSON, "0", "110", {}),
    ("weight_kg", PERSON, "35", "250", {}),
    ("weight_lb", PERSON, "77.17", "551.15", {}),  # 35 kg is 77.161... lb, 250 kg is 551.155... lb
]
WHOLE = {"label_days", "on_days", "rest_days", "cycles", "age"}


def _number(key, text):
    return int(D(text)) if key in WHOLE else D(text)


@pytest.mark.parametrize("row", BOUNDS, ids=[row[0] for row in BOUNDS])
def test_absolute_bounds_refuse_what_is_outside_and_nothing_inside(
    answers, catalog, refused, snapshot, row
):
    """R06 R22 R23 R24 R34 R40 R51: one step outside an absolute bound is refused at its key; the
    bound itself may stand.
    """
    key, where, least, most, said = row
    step = 1 if key in WHOLE else D("0.01")
    for value in (_number(key, least), _number(key, most)):
        check(answers(**said | {key: value}, confirmed=CONFIRMABLE), catalog)
    for value in (_number(key, least) - step, _number(key, most) + step):
        found = refused(**said | {key: value}, confirmed=CONFIRMABLE)
        assert keys(found) == [where + key]
        assert [list(problem) for problem in found] == snapshot
        assert all(not problem.confirm for problem in found), (
            "nothing confirms a value outside absolute bounds"
        )


RECOMMENDED = [  # key, a value outside recommended but inside absolute bounds, what else is said
    ("weight_kg", "44.9", {}),
    ("weight_kg", "161", {}),
    ("weight_lb", "99", {}),  # 44.9 kg
    ("drops_per_ml", "17", {}),
    ("drops_per_ml", "25.1", {}),
    ("pump_ml", "0.16", {"form": "spray"}),
    ("pump_ml", "0.04", {"form": "spray"}),
    ("mcg_per_spray", "160", {"form": "spray", "pump_ml": None}),  # 0.16 mL of 1 mg per mL
    ("vial_mg", "4.9", {"form": "vial"}),
    ("vial_mg", "31", {"form": "vial", "diluent_ml": 5}),
    ("diluent_ml", "0.9", {"form": "vial", "vial_mg": 5}),
    ("diluent_ml", "5.1", {"form": "vial"}),
]


@pytest.mark.parametrize(
    ("key", "value", "said"), RECOMMENDED, ids=[f"{row[0]} {row[1]}" for row in RECOMMENDED]
)
def test_outside_recommended_bounds_needs_a_confirmation_with_the_reason(
    refused, judge, snapshot, key, value, said
):
    """R06 R23 R24 R51: such a value is refused until its key stands in confirmed, and the reason is
    said.
    """
    (problem,) = refused(
        **said | {key: D(value)}, confirmed=[name for name in CONFIRMABLE if name != key]
    )
    assert (problem.key.rpartition(".")[2], problem.confirm) == (key, key)
    assert "usual" in problem.what
    assert list(problem) == snapshot
    assert judge(**said | {key: D(value)}, confirmed=[key]).protocol is not None


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("weight_kg", 45, {}),
        ("weight_kg", 160, {}),
        ("drops_per_ml", 18, {}),
        ("drops_per_ml", 25, {}),
        ("pump_ml", D("0.05"), {"form": "spray"}),
        ("pump_ml", D("0.15"), {"form": "spray"}),
        ("vial_mg", 5, {"form": "vial"}),
        ("vial_mg", 30, {"form": "vial"}),
        ("diluent_ml", 1, {"form": "vial"}),
        ("diluent_ml", 5, {"form": "vial"}),
    ],
)
def test_recommended_bounds_themselves_need_no_confirmation(answers, catalog, key, value, said):
    """R06: a value on a recommended bound is inside it."""
    check(answers(**said | {key: value}), catalog)


def test_confirming_what_needs_no_confirming_does_no_harm(judge, catalog):
    """profiles/README.md: every confirmable key may stand in confirmed; the plan is the same."""
    assert judge(confirmed=CONFIRMABLE).protocol == judge().protocol
    assert list(confirmable(catalog)) == CONFIRMABLE


def test_recommended_bounds_are_asked_back_wherever_they_stand(answers, altered):
    """R06: a bottle given recommended bounds, by a line of data, is refused outside them until it
    is confirmed.
    """
    other = altered(
        "guardrails.toml",
        "absolute = [1, 30]",
        'absolute = [1, 30]\nrecommended = [3, 10]\nwhy = "Few bottles hold this."',
    )
    with pytest.raises(InvalidInputError, match="outside the usual 3 to 10 mL") as caught:
        derive(answers(bottle_ml=2), other)
    assert [problem.confirm for problem in caught.value.problems] == ["bottle_ml"]
    assert derive(answers(bottle_ml=2, confirmed=["bottle_ml"]), other).protocol is not None
    assert derive(answers(bottle_ml=3), other).protocol is not None


def test_recommended_bounds_that_nothing_asks_back_are_a_defect(altered):
    """R06: bounds that would be passed over in silence are refused as the data is read."""
    other = altered(
        "guardrails.toml",
        "absolute = [1, 365]",
        'absolute = [1, 365]\nrecommended = [30, 90]\nwhy = "Few rest so long."',
    )
    with pytest.raises(ValueError, match="rest_days may have no recommended bounds"):
        _ = other.guardrails


def test_scales_are_data(answers, altered):
    """R24: a scale that a syringe has may be answered; any other is refused, and those there are
    are named.
    """
    other = altered("products.toml", "units = 2\n", "units = 1.5\n")
    check(
        answers(form="vial", mark_units=D("1.5")), other
    )  # a plan needs the double check to know the scale too
    with pytest.raises(InvalidInputError, match=r"use one of: 0\.5, 1, 1\.5"):
        derive(answers(form="vial", mark_units=2), other)


def test_how_far_two_figures_may_differ_is_told_from_the_catalog(answers, altered):
    """R23: where a fifth is allowed, a fifth is what the refusal says."""
    other = altered("dosing.toml", "agreement = 0.1 ", "agreement = 0.2 ")
    with pytest.raises(InvalidInputError, match="more than 20% of the smaller"):
        derive(answers(form="spray", mcg_per_spray=150), other)


@pytest.mark.parametrize(
    ("pump", "mcg", "agrees"),
    [
        ("0.1", "110", True),  # 0.11 mL by the label: 10% of the smaller, 0.1
        ("0.1", "110.1", False),
        ("0.11", "100", True),
        ("0.111", "100", False),
        ("0.1", "91", True),  # 0.091: the difference of 0.009 is under 0.0091
        ("0.1", "90.9", False),  # 0.0909: 0.0091 is over 0.00909
    ],
)
def test_two_figures_for_a_spray_agree_within_a_tenth_of_the_smaller(judge, pump, mcg, agrees):
    """R23: volume and mass of a spray may differ by 10% of the smaller, and no more."""
    found = None
    try:
        judge(form="spray", pump_ml=D(pump), mcg_per_spray=D(mcg))
    except InvalidInputError as error:
        found = keys(error.problems)
    assert found == (None if agrees else ["answers.product.mcg_per_spray"])


def test_with_both_spray_keys_the_pump_is_the_one_to_confirm(refused, judge):
    """profiles/README.md: with both spray keys, pump_ml is the one, though the label's figure alone
    lies outside.
    """
    said = {"form": "spray", "pump_ml": D("0.15"), "mcg_per_spray": 160}
    (problem,) = refused(**said, confirmed=["mcg_per_spray"])
    assert problem.confirm == "pump_ml"
    assert judge(**said, confirmed=["pump_ml"]).protocol is not None


REFUSED = {
    "30 kg on the 18th birthday": ({"age": 18, "weight_kg": 30}, "answers.person.weight_kg"),
    "two figures of a spray that do not agree": (
        {"form": "spray", "mcg_per_spray": 150},
        "answers.product.mcg_per_spray",
    ),
    "a last course in 1999": (
        {"last_course_end": date(1999, 12, 31)},
        "answers.schedule.last_course_end",
    ),
    "opened in 1999": ({"opened": date(1999, 12, 31)}, "answers.product.opened"),
    "U-40 syringe": ({"form": "vial", "syringe": "u40-1ml"}, "answers.product.syringe"),
    "U-40 syringe, written otherwise": (
        {"form": "vial", "syringe": "U-40"},
        "answers.product.syringe",
    ),
    "unknown syringe": ({"form": "vial", "syringe": "u100-2ml"}, "answers.product.syringe"),
    "marks of 1.5 units": ({"form": "vial", "mark_units": D("1.5")}, "answers.product.mark_units"),
    "patch": ({"form": "patch"}, "answers.form"),
    "unknown goal": ({"goal": "fame"}, "answers.goal"),
    "unknown compound": ({"compound": "cerebrolysin"}, "answers.compound"),
    "unknown route": ({"route": "oral"}, "answers.route"),
    "no strength": ({"strength_mg_per_ml": None}, "answers.product.strength_mg_per_ml"),
    "no bottle": ({"bottle_ml": None}, "answers.product.bottle_ml"),
    "no content": ({"form": "vial", "vial_mg": None}, "answers.product.vial_mg"),
    "no diluent": ({"form": "vial", "diluent_ml": None}, "answers.product.diluent_ml"),
    "no syringe": ({"form": "vial", "syringe": None}, "answers.product.syringe"),
    "an unknown syringe for the nose": (
        {"form": "vial", "route": "intranasal", "syringe": "u100-2ml"},
        "answers.product.syringe",
    ),
    "spray with neither figure": ({"form": "spray", "pump_ml": None}, "answers.product.pump_ml"),
    "a vial's key on drops": ({"vial_mg": 10}, "answers.product.vial_mg"),
    "a spray's key on drops": ({"pump_ml": D("0.1")}, "answers.product.pump_ml"),
    "a label on a vial": ({"form": "vial", "label_days": 20}, "answers.product.label_days"),
    "a certificate for drops": ({"sterility_tested": True}, "answers.product.sterility_tested"),
    "two weights": ({"weight_kg": 70, "weight_lb": 154}, "answers.person"),
    "no weight": ({"weight_kg": None}, "answers.person"),
    "weight 700": ({"weight_kg": 700}, "answers.person.weight_kg"),
    "opened after the start": ({"opened": date(2026, 1, 6)}, "answers.product.opened"),
    "first course after a last one": (
        {"first_time": True, "last_course_end": date(2025, 1, 1)},
        "answers.schedule.last_course_end",
    ),
    "first course of two cycles": ({"first_time": True, "cycles": 2}, "answers.schedule.cycles"),
    "a last goal without an end": (
        {"last_course_goal": "high-demand"},
        "answers.schedule.last_course_goal",
    ),
    "unknown last goal": (
        {"last_course_end": date(2025, 1, 1), "last_course_goal": "fame"},
        "answers.schedule.last_course_goal",
    ),
    "start in 1999": ({"start": date(1999, 12, 31)}, "answers.schedule.start"),
    "start in 2101": ({"start": date(2101, 1, 1)}, "answers.schedule.start"),
    "no start": ({"start": None}, "answers.schedule.start"),
    "no start, of a bottle that is open": (
        {"start": None, "opened": date(2026, 1, 1)},
        "answers.schedule.start",
    ),
    "unknown condition": ({"conditions": ["gout"]}, "answers.screening.conditions"),
    "a medicine among conditions": ({"conditions": ["maoi"]}, "answers.screening.conditions"),
    "a word for none of the conditions": ({"conditions": ["None"]}, "answers.screening.conditions"),
    "unknown not sure": ({"not_sure": ["gout"]}, "answers.screening.not_sure"),
    "unknown confirmation": ({"confirmed": ["age"]}, "answers.confirmed"),
    "16 digits": ({"target_mcg": D("300.0000000000001")}, "answers.target_mcg"),
    "target 0": ({"target_mcg": 0}, "answers.target_mcg"),
    "target below 0": ({"target_mcg": -300}, "answers.target_mcg"),
    "no number as target": ({"target_mcg": D("NaN")}, "answers.target_mcg"),
    "no number as weight": ({"weight_kg": D("NaN")}, "answers.person.weight_kg"),
    "no number as volume of a spray": (
        {"form": "spray", "pump_ml": D("NaN")},
        "answers.product.pump_ml",
    ),
    "infinite volume of a spray": (
        {"form": "spray", "pump_ml": D("Infinity")},
        "answers.product.pump_ml",
    ),
    "16 digits on the label of a spray": (
        {"form": "spray", "mcg_per_spray": D("100.0000000000001")},
        "answers.product.mcg_per_spray",
    ),
    "infinite strength": (
        {"form": "spray", "strength_mg_per_ml": D("Infinity")},
        "answers.product.strength_mg_per_ml",
    ),
}


@pytest.mark.parametrize(("said", "key"), REFUSED.values(), ids=REFUSED)
def test_what_may_not_stand_is_refused_at_its_key(refused, catalog, snapshot, said, key):
    """R06 R21 R24 R33 R51: step 1 of the order of judgement names the key and nothing else, in
    these words.
    """
    problems = refused(**said)
    assert keys(problems) == [key]
    assert told(problems, catalog) == snapshot


@pytest.mark.parametrize(
    "said",
    [
        {"target_mcg": D("300.000000000000")},
        {"weight_kg": D("70.0000000000000")},
        {"form": "spray", "mcg_per_spray": D("100.000000000000")},
        {"form": "vial", "mark_units": 1},
        {"form": "vial", "mark_units": D("0.5")},
        {"form": "vial", "mark_units": 2},
        {"start": date(2000, 1, 1)},
        {"start": date(2100, 12, 31)},
    ],
    ids=str,
)
def test_what_may_just_stand(answers, catalog, said):
    """R06 R24: 15 each scale that a syringe has, the first and the last day."""
    check(answers(**said), catalog)


@pytest.mark.parametrize(
    ("value", "count"),
    [
        ("300", 3),
        ("300.00", 5),
        ("0.05", 2),
        ("12E+3", 5),
        ("1E-16", 16),
        ("1E+15", 16),
        ("0.001", 3),
        ("NaN", 16),
        ("-Infinity", 16),
    ],
)
def test_how_many_digits_a_number_has(value, count):
    """profiles/README.md: at most 15 written out in full; what is no number has more than that."""
    assert digits(D(value)) == count


SHARED = {"goal": "general-cognition", "compound": "semax", "form": "drops", "route": "intranasal"}
OF_A_STRANGER = {  # what is shared: the keys
    "as it may stand": ({}, []),
    "a confirmation is not asked for": ({"product": {"drops_per_ml": 40}, "target_mcg": 900}, []),
    "unknown goal": ({"goal": "fame"}, ["answers.goal"]),
    "no bottle": ({"product": {"bottle_ml": None}}, ["answers.product.bottle_ml"]),
    "out of bounds": (
        {"product": {"bottle_ml": 40}, "target_mcg": 30000, "schedule": {"on_days": 61}},
        ["answers.product.bottle_ml", "answers.target_mcg", "answers.schedule.on_days"],
    ),
    "ids come first": ({"goal": "fame", "product": {"bottle_ml": 40}}, ["answers.goal"]),
}


@pytest.mark.parametrize(("said", "expected"), OF_A_STRANGER.values(), ids=OF_A_STRANGER)
def test_what_a_shared_profile_carries_meets_the_same_bounds(catalog, said, expected):
    """R06 R53: a stranger's plan is bounded like one's own; only confirmations are left to whoever
    opens it.
    """
    product = SharedProduct(**{"strength_mg_per_ml": 1, "bottle_ml": 3} | said.get("product", {}))
    told = SharedAnswers(
        **SHARED
        | said
        | {
            "product": product,
            "schedule": SharedSchedule(**said.get("schedule", {})),
        }
    )
    found = []
    try:
        check_shared(told, catalog)
    except InvalidInputError as error:
        found = keys(error.problems)
    assert found == expected


def test_a_weight_that_was_not_given_is_not_made_up():
    """R06: asked from Python, a person without a weight has none."""
    with pytest.raises(ValueError, match="no body weight"):
        _ = Person(age=35).weight


def test_bounds_are_told_with_two_decimals(catalog):
    """R60: a bound is told as it is written, and at most with two decimals."""
    rail = but(catalog.guardrails["bottle_ml"], absolute=(D("0.125"), D("1000.126")))
    assert span(rail) == "0.13 to 1,000.13 mL"
    assert outside(rail) == "outside 0.13 to 1,000.13 mL"


def test_u40_is_refused_with_its_reason(refused):
    """R24: 9 marks on a U-40 barrel are 750 mcg instead of 300, and the refusal says so."""
    (problem,) = refused(form="vial", syringe="u40-1ml")
    assert "U-40" in problem.what
    assert "750 mcg" in problem.what
    assert "300" in problem.what
    assert "U-100" in problem.remedy


def test_every_problem_of_the_file_is_found_at_once(refused):
    """R06: two values out of bounds are two problems, not one after the other."""
    assert set(keys(refused(weight_kg=700, bottle_ml=40))) == {
        "answers.person.weight_kg",
        "answers.product.bottle_ml",
    }


def test_the_file_is_judged_before_screening(refused):
    """Order of judgement: a value out of bounds is an error even where screening would stop."""
    assert keys(refused(weight_kg=700, conditions=["pregnancy"])) == ["answers.person.weight_kg"]


def test_under_18_the_weight_is_not_judged(judge):
    """R51: a child of 9 at 30 kg is a stop, not an error, and no confirmation is asked."""
    assert judge(age=9, weight_kg=30).screening.outcome == "stop"
    assert judge(age=17, weight_kg=40).screening.outcome == "stop"


def test_every_entry_path_meets_the_same_guardrail(answers, catalog, now, written):
    """R06: an answers file, a call from Python and the interview refuse 700 kg alike."""
    told = answers(weight_kg=700)
    paths = (
        lambda: derive(told, catalog),
        lambda: derive(
            read_answers(
                written().replace("weight_kg = 70\n", "weight_kg = 700\n").encode(), catalog
            ).answers,
            catalog,
        ),
        lambda: from_answers(answers(), catalog, now.date()).answer(
            "person.weight", Weight(D(700), "kg")
        ),
    )
    for path in paths:
        with pytest.raises(InvalidInputError) as caught:
            path()
        assert keys(caught.value.problems) == ["answers.person.weight_kg"]


PRODUCT_NUMBERS = (
    "strength_mg_per_ml bottle_ml drops_per_ml pump_ml mcg_per_spray vial_mg diluent_ml mark_units"
    " label_days"
)
NUMBERS = [
    *((Product, key) for key in PRODUCT_NUMBERS.split()),
    *((Person, key) for key in ("age", "weight_kg", "weight_lb")),
    (Answers, "target_mcg"),
]


@pytest.mark.parametrize(("kind", "key"), NUMBERS, ids=[key for _, key in NUMBERS])
@pytest.mark.parametrize("value", [1.5, True, "300"], ids=["float", "bool", "text"])
def test_answers_take_exact_numbers_only(answers, kind, key, value):
    """R04 R06: floats, booleans and text are refused where answers are made."""
    told = answers()
    part = {Product: told.product, Person: told.person, Answers: told}[kind]
    with pytest.raises(TypeError):
        attrs.evolve(part, **{key: value})


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("17.99", Place.OUTSIDE_RECOMMENDED),
        ("18", Place.INSIDE),
        ("25", Place.INSIDE),
        ("60", Place.OUTSIDE_RECOMMENDED),
        ("60.01", Place.OUTSIDE_ABSOLUTE),
        ("14.99", Place.OUTSIDE_ABSOLUTE),
    ],
)
def test_place_on_a_guardrail(catalog, value, expected):
    """R06: absolute bounds lie around recommended ones, and a bound belongs to its inside."""
    assert place(catalog.guardrails["drops_per_ml"], D(value)) is expected
