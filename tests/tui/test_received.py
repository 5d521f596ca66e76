"""A shared profile: what its author planned, what came along, and what differs in one's own
plan.
"""

from decimal import Decimal

import pytest

from wizard.profile.file_format import dumps, share
from wizard.profile.read import read_profile

HOSTILE = "[red]x[/] [@click=app.quit]y[/] [/]"


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
        assert "Which bottle is it?" in person.sees
        assert "▸ 0.1%, 3 mL (suggested)" in person.sees
        assert "Take it only if your own label says the same." in person.sees
