"""The benchmark's command works; its figures are for reading and no test."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.terminal
ROOT = Path(__file__).parent.parent.parent


def benchmark(*options):
    """What the command prints."""
    command = [sys.executable, "-m", "pytest", "tests/benchmarks", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_table():
    """The documented command, here for two rows, measures one after the other and prints each with
    what it is to reach.
    """
    ended = benchmark("--benchmark", "-k", "version or plain")
    assert ended.returncode == 0, ended.stdout
    (row,) = (line for line in ended.stdout.splitlines() if line.startswith("| --version"))
    assert "at most 1.25 x" in row
    assert "import click 1.00 x" in row


def test_nothing_without_the_option():
    """An ordinary run of the tests measures nothing."""
    ended = benchmark("-n0")
    assert ended.returncode == pytest.ExitCode.NO_TESTS_COLLECTED
    assert "side by side" not in ended.stdout
