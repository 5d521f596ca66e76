"""A list that typing narrows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from textual.events import Key
from textual.widgets.option_list import Option as Row

from wizard.conversation.view import Pick, Search
from wizard.text.sanitize import clean
from wizard.text.translation import _, figure
from wizard.tui.widgets.choices import Choices
from wizard.tui.widgets.rows import Rows

_LONGEST: Final = 80


class SearchList(Choices):
    """The options that hold every word that is typed.

    `moved` is called with the words and the row as they change.
    """

    def __init__(self, moved: Callable[[str, int], Any]) -> None:
        super().__init__("search-list")
        self._moved = moved
        self._all = Search(())
        self._typed = ""

    def search(self, ask: Search, width: int) -> None:
        """Search this now, on lines of this width."""
        self._all, self._width = ask, width
        self._narrow(ask.words, ask.row)
        self.call_after_refresh(self.scroll_to_highlight)

    @property
    def echo(self) -> str:
        """Return what is searched for, and how much is found."""
        if not self._typed:
            return _("Type to search.")
        number = len(self._options_shown)
        found = figure(f"{number:,}") if number else _("nothing")
        return _("Search: {words}   ({number} found)").format(words=self._typed, number=found)

    def press(self, event: Key) -> bool:
        """Return whether the key was one that moves, or that changes what is searched for."""
        if event.key == "backspace":
            self._narrow(self._typed[:-1])
        elif event.key == "ctrl+u":
            self._narrow("")
        elif event.is_printable and event.character:
            self.put(event.character)
        elif Rows.press(self, event):
            self._tell()
        else:
            return False
        return True

    def put(self, text: str) -> None:
        """Search for this as well."""
        self._narrow(clean(self._typed + text[:_LONGEST], _LONGEST))

    def _narrow(self, typed: str, row: int = 0) -> None:
        self._typed = typed
        wanted = typed.casefold().split()
        found = tuple(
            each for each in self._all.options if all(word in each.words for word in wanted)
        )
        self._ask = Pick(found)
        self.set_options(map(Row, self.prompts()))
        self.highlighted = min(row, len(found) - 1) if found else None
        self.scroll_home(animate=False, immediate=True)
        self._tell()

    def _tell(self) -> None:
        self._moved(self._typed, self.highlighted or 0)
