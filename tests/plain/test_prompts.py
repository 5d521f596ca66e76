import io
import os
import pty
import re
import time
from threading import Timer

import pytest

from wizard.conversation.front import KEPT, LOST
from wizard.conversation.intents import Answer
from wizard.conversation.moves import Move
from wizard.conversation.view import Option, Pick, Type, View
from wizard.errors import UnreadableError
from wizard.interview.questions import questions
from wizard.interview.session import begin
from wizard.plain import run
from wizard.plain.reply import intent_of
from wizard.plain.talk import Talk
from wizard.profile.folder import ProfileFolder

LAST = "Is all of this right?"
DETAILS = "Is all of this right?"
OF_DETAILS = {
    "On how many days in a row do you take it?",
    "How many days of rest after it?",
}
AT_SAVING = {"What do you want to call it?", "Where is it kept?"}
MENU = "What would you like to do?"
FIRST_TICK, LAST_TICK = 11, 16


def heard(told):
    """For each prompt, what was said since the one before, the line typed there first."""
    return told.flat.split("Answer: ")


def test_help_explains_and_repeats_at_every_prompt(talk, walk):
    """Help is there at every prompt, explains it, and asks the same again."""
    told = talk([part for line in walk.FIRST_COURSE for part in ("help", line)])
    assert told.how == "left"
    said = heard(told)
    for asked, helped in zip(said[0:-1:2], said[1::2], strict=True):
        assert helped.startswith("help ")
        assert "At every question you may also type" in helped
        assert helped.endswith(asked[-30:])


def every_prompt(talk, lines, *ending):
    """Each prompt of a course by its number, and how a visit ends there; the next one resumes the
    draft that this one left.
    """
    since = 0
    for number in range(len(lines)):
        resumed = ["1", "go on"] if since else []
        told = talk([*resumed, *lines[since:number], *ending], resume=since > 0)
        yield number, told
        if number > 1 and not any(asked in told.after for asked in AT_SAVING | OF_DETAILS):
            since = number


def test_quit_leaves_every_prompt_and_keeps_a_draft(talk, walk):
    """Quit leaves at every prompt, without a word of blame, and what was answered is kept."""
    for number, told in every_prompt(talk, walk.FIRST_COURSE, "QUIT"):
        assert told.how == "left"
        assert told.out.endswith("Answer: QUIT\n")
        assert bool(told.ending.kept) is (1 < number < len(walk.FIRST_COURSE) - 1)


def test_back_asks_the_question_before_at_every_prompt(talk, walk):
    """Back is there at every prompt and asks the one before, where an empty line or `keep` keeps
    the answer; at the first it says so.
    """
    last = len(walk.TO_REVIEW) - 1
    lines = ["back"]
    for number, line in enumerate(walk.TO_REVIEW):
        on = "1" if number == 1 else "keep" if FIRST_TICK < number <= LAST_TICK + 2 else ""
        lines += ["back", on, line] if number else [line]
    told = talk([*lines, "back", "", *["save", "", "back", "back", "save", "", ""]])
    assert told.ending.saved is not None
    assert "back That leads nowhere from here." in told.flat
    said = heard(told)
    for number in range(2, 3 * last, 3):
        before, after = (
            re.findall(r"[A-Z][^.?]*\?", said[number - 3] if number > 3 else MENU),
            said[number + 1],
        )
        assert after.startswith("back ")
        assert before[0] in after


def test_review_says_the_answers_at_every_prompt(talk, walk):
    """Review lists what is asked with what was answered, to change one; outside the interview it
    says that there is nothing to list.
    """
    told = talk(
        [
            part
            for line in walk.TO_REVIEW
            for part in (["review", "back", line] if line != "new" else ["review", line])
        ]
    )
    assert told.before == MENU
    said = heard(told)
    assert said[1].startswith("review That leads nowhere from here.")
    for number, line in enumerate(walk.TO_REVIEW[1:]):
        listed = said[3 * number + 3]
        assert "Which answer do you want to change?" in listed
        assert listed.count("Not answered yet.") >= len(walk.TO_REVIEW) - 1 - number - 5, line
    for answer in (
        "What do you weigh? 70 kg.",
        "Do you have any of these symptoms today? None of these.",
    ):
        assert answer in said[-4] or answer in said[-5] or answer in said[-3]


