"""Plans of which it is asked why."""

import pytest

from wizard.catalog import catalog
from wizard.protocol.derive import derive


@pytest.fixture
def derived(answers):
    """Derive a plan from changes to a plain set of answers."""
    return lambda **changes: derive(answers(**changes), catalog())
