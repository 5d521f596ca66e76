"""The start page, and the page on what this program is and is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wizard.interview.choice import Choice
from wizard.interview.steps import STEPS
from wizard.text.translation import _, note
from wizard.tui.pages import PROGRAM, resuming
from wizard.tui.pages.front import front, stay
from wizard.tui.view import Act, Do, View

if TYPE_CHECKING:
    from wizard.tui.flow import Flow


def page(flow: Flow) -> View:
    """The start page, with going on with an interview that was begun."""
    before = resuming.entries(flow)
    asked = flow.session.next_open
    if flow.unsaved:
        where = next(step.title for step in STEPS if step.id == (asked.step if asked is not None else "review"))
        before.insert(0, Choice(flow.next, _("Go on with your answers"), _("You were at: {step}.").format(step=_(where))))
    return front(lambda: flow, flow.folder, flow.leave, *before, back=flow.next if flow.unsaved else stay)


def about(flow: Flow, back: Do) -> View:
    """What this is and is not."""
    guidance = flow.catalog.guidance
    return View(
        heading=PROGRAM, title=_("What this is, and what it is not"),
        text="\n\n".join(filter(None, (*map(_, guidance.about), _(guidance.status.text), note()))),
        acts=(Act(_("Back"), back), Act(_("Leave"), flow.leave)), back=back, leave=flow.leave,
    )  # fmt: skip
