"""No key and no line can dismiss what was not read (issue 17, point 7)."""

import io
import os
import pty

import pytest
from textual.events import Key

from tests.conversation.test_both_faces import Recorded
from tests.support.keyboard import drawn
from tests.support.ways import PAGES
from wizard.conversation.view import View
from wizard.plain import run
from wizard.plain.talk import Talk
from wizard.profile.folder import ProfileFolder
from wizard.tui.app import WizardApp

READ_FIRST = {
    "Confirming",
    "Deleting",
    "Differs",
    "Discarding",
    "Leaving",
    "Replacing",
    "ReplacingExport",
    "Verdict",
    "a sheet for a clinician",
    "a stop",
}
"""The pages to read on which something is stopped, or risky, or final."""
KEYS = {
    "enter": None,
    "space": " ",
    "tab": None,
    "escape": None,
    "ctrl+q": None,
    "q": "q",
    "1": "1",
}


@pytest.mark.parametrize("page", PAGES)
def test_which_pages_must_be_read(shown, page):
    """What is stopped, risky or final is to be read first, and no other page without a question."""
    view = shown(page)
    assert (view.careful and view.ask is None) == (page in READ_FIRST)


async def test_no_key_answers_what_does_not_stand_on_the_screen(shown):
    """A key pressed before the page is drawn does nothing, and no button has the focus then."""
    conversation = Recorded()
    app = WizardApp(View(title="The first"), lambda: conversation, "dark")
    async with app.run_test(size=(80, 24)) as pilot:
        for page in READ_FIRST:
            await drawn(pilot)
            conversation.showing += 1
            app.screen.show(shown(page), conversation.showing)
            for key, character in KEYS.items():
                app.press(Key(key, character))
            await drawn(pilot)
            assert conversation.sent == [], page
            assert app.focused is None, page
            app.press(Key("enter", None))
            assert conversation.sent == [], page
            app.press(Key("tab", None))
            app.press(Key("enter", None))
            assert conversation.sent == [shown(page).actions[0].intent], page
            conversation.sent.clear()


class _Screen(io.StringIO):
    """What stands on a terminal; `then` is called once these words stand there."""

    def __init__(self, words, then):
        super().__init__()
        self._words, self._then = words, then

    def write(self, text):
        """Write it."""
        done = super().write(text)
        if self._words in text:
            self._then()
        return done


@pytest.fixture
def typing():
    """Two ends of a terminal: what is written to the first is typed at the second."""
    master, slave = pty.openpty()
    with os.fdopen(slave, encoding="utf-8") as source:
        yield master, source
    os.close(master)


def test_lines_typed_ahead_answer_no_stop(typing, catalog, home, clock):
    """In line mode what was typed before a stop stood there is dropped, and that is said."""
    master, source = typing
    os.write(master, b"new\nanxiety-relief\n1\n1\n")
    out = _Screen("is dropped", lambda: os.write(master, b"back\nquit\n"))
    folder = ProfileFolder(home)
    run(source=source, out=out, catalog=lambda: catalog, now=lambda: clock.now, folder=folder)
    told = " ".join(out.getvalue().split())
    assert "No plan is made. Do not take Semax." in told
    after = told.partition("What you typed before this page was shown is dropped.")[2]
    assert after.startswith(" Answer: What is it for?")


def test_a_line_that_was_begun_before_is_dropped_too(typing):
    """Enter alone does not send what was begun before the page stood there."""
    master, source = typing
    talk = Talk(source, io.StringIO())
    os.write(master, b"1")
    talk.drop_ahead()
    os.write(master, b"2\n")
    assert talk.hear("Stop?") == "2"
