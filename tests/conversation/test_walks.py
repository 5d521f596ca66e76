"""Whole conversations, through no face: what is asked, what comes next, and what is in the file at
the end.
"""

import tomllib
from copy import copy
from datetime import date, time

import pytest

from wizard.conversation.intents import Answer, Searched, Submit, Typed
from wizard.conversation.moves import Move
from wizard.interview.choice import Checked
from wizard.profile.folder import ProfileFolder
from wizard.profile.read import read_profile

REVIEW = "Step 7 of 8  Review"
AGE = "How old are you, in years?"
BLOCKED = "No plan can be made from these answers."
REVIEWS = {
    "drops": (200, "clear"),
    "spray": (200, "clear"),
    "vial": (300, "caution"),
    "seizure": (None, "stop"),
    "diabetes": (None, "clinician"),
}


@pytest.mark.parametrize("course", REVIEWS)
def test_from_start_to_saved(meet, said, home, course):
    """Every kind of course comes to its review, and the file holds its outcome; no dose for who is
    screened out (R02).
    """
    first_dose, outcome = REVIEWS[course]
    person = meet()
    person.answer(getattr(said, course), REVIEW)
    assert person.view.tone == outcome
    person.choose("Save")
    person.give("Spring exams")
    person.give("")
    assert person.view.error == "type the name of a file"
    person.give("spring")
    assert person.sees == "It is saved."
    saved = tomllib.loads((home / "spring.toml").read_text())
    assert (home / "spring.toml").stat().st_mode & 0o777 == 0o600
    assert saved["screening"]["outcome"] == outcome
    assert (
        saved.get("protocol", {"phases": [{"daily_dose_mcg": None}]})["phases"][0]["daily_dose_mcg"]
        == first_dose
    )
    person.choose("Leave")
    assert person.conversation.is_over
    ending = person.conversation.ending
    assert (ending.saved, ending.kept, ending.unsaved) == (home / "spring.toml", "", False)
    assert not list(home.glob(".draft-*"))


def test_a_vial_is_counted_in_units_and_has_a_last_day(meet, said, home):
    """A vial of 10 mg in 3 mL at 300 mcg is 9 units, discarded 28 days on, with a caution for the
    route.
    """
    person = meet()
    person.answer(said.vial, REVIEW)
    assert "Caution" in person.reads
    assert "300 mcg 9 units 0.09 mL" in person.reads
    person.choose("Save")
    person.give("Spring")
    person.give("spring")
    saved = tomllib.loads((home / "spring.toml").read_text())
    assert saved["protocol"]["phases"][0]["doses"][0]["count"] == 9
    assert saved["protocol"]["supply"]["discard"] == [date(2026, 2, 2)]
    assert saved["screening"]["findings"][0]["rule"] == "subcutaneous-less-established"


def test_a_seizure_in_childhood_shows_and_keeps_no_dose(meet, said, home):
    """R02: it stops at once, with the reason and no dose; a record of it holds none either, nor do
    the pages that explain it and the questions after it.
    """
    person = meet()
    person.answer(
        {key: answer for key, answer in said.seizure.items() if not key.startswith("Stop")},
        "No plan is made. Do not take Semax.",
    )
    assert "after any seizure" in person.reads
    assert "mcg" not in person.reads
    person.why()
    assert person.sees == "Why: Epilepsy or any seizure, ever (stop)"
    assert "Source A says to avoid Semax after any seizure" in person.reads
    assert "mcg" not in person.reads
    person.choose("Back", "Change the answer")
    while person.sees != "What do you weigh?":
        person.send(person.view.back)
    person.why()
    assert person.sees == "Why: What do you weigh?"
    assert "mcg" not in person.reads
    person.choose("Back")
    person.answer(said.seizure, REVIEW)
    assert "mcg" not in person.reads
    assert "Pictures" not in person.reads
    person.choose("Save")
    person.give("Spring")
    person.give("spring")
    saved = tomllib.loads((home / "spring.toml").read_text())
    assert saved["screening"]["outcome"] == "stop"
    assert not {"protocol", "referral"} & set(saved)


UNASKED = [move for move in Move if move not in (Move.TAKE, Move.MANAGE, Move.EXPLAIN)]


@pytest.mark.parametrize("until", [AGE, REVIEW])
def test_a_move_that_a_page_does_not_offer(meet, said, until, home):
    """Sent where it means nothing, it fails nowhere, and neither writes nor removes a file."""
    person = meet()
    person.answer(said.drops, until)
    for move in UNASKED:
        further = copy(person.conversation)  # its state never changes: each move is sent from here
        further.send(move)
        assert further.view.title, move
        left = [path for path in home.rglob("*") if not path.name.startswith(".draft-")]
        assert left == [], move


