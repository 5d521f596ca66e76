"""R02 R03 R06: whoever is screened out gets no plan, though screening, a guardrail or the catalog
has a slip in it.
"""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from attrs import evolve

from wizard.catalog.model import Outcome
from wizard.protocol.derive import derive
from wizard.protocol.double_check import DisagreementError
from wizard.protocol.double_check.dose import check_dose
from wizard.protocol.double_check.eligibility import check_eligibility, check_regimens
from wizard.protocol.plan import ScreeningResult

D = Decimal
START = date(2026, 1, 5)
VIAL = {"form": "vial"}
SPRAY = {"form": "spray"}
AMIDATE = {"compound": "n-acetyl-semax-amidate"}
FIRST = {"first_time": True}
FIRST_ALONE = "not so: a first course is planned alone"
WEIGHT = "not so: one weight, which may stand"
PRODUCT = "not so: a product that may stand"
OPENED = "not so: a container that is not opened after the start"


def findings(*names):
    """What is said of these findings, missing or not called for."""
    return f"not so: the findings are those of the answers ({', '.join(names)})"


def unusual(*keys):
    """What is said of figures that nobody confirmed."""
    return f"not so: what is unusual is confirmed ({', '.join(keys)})"


@pytest.fixture
def lets_through(monkeypatch):
    """Screening that finds nothing, whatever is said, and a validation that lets everything
    through.
    """
    monkeypatch.setattr("wizard.protocol.screening.screen", lambda *_: ScreeningResult())
    monkeypatch.setattr("wizard.protocol.screening.check", lambda *_: None)


@pytest.fixture
def said_of(answers):
    """`said_of(age=17)` is what the double check says of answers in which screening finds
    nothing.
    """

    def what(*, planned=True, **told):
        with pytest.raises(DisagreementError) as caught:
            check_eligibility(answers(**told), ScreeningResult(), planned=planned)
        return str(caught.value)

    return what


@pytest.mark.usefixtures("lets_through")
def test_every_answer_that_rules_a_dose_out_does_so_twice(judge, catalog):
    """R02 R03: with a screening that finds nothing, each yes and each "not sure" of section 6 still
    ends without a plan.
    """
    asked = [
        (group.key, item.id)
        for group in catalog.screening.groups
        for item in group.items
        if not item.outcome.allows_dose
    ]
    assert asked
    for group, item in asked:
        for said in ({group: [item]}, {"not_sure": [item]}):
            with pytest.raises(DisagreementError) as caught:
                judge(**said)
            assert str(caught.value) == findings(item)


