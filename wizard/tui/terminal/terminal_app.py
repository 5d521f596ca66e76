"""The app as a real terminal needs it: the driver, the cursor, the painter and the keys.

It replaces three private methods of Textual: `_display`, which writes each update of the screen,
`_fatal_error`, which prints a defect with all its locals (here they are health answers), and
`_set_pointer_shape`, which tells a terminal the shape of its pointer. Where Textual has the first
no more, whole rows are sent again; where it has the second no more, the locals are printed again;
where it has the third no more, a few bytes more are sent. It reads one private name more:
`_exception` tells what ended the app; without it a defect looks like a normal end. Tests hold all
four names.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, ClassVar, Final

from rich.cells import cell_len
from textual.app import App
from textual.driver import Driver
from textual.events import Event, Key, Paste, Resize
from textual.geometry import Offset
from textual.messages import Update
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from wizard.text.translation import _
from wizard.tui.terminal.driver import SturdyDriver
from wizard.tui.terminal.painter import Painter
from wizard.tui.terminal.signals import Guard, can_be_continued

_SUSPEND: Final = "ctrl+z"
_REDRAW: Final = "ctrl+l"


class CrashedError(Exception):
    """The wizard ended by a defect, which is the cause of this error. Nothing of it was printed."""


class TerminalApp(App[None]):
    """An app of one screen that handles keys at once and in order.

    Text is selected by the terminal, with Shift where the `mouse` is used.
    """

    ALLOW_SELECT: ClassVar[bool] = False
    mouse = True

    def __init__(self, driver_class: type[Driver] = SturdyDriver) -> None:
        # The terminal's own colours are asked for here, so that NO_COLOR takes away colours and
        # nothing else.
        super().__init__(driver_class=driver_class, ansi_color=True)
        self._painter = Painter(erases=not os.environ.get("TERM", "").startswith("screen"))

    def use_mouse(self, *, wanted: bool) -> None:
        """Take clicks and the wheel from now on, or leave the mouse to the terminal."""
        self.mouse = wanted
        if isinstance(self._driver, SturdyDriver):
            self._driver.use_mouse(wanted=wanted)

    def _set_pointer_shape(self, shape: str) -> None:
        """Do nothing: the terminal's pointer is its own."""

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

    def on_sturdy_driver_failed(self, message: SturdyDriver.Failed) -> None:
        """Raise a defect in reading as any other."""
        raise message.defect

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        super()._display(screen, self._painter.shorter(renderable))

    def _fatal_error(self) -> None:
        # The rest of Textual's method renders a traceback with every local, for a second or more
        self._close_messages_no_wait()

    @property
    def cursor_position(self) -> Offset:
        """Return where the terminal's cursor is put after each draw: on what has the focus.

        Screen readers and braille displays follow it. Widgets of Textual set this attribute, with
        no effect here.
        """
        return _cursor(self.screen) if self.screen.is_running else Offset(0, 0)

    @cursor_position.setter
    def cursor_position(self, _: Offset) -> None:
        """Do nothing: the focus decides."""

    async def on_event(self, event: Event) -> None:
        """Give keys and pastes to the app, one after the other.

        Textual would give them to widgets, whose separate queues can mix them up.
        """
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


class TerminalScreen(Screen[None]):
    """A screen of which nothing stays behind where a new layout has moved it away.

    Textual draws what has moved, and overlooks some of that once something was scrolled.
    """

    # That the focus has moved does not draw the screen, before there is a layout of what is new
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def on_layout(self) -> None:
        """Draw all of the screen with a new layout; only the cells that differ are sent."""
        self.refresh()
        self.post_message(Update(self))  # so that it is drawn with the layout, not once more after


def _cursor(screen: Screen[Any]) -> Offset:
    """Return the place of the caret, or else of what has the focus.

    A widget with a `caret` says itself where in it that is. Where nothing has the focus, it is the
    place of the last that can have it.
    """
    stops = screen.focus_chain
    match screen.focused or (stops[-1] if stops else None):
        case None:
            return Offset(0, 0)
        case Input() as entry:  # Textual's own answer is one too far at the end of the text
            column = cell_len(entry.value[: entry.cursor_position]) - entry.scroll_offset.x
            return entry.content_region.offset + Offset(column, 0)
        case other:
            return other.content_region.offset + getattr(other, "caret", Offset(0, 0))


def run_quietly(app: TerminalApp, words: Callable[[], str] = str) -> None:
    """Run the app, and end it at once on a signal, with these last words.

    Raises `CrashedError` where an exception ended it.
    """
    with Guard(words).on():
        app.run(mouse=app.mouse)
    defect = app._exception  # noqa: SLF001 - Textual has no public name for what ended an app
    if defect is not None:
        raise CrashedError(
            _("the wizard ended by a defect ({name})").format(name=type(defect).__name__)
        ) from defect
