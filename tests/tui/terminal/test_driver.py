"""The driver: what waits is bounded, a window has a largest size, and nothing is asked (issue 15,
points 6 and 8).
"""

import asyncio
import os
import time

import pytest
from textual.events import Key, MouseDown, MouseScrollDown, MouseScrollUp, MouseUp, Paste

from wizard.tui.terminal import driver
from wizard.tui.terminal.driver import SturdyDriver
from wizard.tui.terminal.keyboard import Moused, Pasted, Pressed


class App:
    """Whoever takes what was typed; each key takes so many seconds of processor time."""

    def __init__(self, seconds=0.0):
        self.taken, self._seconds = [], seconds

    async def _post_message(self, message):
        until = time.thread_time() + self._seconds
        while time.thread_time() < until:
            pass
        self.taken.append(message)


async def typed(app, tokens, *, is_cut=True):
    """What the app gets of these tokens, typed at once; where something is dropped, to the message
    that tells it, which waits for quiet.
    """
    sturdy = SturdyDriver(app)
    sturdy.keep(iter(tokens))
    for _ in range(2 * driver.MOST_WAITING):
        await asyncio.sleep(0)
    for _ in range(1000):
        if not is_cut or isinstance(app.taken[-1], SturdyDriver.Cut):
            break
        await asyncio.sleep(0.01)
    return [each.key if isinstance(each, Key) else each for each in app.taken]


async def test_everything_in_its_order():
    """What a person types ahead is handed on, in its order."""
    typing = [Pressed("7", "7"), Pressed("enter"), Pasted("180", is_cut=False), Pressed("enter")]
    first, second, paste, last = await typed(App(), typing, is_cut=False)
    assert (first, second, last) == ("7", "enter", "enter")
    assert isinstance(paste, Paste)
    assert paste.text == "180"


async def test_too_many_keys_are_dropped_and_told():
    """Of 1 MB of keys a bounded number waits, and it is told that the rest was dropped."""
    *keys, told = await typed(App(), [Pressed("a", "a")] * 1_000_000)
    assert keys == ["a"] * driver.MOST_WAITING
    assert isinstance(told, SturdyDriver.Cut)


async def test_a_paste_that_was_cut_is_told():
    """That a paste was cut is told after it."""
    paste, told = await typed(App(), [Pasted("x", is_cut=True)])
    assert isinstance(paste, Paste)
    assert isinstance(told, SturdyDriver.Cut)


async def test_slow_keys_do_not_keep_it_busy():
    """Keys that would take longer than a second of the processor are dropped, and it is told."""
    before = time.thread_time()
    *keys, told = await typed(App(0.05), [Pressed("enter")] * 500)
    assert time.thread_time() - before < 1
    assert 5 < len(keys) < 50
    assert isinstance(told, SturdyDriver.Cut)


@pytest.mark.parametrize(
    ("window", "drawn"),
    [
        ((80, 24), (80, 24)),
        ((1, 1), (1, 1)),
        ((65535, 65535), (500, 200)),
        ((65535, 1), (500, 1)),
        ((0, 0), (80, 24)),
    ],
)
def test_the_size_of_the_window(monkeypatch, window, drawn):
    """The terminal tells the size, never the environment; of a very large window the upper left
    part is drawn.
    """
    monkeypatch.setenv("COLUMNS", "999999999")
    monkeypatch.setenv("LINES", "999999999")
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size(window))
    assert driver.window() == drawn


@pytest.mark.parametrize(
    ("button", "is_down", "kind"),
    [
        (0, True, MouseDown),
        (0, False, MouseUp),
        (64, True, MouseScrollUp),
        (65, True, MouseScrollDown),
        (1, True, None),
        (2, True, None),
        (4, True, None),
        (16, True, None),
        (32, True, None),
        (69, True, None),
    ],
)
async def test_the_mouse(button, is_down, kind):
    """The first button and the wheel are used; others, and any with Shift, are the terminal's."""
    app = App()
    taken = await typed(app, [Moused(button, 3, 2, is_down)], is_cut=False)
    assert [type(each) for each in taken] == [kind] * (kind is not None)
    assert all((each.x, each.y, each.shift) == (3, 2, False) for each in taken)


async def test_a_mouse_that_is_not_used(monkeypatch):
    """With `--no-mouse` no report does anything, also of one that another program left on; what is
    switched off is asked for no more.
    """
    app, written = App(), []
    sturdy = SturdyDriver(app, mouse=False)
    monkeypatch.setattr(sturdy, "write", written.append)
    sturdy.keep(iter([Moused(0, 3, 2, is_down=True)]))
    await asyncio.sleep(0.05)
    assert app.taken == []
    for wanted in (True, True, False):
        sturdy.use_mouse(wanted=wanted)
    assert written == ["\x1b[?1000h\x1b[?1006h", "\x1b[?1000l\x1b[?1006l"]


async def test_the_cursor_is_put_where_it_is_once(monkeypatch):
    """Issue 20, point 5: Textual's move to where the cursor is already is not sent again."""
    sent = []
    monkeypatch.setattr(os, "write", lambda _, data: sent.append(data) or len(data))
    sturdy = SturdyDriver(App())
    for data in ("a\x1b[6;3H", "\x1b[6;3H", "\x1b[7;3H", "b", "\x1b[7;3H"):
        sturdy.write(data)
    assert sent == [b"a\x1b[6;3H", b"\x1b[7;3H", b"b", b"\x1b[7;3H"]
