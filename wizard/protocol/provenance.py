"""Figures that record how they were calculated, and the operations that calculate them.

A number that `why` can explain is a `Figure`: its value, the rule and claims behind it, and the
operation and inputs that produced it. The value *is* the result of that operation, so an
explanation printed from a figure cannot drift from the arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import reduce
from operator import floordiv, mul, sub, truediv
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from attrs import Factory, field, frozen

from wizard.catalog.model import Sourced
from wizard.quantities import Quantity, exact, rounded
from wizard.text.numbers import clock, count, day, days, listed, number
from wizard.text.translation import N_, _

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
N = TypeVar("N", int, Fraction, Quantity)

OF_THE_DAY: Final = "minutes of the day"
"""The unit of a figure that counts from midnight, and is shown as a time."""
OF_THE_COURSE: Final = "day of the course"
"""The unit of a figure that is shown as a day, not as a count of days."""


def _behind(by: Sourced | str) -> tuple[str, tuple[str, ...]]:
    return (by, ()) if isinstance(by, str) else (by.rule, by.claims)


@frozen(slots=False)  # ninety are made for a plan, which takes less time so
class Figure(Generic[T_co]):
    """A value of the plan and its provenance.

    `unit` names what a plain number counts; a `Quantity` has its own unit. `by` is the catalog
    entry that states or bounds it, or the id of a rule. `operation` is `None` for a value that was
    `answered`, comes from the catalog or is a plain count.
    """

    label: str
    value: T_co
    unit: str = ""
    by: Sourced | str = field(default="", eq=_behind, repr=lambda by: repr(_behind(by)))
    operation: Operation[Any] | None = field(default=None, repr=lambda by: repr(str(by or "")))
    inputs: tuple[Figure[Any], ...] = ()
    answered: bool = False

    @property
    def rule(self) -> str:
        """Return the id of the rule behind it; none for a plain answer or count."""
        return _behind(self.by)[0]

    @property
    def claims(self) -> tuple[str, ...]:
        """Return the ids of the claims behind it."""
        return _behind(self.by)[1]

    def walk(self) -> Iterator[Figure[Any]]:
        """Yield this figure after all its inputs, recursively."""
        for figure in self.inputs:
            yield from figure.walk()
        yield self


def given(label: str, value: T, unit: str = "", *, by: Sourced | str = "") -> Figure[T]:
    """Return a figure that comes from the catalog, or a plain count such as `one day`.

    `by` is the catalog entry that states it, or the id of a rule.
    """
    return Figure(_(label), value, unit, by)


def answered(label: str, value: T, unit: str = "", *, by: Sourced | str = "") -> Figure[T]:
    """Return a figure that the person gave, bounded by the rule of `by` where there is one."""
    return Figure(_(label), value, unit, by, answered=True)


@frozen(eq=False)
class Operation(Generic[T_co]):
    """A calculation that produces one value from others.

    `apply` takes the values; `say` takes their figures and describes the operation in words. By
    default, `say` joins the figures with `sign`; for a single figure it returns an empty string.
    """

    name: str
    apply: Callable[..., T_co]
    sign: str = ""
    say: Callable[..., str] = field(
        kw_only=True, default=Factory(lambda self: _joined(self.sign), takes_self=True)
    )

    def __str__(self) -> str:
        return self.name

    def of(
        self, label: str, *inputs: Figure[Any], unit: str = "", by: Sourced | str = ""
    ) -> Figure[T_co]:
        """Apply the operation to `inputs`; return the figure, with the rule and claims of `by`."""
        value = self.apply(*[figure.value for figure in inputs])
        return Figure(_(label), value, unit, by, self, inputs)


class _OfOneKind(Operation[Any]):
    """An operation whose result is of the same kind as each of its inputs."""

    if TYPE_CHECKING:

        def of(
            self, label: str, *inputs: Figure[N], unit: str = "", by: Sourced | str = ""
        ) -> Figure[N]: ...


def minute_of(at: time) -> Fraction:
    """Return the exact minutes since midnight, including seconds and microseconds."""
    return at.hour * 60 + at.minute + Fraction(at.second * 1_000_000 + at.microsecond, 60_000_000)


def later_by_minutes(at: time, minutes: Fraction | int) -> time:
    """Return the time `minutes` after `at`. Raise `ValueError` if that is past midnight."""
    moment = datetime.combine(date.min, at) + timedelta(microseconds=int(minutes * 60_000_000))
    if moment.date() != date.min:
        raise ValueError(f"{minutes} minutes after {at} is past midnight")
    return moment.time()


def _even_share(whole: Fraction, parts: int, part: int) -> Fraction:
    share, extra = divmod(whole, parts)
    return Fraction(share + (1 if part <= extra else 0))


def shown(value: Any, unit: str = "") -> str:
    """Return a figure's value with its unit, as a person reads it."""
    match value:
        case Quantity():
            return f"{plain_number(value)} {_(str(value.unit))}".rstrip()
        case time():
            return clock(value)
        case date():
            return day(value)
        case _ if unit == OF_THE_COURSE:
            return days(value, value)
        case _ if unit == OF_THE_DAY:
            return clock(later_by_minutes(time.min, value))
        case _:
            return count(value, unit.removesuffix("s")) if unit else plain_number(value)


