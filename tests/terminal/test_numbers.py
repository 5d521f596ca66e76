"""What real terminals send: a number on the screen is the number that was typed."""

import time

import pytest

pytestmark = pytest.mark.terminal
FIELD = "How many drops make 1 mL"
NUMBERS = {  # 21.5 as it is sent, in parts: what stands on the screen
    "typed": (b"21.5",),
    "xterm's keypad, and kitty's and xterm.js's": (b"21", b".5"),
    "the keypad of xterm that another program left in application mode": (
        b"\x1bOr\x1bOq",
        b"\x1bOn",
        b"\x1bOu",
    ),
    "the point alone from that keypad": (b"21\x1bOn5",),
    "kitty's keypad where another program left its protocol on": (
        b"\x1b[57401u\x1b[57400u",
        b"\x1b[57409;129u\x1b[57404;129:1u\x1b[57404;129:3u",
    ),
    "the point alone from that one": (b"21\x1b[57409u5",),
    "pasted": (b"\x1b[200~21.5\x1b[201~",),
    "pasted with CR": (b"\x1b[200~21.5\r\x1b[201~",),
    "pasted with LF": (b"\x1b[200~21.5\n\x1b[201~",),
    "pasted with CRLF": (b"\x1b[200~21.5\r\n\x1b[201~",),
    "in two pastes": (b"\x1b[200~21\x1b[201~\x1b[200~.5\x1b[201~",),
}
BETWEEN = {  # what comes by itself, between 21 and .5
    "colours": b"\x1b]10;rgb:d8d8/dede/e9e9\x1b\\\x1b]11;rgb:1010/1414/1818\x07",
    "version": b"\x1bP>|XTerm(379)\x1b\\",
    "size": b"\x1b[6;18;9t\x1b[8;24;80t\x1b[48;24;80;432;720t",
    "attributes": b"\x1b[?64;1;2;6;9;15;22c\x1b[>41;379;0c",
    "modes": b"\x1b[?2026;2$y\x1b[?1u\x1b[24;80R",
    "focus": b"\x1b[O\x1b[I\x1b[O",
    "mouse": b"\x1b[<0;10;5M\x1b[<0;10;5m\x1b[M !!",
    "keys that mean nothing here": b"\x1b[1;5P\x1bO5P\x1b[57441;2u\x1b[24~",
}
LEAVE = {  # Ctrl+Q
    "xterm.js, or a Latin layout": b"\x11",
    "kitty's protocol": b"\x1b[113;5u",
    "a Russian layout with it": b"\x1b[1081;5u",
    "with the key of a Latin layout, and Num Lock": b"\x1b[1081::113;133u",
}


@pytest.fixture
def field(sit, drops):
    """The program with a line on the screen into which a number is typed."""
    wire = sit()
    wire.press("enter")
    wire.answer(drops, until=FIELD)
    return wire


def test_a_number_on_the_screen_is_the_number_that_was_typed(field):
    """Issue 17, point 4: on every keypad, in every paste, whatever the terminal says meanwhile."""
    table = {**NUMBERS, **{name: (b"21", data, b".5") for name, data in BETWEEN.items()}}
    table |= {
        f"half of {name}": (b"21" + data[:4], data[4:] + b".5") for name, data in BETWEEN.items()
    }
    shown = {}
    for name, parts in table.items():
        field.send(b"\x15")
        for part in parts:
            field.send(part)
            time.sleep(0.01)  # so that it comes in parts
        field.send(b"9\x7f")  # a key at the end, to know that all before it was read
        field.settle(0.15)
        shown[name] = " ".join(field.screen.display[field.cursor[1]].split())
    assert shown == dict.fromkeys(table, "▌ 21.5")
    assert FIELD in field.sees
    field.press("enter")
    field.wait_for("How is it taken?")


@pytest.mark.parametrize("sent", LEAVE.values(), ids=LEAVE)
def test_ctrl_q_leaves_whatever_layout_is_on(field, sent):
    """Issue 17, point 4: also with a Russian layout and the kitty protocol left on."""
    field.send(b"21\x1b[O")
    field.send(sent)
    assert field.ended() == 0
