"""Documents for people who get no plan: the referral sheet and the stop page (R02).

What was answered stands on the page for the doctor, which follows.
"""

from __future__ import annotations

from wizard.catalog.model import Outcome
from wizard.report.blocks import Bullets, Paragraph, Section
from wizard.report.facts import Facts
from wizard.text.translation import _


def stopped(facts: Facts) -> tuple[Section, ...]:
    """Return why, and what to do: no dose, no regimen."""
    findings = facts.derived.screening.findings
    groups = facts.catalog.screening.groups
    symptoms = {item.id for group in groups if group.key == "symptoms" for item in group.items}
    worst = sorted(
        (found for found in findings if found.outcome is Outcome.STOP),
        key=lambda found: found.rule not in symptoms,  # help that is needed now comes first
    )
    others = [found for found in findings if found.outcome is not Outcome.STOP]
    also = Section("also", _("Also found"), (Bullets(facts.findings(others)),))
    changed = _(
        "If an answer was a mistake, or changes later, answer all questions again. Nothing else"
        " lifts a stop."
    )
    return (
        Section("brief", _("In brief"), (_outcome(facts),)),
        Section("why", _("Why, and what to do"), (Bullets(facts.findings(worst)),)),
        *([also] if others else []),
        _already_taken(facts),
        Section("next", _("If something changes"), (Paragraph(changed),)),
        facts.signed(),
    )


def referral(facts: Facts) -> tuple[Section, ...]:
    """Return what was found and whom to take it to. No dose to take."""
    take = _(
        "Take this sheet to a doctor, nurse practitioner or pharmacist: its last page is for them,"
        " with questions that you may want to ask. Take no Semax before you have spoken with one."
    )
    found = Bullets(facts.findings(facts.derived.screening.findings))
    return (
        Section("brief", _("In brief"), (_outcome(facts), Paragraph(take))),
        Section("findings", _("What was found, and why it matters"), (found,)),
        _already_taken(facts),
        facts.signed(),
    )


def _outcome(facts: Facts) -> Paragraph:
    return Paragraph(facts.judged)


def _already_taken(facts: Facts) -> Section:
    signs = facts.advice(facts.catalog.guidance.stop_signs)
    return Section(
        "stop", _("IF YOU HAVE TAKEN IT ALREADY: WHEN TO SEE A DOCTOR"), (Bullets(signs),)
    )
