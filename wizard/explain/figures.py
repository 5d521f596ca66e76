"""Which figure stands under which key of a profile, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wizard.protocol.plan import Dose, Phase, Protocol, Supply
from wizard.protocol.provenance import Figure


def keyed(protocol: Protocol) -> Mapping[str, Figure[Any]]:
    """Every figure of the plan by its key in the profile; the bounds stand under `protocol.limits`."""
    return dict(_pairs(protocol))


def _pairs(protocol: Protocol) -> Iterator[tuple[str, Figure[Any]]]:
    yield "protocol.daily_dose_mcg", protocol.main.daily
    yield "protocol.requested_mcg", protocol.requested
    yield "protocol.ceiling_mcg", protocol.ceiling.figure
    for name, bound in protocol.ceiling.bounds:
        yield f"protocol.limits.{name}", bound
    yield "protocol.mcg_per_kg", protocol.per_kg
    for number, phase in enumerate(protocol.phases):
        yield from _phase(f"protocol.phases[{number}]", phase)
    course = protocol.course
    yield "protocol.on_days", course.on_days
    yield "protocol.rest_days", course.rest_days
    yield "protocol.start", course.start
    yield "protocol.end", course.end
    yield "protocol.next_start", course.next_start
    yield from _supply(protocol.supply)
    if protocol.measure.unit == "unit":
        yield "protocol.preparation.concentration_mcg_per_ml", protocol.measure.strength
        yield "protocol.preparation.mcg_per_unit", protocol.measure.mass


def _phase(key: str, phase: Phase) -> Iterator[tuple[str, Figure[Any]]]:
    yield f"{key}.first_day", phase.first_day
    yield f"{key}.last_day", phase.last_day
    yield f"{key}.daily_dose_mcg", phase.daily
    for number, dose in enumerate(phase.doses):
        yield from _dose(f"{key}.doses[{number}]", dose)


def _dose(key: str, dose: Dose) -> Iterator[tuple[str, Figure[Any]]]:
    yield f"{key}.at", dose.at
    yield f"{key}.dose_mcg", dose.mass
    yield f"{key}.count", dose.count
    yield f"{key}.volume_ml", dose.volume
    if dose.sides is not None:
        yield from zip((f"{key}.left", f"{key}.right"), dose.sides, strict=True)


def _supply(needs: Supply) -> Iterator[tuple[str, Figure[Any]]]:
    yield "protocol.supply.containers", needs.containers
    yield "protocol.supply.doses_per_container", needs.doses_per_container
    for number, opened in enumerate(needs.opened):
        yield f"protocol.supply.opened[{number}]", opened.on
        yield f"protocol.supply.discard[{number}]", opened.discard
