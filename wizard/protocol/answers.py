"""What was said: the `[answers]` of a profile, as frozen values. Nothing here is judged or derived.

Names, units and types are the contract's (profile-format, section 1). Numbers are `Decimal`, never
float. `wizard.protocol.guardrails.check` says whether the values may stand.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import attrs
from attrs import field, frozen
from attrs.validators import deep_iterable, optional

from wizard.quantities import Quantity, kg, lb

_NOT: dict[type, type] = {int: bool, date: datetime}  # what Python takes for one of these, and a person does not


def of_type(kind: type) -> Callable[[object, "attrs.Attribute[Any]", object], None]:
    """Return a validator that demands this type: no bool for a number, no datetime for a date."""
    other = _NOT.get(kind, ())

    def validate(_: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
        if not isinstance(value, kind) or isinstance(value, other):
            msg = f"{attribute.name} must be of type {kind.__name__}, not {type(value).__name__}"
            raise TypeError(msg)

    return validate


def _needed(kind: type) -> Any:
    return field(validator=of_type(kind))


def _decimal(value: Any) -> Any:
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _tuple(value: Any) -> Any:
    return tuple(value)  # attrs asks a converter for its signature, which for `tuple` itself takes 10 ms to find


def _maybe(kind: type) -> Any:
    return field(default=None, converter=_decimal if kind is Decimal else None, validator=optional(of_type(kind)))


def _ids(default: Any = attrs.NOTHING) -> Any:
    return field(default=default, converter=_tuple, validator=deep_iterable(of_type(str)))


@frozen(kw_only=True, repr=False)
class SharedProduct:
    """The product of a shared profile: nothing about one container (R53)."""

    strength_mg_per_ml: Decimal | None = _maybe(Decimal)
    bottle_ml: Decimal | None = _maybe(Decimal)
    drops_per_ml: Decimal | None = _maybe(Decimal)
    pump_ml: Decimal | None = _maybe(Decimal)
    mcg_per_spray: Decimal | None = _maybe(Decimal)
    vial_mg: Decimal | None = _maybe(Decimal)
    diluent_ml: Decimal | None = _maybe(Decimal)
    syringe: str | None = _maybe(str)
    mark_units: Decimal | None = _maybe(Decimal)
    label_days: int | None = _maybe(int)


@frozen(kw_only=True, repr=False)
class Product(SharedProduct):
    """The product in hand. Which keys belong to which form is in the catalog (`Form.required`, `optional`)."""

    sterility_tested: bool | None = _maybe(bool)
    opened: date | None = _maybe(date)


@frozen(kw_only=True, repr=False)
class Schedule:
    """When: the start, the waking time and the cycle, and the last course if there was one."""

    start: date | None = _maybe(date)
    wake: time | None = _maybe(time)
    on_days: int | None = _maybe(int)
    rest_days: int | None = _maybe(int)
    cycles: int | None = _maybe(int)
    last_course_end: date | None = _maybe(date)
    last_course_goal: str | None = _maybe(str)


@frozen(kw_only=True, repr=False)
class Person:
    """Age in years, and body weight in exactly one of kg and lb."""

    age: int = _needed(int)
    weight_kg: Decimal | None = _maybe(Decimal)
    weight_lb: Decimal | None = _maybe(Decimal)

    @property
    def weight(self) -> Quantity:
        """Body weight, exact, in kg. Raises `ValueError` when neither unit was given."""
        if self.weight_kg is not None:
            return kg(self.weight_kg)
        if self.weight_lb is not None:
            return lb(self.weight_lb)
        msg = "no body weight was given"
        raise ValueError(msg)


@frozen(kw_only=True, repr=False)
class ScreeningAnswers:
    """The four groups, each answered in full; an empty tuple means "none of these, asked" (R03)."""

    conditions: tuple[str, ...] = _ids()
    medicines: tuple[str, ...] = _ids()
    substances: tuple[str, ...] = _ids()
    symptoms: tuple[str, ...] = _ids()
    not_sure: tuple[str, ...] = _ids()
    tested_athlete: bool = _needed(bool)


@frozen(kw_only=True, repr=False)
class Answers:
    """Everything a person said, in the order in which it is written."""

    goal: str = _needed(str)
    compound: str = _needed(str)
    form: str = _needed(str)
    route: str = _needed(str)
    first_time: bool = _needed(bool)
    target_mcg: Decimal | None = _maybe(Decimal)
    confirmed: tuple[str, ...] = _ids(default=())
    product: Product = _needed(Product)
    schedule: Schedule = field(factory=Schedule, validator=of_type(Schedule))
    person: Person = _needed(Person)
    screening: ScreeningAnswers = _needed(ScreeningAnswers)

    def with_start(self, day: date) -> "Answers":
        """Return the same answers, starting on `day` where no start was given (profile-format, defaults)."""
        if self.schedule.start is not None:
            return self
        return attrs.evolve(self, schedule=attrs.evolve(self.schedule, start=day))


@frozen(kw_only=True, repr=False)
class SharedSchedule:
    """The cycle of a shared profile."""

    on_days: int | None = _maybe(int)
    rest_days: int | None = _maybe(int)
    cycles: int | None = _maybe(int)


@frozen(kw_only=True, repr=False)
class SharedAnswers:
    """What a stranger may see of a plan: never anything about a person or one container (R53)."""

    goal: str = _needed(str)
    compound: str = _needed(str)
    form: str = _needed(str)
    route: str = _needed(str)
    target_mcg: Decimal | None = _maybe(Decimal)
    product: SharedProduct = _needed(SharedProduct)
    schedule: SharedSchedule = field(factory=SharedSchedule, validator=of_type(SharedSchedule))
