"""The installed program in real terminals: a pty with an emulator, and tmux."""

import os
import runpy
import shutil
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

from wizard.profile.draft import resumable, take
from wizard.profile.folder import ProfileFolder

HERE = Path(__file__).parent
WIRE = runpy.run_path(str(HERE / "wire.py"))
SAID = runpy.run_path(str(HERE.parent / "tui" / "conftest.py"))
PROGRAM = str(Path(sys.executable).parent / "semax-wizard")


@pytest.fixture
def home(tmp_path):
    """The home and working folder of the program."""
    return tmp_path / "home"


@pytest.fixture
def program():
    """The installed program."""
    return PROGRAM


@pytest.fixture
def drops():
    """What a person answers who takes 0.1% drops for the first time: keys for each question, in
    their order.
    """
    return {question: keys for question, keys in SAID["DROPS"].items() if question.endswith("?")}


@pytest.fixture
def seizure():
    """The same with a seizure in childhood."""
    return {question: keys for question, keys in SAID["SEIZURE"].items() if question.endswith("?")}


@pytest.fixture
def sit(home):
    """Starts the program on a wire; whatever still runs at the end is killed, by its id."""
    wires = []

    def start(size=(80, 24), *, controlling=True, begun=True, command=(PROGRAM,)):
        wire = WIRE["Wire"](command, home, size, controlling=controlling)
        wires.append(wire)
        if begun:
            wire.wait_for("What would you like to do?")
        return wire

    yield start
    for wire in wires:
        wire.__exit__()


@pytest.fixture
def are_gone(home):
    """Whether no process of the program is alive 3 s from now."""
    return lambda: WIRE["are_gone"](home)


@pytest.fixture
def resumed(home, catalog):
    """The interview of the one draft there is, taken up today; `None` where there is no draft to
    resume.
    """
    folder = ProfileFolder(home / "profiles")

    def read():
        until = (
            time.monotonic() + 3
        )  # a process that is ending holds its lock a moment longer than it is seen
        while not (found := resumable(folder, catalog)) and time.monotonic() < until:
            time.sleep(0.02)
        if not found:
            return None
        resumed = take(folder, found[0], catalog, datetime.now().astimezone().date())
        resumed.draft.release()
        return resumed.session

    return read


@pytest.fixture
def kept(resumed):
    """The questions that are answered in the one draft there is; `None` where there is no draft to
    resume.
    """

    def read():
        session = resumed()
        return (
            None
            if session is None
            else [asked.question for asked in session.questions if asked.key in session.values]
        )

    return read


class Tmux:
    """A shell in tmux, with a server of its own."""

    def __init__(self, folder, home):
        self._socket = str(folder / "tmux")
        self._environment = WIRE["environment"](home) | {
            "TERM": "xterm-256color",
            "PS1": "$ ",
            "SHELL": "/bin/bash",
        }
        home.mkdir()
        self._run(
            "-f",
            "/dev/null",
            "new-session",
            "-d",
            "-x",
            "80",
            "-y",
            "24",
            "-c",
            str(home),
            "bash --norc -i",
        )

    def _run(self, *arguments):
        command = ["tmux", "-S", self._socket, *arguments]
        return subprocess.run(
            command, check=True, capture_output=True, text=True, env=self._environment
        ).stdout

    @property
    def sees(self):
        """What stands on the screen, as one line."""
        return " ".join(self._run("capture-pane", "-p").split())

    def press(self, *keys):
        """Press keys by the names tmux has for them."""
        self._run("send-keys", *keys)

    def ask(self, what):
        """What tmux says of the pane."""
        return self._run("display-message", "-p", f"#{{{what}}}").strip()

    def split(self, rows):
        """Divide the window, so that what runs in it has so many rows."""
        self._run("resize-window", "-x", "80", "-y", "40")
        self._run("split-window", "-d", "sleep 60")
        self.resize(rows)

    def resize(self, rows):
        """Give the upper pane so many rows."""
        self._run("resize-pane", "-t", "0", "-y", str(rows))

    def end(self):
        """End the server."""
        self._run("kill-server")


@pytest.fixture
def tmux(tmp_path, home):
    """A shell in tmux; skipped without tmux, but for CI."""
    if shutil.which("tmux") is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("tmux is not installed")
    opened = Tmux(tmp_path, home)
    yield opened
    opened.end()
