"""The buttons at the foot of the screen, and the row that they stand in."""

from __future__ import annotations

from typing import Final

from rich.segment import Segment
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Size
from textual.layout import ArrangeResult, Layout
from textual.layouts.horizontal import HorizontalLayout
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Button

_BLANKS: Final = 2  # one at each end of a label, which Textual cannot take away from less


class ActionButton(Button):
    """A button that shows as `[Continue]` with the focus, and without the brackets otherwise."""

    def __init__(self, name: str) -> None:
        super().__init__("", compact=True, id=name)

    def name_it(self, label: str) -> None:
        """Show this label."""
        self.label = Content(label)
        self.refresh(layout=True)

    def render_line(self, y: int) -> Strip:
        """Return the label, with brackets for the blanks at its ends while it has the focus."""
        if self.content_size.width <= _BLANKS:  # in a window of a few columns
            return Strip.blank(self.size.width)
        strip = super().render_line(y)
        if not self.has_focus or not strip.cell_length:
            return strip
        style = next((segment.style for segment in strip), None)
        label = strip.crop(1, strip.cell_length - 1)
        return Strip.join([Strip([Segment("[", style)]), label, Strip([Segment("]", style)])])


class _Wrapping(HorizontalLayout):
    """A horizontal layout of widgets of one line that starts a new line at the right edge."""

    def arrange(
        self,
        parent: Widget,
        children: list[Widget],
        size: Size,
        greedy: bool = True,  # noqa: FBT001, FBT002 - the signature is Textual's
    ) -> ArrangeResult:
        left, line = 0, 0
        arranged: ArrangeResult = []
        for placed in super().arrange(parent, children, size, greedy):
            if placed.region.right - left > size.width and placed.region.x > left:
                left, line = placed.region.x, line + 1
            arranged.append(placed._replace(region=placed.region.translate((-left, line))))
        return arranged


_WRAPPING: Final = _Wrapping()


class ButtonRow(Horizontal):
    """Buttons side by side, on as many lines as they need."""

    @property
    def layout(self) -> Layout:
        """Return the wrapping layout; a style sheet can name only the layouts of Textual."""
        return _WRAPPING
