"""What differs between two profiles, in words, one screened out or not."""

from datetime import date, time
from decimal import Decimal

import pytest

from wizard.profile.comparison import compare
from wizard.profile.diff import diff, received
from wizard.profile.file_format import build, share


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


@pytest.mark.parametrize(
    ("asked", "why"), [(None, "400 mcg instead of 300 mcg"), (400, "you asked for 400 mcg")]
)
def test_why_the_dose_is_another_than_the_authors(answers, catalog, now, asked, why):
    """R38: what was taken where nothing was asked for is told, and so is what was asked for."""
    said = {"form": "spray", "strength_mg_per_ml": 2, "pump_ml": Decimal("0.1")}
    author, own = (
        build(answers(**said, target_mcg=target), "A plan", now, catalog)
        for target in (None, asked)
    )
    told = received(share(author[0]).answers, own[1], catalog)
    assert any("The author asked for 300 mcg daily" in line and why in line for line in told), told
