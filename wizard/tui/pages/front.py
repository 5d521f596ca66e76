"""The start page. It stands there before the interview behind it is loaded: what it offers asks for that, when it is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from wizard.interview.choice import Choice
from wizard.text.translation import _, note
from wizard.tui.pages import PROGRAM, menu
from wizard.tui.view import Do, View

if TYPE_CHECKING:
    from wizard.profile.folder import ProfileFolder
    from wizard.tui.flow import Flow


def stay() -> None:
    """Escape does nothing here: a key that a slow line cut in two looks like Escape."""


def front(flow: Callable[[], Flow], folder: ProfileFolder, leave: Do, *before: Choice, back: Do = stay) -> View:
    """New, open, what this is, colours, leave; `before` them, going on with what was begun."""
    anywhere, bounded = _("One that you saved, one from a file, or a template."), _("One that you saved, or a template.")
    entries = (
        *before,
        Choice(lambda: flow().begin_anew(), _("New plan"), _("Answer some questions; you see and check everything before it is saved.")),
        Choice(
            lambda: flow().choose(),
            _("Open a profile"),
            bounded if folder.is_bounded else anywhere,
        ),
        Choice(
            lambda: flow().tell(), _("What this is, and what it is not"), _("Where the figures come from, and what they cannot tell you.")
        ),
        Choice(lambda: flow().colours(), _("Colours and contrast")),
        Choice(leave, _("Leave")),
    )
    return View(
        heading=PROGRAM, title=_("What would you like to do?"), help=_("A plan for Semax from sources that disagree, or a plain no."),
        note="\n".join(filter(None, (note(), folder.notice))), ask=menu(*entries), back=back, leave=leave,
    )  # fmt: skip
