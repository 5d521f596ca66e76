"""The colours there are: for a dark or a light terminal, and in high contrast."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.text.translation import N_

THEMES: Final[Mapping[str, tuple[str, str]]] = {
    "dark": (N_("Dark"), N_("Colours for light text on a dark ground.")),
    "light": (N_("Light"), N_("Colours for dark text on a light ground.")),
    "contrast": (
        N_("High contrast"),
        N_("White on black, nothing faint and no other colour."),
    ),
}
VARIABLE: Final = "SEMAX_WIZARD_THEME"


def first(environment: Mapping[str, str], kept: str = "") -> str:
    """Return the theme to begin with: that of the environment, else the one `kept`, or dark."""
    asked = environment.get(VARIABLE, "").strip().lower()
    return asked if asked in THEMES else kept or "dark"
