"""Why, for a person who is screened out: the reason, and no dose by any page."""

import re
from datetime import date

import pytest

from wizard.catalog import catalog
from wizard.explain.ledger_pages import Unknown
from wizard.explain.pages import of_key, of_plan, of_question
from wizard.interview.from_profile import from_answers
from wizard.report.export.plain_text import render


@pytest.mark.parametrize("name", ["C10", "E01", "R32", "B070", "R05"])
def test_the_ledger_is_no_way_round_a_stop(derived, name):
    """R02: `why FILE ID` shows a person who is screened out no figure of a dose, whichever page is
    asked for.
    """
    assert "mcg" in render(of_key(name, derived(), catalog()))
    with pytest.raises(Unknown, match=f"semax-wizard sources {name}"):
        of_key(name, derived(conditions=("pregnancy",)), catalog())


@pytest.mark.parametrize("name", ["C12", "C13", "R40"])
def test_nor_to_a_regimen(derived, name):
    """R02: a stop yields no days of a course and no rest either."""
    assert "days" in render(of_key(name, derived(), catalog()))
    with pytest.raises(Unknown, match=f"semax-wizard sources {name}"):
        of_key(name, derived(conditions=("pregnancy",)), catalog())


@pytest.mark.parametrize(
    "changes",
    [
        {"conditions": ("seizure-history",)},
        {"goal": "stroke-recovery"},
        {"compound": "adamax"},
        {"goal": "anxiety-relief"},
    ],
)
def test_no_dose_in_the_why_of_a_person_who_is_screened_out(derived, changes):
    """R02: the pages on a stop or clinician profile name no dose, count or regimen."""
    plan = derived(**changes)
    pages = [
        of_plan(plan, catalog()),
        *(of_key(found.rule, plan, catalog()) for found in plan.screening.findings),
    ]
    for page in pages:
        assert not re.search(r"\d\s*(mcg|drops|sprays|units)\b", render(page))


def test_no_dose_in_the_why_of_a_question_of_a_person_who_is_screened_out(answers):
    """R02: nor do the pages of the questions that were asked, with any of their choices."""
    session = from_answers(answers(conditions=("seizure-history",)), catalog(), date(2026, 1, 5))
    for asked in session.questions:
        for choice in (None, *asked.choices(session)):
            page = render(of_question(asked, choice, session))
            if not asked.key.startswith(
                "product."
            ):  # strength and volume as they stand on the label
                assert not re.search(
                    r"\d (mcg|drops|sprays|units)\b|\d+ percent of|once daily", page
                ), (asked.key, page)


@pytest.mark.parametrize("key", ["goal", "compound", "form", "route"])
@pytest.mark.parametrize("changes", [{}, {"goal": "stroke-recovery"}, {"form": "vial"}], ids=str)
def test_no_length_of_a_course_in_the_why_of_a_choice(answers, key, changes):
    """Issue 15, 3: nor how long a course or a rest is ("up to 30 days"), with any choice."""
    said = {"conditions": ("pregnancy",)} | changes
    session = from_answers(answers(**said), catalog(), date(2026, 1, 5))
    asked = session.question(key)
    for choice in (None, *asked.choices(session)):
        page = " ".join(render(of_question(asked, choice, session)).split())
        assert not re.search(r"\d[ -](days?|weeks?|months?)\b", page), page
