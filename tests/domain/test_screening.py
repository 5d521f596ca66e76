from datetime import date, time
from decimal import Decimal

import attrs
import pytest

from wizard.errors import InvalidInputError
from wizard.protocol.dosing import dose
from wizard.protocol.screening import Said, ScreenedOutError, clear, screen

D = Decimal
OUTCOMES = {  # wizard/catalog/README.md, section 6, in its order: group, outcome, ids
    (
        "conditions",
        "stop",
    ): (
        "pregnancy breastfeeding seizure-history cardiovascular-disease uncontrolled-hypertension "
        "acute-psychiatric anxiety-disorder semax-allergy"
    ),
    (
        "conditions",
        "clinician",
    ): (
        "controlled-hypertension bipolar other-psychiatric lasting-low-mood adhd diabetes"
        " endocrine-disease bleeding-risk neurological-history liver-kidney-disease"
        " nasal-disease"
    ),
    ("medicines", "stop"): "maoi dopaminergic-medicine nasal-vasoconstrictor",
    (
        "medicines",
        "clinician",
    ): (
        "ssri-snri serotonergic-other antipsychotic other-psychiatric-medicine"
        " prescribed-stimulant anticoagulant five-or-more"
    ),
    ("substances", "stop"): "dopaminergic-supplement combined-product",
    ("substances", "clinician"): "recreational-stimulant",
    ("substances", "caution"): "caffeine selank dsip bpc-157",
    ("symptoms", "stop"): "severe-headache chest-symptoms mood-change neurological-symptom",
}
ITEMS = [
    (group, item, outcome) for (group, outcome), ids in OUTCOMES.items() for item in ids.split()
]
IDS = [item for _, item, _ in ITEMS]
BEFORE = (  # findings of sections 2 to 4, in the order in which wizard/catalog/README.md names them
    "clinician-goal anxiety-goal modified-first-course modified-unevaluated no-dose-basis"
    " nasal-product-injected vial-intranasal clinical-strength unusual-strength coarse-measure"
    " coarse-first-dose small-draw"
    " subcutaneous-less-established untested-vial high-daily-dose"
)
ORDER = [*BEFORE.split(), *IDS, "companion-first-course", "under-18", "tested-athlete"]


def rules(derived):
    """The names of the findings, in their order."""
    return [finding.rule for finding in derived.screening.findings]


@pytest.mark.parametrize(("group", "item", "outcome"), ITEMS, ids=IDS)
def test_each_answer_has_its_outcome(judge, catalog, group, item, outcome):
    """R02: one yes gives exactly the outcome of section 6, and one finding of that name in the
    catalog's words.
    """
    derived = judge(**{group: [item]})
    (found,) = derived.screening.findings
    assert (found.rule, found.outcome, derived.screening.outcome) == (item, outcome, outcome)
    assert found.reason.endswith(".")
    known = next(
        each for asked in catalog.screening.groups for each in asked.items if each.id == item
    )
    assert (found.reasons, found.claims, found.external, found.advice) == (
        (known.reason,),
        known.claims,
        known.external,
        known.advice,
    )
    assert (derived.protocol is None) == (outcome in {"clinician", "stop"})


@pytest.mark.parametrize(("group", "item", "outcome"), ITEMS, ids=IDS)
def test_not_sure_counts_as_yes_and_says_so(judge, group, item, outcome):
    """R03: "not sure" has the outcome of yes, and the reason says so; a yes does not say it."""
    (unsure,) = judge(not_sure=[item]).screening.findings
    (sure,) = judge(**{group: [item]}).screening.findings
    assert (unsure.rule, unsure.outcome) == (item, outcome)
    assert "not sure" in unsure.reason.lower()
    assert "not sure" not in sure.reason.lower()


