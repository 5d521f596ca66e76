"""Talking to the line-mode wizard in this process: what is typed line by line, and what it says."""

import io
import os
import re
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from attrs import frozen

from wizard.plain import Ending, run
from wizard.profile.folder import ProfileFolder

NOW = datetime(2026, 1, 5, 14, 2, tzinfo=UTC)
DROPS = ["1", "1", "1", "0.1%", "3", "", "none", "none", "1", "35", "70", "yes", "none", "none", "none", "none", "no"]
PLAN = ["", "", "", "", ""]
SAVE = ["save", "Spring exam block", ""]
FIRST_COURSE = [*DROPS, *PLAN, *SAVE]
SEIZURE = [*DROPS[:12], "3"]
VIAL = ["1", "semax", "vial", "10", "3", "2", "1", "no", "none", "subcutaneous", "35", "154 lb", "no", "2025-11-20", "1"]
VIAL_COURSE = [*VIAL, "none", "none", "3", "none", "no", "6:30", "", "500", "", "45", "2", "save", "", ""]


class Typist(io.StringIO):
    """A person at a terminal: each line is typed after the prompt and shown there, as a terminal does."""

    def __init__(self, lines, out):
        super().__init__("".join(f"{line}\n" for line in lines))
        self._out = out

    def isatty(self):
        """It is one."""
        return True

    def readline(self, size=-1):
        """The next line, shown as it is typed."""
        line = super().readline(size)
        self._out.write(line)
        return line


@frozen
class Told:
    """How a visit ended, and everything that stood on the screen."""

    ending: Ending
    out: str

    @property
    def flat(self):
        """The same on one line."""
        return re.sub(r"\s+", " ", self.out)

    @property
    def after(self):
        """What was said after the last line that was typed, and that line, on one line."""
        return self.flat.rpartition("Answer: ")[0].rpartition("Answer: ")[2]


@pytest.fixture(autouse=True)
def _without_waiting_for_the_disk(monkeypatch):
    """These tests are about words, and a flush for each answer of hundreds of visits would take most of their time."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def talk(catalog, tmp_path):
    """`talk(lines)` types these lines, then ends the input, with no draft left from before unless `resume` is true."""

    def call(lines, *, opened=None, width=79, resume=False, home=tmp_path / "home"):
        out = io.StringIO()
        for path in [] if resume else home.glob(".draft-*"):
            path.unlink()
        source, folder = Typist(lines, out), ProfileFolder(home)
        ending = run(source=source, out=out, catalog=catalog, now=lambda: NOW, folder=folder, opened=opened, width=width)
        return Told(ending, out.getvalue())

    return call


@pytest.fixture
def home(tmp_path):
    """The profile folder of `talk`."""
    return tmp_path / "home"


@pytest.fixture(scope="session")
def walk():
    """What is typed in whole courses and parts of them, the clock of `talk`, and the person at the terminal."""
    return SimpleNamespace(
        DROPS=DROPS, PLAN=PLAN, FIRST_COURSE=FIRST_COURSE, VIAL_COURSE=VIAL_COURSE, SEIZURE=SEIZURE, NOW=NOW, Typist=Typist
    )
