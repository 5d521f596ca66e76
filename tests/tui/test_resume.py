"""Drafts at the screen: kept after every answer, offered at the next start, shown before anything
is built from them.
"""

import io
import os
import tomllib
from datetime import date

import pytest

from wizard.interview.session import begin
from wizard.plain import run
from wizard.profile.draft import Draft, resumable, take
from wizard.profile.folder import ProfileFolder

AGE = "How old are you, in years?"


@pytest.fixture(autouse=True)
def _without_waiting_for_the_disk(monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _: None)


def _left(sit, drops, until, *keys):
    async def go():
        async with sit() as person:
            await person.press("enter")
            await person.answer(drops, until)
            await person.press(*keys, "ctrl+q")
            assert await person.has_left()

    return go()


async def test_resumed_where_it_was(sit, drops):
    """The next start offers the draft first, with step and time; its answers are shown, then the
    question where it was.
    """
    await _left(sit, drops, AGE)
    async with sit() as person:
        assert person.sees.index(
            "> Resume, step 4 of 8, About you, from 08:00"
        ) < person.sees.index("New plan")
        await person.press("enter")
        assert "Your answers so far, checked again." in person.sees
        assert f"> Go on {AGE}" in person.sees
        assert "Nasal drops" in person.sees
        await person.press("enter")
        assert AGE in person.sees
        await person.answer(drops, "Step 7 of 8")
        assert "200 mcg" in person.sees


@pytest.mark.slow
async def test_back_to_the_question_that_was_looked_at(sit, drops):
    """Whoever had gone back to an earlier question comes back there, with the answer in place."""
    await _left(sit, drops, AGE, "escape", "escape")
    async with sit() as person:
        await person.press("enter", "enter")
        assert "When was your bottle opened" in person.sees


@pytest.mark.slow
async def test_an_answer_is_changed_before_going_on(sit, drops):
    """An answer that is chosen from the list of a resumed draft is asked again."""
    await _left(sit, drops, AGE)
    async with sit() as person:
        await person.press("enter", "down", "enter")
        assert "What is it for?" in person.sees
        await person.press("enter")
        assert AGE in person.sees


async def test_review_is_resumed(sit, drops):
    """A draft with every answer comes back to the review, not to a saved plan."""
    await _left(sit, drops, "Step 7 of 8")
    async with sit() as person:
        assert "Resume, step 7 of 8, Review" in person.sees
        await person.press("enter")
        assert "mcg daily" not in person.sees
        await person.press("enter")
        assert "Step 7 of 8" in person.sees


@pytest.mark.slow
async def test_verdict_is_said_again(sit, seizure):
    """A draft that is screened out says so before its next question."""
    await _left(sit, seizure, "Stop: no plan is made.", "enter")
    async with sit() as person:
        await person.press("enter", "enter")
        assert "Stop: no plan is made." in person.sees
        await person.press("right", "enter")
        assert "Does any of these apply to you?" in person.sees, (
            "the question that brought it, not the one that was open"
        )


async def test_a_draft_is_discarded_after_two_questions(sit, drops, home):
    """A draft is discarded from where it is resumed, by two buttons of which neither is the one
    with the focus; then it is gone.
    """
    await _left(sit, drops, AGE)
    async with sit() as person:
        await person.press("enter", "tab", "tab", "enter")
        assert "Discard this draft? It holds 9 answers" in person.sees
        await person.press("enter")
        assert "Your answers so far" in person.sees
        await person.press("tab", "tab", "enter", "right", "enter")
        assert "Are you sure?" in person.sees
        await person.press("enter")
        assert "Your answers so far" in person.sees
        assert len(list(home.glob(".draft-*.toml"))) == 1
        await person.press("tab", "tab", "enter", "right", "enter", "right", "enter")
        assert "The draft is discarded." in person.sees
        assert "Resume" not in person.sees
        assert not list(home.iterdir())
        await person.press("l", "enter")
        assert await person.has_left()


@pytest.mark.slow
async def test_several_drafts_are_a_list(sit, drops):
    """Of several drafts the latest is offered first, the others in a list."""
    await _left(sit, drops, "Which compound is it?")
    async with sit() as person:
        await person.press("n", "enter")
        await person.answer(drops, AGE)
        await person.press("ctrl+q")
        assert await person.has_left()
    async with sit() as person:
        assert person.sees.count("Resume, step") == 1
        await person.press("down", "enter")
        assert "Which interview do you want to go on with?" in person.sees
        assert person.sees.count("Resume, step") == 1


