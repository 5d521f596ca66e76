"""The driver of a real terminal: Textual's own, with the faults of terminals taken care of.

Without it a byte that is not UTF-8 ends the program, a terminal that hangs up leaves it spinning at
a whole processor, and the hidden cursor is lost to screen readers and braille displays. The stock
driver also looks at the keyboard ten times a second (benchmark: 0 wakeups a second while idle here,
10 there), which holds up the end (leaving takes 0.05 of the time of a bare app).
Where Textual no longer has a name that is replaced here, its stock behaviour remains; a test says
so.
"""

from __future__ import annotations

import codecs
import os
import selectors
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from textual import constants
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver


class HungUpError(Exception):
    """The terminal gives no more input, ever."""


class _Output:
    """The file of the terminal. Once it is muted, whatever is written to it is dropped."""

    def __init__(self, file: Any) -> None:
        self._file, self.muted, self.fileno = file, False, file.fileno

    def write(self, text: str) -> None:
        if not self.muted:
            self._file.write(text)

    def flush(self) -> None:
        if not self.muted:
            self._file.flush()


class _Waiting(selectors.SelectSelector):
    """A selector that waits for input where the driver would look again and again.

    After input it looks as often as it is told to, until the driver has decided what an Escape
    begins. What is written to the file `woken` ends the wait.
    """

    def __init__(self, woken: int, pause: float) -> None:
        super().__init__()
        self._woken, self._polls, self._most = woken, 0, int(pause / 0.1) + 2
        self.register(woken, selectors.EVENT_READ)

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(timeout if self._polls < self._most else None)
        keys = [each for each in ready if each[0].fd != self._woken]
        self._polls = 0 if keys else self._polls + 1
        return keys


class _Selectors:
    """The module `selectors` as the driver uses it, with the selector that waits."""

    EVENT_READ = selectors.EVENT_READ

    def __init__(self, woken: int, pause: float) -> None:
        self.SelectSelector = lambda: _Waiting(woken, pause)


class SturdyDriver(LinuxDriver):
    """A driver that replaces bytes that are no text, and ends on a lost terminal."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        stops = signal.getsignal(signal.SIGTSTP)
        super().__init__(*arguments, **named)
        # The stock driver lets Ctrl+Z stop the program, also where whoever started it forbade that
        if stops is signal.SIG_IGN:
            signal.signal(signal.SIGTSTP, stops)
        self._woken, self._wake = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        self._output = _Output(self._file)
        self._file: Any = self._output

    def start_application_mode(self) -> None:
        """Take the terminal, and show the cursor, which stands where the focus is."""
        super().start_application_mode()  # type: ignore[no-untyped-call] # Textual gives it no types
        if self._writer_thread is not None and self._writer_thread.is_alive():
            self.write("\x1b[?25h")

    def run_input_thread(self) -> None:
        """Read until the end. A terminal that is gone is a hang-up, also where no signal comes."""
        waiting = _Selectors(self._woken, constants.ESCAPE_DELAY)
        with _replaced("getincrementaldecoder", _replacing), _replaced("selectors", waiting):
            try:
                super().run_input_thread()
            except (HungUpError, OSError):
                os.kill(os.getpid(), signal.SIGHUP)

    def disable_input(self) -> None:
        """Stop reading at once."""
        os.write(self._wake, b".")
        super().disable_input()
        with suppress(BlockingIOError):
            while os.read(self._woken, 64):  # it may start to read again, after a suspension
                pass

    def mute(self) -> None:
        """Write nothing from now on, so that someone else can give the terminal back."""
        self._output.muted = True


@contextmanager
def _replaced(name: str, value: Any) -> Iterator[None]:
    """Make the stock driver use this value under that name for a while, if it knows the name."""
    stock = getattr(linux_driver, name, None)
    if stock is not None:
        setattr(linux_driver, name, value)
    try:
        yield
    finally:
        if stock is not None:
            setattr(linux_driver, name, stock)


def _replacing(encoding: str) -> Any:
    return lambda: _Decoder(codecs.getincrementaldecoder(encoding)(errors="replace"))


class _Decoder:
    """A decoder that takes no bytes, where some were said to be ready, as the end of the input."""

    def __init__(self, decoder: codecs.IncrementalDecoder) -> None:
        self._decoder = decoder

    # The signature is that of a decoder
    def decode(self, data: bytes, final: bool = False) -> str:  # noqa: FBT001, FBT002
        if not data and not final:
            raise HungUpError
        return self._decoder.decode(data, final)
