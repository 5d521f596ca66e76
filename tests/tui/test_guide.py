"""The guide at the screen: read, turned and searched by keys, on pages of three screens at most."""

from wizard.conversation.intents import Over
from wizard.conversation.places import Topic


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


async def test_words_are_found_by_keys(sit):
    """Issue 18, 3: typed, and led to the page."""
    async with sit() as person:
        await person.press("down", "down", "enter", "tab", "enter")
        assert "What are you looking for?" in person.sees
        await person.press(*"freez", "enter")
        assert "Which of these do you want to read?" in person.sees
        await person.press("enter")
        assert "Getting it right: " in person.sees


async def test_no_page_is_longer_than_three_screens(made, catalog):
    """Issue 18: of 80 columns and 24 rows."""
    long = []
    async with made().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        reading = pilot.app.screen.query_one("#reading")
        for topic in catalog.guide.values():
            for number, page in enumerate(topic.pages):
                pilot.app.send(Over(Topic(topic.id, number, dosed=True)))
                await pilot.pause()
                rows = reading.virtual_size.height
                if rows > 3 * reading.size.height or rows < 3:
                    long.append((topic.id, page.title, rows, reading.size.height))
    assert long == []
