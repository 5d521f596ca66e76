"""The bounds on one number (R06): where a value lies, and how the bounds are put in words.

Whether answers may stand is judged with them in `wizard.protocol.validation`.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Final

from wizard.catalog.model import Guardrail
from wizard.quantities import Exact, exact
from wizard.text.numbers import STRENGTH, number, percent
from wizard.text.translation import _

FIRST_DAY: Final = date(2000, 1, 1)
LAST_DAY: Final = date(2100, 12, 31)


class Place(Enum):
    """Where a value lies with respect to a guardrail."""

    INSIDE = "inside"
    OUTSIDE_RECOMMENDED = "outside recommended"
    OUTSIDE_ABSOLUTE = "outside absolute"


def place(rail: Guardrail, value: Exact) -> Place:
    """Return where an exact value lies.

    A value on a bound is inside it, except where only more than the bound is allowed.
    """
    at = exact(value)
    least, most = map(Fraction, rail.absolute)
    if not least <= at <= most or (rail.above_least and at == least):
        return Place.OUTSIDE_ABSOLUTE
    inner_least, inner_most = map(Fraction, rail.recommended or rail.absolute)
    return Place.INSIDE if inner_least <= at <= inner_most else Place.OUTSIDE_RECOMMENDED


def span(rail: Guardrail) -> str:
    """Return the absolute bounds in words: `35 to 250 kg`; a strength's in percent as well (R60)."""
    told = (
        _("above {least} and at most {most} {unit}")
        if rail.above_least
        else _("{least} to {most} {unit}")
    )
    least, most = map(number, rail.absolute)
    said = told.format(least=least, most=most, unit=_(rail.unit))
    if rail.unit != STRENGTH:
        return said
    least, most = map(percent, rail.absolute)
    return f"{said} ({_('{least}% to {most}%').format(least=least, most=most)})"


def outside(rail: Guardrail) -> str:
    """Return what a value outside the absolute bounds is, in words: `outside 35 to 250 kg`."""
    return (_("not {span}") if rail.above_least else _("outside {span}")).format(span=span(rail))
