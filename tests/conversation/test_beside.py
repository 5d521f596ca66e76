"""What stands beside a question: what an answer would mean, what was understood of it, and the plan
so far.
"""

import pytest

from wizard.conversation.intents import Answer, Ask, Explain, Submit
from wizard.interview.choice import Checked

STRENGTH = "Which bottle is it?"
DOSE = "Which daily dose do you ask for, in mcg?"


@pytest.fixture
def asked(meet, said):
    """`asked(title)` is the conversation of somebody to whom this is asked."""

    def made(title, course="drops"):
        person = meet()
        person.answer(getattr(said, course), title)
        return person.conversation

    return made


def test_what_an_answer_would_mean(asked):
    """R22: a strength is echoed in other units while it is typed; what cannot be read or cannot
    stand means nothing.
    """
    conversation = asked(STRENGTH)
    assert conversation.echo(Submit("0.1%")) == "0.1% (1 mg per mL), 50 mcg per drop"
    pounds = asked("What do you weigh?").echo(Submit("154 lb"))
    assert "69.85 kg, which is 154 lb" in pounds
    for nothing in (Submit("seven"), Submit("99"), Submit("99%"), Submit(""), Explain(None), None):
        assert conversation.echo(nothing) == ""


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


def test_the_plan_so_far(asked):
    """It follows what is highlighted or typed; while it cannot be made, it says so."""
    conversation = asked("Which compound is it?")
    assert "For: Focus, memory and learning" in conversation.plan_preview(None)
    assert "The dose follows once it is known for whom it is." in conversation.plan_preview(None)
    conversation = asked(DOSE)
    assert "days 6 to 10: 300 mcg" in conversation.plan_preview(Submit("300")).lower()
    assert "days 6 to 10: 400 mcg" in conversation.plan_preview(Submit("400")).lower()
    assert "Not with this value." in conversation.plan_preview(Submit("9000"))
    assert "mcg" in conversation.plan_preview(Submit("seven"))


def test_who_is_screened_out_sees_no_plan(asked):
    """R02: what is only highlighted lifts nothing, and no answer means a dose."""
    conversation = asked("Do you take any of these medicines?", "seizure")
    for intent in (None, Answer(Checked())):
        told = conversation.plan_preview(intent)
        assert "Screening: stop" in told
        assert told.endswith("No dose is given.")
    conversation.send(Ask("screening.heart-and-brain"))
    assert "Screening: stop" in conversation.plan_preview(Answer(Checked()))
    conversation.send(Ask("product.strength_mg_per_ml"))
    assert conversation.view.title == STRENGTH
    assert conversation.echo(Submit("0.1%")) == ""
    assert conversation.reading(Submit("0.1%")) == "0.1% (1 mg per mL)"


def test_where_a_file_would_go(meet, said, home):
    """A new file is named in full while its name is typed; of one that is there it is said that it
    is asked about.
    """
    person = meet()
    person.answer(said.drops, "Step 7 of 8  Review")
    person.choose("Save")
    person.give("Spring")
    echo = person.conversation.echo
    assert echo(Submit("spring")) == f"A new file: {home / 'spring.toml'}"
    assert echo(Submit("/")) == ""
    person.give("spring")
    person.choose("Back", "Save")
    person.give("Spring")
    assert (
        echo(Submit("spring"))
        == f"{home / 'spring.toml'} exists already; you are asked before it is replaced."
    )
    person.choose("Back", "Back", "Save")
    person.give("Spring")
    person.give("other")
    person.choose("Print or export", "Markdown")
    assert echo(Submit("sheet")) == f"A new file: {home / 'sheet.md'}"
