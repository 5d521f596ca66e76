"""The app: one screen, which is refilled. What its keys do is the conversation's."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.events import Key, Paste
from textual.screen import Screen

from wizard.conversation.moves import Intent, Move
from wizard.conversation.view import View
from wizard.tui.screen import WizardScreen
from wizard.tui.terminal.terminal_app import TerminalApp

if TYPE_CHECKING:
    from concurrent.futures import Future

    from wizard.conversation.conversation import Conversation
    from wizard.interview.choice import Checked

_DONE_ALONE: Final = frozenset({Move.LEAVE, Move.STAY})
"""What needs no conversation while nothing was done."""


class WizardApp(TerminalApp):
    """The wizard in the terminal."""

    CSS_PATH: ClassVar[str] = "wizard.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "semax-wizard"

    def __init__(self, first: View | None, load: Callable[[], Conversation]) -> None:
        """`load` gives the conversation, which takes longer than showing the `first` view, if that is known before."""
        super().__init__()
        self.animation_level = "none"
        self.theme = "ansi-dark"
        self._first, self._load = first, load
        self._loaded: Conversation | None = None
        self._ahead: Future[Conversation] | None = None
        self._wizard: WizardScreen | None = None

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
        """Look ahead once the first view is drawn."""
        self.call_after_refresh(self._look_ahead)

    def _look_ahead(self) -> None:
        """Once the first view stands there: have what comes next, and mind memory, which a short start need not."""
        gc.enable()
        self._screen.complete()
        if not self.is_loaded:
            # Not before the first view
            from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

            self._ahead = ThreadPoolExecutor(1).submit(
                self._load
            )  # what goes wrong there is raised where the conversation is asked for

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
            self._screen.wrong(conversation.error)
        else:
            self._screen.show(conversation.view, conversation.showing)
        self._settle()

    def _settle(self) -> None:
        """Have the disk keep the draft once everything is drawn."""
        if self.conversation.is_unsettled:
            self.call_after_refresh(self.conversation.settle)

    def hold(self, held: Checked | str | None) -> None:
        """Hold what is typed or marked and not taken yet."""
        self.conversation.send(_intents().Typed(held))
        self._settle()

    def move_in_list(self, words: str, row: int) -> None:
        """Hold where the person is in a list that is searched."""
        self.conversation.send(_intents().Searched(words, row))

    def answer_of(self, value: Checked | str) -> Intent:
        """Return the intent that answers with what is marked or typed."""
        answer: Intent = (
            _intents().Submit(value) if isinstance(value, str) else _intents().Answer(value)
        )
        return answer

    def explain(self, row: int | None) -> None:
        """Explain what is highlighted."""
        self.send(_intents().Explain(row))

    def echo(self, intent: Intent | None) -> str:
        """Return what an answer would mean."""
        return self.conversation.echo(intent)

    def plan_preview(self, intent: Intent | None) -> str:
        """Return what the plan would be with an answer."""
        return self.conversation.plan_preview(intent)

    @property
    def _screen(self) -> WizardScreen:
        if self._wizard is None:
            msg = "nothing was shown yet"
            raise RuntimeError(msg)
        return self._wizard

    def press(self, event: Key) -> None:
        """Give the key to the screen."""
        self._screen.press(event)

    def paste(self, event: Paste) -> None:
        """Give what was pasted to the screen."""
        self._screen.paste(event)


def _intents() -> Any:
    # With attrs, which the first page does without
    from wizard.conversation import intents  # noqa: PLC0415

    return intents
