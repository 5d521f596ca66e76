"""Drafts through no face: kept after every answer, offered at the next start, shown before anything
is built from them.
"""

import os
import resource
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from wizard.conversation.front import KEPT, LOST, PARTLY_KEPT
from wizard.conversation.intents import Explain, Submit, Typed
from wizard.conversation.moves import Move
from wizard.interview.choice import Checked
from wizard.profile.draft import resumable, take
from wizard.profile.file_format import dumps, share
from wizard.profile.folder import ProfileFolder
from wizard.profile.read import read_profile

REVIEW = "Step 7 of 8  Review"
AGE = "How old are you, in years?"


def test_resumed(meet, said, home):
    """A conversation that ended anywhere is offered at the next start, its answers first;
    discarded, it is gone.
    """
    person = meet()
    person.comes_to(said.drops, "How old are you, in years?")
    person.send(Move.LEAVE)
    assert person.conversation.ending.kept
    again = meet()
    first, *_ = again.view.ask.options
    assert first.title.startswith("Resume: You, from 08:00")
    again.choose("Resume")
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
    assert "It holds 7 answers" in last.reads
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
    person.comes_to(said.drops, AGE)
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
    person.comes_to(said.drops, REVIEW)
    person.send(Move.LEAVE)
    again = meet()
    again.choose("Resume")
    assert "mcg daily" not in again.reads
    again.choose("Go on")
    assert again.view.heading == REVIEW
    again.choose("Change", "Pregnancy, heart and brain")
    again.give(Checked(("pregnancy",)))
    again.choose("See the record")
    assert again.view.tone == "stop"
    again.send(Move.LEAVE)
    last = meet()
    last.choose("Resume", "Go on")
    assert last.sees == "No plan is made. Do not take Semax."
    last.choose("Change the answer")
    assert last.sees == "Pregnancy, heart and brain: does any of these apply to you?"


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
    assert person.view.ask.options[0].title.startswith("Resume")
    assert "Resume another Also left unfinished: 2." in person.reads
    person.choose("Resume another")
    assert [each.title.partition(":")[0] for each in person.view.ask.options] == [
        "Resume",
        "Resume",
    ]


def test_a_draft_that_another_window_took(meet, said, home, catalog):
    """A draft that is open elsewhere is not offered; one that was taken since it was offered is
    said to be.
    """
    person = meet()
    person.comes_to(said.drops, AGE)
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


def test_nothing_is_answered_after_the_end(meet, said, home):
    """Keys that were typed behind the one that leaves change nothing of what is kept."""
    person = meet()
    person.comes_to(said.drops, AGE)
    person.send(Move.LEAVE)
    state = person.conversation.state
    files = {path: path.read_bytes() for path in home.iterdir()}
    for late in (Typed("4"), Submit("40"), Explain(None, "Enter go on"), Move.LEAVE):
        person.send(late)
    assert person.conversation.state == state
    assert {path: path.read_bytes() for path in home.iterdir()} == files


