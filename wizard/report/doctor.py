"""The page for a doctor: what was answered and planned, what it rests on, and what to ask.

It is the last page of every sheet, and may be printed alone. Of whoever is screened out it gives no
plan: for a clinician to decide it cites what is published (R02), after a stop nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wizard.catalog.model import Outcome
from wizard.catalog.texts import Regimen
from wizard.protocol.dose_words import strength
from wizard.protocol.plan import Protocol
from wizard.report.blocks import Block, Bullets, Numbered, Pairs, Paragraph, Section
from wizard.report.dosing_page import maximum, planned
from wizard.report.facts import Facts, person, screening_answers
from wizard.text.layout import lowered
from wizard.text.numbers import clock, count, dates, in_percent, listed, number
from wizard.text.translation import N_, _

_READER: Final = {
    Outcome.CLINICIAN: N_(
        "This page is for a doctor or another clinician to read. The doses on it are cited from"
        " what is published: none of them is for the person who gave these answers to take."
    ),
    Outcome.STOP: N_(
        "This page is for a doctor, a nurse or a pharmacist. It gives no dose: screening says that"
        " this person should not take Semax."
    ),
}
_OF_A_PLAN: Final = N_("This page is for a doctor, a nurse or a pharmacist.")
_OWN: Final = N_("The answers are the person's own; nobody has checked them.")


def doctor_page(facts: Facts) -> tuple[Section, ...]:
    """Return the page, as sections of which the first begins it."""
    plan = facts.derived.protocol
    reader = f"{_(_READER.get(facts.outcome, _OF_A_PLAN))} {_(_OWN)}"
    answered = Pairs((*person(facts).rows, *_product(facts), *screening_answers(facts)))
    findings = facts.derived.screening.findings
    found = tuple(f"{title} {reason}" for title, reason, _advice in facts.told(findings))
    asked = facts.catalog.guidance.doctor_questions
    questions = tuple(_(each.text) for each in asked if facts.outcome in each.after)
    return (
        Section("doctor", _("For the doctor"), (Paragraph(reader),), page=True),
        Section("answered", _("What was answered"), (answered,)),
        *([Section("found", _("What screening found"), (Bullets(found),))] if found else []),
        *([Section("planned", _("What is planned"), (_planned(plan),))] if plan else []),
        *_published(facts),
        Section("questions", _("What the person may want to ask"), (Numbered(questions),)),
        Section("evidence", _("What this rests on"), (_evidence(facts), *facts.signed().blocks)),
    )


def _product(facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield the strength of the product; without a plan no mass for a drop, spray or unit."""
    product, plan = facts.answers.product, facts.derived.protocol
    if plan is not None:
        diluent = product.diluent_ml
        held = strength(plan.measure)
        if diluent is not None:
            held = _("{strength}, when made up with {volume} mL").format(
                strength=held, volume=number(diluent)
            )
        yield _("Strength"), held
    elif product.strength_mg_per_ml is not None:
        yield _("Strength"), in_percent(product.strength_mg_per_ml)
    if product.vial_mg is not None:
        tested = _("{mass} mg of powder; with a certificate of sterility and endotoxin for its lot")
        untested = _(
            "{mass} mg of powder; without a certificate of sterility and endotoxin for its lot"
        )
        yield (
            _("Vial"),
            (tested if product.sterility_tested else untested).format(mass=number(product.vial_mg)),
        )


def _planned(plan: Protocol) -> Pairs:
    course = plan.course
    at = dict.fromkeys(clock(dose.at.value) for phase in plan.phases for dose in phase.doses)
    days = _("{on}, {dates}; then {rest} of rest").format(
        on=count(course.on_days.value, "day"),
        dates=dates(course.start.value, course.end.value),
        rest=count(course.rest_days.value, "day"),
    )
    if course.cycles > 1:
        days = f"{days}, {count(course.cycles, 'cycle')}"
    by_weight = _("{number} mcg per kg daily").format(number=number(plan.per_kg.value))
    return Pairs(
        (
            (_("Dose"), planned(plan)),
            (_("Times"), listed(list(at))),
            (_("Daily maximum"), maximum(plan)),
            (_("By weight"), by_weight),
            (_("Days"), days),
        )
    )


def _published(facts: Facts) -> Iterator[Section]:
    """Yield what is published for the goal, where a clinician decides."""
    if facts.outcome is not Outcome.CLINICIAN:
        return
    goal = facts.catalog.goals[facts.answers.goal]
    blocks: list[Block] = []
    if not facts.derived.regimens:
        blocks.append(
            Paragraph(
                _("Neither source gives a dose of this strength for this goal.")
                if goal.regimens
                else _("Neither source gives a usable dose for this goal.")
            )
        )
    if published := [*facts.derived.regimens, *goal.published]:
        cited = _(
            "Cited as the sources give it, not corrected, and not a plan: nothing here is for"
            " anyone to take on their own. The code after each names it in this program's list of"
            " sources."
        )
        told = tuple(_cited(facts.catalog.regimens[claim]) for claim in published)
        blocks += [Paragraph(cited), Bullets(told)]
        compound = facts.catalog.compounds[facts.answers.compound]
        if compound.modified:
            of_standard = _("These speak of standard Semax, not of {compound}.")
            blocks.append(Paragraph(of_standard.format(compound=_(compound.title))))
    yield Section("published", _("What is published for this goal"), tuple(blocks))


def _cited(regimen: Regimen) -> str:
    """Return a regimen with the strength that it was published for (R02)."""
    if regimen.mg_per_ml is None:
        return f"{_(regimen.text)} ({regimen.claim})"
    strength = in_percent(regimen.mg_per_ml)
    of_form = _("Published for the form of {strength}.").format(strength=strength)
    return f"{_(regimen.text)} {of_form} ({regimen.claim})"


def _evidence(facts: Facts) -> Paragraph:
    """Say how good the sources are, and what from outside both stands behind the findings."""
    sources = facts.catalog.sources
    told = _(
        "Two web texts, called source A and source B. Where they disagree, this program follows the"
        " more careful one. Each is evidence of level {level}. The certainty of each is {grade}."
        " There are few trials; their certainty is {trials}."
    ).format(
        level=_(sources["A"].level), grade=_(sources["A"].grade), trials=_(sources["X6"].grade)
    )
    cited = dict.fromkeys(
        name for found in facts.derived.screening.findings for name in found.external
    )
    if cited:
        named = _("{fact} (evidence level {level})")
        others = "; ".join(
            named.format(fact=lowered(_(sources[each].title)), level=_(sources[each].level))
            for each in cited
        )
        told = f"{told} {_('From outside both: {facts}.').format(facts=others)}"
    return Paragraph(told)
