"""Room: in every window from 40x12 up, what is asked, what is answered and every button are
seen.
"""

import pytest

from wizard.conversation.view import Progress
from wizard.interview.questions import STEPS
from wizard.text import translation
from wizard.tui.fitting import hidden
from wizard.tui.widgets.display import steps_row

SIZES = [
    (40, 12),
    *(
        pytest.param(size, marks=pytest.mark.slow)
        for size in [(46, 13), (52, 16), (60, 20), (80, 24), (120, 40)]
    ),
]
WORDS = {"to-come": "c", "title": "t" * 30, "help": "h" * 30, "note": "n" * 30}


@pytest.mark.parametrize(
    ("rows", "gone"),
    [(8, set()), (7, {"to-come"}), (6, {"to-come", "steps"}), (5, {"to-come", "steps", "note"})],
)
def test_what_gives_way(rows, gone):
    """What is to come, the steps, the note and the help give way in this order, and only as far as
    the question needs it.
    """
    assert hidden(rows, 36, WORDS, 1, 2) == gone


def test_what_there_is_room_for_comes_back():
    """Where a text of two lines had to go, what is to come has its second line."""
    assert hidden(7, 20, WORDS, 1, 1) == {"steps", "note"}


def test_long_words_and_rows_of_keys_count():
    """A text of several lines needs as many rows, and so do keys that go on on a second line."""
    assert hidden(6, 20, WORDS, 1, 1) == {"to-come", "steps", "note"}
    assert hidden(8, 36, WORDS, 2, 2) == {"to-come"}


@pytest.mark.parametrize("size", SIZES)
async def test_a_typed_answer_is_seen_with_what_is_wrong(sit, drops, size):
    """The line that is typed in stands there with its reading, and with what is wrong with it, to
    the last word.
    """
    async with sit(size=size) as person:
        await person.press("enter")
        await person.comes_to(drops, "Which bottle is it")
        await person.type("0.1%")
        assert "▌ 0.1%" in person.sees
        assert "0.1% (1 mg per mL), 50 mcg per drop" in person.sees.replace("▌ ", "")
        await person.replace("1,000%")
        await person.press("enter")
        assert "▌ 1,000%" in person.sees
        assert (
            "! 1,000 could mean 1000 or 1.000: type it without the comma, or with a point"
            in person.asks
        )
        await person.replace("0.1% 3 mL")
        await person.press("enter")
        await person.comes_to(drops, "Which daily dose")
        await person.replace("900")
        await person.press("enter")
        assert "▌ 900" in person.sees
        assert "check the unit: 1 mg is 1,000 mcg" in person.asks
        assert "Enter go on" in person.keys
        for words in ("F2 compare texts", "? why", "Esc back", "Ctrl+Q leave"):
            assert words in person.keys


@pytest.mark.parametrize("size", SIZES)
async def test_the_highlighted_row_is_always_seen(sit, drops, size):
    """However long the words on it are, the row that is highlighted stays in view, on the way down
    a checklist and up again.
    """
    async with sit(size=size) as person:
        await person.press("enter")
        await person.comes_to(drops, "heart and brain: does any")
        for key in [*["down"] * 18, *["up"] * 18]:
            await person.press(key)
            assert await person.comes_to_see("▸ ["), person.sees


@pytest.mark.usefixtures("painted")
async def test_nothing_is_left_out_for_good(sit, drops):
    """What gave way in a low window is there again when it grows, and goes again when it
    shrinks.
    """
    async with sit(size=(40, 12)) as person:
        await person.press("enter")
        await person.comes_to(drops, "Which daily dose")
        assert "Your weight and what fits" not in person.sees
        await person.resize(80, 24)
        for words in ("✓ You", "Plan", "Your weight and what fits", "Suggested:", "Enter go on"):
            assert words in person.sees
        await person.resize(40, 12)
        assert "Your weight and what fits" not in person.sees
        assert "Enter go on" in person.keys
        for words in ("F2 compare texts", "? why", "Esc back", "Ctrl+Q leave"):
            assert words in person.keys


@pytest.mark.parametrize("language", ["en", "ru"])
def test_steps_that_are_done_keep_their_names(language):
    """At 80 columns each step stands by its name, in each language (issue 20)."""
    translation.speak(language)
    try:
        names = [translation._(step.title) for step in STEPS]
        done = Progress(tuple((name, True) for name in names), len(names) - 1, "")
        row = steps_row(done, 76).plain
    finally:
        translation.speak("en")
    assert [name for name in names if name not in row] == []


async def test_a_message_of_several_lines_is_seen_to_its_end(sit, seizure):
    """What is said of a key stands there whole, also where it is the first that is said, and long
    for the window.
    """
    async with sit(size=(40, 20)) as person:
        await person.press("enter")
        await person.answer(seizure, "No plan is made. Do not take Semax.")
        await person.press("down", "enter")
        assert "Please read this page. Then: A answer the rest, C change the answer." in person.sees
