"""What a real terminal pastes: CR, LF or both between two lines, which never make one number."""

import pytest

pytestmark = pytest.mark.terminal
ENDS = {"CR": b"\r", "LF": b"\n", "CRLF": b"\r\n"}


def _paste(wire, data):
    wire.send(b"\x1b[200~" + data + b"\x1b[201~")


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_a_number_on_the_screen_is_the_number_that_was_pasted(sit, drops, end):
    """Issue 17, point 4: 1 and 5 on two lines are refused as 1 5, and a label keeps its point."""
    wire = sit()
    wire.press("enter")
    wire.answer(drops, until="Which bottle is it")
    _paste(wire, b"0.2% 5 mL" + end)
    wire.wait_for("▌ 0.2% 5 mL")
    wire.wait_for("0.2% (2 mg per mL), 100 mcg per drop; 100 drops in 5 mL")
    wire.press("enter")
    wire.wait_for("How many drops make 1 mL")
    _paste(wire, b"1" + end + b"5")
    wire.wait_for("▌ 1 ")
    wire.press("enter")
    wire.wait_for("5 is not a number")