def test_the_screening_asks_for_exactly_these(catalog):
    """Section 6: the four groups hold these ids and lions-mane, which is a note, and nothing
    else.
    """
    asked = {
        (group.key, item.id): item.outcome
        for group in catalog.screening.groups
        for item in group.items
    }
    expected = {(group, item): outcome for group, item, outcome in ITEMS} | {
        ("substances", "lions-mane"): "clear"
    }
    assert asked == expected
    pages = [(group.id, group.key) for group in catalog.screening.groups]
    assert pages == [
        ("heart-and-brain", "conditions"),
        ("mind-and-mood", "conditions"),
        ("other-conditions", "conditions"),
        *((name, name) for name in ("medicines", "substances", "symptoms")),
    ]


@pytest.mark.parametrize(
    "said", [{"substances": ["lions-mane"]}, {"not_sure": ["lions-mane"]}], ids=["yes", "not sure"]
)
def test_lions_mane_is_no_finding(judge, said):
    """profiles/README.md: lions-mane is a note only, in a first course too."""
    assert judge(**said).screening.findings == ()
    assert judge(**said, first_time=True).screening.outcome == "clear"


@pytest.mark.parametrize("item", ["nasal-vasoconstrictor", "nasal-disease"])
def test_nasal_findings_are_for_the_intranasal_route_only(judge, item):
    """Section 6: what concerns the nose is no finding under the skin, and bears on the nose for any
    product.
    """
    assert item not in rules(judge(form="vial", not_sure=[item]))
    assert item in rules(judge(form="vial", route="intranasal", not_sure=[item]))
    assert item in rules(judge(form="spray", not_sure=[item]))


OTHERS = {
    "under-18": ({"age": 17}, "stop"),
    "tested-athlete": ({"tested_athlete": True}, "caution"),
    "clinician-goal": ({"goal": "adhd"}, "clinician"),
    "anxiety-goal": ({"goal": "anxiety-relief"}, "stop"),
    "modified-first-course": ({"compound": "n-acetyl-semax-amidate", "first_time": True}, "stop"),
    "modified-unevaluated": ({"compound": "n-acetyl-semax-amidate"}, "caution"),
    "no-dose-basis": ({"compound": "adamax"}, "stop"),
    "companion-first-course": ({"substances": ["selank"], "first_time": True}, "stop"),
    "nasal-product-injected": ({"route": "subcutaneous"}, "stop"),
    "vial-intranasal": ({"form": "vial", "route": "intranasal"}, "stop"),
    "clinical-strength": ({"strength_mg_per_ml": 10}, "clinician"),
    "unusual-strength": ({"strength_mg_per_ml": 2}, "caution"),
    "subcutaneous-less-established": ({"form": "vial"}, "caution"),
    "untested-vial": ({"form": "vial"}, "caution"),
    "coarse-measure": ({"strength_mg_per_ml": 5}, "caution"),  # drops of 250 mcg
    "coarse-first-dose": ({"strength_mg_per_ml": 5, "first_time": True}, "caution"),
    "small-draw": (
        {"form": "vial", "diluent_ml": 1, "target_mcg": 300, "opened": date(2026, 1, 5)},
        "caution",
    ),  # 3 units of 100 mcg
    "high-daily-dose": (
        {
            "goal": "high-demand",
            "wake": time(4, 30),
            "target_mcg": 900,
            "confirmed": ["target_mcg"],
        },
        "caution",
    ),
}


@pytest.mark.parametrize(
    ("name", "said", "outcome"), [(name, *row) for name, row in OTHERS.items()], ids=OTHERS
)
def test_every_other_finding(judge, snapshot, name, said, outcome):
    """R10 R11 R20 R21 R22 R24 R25 R31 R50 R51 R52: each finding that no question asks for stands
    under its name, once.
    """
    found = [finding for finding in judge(**said).screening.findings if finding.rule == name]
    assert [finding.outcome for finding in found] == [outcome]
    assert [list(attrs.astuple(finding)) for finding in found] == snapshot