def test_there_and_back(meet, said):
    """Back goes to the question before; the answer stands there, and going on asks nothing
    twice.
    """
    person = meet()
    person.answer(said.drops, "How old are you, in years?")
    person.send(person.view.back)
    assert person.sees == "How is it taken?"
    assert person.view.ask.answered == 0
    person.choose("Intranasal")
    assert person.sees == "How old are you, in years?"


def test_what_is_half_typed_waits_on_the_way_back(meet, said):
    """Back to the first question and on again in order: each answer stands there, and so does what
    was not taken.
    """
    person = meet()
    person.answer(said.drops, "How many drops make 1 mL?")
    person.send(Typed("22"))
    person.send(person.view.back)
    assert (person.sees, person.view.ask.text) == ("How much does a full bottle hold, in mL?", "3")
    while person.sees != "What is it for?":
        person.send(person.view.back)
    assert person.view.ask.options[person.view.ask.answered].title.startswith("Focus")
    person.answer(said.drops, "How many drops make 1 mL?")
    assert person.view.ask.text == "22"


def test_back_from_the_first_question_keeps_the_answers(meet, said):
    """The start page offers to go on where the person was."""
    person = meet()
    person.answer(said.drops, "Which bottle is it?")
    while person.sees != "What would you like to do?":
        person.send(person.view.back)
    assert "Go on with your answers You were at: Formulation." in person.reads
    person.choose("Go on with your answers")
    assert person.sees == "Which bottle is it?"


def test_changed_answer_asks_later_ones_again(meet, written):
    """After a change, answers that depend on it are asked again with the value they had; none is
    clamped or lost.
    """
    person = meet(read_profile(written(target_mcg=350).encode()))
    person.choose("Change", "Which bottle is it")
    person.give("0.5 mg per mL, 3 mL")
    for asked, value in (
        ("How many drops make 1 mL?", "20"),
        ("Which daily dose do you ask for, in mcg?", "350"),
    ):
        assert (person.sees, person.view.ask.text) == (asked, value)
        assert (
            "Something has changed since you answered this: please confirm it again."
            in person.view.note
        )
        person.give(value)
    assert person.view.heading == REVIEW


def test_dose_over_a_new_bound_is_refused_not_clamped(meet, written):
    """A dose that no longer fits after the goal changed is shown as it was, and refused with the
    bound.
    """
    text = written(goal="high-demand", target_mcg=900, wake=time(4, 30), confirmed=("target_mcg",))
    person = meet(read_profile(text.encode()))
    person.choose("Change", "What is it for?", "Focus")
    dose = ("Which daily dose do you ask for, in mcg?", "900")
    assert (person.sees, person.view.ask.text) == dose
    person.give("900")
    assert "900 mcg daily is over the bound of 600 mcg" in person.view.error
    assert (person.sees, person.view.ask.text) == dose


def test_review_asks_for_changed_answers_first(meet, written):
    """Answers to be confirmed again come before the review, whichever way a person goes there."""
    person = meet(read_profile(written(target_mcg=400).encode()))
    person.choose("Change", "When do you wake up?")
    person.give("06:00")
    assert person.sees == "Which daily dose do you ask for, in mcg?"
    while person.sees != "What would you like to do?":
        person.send(person.view.back)
    person.choose("Go on with your answers")
    assert person.sees == "Which daily dose do you ask for, in mcg?"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("700", "700 is outside 35 to 250 kg"),
        ("1,000", "could mean 1000 or 1.000"),
        ("70 stone", "'stone' is not a unit"),
        ("", "needed"),
    ],
)
def test_wrong_weight_is_said_beside_the_field(meet, said, typed, says):
    """What cannot stand is said beside the question, which stays."""
    person = meet()
    person.answer(said.drops, "What do you weigh?")
    person.give(typed)
    assert person.sees == "What do you weigh?"
    assert says in person.view.error


def test_changed_answer_asks_what_hangs_on_it(meet, said):
    """An answer that is changed from the list marks those that depend on it, which are asked
    again.
    """
    person = meet()
    person.answer(said.drops, REVIEW)
    person.choose("Change", "Which bottle is it")
    person.give("0.5 mg per mL, 3 mL")
    assert person.sees == "How many drops make 1 mL?"
    assert "confirm it again" in person.view.note


