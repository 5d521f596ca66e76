"""Issue 17, point 6: Escape goes back to where one came from, and going on after that goes through
the questions in order.
"""

import pytest

from wizard.conversation.intents import Searched, Typed
from wizard.conversation.moves import Move
from wizard.interview.choice import Checked
from wizard.profile.folder import examples
from wizard.profile.read import read_profile

REVIEW = "Step 7 of 8  Review"
START = "What would you like to do?"
LIST = "Which answer do you want to change?"
LIBRARY = "Which profile do you want to open?"
WEIGHT = "What do you weigh?"
DAYS = "Which daily dose do you ask for, in mcg?"
CONDITIONS = "Pregnancy, heart and brain: does any of these apply to you?"
AGE = "How old are you, in years?"


def back(person, times=1):
    """Press Escape."""
    for _ in range(times):
        person.send(person.view.back)


def stands_at(person):
    """The title of the row that is highlighted."""
    return person.view.ask.options[person.view.ask.highlighted].title


FILES = {
    "a plan": lambda text: text,
    "another edition": lambda text: text.replace("2026.12", "2026.11"),
    "figures that differ": lambda text: text.replace(
        "daily_dose_mcg = 300", "daily_dose_mcg = 250"
    ),
    "answers that cannot stand": lambda text: text.replace(
        "strength_mg_per_ml = 1", "strength_mg_per_ml = 99"
    ),
}


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("way", ["with the program", "in the library", "managed", "by its path"])
def test_an_opened_profile_leads_back_to_where_it_was_opened(meet, kept, library, file, way):
    """To the library, on the same row; to the start page where the program began with the file."""
    kept("0.toml", "Another")
    path = kept("a.toml")
    path.write_text(FILES[file](path.read_text()))
    if way == "with the program":
        person = meet(read_profile(path.read_bytes()), path)
        back(person)
        assert person.sees == START
        return
    person = library()
    person.send(Searched("", 1))
    option = person.view.ask.options[1]
    if way == "by its path":
        person.choose("Another file")
        person.give(str(path))
    elif way == "managed" and file != "answers that cannot stand":
        person.send(option.managed)
        person.choose("Open")
    else:
        person.send(option.intent)
    assert person.sees != LIBRARY
    back(person)
    assert (person.sees, person.view.ask.row) == (LIBRARY, 1)


def test_a_plan_that_was_edited_leads_back_too(said, kept, library):
    """Nothing is lost by it: the answers are in a draft, and the start page goes on with them."""
    kept("a.toml")
    person = library()
    person.choose("Spring", "Change", WEIGHT)
    person.give("60")
    person.answer(said.drops, REVIEW)
    back(person)
    assert person.sees == LIBRARY
    back(person)
    assert "Go on with your answers" in person.reads


def test_a_shared_profile_leads_back_to_where_it_was_opened(library):
    """From the first question to what its author planned, and from there to the library."""
    person = library()
    title = read_profile(examples()[0].read_bytes()).name
    person.choose(title)
    planned = person.sees
    person.choose("Answer the rest")
    for _ in range(40):
        if person.sees == planned:
            break
        back(person)
    assert person.sees == planned
    back(person)
    assert person.sees == LIBRARY


def test_a_question_of_the_list_leads_back_to_its_row(meet, said, kept):
    """Also after a value that was asked about, and with what was begun there; the list leads back
    to the review.
    """
    path = kept("a.toml")
    person = meet(read_profile(path.read_bytes()), path)
    person.choose("Change", WEIGHT)
    back(person)
    assert (person.sees, stands_at(person)) == (LIST, WEIGHT)
    person.choose(AGE)
    back(person)
    assert (person.sees, stands_at(person)) == (LIST, AGE)
    person.choose(WEIGHT)
    person.give("38")
    assert person.sees == "Is 38 kg right?"
    back(person)
    assert person.sees == WEIGHT
    back(person)
    assert (person.sees, stands_at(person)) == (LIST, WEIGHT)
    person.choose(WEIGHT)
    person.give("70")
    person.answer(said.drops, REVIEW)
    person.choose("Change")
    back(person)
    assert person.view.heading == REVIEW


def test_a_question_of_a_draft_leads_back_to_its_row(meet, said):
    """The answers of a draft are a list too."""
    person = meet()
    person.comes_to(said.drops, WEIGHT)
    person.send(Move.LEAVE)
    person = meet()
    person.choose("Resume", AGE)
    back(person)
    assert (person.sees, stands_at(person)) == ("Your answers so far, checked again.", AGE)
    back(person)
    assert person.sees == START


def test_what_cannot_stand_leads_back_to_what_was_said_of_it(meet, kept):
    """From the question to the page that named it, and from there to the start page."""
    path = kept("a.toml")
    path.write_text(FILES["answers that cannot stand"](path.read_text()))
    person = meet(read_profile(path.read_bytes()), path)
    told = person.sees
    person.choose("Correct it")
    assert person.sees != told
    back(person)
    assert person.sees == told
    back(person)
    assert person.sees == START


@pytest.mark.parametrize("times", [1, 2, 5, 12])
def test_going_on_after_going_back_goes_through_the_questions_in_order(meet, said, times):
    """Each with the answer that it has, down to where one was."""
    person = meet()
    person.comes_to(said.drops, DAYS)
    passed = []
    for _ in range(times):
        back(person)
        passed.append(person.sees)
    while person.sees != DAYS:
        assert person.sees == passed.pop()
        ask = person.view.ask
        assert getattr(ask, "answered", None) not in (None, ""), person.sees
        person.give(said.drops[person.sees])
    assert passed == []


def test_an_answer_changed_on_the_way_asks_first_what_it_opens(meet, said):
    """A question that now applies, or must be confirmed again, comes in its place; the others still
    have their answers.
    """
    person = meet()
    person.comes_to(said.drops, WEIGHT)
    while person.sees != "Which form does it come in?":
        back(person)
    person.choose("Nasal spray")
    person.answer(said.spray, "What is in one spray?")
    assert person.view.ask.answered == ""


def test_an_answer_changed_from_the_list_asks_nothing_twice(meet, said):
    """There only what is open comes next, also where a question was left for the list."""
    person = meet()
    person.comes_to(said.drops, DAYS)
    back(person, 4)
    asked = person.sees
    person.send(Move.ANSWERS)
    assert stands_at(person) == asked
    person.choose(WEIGHT)
    person.send(Typed("7"))
    back(person)
    assert (person.sees, stands_at(person)) == (LIST, WEIGHT)
    back(person)
    assert person.sees == asked
    person.send(Move.ANSWERS)
    person.choose(WEIGHT)
    person.give("70")
    assert person.sees == DAYS


@pytest.mark.parametrize("marks", [(), ("seizure-history",)])
def test_back_past_the_first_question_leads_to_the_author_unless_screened_out(library, said, marks):
    """R53: what the author asked for stands there as before, without an answer of the person's.
    R02: who is screened out is not led to the dose that it states.
    """
    person = library()
    person.choose("For demanding days")
    asked_for = person.reads
    assert "400 mcg" in asked_for
    person.choose("Answer the rest")
    person.answer(said.drops, CONDITIONS)
    person.give(Checked(marks))
    for _ in range(40):
        if not person.view.heading.startswith("Step"):
            break
        back(person)
    if marks:
        assert "400 mcg" not in person.reads
    else:
        assert person.reads == asked_for
