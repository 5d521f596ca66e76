"""R02 R03 R06: whoever is screened out gets no plan, though screening, a guardrail or the catalog has a slip in it."""

from datetime import date, time, timedelta
from decimal import Decimal
from importlib.resources import as_file, files
from shutil import copytree

import pytest

from wizard.catalog import Catalog
from wizard.catalog.model import Outcome
from wizard.protocol.derive import derive
from wizard.protocol.double_check.dose import DisagreementError
from wizard.protocol.double_check.eligibility import rejudge
from wizard.protocol.screening import ScreeningResult

D = Decimal
START = date(2026, 1, 5)
VIAL = {"form": "vial"}
SPRAY = {"form": "spray"}
AMIDATE = {"compound": "n-acetyl-semax-amidate"}
FIRST = {"first_time": True}
RULED_OUT = "not so: nothing that was answered rules a dose out"
FIRST_ALONE = "not so: a first course is of Semax, with nothing else new"
NOT_PLANNED = "not so: goal, compound, form and route may be planned"
WEIGHT = "not so: one weight, which may stand"
PRODUCT = "not so: a product that may stand"


@pytest.fixture
def lets_through(monkeypatch):
    """Screening that finds nothing, whatever is said, and guardrails that let everything through."""
    monkeypatch.setattr("wizard.protocol.screening.screen", lambda *_: ScreeningResult())
    monkeypatch.setattr("wizard.protocol.screening.check", lambda *_: None)


@pytest.fixture
def held(answers, plan):
    """`held(made, **told)` judges the plan of those answers by these, all that may have to be said being said."""
    every = "caffeine selank dsip bpc-157 modified-unevaluated unusual-strength subcutaneous-less-established untested-vial tested-athlete"
    found = [*every.split(), "high-daily-dose", "small-draw"]
    return lambda told, made: rejudge(answers(**told), plan(**made), found)


def _ruling_out(catalog):
    return [
        (group.id, item.id)
        for group in catalog.screening.groups
        for item in group.items
        if item.outcome in {Outcome.STOP, Outcome.CLINICIAN}
    ]


@pytest.mark.usefixtures("lets_through")
def test_every_answer_that_rules_a_dose_out_does_so_twice(judge, catalog):
    """R02 R03: with a screening that finds nothing, each yes and each "not sure" of section 6 still ends without a plan."""
    asked = _ruling_out(catalog)
    assert len(asked) == 32
    for group, item in asked:
        for said in ({group: [item]}, {"not_sure": [item]}):
            with pytest.raises(DisagreementError, match=f"^{RULED_OUT}$"):
                judge(**said)


def test_one_wrong_word_in_the_catalog_gives_no_plan(answers, tmp_path):
    """R02: a condition whose outcome is mistaken in the data is caught by the second judgement."""
    with as_file(files("wizard.catalog") / "data") as data:
        copytree(data, tmp_path, dirs_exist_ok=True)
    text = (tmp_path / "screening.toml").read_text("utf-8")
    (tmp_path / "screening.toml").write_text(text.replace('outcome = "stop"', 'outcome = "caution"'), "utf-8")
    with pytest.raises(DisagreementError, match=RULED_OUT):
        derive(answers(conditions=["pregnancy"]), Catalog(tmp_path))


