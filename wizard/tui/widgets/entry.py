"""A line to type an answer in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from textual.events import Key
from textual.widgets import Input
from textual.widgets.input import Selection

from wizard.conversation.view import Type
from wizard.text.sanitize import JOINERS, clean

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
    """A line to type in.

    Its text is selected at first, so that typing replaces it and Enter accepts it. It handles keys
    at once and in order, so that fast typing never runs into the next field. `typed` is called with
    the text as it changes.
    """

    def __init__(self, typed: Callable[[str], Any]) -> None:
        super().__init__(compact=True, select_on_focus=False, id="entry")
        self.cursor_blink = False
        self._typed = typed
        self._longest = 0

    def fill(self, ask: Type) -> None:
        """Ask for this text."""
        self._longest = ask.longest
        self.placeholder = ask.placeholder
        self.value = ask.text
        self.selection = Selection(0, len(ask.text))

    def press(self, event: Key) -> bool:
        """Type or edit; return whether the line used the key."""
        if event.character and (event.is_printable or event.character in JOINERS):
            self.put(event.character)
        elif (edit := _EDITS.get(event.key)) is not None:
            edit(self)
            self._typed(self.value)
        else:
            return False
        return True

    def put(self, text: str) -> None:
        """Put text in place of the selection, made safe and cut to the longest answer allowed."""
        start, end = sorted(self.selection)
        room = max(0, self._longest - len(self.value) + end - start)
        short = text[: 4 * self._longest]
        # A joiner may wait for its next letter: the whole is cleaned when it is taken
        safe = short if short in JOINERS else clean(short, len(short))
        self.replace(safe[:room], start, end)
        self._typed(self.value)
