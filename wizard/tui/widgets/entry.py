"""A typed answer: one line, its keys handled at once and in order, so that fast typing never runs into the next field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from textual.events import Key
from textual.widgets import Input
from textual.widgets.input import Selection

from wizard.conversation.view import Type
from wizard.text.sanitize import clean

_EDITS: Final[Mapping[str, Callable[[Input], object]]] = {
    "left": Input.action_cursor_left,
    "right": Input.action_cursor_right,
    "home": Input.action_home,
    "end": Input.action_end,
    "backspace": Input.action_delete_left,
    "delete": Input.action_delete_right,
    "ctrl+u": Input.action_delete_left_all,
    "ctrl+w": Input.action_delete_left_word,
}


class Entry(Input):
    """A line to type in. What it holds is selected at first, so that typing replaces it and Enter accepts it.

    `typed` is called with what it holds as that changes.
    """

    def __init__(self, typed: Callable[[str], Any]) -> None:
        super().__init__(compact=True, select_on_focus=False, id="entry")
        self.cursor_blink = False
        self._typed = typed
        self._ask: Type | None = None

    def fill(self, ask: Type) -> None:
        """Ask this now."""
        self._ask = ask
        self.placeholder = ask.placeholder
        self.value = ask.text
        self.selection = Selection(0, len(ask.text))

    def press(self, event: Key) -> bool:
        """Whether the key was one for this line."""
        if event.is_printable and event.character:
            self.put(event.character)
        elif (edit := _EDITS.get(event.key)) is not None:
            edit(self)
            self._keep()
        else:
            return False
        return True

    def put(self, text: str) -> None:
        """Put typed or pasted text at the cursor, in place of what is selected, made safe and up to the longest allowed."""
        if self._ask is None:
            return
        start, end = sorted(self.selection)
        room = max(0, self._ask.longest - len(self.value) + end - start)
        short = text[: 4 * self._ask.longest]
        self.replace(clean(short, len(short))[:room], start, end)
        self._keep()

    def _keep(self) -> None:
        self._typed(self.value)
