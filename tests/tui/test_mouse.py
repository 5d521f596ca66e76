"""Issue 20, point 3: what the mouse does is what keys do, and nothing before a page is drawn."""

import pytest
from textual.events import MouseDown, MouseScrollDown, MouseUp

from tests.support.keyboard import drawn

CHECKLIST = "Pregnancy, heart and brain: does any of these apply to you?"


def found(person, words):
    """The cell where these words begin."""
    strips = person._pilot.app.screen._compositor.render_strips()  # noqa: SLF001 - as drawn
    for y, strip in enumerate(strips):
        if words in strip.text:
            return strip.text.index(words), y
    raise AssertionError(f"{words!r} is not on the screen:\n{person.sees}")


def at(kind, x, y):
    """An event of the mouse as the driver gives it."""
    return kind(None, x, y, 0, 0, 1, shift=False, meta=False, ctrl=False, screen_x=x, screen_y=y)


async def click(person, words):
    """Click there."""
    x, y = found(person, words)
    for kind in (MouseDown, MouseUp):
        person._pilot.app.post_message(at(kind, x + 1, y))  # noqa: SLF001
    await person._pilot.pause()  # noqa: SLF001
    await drawn(person._pilot)  # noqa: SLF001


async def test_a_choice_is_clicked(sit):
    """A click on a line of a list chooses it, wherever the highlight was."""
    async with sit() as person:
        await click(person, "New plan")
        assert "What is it for?" in person.sees
        await click(person, "Exams, deadlines")
        assert "Which compound is it?" in person.sees


async def test_an_item_is_clicked(sit, drops):
    """A click on a line of a checklist marks it as Space does: yes, not sure, no."""
    async with sit() as person:
        await person.press("enter")
        await person.comes_to(drops, CHECKLIST)
        for mark in ("[x]", "[?]", "[ ]"):
            await click(person, "Breastfeeding")
            assert f"{mark} Breastfeeding" in " ".join(
                person.sees.replace("yes", "").replace("not sure", "").split()
            )


@pytest.mark.parametrize(
    ("hint", "leads_to"),
    [
        ("Enter choose", "Which compound is it?"),
        ("why", "Why: Focus, memory and learning"),
        ("Esc", "What would you like to do?"),
    ],
)
async def test_a_key_is_clicked(sit, hint, leads_to):
    """A click on a key, or on what it does, does it; between two of them it does nothing."""
    async with sit() as person:
        await person.press("enter")
        await click(person, "   Esc")
        assert "What is it for?" in person.sees
        await click(person, hint)
        assert leads_to in person.sees


async def test_leave_is_clicked(sit):
    """So it is with the key that leaves."""
    async with sit() as person:
        await person.press("enter")
        await click(person, "q leave")
        assert await person.has_left()


async def test_the_wheel_scrolls(sit):
    """The wheel scrolls what is longer than the window; the highlight stays where it is."""
    async with sit(size=(60, 16)) as person:
        await person.press("enter")
        assert "Focus, memory and learning" in person.sees
        for _ in range(4):
            person._pilot.app.post_message(at(MouseScrollDown, 10, 10))  # noqa: SLF001
        await person._pilot.pause()  # noqa: SLF001
        assert "Focus, memory and learning" not in person.sees
        await person.press("down")
        assert await person.comes_to_see("Exams, deadlines")


async def test_no_click_does_anything_before_the_page_is_drawn(sit):
    """Of two clicks that come at once, the second one is for a page that nobody has seen."""
    async with sit() as person:
        app = person._pilot.app  # noqa: SLF001
        x, y = found(person, "New plan")
        for kind in (MouseDown, MouseUp) * 2:
            app.post_message(at(kind, x + 1, y))
        await person._pilot.pause()  # noqa: SLF001
        assert "What is it for?" in person.sees


async def test_why_is_the_same_by_key_and_by_click(sit, answers, build):
    """At the review both open the list of what can be explained, with the keys there as its last
    line (issue 20, point 4).
    """
    for is_clicked in (True, False):
        async with sit(profile=build(answers())) as person:
            await (click(person, "? why") if is_clicked else person.press("?"))
            assert await person.comes_to_see("What do you want to know more about?")
            await person.press("end", "enter")
            assert await person.comes_to_see("Keys on that page: Enter choose; S save")
