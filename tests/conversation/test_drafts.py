"""Drafts through no face: kept after every answer, offered at the next start, shown before anything
is built from them.
"""

from datetime import UTC, datetime, timedelta

from wizard.conversation.intents import Typed
from wizard.conversation.moves import Move
from wizard.interview.choice import Checked
from wizard.profile.draft import resumable
from wizard.profile.folder import ProfileFolder
from wizard.profile.read import read_profile

REVIEW = "Step 7 of 8  Review"
AGE = "How old are you, in years?"


def test_resumed(meet, said, home):
    """A conversation that ended anywhere is offered at the next start, its answers first;
    discarded, it is gone.
    """
    person = meet()
    person.answer(said.drops, "How old are you, in years?")
    person.send(Move.LEAVE)
    assert person.conversation.ending.kept
    again = meet()
    first, *_ = again.view.ask.options
    assert first.title.startswith("Resume, step 4 of 8, About you, from 08:00")
    again.choose("Resume, step 4 of 8")
    assert again.sees == "Your answers so far, checked again."
    first, *_ = again.view.ask.options
    assert (first.title, first.summary) == ("Go on", AGE)
    assert "Nasal drops" in again.reads
    again.choose("Go on")
    assert again.sees == "How old are you, in years?"
    again.send(Move.LEAVE)
    last = meet()
    last.choose("Resume", "Discard this draft")
    assert last.sees == "Discard this draft?"
    assert "It holds 9 answers" in last.reads
    last.choose(last.view.actions[0].label)
    assert last.sees == "Your answers so far, checked again."
    last.choose("Discard this draft", "Discard it")
    assert last.sees == "Are you sure?"
    last.choose(last.view.actions[0].label)
    assert last.sees == "Your answers so far, checked again."
    last.choose("Discard this draft", "Discard it")
    assert list(home.glob(".draft-*.toml"))
    last.choose("Discard it for good")
    assert "The draft is discarded." in last.view.note
    assert "Resume" not in last.reads
    assert not list(home.iterdir())


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
    assert "Go on with your answers" in person.reads
    person.choose("New plan")
    assert person.sees == "What is it for?"
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
    person.choose("Nasal drops")
    person.send(Typed("2"))
    showing = person.conversation.showing
    person.send(Move.LEAVE)
    assert person.sees == "Your answers are not saved."
    person.choose(person.view.actions[0].label)
    assert person.sees == "Which bottle is it?"
    assert person.conversation.showing == showing
    person.send(Move.LEAVE)
    person.send(person.view.back)
    assert person.sees == "Which bottle is it?"
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