def test_outside_recommended_is_confirmed(meet, said):
    """R06: a value outside recommended bounds is asked back; going back keeps it open, going on
    lets it stand.
    """
    person = meet()
    person.answer(said.drops, "How many drops make 1 mL?")
    person.give("30")
    assert person.sees == "Is 30 drops per mL right?"
    assert "outside the usual 18 to 25" in person.reads
    assert person.view.actions[0].label == "Go back"
    person.choose("Go back")
    assert person.sees == "How many drops make 1 mL?"
    person.give("30")
    person.choose("Continue")
    assert person.sees == "How is it taken?"


def test_answers_that_do_not_go_together(meet, said):
    """A product too weak for the plan is told once, with the way to the answers; it is told again
    at the review, where it stands.
    """
    person = meet()
    person.answer(said.drops | {"Which bottle is it?": "0.05 mg per mL, 3 mL"}, BLOCKED)
    assert "too weak" in person.reads
    asked = person.conversation.state.asked
    person.choose("Back")
    assert person.conversation.state.page.key == asked
    person.send(Answer(value=False))
    assert person.sees == BLOCKED
    person.choose("Go on for now")
    assert person.view.note.startswith("As answered so far: ")
    person.answer(said.drops, BLOCKED)
    assert "Go on for now" not in person.reads
    person.choose("All answers", "Which bottle is it")
    person.give("0.1%, 3 mL")
    person.answer(said.drops, REVIEW)


@pytest.mark.parametrize(
    ("goal", "title", "reason"),
    [
        (
            "Relief from anxiety",
            "No plan is made. Do not take Semax.",
            "Semax may make anxiety worse",
        ),
        (
            "Attention deficit (ADHD)",
            "No dose is given. A clinician decides.",
            "a clinician decides on it",
        ),
    ],
)
def test_a_goal_that_is_not_planned_is_told_at_once(meet, goal, title, reason):
    """The reason, no dose, and the way back to the answer, which stands there."""
    person = meet()
    person.choose("New plan", goal)
    assert person.sees == title
    assert reason in person.reads
    assert "mcg" not in person.reads
    person.choose("Change the answer")
    assert person.view.ask.options[person.view.ask.answered].title.startswith(goal)


def test_enter_alone_answers_nothing_about_the_person(meet, said):
    """R03: what a question offers may be taken; about the person and in screening there is nothing
    to take.
    """
    person = meet()
    person.answer(said.drops, AGE)
    for until in (AGE, "What do you weigh?"):
        assert (person.sees, person.view.ask.text) == (until, "")
        person.give("")
        assert person.view.error == "an answer is needed here"
        person.give(said.drops[until])
    person.answer(said.drops, "Pregnancy, heart and brain: does any of these apply to you?")
    assert person.view.careful
    assert person.view.ask.marked is None


def test_the_start_page_leaves_at_once(meet, home):
    """Where nothing was answered, leaving asks nothing and writes nothing, and there is nowhere to
    go back to.
    """
    person = meet()
    person.send(person.view.back)
    assert person.sees == "What would you like to do?"
    person.choose("Leave")
    assert person.conversation.is_over
    assert not home.exists()


def test_about_and_colours(meet, catalog):
    """What this is can be read, and other colours chosen, which stay."""
    person = meet()
    person.choose("What this is")
    assert catalog.guidance.about[0] in person.reads
    assert "This is not medical advice" in person.reads
    person.choose("Back", "Settings", "High contrast")
    assert (person.sees, person.view.theme) == ("What would you like to do?", "contrast")


def test_a_stop_is_told_once(meet, said):
    """Each finding that rules a dose out is told as soon as it is known, and once."""
    person = meet()
    person.answer(said.drops, "Pregnancy, heart and brain: does any of these apply to you?")
    person.send(Answer(Checked(("pregnancy", "seizure-history"))))
    assert person.sees == "No plan is made. Do not take Semax."
    person.choose("Answer the rest")
    person.answer(said.drops, "Do you take any of these medicines?")
    person.send(Answer(Checked(("maoi",))))
    assert person.sees == "No plan is made. Do not take Semax."
    person.choose("Change the answer")
    assert person.sees == "Do you take any of these medicines?"


def test_why_and_back(meet, said):
    """What stands over a page leads back to it, as it was left: the same showing."""
    person = meet()
    person.answer(said.drops, REVIEW)
    showing = person.conversation.showing
    person.why()
    assert person.sees == "What do you want to know more about?"
    listed = person.conversation.showing
    person.choose("What shaped this plan")
    person.send(person.view.back)
    assert person.conversation.showing == listed
    person.choose("Back")
    assert person.conversation.showing == showing


