"""Exact quantities: rationals inside, decimals at the edges (R04).

A `Quantity` is a `fractions.Fraction` with a `Unit`. Multiplying a strength by a volume gives a
mass; adding a mass to a volume is a `TypeError`, so a slip between mg, mcg and mL cannot pass in
silence.
Binary floats are refused everywhere.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from attrs import field, frozen

Exact = int | Decimal | Fraction


class Unit(NamedTuple):
    """The powers of micrograms, millilitres and kilograms in a unit; all zero is a plain number."""

    mcg: int = 0
    ml: int = 0
    kg: int = 0

    def __mul__(self, other: Unit) -> Unit:  # type: ignore[override]  # units multiply, no tuples
        return Unit(self.mcg + other.mcg, self.ml + other.ml, self.kg + other.kg)

    def __truediv__(self, other: Unit) -> Unit:
        return Unit(self.mcg - other.mcg, self.ml - other.ml, self.kg - other.kg)

    def __str__(self) -> str:
        powers = (("mcg", self.mcg), ("mL", self.ml), ("kg", self.kg))
        above = " ".join(name for name, power in powers if power > 0)
        below = " ".join(name for name, power in powers if power < 0)
        return f"{above} per {below}" if below else above


NUMBER: Final = Unit()
MCG: Final = Unit(mcg=1)
ML: Final = Unit(ml=1)
KG: Final = Unit(kg=1)
MCG_PER_ML: Final = MCG / ML
MCG_PER_KG: Final = MCG / KG

MCG_PER_MG: Final = 1000
KG_PER_LB: Final = Fraction(45359237, 100_000_000)  # the international pound, exact by definition


def exact(value: Exact) -> Fraction:
    """Return the rational with exactly this value. Raise `TypeError` for a float or a bool."""
    if type(value) is Fraction:  # `isinstance` takes five times as long to say no
        return value
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise TypeError(f"an exact number is needed, not {type(value).__name__}")
    return Fraction(*value.as_integer_ratio())


@frozen
class Quantity:
    """An exact amount of something, with its unit.

    `amount` takes an int, `Decimal` or `Fraction`; a float raises `TypeError`. Quantities of one
    unit add, subtract and compare; quantities of any units multiply and divide. A plain int,
    `Decimal` or `Fraction` counts as a number without a unit.
    """

    amount: Fraction = field(converter=exact)
    unit: Unit = NUMBER

    def _same(self, other: object) -> Fraction:
        if not isinstance(other, Quantity) or other.unit != self.unit:
            raise TypeError(f"{self!r} and {other!r} are not of one unit")
        return other.amount

    def __add__(self, other: Quantity) -> Quantity:
        return Quantity(self.amount + self._same(other), self.unit)

    def __sub__(self, other: Quantity) -> Quantity:
        return Quantity(self.amount - self._same(other), self.unit)

    def __mul__(self, other: Quantity | Exact) -> Quantity:
        if isinstance(other, Quantity):
            return Quantity(self.amount * other.amount, self.unit * other.unit)
        return Quantity(self.amount * exact(other), self.unit)

    __rmul__ = __mul__

    def __truediv__(self, other: Quantity | Exact) -> Quantity:
        if isinstance(other, Quantity):
            return Quantity(self.amount / other.amount, self.unit / other.unit)
        return Quantity(self.amount / exact(other), self.unit)

    def __floordiv__(self, other: Quantity) -> int:
        """Return how often `other`, of the same unit, goes into this, rounded down (R04)."""
        return self.amount // self._same(other)

    def ratio(self, other: Quantity) -> Fraction:
        """Return how often `other`, of the same unit, goes into this, exactly."""
        return self.amount / self._same(other)

    def __lt__(self, other: Quantity) -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: Quantity) -> bool:
        return self.amount <= self._same(other)

    def __gt__(self, other: Quantity) -> bool:
        return self.amount > self._same(other)

    def __ge__(self, other: Quantity) -> bool:
        return self.amount >= self._same(other)


def mcg(amount: Exact) -> Quantity:
    """Return a mass in micrograms."""
    return Quantity(amount, MCG)


def mg(amount: Exact) -> Quantity:
    """Return a mass given in milligrams."""
    return Quantity(exact(amount) * MCG_PER_MG, MCG)


def ml(amount: Exact) -> Quantity:
    """Return a volume in millilitres."""
    return Quantity(amount, ML)


def kg(amount: Exact) -> Quantity:
    """Return a body weight in kilograms."""
    return Quantity(amount, KG)


def lb(amount: Exact) -> Quantity:
    """Return a body weight given in pounds, as kilograms."""
    return Quantity(exact(amount) * KG_PER_LB, KG)


def mg_per_ml(amount: Exact) -> Quantity:
    """Return a strength given in milligrams per millilitre."""
    return Quantity(exact(amount) * MCG_PER_MG, MCG_PER_ML)


def rounded(value: Quantity | Exact, places: int) -> Decimal:
    """Return the value as a decimal with at most `places` decimals, half up, no trailing zeros.

    For display and for the file only: nothing is computed, compared or summed after it
    (profiles/README.md, "Numbers and rounding").
    """
    amount = value.amount if isinstance(value, Quantity) else exact(value)
    below = 2 * amount.denominator
    scaled = (abs(amount.numerator) * 2 * 10**places + amount.denominator) // below
    while places and scaled % 10 == 0:
        scaled, places = scaled // 10, places - 1
    sign = "-" if scaled and amount.numerator < 0 else ""
    return Decimal(f"{sign}{scaled}E-{places}")


def plain(value: Decimal) -> Decimal:
    """Return the same number with no trailing zeros and, where it is whole, no exponent."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()
