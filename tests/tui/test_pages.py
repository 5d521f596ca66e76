"""The pages around the questions: start, opening, verdicts, review, saving, leaving; and a window
that is too small.
"""

import os
from decimal import Decimal

import pytest

from wizard.profile.file_format import dumps, share
from wizard.profile.read import read_profile

HOSTILE = "[red]x[/] [@click=app.quit]y[/] [/]"


async def test_start_page_leaves_at_once_when_nothing_is_lost(sit):
    """Leaving asks nothing where there are no answers to lose, and Escape on the start page does
    nothing.
    """
    async with sit() as person:
        await person.press("escape")
        assert "What would you like to do?" in person.sees
        await person.press("l", "enter")
        assert await person.has_left()


async def test_about_page(sit, catalog):
    """What this is and is not can be read from the start page, with the status line."""
    async with sit() as person:
        await person.press("w", "enter")
        assert catalog.guidance.about[0] in person.sees
        await person.press("end")
        assert "This is not medical advice" in person.sees
        await person.press("escape")
        assert "New plan" in person.sees


async def test_leaving_with_answers_that_cannot_be_kept_asks_once(sit, home):
    """With answers of which there can be no draft, leaving asks; Enter and Escape stay, with what
    was typed; the button leaves.
    """
    home.write_text("a file where the folder should be")
    async with sit() as person:
        await person.press(*["enter"] * 4, "2", "ctrl+q")
        assert "Your answers are not saved." in person.sees
        await person.press("enter")
        assert "> 2" in person.sees
        await person.press("ctrl+q", "escape")
        assert "How strong is it" in person.sees
        await person.press("ctrl+q", "right", "enter")
        assert await person.has_left()


@pytest.mark.parametrize(
    ("goal", "says"), [("rr", "Semax may make anxiety worse"), ("a", "a clinician decides on it")]
)
async def test_verdict_on_a_goal_is_shown_at_once(sit, goal, says):
    """A goal that is not planned ends on a page with the reason, from which the answer can be
    changed.
    """
    async with sit() as person:
        await person.press("enter", *goal, "enter")
        assert says in person.sees
        assert "mcg" not in person.sees
        await person.press("right", "enter")
        assert "What is it for?" in person.sees
        assert await person.comes_to_see("(your answer)")


async def test_weak_product_leads_to_a_way_out(sit, answers, build):
    """Answers from which no plan can be made say so, and lead to the list of answers."""
    async with sit(profile=build(answers())) as person:
        await person.press("right", "enter", "down", "down", "down", "enter")
        await person.replace("0.1")
        await person.press("enter")
        await person.answer(
            {"How many drops make 1 mL?": ["enter"], "Which daily dose": ["enter"]},
            "No plan can be made",
        )
        assert "too weak" in person.sees
        await person.press("enter")
        assert "Which answer do you want to change?" in person.sees


async def test_hostile_text_is_shown_as_text(sit, home, answers, build):
    """Markup in a file's name and in a file's figures is text: nothing is coloured, clicked or left
    out, nothing ends.
    """
    home.mkdir()
    personal = build(answers(), HOSTILE)
    (home / "[b]a.toml").write_text(dumps(personal))
    (home / "b.toml").write_text(dumps(share(personal)))
    (home / "[c].toml").write_text("[/]")
    async with sit() as person:
        await person.press("o", "enter")
        assert await person.comes_to_see("shared, b.toml")
        assert person.sees.count(HOSTILE) == 2
        assert "[b]a.toml" in person.sees
        assert "[c].toml damaged: not TOML" in person.sees
        await person.press("enter")
        assert f"Semax plan: {HOSTILE}" in person.sees
        await person.press("enter")
        assert f"> {HOSTILE}" in person.sees
    edited = (
        dumps(personal)
        .replace('outcome = "clear"', 'outcome = "caution"')
        .replace("2026.11", "[@click=app.quit]")
    )
    async with sit(profile=read_profile(edited.encode())) as person:
        assert "catalog [@click=app.quit]" in person.sees


async def test_edited_profile_is_shown_as_such(sit, answers, build):
    """A dose raised by hand is named with both figures, and only the rebuilt one is used from there
    on.
    """
    text = dumps(build(answers())).replace("daily_dose_mcg = 300", "daily_dose_mcg = 550", 1)
    async with sit(profile=read_profile(text.encode())) as person:
        assert "Edited, or damaged." in person.sees
        assert "protocol.daily_dose_mcg 550 300" in person.sees
        await person.press("enter")
        assert "300 mcg daily (6 drops)" in person.sees
        assert "550" not in person.sees
        await person.press("q")
        assert "Your answers are not saved." in person.sees


async def test_invalid_answers_are_mended(sit, answers, build):
    """A file whose answers cannot stand names the problem and leads to that question, then to the
    review.
    """
    text = dumps(build(answers())).replace("weight_kg = 70", "weight_kg = 700")
    async with sit(profile=read_profile(text.encode())) as person:
        assert "answers.person.weight_kg: 700 is outside 35 to 250 kg" in person.sees
        await person.press("enter")
        assert "What do you weigh?" in person.sees
        assert "! 700 is outside 35 to 250 kg" in person.sees
        await person.replace("70")
        await person.press("enter")
        assert "Which daily dose do you ask for" in person.sees
        await person.press("enter")
        assert "Step 7 of 8 Review" in person.sees


