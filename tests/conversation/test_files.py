"""Profiles through no face: opened, rebuilt, corrected, saved, exported and printed."""

import os
from datetime import time
from pathlib import Path

import attrs
import pytest

from tests.support.ways import REVIEW, titles
from wizard.conversation.moves import Move
from wizard.profile.draft import resumable
from wizard.profile.file_format import SharedProfile, dumps, share
from wizard.profile.folder import ProfileFolder, examples
from wizard.profile.read import read_profile


@pytest.fixture
def opened(meet):
    """`opened(path)` is somebody who started the program with that file."""
    return lambda path: meet(read_profile(path.read_bytes()), path)


@pytest.fixture
def edited(kept):
    """A profile whose dose was raised by hand."""
    path = kept("mine.toml")
    path.write_text(path.read_text().replace("daily_dose_mcg = 300", "daily_dose_mcg = 550", 1))
    return path


def test_a_profile_opens_at_its_review(opened, kept):
    """A profile that holds is reviewed at once; nothing is unsaved, so leaving asks nothing and
    keeps no draft.
    """
    person = opened(kept("a.toml"))
    assert person.view.heading == REVIEW
    assert "300 mcg" in person.reads
    person.choose("Leave")
    ending = person.conversation.ending
    assert person.conversation.is_over
    assert (ending.unsaved, ending.kept, ending.saved) == (False, "", None)


def test_an_edited_file_is_rebuilt(opened, edited):
    """Both figures are named, and one step writes the file again with what its answers give, the
    old one beside it.
    """
    before = edited.read_bytes()
    person = opened(edited)
    assert "Edited, or damaged." in person.reads
    assert "protocol.daily_dose_mcg 550 300" in person.reads
    person.choose("Rebuild the file")
    assert person.sees == "The file is rebuilt."
    assert "mine.toml.bak" in person.reads
    assert read_profile(edited.read_bytes()).protocol.daily_dose_mcg == 300
    assert edited.with_name("mine.toml.bak").read_bytes() == before
    person.choose("See the plan")
    assert person.view.heading == REVIEW


def test_going_on_without_rebuilding_uses_the_answers_only(opened, edited):
    """The file stays as it is, its own figures are used nowhere, and what its answers give counts
    as not saved.
    """
    person = opened(edited)
    person.choose("Go on without")
    assert "300 mcg 3 left 3 right" in person.reads
    assert "550" not in person.reads
    person.choose("Leave")
    assert person.conversation.is_over
    assert person.conversation.ending.unsaved
    assert "daily_dose_mcg = 550" in edited.read_text()


def test_rebuilding_may_be_refused(opened, edited, tmp_path):
    """A link is not replaced, and a file that is no profile any more is not either: the page says
    so, and stays.
    """
    link = tmp_path / "link.toml"
    link.symlink_to(edited)
    person = opened(link)
    person.choose("Rebuild the file")
    assert person.view.error == "'link.toml' is a symbolic link; name the file itself"
    person = opened(edited)
    edited.write_text("[/]")
    person.choose("Rebuild the file")
    assert person.view.error.startswith("not TOML")
    edited.write_bytes(examples()[0].read_bytes())
    person.choose("Rebuild the file")
    assert "kind: nothing is derived in a shared profile" in person.view.error
    person.choose("Go on without")
    assert person.view.heading == REVIEW


def test_answers_that_cannot_stand_are_corrected(opened, kept):
    """The problem is named; the way leads to the question that it is about, with what is wrong,
    then to the review.
    """
    path = kept("a.toml")
    path.write_text(path.read_text().replace("weight_kg = 70", "weight_kg = 700"))
    person = opened(path)
    assert "answers.person.weight_kg: 700 is outside 35 to 250 kg" in person.reads
    person.choose("Correct it")
    assert person.sees == "What do you weigh?"
    assert person.view.error.startswith("700 is outside 35 to 250 kg")
    person.give("70")
    person.answer({"Which daily dose do you ask for, in mcg?": "300"}, REVIEW)


