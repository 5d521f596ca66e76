"""The drawings: a mark stands where its figure says."""

import re
from datetime import date, time
from decimal import Decimal
from fractions import Fraction

import pytest

from wizard.report import drawings
from wizard.report.background import discards
from wizard.report.blocks import MOST_COLUMNS, Drawing
from wizard.report.drawings import LEAST_COLUMNS, course_letters
from wizard.report.export.vectors import Line, Shape, Words
from wizard.report.export.vectors import pictures as drawn
from wizard.report.syringe_drawing import syringes
from wizard.text.numbers import day as written


def plain(drawing):
    """The drawing's function, giving lines of text."""
    return lambda *figures: Drawing(drawing(*figures), "").lines


by_day, day, key, months, nostrils, syringe = map(
    plain,
    (
        drawings.bars,
        drawings.day_line,
        drawings.letter_key,
        drawings.month_grid,
        drawings.nostril_rows,
        syringes,
    ),
)


def arrow(lines, line=3):
    """The column of the arrow under a draw."""
    return lines[line].index("^")


@pytest.mark.parametrize(("barrel", "per_column"), [(30, 1), (50, 1), (100, 2)])
def test_syringe_is_filled_to_its_mark(barrel, per_column):
    """Liquid, seal and arrow stand under the mark of the scale, for every mark of every barrel."""
    for units in range(per_column, barrel + 1, per_column):
        lines = syringe([("Day 1", Fraction(units))], barrel, Fraction(1))
        zero = lines[1].index("|")
        assert arrow(lines) == zero + units // per_column
        assert lines[2][arrow(lines)] == "|"
        assert set(lines[2][zero + 1 : arrow(lines)]) <= {"#"}
        assert max(map(len, lines)) <= MOST_COLUMNS


def test_scale_names_its_marks():
    """The figure over a long mark is the number of units there."""
    for barrel, figure, column in ((50, "45", 45), (100, "90", 45), (30, "25", 25)):
        lines = syringe([("Day 1", Fraction(10))], barrel, Fraction(1))
        at = lines[0].index(figure)
        assert at - lines[1].index("|") == column
        assert lines[1][at] == "|"


def test_half_mark_points_between_two():
    """A draw between two columns gets an arrow under both."""
    lines = syringe([("Day 1", Fraction(27, 2))], 50, Fraction(1, 2))
    assert "^^" in lines[3]
    assert arrow(lines) == lines[1].index("|") + 13


def test_two_draws_share_a_scale():
    """Each phase is drawn with its own label under one scale."""
    lines = syringe(
        [
            ("Days 1 to 5: draw to 6 units", Fraction(6)),
            ("Days 6 to 10: draw to 9 units", Fraction(9)),
        ],
        50,
        Fraction(1),
    )
    assert len(lines) == 8
    assert lines[3].endswith("^ Days 1 to 5: draw to 6 units")
    assert lines[4].endswith("  6 marks after 0, 1 unit each")
    assert arrow(lines, 6) - arrow(lines) == 3


STEPS = (Fraction(1, 2), Fraction(1), Fraction(2))


@pytest.mark.parametrize("most", [LEAST_COLUMNS, 44, MOST_COLUMNS])
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("barrel", [30, 50, 100])
def test_only_marks_of_the_syringe_are_drawn(barrel, step, most):
    """R24: every mark and every number of the scale is one of the person's syringe; all are drawn,
    or it is said that they are not.
    """
    lines = syringe([("Day 1", Fraction(10))], barrel, step, most)
    zero = lines[1].index("|")
    per_column = Fraction(barrel, len(lines[1]) - zero - 1)
    ticks = [(column - zero) * per_column for column, sign in enumerate(lines[1]) if sign != " "]
    numbers = [int(figure) for figure in lines[0].split()]
    assert all((units / step).denominator == 1 for units in (*ticks, *numbers))
    assert [units for units in ticks if lines[1][zero + int(units / per_column)] == "|"] == numbers
    told = " ".join(lines)
    if len(ticks) == barrel / step + 1:
        assert "Not every mark" not in told
    else:
        assert ticks == numbers
        assert "Not every mark is drawn: go by the numbers." in told
    assert f"{10 / step} marks after 0, {Decimal(step.numerator) / step.denominator} unit" in told
    assert max(map(len, lines)) <= most