MAY_NOT = {  # the answers, and what is said
    "a first course of the amidate": (
        AMIDATE | FIRST,
        findings("modified-first-course", "modified-unevaluated"),
    ),
    "a first course with Selank": (
        FIRST | {"substances": ["selank"]},
        findings("companion-first-course", "selank"),
    ),
    "a first course, not sure about BPC-157": (
        FIRST | {"not_sure": ["bpc-157"]},
        findings("bpc-157", "companion-first-course"),
    ),
    "a first course of two cycles": (FIRST | {"cycles": 2}, FIRST_ALONE),
    "a first course after another": (
        FIRST | {"last_course_end": START - timedelta(days=90)},
        FIRST_ALONE,
    ),
    "a clinician's goal": ({"goal": "stroke-recovery"}, findings("clinician-goal")),
    "nobody's goal": ({"goal": "anxiety-relief"}, findings("anxiety-goal")),
    "a compound without a dose": ({"compound": "adamax"}, findings("no-dose-basis")),
    "drops under the skin": (
        {"route": "subcutaneous"},
        findings("nasal-product-injected", "subcutaneous-less-established"),
    ),
    "a vial for the nose": (
        VIAL | {"route": "intranasal"},
        findings("untested-vial", "vial-intranasal"),
    ),
    "a clinician's strength": ({"strength_mg_per_ml": 10}, findings("clinical-strength")),
    "17 years": ({"age": 17}, "not so: an adult"),
    "111 years": ({"age": 111}, "not so: an adult"),
    "no weight": ({"weight_kg": None}, WEIGHT),
    "two weights": ({"weight_kg": 70, "weight_lb": 154}, WEIGHT),
    "34.9 kg": ({"weight_kg": D("34.9")}, WEIGHT),
    "250.1 kg": ({"weight_kg": D("250.1")}, WEIGHT),
    "552 lb": ({"weight_lb": 552}, WEIGHT),
    "44.9 kg": ({"weight_kg": D("44.9")}, unusual("weight_kg")),
    "160.1 kg": ({"weight_kg": D("160.1")}, unusual("weight_kg")),
    "99 lb": ({"weight_lb": 99, "confirmed": ["weight_kg"]}, unusual("weight_lb")),
    "a bottle of 31 mL": ({"bottle_ml": 31}, PRODUCT),
    "61 drops": ({"drops_per_ml": 61}, PRODUCT),
    "14 drops": ({"drops_per_ml": 14}, PRODUCT),
    "17 drops": ({"drops_per_ml": 17}, unusual("drops_per_ml")),
    "26 drops at 44 kg": (
        {"drops_per_ml": 26, "weight_kg": 44},
        unusual("drops_per_ml", "weight_kg"),
    ),
    "0.04 mg per mL": ({"strength_mg_per_ml": D("0.04")}, PRODUCT),
    "a label of 61 days": ({"label_days": 61}, PRODUCT),
    "a pump of 0.31 mL": (SPRAY | {"pump_ml": D("0.31")}, PRODUCT),
    "a pump of 0.16 mL": (
        SPRAY | {"pump_ml": D("0.16"), "confirmed": ["mcg_per_spray"]},
        unusual("pump_ml"),
    ),
    "a spray of 301 mcg": (SPRAY | {"pump_ml": None, "mcg_per_spray": 301}, PRODUCT),
    "a spray of 49 mcg": (
        SPRAY | {"pump_ml": None, "mcg_per_spray": 49, "confirmed": ["pump_ml"]},
        unusual("mcg_per_spray"),
    ),
    "two figures of a spray more than a tenth apart": (
        SPRAY | {"mcg_per_spray": D("110.1")},
        PRODUCT,
    ),
    "101 mg": (VIAL | {"vial_mg": 101}, PRODUCT),
    "4 mg": (VIAL | {"vial_mg": 4}, unusual("vial_mg")),
    "0.4 mL": (VIAL | {"diluent_ml": D("0.4")}, PRODUCT),
    "6 mL": (VIAL | {"diluent_ml": 6}, unusual("diluent_ml")),
    "366 days of rest": ({"rest_days": 366}, "not so: a cycle that may stand"),
    "7 cycles": ({"cycles": 7}, "not so: a cycle that may stand"),
    "opened tomorrow": ({"opened": START + timedelta(days=1)}, OPENED),
    "opened, with no start": ({"opened": START, "start": None}, OPENED),
}


@pytest.mark.parametrize(("told", "said"), MAY_NOT.values(), ids=MAY_NOT)
def test_what_may_not_be_planned_is_named(said_of, told, said):
    """R06 R10 R11 R20 R21 R22 R23 R24 R33 R50 R51: each by itself, on any way past the first
    judgement.
    """
    assert said_of(**told) == said


MAY = {  # what is said, just within each bound
    "18 years": {"age": 18},
    "110 years": {"age": 110},
    "35 kg": {"weight_kg": 35, "confirmed": ["weight_kg"]},
    "250 kg": {"weight_kg": 250, "confirmed": ["weight_kg"]},
    "30 mL": {"bottle_ml": 30},
    "18 drops": {"drops_per_ml": 18},
    "just a tenth apart": SPRAY | {"mcg_per_spray": 110},
    "a label of 60 days": {"label_days": 60},
    "opened on the start": {"opened": START},
    "a first course": FIRST,
    "of one cycle": FIRST | {"cycles": 1},
    "of high demand, for the fourth time": {"goal": "high-demand", "cycles": 4},
    "of 6 cycles with a year of rest": {"cycles": 6, "rest_days": 365},
    "the amidate": AMIDATE,
    "nasal disease under the skin": (
        VIAL | {"conditions": ["nasal-disease"], "medicines": ["nasal-vasoconstrictor"]}
    ),
    "9.9 mg per mL, of which one drop is 165 mcg": {
        "strength_mg_per_ml": D("9.9"),
        "drops_per_ml": 60,
        "confirmed": ["drops_per_ml"],
    },
}


@pytest.mark.parametrize("said", MAY.values(), ids=MAY)
def test_what_may_be_planned_is_planned(judge, said):
    """R06: the double check refuses nothing that the first lets through."""
    assert judge(**said).protocol is not None


CAUTIONS = {  # the finding, and answers that bring it
    "caffeine": {"substances": ["caffeine"]},
    "selank": {"not_sure": ["selank"]},
    "modified-unevaluated": AMIDATE,
    "unusual-strength": {"strength_mg_per_ml": D("0.5")},
    "subcutaneous-less-established": VIAL,
    "untested-vial": VIAL,
    "tested-athlete": {"tested_athlete": True},
}


