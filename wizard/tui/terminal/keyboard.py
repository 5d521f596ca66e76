"""What a terminal sends, read as keys and pastes; whatever else it sends is dropped.

Keys are the few that the wizard has a use for, and the mouse is read as SGR reports (mode 1006) say
it. Other mouse reports, focus reports, a terminal's late answers
(colours, version, size, attributes) and control codes are neither typed nor pressed, also where
another program asked for them and left. Of the key events of the kitty protocol, which is off here,
those of the numeric keypad are read, lest a number lose its point, and the two keys that leave. It
uses nothing of Textual, whose own parser fails on some of them and types the letters of others.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

ESCAPE: Final = "\x1b"
MOST_PASTED: Final = 10_000
"""The most characters of a paste that are kept: ten times as many as the longest line holds."""
PATIENCE: Final = 1.0
"""The seconds for which the rest of a sequence is waited for, once it is more than an Escape."""
_MOST_HELD: Final = 1_000
_PASTE_END: Final = "\x1b[201~"
_TEXT: Final = re.compile(r"[^\x00-\x1f\x7f-\x9f]+")
# Control sequences (ECMA-48), single shifts and strings begin with ESC and a letter, or with one
# control character. Three characters follow an old mouse report, some keys of the Linux console and
# of rxvt end in a way of their own, and Konsole puts what is held with a key after a single shift.
_SEQUENCE: Final = re.compile(
    r"(?:\x1b\[|\x9b)"
    r"(?:M.{3}|(?P<console>\[[A-E])|[0-9]+\$(?!y)|(?P<parameters>[0-?]*)[ -/]*(?P<final>[@-~])?)"
    r"|(?:\x1bO|\x8f)(?:[1-9][ -~]|(?P<single>[ -~]))"
    r"|(?:\x1b[]PX^_]|[\x90\x98\x9d-\x9f])[^\x00-\x1f\x7f-\x9f]*(?:\x1b\\|[\x07\x9c])?"
    r"|\x1b[^\x00-\x1f\x7f-\x9f]",
    re.DOTALL,
)
_BEGUN: Final = re.compile(
    r"(?:(?:\x1b\[|\x9b)(?:M.{0,2}|\[|[0-?]*[ -/]*)"
    r"|(?:\x1bO|\x8f)[1-9]?"
    r"|(?:\x1b[]PX^_]|[\x90\x98\x9d-\x9f])[^\x00-\x1f\x7f-\x9f]*\x1b?"
    r"|\x1b)\Z",
    re.DOTALL,
)
_CONTROLS: Final = {chr(number): f"ctrl+{chr(number + 96)}" for number in range(1, 27)} | {
    "\t": "tab",
    "\r": "enter",
    "\x08": "backspace",
    "\x7f": "backspace",
    ESCAPE: "escape",
}
_LETTERS: Final = {
    "A": "up",
    "B": "down",
    "C": "right",
    "D": "left",
    "F": "end",
    "H": "home",
    "P": "f1",
    "Q": "f2",
    "R": "f3",
    "S": "f4",
    "Z": "shift+tab",
}
_NUMBERS: Final = {
    "1": "home",
    "3": "delete",
    "4": "end",
    "5": "pageup",
    "6": "pagedown",
    "7": "home",
    "8": "end",
    "11": "f1",
    "12": "f2",
    "13": "f3",
    "14": "f4",
}
_CONSOLE: Final = {"[A": "f1", "[B": "f2", "[C": "f3", "[D": "f4"}
_KEYPAD: Final = {chr(ord(char) + 0x40): char for char in "*+,-./0123456789"}
_EVENT: Final = re.compile(
    r"(?P<key>[0-9]+)[0-9:]*(?:;(?P<held>[0-9]{1,3})?(?::[12])?(?:;[0-9:]*)?)?"
)
_MOUSE: Final = re.compile(r"<([0-9]{1,3});([1-9][0-9]{0,3});([1-9][0-9]{0,3})")
_LOCKS, _CTRL = 0b11000000, 0b100
_EVENTS: Final = {
    0: {str(57399 + number): char for number, char in enumerate("0123456789./*-+")}
    | {"57414": "enter", "57416": ","},
    # By the code points of q and c, and of the Cyrillic letters on the same keys
    _CTRL: {"113": "ctrl+q", "1081": "ctrl+q", "99": "ctrl+c", "1089": "ctrl+c"},
}


class Pressed(NamedTuple):
    """A key by its name, and the character that it types, if it types one."""

    name: str
    character: str | None = None


class Pasted(NamedTuple):
    """A text that was pasted, cut to `MOST_PASTED`."""

    text: str
    is_cut: bool


class Moused(NamedTuple):
    """A button of the mouse or its wheel, by xterm's number, and the cell; let go or not."""

    button: int
    x: int
    y: int
    is_down: bool


