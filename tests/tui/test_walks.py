"""Whole walks through the wizard, from the start page to a file, by keyboard alone."""

import io
import tomllib
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from tests.support.keyboard import NOW
from wizard.plain import run
from wizard.profile.folder import ProfileFolder


def _saved(home):
    (path,) = home.glob("*.toml")
    return tomllib.loads(path.read_text())


async def test_first_course_of_drops(sit, home, drops):
    """A first course of 0.1% drops: 4 drops on days 1 to 5, 6 on days 6 to 10, next start after 30
    days; in under 50 presses. It is 08:00, and the session of today is past (R45).
    """
    async with sit() as person:
        await person.press("enter")
        await person.answer(drops, "Step 7 of 8")
        assert "Days 1 to 5 6 to 10 January 2026 200 mcg ●● 2 left ●● 2 right" in person.sees
        assert "Days 6 to 10 11 to 15 January 2026 300 mcg ●●● 3 left ●●● 3" in person.sees
        await person.press("s", "enter", "enter")
        assert "It is saved." in person.sees
        assert person.presses < 50
    plan = _saved(home)["protocol"]
    assert [dose["count"] for phase in plan["phases"] for dose in phase["doses"]] == [4, 6]
    assert (plan["end"], plan["next_start"]) == (date(2026, 1, 15), date(2026, 2, 15))
    assert _saved(home)["screening"] == {"outcome": "clear", "findings": []}


async def test_template_opens_at_the_first_open_question(sit, drops):
    """A template fills in the plan and asks everything about the person."""
    async with sit() as person:
        await person.press("o", "enter")
        await person.type("drops.toml")
        assert await person.comes_to_see("(1 found)")
        await person.press("enter")
        assert (
            "The author asked for: Goal Focus, memory and learning Compound Semax Form Nasal drops"
            in person.sees
        )
        await person.press("enter")
        assert "Which bottle is it?" in person.sees
        await person.answer(drops, "Step 7 of 8")
        assert "Your plan is not the one the author asked for." in person.sees
        await person.press("enter")
        assert "300 mcg" in person.sees


async def test_a_vial_in_a_wide_window(sit, vial):
    """Where the plan so far stands beside each question, a list is never judged by the answer of
    the one before it.
    """
    async with sit(size=(120, 40)) as person:
        await person.press("enter")
        await person.answer(vial, "When did your last course end?")
        assert "So far" in person.sees


NONE = ["none"] * 6
PRODUCT = ["1", "1", "1", "0.1%", "3", "", "none", "none", "1"]
LINES = {
    "drops": [*PRODUCT, "35", "70", "yes", *NONE, "no", "", "", "", "", ""],
    "vial": [
        *["1", "1", "vial", "10", "3", "1", "1", "no", "none", "2", "35", "70", "no", "none"],
        *NONE,
        "no",
        "",
        "",
        "300",
        "",
        "",
        "",
    ],
    "seizure": [*PRODUCT, "35", "70", "yes", "6", "answer the rest", *["none"] * 5, "no"],
}
"""The answers of the walks, as they are typed line by line."""


@pytest.mark.parametrize(
    "course",
    ["drops", *(pytest.param(each, marks=pytest.mark.slow) for each in ("vial", "seizure"))],
)
async def test_both_faces_give_the_same_file(request, sit, home, catalog, now, tmp_path, course):
    """The same answers, typed line by line and at the screen, are the same file byte for byte: a
    plan, a vial, a record of a stop.
    """
    said = {"No plan is made. Do not take Semax.": ["tab", "enter"]} | request.getfixturevalue(
        course
    )
    async with sit() as person:
        await person.press("enter")
        await person.answer(said, "Step 7 of 8")
        await person.press("tab", "enter", "enter", "enter")
        assert "It is saved." in person.sees
    (screen,) = home.glob("*.toml")
    goal = catalog.goals[tomllib.loads(screen.read_text())["answers"]["goal"]].title
    other = tmp_path / "lines"
    typed = io.StringIO("".join(f"{line}\n" for line in ["new", *LINES[course], "save", goal, ""]))
    out = io.StringIO()
    run(
        source=typed, out=out, catalog=lambda: catalog, now=lambda: now, folder=ProfileFolder(other)
    )
    files = list(other.glob("*.toml"))
    assert files, out.getvalue()
    assert files[0].read_bytes() == screen.read_bytes()
    assert files[0].name == screen.name


async def test_a_save_on_another_day_asks_for_symptoms_first(sit, drops, home):
    """Issue 15, 2: with the review open for nine days, Save asks for the symptoms of the day."""
    clock = SimpleNamespace(now=NOW)
    async with sit(now=lambda: clock.now) as person:
        await person.press("enter")
        await person.answer(drops, "Step 7 of 8")
        clock.now += timedelta(days=9)
        await person.press("tab", "enter")
        assert "Do you have any of these symptoms today?" in person.sees
        assert not [*home.glob("[!.]*")]


@pytest.mark.parametrize("course", ["drops", "vial"])
async def test_coming_to_a_page_is_walking_there(sit, request, tmp_path, course):
    """Tests come to a page by what the keys answer: all that was answered and said is the same."""
    said, there = request.getfixturevalue(course), []
    for way in ("answer", "comes_to"):
        async with sit(folder=ProfileFolder(tmp_path / way)) as person:
            await person.press("enter")
            await getattr(person, way)(said, "Step 7 of 8")
            state = person._pilot.app.conversation.state  # noqa: SLF001 - all that is shown follows
            await person.settles()
            answered, showing = state.session.values, state.shown.number
            there.append((answered, state.told, showing, state.read, person.rows))
            await person.press("escape")
            await person.settles()
            there[-1] += (person.rows,)
    walked, came = there
    assert walked == came
