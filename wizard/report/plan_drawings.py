"""The drawings of a plan in characters, each made here from the protocol: on paper and in the wizard they are the same."""

from __future__ import annotations

from attrs import frozen

from wizard.catalog import Catalog
from wizard.protocol.dose_words import phase_days
from wizard.protocol.plan import Derived, Phase, Protocol
from wizard.report import calendar, pictures
from wizard.report.model import Drawing
from wizard.report.pictures import MOST_COLUMNS
from wizard.text.layout import sentence
from wizard.text.numbers import clock, count, mass


@frozen(repr=False)
class Planned:
    """A plan, and what it was made from."""

    derived: Derived
    protocol: Protocol
    catalog: Catalog


def day(plan: Planned, most: int = MOST_COLUMNS) -> Drawing:
    """The day from waking to the last hour for a dose, with the sessions of each phase."""
    wake = plan.derived.answers.schedule.wake or plan.catalog.dosing.wake.default
    last = plan.catalog.dosing.session.last_at
    tracks = [
        (phase_label(phase), [dose.at.value for dose in phase.doses])
        for phase in plan.protocol.phases
    ]
    says = " ".join(f"{label}: {' and '.join(map(clock, times))}." for label, times in tracks)
    return Drawing(
        pictures.day(wake, last, tracks, most), f"The day from waking to {clock(last)}. {says}"
    )


def nostrils(plan: Planned, most: int = MOST_COLUMNS) -> Drawing:
    """The drops or sprays in each nostril, session by session."""
    phases, unit = plan.protocol.phases, plan.protocol.measure.unit
    wide = max(len(phase_label(phase)) for phase in phases)
    sessions = [(phase, dose) for phase in phases for dose in phase.doses]
    rows = [
        (f"{phase_label(phase):{wide}}  {clock(dose.at.value)}", *dose.nostrils)
        for phase, dose in sessions
    ]
    says = " ".join(
        pictures.in_words(" ".join(label.split()), left, right, unit) for label, left, right in rows
    )
    return Drawing(pictures.nostrils(rows, unit, most), says)


def syringe(plan: Planned, most: int = MOST_COLUMNS) -> Drawing:
    """The syringe filled to its mark, once for each phase.

    Raises `ValueError` for a plan without one.
    """
    barrel = plan.protocol.measure.barrel
    if barrel is None:
        msg = "this plan has no syringe"
        raise ValueError(msg)
    step = plan.protocol.measure.step.value
    draws = [
        (f"{phase_label(phase)}: draw to {count(phase.count.value, 'unit')}", phase)
        for phase in plan.protocol.phases
    ]
    says = " ".join(
        f"{label} ({pictures.marks_after_zero(phase.count.value, step)}),"
        f" {mass(phase.daily.value)}."
        for label, phase in draws
    )
    return Drawing(
        pictures.syringe(
            [(label, phase.count.value) for label, phase in draws], barrel.value, step, most
        ),
        says,
    )


def measured(plan: Planned, most: int = MOST_COLUMNS) -> Drawing:
    """What is measured out for a session: a syringe, or drops or sprays."""
    return (nostrils if plan.protocol.measure.barrel is None else syringe)(plan, most)


def doses(plan: Planned, most: int = MOST_COLUMNS) -> Drawing:
    """The dose of each day of a cycle, as bars."""
    rows = [
        (f"Day {number}", phase.daily.value.amount, f"{mass(phase.daily.value)}{_how(plan, phase)}")
        for phase in plan.protocol.phases
        for number in phase.days
    ]
    return Drawing(
        pictures.by_day(rows, most), " ".join(f"{label}: {says}." for label, _, says in rows)
    )


def course(plan: Planned, most: int = MOST_COLUMNS) -> Drawing:
    """The months of the course, each day with the letter of what it is."""
    return calendar.drawn(plan.protocol, most)


def phase_label(phase: Phase) -> str:
    """What stands before the sessions of a phase: `Days 1 to 5`."""
    return sentence(phase_days(phase))


def _how(plan: Planned, phase: Phase) -> str:
    """The count of a day where it is taken at once, else the number of its sessions."""
    several = len(phase.doses)
    return (
        f" in {count(several, 'session')}"
        if several > 1
        else f", {count(phase.count.value, plan.protocol.measure.unit)}"
    )
