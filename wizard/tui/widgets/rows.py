"""A list whose marked row is shown in reverse, so that it is seen without colours too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from rich.style import Style
from textual.events import Key
from textual.strip import Strip
from textual.widgets import OptionList

_REVERSE: Final = Style(reverse=True)


class Rows(OptionList):
    """Rows of text, moved through with the arrow keys."""

    def __init__(self, name: str) -> None:
        super().__init__(compact=True, markup=False, id=name)

    def press(self, event: Key) -> bool:
        """Whether the key was one that moves."""
        move = _MOVES.get(event.key)
        if move is not None:
            move(self)
        return move is not None

    def render_line(self, y: int) -> Strip:
        """A line, in reverse where it belongs to the highlighted row: component styles know no reverse."""
        strip = super().render_line(y)
        rows = {segment.style.meta.get("option") for segment in strip if segment.style is not None}
        return strip.apply_style(_REVERSE) if self.has_focus and self.highlighted in rows - {None} else strip

    def page(self, direction: int) -> None:
        """Move by about half of what is seen, at most to the end: the list's own paging needs lines that are not set yet."""
        rows = [row for row, option in enumerate(self.options) if not option.disabled]
        if rows:
            now = rows.index(self.highlighted) if self.highlighted in rows else 0
            self.highlighted = rows[min(max(0, now + direction * max(1, self.size.height // 2)), len(rows) - 1)]


_MOVES: Final[Mapping[str, Callable[[Rows], object]]] = {
    "up": Rows.action_cursor_up,
    "down": Rows.action_cursor_down,
    "home": Rows.action_first,
    "end": Rows.action_last,
    "pageup": lambda rows: rows.page(-1),
    "pagedown": lambda rows: rows.page(1),
}
