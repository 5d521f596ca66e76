"""The keys that do something on a view, named at the foot of it."""

from __future__ import annotations

from wizard.tui.view import Pick, Search, Tick, Type, View


def named(view: View, width: int) -> str:
    """The keys of a view with what they do, as many as fit, the ones that are needed most first."""
    match view.ask:
        case Pick():
            keys = ["Enter choose", "Up Down move"]
        case Tick():
            keys = ["Space mark", "Enter go on", "Up Down move"]
        case Type():
            keys = ["Enter go on"]
        case Search():
            keys = ["Enter open", "Up Down move"]
        case _:
            keys = ["Enter choose", "Tab next", "Up Down scroll"]
    keys += ["? why"] if view.why else []
    keys += ["Esc back", "Ctrl+Q leave", *(["Tab buttons"] if view.ask and view.acts else [])]
    line = ""
    for key in keys:
        longer = f"{line}   {key}" if line else key
        line = longer if len(longer) <= width else line
    return line
