"""A list that typing narrows: its rows are read bit by bit as it is scrolled, so that thousands hold nothing up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic
from typing import Final

from textual.events import Key
from textual.timer import Timer
from textual.widgets.option_list import Option

from wizard.interview.choice import Choice
from wizard.text.sanitize import clean
from wizard.text.translation import _, figure
from wizard.tui.view import Search
from wizard.tui.widgets.choices import Choices
from wizard.tui.widgets.rows import Rows

_LONGEST: Final = 80
_AHEAD: Final = 40
"""Rows that are read beyond the one that is highlighted."""
_EVERY: Final = 0.05
_WORK: Final = 0.03
"""Seconds from one turn of reading to the next, and of reading in each: keys come in between."""


class Found(Choices):
    """What was found. `changed` is called when more was read in the background."""

    def __init__(self, changed: Callable[[], None]) -> None:
        super().__init__("found")
        self._told = changed
        self._ask: Search | None = None
        self._coming: Iterator[Choice | None] = iter(())
        self._typed, self._all = "", True
        self._turns: Timer | None = None

    def on_mount(self) -> None:
        """The background reading, at rest at first."""
        super().on_mount()
        self._turns = self.set_interval(_EVERY, self._turn, pause=True)

    def look(self, ask: Search, width: int) -> None:
        """Search this now, on lines of this width."""
        self._ask, self._width = ask, width
        self._words = {}
        self._begin(ask.words, ask.row)
        self.call_after_refresh(self.scroll_to_highlight)

    @property
    def echo(self) -> str:
        """What is searched for, and how far that is."""
        if not self._typed:
            return _("Type to search.")
        number = len(self._choices)
        found = figure(f"{number:,}") if number else _("nothing")
        told = (
            _("Search: {words}   ({number} found)")
            if self._all or not self._wanting
            else _("Search: {words}   ({number} found, still looking)")
        )
        return told.format(words=self._typed, number=found)

    def press(self, event: Key) -> bool:
        """Whether the key was one that moves, or that changes what is searched for."""
        if event.key == "backspace":
            self._begin(self._typed[:-1])
        elif event.key == "ctrl+u":
            self._begin("")
        elif event.is_printable and event.character:
            self.put(event.character)
        elif event.key == "down" and not self._all and self.highlighted == len(self._choices) - 1:
            pass  # more is on its way; the first row is not what comes next
        elif not Rows.press(self, event):
            return False
        self._kept()
        return True

    def put(self, text: str) -> None:
        """Search for this as well."""
        self._begin(clean(self._typed + text[:_LONGEST], _LONGEST))

    def _begin(self, typed: str, row: int = 0) -> None:
        if self._ask is None:
            return
        self._typed, self._all = typed, False
        self._coming = self._ask.read(typed)
        self._choices = ()
        self.set_options(())
        self._on(row + _AHEAD)
        if self._choices:
            self.highlighted = min(row, len(self._choices) - 1)
        self.scroll_home(animate=False, immediate=True)
        self._kept()

    @property
    def _wanting(self) -> bool:
        """Whether rows are missing that will be looked at soon."""
        return not self._all and len(self._choices) < (self.highlighted or 0) + _AHEAD

    def _kept(self) -> None:
        if self._ask is not None:
            self._ask.keep(self._typed, self.highlighted or 0, self.chosen)
        if self._turns is not None and self._wanting:
            self._turns.resume()

    def _turn(self) -> None:
        if self.display and self._wanting:
            self._on((self.highlighted or 0) + _AHEAD)
            self._kept()
            self._told()
        elif self._turns is not None:
            self._turns.pause()

    def _on(self, rows: int) -> None:
        """Read on for a moment, to so many rows at most."""
        until, new = monotonic() + _WORK, list[Choice]()
        while len(self._choices) + len(new) < rows and monotonic() < until:
            try:
                found = next(self._coming)
            except StopIteration:
                self._all = True
                break
            if found is not None:
                new.append(found)
        first = len(self._choices)
        self._choices += tuple(new)
        self.add_options(Option(self._prompt(row, each)) for row, each in enumerate(new, start=first))
        if self.highlighted is None and self._choices:
            self.highlighted = 0
