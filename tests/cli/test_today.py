"""`today`: one day of a plan in a few lines, worked out by hand."""

from datetime import date, timedelta
from itertools import count

import pytest

START = date(2026, 1, 5)
VIAL = {
    "form": "vial",
    "route": "subcutaneous",
    "product": {"vial_mg": 10, "diluent_ml": 3, "syringe": "u100-0.5ml"},
}
HIGH = {"goal": "high-demand", "target_mcg": 400, "schedule": {"cycles": 3}}
SMALL = {"product": {"strength_mg_per_ml": 1, "bottle_ml": 1}}
TWO = "200 mcg: 4 drops (0.2 mL), left nostril 2, right nostril 2"


@pytest.fixture
def lines(run, profile_file):
    """`lines(8, **changes)` is what `today` prints for day 8 of the plan, without the name."""
    names = (f"plan-{number}.toml" for number in count())

    def printed(number, **changes):
        on = START + timedelta(days=number - 1)
        ended = run("today", profile_file(next(names), **changes), "--date", on)
        assert (ended.code, ended.err) == (0, "")
        first, *others = ended.out.splitlines()
        assert first.startswith("Spring exam block, ")
        assert len(others) <= 6
        return [first.removeprefix("Spring exam block, "), *others]

    return printed


def test_a_dosing_day(lines):
    """A dosing day: place in the course, dose and daily maximum, container and its date, what comes
    next.
    """
    assert lines(4) == [
        "8 January 2026: day 4 of 10.",
        "Semax 0.1% (1 mg per mL), intranasal, daily maximum 300 mcg:",
        "  07:30  300 mcg: 6 drops (0.3 mL), left nostril 3, right nostril 3",
        "Use bottle 1, opened on 5 January 2026, discard on 4 February 2026.",
        "Next: 9 January 2026 at 07:30.",
    ]


def test_a_vial(lines):
    """A vial is drawn to a mark, and discarded after 28 days."""
    assert lines(1, **VIAL) == [
        "5 January 2026: day 1 of 10.",
        "Semax, 10 mg made up with 3 mL, subcutaneous, daily maximum 300 mcg:",
        "  07:30  300 mcg: draw to 9 units (0.09 mL)",
        "Make up vial 1 today, discard on 2 February 2026.",
        "Next: 6 January 2026 at 07:30.",
    ]


def test_another_strength_is_another_line(lines):
    """R22: the same drops of a stronger bottle hold more, so that the strength stands beside every
    count.
    """
    weak = {"product": {"strength_mg_per_ml": 0.5, "bottle_ml": 3}}
    assert lines(1, **weak)[1].startswith("Semax 0.05% (0.5 mg per mL), intranasal, daily maximum ")


def test_the_assessment_and_the_change_of_dose(lines):
    """A first course says which days are the assessment, and on its last day what is taken from
    then on.
    """
    assert lines(5, first_time=True)[0] == "9 January 2026: day 5 of 10, assessment."
    assert (
        lines(5, first_time=True)[-1]
        == "Next: 10 January 2026 at 07:30, 300 mcg daily from then on."
    )
    product = "Semax 0.1% (1 mg per mL), intranasal"
    assert lines(6, first_time=True)[:2] == [
        "10 January 2026: day 6 of 10.",
        f"{product}, daily maximum 300 mcg:",
    ]


def test_small_bottles_follow_each_other(lines):
    """R43: 20 drops serve 3 days of 6: on day 3 a new bottle is announced, on day 4 it is
    opened.
    """
    assert lines(3, **SMALL)[-2:] == [
        "Use bottle 1, opened on 5 January 2026, discard on 4 February 2026.",
        "Next: 8 January 2026 at 07:30, with a new bottle.",
    ]
    assert lines(4, **SMALL)[-3:] == [
        "Open bottle 2 today, discard on 7 February 2026.",
        "Bottle 1 no longer holds a full day: throw it away.",
        "Next: 9 January 2026 at 07:30.",
    ]


def test_a_bottle_past_its_date_in_the_course(lines):
    """R42: no dose on or after the discard date: a bottle opened 25 days before serves 5 days."""
    opened = {
        "product": {
            "strength_mg_per_ml": 1,
            "bottle_ml": 10,
            "opened": (START - timedelta(days=25)).isoformat(),
        }
    }
    assert lines(5, **opened)[-2:] == [
        "Use bottle 1, opened on 11 December 2025, discard on 10 January 2026.",
        "Next: 10 January 2026 at 07:30, with a new bottle.",
    ]
    assert lines(6, **opened)[-3:-1] == [
        "Open bottle 2 today, discard on 9 February 2026.",
        "Bottle 1 is past its discard date, 10 January 2026: throw it away.",
    ]


