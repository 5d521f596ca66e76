"""What one drop, spray or unit is, what a container holds, and the diluent that fits. Unless a case
says otherwise: 0.1% drops, so 50 mcg and 0.05 mL a drop.
"""

from datetime import time
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import attrs
import pytest

from tests.support.facts import but
from wizard.errors import InvalidInputError
from wizard.protocol.derive import derive
from wizard.protocol.product import measure, one_count, proposed_diluents
from wizard.protocol.screening import ScreenedOutError, clear
from wizard.quantities import mcg

D = Decimal
VIAL = {"form": "vial"}
SPRAY = {"form": "spray"}


def counts(phase):
    """The counts of each session of a day."""
    return [dose.count.value for dose in phase.doses]


@pytest.mark.parametrize(
    ("said", "mass", "capacity"),
    [
        ({}, "50", 60),  # 3 mL x 20
        ({"strength_mg_per_ml": D("0.1")}, "5", 60),
        (
            {"drops_per_ml": D("18.5"), "strength_mg_per_ml": D("1.85"), "bottle_ml": 3},
            "100",
            55,
        ),  # 55.5 drops
        (SPRAY | {"strength_mg_per_ml": 10}, "1000", 100),  # 1%: 1,000, not 500
        (SPRAY | {"pump_ml": D("0.14"), "bottle_ml": 3}, "140", 21),  # 21.4
        (
            SPRAY | {"mcg_per_spray": 110, "bottle_ml": 3},
            "110",
            30,
        ),  # the larger mass counts, and the volume that was given
        (VIAL | {"vial_mg": 30}, "100", 300),
    ],
)
def test_what_one_count_is_and_a_container_holds(answers, catalog, said, mass, capacity):
    """R22 R23 profiles/README.md: mcg in one drop, spray or unit, and whole counts in a full
    container.
    """
    told = answers(**said)
    found = measure(told.form, told.product, catalog)
    assert found.mass.value == mcg(D(mass))
    assert found.capacity.value == capacity


@pytest.mark.parametrize(
    ("form", "missing"),
    [
        *(("drops", key) for key in ("strength_mg_per_ml", "bottle_ml")),
        *(("spray", key) for key in ("strength_mg_per_ml", "bottle_ml", "pump_ml")),
        *(("vial", key) for key in ("vial_mg", "diluent_ml")),
    ],
)
def test_a_product_without_what_its_form_needs_is_not_counted(answers, catalog, form, missing):
    """R06: nothing is assumed of a product, from Python either; the key is named."""
    with pytest.raises(ValueError, match=f"^the product has no {missing}$"):
        measure(form, answers(form=form, **{missing: None}).product, catalog)


def test_a_count_that_no_one_gave_and_no_rule_knows_is_named(answers, catalog):
    """R23: 20 drops per mL stand in the catalog; without them nothing is assumed."""
    rails = catalog.guardrails | {
        "drops_per_ml": but(catalog.guardrails["drops_per_ml"], start=None)
    }
    with pytest.raises(ValueError, match=r"^the product has no drops per mL$"):
        measure(
            "drops", answers().product, SimpleNamespace(guardrails=rails, dosing=catalog.dosing)
        )


def test_only_a_syringe_has_a_barrel(answers, catalog):
    """R24: a product that is counted without its syringe has no barrel to overfill."""
    assert measure("vial", answers(form="vial", syringe=None).product, catalog).barrel is None
    assert measure("drops", answers().product, catalog).barrel is None


def test_a_screened_out_person_is_told_apart_by_name(answers, catalog):
    """R02: the error that keeps dosing out of reach says the outcome."""
    with pytest.raises(ScreenedOutError, match=r"^screened out: stop$"):
        clear(answers(conditions=["pregnancy"]), catalog)


@pytest.mark.parametrize("form", ["drops", "spray", "vial"])
def test_one_count_is_what_the_whole_product_is_counted_in(answers, catalog, form):
    """R22 R23 R24: one drop, spray or unit has the same strength, mass and volume where nothing of
    the container is known.
    """
    product = answers(form=form).product
    whole, one = (
        measure(form, product, catalog),
        one_count(form, attrs.evolve(product, bottle_ml=None, syringe=None), catalog),
    )
    assert (one.unit, one.strength, one.mass, one.volume) == (
        whole.unit,
        whole.strength,
        whole.mass,
        whole.volume,
    )


def test_the_least_that_a_product_must_deliver_is_told_from_the_catalog(answers, altered):
    """R37: 192 mcg of the 300 in reach is enough where 64% must be delivered, and refused at 65%,
    with the mass that would be.
    """
    said = {"strength_mg_per_ml": D("0.64"), "wake": time(9)}  # one session of 6 drops of 32 mcg
    assert (
        derive(answers(**said), altered("dosing.toml", "share = 0.5", "share = 0.64")).protocol
        is not None
    )
    with pytest.raises(
        InvalidInputError,
        match="would be 192 mcg; of the 300 mcg in reach at least 195 mcg must be delivered",
    ):
        derive(answers(**said), altered("dosing.toml", "share = 0.64", "share = 0.65"))


@pytest.mark.parametrize(
    ("vial", "volumes"),  # mg, doses in mcg, units between marks, units in the barrel
    [
        ((10, [300], 1, 50), [5, 4, 3, 2]),  # units = 3 x mL: 15, 12, 9, 6; halves give 4.5...
        (
            (10, [300], D("0.5"), 50),
            [5, D("4.5"), 4, D("3.5"), 3, D("2.5"), 2],
        ),
        (
            (5, [300], 1, 30),
            [5, D("4.5"), 4, D("3.5"), 3, D("2.5"), 2, D("1.5"), 1],
        ),  # 6 units a mL
        ((5, [300], 2, 30), [5, 4, 3, 2, 1]),
        ((5, [350], 1, 30), [4, 3, 2, 1]),  # 7 units a mL: 35 is over the barrel
        ((7, [300], 1, 50), [D("3.5")]),  # 30/7 units a mL: only 3.5 mL is whole, 15
        ((5, [250], 1, 30), [5, 4, 3, 2, 1]),  # 5 units a mL: 5 units are not a small draw
        ((5, [300], 1, 25), [4, D("3.5"), 3, D("2.5"), 2, D("1.5"), 1]),
        ((10, [37], 1, 50), []),
        ((10, [200, 300], 1, 50), [5, 4, 3]),  # in 2 mL the assessment would be 4 units
        ((10, [200, 300], D("0.5"), 50), [5, D("4.5"), 4, D("3.5"), 3, D("2.5")]),
    ],
)
def test_the_diluent_that_puts_the_dose_on_a_whole_mark(catalog, vial, volumes):
    """R24: volumes from 5 to 1 mL in steps of 0.5 that put each dose on a whole mark, neither a
    small draw nor over the barrel.
    """
    vial_mg, doses, mark, barrel = vial
    masses = [mcg(dose) for dose in doses]
    assert [*proposed_diluents(D(vial_mg), masses, D(mark), barrel, catalog)] == volumes


def test_the_dose_per_kg_is_for_display(plan):
    """R05: 300 mcg at 70 kg is 4.2857... mcg per kg, of what is delivered in the main phase."""
    assert plan().per_kg.value.amount == Fraction(30, 7)
    assert plan(first_time=True, on_days=5).per_kg.value.amount == Fraction(20, 7)