def test_a_second_problem_is_told_after_the_first(opened, kept):
    """Where another answer cannot stand either, that is said next, with the way to it."""
    path = kept("a.toml")
    text = path.read_text().replace("weight_kg = 70", "weight_kg = 700")
    path.write_text(text.replace("strength_mg_per_ml = 1", "strength_mg_per_ml = 99"))
    person = opened(path)
    person.choose("Correct it")
    assert person.sees == "Which bottle is it?"
    person.give("0.1%")
    assert person.sees == "No plan can be made from these answers."
    assert "It is about your answer to: What do you weigh?" in person.reads
    person.why()
    assert person.sees == "Why: What do you weigh?"
    person.choose("Back", "Change it")
    assert person.sees == "What do you weigh?"


def test_ids_that_are_not_known_are_asked_again(opened, kept, said):
    """A goal and a medicine that the catalog does not have are never guessed at."""
    path = kept("a.toml")
    text = path.read_text().replace('goal = "general-cognition"', 'goal = "immortality"')
    path.write_text(text.replace("medicines = []", 'medicines = ["aspirin-like"]'))
    person = opened(path)
    assert "'immortality' is not a known goal" in person.reads
    person.choose("Correct it")
    assert person.sees == "What is it for?"
    person.answer(
        said.drops | {"When did your last course end?": ""}, "Do you take any of these medicines?"
    )


def test_a_dose_that_was_never_confirmed_is_asked_about(meet, written):
    """R31: a file that asks for 900 mcg leads to the confirmation, not to a key of the file."""
    profile = read_profile(
        written(
            goal="high-demand", wake=time(4, 30), target_mcg=900, confirmed=("target_mcg",)
        ).encode()
    )
    person = meet(attrs.evolve(profile, answers=attrs.evolve(profile.answers, confirmed=())))
    assert person.sees == "The answers in this file cannot stand."
    person.choose("Correct it")
    assert person.sees == "Is 900 mcg right?"
    assert person.view.actions[0].label == "Go back"
    assert "delivered" not in person.reads
    assert "headache is reported more often" in person.reads
    person.choose("Continue")
    assert person.view.heading == REVIEW


def test_a_changed_profile_is_offered_with_its_file(opened, kept):
    """What was changed and not saved is offered when that file is opened again; so is the file as
    it was saved.
    """
    path = kept("a.toml")
    person = opened(path)
    person.choose("Change", "What is it for?", "Pressure, burnout")
    person.send(person.view.leave)
    assert person.conversation.ending.kept
    again = opened(path)
    assert again.sees == "Which interview do you want to go on with?"
    assert "For a.toml." in again.reads
    again.choose("Open the file", "All of it")
    assert "Focus, memory and learning" in again.reads
    other = opened(kept("b.toml"))
    assert other.view.heading == REVIEW


def test_a_shared_plan_asks_for_everything_about_the_person(meet, said, kept):
    """What the author planned is shown and stands; everything about the person is asked; a
    difference is told first.
    """
    theirs = share(read_profile(kept("a.toml", target_mcg=400).read_bytes()))
    person = meet(theirs)
    assert person.sees == "A shared plan: Spring exam block"
    person.choose("Answer the rest")
    person.answer(said.drops, "How old are you, in years?")
    person.answer(said.drops, "Your plan is not the one the author asked for.")
    told = person.reads
    person.choose("See the plan")
    assert person.view.heading == REVIEW
    assert person.view.note.startswith("Not as its author asked.")
    assert "Semax plan" in person.reads
    person.choose("Back")
    assert person.reads == told
    person.choose("Change", "Back")
    assert person.reads == told
    person.choose("See the plan", "Change", "Back")
    assert person.view.tone == "clear", (
        "what was told once is not told again on the way to the plan"
    )


