"""The page for someone who is screened out: why, and what to do. No dose, no count, no schedule (R02)."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from wizard.catalog import Catalog
from wizard.catalog.model import Outcome
from wizard.interview.fields import Field
from wizard.interview.session import Session
from wizard.protocol.plan import Finding
from wizard.text.translation import _, marked
from wizard.tui.asking import heading, place
from wizard.tui.pages import readable, why
from wizard.tui.view import Act, View

if TYPE_CHECKING:
    from wizard.tui.flow import Flow


def deciding(session: Session) -> tuple[Finding, ...]:
    """The findings that rule a dose out, worst first."""
    return tuple(found for found in session.screening.findings if not found.outcome.allows_dose)


def page(flow: Flow, asked: Field) -> View:
    """Why there is no plan. `asked` is the question whose answer decided it."""
    found = deciding(flow.session)
    outcome = flow.session.screening.outcome
    rules = [each.rule for each in found]
    look = why.about_findings(flow, found)

    def change() -> None:
        flow.ask(asked)

    rest = _("Answer the rest") if flow.session.next_open is not None else _("See the record")
    return View(
        heading=heading(asked.step), place=place(asked.step, flow.session, asked.key), tone=outcome,
        title=_("Stop: no plan is made.") if outcome is Outcome.STOP else _("For a clinician to decide: no dose is given."),
        text=lambda width: _text(found, outcome, flow.catalog, readable(width)),
        acts=(Act(rest, lambda: flow.know(*rules)), Act(_("Change the answer"), change), Act(_("Leave"), flow.leave)),
        back=change, leave=flow.leave, why=lambda _: look(),
    )  # fmt: skip


def _text(found: tuple[Finding, ...], outcome: Outcome, catalog: Catalog, width: int) -> str:
    told = (_told(each, catalog, width) for each in found)
    return "\n\n".join((_(catalog.guidance.outcomes[outcome]), *told, _(_AFTER)))


def _told(found: Finding, catalog: Catalog, width: int) -> str:
    reason, advice = " ".join(map(_, found.reasons)), _(found.advice)
    said = (_("Why: {reason}").format(reason=reason), _("What to do: {advice}").format(advice=advice))
    why, do = (textwrap.fill(line, width, initial_indent=_INDENT, subsequent_indent=_INDENT) for line in said)
    title = _("Stop: {finding}") if found.outcome is Outcome.STOP else _("Clinician: {finding}")
    return f"{title.format(finding=_(catalog.screening.title(found.rule)))}\n{why}\n{do}"


_INDENT: Final = "  "
_AFTER: Final = marked(
    "If that answer was a mistake, change it. You may also answer the rest, to keep a record to show to a clinician; it holds no plan."
)