def test_the_other_findings_are_exactly_these(catalog):
    """profiles/README.md: the names of the findings beside the screening ids."""
    assert {finding.id: finding.outcome for finding in catalog.screening.findings} == {
        name: row[1] for name, row in OTHERS.items()
    }


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, []),
        ({"age": 18}, []),
        ({"form": "vial"}, ["subcutaneous-less-established", "untested-vial"]),
        (
            {"form": "vial", "sterility_tested": False},
            ["subcutaneous-less-established", "untested-vial"],
        ),
        ({"form": "vial", "sterility_tested": True}, ["subcutaneous-less-established"]),
        ({"form": "vial", "route": "intranasal"}, ["vial-intranasal", "untested-vial"]),
        (
            {"form": "vial", "route": "intranasal", "syringe": None},
            ["vial-intranasal", "untested-vial"],
        ),
        (
            {"form": "spray", "route": "subcutaneous"},
            ["nasal-product-injected", "subcutaneous-less-established"],
        ),
        ({"strength_mg_per_ml": 1}, []),
        (
            {"strength_mg_per_ml": D("9.99"), "drops_per_ml": 60, "confirmed": ["drops_per_ml"]},
            ["unusual-strength", "coarse-measure"],
        ),
        ({"strength_mg_per_ml": 10}, ["clinical-strength"]),
        ({"strength_mg_per_ml": 12}, ["clinical-strength", "unusual-strength"]),
        ({"strength_mg_per_ml": 20}, ["clinical-strength", "unusual-strength"]),
        (
            {"compound": "n-acetyl-semax-amidate", "first_time": True},
            ["modified-first-course", "modified-unevaluated"],
        ),
        ({"compound": "n-acetyl-semax"}, ["no-dose-basis"]),
        ({"compound": "semax-amidate"}, ["no-dose-basis"]),
        ({"compound": "adamax", "first_time": True}, ["no-dose-basis"]),
        (
            {"substances": ["dsip", "bpc-157"], "first_time": True},
            ["companion-first-course", "dsip", "bpc-157"],
        ),
        ({"not_sure": ["selank"], "first_time": True}, ["companion-first-course", "selank"]),
        ({"substances": ["caffeine"], "first_time": True}, ["caffeine"]),
        ({"age": 9, "weight_kg": 30}, ["under-18"]),
        (
            {"goal": "stroke-recovery", "strength_mg_per_ml": 10},
            ["clinician-goal", "clinical-strength"],
        ),
    ],
)
def test_findings_that_stand_together(judge, said, expected):
    """R01 R20 R21 R22 R25 R50 R51: these answers give these findings, in this order, and no
    more.
    """
    assert rules(judge(**said)) == expected


def test_the_order_of_findings(judge):
    """profiles/README.md: worst first, then as listed in wizard/catalog/README.md, in whatever
    order they were answered.
    """
    said = {
        "conditions": ["nasal-disease", "adhd", "bipolar", "pregnancy", "semax-allergy"],
        "medicines": ["five-or-more", "nasal-vasoconstrictor", "maoi"],
        "substances": ["bpc-157", "caffeine", "recreational-stimulant"],
        "symptoms": ["mood-change", "severe-headache"],
        "not_sure": ["seizure-history", "ssri-snri", "selank"],
    }
    derived = judge(
        **said, goal="anxiety-relief", tested_athlete=True, strength_mg_per_ml=12, age=12
    )
    severity = ["stop", "clinician", "caution"]
    found = [
        (severity.index(finding.outcome), ORDER.index(finding.rule))
        for finding in derived.screening.findings
    ]
    assert found == sorted(found)
    assert len(found) == len(set(found)) == 21


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ({}, "clear"),
        ({"substances": ["caffeine"]}, "caution"),
        ({"substances": ["caffeine"], "conditions": ["bipolar"]}, "clinician"),
        ({"substances": ["caffeine"], "conditions": ["bipolar", "pregnancy"]}, "stop"),
        ({"goal": "adhd", "not_sure": ["pregnancy"]}, "stop"),
        ({"conditions": ["seizure-history"]}, "stop"),
    ],
)
def test_the_worst_outcome_wins(judge, said, outcome):
    """R02 R03: clear is less than caution, clinician and stop, and only the first two give a
    plan.
    """
    derived = judge(**said)
    assert derived.screening.outcome == outcome
    assert (derived.protocol is not None) == (outcome in {"clear", "caution"})


