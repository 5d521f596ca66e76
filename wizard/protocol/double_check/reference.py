"""What the double check knows: the ids of answers and findings, and figures of its own.

All of it stands in the catalog too, and is written here a second time on purpose. An id that is
added to the catalog is added here, or nothing is derived from answers that have it.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Final

SCREENING: Final[dict[str, dict[str, str]]] = {  # section 6: the outcome of each answer, by group
    "conditions": {
        "pregnancy": "stop",
        "breastfeeding": "stop",
        "seizure-history": "stop",
        "cardiovascular-disease": "stop",
        "uncontrolled-hypertension": "stop",
        "acute-psychiatric": "stop",
        "anxiety-disorder": "stop",
        "semax-allergy": "stop",
        "controlled-hypertension": "clinician",
        "bipolar": "clinician",
        "other-psychiatric": "clinician",
        "lasting-low-mood": "clinician",
        "adhd": "clinician",
        "diabetes": "clinician",
        "endocrine-disease": "clinician",
        "bleeding-risk": "clinician",
        "neurological-history": "clinician",
        "liver-kidney-disease": "clinician",
        "nasal-disease": "clinician",
    },
    "medicines": {
        "maoi": "stop",
        "dopaminergic-medicine": "stop",
        "nasal-vasoconstrictor": "stop",
        "ssri-snri": "clinician",
        "serotonergic-other": "clinician",
        "antipsychotic": "clinician",
        "other-psychiatric-medicine": "clinician",
        "prescribed-stimulant": "clinician",
        "anticoagulant": "clinician",
        "five-or-more": "clinician",
    },
    "substances": {
        "dopaminergic-supplement": "stop",
        "combined-product": "stop",
        "recreational-stimulant": "clinician",
        "caffeine": "caution",
        "selank": "caution",
        "dsip": "caution",
        "bpc-157": "caution",
        "lions-mane": "clear",
    },
    "symptoms": {
        "severe-headache": "stop",
        "chest-symptoms": "stop",
        "mood-change": "stop",
        "neurological-symptom": "stop",
    },
}
FINDINGS: Final = {  # the outcome of each finding that no question asks for
    "clinician-goal": "clinician",  # R10
    "anxiety-goal": "stop",  # R11
    "modified-first-course": "stop",  # R20
    "modified-unevaluated": "caution",
    "no-dose-basis": "stop",
    "nasal-product-injected": "stop",  # R21
    "vial-intranasal": "stop",
    "clinical-strength": "clinician",  # R22
    "unusual-strength": "caution",
    "coarse-measure": "caution",  # R23
    "coarse-first-dose": "caution",  # R33
    "small-draw": "caution",  # R24
    "subcutaneous-less-established": "caution",  # R25
    "untested-vial": "caution",
    "high-daily-dose": "caution",  # R31
    "companion-first-course": "stop",  # R50
    "under-18": "stop",  # R51
    "tested-athlete": "caution",  # R52
}
BY_NOSE_ONLY: Final = frozenset({"nasal-disease", "nasal-vasoconstrictor"})
COMPANIONS: Final = frozenset({"selank", "dsip", "bpc-157"})  # R50

# section 2: least and most mcg a day; days on as a rule and at most; least days of rest
_GENERAL: Final = (300, 600, 10, 14, 30)
GOALS: Final = {
    "general-cognition": _GENERAL,
    "stress-resilience": _GENERAL,
    "mood-support": _GENERAL,
    "high-demand": (400, 900, 5, 5, 7),
}
CLINICIANS_GOALS: Final = frozenset(
    (
        "mild-cognitive-impairment",
        "memory-impairment",
        "optic-nerve-disease",
        "stroke-recovery",
        "severe-neurological",
        "traumatic-brain-injury",
        "age-related-decline",
        "neuroprotection-recovery",
        "adhd",
    )
)
ANXIETY_GOAL: Final = "anxiety-relief"  # R11
ALL_GOALS: Final = CLINICIANS_GOALS | {*GOALS, ANXIETY_GOAL}

REGIMENS: Final = {  # R02: the claims that a referral sheet cites for a goal, and for a route
    **dict.fromkeys(("general-cognition", "stress-resilience", "mood-support"), ("B070",)),
    "high-demand": ("B074", "B080"),
    "mild-cognitive-impairment": ("B078",),
    "memory-impairment": ("B079",),
    "optic-nerve-disease": ("B081",),
    "stroke-recovery": ("B082", "A027"),
    "severe-neurological": ("B083",),
}
UNDER_THE_SKIN: Final = {"subcutaneous": ("B088", "A038")}
OF_CLINICAL_STRENGTH: Final = frozenset({"B082", "B083", "A027"})

AMIDATE: Final = "n-acetyl-semax-amidate"
OF_AMIDATE: Final = {"intranasal": (180, 360), "subcutaneous": (180, 300)}  # R20, mcg a day
WITHOUT_DOSE: Final = frozenset({"n-acetyl-semax", "semax-amidate", "adamax"})
COMPOUNDS: Final = WITHOUT_DOSE | {"semax", AMIDATE}

WAYS: Final = {"drops": "intranasal", "spray": "intranasal", "vial": "subcutaneous"}  # R21
ROUTES: Final = frozenset(WAYS.values())
SUBCUTANEOUS: Final = (300, 500)  # R32, mcg a day
REGISTERED: Final = (Decimal("0.1"), Decimal(1), Decimal(10))  # R22, mg per mL
CLINICAL_MG_PER_ML: Final = 10
BARRELS: Final = {"u100-0.3ml": 30, "u100-0.5ml": 50, "u100-1ml": 100}  # R24, units
MARKS: Final = frozenset({Decimal("0.5"), Decimal(1), Decimal(2)})
LEAST_UNITS, LEAST_MARKS, SMALL_UNITS = 2, 2, 5
DILUENTS: Final = [Decimal(halves) / 2 for halves in range(2, 11)]  # mL that may be proposed
KEEPS: Final = {"drops": 30, "spray": 30, "vial": 28}  # R42, days

POUND: Final = Fraction(45359237, 100_000_000)
HIGH_MCG: Final = 600  # R31
COARSE_MCG: Final = 150  # R23, one drop or spray


def _bounds(
    rows: Iterable[tuple[str, str | int, str | int]],
) -> dict[str, tuple[Decimal, Decimal]]:
    return {key: (Decimal(least), Decimal(most)) for key, least, most in rows}


MAY_STAND: Final = _bounds(  # R22 R23 R24 R40 R42 R51: the least and the most that may stand
    (
        ("strength_mg_per_ml", "0.05", 20),
        ("bottle_ml", 1, 30),
        ("drops_per_ml", 15, 60),
        ("pump_ml", "0.02", "0.3"),
        ("vial_mg", 1, 100),
        ("diluent_ml", "0.5", 10),
        ("label_days", 1, 60),
        ("age", 18, 110),
        ("weight", 35, 250),
        ("rest_days", 1, 365),
        ("cycles", 1, 6),
    )
)
USUAL: Final = _bounds(  # R06: outside of these a figure stands when it is confirmed
    (
        ("drops_per_ml", 18, 25),
        ("pump_ml", "0.05", "0.15"),
        ("vial_mg", 5, 30),
        ("diluent_ml", 1, 5),
        ("weight", 45, 160),
    )
)
