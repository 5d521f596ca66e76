"""The figures of a plan: which stands under which key of a profile, and its arithmetic in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final

from wizard.catalog.texts import Check
from wizard.protocol.plan import Phase, Protocol
from wizard.protocol.provenance import OPERATIONS, Figure, later_by_minutes
from wizard.quantities import Quantity, exact
from wizard.text.numbers import clock, count, day, number


def keyed(protocol: Protocol) -> Mapping[str, Figure[Any]]:
    """Return every figure of the plan by its key in the profile.

    The bounds stand under `protocol.limits`.
    """
    course, needs, measure = protocol.course, protocol.supply, protocol.measure
    figures: dict[str, Figure[Any]] = {
        "protocol.daily_dose_mcg": protocol.main.daily,
        "protocol.requested_mcg": protocol.requested,
        "protocol.ceiling_mcg": protocol.ceiling.figure,
        **{f"protocol.limits.{name}": bound for name, bound in protocol.ceiling.bounds},
        "protocol.mcg_per_kg": protocol.per_kg,
    }
    for index, phase in enumerate(protocol.phases):
        figures |= _of_phase(f"protocol.phases[{index}]", phase)
    figures |= {
        "protocol.on_days": course.on_days,
        "protocol.rest_days": course.rest_days,
        "protocol.start": course.start,
        "protocol.end": course.end,
        "protocol.next_start": course.next_start,
        "protocol.supply.containers": needs.containers,
        "protocol.supply.doses_per_container": needs.doses_per_container,
    }
    for index, opened in enumerate(needs.opened):
        figures |= {
            f"protocol.supply.opened[{index}]": opened.on,
            f"protocol.supply.discard[{index}]": opened.discard,
        }
    if measure.unit == "unit":
        figures |= {
            "protocol.preparation.concentration_mcg_per_ml": measure.strength,
            "protocol.preparation.mcg_per_unit": measure.mass,
        }
    return figures


def _of_phase(key: str, phase: Phase) -> Mapping[str, Figure[Any]]:
    figures: dict[str, Figure[Any]] = {
        f"{key}.first_day": phase.first_day,
        f"{key}.last_day": phase.last_day,
        f"{key}.daily_dose_mcg": phase.daily,
    }
    for index, dose in enumerate(phase.doses):
        place = f"{key}.doses[{index}]"
        figures |= {
            f"{place}.at": dose.at,
            f"{place}.dose_mcg": dose.mass,
            f"{place}.count": dose.count,
            f"{place}.volume_ml": dose.volume,
        }
        if dose.sides is not None:
            figures[f"{place}.left"], figures[f"{place}.right"] = dose.sides
    return figures


_JOINED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "product": " x ",
        "quotient": " divided by ",
        "ratio": " divided by ",
        "sum": " plus ",
        "difference": " minus ",
    }
)
_MOST_PLACES: Final = 4


def shown(value: Any, unit: str = "") -> str:
    """Return a figure's value with its unit, as a person reads it."""
    match value:
        case Quantity():
            return f"{_plain(value)} {value.unit}".rstrip()
        case time():
            return clock(value)
        case date():
            return day(value)
        case int() | Fraction() if unit == "minutes of the day":
            return clock(later_by_minutes(time.min, value))
        case int() | Fraction() | Decimal():
            return count(value, unit.removesuffix("s")) if unit else _plain(value)
        case _:
            return str(value)


def _plain(value: Any) -> str:
    """Return a number to 4 decimals, marked as rounded where it does not end there."""
    amount = value.amount if isinstance(value, Quantity) else exact(value)
    text = number(amount, _MOST_PLACES)
    return text if Fraction(text.replace(",", "")) == amount else f"about {number(amount)}"


def _bare(figure: Figure[Any]) -> str:
    bare = isinstance(figure.value, Quantity | int | Fraction | Decimal)
    if bare and figure.unit != "minutes of the day":
        return _plain(figure.value)
    return _with_unit(figure)


def _with_unit(figure: Figure[Any]) -> str:
    return shown(figure.value, figure.unit)


def _listed(inputs: tuple[Figure[Any], ...]) -> str:
    *most, last = (_bare(figure) for figure in inputs)
    return f"{', '.join(most)} and {last}" if most else last


_SENTENCES: Final[Mapping[str, Callable[[tuple[Figure[Any], ...]], str]]] = MappingProxyType(
    {
        "least": lambda inputs: f"the least of {_listed(inputs)}",
        "greatest": lambda inputs: f"the greatest of {_listed(inputs)}",
        "whole quotient": lambda inputs: (
            f"{_with_unit(inputs[0])} divided by {_with_unit(inputs[1])}, rounded down"
        ),
        "days later": lambda inputs: f"{_bare(inputs[0])} plus {count(inputs[1].value, 'day')}",
        "minutes later": lambda inputs: (
            f"{_bare(inputs[0])} plus {count(inputs[1].value, 'minute')}"
        ),
        "times that fit": lambda inputs: (
            f"from {_bare(inputs[0])}, {count(inputs[2].value, 'minute')} apart, at or before"
            f" {_bare(inputs[1])}"
        ),
        "times needed": lambda inputs: f"{_bare(inputs[0])} in parts of at most {_bare(inputs[1])}",
        "even share": lambda inputs: (
            f"{_bare(inputs[0])} over {_with_unit(inputs[1])}, larger shares first,"
            f" {inputs[2].label} {_bare(inputs[2])}"
        ),
        "number of": lambda inputs: f"those opened on {_listed(inputs)}",
    }
)


def step(figure: Figure[Any]) -> str:
    """Return one step, `15 mcg per kg x 38 kg = 570 mcg`, or nothing for a given figure."""
    if not figure.operation or (figure.operation in _JOINED and len(figure.inputs) == 1):
        return ""
    joined = _JOINED.get(figure.operation)
    left = (
        joined.join(map(_with_unit, figure.inputs))
        if joined
        else _SENTENCES[figure.operation](figure.inputs)
    )
    return f"{left} = {shown(figure.value, figure.unit)}"


def steps(figure: Figure[Any]) -> Iterator[Figure[Any]]:
    """Yield every figure that this one came from and then itself, each once."""
    return iter({(part.label, part.value, part.unit): part for part in figure.walk()}.values())


def worked(check: Check) -> str:
    """Return a conflict's check with its result: `3 x 2 x 2 x 50 = 600 mcg`."""
    terms = _JOINED[check.operation].join(
        f"{number(term.value, _MOST_PLACES)} {term.unit}".strip() for term in check.terms
    )
    unit = check.unit.removesuffix("s") if result(check) == 1 else check.unit
    return f"{terms} = {_plain(result(check))} {unit}".rstrip()


def result(check: Check) -> Fraction:
    """Return the exact result of a check."""
    return Fraction(OPERATIONS[check.operation](*(Fraction(term.value) for term in check.terms)))
