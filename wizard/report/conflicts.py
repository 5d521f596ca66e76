"""The conflicts that touched a plan, and what each text alone would have given."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from wizard.catalog import Catalog
from wizard.catalog.texts import Conflict
from wizard.protocol.answers import Answers
from wizard.protocol.plan import Derived, Protocol

Span = tuple[Decimal, Decimal]


def touched(answers: Answers, catalog: Catalog) -> tuple[Conflict, ...]:
    """Return the conflicts that bear on a plan of these answers, in the catalog's order.

    Every key that one applies to has one of its values.
    """
    return tuple(
        conflict
        for conflict in catalog.conflicts.values()
        if all(
            str(getattr(answers, key)).lower() in values for key, values in conflict.applies.items()
        )
    )


def shaped(derived: Derived, catalog: Catalog) -> tuple[Conflict, ...]:
    """Return the same, the one that moved the dose or the dates most first."""
    found = touched(derived.answers, catalog)
    if derived.protocol is None:
        return found
    plan = derived.protocol
    return tuple(sorted(found, key=lambda conflict: (-_moved(conflict, plan), _distance(conflict))))


def our_figures(protocol: Protocol) -> Mapping[str, Fraction]:
    """Return what a text could have set: the daily dose (mcg), the days on and of rest."""
    return {
        "daily_dose_mcg": protocol.main.daily.value.amount,
        "on_days": Fraction(protocol.course.on_days.value),
        "rest_days": Fraction(protocol.course.rest_days.value),
    }


def _moved(conflict: Conflict, plan: Protocol) -> Fraction:
    """Return by what factor a figure would differ without the choice, or 1 where it would not.

    Either a side names another dose, days on or rest, or the conflict's rule set the bound that
    limited the dose.
    """
    ours = our_figures(plan)
    factors = [
        _factor(span, ours[key]) for side in conflict.sides for key, span in side.figures.items()
    ]
    top, asked = plan.ceiling.figure.value, plan.requested.value
    limiting = {bound.rule for name, bound in plan.ceiling.bounds if name in plan.ceiling.limits}
    if asked > top and conflict.rule in limiting and "protocol.ceiling_mcg" in conflict.touches:
        factors.append(asked.ratio(top))
    return max(factors, default=Fraction(1))


def _distance(conflict: Conflict) -> int:
    """Return a rank: conflicts about the dose first, about dates next, about words last."""
    parts = " ".join(conflict.touches)
    return 0 if "mcg" in parts or "doses" in parts else 1 if "protocol" in parts else 2


def _factor(span: Span, ours: Fraction) -> Fraction:
    least, most = map(Fraction, span)
    if least <= ours <= most:
        return Fraction(1)
    return least / ours if ours < least else ours / most


@frozen
class Alone:
    """The spans that one text alone gives for this plan, or `None` where it has no figure."""

    source: str
    daily_dose_mcg: Span | None
    on_days: Span | None
    rest_days: Span | None


def alone(answers: Answers, catalog: Catalog) -> tuple[Alone, ...]:
    """Return what sources A and B would have given, each by itself.

    Shown beside the plan, never as an option to choose.
    """
    found = touched(answers, catalog)
    return tuple(
        Alone(
            source,
            *(_said(source, key, found) for key in ("daily_dose_mcg", "on_days", "rest_days")),
        )
        for source in ("A", "B")
    )


def on_the_dose(answers: Answers, catalog: Catalog) -> Conflict | None:
    """Return the conflict whose figures `alone` tells of the daily dose."""
    telling = (
        each
        for each in touched(answers, catalog)
        if any("daily_dose_mcg" in side.figures for side in each.sides)
    )
    return max(telling, key=lambda each: len(each.applies), default=None)


def _said(source: str, key: str, found: tuple[Conflict, ...]) -> Span | None:
    """Return the figure of the source in the conflict that applies most closely.

    The lower one is taken where a source has two.
    """
    sides = [
        (len(conflict.applies), side.figures[key])
        for conflict in found
        for side in conflict.sides
        if side.source == source and key in side.figures
    ]
    if not sides:
        return None
    closest = max(keys for keys, _ in sides)
    return min(span for keys, span in sides if keys == closest)
