"""An end from outside: by a signal, or because the terminal hung up. It is quick and clean.

The draft is on disk since the last answer; where the disk refused it, it is tried once more. The
terminal is given back without waiting for it, because whatever stopped reading may never read
again, and no `finally` runs, so that nothing can block.
Without it SIGTERM leaves the shell in the alternate screen with its modes on. It uses nothing of
Textual.
"""

from __future__ import annotations

import os
import signal
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final, NoReturn

_ENDING: Final = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)
_TRIES: Final = 20
_PAUSE: Final = 0.01
# The end of whatever was cut in the middle, no reports of pastes and of the mouse, stock colours,
# line wrap, the main screen, the cursor
RESET: Final = "\x1b\\\x1b[?2004l\x1b[?1000l\x1b[?1006l\x1b[0m\x1b[?7h\x1b[?1049l\x1b[?25h"
"""The bytes that give the terminal back."""


class Guard:
    """A guard that ends the program when it is told to from outside.

    `words` keeps what is not kept yet, and gives what to say at the end.
    """

    def __init__(self, words: Callable[[], str]) -> None:
        self._words = words
        self._stdin = sys.__stdin__.fileno() if sys.__stdin__ is not None else 0
        self._encoding = getattr(sys.__stdout__, "encoding", None) or "ascii"
        self._modes: list[Any] | None = None

    @contextmanager
    def on(self) -> Iterator[None]:
        """Watch for as long as this lasts."""
        with suppress(termios.error):
            self._modes = termios.tcgetattr(self._stdin)
        # A kiosk ignores the key that quits
        quits = signal.getsignal(signal.SIGQUIT) is not signal.SIG_IGN
        ending = _ENDING if quits else _ENDING[:-1]
        before = {number: signal.signal(number, self._end) for number in ending}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _end(self, number: int, _frame: object = None) -> NoReturn:
        try:
            words = self._words()
            said = f"\r{words}\n" if words and number != signal.SIGHUP else ""
            self._give_back(RESET + said)
        finally:
            os._exit(128 + number)

    def _give_back(self, said: str) -> None:
        """Reset the terminal; what it does not take in a fifth of a second is dropped."""
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        if self._modes is not None:
            with suppress(termios.error):
                termios.tcsetattr(self._stdin, termios.TCSANOW, self._modes)
        # The terminal is opened anew: not to block must not become a property of the shell's own
        name = "/dev/tty"
        with suppress(OSError):
            name = os.ttyname(self._stdin)
        with suppress(OSError):
            terminal = os.open(name, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
            left = said.encode(self._encoding, "replace")
            for _ in range(_TRIES):
                try:
                    left = left[os.write(terminal, left) :]
                except BlockingIOError:
                    with suppress(termios.error):  # what waits there is of a screen that is gone
                        termios.tcflush(terminal, termios.TCOFLUSH)
                    time.sleep(_PAUSE)
                if not left:
                    break


@contextmanager
def main_thread_only() -> Iterator[None]:
    """Keep signals from a thread that is started meanwhile.

    Their handlers run in the main thread, which would not hear of one that another thread took
    while it waits for the terminal or for that thread.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def can_be_continued() -> bool:
    """Return whether this process may be stopped, and a shell could continue it."""
    if signal.getsignal(signal.SIGTSTP) is signal.SIG_IGN:
        return False
    try:
        parent = os.getppid()
        return os.getsid(parent) == os.getsid(0) and os.getpgid(parent) != os.getpgrp()
    except OSError:
        return False
