"""The review: everything that would be saved, in the words of the summary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wizard.catalog.model import Outcome
from wizard.protocol import Derived
from wizard.summary.document import build
from wizard.summary.text import render
from wizard.tui.asking import heading, place
from wizard.tui.pages import saving, why
from wizard.tui.view import Act, View

if TYPE_CHECKING:
    from wizard.tui.flow import Flow

_TITLES: Final = {
    Outcome.CLEAR: "Clear: please check the plan before you save it.",
    Outcome.CAUTION: "Caution: please read why, and check the plan before you save it.",
    Outcome.CLINICIAN: "For a clinician to decide: no dose is given. This is the record.",
    Outcome.STOP: "Stop: no plan is made. This is the record.",
}
_LEAST_WIDTH: Final = 40
_MOST_WIDTH: Final = 92


def page(flow: Flow, derived: Derived) -> View:
    """The plan, or the record of someone who is screened out."""
    outcome = derived.screening.outcome
    look = why.about_plan(flow, derived)
    document = build(derived, flow.name or saving.first_name(flow), flow.now(), flow.catalog)
    return View(
        heading=heading("review"), place=place("review", flow.session), title=_TITLES[outcome], tone=outcome,
        text=lambda width: render(document, max(_LEAST_WIDTH, min(width, _MOST_WIDTH))),
        acts=(
            Act("Save", lambda: saving.name(flow)),
            Act("Change an answer", flow.answers),
            Act("Back", flow.last),
            Act("Leave", flow.leave),
        ),
        back=flow.last, leave=flow.leave, why=(lambda _: look()) if derived.protocol or derived.screening.findings else None,
    )  # fmt: skip
