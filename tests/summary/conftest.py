"""The documents that a summary can be, made from a few keywords, and the plans that are read in every test."""

from datetime import time
from decimal import Decimal

import pytest

from wizard.summary.document import build
from wizard.summary.text import paged, render

PLANS = {
    "first course of drops": {"first_time": True},
    "two sessions": {"target_mcg": Decimal(600)},
    "38 kg": {"target_mcg": Decimal(600), "weight_kg": Decimal(38), "confirmed": ("weight_kg",)},
    "spray": {"form": "spray", "pump_ml": Decimal("0.14")},
    "vial": {"form": "vial", "target_mcg": Decimal(350)},
    "first course of a vial": {"form": "vial", "first_time": True},
    "amidate": {"compound": "n-acetyl-semax-amidate", "target_mcg": Decimal(300)},
    "high demand": {"goal": "high-demand", "target_mcg": Decimal(900), "wake": time(4, 30), "confirmed": ("target_mcg",)},
    "six cycles": {"cycles": 6},
    "every caution": {
        "form": "vial",
        "compound": "n-acetyl-semax-amidate",
        "goal": "stress-resilience",
        "vial_mg": Decimal(5),
        "diluent_ml": Decimal("0.5"),
        "target_mcg": Decimal(230),
        "weight_lb": Decimal("77.77"),
        "confirmed": ("diluent_ml", "weight_lb"),
        "substances": ("lions-mane",),
        "not_sure": ("caffeine", "selank", "dsip", "bpc-157"),
        "tested_athlete": True,
    },
}
REFUSED = {
    "clinician": {"conditions": ("diabetes",), "medicines": ("ssri-snri",), "not_sure": ("bipolar",), "strength_mg_per_ml": Decimal(2)},
    "clinician's goal": {"goal": "stroke-recovery"},
    "goal without a regimen": {"goal": "adhd"},
    "clinician, vial": {"form": "vial", "conditions": ("diabetes",)},
    "stop": {"conditions": ("seizure-history", "diabetes"), "not_sure": ("pregnancy",)},
    "anxiety": {"goal": "anxiety-relief"},
}


@pytest.fixture(scope="session")
def document(judge, catalog, now):
    """`document(target_mcg=300)` is the document of those answers; `name` may be given too."""
    made = {}

    def build_once(name="Spring exam block", **said):
        key = (name, repr(said))
        if key not in made:
            made[key] = build(judge(**said), name, now, catalog)
        return made[key]

    return build_once


@pytest.fixture(scope="session")
def flat(document):
    """`flat(target_mcg=300)` is the text of that document on one line, so that a sentence may be looked for."""
    return lambda **said: " ".join(render(document(**said)).split())


@pytest.fixture(scope="session")
def pages(document):
    """`pages(target_mcg=300)` is the pages of that document."""
    return lambda **said: paged(document(**said)).removesuffix("\n").split("\f")


@pytest.fixture(params=PLANS.values(), ids=PLANS.keys())
def planned(request):
    """The answers of each plan in turn."""
    return request.param


@pytest.fixture(params=(PLANS | REFUSED).values(), ids=(PLANS | REFUSED).keys())
def any_answers(request):
    """The answers of each plan, referral and stop in turn."""
    return request.param


@pytest.fixture(params=REFUSED.values(), ids=REFUSED.keys())
def refused_answers(request):
    """The answers of each referral and stop in turn."""
    return request.param
