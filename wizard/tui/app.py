"""The app: one screen, which is refilled. What its keys do is the flow's."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.events import Key, Paste
from textual.screen import Screen

from wizard.tui.desk import Desk
from wizard.tui.terminal.terminal_app import TerminalApp
from wizard.tui.view import View

if TYPE_CHECKING:
    from concurrent.futures import Future

    from wizard.tui.flow import Flow


class WizardApp(TerminalApp):
    """The wizard in the terminal."""

    CSS_PATH: ClassVar[str] = "wizard.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "semax-wizard"

    def __init__(self, load: Callable[[], Flow], begin: Callable[[WizardApp], None]) -> None:
        """`begin` shows the first view; `load` gives the flow behind it, which takes longer than showing that view."""
        super().__init__()
        self.animation_level = "none"
        self.theme = "ansi-dark"
        self._load, self._begin = load, begin
        self._flow: Flow | None = None
        self._ahead: Future[Flow] | None = None
        self._desk: Desk | None = None

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
        """Look ahead once the first view is drawn."""
        self.call_after_refresh(self._look_ahead)

    def _look_ahead(self) -> None:
        """Once the first view stands there: have what comes next, and mind memory, which a short start need not."""
        gc.enable()
        self._front.complete()
        if not self.is_loaded:
            from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - not before the first view

            self._ahead = ThreadPoolExecutor(1).submit(self._load)  # what goes wrong there is raised where the flow is asked for

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
    def _front(self) -> Desk:
        if self._desk is None:
            msg = "nothing was shown yet"
            raise RuntimeError(msg)
        return self._desk

    def press(self, event: Key) -> None:
        """Give the key to the desk."""
        self._front.press(event)

    def paste(self, event: Paste) -> None:
        """Give what was pasted to the desk."""
        self._front.paste(event)
