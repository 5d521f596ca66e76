import re

import pytest

from wizard.errors import InvalidInputError
from wizard.profile.comparison import compare
from wizard.profile.file_format import SharedProfile
from wizard.profile.folder import examples
from wizard.profile.read import read_profile

WHICH = "Which profile do you want to open?"
RESUMED = "Your answers so far, checked again."
APART = "Your plan is not the one the author asked for."


@pytest.fixture
def file(tmp_path, written):
    """`file(target_mcg=300)` is a file with the profile of those answers, its text changed by
    `edit` first.
    """

    def make(edit=str, **said):
        path = tmp_path / "spring.toml"
        path.write_text(edit(written(**said)), encoding="utf-8")
        return path

    return make


@pytest.fixture
def shared():
    """The file of a shared profile that comes with the program, by the beginning of its name."""
    return lambda name: next(path for path in examples() if path.name.startswith(name))


@pytest.fixture
def saved(home, written):
    """A profile in the folder."""
    home.mkdir()
    path = home / "spring.toml"
    path.write_text(written(), encoding="utf-8")
    return path


# -- a profile that is opened
# ------------------------------------------------------------------------


def test_a_personal_profile_opens_at_its_review(talk, file):
    """A profile that holds is summed up at once, under its name, and leaving changes nothing."""
    told = talk(["leave"], path=file(target_mcg=400))
    assert "Semax plan: Spring exam block." in told.out
    assert "400 mcg" in told.out
    assert (told.ending.kept, told.ending.saved) == ("", None)


def test_an_edited_profile_says_what_differs_and_works_with_rebuilt_figures(talk, file):
    """A file whose figures were edited is told key by key first, and only rebuilt figures
    follow.
    """
    edited = file(lambda text: text.replace("daily_dose_mcg = 300", "daily_dose_mcg = 3000"))
    told = talk(["", "go on without"], path=edited)
    first, summary = told.flat.split("Semax plan:")
    assert "Key: protocol.daily_dose_mcg. File: 3000. Answers: 300." in first
    assert "An empty line is no answer here." in first
    assert "3000" not in summary
    assert "3,000" not in summary


def test_an_edited_profile_is_rebuilt(talk, file):
    """Rebuilding writes what the answers give, and keeps the file as it was beside it."""
    edited = file(lambda text: text.replace("daily_dose_mcg = 300", "daily_dose_mcg = 3000"))
    before = edited.read_bytes()
    told = talk(["rebuild", "see", "leave"], path=edited)
    assert "The old file is kept as spring.toml.bak." in told.flat
    assert "Semax plan: Spring exam block." in told.out
    assert (edited.parent / "spring.toml.bak").read_bytes() == before
    assert "daily_dose_mcg = 300\n" in edited.read_text()


def test_answers_that_cannot_stand_are_corrected(talk, file):
    """A file with a weight that no plan is made for says so, asks for it with the reason, and goes
    on.
    """
    wrong = file(lambda text: text.replace("weight_kg = 70", "weight_kg = 20"))
    told = talk(["correct it"], path=wrong)
    assert "The answers in this file cannot stand." in told.out
    assert re.search(
        r"Step 4 of 8: You, questions that depend on it may follow\."
        r"\s+[^?]*35 to 250 kg[^?]*What do you weigh\?",
        told.out,
    )
    assert told.before == "What do you weigh?"
    assert talk(["correct it", "70", ""], path=wrong).before == "What would you like to do?"


def test_changing_a_profile_saves_over_its_file_only_when_told(talk, file):
    """Save as offers another file, and one that is there is replaced only by saying so; Save
    replaces the one it came from.
    """
    of = file(target_mcg=400)
    before = of.read_bytes()
    change = ["change", "which daily dose", "450"]
    told = talk([*change, "save as", "", str(of), "", "back"], path=of)
    assert told.flat.count("Replace the file that is there?") == 2
    assert told.before == "Where is it kept?"
    assert of.read_bytes() == before
    told = talk([*change, "save"], path=of)
    assert told.ending.saved == of
    assert "target_mcg = 450" in of.read_text()


