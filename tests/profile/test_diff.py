"""What differs between two profiles, in words, one screened out or not."""

from datetime import date, time

import pytest

from wizard.profile.diff import diff
from wizard.profile.file_format import build
from wizard.profile.read import compare


@pytest.fixture
def apart(answers, catalog, now):
    """`apart({...}, {...})` is what is said of two profiles of these answers."""

    def lines(one, other):
        first, second = (
            compare(build(answers(**said), "A plan", now, catalog)[0], catalog)
            for said in (one, other)
        )
        told = diff(first, second, catalog)
        return [*told.answers, *told.figures]

    return lines


STOP = {"conditions": ["pregnancy"]}
PAIRS = {  # of the first, of the second
    "nothing": ({}, {}),
    "both screened out alike": (STOP, STOP),
    "waking": ({"wake": time(7)}, {"wake": time(6, 15)}),
    "the label": ({"label_days": 1}, {"label_days": 30}),
}


@pytest.mark.parametrize(("one", "other"), PAIRS.values(), ids=PAIRS)
def test_what_differs(apart, snapshot, one, other):
    """Every difference is one sentence, from the answers to what follows from them, and there is
    none where nothing differs.
    """
    found = apart(one, other)
    assert found == snapshot
    assert (found == []) == (one == other)


def test_a_plan_beside_a_stop_has_no_dose_on_the_other_side(apart):
    """R02: the daily dose of who is screened out is none, not nothing said."""
    assert "Daily dose: first 300 mcg; second none." in apart({}, STOP)
    assert "Daily dose: first none; second 300 mcg." in apart(STOP, {})


def test_an_id_of_two_things_is_told_as_what_it_is(apart):
    """`adhd` is a goal and a condition: under each key it has the name of that one."""
    said = " ".join(apart({}, {"goal": "adhd", "conditions": ["adhd"]}))
    assert "Goal: first Focus, memory and learning; second Attention deficit (ADHD)." in said
    assert "Conditions: first none; second ADHD (attention deficit)." in said


def test_a_day_later_is_told_as_a_day(apart):
    """R60: dates are written out."""
    assert any("6 January 2026" in line for line in apart({}, {"start": date(2026, 1, 6)}))
    assert any("yes" in line and "no" in line for line in apart({}, {"tested_athlete": True}))
