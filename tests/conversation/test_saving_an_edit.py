"""Issue 17, point 9: saving an edit is one step, which says what changes; nothing to save asks
nothing; exports that are older are named.
"""

import os
import re

import pytest

from wizard.conversation.moves import Move
from wizard.interview.choice import Checked
from wizard.profile.read import read_profile

REVIEW = "Step 7 of 8  Review"
SAVED = "It is saved."
WEIGHT = "What do you weigh?"
DOSE = "Which daily dose do you ask for, in mcg?"
CONDITIONS = "Pregnancy, heart and brain: does any of these apply to you?"


@pytest.fixture
def editing(meet, said, kept):
    """`editing(question, answer)` is somebody at the review of Spring exams who changed that."""

    def made(*changes, **answered):
        path = kept("spring.toml", name="Spring exams", **answered)
        person = meet(read_profile(path.read_bytes()), path)
        for title, answer in changes:
            person.choose("Change", title)
            person.give(answer)
            asked = {"Is 40 kg right?": "Continue", "How many cycles are planned?": "1"}
            person.answer(said.drops | asked | {title: answer}, REVIEW)
        return person

    return made


def labels(person):
    """What can be done."""
    return [each.label for each in person.view.actions]


@pytest.mark.parametrize(
    ("title", "answer", "told"),
    [
        (WEIGHT, "40", "weight: was 70 kg, now 40 kg, the plan is the same"),
        (WEIGHT, "154 lb", "weight: was 70 kg, now 154 lb, the plan is the same"),
        (
            "How old are you, in years?",
            "36",
            "age: was 35 years, now 36 years, the plan is the same",
        ),
        (
            "How many days of rest after it?",
            "40",
            "days of rest: was 30 days, now 40 days, next earliest start: was ",
        ),
        (DOSE, "500", "daily dose: was 300 mcg, now 500 mcg, and "),
    ],
)
def test_it_says_what_changes_and_saves_at_once(editing, home, title, answer, told):
    """In the answers and in the plan; the other figures that follow are counted."""
    person = editing((title, answer), target_mcg=300)
    assert person.view.note.startswith("Not saved yet: ")
    assert told in person.view.note, person.view.note
    assert "confirmed" not in person.view.note
    assert "full daily doses" not in person.view.note, "how it is worked out"
    assert labels(person)[:3] == ["Save", "Save as", "Change"]
    person.choose("Save")
    assert person.sees == SAVED
    assert [path.name for path in home.glob("*.toml")] == ["spring.toml"]
    assert read_profile((home / "spring.toml").read_bytes()).name == "Spring exams"
    person.choose("Back")
    assert labels(person)[:2] == ["Change", "Save as"], "nothing is left to save"
    person.send(Move.LEAVE)
    assert (person.conversation.is_over, person.conversation.ending.kept) == (True, "")


def test_many_changes_stand_on_a_page_of_their_own(editing):
    """The first is told above the plan with how many more there are; two need no page."""
    person = editing((DOSE, "500"), target_mcg=300)
    more = re.search(r"and (\d+) more", person.view.note)
    person.choose("What has changed")
    (sheet,) = person.view.text
    (changes,) = (each for part in sheet.document.sections for each in part.blocks)
    assert len(changes.items) == int(more[1]) + 1
    assert changes.items[0] == "daily dose: was 300 mcg, now 500 mcg"
    person = editing((WEIGHT, "60"), target_mcg=300)
    assert "What has changed" not in [each.title for each in person.view.ask.options]


def test_nothing_to_save_asks_nothing(editing, home):
    """Where a profile was only opened, or an answer was changed and changed back."""
    for person in (
        editing(target_mcg=300),
        editing((WEIGHT, "60"), (WEIGHT, "70"), target_mcg=300),
    ):
        assert (person.view.note, labels(person)[:2]) == ("", ["Change", "Save as"])
        person.send(Move.LEAVE)
        assert person.conversation.is_over
        assert (person.conversation.ending.unsaved, list(home.glob(".draft-*"))) == (False, [])


