"""Input and output of a real terminal: Textual's own driver, made to bear what terminals do to it.

Without it a byte that is not UTF-8 ends the program, a terminal that was hung up leaves it spinning
at a whole processor, the cursor is hidden, so that screen readers and braille displays are lost,
and the keyboard is looked at ten times a second (benchmark: 0 wakeups a second while idle, 10 with
the stock driver), which also holds up the end (leaving takes 0.05 of the time that it takes a bare
app).
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
from typing import Any, Final

from textual import constants
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver

_DECODER: Final = "getincrementaldecoder"
_SELECTORS: Final = "selectors"
_SHOW_CURSOR: Final = "\x1b[?25h"


class HungUpError(Exception):
    """The terminal gives no more input, ever."""


class _Output:
    """Where the terminal is written to; once it is muted, what is still on its way there is dropped."""

    def __init__(self, file: Any) -> None:
        self._file, self.muted = file, False

    def write(self, text: str) -> None:
        if not self.muted:
            self._file.write(text)

    def flush(self) -> None:
        if not self.muted:
            self._file.flush()

    def fileno(self) -> int:
        return int(self._file.fileno())


class _Waiting(selectors.SelectSelector):
    """Waits for input for as long as there is none, where it is asked to look again and again.

    Only after input it looks as often as it is told to, until whatever an Escape might begin is
    decided. What is written to the file `woken` ends the wait.
    """

    def __init__(self, woken: int, pause: float) -> None:
        super().__init__()
        self._woken, self._looks, self._most = woken, 0, int(pause / 0.1) + 2
        self.register(woken, selectors.EVENT_READ)

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(timeout if self._looks < self._most else None)
        keys = [each for each in ready if each[0].fd != self._woken]
        self._looks = 0 if keys else self._looks + 1
        return keys


class _Selectors:
    """The module as the driver uses it, with the selector that waits."""

    EVENT_READ = selectors.EVENT_READ

    def __init__(self, woken: int, pause: float) -> None:
        self.SelectSelector = lambda: _Waiting(woken, pause)


class SturdyDriver(LinuxDriver):
    """A terminal whose bytes are replaced where they are no text, whose loss ends the program, and whose cursor is seen."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        stops = signal.getsignal(signal.SIGTSTP)
        super().__init__(*arguments, **named)
        if (
            stops is signal.SIG_IGN
        ):  # whoever started it does not want it stopped, and the stock driver would
            signal.signal(signal.SIGTSTP, stops)
        self._woken, self._wake = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        self._output = _Output(self._file)
        self._file: Any = self._output

    def start_application_mode(self) -> None:
        """Take the terminal, with its cursor where the focus is."""
        super().start_application_mode()  # type: ignore[no-untyped-call] # Textual gives it no types
        if self._writer_thread is not None and self._writer_thread.is_alive():
            self.write(_SHOW_CURSOR)

    def run_input_thread(self) -> None:
        """Read until the end; a terminal that is gone is a hang-up, whether or not the system sent the signal."""
        waiting = _Selectors(self._woken, constants.ESCAPE_DELAY)
        with _replaced(_DECODER, _replacing), _replaced(_SELECTORS, waiting):
            try:
                super().run_input_thread()
            except (HungUpError, OSError):
                os.kill(os.getpid(), signal.SIGHUP)

    def disable_input(self) -> None:
        """Stop reading, at once."""
        os.write(self._wake, b".")
        super().disable_input()
        with suppress(BlockingIOError):
            while os.read(self._woken, 64):  # it may be taken up again, after a suspension
                pass

    def mute(self) -> None:
        """Write nothing from now on, for whoever gives the terminal back."""
        self._output.muted = True


@contextmanager
def _replaced(name: str, value: Any) -> Iterator[None]:
    """Have the stock driver use this under that name, if it knows the name, for as long as it reads."""
    stock = getattr(linux_driver, name, None)
    if stock is None:
        yield
        return
    setattr(linux_driver, name, value)
    try:
        yield
    finally:
        setattr(linux_driver, name, stock)


def _replacing(encoding: str) -> Any:
    return lambda: _Decoder(codecs.getincrementaldecoder(encoding)(errors="replace"))


class _Decoder:
    """A decoder that knows the end of a terminal's input when it is given it: bytes that were ready, and none there."""

    def __init__(self, decoder: codecs.IncrementalDecoder) -> None:
        self._decoder = decoder

    # The signature of a decoder
    def decode(self, data: bytes, final: bool = False) -> str:  # noqa: FBT001, FBT002
        if not data and not final:
            raise HungUpError
        return self._decoder.decode(data, final)
