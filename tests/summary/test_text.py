"""The text on paper: width, pages, wording, and names from strangers."""

import re

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wizard.report.blocks import Bullets, Document, Pairs, Section, Table
from wizard.report.export.plain_text import PAGE, paged, render
from wizard.text.layout import columns, fold, stacked

FORBIDDEN = {
    "a mu sign": r"[µμ]",
    "a unit without a space": r"\d(mcg|mg|mL|kg|lb|units?|drops?|sprays?|days?)\b",
    "a trailing zero": r"(?<![\d.])\d+\.\d*0(?![\d.])",
    "a naked decimal point": r"(?<!\d)\.\d",
    "thousands without a comma": r"(?<![\d.-])(?!(?:19|20)\d\d\b)\d{4,}",
    "QD": r"\b(QD|q\.?d\.?)\b",
    "cc": r"\bcc\b",
    "SC": r"\b(SC|SQ|subq|s\.c\.)\b",
    "IN": r"\bIN\b(?! ALREADY)",
    "U for units": r"\d ?(U|IU)\b",
    "a sign": r"[<>@&+/]",
    "percent alone": r"\d%(?! \()",
    "ug": r"\bug\b",
    "an escape": r"[\x00-\x08\x0b-\x1f\x7f-\x9f]",
}


def test_width(document, any_answers):
    """No line is longer than 80 columns, nor than 60 or 40 where that is asked."""
    made = document(**any_answers)
    assert max(map(columns, render(made).split("\n"))) <= 80
    assert max(map(columns, render(made, 60).split("\n"))) <= 60
    assert max(map(columns, re.split("[\n\f]", paged(made)))) <= 80


def test_plain_ascii(document, any_answers):
    """Any printer can print it."""
    assert paged(document(**any_answers)).isascii()
    assert render(document(**any_answers)).isascii()


def test_pages(pages, any_answers):
    """Each page has 66 lines and is numbered at its foot."""
    made = pages(**any_answers)
    for number, page in enumerate(made, start=1):
        lines = page.split("\n")
        assert len(lines) == PAGE
        assert lines[-1].strip() == f"page {number} of {len(made)}"
        assert lines[0].strip()


def assert_page_one_stands_alone(made):
    """Check that the first page holds each line of section 7's first sentence, and only that."""
    ends = next(at for at, section in enumerate(made.sections) if section.page)
    first, second, *_ = paged(made).split("\f")
    alone = render(evolve(made, sections=made.sections[:ends]))
    words = [line for line in alone.split("\n") if line.strip("-= ")]
    printed = [line for line in first.split("\n")[:-1] if line.strip("-= ")]
    assert printed == words
    assert second.startswith(made.sections[ends].title)


def test_page_one_stands_alone(document, planned):
    """Section 7: everything up to what is read once is on the first page, which has no more."""
    assert_page_one_stands_alone(document(**planned))


def test_page_one_of_random_plans_stands_alone(drawn):
    """So it is on any plan, in one of the two settings: nothing depends on the paper left."""
    for made in drawn(300):
        assert_page_one_stands_alone(made.document)


MANY = ("caffeine", "selank", "dsip", "bpc-157", "lions-mane")


@pytest.mark.parametrize("form", ["drops", "spray", "vial"])
@pytest.mark.parametrize("athlete", [False, True])
def test_page_one_with_any_number_of_findings(document, form, athlete):
    """Whatever the number of findings."""
    for most in range(len(MANY) + 1):
        said = {"form": form, "substances": MANY[:most], "tested_athlete": athlete}
        assert_page_one_stands_alone(document(**said))


def test_lists_stay_lists(document, any_answers):
    """Each item of each list begins a line of its own, on paper as on the screen."""
    made = document(**any_answers)
    for text in (render(made), paged(made)):
        assert sum(line.startswith("  - ") for line in text.split("\n")) == sum(
            len(block.items)
            for section in made.sections
            for block in section.blocks
            if isinstance(block, Bullets)
        )


def test_sections_stay_with_their_headings(document, pages, any_answers):
    """No page ends with a heading."""
    headings = {section.title for section in document(**any_answers).sections}
    for page in pages(**any_answers)[:-1]:
        *_, last = (line for line in page.split("\n")[:-1] if line)
        assert last not in headings


def test_writing(flat, any_answers):
    """Nothing is written in a way that medication safety rules warn of (R60)."""
    text = flat(**any_answers)
    found = {
        what: re.search(rf".{{0,20}}(?:{pattern}).{{0,20}}", text)
        for what, pattern in FORBIDDEN.items()
    }
    assert not {what: match[0] for what, match in found.items() if match}


