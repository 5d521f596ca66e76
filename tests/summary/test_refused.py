"""The referral sheet and the stop page: all the reasons, and no figure to act on (R02)."""

import io
import re

import pytest
from attrs import evolve
from pypdf import PdfReader

from wizard.protocol.derive import derive
from wizard.report.build import build
from wizard.report.export.plain_text import render
from wizard.report.export.registry import FORMS


def test_stop_page_has_no_dose(flat):
    """A stop page carries no mass of Semax, no count of drops, no days and no regimen."""
    text = flat(conditions=("seizure-history",), strength_mg_per_ml=2)
    assert "mcg" not in text
    assert not re.search(r"\d (drop|spray|unit|mL|day)", text)
    assert "Source B, general" not in text


def test_stop_page_says_why_and_what_to_do(flat):
    """Each finding stands with reason and advice; then signs, answers and what would change
    it.
    """
    text = flat(conditions=("seizure-history", "diabetes"), not_sure=("pregnancy",))
    assert text.startswith("Do not take Semax: Spring exam block")
    assert "Outcome of screening: stop" in text
    assert "Pregnant, maybe pregnant or trying (not sure, which counts as yes)" in text
    assert "Also found - Diabetes" in text
    assert "IF YOU HAVE TAKEN IT ALREADY: WHEN TO SEE A DOCTOR" in text
    assert "Medicines None of these medicines" in text
    assert "answer all questions again" in text
    assert "not medical advice" in text


@pytest.mark.parametrize(
    "said", [{"conditions": ("seizure-history",)}, {"conditions": ("diabetes",)}]
)
def test_who_took_some_already_reads_what_to_do_first(flat, said):
    """A sheet without a dose says what the wizard says, before the signs."""
    text = flat(**said)
    assert (
        "IF YOU HAVE TAKEN IT ALREADY: WHEN TO SEE A DOCTOR - Take no more. If you feel unwell,"
        " call a poison centre or a doctor. - With chest pain, fainting"
    ) in text


def test_child_of_nine(flat):
    """Someone under 18 gets the stop page, with no dose."""
    text = flat(age=9, weight_kg=30)
    assert "Under 18" in text
    assert "mcg" not in text


def test_referral_has_figures_in_the_regimens_only(document, judge, catalog):
    """The mass of a dose stands nowhere on a referral sheet but in the regimens that it cites."""
    for said in (
        {"goal": "stroke-recovery"},
        {"form": "vial", "conditions": ("diabetes",)},
        {"conditions": ("adhd",), "target_mcg": 500},
    ):
        for section in document(**said).sections:
            if section.id != "published":
                assert "mcg" not in str(section), section.id
        cited = [catalog.regimens[claim].text for claim in judge(**said).regimens]
        published = next(
            section for section in document(**said).sections if section.id == "published"
        )
        assert cited
        assert all(text in str(published) for text in cited)


def test_referral_says_what_a_clinician_needs(flat):
    """Answers, findings, what is published, how good the evidence is, questions to
    ask.
    """
    text = flat(conditions=("diabetes",), medicines=("ssri-snri",), not_sure=("bipolar",))
    assert text.startswith("Semax, for a clinician to decide: Spring exam block")
    assert "Take no Semax before you have spoken with one" in text
    assert "serotonin syndrome" in text
    assert "Mind and mood Bipolar disorder (not sure) Other conditions Diabetes" in text
    assert "Strength 0.1% (1 mg per mL)" in text
    assert "Is there a treatment for my goal that is approved" in text
    assert "Source B, general cognitive use: 300 to 600 mcg daily" in text
    assert "(B070)" in text
    assert "their certainty is low for acute stroke: 3 small studies" in text


SYMPTOMS = ("severe-headache", "chest-symptoms", "mood-change", "neurological-symptom")


@pytest.mark.parametrize("form", ["text", "markdown", "html", "fhir"])
def test_each_symptom_says_to_get_medical_help(made, form):
    """Section 6: every symptom of today is a stop with "get medical help", and none is left without
    it beside another.
    """
    said = made(symptoms=SYMPTOMS)
    for found in said.derived.screening.findings:
        assert "get medical help" in found.advice.lower()
        assert "get medical help" not in found.reason, "it would be said twice"
    text = FORMS[form].render(said)
    assert text.count("Get medical help now") == len(SYMPTOMS)
    assert text.count("call emergency services") >= len(SYMPTOMS)


PUBLISHED = {
    "stroke-recovery": (
        "5 to 16 days. (B132)",
        "20 days between two courses. (B133)",
        "under medical supervision. (B134)",
    ),
    "severe-neurological": (
        "5 to 16 days. (B132)",
        "20 days between two courses. (B133)",
        "under medical supervision. (B134)",
    ),
    "traumatic-brain-injury": ("up to 30 days on", "a rest of the same length. (B130)", "(B131)"),
    "age-related-decline": ("up to 30 days on", "a rest of the same length. (B130)", "(B131)"),
    "neuroprotection-recovery": ("up to 30 days on", "a rest of the same length. (B130)", "(B131)"),
    "adhd": ("Semax must not replace established treatment. (A031)", "(A029)", "(A030)", "(B243)"),
}


@pytest.mark.parametrize(("goal", "texts"), PUBLISHED.items(), ids=PUBLISHED)
def test_courses_that_are_published_without_a_dose(flat, goal, texts):
    """R02, section 2: what is published on courses for a goal stands on its referral sheet too."""
    sheet = flat(goal=goal)
    assert [text for text in texts if text not in sheet] == []