def test_its_draft_is_offered_with_the_file_only(talk, file):
    """A draft of an opened profile is offered when that file is opened again, with its answers as
    they were changed.
    """
    of = file(target_mcg=400)
    told = talk(["change", "what do you weigh", "80"], path=of)
    assert told.ending.kept
    resumed = talk(["1"], path=of, resume=True)
    assert "For spring.toml." in resumed.flat
    assert "What do you weigh? 80 kg." in resumed.out
    assert "What do you weigh" not in talk(["open the file"], path=of, resume=True).out


def test_a_profile_of_someone_screened_out_opens_at_its_reasons(talk, file):
    """A stopped profile is read out with its reasons, no dose, and leaving it says so to the
    caller.
    """
    told = talk(["leave"], path=file(conditions=("seizure-history",)))
    assert "Do not take Semax: Spring exam block." in told.out
    assert "mcg" not in told.out
    assert told.ending.outcome == "stop"


@pytest.mark.parametrize("path", examples(), ids=lambda path: path.stem)
def test_a_shared_profile_opens_at_the_first_open_question(talk, path):
    """R53: what a shared plan fixes is not asked again; everything about the person and the product
    is, which may be another than the author's.
    """
    shared = read_profile(path.read_bytes())
    assert isinstance(shared, SharedProfile)
    told = talk(["answer the rest"], path=path)
    assert f"A shared plan: {shared.name}" in told.flat
    assert "The author asked for:" in told.out
    form = shared.answers.form
    first = "How much is in the vial, in mg?" if form == "vial" else "Which bottle is it?"
    assert told.before == first
    assert "Take it only if your own label says the same." in told.flat
    assert "Press Enter alone for" in told.flat


def test_what_no_profile_may_hold_is_not_opened(catalog):
    """A profile with a weight outside every bound has no review."""
    with pytest.raises(InvalidInputError):
        compare(read_profile(b'format = 1\nkind = "personal"\n'), catalog)


def test_a_shared_plan_is_held_against_ones_own(talk, shared, walk):
    """Before the summary it is said where the plan parts from the author's, after a resumed draft
    too.
    """
    path = shared("drops")
    mine = ["answer the rest", "", "", *walk.DROPS[7:]]
    told = talk([*mine, "", "", "yes", "see"], path=path)
    assert f"{APART} This is your first course" in told.flat
    assert (
        told.flat.index(APART)
        < told.flat.index("Not as its author asked.")
        < told.flat.index("Semax plan:")
    )
    talk(mine, path=path)
    resumed = talk(["1", "go on", "", "", "yes"], resume=True)
    assert f"{APART} This is your first course" in resumed.flat


# -- files of a person
# -------------------------------------------------------------------------------


def test_a_name_that_is_taken_is_not_written_over(talk, home, walk):
    """A file name given by hand that is there already is asked about; an empty line replaces
    nothing, another name is free.
    """
    home.mkdir()
    (home / "mine.toml").write_text("mine")
    told = talk([*walk.TO_REVIEW, "save", "", "mine", "", "choose", "other", "leave"])
    assert told.how == "left"
    assert told.ending.saved.name == "other.toml"
    assert (home / "mine.toml").read_text() == "mine"


def test_a_folder_that_refuses_is_said_and_asked_again(talk, home, walk):
    """Where the system refuses, the reason is said and another file name is asked for."""
    told = talk([*walk.TO_REVIEW, "save", "", "/proc/nothing/here.toml"])
    assert "annot be written" in told.after
    assert told.before == "Where is it kept?"
    assert not list(home.glob("[!.]*.toml"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "An empty line is no answer here."),
        ("/nowhere/at.toml", "annot be read"),
        ("~nobody-of-that-name/x", "There is no such home folder"),
    ],
)
def test_a_path_that_opens_nothing_is_asked_again(talk, typed, said):
    """A profile anywhere is opened by its path; one that cannot be read is said, and asked for
    again.
    """
    told = talk(["open", "another file", typed])
    assert said in told.after
    assert told.before == "Which file do you want to open?"