async def test_unknown_ids_are_asked_again(sit, answers, build, drops):
    """Ids that the catalog does not know are never guessed at: the questions are open again."""
    text = dumps(build(answers())).replace('goal = "general-cognition"', 'goal = "immortality"')
    text = text.replace("medicines = []", 'medicines = ["aspirin-like"]')
    async with sit(profile=read_profile(text.encode())) as person:
        assert "'immortality' is not a known goal" in person.sees
        await person.press("enter")
        assert "What is it for?" in person.sees
        await person.answer(
            drops | {"When did your last course end?": ["enter"]},
            "Do you take any of these medicines?",
        )


async def test_file_by_its_path(sit, tmp_path, answers, build):
    """A profile anywhere can be opened by its path; a wrong path is said beside the field."""
    path = tmp_path / "mine.toml"
    path.write_text(dumps(build(answers())))
    async with sit() as person:
        await person.press("o", "enter", "tab", "tab", "tab", "enter")
        await person.type(f"{tmp_path}/none.toml")
        await person.press("enter")
        assert "! cannot be read" in person.sees
        await person.replace(str(path))
        await person.press("enter")
        assert "Semax plan: Spring exam block" in person.sees


async def test_saving_asks_before_it_replaces(sit, home, answers, build):
    """A file that is there is replaced only after a page that says so, on which Enter does not
    replace it.
    """
    home.mkdir()
    path = home / "mine.toml"
    path.write_text("what was there")
    async with sit(profile=build(answers()), path=path) as person:
        await person.press("enter", "enter")
        assert "exists already; you are asked" in person.sees
        await person.press("enter", "enter")
        assert "Where is it kept?" in person.sees
        assert path.read_text() == "what was there"
        await person.press("enter", "right", "enter")
        assert "It is saved." in person.sees
    assert read_profile(path.read_bytes()).name == "Spring exam block"


@pytest.mark.parametrize("place", ["/dev/null/x", "/", "folder", "link.toml", "~nobody-at-all/x"])
async def test_refusals_of_the_system_keep_the_answers(sit, tmp_path, answers, build, place):
    """Where the system refuses a place, it is said beside the field, and another place works."""
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "link.toml").symlink_to(tmp_path / "elsewhere")
    typed = place if place[0] in "/~" else str(tmp_path / place)
    async with sit(profile=build(answers())) as person:
        await person.press("enter", "enter")
        await person.replace(typed)
        await person.press("enter")
        assert "Where is it kept?" in person.sees
        assert "! " in person.sees
        await person.replace(str(tmp_path / "fine"))
        await person.press("enter")
        assert "It is saved." in person.sees
    assert (tmp_path / "fine.toml").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
async def test_closed_folder_is_a_message(sit, tmp_path, answers, build):
    """A folder without permission is a message too."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o000)
    async with sit(profile=build(answers())) as person:
        await person.press("enter", "enter")
        await person.replace(str(closed / "x.toml"))
        await person.press("enter")
        assert "cannot be written" in person.sees


async def test_name_must_hold_something(sit, answers, build):
    """A name of blanks is refused; one is cut at 80 characters."""
    async with sit(profile=build(answers())) as person:
        await person.press("enter")
        await person.replace("  ")
        await person.press("enter")
        assert "! type a name of 1 to 80 characters" in person.sees
        await person.paste("n" * 300)
        await person.press("enter")
        assert f"{'n' * 60}.toml" in person.sees.replace(" ", "")


async def test_review_asks_for_changed_answers_first(sit, answers, build):
    """Answers to be confirmed again come before the review, whichever way a person goes there."""
    async with sit(profile=build(answers(target_mcg=Decimal(400)))) as person:
        await person.press("right", "enter", *["end", *["up"] * 5], "enter")
        assert "When do you wake up?" in person.sees
        await person.replace("06:00")
        await person.press("enter")
        assert "Which daily dose" in person.sees
        await person.press("tab", "tab", "enter", "escape", "escape")
        await person.answer({"": ["escape"]}, "What would you like to do?")
        await person.press("enter")
        assert "Which daily dose" in person.sees


@pytest.mark.parametrize("size", [(39, 24), (80, 11)])
async def test_window_too_small(sit, size):
    """A window that is too small says what is needed, takes no keys, and everything is there again
    when it grows.
    """
    async with sit() as person:
        await person.press("enter", "down")
        await person.resize(*size)
        assert "Make the window larger: at least 40 columns and 12 rows." in person.sees
        assert "What is it for?" not in person.sees
        await person.press("enter", "escape")
        await person.resize(60, 20)
        assert "What is it for?" in person.sees
        await person.press("enter")
        assert "Which compound is it?" in person.sees


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (120, 40)])
async def test_question_and_keys_stand_at_every_size(sit, size):
    """From 40x12 up, the question, a choice, the buttons and the keys are on the screen."""
    async with sit(size=size) as person:
        await person.press("enter")
        for words in (
            "What is it for?",
            "Focus, memory and learning",
            "Continue Back Leave",
            "Enter choose",
        ):
            assert words in person.sees


@pytest.mark.parametrize("columns", [40, 47, 60])
async def test_every_button_is_seen(sit, answers, build, columns):
    """A row of buttons that is too long for a window goes on on the next line, and Tab goes through
    it as one reads it.
    """
    labels = ["Save", "Change an answer", "Pictures", "Back", "Leave", "Why"]
    async with sit(size=(columns, 20), profile=build(answers())) as person:
        foot = " ".join(person.lines[-4:])
        assert [label for label in labels if label in foot] == labels
        for label in labels:
            assert f"[{label}]" in person.sees
            await person.press("tab")
        assert "[Save]" in person.sees
