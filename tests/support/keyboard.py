"""Someone at the keyboard: presses keys, and reads what stands on the screen."""

import asyncio
from datetime import UTC, datetime
from math import inf

import pytest
from textual.events import Key, Paste

from tests.support import someone
from wizard.conversation.view import Type
from wizard.tui.keys import actions
from wizard.tui.looks import marks

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
NONE = ["end", "space", "enter"]
DROPS = {
    "The author asked for:": ["enter"],
    "What is it for?": ["enter"],
    "Which compound is it?": ["down", "enter"],
    "Which form does it come in?": ["down", "enter"],
    "Which bottle is it?": ["home", "enter"],
    "How many drops make 1 mL?": ["enter"],
    "How is it taken?": ["enter"],
    "How old are you, in years?": ["3", "5", "enter"],
    "What do you weigh?": ["7", "0", "enter"],
    "Is this your first course?": ["y", "enter"],
    **dict.fromkeys(someone.CHECKLISTS, NONE),
    "Are you an athlete who may be tested for doping?": ["n", "enter"],
    "When do you wake up?": ["enter"],
    "Is all of this right?": ["enter"],
    "Which daily dose do you ask for, in mcg?": ["enter"],
    "On which day do you start?": ["enter"],
}
VIAL = DROPS | {
    "Which form does it come in?": ["v", "enter"],
    "How much is in the vial, in mg?": ["1", "0", "enter"],
    "How much bacteriostatic water is added, in mL?": ["3", "enter"],
    "Which insulin syringe is used?": ["down", "enter"],
    "How far apart are the marks of the syringe?": ["down", "enter"],
    "Do you have a certificate that this lot is sterile and free of endotoxin?": ["n", "enter"],
    "Is this your first course?": ["n", "enter"],
    "When did your last course end?": ["enter"],
    "Which daily dose do you ask for, in mcg?": [*"300", "enter"],
    "How many cycles are planned?": ["enter"],
}
SEIZURE = DROPS | {
    "Pregnancy, heart and brain: does any of these apply to you?": [*["down"] * 5, "space", "enter"]
}

MEANS = {
    (question, tuple(keys)): said[question]
    for typed, said in ((DROPS, someone.DROPS), (VIAL, someone.VIAL))
    for question, keys in typed.items()
    if question in said and question != "How is it taken?"  # the same key, and another answer
} | {
    ("Which insulin syringe is used?", ("down", "enter")): "U-100, 0.3 mL",
    ("On which day do you start?", ("enter",)): "2026-01-06",
}
"""What these keys answer to a question; `test_coming_to_a_page_is_walking_there` compares both."""


async def drawn(pilot):
    """Wait until all is done and stands on the screen: what must be read takes no key before."""
    await pilot.pause(0)
    if pilot.app.is_running and isinstance(pilot.app.screen.view.ask, Type):
        await pilot.app.screen.wait_for_refresh()  # a letter is drawn before what it means
    for _ in range(1000):
        if not pilot.app.is_running or pilot.app.screen._since < inf:  # noqa: SLF001 - a test's only
            return
        await asyncio.sleep(0.001)