def test_a_plan_that_is_none_any_more_is_told_without_a_figure(editing, home):
    """R02: no dose of the plan that was, nor what it was asked to be."""
    person = editing((WEIGHT, "60"), target_mcg=300)
    person.choose("Change", CONDITIONS)
    person.give(Checked(("pregnancy",)))
    person.choose("See the record")
    assert "there is no plan any more" in person.view.note
    assert "weight: was 70 kg, now 60 kg" in person.view.note
    assert "mcg" not in person.view.note
    person.choose("Save")
    saved = (home / "spring.toml").read_text()
    assert person.sees == SAVED
    assert "mcg" not in saved
    assert "Spring exams" not in saved


def test_save_as_keeps_the_file_that_was_opened(editing, home):
    """Another name makes another file; that one is what is edited from there on."""
    person = editing((WEIGHT, "60"), target_mcg=300)
    before = (home / "spring.toml").read_bytes()
    person.choose("Save as")
    person.give("Summer")
    assert person.view.ask.text == str(home / "summer.toml")
    person.give(person.view.ask.text)
    assert person.sees == SAVED
    assert (home / "spring.toml").read_bytes() == before
    assert person.conversation.state.path == home / "summer.toml"


def test_a_file_that_is_another_by_now_is_asked_about(editing, home):
    """What another window saved meanwhile is not replaced unasked; a file that is gone is made."""
    person = editing((WEIGHT, "60"), target_mcg=300)
    path = home / "spring.toml"
    path.write_text(path.read_text().replace("age = 35", "age = 36"))
    person.choose("Save")
    assert person.sees == "Replace the file that is there?"
    person.send(person.view.back)
    path.unlink()
    person = editing((WEIGHT, "60"), target_mcg=300)
    path.unlink()
    person.choose("Save")
    assert person.sees == SAVED
    assert path.is_file()


def test_a_save_that_is_refused_says_so_and_can_be_made_elsewhere(editing, home):
    """A link is never replaced; Save as is beside it."""
    person = editing((WEIGHT, "60"), target_mcg=300)
    path = home / "spring.toml"
    path.rename(home / "real.toml")
    path.symlink_to(home / "real.toml")
    person.choose("Save")
    assert "is a symbolic link" in person.view.error
    assert "Save as" in labels(person)


def test_exports_that_are_older_than_the_save_are_named(editing, home):
    """Those beside the profile under its name: not another's, and none that was written later."""
    person = editing((WEIGHT, "60"), target_mcg=300)
    others = ["spring-3.toml", "spring-3.pdf", "springs.pdf", "spring.doc", "spring.ics"]
    for name in ("spring.pdf", "spring-2.md", "spring.fhir.json", *others):
        (home / name).write_text("")
    os.utime(home / "spring.ics", (2**32, 2**32))
    person.choose("Save")
    told = "Exported before this save, and not changed by it:"
    assert f"{told} spring-2.md, spring.fhir.json, spring.pdf." in person.reads
    person.choose("Back", "Change", WEIGHT)
    for name in ("spring.pdf", "spring-2.md", "spring.fhir.json"):
        (home / name).unlink()
    person.give("61")
    person.give("300")
    person.choose("Save")
    assert told not in person.reads


@pytest.mark.parametrize(
    ("title", "answer", "revision", "sessions"),
    [(DOSE, "500", 1, 1), (WEIGHT, "154 lb", 0, None)],
)
def test_a_save_over_the_file_is_its_next_revision(
    editing, home, title, answer, revision, sessions
):
    """Issue 19, point 6: it keeps the time of creation, from which a calendar's ids come, and
    remembers the sessions of another plan.
    """
    person = editing((title, answer), target_mcg=300)
    created = read_profile((home / "spring.toml").read_bytes()).created
    person.choose("Save")
    saved = read_profile((home / "spring.toml").read_bytes())
    assert (saved.created, saved.revision) == (created, revision)
    assert (saved.calendar and saved.calendar.sessions) == sessions
