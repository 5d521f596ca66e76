"""The keys that do something on a view, named at the foot of it."""

from __future__ import annotations

from wizard.conversation.view import Pick, Search, Tick, Type, View
from wizard.text.translation import _


def named(view: View, width: int) -> str:
    """Return the keys of a view with what they do, as many as fit, the ones that are needed most first."""
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
    keys += [_("? why")] if view.explains else []
    keys += [
        _("Esc back"),
        _("Ctrl+Q leave"),
        *([_("Tab buttons")] if view.ask and view.actions else []),
    ]
    line = ""
    for key in keys:
        longer = f"{line}   {key}" if line else key
        line = longer if len(longer) <= width else line
    return line