def plain_number(value: Any) -> str:
    """Return a number without its unit: exact with up to 4 decimals, else `about` with up to 2."""
    amount = value.amount if isinstance(value, Quantity) else exact(value)
    if Fraction(rounded(amount, 4)) == amount:
        return number(amount, 4)
    return _("about {number}").format(number=number(amount))


def _full(figure: Figure[Any]) -> str:
    return shown(figure.value, figure.unit)


def _bare(figure: Figure[Any]) -> str:
    if figure.unit == OF_THE_DAY or isinstance(figure.value, date | time):
        return _full(figure)
    return plain_number(figure.value)


def _listed(inputs: tuple[Figure[Any], ...]) -> str:
    return listed(list(map(_bare, inputs)))


def _joined(sign: str) -> Callable[..., str]:
    return lambda *inputs: _(sign).join(map(_full, inputs)) if len(inputs) > 1 else ""


PRODUCT: Final = Operation[Quantity]("product", lambda *terms: reduce(mul, terms), N_(" x "))
PRODUCT_OF_NUMBERS: Final = Operation[Fraction](
    PRODUCT.name, lambda *terms: Fraction(reduce(mul, terms)), PRODUCT.sign
)
QUOTIENT: Final = Operation[Quantity](
    "quotient", lambda *terms: reduce(truediv, terms), N_(" divided by ")
)
RATIO: Final = Operation[Fraction]("ratio", Quantity.ratio, QUOTIENT.sign)
WHOLE_QUOTIENT: Final = Operation[int](
    "whole quotient",
    floordiv,
    say=lambda whole, part: _("{whole} divided by {part}, rounded down").format(
        whole=_full(whole), part=_full(part)
    ),
)
NEXT_WHOLE: Final = Operation[Quantity](
    "next whole",
    lambda bound, one: one * (bound // one + 1),
    say=lambda bound, one: _("the next whole number of {one} above {bound}").format(
        one=_full(one), bound=_full(bound)
    ),
)
SUM: Final = _OfOneKind("sum", lambda *terms: sum(terms), N_(" plus "))
DIFFERENCE: Final = _OfOneKind("difference", lambda *terms: reduce(sub, terms), N_(" minus "))
LEAST: Final = _OfOneKind(
    "least",
    lambda *terms: min(terms),
    say=lambda *inputs: _("the least of {values}").format(values=_listed(inputs)),
)
GREATEST: Final = _OfOneKind(
    "greatest",
    lambda *terms: max(terms),
    say=lambda *inputs: _("the greatest of {values}").format(values=_listed(inputs)),
)
DAYS_LATER: Final = Operation[date](
    "days later",
    lambda start, days: start + timedelta(days=days),
    say=lambda start, days: _("{start} plus {length}").format(
        start=_bare(start), length=count(days.value, "day")
    ),
)
MINUTES_LATER: Final = Operation[time](
    "minutes later",
    later_by_minutes,
    say=lambda at, minutes: _("{start} plus {length}").format(
        start=_bare(at), length=count(minutes.value, "minute")
    ),
)
TIMES_THAT_FIT: Final = Operation[int](
    "times that fit",
    lambda first, last, apart: max(0, int((last - first) // apart) + 1),
    say=lambda first, last, apart: _("from {first}, {hours} apart, at or before {last}").format(
        first=_bare(first), hours=count(Fraction(apart.value, 60), "hour"), last=_bare(last)
    ),
)
TIMES_NEEDED: Final = Operation[int](
    "times needed",
    lambda whole, most: -(-whole // most),
    say=lambda whole, most: _("{whole} in parts of at most {most}").format(
        whole=_bare(whole), most=_bare(most)
    ),
)
EVEN_SHARE: Final = Operation[Fraction](  # splits a whole number; parts are counted from 1
    "even share",
    _even_share,
    say=lambda whole, parts, part: _(
        "{whole} over {parts}, larger shares first, {part} {number}"
    ).format(whole=_bare(whole), parts=_full(parts), part=part.label, number=_bare(part)),
)
NUMBER_OF: Final = Operation[int](
    "number of",
    lambda *terms: len(terms),
    say=lambda *inputs: _("those opened on {days}").format(days=_listed(inputs)),
)

OPERATIONS: Final[Mapping[str, Operation[Any]]] = MappingProxyType(
    {
        operation.name: operation
        for operation in (
            *(
                PRODUCT,
                QUOTIENT,
                RATIO,
                WHOLE_QUOTIENT,
                NEXT_WHOLE,
                SUM,
                DIFFERENCE,
                LEAST,
                GREATEST,
            ),
            *(DAYS_LATER, MINUTES_LATER, TIMES_THAT_FIT, TIMES_NEEDED, EVEN_SHARE, NUMBER_OF),
        )
    }
)
"""One operation for each name; `PRODUCT_OF_NUMBERS` shares its name with `PRODUCT`."""
