"""The keys that do something on a view, named at the foot of the screen."""

from __future__ import annotations

from wizard.conversation.view import Pick, Search, Tick, Type, View
from wizard.text.translation import _


def named(view: View, width: int) -> str:
    """Return the keys of a view and what they do, the most needed first, as many as fit."""
    match view.ask:
        case Pick():
            keys = [_("Enter choose"), _("Up Down move")]
        case Tick():
            keys = [_("Space yes, not sure, no"), _("Enter go on"), _("Up Down move")]
        case Type():
            keys = [_("Enter go on")]
        case Search():
            keys = [_("Enter open"), _("Up Down move")]
        case _:
            keys = [_("Enter choose"), _("Up Down scroll"), _("Tab next")]
    if view.explains:
        keys.append(_("? why"))
    keys += [_("Esc back"), _("Ctrl+Q leave")]
    if view.ask and view.actions:
        keys.append(_("Tab buttons"))
    line = ""
    for key in keys:
        longer = f"{line}   {key}" if line else key
        line = longer if len(longer) <= width else line
    return line
