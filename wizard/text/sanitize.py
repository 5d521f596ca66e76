"""Text from outside, made safe: what may stand in a file, and what a message may repeat of it."""

from __future__ import annotations

import os
import re
import shlex
import unicodedata
from typing import Final

from wizard.errors import UnreadableError, refuse
from wizard.text.translation import N_, _

MOST_NAME: Final = 80
MOST_PATH: Final = 1000
MOST_SHOWN: Final = 400
"""The length of a line from a file or of a message, where it has room of its own."""
_REFUSED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_MOST_REPEATED = 60
_QUOTED: Final = N_("'{typed}'")
JOINERS: Final = "\u200c\u200d"
# Arabic, Syriac, NKo, the scripts of India and Sri Lanka, Myanmar, Khmer and Mongolian
WITH_JOINERS: Final = r"[\u0600-\u0dff\u1000-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc]"


_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})


def unsafe(text: str, *, joined: bool = False) -> str | None:
    """Return the first character that could steer a terminal or reorder a line, as `U+202E`.

    Control and escape characters, bidirectional overrides and invisible ones, surrogates, private
    and unassigned code points. With `joined`, as in a name, a joiner may stand where its script
    needs it.
    """
    if text.isprintable():
        return None
    return next(
        (
            f"U+{ord(char):04X}"
            for at, char in enumerate(text)
            if unicodedata.category(char) in _REFUSED and not (joined and _joins(text, at))
        ),
        None,
    )


def _joins(text: str, at: int) -> bool:
    """Return whether a joiner stands there, after a letter or mark and before a letter.

    Both are of a script in which a joiner decides how they are written, as in Persian and Sinhala.
    """
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (
        text[at] in JOINERS
        and all(re.match(WITH_JOINERS, each) for each in (before, after))
        and unicodedata.category(before)[0] in "LM"
        and unicodedata.category(after)[0] == "L"
    )


def searched(text: str) -> str:
    """Return text as a search compares it: in any case, and without joiners.

    A joiner is typed before the letter that it needs after it, and cannot be told from a stray one.
    """
    return text.casefold().translate(dict.fromkeys(map(ord, JOINERS)))


def quoted(text: str) -> str:
    """Put what somebody typed between the quotation marks of the language, nothing raw in it."""
    return _(_QUOTED).format(typed=repr(text)[1:-1])


def requoted(message: str) -> str:
    """Put the quotation marks of the language where a library has set its own."""
    return re.sub(r"'([^']*)'", _(_QUOTED).format(typed=r"\1"), message)


def clean(text: str, most: int = _MOST_REPEATED) -> str:
    """Make text safe to repeat in a message or on a screen.

    It is one line, at most `most` long, without unsafe characters; a joiner stays where its script
    needs it. The end of a line becomes a space, whichever it is: without one, `1` and `5` on two
    lines would be a 15.
    """
    if text.isascii() and text.isprintable() and len(text) <= most:
        return text
    composed = unicodedata.normalize("NFC", text[: 4 * most])  # not all of 60 kB for 60 characters
    spaced = "".join(
        " " if char.isspace() and unicodedata.category(char) in _REFUSED else char
        for char in composed
    )
    kept = "".join(
        char
        for at, char in enumerate(spaced)
        if unicodedata.category(char) not in _REFUSED or _joins(spaced, at)
    )
    return kept if len(kept) <= most else kept[: most - 3] + "..."


def exact(file: str) -> str:
    """Return the name of a file, safe to show and never another file's.

    One with a character that is not safe is written in the form in which a shell reads it: that
    character as hexadecimal bytes, within `$'...'`.
    """
    if unsafe(file) is None:
        return file
    return f"$'{''.join(map(_coded, file))}'"


def _coded(char: str) -> str:
    if unsafe(char) is None and char not in "\\'":
        return char
    return "".join(f"\\x{byte:02x}" for byte in os.fsencode(char))


def typable(file: str) -> str:
    """Return the name of a file as a person can type it in a command."""
    if file.startswith("-") and file != "-":
        file = f"./{file}"  # else the command line takes it for an option
    return shlex.quote(file) if unsafe(file) is None else exact(file)


def right_to_left(text: str) -> bool:
    """Return whether the text holds a right-to-left script, such as Hebrew or Arabic."""
    return any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in text)


def beside(name: str, rest: str, between: str = " ") -> str:
    """Return a name and what stands beside it, in a line.

    In a right-to-left script the name stands last, since it would reorder what follows it.
    """
    return f"{rest} {name}" if right_to_left(name) else f"{name}{between}{rest}"


def check_name(name: str) -> None:
    """Raise `InvalidInputError` unless a profile may have this name."""
    if not 1 <= len(name.strip()) <= len(name) <= MOST_NAME:
        raise refuse(
            "name",
            _("must be 1 to {most_name} characters").format(most_name=MOST_NAME),
            _("give it a shorter or a fuller one"),
        )
    if (char := unsafe(name, joined=True)) is not None:
        raise refuse(
            "name",
            _("holds the character {char}, which could steer a terminal").format(char=char),
            _("remove it"),
        )


def named(typed: str) -> str:
    """Return the name that a person types, in one line. Raise `UnreadableError` for none."""
    name = " ".join(clean(typed, MOST_NAME).split())
    if not name:
        raise UnreadableError(_("type a name of 1 to 80 characters"))
    return name
