"""Issue 20, 1: on a page with a text above its list both scroll as one, and nothing is chosen that
was not on the screen.
"""

import pytest
from rich.color import ColorSystem

from tests.conversation.test_both_faces import Recorded
from wizard.conversation.moves import Move
from wizard.conversation.view import Option, Pick, View
from wizard.tui.app import WizardApp

FIRST, LAST = "When to stop and see a doctor", "All of it, on one page"


async def test_the_review_says_what_to_read_before_the_fold(sit, answers, build):
    """At 80x24 the whole card stands there with what is to be read; there is one bar to scroll, and
    Enter opens the first section.
    """
    async with sit(size=(80, 24), profile=build(answers(first_time=True))) as person:
        assert "Read before you save" in person.sees or "To read" in person.sees
        assert "Semax plan" in person.sees
        assert f"▸ {FIRST}" in person.sees
        assert len(person.lines[0]) <= 80
        await person.press("end")
        await person.settles()
        assert f"▸ {LAST}" in person.sees
        assert "Semax plan" not in person.sees  # it scrolled with the list
        await person.press("home")
        await person.settles()
        assert "Semax plan" in person.sees
        await person.press("enter")
        assert person.sees.startswith(FIRST) or FIRST in person.sees
        assert LAST not in person.sees


@pytest.mark.parametrize("key", ["enter", "down", "pagedown"])
async def test_what_was_not_seen_is_not_chosen(sit, answers, build, key):
    """In a low window the list begins below the fold: each of these keys first scrolls to it."""
    async with sit(size=(60, 16), profile=build(answers(first_time=True))) as person:
        assert FIRST not in person.sees
        for _each in range(12):
            await person.press(key)
            await person.settles()
            if FIRST in person.sees:
                break
        assert f"▸ {FIRST}" in person.sees  # still the page of the list, at its first row
        await person.press("up")
        await person.settles()
        assert f"▸ {LAST}" not in person.sees  # the text above is scrolled first


async def test_the_highlighted_row_has_one_colour(monkeypatch):
    """In 16 colours the row of the answer too, whose own colour in reverse would part it in two."""
    options = Option(Move.BACK, "Focus", "A"), Option(Move.BACK, "Exams, deadlines", "B")
    app = WizardApp(View(title="The first", ask=Pick(options, 0, 0)), Recorded, "dark")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        monkeypatch.setattr(app.console, "_color_system", ColorSystem.STANDARD)
        app.wear("dark")
        await pilot.pause()
        line = app.screen.query_one("#choices").render_line(0)
        row = [each for each in line if each.style is not None and each.style.reverse]
        assert len({each.style.color for each in row if each.text}) == 1
        assert "Focus" in "".join(each.text for each in row)