@pytest.mark.parametrize(
    "said",
    [{"medicines": ("anticoagulant",)}, {"conditions": ("pregnancy",)}],
    ids=["clinician", "stop"],
)
def test_who_is_tested_for_doping_is_told_whom_to_ask(flat, said):
    """R52: also where no dose is given."""
    assert "ask your anti-doping organisation" in flat(tested_athlete=True, **said)


def test_referral_without_a_regimen(flat):
    """A goal for which no source gives a usable dose says so."""
    text = flat(goal="adhd")
    assert "Neither source gives a usable dose for this goal" in text
    assert "mcg" not in text


def test_regimens_are_of_the_standard_compound(flat):
    """Beside a modified form, the regimens are said to be those of standard Semax."""
    text = flat(compound="n-acetyl-semax-amidate", conditions=("diabetes",))
    assert "These speak of standard Semax, not of N-acetyl Semax amidate" in text


def test_which_compound_is_a_modified_form_is_data(answers, altered, catalog, now):
    """R20: what the regimens do not speak of is told by what the catalog says of a compound, and
    not by its id.
    """
    said = answers(compound="n-acetyl-semax-amidate", conditions=("diabetes",))
    other = altered("products.toml", "modified = true", "modified = false")
    document = build(derive(said, catalog), "A plan", now, other)
    assert "not of N-acetyl Semax amidate" not in render(document)


@pytest.mark.parametrize("compound", ["adamax", "n-acetyl-semax"])
def test_compound_without_a_dose(flat, compound):
    """A compound for which no dose stands gets the reason, and no number."""
    text = flat(compound=compound)
    assert "No source gives a dose for this compound" in text
    assert "mcg" not in text


@pytest.mark.parametrize("condition", ["diabetes", "pregnancy"])
@pytest.mark.parametrize("form", ["text", "markdown", "html", "fhir"])
def test_no_advice_on_dosing_days_without_a_dose(made, condition, form):
    """R02: a caution on a referral sheet or stop page gives its reason, and no advice on how to
    dose; what decided it keeps its own.
    """
    said = {"conditions": (condition,), "substances": ("caffeine", "selank")}
    refused = FORMS[form].render(made(**said))
    assert "Caffeine together with Semax" in refused
    assert "dosing days" not in refused
    assert "Change only one thing" not in refused
    assert {"diabetes": "Speak with the clinician", "pregnancy": "Do not take it"}[
        condition
    ] in refused
    assert "dosing days" in FORMS[form].render(made(substances=("caffeine",)))


def test_when_to_see_a_doctor_stands_before_what_is_published(document):
    """Section 7: on a referral sheet the signs stand before the regimens, which are for the
    clinician.
    """
    ids = [section.id for section in document(conditions=("diabetes",)).sections]
    assert ids.index("findings") < ids.index("stop") < ids.index("published")


def test_what_is_for_the_clinician_begins_a_page(document):
    """R02: it stands after all that is for the person, and begins by saying whom it is for."""
    sections = document(conditions=("diabetes",)).sections
    ids = [section.id for section in sections]
    assert [section.id for section in sections if section.page] == ["doctor"]
    assert ids.index("doctor") > ids.index("status")
    assert "published" in ids[ids.index("doctor") :]
    (said,) = sections[ids.index("doctor")].blocks
    assert said.text.startswith("This page is for a doctor or another clinician to read.")


@pytest.mark.parametrize("said", [{"conditions": ("diabetes",)}, {"goal": "stroke-recovery"}])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_it_is_a_page_of_its_own_in_every_printed_form(made, said, paper):
    """R02: in the PDF and in pages of text nothing else stands above it, and a browser prints it
    so; the mass of no dose stands before it.
    """
    sheet = evolve(made(**said), paper=paper)
    pages = [
        page.extract_text() for page in PdfReader(io.BytesIO(FORMS["pdf"].render(sheet))).pages
    ]
    for first, *others in (pages, FORMS["text"].render(sheet).split("\f")):
        assert [other.lstrip().startswith("For the doctor") for other in others] == [True]
        assert "mcg" not in first
    html = FORMS["html"].render(sheet)
    assert '<section id="doctor" class="page">' in html
    assert ".page { break-before: page; }" in html
    assert "---\n\n## For the doctor\n" in FORMS["markdown"].render(sheet)


def test_every_regimen_is_cited_with_its_strength(flat, catalog):
    """R02: no dose is cited without the strength of the form that it was published for, or without
    saying that none is named.
    """
    for regimen in catalog.regimens.values():
        own = "names no strength" in regimen.text or "10 mg in 3 mL" in regimen.text
        stated = "mcg" in regimen.text
        assert (regimen.mg_per_ml is not None or own) == stated, regimen.claim
    assert (
        "then 1 to 3 months of rest. Published for the form of 0.1% (1 mg per mL). (B070)"
        in flat(conditions=("diabetes",))
    )
    stroke = flat(goal="stroke-recovery")
    assert "Published for the form of 1% (10 mg per mL). (B082)" in stroke
    assert "It names no strength. (A027)" in stroke  # source A speaks of mass alone


def test_beside_a_clinical_strength_only_its_own_form_is_cited(flat):
    """R02: whoever holds a bottle of 1% reads no dose of the 0.1% form."""
    text = flat(strength_mg_per_ml=10)
    assert "Neither source gives a dose of this strength for this goal" in text
    assert "mcg" not in text
    assert "Published for the form of 1%" in flat(goal="severe-neurological", strength_mg_per_ml=10)


def test_a_symptom_of_today_comes_first(document):
    """Who has to call emergency services now reads that before any other reason."""
    made = document(conditions=("seizure-history",), symptoms=("chest-symptoms",))
    (why,) = (section for section in made.sections if section.id == "why")
    first, second = why.blocks[0].items
    assert "call emergency services now" in first
    assert second.startswith("Epilepsy or any seizure, ever:")
