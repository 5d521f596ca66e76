"""The documents that a summary can be, made from a few keywords, and the plans that are read in
every test.
"""

from contextlib import suppress
from datetime import date, time, timedelta
from decimal import Decimal
from random import Random

import pytest
import typst
from attrs import evolve

from tests.conftest import once
from tests.support.problems import CONFIRMABLE
from wizard.errors import InvalidInputError
from wizard.profile.file_format import build as build_profile
from wizard.report.build import build
from wizard.report.export.plain_text import paged, render
from wizard.report.export.registry import Made

PLANS = {
    "first course of drops": {"first_time": True},
    "two sessions": {"target_mcg": Decimal(600)},
    "38 kg": {"target_mcg": Decimal(600), "weight_kg": Decimal(38), "confirmed": ("weight_kg",)},
    "spray": {"form": "spray", "pump_ml": Decimal("0.14")},
    "vial": {"form": "vial", "target_mcg": Decimal(350)},
    "first course of a vial": {"form": "vial", "first_time": True},
    "amidate": {"compound": "n-acetyl-semax-amidate", "target_mcg": Decimal(300)},
    "high demand": {
        "goal": "high-demand",
        "target_mcg": Decimal(900),
        "wake": time(4, 30),
        "confirmed": ("target_mcg",),
    },
    "six cycles": {"cycles": 6},
    "every caution": {
        "form": "vial",
        "compound": "n-acetyl-semax-amidate",
        "goal": "stress-resilience",
        "vial_mg": Decimal(5),
        "diluent_ml": Decimal("0.5"),
        "opened": date(2026, 1, 5),
        "target_mcg": Decimal(230),
        "weight_lb": Decimal("77.77"),
        "confirmed": ("diluent_ml", "weight_lb"),
        "substances": ("lions-mane",),
        "not_sure": ("caffeine", "selank", "dsip", "bpc-157"),
        "tested_athlete": True,
    },
}
REFUSED = {
    "clinician": {
        "conditions": ("diabetes",),
        "medicines": ("ssri-snri",),
        "not_sure": ("bipolar",),
        "strength_mg_per_ml": Decimal(2),
    },
    "clinician's goal": {"goal": "stroke-recovery"},
    "goal without a regimen": {"goal": "adhd"},
    "clinician, vial": {"form": "vial", "conditions": ("diabetes",)},
    "stop": {"conditions": ("seizure-history", "diabetes"), "not_sure": ("pregnancy",)},
    "anxiety": {"goal": "anxiety-relief"},
}


@pytest.fixture(autouse=True, scope="session")
def typeset():
    """The same sheet is set once for all tests that read it; what sets it, each time anew."""
    anew = typst.compile
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typst, "compile", once(anew))
        yield anew


@pytest.fixture(scope="session")
def document(judge, catalog, now):
    """`document(target_mcg=300)` is the document of those answers; `name` may be given too."""
    return once(lambda name="Spring exam block", **said: build(judge(**said), name, now, catalog))


@pytest.fixture(scope="session")
def flat(document):
    """`flat(target_mcg=300)` is the text of that document on one line, so that a sentence may be
    looked for.
    """
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


FOR_YOURSELF = ("general-cognition", "high-demand", "stress-resilience", "mood-support")
PRODUCTS = {
    "drops": lambda some: {
        "strength_mg_per_ml": some.choice(("1", "1", "0.1", "2.5")),
        "bottle_ml": some.choice(("3", "5", "10")),
        "drops_per_ml": some.choice((None, "18", "22", "27")),
    },
    "spray": lambda some: {
        "strength_mg_per_ml": some.choice(("1", "1.5")),
        "bottle_ml": some.choice(("5", "10")),
        "pump_ml": some.choice(("0.05", "0.07", "0.1", "0.14")),
    },
    "vial": lambda some: {
        "vial_mg": some.choice(("5", "10", "11", "30")),
        "diluent_ml": some.choice(("1", "2", "3", "4.5")),
        "mark_units": some.choice((None, "0.5", "2")),
        "syringe": some.choice(("u100-0.3ml", "u100-0.5ml", "u100-1ml")),
    },
}


def _drawn_answers(some):
    """Answers of somebody who may get a plan: any form, dose, waking time, cycle and caution."""
    form = some.choice(list(PRODUCTS))
    product = {
        key: value if key == "syringe" else Decimal(value)
        for key, value in PRODUCTS[form](some).items()
        if value
    }
    first_time = some.random() < 0.3
    said = {
        "form": form,
        **product,
        "goal": some.choice(FOR_YOURSELF),
        "compound": (
            "semax" if first_time else some.choice(("semax", "semax", "n-acetyl-semax-amidate"))
        ),
        "first_time": first_time,
        "cycles": None if first_time else some.choice((None, None, 2, 6)),
        "target_mcg": some.choice(
            (
                None,
                Decimal(some.randrange(150, 700)),
                Decimal(some.choice((200, 300, 450, 600, 900))),
            )
        ),
        "wake": some.choice((None, time(4, 30), time(some.randrange(5, 12), some.randrange(60)))),
        "start": date(2026, 1, 5) + timedelta(days=some.randrange(700)),
        "on_days": some.choice((None, some.randrange(1, 15))),
        "label_days": some.choice((None, some.randrange(7, 60))) if form != "vial" else None,
        "tested_athlete": some.random() < 0.2,
        "substances": some.choice(((), ("caffeine",), ("lions-mane",))),
        "confirmed": CONFIRMABLE,
    }
    weight = Decimal(some.randrange(400, 1300)) / 10
    return said | ({"weight_lb": weight * 2} if some.random() < 0.3 else {"weight_kg": weight})


@pytest.fixture(scope="session")
def made(answers, catalog, now):
    """`made(target_mcg=300)` is everything that a form is rendered from; `name` may be given
    too.
    """

    @once
    def make(name="Spring exam block", **said):
        profile, _derived = build_profile(answers(**said), "x", now, catalog)
        return Made(evolve(profile, name=name), catalog)  # any name: a form must not trust it

    return make


@pytest.fixture(scope="session")
def drawn(made):
    """`drawn(40)` is that many plans drawn at random, the same ones in every run."""
    some, plans = Random(3), []  # noqa: S311 - examples, not secrets

    def draw(number):
        while len(plans) < number:
            with suppress(InvalidInputError):
                one = made(**_drawn_answers(some))
                plans.extend([one] if one.derived.protocol else [])
        return plans[:number]

    return draw


@pytest.fixture(params=[6, pytest.param(300, marks=pytest.mark.slow)])
def drawn_plans(drawn, request):
    """6 random plans in a normal run, 300 in a long one."""
    return drawn(request.param)
