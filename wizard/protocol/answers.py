"""What was said: the `[answers]` of a profile, as frozen values. Nothing here is judged or derived.

Names, units and types are the contract's (profiles/README.md, section 1). Numbers are `Decimal`,
never float. `wizard.protocol.validation.check` says whether the values may stand.

Each answer is described where it is declared: the schema, comparisons and every export take from
here what a key is called and means, its unit, and where its ids come from. What may travel in a
shared profile is what the class `Shared...` of its table has.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeVar, get_args

import attrs
from attrs import field, frozen
from attrs.validators import deep_iterable, optional

from wizard.quantities import Quantity, kg, lb

T = TypeVar("T")


class Described(NamedTuple):
    """What a key of a profile is called and means.

    `text` may name figures of the catalog in braces. `unit` is the unit of its number, `table` the
    table of the catalog that its ids are from (`Catalog.table`).
    """

    title: str
    text: str
    unit: str = ""
    table: str = ""


def described(*means: str, table: str = "") -> Mapping[str, Described]:
    """Return the metadata of a field of a profile: title, text and unit of its key.

    None where another class describes it.
    """
    return {"described": Described(*means)._replace(table=table)} if means else {}


def descriptions(kind: type[Any], place: str = "") -> Iterator[tuple[str, Described]]:
    """Yield the dotted keys of a table, and of the tables in it, with what each means.

    Lists stand without their numbers: `protocol.phases.doses.at`.
    """
    for attribute in attrs.fields(kind):
        yield f"{place}{attribute.name}", attribute.metadata["described"]
        for inner in (attribute.type, *get_args(attribute.type)):
            if attrs.has(inner):
                yield from descriptions(inner, f"{place}{attribute.name}.")


def to_keys(table: Any, place: str = "") -> dict[str, Any]:
    """Return the values of a table, and of the tables in it, by their dotted keys."""
    values: dict[str, Any] = {}
    for attribute in attrs.fields(type(table)):
        key, value = f"{place}{attribute.name}", getattr(table, attribute.name)
        values |= to_keys(value, f"{key}.") if attrs.has(type(value)) else {key: value}
    return values


def from_keys(kind: type[T], values: Mapping[str, Any], place: str = "") -> T:
    """Return the table of these values by dotted key; what is not there has its default."""
    given: dict[str, Any] = {}
    for attribute in attrs.fields(kind):  # type: ignore[arg-type]  # a table is a class of attrs
        key = f"{place}{attribute.name}"
        if attrs.has(attribute.type):
            given[attribute.name] = from_keys(attribute.type, values, f"{key}.")
        elif key in values:
            given[attribute.name] = values[key]
    return kind(**given)


# Python takes the second for the first, and a person does not
_NOT: dict[type, type] = {int: bool, date: datetime}


def of_type(kind: type) -> Callable[[object, "attrs.Attribute[Any]", object], None]:
    """Return a validator that demands this type: no bool for a number, no datetime for a date."""
    other = _NOT.get(kind, ())

    def validate(_: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
        if not isinstance(value, kind) or isinstance(value, other):
            raise TypeError(
                f"{attribute.name} must be of type {kind.__name__}, not {type(value).__name__}"
            )

    return validate


def _needed(kind: type, *means: str, table: str = "") -> Any:
    return field(validator=of_type(kind), metadata=described(*means, table=table))


def _decimal(value: Any) -> Any:
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _tuple(value: Any) -> Any:
    # attrs asks a converter for its signature, which for `tuple` itself takes 10 ms to find
    return tuple(value)


def _maybe(kind: type, *means: str, table: str = "") -> Any:
    converter, checked = _decimal if kind is Decimal else None, optional(of_type(kind))
    metadata = described(*means, table=table)
    return field(default=None, converter=converter, validator=checked, metadata=metadata)


def _ids(*means: str, table: str = "", default: Any = attrs.NOTHING) -> Any:
    checked, metadata = deep_iterable(of_type(str)), described(*means, table=table)
    return field(default=default, converter=_tuple, validator=checked, metadata=metadata)


@frozen(kw_only=True, repr=False)
class SharedProduct:
    """The product of a shared profile: nothing about one container (R53)."""

    strength_mg_per_ml: Decimal | None = _maybe(
        Decimal, "Strength", "Drops and sprays: 0.1% is 1 mg per mL.", "mg per mL"
    )
    bottle_ml: Decimal | None = _maybe(
        Decimal, "Full bottle", "Drops and sprays: what a full bottle holds.", "mL"
    )
    drops_per_ml: Decimal | None = _maybe(
        Decimal,
        "Drops per mL",
        "Drops: as measured; {drops_per_ml} where left out.",
        "drops per mL",
    )
    pump_ml: Decimal | None = _maybe(
        Decimal, "Volume of a spray", "Spray: this, mcg_per_spray, or both.", "mL"
    )
    mcg_per_spray: Decimal | None = _maybe(
        Decimal, "Mass of a spray", "Spray: from the label.", "mcg"
    )
    vial_mg: Decimal | None = _maybe(
        Decimal, "Content of the vial", "Vial: the powder it holds.", "mg"
    )
    diluent_ml: Decimal | None = _maybe(
        Decimal, "Diluent", "Vial: the bacteriostatic water added.", "mL"
    )
    syringe: str | None = _maybe(
        str, "Syringe", "Vial: a U-100 insulin syringe. U-40 is never used.", table="syringes"
    )
    mark_units: Decimal | None = _maybe(
        Decimal,
        "Units between marks",
        "Vial: the scale of the syringe; {mark_units} where left out.",
        "units",
    )
    label_days: int | None = _maybe(
        int,
        "Days good after opening",
        "Drops and sprays: from the label; never longer than {keeps}.",
        "days",
    )


@frozen(kw_only=True, repr=False)
class Product(SharedProduct):
    """The product in hand.

    Which keys belong to which form is in the catalog (`Form.required`, `optional`).
    """

    sterility_tested: bool | None = _maybe(
        bool,
        "Sterility certificate",
        "Vial: whether there is a certificate of sterility and endotoxin for the lot.",
    )
    opened: date | None = _maybe(
        date, "First container opened on", "The day it was opened or made up, counted as full."
    )


@frozen(kw_only=True, repr=False)
class Schedule:
    """When: the start, the waking time and the cycle, and the last course if there was one."""

    start: date | None = _maybe(
        date, "Start", "The first dosing day; the day of creation where left out."
    )
    wake: time | None = _maybe(
        time,
        "Waking time",
        "{wake} where left out. The first dose is {after_waking} minutes later.",
    )
    on_days: int | None = _maybe(int, "Days on", "Dosing days in a cycle.", "days")
    rest_days: int | None = _maybe(
        int, "Days of rest", "Days without a dose after each cycle.", "days"
    )
    cycles: int | None = _maybe(
        int, "Cycles", "How many cycles are planned; {cycles} where left out.", "cycles"
    )
    last_course_end: date | None = _maybe(
        date, "Last course ended on", "The last dosing day of the course before this one."
    )
    last_course_goal: str | None = _maybe(
        str, "Goal of the last course", "Only with last_course_end.", table="goals"
    )


@frozen(kw_only=True, repr=False)
class Person:
    """Age in years, and body weight in exactly one of kg and lb."""

    age: int = _needed(int, "Age", "In whole years.", "years")
    weight_kg: Decimal | None = _maybe(Decimal, "Weight", "This or weight_lb.", "kg")
    weight_lb: Decimal | None = _maybe(Decimal, "Weight", "This or weight_kg.", "lb")

    @property
    def weight(self) -> Quantity:
        """Return the body weight, exact, in kg. Raise `ValueError` when neither unit was given."""
        if self.weight_kg is not None:
            return kg(self.weight_kg)
        if self.weight_lb is not None:
            return lb(self.weight_lb)
        raise ValueError("no body weight was given")


@frozen(kw_only=True, repr=False)
class ScreeningAnswers:
    """The four groups, each answered in full; an empty tuple means "none of these, asked" (R03)."""

    conditions: tuple[str, ...] = _ids("Conditions", "Those that apply.", table="conditions")
    medicines: tuple[str, ...] = _ids("Medicines", "Those that are taken.", table="medicines")
    substances: tuple[str, ...] = _ids(
        "Substances", "Caffeine, supplements and companions that are taken.", table="substances"
    )
    symptoms: tuple[str, ...] = _ids("Symptoms", "Those there are today.", table="symptoms")
    not_sure: tuple[str, ...] = _ids(
        "Not sure", 'Ids of any group answered "not sure"; each is judged as a yes.', table="items"
    )
    tested_athlete: bool = _needed(bool, "Tested athlete", "Whether subject to anti-doping tests.")


@frozen(kw_only=True, repr=False)
class Answers:
    """Everything a person said, in the order in which it is written."""

    goal: str = _needed(str, "Goal", "What the course is for.", table="goals")
    compound: str = _needed(
        str, "Compound", "Semax or one of its modified forms.", table="compounds"
    )
    form: str = _needed(str, "Form", "The kind of product.", table="forms")
    route: str = _needed(
        str,
        "Route",
        "The way to take it: drops and sprays intranasal, a vial subcutaneous.",
        table="routes",
    )
    first_time: bool = _needed(bool, "First course", "Whether this is the first course ever.")
    target_mcg: Decimal | None = _maybe(
        Decimal,
        "Daily dose asked for",
        "The daily dose asked for; the lower recommended bound where left out.",
        "mcg",
    )
    confirmed: tuple[str, ...] = _ids(
        "Confirmed",
        "Keys whose value lies outside recommended bounds and was confirmed.",
        default=(),
    )
    product: Product = _needed(
        Product, "Product", "The product in hand; which keys it needs depends on the form."
    )
    schedule: Schedule = field(
        factory=Schedule,
        validator=of_type(Schedule),
        metadata=described("Schedule", "When; all of it may be left out."),
    )
    person: Person = _needed(Person, "Person", "Who takes it. Never in a shared profile.")
    screening: ScreeningAnswers = _needed(
        ScreeningAnswers,
        "Screening",
        'Every key is answered; [] means "none of these, asked". Never in a shared profile.',
    )

    def with_start(self, day: date) -> "Answers":
        """Return the same answers, starting on `day` where no start was given."""
        if self.schedule.start is not None:
            return self
        return attrs.evolve(self, schedule=attrs.evolve(self.schedule, start=day))


ANSWERS: Final[Mapping[str, Described]] = MappingProxyType(dict(descriptions(Answers)))
"""What each answer is, by its dotted key."""


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
