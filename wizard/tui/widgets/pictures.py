"""The pictures of a plan, each a small widget that draws itself again for the width there is, and the page of them."""

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

from wizard.report import drawings
from wizard.report.blocks import Drawing, Ink, Stroke
from wizard.report.drawings import LEAST_COLUMNS, Planned
from wizard.text.translation import in_english
from wizard.tui.marks import BOXES, is_ascii

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


class Picture(Widget):
    """One drawing, in the terminal's characters and colours.

    A letter, a sign or a figure stands beside every colour.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"picture--accent", "picture--soft"}

    def __init__(self, plan: Planned) -> None:
        super().__init__()
        self._plan = plan
        self._boxes: Mapping[str, dict[int, int]] = {} if is_ascii(os.environ) else BOXES

    def drawing(self, plan: Planned, most: int) -> Drawing:
        """The drawing, in so many columns."""
        raise NotImplementedError

    # As Textual asks
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as it takes at this width."""
        return len(self._drawn(width).strokes)

    def render(self) -> Content:
        """The lines, painted."""
        lines = (
            Content("").join(map(self._painted, line))
            for line in self._drawn(self.size.width).strokes
        )
        return Content("\n").join(lines)

    def _drawn(self, width: int) -> Drawing:
        with in_english():  # a plan is not translated yet
            return self.drawing(self._plan, max(LEAST_COLUMNS, width))

    def _painted(self, stroke: Stroke) -> Content:
        text = stroke.text.translate(self._boxes.get(stroke.ink, {}))
        return Content.styled(text, _STYLES.get(stroke.ink, _PLAIN) + self._colour(stroke.ink))

    def _colour(self, ink: Ink) -> Style:
        if ink in _ACCENT:
            return Style(foreground=self.get_component_styles("picture--accent").color)
        return (
            Style(dim=True)
            if ink in {"soft", "rest"} and not self.screen.has_class("look-contrast")
            else _PLAIN
        )


class Measured(Picture):
    """The syringe filled to its mark with its scale, or the drops or sprays in each nostril."""

    def drawing(self, plan: Planned, most: int) -> Drawing:
        """What is measured out."""
        return drawings.measured(plan, most)


class Day(Picture):
    """The day from waking to the last hour, with its sessions."""

    def drawing(self, plan: Planned, most: int) -> Drawing:
        """The line of the day."""
        return drawings.day(plan, most)


class Course(Picture):
    """The months of the course: assessment, main, rest, next start and discard dates."""

    def drawing(self, plan: Planned, most: int) -> Drawing:
        """The months."""
        return drawings.course(plan, most)


class Doses(Picture):
    """The dose by day."""

    def drawing(self, plan: Planned, most: int) -> Drawing:
        """The bars."""
        return drawings.doses(plan, most)


class Pictures(Vertical):
    """All pictures of a plan, each below its name."""

    def __init__(self, plan: Planned) -> None:
        super().__init__(*(widget for picture in _ALL for widget in picture(plan)))


def _headed(
    title: Callable[[Planned], str], picture: type[Picture]
) -> Callable[[Planned], tuple[Widget, Widget]]:
    return lambda plan: (Static(title(plan), classes="picture--title", markup=False), picture(plan))


def _measuring(plan: Planned) -> str:
    return (
        f"{plan.protocol.measure.unit.capitalize()}s in each nostril"
        if plan.protocol.measure.barrel is None
        else "How far to fill the syringe"
    )


_ALL: Final = (
    _headed(_measuring, Measured),
    _headed(lambda _: "The day", Day),
    _headed(lambda _: "The dose, day by day", Doses),
    _headed(lambda _: "The course as a calendar", Course),
)
