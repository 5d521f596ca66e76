"""The second, independent calculation (R36): from counts back to masses, before anything is saved or printed.

Written from domain.md and not from `wizard.dosing`: it reads the product's own figures and multiplies
counts by strength again, in another way, and compares exactly.
"""

from __future__ import annotations

from datetime import time
from fractions import Fraction
from typing import TYPE_CHECKING

from wizard.answers import Answers

if TYPE_CHECKING:
    from wizard.protocol import Protocol


class DisagreementError(AssertionError):
    """The two calculations differ: a defect of the program. Nothing is saved or printed."""


def mcg_per_count(answers: Answers) -> Fraction:
    """Micrograms in one drop, spray or unit, from the product alone."""
    product = answers.product
    if answers.form == "vial":
        return Fraction(product.vial_mg or 0) * 1000 / (Fraction(product.diluent_ml or 0) * 100)
    mcg_in_ml = Fraction(product.strength_mg_per_ml or 0) * 1000
    if answers.form == "drops":
        return mcg_in_ml / Fraction(product.drops_per_ml or 20)
    return max(Fraction(product.mcg_per_spray or 0), mcg_in_ml * Fraction(product.pump_ml or 0))


def recheck(answers: Answers, protocol: Protocol) -> None:
    """Nothing, if the second calculation gives the same. Raises `DisagreementError` naming what differs."""
    one = mcg_per_count(answers)
    weight = (
        answers.person.weight_kg
        if answers.person.weight_kg is not None
        else Fraction(answers.person.weight_lb or 0) * Fraction("0.45359237")
    )
    asked = None if answers.target_mcg is None else Fraction(answers.target_mcg)
    for phase in protocol.phases:
        delivered = sum(Fraction(dose.count.value) for dose in phase.doses) * one
        _same("sum of the sessions", delivered, phase.daily.value.amount)
        _at_most("15 mcg per kg", delivered, 15 * Fraction(weight))
        _at_most("ceiling", delivered, protocol.ceiling.figure.value.amount)
        if asked is not None:
            _at_most("dose asked for", delivered, asked)
        for dose in phase.doses:
            _same("count times strength", Fraction(dose.count.value) * one, dose.mass.value.amount)
            if dose.at.value > time(13):
                raise DisagreementError(f"a session at {dose.at.value} is after 13:00")
            if answers.route == "intranasal":
                _at_most("300 mcg in a session", Fraction(dose.count.value) * one, Fraction(300))
                _same("nostrils", Fraction((dose.left or 0) + (dose.right or 0)), Fraction(dose.count.value))


def _same(what: str, mine: Fraction, theirs: Fraction) -> None:
    if mine != theirs:
        raise DisagreementError(f"{what}: {mine} is not {theirs}")


def _at_most(what: str, mine: Fraction, most: Fraction) -> None:
    if mine > most:
        raise DisagreementError(f"{what}: {mine} is over {most}")
