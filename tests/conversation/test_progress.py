"""Issue 17, point 8: progress goes forward only, counts the questions still to come as they are
known now, and ends on "Saved".
"""

import re

import pytest

from wizard.conversation.moves import Move
from wizard.interview.choice import Checked
from wizard.profile.read import read_profile

REVIEW = "Step 7 of 8  Review"
AGE = "How old are you, in years?"
FORM = "Which form does it come in?"


def to_come(person):
    """How many questions are still to come, by what is said."""
    told = person.view.progress.to_come
    return int(re.fullmatch(r"(\d+) questions? to come|the last question", told)[1] or 0)


@pytest.mark.parametrize("course", ["drops", "spray", "vial", "seizure", "diabetes"])
def test_it_goes_forward_and_ends_on_saved(meet, said, course):
    """Each question is a step on the way, whatever is asked because of its answer."""
    person = meet()
    person.choose("New plan")
    answers, done = getattr(said, course), [-1]
    while person.view.heading != REVIEW:
        progress, session = person.view.progress, person.conversation.state.session
        assert progress.done >= done[-1]
        if person.sees in {asked.question for asked in session.questions}:
            still = [asked for asked in session.questions if session.is_open(asked)]
            assert to_come(person) == len(still) - 1
        done.append(progress.done)
        person.give(answers[person.sees])
    assert len(set(done)) > len(done) * 3 / 4
    assert done[-1] < person.view.progress.done < 1
    person.choose("Save")
    done.append(person.view.progress.done)
    person.give("Spring")
    person.give("spring")
    assert done[-1] < person.view.progress.done == 1
    assert person.view.heading == "Step 8 of 8  Saved"


def test_going_back_or_being_asked_more_takes_nothing_from_it(meet, said):
    """What was done stays done; what is visited again is still to come."""
    person = meet()
    person.answer(said.drops, AGE)
    before, ahead = person.view.progress.done, to_come(person)
    while person.sees != FORM:
        person.send(person.view.back)
        assert person.view.progress.done == before
        assert to_come(person) > ahead
    person.choose("Vial")
    person.answer(said.vial, AGE)
    assert person.view.progress.done >= before


def test_an_edit_begins_anew_and_ends_on_saved(meet, said, kept):
    """A profile that was opened is done up to its review; a changed answer that opens others is
    before them.
    """
    path = kept("a.toml", target_mcg=300)
    person = meet(read_profile(path.read_bytes()), path)
    opened = person.view.progress.done
    person.choose("Change an answer", "What do you weigh?")
    assert person.view.progress.done == opened
    assert to_come(person) == 0
    person.give("60")
    asked = person.view.progress.done
    assert asked < opened
    person.answer(said.drops, REVIEW)
    assert person.view.progress.done == opened
    person.choose("Save")
    assert person.view.progress.done == 1


def test_a_stop_leaves_less_to_come(meet, said):
    """R02: nothing is asked about a plan any more, and the count says so."""
    person = meet()
    person.answer(said.drops, "Mind and mood: does any of these apply to you?")
    before, ahead = person.view.progress.done, to_come(person)
    person.send(Move.PREVIOUS)
    person.give(Checked(("seizure-history",)))
    assert person.view.progress.done >= before
    person.choose("Answer the rest")
    assert to_come(person) < ahead
    assert person.view.progress.done >= before
