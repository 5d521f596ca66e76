"""What somebody is told for whom no plan is made: on the page that says so, and around it (R02)."""

import pytest

from wizard.interview.choice import Checked

CONDITIONS = "Pregnancy, heart and brain: does any of these apply to you?"
OUT = {
    "stop": (CONDITIONS, Checked(("pregnancy",))),
    "clinician": (CONDITIONS, Checked(("neurological-history",))),
    "goal": ("What is it for?", "Recovery after a stroke"),
    "bottle": ("Which bottle is it?", "1%, 3 mL"),
}


@pytest.fixture
def screened_out(meet, said):
    """Somebody whose answer has just ruled a plan out."""

    def come(why):
        asked, answer = OUT[why]
        person = meet()
        person.answer(said.drops, asked)
        person.give(answer)
        return person

    return come


@pytest.mark.parametrize("why", OUT)
def test_who_took_some_takes_no_more(screened_out, why):
    """Not "that day", which sounds as if the next were all right: here no day is."""
    told = screened_out(why).reads
    assert "If you took some already" in told
    assert "Take no more. " in told
    assert "that day" not in told


def test_the_sheet_of_a_plan_keeps_to_the_day(catalog):
    """Whoever has a plan goes on with it."""
    assert catalog.guidance.too_much[0].text.startswith("Take no more that day. ")