def without(screening, name):
    """The screening with one finding less."""
    return ScreeningResult(tuple(each for each in screening.findings if each.rule != name))


@pytest.mark.parametrize(("finding", "said"), CAUTIONS.items(), ids=CAUTIONS)
def test_a_caution_that_is_not_said_is_missed(answers, judge, finding, said):
    """R20 R22 R25 R50 R52: who may have a plan with a caution gets none without it."""
    screening = judge(**said).screening
    check_eligibility(answers(**said), screening, planned=True)
    with pytest.raises(DisagreementError) as caught:
        check_eligibility(answers(**said), without(screening, finding), planned=True)
    assert str(caught.value) == findings(finding)


OF_DOSES = {  # the same for what follows from the doses
    "high-daily-dose": {
        "goal": "high-demand",
        "wake": time(4, 30),
        "target_mcg": 900,
        "confirmed": ["target_mcg"],
    },
    "small-draw": VIAL | {"diluent_ml": 1, "opened": START},
    "coarse-measure": SPRAY | {"strength_mg_per_ml": 2, "target_mcg": 400},
}


@pytest.mark.parametrize(("finding", "said"), OF_DOSES.items(), ids=OF_DOSES)
def test_a_caution_of_a_dose_that_is_not_said_is_missed(answers, judge, plan, finding, said):
    """R24 R31: a plan without the caution that its doses call for is no plan, nor one with a
    caution that they do not.
    """
    (found,) = (each for each in judge(**said).screening.findings if each.rule == finding)
    check_dose(answers(**said), plan(**said), [found])
    check_dose(answers(), plan(), [])
    for told, stated in ((said, []), (said, [evolve(found, outcome=Outcome.CLEAR)]), ({}, [found])):
        with pytest.raises(DisagreementError, match=rf"^findings: .*'{finding}': "):
            check_dose(answers(**told), plan(**told), stated)


def test_every_caution_that_is_missed_is_named(said_of):
    """R25: where two are missing, both are named."""
    assert said_of(**VIAL) == findings("subcutaneous-less-established", "untested-vial")


def test_a_caution_that_is_not_called_for_is_named(answers, judge):
    """R25: a certificate of sterility takes that caution away, and the amidate's is not said of
    Semax.
    """
    for told, screening, extra in (
        (answers(**VIAL, sterility_tested=True), judge(**VIAL).screening, "untested-vial"),
        (answers(), judge(**AMIDATE).screening, "modified-unevaluated"),
    ):
        with pytest.raises(DisagreementError) as caught:
            check_eligibility(told, screening, planned=True)
        assert str(caught.value) == findings(extra)


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("pregnancy", {"conditions": ["pregnancy"]}),
        ("bipolar", {"conditions": ["bipolar"]}),
        ("anxiety-goal", {"goal": "anxiety-relief"}),
    ],
)
def test_the_outcome_is_judged_without_a_plan_too(answers, judge, name, said, outcome):
    """R02: a stop is no referral, whose sheet cites regimens, and a referral no stop."""
    (found,) = judge(**said).screening.findings
    if outcome is found.outcome:
        check_eligibility(answers(**said), ScreeningResult((found,)), planned=False)
        return
    with pytest.raises(DisagreementError) as caught:
        check_eligibility(
            answers(**said), ScreeningResult((evolve(found, outcome=outcome),)), planned=False
        )
    assert str(caught.value) == findings(name)


@pytest.mark.parametrize(
    ("said", "planned"),
    [({"conditions": ["pregnancy"]}, True), ({"conditions": ["bipolar"]}, True), ({}, False)],
)
def test_who_is_ruled_out_gets_no_plan_and_everybody_else_does(answers, judge, said, planned):
    """R02: whatever was found, a plan follows from it or does not."""
    with pytest.raises(
        DisagreementError, match=r"^not so: who may have a plan gets one, and nobody else$"
    ):
        check_eligibility(answers(**said), judge(**said).screening, planned=planned)


