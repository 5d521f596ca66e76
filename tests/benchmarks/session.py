"""One run of a program in a pty of its own, with a slow line between it and the terminal if one is
wanted.
"""

import contextlib
import fcntl
import os
import queue
import re
import select
import signal
import struct
import termios
import threading
import time
from collections import deque
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from attrs import frozen

from . import processes
from .terminal import COLUMNS, ROWS, Terminal

SEGMENT: Final = 1400
QUIET: Final = 0.25
LONGEST: Final = 30.0
now = time.perf_counter


@frozen
class Link:
    """A slow line: seconds there and back, bytes a second."""

    round_trip: float
    rate: float


@frozen
class Seen:
    """What followed on a start or a key: milliseconds to the first change, to what was waited for
    and to the last change; bytes.
    """

    first: float
    ready: float
    settled: float
    size: int


class Session:
    """A program in a fresh pty.

    Over a link, output is cut into segments, sent at its rate and delayed by half a round trip;
    keys and answers are delayed by half a round trip, and the start counts from half a round trip
    earlier, since the Enter that starts the program travels too. A thread stamps each chunk, so
    that slow drawing here does not distort times.
    """

    def __init__(
        self,
        argv: tuple[str, ...],
        environment: dict[str, str],
        folder: Path,
        link: Link | None = None,
    ) -> None:
        self.terminal = Terminal()
        self.size, self.ended = 0, 0.0
        self._half, self._rate = (link.round_trip / 2, link.rate) if link else (0.0, 0.0)
        self._drawn: queue.SimpleQueue[tuple[float, bytes | None]] = queue.SimpleQueue()
        self._keys: deque[tuple[float, bytes]] = deque()
        self._output: deque[tuple[float, bytes]] = deque()
        self._master, slave = os.openpty()
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._woken, self._wake = os.pipe()
        terminal = (
            os.POSIX_SPAWN_OPEN,
            0,
            os.ttyname(slave),
            os.O_RDWR,
            0,
        )  # the first one opened becomes the controlling one
        copies = [(os.POSIX_SPAWN_DUP2, 0, 1), (os.POSIX_SPAWN_DUP2, 0, 2)]
        with contextlib.chdir(folder):
            self.begun = now() - self._half
            self.pid = os.posix_spawn(
                argv[0],
                argv,
                environment,
                setsid=True,
                setsigdef=[signal.SIGHUP, signal.SIGINT, signal.SIGPIPE],
                file_actions=[terminal, *copies],
            )
        os.close(slave)
        self._pidfd = os.pidfd_open(self.pid)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        """Kill what is still there of the program, and free the descriptors."""
        for pid in [] if self.ended else processes.of_session(self.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._reader.join(5)
        for descriptor in (self._master, self._pidfd, self._woken, self._wake):
            os.close(descriptor)

    # -- in the thread --------------------------------------------------------------------------

    def _read(self) -> None:
        watched, free = [self._master, self._pidfd, self._woken], 0.0
        while True:
            due = [line[0][0] for line in (self._keys, self._output) if line]
            wait = max(0.0, min(due) - now()) if due else 0.05 if self.ended else None
            ready = select.select(watched, [], [], wait)[0]
            moment = now()
            if self._master in ready:
                data = self._take()
                if not data:
                    watched.remove(self._master)
                free = self._travel(moment, data, free)
            if self._woken in ready:
                os.read(self._woken, 64)
            self._pass_on()
            if self._pidfd in ready:
                os.waitid(os.P_PIDFD, self._pidfd, os.WEXITED)
                self.ended = moment + self._half
                watched.remove(self._pidfd)
            if self.ended and not self._output and (self._master not in watched or not ready):
                self._drawn.put((now(), None))
                return

    def _take(self) -> bytes:
        try:
            return os.read(self._master, 65536)
        except OSError:
            return b""

    def _travel(self, moment: float, data: bytes, free: float) -> float:
        """Send output on its way; when the line is free again."""
        if data and not self._rate:
            self._drawn.put((moment, data))
        for at in range(0, len(data) if self._rate else 0, SEGMENT):
            segment = data[at : at + SEGMENT]
            free = max(moment, free) + len(segment) / self._rate
            self._output.append((free + self._half, segment))
        return free

    def _pass_on(self) -> None:
        while self._output and self._output[0][0] <= now():
            self._drawn.put((now(), self._output.popleft()[1]))
        while self._keys and self._keys[0][0] <= now():
            with contextlib.suppress(OSError):
                os.write(self._master, self._keys.popleft()[1])

    # -- at the terminal ------------------------------------------------------------------------

    def send(self, data: bytes) -> float:
        """Type bytes; the moment of typing."""
        moment = now()
        self._keys.append((moment + self._half, data))
        os.write(self._wake, b".")
        return moment

    def _next(self, timeout: float) -> tuple[float, bool | None] | None:
        """Draw the next chunk and answer its queries: when it came and whether it changed anything;
        `None` for the end, or for no chunk.
        """
        try:
            moment, data = self._drawn.get(timeout=max(timeout, 0.0001))
        except queue.Empty:
            return None
        if data is None:
            self._drawn.put((moment, None))
            return moment, None
        self.size += len(data)
        changed, reply = self.terminal.feed(data)
        if reply:
            self.send(reply)
        return moment, changed

    def watch(self, since: float, expected: str = "", quiet: float = QUIET) -> Seen:
        """Wait for any change, or for a screen that holds the pattern `expected`, and then for
        `quiet` seconds without a change.

        Raises `TimeoutError` with the screen when it does not come.
        """
        before, first, ready, settled = self.size, 0.0, 0.0, 0.0
        while (moment := now()) < (end := settled + quiet if ready else since + LONGEST):
            chunk = self._next(end - moment)
            if chunk is not None and chunk[1] is None:
                break
            if chunk is None or not chunk[1]:
                continue
            settled = chunk[0]
            first = first or settled
            if not ready and re.search(expected, self.terminal.text):
                ready = settled
        if not ready:
            how = "it ended" if self.ended else f"{LONGEST} s went by"
            raise TimeoutError(f"{how} without {expected!r} on the screen:\n{self.terminal.text}")
        return Seen(
            1e3 * (first - since),
            1e3 * (ready - since),
            1e3 * (settled - since),
            self.size - before,
        )

    def start(self, expected: str) -> Seen:
        """Wait for the first screen that can be used."""
        return self.watch(self.begun, expected, QUIET + 2 * self._half)

    def press(self, key: str, expected: str = "", quiet: float = QUIET) -> Seen:
        """Press a key, and wait for what it changes."""
        return self.watch(self.send(self.terminal.encode(key)), expected, quiet)

    def rest(self, seconds: float) -> int:
        """Leave it alone for so long; the bytes that came nevertheless."""
        before, end = self.size, now() + seconds
        while now() < end:
            self._next(end - now())
        return self.size - before

    def leave(self, *keys: str) -> float:
        """Press keys until it ends; milliseconds from the last key to the end of the process."""
        moment = 0.0
        for key in keys:
            moment = self.send(self.terminal.encode(key))
            if key is not keys[-1]:
                self.watch(moment)
        end = now() + LONGEST
        while not self.ended:
            if now() > end:
                raise TimeoutError(f"it goes on after {keys}:\n{self.terminal.text}")
            self._next(0.05)
        return 1e3 * (self.ended - moment)
