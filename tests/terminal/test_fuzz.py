"""Sixty keys at random: letters, arrows, Enter, Escape, Tab, pasted junk, new sizes, bytes that are
no text. A few: `tests/tui`.
"""

import random
import shutil
import signal

import pytest

from wizard.cli.exits import Exit

pytestmark = pytest.mark.terminal
SEQUENCES = 500
EACH = 25
KEYS = 60
_ARROWS = [b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D"]
_JUNK = b"\x1b[200~[red]\x1b]0;x\x07 1,000\n\xe2\x80\xae[/]\xff{}\x1b[201~"
_OTHERS = (
    [b"\r"] * 8
    + [b" "] * 3
    + [b"\x1b", b"\t", b"\x1b[Z", _JUNK, b"\xff", b"\xfe\xff", b"\x1b[", b"\x1b[5~", b"\x7f"]
)


def _one(chance, wire):
    what = chance.random()
    if what < 0.05:
        wire.resize(chance.randint(1, 160), chance.randint(1, 50))
    elif what < 0.45:
        wire.send(chance.choice(_OTHERS))
    elif what < 0.65:
        wire.send(chance.choice(_ARROWS))
    else:
        wire.send(chance.choice(b"abcdefghijklmnoprstuvwxyz0123456789?.").to_bytes())
    wire.rest(chance.choice((0, 0, 0.005)))


def _survives(start, resumed, home, seed):
    """Run one sequence from the second question, then kill: no crash, no traceback, and a draft
    to resume or a saved profile.

    Who leaves earlier is told by the exit code what the answers in the draft come to.
    """
    chance = random.Random(seed)  # noqa: S311 - the same keys every time
    wire = start()
    wire.press("enter")
    wire.wait_for("What is it for?")
    wire.press("enter")
    wire.wait_for("Which compound is it?")
    for _ in range(KEYS):
        if wire.process.poll() is not None:
            break
        try:
            _one(chance, wire)
        except OSError:
            break  # it has left
    wire.rest(0.1)
    left = wire.process.poll()
    if left is None:
        wire.signal(signal.SIGKILL)
    wire.ended()
    assert left in {None, Exit.DONE, Exit.SCREENED_OUT}, f"sequence {seed}: {wire.raw[-2000:]}"
    assert b"Traceback" not in wire.raw, f"sequence {seed}"
    assert b"defect" not in wire.raw, f"sequence {seed}"
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


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, SEQUENCES, EACH))
def test_random_keys(sit, resumed, home, first):
    """Random keys end in no crash and no traceback, and with a draft that can be resumed."""
    for seed in range(first, first + EACH):
        _survives(sit, resumed, home, seed)
