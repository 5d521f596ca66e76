"""What each colour and each mark means: the one place where a colour of the screen is named.

A style such as `STOP` is written `Content.styled(text, STOP)`; the theme in use says what it looks
like. In `wizard.tcss` the variables `$ground`, `$ink`, `$field-ground`, `$field-text`, `$hint` and
`$bar` are of the same themes. A word or a mark stands beside every colour, which `NO_COLOR` takes
away.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Final, NamedTuple

from textual.content import Content
from textual.theme import Theme

from wizard.text.translation import is_utf8

TEXT: Final = "$role-text"
STRONG: Final = "$role-strong"
"""Titles, names and figures."""
DIM: Final = "$role-dim"
"""What may be read second."""
ACCENT: Final = "$role-accent"
"""What was chosen, and what can be pressed."""
KEY: Final = "$role-key"
"""A key that does something."""
ACCENT_GROUND: Final = "$role-accent-ground"
"""The stronger of two grounds that tell doses apart: calendar days, the card of today."""
SOFT_GROUND: Final = "$role-soft-ground"
CLEAR: Final = "$role-clear"
"""Clear, done, read, accepted."""
CAUTION: Final = "$role-caution"
"""Caution, and whatever is to be looked at again."""
CLINICIAN: Final = "$role-clinician"
"""For a clinician to decide."""
STOP: Final = "$role-stop"
"""Stop, and what is wrong."""
CURSOR: Final = "$role-cursor"
"""The row, the step or the button where a person is."""
BADGES: Final[Mapping[str, str]] = {
    "clear": "$role-badge-clear",
    "caution": "$role-badge-caution",
    "clinician": "$role-badge-clinician",
    "stop": "$role-badge-stop",
    "today": "$role-badge-today",
}
"""The style of a word that says an outcome, or of `TODAY`, with a blank at each of its ends."""
TONES: Final[Mapping[str, str]] = {
    "clear": CLEAR,
    "caution": CAUTION,
    "clinician": CLINICIAN,
    "stop": STOP,
}
"""The style of what is said with an outcome."""


def badge(word: str, name: str) -> Content:
    """Return a word that stands out by the ground of what it says: an outcome, or today."""
    return Content.styled(f" {word.upper()} ", BADGES[name])


class Marks(NamedTuple):
    """The signs that stand beside colours, and for them where there are none."""

    tick: str = "✓"
    here: str = "▸"
    edge: str = "▌"
    drop: str = "●"
    rule: str = "│"
    up_down: str = "↑↓"
    bar: str = "█"


_ASCII: Final = Marks("*", ">", "|", "o", "|", "Up Down", "#")


def marks() -> Marks:
    """Return the marks for this terminal: ASCII where its locale is not UTF-8."""
    return Marks() if is_utf8(os.environ) else _ASCII


class Palette(NamedTuple):
    """The colours of a theme by what they mean, as Textual writes them.

    `bold` is what stands for a colour where there is none, `faint` is an attribute of `dim`,
    `cursor` and `badge` are how words stand out from the ground, `{}` being the colour.
    """

    ground: str
    ink: str
    dim: str
    accent: str
    soft: str
    clear: str
    caution: str
    clinician: str
    stop: str
    field: str
    hint: str
    on_soft: str
    bar: str
    is_dark: bool = True
    faint: str = ""
    strong_ground: str = "{colour} bold reverse"
    soft_ground: str = "{on_soft} on {soft}"
    cursor: str = "{ink} bold reverse"
    field_text: str = "none"


# The colours from number 16 on of the 256 are the same in every terminal; the painter sends numbers
_DARK: Final = Palette(
    ground="#121212",  # 233
    ink="#dadada",  # 253
    dim="#8a8a8a",  # 245
    accent="#00afd7",  # 38
    soft="#005f5f",  # 23
    clear="#5fd787",  # 78
    caution="#ffaf00",  # 214
    clinician="#d787d7",  # 176
    stop="#ff5f5f",  # 203
    field="#303030",  # 236
    hint="#a8a8a8",  # 248
    on_soft="#dadada",  # 253
    bar="#8a8a8a",  # 245
)
_LIGHT: Final = Palette(
    ground="#ffffff",  # 231
    ink="#262626",  # 235
    dim="#626262",  # 241
    accent="#005f87",  # 24
    soft="#afd7ff",  # 153
    clear="#005f00",  # 22
    caution="#875f00",  # 94
    clinician="#af00af",  # 127
    stop="#d70000",  # 160
    field="#e4e4e4",  # 254
    hint="#4e4e4e",  # 239
    on_soft="#262626",  # 235
    bar="#626262",  # 241
    is_dark=False,
)
# Sixteen colours are the terminal's own, and so is the ground that they stand on
_OWN: Final = Palette(
    ground="ansi_default",
    ink="ansi_default",
    dim="ansi_default",
    accent="ansi_cyan",
    soft="ansi_cyan",
    clear="ansi_green",
    caution="ansi_yellow",
    clinician="ansi_magenta",
    stop="ansi_red",
    field="ansi_default",
    hint="ansi_default",
    on_soft="ansi_default",
    bar="ansi_bright_black",
    faint="dim",
    soft_ground="{colour} underline",
    field_text="underline",
)
_OWN_LIGHT: Final = _OWN._replace(
    accent="ansi_blue", soft="ansi_blue", caution="ansi_default", is_dark=False
)


def _one(colour: str, ground: str, faint: str = "") -> Palette:
    """Return the palette of one colour on one ground, in which attributes say the rest."""
    names = ("ink", "dim", "accent", "soft", "clear", "caution", "clinician", "stop", "hint")
    grounds = {"ground": ground, "field": ground}
    return _OWN._replace(
        faint=faint,
        **grounds | dict.fromkeys((*names, "on_soft", "bar"), colour),  # type: ignore[arg-type]
    )


PALETTES: Final[Mapping[str, Palette]] = {
    "dark": _DARK,
    "light": _LIGHT,
    "contrast": _one("#ffffff", "#000000"),
    "dark-16": _OWN,
    "light-16": _OWN_LIGHT,
    "contrast-16": _one("ansi_bright_white", "ansi_black"),
    "dark-0": _one("ansi_default", "ansi_default", "dim"),
    "light-0": _one("ansi_default", "ansi_default", "dim"),
    "contrast-0": _one("ansi_default", "ansi_default"),
}
"""The palette of each look, also in a terminal of 16 colours, and without colours."""


def theme_name(look: str, colours: str | None, *, is_bare: bool) -> str:
    """Return the theme for a look, with so many `colours` as Rich names them; `is_bare`: none."""
    depth = "-0" if is_bare or colours is None else "-16" if colours == "standard" else ""
    return (look if look in PALETTES else "dark") + depth


def theme(name: str) -> Theme:
    """Return the theme of this name for Textual."""
    palette = PALETTES[name]
    return Theme(
        name=name,
        primary=palette.accent,
        foreground=palette.ink,
        background=palette.ground,
        dark=palette.is_dark,
        ansi=True,
        variables=_variables(palette),
    )


def _variables(palette: Palette) -> dict[str, str]:
    colours = palette._asdict()

    def shown(pattern: str, colour: str = "") -> str:
        return pattern.format(**colours | {"colour": colour})

    said = {name: colours[name] for name in ("accent", *TONES)}
    strong = {name: shown(palette.strong_ground, colour) for name, colour in said.items()}
    # In a palette without colours what is said stands out by being bold
    bold = " bold" if palette.accent == palette.clear else ""
    roles = {
        "text": palette.ink,
        "strong": "bold",
        "dim": f"{palette.dim} {palette.faint}".rstrip(),
        "key": f"{palette.accent} bold",
        "accent-ground": strong["accent"],
        "soft-ground": shown(palette.soft_ground, palette.soft),
        "cursor": shown(palette.cursor),
        "badge-today": strong["accent"],
    }
    roles |= {name: f"{colour}{bold}" for name, colour in said.items()}
    roles |= {f"badge-{name}": strong[name] for name in TONES}
    return {f"role-{name}": style for name, style in roles.items()} | {
        "ansi-background": palette.ground,
        "ansi-foreground": palette.ink,
        "ground": palette.ground,
        "ink": palette.ink,
        "field-ground": palette.field,
        "field-text": palette.field_text,
        "hint": palette.hint,
        "bar": palette.bar,
    }
