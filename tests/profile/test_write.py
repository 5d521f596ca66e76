import os
import stat
import tomllib
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from wizard.errors import InvalidInputError, SystemRefusedError, UnreadableError
from wizard.profile.comparison import compare
from wizard.profile.file_format import build, dumps, share
from wizard.profile.folder import ProfileFolder, home
from wizard.profile.read import read_answers, read_profile

FILES = ProfileFolder(Path())

D = Decimal
FIRST_PROFILE = """\
format = 1
kind = "personal"
name = "Spring exam block"
created = 2026-01-05T08:00:00Z
program = "semax-wizard 1.1.0"
catalog = "2026.12"

[answers]
goal = "general-cognition"
compound = "semax"
form = "drops"
route = "intranasal"
first_time = false
target_mcg = 300

[answers.product]
strength_mg_per_ml = 1
bottle_ml = 3
drops_per_ml = 20

[answers.schedule]
start = 2026-01-05
wake = 07:00:00
on_days = 10
rest_days = 30
cycles = 1

[answers.person]
age = 35
weight_kg = 70

[answers.screening]
conditions = []
medicines = []
substances = []
symptoms = []
not_sure = []
tested_athlete = false

[screening]
outcome = "clear"
findings = []

[protocol]
daily_dose_mcg = 300
requested_mcg = 300
ceiling_mcg = 600
limits = [
    "goal",
    "sessions",
]
mcg_per_kg = 4.29
on_days = 10
rest_days = 30
start = 2026-01-05
end = 2026-01-14
next_start = 2026-02-14

[[protocol.phases]]
name = "main"
first_day = 1
last_day = 10
daily_dose_mcg = 300

[[protocol.phases.doses]]
at = 07:30:00
dose_mcg = 300
count = 6
unit = "drop"
volume_ml = 0.3
left = 3
right = 3

[protocol.supply]
container = "bottle"
containers = 1
opened = [
    2026-01-05,
]
discard = [
    2026-02-04,
]
doses_per_container = 10
limited_by = "course"
"""
WHOLE = {
    "target_mcg": 300,
    "drops_per_ml": 20,
    "wake": time(7),
    "on_days": 10,
    "rest_days": 30,
    "cycles": 1,
}


def table_of(text):
    """The tables of a written profile, numbers exact."""
    return tomllib.loads(text, parse_float=D)


def test_the_profile_of_the_contract_byte_for_byte(written):
    """profiles/README.md: the worked profile, to the byte, with every figure of its [protocol]."""
    assert written(**WHOLE) == FIRST_PROFILE


def test_what_is_read_is_written_again_byte_for_byte(catalog):
    """profiles/README.md: read, write and build give the same file, and it holds."""
    profile = read_profile(FIRST_PROFILE.encode())
    assert dumps(profile) == FIRST_PROFILE
    again, _ = build(profile.answers, profile.name, profile.created, catalog)
    assert dumps(again) == FIRST_PROFILE
    assert compare(profile, catalog).holds


def test_the_vial_of_the_contract(written):
    """profiles/README.md, preparation: 10 mg in 3 mL is 3333.33 mcg per mL and 33.33 mcg per unit;
    350 mcg is 10 units, 333.33.
    """
    protocol = table_of(written(form="vial", target_mcg=350))["protocol"]
    assert protocol["preparation"] == {
        "concentration_mcg_per_ml": D("3333.33"),
        "mcg_per_unit": D("33.33"),
    }
    (dose,) = protocol["phases"][0]["doses"]
    assert dose == {
        "at": time(7, 30),
        "dose_mcg": D("333.33"),
        "count": 10,
        "unit": "unit",
        "volume_ml": D("0.1"),
    }
    assert (protocol["daily_dose_mcg"], protocol["requested_mcg"], protocol["ceiling_mcg"]) == (
        D("333.33"),
        350,
        500,
    )
    assert protocol["supply"]["container"] == "vial"
    assert protocol["supply"]["discard"] == [date(2026, 2, 2)]


@pytest.mark.parametrize(
    ("said", "outcome", "regimens"),
    [
        ({"conditions": ["pregnancy"]}, "stop", None),
        ({"goal": "stroke-recovery"}, "clinician", ["B082", "A027"]),
        ({"goal": "adhd"}, "clinician", []),
        ({"form": "vial", "goal": "adhd"}, "clinician", ["B088", "A038"]),
    ],
)
def test_who_is_screened_out_has_no_protocol_in_the_file(written, said, outcome, regimens):
    """R02: no [protocol]; [referral] only for clinician."""
    tables = table_of(written(**said))
    assert tables["screening"]["outcome"] == outcome
    assert "protocol" not in tables
    assert tables.get("referral") == (None if regimens is None else {"regimens": regimens})


