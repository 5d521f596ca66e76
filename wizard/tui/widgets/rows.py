"""A list whose marked row has a sign before it and is shown in reverse, so that it is seen without colours too."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.events import Key
from textual.strip import Strip
from textual.widgets import OptionList

from wizard.tui.marks import HERE
from wizard.tui.widgets.bar import plain_bar

_REVERSE: Final = Style(reverse=True)
GUTTER: Final = len(HERE)
_LEAST_WIDTH: Final = 20


class Rows(OptionList):
    """Rows of text, moved through with the arrow keys. `faint` is how what stands back is shown."""

    def __init__(self, name: str) -> None:
        super().__init__(compact=True, markup=False, id=name)
        self.faint = "dim"
        self._width = 0

    def on_mount(self) -> None:
        """A scroll bar that is seen everywhere."""
        plain_bar(self)

    def press(self, event: Key) -> bool:
        """Whether the key was one that moves."""
        move = _MOVES.get(event.key)
        if move is not None:
            move(self)
        return move is not None

    def prompts(self) -> list[Content]:
        """What the rows say, as `folded` gives it."""
        raise NotImplementedError

    def folded(self, text: str, first: int, then: int) -> str:
        """The text in lines of the width there is, indented by so many columns: the first of a row by the gutter, others by more."""
        return textwrap.fill(
            text,
            max(_LEAST_WIDTH, self._width),
            initial_indent=" " * first,
            subsequent_indent=" " * then,
        )

    def fit(self, width: int) -> None:
        """Set the lines again for this width."""
        if width != self._width:
            self._width = width
            self.set_again()

    def set_again(self) -> None:
        """Set the rows again where they say something else now."""
        for row, prompt in enumerate(self.prompts()):
            if prompt != self.get_option_at_index(row).prompt:
                self.replace_option_prompt_at_index(row, prompt)

    def render_line(self, y: int) -> Strip:
        """A line; the first one of the highlighted row with a sign in its gutter, and in reverse: component styles know none."""
        strip = super().render_line(y)
        rows = {segment.style.meta.get("option") for segment in strip if segment.style is not None}
        if self.highlighted not in rows - {None}:
            return strip
        if not strip.text[GUTTER : GUTTER + 1].strip():
            return strip
        style = next((segment.style for segment in strip), None)
        end = len(strip.text.rstrip()) + 1
        marked = Strip.join([Strip([Segment(HERE, style)]), strip.crop(GUTTER, end)])
        return Strip.join(
            [marked.apply_style(_REVERSE) if self.has_focus else marked, strip.crop(end)]
        )

    def page(self, direction: int) -> None:
        """Move by about half of what is seen, at most to the end: the list's own paging needs lines that are not set yet."""
        rows = [row for row, option in enumerate(self.options) if not option.disabled]
        if rows:
            now = rows.index(self.highlighted) if self.highlighted in rows else 0
            self.highlighted = rows[
                min(max(0, now + direction * max(1, self.size.height // 2)), len(rows) - 1)
            ]


_MOVES: Final[Mapping[str, Callable[[Rows], object]]] = {
    "up": Rows.action_cursor_up,
    "down": Rows.action_cursor_down,
    "home": Rows.action_first,
    "end": Rows.action_last,
    "pageup": lambda rows: rows.page(-1),
    "pagedown": lambda rows: rows.page(1),
}
