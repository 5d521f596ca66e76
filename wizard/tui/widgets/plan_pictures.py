"""The pictures of a plan, each a widget that draws itself again when the width changes."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import ClassVar, Final

from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from wizard.catalog.model import CountUnit
from wizard.report import drawings
from wizard.report.blocks import Drawing, Ink, Stroke
from wizard.report.drawings import LEAST_COLUMNS, Planned
from wizard.text.translation import N_, _, is_utf8

_PLAIN: Final = Style()
_ACCENT: Final[frozenset[Ink]] = frozenset({"liquid", "drop", "bar", "assessment", "main", "mark"})
_STYLES: Final[Mapping[Ink, Style]] = {
    "bold": Style(bold=True),
    "mark": Style(bold=True),
    "drop": Style(bold=True),
    "main": Style(bold=True, reverse=True),
    "next": Style(bold=True, reverse=True),
    "discard": Style(bold=True, underline=True),
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

    COMPONENT_CLASSES: ClassVar[set[str]] = {"picture--accent", "picture--soft"}

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
        return self.draw(self._plan, max(LEAST_COLUMNS, width))

    def _painted(self, stroke: Stroke) -> Content:
        text = stroke.text.translate(self._boxes.get(stroke.ink, {}))
        return Content.styled(text, _STYLES.get(stroke.ink, _PLAIN) + self._colour(stroke.ink))

    def _colour(self, ink: Ink) -> Style:
        if ink in _ACCENT:
            return Style(foreground=self.get_component_styles("picture--accent").color)
        is_soft = ink in {"soft", "rest"} and not self.screen.has_class("theme-contrast")
        return Style(dim=True) if is_soft else _PLAIN


_TITLES: Final[Mapping[CountUnit, str]] = {
    "drop": N_("Drops in each nostril"),
    "spray": N_("Sprays in each nostril"),
    "unit": N_("How far to fill the syringe"),
}


class Pictures(Vertical):
    """All pictures of a plan, each below its title."""

    def __init__(self, plan: Planned) -> None:
        pictures: Mapping[str, Callable[[Planned, int], Drawing]] = {
            _(_TITLES[plan.protocol.measure.unit]): (drawings.measured),
            _("The day"): drawings.day,
            _("The dose, day by day"): drawings.doses,
            _("The course as a calendar"): drawings.course,
        }
        widgets: list[Widget] = []
        for title, draw in pictures.items():
            widgets += [Static(title, classes="picture--title", markup=False), Picture(plan, draw)]
        super().__init__(*widgets)
