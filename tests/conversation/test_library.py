"""The library through no face: profiles listed, looked at, renamed, copied and deleted."""

import os
from datetime import date

from tests.support.ways import REVIEW, titles
from wizard.conversation.intents import Searched
from wizard.profile.read import read_profile

LIBRARY = "Which profile do you want to open?"
HOSTILE = "[red]x[/] [@click=app.quit]y[/] [/]"


def test_the_library_says_what_each_profile_is(library, kept, home):
    """Name, outcome, dose and day, or what is wrong; and the place in it is kept over a profile
    that was looked at.
    """
    kept("a.toml", "Mine")
    stopped = kept("b.toml", "Stopped", conditions=("seizure-history",))
    stopped.write_text(stopped.read_text().replace("created = 2026-", "created = 2025-"))
    (home / "c.toml").write_text("x")
    person = library()
    for line in (
        "Mine day 1 of 10, 300 mcg daily, clear, a.toml",
        "Stopped no dose, stop, b.toml",
        "c.toml Damaged.",
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
    assert "6 drops" in person.reads
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


def test_a_copy_of_a_hostile_name(managing, kept, home):
    """A copy stands beside it under a name and a file of its own, safe whatever the name."""
    kept("a.toml", HOSTILE)
    person = managing(HOSTILE)
    person.choose("Duplicate")
    assert person.view.note == "The copy is copy-of-red-x-click-app-quit-y.toml."
    assert f"Copy of {HOSTILE}" in person.reads
    copy = home / "copy-of-red-x-click-app-quit-y.toml"
    assert read_profile(copy.read_bytes()).name == f"Copy of {HOSTILE}"


def test_damaged_file_can_only_be_deleted(library, kept, home):
    """Opening a damaged file shows what is wrong with it and the one thing that can be done."""
    kept("b.toml")
    (home / "[red]a[@b].toml").write_text("[/]")
    os.mkfifo(home / "fifo.toml")
    person = library()
    assert "fifo.toml Cannot be read." in person.reads
    person.choose("[red]a[@b].toml")
    assert (
        "[red]a[@b].toml Nothing in this file is used. Put back a copy that is whole, or make a new"
        " plan. damaged: not TOML"
    ) in person.reads
    assert titles(person.view) == ["Delete"]
    person.choose("Delete", "Delete it", "Move it to the trash")
    assert person.view.note == "Moved to trash/[red]a[@b].toml."
    assert (home / "trash" / "[red]a[@b].toml").exists()


def test_rename_and_duplicate(managing, kept, home):
    """A name of blanks is refused; the file keeps its own name; a copy stands beside it."""
    path = kept("a.toml")
    person = managing("Spring")
    person.choose("Rename")
    person.give("  ")
    assert person.view.error == "type a name of 1 to 80 characters"
    person.give("Winter")
    assert (person.sees, person.view.note) == (LIBRARY, "The new name of a.toml is Winter.")
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
    person.choose("Delete")
    assert person.sees == "Delete this profile?"
    assert "Spring exam block (a.toml)" in person.reads
    assert person.view.actions[0].label == "Keep it"
    person.choose("Keep it", "Delete", "Delete it")
    assert person.sees == "Are you sure?"
    assert "Spring exam block (a.toml)" in person.reads
    assert person.view.actions[0].label == "Keep it"
    assert path.exists()
    person.choose("Keep it", "Delete", "Delete it", "Move it to the trash")
    assert "Spring exam block" not in person.reads
    assert read_profile((home / "trash" / "a.toml").read_bytes()).name == "Spring exam block"
    assert person.view.note == "Moved to trash/a.toml."
    assert not path.exists()
    kept("b.toml", "Second")
    (home / "trash" / "a.toml").unlink()
    (home / "trash").rmdir()
    (home / "trash").write_text("a file where the folder should be")
    person = managing("Second")
    person.choose("Delete", "Delete it", "Move it to the trash")
    assert person.sees == "It was not deleted."
    assert "cannot be moved to trash" in person.reads
    assert (home / "b.toml").exists()


def test_a_folder_that_cannot_be_read_is_said(library, home):
    """The templates are there all the same."""
    home.write_text("a file where the folder should be")
    person = library()
    assert person.view.error.startswith("the folder cannot be read")
    assert titles(person.view)


def test_what_runs_stands_first(library, kept, home):
    """A course that runs or rests stands above one that is still to start, and what is damaged
    last, each in a line, in the colour of what it means (issue 20, point 1).
    """
    kept("a.toml", "Later", start=date(2026, 2, 20))
    kept("b.toml", "Running")
    path = kept("c.toml", "Edited")
    path.write_text(path.read_text().replace("daily_dose_mcg = 300", "daily_dose_mcg = 900"))
    (home / "d.toml").write_text("x")
    told = [(each.title, each.summary, each.outcome) for each in library().view.ask.options[:4]]
    assert [title for title, _summary, _outcome in told[:2]] == ["Running", "Later"]
    assert told[2:] == [
        ("Edited (c.toml)", "Edited, or damaged.", "caution"),
        ("d.toml", "Damaged.", "stop"),
    ]
