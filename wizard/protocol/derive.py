"""From answers to a plan, or to why there is none: the one function that does it.

`derive` is the only way from answers to figures: the review page, `new`, a reload, `check` and
every printed form call it, and none has arithmetic of its own.
"""

from __future__ import annotations

from wizard.catalog import Catalog
from wizard.catalog.model import Outcome
from wizard.protocol.answers import Answers
from wizard.protocol.dosing import dose
from wizard.protocol.double_check.dose import check_dose
from wizard.protocol.double_check.eligibility import check_eligibility, check_regimens
from wizard.protocol.plan import Derived, Protocol, ScreeningResult
from wizard.protocol.provenance import QUOTIENT, answered
from wizard.protocol.schedule import course
from wizard.protocol.screening import ScreenedOutError, clear, in_order
from wizard.protocol.supply import supply


def derive(answers: Answers, catalog: Catalog) -> Derived:
    """Judge the answers in the contract's order, build the protocol and have it double-checked.

    Someone who is screened out (step 2) gets a result without a protocol, not an error. Raise
    `InvalidInputError` for answers that cannot stand (step 1) or a plan that cannot be made
    (step 3), and `DisagreementError`, a defect of the program, where the double check finds
    otherwise.
    """
    try:
        cleared = clear(answers, catalog)
    except ScreenedOutError as out:
        check_eligibility(answers, out.result, planned=False)
        cited = _regimens(answers, out.result, catalog)
        check_regimens(answers, cited)
        return _double_checked(Derived(answers, out.result, regimens=cited))
    check_eligibility(answers, cleared.result, planned=True)
    when = course(cleared)
    dosed, found = dose(cleared, when.on_days)
    weight = answered("body weight", answers.person.weight)
    per_kg = QUOTIENT.of("daily dose per kg", dosed.main.daily, weight, by=catalog.dosing.weight)
    needs = supply(cleared, dosed, when)
    protocol = Protocol(
        dosed.requested,
        dosed.range,
        dosed.ceiling,
        dosed.measure,
        dosed.phases,
        per_kg,
        when,
        needs,
    )
    check_dose(answers, protocol, found)
    screening = in_order((*cleared.result.findings, *found), catalog)
    return _double_checked(Derived(answers, screening, protocol))


def _double_checked(derived: Derived) -> Derived:
    """Mark a value as passed by the double check: the only place that does."""
    object.__setattr__(derived, "_double_checked", True)
    return derived


def _regimens(answers: Answers, found: ScreeningResult, catalog: Catalog) -> tuple[str, ...]:
    """Return what the referral sheet cites, by goal and route; a stop cites nothing (R02).

    Beside a clinical strength, what was published for a weaker form would be read in its drops.
    """
    if found.outcome is not Outcome.CLINICIAN:
        return ()
    cited = (*catalog.goals[answers.goal].regimens, *catalog.routes[answers.route].regimens)
    if all(each.rule != "clinical-strength" for each in found.findings):
        return cited
    return tuple(claim for claim in cited if catalog.regimens[claim].clinical)
