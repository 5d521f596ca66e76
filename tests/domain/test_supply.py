"""Hand-checked containers. Unless a case says otherwise: 3 mL of 0.1% drops (60 drops), 6 drops a
day, start 2026-01-05.
"""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest

D = Decimal
START = date(2026, 1, 5)
VIAL = {"form": "vial"}
HIGH = {"goal": "high-demand"}


def day(number):
    """The date of a day of the course, from 1."""
    return START + timedelta(days=number - 1)


# what is said: days on which a container is opened (1 is the start), how the first ends, daily
# doses in a full one
WALKS = {
    "60 drops last 10 days": ({}, [1], "course", 10),
    "14 days: a second on day 11": ({"on_days": 14}, [1, 11], "content", 10),
    "1 mL: 20 drops, 3 days each, 2 thrown away": ({"bottle_ml": 1}, [1, 4, 7, 10], "content", 3),
    "label of 5 days": ({"label_days": 5}, [1, 6], "beyond-use", 10),
    "label of 10 days: the course ends with it": ({"label_days": 10}, [1], "course", 10),
    "label of 9 days": ({"label_days": 9}, [1, 10], "beyond-use", 10),
    "label of 1 day": ({"label_days": 1, "on_days": 3}, [1, 2, 3], "beyond-use", 10),
    "label of 60 days is not longer than 30": ({"label_days": 60}, [1], "course", 10),
    "contents and date on one day": ({"label_days": 10, "on_days": 11}, [1, 11], "beyond-use", 10),
    "contents a day before the date": ({"label_days": 11, "on_days": 11}, [1, 11], "content", 10),
    "opened 20 days before: 10 days left": ({"opened": day(-19)}, [-19], "course", 10),
    "opened 21 days before: 9 days left": ({"opened": day(-20)}, [-20, 10], "beyond-use", 10),
    "opened 29 days before: 1 day left": ({"opened": day(-28)}, [-28, 2], "beyond-use", 10),
    "opened 30 days before: not counted": ({"opened": day(-29)}, [1], "course", 10),
    "opened on the start": ({"opened": day(1)}, [1], "course", 10),
    "opened 8 days before, label of 8: not counted": (
        {"opened": day(-7), "label_days": 8},
        [1, 9],
        "beyond-use",
        10,
    ),
    "vial of 300 units, 9 a day": (VIAL, [1], "course", 33),
    "vial opened 20 days before: 8 days left": (
        VIAL | {"opened": day(-19)},
        [-19, 9],
        "beyond-use",
        33,
    ),
    "vial opened 28 days before: not counted": (VIAL | {"opened": day(-27)}, [1], "course", 33),
    "vial of 50 units, 6 a day of 50 mcg: 8 days": (
        VIAL
        | {
            "vial_mg": D("2.5"),
            "diluent_ml": D("0.5"),
            "confirmed": ["vial_mg", "diluent_ml"],
        },
        [1, 9],
        "content",
        8,
    ),
    "spray of 0.14 mL in 3 mL: 21 sprays, 2 a day": (
        {"form": "spray", "pump_ml": D("0.14"), "bottle_ml": 3},
        [1],
        "course",
        10,
    ),
    "spray, 11 days: a second": (
        {"form": "spray", "pump_ml": D("0.14"), "bottle_ml": 3, "on_days": 11},
        [1, 11],
        "content",
        10,
    ),
    "high-demand: 8 drops, 5 days": (HIGH, [1], "course", 7),
    "first course: 5 x 4 + 5 x 6 = 50": ({"first_time": True}, [1], "course", 10),
    "first course of 14: 20 + 36 = 56 by day 11, then 6 more do not fit": (
        {"first_time": True, "on_days": 14},
        [1, 12],
        "content",
        10,
    ),
    "first course, assessment only: 4 a day": (
        {"first_time": True, "on_days": 5},
        [1],
        "course",
        15,
    ),
    "a first course of 1 mL: 20 drops for 5 days, then 3 days each": (
        {"first_time": True, "bottle_ml": 1},
        [1, 6, 9],
        "content",
        3,
    ),
}


@pytest.mark.parametrize("row", WALKS.values(), ids=WALKS)
def test_containers_day_by_day(plan, row):
    """R42 R43: when each container is opened, what ends the first, and what a full one holds."""
    said, opened, limited_by, doses = row
    supply = plan(**said).supply
    assert [container.on.value for container in supply.opened] == [day(number) for number in opened]
    assert supply.limited_by == limited_by
    assert supply.doses_per_container.value == doses


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ({}, 30),
        ({"label_days": 60}, 30),
        ({"label_days": 31}, 30),
        ({"label_days": 29}, 29),
        (VIAL, 28),
        ({"form": "spray"}, 30),
    ],
)
def test_how_long_a_container_keeps(plan, said, days):
    """R42: a vial 28 days, a bottle 30 or its label's figure if shorter: 2026-01-05 gives
    2026-02-02 and 2026-02-04.
    """
    (container,) = plan(**said).supply.opened
    assert container.discard.value == START + timedelta(days=days)


def test_the_discard_dates_of_the_contract(plan):
    """R42 E08: the worked dates of profiles/README.md, and a 10 mg vial that outlasts its 28 days
    (33 daily doses).
    """
    assert plan().supply.opened[0].discard.value == date(2026, 2, 4)
    assert plan(**VIAL).supply.opened[0].discard.value == date(2026, 2, 2)
    assert plan(**VIAL).supply.doses_per_container.value > 28


def test_what_is_thrown_away(plan):
    """R43: 20 drops at 6 a day leave 2 in each of three bottles, and 14 in the last after one
    day.
    """
    supply = plan(bottle_ml=1).supply
    assert [container.left_over for container in supply.opened] == [2, 2, 2, 14]
    assert [container.last_dose for container in supply.opened] == [day(3), day(6), day(9), day(10)]
    assert supply.needed.value == 60


def test_what_one_cycle_leaves_serves_the_next(plan):
    """R43: 5 days of 8 drops leave 20 of 60, which after 7 days of rest serve 2 days of the second
    cycle.
    """
    opened = plan(**HIGH, cycles=2).supply.every_cycle
    assert [container.on.value for container in opened] == [day(1), day(15)]
    assert [container.ends for container in opened] == ["content", "course"]
    assert [container.left_over for container in opened] == [4, 36]
    assert [container.last_dose for container in opened] == [day(14), day(17)]


def test_a_day_that_needs_more_than_a_full_container_is_refused(plan, refused, snapshot):
    """R43 profiles/README.md: 600 mcg of 25 mcg drops is 24 drops in four sessions; 1 mL holds 20,
    1.2 mL holds 24.
    """
    said = {"wake": time(0), "strength_mg_per_ml": D("0.5"), "target_mcg": 600, "on_days": 2}
    (problem,) = refused(**said, bottle_ml=1)
    assert problem.key.startswith("answers.product")
    assert list(problem) == snapshot
    supply = plan(**said, bottle_ml=D("1.2")).supply
    assert supply.doses_per_container.value == 1
    assert [container.on.value for container in supply.opened] == [day(1), day(2)]
