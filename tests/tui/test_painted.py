"""What a terminal shows after each key is what should be seen, whatever was scrolled before."""

import random

import pyte
import pytest
from textual._compositor import CompositorUpdate

from wizard.profile.file_format import dumps
from wizard.tui.terminal.terminal_app import TerminalApp

pytestmark = pytest.mark.usefixtures("painted")
SIZE = (120, 40)
OPENED = ("o", "enter", "enter")
SCROLLS = ("end", "home", "pagedown", "pageup", "down", "up")
OTHERS = ("enter", "enter", "tab", "?", "escape", "o", "enter")


@pytest.fixture
def terminal(monkeypatch):
    """A terminal that gets every update of the wizard; its lines are what it shows, and its frames
    what it has shown.
    """
    screen = pyte.Screen(*SIZE)
    screen.frames = []
    stream = pyte.Stream(screen)

    def display(app, _screen, update):
        shorter = app._painter.shorter(update)  # noqa: SLF001 - what stands between the two
        if isinstance(shorter, CompositorUpdate):
            stream.feed(shorter.render_segments(app.console))
            screen.frames.append("\n".join(screen.display))
        assert app.cursor_position is not None  # asked for after each update, as Textual does

    monkeypatch.setattr(TerminalApp, "_display", display)
    return screen


@pytest.fixture
def opened(sit, home, build, answers, terminal):
    """Presses keys on the page of a saved profile that gives no dose, and looks after each."""
    home.mkdir()
    (home / "a.toml").write_text(dumps(build(answers(conditions=("diabetes",)), "Record")))

    async def press(*keys):
        async with sit(SIZE) as person:
            for number, key in enumerate(keys):
                await person.press(key)
                await person.settles()
                shown = [line.rstrip() for line in terminal.display]
                assert shown == person.rows, keys[: number + 1]

    return press


@pytest.mark.parametrize(
    "keys",
    [
        ("end", "home", "enter"),
        ("down", "down", "up", "up", "enter"),
        ("end", "home", "enter", "?", "escape", "end", "home", "enter"),
    ],
)
async def test_a_message_after_scrolling_leaves_nothing_behind(opened, keys):
    """The text moves down for the message: no line of it stays where it was, and none is lost."""
    await opened(*OPENED, *keys)


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 6))]
)
async def test_what_is_shown_is_what_should_be_seen(opened, seed):
    """After any keys, those that scroll most of all."""
    chance = random.Random(seed)  # noqa: S311 - the same keys every time
    keys = [chance.choice(SCROLLS if chance.random() < 0.6 else OTHERS) for _ in range(25)]
    await opened(*OPENED, *keys)


async def test_a_question_never_stands_over_the_list_of_another(sit, drops, terminal):
    """What is new is shown at once, and not first with what was there before, which would also be
    sent for nothing.
    """
    async with sit(SIZE) as person:
        await person.press("enter")
        await person.answer(drops, "Which bottle is it?")
        await person.press("home")
        await person.settles()
        assert "▸ 0.1%, 3 mL" in terminal.frames[-1]
        await person.press("enter")
        await person.settles()
        frames = [each for each in terminal.frames if "How many drops make 1 mL?" in each]
        assert frames
        assert not any("▸" in each for each in frames)


async def test_a_digit_is_drawn_before_what_it_means(sit, drops, terminal):
    """A key is answered at once, without a new layout, which would be half of the work of a key;
    what the digits mean follows in a frame of its own.
    """
    async with sit(SIZE) as person:
        await person.press("enter")
        await person.answer(drops, "How old are you, in years?")
        await person.settles()
        for digits in ("3", "35"):
            terminal.frames.clear()
            await person.press(digits[-1])
            await person.settles()
            first, last = terminal.frames
            assert f"▌  {digits} " in first
            assert f"✓ {digits} years" not in first
            assert f"✓ {digits} years" in last


@pytest.mark.parametrize("question", ["Do you take any of these medicines?", "Which bottle is it?"])
async def test_one_row_has_the_sign_and_the_cursor_wherever_the_list_was_scrolled_to(
    sit, drops, terminal, question
):
    """A move draws two rows and not the list; in a low window it scrolls the list too. The cursor,
    which a screen reader follows, stands on the name and not on a heading above it.
    """
    columns, rows = 60, 20
    terminal.resize(rows, columns)
    async with sit((columns, rows)) as person:
        await person.press("enter")
        await person.answer(drops, question)
        for key in (*["down"] * 13, *["up"] * 6, *SCROLLS):
            await person.press(key)
            await person.settles()
            (here,) = (y for y, line in enumerate(terminal.display) if "▸" in line)
            assert person.cursor == (terminal.display[here].index("▸"), here), key
            assert [line.rstrip() for line in terminal.display] == person.rows, key
