"""Text from outside, made safe: what may stand in a file, and what a message may repeat of it."""

from __future__ import annotations

import unicodedata
from typing import Final

from wizard.errors import UnreadableError, refuse
from wizard.text.translation import _

MOST_NAME: Final = 80
MOST_PATH: Final = 1000
MOST_SHOWN: Final = 400
"""The length of a line from a file or of a message, where it has room of its own."""
_REFUSED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_MOST_REPEATED = 60


def unsafe(text: str) -> str | None:
    """Return the first character that could steer a terminal or reorder a line, as `U+202E`.

    Control and escape characters, bidirectional overrides and invisible ones, surrogates, private
    and unassigned code points.
    """
    if text.isascii() and text.isprintable():
        return None
    return next(
        (f"U+{ord(char):04X}" for char in text if unicodedata.category(char) in _REFUSED), None
    )


def clean(text: str, most: int = _MOST_REPEATED) -> str:
    """Make text safe to repeat in a message or on a screen.

    It is one line, at most `most` long, without unsafe characters. The end of a line becomes a
    space, whichever it is: without one, `1` and `5` on two lines would be a 15.
    """
    if text.isascii() and text.isprintable() and len(text) <= most:
        return text
    kept = "".join(
        " " if char.isspace() and unicodedata.category(char) in _REFUSED else char
        for char in unicodedata.normalize("NFC", text)
        if char.isspace() or unicodedata.category(char) not in _REFUSED
    )
    return kept if len(kept) <= most else kept[: most - 3] + "..."


def check_name(name: str) -> None:
    """Raise `InvalidInputError` unless a profile may have this name."""
    if not 1 <= len(name.strip()) <= len(name) <= MOST_NAME:
        raise refuse(
            "name", f"must be 1 to {MOST_NAME} characters", "give it a shorter or a fuller one"
        )
    if (char := unsafe(name)) is not None:
        raise refuse(
            "name", f"holds the character {char}, which could steer a terminal", "remove it"
        )


def named(typed: str) -> str:
    """Return the name that a person types, in one line. Raise `UnreadableError` for none."""
    name = " ".join(clean(typed, MOST_NAME).split())
    if not name:
        raise UnreadableError(_("type a name of 1 to 80 characters"))
    return name
