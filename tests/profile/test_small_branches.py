"""What few profiles come to: a name that cannot be changed, and why a dose is another."""

import re

import pytest

from wizard.errors import InvalidInputError
from wizard.profile.diff import _why
from wizard.profile.library import _called
from wizard.profile.read import read_profile
from wizard.protocol.derive import derive
from wizard.quantities import mcg


def test_a_name_with_an_escape_in_its_key_is_refused(written):
    """A name key written with an escape is not changed byte for byte, but by hand."""
    data = written().replace("name =", '"n\\u0061me" =', 1).encode()
    with pytest.raises(InvalidInputError):
        _called(data, "Another")


@pytest.mark.parametrize("asked", [None, 400])
def test_why_a_dose_is_another(written, catalog, asked):
    """R34, R38: what was asked for, or what was taken where nothing was."""
    text = written()
    text = re.sub("(?m)^(target_mcg|drops_per_ml) = .*\n", "", text)
    text = text.replace('form = "drops"', 'form = "spray"').replace("per_ml = 1\n", "per_ml = 2\n")
    text = text.replace("bottle_ml = ", "pump_ml = 0.1\nbottle_ml = ")
    if asked:
        text = text.replace("first_time = ", f"target_mcg = {asked}\nfirst_time = ", 1)
    plan = derive(read_profile(text.encode()).answers, catalog).protocol
    words = " ".join(_why(mcg(300), plan))
    assert ("you asked for 400 mcg" if asked else "400 mcg instead of 300 mcg") in words