def test_nothing_said_is_nothing_found(catalog):
    """R07: an interview that has not begun has no findings."""
    assert screen(Said(), catalog).findings == ()


def test_the_advice_of_a_caution_is_for_who_has_a_plan(judge):
    """R02: without a plan a caution advises nothing, as its advice speaks of taking a dose; the
    other findings do.
    """
    planned, stopped = (
        judge(substances=["caffeine"]),
        judge(substances=["caffeine"], conditions=["pregnancy"]),
    )
    (caution,), (stop, same) = planned.screening.findings, stopped.screening.findings
    assert caution.advice
    assert stop.advice
    assert planned.advice(caution) == caution.advice
    assert [stopped.advice(stop), stopped.advice(same)] == [stop.advice, ""]


def test_an_id_answered_twice_is_one_finding(judge):
    """profiles/README.md: each finding stands at most once, and yes outweighs not sure in its
    words.
    """
    (found,) = judge(conditions=["bipolar", "bipolar"], not_sure=["bipolar"]).screening.findings
    assert "not sure" not in found.reason.lower()


@pytest.mark.parametrize(
    "item", ["severe-headache", "chest-symptoms", "mood-change", "neurological-symptom"]
)
def test_symptoms_send_to_medical_help(judge, item):
    """Section 6: every symptom is a stop with "get medical help"; stroke signs call emergency
    services now.
    """
    (found,) = judge(symptoms=[item]).screening.findings
    assert "get medical help" in found.advice.lower()
    if item == "neurological-symptom":
        assert "call emergency services now" in found.advice


def test_ssri_names_the_signs_of_serotonin_syndrome(judge):
    """Section 6: with an SSRI or SNRI the signs of serotonin syndrome are said."""
    (found,) = judge(medicines=["ssri-snri"]).screening.findings
    assert "serotonin syndrome" in found.reason
    for sign in ("agitation", "confusion", "fever", "sweating"):
        assert sign in found.advice


@pytest.mark.parametrize(
    "said", [{"substances": ["bpc-157"]}, {"not_sure": ["bpc-157"]}], ids=["yes", "not sure"]
)
def test_an_athlete_is_never_told_that_it_is_permitted(judge, said):
    """R52: ask the anti-doping organisation; with BPC-157 it is named as non-approved."""
    alone = next(
        found
        for found in judge(tested_athlete=True).screening.findings
        if found.rule == "tested-athlete"
    )
    both = next(
        found
        for found in judge(tested_athlete=True, **said).screening.findings
        if found.rule == "tested-athlete"
    )
    assert "not sure, which counts as yes" in alone.reason  # R03
    assert "ask your anti-doping organisation" in alone.reason
    assert "BPC-157" not in alone.reason
    assert "BPC-157" in both.reason
    assert "non-approved" in both.reason
    assert "is permitted" not in both.reason + both.advice


CLINICIAN_GOALS = {
    "mild-cognitive-impairment": ["B078"],
    "memory-impairment": ["B079"],
    "optic-nerve-disease": ["B081"],
    "stroke-recovery": ["B082", "A027"],
    "severe-neurological": ["B083"],
    "traumatic-brain-injury": [],
    "age-related-decline": [],
    "neuroprotection-recovery": [],
    "adhd": [],
}
OWN_GOALS = {
    "general-cognition": ["B070"],
    "stress-resilience": ["B070"],
    "mood-support": ["B070"],
    "high-demand": ["B074", "B080"],
}


@pytest.mark.parametrize(
    ("goal", "regimens"), (CLINICIAN_GOALS | OWN_GOALS).items(), ids=CLINICIAN_GOALS | OWN_GOALS
)
def test_referral_cites_the_published_regimens(judge, goal, regimens):
    """R10: a clinician outcome cites the regimens of the goal, those of the subcutaneous route as
    well, and no dose.
    """
    nose = judge(goal=goal, conditions=["bipolar"])
    skin = judge(goal=goal, conditions=["bipolar"], form="vial")
    assert (nose.screening.outcome, nose.protocol, list(nose.regimens)) == (
        "clinician",
        None,
        regimens,
    )
    assert (skin.screening.outcome, skin.protocol, list(skin.regimens)) == (
        "clinician",
        None,
        [*regimens, "B088", "A038"],
    )
    assert ("clinician-goal" in rules(nose)) == (goal in CLINICIAN_GOALS)


