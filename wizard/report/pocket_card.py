"""The card to cut out and carry: what is taken, when and how many, and when to stop."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.protocol.dose_words import EVEN_DAYS, ROUTES, phase_days, product
from wizard.protocol.plan import Dose, Protocol
from wizard.report.blocks import Block, Bullets, Paragraph, Section
from wizard.report.dosing_page import maximum
from wizard.report.facts import Facts
from wizard.text.layout import lowered, sentence
from wizard.text.numbers import clock, count, dates, number
from wizard.text.translation import _


def pocket_card(facts: Facts, protocol: Protocol) -> tuple[Section, ...]:
    """Return its front and its back, in few enough words for the size of a bank card."""
    guidance, course = facts.catalog.guidance, protocol.course
    route = _(ROUTES[facts.answers.route])
    when = f"{route}, {dates(course.start.value, course.end.value)}."
    front = (
        Paragraph(sentence(when)),
        *_sessions(protocol),
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


def _sessions(protocol: Protocol) -> Iterator[Block]:
    for phase in protocol.phases:
        yield Paragraph(f"{sentence(phase_days(phase))}:")
        yield Bullets(
            tuple(f"{clock(dose.at.value)}: {_taken(dose, protocol)}" for dose in phase.doses)
        )


def _taken(dose: Dose, protocol: Protocol) -> str:
    said = count(dose.count.value, protocol.measure.unit)
    if protocol.measure.unit == "unit":
        return _("draw to {units}").format(units=said)
    left, right = map(number, dose.nostrils)
    return f"{said}, {_('left nostril')} {left}, {_('right nostril')} {right}"
