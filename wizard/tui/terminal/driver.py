"""The driver of a real terminal: the one place for what it sends and for what is sent to it.

Textual's own driver ends the program on a byte that is no text and on some key events, asks the
terminal questions whose answers come as keys, believes any size, looks at the keyboard ten times a
second (benchmark: 0 wakeups a second while idle here, 10 there), and is left without a screen by a
signal that a helper thread took. Here nothing is asked, so that no answer can be late. Focus
reports and the kitty keyboard protocol stay off; of the mouse only clicks and the wheel are asked
for, where it is used.
"""

from __future__ import annotations

import os
import re
import select
import signal
import sys
import termios
import time
import tty
from asyncio import TimerHandle
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import islice
from threading import Thread
from typing import Any, Final

from textual import constants
from textual.app import App
from textual.driver import Driver
from textual.events import (
    Event,
    Key,
    MouseDown,
    MouseEvent,
    MouseScrollDown,
    MouseScrollUp,
    MouseUp,
    Paste,
    Resize,
)
from textual.geometry import Size
from textual.message import Message

from wizard.tui.terminal.keyboard import Keyboard, Moused, Pasted, Pressed
from wizard.tui.terminal.signals import RESET, main_thread_only

_TAKE: Final = "\x1b[?1049h\x1b[?2004h\x1b[?7l\x1b[?25h"
"""The other screen, reports of pastes, no line wrap, and the cursor, which stands on the focus."""
_MOUSE_ON: Final = "\x1b[?1000h\x1b[?1006h"
_MOUSE_OFF: Final = "\x1b[?1000l\x1b[?1006l"
_WHEEL: Final[Mapping[int, type[MouseEvent]]] = {64: MouseScrollUp, 65: MouseScrollDown}
_LAST_MOVE: Final = re.compile(r"\x1b\[[0-9]+;[0-9]+H\Z")
_INPUT: Final = 0
_OUTPUT: Final = 1
_WIDEST: Final = 500
_TALLEST: Final = 200
_STOCK: Final = (80, 24)
_QUIET: Final = 0.2
MOST_WAITING: Final = 1_000
_MOST_WORK: Final = 0.5
"""The seconds of processor time that what was typed ahead may take, after which it is dropped."""


