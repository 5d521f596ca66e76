"""A shared profile: what its author planned, what came along, and what differs in one's own plan."""

from decimal import Decimal

import pytest

from wizard.profile.file_format import dumps, share
from wizard.profile.read import read_profile

HOSTILE = "[red]x[/] [@click=app.quit]y[/] [/]"
DIFFERS = (
    "The author asked for 600 mcg daily; your weight allows 570 mcg, "
    "and whole drops give 550 mcg daily, in 2 sessions (6 drops, then 5 drops)."
)


@pytest.fixture
def shared(answers, build):
    """A plan for 600 mcg, shared by someone who is not new to it, under a hostile name."""
    return read_profile(
        dumps(share(build(answers(target_mcg=Decimal(600), on_days=12), HOSTILE))).encode()
    )


async def test_first_page_says_what_the_author_planned(sit, shared):
    """Goal, product, target and cycle of the author stand there, and that nothing about a person
    came along.
    """
    async with sit(profile=shared) as person:
        assert f"A shared plan: {HOSTILE}" in person.sees
        for planned in (
            "Goal Focus, memory",
            "Form Nasal drops",
            "Strength 0.1% (1 mg per mL)",
            "Daily dose asked for 600 mcg",
            "Days on 12 days",
        ):
            assert planned in person.sees
        assert "Nothing about a person came along" in person.sees
        await person.press("enter")
        assert "How many drops make 1 mL?" in person.sees


async def test_what_differs_is_said_before_the_review_and_on_it(sit, shared, drops):
    """After the last answer a page gives each difference with its reason; the review has a line,
    and Back shows them again.
    """
    async with sit(profile=shared) as person:
        await person.answer(
            {"Is 38 kg right?": ["right", "enter"]}
            | drops
            | {"What do you weigh?": [*"38", "enter"]},
            "Your plan is not the one the author asked for.",
        )
        assert DIFFERS in person.sees
        await person.press("enter")
        assert "Not as its author asked. The author asked for 600 mcg daily" in person.sees
        assert "Semax plan" in person.sees
        await person.press("escape")
        assert "Your plan is not the one the author asked for." in person.sees
        await person.press("escape")
        assert "Step 6 of 8" in person.sees


async def test_the_author_is_remembered_by_a_draft(sit, shared, drops):
    """After a dropped connection the comparison stands before the review as it would have; the
    author's file is not what is saved over.
    """
    async with sit(profile=shared) as person:
        await person.answer(
            {"Is 38 kg right?": ["right", "enter"]}
            | drops
            | {"What do you weigh?": [*"38", "enter"]},
            "When do you wake up?",
        )
        await person.press("ctrl+q")
        assert await person.has_left()
    async with sit() as person:
        await person.press("enter", "enter")
        await person.answer(drops, "Your plan is not the one the author asked for.")
        assert DIFFERS in person.sees
        await person.press("enter", "enter", "enter")
        assert await person.comes_to_see("A new file:")


@pytest.mark.slow
async def test_own_plan_forgets_the_author(sit, shared, drops):
    """A new interview after a shared one says nothing about an author."""
    async with sit(profile=shared) as person:
        await person.press("right", "enter", "n", "enter")
        await person.answer(drops, "Review")
        assert "author" not in person.sees


async def test_no_plan_for_the_receiver(sit, shared, seizure):
    """Where screening stops the receiver, that is what differs, with no figure of the author's."""
    async with sit(profile=shared) as person:
        await person.answer(seizure, "Stop: no plan is made.")
        assert "mcg" not in person.sees
        await person.press("enter")
        await person.answer(seizure, "Review")
        assert "For you none is made: the outcome of screening is stop." in person.sees
        await person.press("enter")
        for _ in range(12):
            assert "mcg" not in person.sees
            await person.press("pagedown")


async def test_invalid_shared_profile(sit, shared):
    """A shared file that no plan can follow from is refused with its problems, which only its
    author can mend.
    """
    text = dumps(shared).replace('goal = "general-cognition"', 'goal = "[/]"')
    async with sit(profile=read_profile(text.encode())) as person:
        assert "This shared profile cannot be used." in person.sees
        assert "'[/]' is not a known goal" in person.sees
        await person.press("enter")
        assert "What would you like to do?" in person.sees
