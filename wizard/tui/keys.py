"""The keys that do something on a view, named at the foot of the screen and on the page of help."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import NoneType
from typing import Final

from wizard.conversation.moves import Move
from wizard.conversation.view import Pick, Search, Tick, Type, View
from wizard.text.translation import N_, _

MOST_AT_ONCE: Final = 9
"""In a longer list a number has two figures, and is taken at Enter."""
_KEYS: Final[Mapping[type, tuple[str, ...]]] = {
    Pick: (N_("Enter choose"), N_("Up Down move")),
    Tick: (N_("Space yes, not sure, no"), N_("Enter go on"), N_("Up Down move")),
    Type: (N_("Enter go on"),),
    Search: (N_("Enter open"), N_("Up Down move")),
    NoneType: (N_("Enter choose"), N_("Up Down scroll"), N_("Tab next")),
}
_MORE: Final[Mapping[type, tuple[str, ...]]] = {
    Pick: (N_("a letter goes to the next name with it"), N_("Home End, Page Up, Page Down move")),
    Tick: (N_("Home End, Page Up, Page Down move"),),
    Type: (N_("Ctrl+U clears the line"),),
    Search: (N_("letters and figures search"), N_("Ctrl+U clears the search")),
    NoneType: (N_("Home End, Page Up, Page Down scroll"),),
}


def named(view: View, width: int) -> str:
    """Return the keys of a view and what they do, the most needed first, as many as fit."""
    line = ""
    for key in _named(view):
        longer = f"{line}   {key}" if line else key
        line = longer if len(longer) <= width else line
    return line


def told(view: View) -> str:
    """Return all keys of a view and what they do, in a sentence."""
    on_most = (N_("Shift+Tab to the one before"), N_("Ctrl+L draws the screen again"))
    return "; ".join((*_named(view), *map(_, (*_MORE[type(view.ask)], *on_most))))


def takes_text(view: View) -> bool:
    """Return whether any text may be typed into a field of this view, a question mark too."""
    return isinstance(view.ask, Search) or (isinstance(view.ask, Type) and not view.explains)


def _named(view: View) -> Iterator[str]:
    yield from map(_, _KEYS[type(view.ask)])
    if isinstance(view.ask, Pick) and not view.ask.typed:
        most = len(view.ask.options)
        yield (_("1 to {most} choose") if most <= MOST_AT_ONCE else _("1 to {most} go to")).format(
            most=most
        )
    yield _("F1 help") if takes_text(view) else _("? help")
    if view.back is not Move.STAY:
        yield _("Esc back")
    yield _("Ctrl+Q leave")
    if view.ask and view.actions:
        yield _("Tab buttons")
