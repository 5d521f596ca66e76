"""Long text to read, and pictures below it: it scrolls, and never takes the keys from what is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from wizard.tui.widgets.bar import plain_bar

if TYPE_CHECKING:
    from wizard.report.drawings import Planned
    from wizard.tui.widgets.pictures import Pictures


class Reading(VerticalScroll, can_focus=False):
    """A page of text, scrolled from outside."""

    def __init__(self) -> None:
        super().__init__(id="reading")
        self._text = Static(id="text")
        self._plan: Planned | None = None
        self._pictures: Pictures | None = None

    def compose(self) -> ComposeResult:
        """The text alone."""
        yield self._text

    def on_mount(self) -> None:
        """A scroll bar that is seen everywhere."""
        plain_bar(self)

    def fill(self, text: str, line: float = 0, plan: Planned | None = None) -> None:
        """Show this text from that line on, and the pictures of this plan."""
        self._text.update(Content(text))
        self._text.display = bool(text)
        if plan is not self._plan:
            self._plan = plan
            self._picture()
        self.scroll_home(animate=False, immediate=True)
        if line:
            self.call_after_refresh(
                self.scroll_to, y=line, animate=False, immediate=True
            )  # once it is laid out

    def _picture(self) -> None:
        """Put the pictures of another plan, or none, in place of those that are here; what draws them is loaded only now."""
        if self._pictures is not None:
            self._pictures.remove()
            self._pictures = None
        if self._plan is not None:
            # Nobody waits for it before the review
            from wizard.tui.widgets.pictures import Pictures  # noqa: PLC0415

            self._pictures = Pictures(self._plan)
            self.mount(self._pictures)

    def press(self, event: Key) -> None:
        """Scroll, if the key is one that does."""
        if (scroll := _SCROLLS.get(event.key)) is not None:
            scroll(self)


_SCROLLS: Final[Mapping[str, Callable[[Reading], None]]] = {
    "up": lambda page: page.scroll_up(animate=False, immediate=True),
    "down": lambda page: page.scroll_down(animate=False, immediate=True),
    "pageup": lambda page: page.scroll_page_up(animate=False),
    "pagedown": lambda page: page.scroll_page_down(animate=False),
    "home": lambda page: page.scroll_home(animate=False, immediate=True),
    "end": lambda page: page.scroll_end(animate=False, immediate=True),
}
