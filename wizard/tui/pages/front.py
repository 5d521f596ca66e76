"""The start page. It stands there before the interview behind it is loaded: what it offers asks for that, when it is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from wizard.interview.choice import Choice
from wizard.tui.pages import PROGRAM, menu
from wizard.tui.view import Do, View

if TYPE_CHECKING:
    from wizard.profile.reach import Reach
    from wizard.tui.flow import Flow


def stay() -> None:
    """Escape does nothing here: a key that a slow line cut in two looks like Escape."""


def front(flow: Callable[[], Flow], reach: Reach, leave: Do, *before: Choice, back: Do = stay) -> View:
    """New, open, what this is, colours, leave; `before` them, going on with what was begun."""
    entries = (
        *before,
        Choice(lambda: flow().begin_anew(), "New plan", "Answer some questions; you see and check everything before it is saved."),
        Choice(
            lambda: flow().choose(),
            "Open a profile",
            f"One that you saved, {'' if reach.is_bounded else 'one from a file, '}or a template.",
        ),
        Choice(lambda: flow().tell(), "What this is, and what it is not", "Where the figures come from, and what they cannot tell you."),
        Choice(lambda: flow().colours(), "Colours and contrast"),
        Choice(leave, "Leave"),
    )
    return View(
        heading=PROGRAM, title="What would you like to do?", help="A plan for Semax from sources that disagree, or a plain no.",
        note=reach.notice, ask=menu(*entries), back=back, leave=leave,
    )  # fmt: skip
