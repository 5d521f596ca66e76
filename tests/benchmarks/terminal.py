"""The terminal at the far end: a pyte screen that answers queries and encodes keys as xterm
does.
"""

import codecs
import re
from typing import Final

import pyte

COLUMNS: Final = 80
ROWS: Final = 24
SPECIAL: Final = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "space": " ",
    "backspace": "\x7f",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
}
ARROWS: Final = {"up": "A", "down": "B", "right": "C", "left": "D", "home": "H", "end": "F"}
APPLICATION_KEYS: Final = 1
CURSOR_SHOWN: Final = 25
ALTERNATE: Final = {47, 1047, 1049}
KNOWN_MODES: Final = {
    1,
    7,
    12,
    25,
    47,
    1000,
    1002,
    1003,
    1004,
    1005,
    1006,
    1015,
    1016,
    1047,
    1049,
    2004,
}
TERMCAP: Final = {"Co": "256", "colors": "256", "TN": "xterm-256color", "name": "xterm-256color"}
ANSWERS: Final = {
    ("", "", "c"): "\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c",
    (">", "", "c"): "\x1b[>41;390;0c",
    ("=", "", "c"): "\x1bP!|00000000\x1b\\",
    (">", "", "q"): "\x1bP>|XTerm(390)\x1b\\",
    ("", "5", "n"): "\x1b[0n",
    ("", "18", "t"): f"\x1b[8;{ROWS};{COLUMNS}t",
}
"""By prefix, parameters and final byte of a query; xterm is silent where Kitty's keyboard is asked
for, and so is this.
"""

_CSI: Final = r"\x1b\[(?P<prefix>[<=>?]?)(?P<params>[\d;:]*)(?P<inter>[ -/]*)(?P<final>[@-~])"
_OSC: Final = r"\x1b\](?P<osc>(?:[^\x07\x1b]|\x1b(?!\\))*)(?:\x07|\x1b\\)"
_STRING: Final = r"\x1b(?P<kind>[PX^_])(?P<string>(?:[^\x1b]|\x1b(?!\\))*)\x1b\\"
_SEQUENCE: Final = re.compile(f"{_CSI}|{_OSC}|{_STRING}", re.DOTALL)
_CUT_OFF: Final = re.compile(r"\x1b(?:\[[<=>?]?[\d;:]*[ -/]*|[\]PX^_][^\x07\x1b]*\x1b?|[ -/]*)?\Z")


class Terminal:
    """A pyte screen plus what pyte lacks: answers to queries, repeated characters, scrolling, an
    empty alternate screen.
    """

    def __init__(self) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.modes = {7, CURSOR_SHOWN}
        self._stream = pyte.Stream(self.screen)
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._carried, self._last = "", " "
        self._lines: list[object] = [None] * ROWS
        self._cursor: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self.screen.display)

    def encode(self, key: str) -> bytes:
        """The bytes that xterm sends for a key: `down`, `ctrl+q`, or text as it is."""
        if key in ARROWS:
            return (("\x1bO" if APPLICATION_KEYS in self.modes else "\x1b[") + ARROWS[key]).encode()
        if key.startswith("ctrl+"):
            return bytes([ord(key[-1].upper()) & 0x1F])
        return SPECIAL.get(key, key).encode()

    def feed(self, data: bytes) -> tuple[bool, bytes]:
        """Draw; whether a cell or the visible cursor changed, and what is sent back."""
        text = self._carried + self._decode(data)
        cut = _CUT_OFF.search(text)
        end = cut.start() if cut else len(text)
        self._carried, replies, at = text[end:], [], 0
        for found in _SEQUENCE.finditer(text, 0, end):
            self._plain(text[at : found.start()])
            replies.append(self._obey(found))
            at = found.end()
        self._plain(text[at:end])
        return self._has_changed(), "".join(replies).encode()

    def _has_changed(self) -> bool:
        changed = False
        blank = self.screen.default_char
        for y in (row for row in self.screen.dirty if row < ROWS):
            line = tuple(self.screen.buffer[y].get(x, blank) for x in range(COLUMNS))
            if (
                line != self._lines[y]
            ):  # blanks painted on a screen that is still blank are no change
                changed = (
                    changed or self._lines[y] is not None or any(cell != blank for cell in line)
                )
                self._lines[y] = line
        self.screen.dirty.clear()
        cursor = (self.screen.cursor.x, self.screen.cursor.y)
        if CURSOR_SHOWN in self.modes and cursor != self._cursor:
            changed, self._cursor = changed or self._cursor is not None, cursor
        return changed

    def _plain(self, text: str) -> None:
        if text:
            self._stream.feed(text)
            self._last = text[-1] if text[-1].isprintable() else self._last

    def _obey(self, found: re.Match[str]) -> str:
        """Do what a sequence says; the answer, where it is a query."""
        if found["osc"] is not None:
            return _colour(found["osc"])
        if found["kind"] is not None:
            return _capability(found["string"]) if found["kind"] == "P" else ""
        prefix, params, inter, final = found.group("prefix", "params", "inter", "final")
        if inter:
            return self._mode(int(params or 0)) if (prefix, inter, final) == ("?", "$", "p") else ""
        if final in "cnqut" and (prefix or final != "u"):
            here = f"\x1b[{prefix}{self.screen.cursor.y + 1};{self.screen.cursor.x + 1}R"
            return (
                here
                if (params, final) == ("6", "n")
                else ANSWERS.get((prefix, params if final in "nt" else "", final), "")
            )
        if prefix == "?" and final in "hl":
            self._switch(params, on=final == "h")
            self._stream.feed(found.group())
        elif not prefix:
            self._move(found.group(), params, final)
        return ""

    def _mode(self, mode: int) -> str:
        state = 0 if mode not in KNOWN_MODES else 1 if mode in self.modes else 2
        return f"\x1b[?{mode};{state}$y"

    def _switch(self, params: str, *, on: bool) -> None:
        for mode in (int(each) for each in params.split(";") if each.isdigit()):
            (self.modes.add if on else self.modes.discard)(mode)
            if mode in ALTERNATE:
                self.screen.erase_in_display(2)

    def _move(self, sequence: str, params: str, final: str) -> None:
        count = max(int(params), 1) if params.isdigit() else 1
        if final == "b":
            self._stream.feed(self._last * count)
        elif final in "ST":
            cursor, margins = self.screen.cursor, self.screen.margins or (0, ROWS - 1)
            saved = cursor.x, cursor.y
            cursor.y = margins[1] if final == "S" else margins[0]
            for _ in range(count):
                (self.screen.index if final == "S" else self.screen.reverse_index)()
            cursor.x, cursor.y = saved
        else:
            self._stream.feed(sequence.replace(":", ";"))


def _colour(asked: str) -> str:
    code, _, rest = asked.partition(";")
    if rest != "?" or code not in {"10", "11", "12"}:
        return ""
    return f"\x1b]{code};rgb:{'0000/0000/0000' if code == '11' else 'ffff/ffff/ffff'}\x1b\\"


def _capability(asked: str) -> str:
    if asked.startswith("$q"):
        return "\x1bP0$r\x1b\\"
    if not asked.startswith("+q"):
        return ""
    name = bytes.fromhex(asked[2:].split(";", maxsplit=1)[0]).decode(errors="replace")
    known = TERMCAP.get(name)
    value = "=" + known.encode().hex() if known else ""
    return f"\x1bP{int(known is not None)}+r{asked[2:]}{value}\x1b\\"
