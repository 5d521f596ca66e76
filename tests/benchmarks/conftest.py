"""The benchmark runs when it is asked for by `--benchmark`, alone and in order, and prints its
table at the end.
"""

import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

import wizard
from tests.support.keyboard import DROPS

from . import programs
from .measured import Driven, Idle, Walk, by_turns, drive, leave_alone, walk_bare, walk_ours
from .report import Table

_TABLE = pytest.StashKey[Table]()
_ROUNDS = 7
_ROUNDS_OF_PEERS = 2
_ROUNDS_OF_WALKS = 3
TO_THE_FIRST_ENTRY = ("enter", "enter", *("down", "enter") * 3)


def pytest_addoption(parser):
    """`--benchmark`."""
    parser.addoption(
        "--benchmark",
        action="store_true",
        help="measure the program against its floor and its peers (some minutes)",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config):
    """One process measures, whatever the configuration says of parallel tests."""
    if config.getoption("benchmark"):
        config.option.numprocesses, config.option.dist, config.option.tx = 0, "no", []
        config.stash[_TABLE] = Table()


def pytest_ignore_collect(config):
    """Without the option there is nothing here."""
    return None if config.getoption("benchmark", default=False) else True


def pytest_terminal_summary(terminalreporter, config):
    """Print the table."""
    table = config.stash.get(_TABLE, None)
    if table is None or not table.rows:
        return
    terminalreporter.section("side by side")
    table.write(terminalreporter.write_line)


@pytest.fixture(scope="session")
def table(pytestconfig):
    """The table that rows are added to."""
    return pytestconfig.stash[_TABLE]


@pytest.fixture(scope="session", autouse=True)
def _compiled():
    """Byte code is there for both sides, and this process notices output at once."""
    programs.compile_all(Path(wizard.__file__).parent, Path(sysconfig.get_path("purelib")))
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-4)
    yield
    sys.setswitchinterval(before)


@pytest.fixture(scope="session")
def peers(table) -> Callable[..., list[programs.Program]]:
    """`peers(posting, harlequin)` are those of them that can be installed; the table says which
    cannot.
    """

    def found(*wanted):
        there = []
        for each in wanted:
            try:
                there.append(each())
                table.peers.add(programs.release(there[-1].name))
            except LookupError as error:
                table.peers.add(f"without {error}")
        return there

    return found


@pytest.fixture(scope="session")
def driven(peers) -> dict[str, list[Driven]]:
    """The program, the bare app and the peers, started, typed at and left, by turns."""
    others = peers(programs.posting, programs.harlequin)
    turns = {
        each.name: partial(drive, each)
        for each in (programs.wizard(), programs.bare_app(), *others)
    }
    return by_turns(_ROUNDS, turns, {each.name: _ROUNDS_OF_PEERS for each in others})


@pytest.fixture(scope="session")
def alone(peers) -> dict[str, list[Idle]]:
    """The same programs while nothing is typed: on their first screen, and the program on the first
    question that is typed to, too.
    """
    others = peers(programs.posting, programs.harlequin)
    found = {
        each.name: [leave_alone(each)] for each in (programs.wizard(), programs.bare_app(), *others)
    }
    found[programs.OURS].append(leave_alone(programs.wizard(), *TO_THE_FIRST_ENTRY))
    return found


@pytest.fixture(scope="session")
def walked() -> dict[str, list[Walk]]:
    """A whole course through the program, and the three screens of the bare app, by turns."""
    return by_turns(
        _ROUNDS_OF_WALKS, {programs.OURS: partial(walk_ours, DROPS), programs.BARE: walk_bare}
    )


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)