def test_a_bottle_past_its_date_before_the_start(lines):
    """R42: a bottle whose date has passed by the start is not counted, and the day says so."""
    opened = {"product": {"strength_mg_per_ml": 1, "bottle_ml": 10, "opened": "2025-12-06"}}
    assert lines(1, **opened)[-3:-1] == [
        "Open bottle 1 today, discard on 4 February 2026.",
        "The bottle opened on 6 December 2025 is past its discard date: throw it away.",
    ]


def test_before_rest_and_after(lines):
    """Days without a dose say so, and when the next course may start; what is left is thrown away
    in time.
    """
    assert lines(-2) == [
        "2 January 2026: starts in 3 days. No dose today.",
        "Next: the first dose on 5 January 2026 at 07:30.",
    ]
    assert lines(10)[-1] == "Next: rest from 15 January 2026, 30 days."
    after = "The next course may start on 14 February 2026, or later, after new answers."
    assert lines(13) == ["17 January 2026: rest day 3 of 30. No dose today.", after]
    first = {"first_time": True}
    assert (
        lines(13, **first)[2] == "Bottle 1, opened on 5 January 2026: discard on 4 February 2026."
    )
    assert (
        lines(31, **first)[2]
        == "Bottle 1 is past its discard date, 4 February 2026: throw it away."
    )
    assert lines(41) == [
        "14 February 2026: ended, its rest is over. No dose today.",
        "A next course may start, after new answers.",
    ]


def test_later_cycles(lines):
    """A later cycle uses what the one before left, while it is good: 60 drops are 5 days of 8, then
    2 more.
    """
    assert lines(5, **HIGH)[-1] == "Next: rest from 10 January 2026, 7 days."
    assert lines(6, **HIGH) == [
        "10 January 2026: rest day 1 of 7, cycle 1 of 3. No dose today.",
        "Next: cycle 2, from 17 January 2026 at 07:30.",
        "Bottle 1, opened on 5 January 2026: discard on 4 February 2026.",
    ]
    assert lines(14, **HIGH) == [
        "18 January 2026: day 2 of 5, cycle 2 of 3.",
        "Semax 0.1% (1 mg per mL), intranasal, daily maximum 400 mcg:",
        f"  07:30  {TWO}",
        f"  11:30  {TWO}",
        "Use bottle 1, opened on 5 January 2026, discard on 4 February 2026.",
        "Next: 19 January 2026 at 07:30, with a new bottle.",
    ]
    assert lines(15, **HIGH)[4] == "Open bottle 2 today, discard on 18 February 2026."
    assert (
        lines(30, **HIGH)[1]
        == "The next course with the same goal may start on 10 February 2026, or later, after new"
        " answers."
    )


def test_a_later_cycle_does_not_use_what_is_past_its_date(lines):
    """R42: after 30 days of rest the bottle of the first cycle is past its date, and a new one is
    opened.
    """
    cycles = {"schedule": {"cycles": 2}, "product": {"strength_mg_per_ml": 1, "bottle_ml": 10}}
    assert (
        lines(40, **cycles)[-1]
        == "Bottle 1 is past its discard date, 4 February 2026: throw it away."
    )
    assert lines(41, **cycles)[-3:] == [
        "Open bottle 2 today, discard on 16 March 2026.",
        "Bottle 1 is past its discard date, 4 February 2026: throw it away.",
        "Next: 15 February 2026 at 07:30.",
    ]


@pytest.mark.parametrize(
    ("conditions", "outcome"), [(["pregnancy"], "stop"), (["diabetes"], "clinician")]
)
def test_screened_out(run, profile_file, conditions, outcome):
    """Someone who is screened out gets one line, no dose, and exit 4."""
    ended = run("today", profile_file(screening={"conditions": conditions}))
    assert (ended.code, ended.out, ended.err.count("\n")) == (4, "", 1)
    assert f"screening: {outcome}, no dose is planned" in ended.err
    assert "mcg" not in ended.err


def test_today_is_the_local_date(run, profile_file):
    """Without a date it is today."""
    # The program goes by the local date too
    path = profile_file(schedule={"start": date.today().isoformat()})  # noqa: DTZ011
    assert ": day 1 of 10." in run("today", path).out


def test_refused(run, profile_file):
    """A profile that does not hold is refused (5), a date that is none is wrong usage (2), a shared
    one has no day (3).
    """
    path = profile_file()
    assert run("today", path, "--date", "5.1.2026").code == 2
    shared = path.with_name("shared.toml")
    assert run("share", path, "--out", shared).code == 0
    assert run("today", shared).code == 3
    path.write_text(path.read_text().replace("count = 6", "count = 7"))
    ended = run("today", path)
    assert (ended.code, ended.out) == (5, "")
