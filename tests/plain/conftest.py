"""Talking to the line-mode wizard in this process: what is typed line by line, and what it says."""

import io
import os
import re
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from wizard.plain import run
from wizard.profile.folder import ProfileFolder
from wizard.profile.read import read_profile

NOW = datetime(2026, 1, 5, 14, 2, tzinfo=UTC)
DROPS = [
    "1",
    "1",
    "1",
    "0.1%",
    "3",
    "",
    "none",
    "none",
    "1",
    "35",
    "70",
    "yes",
    "none",
    "none",
    "none",
    "none",
    "no",
]
PLAN = ["", "", "", "", ""]
SAVE = ["save", "Spring exam block", "", "leave"]
TO_REVIEW = ["new", *DROPS, *PLAN]
FIRST_COURSE = [*TO_REVIEW, *SAVE]
SEIZURE = ["new", *DROPS[:12], "3"]
VIAL = [
    "new",
    "1",
    "semax",
    "vial",
    "10",
    "3",
    "2",
    "1",
    "no",
    "none",
    "subcutaneous",
    "35",
    "154 lb",
    "no",
    "2025-11-20",
    "1",
]
VIAL_COURSE = [
    *VIAL,
    "none",
    "none",
    "3",
    "none",
    "no",
    "6:30",
    "",
    "500",
    "",
    "45",
    "2",
    "save",
    "",
    "",
    "leave",
]


class Typist(io.StringIO):
    """A person at a terminal: each line is typed after the prompt and shown there, as a terminal
    does.
    """

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


class Told:
    """How a visit ended, and everything that stood on the screen."""

    def __init__(self, visit, out):
        self.how, self.ending, self.before, self.out = visit.how, visit.ending, visit.before, out

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
    """These tests are about words, and a flush for each answer of hundreds of visits would take
    most of their time.
    """
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def talk(catalog, tmp_path):
    """`talk(lines)` types these lines, then ends the input, with no draft left from before unless `resume` is true.

    With a `path`, that profile is opened first.
    """

    def call(lines, *, path=None, width=79, resume=False, home=tmp_path / "home"):
        out = io.StringIO()
        for left in [] if resume else home.glob(".draft-*"):
            left.unlink()
        profile = read_profile(path.read_bytes()) if path is not None else None
        visit = run(
            source=Typist(lines, out),
            out=out,
            catalog=lambda: catalog,
            now=lambda: NOW,
            folder=ProfileFolder(home),
            profile=profile,
            path=path,
            width=width,
        )
        return Told(visit, out.getvalue())

    return call


@pytest.fixture
def home(tmp_path):
    """The profile folder of `talk`."""
    return tmp_path / "home"


@pytest.fixture(scope="session")
def walk():
    """What is typed in whole courses and parts of them, the clock of `talk`, and the person at the
    terminal.
    """
    courses = {
        "TO_REVIEW": TO_REVIEW,
        "FIRST_COURSE": FIRST_COURSE,
        "VIAL_COURSE": VIAL_COURSE,
        "SEIZURE": SEIZURE,
    }
    return SimpleNamespace(DROPS=DROPS, PLAN=PLAN, **courses, NOW=NOW, Typist=Typist)
