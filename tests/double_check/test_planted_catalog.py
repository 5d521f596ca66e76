"""R02 R36: whatever is wrong in the catalog is caught by the double check where it would matter to
a person.
"""

from contextlib import suppress
from copy import copy
from datetime import date, time
from decimal import Decimal

import pytest

from tests.support.facts import but
from wizard.catalog import catalog
from wizard.catalog.model import Cycle, DoseRange, Outcome, Scale
from wizard.errors import InvalidInputError
from wizard.protocol.derive import derive
from wizard.protocol.double_check import DisagreementError

D = Decimal
AS_SHIPPED = catalog()
SPRAY, VIAL, FIRST = {"form": "spray"}, {"form": "vial"}, {"first_time": True}
TWO_A_DAY = {"target_mcg": 600}
HIGH, AMIDATE = {"goal": "high-demand"}, {"compound": "n-acetyl-semax-amidate"}
EARLY = HIGH | {"wake": time(4, 30), "target_mcg": 900, "confirmed": ["target_mcg"]}
LIGHT = {"weight_kg": 38, "confirmed": ["weight_kg"]}
OPENED = {"opened": date(2026, 1, 1)}
COARSE = SPRAY | {"strength_mg_per_ml": 3}  # 300 mcg in a spray
STRONG, WEAK = {"strength_mg_per_ml": D("0.5")}, {"strength_mg_per_ml": D("0.1")}


def planted(**sections):
    """The catalog with other values in these sections."""
    other = copy(AS_SHIPPED)
    vars(other).update(sections)
    return other


def changed(section, key, **values):
    """The catalog with one guardrail, goal, compound, form, route or syringe changed."""
    known = getattr(AS_SHIPPED, section)
    return planted(**{section: known | {key: but(known[key], **values)}})


def dosing(rule, **values):
    """The catalog with one rule of dosing changed."""
    return planted(
        dosing=but(AS_SHIPPED.dosing, **{rule: but(getattr(AS_SHIPPED.dosing, rule), **values)})
    )


def screening(name, **values):
    """The catalog with one question or finding of screening changed."""

    def change(each):
        return but(each, **values) if each.id == name else each

    known = AS_SHIPPED.screening
    groups = tuple(but(group, items=tuple(map(change, group.items))) for group in known.groups)
    return planted(screening=but(known, groups=groups, findings=tuple(map(change, known.findings))))


def bounds(key, least, most):
    """The catalog with other absolute bounds on an answer, and no recommended ones."""
    return changed("guardrails", key, absolute=(D(least), D(most)), recommended=None)


def usual(key, least, most):
    """The catalog with other recommended bounds on an answer."""
    return changed("guardrails", key, recommended=(D(least), D(most)))


CALL_FOR = {  # answers that call for each finding that no question asks for
    "clinician-goal": {"goal": "adhd"},
    "anxiety-goal": {"goal": "anxiety-relief"},
    "modified-first-course": AMIDATE | FIRST,
    "modified-unevaluated": AMIDATE,
    "no-dose-basis": {"compound": "adamax"},
    "nasal-product-injected": {"route": "subcutaneous"},
    "vial-intranasal": VIAL | {"route": "intranasal"},
    "clinical-strength": {"strength_mg_per_ml": 10},
    "unusual-strength": STRONG,
    "coarse-measure": COARSE,
    "coarse-first-dose": COARSE | FIRST,
    "small-draw": VIAL | OPENED | {"diluent_ml": 1},
    "subcutaneous-less-established": VIAL,
    "untested-vial": VIAL,
    "high-daily-dose": EARLY,
    "companion-first-course": FIRST | {"substances": ["dsip"]},
    "under-18": {"age": 17},
    "tested-athlete": {"tested_athlete": True},
}
ASKED = {
    (group.key, item.id): item for group in AS_SHIPPED.screening.groups for item in group.items
}