class SturdyDriver(Driver):
    """A driver that nothing a terminal sends can end, or keep busy."""

    class Cut(Message):
        """A message that some of what was typed or pasted was dropped."""

    class Failed(Message):
        """A message that reading ended by a defect."""

        def __init__(self, defect: Exception) -> None:
            super().__init__()
            self.defect = defect

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        # Without a size Textual would ask the environment
        super().__init__(app, debug=debug, mouse=mouse, size=size or window())
        self._encoding = getattr(sys.__stdout__, "encoding", None) or "ascii"
        self._before: list[Any] | None = None
        self._reader: Thread | None = None
        self._wake = -1
        self._waiting = deque[Event]()
        self._began: float | None = None
        self._telling: TimerHandle | None = None
        self._at = ""
        self._uses_mouse = mouse

    @property
    def can_suspend(self) -> bool:
        """Return that the program can be stopped and continued."""
        return True

    def write(self, data: str) -> None:
        """Write to the terminal, at once. One that takes nothing any more has hung up.

        Textual puts the cursor in its place after each update, also where it is there already.
        """
        if data == self._at:
            return
        move = _LAST_MOVE.search(data)
        self._at = move[0] if move else ""
        left = data.encode(self._encoding, "replace")
        while left:
            try:
                left = left[os.write(_OUTPUT, left) :]
            except BlockingIOError:
                select.select([], [_OUTPUT], [])
            except OSError:
                os.kill(os.getpid(), signal.SIGHUP)
                return

    def start_application_mode(self) -> None:
        """Take the terminal; again after whoever stopped the program has used it."""
        # Handlers of the event loop wake it, whichever thread of the program took the signal
        handlers = {signal.SIGWINCH: self._resized, signal.SIGCONT: self._continued}
        # Whoever started the program may have forbidden that it is stopped
        if signal.getsignal(signal.SIGTSTP) is not signal.SIG_IGN:
            handlers[signal.SIGTSTP] = self._stopped
        for number, handler in handlers.items():
            self._loop.add_signal_handler(number, handler)
        with suppress(termios.error):
            if self._before is None:
                self._before = termios.tcgetattr(_INPUT)
            termios.tcsetattr(_INPUT, termios.TCSANOW, _raw(self._before))
        self.write(_TAKE + (_MOUSE_ON if self._uses_mouse else ""))
        if self._reader is None:
            woken, self._wake = os.pipe2(os.O_CLOEXEC)
            self._reader = Thread(target=self._read, args=(woken,), name="keyboard", daemon=True)
            with main_thread_only():
                self._reader.start()
        self._resized()

    def use_mouse(self, *, wanted: bool) -> None:
        """Ask for clicks and the wheel, or for them no more."""
        if wanted != self._uses_mouse:
            self._uses_mouse = wanted
            self.write(_MOUSE_ON if wanted else _MOUSE_OFF)

    def disable_input(self) -> None:
        """Stop reading at once, and drop what was typed but not read."""
        if self._reader is not None:
            os.close(self._wake)
            self._reader.join()
            self._reader = None
            with suppress(termios.error):
                termios.tcflush(_INPUT, termios.TCIFLUSH)

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        self.disable_input()
        self.write(RESET)
        if self._before is not None:
            with suppress(termios.error):
                termios.tcsetattr(_INPUT, termios.TCSANOW, self._before)
            self._before = None

    def close(self) -> None:
        """Leave signals alone from now on."""
        for number in (signal.SIGWINCH, signal.SIGCONT, signal.SIGTSTP):
            self._loop.remove_signal_handler(number)

    # -- signals ----------------------------------------------------------------------------------

    def _resized(self) -> None:
        size = Size(*window())
        self.process_message(Resize(size, size))

    def _stopped(self) -> None:
        self.stop_application_mode()
        os.kill(os.getpid(), signal.SIGSTOP)

    def _continued(self) -> None:
        self.start_application_mode()
        self.process_message(self.SignalResume())

    # -- input ------------------------------------------------------------------------------------

    def _read(self, woken: int) -> None:
        """Read until woken. A terminal that is gone is a hang-up, also where no signal comes."""
        keyboard, poller = Keyboard(), select.poll()
        for number in (_INPUT, woken):
            poller.register(number, select.POLLIN)
        try:
            while True:
                patience = keyboard.patience
                if keyboard.may_be_escape:
                    patience = constants.ESCAPE_DELAY
                ready = dict(poller.poll(None if patience is None else patience * 1000))
                if woken in ready:
                    break
                if not ready:
                    self.keep(keyboard.give_up())
                elif (data := self._bytes()) is not None:
                    self.keep(keyboard.read(data))
        except EOFError:
            os.kill(os.getpid(), signal.SIGHUP)
        # A defect in this thread would end nothing, and nothing more would be read
        except Exception as error:  # noqa: BLE001
            self.process_message(self.Failed(error))
        finally:
            os.close(woken)

    def _bytes(self) -> bytes | None:
        """Return what has come, or `None` where that was a mistake.

        Raises `EOFError` if the terminal gives no more input, ever.
        """
        try:
            data = os.read(_INPUT, 65536)
        except BlockingIOError:
            return None
        except OSError:
            data = b""
        if not data:
            raise EOFError
        return data

    def keep(self, read: Iterator[Pressed | Pasted | Moused]) -> None:
        """Keep what was typed until its turn; what is too much is read and dropped."""
        kept = [*islice(read, MOST_WAITING - len(self._waiting))]
        events = [event for each in kept if (event := self._event(each)) is not None]
        self._waiting.extend(events)
        dropped = sum(1 for _ in read)
        if events:
            self._loop.call_soon_threadsafe(self._hand_on)
        if dropped or any(isinstance(each, Pasted) and each.is_cut for each in kept):
            self._loop.call_soon_threadsafe(self._was_cut)

    def _event(self, read: Pressed | Pasted | Moused) -> Event | None:
        """Return what was read as the app knows it; nothing of a mouse that is not used.

        With Shift, Alt or Ctrl a mouse is the terminal's, which selects text.
        """
        match read:
            case Pasted(text):
                return Paste(text)
            case Pressed():
                return Key(*read)
            case Moused(button, x, y, is_down) if self._uses_mouse:
                kind = _WHEEL.get(button) if button else (MouseDown if is_down else MouseUp)
                if kind is not None:
                    return kind(
                        None,
                        x=x,
                        y=y,
                        delta_x=0,
                        delta_y=0,
                        button=int(not button),
                        shift=False,
                        meta=False,
                        ctrl=False,
                        screen_x=x,
                        screen_y=y,
                    )
        return None

    def _hand_on(self) -> None:
        """Give the app what was typed, one key in each turn of the loop."""
        if not self._waiting:
            return
        spent = time.thread_time()
        self._began = spent if self._began is None else self._began
        if spent - self._began > _MOST_WORK:
            self._waiting.clear()
            self._was_cut()
        else:
            self.process_message(self._waiting.popleft())
        if self._waiting:
            self._loop.call_soon(self._hand_on)
        else:
            self._began = None

    def _was_cut(self) -> None:
        """Say that something was dropped, once no further key would take the words away."""
        if self._telling is not None:
            self._telling.cancel()
        self._telling = self._loop.call_later(_QUIET, self._tell)

    def _tell(self) -> None:
        if self._waiting:
            self._was_cut()
        else:
            self.process_message(self.Cut())


def window() -> tuple[int, int]:
    """Return the size of the window, or of its upper left part where it is very large."""
    with suppress(OSError):
        columns, rows = os.get_terminal_size(_OUTPUT)
        if columns and rows:
            return min(columns, _WIDEST), min(rows, _TALLEST)
    return _STOCK


def _raw(modes: list[Any]) -> list[Any]:
    """Return the modes of a terminal in which keys and text pass as they are, without an echo."""
    raw = [*modes]
    raw[tty.OFLAG] &= ~termios.OPOST
    raw[tty.IFLAG] &= ~(
        termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR
    )
    raw[tty.LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    raw[tty.CC] = [*modes[tty.CC]]
    raw[tty.CC][termios.VMIN] = 1
    return raw
