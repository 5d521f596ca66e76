"""What stands beside a question: what an answer would mean, what was understood of it, and the plan
so far.
"""

import pytest

from wizard.conversation.intents import Answer, Ask, Explain, Submit, Typed
from wizard.interview.choice import Checked

STRENGTH = "Which bottle is it?"
DOSE = "Which daily dose do you ask for, in mcg?"


@pytest.fixture
def asked(meet, said):
    """`asked(title)` is the conversation of somebody to whom this is asked."""

    def made(title, course="drops"):
        person = meet()
        person.comes_to(getattr(said, course), title)
        return person.conversation

    return made


def test_what_an_answer_would_mean(asked):
    """R22: a strength is echoed in other units while it is typed; what cannot be read or cannot
    stand means nothing.
    """
    conversation = asked(STRENGTH)
    assert conversation.preview(Submit("0.1%")).echo == "0.1% (1 mg per mL), 50 mcg per drop"
    pounds = asked("What do you weigh?").preview(Submit("154 lb")).echo
    assert "69.85 kg, which is 154 lb" in pounds
    for nothing in (Submit("seven"), Submit("99"), Submit("99%"), Submit(""), Explain(None), None):
        assert conversation.preview(nothing).echo == ""


def test_what_was_understood(asked):
    """An answer is read back with what it means; what is no answer is not."""
    conversation = asked(STRENGTH)
    assert conversation.reading(Submit("0.1%")).startswith("0.1% (1 mg per mL)")
    assert conversation.reading(conversation.view.back) == ""
    conversation = asked(DOSE)
    assert conversation.reading(Submit("300")).startswith("300 mcg. That means ")
    conversation = asked("Pregnancy, heart and brain: does any of these apply to you?")
    assert conversation.reading(Answer(Checked())) == "None of these"
    assert asked("Step 7 of 8  Review").reading(Answer(value=False)) == ""


def test_the_texts_are_compared_with_what_is_typed(asked):
    """What is typed at the dose, and not given yet, is the dose of the plan that is compared, after
    that of the assessment, on which the texts differ.
    """
    for typed, dose in (("400", "200, then 400"), ("400x", "200, then 300")):
        conversation = asked(DOSE)
        conversation.send(Typed(typed))
        (compare,) = (
            each.intent for each in conversation.view.actions if each.label == "Compare texts"
        )
        conversation.send(compare)
        (sheet,) = conversation.view.text
        rows = sheet.document.sections[0].blocks[0].rows
        assert rows[0][:2] == ("This plan", dose)


def masses(told):
    """The daily doses of the plan that stands beside a question."""
    return [int(phase.daily.value.amount) for phase in told.plan.protocol.phases]


def test_the_plan_so_far(asked):
    """It follows what is highlighted or typed; while it cannot be made, it says so."""
    told = asked("Which compound is it?").preview(None)
    assert "For: Focus, memory and learning" in told.known
    assert told.plan is None
    conversation = asked(DOSE)
    assert masses(conversation.preview(Submit("300"))) == [200, 300]
    assert masses(conversation.preview(Submit("400"))) == [200, 400]
    assert masses(conversation.preview(Submit("seven"))) == [200, 300]
    told = conversation.preview(Submit("9000"))
    assert told.known == ("Not with this value.",)
    assert told.plan is None


@pytest.mark.parametrize(
    ("title", "typed", "echo", "doubt"),
    [
        (DOSE, "450", "200 mcg daily on days 1 to 5, then 450 mcg daily", ""),
        (DOSE, "9000", "", "9,000 mcg daily is over the bound of 600 mcg"),
        (DOSE, "3", "", ""),
        ("How old are you, in years?", "3", "3 years", ""),
        ("What do you weigh?", "7", "", ""),
        ("What do you weigh?", "30 kg", "", ""),
        ("What do you weigh?", "900 kg", "", "900 is outside"),
        (
            "How many drops make 1 mL?",
            "50",
            "0.1% (1 mg per mL), 20 mcg per drop",
            "Outside the usual 18 to 25",
        ),
        (STRENGTH, "30 mg in 3 mL", "1% (10 mg per mL), 500 mcg per drop", "A strength of 1%"),
    ],
)
def test_what_is_typed_is_read_back_or_doubted(asked, title, typed, echo, doubt):
    """Issue 20: below a typed answer stands how it is read, and why it cannot stand as it is;
    nothing of a number that may be going on.
    """
    told = asked(title).preview(Submit(typed))
    assert told.echo.startswith(echo)
    assert bool(told.echo) == bool(echo)
    assert told.doubt.startswith(doubt)
    assert bool(told.doubt) == bool(doubt)