def test_what_differs_is_told_with_the_reason(meet, said, kept):
    """R31: the author's dose, what the weight of the receiver allows, and what whole drops give."""
    theirs = read_profile(kept("a.toml", target_mcg=600, on_days=12).read_bytes())
    person = meet(share(theirs))
    person.choose("Answer the rest")
    person.answer(
        said.drops | {"What do you weigh?": "38", "Is 38 kg right?": "Continue"},
        "Your plan is not the one the author asked for.",
    )
    assert (
        "The author asked for 600 mcg daily; your weight allows 570 mcg, "
        "and whole drops give 550 mcg daily, in 2 sessions (6 drops, then 5 drops)."
    ) in person.reads
    person.choose("See the plan")
    assert "Not as its author asked. The author asked for 600 mcg daily" in person.view.note


def test_a_shared_plan_that_nobody_can_use(meet, kept):
    """A shared file that no plan can follow from is refused with its problems, which only its
    author can mend.
    """
    text = dumps(share(read_profile(kept("a.toml").read_bytes())))
    text = text.replace('goal = "general-cognition"', 'goal = "[/]"')
    person = meet(read_profile(text.encode()))
    assert person.sees == "This shared profile cannot be used."
    assert "'[/]' is not a known goal" in person.reads
    person.choose(person.view.actions[0].label)
    assert person.sees == "What would you like to do?"


def test_the_author_is_remembered_by_a_draft(meet, said, kept):
    """A draft of a shared plan says what differs too; a new plan forgets the author, and his file
    is never written over.
    """
    theirs = share(read_profile(kept("a.toml", target_mcg=400).read_bytes()))
    person = meet(theirs)
    person.choose("Answer the rest")
    person.answer(said.drops, "How old are you, in years?")
    person.send(person.view.leave)
    person = meet()
    person.choose("Resume", "Go on")
    person.answer(said.drops, "Your plan is not the one the author asked for.")
    assert person.conversation.state.path is None
    person.choose("See the plan")
    assert person.view.note.startswith("Not as its author asked.")
    person.send(Move.NEW)
    person.answer(said.drops, REVIEW)
    assert person.view.note == ""


def test_a_shared_plan_may_be_none_for_the_receiver(meet, said, kept):
    """R02: whoever is screened out gets the reason, and no figure of the author's from there on."""
    person = meet(share(read_profile(kept("a.toml", target_mcg=400).read_bytes())))
    person.choose("Answer the rest")
    person.answer(said.seizure, "No plan is made. Do not take Semax.")
    person.choose("Answer the rest")
    person.answer(said.seizure, REVIEW)
    assert person.view.tone == "stop"
    assert "mcg" not in person.reads


