"""The row of buttons: what does not fit on a line goes on on the next."""

from __future__ import annotations

from typing import Final

from textual.containers import Horizontal
from textual.geometry import Size
from textual.layout import ArrangeResult, Layout
from textual.layouts.horizontal import HorizontalLayout
from textual.widget import Widget


class _Wrapping(HorizontalLayout):
    """A horizontal layout of widgets of one line that begins a new line at the right edge."""

    def arrange(
        self,
        parent: Widget,
        children: list[Widget],
        size: Size,
        greedy: bool = True,  # noqa: FBT001, FBT002  # as Textual asks
    ) -> ArrangeResult:
        left, line = 0, 0
        arranged: ArrangeResult = []
        for placed in super().arrange(parent, children, size, greedy):
            if placed.region.right - left > size.width and placed.region.x > left:
                left, line = placed.region.x, line + 1
            arranged.append(placed._replace(region=placed.region.translate((-left, line))))
        return arranged


class Acts(Horizontal):
    """Buttons beside each other."""

    def __init__(self, *buttons: Widget) -> None:
        super().__init__(*buttons, id="acts")

    @property
    def layout(self) -> Layout:
        """Wrapping; style sheets know only the layouts that Textual names."""
        return _WRAPPING


_WRAPPING: Final = _Wrapping()
