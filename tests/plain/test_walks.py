import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from wizard.profile.comparison import compare
from wizard.profile.file_format import build, dumps
from wizard.profile.read import read_profile

TRANSCRIPT = Path(__file__).parent / "first_course.txt"


def test_a_first_course_with_drops_is_saved(talk, home, catalog, walk):
    """A healthy first course ends in a saved profile that holds, and its draft is gone."""
    told = talk(walk.FIRST_COURSE)
    assert told.how == "left"
    checked = compare(read_profile((home / "spring-exam-block.toml").read_bytes()), catalog)
    assert checked.holds
    assert checked.profile.answers.first_time is True
    assert [path.name for path in home.iterdir()] == ["spring-exam-block.toml"]


def test_a_vial_is_saved_with_what_was_typed(talk, walk):
    """A later course with a vial: units typed after numbers, a time, a dose, a longer rest and two
    cycles arrive in the file.
    """
    told = talk(walk.VIAL_COURSE)
    assert told.how == "left"
    answers = read_profile(told.ending.saved.read_bytes()).answers
    assert (
        answers.person.weight_lb,
        answers.target_mcg,
        answers.schedule.rest_days,
        answers.schedule.cycles,
    ) == (154, 500, 45, 2)
    assert answers.screening.substances == ("caffeine",)
    assert f"{answers.schedule.wake:%H:%M}" == "06:30"


def test_the_file_is_what_the_answers_give(talk, catalog, walk):
    """The wizard saves what `new` makes of the same answers, byte for byte."""
    told = talk(walk.FIRST_COURSE)
    text = told.ending.saved.read_text("utf-8")
    profile = read_profile(text.encode())
    assert dumps(build(profile.answers, profile.name, walk.NOW, catalog)[0]) == text


def test_after_saving_it_goes_on(talk, home, walk):
    """The page after saving says where the file is, and leads to exports, a new plan, the start
    page and the review; then it leaves.
    """
    told = talk([*walk.FIRST_COURSE[:-1], "print or export", "text", "", "back", "leave"])
    whole = re.sub(r"\s", "", told.out)  # a long path goes over the end of a line
    assert f"Itissaved.{home / 'spring-exam-block.toml'}Onlyyoucanreadthisfile." in whole
    assert f"Written:{home / 'spring-exam-block.txt'}Printorexport." in whole
    assert "Spring exam block" in (home / "spring-exam-block.txt").read_text()
    assert told.how == "left"
    assert told.out.endswith("Answer: leave\n"), "nothing is asked again of somebody who left"
    assert told.ending.written == (home / "spring-exam-block.txt",)


def test_a_seizure_is_said_at_once_and_without_a_dose(talk, walk):
    """R02: the stop is told as soon as it is known, with what to do, no figure of a dose, and three
    ways on.
    """
    told = talk([*walk.SEIZURE, "leave"])
    said = told.out.rpartition("Epilepsy or any seizure, ever.\n\n")[2]
    assert "No plan is made. Do not take Semax." in said
    assert "Do not take Semax." in said
    assert "Do not take it, even if the seizure was long ago." in said
    for way in ("Answer the rest.", "Change the answer.", "Leave."):
        assert way in said
    assert "mcg" not in said
    assert told.how == "left"
    assert told.ending.outcome == "stop"
    assert told.ending.kept


def test_a_blank_chooses_nothing_after_a_stop(talk, walk):
    """An empty line neither lifts a stop nor goes past it."""
    told = talk([*walk.SEIZURE, "", "back", "none"])
    assert "An empty line is no answer here." in told.out
    assert told.ending.outcome == "clear"


def test_a_stop_can_be_kept_as_a_record_and_no_plan_is_asked_for(talk, walk):
    """After a stop the other questions lead to a record; the plan is never asked for, no dose is
    printed.
    """
    told = talk([*walk.SEIZURE, "answer the rest", *["none"] * 5, "no", "save", "", ""])
    profile = read_profile(told.ending.saved.read_bytes())
    assert (profile.screening.outcome, profile.protocol) == ("stop", None)
    assert "Which daily dose" not in told.out
    assert "mcg" not in told.out.partition("Do not take Semax.")[2]


def test_a_second_finding_is_said_too(talk, walk):
    """What else rules a dose out is said when it is answered, beside what was found before, and
    once.
    """
    told = talk([*walk.SEIZURE, "answer the rest", "none", "none", "1", "answer the rest", "none"])
    after = told.out.rpartition("Noted: MAO")[2]
    assert after.count("MAO inhibitor, now or within 14 days.") == 1
    assert after.count("Epilepsy or any seizure, ever.") == 1
    assert told.before == "Do you have any of these symptoms today?"


def test_a_clinician_goal_is_told_at_once(talk):
    """R10: a medical goal is told at once to be a clinician's; going on leads to the record."""
    told = talk(["new", "8", "answer the rest"])
    assert "No dose is given. A clinician decides." in told.out
    assert "a record to show to a clinician" in told.flat
    assert told.before == "Which compound is it?"


def test_the_transcript_of_a_first_course_is_current(talk, tmp_path, monkeypatch, walk):
    """The transcript that the documentation quotes is what the program says, wherever a long path
    goes over the end of a line.
    """
    monkeypatch.chdir(tmp_path)
    said, kept = (
        re.sub(r"\s", "", out)
        for out in (
            talk(walk.FIRST_COURSE, home=Path("profiles")).out,
            TRANSCRIPT.read_text("utf-8"),
        )
    )
    assert said.replace(f"{tmp_path}/", "") == kept


