"""What a terminal may send: bytes that are no text, new sizes at any moment, Ctrl+Z; and where the
cursor stands.
"""

import random
import signal
import termios
import time

import pytest

from tests.support.wire import cost, send_all

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
    wire.wait_for("How is it taken?")


def test_cursor_follows_focus(sit, drops):
    """The terminal's own cursor stands on the highlighted choice, in the line that is typed in, on
    the button: always seen.
    """
    wire = sit()
    for keys, title in (
        ((), "New plan"),
        (("down",), "Open a profile"),
        (("down",), "Read about it"),
        (("up", "up"), "New plan"),
    ):
        wire.press(*keys)
        wire.wait_until(lambda title=title: wire.cursor == (2, wire.row_of(f"▸ {title}"), True))
    _drops(wire, drops)
    wire.press("1", "2")
    wire.wait_until(lambda: wire.cursor == (2 + len("▌  12"), wire.row_of("▌  12"), True))
    wire.press("tab")
    wire.wait_until(lambda: wire.cursor[1:] == (wire.row_of("go on"), True))
    assert wire.screen.display[wire.cursor[1]][wire.cursor[0] :].startswith("Enter go on")


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
    """Ctrl+Z gives the shell back, and fg the question, drawn again and taking answers (issue 15,
    point 8).
    """
    tmux.press(program, "Enter")
    _wait(tmux, "What would you like to do?")
    tmux.press("Enter")
    _wait(tmux, "What is it for?")
    for _ in range(6):
        tmux.press("C-z")
        _wait(tmux, "Stopped")
        assert tmux.ask("alternate_on") == "0"
        tmux.press("clear; fg", "Enter")
        _wait(tmux, "What is it for?")
        assert tmux.ask("alternate_on") == "1"
    tmux.press("Enter")
    _wait(tmux, "Which compound is it?")
    tmux.press("q")
    _wait(tmux, "kept as a draft")
    assert tmux.ask("alternate_on") == "0"


@pytest.mark.slow
def test_stopped_by_another_program(sit):
    """Stopped and continued by a signal that cannot be caught, it is there again, also where the
    terminal was used meanwhile.
    """
    wire = sit()
    wire.press("enter")
    wire.wait_for("What is it for?")
    wire.signal(signal.SIGSTOP)
    wire.rest(0.2)
    modes = termios.tcgetattr(wire.master)
    modes[3] |= termios.ICANON | termios.ECHO | termios.ISIG
    termios.tcsetattr(wire.master, termios.TCSANOW, modes)
    wire.screen.reset()
    wire.signal(signal.SIGCONT)
    wire.wait_for("What is it for?")
    wire.press("enter")
    wire.wait_for("Which compound is it?")


@pytest.mark.slow
@pytest.mark.parametrize(
    "sent",
    [
        b"1" * 1_000_000,
        b"\r\x1b" * 500_000,
        b"\x1b[200~" + b"x\x1b[31m\r" * 142_857 + b"\x1b[201~",
    ],
    ids=("typed", "to and fro", "pasted"),
)
def test_a_megabyte(sit, sent):
    """1 MB typed or pasted is over within a second after it ends, takes little memory, and what is
    dropped is told (issue 15, point 6).
    """
    wire = sit()
    wire.press("enter")
    wire.wait_for("What is it for?")
    send_all(wire, sent)
    begun = cost(wire)[1]
    wire.rest(3)
    memory, seconds = cost(wire)
    assert seconds - begun < 1
    assert memory < 200
    assert sent[:1] == b"\x1b" or "Too much was typed or pasted at once" in wire.sees


@pytest.mark.slow
def test_a_window_of_any_size(sit, program):
    """A window of 65,535 by 65,535 takes little memory and time, as does any size in the
    environment.
    """
    wire = sit(command=("env", "COLUMNS=999999999", "LINES=999999999", program))
    wire.set_size(65_535, 65_535)
    wire.rest(3)
    memory, seconds = cost(wire)
    assert memory < 200
    assert seconds < 3
    wire.send(b"\x1b[48;65535;65535;9;9t")
    wire.set_size(80, 24)
    wire.screen.reset()
    wire.press("\x0c")
    wire.wait_for("What would you like to do?")


@pytest.mark.slow
def test_suspended_without_a_shell(sit):
    """Where no shell could bring it back, Ctrl+Z does nothing."""
    wire = sit()
    wire.send(b"\x1a")
    wire.press("enter")
    wire.wait_for("What is it for?")