@pytest.mark.slow
async def test_begun_anew_without_a_question(sit, drops, home, catalog):
    """Beginning anew from the start page asks nothing, since what was answered stays as a draft."""
    async with sit() as person:
        await person.press("enter")
        await person.answer(drops, AGE)
        while "What would you like to do?" not in person.sees:
            await person.press("escape")
        assert "Go on with your answers" in person.sees
        await person.press("n", "enter")
        assert "What is it for?" in person.sees
        assert len(resumable(ProfileFolder(home), catalog)) == 1


async def test_saved_profile_leaves_no_draft(sit, drops, home):
    """Once the profile is saved there is no draft, and the start page offers none."""
    async with sit() as person:
        await person.press("enter")
        await person.answer(drops, "Step 7 of 8")
        assert list(home.glob(".draft-*.toml"))
        await person.press("enter", "enter", "enter")
        assert "It is saved." in person.sees
        assert not list(home.glob(".draft-*"))
    async with sit() as person:
        assert "Resume" not in person.sees


async def test_draft_that_another_window_has(sit, home, catalog, now):
    """A draft that is open elsewhere is not offered."""
    draft = Draft(ProfileFolder(home))
    draft.save(
        begin(catalog, date(2026, 1, 5)).answer("goal", "general-cognition"), "compound", now
    )
    async with sit() as person:
        assert "Resume" not in person.sees
    draft.release()
    async with sit() as person:
        assert "Resume, step 2 of 8" in person.sees


async def test_disk_that_refuses_is_told_once(sit, drops, home):
    """Where no draft can be written the interview goes on, and says so in one line, once."""
    home.write_text("a file where the folder should be")
    async with sit() as person:
        await person.press("enter", "enter")
        assert "Your answers last until you leave." in person.sees
        await person.press("enter")
        assert "Your answers last until you leave." not in person.sees
        await person.answer(drops, "Step 7 of 8")


NONE = ["none"] * 4
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
    "seizure": [*PRODUCT, "35", "70", "yes", "3", "answer the rest", "none", "none", "none", "no"],
}
"""The answers of the walks, as they are typed line by line."""


@pytest.mark.parametrize("course", LINES)
async def test_both_faces_give_the_same_file(request, sit, home, catalog, now, tmp_path, course):
    """The same answers, typed line by line and at the screen, are the same file byte for byte: a
    plan, a vial, a record of a stop.
    """
    said = {"Stop: no plan is made.": ["enter"]} | request.getfixturevalue(course)
    async with sit() as person:
        await person.press("enter")
        await person.answer(said, "Step 7 of 8")
        await person.press("enter", "enter", "enter")
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


@pytest.mark.slow
async def test_changed_profile_is_offered_when_its_file_is_opened(sit, build, answers, tmp_path):
    """What was changed in a file and not saved is offered when that file is opened again; the file
    alone can be had too.
    """
    path = tmp_path / "spring.toml"
    held = build(answers())
    async with sit(profile=held, path=path) as person:
        await person.press("right", "enter", "enter", "down", "enter")
        await person.press("ctrl+q")
        assert await person.has_left()
    async with sit(profile=held, path=path) as person:
        assert "Resume, step" in person.sees
        assert "For spring.toml." in person.sees
        await person.press("o", "enter")
        assert "Step 7 of 8" in person.sees
    async with sit(profile=held, path=tmp_path / "other.toml") as person:
        assert "Resume" not in person.sees


async def test_another_window_was_faster(sit, drops, home, catalog, now):
    """A draft that another window took since it was offered is said to be open there, and the start
    page comes next.
    """
    await _left(sit, drops, AGE)
    async with sit() as person:
        assert "> Resume, step 4 of 8" in person.sees
        folder = ProfileFolder(home)
        elsewhere = take(folder, resumable(folder, catalog)[0], catalog, now.date())
        await person.press("enter")
        assert "That draft is open in another window, or gone." in person.sees
        await person.press("enter")
        assert "What would you like to do?" in person.sees
        elsewhere.draft.release()
