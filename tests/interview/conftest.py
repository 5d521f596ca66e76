"""Interviews that are answered in full, or up to a question."""

from datetime import date

import pytest

from tests.support.interviews import go_on
from wizard.interview.session import begin

TODAY = date(2026, 1, 5)


@pytest.fixture(scope="module")
def interview(catalog):
    """`interview({"goal": ...})` is a session answered in full, or up to the key `until`."""
    return lambda said=None, until=None: go_on(begin(catalog, TODAY), said or {}, until)
