"""The interview over SSH: the connection is cut at a random point, and the next one goes on from
there.
"""

import random
import time

import pytest

pytestmark = pytest.mark.ssh


@pytest.mark.parametrize("seed", range(20))
def test_dropped_and_resumed(server, connect, are_gone, kept, drops, seed):
    """After a cut nothing runs on, and the next connection offers every accepted answer and the
    question where it was.
    """
    chance = random.Random(seed)  # noqa: S311 - the same points every time
    wire = connect()
    wire.press("enter")
    taken = wire.answer(drops, most=chance.randint(1, len(drops) - 2))
    if asked := next(
        (question for question in drops if question in wire.sees and question not in taken), None
    ):
        keys = drops[asked]
        wire.press(*keys[: chance.randint(0, len(keys))])
    time.sleep(chance.uniform(0, 0.2))
    server.drop(wire, chance.choice(("client", "server")))
    assert are_gone()
    answered = kept()
    assert set(taken) <= set(answered)
    again = connect()
    assert "Resume: " in again.sees
    again.press("enter")
    again.wait_for("Your answers so far, checked again.")
    again.press("enter")
    following = [question for question in drops if question not in answered]
    again.wait_until(
        lambda: (
            "Your answers so far" not in again.sees
            and any(question in again.sees for question in following)
        )
    )
    again.answer(drops, until="save C change")
    again.rest()  # what is typed before a page stood is dropped
    again.send(b"\x11")
    assert again.ended() == 0
    assert are_gone()


def test_idle_over_ssh(connect, idle, drops):
    """With nothing typed, it uses under 2% of a core."""
    wire = connect()
    wire.press("enter")
    wire.answer(drops, most=2)
    time.sleep(1)
    assert idle(10) < 0.02
