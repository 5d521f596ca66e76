"""The double check of eligibility: may these answers have a plan, and what is to be said of it?

A slip in `wizard.protocol.screening` or `wizard.protocol.validation`, or a wrong word in the
catalog, has to be made twice before a person who is screened out gets a dose.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from wizard.protocol.answers import Answers, Person, Product
from wizard.protocol.double_check import hold, same
from wizard.protocol.double_check.reference import (
    ALL_GOALS,
    AMIDATE,
    ANXIETY_GOAL,
    BARRELS,
    BY_NOSE_ONLY,
    CLINICAL_MG_PER_ML,
    CLINICIANS_GOALS,
    COMPANIONS,
    COMPOUNDS,
    FINDINGS,
    MARKS,
    MAY_STAND,
    OF_CLINICAL_STRENGTH,
    POUND,
    REGIMENS,
    REGISTERED,
    ROUTES,
    SCREENING,
    UNDER_THE_SKIN,
    USUAL,
    WAYS,
    WITHOUT_DOSE,
)
from wizard.protocol.plan import ScreeningResult

_RULED_OUT: Final = frozenset({"stop", "clinician"})  # R02
_ITEMS: Final = {item: outcome for group in SCREENING.values() for item, outcome in group.items()}
_BOUNDED: Final = (
    "strength_mg_per_ml",
    "bottle_ml",
    "drops_per_ml",
    "vial_mg",
    "diluent_ml",
    "label_days",
)


def check_eligibility(answers: Answers, screening: ScreeningResult, *, planned: bool) -> None:
    """Judge a second time whether answers may have a plan, before a dose is worked out.

    `planned` says whether they are about to get one. Raise `DisagreementError` naming an id that is
    not known, an answer that may not stand in a plan, or each finding that is missing, not called
    for, or of another outcome.
    """
    unknown = [*_unknown(answers)]
    hold(f"every id is known ({', '.join(unknown)})", not unknown)
    if planned:
        _check_answers(answers)
    mine, stated = _findings(answers), {each.rule: each.outcome for each in screening.findings}
    differing = sorted(rule for rule in mine.keys() | stated if mine.get(rule) != stated.get(rule))
    hold(f"the findings are those of the answers ({', '.join(differing)})", not differing)
    hold(
        "who may have a plan gets one, and nobody else",
        planned == _RULED_OUT.isdisjoint(mine.values()),
    )


def check_regimens(answers: Answers, cited: tuple[str, ...]) -> None:
    """Ask a second time what a referral sheet may cite (R02); raise `DisagreementError` if not."""
    found = _findings(answers)
    mine = REGIMENS.get(answers.goal, ()) + UNDER_THE_SKIN.get(answers.route, ())
    if "clinical-strength" in found:
        mine = tuple(each for each in mine if each in OF_CLINICAL_STRENGTH)
    same("what is cited for a clinician", () if "stop" in found.values() else mine, cited)


def _unknown(answers: Answers) -> Iterator[str]:
    """Yield each id in the answers that is not known here."""
    product = answers.product
    chosen = (
        (answers.goal, ALL_GOALS),
        (answers.schedule.last_course_goal, ALL_GOALS),
        (answers.compound, COMPOUNDS),
        (answers.form, WAYS),
        (answers.route, ROUTES),
        (product.syringe, BARRELS),
        (product.mark_units, MARKS),
    )
    yield from (str(id_) for id_, known in chosen if id_ is not None and id_ not in known)
    for group, items in SCREENING.items():
        yield from (id_ for id_ in getattr(answers.screening, group) if id_ not in items)
    yield from (id_ for id_ in answers.screening.not_sure if id_ not in _ITEMS)


def _findings(answers: Answers) -> dict[str, str]:
    """Return the outcome of each finding that the answers call for (section 6, R03)."""
    screening, product, first = answers.screening, answers.product, answers.first_time
    judged = {*screening.not_sure}.union(*(getattr(screening, group) for group in SCREENING))
    if answers.route != "intranasal":
        judged -= BY_NOSE_ONLY
    strength = product.strength_mg_per_ml
    applies = {
        "clinician-goal": answers.goal in CLINICIANS_GOALS,
        "anxiety-goal": answers.goal == ANXIETY_GOAL,
        "modified-first-course": answers.compound == AMIDATE and first,
        "modified-unevaluated": answers.compound == AMIDATE,
        "no-dose-basis": answers.compound in WITHOUT_DOSE,
        "nasal-product-injected": answers.form != "vial" and answers.route == "subcutaneous",
        "vial-intranasal": answers.form == "vial" and answers.route == "intranasal",
        "clinical-strength": strength is not None and strength >= CLINICAL_MG_PER_ML,
        "unusual-strength": strength is not None and strength not in REGISTERED,
        "subcutaneous-less-established": answers.route == "subcutaneous",
        "untested-vial": answers.form == "vial" and product.sterility_tested is not True,
        "companion-first-course": first and not judged.isdisjoint(COMPANIONS),
        "under-18": answers.person.age < MAY_STAND["age"][0],
        "tested-athlete": screening.tested_athlete,
    }
    asked = {item: _ITEMS[item] for item in judged if _ITEMS[item] != "clear"}
    return asked | {name: FINDINGS[name] for name, holds in applies.items() if holds}


def _check_answers(answers: Answers) -> None:
    """Ask whether answers that have a plan may stand (R06 R22 R23 R24 R33 R51)."""
    product, schedule, start = answers.product, answers.schedule, answers.schedule.start
    alone = schedule.last_course_end is None and (schedule.cycles or 1) == 1
    hold("a first course is planned alone", alone or not answers.first_time)
    hold("an adult", _within(MAY_STAND["age"], answers.person.age))
    weights = [*_weights(answers.person)]
    hold(
        "one weight, which may stand",
        [_within(MAY_STAND["weight"], weight) for _, weight in weights] == [True],
    )
    sprays = _sprays(product)
    agree = not sprays or (max(sprays) - min(sprays)) * 10 <= min(sprays)
    figures = [(key, value) for key in _BOUNDED if (value := getattr(product, key)) is not None]
    figures += [("pump_ml", volume) for volume in sprays]
    hold(
        "a product that may stand",
        agree and all(_within(MAY_STAND[key], value) for key, value in figures),
    )
    asked = [
        (key, value)
        for key in ("rest_days", "cycles")
        if (value := getattr(schedule, key)) is not None
    ]
    hold("a cycle that may stand", all(_within(MAY_STAND[key], value) for key, value in asked))
    unusual = [key for key, value in figures if key in USUAL and not _within(USUAL[key], value)]
    unusual = [
        "mcg_per_spray" if key == "pump_ml" and product.pump_ml is None else key for key in unusual
    ]
    unusual += [key for key, weight in weights if not _within(USUAL["weight"], weight)]
    unconfirmed = [key for key in unusual if key not in answers.confirmed]
    hold(f"what is unusual is confirmed ({', '.join(unconfirmed)})", not unconfirmed)
    hold(
        "a container that is not opened after the start",
        product.opened is None or (start is not None and product.opened <= start),
    )


def _weights(person: Person) -> Iterator[tuple[str, Decimal | Fraction]]:
    """Yield each weight that was given, by its key, in kg."""
    if person.weight_kg is not None:
        yield "weight_kg", person.weight_kg
    if person.weight_lb is not None:
        yield "weight_lb", Fraction(person.weight_lb) * POUND


def _sprays(product: Product) -> list[Fraction]:
    """Return the volume of one spray in mL, as it was given and as its mass implies (R23)."""
    volumes = [] if product.pump_ml is None else [Fraction(product.pump_ml)]
    if product.mcg_per_spray is not None and product.strength_mg_per_ml is not None:
        volumes.append(
            Fraction(product.mcg_per_spray) / (Fraction(product.strength_mg_per_ml) * 1000)
        )
    return volumes


def _within(bounds: tuple[Decimal, Decimal], value: Decimal | Fraction | int) -> bool:
    least, most = bounds
    return least <= value <= most
