"""R02 R36: only what `derive` returned is saved, shown, exported or explained."""

from datetime import date, time
from pathlib import Path

import pytest
from attrs import evolve

import wizard
from wizard.explain.pages import of_key, of_plan
from wizard.profile import file_format
from wizard.profile.file_format import tables
from wizard.profile.today import glance, today
from wizard.protocol.derive import derive
from wizard.protocol.plan import Derived, ScreeningResult
from wizard.protocol.screening import ScreenedOutError
from wizard.report.build import build
from wizard.report.export.registry import FORMS, Made

MADE_OTHERWISE = {  # from what follows from clear answers, and from answers that a stop rules out
    "by hand": lambda clear, stop: Derived(stop.answers, ScreeningResult(), clear.protocol),
    "with other answers": lambda clear, stop: evolve(clear, answers=stop.answers),
    "with other findings": lambda clear, stop: evolve(clear, screening=stop.screening),
    "a plan put to a stop": lambda clear, stop: evolve(stop, protocol=clear.protocol),
    "regimens put to a stop": lambda _, stop: evolve(stop, regimens=("B070",)),
}
USES = {
    "saved": lambda derived, *_: tables(derived),
    "shown": lambda derived, now, catalog: build(derived, "A plan", now, catalog),
    "explained": lambda derived, _, catalog: of_plan(derived, catalog),
    "explained by key": lambda derived, _, catalog: of_key(
        "protocol.ceiling_mcg", derived, catalog
    ),
    "today": lambda derived, now, catalog: today(derived, "A plan", now.date(), catalog),
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
@pytest.mark.parametrize("make", MADE_OTHERWISE.values(), ids=MADE_OTHERWISE)
def test_nothing_else_is_used(answers, catalog, now, make, use):
    """R02 R36: a value that was made in another way holds its parts, but no use of it is made."""
    clear = derive(answers(), catalog)
    use(clear, now, catalog)
    other = make(clear, derive(answers(conditions=["pregnancy"]), catalog))
    with pytest.raises(AssertionError, match=r"^this was not returned by `derive`"):
        use(other, now, catalog)


@pytest.mark.parametrize("form", [form for form in FORMS.values() if not form.dosed])
@pytest.mark.parametrize("said", [{}, {"target_mcg": 600}, {"conditions": ["pregnancy"]}], ids=str)
def test_an_export_is_what_its_profile_derives(answers, catalog, now, form, said):
    """Issue 15, 4: the tables of another plan put into a profile leave in no form; those of its own
    answers do.
    """
    kwargs = {"name": "A plan", "now": now, "catalog": catalog}
    own, _ = file_format.build(answers(**said), **kwargs)
    _, other = file_format.build(answers(target_mcg=400, on_days=7), **kwargs)
    planted = evolve(own, **tables(other))
    assert planted != own
    assert form.render(Made(planted, catalog)) == form.render(Made(own, catalog))


def test_a_calendar_is_of_what_its_profile_derives(answers, catalog, now):
    """Issue 15, 4: a plan put into the profile of somebody who is screened out gives no session."""
    stopped, _ = file_format.build(answers(conditions=["pregnancy"]), "A plan", now, catalog)
    planted = evolve(stopped, **tables(derive(answers(), catalog)))
    with pytest.raises(ScreenedOutError):
        FORMS["ics"].render(Made(planted, catalog))


def test_a_course_is_told_of_a_plan_only(answers, catalog):
    """R02: the card of the start page, asked from Python, raises for somebody screened out."""
    stopped = derive(answers(conditions=["pregnancy"]), catalog)
    with pytest.raises(ScreenedOutError):
        glance(stopped, date(2026, 1, 5), catalog, time(8))


def test_only_derive_sets_the_mark():
    """R36: the mark stands in the value's declaration and in `derive`, and nowhere else in the
    program.
    """
    folder = Path(wizard.__file__).parent
    marked = {
        str(path.relative_to(folder))
        for path in folder.rglob("*.py")
        if "_double_checked" in path.read_text("utf-8")
    }
    assert marked == {"protocol/plan.py", "protocol/derive.py"}
