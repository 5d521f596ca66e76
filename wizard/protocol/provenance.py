"""Figures that remember how they came about.

Every number of a plan is a `Figure`: its value, the rule and claims behind it, and the operation
and inputs that gave it. The value *is* the result of the operation on the inputs, so an explanation
printed from a figure cannot drift from the arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import reduce
from operator import add, floordiv, mul, sub, truediv
from types import MappingProxyType
from typing import Any, Final, Generic, TypeVar

from attrs import frozen

from wizard.catalog.model import Sourced
from wizard.quantities import Quantity

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


def later_by_days(day: date, days: int) -> date:
    """The date so many days after `day`."""
    return day + timedelta(days=days)


def later_by_minutes(at: time, minutes: Fraction | int) -> time:
    """The time of day so many minutes after `at`. Raises `ValueError` past midnight."""
    moment = datetime.combine(date.min, at) + timedelta(microseconds=int(minutes * 60_000_000))
    if moment.date() != date.min:
        msg = f"{minutes} minutes after {at} is past midnight"
        raise ValueError(msg)
    return moment.time()


def times_that_fit(first_minute: Fraction, last_minute: Fraction, minutes_apart: int) -> int:
    """How many times of day, from the first on and so far apart, are at or before the last."""
    return max(0, int((last_minute - first_minute) // minutes_apart) + 1)


def times_needed(whole: Fraction, most: int) -> int:
    """How many parts of at most `most` hold `whole`."""
    return -(-whole // most)


def even_share(whole: Fraction, parts: int, part: int) -> Fraction:
    """The share of part number `part` (from 1) of a whole number, as even as can be, larger shares first."""
    share, extra = divmod(whole, parts)
    return Fraction(share + (1 if part <= extra else 0))


OPERATIONS: Final[Mapping[str, Callable[..., Any]]] = MappingProxyType(
    {
        "product": lambda *terms: reduce(mul, terms),
        "quotient": lambda *terms: reduce(truediv, terms),
        "ratio": Quantity.ratio,
        "whole quotient": floordiv,
        "sum": lambda *terms: reduce(add, terms),
        "difference": lambda *terms: reduce(sub, terms),
        "least": lambda *terms: min(terms),
        "greatest": lambda *terms: max(terms),
        "days later": later_by_days,
        "minutes later": later_by_minutes,
        "times that fit": times_that_fit,
        "times needed": times_needed,
        "even share": even_share,
        "number of": lambda *terms: len(terms),
    }
)


@frozen
class Figure(Generic[T_co]):
    """A value of the plan and its provenance.

    `unit` names what a plain number counts; a `Quantity` brings its own. `operation` is a key of
    `OPERATIONS`, or empty for a value that was `answered` or is known from the catalog.
    """

    label: str
    value: T_co
    unit: str = ""
    rule: str = ""
    claims: tuple[str, ...] = ()
    operation: str = ""
    inputs: tuple[Figure[Any], ...] = ()
    answered: bool = False

    def walk(self) -> Iterator[Figure[Any]]:
        """This figure and everything it came from, inputs before what they gave."""
        for figure in self.inputs:
            yield from figure.walk()
        yield self


def _behind(by: Sourced | str) -> tuple[str, tuple[str, ...]]:
    return (by, ()) if isinstance(by, str) else (by.rule, by.claims)


def given(label: str, value: T, unit: str = "", *, by: Sourced | str = "") -> Figure[T]:
    """A figure that `by` states (a fact of the catalog, or a rule by its id), or one of plain counting."""
    return Figure(label, value, unit, *_behind(by))


def answered(label: str, value: T, unit: str = "", *, by: Sourced | str = "") -> Figure[T]:
    """A figure that the person gave, bounded by the rule of `by` where there is one."""
    return Figure(label, value, unit, *_behind(by), answered=True)


def work_out(
    operation: str, label: str, *inputs: Figure[Any], unit: str = "", by: Sourced | str = ""
) -> Figure[Any]:
    """The figure that `operation` gives from `inputs`, under the rule and claims of `by` (a fact or a rule id)."""
    value = OPERATIONS[operation](*(figure.value for figure in inputs))
    return Figure(label, value, unit, *_behind(by), operation, inputs)


def minute_of(at: time) -> Fraction:
    """Minutes since midnight, exactly: seconds count too."""
    return at.hour * 60 + at.minute + Fraction(at.second * 1_000_000 + at.microsecond, 60_000_000)
