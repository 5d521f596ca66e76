"""The widgets that only show something: the steps, and a page to read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from rich.segment import Segment, Segments
from rich.style import Style
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.geometry import Size
from textual.scrollbar import ScrollBarRender
from textual.widget import Widget
from textual.widgets import Static

from wizard.conversation.view import Progress
from wizard.text.layout import columns, glued
from wizard.tui.looks import ACCENT, CURSOR, DIM, marks

if TYPE_CHECKING:
    from wizard.report.drawings import Planned
    from wizard.tui.widgets.plan_pictures import Pictures


class _PlainBar(ScrollBarRender):
    VERTICAL_BARS: ClassVar[list[str]] = [" "]

    @classmethod
    def render_bar(cls, *said: Any, **named: Any) -> Segments:
        """Return the bar as a character, which needs no other ground than the text beside it."""
        bar = super().render_bar(*said, **named)
        return Segments([_barred(each) for each in bar.segments], new_lines=bar.new_lines)


def _barred(segment: Segment) -> Segment:
    """Return a segment of the bar as a character in place of a blank in reverse."""
    if segment.style is None or not segment.style.reverse:
        return segment
    style = Style(color=segment.style.color, meta=segment.style.meta)
    return Segment(marks().bar, style)


def use_plain_bar(widget: Widget) -> None:
    """Give the widget a scroll bar of whole cells: no colours, no UTF-8 needed."""
    widget.vertical_scrollbar.renderer = _PlainBar  # type: ignore[misc] # documented so by Textual


class Prose(Widget):
    """Words that are folded as everywhere: a figure stays on one line with its unit (R60)."""

    def __init__(self, name: str) -> None:
        super().__init__(id=name)
        self._content = Content("")
        self._lines: dict[int, Content] = {}

    def show(self, content: Content) -> None:
        """Show these words.

        No new layout is asked for where they need as many rows as before: it would be half of the
        work of handling a key.
        """
        self._content, self._lines = content, {}
        least = self.styles.min_height
        rows = self._rows(self.size.width) if self.size else 0
        rows = max(rows, int(least.value) if least is not None else 0)
        self.refresh(layout=not self.size or rows != self.size.height)

    def _rows(self, width: int) -> int:
        return 1 + self._folded(width).plain.count("\n")

    def _folded(self, width: int) -> Content:
        """Return the words in lines of this width, which are asked for more than once."""
        if width not in self._lines:
            self._lines[width] = _folded(self._content, width)
        return self._lines[width]

    # The signature is Textual's
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Return the number of lines at this width."""
        return self._rows(width)

    def render(self) -> Content:
        """Return the words in lines."""
        return self._folded(self.size.width)


def _folded(content: Content, width: int) -> Content:
    """Return the content in lines of at most `width` columns, each of its words styled as it is."""
    lines: list[Content] = []
    for line in content.split("\n", allow_blank=True):
        begin, breaks = 0, []
        for word in re.finditer("[^ ]+", glued(line.plain)):
            if columns(line.plain[begin : word.end()]) > width and word.start() > begin:
                begin = word.start()
                breaks.append(begin)
        lines += [part.rstrip() for part in line.divide(breaks)] if breaks else [line]
    return Content("\n").join(lines)


def steps_row(progress: Progress, width: int) -> Content:
    """Return the steps by name: done ones with a tick, this one in reverse, the others dim.

    Each has room for its tick from the start, so that none moves as the interview goes on. In a
    narrow window done ones keep their tick alone, and the last ones are left out.
    """
    tick, last = marks().tick, len(progress.steps)
    for ticked, end in [(False, last), *((True, end) for end in range(last, progress.at, -1))]:
        row = _steps(progress, tick, end, ticked_alone=ticked)
        if row.cell_length <= width:
            break
    return row


def _steps(progress: Progress, tick: str, end: int, *, ticked_alone: bool) -> Content:
    shown: list[Content] = []
    for number, (title, is_done) in enumerate(progress.steps[:end]):
        if number == progress.at:
            shown.append(Content.styled(f" {title} ", CURSOR))
        elif is_done:
            shown.append(Content.styled(tick if ticked_alone else f"{tick} {title}", ACCENT))
        else:
            room = "" if ticked_alone else " " * (len(tick) + 1)
            shown.append(Content.styled(room + title, DIM))
    return Content("  ").join(shown)


class Reading(VerticalScroll, can_focus=False):
    """A page of text, with the pictures of a plan below it. The screen passes keys on to it."""

    def __init__(self) -> None:
        self._text = Static(id="text")
        super().__init__(self._text, id="reading")
        self._ended = False
        self._plan: Planned | None = None
        self._pictures: Pictures | None = None

    def on_mount(self) -> None:
        """Use the plain scroll bar."""
        use_plain_bar(self)

    @property
    def is_ended(self) -> bool:
        """Return whether the end of the page was on the screen since it was begun."""
        return self._ended or self.scroll_y >= self.max_scroll_y

    def begin(self) -> None:
        """Take the page as one whose end was not shown yet."""
        self._ended = False

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Notice that the end was scrolled to."""
        super().watch_scroll_y(old_value, new_value)
        self._ended |= old_value < new_value >= self.max_scroll_y

    def fill(self, text: Content, line: float = 0, plan: Planned | None = None) -> None:
        """Show this text from that line on, and the pictures of this plan."""
        self._text.update(text)
        self._text.display = bool(text.plain)
        if plan is not self._plan:
            self._plan = plan
            self._show_pictures()
        self.scroll_home(animate=False, immediate=True)
        if line:  # the place to scroll to exists once the text is laid out
            self.call_after_refresh(self.scroll_to, y=line, animate=False, immediate=True)

    def _show_pictures(self) -> None:
        """Replace the pictures by those of the plan that is shown now, or by none."""
        if self._pictures is not None:
            self._pictures.remove()
            self._pictures = None
        if self._plan is not None:
            # Only the review and the library have pictures; the import costs a quarter of a start
            from wizard.tui.widgets.plan_pictures import Pictures  # noqa: PLC0415

            self._pictures = Pictures(self._plan)
            self.mount(self._pictures)

    def press(self, event: Key) -> None:
        """Scroll, if the key is one that scrolls."""
        here, page = self.scroll_y, self.scrollable_content_region.height
        there = {
            "up": here - 1,
            "down": here + 1,
            "pageup": here - page,
            "pagedown": here + page,
            "home": 0,
            "end": self.max_scroll_y,
        }
        if event.key in there:
            self.scroll_to(y=there[event.key], animate=False, immediate=True)
