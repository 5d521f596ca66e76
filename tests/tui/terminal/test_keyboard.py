"""What a terminal sends, read as keys and pastes (issue 15, points 5 and 10)."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.tui.terminal.keyboard import MOST_PASTED, Keyboard, Moused, Pasted

KEYS = {
    b"70\r": ["7", "0", "enter"],
    b"a b": ["a", "space", "b"],
    b"\t\x1b[Z\x7f\x08": ["tab", "shift+tab", "backspace", "backspace"],
    b"\x03\x11\x1a\x0c": ["ctrl+c", "ctrl+q", "ctrl+z", "ctrl+l"],
    b"\x1b[A\x1b[B\x1b[C\x1b[D\x1b[H\x1b[F": ["up", "down", "right", "left", "home", "end"],
    b"\x1bOA\x1bOH\x1b[1~\x1b[4~\x1b[7~\x1b[8~": ["up", "home", "home", "end", "home", "end"],
    b"\x1b[3~\x1b[5~\x1b[6~": ["delete", "pageup", "pagedown"],
    b"\x1bOP\x1b[11~\x1b[[A": ["f1", "f1", "f1"],
    b"\x1bOQ\x1bOR\x1bOS\x1b[12~\x1b[13~\x1b[14~\x1b[[B\x1b[[C\x1b[[D": ["f2", "f3", "f4"] * 3,
    b"\x1bOq\x1bOn\x1bOu\x1bOM": ["1", ".", "5", "enter"],
    b"\x1b[57400u\x1b[57409;129u\x1b[57404;1:2u\x1b[57409;1:1;46u\x1b[57416u": [
        "1",
        ".",
        "5",
        ".",
        ",",
    ],
    b"\x1b[57414u": ["enter"],
    b"\x1b[113;5u\x1b[1081;5u\x1b[1081::113;69u\x1b[1089;133u": ["ctrl+q"] * 3 + ["ctrl+c"],
    b"\x1b\x1b[A": ["escape", "up"],
    b"\x1b\r": ["escape", "enter"],
    "é€\N{GRINNING FACE}".encode(): ["é", "€", "\N{GRINNING FACE}"],
    b"\xff1\xc3(": ["\ufffd", "1", "\ufffd", "("],
}
NO_KEYS = {
    "kitty": [
        b"\x1b[1114112u",
        b"\x1b[:::u",
        b"\x1b[97;5u",
        b"\x1b[57414;1:3u",
        b"\x1b[57409;1:3u",
        b"\x1b[57409;5u",
        b"\x1b[113;5:3u",
        b"\x1b[113;9999u",
        b"\x1b[;u",
        b"\x1b[99999999999999999999;1;1u",
        b"\x1b[1;5A",
        b"\x1b[?31u",
    ],
    "focus": [b"\x1b[I", b"\x1b[O"],
    "mouse": [
        b"\x1b[<0;0;1M",
        b"\x1b[<0;1M",
        b"\x1b[<0;99999;1M",
        b"\x1b[<1000;1;1M",
        b"\x1b[M !!",
        b"\x1b[M\x1b\x1b\x1b",
        b"\x1b[32;1;1M",
    ],
    "size": [b"\x1b[48;65535;65535;9;9t", b"\x1b[6;18;9t", b"\x1b[8;24;80t", b"\x1b[48;1:2;3;4;5t"],
    "colours": [
        b"\x1b]10;rgb:ffff/ffff/ffff\x1b\\",
        b"\x1b]11;rgb:0000/0000/0000\x07",
        "\x9d4;1;rgb:a/b/c\x9c".encode(),
    ],
    "attributes": [b"\x1b[?64;1;2;6;22c", b"\x1b[>41;354;0c", "\x9b?1;2c".encode()],
    "version": [b"\x1bP>|XTerm(370)\x1b\\", b"\x1bP1$r0m\x1b\\", b"\x1b_Gi=1;OK\x1b\\"],
    "modes": [b"\x1b[?2026;2$y", b"\x1b[?2048;0$y", b"\x1b[4;1$y", b"\x1b[5;7R", b"\x1b[0n"],
    "other": [
        b"\x1bx",
        b"\x1bO5P",
        b"\x1bO2n",
        b"\x1b.",
        "\x1bé".encode(),
        b"\x1b[3$",
        b"\x1b[200$",
        b"\x1b[201~",
        b"\x1b[24~",
        b"\x1b[E",
        b"\x00\x1c\x1d\x1e\x1f",
        "\x80\x85\x99".encode(),
    ],
}


def read(*parts):
    """What these parts are read as."""
    keyboard = Keyboard()
    found = [each for part in parts for each in keyboard.read(part)]
    return [*found, *keyboard.give_up()]


@pytest.mark.parametrize("sent", KEYS)
def test_keys(sent):
    """A key is known by the sequences that terminals send for it."""
    assert [each.name for each in read(sent)] == KEYS[sent]


@pytest.mark.parametrize("sent", [each for kind in NO_KEYS.values() for each in kind])
def test_what_is_no_key_is_dropped(sent):
    """Reports, answers and unknown keys type and press nothing, and the keys around them are keys,
    also where it comes in two parts.
    """
    for at in range(len(sent) + 1):
        found = read(b"1" + sent[:at], sent[at:] + b"5\x1b[A")
        assert [each.name for each in found] == ["1", "5", "up"], (sent, at)


def test_half_a_sequence_is_waited_for_and_dropped():
    """What begins a sequence types nothing if the rest never comes; a lone Escape is a key."""
    for sent in (b"\x1b[", b"\x1b[48;1", b"\x1bO", b"\x1b]11;rgb:ff", b"\x1b[M !", b"\x1bP>|"):
        keyboard = Keyboard()
        assert [*keyboard.read(sent)] == []
        assert keyboard.patience is not None
        assert not keyboard.may_be_escape
        assert [*keyboard.give_up()] == []
        assert [each.name for each in keyboard.read(b"5")] == ["5"]
    assert [each.name for each in read(b"\x1b")] == ["escape"]


def test_a_sequence_that_is_broken_off_types_nothing():
    """Half of a sequence before another one, or before a control character, is dropped."""
    assert [each.name for each in read(b"\x1b[1;\x1b[A")] == ["up"]
    assert [each.name for each in read(b"\x1b]11;rgb\x1b[A5")] == ["up", "5"]
    assert [each.name for each in read(b"\x1b[48;1\r")] == ["enter"]


def test_pastes():
    """A paste is one text, with whatever is in it, and the rest of one is waited for."""
    assert read(b"\x1b[200~a\r\x1b[A\xc2\x9b201~b\x1b[201~c") == [
        Pasted("a\r\x1b[A\x9b201~b", is_cut=False),
        ("c", "c"),
    ]
    keyboard = Keyboard()
    assert [*keyboard.read(b"\x1b[200~1\r\x1b[20")] == []
    assert keyboard.patience is None


def test_long_pastes_are_cut():
    """1 MB of a paste is cut, and what follows are keys again."""
    parts = [b"\x1b[200~", *([b"x\x1b[31m\r\n"] * 125_000), b"\x1b[201~5"]
    paste, key = read(*parts)
    assert len(paste.text) == MOST_PASTED
    assert paste.is_cut
    assert key.name == "5"
    short, long = read(b"\x1b[200~" + b"x" * MOST_PASTED + b"\x1b[201~\x1b[200~xx\x1b[201~")
    assert (short.is_cut, long) == (False, Pasted("xx", is_cut=False))


def test_long_strings_are_not_held():
    """1 MB of an answer is not kept, so that it takes no time, and its end is found."""
    keyboard = Keyboard()
    assert [*keyboard.read(b"\x1b]52;c;")] == []
    before = time.process_time()
    for _ in range(10_000):
        assert [*keyboard.read(b"a" * 100)] == []
    assert time.process_time() - before < 1
    assert [each.name for each in keyboard.read(b"\x075")] == ["5"]


PIECES = st.sampled_from([b"\x1b", b"\x1b[", b"\x1b]", b"\x1bO", b"\x1b[200~", b"\x1b[201~"])


@given(st.lists(st.binary(max_size=8) | PIECES, max_size=30), st.data())
def test_any_bytes_in_any_parts(pieces, data):
    """Whatever comes is read, and the same in whatever parts it comes."""
    sent = b"".join(pieces)
    cuts = data.draw(st.lists(st.integers(0, len(sent)), max_size=4).map(sorted))
    parts = [sent[a:b] for a, b in zip([0, *cuts], [*cuts, len(sent)], strict=True)]
    assert read(*parts) == read(sent)


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (b"\x1b[<0;1;1M", Moused(0, 0, 0, is_down=True)),
        (b"\x1b[<0;80;24m", Moused(0, 79, 23, is_down=False)),
        (b"\x1b[<65;500;200M", Moused(65, 499, 199, is_down=True)),
    ],
)
def test_a_report_of_the_mouse(sent, read):
    """Issue 20, point 3: an SGR report says the button and the cell, in whatever parts it comes."""
    assert [*Keyboard().read(sent)] == [read]
    keyboard = Keyboard()
    assert [each for byte in sent for each in keyboard.read(bytes([byte]))] == [read]
