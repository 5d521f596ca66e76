"""The pages around the questions: start, opening, verdicts, review, saving, leaving; and a window
that is too small.
"""

import pytest

from wizard.profile.file_format import dumps, share
from wizard.profile.read import read_profile
from wizard.tui.terminal.driver import SturdyDriver

HOSTILE = "[red]x[/] [@click=app.quit]y[/] [/]"


async def test_start_page_leaves_at_once_when_nothing_is_lost(sit):
    """Leaving asks nothing where there are no answers to lose, and Escape on the start page does
    nothing.
    """
    async with sit() as person:
        await person.press("escape")
        assert "What would you like to do?" in person.sees
        await person.press("l", "enter")
        assert await person.has_left()


async def test_hostile_text_is_shown_as_text(sit, home, answers, build):
    """Markup in a file's name and in a file's figures is text: nothing is coloured, clicked or left
    out, nothing ends.
    """
    home.mkdir()
    personal = build(answers(), HOSTILE)
    (home / "[b]a.toml").write_text(dumps(personal))
    (home / "b.toml").write_text(dumps(share(personal)))
    (home / "[c].toml").write_text("[/]")
    async with sit() as person:
        await person.press("o", "enter")
        assert await person.comes_to_see("shared, b.toml")
        assert person.sees.count(HOSTILE) == 2
        assert "[b]a.toml" in person.sees
        assert "[c].toml Damaged." in person.sees
        await person.press("enter")
        assert f"Semax plan: {HOSTILE}" in person.sees
        await person.press("tab", "right", "enter")
        assert f"▌ {HOSTILE}" in person.sees
    edited = (
        dumps(personal)
        .replace('outcome = "clear"', 'outcome = "caution"')
        .replace("2026.12", "[@click=app.quit]")
    )
    async with sit(profile=read_profile(edited.encode())) as person:
        assert "catalog [@click=app.quit]" in person.sees


@pytest.mark.parametrize("size", [(39, 24), (80, 11)])
async def test_window_too_small(sit, size):
    """A window that is too small says what is needed, takes no keys, and everything is there again
    when it grows.
    """
    async with sit() as person:
        await person.press("enter", "down")
        await person.resize(*size)
        assert "Make the window larger: at least 40 columns and 12 rows." in person.sees
        assert "What is it for?" not in person.sees
        await person.press("enter", "escape")
        await person.resize(60, 20)
        assert "What is it for?" in person.sees
        await person.press("enter")
        assert "Which compound is it?" in person.sees


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c"])
async def test_a_window_too_small_is_left(sit, key):
    """What leaves elsewhere leaves a window that is too small, as it says (issue 15, point 7)."""
    async with sit() as person:
        await person.press("enter", "enter")
        await person.resize(39, 11)
        assert "Ctrl+Q leaves." in person.sees
        await person.press(key)
        assert await person.has_left()


async def test_a_window_too_small_asks_before_answers_are_lost(sit, home):
    """Where no draft could be written, it asks in a small window too; the same key answers."""
    home.write_text("no folder")
    async with sit() as person:
        await person.press("enter", "enter", "enter")
        await person.resize(39, 11)
        await person.press("ctrl+q")
        assert "Your answers are not saved." in person.sees
        await person.press("ctrl+q")
        assert await person.has_left()


async def test_what_was_dropped_is_told(sit):
    """Issue 15, point 6: where not all that was typed was taken, it says so."""
    async with sit() as person:
        await person.press("enter")
        await person.receive(SturdyDriver.Cut())
        assert "Too much was typed or pasted at once" in person.sees


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (120, 40)])
async def test_question_and_keys_stand_at_every_size(sit, size):
    """From 40x12 up, the question, a choice and the keys are on the screen."""
    async with sit(size=size) as person:
        await person.press("enter")
        for words in (
            "What is it for?",
            "Focus, memory and learning",
        ):
            assert words in person.sees
        for key in ("Enter choose", "? why", "Esc back", "q leave"):
            assert key in person.keys


@pytest.mark.parametrize(
    "columns", [40, *(pytest.param(each, marks=pytest.mark.slow) for each in (47, 60))]
)
async def test_every_action_is_seen(sit, answers, build, columns):
    """A row of keys that is too long for a window goes on on the next line, and Tab goes through it
    as one reads it.
    """
    said = {
        "Save": "S save",
        "Change": "C change",
        "Pictures": "P pictures",
        "Why": "? why",
        "Back": "Esc back",
        "Leave": "q leave",
    }
    async with sit(size=(columns, 20), profile=build(answers())) as person:
        for label, key in said.items():
            await person.press("tab")
            assert person.focused == label
            with_focus = f"Enter {key.partition(' ')[2]}"
            for each in {*said.values()} - {key} | {with_focus}:
                assert each in person.sees


async def test_one_place_for_each_row_above(sit, drops):
    """Below the steps stands how much is to come, at the left, or an empty row, and then the title:
    on questions, on the review and on what comes after it.
    """
    async with sit(size=(120, 40)) as person:
        await person.press("enter")
        for question in (
            "Which form does it come in?",
            "How old are you",
            "Pregnancy",
            "daily dose",
        ):
            await person.comes_to(drops, question)
            await person.settles()
            assert person.rows[1].startswith("  ")
            assert person.rows[1].strip().endswith("questions to come")
            assert person.rows[1][2].isdigit()
            assert person.rows[2].strip()
        await person.comes_to(drops, "Nothing you answered stands against a plan")
        for keys in ((), ("p",), ("escape", "c"), ("escape", "s")):
            await person.press(*keys)
            await person.settles()
            assert person.rows[0].strip().startswith("\u2713")
            assert person.rows[1] == ""
            assert person.rows[2].strip()
        assert "Name of the profile" in person.sees
