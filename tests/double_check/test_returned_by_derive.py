"""R02 R36: only what `derive` returned is saved, shown, exported or explained."""

from pathlib import Path

import pytest
from attrs import evolve

import wizard
from wizard.explain.pages import of_key, of_plan
from wizard.profile import file_format
from wizard.profile.file_format import tables
from wizard.profile.today import today
from wizard.protocol.derive import derive
from wizard.protocol.plan import Derived, ScreeningResult
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
    "saved": lambda made: tables(made.derived),
    "shown": lambda made: build(
        made.derived, made.profile.name, made.profile.created, made.catalog
    ),
    "explained": lambda made: of_plan(made.derived, made.catalog),
    "explained by key": lambda made: of_key("protocol.ceiling_mcg", made.derived, made.catalog),
    "today": lambda made: today(
        made.derived, made.profile.name, made.profile.answers.schedule.start, made.catalog
    ),
    **{f"exported as {name}": form.render for name, form in FORMS.items()},
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
@pytest.mark.parametrize("make", MADE_OTHERWISE.values(), ids=MADE_OTHERWISE)
def test_nothing_else_is_used(answers, catalog, now, make, use):
    """R02 R36: a value that was made in another way holds its parts, but no use of it is made."""
    profile, clear = file_format.build(answers(), "A plan", now, catalog)
    use(Made(profile, clear, catalog))
    other = make(clear, derive(answers(conditions=["pregnancy"]), catalog))
    with pytest.raises(AssertionError, match=r"^this was not returned by `derive`"):
        use(Made(profile, other, catalog))


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
