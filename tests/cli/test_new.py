"""`new --answers`: the hand-checked cases of the contract, through the command line."""

import stat
import tomllib
from datetime import date, time
from decimal import Decimal

import pytest

VIAL = {
    "form": "vial",
    "route": "subcutaneous",
    "product": {"vial_mg": 10, "diluent_ml": 3, "syringe": "u100-0.5ml"},
}
AMIDATE = {"compound": "n-acetyl-semax-amidate"}


def made(ended):
    """The profile that a run printed."""
    return tomllib.loads(ended.out, parse_float=Decimal)


def counts(profile, phase=-1):
    """The counts of the sessions of a day."""
    return [dose["count"] for dose in profile["protocol"]["phases"][phase]["doses"]]


@pytest.mark.parametrize(
    ("changes", "daily", "per_session", "ceiling", "limits"),
    [
        pytest.param(
            {"target_mcg": 300},
            300,
            [6],
            600,
            ["goal", "sessions"],
            id="contract example: 6 x 50 = 300",
        ),
        pytest.param(
            {**VIAL, "target_mcg": 300},
            300,
            [9],
            500,
            ["goal"],
            id="R04: 300 / 33.33 is exactly 9 units",
        ),
        pytest.param(
            {**VIAL, "target_mcg": 350},
            Decimal("333.33"),
            [10],
            500,
            ["goal"],
            id="R04: 350 is 10.5 units, down to 10",
        ),
        pytest.param(
            {"target_mcg": 600, "person": {"weight_kg": 38}, "confirmed": ["weight_kg"]},
            *(550, [6, 5], 570, ["weight"]),
            id="R05: 15 x 38 = 570, 11 drops of 50",
        ),
        pytest.param(
            {
                "form": "spray",
                "product": {"strength_mg_per_ml": 1, "bottle_ml": 10, "pump_ml": 0.14},
                "target_mcg": 300,
            },
            *(280, [2], 560, ["sessions"]),
            id="R30: sprays of 0.14 mL, 2 in 300 mcg",
        ),
        pytest.param(
            {"goal": "high-demand", "target_mcg": 900},
            600,
            [6, 6],
            600,
            ["sessions"],
            id="E12: 900 does not fit the morning",
        ),
        pytest.param(
            {
                "goal": "high-demand",
                "target_mcg": 900,
                "schedule": {"wake": "04:30:00"},
                "confirmed": ["target_mcg"],
            },
            *(900, [6, 6, 6], 900, ["goal", "sessions"]),
            id="R30: waking 04:30 has room for 3 sessions",
        ),
        pytest.param(
            {**AMIDATE, "target_mcg": 350},
            300,
            [6],
            300,
            ["sessions"],
            id="R20: the amidate is taken once a day",
        ),
    ],
)
def test_hand_checked_doses(run, answers_file, changes, daily, per_session, ceiling, limits):
    """R04 R05 R20 R30: the worked figures of the contract come out to the drop and the unit."""
    ended = run("new", "--answers", answers_file(**changes))
    plan = made(ended)["protocol"]
    assert (
        ended.code,
        plan["daily_dose_mcg"],
        counts(made(ended)),
        plan["ceiling_mcg"],
        plan["limits"],
    ) == (
        0,
        daily,
        per_session,
        ceiling,
        limits,
    )


def test_first_course(run, answers_file):
    """R33: a first course is 4 drops for days 1 to 5 and 6 drops for days 6 to 10, and the next is
    30 days after.
    """
    plan = made(run("new", "--answers", answers_file(first_time=True)))["protocol"]
    phases = [
        (phase["name"], phase["first_day"], phase["last_day"], phase["doses"][0]["count"])
        for phase in plan["phases"]
    ]
    assert phases == [("assessment", 1, 5, 4), ("main", 6, 10, 6)]
    assert (plan["end"], plan["next_start"]) == (date(2026, 1, 14), date(2026, 2, 14))


def test_vial_discard_date(run, answers_file):
    """R42: a vial made up on the first day is discarded 28 days later, and the route is a
    caution.
    """
    profile = made(run("new", "--answers", answers_file(**VIAL)))
    assert profile["protocol"]["supply"]["discard"] == [date(2026, 2, 2)]
    assert [finding["rule"] for finding in profile["screening"]["findings"]] == [
        "subcutaneous-less-established",
        "untested-vial",
    ]


