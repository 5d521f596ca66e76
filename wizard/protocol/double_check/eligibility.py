"""The second, independent judgement: may these answers have a plan at all, and which cautions stand beside it?

The other half of `wizard.protocol.double_check.dose`, and like it written from domain.md alone, with ids and bounds of its own: a slip in
`wizard.protocol.screening` or `wizard.protocol.guardrails`, or a wrong word in the catalog, has to be made twice before a person who
is screened out gets a dose. An id that is not known here rules nobody out: a condition stays a change of data.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from wizard.protocol.answers import Answers, Product
from wizard.protocol.double_check.dose import AMIDATE, GOALS, POUND, hold

if TYPE_CHECKING:
    from wizard.protocol.derive import Protocol
    from wizard.quantities import Exact

# fmt: off
_RULED_OUT: Final = frozenset((  # section 6: `stop` and `clinician`, on either route
    "pregnancy", "breastfeeding", "seizure-history", "cardiovascular-disease", "uncontrolled-hypertension", "acute-psychiatric",
    "anxiety-disorder", "semax-allergy", "controlled-hypertension", "bipolar", "other-psychiatric", "adhd", "diabetes",
    "endocrine-disease", "bleeding-risk", "neurological-history", "liver-kidney-disease",
    "maoi", "ssri-snri", "antipsychotic", "other-psychiatric-medicine", "prescribed-stimulant", "anticoagulant", "five-or-more",
    "dopaminergic-supplement", "recreational-stimulant",
    "severe-headache", "chest-symptoms", "mood-change", "neurological-symptom",
))
# fmt: on
_RULED_OUT_BY_NOSE: Final = frozenset({"nasal-disease", "nasal-vasoconstrictor"})
_COMPANIONS: Final = frozenset({"selank", "dsip", "bpc-157"})  # R50
_WAYS: Final = frozenset({("drops", "intranasal"), ("spray", "intranasal"), ("vial", "subcutaneous")})  # R21
_REGISTERED: Final = (Decimal("0.1"), Decimal(1), Decimal(10))  # R22, mg per mL
_CLINICAL_MG_PER_ML, _HIGH_MCG, _SMALL_UNITS = 10, 600, 5  # R22 R31 R24
_BOUNDS: Final[dict[str, tuple[Fraction, Fraction]]] = {  # R22 R23 R24 R42 R51: the least and the most that may stand
    name: (Fraction(least), Fraction(most))
    for name, least, most in (
        ("strength_mg_per_ml", "0.05", 20),
        ("bottle_ml", 1, 30),
        ("drops_per_ml", 15, 60),
        ("pump_ml", "0.02", "0.3"),
        ("vial_mg", 1, 100),
        ("diluent_ml", "0.5", 10),
        ("label_days", 1, 60),
        ("age", 18, 110),
        ("weight", 35, 250),
    )
}
_OF_A_PRODUCT: Final = ("strength_mg_per_ml", "bottle_ml", "drops_per_ml", "pump_ml", "vial_mg", "diluent_ml", "label_days")
_GROUPS: Final = ("conditions", "medicines", "substances", "symptoms")


def rejudge(answers: Answers, protocol: Protocol, found: Collection[str]) -> None:
    """Nothing, if the answers may have this plan and every caution that belongs to it is among those `found`.

    Raises `DisagreementError` naming what is not so.
    """
    judged = frozenset(answers.screening.not_sure).union(*(getattr(answers.screening, group) for group in _GROUPS))
    nasal = answers.route == "intranasal"
    hold("nothing that was answered rules a dose out", judged.isdisjoint(_RULED_OUT | (_RULED_OUT_BY_NOSE if nasal else frozenset())))
    hold("a first course is of Semax, with nothing else new", not answers.first_time or _is_plain(answers, judged))
    hold("goal, compound, form and route may be planned", _may_be_planned(answers))
    hold("an adult", _stands("age", answers.person.age))
    hold("one weight, which may stand", [_stands("weight", weight) for weight in _weights(answers)] == [True])
    product, start = answers.product, answers.schedule.start
    hold("a product that may stand", all(_stands(key, getattr(product, key)) for key in _OF_A_PRODUCT) and _agrees(product))
    hold("a container that is not opened after the start", product.opened is None or (start is not None and product.opened <= start))
    missing = sorted(set(_cautions(answers, judged, protocol)).difference(found))
    hold(f"every caution is said ({', '.join(missing)})", not missing)


def _is_plain(answers: Answers, judged: frozenset[str]) -> bool:
    """R20 R33 R50: of Semax itself, alone, without a companion, a course before it or one after it."""
    schedule = answers.schedule
    alone = schedule.last_course_end is None and (schedule.cycles or 1) == 1
    return answers.compound == "semax" and judged.isdisjoint(_COMPANIONS) and alone


def _may_be_planned(answers: Answers) -> bool:
    strength = answers.product.strength_mg_per_ml
    weak = answers.form == "vial" or (strength is not None and strength < _CLINICAL_MG_PER_ML)  # R22
    return answers.goal in GOALS and answers.compound in {"semax", AMIDATE} and (answers.form, answers.route) in _WAYS and weak


def _weights(answers: Answers) -> Iterator[Fraction]:
    if answers.person.weight_kg is not None:
        yield Fraction(answers.person.weight_kg)
    if answers.person.weight_lb is not None:
        yield Fraction(answers.person.weight_lb) * POUND


def _stands(key: str, value: Exact | None) -> bool:
    least, most = _BOUNDS[key]
    return value is None or least <= Fraction(value) <= most


def _agrees(product: Product) -> bool:
    """R23: the volume of a spray as it is stated and as its mass implies, within bounds and 10% of the smaller."""
    if product.mcg_per_spray is None or product.strength_mg_per_ml is None:
        return True
    implied = Fraction(product.mcg_per_spray) / (Fraction(product.strength_mg_per_ml) * 1000)
    stated = implied if product.pump_ml is None else Fraction(product.pump_ml)
    return _stands("pump_ml", implied) and abs(implied - stated) * 10 <= min(implied, stated)


def _cautions(answers: Answers, judged: frozenset[str], protocol: Protocol) -> Iterator[str]:
    """The findings of `caution` that a plan from these answers has to say (R20 R22 R24 R25 R31 R52, section 6)."""
    yield from judged & (_COMPANIONS | {"caffeine"})
    strength = answers.product.strength_mg_per_ml
    applies = {
        "modified-unevaluated": answers.compound == AMIDATE,
        "unusual-strength": strength is not None and strength not in _REGISTERED,
        "subcutaneous-less-established": answers.route == "subcutaneous",
        "untested-vial": answers.form == "vial" and answers.product.sterility_tested is not True,
        "tested-athlete": answers.screening.tested_athlete,
        "high-daily-dose": any(phase.daily.value.amount > _HIGH_MCG for phase in protocol.phases),
        "small-draw": answers.form == "vial" and any(phase.count.value < _SMALL_UNITS for phase in protocol.phases),
    }
    yield from (name for name, holds in applies.items() if holds)