@pytest.mark.parametrize(
    "course", ["FIRST_COURSE", pytest.param("VIAL_COURSE", marks=pytest.mark.slow)]
)
def test_the_end_of_input_is_never_an_answer(talk, course, walk):
    """Input that ends at any prompt leaves a draft, and the draft resumes at that very question, or
    at the page of details from which it was asked.
    """
    for number, told in every_prompt(talk, getattr(walk, course)[:-1]):
        assert told.how == "ended"
        assert bool(told.ending.kept) is (number > 1)
        if number > 1:
            resumed = talk(["1", "go on"], resume=True)
            assert "from 14:02" in resumed.flat
            asked = MENU if told.before in AT_SAVING else told.before
            assert resumed.before in {asked, DETAILS if asked in OF_DETAILS else asked}


def test_a_half_typed_last_line_is_no_answer(catalog, tmp_path, walk):
    """A last line that no Enter ended may be half an answer, and is none."""
    out = io.StringIO()
    visit = run(
        source=io.StringIO("1\n1\n1\n1\n1"),
        out=out,
        catalog=lambda: catalog,
        now=lambda: walk.NOW,
        folder=ProfileFolder(tmp_path),
    )
    assert visit.before == "Which bottle is it?"


@pytest.mark.parametrize(
    ("upto", "typed", "said"),
    [
        (0, "", "An empty line is no answer here"),
        (0, "7", "not one of the choices"),
        (1, "0", "not one of the choices"),
        (1, "99", "not one of the choices"),
        (1, "\u0663", "not one of the choices"),
        (2, "3", "is closed. No source gives a dose"),
        (2, "N-acetyl", "not one of the choices"),
        (7, "2", "is closed. A product for the nose need not be free of germs"),
        (4, "1,000%", "1,000 could mean 1000 or 1.000"),
        (4, "", "An empty line is no answer here"),
        (4, "keep", "'keep' is not understood here: type the strength"),
        (4, "200%", "0.05 to 20 mg per mL (0.005% to 2%); check the number"),
        (4, "0.1", "0.1% is 1 mg per mL, and 0.1 mg per mL is 0.01%"),
        (4, "3 oz", "'oz' is not understood here"),
        (5, "keep", "Type a number, such as 78.5"),
        (5, "a lot", "Type a number, such as 78.5"),
        (5, "3 oz", "'oz' is not a unit for this"),
        (5, "03", "03 begins with a 0 that no number needs"),
        (8, "1000", "0 to 110 years"),
        (9, "70 st", "not a unit for this"),
        (11, "", "An empty line is no answer here: type none if none applies"),
        (11, "99", "99 is not the number of a line"),
        (11, "0", "0 is not the number of a line"),
        (11, "none 3", "none cannot stand beside a number"),
        (11, "3 3?", "3 stands there twice"),
        (11, "keep", "keep is not the number of a line"),
        (17, "", "An empty line is no answer here"),
        (18, "25:00", "There is no such time of day"),
        (19, "0", "0 is not above 0"),
        (20, "2026-02-30", "There is no such day in the calendar"),
        (22, "16", "not one of the choices"),
        (22, "", "An empty line is no answer here"),
        (23, "x" * 81, "too long for an answer"),
        (23, "a\u202eb", "U+202E"),
        (25, "", "An empty line is no answer here"),
    ],
)
def test_what_is_wrong_is_said_and_the_question_asked_again(talk, upto, typed, said, walk):
    """A value that cannot stand is refused in a sentence that says why, and the same question is
    asked again.
    """
    told = talk([*walk.FIRST_COURSE[:upto], typed])
    assert said.lower() in told.after.lower()
    assert told.before in heard(told)[-3]
    assert told.before in told.after


