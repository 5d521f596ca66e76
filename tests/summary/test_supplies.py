"""What is said of the bottles and vials of a course."""

import pytest


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "or 10 full daily doses. Nothing is to spare."),
        (
            {"target_mcg": 400, "first_time": True},
            "or 7 full daily doses. The first days take less. Nothing is to spare.",
        ),
        ({"target_mcg": 250}, "or 12 full daily doses. -"),
    ],
    ids=["used up", "lower first days", "some is left"],
)
def test_a_bottle_that_just_lasts_is_not_thought_short(flat, said, told):
    """R43: beside the full daily doses stands that the first days take less, if they do, and that
    nothing is to spare where the last container is used up.
    """
    assert told in flat(**said)