def test_a_disk_that_fails_late_is_told(meet, monkeypatch):
    """A draft that was written, and that the disk then does not keep, holds nothing: the next page
    says so once, leaving asks first, and what is said at the end is true.
    """
    person = meet()
    person.choose("New plan", "Focus")
    person.conversation.settle()
    sync = os.fsync

    def fail(_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    told = []
    for choice in ("Semax", "Nasal drops"):
        person.choose(choice)
        person.conversation.settle()
        told.append("Input/output error" in person.view.note)
    person.give("0.1%")
    told.append("Input/output error" in person.view.note)
    assert told == [False, True, False]
    person.conversation.settle()
    person.send(Move.LEAVE)
    assert person.sees == "Your answers are not saved."
    person.send(person.view.back)
    monkeypatch.setattr(os, "fsync", sync)
    person.send(person.view.back)
    person.conversation.settle()
    person.send(person.view.back)
    assert "kept as a draft again" in person.view.note
    person.send(Move.LEAVE)
    assert person.conversation.is_over
    assert person.conversation.ending.kept == KEPT


def test_a_disk_that_fails_as_one_leaves_is_told(meet, monkeypatch):
    """What was written last and never kept by the disk is not said to be kept."""
    person = meet()
    person.choose("New plan", "Focus")
    person.conversation.settle()
    person.choose("Semax")

    def fail(_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    person.send(Move.LEAVE)
    assert person.conversation.is_over
    assert person.conversation.ending.kept == PARTLY_KEPT


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
    person.comes_to(said.drops, REVIEW)
    clock.now = datetime(2026, 1, 6, 0, 10, tzinfo=UTC)
    person.choose("Change", "Back")
    assert person.sees == "Do you have any of these symptoms today?"
    assert person.view.ask.marked is None


def test_a_draft_that_typing_cannot_begin_is_told_on_the_next_page(meet, written, home):
    """A disk that refuses the draft of what is typed is told of when that is left, not under the
    fingers; and once.
    """
    home.write_text("a file where the folder should be")
    person = meet(read_profile(written().encode()), home.with_name("a.toml"))
    person.choose("Change", "How old are you")
    person.send(Typed("36"))
    assert not person.view.note
    person.send(person.view.back)
    assert "Your answers last until you leave." in person.view.note
    person.choose("Back")
    assert "last until you leave" not in person.view.note


@contextmanager
def limited(what, most):
    """Have the system allow no more of this."""
    before = resource.getrlimit(what)
    resource.setrlimit(what, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(what, before)


def no_room(_home):
    """A full disk."""
    return limited(resource.RLIMIT_FSIZE, 0)


def no_descriptors(_home):
    """A process that may open no more files."""
    return limited(resource.RLIMIT_NOFILE, 3)


@contextmanager
def read_only(home):
    """A folder that may only be read, by somebody who is not root."""
    before = os.geteuid()
    home.mkdir(exist_ok=True)
    home.chmod(0o555)
    os.seteuid(65534 if before == 0 else before)
    try:
        yield
    finally:
        os.seteuid(before)
        home.chmod(0o755)


@contextmanager
def no_folder(home):
    """A file where the folder should be."""
    aside = home.with_name("aside")
    if home.exists():
        home.rename(aside)
    home.write_text("a file where the folder should be")
    yield
    home.unlink()
    if aside.exists():
        aside.rename(home)


REFUSALS = [no_room, no_descriptors, read_only, no_folder]


@pytest.fixture
def held(home, catalog):
    """The keys that are answered in the draft of somebody who has left."""

    def read():
        (found,) = resumable(ProfileFolder(home), catalog)
        resumed = take(ProfileFolder(home), found, catalog, found.answered.date())
        resumed.draft.release()
        return set(resumed.session.values)

    return read


@pytest.mark.parametrize("refusal", REFUSALS)
def test_a_draft_is_tried_again_at_the_next_answer(meet, home, held, refusal):
    """What the disk refused is written once it takes it, and each is told (issue 15, point 11)."""
    person = meet()
    person.choose("New plan")
    with refusal(home):
        person.choose("Focus")
        assert "Your answers last until you leave." in person.view.note
        assert person.conversation.kept == LOST
    person.choose("Semax")
    assert person.view.note == "Your answers are kept as a draft again."
    with refusal(home):
        person.choose("Nasal drops")
        assert "Your answers last until you leave." in person.view.note
        assert person.conversation.kept == PARTLY_KEPT
        person.send(Move.LEAVE)
        assert person.sees == "Your answers are not saved."
    person.send(Move.LEAVE_UNSAVED)
    assert person.conversation.ending.kept == KEPT
    assert held() == {"goal", "compound", "form"}


@pytest.mark.parametrize("refusal", REFUSALS)
@pytest.mark.parametrize("first", ["written", "refused"])
def test_a_draft_is_tried_again_at_an_end_that_nobody_chose(meet, home, held, refusal, first):
    """What a hang-up finds unwritten is written then, with the time of its answer (point 11)."""
    person = meet()
    person.choose("New plan")
    if first == "written":
        person.choose("Focus")
    with refusal(home):
        person.choose("Focus" if first == "refused" else "Semax")
        person.conversation.keep()
        assert person.conversation.kept == (LOST if first == "refused" else PARTLY_KEPT)
    person.conversation.keep()
    assert person.conversation.kept == KEPT
    person.conversation.leave()
    assert held() == {"goal"} if first == "refused" else {"goal", "compound"}


def test_answers_that_were_refused_keep_their_time(meet, home, clock, catalog):
    """A draft that is written late holds when the answer was given: symptoms of that day are of
    that day.
    """
    person = meet()
    person.choose("New plan")
    with no_room(home):
        person.choose("Focus")
    given, clock.now = clock.now, clock.now + timedelta(days=1)
    person.send(Move.LEAVE)
    (found,) = resumable(ProfileFolder(home), catalog)
    assert found.answered == given.replace(tzinfo=None)


def test_a_leaving_that_loses_answers_says_so(meet, home):
    """Whoever leaves where nothing could be kept is told so at the end; who answered nothing is
    told nothing.
    """
    with no_folder(home):
        person = meet()
        person.choose("New plan", "Focus")
        person.send(Move.LEAVE)
        person.choose("Leave without saving")
        assert person.conversation.ending.kept == LOST
        person = meet()
        person.choose("New plan")
        person.send(Move.LEAVE)
        assert person.conversation.ending.kept == ""


def test_only_a_profile_counts_as_that_of_a_draft(meet, home, kept, catalog):
    """A path in a draft that is no profile any more, or never was, is nothing to save over
    (issue 15, point 15).
    """
    path = kept("spring.toml")
    text = path.read_text()
    profile = read_profile(text.encode())
    person = meet(profile, path)
    person.choose("Change", "How old are you")
    person.give("36")
    person.send(Move.LEAVE)
    (draft,) = home.glob(".draft-*.toml")
    files = {
        ".zshenv": "export A=1",
        "zshenv.toml": "export A=1",
        "profile.txt": text,
        "shared.toml": dumps(share(profile)),
        "spring.toml": text,
    }
    for name, content in files.items():
        (home / name).write_text(content)
    (home / "folder.toml").mkdir()
    before, counted = draft.read_text(), {}
    for name in (*(home / name for name in (*files, "folder.toml", "gone.toml")), "~/.zshenv", ""):
        draft.write_text(before.replace(f'"{path}"', f'"{name}"'))
        (found,) = resumable(ProfileFolder(home), catalog)
        taken = take(ProfileFolder(home), found, catalog, found.answered.date())
        taken.draft.release()
        assert found.profile == taken.origin.profile
        counted[str(name)] = found.profile
    assert {name for name, counts in counted.items() if counts is not None} == {str(path)}
