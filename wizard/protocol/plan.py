"""The values of a plan. They hold what was worked out; nothing is judged or worked out here."""

from __future__ import annotations

from datetime import date, time
from fractions import Fraction
from typing import Literal

from attrs import field, frozen

from wizard.catalog.model import Container, CountUnit, Outcome
from wizard.protocol.answers import Answers
from wizard.protocol.provenance import Figure
from wizard.quantities import Quantity

BoundName = Literal["goal", "compound", "weight", "sessions"]
PhaseName = Literal["assessment", "main"]
LimitedBy = Literal["content", "beyond-use", "course"]


@frozen(repr=False)
class Finding:
    """Something that decides whether a dose is planned.

    `rule` is the screening id or the rule's name in `wizard/catalog/README.md`;
    `reasons` are plain sentences for the person, each as it stands in the catalog, `advice` what to
    do about it.
    """

    rule: str
    outcome: Outcome
    reasons: tuple[str, ...]
    claims: tuple[str, ...] = ()
    external: tuple[str, ...] = ()
    advice: str = ""

    @property
    def reason(self) -> str:
        """Return the reasons as one text, in English as profiles hold it."""
        return " ".join(self.reasons)


@frozen(repr=False)
class ScreeningResult:
    """All findings, worst first, and the outcome: the worst of them, or clear."""

    findings: tuple[Finding, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """Return the worst outcome among the findings (R02)."""
        return max(
            (finding.outcome for finding in self.findings),
            key=lambda outcome: outcome.severity,
            default=Outcome.CLEAR,
        )


@frozen(repr=False)
class OneCount:
    """One drop, spray or unit, with its `mass` (mcg) and `volume` (mL).

    `strength` is that of the liquid, in mcg per mL.
    """

    unit: CountUnit
    strength: Figure[Quantity]
    mass: Figure[Quantity]
    volume: Figure[Quantity]


@frozen(repr=False)
class Measure(OneCount):
    """One product, counted.

    `step` is the least number of counts that can be measured (1, or the marks of a syringe);
    `capacity` the counts that a full container holds, always rounded down; `barrel` the units that
    a syringe holds (vials only).
    """

    step: Figure[Fraction]
    capacity: Figure[Fraction | int]
    barrel: Figure[int] | None = None


@frozen(repr=False)
class Range:
    """The daily dose that goal, route and compound allow.

    `least` and `most` are the recommended bounds, `goal` and `compound` the absolute ones.
    """

    least: Figure[Quantity]
    most: Figure[Quantity]
    goal: Figure[Quantity]
    compound: Figure[Quantity] | None

    @property
    def absolute(self) -> Quantity:
        """Return the lower of the absolute bounds; asking for more is refused (R34)."""
        return min(self.goal.value, self.compound.value) if self.compound else self.goal.value


@frozen(repr=False)
class Ceiling:
    """The most this person may take in a day, and the bounds it is the least of.

    `in_reach` is what it would be with a product that fills every session to its 300 mcg (R37).
    """

    figure: Figure[Quantity]
    bounds: tuple[tuple[BoundName, Figure[Quantity]], ...]
    in_reach: Quantity

    @property
    def limits(self) -> tuple[BoundName, ...]:
        """Return the bound or bounds equal to the ceiling, in the contract's order."""
        return tuple(name for name, bound in self.bounds if bound.value == self.figure.value)


@frozen(repr=False)
class Dose:
    """One session: when, how much, and how it is measured.

    `sides` are the counts in the left and in the right nostril, for drops and sprays only.
    """

    at: Figure[time]
    mass: Figure[Quantity]
    count: Figure[Fraction]
    volume: Figure[Quantity]
    sides: tuple[Figure[Fraction], Figure[Fraction]] | None = None

    @property
    def nostrils(self) -> tuple[int, int]:
        """Return the whole drops or sprays in the left nostril and in the right one.

        Raise `ValueError` for a syringe.
        """
        if self.sides is None:
            raise ValueError("a drawn dose has no nostrils")
        left, right = self.sides
        return int(left.value), int(right.value)

    @property
    def is_uneven(self) -> bool:
        """Tell whether one nostril gets more than the other."""
        return self.sides is not None and self.sides[0].value != self.sides[1].value

    def nostrils_on(self, day: int) -> tuple[int, int]:
        """Return the counts for a day of the course: on even days the sides change (R35)."""
        left, right = self.nostrils
        return (left, right) if day % 2 else (right, left)


@frozen(repr=False)
class Phase:
    """Days in a row with one daily dose. They count from 1; `last_day` is included."""

    name: PhaseName
    first_day: Figure[int]
    last_day: Figure[int]
    planned: Figure[Quantity]
    daily: Figure[Quantity]
    count: Figure[Fraction]
    doses: tuple[Dose, ...]

    @property
    def days(self) -> range:
        """Return its days of the cycle."""
        return range(self.first_day.value, self.last_day.value + 1)


@frozen(repr=False)
class Course:
    """The cycle as figures: days on, days of rest, how many cycles, and its dates."""

    on_days: Figure[int]
    rest_days: Figure[int]
    cycles: int
    start: Figure[date]
    end: Figure[date]
    next_start: Figure[date]


@frozen(repr=False)
class Opened:
    """One container: when it is opened, the day from which it is discarded, and how it ends.

    `last_dose` is the last day it serves; `left_over` the counts thrown away with it; `ends` what
    ends it.
    """

    on: Figure[date]
    discard: Figure[date]
    last_dose: date
    left_over: Fraction
    ends: LimitedBy

    @property
    def is_used_up(self) -> bool:
        """Return whether it runs out before its discard date (R43)."""
        return self.ends == "content"

    @property
    def gone(self) -> date:
        """Return the day on which it is thrown away: run out, or at its discard date (R43)."""
        return self.last_dose if self.is_used_up else self.discard.value


@frozen(repr=False)
class Supply:
    """The containers of the first cycle and of all cycles.

    In `every_cycle` what one cycle leaves serves the next, as long as it is good (R43).
    `doses_per_container` are the full daily doses of the main phase in one container.
    """

    container: Container
    opened: tuple[Opened, ...]
    every_cycle: tuple[Opened, ...]
    containers: Figure[int]
    needed: Figure[Fraction]
    doses_per_container: Figure[int]

    @property
    def limited_by(self) -> LimitedBy:
        """Return what ends the first container's use."""
        return self.opened[0].ends


@frozen(repr=False)
class Dosed:
    """The whole dosing of a cycle."""

    requested: Figure[Quantity]
    range: Range
    ceiling: Ceiling
    measure: Measure
    phases: tuple[Phase, ...]

    @property
    def main(self) -> Phase:
        """Return the main phase, or the assessment phase where there is no other."""
        return self.phases[-1]


@frozen(repr=False)
class Protocol(Dosed):
    """A plan: every figure with its provenance. There is one for the outcomes clear and caution."""

    per_kg: Figure[Quantity]
    course: Course
    supply: Supply

    @property
    def changes_dose(self) -> bool:
        """Tell whether the dose of a day is another after the assessment."""
        return any(phase.daily.value != self.main.daily.value for phase in self.phases)

    @property
    def has_sessions(self) -> bool:
        """Tell whether there is a day with more than one dose."""
        return any(len(phase.doses) > 1 for phase in self.phases)

    @property
    def changes_sides(self) -> bool:
        """Tell whether the nostrils get different counts, and so change from day to day (R35)."""
        return any(dose.is_uneven for phase in self.phases for dose in phase.doses)


@frozen(repr=False)
class Derived:
    """What follows from answers: the screening always, and a protocol or regimens to refer to.

    Only what `derive` returned tells its protocol, which is how nothing else is saved, shown or
    exported: `derive` marks a value once the double check has passed it, and the mark is no
    argument, so that a value made by hand or with `attrs.evolve` is without it.
    """

    answers: Answers
    screening: ScreeningResult
    _protocol: Protocol | None = None
    regimens: tuple[str, ...] = ()
    _double_checked: bool = field(default=False, init=False, eq=False)

    @property
    def protocol(self) -> Protocol | None:
        """Return the plan, or `None` where screening allows none.

        Raise `AssertionError` for a value that `derive` did not return.
        """
        if not self._double_checked:
            raise AssertionError("this was not returned by `derive`, and nobody double-checked it")
        return self._protocol

    def advice(self, found: Finding) -> str:
        """Return what to do about a finding.

        Empty for a caution where no dose is given, as its advice speaks of taking one (R02).
        """
        return "" if found.outcome is Outcome.CAUTION and self.protocol is None else found.advice
