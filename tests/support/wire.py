"""A program at the far end of a wire: started on a pty of its own, typed at, looked at, cut off."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pyte

PROGRAM = str(Path(sys.executable).parent / "semax-wizard")
KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "home": "\x1b[H",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "end": "\x1b[F",
    "space": " ",
}
MODES = (1000, 1002, 1003, 1004, 1006, 1015, 1016, 1049, 2004, 2026, 2048)
LONGEST = 10
_OURS = ("PYTHON", "TMUX", "NO_COLOR", "COLUMNS", "LINES", "SEMAX", "ACCESSIBLE", "COV")


def environment(home):
    """What the program finds around it: the usual, and a home of its own."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(_OURS)}
    return kept | {
        "HOME": str(home),
        "SEMAX_WIZARD_HOME": str(home / "profiles"),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
    }


def processes(home):
    """The ids of the living processes that were started with this home."""
    wanted = f"SEMAX_WIZARD_HOME={home / 'profiles'}".encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            words = (entry / "cmdline").read_bytes()
            if wanted in (entry / "environ").read_bytes().split(b"\0") and b"wizard" in words:
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def are_gone(home, within=3.0):
    """Whether no process with this home is alive, or none is so in a moment."""
    until = time.monotonic() + within
    while (left := processes(home)) and time.monotonic() < until:
        time.sleep(0.05)
    return not left


def send_all(wire, data):
    """Send all of this to a program, and take what it draws meanwhile."""
    os.set_blocking(wire.master, False)
    while data and wire.process.poll() is None:
        ready = select.select([wire.master], [wire.master], [], 1)
        if ready[0] and not wire.read(0):
            return
        if ready[1]:
            try:
                data = data[os.write(wire.master, data[:4096]) :]
            except BlockingIOError:
                wire.read(0.01)


def cost(wire):
    """The most memory that the program had, in MB, and the seconds of processor time that it took;
    nothing once it has ended.
    """
    process = Path(f"/proc/{wire.process.pid}")
    peak = re.search(r"VmHWM:\s+(\d+)", (process / "status").read_text())
    words = (process / "stat").read_text().rpartition(")")[2].split()
    seconds = (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
    return (int(peak[1]) / 1024, seconds) if peak else (0, 0)


class Wire:
    """A pty with a program on it, and what it drew."""

    def __init__(self, command, home, size=(80, 24), *, controlling=True):
        self.home, self.raw = home, b""
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self.master, slave = pty.openpty()
        self.set_size(*size)
        setsid = ["setsid", "--ctty"] if controlling else ["setsid"]
        home.mkdir(exist_ok=True)
        self.process = subprocess.Popen(
            [*setsid, *command],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=home,
            env=environment(home),
            close_fds=True,
        )
        os.close(slave)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.hang_up()

    def hang_up(self):
        """Take the terminal away."""
        if self.master >= 0:
            os.close(self.master)
            self.master = -1

    def set_size(self, columns, rows):
        """Change the size of the window, but not of what is looked at: that may be huge."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, columns, rows):
        """Change the size of the window; the system tells the program if this is its terminal."""
        self.screen.resize(rows, columns)
        self.set_size(columns, rows)

    def read(self, seconds=0.05):
        """Take what the program draws; false once there is no more, ever."""
        ready, _, _ = select.select([self.master], [], [], seconds)
        if ready:
            try:
                data = os.read(self.master, 65536)
            except OSError:
                return False
            self.raw += data
            self._stream.feed(data)
            return bool(data)
        return True

    def rest(self, seconds=0.3):
        """Read for a while."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.read():
            pass

    def settle(self, quiet=0.5):
        """Read until nothing has come for so long."""
        seen, since = -1, time.monotonic()
        while time.monotonic() - since < quiet:
            if len(self.raw) != seen:
                seen, since = len(self.raw), time.monotonic()
            self.read()

    @property
    def sees(self):
        """What stands on the screen, as one line."""
        return " ".join(" ".join(self.screen.display).replace("█", " ").split())

    @property
    def cursor(self):
        """Where the terminal's cursor stands, and whether it is seen."""
        cursor = self.screen.cursor
        return cursor.x, cursor.y, not cursor.hidden

    def row_of(self, words):
        """The row these words stand in."""
        return next(
            (number for number, line in enumerate(self.screen.display) if words in line), -1
        )

    def send(self, data):
        """Send these bytes."""
        os.write(self.master, data)

    def press(self, *keys):
        """Press keys, in one packet."""
        self.send("".join(KEYS.get(key, key) for key in keys).encode())

    def wait_for(self, words):
        """Wait until these words are on the screen."""
        until = time.monotonic() + LONGEST
        while words not in self.sees:
            assert time.monotonic() < until, f"{words!r} was never shown:\n{self.sees}"
            assert self.read(), f"it ended without {words!r}:\n{self.sees}"

    def wait_until(self, holds):
        """Wait until this holds."""
        until = time.monotonic() + LONGEST
        while not holds():
            assert time.monotonic() < until, f"it never came to hold:\n{self.sees}"
            self.read()

    def answer(self, said, until=None, most=99):
        """Answer questions as `said`, until these words are there or so many are accepted; the
        questions that were.
        """
        end = time.monotonic() + 2 * LONGEST
        taken, last, pressed = [], None, 0.0
        while True:
            assert time.monotonic() < end, f"stuck at:\n{self.sees}"
            asked = next((question for question in said if question in self.sees), None)
            if last is not None and (
                asked not in {None, last} or (until is not None and until in self.sees)
            ):
                taken.append(last)
                last = None
            if (until is not None and until in self.sees) or len(taken) == most:
                return taken
            # On a busy machine a page may stand later than it is seen: a person presses again
            is_deaf = last is not None and "Screening" in self.sees
            if is_deaf and time.monotonic() - pressed > LONGEST / 4:
                last = None
            if asked is not None and last is None:
                keys = [*said[asked]]
                if "Screening" in self.sees:  # what is typed before the page stood is dropped
                    self.rest(0.2)
                if keys[0] == "end":  # the end of a list is marked once every line was seen
                    self.press(*["down"] * 9 * (self.screen.lines < 24))
                    self.rest(0.1)
                    self.press(keys.pop(0))
                    self.rest(0.1)
                self.press(*keys)
                last, pressed = asked, time.monotonic()
            self.read()

    def ended(self, within=5.0):
        """The exit code; negative for a signal that was not handled. It fails if the program goes
        on.
        """
        until = time.monotonic() + within
        while self.process.poll() is None and time.monotonic() < until:
            if self.master >= 0:
                self.read()
            else:
                time.sleep(0.02)
        assert self.process.poll() is not None, f"it goes on:\n{self.sees}"
        while self.master >= 0 and select.select([self.master], [], [], 0)[0] and self.read():
            pass
        return self.process.returncode

    @property
    def left_on(self):
        """The modes of the terminal that were switched on last and never off again."""
        return [
            mode
            for mode in MODES
            if self.raw.rfind(b"\x1b[?%dh" % mode) > self.raw.rfind(b"\x1b[?%dl" % mode)
        ]

    @property
    def lines_are_edited(self):
        """Whether the terminal echoes and edits lines again."""
        flags = termios.tcgetattr(self.master)[3]
        return bool(flags & termios.ECHO) and bool(flags & termios.ICANON)

    def signal(self, number):
        """Send the program a signal."""
        self.process.send_signal(signal.Signals(number))
