"""The app: one screen, which is refilled. The conversation decides what its keys do."""

from __future__ import annotations

import gc
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, ClassVar, Final

from textual.events import Key, Paste
from textual.screen import Screen

from wizard.conversation.front import CUT
from wizard.conversation.intents import Answer, Explain, Searched, Submit, Typed
from wizard.conversation.moves import Intent, Move
from wizard.conversation.view import View
from wizard.text.translation import _
from wizard.tui.looks import theme, theme_name
from wizard.tui.screen import WizardScreen
from wizard.tui.terminal.signals import main_thread_only
from wizard.tui.terminal.terminal_app import TerminalApp

if TYPE_CHECKING:
    from wizard.conversation.conversation import Conversation
    from wizard.interview.choice import Checked

_MINUTE: Final = 60.0


class WizardApp(TerminalApp):
    """The wizard in the terminal.

    `load` makes the conversation, which takes longer than showing the `first` view, if that view is
    known without it. `look` is the one to begin with. Without `may_use_mouse` the
    mouse is left to the terminal.
    """

    CSS_PATH: ClassVar[str] = "wizard.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "semax-wizard"
    _wizard: WizardScreen

    def __init__(
        self,
        first: View | None,
        load: Callable[[], Conversation],
        look: str = "dark",
        *,
        may_use_mouse: bool = True,
    ) -> None:
        super().__init__()
        self.animation_level = "none"
        self.wear(look)
        self._first, self._load, self._may_use_mouse = first, load, may_use_mouse
        self._loaded: Conversation | None = None
        self._ahead: Future[Conversation] | None = None

    def get_default_screen(self) -> Screen[None]:
        """Return the screen, filled with the first view."""
        if self._first is not None:
            self._wizard = WizardScreen(self._first, 0, self)
        else:
            self._wizard = WizardScreen(self.conversation.view, self.conversation.showing, self)
        return self._wizard

    def use_mouse(self, *, wanted: bool) -> None:
        """Use the mouse if that is wanted and allowed."""
        super().use_mouse(wanted=wanted and self._may_use_mouse)

    def wear(self, look: str) -> None:
        """Show everything in this look, as far as the terminal has colours."""
        name = theme_name(look, self.console.color_system, is_bare=self.no_color)
        if name != self.theme:
            self.register_theme(theme(name))
            self.theme = name

    @property
    def conversation(self) -> Conversation:
        """Return the conversation. It is loaded while a person reads the first view, or here."""
        if self._loaded is None:
            self._loaded = self._load() if self._ahead is None else self._ahead.result()
        return self._loaded

    @property
    def is_loaded(self) -> bool:
        """Return whether the conversation was needed yet; without it nothing can have been done."""
        return self._loaded is not None

    def on_mount(self) -> None:
        """Prepare for what comes next once the first view is drawn."""
        self.call_after_refresh(self._look_ahead)
        self.set_interval(_MINUTE, self.refresh_day)

    def refresh_day(self) -> None:
        """Tell what is taken today as it is by now: the page may be left standing."""
        if self._loaded is not None and self._loaded.refresh():
            self._wizard.show(self._loaded.view, self._loaded.showing)

    def _look_ahead(self) -> None:
        """Mount the other widgets, load the conversation in a thread, and collect garbage again."""
        gc.enable()
        self._wizard.complete()
        if not self.is_loaded:  # an error in the thread is raised where the result is asked for
            loader = ThreadPoolExecutor(1)
            with main_thread_only():
                self._ahead = loader.submit(self._load)
            loader.shutdown(wait=False)  # its thread ends with the work

    # -- what the screen calls --------------------------------------------------------------------

    def send(self, intent: Intent) -> None:
        """Do what the person did, and show what comes of it."""
        if not self.is_loaded and intent in (
            Move.LEAVE,
            Move.STAY,
        ):  # not every intent can be hashed
            if intent is Move.LEAVE:
                self.exit()
            return
        conversation = self.conversation
        before = conversation.showing
        conversation.send(intent)
        self.use_mouse(wanted=conversation.mouse)
        if conversation.is_over:
            self.exit()
        elif conversation.showing == before:
            self._wizard.show_error(conversation.error)
        else:
            self._wizard.show(conversation.view, conversation.showing)
        self._settle()

    def _settle(self) -> None:
        """Ask the disk to keep the draft once everything is drawn."""
        if self.conversation.is_unsettled:
            self.call_after_refresh(self.conversation.settle)

    def hold(self, held: Checked | str | None) -> None:
        """Hold what is typed or marked and not sent yet."""
        self.conversation.send(Typed(held))
        self._settle()

    def move_in_list(self, words: str, row: int) -> None:
        """Hold where the person is in a list that is searched."""
        self.conversation.send(Searched(words, row))

    def answer_of(self, value: Checked | str) -> Intent:
        """Return the intent that answers with what is marked or typed."""
        return Submit(value) if isinstance(value, str) else Answer(value)

    def explain(self, row: int | None, keys: str) -> None:
        """Show the reasons behind a row, or behind the whole page, and these keys."""
        self.send(Explain(row, keys))

    # -- what the terminal calls ------------------------------------------------------------------

    def press(self, event: Key) -> None:
        """Give the key to the screen."""
        self._wizard.press(event)

    def paste(self, event: Paste) -> None:
        """Give the pasted text to the screen."""
        self._wizard.paste(event)

    def on_sturdy_driver_cut(self) -> None:
        """Say that not all of what was typed or pasted was taken."""
        self._wizard.show_error(_(CUT))
