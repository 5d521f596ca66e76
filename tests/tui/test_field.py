"""A line to type in: what stands at it, and that nothing touches what stands beside it."""

from fractions import Fraction

import pytest

from tests.support.keyboard import NONE
from wizard.conversation.view import Scale
from wizard.tui.looks import CAUTION, STRONG
from wizard.tui.widgets.entry import drawn

END = 47  # where the rule of a scale stands that has all the room it may take


@pytest.mark.parametrize(
    ("value", "at", "style"),
    [
        (0, 0, STRONG),
        (300, 28, STRONG),
        (500, END - 1, STRONG),
        (501, END + 1, CAUTION),
        (600, END + 3, CAUTION),
        (9000, END + 3, CAUTION),
    ],
)
def test_a_dose_stands_where_it_is(value, at, style):
    """Beyond the most for this person it stands behind the rule, in the colour of caution; the
    line has one style, so that a digit moves the point alone.
    """
    scale = Scale(Fraction(value), Fraction(500), (), "500 mcg", "by your goal")
    line = drawn(scale, 60)[-2]
    point = line.plain.index("●")
    assert point == at
    assert next(span.style for span in line.spans if span.start <= point < span.end) == style
    assert [span.style for span in line.spans] == [STRONG, CAUTION]
    assert line.plain[END] == "│"


@pytest.mark.parametrize("width", [24, 32, 60])
def test_a_scale_keeps_to_its_width(width):
    """So it does with a dose beyond its end, in any window."""
    scale = Scale(Fraction(9000), Fraction(500), (Fraction(300),), "500 mcg", "by your goal")
    lines = drawn(scale, width)
    assert max(line.cell_length for line in lines) <= width
    assert lines[-3].plain.rstrip().endswith("500 mcg" if width > 30 else "500")


async def test_what_is_wrong_stays_at_the_line(sit, vial):
    """Enter on a dose that is too high says so where the doubt stood, above the scale; a dose that
    can stand leaves no empty row of that.
    """
    async with sit(size=(120, 40)) as person:
        await person.press("enter")
        await person.comes_to(vial, "Which daily dose")
        await person.settles()
        rows = [row[:60].rstrip() for row in person.rows]
        await person.replace("700")
        await person.press("enter")
        seen = person.sees
        assert "▌ ! 700 mcg daily is over the bound" in seen
        assert seen.index("is over the bound") < seen.index("Most for you")
        assert seen.count("is over the bound") == 1
        await person.replace("300")
        await person.settles()
        assert [row[:60].rstrip() for row in person.rows] == rows


@pytest.mark.parametrize("columns", [110, 120, 160])
async def test_nothing_touches_the_rule(sit, vial, columns):
    """On no question does a text touch what sets off the plan so far, and neither does an error."""
    async with sit(size=(columns, 40)) as person:
        screen = person._pilot.app.screen  # noqa: SLF001 - where the rule stands
        await person.press("enter")
        checked = set()
        for _ in range(40):
            question = screen.view.title
            if question not in vial:
                break
            if vial[question] == NONE:  # nothing is marked yet
                await person.press("enter")
            await person.settles()
            rule = screen.query_one("#beside").region
            if rule.width:
                checked.add(question)
                for row in person.rows[rule.y : screen.query_one("#keys").region.y]:
                    assert row[rule.x - 1 : rule.x] in {"", " "}, row
            await person.press_at_once(*vial[question])
        assert len(checked) > 9


@pytest.mark.parametrize("size", [(40, 24), (80, 24), (120, 40), (160, 40)])
async def test_a_hint_is_never_cut(sit, vial, size):
    """A hint that is too long for the line is written out below it."""
    async with sit(size=size) as person:
        await person.press("enter")
        await person.comes_to(vial, "When did your last course end?")
        await person.settles()
        field = person.rows
        if size[0] >= 110:
            field = [row.split("│")[0] for row in field]
        assert "know (leave empty)" in " ".join(" ".join(field).replace("▌", " ").split())


@pytest.mark.parametrize(("size", "is_drawn"), [((60, 20), False), ((80, 24), True)])
async def test_the_most_is_told_in_a_low_window_too(sit, drops, size, is_drawn):
    """In words at least, where there is no room for the scale (issue 20, point 1)."""
    async with sit(size=size) as person:
        await person.press("enter")
        await person.answer(drops, "Which daily dose")
        assert "Most for you: 600 mcg, by your goal" in person.sees
        assert ("most for you ┘" in person.sees) is is_drawn


async def test_what_is_said_of_a_suggestion_stays_true(sit, drops):
    """It says what is suggested, and not that Enter takes that: it takes what is typed. What is
    wrong with that begins with a capital (issue 20, point 1).
    """
    async with sit() as person:
        await person.press("enter")
        await person.answer(drops, "Which daily dose")
        for typed in ("350", "abc"):
            assert "Suggested: 300 mcg" in person.sees
            assert "Enter accepts" not in person.sees
            await person.replace(typed)
        await person.press("enter")
        assert "! Type a number" in person.sees
