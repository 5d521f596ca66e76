"""Profiles through no face: opened, rebuilt, corrected, listed, renamed, copied, deleted, exported,
printed.
"""

from datetime import time

import attrs
import pytest

from wizard.conversation.intents import Searched
from wizard.conversation.moves import Move
from wizard.profile.draft import resumable
from wizard.profile.file_format import SharedProfile, dumps, share
from wizard.profile.folder import ProfileFolder, examples
from wizard.profile.read import read_profile

REVIEW = "Step 7 of 8  Review"
LIBRARY = "Which profile do you want to open?"


@pytest.fixture
def kept(home, written):
    """`kept("a.toml", target_mcg=300)` is a profile of those answers in the folder."""

    def made(file, name="Spring exam block", **said):
        home.mkdir(exist_ok=True)
        (home / file).write_text(written(**said).replace("Spring exam block", name))
        return home / file

    return made


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


@pytest.fixture
def library(meet):
    """`library()` is somebody who looks at the profiles there are."""

    def made():
        person = meet()
        person.choose("Open a profile")
        return person

    return made


@pytest.fixture
def managing(library):
    """`managing(name)` is somebody who may do something with that profile."""

    def made(name):
        person = library()
        person.send(person.option(name).managed)
        return person

    return made


def titles(view):
    """The names of the options of a view."""
    return [each.title for each in view.ask.options]


# -- opening
# -------------------------------------------------------------------------------------------


def test_a_profile_opens_at_its_review(opened, kept):
    """A profile that holds is reviewed at once; nothing is unsaved, so leaving asks nothing and
    keeps no draft.
    """
    person = opened(kept("a.toml"))
    assert person.view.heading == REVIEW
    assert "300 mcg daily" in person.reads
    person.choose("Leave")
    ending = person.conversation.ending
    assert person.conversation.is_over
    assert (ending.unsaved, ending.kept, ending.saved) == (False, False, None)


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
    assert "300 mcg daily" in person.reads
    assert "550" not in person.reads
    person.choose("Leave")
    assert person.sees == "Your answers are not saved."
    assert "daily_dose_mcg = 550" in edited.read_text()


def test_rebuilding_may_be_refused(opened, edited, tmp_path):
    """A link is not replaced, and a file that is no profile any more is not either: the page says
    so, and stays.
    """
    link = tmp_path / "link.toml"
    link.symlink_to(edited)
    person = opened(link)
    person.choose("Rebuild the file")
    assert person.view.error == "link.toml is a symbolic link; name the file itself"
    person = opened(edited)
    edited.write_text("[/]")
    person.choose("Rebuild the file")
    assert person.view.error.startswith("not TOML")
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
    assert person.sees == "How strong is it, in mg per mL?"
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
    person.choose("Correct it")
    assert person.sees == "Is 900 mcg right?"
    assert "headache is reported more often" in person.reads
    person.choose("Continue")
    assert person.view.heading == REVIEW


def test_a_changed_profile_is_offered_with_its_file(opened, kept):
    """What was changed and not saved is offered when that file is opened again; so is the file as
    it was saved.
    """
    path = kept("a.toml")
    person = opened(path)
    person.choose("Change an answer", "What is it for?", "Pressure, burnout")
    person.send(person.view.leave)
    assert person.conversation.ending.kept
    again = opened(path)
    assert again.sees == "Which interview do you want to go on with?"
    assert "For a.toml." in again.reads
    again.choose("Open the file")
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
    person.choose("Back")
    assert person.reads == told
    person.choose("Change an answer", "Back")
    assert person.sees.startswith("Clear"), (
        "what was told once is not told again on the way to the plan"
    )


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
    person.choose("Change an answer", "Back")
    assert person.view.note.startswith("Not as its author asked.")
    person.send(Move.NEW)
    person.answer(said.drops, REVIEW)
    assert person.view.note == ""


def test_a_shared_plan_may_be_none_for_the_receiver(meet, said, kept):
    """R02: whoever is screened out gets the reason, and no figure of the author's from there on."""
    person = meet(share(read_profile(kept("a.toml", target_mcg=400).read_bytes())))
    person.choose("Answer the rest")
    person.answer(said.seizure, "Your plan is not the one the author asked for.")
    assert "mcg" not in person.reads
    person.choose("See the plan")
    assert person.sees.startswith("Stop")
    assert "mcg" not in person.reads


def test_a_template_is_opened_from_the_library(library):
    """Templates stand after one's own profiles, and open as shared plans."""
    person = library()
    template = next(each for each in person.view.ask.options if "drops.toml" in each.words)
    person.send(template.intent)
    assert person.sees.startswith("A shared plan: ")
    assert isinstance(read_profile(examples()[0].read_bytes()), SharedProfile)


# -- the library
# ---------------------------------------------------------------------------------------


