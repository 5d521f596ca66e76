"""Why, in the wizard: one key opens it, one key leads back, and nothing is lost on the way."""

import pytest

from wizard.explain.pages import of_question
from wizard.interview.from_profile import from_answers
from wizard.interview.question import Kind
from wizard.interview.questions import questions

WHY = "Why: "
COURSES = ("drops", "vial")


async def _looks_and_returns(person, key="?"):
    """Open help and come back; what was on the screen stands there again."""
    before, focused = person.lines, person.focused
    await person.press(key)
    assert WHY in person.sees, person.sees
    await person.press("escape")
    assert person.lines == before
    assert person.focused == focused


@pytest.mark.parametrize(
    "walk", ["one of each kind", *(pytest.param(each, marks=pytest.mark.slow) for each in COURSES)]
)
async def test_help_at_every_question(sit, request, walk, catalog, drops):
    """At every question ? explains it, and Escape leads back with what was typed, marked and
    highlighted; a vial's questions too.
    """
    said = request.getfixturevalue(walk) if walk in COURSES else drops
    new = {
        "drops": said,
        "vial": {asked: keys for asked, keys in said.items() if keys != drops.get(asked)},
        "one of each kind": {
            asked.kind: asked.question
            for asked in questions(catalog.screening.groups)
            if asked.question in said
        }.values(),
    }[walk]
    kinds = {asked.question: asked.kind for asked in questions(catalog.screening.groups)}
    async with sit() as person:
        await person.press("enter")
        for _ in range(40):
            seen = person.sees
            question = next((each for each in said if each in seen), None)
            if question is None:
                break
            match kinds.get(question) if question in new else None:
                case None:
                    pass
                case Kind.CHECKLIST:
                    await person.press("down", "space")
                    await _looks_and_returns(person)
                    await person.press("space", "space", "up")
                case Kind.CHOICE:
                    await person.press("down")
                    await _looks_and_returns(person, "f1")
                    await person.press("up")
                case _:
                    await person.press_at_once(*said[question][:-1])
                    await _looks_and_returns(person)
                    await person.press("end", "ctrl+u" if len(said[question]) > 1 else "end")
            await person.press(*said[question])
        assert person.where == "Step 7 of 8  Review"


def test_every_option_is_explained(catalog, answers):
    """Each choice of each question has a page; it names its rule, or says that it is the person's
    own answer.
    """
    for form in ("drops", "spray", "vial"):
        session = from_answers(answers(form=form), catalog, answers().schedule.start)
        for asked in session.questions:
            for choice in (None, *asked.choices(session)):
                page = of_question(asked, choice, session)
                assert page.title.startswith(WHY)
                assert page.sections[0].blocks
                if choice is not None and choice.closed:
                    assert choice.closed in repr(page)


async def test_closed_choice_is_explained(sit, drops):
    """A closed choice can be highlighted, and its page holds the reason and the rule."""
    async with sit() as person:
        await person.press("enter")
        await person.comes_to(drops, "How is it taken?")
        await person.press("end", "?")
        assert "Why: Subcutaneous (under the skin)" in person.sees
        assert "Closed. A product for the nose need not be free of germs" in person.sees


async def test_question_mark_is_never_typed_into_a_number(sit, drops):
    """A question mark opens help and leaves the number alone; in a name it is a letter."""
    async with sit() as person:
        await person.press("enter")
        await person.comes_to(drops, "What do you weigh?")
        await person.type("7?")
        assert "Why: What do you weigh?" in person.sees
        await person.press("escape")
        assert "▌ 7" in person.sees
        assert "?" not in next(line for line in person.lines if line.startswith("  ▌  7"))
        await person.press("backspace")
        await person.comes_to(drops, "Step 7 of 8")
        await person.press("s")
        await person.replace("Why?")
        assert "▌ Why?" in person.sees


async def test_button_explains_too(sit):
    """The action does what ? does, and Back on the page leads to the list as it was."""
    async with sit() as person:
        await person.press("enter", "down", "tab", "tab", "enter")
        assert "Why: Exams, deadlines, mental fatigue" in person.sees
        await person.press("escape", "enter")
        await person.press("escape")
        assert "Exams, deadlines, mental fatigue ✓" in person.sees


async def test_review_opens_what_shaped_the_plan(sit, answers, build):
    """From the review the conflicts, the texts alone and each figure are two keys away, and the way
    back keeps the place.
    """
    async with sit(profile=build(answers())) as person:
        await person.press(*["down"] * 5)
        await person.settles()
        before = person.lines
        await person.press("?")
        assert "What do you want to know more about?" in person.sees
        await person.press("end", "enter")
        keys = "Enter choose; S save; C change; P pictures; ? why; "
        assert f"Keys on that page: {keys}" in person.sees
        await person.press("escape", "home")
        assert "What shaped this plan" in person.sees
        await person.press("enter")
        assert await person.comes_to_see("C13: How long to rest")
        await person.press("escape", "down", "enter")
        assert "This plan 300 10 30 Source A alone" in person.sees
        await person.press("escape", *["down"] * 3, "enter")
        assert "Why: ceiling" in person.sees
        assert await person.comes_to_see("the least of 600, 1,050 and 600 = 600 mcg")
        await person.press("escape")
        assert "What do you want to know more about?" in person.sees
        await person.press("escape")
        assert await person.comes_to_see(" ".join(" ".join(before).split()))


async def test_texts_alone_on_the_plan_step(sit, drops):
    """On the plan step one button compares what each text alone would give; it cannot be chosen."""
    async with sit() as person:
        await person.press("enter")
        await person.comes_to(drops, "Which daily dose")
        await person.press("3", "tab", "tab", "enter")
        assert "This plan 200, then 300 10 30" in person.sees
        await person.press("enter")
        assert "▌ 3" in person.sees
