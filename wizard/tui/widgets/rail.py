"""The progress rail: one thin piece for each step, heavy as far as it is done."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from wizard.conversation.view import Progress
from wizard.tui.marks import RAIL, RAIL_ASCII


class Rail(Widget):
    """How far the interview has come."""

    progress: reactive[Progress | None] = reactive(None)

    def __init__(self, *, ascii_only: bool) -> None:
        super().__init__(id="rail")
        self._done, self._open = RAIL_ASCII if ascii_only else RAIL

    def render(self) -> Content:
        """The line: done steps heavy and coloured, open ones light."""
        if self.progress is None:
            return Content("")
        place = self.progress
        each = max(1, (self.size.width - place.steps + 1) // place.steps)
        faint = "" if self.screen.has_class("look-contrast") else "dim"
        pieces = []
        for step in range(place.steps):
            done = (
                each if step < place.step else int(each * place.within) if step == place.step else 0
            )
            pieces += [
                Content(self._done * done),
                Content.styled(self._open * (each - done), faint),
                Content(" "),
            ]
        return Content("").join(pieces[:-1])
