"""Terminals of every kind: other names, a recording, a low pane of tmux, a paste that never ends, a
window of one cell.
"""

import re
import shutil
import time

import pytest

pytestmark = [pytest.mark.terminal, pytest.mark.slow]


@pytest.mark.parametrize(
    "name",
    [
        "linux",
        "screen-256color",
        "tmux-256color",
        "xterm",
        "rxvt-unicode-256color",
        "vt220",
        "foot",
    ],
)
def test_terminal_by_its_name(sit, program, drops, kept, name):
    """Whatever the terminal is called, questions are asked and answered, and it is given back as it
    was.
    """
    wire = sit(command=("env", f"TERM={name}", program))
    wire.press("enter")
    taken = wire.answer(drops, most=4)
    assert wire.cursor[2]
    wire.press("\x11")
    assert wire.ended() == 0
    assert wire.left_on == []
    assert wire.lines_are_edited
    assert set(taken) <= set(kept())


@pytest.mark.skipif(shutil.which("script") is None, reason="script is not installed")
def test_recorded(sit, program, drops, kept, tmp_path):
    """Within `script`, which records a session, it is as without."""
    wire = sit(command=("script", "-q", "-e", "-c", program, str(tmp_path / "recording")))
    wire.press("enter")
    taken = wire.answer(drops, most=4)
    wire.press("\x11")
    assert wire.ended() == 0
    assert wire.left_on == []
    assert set(taken) <= set(kept())


def _odd(wire):
    """What is seen that is not white on black, or black on white: the characters with their
    colours.
    """
    cells = [
        cell
        for row in range(wire.screen.lines)
        for cell in wire.screen.buffer[row].values()
        if cell.data.strip()
    ]
    return {
        (cell.data, cell.fg, cell.bg)
        for cell in cells
        if {cell.fg, cell.bg} != {"ffffff", "000000"}
    }


def test_high_contrast_is_white_on_black(sit, program, drops):
    """In high contrast nothing is faint and nothing has the terminal's own colours, on a page of
    every kind.
    """
    wire = sit(command=("env", "SEMAX_WIZARD_THEME=contrast", program))
    wire.press("enter")
    for words in (
        "Which bottle is it",
        "does any of these",
        "Which daily dose",
        "save C change",
    ):
        wire.answer(drops, words)
        wire.settle()
        assert _odd(wire) == set()
    wire.press("p")
    wire.wait_for("The plan in pictures")
    wire.settle()
    assert _odd(wire) == set()
    assert re.search(rb"\x1b\[(?:[0-9;]*;)?2(?:;[0-9;]*)?m", wire.raw) is None


def test_paste_that_never_ends(sit, drops, kept):
    """After a paste that was begun and never ended, what is typed is lost at worst; every accepted
    answer is kept.
    """
    wire = sit()
    wire.press("enter")
    taken = wire.answer(drops, most=3)
    wire.send(b"\x1b[200~[/]\x1b]0;x\x07 no end")
    wire.press("1", "enter", "escape", "q")
    wire.rest(0.5)
    wire.hang_up()
    assert wire.ended() == 129
    assert set(taken) <= set(kept())


def test_window_of_one_cell(sit, drops):
    """A window that shrinks to one cell and grows again has lost nothing; what was typed meanwhile
    does nothing.
    """
    wire = sit()
    wire.press("enter")
    wire.answer(drops, most=4)
    wire.wait_for("How many drops make 1 mL")
    wire.press("7")
    wire.wait_for("▌ 7")
    wire.resize(1, 1)
    wire.rest(0.3)
    wire.press("9", "enter", "escape")
    wire.rest(0.3)
    wire.resize(80, 24)
    wire.wait_for("▌ 7")
    assert "How many drops make 1 mL" in wire.sees
    assert "▌ 79" not in wire.sees


def test_low_pane_of_tmux(tmux, program):
    """In a pane of ten rows of a divided window the size that is needed is said; in one of twenty
    the interview goes on.
    """
    tmux.press(program, "Enter")
    _wait(tmux, "What would you like to do?")
    tmux.split(10)
    _wait(tmux, "Make the window larger")
    tmux.resize(20)
    _wait(tmux, "What would you like to do?")
    tmux.press("Enter")
    _wait(tmux, "What is it for?")
    tmux.press("Enter")
    _wait(tmux, "Which compound is it?")
    tmux.press("q")
    _wait(tmux, "kept as a draft")


def _wait(tmux, words):
    until = time.monotonic() + 20
    while words not in (seen := tmux.sees):
        assert time.monotonic() < until, f"{words!r} was never shown:\n{seen}"
        time.sleep(0.05)
