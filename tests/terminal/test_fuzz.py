"""Whatever a terminal sends, at random and from fixed seeds (issue 15).

Keys, key events of the kitty protocol, mouse and focus reports, pastes, answers, halves of all of
them, bytes that are no text, windows of any size.
"""

import random
import shutil
import signal

import pytest

from tests.support.wire import cost, send_all
from wizard.cli.exits import Exit

pytestmark = pytest.mark.terminal
SEQUENCES = 40
EACH = 10
STEPS = 60
MOST_MEMORY = 200
MOST_SECONDS = 30
_MEGABYTE = 1_000_000
_ARROWS = [b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D"]
_KEYS = (
    [b"\r"] * 8
    + [b" "] * 3
    + [b"\x1b", b"\t", b"\x1b[Z", b"\x1b[5~", b"\x7f", b"?", b"\x15", b"\x0c", b"\x1a", b"\x1b[24~"]
)
_JUNK = b"[red]\x1b]0;x\x07 1,000\n\xe2\x80\xae[/]\xff{}\r"
_ANSWERS = [
    b"\x1b]10;rgb:ffff/ffff/ffff\x1b\\",
    b"\x1b]11;rgb:0000/0000/0000\x07",
    b"\x1b[?64;1;2;6;22c",
    b"\x1bP>|XTerm(370)\x1b\\",
    b"\x1b[6;18;9t",
    b"\x1b[5;7R",
    b"\x1b[?2026;2$y",
    b"\x1b[?2048;1$y",
    b"\x1b[48;65535;65535;9;9t",
    b"\x1b[I",
    b"\x1b[O",
]


def _kitty(chance):
    numbers = ["", "1", "27", "97", "57414", "1114112", str(chance.randrange(10**9)), ":", "-1"]
    body = "".join(chance.choice((";", ":", *numbers)) for _ in range(chance.randint(0, 9)))
    return f"\x1b[{body}{chance.choice('u~ABCDEFHPQRS')}".encode()


def _mouse(chance):
    x, y = (chance.choice((-1, 0, 1, 80, 65535, 10**9)) for _ in range(2))
    return chance.choice(
        (f"\x1b[<{chance.randint(0, 255)};{x};{y}M".encode(), b"\x1b[M" + chance.randbytes(3))
    )


def _paste(chance):
    size = chance.choice((1, 100, 10_000, 10_000, _MEGABYTE))
    what = chance.choice((b"1", b"a b\r", _JUNK, b"\x1b[A\r", b"\x1b[200~"))
    end = b"" if chance.random() < 0.02 else b"\x1b[201~"
    return b"\x1b[200~" + (what * (size // len(what) + 1))[:size] + end


def _flood(chance):
    what = chance.choice((b"1", b"\r", b"\x1b[B\r", b"\r\x1b", b"\x1b[", b"\x1b]", b"\xff"))
    return (what * _MEGABYTE)[: chance.choice((500, 5_000, 100_000))]


def _sent(chance):
    """Bytes of one kind."""
    letters = b"abcdefghijklmnoprstuvwxyz0123456789?."
    kinds = {
        lambda: chance.choice(letters).to_bytes(): 30,
        lambda: chance.choice(_KEYS): 30,
        lambda: chance.choice(_ARROWS): 20,
        lambda: chance.choice(_ANSWERS): 8,
        lambda: _kitty(chance): 8,
        lambda: _mouse(chance): 4,
        lambda: chance.choice([*_ANSWERS, *_ARROWS])[: chance.randint(1, 4)]: 4,
        lambda: chr(chance.randint(0x80, 0x9F)).encode(): 4,
        lambda: chance.randbytes(chance.randint(1, 9)): 4,
        lambda: _paste(chance): 3,
        lambda: _flood(chance): 1,
    }
    return chance.choices([*kinds], [*kinds.values()])[0]()


def _size(chance):
    most = chance.choice((3, 60, 160, 65_535))
    return chance.randint(1, most), chance.randint(1, most)


def survives(start, resumed, home, seed):
    """Run one sequence from the second question, then kill: no crash, no traceback, little memory
    and time, and a draft to resume or a saved profile.

    Who leaves earlier is told by the exit code what the answers in the draft come to.
    """
    chance = random.Random(seed)  # noqa: S311 - the same every time
    wire = start()
    wire.press("enter")
    wire.wait_for("What is it for?")
    wire.press("enter")
    wire.wait_for("Which compound is it?")
    memory = seconds = 0
    for _ in range(STEPS):
        if wire.process.poll() is not None:
            break
        memory, seconds = map(max, (memory, seconds), cost(wire))
        try:
            if chance.random() < 0.05:
                wire.set_size(*_size(chance))
            else:
                send_all(wire, _sent(chance))
            wire.rest(chance.choice((0, 0, 0.005)))
        except OSError:
            break  # it has left
    wire.rest(0.1)
    while (left := wire.process.poll()) is None:
        memory, before, seconds = max(memory, cost(wire)[0]), seconds, cost(wire)[1]
        if seconds - before < 0.1:
            break
        wire.rest(0.5)
    if left is None:
        wire.signal(signal.SIGKILL)
    wire.ended()
    assert left in {None, Exit.DONE, Exit.SCREENED_OUT}, f"sequence {seed}: {wire.raw[-2000:]}"
    assert b"Traceback" not in wire.raw, f"sequence {seed}"
    assert b"defect" not in wire.raw, f"sequence {seed}"
    assert memory <= MOST_MEMORY, f"sequence {seed}"
    assert seconds <= MOST_SECONDS, f"sequence {seed}"
    profiles = [
        path for path in (home / "profiles").glob("*.toml") if not path.name.startswith(".")
    ]
    if not profiles:
        session = resumed()
        assert session is not None, f"sequence {seed}"
        assert left is None or (left == Exit.DONE) == session.screening.outcome.allows_dose, (
            f"sequence {seed}"
        )
    shutil.rmtree(home / "profiles")
    (home / "profiles").mkdir()
    return left, memory, seconds


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, SEQUENCES, EACH))
def test_whatever_a_terminal_sends(sit, resumed, home, first):
    """No input ends in a crash or a traceback, or costs much memory or time; the draft stays."""
    for seed in range(first, first + EACH):
        survives(sit, resumed, home, seed)