@pytest.mark.parametrize("width", [20, 40, 79, 200])
@pytest.mark.parametrize("course", ["FIRST_COURSE", "VIAL_COURSE"])
def test_courses_are_plain_and_short(talk, course, width, walk):
    """No escape byte, no control character, no line over the width nor over 79 columns, typed text
    aside.
    """
    out = talk(getattr(walk, course), width=width).out
    assert re.fullmatch(r"[\n\x20-\x7e]*", out)
    assert max(len(line) for line in out.splitlines() if not line.startswith("Answer: ")) <= min(
        width, 79
    )


def test_every_sentence_ends_once(talk, walk, written, tmp_path):
    """Each line of a list and each page of a whole visit ends its sentences, and none of them
    twice.
    """
    (file := tmp_path / "edited.toml").write_text(
        written().replace("daily_dose_mcg = 300", "daily_dose_mcg = 3000")
    )
    differs = [
        "1",
        "see",
        "pictures",
        "back",
        "why",
        "1",
        "back",
        "3",
        "back",
        "back",
        "review",
        "back",
        "quit",
    ]
    library = [
        "open",
        "manage 1",
        "today",
        "back",
        "print or export",
        "read",
        "back",
        "back",
        "quit",
    ]
    visits = [
        talk(walk.FIRST_COURSE),
        talk([*walk.SEIZURE, "why", "back", "quit"]),
        talk(library, resume=True),
        talk(differs, path=file),
    ]
    for told in visits:
        assert told.how == "left", told.out[-500:]
        assert not re.search(r"\.\.(?![./])|[?!:;,]\.", told.out)
        assert not re.search(r"(?m)^\s*\.?\s*\.$", told.out)
        lists = re.findall(r"(?m)((?:^  \d+\. .*\n(?:     .*\n)*)+)Type", told.out)
        listed = [line for found in lists for line in re.split(r"\n(?=  \d)", found.rstrip())]
        assert len(listed) > 5
        assert [line for line in listed if not line.endswith((".", "?", ":"))] == []


def test_review_changes_an_answer_and_asks_again_what_depends_on_it(talk, walk):
    """An answer changed from the review marks those that depend on it, and they are asked with the
    reason.
    """
    told = talk([*walk.TO_REVIEW, "change", "4", "0.2%", "", "", "", "", "save", "", ""])
    assert (
        told.out.count("Something has changed since you answered this: please confirm it again.")
        == 3
    )
    assert read_profile(
        told.ending.saved.read_bytes()
    ).answers.product.strength_mg_per_ml == Decimal(2)


def test_the_review_says_everything_once(talk, walk):
    """Issue 20: the review says the plan in short, and its sections by number; one that was read is
    said to be. On the way back to it, only what may be done is said, and with `help` all.
    """
    told = talk([*walk.TO_REVIEW, "1", "back", "pictures", "back"])
    assert told.out.count("Daily maximum:") == 1
    assert told.out.count("1. When to stop and see a doctor.") == 3
    assert told.out.count("1. When to stop and see a doctor. Read.") == 2
    assert (
        "back Clear: Nothing you answered stands against a plan: check it, then save it."
        in told.flat
    )
    assert talk([*walk.TO_REVIEW, "pictures", "back", "help"]).out.count("Daily maximum:") == 2
    assert "Unwanted effects:" in talk([*walk.TO_REVIEW, "all of it"]).out


def test_pictures_are_said(talk, walk):
    """What the pictures of a plan show is said in words."""
    told = talk([*walk.TO_REVIEW, "pictures"])
    said = told.flat.partition("The plan in pictures.")[2]
    for words in (
        "2 drops in the left nostril",
        "The day from waking to 13:00.",
        "Days 6 to 10: 300 mcg, 6 drops.",
        "Calendar of the plan.",
    ):
        assert words in said


def test_why_is_answered_of_a_question_a_line_and_a_figure(talk, walk):
    """`why` says why a question is asked, with a number what that line rests on; at the review,
    where any figure comes from.
    """
    said = talk([*walk.SEIZURE[:11], "why", "back", "why 6", "back", "none"])
    assert "Why: Pregnancy, heart and brain: does any of these apply to you?" in said.flat
    assert "Why: Epilepsy or any seizure, ever." in said.flat
    assert "Noted: None of these." in said.out
    told = talk([*walk.TO_REVIEW, "why", "3", "back", "back"])
    assert "main daily dose: 6 drops x 50 mcg = 300 mcg" in told.flat
    assert told.before == "What would you like to do?"
    for line, said in (
        ("why 99", "That is not one of the choices."),
        ("why 0", "That is not one of the choices."),
    ):
        assert said in talk(["new", line]).out
    assert "There is nothing to explain here." in talk(["why"]).out


def test_a_save_on_another_day_asks_for_symptoms_first(talk, walk, home):
    """Issue 15, 2: nine days after the review, the file that is typed is not written; symptoms and
    the start are asked. The last session of that day is past, so that the day after is suggested.
    """
    today = date(2026, 1, 14)

    def now(said):
        return walk.NOW + timedelta(days=9 if "Where is it kept?" in said else 0)

    said = [*walk.TO_REVIEW, "save", "Spring", ""]
    told = talk(said, now=now)
    assert told.before == "Do you have any of these symptoms today?"
    assert not [*home.glob("[!.]*")]
    told = talk([*said, "none", "", "save", "", "", "leave"], now=now)
    assert told.how == "left"
    saved = read_profile((home / "spring.toml").read_bytes())
    assert saved.created.date() == today
    assert saved.protocol.start == today + timedelta(days=1)
