"""The finished profile as one document, so that its printed forms cannot disagree."""

from __future__ import annotations

from datetime import datetime

from wizard.catalog import Catalog
from wizard.catalog.model import Outcome
from wizard.protocol.plan import Derived
from wizard.report.background import background
from wizard.report.blocks import (
    Document,
)
from wizard.report.course_log import course_log
from wizard.report.dosing_page import dosing_page
from wizard.report.facts import Facts
from wizard.report.refused import referral, stopped
from wizard.text.sanitize import MOST_NAME, clean
from wizard.text.translation import _


def build(derived: Derived, name: str, created: datetime, catalog: Catalog) -> Document:
    """Return the summary of a plan, the referral sheet for a clinician, or the stop page (R02).

    `name` may come from a stranger's file; it is made safe here.
    """
    spoken = " ".join(clean(name, MOST_NAME).split()) or _(
        catalog.goals[derived.answers.goal].title
    )
    facts = Facts(derived, spoken, created.date(), catalog)
    if derived.protocol is not None:
        return Document(
            _("Semax plan: {name}").format(name=spoken),
            (
                *dosing_page(facts, derived.protocol),
                *background(facts, derived.protocol),
                course_log(facts, derived.protocol),
            ),
        )
    if derived.screening.outcome is Outcome.STOP:
        return Document(_("Do not take Semax: {name}").format(name=spoken), stopped(facts))
    return Document(
        _("Semax, for a clinician to decide: {name}").format(name=spoken), referral(facts)
    )