MAY_NOT = {  # the answers, the plan of which answers, and what is said
    "a first course of the amidate": (AMIDATE | FIRST, AMIDATE, FIRST_ALONE),
    "a first course with Selank": (FIRST | {"substances": ["selank"]}, FIRST, FIRST_ALONE),
    "a first course, not sure about BPC-157": (FIRST | {"not_sure": ["bpc-157"]}, FIRST, FIRST_ALONE),
    "a first course of two cycles": (FIRST | {"cycles": 2}, FIRST, FIRST_ALONE),
    "a first course after another": (FIRST | {"last_course_end": START - timedelta(days=90)}, FIRST, FIRST_ALONE),
    "a clinician's goal": ({"goal": "stroke-recovery"}, {}, NOT_PLANNED),
    "a compound without a dose": ({"compound": "adamax"}, {}, NOT_PLANNED),
    "drops under the skin": ({"route": "subcutaneous"}, {}, NOT_PLANNED),
    "a vial for the nose": (VIAL | {"route": "intranasal"}, VIAL, NOT_PLANNED),
    "a clinician's strength": ({"strength_mg_per_ml": 10}, {}, NOT_PLANNED),
    "no strength": ({"strength_mg_per_ml": None}, {}, NOT_PLANNED),
    "17 years": ({"age": 17}, {}, "not so: an adult"),
    "111 years": ({"age": 111}, {}, "not so: an adult"),
    "no weight": ({"weight_kg": None}, {}, WEIGHT),
    "two weights": ({"weight_kg": 70, "weight_lb": 154}, {}, WEIGHT),
    "34.9 kg": ({"weight_kg": D("34.9")}, {}, WEIGHT),
    "250.1 kg": ({"weight_kg": D("250.1")}, {}, WEIGHT),
    "552 lb": ({"weight_lb": 552}, {}, WEIGHT),
    "a bottle of 31 mL": ({"bottle_ml": 31}, {}, PRODUCT),
    "61 drops": ({"drops_per_ml": 61}, {}, PRODUCT),
    "14 drops": ({"drops_per_ml": 14}, {}, PRODUCT),
    "0.04 mg per mL": ({"strength_mg_per_ml": D("0.04")}, {}, PRODUCT),
    "a label of 61 days": ({"label_days": 61}, {}, PRODUCT),
    "a pump of 0.31 mL": (SPRAY | {"pump_ml": D("0.31")}, SPRAY, PRODUCT),
    "a spray of 301 mcg": (SPRAY | {"pump_ml": None, "mcg_per_spray": 301}, SPRAY, PRODUCT),
    "two figures of a spray more than a tenth apart": (SPRAY | {"mcg_per_spray": D("110.1")}, SPRAY, PRODUCT),
    "101 mg": (VIAL | {"vial_mg": 101}, VIAL, PRODUCT),
    "0.4 mL": (VIAL | {"diluent_ml": D("0.4")}, VIAL, PRODUCT),
    "opened tomorrow": ({"opened": START + timedelta(days=1)}, {}, "not so: a container that is not opened after the start"),
    "opened, with no start": ({"opened": START, "start": None}, {}, "not so: a container that is not opened after the start"),
}


@pytest.mark.parametrize(("told", "made", "said"), MAY_NOT.values(), ids=MAY_NOT)
def test_what_may_not_be_planned_is_named(held, told, made, said):
    """R06 R10 R20 R21 R22 R23 R24 R33 R50 R51: each by itself, on any way past the first judgement."""
    with pytest.raises(DisagreementError) as caught:
        held(told, made)
    assert str(caught.value) == said


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
    "the amidate": AMIDATE,
    "nasal disease under the skin": VIAL | {"conditions": ["nasal-disease"], "medicines": ["nasal-vasoconstrictor"]},
    "9.9 mg per mL, of which one drop is 165 mcg": {"strength_mg_per_ml": D("9.9"), "drops_per_ml": 60, "confirmed": ["drops_per_ml"]},
}


@pytest.mark.parametrize("said", MAY.values(), ids=MAY)
def test_what_may_be_planned_is_planned(judge, said):
    """R06: the second judgement refuses nothing that the first lets through."""
    assert judge(**said).protocol is not None


CAUTIONS = {  # the finding, and answers that bring it
    "caffeine": {"substances": ["caffeine"]},
    "selank": {"not_sure": ["selank"]},
    "modified-unevaluated": AMIDATE,
    "unusual-strength": {"strength_mg_per_ml": D("0.5")},
    "subcutaneous-less-established": VIAL,
    "untested-vial": VIAL,
    "tested-athlete": {"tested_athlete": True},
    "high-daily-dose": {"goal": "high-demand", "wake": time(4, 30), "target_mcg": 900, "confirmed": ["target_mcg"]},
    "small-draw": VIAL | {"diluent_ml": 1},
}


@pytest.mark.parametrize(("finding", "said"), CAUTIONS.items(), ids=CAUTIONS)
def test_a_caution_that_is_not_said_is_missed(answers, judge, finding, said):
    """R20 R22 R24 R25 R31 R50 R52: a plan without one of its cautions is no plan."""
    derived = judge(**said)
    found = [each.rule for each in derived.screening.findings]
    rejudge(answers(**said), derived.protocol, found)
    with pytest.raises(DisagreementError, match=rf"^not so: every caution is said \({finding}\)$"):
        rejudge(answers(**said), derived.protocol, [rule for rule in found if rule != finding])


def test_every_caution_that_is_missed_is_named(answers, plan):
    """R24 R25: where two are missing, both are named."""
    said = VIAL | {"sterility_tested": True, "diluent_ml": 1}
    with pytest.raises(DisagreementError, match=r"^not so: every caution is said \(small-draw, subcutaneous-less-established\)$"):
        rejudge(answers(**said), plan(**said), [])


def test_a_tested_vial_of_semax_has_no_more_to_say(answers, plan):
    """R25: a certificate of sterility takes that caution away, and the amidate's is not said of Semax."""
    said = VIAL | {"sterility_tested": True}
    rejudge(answers(**said), plan(**said), ["subcutaneous-less-established"])
    rejudge(answers(), plan(), [])
