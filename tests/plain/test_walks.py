import re
from decimal import Decimal
from pathlib import Path

import pytest

from wizard.profile.comparison import compare
from wizard.profile.document import build, dumps
from wizard.profile.read import read_profile

TRANSCRIPT = Path(__file__).parent / "first_course.txt"


def test_a_first_course_with_drops_is_saved(talk, home, catalog, walk):
    """A healthy first course ends in a saved profile that holds, and its draft is gone."""
    told = talk(walk.FIRST_COURSE)
    assert told.ending.how == "saved"
    checked = compare(read_profile((home / "spring-exam-block.toml").read_bytes()), catalog)
    assert checked.holds
    assert checked.profile.answers.first_time is True
    assert [path.name for path in home.iterdir()] == ["spring-exam-block.toml"]


def test_a_vial_is_saved_with_what_was_typed(talk, walk):
    """A later course with a vial: units typed after numbers, a time, a dose, a longer rest and two cycles arrive in the file."""
    told = talk(walk.VIAL_COURSE)
    assert told.ending.how == "saved"
    answers = read_profile(told.ending.saved.read_bytes()).answers
    assert (answers.person.weight_lb, answers.target_mcg, answers.schedule.rest_days, answers.schedule.cycles) == (154, 500, 45, 2)
    assert answers.screening.substances == ("caffeine",)
    assert f"{answers.schedule.wake:%H:%M}" == "06:30"


def test_the_file_is_what_the_answers_give(talk, catalog, walk):
    """The wizard saves what `new` makes of the same answers, byte for byte."""
    told = talk(walk.FIRST_COURSE)
    text = told.ending.saved.read_text("utf-8")
    profile = read_profile(text.encode())
    assert dumps(build(profile.answers, profile.name, walk.NOW, catalog)[0]) == text


def test_a_seizure_is_said_at_once_and_without_a_dose(talk, walk):
    """R02: the stop is told as soon as it is known, with what to do, no figure of a dose, and three ways on."""
    told = talk([*walk.SEIZURE, "leave"])
    said = told.out.rpartition("Epilepsy or any seizure, ever.\n")[2]
    assert "Do not take Semax as things are" in said
    assert "Go back" in said
    assert "Go on" in said
    assert "mcg" not in said
    assert told.ending.how == "left"
    assert told.ending.outcome == "stop"
    assert told.ending.kept


def test_a_blank_chooses_nothing_after_a_stop(talk, walk):
    """An empty line neither lifts a stop nor goes past it."""
    told = talk([*walk.SEIZURE, "", "back", "none"])
    assert "An empty line is no answer here." in told.out
    assert told.ending.outcome == "clear"


def test_a_stop_can_be_kept_as_a_record_and_no_plan_is_asked_for(talk, walk):
    """After a stop the other questions lead to a record; the plan is never asked for, no dose is printed."""
    told = talk([*walk.SEIZURE, "on", "none", "none", "none", "no", "save", "", ""])
    assert told.ending.how == "saved"
    profile = read_profile(told.ending.saved.read_bytes())
    assert (profile.screening.outcome, profile.protocol) == ("stop", None)
    assert "Which daily dose" not in told.out
    assert "mcg" not in told.out.partition("Do not take Semax as things are")[2]


def test_a_second_finding_is_said_too(talk, walk):
    """What else rules a dose out is said when it is answered, without the choice once more."""
    told = talk([*walk.SEIZURE, "on", "1"])
    assert "MAO inhibitors" in told.out.rpartition("Noted: MAO")[2]
    assert told.out.count("What would you like to do?") == 1


def test_a_clinician_goal_offers_the_sheet(talk):
    """R10: a medical goal is told at once to be a clinician's, and going on makes the sheet."""
    told = talk(["8", "on"])
    assert "This is for a clinician to decide" in told.out
    assert "a sheet to take to a clinician" in told.flat
    assert told.ending.before == "Which compound is it?"


def test_the_transcript_of_a_first_course_is_current(talk, tmp_path, monkeypatch, walk):
    """The transcript that the documentation quotes is what the program says."""
    monkeypatch.chdir(tmp_path)
    assert talk(walk.FIRST_COURSE, home=Path("profiles")).out == TRANSCRIPT.read_text("utf-8")


@pytest.mark.parametrize("width", [20, 40, 79, 200])
@pytest.mark.parametrize("course", ["FIRST_COURSE", "VIAL_COURSE"])
def test_course_are_plain_and_short(talk, course, width, walk):
    """No escape byte, no control character, no line over the width nor over 79 columns, typed text aside."""
    out = talk(getattr(walk, course), width=width).out
    assert re.fullmatch(r"[\n\x20-\x7e]*", out)
    assert max(len(line) for line in out.splitlines() if not line.startswith("Answer: ")) <= min(width, 79)


def test_review_changes_an_answer_and_asks_again_what_depends_on_it(talk, walk):
    """An answer changed from the review marks those that depend on it, and they are asked with the reason."""
    told = talk([*walk.DROPS, *walk.PLAN, "change", "4", "2", "", "", "", "save", "", ""])
    assert told.out.count("An earlier answer changed") == 2
    assert read_profile(told.ending.saved.read_bytes()).answers.product.strength_mg_per_ml == Decimal(2)


def test_print_reads_everything(talk, walk):
    """Print reads the whole summary, with what stands there once before a course."""
    told = talk([*walk.DROPS, *walk.PLAN, "print"])
    assert "Unwanted effects:" in told.out
    assert told.ending.before == "What would you like to do?"
