"""The guide at a kiosk: the same pages, in both faces."""

import re

import pytest

from tests.kiosk.conftest import NOW
from wizard.conversation.conversation import Conversation
from wizard.conversation.intents import Over
from wizard.conversation.places import Topic
from wizard.explain.guide_pages import Found, of_page
from wizard.profile.folder import ProfileFolder
from wizard.report.export.plain_text import render


async def test_a_visitor_reads_it_at_the_screen(sit):
    """Issue 18, 2: from the start page of a kiosk."""
    async with sit() as person:
        await person.press("down", "down", "enter", "down", "down", "down", "enter")
        assert "Which compound: How the three compounds differ" in person.sees


def test_a_visitor_reads_it_line_by_line(talk):
    """Issue 18, 2: and in line mode, by name, turned and searched."""
    said = talk(["read", "which-compound", "next page", "back", "find", "freez", "1", "quit"])
    assert "Which compound: How the three compounds differ" in said
    assert "How long. Standard Semax: Peak of 2 to 4 hours." in said
    assert "Page 2 of 3" in said
    assert "Getting it right: " in said


@pytest.mark.parametrize("kiosk", [True, False], ids=["kiosk", "no kiosk"])
def test_every_page_is_the_same_for_everybody(folder, home, catalog, kiosk):
    """Issue 18: each face draws the document that the command prints."""
    conversation = Conversation(
        catalog, lambda: NOW, folder if kiosk else ProfileFolder(home), "dark"
    )
    conversation.open()
    for topic in catalog.guide.values():
        for number in range(len(topic.pages)):
            conversation.send(Over(Topic(topic.id, number, dosed=True)))
            (sheet,) = conversation.view.text
            printed = render(of_page(Found(topic, number), catalog, dosed=True))
            assert render(sheet.document) == printed
            assert not re.search(r"semax-wizard (?!sources)", printed)
