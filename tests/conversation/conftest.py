"""Somebody who talks with the program through no face at all: chooses by name, types, and sees what
is asked.
"""

from functools import cache

import pytest

from tests.support.someone import COURSES, meeting, starting_clock
from tests.support.ways import PAGES, WAYS, Visitor


@pytest.fixture
def clock():
    """The clock; a test may set `clock.now`."""
    return starting_clock()


@pytest.fixture
def home(tmp_path):
    """The profile folder, which does not exist yet."""
    return tmp_path / "profiles"


@pytest.fixture
def meet(catalog, home, clock):
    """`meet()` is somebody at the start page, `meet(profile, path)` one who opened that; `folder=`
    another folder.
    """
    return meeting(catalog, home, clock)


@pytest.fixture(scope="session")
def shown(catalog, tmp_path_factory, written):
    """`shown(page)` is the view of somebody who came to that page of `PAGES`."""

    @cache
    def made(page):
        home, clock = tmp_path_factory.mktemp("come") / "profiles", starting_clock()
        person = PAGES[page](
            Visitor(meeting(catalog, home, clock), COURSES, home, written, catalog, clock)
        )
        assert page in PAGES.keys() - {each.__name__ for each in WAYS} | {
            type(person.conversation.state.page).__name__
        }
        return person.view

    return made


@pytest.fixture(scope="session")
def said():
    """The answers of whole courses, by what is asked."""
    return COURSES


@pytest.fixture
def kept(home, written):
    """`kept("a.toml", target_mcg=300)` is a profile of those answers in the folder."""

    def made(file, name="Spring exam block", **said):
        home.mkdir(exist_ok=True)
        (home / file).write_text(written(**said).replace("Spring exam block", name))
        return home / file

    return made


@pytest.fixture
def library(meet):
    """`library()` is somebody who looks at the profiles there are."""

    def made():
        person = meet()
        person.choose("Open a profile")
        return person

    return made


@pytest.fixture
def managing(library):
    """`managing(name)` is somebody who may do something with that profile."""

    def made(name):
        person = library()
        person.send(person.option(name).managed)
        return person

    return made
