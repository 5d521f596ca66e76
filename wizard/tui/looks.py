"""How the wizard looks: for a dark or a light terminal, in high contrast; and in ASCII where the terminal knows no more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

LOOKS: Final[Mapping[str, tuple[str, str]]] = {
    "dark": ("Dark", "Colours for light text on a dark ground."),
    "light": ("Light", "Colours for dark text on a light ground."),
    "contrast": ("High contrast", "White on black, nothing faint and no other colour."),
}
VARIABLE: Final = "SEMAX_WIZARD_THEME"
_COERCED: Final = frozenset({"C.UTF-8", "C.utf8"})


def first(environment: Mapping[str, str]) -> str:
    """The look to begin with: the one that is asked for, or dark."""
    asked = environment.get(VARIABLE, "").strip().lower()
    return asked if asked in LOOKS else "dark"


def is_ascii(environment: Mapping[str, str]) -> bool:
    """Whether the locale is not UTF-8. In a locale of C, Python sets `LC_CTYPE` itself, which says nothing about the terminal."""
    kind = environment.get("LC_CTYPE", "")
    if kind in _COERCED and environment.get("LANG", "C") in {"", "C", "POSIX"}:
        kind = ""
    name = environment.get("LC_ALL") or kind or environment.get("LANG", "")
    return not name.lower().replace("-", "").partition("@")[0].endswith("utf8")
