"""The start page, and the page on what this program is and is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wizard.interview.fields import Choice
from wizard.interview.steps import STEPS
from wizard.tui.pages import PROGRAM, library, look, menu, resuming
from wizard.tui.view import Act, Do, View

if TYPE_CHECKING:
    from wizard.tui.flow import Flow


def page(flow: Flow) -> View:
    """New, open, what this is, leave; and going on with an interview that was begun."""

    def new() -> None:
        flow.unless_unsaved(flow.new, "Begin anew without saving")

    def choose() -> None:
        flow.unless_unsaved(lambda: library.page(flow), "Open another without saving")

    def tell() -> None:
        flow.over(lambda back: about(flow, back))

    entries = [
        Choice(new, "New plan", "Answer some questions; you see and check everything before it is saved."),
        Choice(choose, "Open a profile", f"One that you saved, {'' if flow.reach.is_bounded else 'one from a file, '}or a template."),
        Choice(tell, "What this is, and what it is not", "Where the figures come from, and what they cannot tell you."),
        Choice(lambda: flow.show(look.page(flow)), "Colours and contrast"),
        Choice(flow.leave, "Leave"),
    ]
    entries[:0] = resuming.entries(flow)
    asked = flow.session.next_open
    if flow.unsaved:
        where = next(step.title for step in STEPS if step.id == (asked.step if asked is not None else "review"))
        entries.insert(0, Choice(flow.next, "Go on with your answers", f"You were at: {where}."))
    return View(
        heading=PROGRAM, title="What would you like to do?", help="A plan for Semax from sources that disagree, or a plain no.",
        note=flow.reach.notice, ask=menu(*entries), back=flow.next if flow.unsaved else _stay, leave=flow.leave,
    )  # fmt: skip


def _stay() -> None:
    """Escape does nothing here: a key that a slow line cut in two looks like Escape."""


def about(flow: Flow, back: Do) -> View:
    """What this is and is not."""
    guidance = flow.catalog.guidance
    return View(
        heading=PROGRAM, title="What this is, and what it is not", text="\n\n".join((*guidance.about, guidance.status.text)),
        acts=(Act("Back", back), Act("Leave", flow.leave)), back=back, leave=flow.leave,
    )  # fmt: skip
