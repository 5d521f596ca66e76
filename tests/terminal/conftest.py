"""The installed program in real terminals: a pty with an emulator, and tmux."""

import os
import shutil
import time
from datetime import datetime

import pytest

from tests.support.keyboard import DROPS, SEIZURE
from tests.support.tmux import Tmux
from tests.support.wire import PROGRAM, Wire
from tests.support.wire import are_gone as are_all_gone
from wizard.profile.draft import resumable, take
from wizard.profile.folder import ProfileFolder


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
    return {question: keys for question, keys in DROPS.items() if question.endswith("?")}


@pytest.fixture
def seizure():
    """The same with a seizure in childhood."""
    return {question: keys for question, keys in SEIZURE.items() if question.endswith("?")}


@pytest.fixture
def sit(home):
    """Starts the program on a wire; whatever still runs at the end is killed, by its id."""
    wires = []

    def start(size=(80, 24), *, controlling=True, begun=True, command=(PROGRAM,)):
        wire = Wire(command, home, size, controlling=controlling)
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
    return lambda: are_all_gone(home)


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


@pytest.fixture
def tmux(tmp_path, home):
    """A shell in tmux; skipped without tmux, but for CI."""
    if shutil.which("tmux") is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("tmux is not installed")
    opened = Tmux(tmp_path, home)
    yield opened
    opened.end()
