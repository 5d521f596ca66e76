"""R02, R03: an answer that somebody began to change plans nothing until it is given again,
whichever way they go.
"""

from datetime import date

import pytest

from wizard.conversation.intents import Typed
from wizard.conversation.moves import Move
from wizard.conversation.update.interview import differs
from wizard.interview.choice import Checked
from wizard.interview.from_profile import from_answers
from wizard.profile.read import read_profile

REVIEW = "Step 7 of 8  Review"
CONDITIONS, MEDICINES = (
    "Pregnancy, heart and brain: does any of these apply to you?",
    "Do you take any of these medicines?",
)
SYMPTOMS = "Do you have any of these symptoms today?"
AGE = "How old are you, in years?"
CHANGED = "Changed, but not taken yet: Enter takes it as it stands here."
BEGUN = "You began to change this answer: please give it again."
SEIZURE = Checked(("seizure-history",))


@pytest.fixture
def at(meet, written):
    """`at(question)` is somebody who opened a profile with a plan and has this asked again."""

    def made(question, **said):
        person = meet(read_profile(written(**said).encode()))
        person.choose("Change", question)
        assert person.sees == question
        return person

    return made


WAYS = {
    "the review": lambda person: person.choose("Back", "Back"),
    "the review, at once": lambda person: person.send(Move.REVIEW),
    "the start page": lambda person: (
        person.send(Move.START),
        person.choose("Go on with your answers"),
    ),
    "another question": lambda person: person.choose("Back", "How is it taken?", "Intranasal"),
    "why": lambda person: (
        person.why(),
        person.choose("Back"),
        person.send(person.view.back),
        person.choose("Back"),
    ),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize(
    ("question", "held"), [(CONDITIONS, SEIZURE), (CONDITIONS, None), (AGE, "16"), (AGE, "")]
)
def test_no_way_leads_past_what_is_not_taken(at, question, held, way):
    """Marked, unmarked or typed and left: the question is there again with it, and nothing can be
    saved.
    """
    person = at(question)
    person.send(Typed(held))
    way(person)
    assert (person.sees, person.view.note) == (question, CHANGED)
    assert held in {
        getattr(person.view.ask, "text", None),
        getattr(person.view.ask, "marked", None),
    }
    person.send(Move.REVIEW)
    assert person.sees == question


@pytest.mark.parametrize(("question", "held"), [(CONDITIONS, SEIZURE), (AGE, "16")])
def test_what_waited_is_taken_as_it_stands(at, question, held):
    """Taken at last, a seizure is a stop and an age of 16 is one."""
    person = at(question)
    person.send(Typed(held))
    person.choose("Back", "Back")
    person.give(held)
    assert person.sees == "No plan is made. Do not take Semax."


@pytest.mark.parametrize(
    ("question", "same"),
    [(CONDITIONS, Checked()), (AGE, "35"), ("What do you weigh?", " 70,0 kg ")],
)
def test_what_is_changed_back_waits_for_nobody(at, home, question, same):
    """The answer that was given, typed or marked again, leads to the review, and leaves no draft of
    a change that is none.
    """
    person = at(question)
    person.send(Typed("7" if isinstance(same, str) else SEIZURE))
    person.send(Typed(same))
    person.choose("Back", "Back")
    assert person.view.heading == REVIEW
    assert not list(home.glob(".draft-*"))


def test_going_on_leads_to_the_one_that_waits(meet, said):
    """A medicine marked on the way back is not passed over on the way on."""
    person = meet()
    person.comes_to(said.drops, "When do you wake up?")
    while person.sees != MEDICINES:
        person.send(person.view.back)
    person.send(Typed(Checked(("maoi",))))
    person.send(person.view.back)
    person.give(Checked())
    assert person.sees == MEDICINES
    assert person.view.ask.marked == Checked(("maoi",))


def test_a_mark_that_was_left_is_asked_again_when_resumed(at, meet):
    """The draft of a change says that it was begun; nothing is preselected in screening."""
    person = at(CONDITIONS)
    person.send(Typed(SEIZURE))
    person.send(person.view.leave)
    assert person.conversation.ending.kept
    again = meet()
    again.choose("Resume", "Go on")
    assert (again.sees, again.view.note, again.view.ask.marked) == (CONDITIONS, BEGUN, None)


def test_a_stop_goes_on_while_its_answer_is_changed(at, said):
    """R02: a seizure that is being unmarked rules a dose out until the other answer is taken."""
    person = at(CONDITIONS, conditions=("seizure-history",))
    person.send(Typed(Checked()))
    assert person.conversation.preview(None).outcome == "stop"
    person.choose("Back", "Back")
    assert person.sees == CONDITIONS
    person.give(Checked())
    person.answer(said.drops | {"How many cycles are planned?": "1"}, REVIEW)
    assert "300 mcg" in person.reads


def test_beside_an_answer_that_is_changed_stands_no_plan(at):
    """Nothing is planned with the answer that was there."""
    person = at(CONDITIONS)
    assert person.conversation.preview(None).plan is not None
    person.send(Typed(None))
    assert person.conversation.preview(None).plan is None


def test_what_was_reopened_is_not_settled_by_a_mark(at):
    """Symptoms that a new start asks for again are not there by having been marked and unmarked."""
    person = at(SYMPTOMS)
    person.send(Typed(Checked(("palpitations",))))
    person.choose("Back", "On which day do you start?")
    person.give("2026-02-09")
    assert person.sees == SYMPTOMS
    person.send(Typed(Checked()))
    person.choose("Back")
    person.send(Move.REVIEW)
    assert person.sees == SYMPTOMS


def test_what_a_route_hides_is_neither_taken_back_nor_read_as_none(at, said):
    """R02, R03: under the skin the nasal line is out of sight and "none" is not marked; with the
    nose it is there again.
    """
    person = at(MEDICINES, form="vial", medicines=("nasal-vasoconstrictor",))
    assert "nasal-vasoconstrictor" not in [each.value for each in person.view.ask.items]
    assert person.view.ask.marked != Checked()
    person.give(Checked())
    assert person.view.heading == REVIEW
    person.choose("Change", "Which form does it come in?", "Nasal drops")
    person.answer(said.drops, "No plan is made. Do not take Semax.")
    assert "Nasal spray or drops" in person.reads


def test_the_same_typed_otherwise_is_no_change(answers, catalog):
    """70 and 70,0 kg over 70 kg are the answer that was given; another number, an unreadable line
    and none are not.
    """
    session = from_answers(answers(), catalog, date(2026, 1, 5))
    asked = session.question("person.weight")
    typed = ("70", "70,0 kg", " 70kg ", "71", "7o", "")
    differing = [differs(asked, each, session) for each in typed]
    assert differing == [False, False, False, True, True, True]