@pytest.mark.parametrize(
    ("title", "typed", "scale"),
    [
        (
            DOSE,
            "450",
            (450, 600, (300,), "600 mcg", "by your goal and by what fits into a day"),
        ),
        (
            DOSE,
            "many",
            (None, 600, (300,), "600 mcg", "by your goal and by what fits into a day"),
        ),
        ("What do you weigh?", "70", None),
    ],
)
def test_a_dose_stands_on_a_scale(asked, title, typed, scale):
    """Issue 20: from 0 to the most for this person, with the reason of that bound."""
    told = asked(title).preview(Submit(typed)).scale
    assert (tuple(told) if told else None) == scale


def test_under_the_skin_the_route_bounds_a_dose(asked):
    """R32: its range stands in place of the goal's, and so does the reason."""
    told = asked(DOSE, "vial").preview(Submit("450")).scale
    assert (told.said, told.why) == ("500 mcg", "by the subcutaneous route")


def test_who_is_screened_out_sees_no_plan(asked):
    """R02: what is only highlighted lifts nothing, and no answer means a dose."""
    conversation = asked("Do you take any of these medicines?", "seizure")
    for intent in (None, Answer(Checked())):
        told = conversation.preview(intent)
        assert told.outcome == "stop"
        assert (told.plan, told.dates, told.scale) == (None, (), None)
    conversation.send(Ask("screening.heart-and-brain"))
    assert conversation.preview(Answer(Checked())).outcome == "stop"
    conversation.send(Ask("product.strength_mg_per_ml"))
    assert conversation.view.title == STRENGTH
    assert conversation.preview(Submit("0.1%")).echo == "0.1% (1 mg per mL)"
    assert conversation.reading(Submit("0.1%")) == "0.1% (1 mg per mL)"


def test_a_mark_takes_the_plan_away_as_soon_as_it_is_set(asked):
    """R02: beside a checklist stands no plan with a mark that rules a dose out."""
    conversation = asked("Which daily dose do you ask for, in mcg?")
    conversation.send(Ask("screening.heart-and-brain"))
    assert conversation.preview(Answer(Checked())).plan is not None
    told = conversation.preview(Answer(Checked(("pregnancy",))))
    assert (told.outcome, told.plan, told.dates, told.scale) == ("stop", None, (), None)


def test_where_a_file_would_go(meet, said, home):
    """A new file is named in full while its name is typed; of one that is there it is said that it
    is asked about.
    """
    person = meet()
    person.comes_to(said.drops, "Step 7 of 8  Review")
    person.choose("Save")
    person.give("Spring")
    preview = person.conversation.preview
    assert preview(Submit("spring")).echo == f"A new file: {home / 'spring.toml'}"
    assert preview(Submit("/")).echo == ""
    person.give("spring")
    person.choose("Back", "Save")
    person.give("Spring")
    assert (
        preview(Submit("spring")).doubt
        == f"{home / 'spring.toml'} exists already; you are asked before it is replaced."
    )
    person.choose("Back", "Back", "Save")
    person.give("Spring")
    person.give("other")
    person.choose("Print or export", "Markdown")
    assert preview(Submit("sheet")).echo == f"A new file: {home / 'sheet.md'}"


def test_a_path_is_not_told_twice(meet, said, home):
    """A name that is typed with its whole path is not repeated below (issue 20, point 1)."""
    person = meet()
    person.answer(said.drops, "Step 7 of 8  Review")
    person.choose("Save")
    person.give("Spring")
    path = str(home / "spring.toml")
    assert person.conversation.preview(Submit(path)).echo == "A new file."
    person.give(path)
    person.choose("Back", "Save")
    person.give("Spring")
    told = "It exists already; you are asked before it is replaced."
    assert person.conversation.preview(Submit(path)).doubt == told


@pytest.mark.parametrize(
    ("title", "suggested"),
    [
        (DOSE, "300 mcg"),
        ("How many drops make 1 mL?", "20 drops per mL"),
        ("When do you wake up?", "07:00"),
        ("What do you weigh?", ""),
    ],
)
def test_what_is_suggested_is_said_in_words(asked, title, suggested):
    """It is named with its unit (R60), so that it is still true of another one that was typed."""
    assert asked(title).view.ask.suggested == suggested


def test_equal_phases_are_told_once(asked):
    """Where the dose is the same after the assessment, it is told once (issue 20, point 1)."""
    told = "50 mcg daily is delivered, rounded down from 70 mcg: one drop is 50 mcg"
    assert asked(DOSE).preview(Submit("70")).echo == told