class Keyboard:
    """A reader of the bytes that come from a terminal, in whatever parts they come."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._held = ""
        self._pasted: str | None = None
        self._is_cut = False

    @property
    def patience(self) -> float | None:
        """Return for how many seconds to wait for more, at most; `None` where nothing is open.

        A paste is waited for without end: the rest of it must not be taken for keys.
        """
        return PATIENCE if self._held and self._pasted is None else None

    @property
    def may_be_escape(self) -> bool:
        """Return whether all that is open is an Escape, which may begin a sequence or be a key."""
        return self._held == ESCAPE and self._pasted is None

    def read(self, data: bytes) -> Iterator[Pressed | Pasted | Moused]:
        """Yield what these bytes complete."""
        text, at = self._held + self._decoder.decode(data), 0
        self._held = ""
        while at < len(text):
            if self._pasted is not None:
                end = text.find(_PASTE_END, at)
                stop = end if end >= 0 else max(at, len(text) - len(_PASTE_END) + 1)
                self._is_cut |= len(self._pasted) + stop - at > MOST_PASTED
                self._pasted += text[at : min(stop, at + MOST_PASTED - len(self._pasted))]
                if end < 0:
                    self._held = text[stop:]
                    return
                yield Pasted(self._pasted, self._is_cut)
                self._pasted, at = None, end + len(_PASTE_END)
            elif found := _TEXT.match(text, at):
                for char in found[0]:
                    yield Pressed("space" if char == " " else char, char)
                at = found.end()
            elif _BEGUN.match(text, at):
                # Of one that is too long its beginning will do, to know what its end belongs to
                self._held = text[at:] if len(text) - at <= _MOST_HELD else text[at : at + 2]
                return
            elif found := _SEQUENCE.match(text, at):
                at = found.end()
                yield from self._meant(found)
            else:
                if (name := _CONTROLS.get(text[at])) is not None:
                    yield Pressed(name)
                at += 1

    def give_up(self) -> Iterator[Pressed]:
        """Yield what is meant if nothing follows: a lone Escape is a key, half a sequence none."""
        if self.may_be_escape:
            yield Pressed("escape")
        self._held = ""

    @staticmethod
    def _event(event: str) -> Iterator[Pressed]:
        """Yield the key of an event of the kitty protocol, unless it is let go."""
        if (found := _EVENT.fullmatch(event)) is not None:
            held = int(found["held"] or 1) - 1 & ~_LOCKS
            if (name := _EVENTS.get(held, {}).get(found["key"])) is not None:
                yield Pressed(name, name if len(name) == 1 else None)

    def _meant(self, found: re.Match[str]) -> Iterator[Pressed | Moused]:
        name: str | None = None
        match found["parameters"], found["final"]:
            case "200", "~":
                self._pasted, self._is_cut = "", False
            case report, "M" | "m" if mouse := _MOUSE.fullmatch(report or ""):
                button, x, y = map(int, mouse.groups())
                yield Moused(button, x - 1, y - 1, found["final"] == "M")
            case number, "~":
                name = _NUMBERS.get(number)
            case event, "u":
                yield from self._event(event)
            case "", letter:
                name = _LETTERS.get(letter)
        if single := found["single"]:
            if (char := _KEYPAD.get(single)) is not None:
                yield Pressed(char, char)
            name = "enter" if single == "M" else _LETTERS.get(single)
        if console := found["console"]:
            name = _CONSOLE.get(console)
        if name is not None:
            yield Pressed(name)