def test_findings_are_written_with_reason_and_claims(written):
    """profiles/README.md: rule, outcome, one plain sentence, claims."""
    findings = table_of(written(form="vial"))["screening"]["findings"]
    assert [(found["rule"], found["outcome"], found["claims"]) for found in findings] == [
        ("subcutaneous-less-established", "caution", ["B098"]),
        ("untested-vial", "caution", []),
    ]
    assert all(
        set(found) == {"rule", "outcome", "reason", "claims"} and found["reason"].endswith(".")
        for found in findings
    )


def test_created_is_utc_and_the_start_is_the_local_date(answers, catalog):
    """profiles/README.md: created in UTC; the default start is the local date of creation, and it
    is written.
    """
    late = datetime(2026, 1, 5, 23, 30, 0, 123456, tzinfo=timezone(timedelta(hours=-5)))
    text = dumps(build(answers(start=None), "Late", late, catalog)[0])
    tables = table_of(text)
    assert "created = 2026-01-06T04:30:00Z\n" in text
    assert tables["answers"]["schedule"]["start"] == tables["protocol"]["start"] == date(2026, 1, 5)
    assert compare(read_profile(text.encode()), catalog).holds


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("target_mcg", D("300.00"), "300"),
        ("target_mcg", D("3E+2"), "300"),
        ("weight_kg", D("70.50"), "70.5"),
        ("bottle_ml", D("3.0"), "3"),
    ],
)
def test_numbers_are_written_with_no_trailing_zeros(written, key, value, shown):
    """profiles/README.md: 300.00 is written 300, never 3E+2 and never 300.0."""
    assert f"\n{key} = {shown}\n" in written(**{key: value})


def test_names_of_any_script_survive(answers, catalog, now):
    """profiles/README.md: UTF-8; a name of 80 characters with quotes and a backslash reads back as
    it was.
    """
    name = 'Žlutý "kůň" \\ 計画 é'.ljust(80, "x")
    profile = build(answers(), name, now, catalog)[0]
    assert read_profile(dumps(profile).encode()).name == name


@pytest.mark.parametrize("name", ["x\x1b[31m" * 40, "a\u202eb", "x" * 81, " ", ""])
def test_a_name_that_no_file_may_have_is_not_written(answers, catalog, now, name):
    """profiles/README.md: what cannot be read again is not made, whoever asks for it."""
    with pytest.raises(InvalidInputError) as caught:
        build(answers(), name, now, catalog)
    assert [problem.key for problem in caught.value.problems] == ["name"]


SHARED = """\
format = 1
kind = "shared"
name = "Spring exam block"
created = 2026-01-05
program = "semax-wizard 1.1.0"
catalog = "2026.12"

[answers]
goal = "general-cognition"
compound = "semax"
form = "drops"
route = "intranasal"
target_mcg = 300

[answers.product]
strength_mg_per_ml = 1
bottle_ml = 3
drops_per_ml = 20

[answers.schedule]
on_days = 10
rest_days = 30
cycles = 1
"""


def test_the_shared_form_byte_for_byte():
    """R53: what a stranger may see, to the byte, and it reads back."""
    text = dumps(share(read_profile(FIRST_PROFILE.encode())))
    assert text == SHARED
    assert dumps(read_profile(text.encode())) == SHARED


def test_everything_personal_is_dropped(answers, catalog, now):
    """R53: confirmed, wake, start, the last course, opened and the certificate do not travel."""
    told = answers(
        form="vial",
        weight_lb=99,
        confirmed=["weight_lb"],
        wake=time(6),
        last_course_end=date(2025, 11, 20),
        last_course_goal="high-demand",
        opened=date(2026, 1, 2),
        sterility_tested=True,
        medicines=[],
        substances=["caffeine"],
    )
    text = dumps(share(build(told, "Vial", now, catalog)[0]))
    personal = (
        "first_time confirmed weight wake start last_course opened sterility caffeine age 08:00"
        " screening protocol"
    )
    for word in personal.split():
        assert word not in text


def test_answers_are_read_from_a_profile_or_from_their_table_alone(answers, catalog):
    """profiles/README.md, `new --answers`: a profile, its derived tables ignored, or a file with
    just [answers].
    """
    told = answers(**WHOLE)
    start, end = FIRST_PROFILE.index("[answers]"), FIRST_PROFILE.index("[screening]")
    alone, whole = (
        read_answers(FIRST_PROFILE[start:end].encode(), catalog),
        read_answers(FIRST_PROFILE.encode(), catalog),
    )
    assert (alone.answers, alone.name) == (told, None)
    assert (whole.answers, whole.name) == (told, "Spring exam block")
    tampered = FIRST_PROFILE.replace("daily_dose_mcg = 300", 'daily_dose_mcg = "much"').replace(
        "findings = []", "findings = 3"
    )
    assert read_answers(tampered.encode(), catalog).answers == told


