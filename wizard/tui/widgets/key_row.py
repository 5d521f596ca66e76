"""The row of keys at the foot of the screen: what can be pressed, clicked and gone to by Tab."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, ClassVar, Final

from textual.content import Content
from textual.events import Click
from textual.geometry import Offset, Size
from textual.widget import Widget

from wizard.text.layout import fold
from wizard.tui.keys import GAP, Hint, fitting
from wizard.tui.looks import ACCENT, CURSOR, DIM, KEY

_BETWEEN: Final = " " * GAP


class KeyRow(Widget, can_focus=True):
    """Keys and what they do, in as many lines as the actions among them need.

    `at` is the action that has the focus. `clicked` is called with a hint that was clicked.
    """

    FOCUS_ON_CLICK: ClassVar[bool] = False

    def __init__(self, clicked: Callable[[Hint], Any]) -> None:
        super().__init__(id="keys")
        self.at: int | None = None
        self._clicked = clicked
        self._hints: tuple[Hint, ...] = ()

    def fill(self, said: tuple[Hint, ...], at: int | None) -> None:
        """Show these hints; one line more or less needs a new layout, and nothing else does."""
        if (said, at) != (self._hints, self.at):
            width = self.size.width
            before = self.lines_of(width)
            self._hints, self.at = said, at
            self.refresh(layout=self.lines_of(width) != before)

    def lines_of(self, width: int) -> int:
        """Return the number of lines at this width."""
        return sum(_height(line, width) for line in fitting(self._hints, width))

    # The signature is Textual's
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Return the number of lines at this width."""
        return self.lines_of(width)

    def render(self) -> Content:
        """Return the hints: each key as what can be pressed, the one with the focus in reverse."""
        lines = fitting(self._hints, self.size.width)
        rows = ([self._shown(hint) for hint in line] for line in lines)
        return Content("\n").join(Content(_BETWEEN).join(row) for row in rows)

    def _shown(self, hint: Hint) -> Content:
        if hint.does is not None and hint.does == self.at:
            return Content.styled(hint.text, CURSOR)
        if not hint.key:
            return Content.styled(hint.label, ACCENT)
        return Content.styled(hint.key, KEY) + Content.styled(f" {hint.label}", DIM)

    @property
    def caret(self) -> Offset:
        """Return where the action with the focus stands, or else the first one."""
        at = self.at or 0
        return next((place for hint, place in self._places() if hint.does == at), Offset(0, 0))

    def _places(self) -> Iterator[tuple[Hint, Offset]]:
        row = 0
        for line in fitting(self._hints, self.size.width):
            column = 0
            for hint in line:
                yield hint, Offset(column, row)
                column += len(hint.text) + GAP
            row += _height(line, self.size.width)

    def on_click(self, event: Click) -> None:
        """Do what the hint says that was clicked."""
        for hint, place in self._places():
            if event.y == place.y and 0 <= event.x - place.x < len(hint.text):
                self._clicked(hint)


def _height(line: tuple[Hint, ...], width: int) -> int:
    """Return the rows of a line; one with a single long hint is folded."""
    return len(fold(_BETWEEN.join(hint.text for hint in line), max(1, width)))