def test_only_what_applies_is_asked(talk, catalog, walk):
    """Questions of another form, another route or another history are never said."""
    drops, vial = talk(walk.FIRST_COURSE).out, talk(walk.VIAL_COURSE).flat
    for key in (
        "product.vial_mg",
        "product.syringe",
        "product.spray",
        "schedule.last_course_end",
        "schedule.cycles",
    ):
        asked = next(each for each in questions(catalog.screening.groups) if each.key == key)
        assert asked.question not in drops
    assert "Nasal spray or drops against a blocked nose" not in vial
    assert "Which bottle is it" not in vial


def test_outside_recommended_goes_back_unless_continued(talk, walk):
    """R06: a value outside recommended is asked about; an empty line does nothing, and only
    `continue` takes it.
    """
    light = ["new", *walk.DROPS[:8], "40"]
    told = talk([*light, ""])
    assert "outside the usual 45 to 160 kg" in told.flat
    assert told.before == "Is 40 kg right?"
    assert talk([*light, "", "go back"]).before == "What do you weigh?"
    assert talk([*light, "continue"]).before == "Is this your first course?"


def test_what_stands_is_named(talk, walk):
    """Where an answer stands or is suggested, it is said what an empty line means; in screening
    `keep` alone keeps it.
    """
    told = talk([*walk.TO_REVIEW[:18], "back", "back", "keep", "keep"])
    assert "Press Enter alone for 07:00." in heard(told)[-2]
    assert "Type keep to keep your answer: No." in told.flat
    assert "Type keep to keep your answer: None of these." in told.flat
    told = talk(
        [
            "new",
            "1",
            "back",
            "",
            "1",
            "1",
            "0.1%",
            "3",
            "21",
            "back",
            "",
        ]
    )
    assert "Press Enter alone to keep your answer: Focus, memory and learning." in told.flat
    assert "Press Enter alone to keep your answer: 21 drops per mL." in told.flat
    assert told.before == "How is it taken?"
    assert "Suggested" not in told.out
    marks = talk([*walk.TO_REVIEW[:11], "5 7?", "change", "keep"])
    assert (
        "Type keep to keep your answer: High blood pressure, under control; Stroke, head injury or"
        " other brain disease (not sure)." in marks.flat
    )
    assert marks.ending.outcome == "clinician"


def test_not_sure_is_a_mark_after_the_number(talk, walk):
    """R03: a question mark after a number says not sure, which counts as yes."""
    told = talk([*walk.TO_REVIEW[:13], "2 ?"])
    assert "Noted: Diabetes or high blood sugar (not sure)." in told.out
    assert told.ending.outcome == "clinician"


# -- numbers and names
# -------------------------------------------------------------------------------


def listed(*titles, careful=False, **more):
    """A view of a list with these titles."""
    options = tuple(Option(Answer(title), title) for title in titles)
    return View(title="Which one?", ask=Pick(options, **more), back=Move.STAY, careful=careful)


def test_the_number_of_a_choice_that_is_also_the_name_of_another_is_refused():
    """A number that could mean two choices is refused with both readings."""
    with pytest.raises(UnreadableError, match=r"line 2, 1 unit, or 2 units"):
        intent_of("2", listed("2 units", "1 unit"))


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("1", "Read it here"),
        ("2.", "Read on"),
        ("read it here", "Read it here"),
        ("READ ON.", "Read on"),
        ("pri", "Print"),
    ],
)
def test_a_choice_is_named_by_number_title_or_beginning(typed, means):
    """A number, with a full stop or without; the title; or a beginning that no other title has."""
    assert intent_of(typed, listed("Read it here", "Read on", "Print")) == Answer(means)


