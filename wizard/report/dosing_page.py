"""What is acted by: the first page of a plan, the course log to tick, and the card to carry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from wizard.catalog.model import Container
from wizard.protocol.dose_words import (
    EVEN_DAYS,
    OPEN,
    ROUTES,
    UNITS,
    daily,
    phase_days,
    product,
    strength,
)
from wizard.protocol.plan import Dose, Measure, Phase, Protocol
from wizard.report import drawings
from wizard.report.blocks import (
    BLANK,
    BOX,
    Block,
    Bullets,
    Numbered,
    Pairs,
    Paragraph,
    Section,
    Table,
)
from wizard.report.drawings import Planned
from wizard.report.facts import Facts, last_hour
from wizard.text.layout import lowered, sentence
from wizard.text.numbers import clock, count, dates, day, mass, number, volume
from wizard.text.translation import N_, _

_MOST_IN_FULL: Final = 3  # findings, on the first page
_WIDE: Final = 76  # columns of a syringe with its labels
_COMPARE: Final = N_("Compare this with the label each time a new container is opened.")


def dosing_page(facts: Facts, protocol: Protocol) -> tuple[Section, ...]:
    """Return the sections of the first page, in the order of section 7."""
    guidance = facts.catalog.guidance
    careful = _careful(facts)
    bans = (
        _("After {time}, or on or after a discard date.").format(time=last_hour(facts)),
        _(
            "When an answer has changed (a pregnancy, or a new condition, medicine, substance or"
            " symptom): answer all questions again first."
        ),
    )
    return (
        Section("brief", _("In brief"), (Paragraph(facts.judged),)),
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
        Section("caution", _("When not to take it"), (Bullets(bans),), detail=True),
    )


_CAREFUL: Final = N_("Be careful with")


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


_BY_HAND: Final = (
    N_("Name"),
    N_("Doctor or pharmacist"),
    N_("Emergency number"),
    N_("Lot on the label"),
)


def course_log(facts: Facts, protocol: Protocol) -> Section:
    """Return the log as a page of its own. Each figure is the plan's for that day (R35)."""
    blocks = (
        Pairs(tuple((_(label), BLANK) for label in _BY_HAND)),
        _sessions(protocol),
        *_look_back(facts, protocol),
        _containers(protocol),
    )
    return Section("log", _("Course log"), blocks, page=True)


def _sessions(protocol: Protocol) -> Table:
    """Return a row for each session; a day's first one names the day."""
    nasal = protocol.measure.unit != "unit"
    rows = []
    for phase in protocol.phases:
        for on_day in phase.days:
            on = protocol.course.start.value + timedelta(days=on_day - 1)
            for session, dose in enumerate(phase.doses):
                rows.append(
                    (
                        *(("", "") if session else (f"{on_day}", _dated(on))),
                        clock(dose.at.value),
                        number(dose.count.value),
                        *(map(str, dose.nostrils_on(on_day)) if nasal else ()),
                        BOX,
                        "",
                    )
                )
    sides = (_("Left"), _("Right")) if nasal else ()
    counted = (_("Time"), _(UNITS[protocol.measure.unit]), *sides)
    header = (_("Day"), _("Date"), *counted, _("Taken"), _("Note"))
    return Table(header, tuple(rows), named=2)


def _dated(on: date) -> str:
    return f"{_(_WEEKDAYS[on.weekday()])} {day(on)}"


_WEEKDAYS: Final = (
    *(N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu")),
    *(N_("Fri"), N_("Sat"), N_("Sun")),
)


def _look_back(facts: Facts, protocol: Protocol) -> Iterator[Block]:
    """Yield the questions of the assessment's last day, with room for the answers (R33)."""
    first = protocol.phases[0]
    if first.name != "assessment":
        return
    last = first.last_day.value
    on = protocol.course.start.value + timedelta(days=last - 1)
    told = _("Day {number}, {date}: answer these before you go on.")
    yield Paragraph(told.format(number=last, date=day(on)))
    asked = (said.partition("?")[0] for said in facts.advice(facts.catalog.guidance.day_five))
    yield Table((_("Question"), _("Yes"), _("No")), tuple((f"{said}?", BOX, BOX) for said in asked))


_DISCARD: Final[dict[Container, tuple[str, str]]] = {
    "bottle": (
        N_("Discard bottle {number} at the latest"),
        N_("Bottle {number} is used up: discard it"),
    ),
    "vial": (N_("Discard vial {number} at the latest"), N_("Vial {number} is used up: discard it")),
}
"""What is done at a discard date, and where the container runs out before it (R43)."""


def _containers(protocol: Protocol) -> Table:
    """Return the days on which the containers of the first cycle are opened and discarded."""
    kind, start = protocol.supply.container, protocol.course.start.value
    todo = []
    for which, each in enumerate(protocol.supply.opened, start=1):
        if each.on.value >= start:
            todo.append((each.on.value, _(OPEN[kind]).format(number=which)))
        told = _DISCARD[kind][each.is_used_up]
        todo.append((each.gone, _(told).format(number=which)))
    rows = tuple((_dated(on), what, BOX) for on, what in sorted(todo))
    return Table((_("Date"), _("Container"), _("Done")), rows)


def pocket_card(facts: Facts, protocol: Protocol) -> tuple[Section, ...]:
    """Return its front and its back, in few enough words for the size of a bank card."""
    guidance, course = facts.catalog.guidance, protocol.course
    route = _(ROUTES[facts.answers.route])
    when = f"{route}, {dates(course.start.value, course.end.value)}."
    front = (
        Paragraph(sentence(when)),
        *_on_the_card(protocol),
        *([Paragraph(_(EVEN_DAYS))] if protocol.changes_sides else []),
        Paragraph(_("Daily maximum: {most}.").format(most=maximum(protocol))),
    )
    signs = tuple(said.partition(":")[0] for said in facts.advice(guidance.stop_signs))
    too_much = " ".join(facts.advice(guidance.too_much))
    return (
        Section("card", product(facts.answers, facts.catalog), front),
        Section(
            "card-back",
            _("Stop and see a doctor"),
            (
                Bullets(signs),
                Paragraph(_("If you took too much: {advice}").format(advice=lowered(too_much))),
            ),
        ),
    )


def _on_the_card(protocol: Protocol) -> Iterator[Block]:
    for phase in protocol.phases:
        yield Paragraph(f"{sentence(phase_days(phase))}:")
        yield Bullets(
            tuple(f"{clock(dose.at.value)}: {_on_one_line(dose, protocol)}" for dose in phase.doses)
        )


def _on_one_line(dose: Dose, protocol: Protocol) -> str:
    said = count(dose.count.value, protocol.measure.unit)
    if protocol.measure.unit == "unit":
        return _("draw to {units}").format(units=said)
    left, right = map(number, dose.nostrils)
    return f"{said}, {_('left nostril')} {left}, {_('right nostril')} {right}"
