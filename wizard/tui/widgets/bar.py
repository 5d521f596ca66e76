"""A scroll bar of whole cells in reverse: seen without colours, and in a terminal that knows ASCII only."""

from __future__ import annotations

from typing import ClassVar

from textual.scrollbar import ScrollBarRender
from textual.widget import Widget


class _Bar(ScrollBarRender):
    VERTICAL_BARS: ClassVar[list[str]] = [" "]


def plain_bar(widget: Widget) -> None:
    """Give the widget such a scroll bar."""
    widget.vertical_scrollbar.renderer = _Bar  # type: ignore[misc] # documented so by Textual