@pytest.mark.parametrize("typed", ["read", "r", "4", "0", "-1", "1 2", "01", "prints", ".", ""])
def test_what_names_no_choice_or_several_is_refused(typed):
    """The beginning of two titles names neither."""
    with pytest.raises(UnreadableError):
        intent_of(typed, listed("Read it here", "Read on", "Print"))


def test_an_empty_line_takes_only_what_stands_or_is_suggested():
    """What is only highlighted is never taken by an empty line, nor is anything where a view is
    careful.
    """
    assert intent_of("", listed("One", "Two", suggested=1)) == Answer("Two")
    assert intent_of("", listed("One", "Two", suggested=1, answered=0)) == Answer("One")
    for view in (
        listed("One", highlighted=0),
        listed("One", suggested=0, answered=0, careful=True),
    ):
        with pytest.raises(UnreadableError):
            intent_of("", view)
    assert intent_of("keep", listed("One", answered=0, careful=True)) == Answer("One")
    with pytest.raises(UnreadableError):
        intent_of("keep", listed("One", suggested=0))


# -- what nobody means
# -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "junk", ["\x1b[A", "\x00", "\x1b]0;x\x07", "\ufffd", "9" * 5000, "\x03", "\u202e1", "'; DROP"]
)
def test_hostile_lines_end_nothing_and_are_not_repeated(talk, junk, walk):
    """Control characters, broken bytes and endless lines are refused like any other wrong answer,
    at every kind of prompt.
    """
    at = {0, 1, 4, 8, 11, 13, 18, 23, 26}
    told = talk(
        [
            part
            for number, line in enumerate(walk.FIRST_COURSE)
            for part in ([junk] if number in at else []) + [line]
        ]
    )
    assert told.how == "left"
    assert told.ending.saved is not None
    assert re.fullmatch(r"[\n\x20-\x7e]*", told.out.replace(junk, ""))


def test_a_line_may_not_be_longer_than_an_answer():
    """What is typed may be as long as the answer may be, and not longer."""
    view = View(title="What is it called?", ask=Type("", "a name", "Type a name.", longest=5))
    with pytest.raises(UnreadableError):
        intent_of("x" * 6, view)
    assert intent_of(" xxxxx\t", view).text == "xxxxx"


@pytest.mark.parametrize("line", ["", "x", "help", "review", "back", "1", "why"])
def test_a_pipe_without_an_end_is_ended(catalog, tmp_path, line, walk, monkeypatch):
    """A pipe that goes on and on without an answer ends as input that ended, and nothing spins."""
    monkeypatch.chdir(tmp_path)

    class Endless(io.StringIO):
        def readline(self, size=-1):
            return f"{line}\n"[:size] if size > 0 else f"{line}\n"

    out = io.StringIO()
    assert (
        run(
            source=Endless(),
            out=out,
            catalog=lambda: catalog,
            now=lambda: walk.NOW,
            folder=ProfileFolder(tmp_path),
        ).how
        == "ended"
    )


def test_a_line_without_an_end_is_ended(catalog, tmp_path, walk):
    """Input without a single line end, such as /dev/zero, is given up."""

    class Zeros(io.StringIO):
        def readline(self, size=-1):
            return "\0" * size

    assert (
        run(
            source=Zeros(),
            out=io.StringIO(),
            catalog=lambda: catalog,
            now=lambda: walk.NOW,
            folder=ProfileFolder(tmp_path),
        ).how
        == "ended"
    )


def test_back_and_keep_walk_over_everything_without_changing_it(talk, walk):
    """From the review back to any question and forth again in order, `keep` keeps each answer."""
    count = len(walk.TO_REVIEW)
    for number in (1, 7, 13, 19):
        back = count - number
        lines = [*walk.TO_REVIEW, *["back"] * back, *["keep"] * back]
        assert [talk(lines[:-1]).before, talk(lines).before] == [LAST, MENU], number


