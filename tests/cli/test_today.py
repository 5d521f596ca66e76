"""`today`: one day of a plan in a few lines, worked out by hand."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

import attrs
import pytest

from wizard.interview.choice import Checked
from wizard.interview.session import begin
from wizard.profile.draft import Draft
from wizard.profile.file_format import dumps
from wizard.profile.folder import ProfileFolder
from wizard.profile.read import read_profile

START = date(2026, 1, 5)
VIAL = {
    "form": "vial",
    "route": "subcutaneous",
    "product": {"vial_mg": 10, "diluent_ml": 3, "syringe": "u100-0.5ml"},
}
HIGH = {"goal": "high-demand", "target_mcg": 400, "schedule": {"cycles": 3}}
SMALL = {"product": {"strength_mg_per_ml": 1, "bottle_ml": 1}}
TWO = "200 mcg: 4 drops (0.2 mL), left nostril 2, right nostril 2"


def unfolded(told):
    """The lines as they are told, where one is too long for 80 columns."""
    return told.replace("\n    ", " ").splitlines()


@pytest.fixture
def lines(run, profile_file):
    """`lines(8, **changes)` is what `today` prints for day 8 of the plan, without the name."""
    names = (f"plan-{number}.toml" for number in count())

    def printed(number, **changes):
        on = START + timedelta(days=number - 1)
        ended = run("today", profile_file(next(names), **changes), "--date", on)
        assert (ended.code, ended.err) == (0, "")
        assert max(map(len, ended.out.splitlines())) <= 80
        first, *others = unfolded(ended.out)
        assert first.startswith("Spring exam block, ")
        assert len(others) <= 7
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
        "Compare its label with 10 mg of powder.",
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
    assert lines(4, **SMALL)[-4:] == [
        "Open bottle 2 today, discard on 7 February 2026.",
        "Compare its label with 0.1% (1 mg per mL), 50 mcg per drop.",
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
    assert lines(6, **opened)[-4:-1] == [
        "Open bottle 2 today, discard on 9 February 2026.",
        "Compare its label with 0.1% (1 mg per mL), 50 mcg per drop.",
        "Bottle 1 is past its discard date, 10 January 2026: throw it away.",
    ]


def test_a_bottle_past_its_date_before_the_start(lines):
    """R42: a bottle whose date has passed by the start is not counted, and the day says so."""
    opened = {"product": {"strength_mg_per_ml": 1, "bottle_ml": 10, "opened": "2025-12-06"}}
    assert lines(1, **opened)[-4:-1] == [
        "Open bottle 1 today, discard on 4 February 2026.",
        "Compare its label with 0.1% (1 mg per mL), 50 mcg per drop.",
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
    assert lines(41, **cycles)[-4:] == [
        "Open bottle 2 today, discard on 16 March 2026.",
        "Compare its label with 0.1% (1 mg per mL), 50 mcg per drop.",
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


@pytest.mark.parametrize("named", [True, False], ids=["a file", "every course"])
def test_newer_answers_that_rule_a_dose_out_hide_it(
    run, profile_file, catalog, tmp_path, monkeypatch, named
):
    """R02: nor is a saved plan told to whom a draft of the profile folder screens out."""
    monkeypatch.setenv("SEMAX_WIZARD_HOME", str(tmp_path))
    plan = profile_file("plan.toml")
    session = begin(catalog, START).answer("goal", "general-cognition")
    draft, asked = Draft(ProfileFolder(tmp_path)), [plan] if named else []
    draft.save(session, "", datetime(2026, 1, 5, 8, tzinfo=UTC))
    assert "mcg" in run("today", *asked, "--date", START).out
    stopped = session.answer("screening.heart-and-brain", Checked(("seizure-history",)))
    draft.save(stopped, "", datetime(2026, 1, 5, 8, tzinfo=UTC))
    draft.release()
    ended = run("today", *asked, "--date", START)
    assert (ended.code, ended.out, ended.err.count("\n")) == (4, "", 1)
    assert "newer answers rule one out" in ended.err
    assert "mcg" not in ended.err


@pytest.mark.parametrize("named", [True, False], ids=["a file", "every course"])
def test_a_newer_profile_that_rules_a_dose_out_hides_it(
    run, profile_file, tmp_path, monkeypatch, named
):
    """R02: nor to whom the profile of the folder that was made last screens out."""
    monkeypatch.setenv("SEMAX_WIZARD_HOME", str(tmp_path))
    plan = profile_file("plan.toml")
    stopped = profile_file("stopped.toml", screening={"conditions": ["seizure-history"]})
    profile, asked = read_profile(stopped.read_bytes()), [plan] if named else []
    ended = []
    for days in (-1, 1):
        created = profile.created + timedelta(days=days)
        stopped.write_text(dumps(attrs.evolve(profile, created=created)))
        ended.append(run("today", *asked, "--date", START))
    assert "mcg" in ended[0].out
    assert (ended[1].code, ended[1].out, ended[1].err.count("\n")) == (4, "", 1)
    assert "the newer profile Spring exam block rules one out" in ended[1].err


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


COARSE = {"product": {"strength_mg_per_ml": 1, "bottle_ml": 3, "drops_per_ml": 25}}  # 7 drops of 40


@pytest.mark.parametrize(
    ("day", "sides"),
    [
        (1, "left nostril 4, right nostril 3"),
        (2, "left nostril 3, right nostril 4"),
        (3, "left nostril 4, right nostril 3"),
        (10, "left nostril 3, right nostril 4"),
    ],
)
def test_the_sides_change_on_even_days(lines, day, sides):
    """R35: 280 mcg are 7 drops, the odd one to the left on odd days and to the right on even
    ones.
    """
    assert lines(day, **COARSE)[2] == f"  07:30  280 mcg: 7 drops (0.28 mL), {sides}"


EARLY = {  # 05:00, 09:00 and 13:00
    "goal": "high-demand",
    "target_mcg": 900,
    "confirmed": ["target_mcg"],
    "schedule": {"wake": "04:30:00"},
}
TWICE = {"target_mcg": 600}  # 07:30 and 11:30
NO_MORE = "It is past 13:00: nothing more is taken today. A missed dose is never doubled."
ONE = "{} is past. If you have not taken it, take it now{}. Never two at once."
MORE = (
    "{} are past. If you have not taken them all, take one now, if your last dose was 4 hours ago"
    " or longer{}. Never two at once."
)
LATE = {  # the plan, the time, and what is told of what is late
    "nothing is late yet": ({}, "07:30", None),
    "one minute late": ({}, "07:31", ONE.format("07:30", "")),
    "at 13:00": ({}, "13:00", ONE.format("07:30", "")),
    "after 13:00": ({}, "13:01", NO_MORE),
    "the next one moves": (TWICE, "08:00", ONE.format("07:30", ", and 11:30 at 12:00")),
    "to 13:00 at the latest": (TWICE, "09:00", ONE.format("07:30", ", and 11:30 at 13:00")),
    "else it is skipped": (TWICE, "09:01", ONE.format("07:30", ", and skip 11:30")),
    "both late": (TWICE, "12:00", MORE.format("07:30 and 11:30", "")),
    "the first of three": (
        EARLY,
        "05:30",
        ONE.format("05:00", ", and 09:00 at 09:30, and skip 13:00"),
    ),
    "two of three": (
        EARLY,
        "12:00",
        MORE.format("05:00 and 09:00", ", and skip 13:00"),
    ),
    "all of three": (
        EARLY | {"schedule": {"wake": "00:00:00"}},
        "12:00",
        MORE.format("00:30, 04:30 and 08:30", ""),
    ),
}


@pytest.mark.parametrize(("plan", "at", "told"), LATE.values(), ids=LATE)
def test_what_is_late(run, profile_file, plan, at, told):
    """R44: taken when remembered, if by 13:00; the day's next ones stay 4 hours after it."""
    file = profile_file("plan.toml", **plan)
    alone = unfolded(run("today", file, "--date", START).out)
    written = run("today", file, "--date", START, "--time", at).out
    assert max(map(len, written.splitlines())) <= 80
    timed = unfolded(written)
    assert [line for line in timed if line not in alone] == ([told] if told else [])
    over = ("Open ", "Compare ") if told == NO_MORE else ()  # no container is opened then
    kept = [line for line in alone if not line.startswith(over)]
    assert [line for line in timed if line in alone] == kept


