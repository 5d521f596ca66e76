"""The first page of a plan: what to take and when, how to measure it, and when to stop."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from wizard.protocol.dose_words import daily, phase_days, strength
from wizard.protocol.plan import Measure, Phase, Protocol
from wizard.report import drawings
from wizard.report.blocks import Block, Bullets, Numbered, Pairs, Paragraph, Section, Table
from wizard.report.drawings import Planned
from wizard.report.facts import Facts, last_hour
from wizard.text.numbers import clock, count, dates, day, mass, number, volume

_MOST_IN_FULL: Final = 3  # findings, on the first page
_WIDE: Final = 76  # columns of a syringe with its labels
_COMPARE: Final = "Compare this with the label each time a new container is opened."


def dosing_page(facts: Facts, protocol: Protocol) -> tuple[Section, ...]:
    """Return the sections of the first page, in the order of section 7."""
    guidance = facts.catalog.guidance
    careful = _careful(facts)
    return (
        Section("brief", "In brief", tuple(_brief(facts))),
        *([Section("careful", _CAREFUL, (Bullets(careful),))] if careful else []),
        Section("dose", "What to take and when", tuple(_dose(facts, protocol))),
        Section("measure", "How to measure it", tuple(_measure(facts, protocol))),
        Section("technique", "How to take it", (Numbered(facts.advice(guidance.technique)),)),
        Section(
            "stop", "WHEN TO STOP AND SEE A DOCTOR", (Bullets(facts.advice(guidance.stop_signs)),)
        ),
        Section(
            "too-much",
            "If you took too much",
            (Bullets(facts.advice(guidance.too_much)),),
            detail=True,
        ),
        Section(
            "missed",
            "If you miss a dose",
            (Bullets(facts.advice(guidance.missed_dose)),),
            detail=True,
        ),
        Section("caution", "When not to take it", (Bullets(_bans(facts)),), detail=True),
    )


_CAREFUL: Final = "Be careful with"


def _brief(facts: Facts) -> Iterator[Block]:
    yield Paragraph(
        f"Outcome of screening: {facts.outcome}. {facts.catalog.guidance.outcomes[facts.outcome]}"
    )


def _careful(facts: Facts) -> tuple[str, ...]:
    """Return each finding with its reason and what to do; of many, what to do alone."""
    findings = facts.derived.screening.findings
    if len(findings) <= _MOST_IN_FULL:
        return facts.findings(findings)
    return tuple(f"{title} {advice}" for title, _reason, advice in facts.told(findings))


def reasons(facts: Facts) -> tuple[Section, ...]:
    """Return the reasons of many findings, which the first page only names, or nothing."""
    findings = facts.derived.screening.findings
    if len(findings) <= _MOST_IN_FULL:
        return ()
    told = tuple(f"{title} {reason}" for title, reason, _advice in facts.told(findings))
    return (Section("reasons", f"{_CAREFUL}: the reasons", (Bullets(told),)),)


def _bans(facts: Facts) -> tuple[str, ...]:
    changed = (
        "an answer has changed (a pregnancy, or a new condition, medicine, substance or symptom)"
    )
    return (
        f"After {last_hour(facts)}, or on or after a discard date.",
        f"When {changed}: answer all questions again first.",
    )


def phase_dates(phase: Phase, start: date) -> str:
    """Return the dates of a phase of the cycle that begins on `start`: `5 to 9 January 2026`."""
    first = start + timedelta(days=phase.first_day.value - 1)
    last = start + timedelta(days=phase.last_day.value - 1)
    if first.day < last.day and first.month == last.month:
        return f"{first.day} to {day(last)}"
    return dates(first, last)


def _dose(facts: Facts, protocol: Protocol) -> Iterator[Block]:
    what = f"{facts.catalog.compounds[facts.answers.compound].title}, {facts.answers.route}"
    yield Paragraph(f"{what}: {planned(protocol)}.")
    yield Paragraph(f"Daily maximum: {maximum(protocol)}, never more.")
    yield _table(protocol)


def planned(protocol: Protocol) -> str:
    """Return the daily dose of each phase in words."""
    return ", then ".join(
        f"{daily(phase, protocol.measure)} on {phase_days(phase)}{_aim(phase)}"
        for phase in protocol.phases
    )


def _aim(phase: Phase) -> str:
    return " (assessment)" if phase.name == "assessment" else ""


def maximum(protocol: Protocol) -> str:
    """Return the most of a day, for each phase."""
    if len(protocol.phases) == 1:
        return mass(protocol.main.daily.value)
    return ", ".join(
        f"{mass(phase.daily.value)} on {phase_days(phase)}" for phase in protocol.phases
    )


def _table(protocol: Protocol) -> Table:
    unit = protocol.measure.unit
    nasal = unit != "unit"
    rows = []
    for phase in protocol.phases:
        span = phase_days(phase).partition(" ")[2]
        first = f"{span}: {phase_dates(phase, protocol.course.start.value)}"
        for index, dose in enumerate(phase.doses):
            nostrils = map(number, dose.nostrils) if nasal else ()
            measured = (
                mass(dose.mass.value),
                number(dose.count.value),
                *nostrils,
                volume(dose.volume.value),
            )
            rows.append(("" if index else first, clock(dose.at.value), *measured))
    header = (
        "Days and dates",
        "Time",
        "Dose",
        f"{unit}s".capitalize(),
        *(("Left nostril", "Right nostril") if nasal else ()),
        "Volume",
    )
    return Table(header, tuple(rows))


def _measure(facts: Facts, protocol: Protocol) -> Iterator[Block]:
    measured = protocol.measure
    if measured.unit == "unit":
        yield from _drawn(facts, protocol, measured)
        return
    one = f"One {measured.unit} is {volume(measured.volume.value)}"
    usual = facts.catalog.guardrails["drops_per_ml"].start
    by = f"{number(facts.answers.product.drops_per_ml or usual or 0)} drops per mL"
    told_by = f"{one} ({by})." if measured.unit == "drop" else f"{one}."
    yield Paragraph(f"Strength: {strength(measured)}. {told_by} {_COMPARE}")
    yield drawings.nostrils(Planned(facts.derived, protocol, facts.catalog))


def _drawn(facts: Facts, protocol: Protocol, measured: Measure) -> Iterator[Block]:
    product = facts.answers.product
    syringe = facts.catalog.syringes[product.syringe or ""]
    yield Pairs(
        (
            ("Strength", strength(measured)),
            (
                "Syringe",
                f"{syringe.title}, a mark every {count(measured.step.value, 'unit')}; never a U-40",
            ),
        )
    )
    yield Paragraph(_COMPARE)
    yield drawings.syringe(Planned(facts.derived, protocol, facts.catalog), _WIDE)
