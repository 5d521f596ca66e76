"""The pictures of a plan: what is measured out, the day, the dose of each day, the calendar of the course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wizard.report.plan_drawings import Planned
from wizard.text.translation import _, untranslated
from wizard.tui.view import Act, Do, View

if TYPE_CHECKING:
    from wizard.tui.flow import Flow


def page(flow: Flow, plan: Planned, back: Do) -> View:
    """All of them, to scroll through."""
    return View(
        title=_("The plan in pictures"), help=untranslated(), plan=plan,
        acts=(Act(_("Back"), back), Act(_("Leave"), flow.leave)), back=back, leave=flow.leave,
    )  # fmt: skip
