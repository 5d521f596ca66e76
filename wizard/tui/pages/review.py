"""The review: everything that would be saved, in the words of the summary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wizard.catalog.model import Outcome
from wizard.protocol.plan import Derived
from wizard.report.document import build
from wizard.report.export.plain_text import render
from wizard.report.plan_drawings import Planned
from wizard.text.translation import _, marked, untranslated
from wizard.tui.asking import heading, place
from wizard.tui.pages import pictures, readable, received, saving, why
from wizard.tui.view import Act, View

if TYPE_CHECKING:
    from wizard.tui.flow import Flow

_TITLES: Final = {
    Outcome.CLEAR: marked("Clear: please check the plan before you save it."),
    Outcome.CAUTION: marked("Caution: please read why, and check the plan before you save it."),
    Outcome.CLINICIAN: marked("For a clinician to decide: no dose is given. Below: why, and what you answered."),
    Outcome.STOP: marked("Stop: no plan is made. Below: why, and what you answered."),
}


def page(flow: Flow, derived: Derived) -> View:
    """The plan, or the record of someone who is screened out."""
    outcome = derived.screening.outcome
    look = why.about_plan(flow, derived)
    told = received.apart(flow, derived)

    def back() -> None:
        if told:
            flow.show(received.differs(flow, told))
        else:
            flow.last()

    def look_at_it() -> None:
        if derived.protocol is not None:
            plan = Planned(derived, derived.protocol, flow.catalog)
            flow.over(lambda stay: pictures.page(flow, plan, stay))

    document = build(derived, flow.name or saving.first_name(flow), flow.now(), flow.catalog)
    shown = () if derived.protocol is None else (Act(_("Pictures"), look_at_it),)
    return View(
        heading=heading("review"), place=place("review", flow.session), title=_(_TITLES[outcome]), tone=outcome,
        help="" if derived.protocol is None else untranslated(), note=received.note(flow, derived),
        text=lambda width: render(document, readable(width)),
        acts=(
            Act(_("Save"), lambda: saving.name(flow)),
            Act(_("Change an answer"), flow.answers),
            *shown,
            Act(_("Back"), back),
            Act(_("Leave"), flow.leave),
        ),
        back=back, leave=flow.leave, why=(lambda _: look()) if derived.protocol or derived.screening.findings else None,
    )  # fmt: skip
