"""The page for the doctor: the last of every sheet, whole by itself (issue 19, point 9)."""

import io
import re

import attrs
import pytest
from pypdf import PdfReader

from tests.summary.conftest import REFUSED
from wizard.report.export.plain_text import render
from wizard.report.export.registry import FORMS

SHEETS = [name for name, form in FORMS.items() if form.is_sheet]


def page(made, **asked):
    """The page alone, on one line."""
    return " ".join(render(attrs.evolve(made, for_doctor=True, **asked).document).split())


def test_it_is_the_end_of_every_sheet(made, any_answers):
    """Whatever the outcome: the same sections as by themselves, on a page of their own."""
    one = made(**any_answers)
    alone = attrs.evolve(one, for_doctor=True).document.sections
    last = one.document.sections[-len(alone) :]
    assert last[0].id == "doctor"
    assert last[0].page
    assert (attrs.evolve(last[0], page=False), *last[1:]) == alone
    assert not [section.id for section in alone if section.page]


def is_for_a_doctor(page):
    """Whether the page is this one, to its end."""
    said = " ".join(page.split())
    return "This page is for a doctor" in said and "not medical advice" in said


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("which", [*range(3), *REFUSED])
def test_it_takes_one_page(drawn, made, which, paper):
    """In the PDF and in text, after the log and by itself; test_pdf.py holds it for 300 plans."""
    one = drawn(3)[which] if isinstance(which, int) else made(**REFUSED[which])
    whole = attrs.evolve(one, paper=paper)
    for each in (whole, attrs.evolve(whole, for_doctor=True)):
        pdf = PdfReader(io.BytesIO(FORMS["pdf"].render(each))).pages
        text = FORMS["text"].render(each).split("\f")
        assert is_for_a_doctor(pdf[-1].extract_text())
        assert is_for_a_doctor(text[-1])
        assert not each.for_doctor or len(pdf) == len(text) == 1


def test_it_says_what_a_doctor_needs(made):
    """The answers as given, the product, the plan, what it rests on, and what to ask."""
    told = page(made(target_mcg=350, substances=("caffeine",), weight_lb=154))
    for said in (
        "nobody has checked them",
        "Goal Focus, memory and learning",
        "35 years old, 154 lb (69.85 kg)",
        "Strength 0.1% (1 mg per mL), 50 mcg per drop",
        "Medicines None of these medicines",
        "Substances Caffeine",
        "Caffeine together with Semax",
        "Dose 350 mcg daily, in 2 sessions (4 drops, then 3 drops) on days 1 to 10",
        "Times 07:30 and 11:30",
        "Daily maximum 350 mcg",
        "Days 10 days, 5 to 14 January 2026; then 30 days of rest",
        "Would you change the dose",
        "source A and source B",
        "not approved in the United States",
    ):
        assert said in told


def test_medicines_and_conditions_stand_as_given(made):
    """What was answered "not sure" is told as that."""
    told = page(made(medicines=("ssri-snri",), not_sure=("bipolar",)))
    assert "Mind and mood Bipolar disorder (not sure)" in told
    assert "Medicines SSRI or SNRI antidepressant (such as sertraline)" in told
    assert "If it is worth trying at all" in told


def test_no_dose_of_their_own_for_who_is_screened_out(made, catalog, refused_answers):
    """R02: a mass stands in the regimens that a clinician reads, and after a stop nowhere."""
    one = attrs.evolve(made(**refused_answers), for_doctor=True)
    cited = [catalog.regimens[claim].text for claim in one.derived.regimens]
    for section in one.document.sections:
        if section.id != "published":
            assert "mcg" not in str(section), section.id
    assert all(text in page(one) for text in cited)
    assert one.derived.screening.outcome == "clinician" or "Published" not in page(one)
    assert not re.search(r"\d (drop|spray)s?\b", page(one)) or cited


@pytest.mark.parametrize("form", SHEETS)
def test_each_form_prints_it_alone(made, form):
    """`show --for doctor`: nothing of the other pages."""
    one = attrs.evolve(made(), for_doctor=True)
    written = FORMS[form].render(one)
    if isinstance(written, bytes):
        written = PdfReader(io.BytesIO(written)).pages[0].extract_text()
    assert "What was answered" in written
    assert "Course log" not in written
    assert "SEE A DOCTOR" not in written
