"""The progress rail: one thin piece for each step, heavy as far as it is done."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from wizard.tui.marks import RAIL_DONE, RAIL_OPEN
from wizard.tui.view import Place


class Rail(Widget):
    """How far the interview has come."""

    place: reactive[Place | None] = reactive(None)

    def render(self) -> Content:
        """The line: done steps heavy and coloured, open ones light."""
        if self.place is None:
            return Content("")
        place = self.place
        each = max(1, (self.size.width - place.steps + 1) // place.steps)
        pieces = []
        for step in range(place.steps):
            done = each if step < place.step else int(each * place.within) if step == place.step else 0
            pieces += [Content.styled(RAIL_DONE * done, "$secondary"), Content.styled(RAIL_OPEN * (each - done), "dim"), Content(" ")]
        return Content("").join(pieces[:-1])
