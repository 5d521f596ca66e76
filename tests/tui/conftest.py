"""The wizard in a terminal without a terminal, and whoever sits at it."""

from contextlib import asynccontextmanager

import pytest

from tests.support.keyboard import DROPS, NOW, SEIZURE, VIAL, Person
from wizard.profile import file_format
from wizard.profile.folder import ProfileFolder
from wizard.tui import wizard


@pytest.fixture
def drops():
    """What a person answers who takes 0.1% drops for the first time: keys for each question."""
    return dict(DROPS)


@pytest.fixture
def vial():
    """The same for a vial of 10 mg in 3 mL, not for the first time, 300 mcg."""
    return dict(VIAL)


@pytest.fixture
def seizure():
    """The same for drops, with a seizure in childhood."""
    return dict(SEIZURE)


@pytest.fixture
def build(catalog):
    """The profile of answers, called Spring exam block unless told."""
    return lambda said, name="Spring exam block": file_format.build(said, name, NOW, catalog)[0]


@pytest.fixture
def home(tmp_path):
    """The profile folder, which does not exist yet."""
    return tmp_path / "profiles"


@pytest.fixture
def made(catalog, home):
    """The wizard, with the clock and the folder of the tests."""
    usual = {"catalog": lambda: catalog, "now": lambda: NOW, "folder": ProfileFolder(home)}
    return lambda **opened: wizard(**(usual | opened))


@pytest.fixture
def seated():
    """The person at the keyboard of a pilot."""
    return Person


@pytest.fixture
def sit(made):
    """Sits a person down at the wizard, at 80x24 unless told."""

    @asynccontextmanager
    async def start(size=(80, 24), **opened):
        async with made(**opened).run_test(size=size) as pilot:
            await pilot.pause()
            yield Person(pilot)

    return start