def test_a_template_is_opened_from_the_library(library):
    """Templates stand after one's own profiles, and open as shared plans."""
    person = library()
    template = next(each for each in person.view.ask.options if "drops.toml" in each.words)
    person.send(template.intent)
    assert person.sees.startswith("A shared plan: ")
    assert isinstance(read_profile(examples()[0].read_bytes()), SharedProfile)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_closed_folder_is_said(opened, kept, tmp_path):
    """A folder without permission is said beside the place."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o000)
    person = opened(kept("a.toml"))
    person.choose("Save")
    person.give("Mine")
    person.give(f"{closed / 'x.toml'}")
    assert "cannot be written" in person.view.error


def test_a_name_holds_something(meet, said):
    """A name of blanks is refused; one is cut at 80 characters, and that of its file at 60."""
    person = meet()
    person.comes_to(said.drops, REVIEW)
    person.choose("Save")
    person.give("  ")
    assert person.view.error == "type a name of 1 to 80 characters"
    person.give("n" * 300)
    assert person.view.ask.text.endswith(f"/{'n' * 60}.toml")


@pytest.mark.parametrize("place", ["/dev/null/x", "/", "folder", "link", "~nobody-at-all/x", ""])
def test_a_place_that_is_refused_keeps_the_answers(opened, kept, home, place):
    """Whatever is wrong with a place is said beside it, and another place works."""
    person = opened(kept("a.toml"))
    (home / "folder.toml").mkdir()
    (home / "link.toml").symlink_to(home / "elsewhere")
    person.choose("Save")
    person.give("Mine")
    person.give(place)
    assert person.sees == "Where is it kept?"
    assert person.view.error
    person.give("fine")
    assert person.sees == "It is saved."
    assert person.conversation.ending.saved == home / "fine.toml"


def test_a_replacing_that_is_refused(opened, kept, home):
    """A file that became a link while it was asked about is not replaced: the question for a place
    is there again.
    """
    person = opened(kept("a.toml"))
    person.choose("Save")
    person.give("Mine")
    person.give("a")
    assert person.sees == "Replace the file that is there?"
    (home / "a.toml").unlink()
    (home / "a.toml").symlink_to("elsewhere")
    person.choose("Replace it")
    assert (person.sees, person.view.ask.text) == ("Where is it kept?", f"{home / 'a.toml'}")
    assert person.view.error == "is a symbolic link; name the file itself"


def test_a_form_is_written_and_written_over(managing, kept, home):
    """A form goes to a file beside the profile that nothing has yet, or over one, once that was
    asked.
    """
    kept("a.toml")
    person = managing("Spring")
    person.choose("Print or export", "Markdown")
    assert person.view.ask.text == f"{home / 'a.md'}"
    person.give("a")
    assert person.view.note == f"Written: {home / 'a.md'}"
    assert person.view.ask.options[person.view.ask.highlighted].title == "Markdown"
    person.choose("Markdown")
    assert person.view.ask.text == f"{home / 'a-2.md'}"
    person.give("/proc/none/x")
    assert "cannot be written" in person.view.error
    person.give("/")
    assert person.view.error == "that is a folder: type the name of a file too"
    (home / "a.md").write_text("mine")
    person.give("a")
    assert person.sees == "Replace the file that is there?"
    person.choose("Choose another name")
    assert (home / "a.md").read_text() == "mine"
    person.give(person.view.ask.text)
    person.choose("Replace it")
    assert person.view.note == f"Written: {home / 'a.md'}"
    assert "300 mcg" in (home / "a.md").read_text()
    person.choose("Leave")
    assert person.conversation.ending.written == (home / "a.md", home / "a.md")


@pytest.mark.parametrize("said", [{"conditions": ("seizure-history",)}, {"goal": "anxiety-relief"}])
def test_who_is_screened_out_is_offered_no_form_of_a_plan(managing, kept, said):
    """R02: no calendar and no pictures of what there is not."""
    kept("a.toml", **said)
    person = managing("Spring")
    person.choose("Print or export")
    assert not [title for title in titles(person.view) if "alendar" in title]
    person.choose("Read it here")
    assert "mcg" not in person.reads


def test_what_a_clinician_reads_is_no_dose_of_the_person(managing, kept):
    """R02: a referral sheet has no calendar, and no dose that is the person's own."""
    kept("a.toml", goal="stroke-recovery")
    person = managing("Spring")
    person.choose("Print or export")
    assert not [title for title in titles(person.view) if "alendar" in title]
    person.choose("Read it here")
    assert "mcg daily (" not in person.reads


def test_a_summary_is_read_on_the_screen(managing, kept):
    """The summary is one of the forms, and the way back leads to them."""
    kept("a.toml")
    person = managing("Spring")
    person.choose("Print or export", "Read it here")
    assert "Semax plan: Spring exam block" in person.reads
    person.choose("Back")
    assert "Read it here" in titles(person.view)


def test_the_page_for_the_doctor_is_read_printed_and_written_alone(managing, kept, home):
    """Issue 19, point 9: offered beside the forms, in those that people read."""
    kept("a.toml")
    person = managing("Spring")
    person.choose("Print or export", "For the doctor")
    assert not {"JSON", "FHIR R4", "Calendar (ICS)", "For the doctor"} & set(titles(person.view))
    person.choose("Markdown")
    assert person.view.ask.text == f"{home / 'a-doctor.md'}"
    person.give(person.view.ask.text)
    assert person.view.note == f"Written: {home / 'a-doctor.md'}"
    assert "Course log" not in (home / "a-doctor.md").read_text()
    person.choose("Read it here")
    assert "What was answered" in person.reads
    assert "Course log" not in person.reads
    person.choose("Back", "Back")
    assert "JSON" in titles(person.view)
    person.choose("For the doctor", "Leave, and print it here")
    assert person.conversation.ending.sheet.title == "Semax: Spring exam block"


