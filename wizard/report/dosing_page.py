"""The first page of a plan: what to take and when, how to measure it, and when to stop."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from wizard.catalog.model import Outcome
from wizard.protocol.dose_words import EVEN_DAYS, daily, phase_days, strength
from wizard.protocol.plan import Measure, Phase, Protocol
from wizard.report import drawings
from wizard.report.blocks import Block, Bullets, Numbered, Pairs, Paragraph, Section, Table
from wizard.report.drawings import Planned
from wizard.report.facts import Facts, last_hour
from wizard.text.numbers import clock, count, dates, mass, number, volume

_MOST_NAMED: Final = 4
_COMPARE: Final = "Compare this with the label each time a new container is opened."


def dosing_page(facts: Facts, protocol: Protocol) -> tuple[Section, ...]:
    """Return the sections in the order in which they are needed on a dosing day."""
    guidance = facts.catalog.guidance
    return (
        Section("brief", "In brief", tuple(_brief(facts))),
        Section("dose", "What to take and when", tuple(_dose(facts, protocol))),
        Section("measure", "How to measure it", tuple(_measure(facts, protocol))),
        Section("technique", "How to take it", tuple(_technique(facts))),
        Section("caution", "When not to take it", tuple(_caution(facts))),
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
            "break",
            "When to take a break",
            (Bullets(facts.advice(guidance.break_signs)),),
            detail=True,
        ),
        Section(
            "missed",
            "If you miss a dose",
            (Bullets(facts.advice(guidance.missed_dose)),),
            detail=True,
        ),
    )


def _brief(facts: Facts) -> Iterator[Block]:
    findings = facts.derived.screening.findings
    titles = "; ".join(facts.catalog.screening.title(found.rule) for found in findings)
    careful = f" Be careful about: {titles}." if findings else ""
    if len(findings) > _MOST_NAMED:
        careful = f" All {len(findings)} are listed below."
    yield Paragraph(
        f"Outcome of screening: {facts.outcome}."
        f" {facts.catalog.guidance.outcomes[facts.outcome]}{careful}"
    )


def phase_dates(phase: Phase, start: date) -> str:
    """Return the dates of a phase of the cycle that begins on `start`."""
    return dates(
        start + timedelta(days=phase.first_day.value - 1),
        start + timedelta(days=phase.last_day.value - 1),
    )


def _dose(facts: Facts, protocol: Protocol) -> Iterator[Block]:
    catalog = facts.catalog
    what = f"{catalog.compounds[facts.answers.compound].title}, {facts.answers.route}"
    planned = ", then ".join(
        f"{daily(phase, protocol.measure)} on {phase_days(phase)}{_aim(phase)}"
        for phase in protocol.phases
    )
    yield Paragraph(f"{what}: {planned}.")
    yield Paragraph(f"Daily maximum: {_maximum(protocol)}, as planned and never more.")
    yield _table(protocol)
    if protocol.changes_sides:
        yield Paragraph(EVEN_DAYS)
    if any(
        len(phase.doses) > 1 for phase in protocol.phases
    ):  # one time of day needs no picture on paper
        yield drawings.day(Planned(facts.derived, protocol, catalog))


def _aim(phase: Phase) -> str:
    return " (assessment, to find out how you respond)" if phase.name == "assessment" else ""


def _maximum(protocol: Protocol) -> str:
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
    yield from map(Paragraph, facts.advice(facts.catalog.guidance.measuring))


def _drawn(facts: Facts, protocol: Protocol, measured: Measure) -> Iterator[Block]:
    product = facts.answers.product
    syringe = facts.catalog.syringes[product.syringe or ""]
    yield Pairs(
        (
            (
                "Make up",
                (
                    f"{number(product.vial_mg or 0)} mg of powder with"
                    f" {number(product.diluent_ml or 0)} mL of bacteriostatic water"
                ),
            ),
            (
                "This gives",
                strength(measured),
            ),
            (
                "Syringe",
                f"{syringe.title}, a mark every {count(measured.step.value, 'unit')}; never a U-40",
            ),
        )
    )
    yield Paragraph(_COMPARE)
    yield drawings.syringe(Planned(facts.derived, protocol, facts.catalog))


def _technique(facts: Facts) -> Iterator[Block]:
    """Yield what is done at every dose, after what is done once before."""
    each_time = Numbered(facts.advice(facts.catalog.guidance.technique))
    if once := facts.advice(facts.catalog.guidance.preparation):
        container = facts.catalog.forms[facts.answers.form].container
        yield Paragraph(
            f"Once, when you {'make up' if container == 'vial' else 'open'} the {container}:"
        )
        yield Numbered(once)
        yield Paragraph("At every dose:")
    yield each_time


def _caution(facts: Facts) -> Iterator[Block]:
    changed = (
        "an answer has changed (a pregnancy, or a new condition, medicine, substance or symptom)"
    )
    yield Paragraph(
        f"Not after {last_hour(facts)}, not on or after a discard date, and not once {changed}:"
        " answer all questions again."
    )
    items = facts.findings(facts.derived.screening.findings, claims=False)
    if facts.outcome is not Outcome.CLEAR:
        yield Bullets(items)
    given = facts.answers.screening
    for group in facts.catalog.screening.groups:
        for item in group.items:
            if item.outcome is Outcome.CLEAR and item.id in {*given.substances, *given.not_sure}:
                yield Paragraph(f"Note, {item.label}: {item.reason} {item.advice}")