def test_saved_over(meet, said, home):
    """A file that is there is replaced only when that was asked for."""
    home.mkdir()
    (home / "spring.toml").write_text("mine")
    person = meet()
    person.answer(said.drops, REVIEW)
    person.choose("Save")
    person.give("Spring")
    person.give("spring")
    assert person.sees == "Replace the file that is there?"
    assert person.view.actions[0].label == "Choose another name"
    person.choose("Choose another name")
    assert (home / "spring.toml").read_text() == "mine"
    person.send(Submit("spring"))
    person.choose("Replace it")
    assert person.sees == "It is saved."
    assert read_profile((home / "spring.toml").read_bytes()).name == "Spring"


def test_bounded_folder_asks_for_no_path(meet, said, tmp_path):
    """A kiosk asks for a name only, keeps the file in its folder and offers no export."""
    person = meet(folder=ProfileFolder.within(tmp_path / "kiosk"))
    person.answer(said.drops, REVIEW)
    person.choose("Save")
    person.give("Spring")
    assert person.sees == "It is saved."
    assert "spring.toml" in person.reads
    person.choose("Read or print")
    assert [each.title for each in person.view.ask.options] == [
        "Read it here",
        "Leave, and print it here",
        "For the doctor",
    ]


def test_a_search_ends_at_the_start_page(meet, home, written):
    """The library opens where the person was, but not after they went back to the start page."""
    home.mkdir()
    (home / "a.toml").write_text(written())
    person = meet()
    person.choose("Open a profile")
    person.send(Searched("spring", 0))
    person.choose("Spring exam block")
    person.send(Move.LIBRARY)
    assert person.view.ask.words == "spring"
    person.choose("Back")
    person.send(Move.LIBRARY)
    assert person.view.ask.words == ""


def test_what_was_written_is_said_once(meet, home, written):
    """The list of forms says what was written, and no more when somebody comes back to it."""
    home.mkdir()
    (home / "a.toml").write_text(written())
    person = meet()
    person.choose("Open a profile")
    person.send(person.option("Spring exam block").managed)
    person.choose("Print or export", "Markdown")
    person.give("a")
    assert person.view.note.startswith("Written: ")
    person.choose("Read it here", "Back")
    assert not person.view.note


def test_a_page_stands_there_as_it_was_left(meet, said):
    """Whoever comes back to a question from why finds the same words there, whatever was typed
    meanwhile.
    """
    person = meet()
    person.answer(said.drops, REVIEW)
    person.choose("Change", "How old are you")
    before = person.view
    person.send(Typed("36"))
    person.why()
    person.choose("Back")
    assert person.view == before
    person.send(person.view.back)
    person.choose("Back")
    assert person.view.note == "Changed, but not taken yet: Enter takes it as it stands here."


def test_what_a_profile_has_wrong_stays_beside_its_question(meet, written, home):
    """A question that corrects a profile says what is wrong with it, after why too."""
    text = written().replace("strength_mg_per_ml = 1", "strength_mg_per_ml = 99")
    person = meet(read_profile(text.encode()), home / "a.toml")
    person.choose("Correct it")
    wrong = person.view.error
    assert "99 is outside" in wrong
    person.why()
    person.choose("Back")
    assert person.view.error == wrong


@pytest.mark.parametrize("what", ["Duplicate", "Open"])
def test_what_is_refused_is_said_beside_what_may_be_done_now(meet, home, written, what):
    """A file that is gone has nothing to read or to draw any more; the page says so and why."""
    home.mkdir()
    (home / "a.toml").write_text(written())
    person = meet()
    person.choose("Open a profile")
    person.send(person.option("Spring exam block").managed)
    assert [each.title for each in person.view.ask.options][1] == "Today"
    (home / "a.toml").unlink()
    person.choose(what)
    assert "cannot be read" in person.view.error
    assert [each.title for each in person.view.ask.options] == [
        "Open",
        "Rename",
        "Duplicate",
        "Delete",
    ]


def test_a_file_that_cannot_be_rebuilt_is_shown_again(meet, home, written):
    """What its answers give stands there still, with why the file could not be written."""
    home.mkdir()
    path = home / "a.toml"
    path.write_text(written().replace("daily_dose_mcg = 300", "daily_dose_mcg = 250"))
    person = meet(read_profile(path.read_bytes()), path)
    path.unlink()
    title, showing = person.sees, person.conversation.showing
    person.choose("Rebuild the file")
    assert person.sees == title
    assert "'a.toml' cannot be read" in person.view.error
    assert person.conversation.showing != showing
