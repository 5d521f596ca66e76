"""The characters that drawings and marks are made of, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.text.translation import is_utf8

RAIL: Final = ("━", "─")  # done, open
RAIL_ASCII: Final = ("=", "-")
HERE: Final = "> "
PROMPT: Final = "> "
WRONG: Final = "! "
YES: Final = "[x]"
NOT_SURE: Final = "[?]"
NO: Final = "[ ]"
BOXES: Final[Mapping[str, dict[int, int]]] = {
    "line": str.maketrans("|.-[]", "┼┬─││"),
    "liquid": str.maketrans("#", "█"),
    "bar": str.maketrans("#", "█"),
    "mark": str.maketrans("|*", "▌■"),
}
"""What stands for the ASCII of a drawing, by what is drawn, where the terminal knows more."""


def is_ascii(environment: Mapping[str, str]) -> bool:
    """Whether the locale is not UTF-8."""
    return not is_utf8(environment)
