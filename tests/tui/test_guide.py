"""The guide at the screen: read, turned and searched by keys, in the room that its pages are made
for.
"""

from tests.catalog.test_guide import THREE_SCREENS
from wizard.conversation.moves import Move


async def test_the_guide_is_read_by_keys(sit):
    """Issue 18, 2: from the start page; Escape leads back where the person was."""
    async with sit() as person:
        await person.press("down", "down", "enter")
        assert "What do you want to read about?" in person.sees
        await person.press("down", "down", "down", "enter")
        assert "Which compound: How the three compounds differ" in person.sees
        assert "Page 1 of " in person.sees
        assert "Standard Semax" in person.sees
        await person.press("enter")
        assert "Page 2 of " in person.sees
        await person.press("escape", "escape")
        assert "What would you like to do?" in person.sees
