"""What it takes: containers walked day by day over the real plan (R42, R43)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import chain
from typing import Final

from wizard.catalog.model import Container
from wizard.errors import refuse
from wizard.protocol.dose_words import PHASES, units
from wizard.protocol.plan import Course, Dosed, Opened, Phase, Supply
from wizard.protocol.provenance import (
    DAYS_LATER,
    LEAST,
    NUMBER_OF,
    PRODUCT_OF_NUMBERS,
    SUM,
    WHOLE_QUOTIENT,
    Figure,
    answered,
    given,
)
from wizard.protocol.schedule import cycle_start
from wizard.protocol.screening import Cleared
from wizard.text.numbers import count
from wizard.text.translation import N_, _

_KEEPS: Final[dict[Container, str]] = {
    "bottle": N_("days an opened bottle keeps"),
    "vial": N_("days an opened vial keeps"),
}
_DOSES: Final[dict[Container, str]] = {
    "bottle": N_("full daily doses in a bottle"),
    "vial": N_("full daily doses in a vial"),
}
_OPENED: Final[dict[Container, str]] = {
    "bottle": N_("bottles opened"),
    "vial": N_("vials opened"),
}


def keeps(cleared: Cleared) -> Figure[int]:
    """Return how many days a container is good once opened or made up (R42).

    A label may shorten that, and never lengthen it.
    """
    form = cleared.catalog.forms[cleared.answers.form]
    days: Figure[int] = given(_(_KEEPS[form.container]), form.keeps.days, "days", by=form.keeps)
    if (label := cleared.answers.product.label_days) is not None:
        days = LEAST.of(
            "beyond-use days",
            days,
            answered("days on the label", label, "days"),
            unit="days",
            by=form.keeps,
        )
    return days


def supply(cleared: Cleared, dosed: Dosed, course: Course) -> Supply:
    """Return the containers of the first cycle, and those of all cycles.

    Raise `InvalidInputError` when a day needs more than one full container.
    """
    form = cleared.catalog.forms[cleared.answers.form]
    capacity = dosed.measure.capacity
    for phase in dosed.phases:
        if phase.count.value > capacity.value:
            raise refuse(
                "answers.product",
                _("a day needs {needed} and a full container holds {capacity}").format(
                    needed=count(phase.count.value, dosed.measure.unit), capacity=capacity.value
                ),
                _("a larger container is needed"),
            )
    parts = [
        PRODUCT_OF_NUMBERS.of(
            _("{units} in the {phase} phase").format(
                units=units(dosed.measure.unit), phase=_(PHASES[phase.name])
            ),
            phase.count,
            given("days", len(phase.days), "days", by="R40"),
        )
        for phase in dosed.phases
    ]
    needed = SUM.of(
        _("{units} in the cycle").format(units=units(dosed.measure.unit)), *parts, by="R43"
    )
    doses = WHOLE_QUOTIENT.of(
        _(_DOSES[form.container]),
        capacity,
        dosed.main.count,
        unit="doses",
        by="R43",
    )
    days = [
        list(_dosing_days(dosed.phases, course, cycle)) for cycle in range(1, course.cycles + 1)
    ]
    life, full = keeps(cleared), _whole(Fraction(capacity.value))
    opened = tuple(_walk(cleared, life, full, days[0]))
    every_cycle = (
        opened if course.cycles == 1 else tuple(_walk(cleared, life, full, [*chain(*days)]))
    )
    containers = NUMBER_OF.of(
        _(_OPENED[form.container]),
        *(each.on for each in opened),
        unit=f"{form.container}s",
        by="R43",
    )
    return Supply(form.container, opened, every_cycle, containers, needed, doses)


def _dosing_days(
    phases: tuple[Phase, ...], course: Course, cycle: int
) -> Iterator[tuple[date, Fraction | int]]:
    """Yield the dates of a cycle on which there is a dose, each with the counts it takes."""
    before = cycle_start(course, cycle).toordinal() - 1
    for phase in phases:
        need = _whole(phase.count.value)
        for number in phase.days:
            yield date.fromordinal(before + number), need


def _whole(counts: Fraction) -> Fraction | int:
    """Return a whole count as an int, with which a walk over many days takes half of the time."""
    return counts.numerator if counts.denominator == 1 else counts


def _walk(
    cleared: Cleared,
    life: Figure[int],
    full: Fraction | int,
    days: list[tuple[date, Fraction | int]],
) -> Iterator[Opened]:
    """Open a container when the last one cannot cover the day or is past its date, day by day."""
    start = days[0][0]
    on, left, last = _first(cleared, start, life), full, start
    discard = _discard(on, life)
    for day, need in days:
        past, empty = day >= discard.value, left < need
        if past or empty:
            yield Opened(on, discard, last, Fraction(left), "beyond-use" if past else "content")
            served = given("days since the first dosing day", (day - start).days, "days", by="R43")
            on = DAYS_LATER.of("opened", answered("first dosing day", start), served, by="R43")
            left, discard = full, _discard(on, life)
        left, last = left - need, day
    yield Opened(on, discard, last, Fraction(left), "course")


def _discard(on: Figure[date], life: Figure[int]) -> Figure[date]:
    return DAYS_LATER.of("discard date", on, life, by="R42")


def _first(cleared: Cleared, start: date, life: Figure[int]) -> Figure[date]:
    """Return when the first container is opened (R42).

    One that is open already counts unless its date has passed by the start.
    """
    if (day := cleared.answers.product.opened) is not None:
        already = answered("opened already", day)
        if _discard(already, life).value > start:
            return already
    return answered("opened on the first dosing day", start)