def test_an_interrupt_keeps_the_draft(catalog, tmp_path, walk):
    """Ctrl+C ends the visit at once, with what was answered kept."""
    out = io.StringIO()

    class Interrupted(walk.Typist):
        def readline(self, size=-1):
            line = super().readline(size)
            if not line:
                raise KeyboardInterrupt
            return line

    source = Interrupted(walk.TO_REVIEW[:5], out)
    visit = run(
        source=source,
        out=out,
        catalog=lambda: catalog,
        now=lambda: walk.NOW,
        folder=ProfileFolder(tmp_path),
    )
    assert (visit.how, visit.ending.kept) == ("interrupted", KEPT)


def test_a_draft_that_cannot_be_kept_is_said_once(talk, home, walk):
    """Where the folder cannot be written to, the interview goes on, and it is said once."""
    home.parent.mkdir(exist_ok=True)
    home.write_text("a file, not a folder")
    told = talk(walk.TO_REVIEW[:5])
    assert told.flat.count("Your answers last until you leave.") == 1
    assert told.ending.kept == LOST


def test_nothing_is_asked_that_the_session_does_not_ask(talk, catalog, walk):
    """Every question said stands in the declared interview."""
    declared = {asked.question for asked in questions(catalog.screening.groups)}
    assert talk(["new"]).before == begin(catalog, walk.NOW.date()).questions[0].question
    for number in range(1, len(walk.TO_REVIEW)):
        assert talk(walk.TO_REVIEW[:number]).before in {*declared, "Is all of this right?"}


def test_the_end_of_a_line_answers_one_prompt():
    """Issue 17, point 4: CR LF, as serial consoles and pastes send it, is one Enter; an empty line
    is heard where the prompt stood there before it.
    """
    master, slave = pty.openpty()
    with os.fdopen(slave, encoding="utf-8") as source:
        talk = Talk(source, io.StringIO())
        os.write(master, b"0.1%\r\n")
        assert talk.hear("Which bottle?") == "0.1%"
        Timer(0.2, os.write, (master, b"\r\n")).start()
        before = time.monotonic()
        assert talk.hear("How many drops?") == ""
        assert time.monotonic() - before > 0.1, "the LF was taken for it"
        Timer(0.2, os.write, (master, b"7\r\n")).start()
        assert talk.hear("How many days?") == "7"
    os.close(master)


def test_lines_typed_ahead_are_bounded():
    """Of thousands of lines pasted at once some are heard, the rest is dropped, and that is told
    (issue 15, point 6); what is typed after it is heard.
    """
    master, slave = pty.openpty()
    out = io.StringIO()
    with os.fdopen(slave, encoding="utf-8") as source:
        os.write(master, b"1\n" * 1000)
        talk, heard = Talk(source, out), 0
        Timer(0.5, os.write, (master, b"no\n")).start()
        while talk.hear("How much?") == "1":
            heard += 1
    os.close(master)
    assert 50 <= heard < 100
    assert "Too much was typed or pasted at once" in out.getvalue()


@pytest.mark.parametrize("typed", ["1", "2", "0.1", "1."])
def test_a_figure_is_no_line_of_the_list_of_bottles(talk, walk, typed):
    """R22: whoever holds a bottle of 1% and types 1 is asked which of two readings is meant, and
    does not get the first line, which is 0.1%.
    """
    at = walk.FIRST_COURSE.index("0.1%") if "0.1%" in walk.FIRST_COURSE else 4
    told = talk([*walk.FIRST_COURSE[:at], typed])
    assert told.before == "Which bottle is it?"
    answer = told.flat.rpartition("Which bottle is it?")[0].rpartition("Which bottle is it?")[2]
    assert "Noted: 0" not in answer
    assert "Noted: 1" not in answer
    assert "two readings, tenfold apart" in answer