def test_the_clock_is_now_without_a_date(run, profile_file, monkeypatch):
    """R44: without --date both the day and the time are those of now."""
    at = datetime(2026, 1, 5, 13, 30).astimezone()
    monkeypatch.setattr("wizard.cli.commands.check_today.now", lambda: at)
    file = profile_file("plan.toml")
    assert NO_MORE in run("today", file).out
    assert NO_MORE not in run("today", file, "--time", "09:00").out


def test_every_course_that_runs_or_rests(run, profile_file, tmp_path, monkeypatch):
    """`today` without a file: those of the profile folder, and what is wrong with one on stderr."""
    monkeypatch.setenv("SEMAX_WIZARD_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    assert run("today", "--date", START).out == "No course runs or rests on that day.\n"
    for name, start in (
        ("running", START),
        ("resting", date(2025, 12, 20)),
        ("later", date(2026, 2, 1)),
    ):
        profile_file(f"home/{name}.toml", schedule={"start": start})
    (tmp_path / "home" / "broken.toml").write_text("=")
    ended = run("today", "--date", START)
    first, second = ended.out.split("\n\n")
    assert "rest day 7 of 30" in first
    assert "day 1 of 10" in second
    assert "broken.toml" in ended.err
    assert ended.code == 0
    profile_file("home/also.toml", schedule={"start": START})
    first = run("today", "--date", START).out.partition("\n\n")[0]
    told = "More than one plan has a dose on this day: follow one of them, and only that."
    assert " ".join(first.split()) == told
