from datetime import date, time
from decimal import Decimal

import pytest

from wizard.errors import UnreadableError
from wizard.interview.answer_text import bounds, read, written
from wizard.interview.question import Kind, Weight
from wizard.interview.questions import questions
from wizard.interview.session import begin

TODAY = date(2026, 1, 5)
TAKEN = [
    ("product.strength_mg_per_ml", "1", Decimal(1)),
    ("product.strength_mg_per_ml", "0.1%", Decimal(1)),
    ("product.strength_mg_per_ml", "0,1 %", Decimal(1)),
    ("product.strength_mg_per_ml", "1 mg/mL", Decimal(1)),
    ("product.strength_mg_per_ml", "1 mg per ml", Decimal(1)),
    ("product.strength_mg_per_ml", "1000 mcg/mL", Decimal(1)),
    ("product.strength_mg_per_ml", "0,125", Decimal("0.125")),
    ("product.bottle_ml", "3 mL", Decimal(3)),
    ("product.bottle_ml", " 2.5ml ", Decimal("2.5")),
    ("product.drops_per_ml", "20", Decimal(20)),
    ("product.drops_per_ml", "20 drops per mL", Decimal(20)),
    ("product.mcg_per_spray", "0.1 mg", Decimal(100)),
    ("product.mcg_per_spray", "100\N{MICRO SIGN}g", Decimal(100)),
    ("product.mcg_per_spray", "100 \N{GREEK SMALL LETTER MU}g", Decimal(100)),
    ("product.vial_mg", "10 mg", Decimal(10)),
    ("product.vial_mg", "5000 mcg", Decimal(5)),
    ("product.diluent_ml", "2,5", Decimal("2.5")),
    ("product.label_days", "30 days", 30),
    ("product.label_days", "1 day", 1),
    ("product.label_days", "10.0", 10),
    ("product.opened", "2026-01-05", date(2026, 1, 5)),
    ("person.age", "35 years", 35),
    ("person.age", "0", 0),
    ("person.weight", "78.5", Weight(Decimal("78.5"), "kg")),
    ("person.weight", "78,5 kg", Weight(Decimal("78.5"), "kg")),
    ("person.weight", "154 lb", Weight(Decimal(154), "lb")),
    ("person.weight", "154LBS", Weight(Decimal(154), "lb")),
    ("person.weight", "154 pounds", Weight(Decimal(154), "lb")),
    ("schedule.wake", "7", time(7)),
    ("schedule.wake", "6.30", time(6, 30)),
    ("schedule.wake", "6h30", time(6, 30)),
    ("schedule.wake", "12 am", time(0)),
    ("target_mcg", "0.3 mg", Decimal(300)),
    ("target_mcg", "300 mcg", Decimal(300)),
]
REFUSED = [
    ("product.strength_mg_per_ml", "1,000", "1000 or 1.000"),
    ("product.strength_mg_per_ml", "1 unit", "type the number in mg per mL"),
    ("product.bottle_ml", "12,345", "12345 or 12.345"),
    ("product.bottle_ml", "1,000,000", "1000000, or something else"),
    ("product.bottle_ml", "1,000.5", "1000.5, or something else"),
    ("product.bottle_ml", "1 000", "is not a number"),
    ("product.bottle_ml", "1.2.3", "is not a number"),
    ("product.bottle_ml", "-3", "type a number"),
    ("product.bottle_ml", "3 mg", "'mg' is not a unit for this"),
    ("product.bottle_ml", "1e3", "not a unit"),
    ("product.drops_per_ml", "\N{FULLWIDTH DIGIT TWO}0", "type a number"),
    ("product.vial_mg", "10 IU", "type the number in mg"),
    ("product.label_days", "7.5", "whole number"),
    ("product.label_days", "4 weeks", "'weeks' is not a unit for this"),
    ("product.opened", "05.01.2026", "year-month-day"),
    ("product.opened", "2026-02-30", "year-month-day"),
    ("person.age", "1,000", "1000 or 1.000"),
    ("person.weight", "11 st", "in kg or in lb"),
    ("person.weight", "1,540 lb", "1540 or 1.540"),
    ("schedule.wake", "24:00", "no such time"),
    ("schedule.wake", "13 pm", "twelve-hour clock"),
    ("target_mcg", "9" * 400 + " " * 600 + "x!", "type a number"),
]


def asked(key, catalog):
    """The question of that key, whether it is asked now or not."""
    return next(each for each in questions(catalog.screening.groups) if each.key == key)


@pytest.mark.parametrize(("key", "typed", "value"), TAKEN)
def test_what_is_typed_is_read_exactly(catalog, key, typed, value):
    """Item 4: a decimal comma and a unit after the number are taken wherever they have one
    reading.
    """
    found = read(asked(key, catalog), typed)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(("key", "typed", "said"), REFUSED)
def test_what_has_two_readings_or_none_is_refused(catalog, key, typed, said):
    """Item 4: what cannot be read in one way is refused, with both readings or with what to
    type.
    """
    with pytest.raises(UnreadableError) as caught:
        read(asked(key, catalog), typed)
    assert said in str(caught.value)


def test_every_kind_that_is_typed_is_in_the_table(catalog):
    """A new kind of typed question needs its cases here."""
    kinds = {asked(key, catalog).kind for key, *_ in TAKEN}
    assert kinds == set(Kind) - {Kind.CHOICE, Kind.CHECKLIST}


@pytest.mark.parametrize(("key", "typed", "value"), TAKEN)
def test_what_is_offered_can_be_typed_again(catalog, key, typed, value):
    """A value written as it is offered in a field is read as the same value."""
    assert read(asked(key, catalog), written(value)) == value, typed


def test_only_what_may_be_left_out_may_be_empty(catalog):
    """Nothing typed is no answer, unless the question may be left out."""
    assert read(asked("product.opened", catalog), "  ") is None
    with pytest.raises(UnreadableError):
        read(asked("person.age", catalog), "")


def test_bounds_are_said_in_words(catalog):
    """The range of a number is said with its unit, and where recommended begins."""
    session = begin(catalog, TODAY)
    assert (
        bounds(asked("product.drops_per_ml", catalog), session)
        == "15 to 60 drops per mL, where 18 to 25 is usual"
    )
    assert bounds(asked("person.age", catalog), session) == "0 to 110 years"
    assert bounds(asked("product.mcg_per_spray", catalog), session) == ""
