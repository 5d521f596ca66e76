from datetime import date, time
from decimal import Decimal

import pytest

from wizard.errors import UnreadableError
from wizard.text.typed import day, in_unit, number, time_of_day, whole


@pytest.mark.parametrize(
    ("typed", "value", "unit"),
    [
        ("78.5", "78.5", ""),
        ("78,5", "78.5", ""),
        ("0,05", "0.05", ""),
        ("300 mcg", "300", "mcg"),
        ("0.1%", "0.1", "%"),
        (" 165 lb ", "165", "lb"),
        ("1000", "1000", ""),
    ],
)
def test_numbers_are_read_exactly(typed, value, unit):
    """R60: a decimal comma is taken where it cannot be a thousands mark, and a unit may follow."""
    found = number(typed)
    assert (found.number, found.unit) == (Decimal(value), unit)


@pytest.mark.parametrize("typed", ["1,000", "12,345", "300,000"])
def test_a_comma_that_may_mean_thousands_is_refused_with_both_readings(typed):
    """R60: 1,000 is refused, and the message names 1000 and 1.000."""
    with pytest.raises(UnreadableError) as caught:
        number(typed)
    assert typed.replace(",", "") in str(caught.value)
    assert typed.replace(",", ".") in str(caught.value)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "abc",
        "-5",
        "1.5.5",
        "1,2,3",
        ".",
        ",",
        "5.",
        ".5",
        "1 000",
        "1" * 16,
        "nan",
        "inf",
        "٣",
    ],
)
def test_what_is_no_number_is_refused(typed):
    """What cannot be read as one number, or has more than 15 digits, is refused in words."""
    with pytest.raises(UnreadableError):
        number(typed)


@pytest.mark.parametrize(
    ("typed", "mg_per_ml"), [("0.1%", "1"), ("1 mg/mL", "1"), ("1", "1"), ("0,01 %", "0.1")]
)
def test_a_strength_may_be_typed_in_percent(typed, mg_per_ml):
    """R22: 0.1% is 1 mg per mL."""
    assert in_unit(typed, {"%": Decimal(10), "mg/ml": Decimal(1)}, "mg per mL") == Decimal(
        mg_per_ml
    )


def test_an_unknown_unit_is_refused():
    """A unit that does not belong to the question is refused, not ignored."""
    with pytest.raises(UnreadableError):
        in_unit("3 oz", {"ml": Decimal(1)}, "mL")


def test_whole_numbers_are_whole():
    """A fraction of a day is refused, not cut off."""
    assert whole("10") == 10
    assert whole("10 days", "days") == whole("1 day", "days") + 9 == 10
    for typed, unit in (("10.5", ""), ("10 weeks", "days"), ("10 days", "")):
        with pytest.raises(UnreadableError):
            whole(typed, unit)


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("7", time(7)),
        ("07:30", time(7, 30)),
        ("7:30 pm", time(19, 30)),
        ("12 am", time(0)),
        ("12pm", time(12)),
    ],
)
def test_times_are_read(typed, at):
    """Times of day are read on the twelve and on the twenty-four hour clock."""
    assert time_of_day(typed) == at


@pytest.mark.parametrize("typed", ["", "25:00", "7:60", "13 pm", "0 am", "noon", "-1"])
def test_what_is_no_time_is_refused(typed):
    """A time that is not on the clock is refused."""
    with pytest.raises(UnreadableError):
        time_of_day(typed)


def test_dates_are_read_one_way_only():
    """A date that could be read in two orders is refused."""
    today = date(2026, 1, 5)
    assert day(" 2026-01-05 ", today) == day("2026-1-5", today) == today
    for typed in (
        "05/01/2026",
        "2026-02-30",
        "20260105",
        "2026-W02-1",
        "\u0662\u0660\u0662\u0666-01-05",
        "",
    ):
        with pytest.raises(UnreadableError):
            day(typed, today)
