"""Which conflicts touched a plan, the one that moved it most first; and what each text alone would have given."""

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
    """The conflicts that bear on a plan of these answers, in the catalog's order."""
    return catalog.conflicts_on(
        {
            key: str(getattr(answers, key)).lower()
            for key in ("goal", "compound", "form", "route", "first_time")
        }
    )


def shaped(derived: Derived, catalog: Catalog) -> tuple[Conflict, ...]:
    """The same, ordered by how far the dose or the dates would be without the choice that was made."""
    found = touched(derived.answers, catalog)
    if derived.protocol is None:
        return found
    plan = derived.protocol
    return tuple(sorted(found, key=lambda conflict: (-_moved(conflict, plan), _distance(conflict))))


def our_figures(protocol: Protocol) -> Mapping[str, Fraction]:
    """The three figures that a text could have set instead: daily dose (mcg), days on, days of rest."""
    return {
        "daily_dose_mcg": protocol.main.daily.value.amount,
        "on_days": Fraction(protocol.course.on_days.value),
        "rest_days": Fraction(protocol.course.rest_days.value),
    }


def _moved(conflict: Conflict, plan: Protocol) -> Fraction:
    """How many times as large or as small a figure would be without the choice; 1 where it moved nothing.

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
    """How far from the figures of a plan a conflict is: those on the dose first, on dates next, on words last."""
    parts = " ".join(conflict.touches)
    return 0 if "mcg" in parts or "doses" in parts else 1 if "protocol" in parts else 2


def _factor(span: Span, ours: Fraction) -> Fraction:
    least, most = map(Fraction, span)
    if least <= ours <= most:
        return Fraction(1)
    return least / ours if ours < least else ours / most


@frozen
class Alone:
    """What one text alone would have given for this plan; a span each, or `None` where it gives no figure."""

    source: str
    daily_dose_mcg: Span | None
    on_days: Span | None
    rest_days: Span | None


def alone(answers: Answers, catalog: Catalog) -> tuple[Alone, ...]:
    """What sources A and B would have given, each by itself.

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


def _said(source: str, key: str, found: tuple[Conflict, ...]) -> Span | None:
    """The figure of the source's side in the conflict that applies most closely; the lower one where a source has two."""
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
