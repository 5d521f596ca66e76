import io
import re

import pytest
from wizard.plain.asking import ASKED
from wizard.plain.question import pick

from wizard.errors import UnreadableError
from wizard.interview.choice import Choice
from wizard.interview.question import Kind
from wizard.interview.questions import questions
from wizard.interview.session import begin
from wizard.plain import run
from wizard.profile.folder import ProfileFolder

AT_SAVING = {"What should it be called?", "In which file is it kept?"}


def question(told):
    """The question that stayed open."""
    return told.ending.before


def heard(told):
    """For each prompt, what was said since the one before, the line typed there first."""
    return told.flat.split("Answer: ")


def test_every_kind_of_question_can_be_asked():
    """A new kind of field fails here until this face can ask it."""
    assert set(ASKED) == set(Kind)


def test_help_explains_and_repeats_at_every_prompt(talk, walk):
    """Help is there at every prompt, explains it, and asks the same again."""
    told = talk([part for line in walk.FIRST_COURSE for part in ("help", line)])
    assert told.ending.how == "saved"
    said = heard(told)
    for asked, helped in zip(said[0:-1:2], said[1::2], strict=True):
        assert helped.startswith("help ")
        assert "At every question you may also type" in helped
        assert helped.endswith(asked[-30:])


def test_quit_leaves_every_prompt_and_keeps_a_draft(talk, walk):
    """Quit leaves at every prompt, without a word of blame, and what was answered is kept."""
    for number in range(len(walk.FIRST_COURSE)):
        told = talk([*walk.FIRST_COURSE[:number], "QUIT"])
        assert told.ending.how == "left"
        assert told.ending.kept is (number > 0)
        assert ("kept as a draft" in told.out) is (number > 0)


def test_back_asks_the_question_before_at_every_prompt(talk, walk):
    """Back is there at every prompt and asks the one before, where an empty line or `keep` keeps the answer; at the first it says so."""
    lines = ["back"]
    for number, line in enumerate(walk.FIRST_COURSE):
        lines += [line] if number == 0 else ["back", "save" if number == 23 else "keep" if 12 < number <= 17 else "", line]
    told = talk(lines)
    assert told.ending.how == "saved"
    assert "back This is the first question." in told.flat
    said = heard(told)
    for number in range(4, len(said) - 1, 3):
        if "What would you like to do?" not in said[number - 1]:
            assert said[number - 1].startswith("back ")
            assert re.search(r"([A-Z][^.?]*\?)", said[number - 3])[1] in said[number - 1]


def test_review_says_the_answers_at_every_prompt(talk, walk):
    """Review lists what was answered, with the numbers by which it can be changed; before saving it is the summary."""
    course, lines = walk.FIRST_COURSE, []
    for number, line in enumerate(course):
        on = {0: [], 22: [], 23: ["save"], 24: ["save", ""]}.get(number, [""])
        lines += ["review", *on, line]
    told = talk(lines)
    assert told.ending.how == "saved"
    assert told.out.count("Nothing is answered yet.") == 1
    assert told.out.count("Your answers so far:") == 21
    assert told.out.count("What to take and when:") == 4


@pytest.mark.parametrize("course", ["FIRST_COURSE", pytest.param("VIAL_COURSE", marks=pytest.mark.slow)])
def test_the_end_of_input_is_never_an_answer(talk, course, walk):
    """Input that ends at any prompt leaves a draft, and the draft resumes at that very question."""
    for number in range(len(getattr(walk, course))):
        told = talk(getattr(walk, course)[:number])
        assert told.ending.how == "ended"
        assert told.ending.kept is (number > 0)
        if number:
            resumed = talk([""], resume=True)
            assert "from 14:02" in resumed.out
            assert question(resumed) == ("What would you like to do?" if question(told) in AT_SAVING else question(told))


def test_a_half_typed_last_line_is_no_answer(catalog, tmp_path, walk):
    """A last line that no Enter ended may be half an answer, and is none."""
    out = io.StringIO()
    ending = run(source=io.StringIO("1\n1\n1\n1"), out=out, catalog=catalog, now=lambda: walk.NOW, folder=ProfileFolder(tmp_path))
    assert ending.before == "How strong is it, in mg per mL?"


@pytest.mark.parametrize(
    ("upto", "typed", "said"),
    [
        (0, "0", "not one of the choices"),
        (0, "99", "not one of the choices"),
        (0, "\u0663", "not one of the choices"),
        (1, "3", "is closed. No source gives a dose"),
        (1, "N-acetyl", "not one of the choices"),
        (8, "2", "is closed. A nasal product need not be sterile"),
        (3, "1,000", "1,000 could mean 1000 or 1.000"),
        (3, "", "An empty line is no answer here"),
        (3, "a lot", "Type a number, such as 78.5"),
        (3, "200", "0.05 to 20 mg per mL (0.005% to 2%); check the number"),
        (3, "3 oz", "'oz' is not a unit for this"),
        (6, "", "An empty line is no answer here"),
        (6, "7.5", "Type a whole number"),
        (7, "5/1/2026", "Type the date as year-month-day"),
        (9, "1000", "0 to 110 years"),
        (10, "70 st", "not a unit for this"),
        (12, "", "An empty line is no answer here: type none if none applies"),
        (12, "99", "99 is not the number of a line"),
        (12, "0", "0 is not the number of a line"),
        (12, "none 3", "none cannot stand beside a number"),
        (12, "3 3?", "3 stands there twice"),
        (12, "keep", "keep is not the number of a line"),
        (16, "", "An empty line is no answer here"),
        (17, "25:00", "There is no such time of day"),
        (18, "15", "more than the 14 that this goal allows"),
        (19, "0", "0 is not above 0"),
        (20, "2026-02-30", "Type the date as year-month-day"),
        (21, "29", "less than the 30"),
        (22, "5", "not one of the choices"),
        (23, "x" * 81, "must be 1 to 80 characters"),
        (23, "a\u202eb", "U+202E"),
    ],
)
def test_what_is_wrong_is_said_and_the_question_asked_again(talk, upto, typed, said, walk):
    """A value that cannot stand is refused in a sentence that says why, and the same question is asked again."""
    told = talk([*walk.FIRST_COURSE[:upto], typed])
    assert said.lower() in told.after.lower()
    assert question(told) in heard(told)[-3]
    assert question(told) in told.after