def test_the_library_says_what_each_profile_is(library, kept, home):
    """Name, outcome, dose and day, or what is wrong; and the place in it is kept over a profile
    that was looked at.
    """
    kept("a.toml", "Mine")
    kept("b.toml", "Stopped", conditions=("seizure-history",))
    (home / "c.toml").write_text("x")
    person = library()
    for line in (
        "Mine clear, 300 mcg daily, day 1 of 10, a.toml",
        "Stopped stop, no dose, b.toml",
        "c.toml damaged: not TOML",
    ):
        assert line in person.reads
    person.send(Searched("stop", 1))
    person.send(person.option("Stopped").managed)
    assert titles(person.view) == ["Open", "Print or export", "Rename", "Duplicate", "Delete"]
    person.send(person.view.back)
    assert (person.view.ask.words, person.view.ask.row) == ("stop", 1)
    person.choose("c.toml")
    assert titles(person.view) == ["Delete"]
    person.send(person.view.back)
    person.choose("Mine")
    assert person.view.heading == REVIEW


def test_today_and_pictures(managing, kept):
    """What to take today is said, and the plan is seen in pictures; the way back leads to what may
    be done.
    """
    kept("a.toml")
    person = managing("Spring")
    person.choose("Today")
    assert "5 January 2026: day 1 of 10" in person.reads
    person.choose("Back", "Look at it in pictures")
    assert person.sees == "The plan in pictures"
    assert person.view.plan is not None
    person.choose("Back")
    assert person.sees == "Spring exam block"


def test_a_profile_that_changed_meanwhile_is_looked_at_anew(managing, kept):
    """R02: where the file is screened out by now, nothing of the plan that it was is shown any
    more.
    """
    path = kept("a.toml")
    person = managing("Spring")
    kept("a.toml", conditions=("seizure-history",))
    person.choose("Today")
    assert titles(person.view) == ["Open", "Print or export", "Rename", "Duplicate", "Delete"]
    path.write_text("x")
    person.choose("Print or export")
    assert "Print or export" not in titles(person.view)


def test_rename_and_duplicate(managing, kept, home):
    """A name of blanks is refused; the file keeps its own name; a copy stands beside it."""
    path = kept("a.toml")
    person = managing("Spring")
    person.choose("Rename")
    person.give("  ")
    assert person.view.error == "type a name of 1 to 80 characters"
    person.give("Winter")
    assert (person.sees, person.view.note) == (LIBRARY, "a.toml is called Winter now.")
    person.send(person.option("Winter").managed)
    person.choose("Duplicate")
    assert person.view.note == "The copy is copy-of-winter.toml."
    assert [
        read_profile((home / file).read_bytes()).name for file in (path.name, "copy-of-winter.toml")
    ] == [
        "Winter",
        "Copy of Winter",
    ]


def test_deleting_is_asked_twice(managing, kept, home):
    """Keeping it is there on both pages; deleted, it lies in the trash; where that is refused, it
    is said and stays.
    """
    path = kept("a.toml")
    person = managing("Spring")
    person.choose("Delete", "Keep it", "Delete", "Delete it")
    assert person.sees == "Are you sure?"
    person.choose("Keep it", "Delete", "Delete it", "Move it to the trash")
    assert person.view.note == "Moved to trash/a.toml."
    assert not path.exists()
    kept("b.toml", "Second")
    (home / "trash" / "a.toml").unlink()
    (home / "trash").rmdir()
    (home / "trash").write_text("a file where the folder should be")
    person = managing("Second")
    person.choose("Delete", "Delete it", "Move it to the trash")
    assert person.sees == "It was not deleted."
    assert (home / "b.toml").exists()


def test_a_folder_that_cannot_be_read_is_said(library, home):
    """The templates are there all the same."""
    home.write_text("a file where the folder should be")
    person = library()
    assert person.view.error.startswith("the folder cannot be read")
    assert titles(person.view)


# -- saving, exporting, printing
# -----------------------------------------------------------------------


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
    person.choose("Markdown")
    assert person.view.ask.text == f"{home / 'a-2.md'}"
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


def test_who_is_screened_out_is_offered_no_form_of_a_plan(managing, kept):
    """R02: no calendar and no pictures of what there is not."""
    kept("a.toml", conditions=("seizure-history",))
    person = managing("Spring")
    person.choose("Print or export")
    assert not [title for title in titles(person.view) if "alendar" in title]
    person.choose("Read it here")
    assert "mcg" not in person.reads


def test_printed_on_the_way_out(opened, kept):
    """The summary is handed over when the conversation has ended; with answers that are saved
    nowhere, that is asked first.
    """
    person = opened(kept("a.toml"))
    person.choose("Save")
    person.give("Mine")
    person.give("mine")
    person.choose("Print or export", "Print it as you leave")
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
    person.choose("Change an answer", "How old are you")
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
