"""The corpus of hostile files, made once, and running the command line on it."""

import io
import sys
from contextlib import redirect_stderr, redirect_stdout

import pytest
from attrs import frozen

from tests.tools import hostile_files
from wizard.cli import main


@frozen
class Ended:
    """How a run ended: its exit code and the bytes it printed."""

    code: int
    out: bytes
    err: bytes


def _stream():
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Run semax-wizard in this process; what it prints as bytes."""
    monkeypatch.setenv("SEMAX_WIZARD_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        out, err = _stream(), _stream()
        with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ending:
            main([str(argument) for argument in arguments])
        return Ended(ending.value.code, out.buffer.getvalue(), err.buffer.getvalue())

    return call


@pytest.fixture(scope="session")
def personal():
    """The profile from which the hostile ones are made."""
    return hostile_files.PERSONAL


@pytest.fixture(scope="session")
def shared():
    """The shared profile from which the hostile ones are made."""
    return hostile_files.SHARED


@pytest.fixture(scope="session")
def corpus(tmp_path_factory):
    """The hostile files: (those whose content is refused, those that are not read)."""
    if sys.platform == "win32":
        pytest.skip("FIFOs, devices and sockets are made")
    return hostile_files.make(tmp_path_factory.mktemp("corpus") / "files")