class Person:
    """Whoever sits at the terminal."""

    def __init__(self, pilot):
        self._pilot = pilot
        self.presses = 0

    @property
    def rows(self):
        """What should stand on each row of the screen, without blanks at the end."""
        strips = self._pilot.app.screen._compositor.render_strips()  # noqa: SLF001 - as drawn
        return [strip.text.replace("\xa0", " ").rstrip() for strip in strips]

    @property
    def lines(self):
        """What stands on the screen, line by line, without scroll bars, blanks at the ends and
        blank lines.
        """
        rows = (row.rstrip(f" {marks().bar}") for row in self.rows)
        return [row for row in rows if row]

    @property
    def cursor(self):
        """Where the terminal's cursor is put: column and row."""
        return self._pilot.app.cursor_position

    async def settles(self):
        """Wait until nothing more is drawn: lists scroll once they are laid out."""
        for _ in range(3):
            await self._pilot.pause(0)
        await asyncio.sleep(0.02)

    @property
    def sees(self):
        """All of it, lines joined and blanks made single, so that a sentence is found wherever it
        wraps, also at the edge of a line to type in.
        """
        lines = (line.replace("▌   ", " ") for line in self.lines)
        return " ".join(" ".join(lines).split())

    @property
    def asks(self):
        """The question alone: what stands left of the rule, where something stands beside it."""
        left = (line.partition("│")[0].replace("▌", "") for line in self.lines)
        return " ".join(" ".join(left).split())

    @property
    def beside(self):
        """What stands beside the question."""
        return " ".join(" ".join(line.partition("│")[2] for line in self.lines).split())

    @property
    def where(self):
        """Where the person is, as line mode says it; the screen has the steps by name."""
        return self._pilot.app.screen.view.heading

    @property
    def keys(self):
        """The row of keys at the foot of the screen, with blanks made single."""
        return " ".join(self._pilot.app.screen.query_one("#keys").render().plain.split())

    @property
    def focused(self):
        """What has the focus: the action of the row of keys, or the id of a widget, or `None`."""
        focused = self._pilot.app.focused
        if focused is not None and focused.id == "keys":
            return actions(self._pilot.app.screen.view)[focused.at].label
        return focused and focused.id

    async def comes_to_see(self, words):
        """Whether these words are on the screen, or are so in a moment: lists scroll once they are
        laid out.
        """
        for _ in range(200):
            if words in self.sees or words in self.where:
                return True
            await asyncio.sleep(0.01)
        return False

    async def has_left(self):
        """Whether the program has ended, or does so in a moment."""
        for _ in range(200):
            if not self._pilot.app.is_running:
                return True
            await asyncio.sleep(0.01)
        return False

    async def press(self, *keys):
        """Press keys one after the other, as fast as a person reads."""
        for key in keys:
            self._post(key)
            await drawn(self._pilot)
            self.presses += 1

    async def press_at_once(self, *keys):
        """Press keys that arrive in one packet."""
        for key in keys:
            self._post(key)
        await drawn(self._pilot)
        self.presses += len(keys)

    async def paste(self, text):
        """Paste this."""
        await self.receive(Paste(text))

    async def receive(self, message):
        """Get this from the terminal."""
        self._pilot.app.post_message(message)
        await drawn(self._pilot)

    def _post(self, key):
        character = {"space": " "}.get(key, key if len(key) == 1 else None)
        self._pilot.app.post_message(
            Key(key, character)
        )  # as the driver does; Pilot.press waits 60 ms longer for it

    async def type(self, text):
        """Type this."""
        await self.press_at_once(*("space" if char == " " else char for char in text))

    async def resize(self, columns, rows):
        """Change the size of the window."""
        await self._pilot.resize_terminal(columns, rows)
        await drawn(self._pilot)

    async def replace(self, text):
        """Clear the line, and type this instead."""
        await self.press_at_once("end", "ctrl+u")
        await self.type(text)

    async def comes_to(self, said, until):
        """Be shown what `answer` leads to, without the pages on the way."""
        app = self._pilot.app
        other = someone.Someone(app.conversation)
        while until not in (asked := other.sees) and until not in other.view.heading:
            keys = said.get(asked, ())
            if (asked, tuple(keys)) in MEANS:
                other.give(MEANS[asked, tuple(keys)])
            elif asked == "How is it taken?" and keys == ["enter"]:
                ask = other.view.ask
                other.send(ask.options[ask.highlighted].intent)
            else:
                break
            assert not app.conversation.error, (asked, app.conversation.error)
        app.screen.show(app.conversation.view, app.conversation.showing)
        app._settle()  # noqa: SLF001 - as after each intent
        await drawn(self._pilot)
        await self.answer(said, until)

    async def answer(self, said, until):
        """Answer every question as `said` until these words are in its title, or are on the screen
        of a page that asks nothing.
        """
        for _ in range(40):
            asked = self._pilot.app.screen.view.title
            arrived = until in asked or until in self.where
            if arrived or said.get(asked, NONE) == NONE:  # a list must be seen before it is marked
                seen = self.sees
                if arrived or until in seen:
                    return
                asked = next((question for question in said if question in seen), None)
                assert asked is not None, f"nothing to say to:\n{seen}"
            keys = said[asked]
            if keys == NONE:  # the end of a list is marked once every line was on the screen
                low = self._pilot.app.size.height < 24
                for key in (*["down"] * 9 * low, "end"):
                    await self.press(key)
                    assert self.sees
                keys = keys[1:]
            await self.press_at_once(*keys)
        pytest.fail(f"{until!r} was never shown; at the end:\n{self.sees}")
