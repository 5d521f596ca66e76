"""A button that shows by brackets that it has the focus."""

from __future__ import annotations

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Button


class ActButton(Button):
    """A button of the foot: `[Continue]` with the focus, with blanks for brackets otherwise."""

    def __init__(self, name: str) -> None:
        super().__init__("", compact=True, id=name)

    def name_it(self, label: str) -> None:
        """Give it this label."""
        self.label = Content(label)
        self.refresh(layout=True)

    def render_line(self, y: int) -> Strip:
        """The label, its blanks at either end replaced by brackets while it has the focus."""
        strip = super().render_line(y)
        if not self.has_focus or not strip.cell_length:
            return strip
        style = next((segment.style for segment in strip), None)
        return Strip.join(
            [
                Strip([Segment("[", style)]),
                strip.crop(1, strip.cell_length - 1),
                Strip([Segment("]", style)]),
            ]
        )
