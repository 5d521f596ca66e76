"""R02, R03: an answer that somebody began to change plans nothing until it is given again, whichever way they go (README, "Screening")."""

import pytest

CONDITIONS, MEDICINES = "Does any of these apply to you?", "Do you take any of these medicines?"
CHANGED = "Changed, but not taken yet: Enter takes it as it stands here."
AGE = "How old are you, in years?"


@pytest.fixture
def personal(answers, build):
    """A profile with a plan, opened."""
    return build(answers())


def saved(home):
    """The profiles in the folder, drafts left out."""
    return [path for path in home.glob("*.toml") if not path.name.startswith(".")]


async def at(person, question):
    """Have the list of answers ask this question again, from the review."""
    await person.press("right", "enter")
    for _ in range(40):
        if f"> {question}" in person.sees:
            break
        await person.press("down")
    await person.press("enter")
    assert question in person.sees


WAYS = {
    "Escape twice": ["escape", "escape"],
    "the Back button": ["tab", "tab", "enter", "escape"],
}


@pytest.mark.parametrize("keys", WAYS.values(), ids=WAYS)
async def test_a_mark_that_was_not_taken_keeps_the_plan_away(sit, personal, keys):
    """A seizure marked over "none of these", and left with Escape or Back: there is no review and nothing to save."""
    async with sit(profile=personal) as person:
        await at(person, CONDITIONS)
        await person.press("down", "down", "down", "space")
        assert "[x] yes Epilepsy" in person.sees
        await person.press(*keys)
        assert CONDITIONS in person.sees
        assert CHANGED in person.sees
        assert "[x] yes Epilepsy" in person.sees
        await person.press("enter")
        assert "Stop: no plan is made" in person.sees


async def test_an_age_that_was_not_taken_keeps_the_plan_away(sit, personal):
    """16 typed over 35 and left: asked again, and refused once it is taken."""
    async with sit(profile=personal) as person:
        await at(person, AGE)
        await person.replace("16")
        await person.press("tab", "tab", "enter", "escape")
        assert AGE in person.sees
        assert "> 16" in person.sees
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
    assert not saved(home)
    assert list(home.glob(".draft-*.toml"))
    async with sit() as person:
        assert "Resume" in person.sees
        await person.press("enter")
        await person.press("enter")
        assert CONDITIONS in person.sees


async def test_what_was_changed_and_changed_back_waits_for_nobody(sit, personal, home):
    """The same mark taken away again: the review is there, and no draft of a change that is none."""
    async with sit(profile=personal) as person:
        await at(person, CONDITIONS)
        await person.press("down", "down", "down", "space", "space", "space", "up", "up", "up", "space", "escape", "escape")
        assert "Step 7 of 8 Review" in person.sees
    assert not list(home.glob(".draft-*.toml"))
