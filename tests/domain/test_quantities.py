from decimal import Decimal
from fractions import Fraction

import pytest

from wizard.quantities import (
    KG,
    MCG,
    MCG_PER_ML,
    ML,
    NUMBER,
    Quantity,
    kg,
    lb,
    mcg,
    mg,
    mg_per_ml,
    ml,
    plain,
    rounded,
)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(
            mg_per_ml(1) * ml(Fraction(1, 20)),
            mcg(50),
            id="0.1% is 1 mg per mL is 50 mcg in a drop of 1/20 mL",
        ),
        pytest.param(
            mg_per_ml(10) * ml(Decimal("0.1")),
            mcg(1000),
            id="a 1% spray of 0.1 mL is 1,000 mcg, not 500",
        ),
        pytest.param(
            mg(10) / ml(3) * ml(Fraction(9, 100)),
            mcg(300),
            id="9 units of 10 mg in 3 mL are exactly 300 mcg",
        ),
        pytest.param(
            mg_per_ml(Decimal("0.1")) * ml(Fraction(1, 20)), mcg(5), id="0.01% is 5 mcg in a drop"
        ),
        pytest.param(
            lb(100), kg(Decimal("45.359237")), id="a pound is 0.45359237 kg by definition"
        ),
        pytest.param(
            mg(Decimal("0.1")) + mg(Decimal("0.2")),
            mg(Decimal("0.3")),
            id="0.1 and 0.2 are 0.3, unlike floats",
        ),
    ],
)
def test_arithmetic_is_exact(found, expected):
    """R04: masses, volumes and strengths multiply, divide and add with no rounding at all."""
    assert found == expected


@pytest.mark.parametrize(
    ("dose", "one", "whole"),
    [
        (mcg(300), mg(10) / ml(3) * ml(Fraction(1, 100)), 9),
        (mcg(350), mg(10) / ml(3) * ml(Fraction(1, 100)), 10),
        (mcg(570), mcg(50), 11),
        (mcg(49), mcg(50), 0),
    ],
    ids=[
        "300 mcg is 9 units, never 8",
        "350 mcg is 10 units",
        "570 mcg is 11 drops",
        "less than one drop is none",
    ],
)
def test_counts_round_down(dose, one, whole):
    """R04: how many whole times one count goes into a dose is rounded down and exact at the
    edge.
    """
    assert dose // one == whole


@pytest.mark.parametrize("number", [0.1, 300.0, float("nan"), True], ids=repr)
@pytest.mark.parametrize("make", [mcg, mg, ml, kg, lb, mg_per_ml], ids=lambda make: make.__name__)
def test_floats_and_booleans_are_no_quantities(make, number):
    """R04: a binary float never enters the arithmetic, and a boolean is no number."""
    with pytest.raises(
        TypeError, match=f"^an exact number is needed, not {type(number).__name__}$"
    ):
        make(number)


@pytest.mark.parametrize(
    "mix",
    [
        lambda: mcg(1) + ml(1),
        lambda: mcg(1) - kg(1),
        lambda: mcg(1) < ml(1),
        lambda: mcg(1) >= kg(1),
        lambda: mcg(1) // ml(1),
        lambda: mcg(1).ratio(ml(1)),
        lambda: mcg(1) + 1,
        lambda: mcg(1) * 0.5,
    ],
    ids=[
        "add",
        "subtract",
        "less",
        "at least",
        "whole quotient",
        "ratio",
        "plain number",
        "float factor",
    ],
)
def test_units_do_not_mix(mix):
    """R01: mass wins over counts, so a mass can never be taken for a volume, a weight or a bare
    number.
    """
    with pytest.raises(TypeError, match=r"are not of one unit$|^an exact number is needed"):
        mix()


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        (MCG, "mcg"),
        (NUMBER, ""),
        (MCG_PER_ML, "mcg per mL"),
        (MCG * KG, "mcg kg"),
        (MCG / (ML * KG), "mcg per mL kg"),
        (NUMBER / ML, " per mL"),
    ],
    ids=str,
)
def test_a_unit_in_words(unit, said):
    """R60: mcg, mL and kg, and "per" for a quotient."""
    assert str(unit) == said


def test_quantities_of_one_unit_add_and_subtract():
    """R04: 300 mcg and 1 mg are 1,300 mcg, and 700 mcg apart."""
    assert mcg(300) + mg(1) == mcg(1300)
    assert mg(1) - mcg(300) == mcg(700)
    assert 2 * mcg(300) == mcg(300) * 2 == mcg(600)


def test_units_follow_the_arithmetic():
    """A strength times a volume is a mass, and a mass by its strength is a volume again."""
    assert (mg_per_ml(2) * ml(3)).unit == MCG
    assert (mcg(1) / mg_per_ml(1)).unit == ML
    assert (mcg(1) / mcg(2)).unit == NUMBER
    assert (mcg(4) / kg(2) * kg(1)) == mcg(2)
    assert kg(1).unit == KG
    for unit in (MCG, ML, KG):
        assert unit * unit / unit == unit
        assert unit / (unit * unit) * unit == NUMBER


@pytest.mark.parametrize(
    ("exact", "places", "shown"),
    [
        (Fraction(30000, 7000), 2, "4.29"),
        (Fraction(10000, 3), 2, "3333.33"),
        (Fraction(100, 3), 2, "33.33"),
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(5, 1000), 2, "0.01"),
        (Fraction(4999, 1_000_000), 2, "0"),
        (Fraction(300), 2, "300"),
        (Decimal("0.30000"), 4, "0.3"),
        (Decimal("0.00005"), 4, "0.0001"),
        (Fraction(10**20 * 3 + 1, 3), 2, "100000000000000000000.33"),
        (Fraction(10**40 * 3 + 1, 3), 4, f"1{'0' * 40}.3333"),
        (Fraction(-1, 8), 2, "-0.13"),
        (Fraction(0), 2, "0"),
    ],
)
def test_display_rounds_half_up_without_trailing_zeros(exact, places, shown):
    """profiles/README.md, rounding: mcg to 2 decimals and mL to 4, half up, no trailing zeros, no
    exponent.
    """
    assert f"{rounded(exact, places)}" == shown


@pytest.mark.parametrize(
    ("number", "shown"), [("300.00", "300"), ("0.140", "0.14"), ("1E+2", "100"), ("0", "0")]
)
def test_plain_writes_no_trailing_zeros_and_no_exponent(number, shown):
    """profiles/README.md: numbers are written with no trailing zeros."""
    assert str(plain(Decimal(number))) == shown


def test_quantities_compare_within_one_unit():
    """Quantities of one unit are ordered by their amount."""
    assert mcg(300) < mg(1) > mcg(300)
    assert mcg(1000) <= mg(1) >= mcg(1000)
    assert not mcg(1000) < mg(1)
    assert not mcg(1000) > mg(1)
    assert not mcg(1001) <= mg(1)
    assert not mcg(999) >= mg(1)
    assert max(mcg(300), mg(1)) == Quantity(1000, MCG)
