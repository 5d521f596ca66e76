from datetime import date, time
from decimal import Decimal

import pytest

from wizard.errors import UnreadableError
from wizard.interview.answer_text import bounds, read, written
from wizard.interview.question import Kind, Weight
from wizard.interview.questions import questions
from wizard.interview.session import begin
from wizard.text.label import Spray

TODAY = date(2026, 1, 5)
TAKEN = [
    ("product.spray", "0,125 mL", Spray(ml=Decimal("0.125"))),
    ("product.spray", "0.1 mg", Spray(mcg=Decimal(100))),
    ("product.bottle_ml", "3 mL", Decimal(3)),
    ("product.bottle_ml", " 2.5ml ", Decimal("2.5")),
    ("product.drops_per_ml", "20", Decimal(20)),
    ("product.drops_per_ml", "20 drops per mL", Decimal(20)),
    ("target_mcg", "100\N{MICRO SIGN}g", Decimal(100)),
    ("target_mcg", "100 \N{GREEK SMALL LETTER MU}g", Decimal(100)),
    ("product.vial_mg", "10 mg", Decimal(10)),
    ("product.vial_mg", "5000 mcg", Decimal(5)),
    ("product.diluent_ml", "2,5", Decimal("2.5")),
    ("product.label_days", "30 days", 30),
    ("product.label_days", "1 day", 1),
    ("product.label_days", "10.0", 10),
    ("product.opened", "2026-01-05", date(2026, 1, 5)),
    ("product.opened", "2026-10-1", date(2026, 10, 1)),
    ("product.opened", "2026/10/01", date(2026, 10, 1)),
    ("product.opened", "1 October 2026", date(2026, 10, 1)),
    ("product.opened", "1 Oct 2026", date(2026, 10, 1)),
    ("product.opened", "1st of October, 2026", date(2026, 10, 1)),
    ("product.opened", "oct. 1, 2026", date(2026, 10, 1)),
    ("product.opened", "25.12.2025", date(2025, 12, 25)),
    ("product.opened", "12/25/2025", date(2025, 12, 25)),
    ("product.opened", "3/3/2026", date(2026, 3, 3)),
    ("product.opened", "yesterday", date(2026, 1, 4)),
    ("product.opened", "-30", date(2025, 12, 6)),
    ("schedule.start", "Today", date(2026, 1, 5)),
    ("schedule.start", "tomorrow", date(2026, 1, 6)),
    ("schedule.start", "+3", date(2026, 1, 8)),
    ("product.spray", "0.1 mL", Spray(ml=Decimal("0.1"))),
    ("product.spray", "140 \N{MICRO SIGN}L", Spray(ml=Decimal("0.14"))),
    ("product.spray", "100 mcg per spray", Spray(mcg=Decimal(100))),
    ("product.spray", "100\N{MICRO SIGN}g/dose", Spray(mcg=Decimal(100))),
    ("product.spray", "100 mcg in 0.1 mL", Spray(Decimal("0.1"), Decimal(100))),
    ("product.spray", "0.1 mL (100 mcg)", Spray(Decimal("0.1"), Decimal(100))),
    ("product.diluent_ml", "1.125", Decimal("1.125")),
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
    ("product.diluent_ml", "1,000", "1000 or 1.000"),
    ("product.diluent_ml", "1 unit", "type the number in mL"),
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
    ("schedule.cycles", "two", "type a whole number, such as 10"),
    ("schedule.on_days", "ten", "type a whole number, such as 10"),
    ("person.age", "3.5.1", "type a whole number, such as 10"),
    ("schedule.start", "soon", "1 October 2026 or tomorrow; +3 means in 3 days"),
    ("schedule.last_course_end", "long ago", "1 October 2026 or yesterday; -3 means 3 days ago"),
    ("schedule.last_course_end", "31.04.2025", "no such day in the calendar: type the date as"),
    ("product.opened", "in spring", "1 October 2026 or yesterday; -3 means 3 days ago"),
    ("product.label_days", "4 weeks", "'weeks' is not a unit for this"),
    ("product.opened", "05.01.2026", "5 January 2026 or 1 May 2026"),
    ("product.opened", "1 October", "type the date as 2026-10-01"),
    ("product.opened", "31.04.2026", "no such day"),
    ("product.opened", "2026-02-30", "no such day"),
    ("product.opened", "1 Oct 2 2026", "type the date as"),
    ("product.opened", "+1000", "type the date as"),
    ("product.vial_mg", "05", "a point may be lost"),
    ("product.vial_mg", "010", "a point may be lost"),
    ("product.vial_mg", "00.5", "a point may be lost"),
    ("product.label_days", "030", "a point may be lost"),
    ("person.weight", "070 kg", "a point may be lost"),
    ("target_mcg", "1.000", "1000 or 1:"),
    ("target_mcg", "1\n5", "is not a number"),
    ("target_mcg", "1\r5", "is not a number"),
    ("product.spray", "0.1", "0.1 mL or 0.1 mcg?"),
    ("product.spray", "100", "100 mL or 100 mcg?"),
    ("product.spray", "0.1%", "type the mL or the mcg"),
    ("product.spray", "0.1 mL 0.2 mL", "type the mL or the mcg"),
    ("product.spray", "5 mL, 100 sprays", "is not understood here"),
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
    found = read(asked(key, catalog), typed, TODAY)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(("key", "typed", "said"), REFUSED)
def test_what_has_two_readings_or_none_is_refused(catalog, key, typed, said):
    """Item 4: what cannot be read in one way is refused, with both readings or with what to
    type.
    """
    with pytest.raises(UnreadableError) as caught:
        read(asked(key, catalog), typed, TODAY)
    assert said in str(caught.value)


def test_every_kind_that_is_typed_is_in_the_table(catalog):
    """A new kind of typed question needs its cases here."""
    kinds = {asked(key, catalog).kind for key, *_ in TAKEN}
    assert kinds == set(Kind) - {Kind.CHOICE, Kind.CHECKLIST, Kind.LABEL}  # see test_labels.py


@pytest.mark.parametrize(("key", "typed", "value"), TAKEN)
def test_what_is_offered_can_be_typed_again(catalog, key, typed, value):
    """A value written as it is offered in a field is read as the same value."""
    assert read(asked(key, catalog), written(asked(key, catalog), value), TODAY) == value, typed


def test_only_what_may_be_left_out_may_be_empty(catalog):
    """Nothing typed is no answer, unless the question may be left out."""
    assert read(asked("product.opened", catalog), "  ", TODAY) is None
    with pytest.raises(UnreadableError):
        read(asked("person.age", catalog), "", TODAY)


def test_bounds_are_said_in_words(catalog):
    """The range of a number is said with its unit, and where recommended begins."""
    session = begin(catalog, TODAY)
    assert (
        bounds(asked("product.drops_per_ml", catalog), session)
        == "15 to 60 drops per mL, where 18 to 25 is usual"
    )
    assert bounds(asked("person.age", catalog), session) == "0 to 110 years"
    assert bounds(asked("schedule.wake", catalog), session) == ""
