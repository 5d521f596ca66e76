"""The protocol object, and the one function that builds it or says why there is none.

`derive` is the only way from answers to figures: the review page, `new`, a reload, `check` and every
printed form call it, and none has arithmetic of its own.
"""

from __future__ import annotations

from attrs import frozen

from wizard.catalog import Catalog
from wizard.catalog.model import Outcome
from wizard.protocol.answers import Answers
from wizard.protocol.dosing import Ceiling, Phase, Range, dose
from wizard.protocol.double_check.dose import recheck
from wizard.protocol.double_check.eligibility import rejudge
from wizard.protocol.product import Measure
from wizard.protocol.provenance import Figure, answered, work_out
from wizard.protocol.schedule import Course, course
from wizard.protocol.screening import Cleared, Finding, ScreenedOutError, ScreeningResult
from wizard.protocol.supply import Supply, supply
from wizard.quantities import Quantity


@frozen(repr=False)
class Protocol:
    """A plan: every figure with its provenance. Exists only for outcomes clear and caution."""

    requested: Figure[Quantity]
    range: Range
    ceiling: Ceiling
    per_kg: Figure[Quantity]
    measure: Measure
    phases: tuple[Phase, ...]
    course: Course
    supply: Supply

    @property
    def main(self) -> Phase:
        """The main phase, or the assessment phase where there is no other."""
        return self.phases[-1]


@frozen(repr=False)
class Derived:
    """What follows from answers: the screening always, a protocol or published regimens to refer to, or neither.

    One with a protocol is judged and calculated a second time as it is made. Raises `ScreenedOutError` for a protocol
    beside an outcome that allows none, and `DisagreementError` where the second calculation gives something else.
    """

    answers: Answers
    screening: ScreeningResult
    protocol: Protocol | None = None
    regimens: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        if self.protocol is not None:
            if not self.screening.outcome.allows_dose:
                raise ScreenedOutError(self.screening)
            rejudge(self.answers, self.protocol, [finding.rule for finding in self.screening.findings])
            recheck(self.answers, self.protocol)

    def advice(self, found: Finding) -> str:
        """What to do about a finding; nothing about a caution where no dose is given, as it speaks of taking one (R02)."""
        return "" if found.outcome is Outcome.CAUTION and self.protocol is None else found.advice


def derive(answers: Answers, catalog: Catalog) -> Derived:
    """Judge the answers in the contract's order and build the protocol.

    Raises `InvalidInputError` for answers that cannot stand (step 1) or a plan that cannot be made
    (step 3). Someone who is screened out (step 2) gets a result without a protocol, not an error.
    """
    try:
        cleared = Cleared(answers, catalog)
    except ScreenedOutError as out:
        return Derived(answers, out.result, regimens=_regimens(answers, out.result.outcome, catalog))
    when = course(cleared)
    dosed = dose(cleared, when.on_days)
    weight = answered("body weight", answers.person.weight)
    per_kg = work_out("quotient", "daily dose per kg", dosed.main.daily, weight, by=catalog.dosing.weight)
    needs = supply(cleared, dosed, when)
    protocol = Protocol(dosed.requested, dosed.range, dosed.ceiling, per_kg, dosed.measure, dosed.phases, when, needs)
    return Derived(answers, cleared.result.adding(dosed.findings, catalog), protocol)


def _regimens(answers: Answers, outcome: Outcome, catalog: Catalog) -> tuple[str, ...]:
    """What the referral sheet cites, by goal and route; a stop cites nothing (R02)."""
    if outcome is not Outcome.CLINICIAN:
        return ()
    return (*catalog.goals[answers.goal].regimens, *catalog.routes[answers.route].regimens)
