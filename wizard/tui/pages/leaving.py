"""The question before answers are lost."""

from __future__ import annotations

from wizard.text.translation import _
from wizard.tui.pages import PROGRAM
from wizard.tui.view import Act, Do, View


def page(then: Do, label: str, stay: Do) -> View:
    """Stay (at first), or lose the answers and do what was asked for."""
    return View(
        heading=PROGRAM, title=_("Your answers are not saved."), text=_("If you go on, they are gone. Nothing was written to disk."),
        acts=(Act(_("Go on with the interview"), stay), Act(label, then)), back=stay, leave=then,
    )  # fmt: skip
