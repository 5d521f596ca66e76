"""Issue 20: how a card is drawn; a colour is never without a word or a mark."""

import pytest

from wizard.conversation.view import Card, Words
from wizard.tui.fitting import laid_out
from wizard.tui.looks import ACCENT, BADGES, STOP

LINES = (
    (Words("Today", "badge"), Words("Spring exams, day 3 of 10", "strong")),
    (),
    (Words("Days 1 to 5"), Words("200 mcg", "strong"), Words("2 left", dots=2)),
    (Words("Days 6 to 10"), Words("300 mcg", "strong"), Words("3 left", dots=3)),
    (Words("Taken today? Then nothing more until 28 November 2026 at 07:30.", "soft"),),
)


def test_words_of_lines_that_are_alike_stand_in_columns():
    """Where there is room for it; a dot for each drop, and the number beside the dots."""
    drawn = laid_out((Card(LINES),), 80).plain.splitlines()
    assert drawn[2:4] == [
        "▌ Days 1 to 5   200 mcg  ●● 2 left",
        "▌ Days 6 to 10  300 mcg  ●●● 3 left",
    ]


@pytest.mark.parametrize("width", range(34, 90, 5))
def test_a_card_fits_any_window(width):
    """Every line has the edge and stays in the width, no word is lost, and no figure is parted."""
    drawn = laid_out((Card(LINES),), width).plain.splitlines()
    assert all(line.startswith("▌") and len(line) <= width for line in drawn)
    said = " ".join(" ".join(line.removeprefix("▌") for line in drawn).split())
    assert "●●● 3 left" in said
    assert "28 November 2026 at 07:30." in said
    assert not any(line.endswith(("28", "200")) for line in drawn)


@pytest.mark.parametrize("width", range(30, 60))
def test_what_goes_left_and_right_is_never_parted(width):
    """R60: the drops of a session stand on one line; their dots are left out where they must."""
    shares = Words("12 left nostril", dots=12), Words("0 right nostril", dots=0)
    line = Words("07:30", "strong"), Words("200 mcg", "strong"), *shares
    drawn = laid_out((Card((line,)),), width).plain.splitlines()
    assert sum("12 left nostril" in each for each in drawn) == 1
    assert any("12 left nostril" in each and "0 right nostril" in each for each in drawn)


def test_the_edge_has_the_colour_of_the_outcome():
    """The accent without one; the badge of today has its own ground."""
    card = laid_out((Card(LINES[:1]),), 80)
    assert [span.style for span in card.spans][:2] == [ACCENT, BADGES["today"]]
    assert laid_out((Card(LINES[:1], edge="stop"),), 80).spans[0].style == STOP


def test_a_terminal_without_utf_8_gets_marks_of_its_own(monkeypatch):
    """An edge and a drop in ASCII."""
    monkeypatch.setenv("LC_ALL", "C")
    assert laid_out((Card(LINES[2:3]),), 80).plain == "| Days 1 to 5  200 mcg  oo 2 left"
