"""The first page of a plan: what to take and when, how to measure it, and when to stop."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from wizard.protocol.dose_words import ROUTES, UNITS, daily, phase_days, strength
from wizard.protocol.plan import Measure, Phase, Protocol
from wizard.report import drawings
from wizard.report.blocks import Block, Bullets, Numbered, Pairs, Paragraph, Section, Table
from wizard.report.drawings import Planned
from wizard.report.facts import Facts, last_hour
from wizard.text.numbers import clock, count, dates, mass, number, volume
from wizard.text.translation import N_, _

_MOST_IN_FULL: Final = 3  # findings, on the first page
_WIDE: Final = 76  # columns of a syringe with its labels
_COMPARE: Final = N_("Compare this with the label each time a new container is opened.")


def dosing_page(facts: Facts, protocol: Protocol) -> tuple[Section, ...]:
    """Return the sections of the first page, in the order of section 7."""
    guidance = facts.catalog.guidance
    careful = _careful(facts)
    return (
        Section("brief", _("In brief"), tuple(_brief(facts))),
        *([Section("careful", _(_CAREFUL), (Bullets(careful),))] if careful else []),
        Section("dose", _("What to take and when"), tuple(_dose(facts, protocol))),
        Section("measure", _("How to measure it"), tuple(_measure(facts, protocol))),
        Section("technique", _("How to take it"), (Numbered(facts.advice(guidance.technique)),)),
        Section(
            "stop",
            _("WHEN TO STOP AND SEE A DOCTOR"),
            (Bullets(facts.advice(guidance.stop_signs)),),
        ),
        Section(
            "too-much",
            _("If you took too much"),
            (Bullets(facts.advice(guidance.too_much)),),
            detail=True,
        ),
        Section(
            "missed",
            _("If you miss a dose"),
            (Bullets(facts.advice(guidance.missed(several=protocol.has_sessions))),),
            detail=True,
        ),
        Section("caution", _("When not to take it"), (Bullets(_bans(facts)),), detail=True),
    )


_CAREFUL: Final = N_("Be careful with")


def _brief(facts: Facts) -> Iterator[Block]:
    yield Paragraph(facts.judged)


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
    return (Section("reasons", _("Be careful with: the reasons"), (Bullets(told),)),)


def _bans(facts: Facts) -> tuple[str, ...]:
    return (
        _("After {time}, or on or after a discard date.").format(time=last_hour(facts)),
        _(
            "When an answer has changed (a pregnancy, or a new condition, medicine, substance or"
            " symptom): answer all questions again first."
        ),
    )


def _dose(facts: Facts, protocol: Protocol) -> Iterator[Block]:
    compound = _(facts.catalog.compounds[facts.answers.compound].title)
    yield Paragraph(f"{compound}, {_(ROUTES[facts.answers.route])}: {planned(protocol)}.")
    yield Paragraph(_("Daily maximum: {most}, never more.").format(most=maximum(protocol)))
    yield _table(protocol)


def planned(protocol: Protocol) -> str:
    """Return the daily dose of each phase in words."""
    return _(", then ").join(_on_days(phase, protocol) for phase in protocol.phases)


def _on_days(phase: Phase, protocol: Protocol) -> str:
    said = (
        _("{dose} on {days} (assessment)") if phase.name == "assessment" else _("{dose} on {days}")
    )
    return said.format(dose=daily(phase, protocol.measure), days=phase_days(phase))


def maximum(protocol: Protocol) -> str:
    """Return the most of a day, for each phase where they differ."""
    if not protocol.changes_dose:
        return mass(protocol.main.daily.value)
    return ", ".join(
        _("{dose} on {days}").format(dose=mass(phase.daily.value), days=phase_days(phase))
        for phase in protocol.phases
    )


def _table(protocol: Protocol) -> Table:
    unit, start = protocol.measure.unit, protocol.course.start.value
    nasal = unit != "unit"
    rows = []
    for phase in protocol.phases:
        span = phase_days(phase).partition(" ")[2]
        days = (phase.first_day.value, phase.last_day.value)
        first = f"{span}: {dates(*(start + timedelta(days=number - 1) for number in days))}"
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
        _("Days and dates"),
        _("Time"),
        _("Dose"),
        _(UNITS[unit]),
        *((_("Left nostril"), _("Right nostril")) if nasal else ()),
        _("Volume"),
    )
    return Table(header, tuple(rows))


def _measure(facts: Facts, protocol: Protocol) -> Iterator[Block]:
    measured = protocol.measure
    if measured.unit == "unit":
        yield from _drawn(facts, protocol, measured)
        return
    usual = facts.catalog.guardrails["drops_per_ml"].start
    said = (
        _("One drop is {volume} ({number} drops per mL).")
        if measured.unit == "drop"
        else _("One spray is {volume}.")
    )
    one = said.format(
        volume=volume(measured.volume.value),
        number=number(facts.answers.product.drops_per_ml or usual or 0),
    )
    held = _("Strength: {strength}.").format(strength=strength(measured))
    yield Paragraph(f"{held} {one} {_(_COMPARE)}")
    yield drawings.nostrils(Planned(facts.derived, protocol, facts.catalog))


def _drawn(facts: Facts, protocol: Protocol, measured: Measure) -> Iterator[Block]:
    product = facts.answers.product
    syringe = facts.catalog.syringes[product.syringe or ""]
    yield Pairs(
        (
            (_("Strength"), strength(measured)),
            (
                _("Syringe"),
                _("{syringe}, a mark every {units}; never a U-40").format(
                    syringe=_(syringe.title), units=count(measured.step.value, "unit")
                ),
            ),
        )
    )
    yield Paragraph(_(_COMPARE))
    yield drawings.syringe(Planned(facts.derived, protocol, facts.catalog), _WIDE)
