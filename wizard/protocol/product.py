"""How a product is counted: one drop, spray or unit, and what a container holds.

No dose is decided here; these figures follow from the product alone (R22, R23, R24).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from wizard.catalog import Catalog
from wizard.catalog.model import FormId, Guardrail
from wizard.protocol.answers import SharedProduct
from wizard.protocol.dose_words import units
from wizard.protocol.plan import Measure, OneCount
from wizard.protocol.provenance import (
    GREATEST,
    PRODUCT,
    QUOTIENT,
    RATIO,
    WHOLE_QUOTIENT,
    Figure,
    answered,
    given,
)
from wizard.quantities import Quantity, mcg, mg, mg_per_ml, ml
from wizard.text.translation import _


def spray_volumes(product: SharedProduct) -> tuple[tuple[str, Fraction], ...]:
    """Return the volume of one spray in mL by the key of each figure that tells it (R23).

    It is given, or implied by the mass.
    """
    volumes = []
    if product.pump_ml is not None:
        volumes.append(("pump_ml", Fraction(product.pump_ml)))
    if product.mcg_per_spray is not None and product.strength_mg_per_ml:
        implied = mcg(product.mcg_per_spray) / mg_per_ml(product.strength_mg_per_ml)
        volumes.append(("mcg_per_spray", implied.amount))
    return tuple(volumes)


def one_count(form_id: FormId, product: SharedProduct, catalog: Catalog) -> OneCount:
    """Return one count of this product (R22, R23, R24).

    Raise `ValueError` when a key that it follows from is missing.
    """
    match form_id:
        case "drops":
            return _drop(product, catalog)
        case "spray":
            return _spray(product, catalog)
    return _unit(*_made_up(product, catalog), catalog)


def measure(form_id: FormId, product: SharedProduct, catalog: Catalog) -> Measure:
    """Return how this product is counted.

    Raise `ValueError` when a key that the form requires is missing.
    """
    return (
        _vial(product, catalog)
        if form_id == "vial"
        else _bottle(one_count(form_id, product, catalog), product, catalog)
    )


def _or_start(label: str, value: Decimal | None, rail: Guardrail) -> Figure[Fraction]:
    """Return what was answered, or else the guardrail's start value."""
    if value is not None:
        return answered(label, Fraction(value), by=rail)
    return given(label, Fraction(_there(rail.start, label)), by=rail)


def _there(value: Decimal | None, key: str) -> Decimal:
    if value is None:
        raise ValueError(f"the product has no {key}")
    return value


def _strength(product: SharedProduct, catalog: Catalog) -> Figure[Quantity]:
    value = mg_per_ml(_there(product.strength_mg_per_ml, "strength_mg_per_ml"))
    return answered("strength", value, by=catalog.dosing.strength)


def _bottle(one: OneCount, product: SharedProduct, catalog: Catalog) -> Measure:
    unit, by = units(one.unit), catalog.guardrails["bottle_ml"]
    bottle = answered("full bottle", ml(_there(product.bottle_ml, "bottle_ml")))
    capacity = WHOLE_QUOTIENT.of(
        _("{units} in a full bottle").format(units=unit),
        bottle,
        one.volume,
        unit=f"{one.unit}s",
        by=by,
    )
    return Measure(
        one.unit,
        one.strength,
        one.mass,
        one.volume,
        given(_("whole {units}").format(units=unit), Fraction(1)),
        capacity,
    )


def _drop(product: SharedProduct, catalog: Catalog) -> OneCount:
    rule = catalog.guardrails["drops_per_ml"]
    strength = _strength(product, catalog)
    per_ml = _or_start("drops per mL", product.drops_per_ml, rule)
    volume = QUOTIENT.of("volume of a drop", given("1 mL", ml(1)), per_ml, by=rule)
    return OneCount(
        "drop", strength, PRODUCT.of("mass of a drop", strength, volume, by=rule), volume
    )


def _spray(product: SharedProduct, catalog: Catalog) -> OneCount:
    rule = catalog.dosing.spray
    strength = _strength(product, catalog)
    label, pump_ml, masses = product.mcg_per_spray, product.pump_ml, []
    pump = answered("volume of a spray", ml(pump_ml), by=rule) if pump_ml is not None else None
    if label is not None:
        masses.append(answered("mcg per spray on the label", mcg(label), by=rule))
    if pump is not None:
        masses.append(PRODUCT.of("strength times volume of a spray", strength, pump, by=rule))
    if not masses:
        _there(None, "pump_ml")
    mass = GREATEST.of("mass of a spray", *masses, by=rule)
    volume = pump or QUOTIENT.of("volume of a spray", mass, strength, by=rule)
    return OneCount("spray", strength, mass, volume)


def _made_up(product: SharedProduct, catalog: Catalog) -> tuple[Figure[Quantity], Figure[Quantity]]:
    """Return what the vial holds, and what it is made up with."""
    content = answered(
        "content of the vial",
        mg(_there(product.vial_mg, "vial_mg")),
        by=catalog.guardrails["vial_mg"],
    )
    return content, answered(
        "diluent",
        ml(_there(product.diluent_ml, "diluent_ml")),
        by=catalog.guardrails["diluent_ml"],
    )


def _unit(content: Figure[Quantity], diluent: Figure[Quantity], catalog: Catalog) -> OneCount:
    rule = catalog.dosing.draw
    strength = QUOTIENT.of("concentration", content, diluent, by=rule)
    units_per_ml = given("units per mL on a U-100 syringe", Fraction(rule.units_per_ml), by=rule)
    volume = QUOTIENT.of("volume of a unit", given("1 mL", ml(1)), units_per_ml, by=rule)
    return OneCount(
        "unit", strength, PRODUCT.of("mass of a unit", strength, volume, by=rule), volume
    )


def _vial(product: SharedProduct, catalog: Catalog) -> Measure:
    rule, (content, diluent) = catalog.dosing.draw, _made_up(product, catalog)
    one = _unit(content, diluent, catalog)
    step = _or_start(
        "units between two marks", product.mark_units, catalog.guardrails["mark_units"]
    )
    capacity = RATIO.of("units in a full vial", diluent, one.volume, unit="units", by=rule)
    barrel = None
    if product.syringe is not None:
        barrel = answered(
            "units in a full syringe", catalog.syringes[product.syringe].units, "units", by=rule
        )
    return Measure(one.unit, one.strength, one.mass, one.volume, step, capacity, barrel)


def diluent_volumes(catalog: Catalog) -> Iterator[Decimal]:
    """Yield the diluent volumes in mL that may be proposed, least first (R24)."""
    rule = catalog.dosing.diluent
    volume = rule.least_ml
    while volume <= rule.most_ml:
        yield volume
        volume += rule.step_ml


def proposed_diluents(
    vial_mg: Decimal,
    doses: Sequence[Quantity],
    mark_units: Decimal,
    barrel_units: int,
    catalog: Catalog,
) -> tuple[Decimal, ...]:
    """Return the diluent volumes in mL that put each dose on a whole mark, most first (R24).

    Only draws that are neither small nor over the barrel are offered; the result may be empty.
    """
    draw = catalog.dosing.draw

    def fits(volume: Decimal) -> bool:
        in_a_unit = mg(vial_mg) / ml(volume) / draw.units_per_ml
        units = [(dose / in_a_unit).amount for dose in doses]
        return all(
            draw.units_small <= each <= barrel_units and each % Fraction(mark_units) == 0
            for each in units
        )

    return tuple(filter(fits, reversed([*diluent_volumes(catalog)])))
