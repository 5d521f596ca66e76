"""The Textual app: one screen, and keys that are handled at once and in order. What they do is the flow's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Final

from textual.events import Event, Key, Paste, Resize
from textual.geometry import Offset
from textual.screen import Screen

from wizard.tui import caret
from wizard.tui.crash import QuietApp
from wizard.tui.desk import Desk
from wizard.tui.driver import SturdyDriver
from wizard.tui.flow import Flow
from wizard.tui.painting import Painter
from wizard.tui.signals import can_be_continued
from wizard.tui.view import View

_SUSPEND: Final = "ctrl+z"
_REDRAW: Final = "ctrl+l"


class WizardApp(QuietApp):
    """The wizard in the terminal."""

    CSS_PATH: ClassVar[str] = "wizard.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "semax-wizard"

    def __init__(self, flow: Flow, begin: Callable[[Flow], None]) -> None:
        super().__init__(driver_class=SturdyDriver, ansi_color=True)  # said here, so that NO_COLOR takes away colours and nothing else
        self.animation_level = "none"
        self.theme = "ansi-dark"
        self.flow, self._begin = flow, begin
        flow.stage = self
        self._desk: Desk | None = None
        self._painter = Painter()

    def get_default_screen(self) -> Screen[None]:
        """The desk, filled with whatever the flow begins with."""
        self._begin(self.flow)
        return self._front

    def on_mount(self) -> None:
        """Draw everything again when the shell gives the terminal back."""
        self.app_resume_signal.subscribe(self, lambda _: self.draw_again())

    def draw_again(self) -> None:
        """Send all of the screen again, whatever the terminal shows."""
        self._painter.forget()
        self.refresh(layout=True)

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        super()._display(screen, self._painter.shorter(renderable))

    def show(self, view: View) -> None:
        """Show this question or page."""
        if self._desk is None:
            self._desk = Desk(view)
        else:
            self._desk.show(view)

    def resume(self, view: View) -> None:
        """Show one that was shown before, as it was left."""
        self._front.resume(view)

    def take(self) -> None:
        """Take the answer as Enter does."""
        self._front.take()

    def leave(self) -> None:
        """End the app."""
        self.exit()

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's cursor is put after each draw; an attribute of Textual's that widgets set, decided here."""
        return caret.place(self._desk) if self._desk is not None and self._desk.is_running else Offset(0, 0)

    @cursor_position.setter
    def cursor_position(self, _: Offset) -> None:
        """Do nothing: what has the focus decides."""

    @property
    def _front(self) -> Desk:
        if self._desk is None:
            msg = "nothing was shown yet"
            raise RuntimeError(msg)
        return self._desk

    async def on_event(self, event: Event) -> None:
        """Give keys and pastes to the desk here, one after the other: widgets have queues of their own, which would mix them up."""
        match event:
            case Key() | Paste() if self._desk is None:
                return  # before anything is shown
            case Key(key=key, is_forwarded=False) if key == _SUSPEND:
                if can_be_continued():
                    self.action_suspend_process()
            case Key(key=key, is_forwarded=False) if key == _REDRAW:
                self.draw_again()
            case Key(is_forwarded=False):
                self._front.press(event)
            case Paste(is_forwarded=False):
                self._front.paste(event)
            case Resize():
                self._painter.forget()  # a terminal may have moved or cleared what it showed
                await super().on_event(event)
            case _:
                await super().on_event(event)
