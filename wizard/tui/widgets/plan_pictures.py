"""The pictures of a plan, each a widget that draws itself again when the width changes."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Final

from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from wizard.report import drawings
from wizard.report.blocks import Drawing, Ink, Stroke
from wizard.report.drawings import LEAST_COLUMNS, Planned
from wizard.text.translation import in_english, is_utf8
from wizard.tui.looks import (
    ACCENT,
    ACCENT_GROUND,
    CAUTION,
    CURSOR,
    DIM,
    KEY,
    SOFT_GROUND,
    STRONG,
    TEXT,
)

_STYLES: Final[Mapping[Ink, str]] = {
    "bold": STRONG,
    "mark": KEY,
    "drop": KEY,
    "liquid": ACCENT,
    "bar": ACCENT,
    "assessment": SOFT_GROUND,
    "main": ACCENT_GROUND,
    "next": CURSOR,
    "discard": f"{CAUTION} bold underline",
    "soft": DIM,
    "rest": DIM,
}
_BOXES: Final[Mapping[str, dict[int, int]]] = {
    "line": str.maketrans("|.-[]", "┼┬─││"),
    "liquid": str.maketrans("#", "█"),
    "bar": str.maketrans("#", "█"),
    "mark": str.maketrans("|*", "▌■"),
}
"""The box characters for the ASCII of a drawing, by what is drawn; for a terminal with UTF-8."""


class Picture(Widget):
    """One drawing, in the characters and colours of the terminal.

    A letter, a sign or a figure stands beside every colour. `draw` is called with the plan and the
    number of columns.
    """

    def __init__(self, plan: Planned, draw: Callable[[Planned, int], Drawing]) -> None:
        super().__init__()
        self._plan, self.draw = plan, draw
        self._boxes = _BOXES if is_utf8(os.environ) else {}

    # The signature is Textual's
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Return the number of lines at this width."""
        return len(self._drawn(width).strokes)

    def render(self) -> Content:
        """Return the lines, painted."""
        lines = self._drawn(self.size.width).strokes
        return Content("\n").join(Content("").join(map(self._painted, line)) for line in lines)

    def _drawn(self, width: int) -> Drawing:
        with in_english():  # a plan is not translated yet
            return self.draw(self._plan, max(LEAST_COLUMNS, width))

    def _painted(self, stroke: Stroke) -> Content:
        text = stroke.text.translate(self._boxes.get(stroke.ink, {}))
        return Content.styled(text, _STYLES.get(stroke.ink, TEXT))


class Pictures(Vertical):
    """All pictures of a plan, each below its title."""

    def __init__(self, plan: Planned) -> None:
        unit = plan.protocol.measure.unit.capitalize()
        by_drop = plan.protocol.measure.barrel is None
        pictures: Mapping[str, Callable[[Planned, int], Drawing]] = {
            f"{unit}s in each nostril" if by_drop else "How far to fill the syringe": (
                drawings.measured
            ),
            "The day": drawings.day,
            "The dose, day by day": drawings.doses,
            "The course as a calendar": drawings.course,
        }
        widgets: list[Widget] = []
        for title, draw in pictures.items():
            widgets += [Static(title, classes="picture--title", markup=False), Picture(plan, draw)]
        super().__init__(*widgets)
