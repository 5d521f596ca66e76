"""The Textual app: one screen, and keys that are handled at once and in order. What they do is the flow's."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.events import Event, Key, Paste, Resize
from textual.geometry import Offset
from textual.screen import Screen

from wizard.tui import caret
from wizard.tui.crash import QuietApp
from wizard.tui.desk import Desk
from wizard.tui.driver import SturdyDriver
from wizard.tui.painting import Painter
from wizard.tui.signals import can_be_continued
from wizard.tui.view import View

if TYPE_CHECKING:
    from concurrent.futures import Future

    from wizard.tui.flow import Flow

_SUSPEND: Final = "ctrl+z"
_REDRAW: Final = "ctrl+l"


class WizardApp(QuietApp):
    """The wizard in the terminal."""

    CSS_PATH: ClassVar[str] = "wizard.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "semax-wizard"

    def __init__(self, load: Callable[[], Flow], begin: Callable[[WizardApp], None]) -> None:
        """`begin` shows the first view; `load` gives the flow behind it, which takes longer than showing that view."""
        super().__init__(driver_class=SturdyDriver, ansi_color=True)  # said here, so that NO_COLOR takes away colours and nothing else
        self.animation_level = "none"
        self.theme = "ansi-dark"
        self._load, self._begin = load, begin
        self._flow: Flow | None = None
        self._ahead: Future[Flow] | None = None
        self._desk: Desk | None = None
        self._painter = Painter()

    def get_default_screen(self) -> Screen[None]:
        """The desk, filled with whatever it begins with."""
        self._begin(self)
        return self._front

    @property
    def flow(self) -> Flow:
        """What the keys do; loaded when it is first asked for, or while somebody reads the first view."""
        if self._flow is None:
            self._flow = self._load() if self._ahead is None else self._ahead.result()
            self._flow.stage = self
            if self._desk is not None:
                self._flow.come_in(self._desk.view)
        return self._flow

    @property
    def is_loaded(self) -> bool:
        """Whether anything could have been done yet."""
        return self._flow is not None

    def on_mount(self) -> None:
        """Draw everything again when the shell gives the terminal back."""
        self.app_resume_signal.subscribe(self, lambda _: self.draw_again())
        self.call_after_refresh(self._look_ahead)

    def _look_ahead(self) -> None:
        """Once the first view stands there: have what comes next, and mind memory, which a short start need not."""
        gc.enable()
        self._front.complete()
        if not self.is_loaded:
            from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - not before the first view

            self._ahead = ThreadPoolExecutor(1).submit(self._load)  # what goes wrong there is raised where the flow is asked for

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

    def later(self, what: Callable[[], None]) -> None:
        """Do this once what is shown now stands there."""
        self.call_after_refresh(what)

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