def test_marks_of_two_units_are_counted(flat, made):
    """R24: on a syringe with a mark every 2 units, 6 units are the third mark: drawn so, said so,
    in characters and in shapes.
    """
    said = {"form": "vial", "mark_units": Decimal(2), "target_mcg": Decimal(200)}
    text = flat(**said)
    assert "| . . . . | . . . . |" in text
    assert "^ Days 1 to 10: draw to 6 units, 3 marks after 0, 2 units each" in text
    picture = drawn(made(**said))["measure"]
    assert "draw to 6 units (3 marks after 0, 2 units each), 200 mcg" in picture.says
    words = {part.text: part.x for part in picture.parts if isinstance(part, Words)}
    assert "3 marks after 0, 2 units each" in words
    marks = [
        part.x1
        for part in picture.parts
        if isinstance(part, Line) and part.x1 == part.x2 and words["0"] <= part.x1 <= words["50"]
    ]
    (seal,) = (
        part.points[0][0]
        for part in picture.parts
        if isinstance(part, Shape) and part.fill == "ink"
    )
    assert len([x for x in marks if x < seal - 0.01]) == 3  # 0, 2 and 4 units
    assert {text for text in words if text.isdigit()} == {"0", "10", "20", "30", "40", "50"}


@pytest.mark.parametrize("most", range(34, 59))
def test_no_syringe_is_wider_than_its_room(most):
    """Every barrel and scale, a number at the end of the scale included, fits the columns that
    there are.
    """
    for barrel in (30, 50, 100):
        for step in (Fraction(1, 2), Fraction(1), Fraction(2)):
            lines = syringe([("Days 1 to 14: draw to 12 units", Fraction(12))], barrel, step, most)
            assert max(map(len, lines)) <= most


def test_syringe_of_the_summary(flat):
    """The drawing in the summary of a vial is filled to 9 units."""
    assert "--[########|" in flat(form="vial")
    assert "^ Days 1 to 10: draw to 9 units" in flat(form="vial")


def test_day_from_waking_to_the_last_hour():
    """Sessions stand in their order between waking and 13:00, and the last one under its end."""
    lines = day(time(4, 30), time(13), [("Days 1 to 5", [time(5), time(9), time(13)])])
    assert "waking 04:30" in lines[0]
    assert lines[0].rstrip().endswith("13:00")
    assert lines[2].rindex("*") == lines[1].rindex("|")
    assert lines[2].count("*") == 3
    assert max(map(len, lines)) <= MOST_COLUMNS