def test_written_whole_private_and_alone(tmp_path):
    """profiles/README.md: mode 0600, the whole text, no temporary file left."""
    old = os.umask(0)
    try:
        FILES.write(tmp_path / "a.toml", FIRST_PROFILE)
    finally:
        os.umask(old)
    assert (tmp_path / "a.toml").read_text("utf-8") == FIRST_PROFILE
    assert stat.S_IMODE((tmp_path / "a.toml").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["a.toml"]


def test_never_over_an_existing_file_unless_told_so(tmp_path):
    """profiles/README.md: an existing file is left as it is; told so, it is replaced whole, and is
    private then.
    """
    path = tmp_path / "a.toml"
    path.write_text("mine", "utf-8")
    path.chmod(0o644)
    with pytest.raises(SystemRefusedError):
        FILES.write(path, FIRST_PROFILE)
    assert path.read_text("utf-8") == "mine"
    FILES.write(path, FIRST_PROFILE, replace=True)
    assert path.read_text("utf-8") == FIRST_PROFILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["a.toml"]


@pytest.mark.parametrize("replace", [False, True])
def test_what_is_no_plain_file_is_not_written_to(tmp_path, replace):
    """A symbolic link, a folder and a path below a file are refused, and what they lead to is
    untouched.
    """
    target, link, file = tmp_path / "target", tmp_path / "link.toml", tmp_path / "file"
    target.write_text("mine", "utf-8")
    link.symlink_to(target)
    file.write_text("mine", "utf-8")
    (tmp_path / "folder").mkdir()
    for path in (link, tmp_path / "folder", file / "a.toml"):
        with pytest.raises(SystemRefusedError):
            FILES.write(path, FIRST_PROFILE, replace=replace)
    assert target.read_text("utf-8") == file.read_text("utf-8") == "mine"
    assert link.is_symlink()
    assert len(list(tmp_path.rglob("*"))) == 4


def test_a_write_that_fails_leaves_nothing(tmp_path, monkeypatch):
    """Written atomically: when the system refuses at the last step, the old file stands and no
    temporary one is left.
    """
    path = tmp_path / "a.toml"
    path.write_text("mine", "utf-8")

    def no_space(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(SystemRefusedError, match="No space left"):
        FILES.write(path, FIRST_PROFILE, replace=True)
    assert path.read_text("utf-8") == "mine"
    assert [each.name for each in tmp_path.iterdir()] == ["a.toml"]


def test_the_profile_folder(tmp_path, monkeypatch):
    """profiles/README.md: $SEMAX_WIZARD_HOME; it may not exist yet, and is made private with the
    first profile.
    """
    monkeypatch.setenv("SEMAX_WIZARD_HOME", str(tmp_path / "home"))
    assert home() == tmp_path / "home"
    folder = ProfileFolder(home())
    assert folder.profiles() == ()
    path = folder.proposed("../Spring: exam/block é")
    assert path == tmp_path / "home" / "spring-exam-block-e.toml"
    folder.write(path, FIRST_PROFILE)
    assert folder.profiles() == (path,)
    assert (
        folder.proposed("../Spring: exam/block é")
        == tmp_path / "home" / "spring-exam-block-e-2.toml"
    )
    assert stat.S_IMODE(home().stat().st_mode) == 0o700


TYPED = {  # what is typed, and the file it means, in a folder /plans
    "spring": "/plans/spring.toml",
    "  spring.toml ": "/plans/spring.toml",
    "plan v1.2": "/plans/plan v1.2.toml",
    ".hidden": "/plans/.hidden.toml",
    "/elsewhere/spring": "/elsewhere/spring.toml",
    "~/spring": "/home/me/spring.toml",
}


@pytest.mark.parametrize(("typed", "path"), TYPED.items(), ids=TYPED)
def test_the_file_that_is_typed(monkeypatch, typed, path):
    """A bare name is in the folder that is offered, and every name ends as its kind does."""
    monkeypatch.setenv("HOME", "/home/me")
    assert str(ProfileFolder(Path("/plans")).path_of(typed)) == path


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "/",
        "./",
        "..",
        "plans/..",
        "plans/",
        "~",
        "~nobody-of-that-name/x",
        "a\x1b[2J",
        "a\x00b",
    ],
)
def test_what_is_no_file(typed):
    """Whatever cannot be the name of a file is told so, and ends nothing."""
    with pytest.raises(UnreadableError):
        ProfileFolder(Path("/plans")).path_of(typed)
