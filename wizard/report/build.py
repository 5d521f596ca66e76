"""The finished profile as one document, so that its printed forms cannot disagree."""

from __future__ import annotations

from datetime import datetime

from attrs import evolve

from wizard.catalog import Catalog
from wizard.catalog.model import Outcome
from wizard.protocol.plan import Derived
from wizard.report.background import background
from wizard.report.blocks import Document, Section
from wizard.report.course_log import course_log
from wizard.report.doctor import doctor_page
from wizard.report.dosing_page import dosing_page
from wizard.report.facts import Facts
from wizard.report.pocket_card import pocket_card
from wizard.report.refused import referral, stopped
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
        return _("Do not take Semax: {name}"), stopped(facts)
    return _("Semax, for a clinician to decide: {name}"), referral(facts)
