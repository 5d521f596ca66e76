"""Answers as people might give them: every form, route, goal and compound, more than half of
them plannable.

Each is made from one number, so that an example costs one draw and the kinds are spread evenly; a
failing one is shown in full.
"""

from datetime import date, time, timedelta
from decimal import Decimal
from functools import cache
from random import Random

import pytest
from hypothesis import strategies as st

from wizard.catalog import catalog
from wizard.errors import InvalidInputError
from wizard.protocol.derive import derive
from wizard.protocol.validation import confirmable

D = Decimal
START = date(2026, 1, 5)
KINDS = 4096
AMIDATE = "n-acetyl-semax-amidate"
WHATS = [  # goal, compound, first course
    *(
        (goal, compound, first)
        for goal in ("general-cognition", "high-demand", "stress-resilience", "mood-support")
        for compound, first in (
            ("semax", False),
            ("semax", True),
            ("semax", False),
            ("semax", True),
            (AMIDATE, False),
        )
    ),
    *(("high-demand", "semax", first) for first in (False, False, False, True)),
    ("stroke-recovery", "semax", False),
    ("adhd", "semax", True),
    ("anxiety-relief", "semax", False),
    *(("general-cognition", AMIDATE, False) for _ in range(6)),
    ("general-cognition", AMIDATE, True),
    ("general-cognition", "adamax", False),
]
TARGETS = (
    None,
    None,
    200,
    300,
    400,
    500,
    250,
    180,
    600,
    600,
    350,
    900,
    900,
    750,
    360,
    100,
    D("333.33"),
    D("299.99"),
    D("587.5"),
    655,
)
WAKES = [
    time(hour, minute)
    for hour, minute in (
        (7, 0),
        (4, 30),
        (4, 31),
        (8, 30),
        (8, 31),
        (0, 0),
        (6, 15),
        (12, 30),
        (12, 31),
    )
]


def _steps(rng, least, most, places=2):
    """A decimal between the bounds, with so many places."""
    return D(rng.randint(int(D(least) * 10**places), int(D(most) * 10**places))).scaleb(-places)


def _bottle(rng):
    kept = {} if rng.random() < 0.5 else {"label_days": rng.randint(1, 60)}
    kept |= {} if rng.random() < 0.6 else {"opened": START - timedelta(days=rng.randint(0, 40))}
    strength = rng.choice(
        (
            D(1),
            D(1),
            D(1),
            D("0.5"),
            D(2),
            _steps(rng, "0.4", 3),
            _steps(rng, "0.4", 3),
            _steps(rng, "0.05", 9),
        )
    )
    return kept | {
        "strength_mg_per_ml": strength,
        "bottle_ml": rng.choice((D(1), D(3), D(10), _steps(rng, 1, 30, 1))),
    }


def _drops(rng):
    per_ml = rng.choice((None, D(18), D(25), _steps(rng, 18, 25, 1), _steps(rng, 15, 60, 1)))
    return _bottle(rng) | {"form": "drops", "drops_per_ml": per_ml}


def _spray(rng):
    product, volume = (
        _bottle(rng),
        rng.choice((D("0.1"), D("0.05"), D("0.14"), _steps(rng, "0.02", "0.3"))),
    )
    mass = volume * product["strength_mg_per_ml"] * 1000
    stated = rng.choice(
        ((volume, None), (None, mass), (volume, mass * D("1.05")), (volume, mass * D("0.95")))
    )
    return product | {"form": "spray", "pump_ml": stated[0], "mcg_per_spray": stated[1]}


def _vial(rng):
    return {
        "form": "vial",
        "vial_mg": rng.choice((D(5), D(10), D(30), _steps(rng, 1, 40, 1))),
        "diluent_ml": rng.choice((D(1), D(2), D(3), D(5), _steps(rng, "0.5", 10, 1))),
        "syringe": rng.choice(("u100-0.3ml", "u100-0.5ml", "u100-1ml")),
        "mark_units": rng.choice((None, D("0.5"), D(1), D(2))),
        "sterility_tested": rng.choice((None, False, True)),
        "opened": rng.choice((None, START - timedelta(days=rng.randint(0, 40)))),
    }


