"""The course log: every figure in it is the plan's own for that day (section 7)."""

import re
from datetime import timedelta

from wizard.report.blocks import Pairs, Paragraph, Table
from wizard.report.export.plain_text import PAGE, paged, render
from wizard.text.numbers import clock, day, number


def log(made):
    """The blocks of the log."""
    (section,) = (each for each in made.document.sections if each.id == "log")
    assert section.page
    return section.blocks


def tables(made):
    """The tables of the log: the sessions, the questions where there are any, the containers."""
    return [block for block in log(made) if isinstance(block, Table)]


def sessions(plan):
    """Every session of the first cycle, counted from the plan alone, as the log tells it."""
    for phase in plan.phases:
        for on_day in range(phase.first_day.value, phase.last_day.value + 1):
            on = plan.course.start.value + timedelta(days=on_day - 1)
            for session, dose in enumerate(phase.doses):
                sides = []
                if dose.sides:
                    left, right = (side.value for side in dose.sides)
                    sides = [left, right] if on_day % 2 else [right, left]
                    assert sum(sides) == dose.count.value
                first = ("", "") if session else (f"{on_day}", f"{on:%a} {day(on)}")
                counts = (number(each) for each in (dose.count.value, *sides))
                yield (*first, clock(dose.at.value), *counts, "[ ]", "")


def test_the_log_is_the_plan(drawn):
    """Each dosing day of 300 random plans has its rows: date, day, time, count and, on even days
    changed over, left and right; a box and room for a note (R35).
    """
    for made in drawn(300):
        assert list(tables(made)[0].rows) == list(sessions(made.derived.protocol))


def test_seven_drops(made):
    """R35: 7 drops are 4 and 3 on odd days, 3 and 4 on even ones."""
    (rows, _containers) = tables(made(drops_per_ml=25, target_mcg=280))
    assert [row[3:6] for row in rows.rows[:3]] == [
        ("7", "4", "3"),
        ("7", "3", "4"),
        ("7", "4", "3"),
    ]
    assert rows.header == ("Day", "Date", "Time", "Drops", "Left", "Right", "Taken", "Note")


def test_a_vial_has_no_sides(made):
    """A drawn dose is told in units."""
    rows, _containers = tables(made(form="vial"))
    assert rows.header == ("Day", "Date", "Time", "Units", "Taken", "Note")


def test_the_last_day_of_the_assessment_asks(made):
    """R33: a first course has its questions on the assessment's last day; another has none."""
    for said, told in (({}, "Day 5, 9 January 2026"), ({"on_days": 3}, "Day 3, 7 January 2026")):
        one = made(first_time=True, **said)
        (ask,) = (block for block in log(one) if isinstance(block, Paragraph))
        assert ask.text.startswith(told)
        _rows, asked, _containers = tables(one)
        assert all(row[0].endswith("?") and row[1:] == ("[ ]", "[ ]") for row in asked.rows)
        assert asked.rows[0][0] == "Have you had any sign to stop?"
        assert len(asked.rows) == 7
    assert not [block for block in log(made()) if isinstance(block, Paragraph)]


def test_containers_of_the_first_cycle(drawn):
    """Each has the day on which it is opened, unless it is open already, and the day by which it is
    discarded, in the order of the days.
    """
    for made in drawn(100):
        plan = made.derived.protocol
        *_others, todo = tables(made)
        expected = []
        for which, each in enumerate(plan.supply.opened, start=1):
            name = f"{plan.supply.container} {which}"
            if each.on.value >= plan.course.start.value:
                verb = "Make up" if plan.supply.container == "vial" else "Open"
                expected.append((each.on.value, f"{verb} {name}"))
            what = f"Discard {name} at the latest"
            if each.ends == "content":
                what = f"{name.capitalize()} is used up: discard it"
            expected.append((each.gone, what))
        told = [(on.partition(" ")[2], what) for on, what, _box in todo.rows]
        assert told == [(day(on), what) for on, what in sorted(expected)]


def test_fields_to_fill_in(made):
    """The log asks for a name, a doctor or pharmacist, an emergency number and the lot."""
    fields = log(made())[0]
    assert isinstance(fields, Pairs)
    assert [label for label, _ in fields.rows] == [
        "Name",
        "Doctor or pharmacist",
        "Emergency number",
        "Lot on the label",
    ]
    assert all(re.fullmatch("_+", value) for _, value in fields.rows)


def test_the_log_is_a_page_of_the_text(drawn):
    """It takes one page, on which every row is one line, and 80 columns hold it."""
    for made in drawn(100):
        page = paged(made.document).split("\f")[-2]
        assert page.startswith("Course log\n")
        assert page.count("[ ]") == render(made.document).count("[ ]")
        assert len(page.rstrip("\n").split("\n")) == PAGE
        boxed = [line for line in page.split("\n") if "[ ]" in line]
        assert len(boxed) == sum(len(table.rows) for table in tables(made))
