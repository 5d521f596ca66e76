"""What a plan says of a missed dose."""

from datetime import time
from decimal import Decimal

import pytest

from wizard.report.export.machine import missed

HIGH = {
    "goal": "high-demand",
    "target_mcg": Decimal(900),
    "wake": time(4, 30),
    "confirmed": ("target_mcg",),
}


@pytest.mark.parametrize(
    ("said", "several"),
    [
        ({}, False),
        ({"first_time": True}, False),
        ({"form": "spray"}, False),
        ({"form": "vial"}, False),
        ({"target_mcg": Decimal(600)}, True),
        (HIGH, True),
    ],
    ids=str,
)
def test_with_one_dose_a_day_a_missed_one_leads_to_no_other(flat, plan, catalog, said, several):
    """R44: "the next one of that day" is told only where there is one, on paper and elsewhere."""
    text = flat(**said)
    alone = missed(plan(**said), catalog)
    for told in (text, alone):
        assert ("the next one of that day" in told) == several
        assert ("Later than that, skip it." in told) != several
    assert "if that is by 13:00" in text
    assert "Never take two at once. Never double a dose." in text
