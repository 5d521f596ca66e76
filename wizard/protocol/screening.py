"""Screening: from what was said to findings and an outcome, worst wins (R02).

Nothing here or below it computes a dose. What does takes a `Cleared`, which `clear` returns for
answers that screening lets through, and for no others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from attrs import frozen

from wizard.catalog import Catalog
from wizard.catalog.model import Outcome
from wizard.protocol.answers import Answers
from wizard.protocol.plan import Finding, ScreeningResult
from wizard.protocol.validation import check
from wizard.text.translation import N_

OUTCOMES: Final = {
    Outcome.CLEAR: N_("clear"),
    Outcome.CAUTION: N_("caution"),
    Outcome.CLINICIAN: N_("clinician"),
    Outcome.STOP: N_("stop"),
}
"""What each outcome is called."""


@frozen(kw_only=True, repr=False)
class Said:
    """What screening looks at.

    `None` is "not asked yet", so that an interview can be judged as it goes.
    """

    goal: str | None = None
    compound: str | None = None
    form: str | None = None
    route: str | None = None
    strength_mg_per_ml: Decimal | None = None
    sterility_tested: bool | None = None
    first_time: bool | None = None
    age: int | None = None
    items: frozenset[str] = frozenset()
    not_sure: frozenset[str] = frozenset()
    tested_athlete: bool | None = None

    @property
    def judged(self) -> frozenset[str]:
        """Return everything answered yes or "not sure": both count the same (R03)."""
        return self.items | self.not_sure


def said(answers: Answers) -> Said:
    """Return the part of complete answers that screening looks at."""
    groups = answers.screening
    return Said(
        goal=answers.goal,
        compound=answers.compound,
        form=answers.form,
        route=answers.route,
        strength_mg_per_ml=answers.product.strength_mg_per_ml,
        sterility_tested=bool(answers.product.sterility_tested),
        first_time=answers.first_time,
        age=answers.person.age,
        items=frozenset(
            (*groups.conditions, *groups.medicines, *groups.substances, *groups.symptoms)
        ),
        not_sure=frozenset(groups.not_sure),
        tested_athlete=groups.tested_athlete,
    )


def screen(what: Said, catalog: Catalog) -> ScreeningResult:
    """Return the findings on what has been said so far.

    More said never gives a better outcome (R07).
    """
    return in_order([*_items(what, catalog), *_others(what, catalog)], catalog)


def finding(name: str, catalog: Catalog, *, together: frozenset[str] = frozenset()) -> Finding:
    """Return a finding that no screening question asks for, by its name, in the catalog's words."""
    other = next(other for other in catalog.screening.findings if other.id == name)
    more = (sentence for item, sentence in other.together.items() if item in together)
    return Finding(
        other.id, other.outcome, (other.reason, *more), other.claims, other.external, other.advice
    )


def in_order(findings: Iterable[Finding], catalog: Catalog) -> ScreeningResult:
    """Return the findings as a result: worst first, and in the catalog's order for one outcome."""
    order = catalog.screening.order
    worst_first = sorted(
        findings, key=lambda found: (-found.outcome.severity, order.index(found.rule))
    )
    return ScreeningResult(tuple(worst_first))


def _items(what: Said, catalog: Catalog) -> Iterator[Finding]:
    judged = what.judged
    for group in catalog.screening.groups:
        for item in group.items:
            on_route = not item.routes or what.route in item.routes
            if item.id in judged and item.outcome is not Outcome.CLEAR and on_route:
                unsure = item.id not in what.items
                reasons = (catalog.screening.not_sure, item.reason) if unsure else (item.reason,)
                yield Finding(
                    item.id, item.outcome, reasons, item.claims, item.external, item.advice
                )


def _others(what: Said, catalog: Catalog) -> Iterator[Finding]:
    """Yield the findings that no screening question asks for."""
    strength, judged = what.strength_mg_per_ml, what.judged
    first = what.first_time is True
    goal = catalog.goals[what.goal] if what.goal is not None else None
    compound = catalog.compounds[what.compound] if what.compound is not None else None
    modified = compound is not None and compound.modified
    made_for = catalog.forms[what.form].route if what.form is not None else None
    astray = made_for if what.route not in {None, made_for} else None
    applies = {
        "clinician-goal": goal is not None and goal.decided_by == "clinician",  # R10
        "anxiety-goal": goal is not None and goal.decided_by == "nobody",  # R11
        "modified-first-course": modified and first,  # R20
        "modified-unevaluated": modified,  # R20
        "no-dose-basis": compound is not None and compound.no_dose_basis,  # R20
        "nasal-product-injected": astray == "intranasal",  # R21
        "vial-intranasal": astray == "subcutaneous",  # R21
        "clinical-strength": (
            strength is not None and strength >= catalog.dosing.strength.clinical_mg_per_ml
        ),  # R22
        "unusual-strength": (
            strength is not None and strength not in catalog.dosing.strength.registered_mg_per_ml
        ),  # R22
        "subcutaneous-less-established": what.route == "subcutaneous",  # R25
        "untested-vial": what.form == "vial" and what.sterility_tested is False,  # R25
        "companion-first-course": first
        and any(
            item.companion and item.id in judged
            for group in catalog.screening.groups
            for item in group.items
        ),  # R50
        "under-18": what.age is not None and what.age < catalog.dosing.adult.years,  # R51
        "tested-athlete": what.tested_athlete is True,  # R52
    }
    for name, holds in applies.items():
        if holds:
            yield finding(name, catalog, together=judged)


class ScreenedOutError(Exception):
    """These answers get no dose (R02). `result` says why."""

    def __init__(self, result: ScreeningResult) -> None:
        self.result = result
        super().__init__(f"screened out: {result.outcome}")


@frozen(repr=False)
class Cleared:
    """Answers for which a dose may be planned, as `clear` returns them."""

    answers: Answers
    catalog: Catalog
    result: ScreeningResult


def clear(answers: Answers, catalog: Catalog) -> Cleared:
    """Return the answers as cleared for dosing.

    Raise `InvalidInputError` for answers that may not stand (step 1 of the order of judgement), and
    `ScreenedOutError` where screening lets no dose be planned (step 2).
    """
    check(answers, catalog)
    result = screen(said(answers), catalog)
    if not result.outcome.allows_dose:
        raise ScreenedOutError(result)
    return Cleared(answers, catalog, result)