NOBODY_KNOWS = {  # an id of each kind that the double check has never heard of, and answers with it
    "goal": ("immortality", {"goal": "immortality"}),
    "goal of the last course": ("immortality", {"last_course_goal": "immortality"}),
    "compound": ("semax-2", {"compound": "semax-2"}),
    "form": ("gel", {"form": "gel"}),
    "route": ("oral", {"route": "oral"}),
    "syringe": ("u100-2ml", VIAL | {"syringe": "u100-2ml"}),
    "scale": ("0.25", VIAL | {"mark_units": D("0.25")}),
    "condition": ("left-handedness", {"conditions": ["left-handedness"]}),
    "medicine": ("antihistamine", {"medicines": ["antihistamine"]}),
    "substance": ("noopept", {"substances": ["noopept"]}),
    "symptom": ("tremor", {"symptoms": ["tremor"]}),
    "what somebody is not sure of": ("tremor", {"not_sure": ["tremor"]}),
    "condition among the medicines": ("pregnancy", {"medicines": ["pregnancy"]}),
    "two of them": ("oral, tremor", {"route": "oral", "symptoms": ["tremor"]}),
}


@pytest.mark.parametrize(("names", "said"), NOBODY_KNOWS.values(), ids=NOBODY_KNOWS)
@pytest.mark.parametrize("planned", [True, False], ids=["with a plan", "without one"])
def test_an_id_that_is_not_known_is_a_defect(said_of, names, said, planned):
    """R36: the double check lets nothing through that it does not know, and names it."""
    assert said_of(**said, planned=planned) == f"not so: every id is known ({names})"


def test_a_finding_that_is_not_known_is_a_defect(answers, judge):
    """R36: so is a finding."""
    (found,) = judge(substances=["caffeine"]).screening.findings
    with pytest.raises(DisagreementError) as caught:
        check_eligibility(
            answers(), ScreeningResult((evolve(found, rule="green-tea"),)), planned=True
        )
    assert str(caught.value) == findings("green-tea")


CITED = {  # R02, profiles/README.md: what a referral sheet cites
    "of the goal": ({"goal": "stroke-recovery"}, ("B082", "A027")),
    "of the general goal": ({"conditions": ("diabetes",)}, ("B070",)),
    "two for high demand": ({"goal": "high-demand", "conditions": ("bipolar",)}, ("B074", "B080")),
    "and of the route": ({**VIAL, "conditions": ("diabetes",)}, ("B070", "B088", "A038")),
    "a route without a regimen of the goal": ({**VIAL, "goal": "adhd"}, ("B088", "A038")),
    "none of 0.1% beside 1%": ({"strength_mg_per_ml": D(10)}, ()),
    "none of 0.1% for an illness beside 1%": (
        {"strength_mg_per_ml": D(10), "goal": "memory-impairment"},
        (),
    ),
    "those of 1%": ({"strength_mg_per_ml": D(12), "goal": "stroke-recovery"}, ("B082", "A027")),
    "that of 1%": ({"strength_mg_per_ml": D(10), "goal": "severe-neurological"}, ("B083",)),
    "nothing for a stop": ({"conditions": ("pregnancy",), "goal": "stroke-recovery"}, ()),
}


@pytest.mark.parametrize(("said", "cited"), CITED.values(), ids=CITED)
def test_what_a_referral_sheet_cites(judge, answers, said, cited):
    """R02: by goal, route and strength; the double check knows it too, and takes nothing else."""
    assert judge(**said).regimens == cited
    for other in ((*cited, "B247"), cited[1:] if cited else ("B070",)):
        with pytest.raises(DisagreementError, match=r"^what is cited for a clinician: "):
            check_regimens(answers(**said), other)


@pytest.mark.parametrize(
    "slip",
    [
        (
            "regimens.toml",
            'then 1 to 3 months of rest."\nmg_per_ml = 1\n',
            'rest."\nmg_per_ml = 1\nclinical = true\n',
        ),
        ("goals.toml", 'regimens = ["B070"]', 'regimens = ["B070", "B082"]'),
    ],
    ids=["a weaker form beside a clinical strength", "a regimen of another goal"],
)
def test_a_slip_in_what_is_cited_is_caught(altered, answers, slip):
    """R02: a wrong strength or regimen in the catalog reaches no sheet."""
    with pytest.raises(DisagreementError, match=r"^what is cited for a clinician: "):
        derive(answers(strength_mg_per_ml=D(10)), altered(*slip))


def test_a_regimen_of_no_known_strength_is_not_cited_beside_a_clinical_one(altered, answers):
    """R02: what may be of the 0.1% form is read by nobody who holds a bottle of 1%."""
    other = altered("regimens.toml", 'of rest."\nmg_per_ml = 1\n', 'of rest."\n')
    assert derive(answers(strength_mg_per_ml=D(10)), other).regimens == ()
