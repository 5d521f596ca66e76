"""The figures of a plan: which stands under which key of a profile, and its arithmetic in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from wizard.catalog.texts import Check
from wizard.protocol.plan import Phase, Protocol
from wizard.protocol.provenance import OPERATIONS, Figure, plain_number, shown
from wizard.quantities import rounded
from wizard.text.numbers import measured
from wizard.text.translation import _


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


def step(figure: Figure[Any]) -> str:
    """Return one step, `15 mcg per kg x 38 kg = 570 mcg`, or nothing for a given figure."""
    said = figure.operation.say(*figure.inputs) if figure.operation else ""
    return f"{said} = {shown(figure.value, figure.unit)}" if said else ""


def steps(figure: Figure[Any]) -> Iterator[Figure[Any]]:
    """Yield every figure that this one came from and then itself, each once."""
    return iter({(part.label, part.value, part.unit): part for part in figure.walk()}.values())


def worked(check: Check) -> str:
    """Return a conflict's check with its result: `3 x 2 x 2 x 50 = 600 mcg`."""
    terms = _(OPERATIONS[check.operation].sign).join(
        measured(term.value, term.unit) for term in check.terms
    )
    value = result(check)
    is_exact = Fraction(rounded(value, 4)) == value
    said = measured(value, check.unit) if is_exact else f"{plain_number(value)} {_(check.unit)}"
    return f"{terms} = {said}"


def result(check: Check) -> Fraction:
    """Return the exact result of a check."""
    values = (Fraction(term.value) for term in check.terms)
    return Fraction(OPERATIONS[check.operation].apply(*values))
