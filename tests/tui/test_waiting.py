"""R02, R03: an answer that somebody began to change plans nothing until it is given again,
whichever way they go.
"""

from datetime import date

import pytest

from wizard.conversation.update.interview import differs
from wizard.interview.session import from_answers

CONDITIONS, MEDICINES = "Does any of these apply to you?", "Do you take any of these medicines?"
CHANGED = "Changed, but not taken yet: Enter takes it as it stands here."
SYMPTOMS = "Do you have any of these symptoms today?"
AGE = "How old are you, in years?"


@pytest.fixture
def session(answers, catalog):
    """Complete answers: 35 years old, 70 kg."""
    return from_answers(answers(), catalog, date(2026, 1, 5))


@pytest.fixture
def personal(answers, build):
    """A profile with a plan, opened."""
    return build(answers())


async def choose(person, question):
    """Have the list of answers ask this question again."""
    for _ in range(40):
        if f"> {question}" in person.sees:
            break
        await person.press("down")
    await person.press("enter")
    assert question in person.sees


async def at(person, question):
    """The same from the review."""
    await person.press("right", "enter")
    await choose(person, question)


WAYS = {"Escape twice": ["escape", "escape"], "the Back button": ["tab", "tab", "enter", "escape"]}
CHANGES = {  # the question, keys that change its answer, and what stands there then
    "a seizure over none": (CONDITIONS, ["down", "down", "down", "space"], "[x] yes Epilepsy"),
    "16 over 35": (AGE, ["end", "ctrl+u", "1", "6"], "> 16"),
}


@pytest.mark.parametrize("keys", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize(("question", "change", "stands"), CHANGES.values(), ids=CHANGES)
async def test_what_was_not_taken_keeps_the_plan_away(
    sit, personal, question, change, stands, keys
):
    """A change left with Escape or Back: there is no review and nothing to save, and taken it is a
    stop.
    """
    async with sit(profile=personal) as person:
        await at(person, question)
        await person.press(*change)
        assert stands in person.sees
        await person.press(*keys)
        for words in (question, CHANGED, stands):
            assert words in person.sees
        await person.press("enter")
        assert "Stop: no plan is made" in person.sees


async def test_pasted_text_waits_as_typed_text_does(sit, personal):
    """The same for an age that is pasted."""
    async with sit(profile=personal) as person:
        await at(person, AGE)
        await person.press("end", "ctrl+u")
        await person.paste("16")
        await person.press("escape", "escape")
        assert AGE in person.sees
        assert CHANGED in person.sees


async def test_going_on_from_an_earlier_question_leads_to_the_one_that_waits(sit, drops):
    """An MAO inhibitor marked on the way back is not passed over on the way on."""
    async with sit() as person:
        await person.press("enter")
        await person.answer(drops, "When do you wake up?")
        for _ in range(10):
            if MEDICINES in person.sees:
                break
            await person.press("escape")
        await person.press("down", "space", "escape")
        assert CONDITIONS in person.sees
        await person.press("enter")
        assert MEDICINES in person.sees
        assert "[x] yes MAO inhibitor" in person.sees


async def test_leaving_with_a_mark_keeps_a_draft(sit, personal, home):
    """Ctrl+Q after a mark leaves a draft, and the question is asked again when it is resumed."""
    async with sit(profile=personal) as person:
        await at(person, CONDITIONS)
        await person.press("down", "down", "down", "space", "ctrl+q")
    assert [path.name.startswith(".draft-") for path in home.glob("*.toml")] == [True]
    async with sit() as person:
        assert "Resume" in person.sees
        await person.press("enter")
        await person.press("enter")
        assert CONDITIONS in person.sees
        assert "You began to change this answer: please give it again." in person.sees
        assert "[x]" not in person.sees  # nothing is preselected in screening


async def test_what_was_changed_and_changed_back_waits_for_nobody(sit, personal, home):
    """The same mark taken away again: the review is there, and no draft of a change that is none."""
    async with sit(profile=personal) as person:
        await at(person, CONDITIONS)
        await person.press(
            "down",
            "down",
            "down",
            "space",
            "space",
            "space",
            "up",
            "up",
            "up",
            "space",
            "escape",
            "escape",
        )
        assert "Step 7 of 8 Review" in person.sees
    assert not list(home.glob(".draft-*.toml"))


async def test_a_stop_goes_on_while_its_answer_is_changed(sit, answers, build):
    """R02: a seizure that is being unmarked still rules a dose out: no question of the plan is
    asked.
    """
    async with sit(
        size=(120, 40), profile=build(answers(conditions=("seizure-history",)))
    ) as person:
        await at(person, CONDITIONS)
        await person.press("down", "down", "down", "space", "space", "up", "up", "up", "space")
        assert "[x] None of these" in person.sees
        await person.press("escape")
        assert "Which daily dose" not in person.sees
        await person.press("escape")
        assert CONDITIONS in person.sees
        await person.press("enter")
        assert "mcg daily" in person.sees  # taken, the answer lifts the stop


async def test_what_an_earlier_answer_reopened_is_not_settled_by_a_mark(sit, personal):
    """Symptoms that a new start asks for again are not there by being marked and unmarked before."""
    async with sit(profile=personal) as person:
        await at(person, SYMPTOMS)
        await person.press("down", "space", "escape")
        await choose(person, "On which day do you start?")
        await person.replace("2026-02-09")
        await person.press("enter")
        assert SYMPTOMS in person.sees
        await person.press("space", "escape", "enter")
        assert "Step 7 of 8" not in person.sees
        assert SYMPTOMS in person.sees


async def test_beside_a_question_without_an_answer_stands_no_plan(sit, personal):
    """In a wide window, nothing is planned with the answer that was there, once its marks are gone."""
    async with sit(size=(120, 40), profile=personal) as person:
        await at(person, CONDITIONS)
        assert "300 mcg daily" in person.sees
        await person.press("space")
        assert "The dose follows once" in person.sees
        assert "300 mcg daily" not in person.sees


def test_the_same_typed_otherwise_is_no_change(session):
    """70 and 70,0 kg over 70 kg are the answer that was given; another number, an unreadable line
    and none are not.
    """
    asked = session.question("person.weight")
    assert [
        differs(asked, typed, session) for typed in ("70", "70,0 kg", " 70kg ", "71", "7o", "")
    ] == [
        False,
        False,
        False,
        True,
        True,
        True,
    ]


async def test_what_a_route_hides_is_neither_taken_back_nor_read_as_none(sit, answers, build):
    """R02, R03: under the skin the nasal line is out of sight; "none" is not marked in its place,
    and it is there again with the nose.
    """
    said = answers(form="vial", medicines=("nasal-vasoconstrictor",))
    async with sit(profile=build(said)) as person:
        await at(person, MEDICINES)
        assert "[ ] None of these medicines" in person.sees
        assert "[x]" not in person.sees
        assert "nose" not in person.sees
        await person.press("enter")
        assert "Mark with Space what applies" in person.sees
        await person.press("space", "enter")
        assert "Step 7 of 8 Review" in person.sees
        await at(person, "Which form does it come in?")
        await person.press("home", "enter")
        said = {
            "bottle hold": ["3", "enter"],
            "How strong": ["1", "enter"],
            "How is it taken": ["home", "enter"],
            "drops make": ["enter"],
        }
        await person.answer(
            said | {"good after opening": ["enter"], "When was your bottle": ["enter"]},
            "Stop: Nasal spray or drops",
        )
