"""The drawings: a mark stands where its figure says."""

from datetime import time
from fractions import Fraction

import pytest

from wizard.summary.pictures import MOST_COLUMNS, day, nostrils, syringe


def arrow(lines, line=3):
    """The column of the arrow under a draw."""
    return lines[line].index("^")


@pytest.mark.parametrize(("barrel", "per_column"), [(30, 1), (50, 1), (100, 2)])
def test_syringe_is_filled_to_its_mark(barrel, per_column):
    """Liquid, seal and arrow stand under the mark of the scale, for every mark of every barrel."""
    for units in range(per_column, barrel + 1, per_column):
        lines = syringe([("Day 1", Fraction(units))], barrel)
        zero = lines[1].index("|")
        assert arrow(lines) == zero + units // per_column
        assert lines[2][arrow(lines)] == "|"
        assert set(lines[2][zero + 1 : arrow(lines)]) <= {"#"}
        assert max(map(len, lines)) <= MOST_COLUMNS


def test_scale_names_its_marks():
    """The figure over a long mark is the number of units there."""
    for barrel, figure, column in ((50, "45", 45), (100, "90", 45), (30, "25", 25)):
        lines = syringe([("Day 1", Fraction(10))], barrel)
        at = lines[0].index(figure)
        assert at - lines[1].index("|") == column
        assert lines[1][at] == "|"


def test_half_mark_points_between_two():
    """A draw between two columns gets an arrow under both."""
    lines = syringe([("Day 1", Fraction(27, 2))], 50)
    assert "^^" in lines[3]
    assert arrow(lines) == lines[1].index("|") + 13


def test_two_draws_share_a_scale():
    """Each phase is drawn with its own label under one scale."""
    lines = syringe([("Days 1 to 5: draw to 6 units", Fraction(6)), ("Days 6 to 10: draw to 9 units", Fraction(9))], 50)
    assert len(lines) == 6
    assert "draw to 6 units" in lines[3]
    assert arrow(lines, 5) - arrow(lines) == 3


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