def test_printed_on_the_way_out(opened, kept):
    """The summary is handed over when the conversation has ended; with answers that are saved
    nowhere, that is asked first.
    """
    person = opened(kept("a.toml"))
    person.choose("Save")
    person.give("Mine")
    person.give("mine")
    person.choose("Print or export", "Leave, and print it here")
    assert person.conversation.is_over
    assert person.conversation.ending.sheet.title == "Semax plan: Mine"


def test_a_saved_session_begins_anew(opened, kept, home, catalog):
    """After saving, going on changes a draft of that file; a new plan leaves it, and nothing is
    lost.
    """
    person = opened(kept("a.toml"))
    person.choose("Save")
    person.give("Mine")
    person.give("mine")
    person.choose("Back")
    assert person.view.heading == REVIEW
    person.choose("Change", "How old are you")
    person.give("40")
    person.send(Move.START)
    assert "Go on with your answers" in person.reads
    person.choose("New plan")
    assert person.sees == "What is it for?"
    (left,) = resumable(ProfileFolder(home), catalog)
    assert left.profile == home / "mine.toml"


def test_a_file_anywhere_is_opened_by_its_path(library, tmp_path, written):
    """A path that leads to no profile is said to; one that does opens."""
    (tmp_path / "mine.toml").write_text(written())
    person = library()
    person.choose("Another file")
    for wrong in ("", f"{tmp_path}/none.toml", f"{tmp_path}", "~nobody-at-all/x"):
        person.give(wrong)
        assert person.sees == "Which file do you want to open?"
        assert person.view.error
        assert "none.toml" not in wrong or "cannot be read" in person.view.error
    person.give(f"{tmp_path}/mine.toml")
    assert person.view.heading == REVIEW


def test_the_name_that_was_typed_stays(opened, kept):
    """Markup and letters of any script are a name like another; what could steer a terminal is
    taken out.
    """
    person = opened(kept("a.toml"))
    person.choose("Save")
    person.give("[red]\x1b[31m \N{CYRILLIC SMALL LETTER ZHE}")
    person.give("b")
    person.choose("Back")
    assert "Semax plan: [red][31m \N{CYRILLIC SMALL LETTER ZHE}" in person.reads
    assert dumps(read_profile(person.conversation.ending.saved.read_bytes()))


def test_a_file_named_from_here_is_saved_where_it_is(meet, said, kept, monkeypatch):
    """A profile that was named by its file name alone is saved over, not put into the profile
    folder, whether it was named on the command line or in the wizard.
    """
    weight = 60
    path = kept("mine.toml")
    monkeypatch.chdir(path.parent)
    for person in (meet(read_profile(path.read_bytes()), Path("mine.toml")), meet()):
        if person.view.heading != REVIEW:
            person.choose("Open a profile", "Another file")
            person.give("mine.toml")
        person.choose("Change", "What do you weigh?")
        weight += 1
        person.give(f"{weight}")
        person.answer(said.drops, REVIEW)
        person.choose("Save")
        assert person.sees == "It is saved."
        assert read_profile(path.read_bytes()).answers.person.weight_kg == weight
    assert list(path.parent.glob("*.toml")) == [path]


def test_no_folder_is_made_for_a_file(meet, said, tmp_path):
    """A profile that is to go into a folder that does not exist is refused, with what to do."""
    person = meet()
    person.comes_to(said.drops, REVIEW)
    person.choose("Save")
    person.give("Mine")
    person.give(str(tmp_path / "no" / "such" / "p.toml"))
    assert "make the folder first" in person.view.error
    assert not (tmp_path / "no").exists()
