"""The finished profile as one document, so that its printed forms cannot disagree.

People who get no plan get the referral sheet or the stop page (R02). What was answered stands on
the page for the doctor, which follows.
"""

from __future__ import annotations

from datetime import datetime

from attrs import evolve

from wizard.catalog import Catalog
from wizard.catalog.model import Outcome
from wizard.protocol.plan import Derived
from wizard.report.background import background
from wizard.report.blocks import Bullets, Document, Paragraph, Section
from wizard.report.doctor import doctor_page
from wizard.report.dosing_page import course_log, dosing_page, pocket_card
from wizard.report.facts import Facts
from wizard.text.sanitize import MOST_NAME, clean
from wizard.text.translation import _


def build(
    derived: Derived,
    name: str,
    created: datetime,
    catalog: Catalog,
    *,
    for_doctor: bool = False,
) -> Document:
    """Return the summary of a plan, the referral sheet for a clinician, or the stop page (R02).

    With `for_doctor` its last page alone. `name` may come from a stranger's file; it is made safe
    here.
    """
    spoken = " ".join(clean(name, MOST_NAME).split()) or _(
        catalog.goals[derived.answers.goal].title
    )
    facts = Facts(derived, spoken, created.date(), catalog)
    page = doctor_page(facts)
    if for_doctor:
        alone = (evolve(page[0], page=False), *page[1:])
        return Document(_("Semax: {name}").format(name=spoken), alone)
    title, sections = _for_the_person(facts)
    card = pocket_card(facts, derived.protocol) if derived.protocol else ()
    return Document(title.format(name=spoken), (*sections, *page), card)


def _for_the_person(facts: Facts) -> tuple[str, tuple[Section, ...]]:
    plan = facts.derived.protocol
    if plan is not None:
        return _("Semax plan: {name}"), (
            *dosing_page(facts, plan),
            *background(facts, plan),
            course_log(facts, plan),
        )
    if facts.outcome is Outcome.STOP:
        return _("Do not take Semax: {name}"), _stopped(facts)
    return _("Semax, for a clinician to decide: {name}"), _referral(facts)


def _stopped(facts: Facts) -> tuple[Section, ...]:
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
        Section("brief", _("In brief"), (Paragraph(facts.judged),)),
        Section("why", _("Why, and what to do"), (Bullets(facts.findings(worst)),)),
        *([also] if others else []),
        _already_taken(facts),
        Section("next", _("If something changes"), (Paragraph(changed),)),
        facts.signed(),
    )


def _referral(facts: Facts) -> tuple[Section, ...]:
    """Return what was found and whom to take it to. No dose to take."""
    take = _(
        "Take this sheet to a doctor, nurse practitioner or pharmacist: its last page is for them,"
        " with questions that you may want to ask. Take no Semax before you have spoken with one."
    )
    found = Bullets(facts.findings(facts.derived.screening.findings))
    return (
        Section("brief", _("In brief"), (Paragraph(facts.judged), Paragraph(take))),
        Section("findings", _("What was found, and why it matters"), (found,)),
        _already_taken(facts),
        facts.signed(),
    )


def _already_taken(facts: Facts) -> Section:
    known = facts.catalog.guidance
    told = facts.advice((*known.taken_already, *known.stop_signs))
    return Section(
        "stop", _("IF YOU HAVE TAKEN IT ALREADY: WHEN TO SEE A DOCTOR"), (Bullets(told),)
    )