def weaker(outcome):
    """Every outcome that is less than this one."""
    return [other for other in Outcome if other.severity < outcome.severity]


def of_screening():
    """Each answer and finding with each weaker outcome, for another route alone, and each companion
    as none.
    """
    for (group, name), item in ASKED.items():
        for outcome in weaker(item.outcome):
            yield (
                f"{name} as {outcome}",
                screening(name, outcome=outcome),
                [{group: [name]}, {"not_sure": [name]}],
            )
        if item.outcome is not Outcome.CLEAR:
            yield (
                f"{name} under the skin only",
                screening(name, routes=("subcutaneous",)),
                [{group: [name]}],
            )
            if not item.routes:
                yield (
                    f"{name} by nose only",
                    screening(name, routes=("intranasal",)),
                    [VIAL | {group: [name]}],
                )
        if item.companion:
            yield (
                f"{name} as no companion",
                screening(name, companion=False),
                [FIRST | {group: [name]}],
            )
    for found in AS_SHIPPED.screening.findings:
        for outcome in weaker(found.outcome):
            yield (
                f"{found.id} as {outcome}",
                screening(found.id, outcome=outcome),
                [CALL_FOR[found.id]],
            )


def of_goals():
    """Each goal with a wider range, longer days on, less rest; each that is not decided here,
    decided here.
    """
    for name, goal in AS_SHIPPED.goals.items():
        said = {"goal": name}
        if goal.decided_by == "self":
            (least, most), cycle = goal.dose_recommended, goal.cycle
            later = {"on_days": cycle.days_most + 1, "rest_days": 90}
            nose, both = [said], [said, said | VIAL]
            for what, values, answers in (
                ("a higher bound", {"dose_absolute": goal.dose_absolute + 1}, nose),
                ("more where nothing is asked", {"dose_recommended": (least + 50, most)}, nose),
                ("less where nothing is asked", {"dose_recommended": (least - 50, most)}, nose),
                (
                    "a day less of rest",
                    {"cycle": but(cycle, rest_least=cycle.rest_least - 1)},
                    both,
                ),
                (
                    "a day more on",
                    {"cycle": but(cycle, days_most=cycle.days_most + 1)},
                    [each | later for each in both],
                ),
                (
                    "fewer days to begin with",
                    {"cycle": but(cycle, days_start=cycle.days_start - 1)},
                    both,
                ),
            ):
                yield f"{name} with {what}", changed("goals", name, **values), answers
            continue
        cycle = Cycle(days_start=10, days_most=14, rest_least=30, rest_reported_most=90, rule="R40")
        planned = {
            "decided_by": "self",
            "dose_recommended": (D(300), D(600)),
            "dose_absolute": D(600),
            "cycle": cycle,
        }
        yield f"{name} decided by oneself", changed("goals", name, **planned), [said, said | FIRST]
    yield (
        "anxiety-relief for a clinician",
        changed("goals", "anxiety-relief", decided_by="clinician"),
        [{"goal": "anxiety-relief"}],
    )


