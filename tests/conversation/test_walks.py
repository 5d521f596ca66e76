"""Whole conversations, through no face: what is asked, what comes next, and what is in the file at
the end.
"""

import tomllib
from datetime import UTC, datetime, timedelta

import pytest

from wizard.conversation.intents import Answer, Searched, Submit, Typed
from wizard.conversation.moves import Move
from wizard.interview.choice import Checked
from wizard.profile.draft import resumable
from wizard.profile.folder import ProfileFolder
from wizard.profile.read import read_profile

REVIEW = "Step 7 of 8  Review"
AGE = "How old are you, in years?"
BLOCKED = "No plan can be made from these answers."
REVIEWS = {
    "drops": ("Clear", 200, "clear"),
    "spray": ("Clear", 200, "clear"),
    "vial": ("Caution", 300, "caution"),
    "seizure": ("Stop", None, "stop"),
    "diabetes": ("For a clinician", None, "clinician"),
}


@pytest.mark.parametrize("course", REVIEWS)
def test_from_start_to_saved(meet, said, home, course):
    """Every kind of course comes to its review, and the file holds its outcome; no dose for who is
    screened out (R02).
    """
    title, first_dose, outcome = REVIEWS[course]
    person = meet()
    person.answer(getattr(said, course), REVIEW)
    assert person.sees.startswith(title)
    person.choose("Save")
    person.give("Spring exams")
    person.give("")
    assert person.view.error == "type the name of a file"
    person.give("spring")
    assert person.sees == "It is saved."
    saved = tomllib.loads((home / "spring.toml").read_text())
    assert saved["screening"]["outcome"] == outcome
    assert (
        saved.get("protocol", {"phases": [{"daily_dose_mcg": None}]})["phases"][0]["daily_dose_mcg"]
        == first_dose
    )
    person.choose("Leave")
    assert person.conversation.is_over
    ending = person.conversation.ending
    assert (ending.saved, ending.kept, ending.unsaved) == (home / "spring.toml", False, False)
    assert not list(home.glob(".draft-*"))


UNASKED = [move for move in Move if move not in (Move.TAKE, Move.MANAGE, Move.EXPLAIN)]


@pytest.mark.parametrize("move", UNASKED, ids=lambda move: move.name)
def test_a_move_that_a_page_does_not_offer(meet, said, move, home):
    """Sent where it means nothing, it fails nowhere, and neither writes nor removes a file."""
    for until in (AGE, REVIEW):
        person = meet()
        person.answer(said.drops, until)
        person.send(move)
        assert person.view.title
    assert not [path for path in home.rglob("*") if not path.name.startswith(".draft-")]


def test_there_and_back(meet, said):
    """Back goes to the question before; the answer stands there, and going on asks nothing twice."""
    person = meet()
    person.answer(said.drops, "How old are you, in years?")
    person.send(person.view.back)
    assert person.sees == "How is it taken?"
    assert person.view.ask.answered == 0
    person.choose("Intranasal")
    assert person.sees == "How old are you, in years?"


def test_changed_answer_asks_what_hangs_on_it(meet, said):
    """An answer that is changed from the list marks those that depend on it, which are asked again."""
    person = meet()
    person.answer(said.drops, REVIEW)
    person.choose("Change an answer", "How strong is it")
    person.give("0.5 mg per mL")
    assert person.sees == "How many drops make 1 mL?"
    assert "confirm this one again" in person.view.note


def test_outside_recommended_is_confirmed(meet, said):
    """R06: a value outside recommended bounds is asked back; going back keeps it open, going on
    lets it stand.
    """
    person = meet()
    person.answer(said.drops, "How many drops make 1 mL?")
    person.give("30")
    assert person.sees == "Is 30 drops per mL right?"
    person.choose("Go back")
    assert person.sees == "How many drops make 1 mL?"
    person.give("30")
    person.choose("Continue")
    assert person.sees == "How many days is it good after opening, by its label?"


def test_answers_that_do_not_go_together(meet, said):
    """A product too weak for the plan is told once, with the way to the answers; it is told again
    at the review, where it stands.
    """
    person = meet()
    person.answer(said.drops | {"How strong is it, in mg per mL?": "0.05 mg per mL"}, BLOCKED)
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
    person.choose("All answers", "How strong is it")
    person.give("0.1%")
    person.answer(said.drops, REVIEW)