def test_a_stop_cites_no_regimen_and_a_plan_neither(judge):
    """R02: a stop gives no dose and no regimen, whatever the goal."""
    assert judge(goal="stroke-recovery", conditions=["pregnancy"]).regimens == ()
    assert judge(goal="anxiety-relief").regimens == ()
    assert judge().regimens == ()


def test_relief_from_anxiety_names_no_other_drug(judge, catalog):
    """R11 R50: the answer to anxiety is a stop that names no substance as a remedy."""
    (found,) = judge(goal="anxiety-relief").screening.findings
    companions = [
        item.id for group in catalog.screening.groups for item in group.items if item.companion
    ]
    assert sorted(companions) == ["bpc-157", "dsip", "selank"]
    assert not [name for name in companions if name in (found.reason + found.advice).lower()]


SCREENED_OUT = {
    "stop": {"conditions": ["pregnancy"]},
    "clinician": {"conditions": ["bipolar"]},
    "not sure": {"not_sure": ["pregnancy"]},
    "child": {"age": 9, "weight_kg": 30},
    "1% drops": {"strength_mg_per_ml": 10},
    "goal": {"goal": "adhd"},
}


@pytest.mark.parametrize("said", SCREENED_OUT.values(), ids=SCREENED_OUT)
def test_dosing_is_out_of_reach_for_who_is_screened_out(answers, catalog, said):
    """R02: the only key to dosing is not given out, and dosing takes nothing else."""
    with pytest.raises(ScreenedOutError) as caught:
        clear(answers(**said), catalog)
    assert not caught.value.result.outcome.allows_dose
    with pytest.raises((AttributeError, TypeError)):
        dose(answers(**said), 10)


def test_a_cleared_cannot_be_swapped_for_other_answers(answers, catalog):
    """R02: what was cleared is frozen, so that the answers behind it cannot be changed
    afterwards.
    """
    cleared = clear(answers(), catalog)
    with pytest.raises(AttributeError):
        cleared.answers = answers(conditions=["pregnancy"])


@pytest.mark.parametrize(
    "said",
    [
        {"target_mcg": 3000},
        {"on_days": 40},
        {"last_course_end": date(2026, 1, 4)},
        {"strength_mg_per_ml": D("0.05")},
    ],
    ids=["dose", "cycle", "restart", "weak product"],
)
def test_screening_comes_before_dosing(judge, answers, catalog, said):
    """Order of judgement: who is screened out is told so (exit 4), though the dose could not stand
    either (exit 3).
    """
    assert judge(**said, conditions=["pregnancy"]).screening.outcome == "stop"
    with pytest.raises(InvalidInputError):
        judge(**said)
    assert clear(answers(**said), catalog).answers.form == "drops"


@pytest.mark.parametrize(
    ("form", "unit", "was", "now", "rule"),
    [
        ("vial", "unit", "subcutaneous", "intranasal", "nasal-product-injected"),
        ("spray", "spray", "intranasal", "subcutaneous", "vial-intranasal"),
    ],
    ids=["a vial made for the nose", "a pump for under the skin"],
)
def test_the_route_of_a_form_is_data(altered, form, unit, was, now, rule):
    """R21: whichever form it is, only the route that the catalog gives it is let through; the other
    is a stop by name.
    """
    other = altered(
        "products.toml", f'route = "{was}"\nunit = "{unit}"', f'route = "{now}"\nunit = "{unit}"'
    )
    assert rule in [found.rule for found in screen(Said(form=form, route=was), other).findings]
    assert rule not in [found.rule for found in screen(Said(form=form, route=now), other).findings]
    for open_still in (Said(form=form), Said(route=was), Said(route=now)):
        assert not [
            found
            for found in screen(open_still, other).findings
            if found.rule in {"nasal-product-injected", "vial-intranasal"}
        ]
