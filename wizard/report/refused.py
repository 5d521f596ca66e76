"""Documents for people who get no plan: the referral sheet and the stop page (R02)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wizard.catalog.model import Outcome
from wizard.quantities import mg_per_ml
from wizard.report.blocks import Block, Bullets, Numbered, Pairs, Paragraph, Section
from wizard.report.told import Told, person, screening_answers
from wizard.text.numbers import number, strength_three_ways
from wizard.text.translation import _, marked

_IDS: Final = marked(
    "Ids such as B188 are claims of two source texts, X1 to X8 facts from outside both:"
    " semax-wizard sources shows each."
)


def stopped(told: Told) -> Iterator[Section]:
    """Yield why, what to do, and in brief what was answered: no dose, no regimen."""
    findings = told.derived.screening.findings
    yield Section("brief", _("In brief"), (_outcome(told),))
    worst = [found for found in findings if found.outcome is Outcome.STOP]
    yield Section(
        "why", _("Why, and what to do"), (Bullets(told.findings(worst)), Paragraph(_(_IDS)))
    )
    if others := [found for found in findings if found.outcome is not Outcome.STOP]:
        yield Section("also", _("Also found"), (Bullets(told.findings(others)),))
    yield _already_taken(told)
    yield Section(
        "answered", _("What was answered"), (Pairs((*person(told).rows, *screening_answers(told))),)
    )
    changed = _(
        "If an answer was a mistake, or changes later, answer all questions again. Nothing else"
        " lifts a stop."
    )
    yield Section("next", _("If something changes"), (Paragraph(changed),))
    yield told.signed()


def referral(told: Told) -> Iterator[Section]:
    """Yield what a clinician needs: what was answered and found, what is published, what to ask.

    No dose to take.
    """
    guidance = told.catalog.guidance
    take = _(
        "Take this sheet to a doctor, nurse practitioner or pharmacist. Take no Semax before you"
        " have spoken with one."
    )
    yield Section("brief", _("In brief"), (_outcome(told), Paragraph(take)))
    found = Bullets(told.findings(told.derived.screening.findings))
    yield Section("findings", _("What was found, and why it matters"), (found,))
    yield Section(
        "answered",
        _("What was answered"),
        (Pairs((*person(told).rows, *_product(told), *screening_answers(told))),),
    )
    yield Section(
        "questions", _("Questions to ask"), (Numbered(tuple(map(_, guidance.clinician_questions))),)
    )
    yield _already_taken(told)
    yield Section(
        "published",
        _("For the clinician: what is published for this goal"),
        tuple(_published(told)),
    )
    yield Section(
        "evidence", _("For the clinician: how good the evidence is"), tuple(_evidence(told))
    )
    yield told.signed()


def _outcome(told: Told) -> Paragraph:
    said = _("Outcome of screening: {outcome}.").format(outcome=told.outcome_in_words)
    return Paragraph(f"{said} {_(told.catalog.guidance.outcomes[told.outcome])}")


def _product(told: Told) -> Iterator[tuple[str, str]]:
    """Yield the product's strength as on the label, with no mass for a drop, spray or unit."""
    product = told.answers.product
    if product.strength_mg_per_ml is not None:
        yield _("Strength"), strength_three_ways(mg_per_ml(product.strength_mg_per_ml), None, "")
    if product.vial_mg is not None:
        tested = _("{mass} mg of powder; with a certificate of sterility and endotoxin for its lot")
        untested = _(
            "{mass} mg of powder; without a certificate of sterility and endotoxin for its lot"
        )
        yield (
            _("Vial"),
            (tested if product.sterility_tested else untested).format(mass=number(product.vial_mg)),
        )


def _published(told: Told) -> Iterator[Block]:
    if not told.derived.regimens:
        yield Paragraph(_("Neither source gives a usable dose for this goal."))
    published = [*told.derived.regimens, *told.catalog.goals[told.answers.goal].published]
    if not published:
        return
    cited = _(
        "Cited as the sources give it, not corrected, and not a plan: nothing here is for anyone to"
        " take on their own."
    )
    yield Paragraph(cited)
    yield Bullets(tuple(f"{_(told.catalog.regimens[claim].text)} ({claim})" for claim in published))
    compound = told.catalog.compounds[told.answers.compound]
    if compound.modified:
        yield Paragraph(
            _("These speak of standard Semax, not of {compound}.").format(
                compound=_(compound.title)
            )
        )


def _evidence(told: Told) -> Iterator[Block]:
    sources = told.catalog.sources
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
        name for found in told.derived.screening.findings for name in found.external
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


def _already_taken(told: Told) -> Section:
    signs = told.advice(told.catalog.guidance.stop_signs)
    return Section(
        "stop", _("IF YOU HAVE TAKEN IT ALREADY: WHEN TO SEE A DOCTOR"), (Bullets(signs),)
    )