def test_every_key_of_the_contract(run, answers_file):
    """The example of the contract comes out with its keys and figures."""
    plan = made(run("new", "--answers", answers_file(target_mcg=300)))["protocol"]
    assert plan == {
        "daily_dose_mcg": 300,
        "requested_mcg": 300,
        "ceiling_mcg": 600,
        "limits": ["goal", "sessions"],
        "mcg_per_kg": Decimal("4.29"),
        "on_days": 10,
        "rest_days": 30,
        "start": date(2026, 1, 5),
        "end": date(2026, 1, 14),
        "next_start": date(2026, 2, 14),
        "phases": [
            {
                "name": "main",
                "first_day": 1,
                "last_day": 10,
                "daily_dose_mcg": 300,
                "doses": [
                    {
                        "at": time(7, 30),
                        "dose_mcg": 300,
                        "count": 6,
                        "unit": "drop",
                        "volume_ml": Decimal("0.3"),
                        "left": 3,
                        "right": 3,
                    }
                ],
            }
        ],
        "supply": {
            "container": "bottle",
            "containers": 1,
            "opened": [date(2026, 1, 5)],
            "discard": [date(2026, 2, 4)],
            "doses_per_container": 10,
            "limited_by": "course",
        },
    }


@pytest.mark.parametrize(
    ("changes", "outcome", "rule"),
    [
        pytest.param(
            {"screening": {"conditions": ["seizure-history"]}},
            "stop",
            "seizure-history",
            id="C03: a seizure, childhood included",
        ),
        pytest.param(
            {"screening": {"not_sure": ["pregnancy"]}},
            "stop",
            "pregnancy",
            id="R03: not sure counts as yes",
        ),
        pytest.param(
            {"person": {"age": 9, "weight_kg": 30}},
            "stop",
            "under-18",
            id="R51: a child, whose weight is not judged",
        ),
        pytest.param(
            {"product": {"strength_mg_per_ml": 10, "bottle_ml": 3}},
            "clinician",
            "clinical-strength",
            id="R22: 1% drops",
        ),
        pytest.param(
            {"goal": "stroke-recovery"}, "clinician", "clinician-goal", id="R10: a medical goal"
        ),
        pytest.param(
            {**AMIDATE, "first_time": True},
            "stop",
            "modified-first-course",
            id="R20: never for a first course",
        ),
    ],
)
def test_screened_out(run, answers_file, changes, outcome, rule):
    """R02: someone who is screened out gets a profile with the reason, exit 4, and no dose anywhere
    in it.
    """
    ended = run("new", "--answers", answers_file(**changes))
    profile = made(ended)
    assert ended.code == 4
    assert (profile["screening"]["outcome"], profile["screening"]["findings"][0]["rule"]) == (
        outcome,
        rule,
    )
    assert "protocol" not in profile
    assert ended.err.startswith("semax-wizard: ")
    assert ended.err.count("\n") == 1
    assert "mcg" not in ended.err


@pytest.mark.parametrize(
    ("changes", "key", "says"),
    [
        pytest.param(
            {**VIAL, "product": {**VIAL["product"], "syringe": "u40-1ml"}},
            "answers.product.syringe",
            "750 mcg",
            id="U-40",
        ),
        pytest.param(
            {**VIAL, "target_mcg": 800},
            "answers.target_mcg",
            "500 mcg",
            id="R32: 800 under the skin",
        ),
        pytest.param(
            {**VIAL, **AMIDATE, "target_mcg": 320},
            "answers.target_mcg",
            "300 mcg",
            id="R20: amidate under the skin",
        ),
        pytest.param(
            {"target_mcg": 3000},
            "answers.target_mcg",
            "1 mg is 1,000 mcg",
            id="R34: a slip of mg for mcg",
        ),
        pytest.param(
            {"schedule": {"start": "2026-01-17", "last_course_end": "2026-01-14"}},
            *("answers.schedule.start", "2026-02-14"),
            id="R41: too soon after the last course",
        ),
        pytest.param(
            {"product": {"strength_mg_per_ml": 0.1, "bottle_ml": 10}, "target_mcg": 300},
            "answers.product",
            "60 mcg",
            id="R37",
        ),
        pytest.param(
            {"person": {"weight_kg": 700}},
            "answers.person.weight_kg",
            "35 to 250 kg",
            id="weight 700",
        ),
        pytest.param(
            {"person": {"weight_kg": 38}},
            "answers.person.weight_kg",
            "confirmed",
            id="R06: not confirmed",
        ),
        pytest.param({"form": "patch"}, "answers.form", "drops", id="an unknown form"),
        pytest.param(
            {"screening": {"symptoms": None}},
            "answers.screening.symptoms",
            "missing",
            id="R03: an unanswered group",
        ),
        pytest.param(
            {"target_mcg": "300"}, "answers.target_mcg", "a number", id="text for a number"
        ),
        pytest.param({"target_mcg": float("nan")}, "answers.target_mcg", "finite", id="NaN"),
        pytest.param(
            {"first_time": 0},
            "answers.first_time",
            "true or false",
            id="a number for true or false",
        ),
        pytest.param(
            {"gaol": "high-demand"}, "answers.gaol", "did you mean goal?", id="an unknown key"
        ),
        pytest.param(
            {"schedule": {"wake": "12:31:00"}},
            "answers.schedule",
            "13:00",
            id="R45: no session before 13:00",
        ),
        pytest.param(
            {"schedule": {"on_days": 15}},
            "answers.schedule.on_days",
            "14",
            id="R40: over 14 days on",
        ),
        pytest.param(
            {"schedule": {"rest_days": 29}},
            "answers.schedule.rest_days",
            "30",
            id="R40: too short a rest",
        ),
    ],
)
def test_refused(run, answers_file, changes, key, says):
    """R06: what cannot stand is one line on stderr with file, key and what to do, exit 3, and
    nothing on stdout.
    """
    path = answers_file(**changes)
    ended = run("new", "--answers", path)
    assert ended.code == 3
    assert ended.out == ""
    assert ended.err.startswith(f"semax-wizard: {path}: {key}: ")
    assert says in ended.err
    assert ended.err.count("\n") == 1


