"""Documents for people who get no plan: the referral sheet and the stop page (R02)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wizard.catalog.model import Outcome
from wizard.catalog.texts import Regimen
from wizard.report.blocks import Block, Bullets, Numbered, Pairs, Paragraph, Section
from wizard.report.facts import Facts, person, screening_answers
from wizard.text.numbers import in_percent, number
from wizard.text.translation import N_, _

_IDS: Final = N_(
    "Ids such as B188 are claims of two source texts, X1 to X8 facts from outside both: the ledger"
    " of sources has each."
)


def stopped(facts: Facts) -> tuple[Section, ...]:
    """Return why, what to do, and in brief what was answered: no dose, no regimen."""
    findings = facts.derived.screening.findings
    worst = [found for found in findings if found.outcome is Outcome.STOP]
    others = [found for found in findings if found.outcome is not Outcome.STOP]
    why = (Bullets(facts.findings(worst)), Paragraph(_(_IDS)))
    also = Section("also", _("Also found"), (Bullets(facts.findings(others)),))
    answered = Pairs((*person(facts).rows, *screening_answers(facts)))
    changed = _(
        "If an answer was a mistake, or changes later, answer all questions again. Nothing else"
        " lifts a stop."
    )
    return (
        Section("brief", _("In brief"), (_outcome(facts),)),
        Section("why", _("Why, and what to do"), why),
        *([also] if others else []),
        _already_taken(facts),
        Section("answered", _("What was answered"), (answered,)),
        Section("next", _("If something changes"), (Paragraph(changed),)),
        facts.signed(),
    )


def referral(facts: Facts) -> tuple[Section, ...]:
    """Return what a clinician needs: what was answered and found, what is published, what to ask.

    No dose to take.
    """
    take = _(
        "Take this sheet to a doctor, nurse practitioner or pharmacist. Take no Semax before you"
        " have spoken with one."
    )
    found = Bullets(facts.findings(facts.derived.screening.findings))
    answered = Pairs((*person(facts).rows, *_product(facts), *screening_answers(facts)))
    questions = Numbered(tuple(map(_, facts.catalog.guidance.clinician_questions)))
    reader = _(
        "This page is for the clinician, and not for the person named on the sheet. What it cites"
        " is published; none of it is advice."
    )
    return (
        Section("brief", _("In brief"), (_outcome(facts), Paragraph(take))),
        Section("findings", _("What was found, and why it matters"), (found,)),
        Section("answered", _("What was answered"), (answered,)),
        Section("questions", _("Questions to ask"), (questions,)),
        _already_taken(facts),
        Section("clinician", _("For the clinician"), (Paragraph(reader),), page=True),
        Section("published", _("What is published for this goal"), tuple(_published(facts))),
        Section("evidence", _("How good the evidence is"), tuple(_evidence(facts))),
        facts.signed(),
    )


def _outcome(facts: Facts) -> Paragraph:
    return Paragraph(facts.judged)


def _product(facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield the product's strength as on the label, with no mass for a drop, spray or unit."""
    product = facts.answers.product
    if product.strength_mg_per_ml is not None:
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


def _published(facts: Facts) -> Iterator[Block]:
    if not facts.derived.regimens:
        others = facts.catalog.goals[facts.answers.goal].regimens
        yield Paragraph(
            _("Neither source gives a dose of this strength for this goal.")
            if others
            else _("Neither source gives a usable dose for this goal.")
        )
    published = [*facts.derived.regimens, *facts.catalog.goals[facts.answers.goal].published]
    if not published:
        return
    cited = _(
        "Cited as the sources give it, not corrected, and not a plan: nothing here is for anyone to"
        " take on their own."
    )
    yield Paragraph(cited)
    yield Bullets(tuple(_cited(facts.catalog.regimens[claim]) for claim in published))
    compound = facts.catalog.compounds[facts.answers.compound]
    if compound.modified:
        yield Paragraph(
            _("These speak of standard Semax, not of {compound}.").format(
                compound=_(compound.title)
            )
        )


def _cited(regimen: Regimen) -> str:
    """Return a regimen with the strength that it was published for (R02)."""
    if regimen.mg_per_ml is None:
        return f"{_(regimen.text)} ({regimen.claim})"
    strength = in_percent(regimen.mg_per_ml)
    of_form = _("Published for the form of {strength}.").format(strength=strength)
    return f"{_(regimen.text)} {of_form} ({regimen.claim})"


def _evidence(facts: Facts) -> Iterator[Block]:
    sources = facts.catalog.sources
    graded = _("evidence level {level}; certainty {grade}")
    rows = [
        (
            _("Source {name}").format(name=name),
            graded.format(level=_(sources[name].level), grade=_(sources[name].grade)),
        )
        for name in ("A", "B")
    ]
    yield Pairs((*rows, (_("Trials"), _("certainty {grade}").format(grade=_(sources["X6"].grade)))))
    cited = dict.fromkeys(
        name for found in facts.derived.screening.findings for name in found.external
    )
    known = [sources[name] for name in cited if not sources[name].doses]
    if known:
        level = _("Evidence level {level}.")
        yield Bullets(
            tuple(
                f"{fact.id}, {_(fact.title)}: {_(fact.text)} {level.format(level=_(fact.level))}"
                for fact in known
            )
        )
    yield Paragraph(_(_IDS))


def _already_taken(facts: Facts) -> Section:
    signs = facts.advice(facts.catalog.guidance.stop_signs)
    return Section(
        "stop", _("IF YOU HAVE TAKEN IT ALREADY: WHEN TO SEE A DOCTOR"), (Bullets(signs),)
    )
