"""The keys that do something on a view, named at the foot of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from types import NoneType
from typing import Final

from wizard.conversation.view import Pick, Search, Tick, Type, View
from wizard.text.translation import N_, _

_KEYS: Final[Mapping[type, tuple[str, ...]]] = {
    Pick: (N_("Enter choose"), N_("Up Down move")),
    Tick: (N_("Space yes, not sure, no"), N_("Enter go on"), N_("Up Down move")),
    Type: (N_("Enter go on"),),
    Search: (N_("Enter open"), N_("Up Down move")),
    NoneType: (N_("Enter choose"), N_("Up Down scroll"), N_("Tab next")),
}


def named(view: View, width: int) -> str:
    """Return the keys of a view and what they do, the most needed first, as many as fit."""
    keys = [
        *map(_, _KEYS[type(view.ask)]),
        *([_("? why")] if view.explains else []),
        *(_("Esc back"), _("Ctrl+Q leave")),
        *([_("Tab buttons")] if view.ask and view.actions else []),
    ]
    line = ""
    for key in keys:
        longer = f"{line}   {key}" if line else key
        line = longer if len(longer) <= width else line
    return line