def test_only_what_applies_is_asked(talk, catalog, walk):
    """Questions of another form, another route or another history are never said."""
    drops, vial = talk(walk.FIRST_COURSE).out, re.sub(r"\s+", " ", talk(walk.VIAL_COURSE).out)
    for key in ("product.vial_mg", "product.syringe", "product.pump_ml", "schedule.last_course_end", "schedule.cycles"):
        asked = next(each for each in questions(catalog.screening.groups) if each.key == key)
        assert asked.question not in drops
    assert "Nasal spray or drops against a blocked nose" not in vial
    assert "How strong is it" not in vial


def test_outside_recommended_goes_back_unless_continued(talk, walk):
    """R06: a value outside recommended is asked about; an empty line goes back, and only continue takes it."""
    light = [*walk.DROPS[:10], "40"]
    told = talk([*light, ""])
    assert "outside the usual 45 to 160 kg" in told.flat
    assert question(told) == "What do you weigh?"
    told = talk([*light, "continue"])
    assert question(told) == "Is this your first course?"


def test_the_number_of_a_choice_that_is_also_the_name_of_another_is_refused():
    """A number that could mean two choices is refused with both readings."""
    choices = (Choice(1, "2 units"), Choice(2, "1 unit"))
    with pytest.raises(UnreadableError, match=r"line 2, 1 unit, or 2 units"):
        pick("2", choices)


def test_not_sure_is_a_mark_after_the_number(talk, walk):
    """R03: a question mark after a number says not sure, which counts as yes."""
    told = talk([*walk.DROPS[:12], "13 ?"])
    assert "Noted: Diabetes or high blood sugar (not sure)." in told.out
    assert told.ending.outcome == "clinician"


@pytest.mark.parametrize("junk", ["\x1b[A", "\x00", "\x1b]0;x\x07", "\ufffd", "9" * 5000, "\x03", "\u202e1", "'; DROP"])
def test_hostile_lines_end_nothing_and_are_not_repeated(talk, junk, walk):
    """Control characters, broken bytes and endless lines are refused like any other wrong answer, at every kind of prompt."""
    told = talk(
        [part for number, line in enumerate(walk.FIRST_COURSE) for part in ([junk] if number in {0, 3, 7, 10, 12, 17, 22} else []) + [line]]
    )
    assert told.ending.how == "saved"
    assert re.fullmatch(r"[\n\x20-\x7e]*", told.out.replace(junk, ""))


@pytest.mark.parametrize("line", ["", "x", "help", "review", "back"])
def test_a_pipe_without_an_end_is_ended(catalog, tmp_path, line, walk):
    """A pipe that goes on and on without an answer ends as input that ended, and nothing spins."""

    class Endless(io.StringIO):
        def readline(self, size=-1):
            return f"{line}\n"[:size] if size > 0 else f"{line}\n"

    out = io.StringIO()
    assert run(source=Endless(), out=out, catalog=catalog, now=lambda: walk.NOW, folder=ProfileFolder(tmp_path)).how == "ended"


def test_a_line_without_an_end_is_ended(catalog, tmp_path, walk):
    """Input without a single line end, such as /dev/zero, is given up."""

    class Zeros(io.StringIO):
        def readline(self, size=-1):
            return "\0" * size

    assert run(source=Zeros(), out=io.StringIO(), catalog=catalog, now=lambda: walk.NOW, folder=ProfileFolder(tmp_path)).how == "ended"


def test_back_and_keep_walk_over_everything_without_changing_it(talk, walk):
    """From the review back to any question and forth again, an empty line or `keep` keeps each answer."""
    count = len([*walk.DROPS, *walk.PLAN])
    for number, kept in ((0, ""), (3, ""), (12, "keep"), (16, "keep"), (20, "")):
        told = talk([*walk.DROPS, *walk.PLAN, *["back"] * (count - number), kept])
        assert question(told) == "What would you like to do?"


def test_an_interrupt_keeps_the_draft(catalog, tmp_path, walk):
    """Ctrl+C ends the visit at once, with what was answered kept."""
    out = io.StringIO()

    class Interrupted(walk.Typist):
        def readline(self, size=-1):
            line = super().readline(size)
            if not line:
                raise KeyboardInterrupt
            return line

    ending = run(source=Interrupted(walk.DROPS[:4], out), out=out, catalog=catalog, now=lambda: walk.NOW, folder=ProfileFolder(tmp_path))
    assert (ending.how, ending.kept) == ("interrupted", True)


def test_a_draft_that_cannot_be_kept_is_said_once(talk, home, walk):
    """Where the folder cannot be written to, the interview goes on, and it is said once."""
    home.parent.mkdir(exist_ok=True)
    home.write_text("a file, not a folder")
    told = talk(walk.DROPS[:4])
    assert told.flat.count("Your answers last until you leave.") == 1
    assert not told.ending.kept


def test_nothing_is_asked_that_the_session_does_not_ask(talk, catalog, walk):
    """Every question said stands in the declared interview."""
    declared = {asked.question for asked in questions(catalog.screening.groups)}
    assert question(talk([])) == begin(catalog, walk.NOW.date()).questions[0].question
    assert question(talk([])) in declared
