"""What a terminal may send: bytes that are no text, new sizes at any moment, Ctrl+Z; and where the
cursor stands.
"""

import random
import time

import pytest

pytestmark = pytest.mark.terminal


def _drops(wire, drops):
    wire.press("enter")
    wire.answer(drops, most=4)
    wire.wait_for("How many drops make 1 mL")


def test_bytes_that_are_not_utf8(sit, drops):
    """Bytes that are no text end nothing: they are seen as such and can be taken back."""
    wire = sit()
    _drops(wire, drops)
    wire.send(b"\xff\xfe\xc3(\x80")
    wire.wait_for("\N{REPLACEMENT CHARACTER}(")
    wire.send(b"\x15" + b"25\r")
    wire.wait_for("How many days is it good")


def test_cursor_follows_focus(sit, drops):
    """The terminal's own cursor stands on the highlighted choice, in the line that is typed in, on
    the button: always seen.
    """
    wire = sit()
    for keys, title in (
        ((), "New plan"),
        (("down",), "Open a profile"),
        (("down",), "What this is"),
        (("up", "up"), "New plan"),
    ):
        wire.press(*keys)
        wire.wait_until(lambda title=title: wire.cursor == (2, wire.row_of(f"> {title}"), True))
    _drops(wire, drops)
    wire.press("1", "2")
    wire.wait_until(lambda: wire.cursor == (2 + len("> 12"), wire.row_of("> 12"), True))
    wire.press("tab")
    wire.wait_until(lambda: wire.cursor[1:] == (wire.row_of("Continue"), True))
    assert wire.screen.display[wire.cursor[1]][wire.cursor[0] :].lstrip(" [").startswith("Continue")


@pytest.mark.slow
def test_resize_at_any_moment(sit, drops):
    """Windows of every size, changed while it draws, end nothing; at 80x24 all is as before."""
    wire = sit()
    wire.press("enter")
    chance = random.Random(4)  # noqa: S311 - the same sizes every time
    for question in list(drops)[:8]:
        for _ in range(20):
            wire.resize(chance.randint(1, 200), chance.randint(1, 60))
            wire.rest(chance.choice((0, 0.01, 0.05)))
        wire.resize(80, 24)
        # what is seen may be from before it was too small for a moment, when no key counts
        wire.settle()
        wire.wait_for(question)
        wire.press(*drops[question])
    wire.wait_for(list(drops)[8])


def _wait(tmux, words):
    until = time.monotonic() + 20
    while words not in (seen := tmux.sees):
        assert time.monotonic() < until, f"{words!r} was never shown:\n{seen}"
        time.sleep(0.05)


@pytest.mark.slow
def test_suspended_and_back(tmux, program):
    """Ctrl+Z gives the shell back, and fg the question, drawn again and taking answers."""
    tmux.press(program, "Enter")
    _wait(tmux, "What would you like to do?")
    tmux.press("Enter")
    _wait(tmux, "What is it for?")
    tmux.press("C-z")
    _wait(tmux, "Stopped")
    assert tmux.ask("alternate_on") == "0"
    tmux.press("fg", "Enter")
    _wait(tmux, "What is it for?")
    assert tmux.ask("alternate_on") == "1"
    tmux.press("Enter")
    _wait(tmux, "Which compound is it?")
    tmux.press("q")
    _wait(tmux, "kept as a draft")
    assert tmux.ask("alternate_on") == "0"


@pytest.mark.slow
def test_suspended_without_a_shell(sit):
    """Where no shell could bring it back, Ctrl+Z does nothing."""
    wire = sit()
    wire.send(b"\x1a")
    wire.press("enter")
    wire.wait_for("What is it for?")
