"""R36: every figure of a plan, off by the least there is, is caught."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

from wizard.protocol.double_check import DisagreementError
from wizard.protocol.double_check.dose import check_dose
from wizard.protocol.provenance import Figure
from wizard.quantities import Quantity

PLANS = {
    "drops": {"target_mcg": 600},
    "one drop": {"target_mcg": 50},
    "a first course of two phases": {
        "first_time": True,
        "on_days": 14,
        "target_mcg": 450,
        "bottle_ml": 1,
    },
    "a first course of one": {"first_time": True, "on_days": 5, "form": "spray"},
    "a spray": {
        "form": "spray",
        "pump_ml": Decimal("0.14"),
        "label_days": 5,
        "goal": "stress-resilience",
        "cycles": 3,
    },
    "a spray that serves two cycles": {
        "form": "spray",
        "goal": "high-demand",
        "bottle_ml": 10,
        "cycles": 2,
    },
    "a weak spray": {
        "form": "spray",
        "pump_ml": Decimal("0.14"),
        "strength_mg_per_ml": Decimal("0.5"),
    },
    "a vial": {
        "form": "vial",
        "target_mcg": 350,
        "mark_units": Decimal("0.5"),
        "opened": date(2025, 12, 15),
    },
    "a coarse first course": {
        "form": "spray",
        "strength_mg_per_ml": Decimal("2.5"),
        "first_time": True,
    },
    "a spray with both figures": {"form": "spray", "mcg_per_spray": Decimal(109)},
    "the amidate": {"compound": "n-acetyl-semax-amidate", "target_mcg": 250, "weight_lb": 165},
    "three sessions": {
        "goal": "high-demand",
        "wake": time(4, 30),
        "target_mcg": 900,
        "confirmed": ["target_mcg"],
    },
}
LABELS = (
    "range",
    "measure.unit",
    "supply.container",
)  # bounds to show beside the dose, and names of things


def off(value: Any) -> list[Any]:
    """The nearest other values."""
    match value:
        case Quantity():
            return [
                attrs.evolve(value, amount=value.amount + off_by)
                for off_by in (Fraction(1, 10**9), -Fraction(1, 10**9))
            ]
        case int() | Fraction():
            return [value + 1, value - 1]
        case date():
            return [value + timedelta(days=1), value - timedelta(days=1)]
        case time():
            return [
                value.replace(second=1),
                value.replace(hour=value.hour + 1),
                value.replace(hour=value.hour - 1),
            ]
        case str():
            return ["another"]
        case None:
            return []  # nothing there: no syringe for drops, no nostril for a vial
    raise AssertionError(value)


def drifted(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """The value with one figure in it changed, or one part of it missing or twice, and where."""
    match value:
        case Figure():
            yield from ((path, attrs.evolve(value, value=other)) for other in off(value.value))
        case tuple():
            for number, item in enumerate(value):
                for where, other in drifted(item, f"{path}[{number}]"):
                    yield where, (*value[:number], other, *value[number + 1 :])
            if not isinstance(value[0], str):  # a bound and its name go together
                yield f"{path} less one", value[:-1]
                yield f"{path} and one more", (*value, value[-1])
        case Quantity() | None | int() | Fraction() | date() | str():
            yield from ((path, other) for other in off(value))
        case _:
            for attribute in attrs.fields(type(value)):
                name = f"{path}.{attribute.name}".removeprefix(".")
                for where, other in drifted(getattr(value, attribute.name), name):
                    yield where, attrs.evolve(value, **{attribute.name: other})


@pytest.mark.parametrize("said", PLANS.values(), ids=PLANS)
def test_no_figure_can_drift(answers, judge, said):
    """R36: each figure of dose, ceiling, measure, course and supply, changed by the least, raises;
    as they stand, none does.
    """
    told, derived = answers(**said), judge(**said)
    protocol, found = (
        derived.protocol,
        [
            each
            for each in derived.screening.findings
            if each.rule in {"high-daily-dose", "small-draw", "coarse-measure", "coarse-first-dose"}
        ],
    )
    check_dose(told, protocol, found)
    missed, tried = [], 0
    for where, other in drifted(protocol, ""):
        if where.startswith(LABELS):
            continue
        tried += 1
        try:
            check_dose(told, other, found)
        except DisagreementError:
            continue
        missed.append(where)
    assert tried > 60
    assert missed == []
