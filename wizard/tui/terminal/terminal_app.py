"""The app as a real terminal needs it: the driver, the cursor, the painter and the keys, put in their places in Textual.

Without it none of them is used. Two of those places are private: `_display`, through which Textual
writes each update of the screen, and `_fatal_error`, which prints a defect with all its locals.
Where Textual has the first no more, whole rows are sent again; where it has the second no more, the
locals are printed again. Tests say so.
"""

from __future__ import annotations

from typing import Any, Final

from textual.app import App
from textual.driver import Driver
from textual.events import Event, Key, Paste, Resize
from textual.geometry import Offset
from textual.screen import Screen

from wizard.tui.terminal import cursor
from wizard.tui.terminal.driver import SturdyDriver
from wizard.tui.terminal.painter import Painter
from wizard.tui.terminal.signals import can_be_continued

_SUSPEND: Final = "ctrl+z"
_REDRAW: Final = "ctrl+l"


class TerminalApp(App[None]):
    """An app of one screen that handles keys at once and in order, and leaves the telling of a defect to its caller."""

    def __init__(self, driver_class: type[Driver] = SturdyDriver) -> None:
        # The terminal's own colours are asked for here, so that NO_COLOR takes away colours and
        # nothing else.
        super().__init__(driver_class=driver_class, ansi_color=True)
        self._painter = Painter()

    def press(self, event: Key) -> None:
        """Do what the key does."""

    def paste(self, event: Paste) -> None:
        """Put in what was pasted."""

    def on_mount(self) -> None:
        """Draw everything again when the shell gives the terminal back."""
        self.app_resume_signal.subscribe(self, lambda _: self.draw_again())

    def draw_again(self) -> None:
        """Send all of the screen again, whatever the terminal shows."""
        self._painter.forget()
        self.refresh(layout=True)

    def mute(self) -> None:
        """Write nothing more to the terminal."""
        if isinstance(self._driver, SturdyDriver):
            self._driver.mute()

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        super()._display(screen, self._painter.shorter(renderable))

    def _fatal_error(self) -> None:
        # the rest of it would render a traceback with every local, for a second or more
        self._close_messages_no_wait()

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's cursor is put after each draw; an attribute of Textual's that widgets set, decided here."""
        return cursor.place(self.screen) if self.screen.is_running else Offset(0, 0)

    @cursor_position.setter
    def cursor_position(self, _: Offset) -> None:
        """Do nothing: what has the focus decides."""

    async def on_event(self, event: Event) -> None:
        """Give keys and pastes to the app here, one after the other: widgets have queues of their own, which would mix them up."""
        match event:
            case Key() | Paste() if not self.screen_stack:
                return  # before anything is shown
            case Key(key=key, is_forwarded=False) if key == _SUSPEND:
                if can_be_continued():
                    self.action_suspend_process()
            case Key(key=key, is_forwarded=False) if key == _REDRAW:
                self.draw_again()
            case Key(is_forwarded=False):
                self.press(event)
            case Paste(is_forwarded=False):
                self.paste(event)
            case Resize():
                self._painter.forget()  # a terminal may have moved or cleared what it showed
                await super().on_event(event)
            case _:
                await super().on_event(event)