# bounds that let more stand than they should, and answers that must not stand, or not without being
# confirmed
BOUNDS = {
    "strength down": (
        bounds("strength_mg_per_ml", "0.01", 20),
        [{"strength_mg_per_ml": D("0.04")}],
    ),
    "bottle up": (bounds("bottle_ml", 1, 50), [{"bottle_ml": 31}]),
    "bottle down": (bounds("bottle_ml", "0.5", 30), [{"bottle_ml": D("0.9")}]),
    "drops up": (bounds("drops_per_ml", 15, 80), [{"drops_per_ml": 61}]),
    "drops down": (bounds("drops_per_ml", 10, 60), [{"drops_per_ml": 14}]),
    "spray up": (bounds("pump_ml", "0.02", "0.5"), [SPRAY | WEAK | {"pump_ml": D("0.31")}]),
    "spray down": (bounds("pump_ml", "0.01", "0.3"), [SPRAY | {"pump_ml": D("0.019")}]),
    "spray by its mass": (
        bounds("pump_ml", "0.01", "0.3"),
        [SPRAY | {"pump_ml": None, "mcg_per_spray": 19}],
    ),
    "vial up": (bounds("vial_mg", 1, 200), [VIAL | {"vial_mg": 101, "diluent_ml": 5}]),
    "vial down": (bounds("vial_mg", "0.5", 100), [VIAL | {"vial_mg": D("0.9")}]),
    "diluent up": (bounds("diluent_ml", "0.5", 20), [VIAL | {"diluent_ml": 11}]),
    "diluent down": (bounds("diluent_ml", "0.1", 10), [VIAL | {"diluent_ml": D("0.4")}]),
    "label up": (bounds("label_days", 1, 90), [{"label_days": 61}]),
    "age up": (bounds("age", 0, 120), [{"age": 111}]),
    "weight up": (bounds("weight", 35, 300), [{"weight_kg": 251}, {"weight_lb": 552}]),
    "weight down": (bounds("weight", 30, 250), [{"weight_kg": 34}, {"weight_lb": 77}]),
    "rest up": (bounds("rest_days", 1, 400), [{"rest_days": 366}]),
    "cycles up": (bounds("cycles", 1, 12), [{"cycles": 7}]),
    "usual drops up": (usual("drops_per_ml", 18, 60), [{"drops_per_ml": 26}]),
    "usual drops down": (usual("drops_per_ml", 15, 25), [{"drops_per_ml": 17}]),
    "usual spray up": (usual("pump_ml", "0.05", "0.3"), [SPRAY | {"pump_ml": D("0.16")}]),
    "usual spray down": (usual("pump_ml", "0.02", "0.15"), [SPRAY | {"pump_ml": D("0.04")}]),
    "usual spray by its mass": (
        usual("pump_ml", "0.02", "0.15"),
        [SPRAY | {"pump_ml": None, "mcg_per_spray": 40}],
    ),
    "usual vial up": (usual("vial_mg", 5, 100), [VIAL | {"vial_mg": 31}]),
    "usual vial down": (usual("vial_mg", 1, 30), [VIAL | {"vial_mg": 4}]),
    "usual diluent up": (usual("diluent_ml", 1, 10), [VIAL | {"diluent_ml": 6}]),
    "usual diluent down": (usual("diluent_ml", "0.5", 5), [VIAL | {"diluent_ml": D("0.9")}]),
    "usual weight up": (usual("weight", 45, 250), [{"weight_kg": 161}]),
    "usual weight down": (usual("weight", 35, 160), [{"weight_kg": 44}, {"weight_lb": 99}]),
}
RULES = {  # constants of dosing, time and supply
    "R05 50 mcg per kg": (dosing("weight", mcg_per_kg=D(50)), [LIGHT | TWO_A_DAY, VIAL]),
    "R22 a strength for a clinician from 20": (
        dosing("strength", clinical_mg_per_ml=D(20)),
        [
            {"strength_mg_per_ml": 10},
            SPRAY | {"strength_mg_per_ml": 10, "pump_ml": D("0.02"), "confirmed": ["pump_ml"]},
        ],
    ),
    "R22 0.5 registered": (
        dosing("strength", registered_mg_per_ml=(D("0.1"), D("0.5"), D(1), D(10))),
        [STRONG],
    ),
    "R23 a fifth apart": (dosing("spray", agreement=D("0.2")), [SPRAY | {"mcg_per_spray": 115}]),
    "R23 25 drops per mL": (changed("guardrails", "drops_per_ml", start=D(25)), [{}, FIRST]),
    "R24 40 units per mL": (dosing("draw", units_per_ml=D(40)), [VIAL | OPENED]),
    "R24 draws of one unit": (
        dosing("draw", units_least=D(1)),
        [VIAL | OPENED | {"vial_mg": 30, "diluent_ml": 1, "mark_units": D("0.5")}],
    ),
    "R24 draws of one mark": (
        dosing("draw", marks_least=1),
        [VIAL | OPENED | {"vial_mg": 30, "mark_units": D(2), "target_mcg": 300}],
    ),
    "R24 no small draw": (
        dosing("draw", units_small=D(2)),
        [VIAL | {"diluent_ml": 1}, VIAL | OPENED | {"diluent_ml": 1}],
    ),
    "R24 no more diluent than 3 mL": (
        dosing("diluent", most_ml=D(3)),
        [VIAL | {"vial_mg": 30, "diluent_ml": 2, "target_mcg": 300}],
    ),
    "R24 another scale": (
        planted(scales=(*AS_SHIPPED.scales, Scale(units=D("1.5"), summary="Odd marks."))),
        [VIAL | {"mark_units": D("1.5")}],
    ),
    "R30 400 mcg in a session": (
        dosing("session", mass_mcg=D(400)),
        [{"target_mcg": 400, "strength_mg_per_ml": 2}],
    ),
    "R30 0.6 mL in a session": (
        dosing("session", volume_ml=D("0.6")),
        [STRONG | {"target_mcg": 300}],
    ),
    "R30 3 hours apart": (dosing("session", hours_apart=3), [TWO_A_DAY]),
    "R30 on waking": (dosing("session", minutes_after_waking=0), [{}, VIAL]),
    "R30 until 14:00": (
        dosing("session", last_at=time(14)),
        [{"wake": time(9, 30)}, VIAL | {"wake": time(13, 30)}],
    ),
    "R30 waking at 6": (dosing("wake", default=time(6)), [{}, VIAL]),
    "R23 a coarse measure from 300": (
        dosing("coarse_measure", above_mcg=D(300)),
        [COARSE, {"strength_mg_per_ml": 4}],
    ),
    "R31 high from 900": (dosing("high_daily", above_mcg=D(900)), [EARLY]),
    "R31 900 unasked": (
        changed("goals", "high-demand", dose_recommended=(D(400), D(900))),
        [EARLY | {"confirmed": []}],
    ),
    "R33 an assessment at 300": (dosing("assessment", daily_mcg=D(300)), [FIRST, FIRST | VIAL]),
    "R38 nothing above the bound": (
        dosing("taken", share_least=D("0.5")),
        [SPRAY | {"strength_mg_per_ml": 2}],
    ),
    "R38 always above the bound": (
        dosing("taken", share_least=D(1)),
        [{"drops_per_ml": 25}],
    ),
    "R38 twice the bound": (
        dosing("taken", part_above=1),
        [HIGH | COARSE, SPRAY | {"strength_mg_per_ml": D("2.2")}],
    ),
    "R38 a tenth above the bound": (
        dosing("taken", part_above=10),
        [SPRAY | {"strength_mg_per_ml": 2}],
    ),
    "R33 an assessment of 3 days": (dosing("assessment", days=3), [FIRST, FIRST | SPRAY]),
    "R37 a tenth of what is in reach": (dosing("coarse", share=D("0.1")), [WEAK]),
    "R41 a fortnight after a course": (
        dosing("restart", rest_days=14),
        [{"last_course_end": date(2025, 12, 20)}],
    ),
    "R41 days after a short course": (
        dosing("restart", rest_days_short=3),
        [HIGH | {"last_course_end": date(2025, 12, 30), "last_course_goal": "high-demand"}],
    ),
    "R41 a week after any course": (
        dosing("restart", short_goal="mood-support"),
        [
            {
                "goal": "mood-support",
                "last_course_end": date(2025, 12, 20),
                "last_course_goal": "mood-support",
            }
        ],
    ),
    "R51 adult at 16": (dosing("adult", years=16), [{"age": 17}]),
}
_LIKE_SEMAX = DoseRange(recommended=(D(300), D(600)), absolute=D(600), rule="R20")
PRODUCTS = {  # compounds, forms, routes and syringes
    "R20 the amidate unmodified": (
        changed("compounds", AMIDATE["compound"], modified=False),
        [AMIDATE, AMIDATE | FIRST],
    ),
    "R20 the amidate as much as Semax": (
        changed("compounds", AMIDATE["compound"], intranasal=_LIKE_SEMAX),
        [AMIDATE],
    ),
    "R20 the amidate under the skin as much": (
        changed("compounds", AMIDATE["compound"], subcutaneous=_LIKE_SEMAX),
        [AMIDATE | VIAL],
    ),
    "R20 the amidate with no range": (
        changed("compounds", AMIDATE["compound"], intranasal=None),
        [AMIDATE],
    ),
    "R20 the amidate twice a day": (
        changed("compounds", AMIDATE["compound"], doses_a_day=None),
        [AMIDATE | {"target_mcg": 360}],
    ),
    **{
        f"R20 {name} with a dose": (
            changed("compounds", name, no_dose_basis=False),
            [{"compound": name}, VIAL | {"compound": name}],
        )
        for name in ("n-acetyl-semax", "semax-amidate", "adamax")
    },
    "R21 drops under the skin": (
        changed("forms", "drops", route="subcutaneous"),
        [{"route": "subcutaneous"}, {}],
    ),
    "R21 sprays under the skin": (
        changed("forms", "spray", route="subcutaneous"),
        [SPRAY | {"route": "subcutaneous"}],
    ),
    "R21 vials by nose": (
        changed("forms", "vial", route="intranasal"),
        [VIAL | {"route": "intranasal"}, VIAL],
    ),
    "R24 100 units in a half millilitre": (changed("syringes", "u100-0.5ml", units=100), [VIAL]),
    "R32 800 under the skin": (
        changed(
            "routes",
            "subcutaneous",
            dose=DoseRange(recommended=(D(300), D(500)), absolute=D(800), rule="R32"),
        ),
        [VIAL],
    ),
    "R32 the goal's dose under the skin": (changed("routes", "subcutaneous", dose=None), [VIAL]),
    **{
        f"R42 {name} for 60 days": (
            changed("forms", name, keeps=but(AS_SHIPPED.forms[name].keeps, days=60)),
            [{"form": name}],
        )
        for name in AS_SHIPPED.forms
    },
}
DEFECTS = [
    *of_screening(),
    *of_goals(),
    *((name, *rest) for table in (BOUNDS, RULES, PRODUCTS) for name, rest in table.items()),
]


