"""Arithmetic in words: a figure's steps, read off the figure itself, and a conflict's checks, worked out."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from wizard.catalog.texts import Check
from wizard.protocol.provenance import OPERATIONS, Figure, plain_number, shown
from wizard.text.numbers import number


def step(figure: Figure[Any]) -> str:
    """One step: `15 mcg per kg x 38 kg = 570 mcg`. Empty for a figure that was given."""
    said = figure.operation.say(*figure.inputs) if figure.operation else ""
    return f"{said} = {shown(figure.value, figure.unit)}" if said else ""


def steps(figure: Figure[Any]) -> Iterator[Figure[Any]]:
    """Every figure that this one came from, itself last, each once."""
    return iter({(part.label, part.value, part.unit): part for part in figure.walk()}.values())


def worked(check: Check) -> str:
    """A conflict's check with its result, which the program works out: `3 x 2 x 2 x 50 = 600 mcg`."""
    terms = OPERATIONS[check.operation].sign.join(
        f"{number(term.value, 4)} {term.unit}".strip() for term in check.terms
    )
    unit = check.unit.removesuffix("s") if result(check) == 1 else check.unit
    return f"{terms} = {plain_number(result(check))} {unit}".rstrip()


def result(check: Check) -> Fraction:
    """What the terms of a check come to, exactly."""
    values = (Fraction(term.value) for term in check.terms)
    return Fraction(OPERATIONS[check.operation].apply(*values))