@pytest.mark.parametrize(
    ("goal", "title", "reason"),
    [
        ("Relief from anxiety", "Stop: no plan is made.", "Semax may make anxiety worse"),
        (
            "Attention deficit (ADHD)",
            "For a clinician to decide: no dose is given.",
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
    person.answer(said.drops, "Does any of these apply to you?")
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
    person.choose("Back", "Colours", "High contrast")
    assert (person.sees, person.view.look) == ("What would you like to do?", "contrast")


def test_a_stop_is_told_once(meet, said):
    """Each finding that rules a dose out is told as soon as it is known, and once."""
    person = meet()
    person.answer(said.drops, "Does any of these apply to you?")
    person.send(Answer(Checked(("pregnancy", "seizure-history"))))
    assert person.sees == "Stop: no plan is made."
    person.choose("Answer the rest")
    person.send(Answer(Checked(("maoi",))))
    assert person.sees == "Stop: no plan is made."
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


def test_resumed(meet, said, home):
    """A conversation that ended anywhere is offered at the next start, its answers first;
    discarded, it is gone.
    """
    person = meet()
    person.answer(said.drops, "How old are you, in years?")
    person.send(Move.LEAVE)
    assert person.conversation.ending.kept
    again = meet()
    again.choose("Resume, step 4 of 8")
    assert again.sees == "Your answers so far, checked again."
    again.choose("Go on")
    assert again.sees == "How old are you, in years?"
    again.send(Move.LEAVE)
    last = meet()
    last.choose("Resume", "Discard this draft", "Discard it")
    assert list(home.glob(".draft-*.toml"))
    last.choose("Discard it for good")
    assert "The draft is discarded." in last.view.note
    assert not list(home.glob(".draft-*.toml"))


def test_a_draft_is_resumed_where_it_was_looked_at(meet, said):
    """Whoever had gone back to an earlier question comes back there; an answer chosen from the list
    is asked again first.
    """
    person = meet()
    person.answer(said.drops, AGE)
    person.send(person.view.back)
    person.send(Move.LEAVE)
    again = meet()
    again.choose("Resume", "Go on")
    assert (again.sees, again.view.ask.answered) == ("How is it taken?", 0)
    again.send(Move.LEAVE)
    last = meet()
    last.choose("Resume", "What is it for?")
    assert last.sees == "What is it for?"
    last.choose("Focus")
    assert last.sees == AGE


def test_the_review_and_a_stop_are_resumed(meet, said):
    """A draft with every answer comes back to the review; one that is screened out is told why
    again first.
    """
    person = meet()
    person.answer(said.drops, REVIEW)
    person.send(Move.LEAVE)
    again = meet()
    again.choose("Resume, step 7 of 8")
    assert "mcg daily" not in again.reads
    again.choose("Go on")
    assert again.view.heading == REVIEW
    again.choose("Change an answer", "Does any of these")
    again.give(Checked(("pregnancy",)))
    again.choose("See the record")
    assert again.sees.startswith("Stop")
    again.send(Move.LEAVE)
    last = meet()
    last.choose("Resume", "Go on")
    assert last.sees == "Stop: no plan is made."
    last.choose("Change the answer")
    assert last.sees == "Does any of these apply to you?"


def test_several_drafts(meet, said, clock):
    """The latest draft is offered first, the others in a list; a new plan leaves the one that was
    begun as a draft too.
    """
    for _ in range(2):
        person = meet()
        person.choose("New plan")
        person.answer(said.drops, AGE)
        person.send(Move.LEAVE)
        clock.now += timedelta(minutes=1)
    person = meet()
    person.choose("New plan", "Focus")
    person.send(Move.START)
    person.choose("New plan")
    person = meet()
    assert person.view.ask.options[0].title.startswith("Resume, step 2 of 8")
    person.choose("Resume another")
    assert [each.title.partition(",")[0] for each in person.view.ask.options] == [
        "Resume",
        "Resume",
    ]


def test_a_draft_that_another_window_took(meet, said, home, catalog):
    """A draft that is open elsewhere is not offered; one that was taken since it was offered is
    said to be.
    """
    person = meet()
    person.answer(said.drops, AGE)
    assert "Resume" not in meet().reads
    person.send(Move.LEAVE)
    slower, faster = meet(), meet()
    faster.choose("Resume")
    slower.choose("Resume")
    assert slower.sees == "That draft is open in another window, or gone."
    slower.choose("Go on")
    assert slower.sees == "What would you like to do?"
    assert not resumable(ProfileFolder(home), catalog)


def test_draft_that_cannot_be_kept(meet, home):
    """It is told once; leaving asks first, since the answers would be gone."""
    home.write_text("a file where the folder should be")
    person = meet()
    person.choose("New plan", "Focus")
    assert "Your answers last until you leave." in person.view.note
    person.choose("Semax")
    assert "last until you leave" not in person.view.note
    person.send(Move.LEAVE)
    assert person.sees == "Your answers are not saved."
    person.choose("Go on with the interview")
    assert person.sees == "Which form does it come in?"
    person.send(Move.LEAVE)
    person.choose("Leave without saving")
    assert person.conversation.is_over


def test_a_draft_that_cannot_be_removed(meet, said, monkeypatch):
    """Where the system keeps a draft that nobody wants, that is said; saved answers are no matter
    for it.
    """
    person = meet()
    person.answer(said.drops, AGE)
    person.send(Move.LEAVE)
    again = meet()
    again.choose("Resume", "Discard this draft", "Discard it")

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(ProfileFolder, "remove", refuse)
    again.choose("Discard it for good")
    assert again.view.note.startswith("The draft cannot be written (Permission denied)")


def test_symptoms_are_of_the_day(meet, said, clock):
    """At another day than that of the answers, the symptoms of the day are asked again before
    anything is saved.
    """
    person = meet()
    person.answer(said.drops, REVIEW)
    clock.now = datetime(2026, 1, 6, 0, 10, tzinfo=UTC)
    person.choose("Change an answer", "Back")
    assert person.sees == "Do you have any of these symptoms today?"
    assert person.view.ask.marked is None


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
    person.choose("Choose another name")
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
    assert person.view.text[0] == "spring.toml"
    person.choose("Read or print")
    assert [each.title for each in person.view.ask.options] == [
        "Read it here",
        "Print it as you leave",
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
    person.choose("Change an answer", "How old are you")
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


def test_a_draft_that_typing_cannot_begin_is_told_on_the_next_page(meet, written, home):
    """A disk that refuses the draft of what is typed is told of when that is left, not under the
    fingers; and once.
    """
    home.write_text("a file where the folder should be")
    person = meet(read_profile(written().encode()), home.with_name("a.toml"))
    person.choose("Change an answer", "How old are you")
    person.send(Typed("36"))
    assert not person.view.note
    person.send(person.view.back)
    assert "Your answers last until you leave." in person.view.note
    person.choose("Back")
    assert "last until you leave" not in person.view.note


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
    assert "a.toml cannot be read" in person.view.error
    assert person.conversation.showing != showing
