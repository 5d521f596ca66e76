"""Plans of which it is asked why."""

import pytest

from tests.conftest import once


@pytest.fixture(scope="session")
def derived(judge):
    """Derive a plan from changes to a plain set of answers."""
    return once(judge)
