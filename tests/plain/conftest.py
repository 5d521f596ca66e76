"""Talking to the line-mode wizard in this process: what is typed line by line, and what it says."""

import io
import re
from types import SimpleNamespace

import pytest

from tests.support.lines import (
    DROPS,
    FIRST_COURSE,
    NOW,
    PLAN,
    SEIZURE,
    TO_REVIEW,
    VIAL_COURSE,
    Typist,
)
from wizard.plain import run
from wizard.profile.folder import ProfileFolder
from wizard.profile.read import read_profile


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


@pytest.fixture
def talk(catalog, tmp_path):
    """`talk(lines)` types these lines, then ends the input, with no draft left from before
    unless `resume` is true.

    With a `path`, that profile is opened first. `now` gives the time by what was said so far.
    """

    def call(lines, *, path=None, width=79, resume=False, home=tmp_path / "home", now=None):
        out = io.StringIO()
        for left in [] if resume else home.glob(".draft-*"):
            left.unlink()
        profile = read_profile(path.read_bytes()) if path is not None else None
        visit = run(
            source=Typist(lines, out),
            out=out,
            catalog=lambda: catalog,
            now=lambda: NOW if now is None else now(out.getvalue()),
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
