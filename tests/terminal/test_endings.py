"""Whatever ends the program from outside: the draft is there, the terminal is given back, nothing
is left running.
"""

import os
import resource
import signal
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.terminal
ENDING = [signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT]
OFTEN = [
    signal.SIGTERM,
    *(
        pytest.param(number, marks=pytest.mark.slow)
        for number in ENDING
        if number != signal.SIGTERM
    ),
]


@pytest.mark.parametrize("number", OFTEN)
def test_signal(sit, drops, kept, number):
    """A signal ends it with 128 and its number, with every accepted answer kept, all modes off and
    the cursor seen, within half a second while idle.
    """
    wire = sit()
    wire.press("enter")
    taken = wire.answer(drops, most=4)
    wire.rest(1)  # nothing wakes it any more
    wire.signal(number)
    assert wire.ended(within=0.5) == 128 + number
    assert wire.left_on == []
    assert wire.raw.rstrip().endswith(
        b"\x1b[?25h" if number == signal.SIGHUP else b"offers to go on with it."
    )
    assert wire.lines_are_edited
    assert set(taken) <= set(kept())


def limit(wire, most):
    """Let no file of the program grow over this size."""
    hard = resource.RLIM_INFINITY
    resource.prlimit(
        wire.process.pid, resource.RLIMIT_FSIZE, (hard if most is None else most, hard)
    )


@pytest.mark.parametrize("room", ["again", "never"])
@pytest.mark.parametrize("number", OFTEN)
def test_signal_after_a_full_disk(sit, drops, kept, number, room):
    """What the disk refused is tried once more at the end, and the last words are true of it (issue
    15, point 11).
    """
    wire = sit()
    wire.press("enter")
    taken = wire.answer(drops, most=2)
    limit(wire, 0)
    more = wire.answer(drops, most=1)
    wire.wait_for("Your answers last until you leave.")
    if room == "again":
        limit(wire, None)
    wire.signal(number)
    assert wire.ended() == 128 + number
    assert {*taken, *(more if room == "again" else ())} == set(kept())
    if number != signal.SIGHUP:
        words = "are kept as a draft" if room == "again" else "Your last answers could not be kept."
        assert words in wire.raw.decode().splitlines()[-1]


@pytest.mark.parametrize("most", [9, 10, 11, 12])
def test_few_file_descriptors(sit, program, most):
    """With too few descriptors it ends with exit 6 and one line, or works (issue 15, point 13)."""
    wire = sit(begun=False, command=("sh", "-c", f"ulimit -n {most}; exec {program}"))
    wire.settle(1)
    if wire.process.poll() is None:
        wire.press("enter")
        wire.settle(1)
    if wire.process.poll() is None:
        wire.press("enter")
        wire.settle()
    if wire.process.poll() is None:
        wire.press("ctrl+q")
    code = wire.ended()
    assert code in {0, 6}
    if code == 6:
        assert wire.raw.decode().endswith("semax-wizard: Too many open files; raise ulimit -n\r\n")
    assert b"Traceback" not in wire.raw


def test_last_words_in_russian(sit, kept, program):
    """Told to end, it says in the letters of the person that the answers are kept."""
    wire = sit(begun=False, command=(program, "--lang", "ru"))
    wire.wait_for("Что вы хотите сделать?")
    wire.press("enter")
    wire.wait_for("Для чего это нужно?")
    wire.press("enter")
    wire.wait_for("Какое это вещество?")
    wire.signal(signal.SIGTERM)
    assert wire.ended() == 128 + signal.SIGTERM
    assert "сохранены в черновике" in wire.raw.decode().splitlines()[-1]
    assert kept()


@pytest.mark.slow
def test_kill(sit, drops, kept):
    """A process that is killed outright leaves a draft with every accepted answer."""
    wire = sit()
    wire.press("enter")
    taken = wire.answer(drops, most=3)
    wire.signal(signal.SIGKILL)
    wire.ended()
    assert set(taken) <= set(kept())


@pytest.mark.parametrize("controlling", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_hang_up(sit, drops, kept, are_gone, controlling):
    """A terminal that is taken away ends it within 3 s, also one for which the system sends no
    signal.
    """
    wire = sit(controlling=controlling)
    wire.press("enter")
    taken = wire.answer(drops, most=2)
    wire.hang_up()
    assert are_gone()
    assert wire.ended() == 128 + signal.SIGHUP
    assert set(taken) <= set(kept())


@pytest.mark.slow
@pytest.mark.parametrize("number", ENDING)
def test_terminal_that_stopped_reading(sit, drops, kept, number):
    """Where nobody reads what it draws any more, a signal still ends it at once."""
    wire = sit()
    wire.press("enter")
    taken = wire.answer(drops, most=2)
    for turn in range(60):
        wire.resize(80 + turn % 2, 24)
        time.sleep(0.02)
    wire.signal(number)
    until = time.monotonic() + 3
    while wire.process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    assert wire.process.poll() == 128 + number
    assert set(taken) <= set(kept())


def _status(wire, key):
    """A line of what the system knows of the program."""
    lines = Path(f"/proc/{wire.process.pid}/status").read_text("utf-8").splitlines()
    return next(line.partition(":")[2].strip() for line in lines if line.startswith(key))


@pytest.mark.parametrize("tenths", range(1, 8))
def test_quitting_while_it_starts(sit, tenths):
    """The key that quits, before the screen is drawn, ends it or does nothing, and nothing is left
    on (issue 15, point 20).
    """
    wire = sit(begun=False)
    while int(_status(wire, "SigCgt"), 16) & 1 << signal.SIGQUIT - 1 == 0:
        wire.rest(0.01)
    wire.rest(tenths / 20)
    wire.send(b"\x1c")
    begun = "What would you like to do?"
    wire.wait_until(lambda: wire.process.poll() is not None or begun in wire.sees)
    if wire.process.poll() is None:
        wire.press("\x11")
        assert wire.ended() == 0
    assert wire.process.poll() in {0, 128 + signal.SIGQUIT}
    assert wire.left_on == []


def test_leaving(sit, drops, kept):
    """Leaving gives the terminal back and says in one line that the answers are kept."""
    wire = sit()
    wire.press("enter")
    wire.answer(drops, most=2)
    wire.press("q")
    assert wire.ended() == 0
    assert wire.left_on == []
    assert wire.lines_are_edited
    assert wire.raw.endswith(
        b"Your answers are kept as a draft. The next start offers to go on with it.\r\n"
    )
    assert kept() is not None


@pytest.mark.slow
def test_idle(sit):
    """While nobody types, it uses under 2% of a core."""
    wire = sit()

    def used():
        with open(f"/proc/{wire.process.pid}/stat") as stat:  # noqa: PTH123 - read twice in a hurry
            words = stat.read().rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")

    wire.rest(1)
    before = used()
    wire.rest(10)
    assert (used() - before) / 10 < 0.02
