"""Profiles by the hundred, each made from one number."""

import itertools
from contextlib import suppress

import pytest

from tests.domain.conftest import flat
from wizard.errors import InvalidInputError
from wizard.profile.file_format import build, dumps


@pytest.fixture(scope="session")
def valid(answers, catalog, now):
    """`valid(500)` is so many valid personal profiles, each with the number it is made from; made
    once.
    """
    found, seeds = [], itertools.count()

    def profiles(number):
        while len(found) < number:
            seed = next(seeds)
            with suppress(InvalidInputError):
                found.append(
                    (seed, build(answers(**flat(seed)), f"Profile {seed}", now, catalog)[0])
                )
        return found[:number]

    return profiles


@pytest.fixture
def saved(tmp_path, answers, catalog, now):
    """Write the profile of these answers to a file, and give its path."""

    def write(file="profile.toml", name="Spring exam block", **said):
        path = tmp_path / file
        path.write_text(dumps(build(answers(**said), name, now, catalog)[0]), encoding="utf-8")
        return path

    return write