@pytest.mark.parametrize("wake", [time(0), time(3, 17), time(12, 30)])
def test_day_of_any_waking(wake):
    """Every waking time is drawn within the width, with its times legible."""
    first = time(wake.hour + (wake.minute + 30) // 60, (wake.minute + 30) % 60)
    lines = day(wake, time(13), [("Days 10 to 14", [first])])
    assert f"* {first:%H:%M}" in lines[2]
    assert max(map(len, lines)) <= MOST_COLUMNS


def test_nostrils_have_a_mark_for_each():
    """As many marks stand on each side as there are drops, with their number; none is a dash."""
    head, first, second = nostrils([("Day 1  07:30", 3, 2), ("Day 1  11:30", 1, 0)], "drop")
    assert head.index("left nostril") < head.index("right nostril")
    assert first.count("o") == 5
    assert first.index("o o o  3") == head.index("left nostril")
    assert first.index("o o  2", head.index("right nostril")) == head.index("right nostril")
    assert second.rstrip().endswith("-  0")


def test_many_drops_still_fit():
    """Nine and more marks on a side are set close."""
    lines = nostrils([("Days 10 to 14  07:30", 12, 11)], "drop")
    assert max(map(len, lines)) <= MOST_COLUMNS
    assert "o" * 12 in lines[1]


@pytest.mark.parametrize("barrel", [30, 50, 100])
def test_syringe_in_a_small_window(barrel):
    """In 34 columns the syringe is filled to its mark too, under a scale that ends where the barrel
    does; its label is whole.
    """
    for units in range(2, barrel + 1):
        label = f"Days 10 to 14: draw to {units} units"
        lines = syringe([(label, Fraction(units))], barrel, Fraction(1), LEAST_COLUMNS)
        zero, columns = lines[1].index("|"), len(lines[1]) - lines[1].index("|") - 1
        at = zero + Fraction(units * columns, barrel)
        assert barrel % columns == 0
        assert arrow(lines) == int(at)
        assert lines[3].count("^") == (1 if at.denominator == 1 else 2)
        assert label in (lines[3] + lines[4])
        assert max(map(len, lines)) <= LEAST_COLUMNS


@pytest.mark.parametrize("wake", [time(0), time(4, 30), time(8, 59)])
def test_day_in_a_small_window(wake):
    """In 34 columns the sessions stand below the name of their days, each with its time, none run
    together.
    """
    times = [
        time(wake.hour + 4 * number, wake.minute)
        for number in range(4)
        if wake.hour + 4 * number < 13
    ]
    lines = day(wake, time(13), [("Days 10 to 14", times)], LEAST_COLUMNS)
    assert lines[2] == "Days 10 to 14"
    assert lines[3].split() == [word for at in times for word in ("*", f"{at:%H:%M}")]
    assert max(map(len, lines)) <= LEAST_COLUMNS


def test_nostrils_in_a_small_window():
    """In 34 columns left and right stand below each other, each with its marks and their number."""
    lines = nostrils([("Days 10 to 14  07:30", 12, 11)], "drop", LEAST_COLUMNS)
    assert lines == (
        "o is one drop",
        "Days 10 to 14  07:30",
        f"  left   {'o' * 12}  12",
        f"  right  {'o' * 11}  11",
    )


def test_months_and_bars_fit():
    """Months stand beside each other as far as they fit, and bars leave room for the words."""
    which, marks = (
        [(2026, 1), (2026, 2), (2026, 3)],
        {date(2026, 1, 5): "A", date(2026, 2, 4): "RD"},
    )
    one, two, three = (months(which, marks, most) for most in (LEAST_COLUMNS, MOST_COLUMNS, 90))
    assert [line.count("Mo") for line in one if "Mo" in line] == [1, 1, 1]
    assert [line.count("Mo") for line in two if "Mo" in line] == [2, 1]
    assert [line.count("Mo") for line in three if "Mo" in line] == [3]
    for lines, most in ((one, LEAST_COLUMNS), (two, MOST_COLUMNS), (three, 90)):
        assert max(map(len, lines)) <= most
        assert " 5A" in " ".join(lines)
        assert " 4D" in " ".join(lines)
    bars = by_day(
        [
            ("Day 9", Fraction(200), "200 mcg, 4 drops"),
            ("Day 10", Fraction(400), "400 mcg, 8 drops"),
        ],
        LEAST_COLUMNS,
    )
    assert [line.count("#") for line in bars] == [5, 10]
    assert max(map(len, bars)) == LEAST_COLUMNS


def test_key_of_the_letters():
    """The letters are named in as few lines as fit."""
    said = {"M": "main dose", "R": "rest", "N": "next start at the earliest"}
    assert key(said) == (" M  main dose   R  rest   N  next start at the earliest",)
    assert key(said, LEAST_COLUMNS) == (" M  main dose   R  rest", " N  next start at the earliest")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "At 07:30, never after 13:00"),
        ({"target_mcg": 600}, "At 07:30 and 11:30, never after 13:00"),
        (
            {"target_mcg": 900, "goal": "high-demand", "wake": time(4, 30)},
            "At 05:00, 09:00 and 13:00, never after 13:00",
        ),
        (
            {"target_mcg": 400, "first_time": True},
            "Days 1 to 5: 07:30 Days 6 to 10: 07:30 and 11:30 Never after 13:00",
        ),
    ],
)
def test_the_times_of_a_plan_that_is_being_made(judge, catalog, said, told):
    """The times are a list, and those of each phase stand with its days where they differ."""
    derived = judge(**said, confirmed=("target_mcg",))
    drawn = drawings.so_far(drawings.Planned(derived, derived.protocol, catalog), 60)
    assert told in " ".join(Drawing(drawn.doses, "").lines)


def test_a_plan_that_is_being_made(judge, catalog, planned):
    """Issue 20: each phase has its dose and its counts, left and right of a line or on a syringe,
    and each of its days stands in a calendar, in as many columns as there are.
    """
    derived = judge(**planned)
    plan = drawings.Planned(derived, derived.protocol, catalog)
    for most in (LEAST_COLUMNS, 47):
        drawn = drawings.so_far(plan, most)
        lines = Drawing((*drawn.doses, *drawn.syringe, *drawn.calendar), "").lines
        assert max(map(len, lines)) <= most
        text = " ".join(lines)
        for phase in derived.protocol.phases:
            assert drawings.phase_label(phase) in text
            assert f"{phase.name[0].upper()}  " in text
        days = sum(len(phase.days) for phase in derived.protocol.phases)
        assert len(re.findall(r"\d[AM]\b", text)) == days
        nasal = derived.protocol.measure.barrel is None
        assert (" left" in text) == nasal
        assert (" units" in " ".join(Drawing(drawn.doses, "").lines)) != nasal
        assert ("^ " in text) != nasal


def test_a_bottle_that_runs_out_first_is_marked_on_that_day(made):
    """R43: the calendar, the log and the sentence of the review show what comes first."""
    plan = made(target_mcg=550, first_time=False).derived.protocol
    first, second = plan.supply.opened
    assert (first.ends, first.gone) == ("content", first.last_dose)
    assert (second.ends, second.gone) == ("course", second.discard.value)
    letters = course_letters(plan)
    assert {on for on, said in letters.items() if "D" in said} == {first.gone, second.gone}
    assert discards(plan) == (
        f"Used up: bottle 1 on {written(first.gone)}."
        f" Discard bottle 2 on {written(second.gone)} at the latest."
    )
