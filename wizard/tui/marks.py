"""The characters that drawings and marks are made of, in one place."""

from __future__ import annotations

from typing import Final

RAIL: Final = ("━", "─")  # done, open
RAIL_ASCII: Final = ("=", "-")
HERE: Final = "> "
PROMPT: Final = "> "
WRONG: Final = "! "
YES: Final = "[x]"
NOT_SURE: Final = "[?]"
NO: Final = "[ ]"