def _person(rng):
    weight = rng.choice(
        (D(70), _steps(rng, 45, 160, 1), _steps(rng, 35, 40, 0), _steps(rng, 35, 250, 1))
    )
    return (
        {"weight_kg": weight}
        if rng.random() < 0.6
        else {"weight_lb": (weight * D("2.2046") + D("0.02")).quantize(D("0.01"))}
    )


def _others(rng):
    others = {
        "substances": rng.choice(((), (), ("caffeine",), ("lions-mane",))),
        "tested_athlete": rng.random() < 0.2,
    }
    others |= {"confirmed": confirmable(catalog())} if rng.random() < 0.92 else {}
    others |= (
        {"conditions": [rng.choice(("bipolar", "pregnancy", "diabetes"))]}
        if rng.random() < 0.04
        else {}
    )
    return others | (
        {"age": rng.randint(0, 17)} if rng.random() < 0.03 else {"age": rng.randint(18, 110)}
    )


def _schedule(rng):
    early = time(rng.randint(4, 9), rng.randint(0, 59))
    chosen = {"wake": rng.choice((None, early, time(rng.randint(0, 4), 30), rng.choice(WAKES)))}
    chosen |= {"on_days": rng.randint(1, 14)} if rng.random() < 0.7 else {}
    chosen |= {"rest_days": rng.randint(30, 365)} if rng.random() < 0.3 else {}
    chosen |= {"cycles": rng.randint(1, 6)} if rng.random() < 0.3 else {}
    if rng.random() < 0.2:
        chosen |= {
            "last_course_end": START - timedelta(days=rng.randint(8, 90)),
            "last_course_goal": rng.choice((None, "high-demand")),
        }
    return chosen


def _together(what, target, *parts):
    """One dictionary of keywords for the factory, with what does not go together left out."""
    said = {"goal": what[0], "compound": what[1], "first_time": what[2], "target_mcg": target}
    for part in parts:
        said |= part
    if what[0] == "high-demand" and "on_days" in said:
        said["on_days"] = (said["on_days"] - 1) % 5 + 1
    if (target or 0) > (500 if said["form"] == "vial" else 600) and (
        said["form"] == "vial" or what[0] != "high-demand"
    ):
        said["target_mcg"] = 480
    if what[2]:
        said = {
            key: value
            for key, value in said.items()
            if key not in {"cycles", "last_course_end", "last_course_goal"}
        }
    return said


def flat(seed):
    """Answers as flat keywords, the same for the same number."""
    rng = Random(seed)  # noqa: S311 - nothing secret
    parts = (
        make(rng) for make in (rng.choice((_drops, _spray, _vial)), _person, _others, _schedule)
    )
    said = _together(rng.choice(WHATS), rng.choice(TARGETS), *parts)
    usual, other = (
        ("subcutaneous", "intranasal") if said["form"] == "vial" else ("intranasal", "subcutaneous")
    )
    return said | {"route": other if rng.random() < 0.03 else usual}


@pytest.fixture(scope="session")
def plausible(answers):
    """A strategy of answers; each number's are made once."""
    made = cache(lambda seed: answers(**flat(seed)))
    # Hypothesis cannot describe a cache
    return st.integers(0, KINDS - 1).map(lambda seed: made(seed))  # noqa: PLW0108


@pytest.fixture(scope="session")
def attempt(catalog):
    """`attempt(answers)` is what follows from them, or `None` where they are refused; worked out
    once.
    """

    @cache
    def judged(told):
        try:
            return derive(told, catalog)
        except InvalidInputError:
            return None

    return lambda told: judged(told)  # noqa: PLW0108 - likewise


@pytest.fixture(scope="session")
def planned(plausible, attempt):
    """A strategy of (answers, protocol) for answers that give a plan."""
    both = plausible.map(lambda told: (told, attempt(told)))
    return both.filter(lambda pair: pair[1] is not None and pair[1].protocol is not None).map(
        lambda pair: (pair[0], pair[1].protocol)
    )