@pytest.mark.parametrize(
    ("wrong", "told"), [each[1:] for each in DEFECTS], ids=[each[0] for each in DEFECTS]
)
def test_a_defect_of_the_catalog_is_caught(answers, wrong, told):
    """R02 R36: nothing follows from answers for which the defect matters; as the catalog is, a
    plan, an outcome or a refusal does.
    """
    for said in told:
        with suppress(InvalidInputError):
            derive(answers(**said), AS_SHIPPED)
        with pytest.raises(DisagreementError):
            derive(answers(**said), wrong)


def test_every_question_finding_and_goal_has_its_defects():
    """R02: a new one is among those that are planted above, or has no weaker outcome."""
    names = " ".join(name for name, *_ in DEFECTS)
    lines = [item.id for item in ASKED.values() if item.outcome is not Outcome.CLEAR]
    for each in (*lines, *AS_SHIPPED.goals, *(found.id for found in AS_SHIPPED.screening.findings)):
        assert f"{each} " in names, each


def test_a_coarse_first_dose_that_is_turned_off_plans_nothing(answers):
    """R33: without it a first course of a coarser product than 200 mcg is refused, as it was."""
    off = dosing("assessment", one_most_mcg=D(200))
    assert derive(answers(**COARSE | FIRST), AS_SHIPPED).protocol
    with pytest.raises(InvalidInputError, match="rounds down to nothing"):
        derive(answers(**COARSE | FIRST), off)