@pytest.mark.parametrize(
    ("bad", "what"),
    [
        ("300 μg", "a mu sign"),
        ("300mcg", "a unit without a space"),
        ("0.30 mL", "a trailing zero"),
        (".3 mL", "a naked decimal point"),
        ("1050 mcg", "thousands without a comma"),
        ("300 mcg QD", "QD"),
        ("0.3 cc", "cc"),
        ("300 mcg SC", "SC"),
        ("300 mcg IN", "IN"),
        ("9 U", "U for units"),
        ("< 600 mcg", "a sign"),
        ("a 0.1% solution", "percent alone"),
    ],
)
def test_the_lint_finds(bad, what):
    """The rules of writing above find what they are for."""
    assert re.search(FORBIDDEN[what], bad)


def test_no_figure_is_torn_from_its_unit(document, any_answers):
    """A number and its unit, the ends of a range and the parts of a date stand on one line."""
    made = document(**any_answers)
    for text in (render(made, 60), paged(made)):
        assert not re.search(
            r"(\d\n\s*(mcg|mg|mL|units?|drops?|sprays?|days?|hours?|degrees|January|February|to \d)"
            r"|(\d to|minus|m(c?g|L) per|degrees|Mon|Tue)\n\s*(\d|mL|kg|unit|drop|Celsius))\b",
            text,
        )


@pytest.mark.parametrize(
    "name",
    [
        "\x1b[31mred\x1b[0m",
        "line\nbreak\tand\x07bell",
        "right \N{RIGHT-TO-LEFT OVERRIDE}gcm 003",
        "W" * 500,
        "漢" * 80,
        "<script>alert(1)</script>",
        "[bold]markup[/bold]",
        "\f" * 40,
    ],
)
def test_hostile_name(document, name):
    """A name from a stranger's file cannot steer the terminal, widen a line or add a page."""
    made = document(name=name)
    for text in (render(made), paged(made)):
        assert not re.search(r"[\x00-\x08\x0b\x0d-\x1f\x7f-\x9f\u202a-\u202e]", text)
        assert max(map(columns, re.split("[\n\f]", text))) <= 80
    assert paged(made).count("\f") == paged(document()).count("\f")


def test_empty_name_is_the_goal(document):
    """A name with nothing left in it gives way to the goal."""
    assert document(name="\x1b").title == "Semax plan: Focus, memory and learning"


@pytest.mark.parametrize("width", range(20, 60))
def test_a_nostril_keeps_its_count(width):
    """No line begins with the count of a nostril, as if that was the number of a step."""
    told = "4 drops (0.2 mL), left nostril 2, right nostril 2. Semax 0.1% (1 mg per mL)."
    assert not [line for line in fold(told, width) if re.match(r"[0-9](,|\. )", line)]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=300), width=st.integers(20, 80))
def test_folding_keeps_the_words(text, width):
    """Folding keeps every line within its width and loses no word."""
    lines = fold(text, width, then="  ")
    assert all(columns(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_narrow_table_is_told_in_sentences():
    """A table too wide for the window is told row by row, and loses nothing."""
    table = Table(
        ("Days and dates", "Time in the morning", "Left nostril"),
        (("1 to 5: 5 January 2026", "07:30 or sooner", "2"), ("", "11:30", "1")),
    )
    text = " ".join(render(Document("Plan", (Section("dose", "Dose", (table,)),)), 40).split())
    assert (
        "Days and dates 1 to 5: 5 January 2026 time in the morning 07:30 or sooner, left nostril"
        " 2 time in the morning 11:30, left nostril 1" in text
    )


def test_long_value_stays_beside_its_label():
    """The value of a row is folded under itself."""
    text = render(Document("Plan", (Section("a", "A", (Pairs((("Goal", "word " * 20),)),)),)), 40)
    assert "  Goal  word word" in text
    assert "\n        word" in text


def test_a_log_too_wide_for_its_columns_is_told_in_sentences():
    """Issue 20: a row that goes on with the one above has no empty cells, and no cell is parted
    from what it is.
    """
    header = ("Day", "Date", "Time", "Drops", "Left", "Taken", "Note")
    rows = (
        ("1", "Sat 28 November 2026", "07:30", "4", "2", "[ ]", ""),
        ("", "", "11:30", "5", "2", "[ ]", ""),
    )
    for width in range(34, 60):
        lines = stacked(header, rows, width)
        told = " ".join(" ".join(lines).split())
        assert told == (
            "Day 1 date Sat 28 November 2026, time 07:30, drops 4, left 2, taken [ ]"
            " time 11:30, drops 5, left 2, taken [ ]"
        )
        assert not any(line.endswith(("taken", "time", "drops", "left")) for line in lines)


@pytest.mark.parametrize("width", [-3, 0, 1])
def test_no_width_keeps_the_folding_going(width):
    """A window of three columns leaves fewer than none for words: each letter has a line then."""
    assert "".join(fold("", width, text="a wide word")).strip() == "awideword"
    assert fold("", width, text="語") == ["", "語"]


@pytest.mark.parametrize("width", range(4, 12))
def test_no_line_is_a_full_stop_alone(width):
    """A path that fills a line keeps a letter for the line of its full stop."""
    lines = fold(f"In {'x' * 2 * width}.", width)
    assert max(map(len, lines)) <= width
    assert "." not in lines
