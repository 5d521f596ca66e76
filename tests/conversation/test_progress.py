"""Issue 17, point 8, and 20: the steps are told by name with what is done, and the questions still
to come are counted as they are known now.
"""

import re

import pytest

from wizard.conversation.moves import Move
from wizard.interview.choice import Checked
from wizard.profile.read import read_profile

REVIEW = "Step 7 of 8  Review"
AGE = "How old are you, in years?"
FORM = "Which form does it come in?"
STEPS = ["Goal", "Formulation", "Route", "You", "Screening", "Plan", "Review", "Save"]


def to_come(person):
    """How many questions are still to come, by what is said."""
    told = person.view.progress.to_come
    return int(re.fullmatch(r"(\d+) questions? to come|the last question", told)[1] or 0)


def done(person):
    """The steps that are done."""
    return [title for title, is_done in person.view.progress.steps if is_done]


@pytest.mark.parametrize("course", ["drops", "spray", "vial", "seizure", "diabetes"])
def test_it_goes_forward_and_ends_on_saved(meet, said, course):
    """Each step is done once all of it is answered, and the one that is shown is on the way.

    "Plan" never is for somebody who gets none.
    """
    steps = [each for each in STEPS if each != "Plan" or course not in {"seizure", "diabetes"}]
    person = meet()
    person.choose("New plan")
    answers = getattr(said, course)
    while person.view.heading != REVIEW:
        progress, session = person.view.progress, person.conversation.state.session
        assert [title for title, _ in progress.steps] == STEPS
        assert set(STEPS[: progress.at]).intersection(steps) <= set(done(person))
        assert person.view.heading.endswith(f"  {STEPS[progress.at]}")
        if person.sees in {asked.question for asked in session.questions}:
            still = [asked for asked in session.questions if session.is_open(asked)]
            assert to_come(person) == len(still) - 1
        person.give(answers[person.sees])
    assert done(person) == [each for each in steps if each in STEPS[:6]]
    person.choose("Save")
    assert done(person) == steps[:-1]
    person.give("Spring")
    person.give("spring")
    assert done(person) == steps
    assert person.view.heading == "Step 8 of 8  Saved"


def test_going_back_takes_nothing_from_it(meet, said):
    """What was done stays done; what is visited again is still to come."""
    person = meet()
    person.comes_to(said.drops, AGE)
    before, ahead = done(person), to_come(person)
    while person.sees != FORM:
        person.send(person.view.back)
        assert done(person) == before
        assert to_come(person) > ahead
    person.choose("Vial")
    assert done(person) == ["Goal"]


def test_an_edit_opens_the_steps_that_it_asks_again(meet, said, kept):
    """A profile that was opened is done up to its review; a changed answer opens the step of what
    has to be asked again.
    """
    path = kept("a.toml", target_mcg=300)
    person = meet(read_profile(path.read_bytes()), path)
    opened = done(person)
    assert opened == STEPS[:6]
    person.choose("Change", "What do you weigh?")
    assert done(person) == opened
    assert person.view.progress.to_come == "questions that depend on it may follow"
    person.give("60")
    assert person.view.progress.to_come == "the last question"
    assert set(done(person)) < set(opened)
    person.answer(said.drops, REVIEW)
    assert done(person) == opened
    person.choose("Save")
    assert done(person) == STEPS


def test_a_stop_leaves_less_to_come(meet, said):
    """R02: nothing is asked about a plan any more, and the count says so."""
    person = meet()
    person.comes_to(said.drops, "Mind and mood: does any of these apply to you?")
    ahead = to_come(person)
    person.send(Move.PREVIOUS)
    person.give(Checked(("seizure-history",)))
    person.choose("Answer the rest")
    assert to_come(person) < ahead
