"""The Textual app: one screen, and keys that are handled at once and in order. What they do is the conversation's."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.events import Event, Key, Paste, Resize
from textual.geometry import Offset
from textual.screen import Screen

from wizard.conversation.moves import Move
from wizard.conversation.view import Intent, View
from wizard.tui import caret
from wizard.tui.crash import QuietApp
from wizard.tui.driver import SturdyDriver
from wizard.tui.painting import Painter
from wizard.tui.screen import WizardScreen
from wizard.tui.signals import can_be_continued

if TYPE_CHECKING:
    from concurrent.futures import Future

    from wizard.conversation.conversation import Conversation
    from wizard.interview.choice import Checked

_SUSPEND: Final = "ctrl+z"
_REDRAW: Final = "ctrl+l"
_DONE_ALONE: Final = frozenset({Move.LEAVE, Move.STAY})
"""What needs no conversation while nothing was done."""


class WizardApp(QuietApp):
    """The wizard in the terminal."""

    CSS_PATH: ClassVar[str] = "wizard.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "semax-wizard"

    def __init__(self, first: View | None, load: Callable[[], Conversation]) -> None:
        """`load` gives the conversation, which takes longer than showing the `first` view, if that is known before."""
        super().__init__(driver_class=SturdyDriver, ansi_color=True)  # said here, so that NO_COLOR takes away colours and nothing else
        self.animation_level = "none"
        self.theme = "ansi-dark"
        self._first, self._load = first, load
        self._loaded: Conversation | None = None
        self._ahead: Future[Conversation] | None = None
        self._wizard: WizardScreen | None = None
        self._painter = Painter()

    def get_default_screen(self) -> Screen[None]:
        """Return the screen, filled with whatever it begins with."""
        if self._first is not None:
            self._wizard = WizardScreen(self._first, 0, self)
        else:
            self._wizard = WizardScreen(self.conversation.view, self.conversation.showing, self)
        return self._wizard

    @property
    def conversation(self) -> Conversation:
        """Return what the keys do; loaded when it is first asked for, or while somebody reads the first view."""
        if self._loaded is None:
            self._loaded = self._load() if self._ahead is None else self._ahead.result()
        return self._loaded

    @property
    def is_loaded(self) -> bool:
        """Return whether anything could have been done yet."""
        return self._loaded is not None

    def on_mount(self) -> None:
        """Draw everything again when the shell gives the terminal back."""
        self.app_resume_signal.subscribe(self, lambda _: self.draw_again())
        self.call_after_refresh(self._look_ahead)

    def _look_ahead(self) -> None:
        """Once the first view stands there: have what comes next, and mind memory, which a short start need not."""
        gc.enable()
        self._screen.complete()
        if not self.is_loaded:
            from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - not before the first view

            self._ahead = ThreadPoolExecutor(1).submit(self._load)  # what goes wrong there is raised where the flow is asked for

    def draw_again(self) -> None:
        """Send all of the screen again, whatever the terminal shows."""
        self._painter.forget()
        self.refresh(layout=True)

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        super()._display(screen, self._painter.shorter(renderable))

    # -- what the screen tells of and asks --------------------------------------------------------

    def send(self, intent: Intent) -> None:
        """Do what the person did, and show what comes of it."""
        if not self.is_loaded and intent in _DONE_ALONE:
            if intent is Move.LEAVE:
                self.exit()
            return
        conversation = self.conversation
        before = conversation.showing
        conversation.send(intent)
        if conversation.is_over:
            self.exit()
        elif conversation.showing == before:
            self._screen.wrong(conversation.error, conversation.news)
        else:
            self._screen.show(conversation.view, conversation.showing)
        if conversation.is_unsettled:
            self.call_after_refresh(conversation.settle)

    def hold(self, held: Any) -> None:
        """Hold what is typed or marked and not taken yet."""
        self.send(_intents().Typed(held))

    def move_in_list(self, words: str, row: int) -> None:
        """Hold where the person is in a list that is searched."""
        self.conversation.send(_intents().Searched(words, row))

    def answer_of(self, value: Checked | str) -> Intent:
        """Return the intent that answers with what is marked or typed."""
        return _intents().Submit(value) if isinstance(value, str) else _intents().Answer(value)

    def explain(self, row: int | None) -> None:
        """Explain what is highlighted."""
        self.send(_intents().Explain(row))

    def echo(self, intent: Intent) -> str:
        """Return what an answer would mean."""
        return self.conversation.echo(intent)

    def plan_preview(self, intent: Intent) -> str:
        """Return what the plan would be with an answer."""
        return self.conversation.plan_preview(intent)

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's cursor is put after each draw; an attribute of Textual's that widgets set, decided here."""
        return caret.place(self._wizard) if self._wizard is not None and self._wizard.is_running else Offset(0, 0)

    @cursor_position.setter
    def cursor_position(self, _: Offset) -> None:
        """Do nothing: what has the focus decides."""

    @property
    def _screen(self) -> WizardScreen:
        if self._wizard is None:
            msg = "nothing was shown yet"
            raise RuntimeError(msg)
        return self._wizard

    async def on_event(self, event: Event) -> None:
        """Give keys and pastes to the desk here, one after the other: widgets have queues of their own, which would mix them up."""
        match event:
            case Key() | Paste() if self._wizard is None:
                return  # before anything is shown
            case Key(key=key, is_forwarded=False) if key == _SUSPEND:
                if can_be_continued():
                    self.action_suspend_process()
            case Key(key=key, is_forwarded=False) if key == _REDRAW:
                self.draw_again()
            case Key(is_forwarded=False):
                self._screen.press(event)
            case Paste(is_forwarded=False):
                self._screen.paste(event)
            case Resize():
                self._painter.forget()  # a terminal may have moved or cleared what it showed
                await super().on_event(event)
            case _:
                await super().on_event(event)


def _intents() -> Any:
    from wizard.conversation import intents  # noqa: PLC0415 - with attrs, which the first page does without

    return intents