def test_a_profile_anywhere_is_opened_by_its_path(talk, file):
    """The path of a file outside the folder opens it."""
    assert (
        "Semax plan: Spring exam block." in talk(["open", "another file", str(file()), "leave"]).out
    )


# -- the library
# -------------------------------------------------------------------------------------


def test_the_library_is_said_with_templates_after_it(talk, home, saved):
    """Each profile has its number, its name and what it is; templates follow; a damaged one can
    only be managed.
    """
    (home / "broken.toml").write_text("x")
    told = talk(["open", "leave"])
    assert "Spring exam block. Day 1 of 10, 300 mcg daily, clear, " in told.flat
    assert "broken.toml. Damaged. " in told.flat
    assert told.flat.index("Spring exam block.") < told.flat.index(
        "Nasal drops. Template, drops.toml."
    )
    told = talk(["open", "broken", "leave"])
    assert "broken.toml. " in told.flat.rpartition("Answer: broken ")[2]
    assert "1. Delete." in told.out
    assert saved.exists()


def test_words_search_the_library(talk, saved):
    """What is no number and no name is searched for: the profiles that hold all of the words are
    said with their numbers.
    """
    told = talk(["open", "block exam"])
    assert "These hold what you typed: 1. Spring exam block." in told.after
    assert told.before == WHICH
    assert "Nasal drops, a lower dose" in talk(["open", "template lower"]).after
    assert "That is not one of the choices." in talk(["open", "no such words"]).after
    assert "An empty line is no answer here." in talk(["open", ""]).after
    assert "Semax plan: Spring exam block." in talk(["open", "spring exam"]).out
    assert saved.exists()


def test_a_name_with_joiners_is_found(talk, home, saved):
    """Issue 15, point 18: whether the joiner is typed or not."""
    name = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    (home / "other.toml").write_text(saved.read_text().replace("Spring exam block", f"{name} 1"))
    for typed in (name, name.replace("\u200c", "")):
        assert f"{name} 1" in talk(["open", typed]).after


def test_a_profile_is_managed_in_lines(talk, home, saved):
    """Today, pictures, exports, another name, a copy: what the wizard does with a profile, line
    mode does too.
    """
    manage = ["open", "manage 1"]
    told = talk(
        [
            *manage,
            "today",
            "back",
            "look",
            "back",
            "print or export",
            "markdown",
            "",
            "back",
            "leave",
        ]
    )
    assert "07:30 300 mcg" in told.flat
    assert "Calendar of the plan." in told.flat
    assert (home / "spring.md").exists()
    assert "The new name of spring.toml is Autumn." in talk([*manage, "rename", "Autumn"]).flat
    assert 'name = "Autumn"' in saved.read_text()
    assert "The copy is copy-of-autumn.toml." in talk([*manage, "duplicate"]).flat
    assert 'name = "Copy of Autumn"' in (home / "copy-of-autumn.toml").read_text()