def test_written_once_and_private(run, answers_file, tmp_path):
    """A profile is a health record: mode 0600, and never written over an existing file."""
    out = tmp_path / "mine.toml"
    assert run("new", "--answers", answers_file(), "--out", out).code == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    before = out.read_bytes()
    again = run("new", "--answers", answers_file(target_mcg=400), "--out", out)
    assert (again.code, out.read_bytes()) == (6, before)
    assert "exists already" in again.err


def test_toml_1_1_is_read(run, answers_file):
    """What TOML 1.1 allows is read with every version of the parser (issue 15, point 21)."""
    path = answers_file(schedule={"wake": "06:30:00"})
    path.write_text(path.read_text().replace("06:30:00", "06:30"))
    assert "wake = 06:30\n" in path.read_text()
    assert "wake = 06:30:00\n" in run("new", "--answers", path).out


def test_derived_part_of_the_answers_is_ignored(run, profile_file):
    """`new` reads a profile's answers only: a dose raised by hand does not survive."""
    path = profile_file()
    path.write_text(path.read_text().replace("daily_dose_mcg = 300", "daily_dose_mcg = 900"))
    ended = run("new", "--answers", path)
    assert (ended.code, made(ended)["protocol"]["daily_dose_mcg"], made(ended)["name"]) == (
        0,
        300,
        "Spring exam block",
    )


def test_name_defaults_to_the_goal(run, answers_file):
    """Without a name, the profile is called after its goal."""
    assert made(run("new", "--answers", answers_file()))["name"] == "general-cognition"


@pytest.mark.parametrize("name", ["", " ", "x" * 81, "a\x1b[31mb", "a\u202eb"])
def test_names_that_are_refused(run, answers_file, name):
    """A name is 1 to 80 characters without anything that could steer a terminal; what is wrong is
    the option, not the answers.
    """
    ended = run("new", "--answers", answers_file(), "--name", name)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(
        ("semax-wizard: --name: must be 1 to 80", "semax-wizard: --name: holds the character U+")
    )
    assert "\x1b" not in ended.err


def test_a_record_inherits_no_plans_name(run, answers_file):
    """Issue 15, 1: the name that a plan got is not that of the record its edited answers give; one
    that is asked for is, and so is that of a record.
    """
    dosed = "Spring, 400 mcg daily"
    plan = run("new", "--answers", answers_file(), "--name", dosed).out
    stop = plan.replace("conditions = []", 'conditions = ["pregnancy"]')
    edited = answers_file("edited.toml")
    edited.write_text(stop)
    assert made(run("new", "--answers", edited))["name"] == "general-cognition"
    named = run("new", "--answers", edited, "--name", dosed)
    assert made(named)["name"] == dosed
    edited.write_text(named.out)
    assert made(run("new", "--answers", edited))["name"] == dosed
    edited.write_text(plan)
    assert made(run("new", "--answers", edited))["name"] == dosed
