"""A profile folder that is all a visitor may reach, what lies around it, and a watch on who touches
that.
"""

import ctypes
import os
import re
import shutil
import struct
import time
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from io import StringIO

import pytest

from tests.support import lines
from tests.support import tmux as tmux_shell
from tests.support.keyboard import Person
from tests.support.lines import Typist
from tests.terminal import conftest as terminal
from tests.tui import conftest as keyboard
from wizard.plain import run
from wizard.profile.folder import ProfileFolder, examples
from wizard.tui import wizard

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
HIDDEN = "A secret of the host"
# all but a change of attributes: the number of names of a file that has a second one in the folder
_EVENTS = 0xFFF & ~0x4
_IS_FOLDER = 0x40000000

drops = keyboard.drops
program = terminal.program


class Watch:
    """Every opening, reading, changing, making and removing in a folder, as Linux tells of it
    (inotify).
    """

    def __init__(self, folder):
        system = ctypes.CDLL(None, use_errno=True)
        self._stream = system.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        assert self._stream >= 0
        assert system.inotify_add_watch(self._stream, os.fsencode(folder), _EVENTS) >= 0

    @property
    def seen(self):
        """What was done since the last time this was asked, as names with the bits of what was
        done.
        """
        found = []
        try:
            data = os.read(self._stream, 65536)
        except BlockingIOError:
            return found
        while data:
            _, mask, _, length = struct.unpack_from("iIII", data)
            found.append((data[16 : 16 + length].rstrip(b"\0").decode(), hex(mask & ~_IS_FOLDER)))
            data = data[16 + length :]
        return found

    def end(self):
        """Stop watching."""
        os.close(self._stream)


class Outside:
    """A folder beside the profile folder, with a profile, a draft and a secret in it that nobody
    may touch.
    """

    def __init__(self, folder, written):
        self.folder = folder
        folder.mkdir()
        (folder / "theirs.toml").write_text(written().replace("Spring exam block", HIDDEN))
        (folder / "secret.txt").write_text(HIDDEN)
        (folder / "inner").mkdir()
        self._as_it_was = self._state()
        self._watch = Watch(folder)

    def _state(self):
        entries = [self.folder, *sorted(self.folder.rglob("*"))]
        stats = [(str(path), path.lstat()) for path in entries]
        return [
            (name, found.st_ino, found.st_mode, found.st_size, found.st_mtime_ns)
            for name, found in stats
        ]

    def plant(self, make):
        """Put something there, or make a link to it, before anybody comes."""
        make()
        self._as_it_was = self._state()
        _ = self._watch.seen

    def is_untouched(self):
        """Fail if anything here was opened, read, changed, made or removed."""
        seen = self._watch.seen
        assert seen == []
        assert self._state() == self._as_it_was
        _ = self._watch.seen

    def end(self):
        """Stop watching."""
        self._watch.end()


@pytest.fixture
def home(tmp_path):
    """The profile folder."""
    folder = tmp_path / "profiles"
    folder.mkdir()
    return folder


@pytest.fixture
def outside(tmp_path, written):
    """What lies around it; a test that touches it fails."""
    made = Outside(tmp_path / "outside", written)
    yield made
    made.is_untouched()
    made.end()


@pytest.fixture
def folder(home):
    """That folder, as a kiosk has it: bounded."""
    made = ProfileFolder.within(home, examples())
    yield made
    os.close(made.held)


@pytest.fixture
def sit(folder, catalog):
    """Sits a person down at the kiosk."""

    @asynccontextmanager
    async def start(size=(80, 24)):
        app = wizard(catalog=lambda: catalog, now=lambda: NOW, folder=folder)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield Person(pilot)

    return start


@pytest.fixture
def talk(folder, catalog):
    """`talk(lines)` types these lines at the kiosk in line mode; what it says, on one line, is
    given back.
    """

    def call(typed):
        out = StringIO()
        run(
            source=Typist(typed, out),
            out=out,
            catalog=lambda: catalog,
            now=lambda: NOW,
            folder=folder,
        )
        return re.sub(r"\s+", " ", out.getvalue())

    return call


@pytest.fixture(scope="session")
def course():
    """What is typed in line mode for a whole first course, after the start page and up to
    saving.
    """
    return [*lines.DROPS, *lines.PLAN]


class Tmux(tmux_shell.Tmux):
    """A shell in tmux, waited for."""

    def wait_for(self, words):
        """Wait until these words are on the screen."""
        until = time.monotonic() + 20
        while words not in (seen := self.sees):
            assert time.monotonic() < until, f"{words!r} was never shown:\n{seen}"
            time.sleep(0.05)


@pytest.fixture
def tmux(tmp_path):
    """A shell in tmux; skipped without tmux, but for CI."""
    if shutil.which("tmux") is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("tmux is not installed")
    opened = Tmux(tmp_path, tmp_path / "shell")
    yield opened
    opened.end()