RIGHT_TO_LEFT = ("\u05d3\u05e0\u05d4", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 5")


@pytest.mark.parametrize("name", RIGHT_TO_LEFT, ids=["Hebrew", "Persian"])
def test_nothing_follows_a_right_to_left_name(talk, home, saved, name):
    """Issue 15, point 18: on no line of any page does a letter or digit stand after such a name,
    and it can be typed.
    """
    told = talk(["open", "manage 1", "rename", name])
    assert f"The new name of spring.toml is {name}." in told.flat
    (home / "edited.toml").write_text(
        saved.read_text().replace("daily_dose_mcg = 300", "daily_dose_mcg = 900")
    )
    manage = ["open", "manage 1"]
    told = [
        talk(["open"]),
        talk(["open", "1"]),
        talk([*manage, "today", "back", "rename", "back", "delete", "delete it", "keep"]),
        talk([*manage, "print or export", "look at", "back", "markdown", "", "back", "leave"]),
        talk(["open", "manage 2", "rename", "", "back"]),
        talk([], path=home / "edited.toml"),
        talk(["leave"], path=saved),
        talk(["save", "back"], path=saved),
        talk(["change", "how many days of rest", "40", "why", "back", "save"], path=saved),
    ]
    for text in told:
        lines = [line for line in text.out.splitlines() if name in line]
        assert lines, text.out
        for line in lines:
            assert not any(map(str.isalnum, line.rpartition(name)[2])), line


def test_a_profile_is_deleted_after_two_questions(talk, home, saved):
    """An empty line deletes nothing at either question, and `back` keeps it; what is deleted is in
    the trash.
    """
    manage = ["open", "manage 1", "delete"]
    for typed in (["", "keep"], ["delete it", "", "keep"], ["back"], ["delete it", "back"]):
        talk([*manage, *typed])
        assert saved.exists()
    told = talk([*manage, "delete it", "move"])
    assert "Moved to trash/spring.toml." in told.flat
    assert told.before == WHICH
    assert (home / "trash" / "spring.toml").exists()
    assert not saved.exists()


def test_the_summary_is_printed_at_the_end(talk, saved):
    """Printing it leaves, and the caller prints what was asked for."""
    told = talk(["open", "manage 1", "print or export", "leave, and print"])
    assert told.how == "left"
    assert told.ending.sheet.title == "Semax plan: Spring exam block"
    assert saved.exists()


# -- drafts
# ------------------------------------------------------------------------------------------


def test_a_draft_is_discarded_after_two_questions(talk, home, walk):
    """A draft can be discarded; an empty line or `keep` keeps it, at either question, and it is
    offered again.
    """
    talk(["new", *walk.DROPS])
    for typed in (["", "keep it"], ["discard it", "", "keep it"], ["back"], ["discard it", "back"]):
        told = talk(["1", "discard this draft", *typed], resume=True)
        assert RESUMED in told.out.rpartition("Answer: ")[0].rpartition("Answer: ")[2]
        assert len(list(home.glob(".draft-*.toml"))) == 1
    told = talk(["1", "discard", "discard it", "discard it for good"], resume=True)
    assert "The draft is discarded." in told.after
    assert "Resume" not in told.after
    assert not list(home.iterdir())


def test_one_of_several_drafts_is_resumed_or_discarded(talk, home, walk):
    """Of several drafts the newest is offered first, the others behind it; the one that is chosen
    is discarded alone.
    """
    talk(["new", *walk.DROPS])
    (earlier,) = home.glob(".draft-*.toml")
    earlier.write_text(earlier.read_text().replace("14:02:00", "13:02:00"))
    talk(["new", *walk.DROPS[:4]], resume=True)
    assert len(list(home.glob(".draft-*.toml"))) == 2
    told = talk(
        ["resume another", "1", "discard", "discard it", "discard it for good"], resume=True
    )
    assert "Which interview do you want to go on with?" in told.out
    assert "What do you weigh? 70 kg." in told.out
    assert "The draft is discarded." in told.after
    assert "Resume: Formulation" in told.after
    assert len(list(home.glob(".draft-*.toml"))) == 1


def test_answers_without_a_draft_are_not_left_unasked(talk, home, walk):
    """Where no draft can be kept, leaving asks first; an empty line goes nowhere, going on keeps
    the answers.
    """
    home.write_text("a file, not a folder")
    told = talk(["new", *walk.DROPS[:3], "quit", "", "go on"])
    assert "Your answers are not saved." in told.out
    assert told.how == "ended"
    assert told.before == "Which bottle is it?"
    assert talk(["new", *walk.DROPS[:3], "quit", "leave without saving"]).how == "left"
    assert talk(["new", *walk.DROPS[:3], "quit", "quit"]).how == "left"
