import os
import threading
from pathlib import Path

import pytest

from wizard.errors import InvalidInputError, SystemRefusedError
from wizard.profile.file_format import dumps, share
from wizard.profile.folder import ProfileFolder
from wizard.profile.read import read_answers, read_profile

ESCAPE, BIDI, BELL = "\\u001b", "\\u202e", "\\u0007"


@pytest.fixture(scope="module")
def text(written):
    """A profile that reads well."""
    return written(target_mcg=300, drops_per_ml=20, on_days=10, rest_days=30, cycles=1)


def problems(data):
    """The problems for which these bytes are refused as a profile."""
    with pytest.raises(InvalidInputError) as caught:
        read_profile(data)
    return caught.value.problems


EDITS = {  # what is replaced, by what, and the key that is named
    # types
    "a float where a whole number stands": ("age = 35", "age = 35.5", "answers.person.age"),
    "10.0 days": ("on_days = 10\nrest", "on_days = 10.0\nrest", "answers.schedule.on_days"),
    "1.0 cycles": ("cycles = 1", "cycles = 1.0", "answers.schedule.cycles"),
    "35.0 years": ("age = 35", "age = 35.0", "answers.person.age"),
    "a number in quotes": ("target_mcg = 300", 'target_mcg = "300"', "answers.target_mcg"),
    "a boolean for a number": ("weight_kg = 70", "weight_kg = true", "answers.person.weight_kg"),
    "NaN": ("weight_kg = 70", "weight_kg = nan", "answers.person.weight_kg"),
    "infinity": ("target_mcg = 300", "target_mcg = inf", "answers.target_mcg"),
    "less than infinity": (
        "strength_mg_per_ml = 1",
        "strength_mg_per_ml = -inf",
        "answers.product.strength_mg_per_ml",
    ),
    "16 digits": ("target_mcg = 300", "target_mcg = 300.0000000000001", "answers.target_mcg"),
    "16 digits, whole": ("target_mcg = 300", "target_mcg = 1234567890123456", "answers.target_mcg"),
    "16 digits by an exponent": ("target_mcg = 300", "target_mcg = 1e16", "answers.target_mcg"),
    "a very large exponent": ("target_mcg = 300", "target_mcg = 1e999999999", "answers.target_mcg"),
    "a very small exponent": (
        "bottle_ml = 3",
        "bottle_ml = 3e-999999999",
        "answers.product.bottle_ml",
    ),
    "text for yes or no": ("first_time = false", 'first_time = "false"', "answers.first_time"),
    "a number for yes or no": (
        "tested_athlete = false",
        "tested_athlete = 0",
        "answers.screening.tested_athlete",
    ),
    "a number for text": ('goal = "general-cognition"', "goal = 1", "answers.goal"),
    "text for a date": (
        "\nstart = 2026-01-05\non_days",
        '\nstart = "2026-01-05"\non_days',
        "answers.schedule.start",
    ),
    "a moment for a date": (
        "\nstart = 2026-01-05\non_days",
        "\nstart = 2026-01-05T00:00:00\non_days",
        "answers.schedule.start",
    ),
    "a list for a table": ("[answers.person]", "[[answers.person]]", "answers.person"),
    "no table": ("[answers.person]\nage = 35\nweight_kg = 70\n", "", "answers.person"),
    "text for a list": ("conditions = []", 'conditions = "none"', "answers.screening.conditions"),
    "a table for a list": ("medicines = []", "medicines = {}", "answers.screening.medicines"),
    "a number in a list": ("symptoms = []", "symptoms = [1]", "answers.screening.symptoms[0]"),
    "not sure left out": ("not_sure = []\n", "", "answers.screening.not_sure"),
    # what is missing or unknown
    "no screening list": ("conditions = []\n", "", "answers.screening.conditions"),
    "no findings": ("findings = []\n", "", "screening.findings"),
    "no goal": ('goal = "general-cognition"\n', "", "answers.goal"),
    "no first course": ("first_time = false\n", "", "answers.first_time"),
    "no age": ("age = 35\n", "", "answers.person.age"),
    "unknown key": ("target_mcg = 300", "target_mgc = 300", "answers.target_mgc"),
    "unknown key in a table": (
        "bottle_ml = 3",
        "bottle_ml = 3\nbotle_ml = 3",
        "answers.product.botle_ml",
    ),
    "unknown table": ("[answers.person]", "[extra]\na = 1\n[answers.person]", "extra"),
    "unknown key in a derived table": (
        "ceiling_mcg = 600",
        "ceiling_mcg = 600\ncelling_mcg = 1",
        "protocol.celling_mcg",
    ),
    "unknown outcome": ('outcome = "clear"', 'outcome = "fine"', "screening.outcome"),
    # kind and format
    "no format": ("format = 1\n", "", "format"),
    "format 2": ("format = 1\n", "format = 2\n", "format"),
    "format 0": ("format = 1\n", "format = 0\n", "format"),
    "format 1.0": ("format = 1\n", "format = 1.0\n", "format"),
    "format true": ("format = 1\n", "format = true\n", "format"),
    "no kind": ('kind = "personal"\n', "", "kind"),
    "another kind": ('kind = "personal"\n', 'kind = "public"\n', "kind"),
    "kind 1": ('kind = "personal"\n', "kind = 1\n", "kind"),
    "no name": ('name = "Spring exam block"\n', "", "name"),
    "an empty name": ("Spring exam block", "", "name"),
    "a name of spaces": ("Spring exam block", "   ", "name"),
    "a name of 81": ("Spring exam block", "x" * 81, "name"),
    "a name that is a number": ('"Spring exam block"', "3", "name"),
    "created without a zone": ("08:00:00Z", "08:00:00", "created"),
    "created as a date": ("created = 2026-01-05T08:00:00Z", "created = 2026-01-05", "created"),
    "created as text": (
        "created = 2026-01-05T08:00:00Z",
        'created = "2026-01-05T08:00:00Z"',
        "created",
    ),
    "created in the year 1": (
        "created = 2026-01-05T08:00:00Z",
        "created = 0001-01-01T00:00:00+01:00",
        "created",
    ),
    "created in the year 9999": (
        "created = 2026-01-05T08:00:00Z",
        "created = 9999-12-31T23:59:59-01:00",
        "created",
    ),
    # characters that steer a terminal
    "escape": ("Spring exam", f"Spring{ESCAPE}[2J exam", "name"),
    "bidirectional override": ("Spring exam", f"Spring{BIDI}exam", "name"),
    "bell": ("Spring exam", f"Spring{BELL}exam", "name"),
    "new line": ("Spring exam", "Spring\\nexam", "name"),
    "escape in an id": (
        "conditions = []",
        f'conditions = ["{ESCAPE}[31m"]',
        "answers.screening.conditions[0]",
    ),
    "raw bidirectional override": ("Spring exam", "Spring\u202eexam", "name"),
    "bidirectional isolate": ("Spring exam", "Spring\\u2066exam", "name"),
    "C1 control": ("Spring exam", "Spring\\u009bexam", "name"),
    "delete": ("Spring exam", "Spring\\u007fexam", "name"),
}


@pytest.mark.parametrize(("old", "new", "key"), EDITS.values(), ids=EDITS)
def test_a_bad_value_is_named_by_its_key(text, old, new, key):
    """profiles/README.md: one wrong value is one problem at its dotted key, in one line without the
    character itself.
    """
    assert old in text
    found = problems(text.replace(old, new, 1).encode())
    assert [problem.key for problem in found] == [key]
    assert all(line.isprintable() for line in map(str, found))


@pytest.mark.parametrize(
    ("old", "new", "nearest"),
    [
        ("target_mcg = 300", "target_mgc = 300", "target_mcg"),
        ("bottle_ml = 3", "bottle_ml = 3\nlabel_day = 3", "label_days"),
        ("weight_kg = 70", "weight_gk = 70", "weight_kg"),
        ("[answers.person]", "[answers.persons]", "person"),
    ],
)
def test_an_unknown_key_names_the_nearest_known_one(text, old, new, nearest):
    """profiles/README.md: an unknown key is an error that names it, with the nearest known one."""
    found = problems(text.replace(old, new, 1).encode())
    assert any(problem.remedy == f"did you mean {nearest}?" for problem in found)


WHOLE_FILES = {
    "empty": b"",
    "not TOML": b"format = 1\nkind",
    "twice the same key": b"format = 1\nformat = 1\n",
    "not UTF-8": b'format = 1\nname = "\xff"\n',
    "UTF-16": "format = 1\n".encode("utf-16"),
    "a null byte": b"format = 1\x00\n",
    "a raw escape": b'name = "\x1b[2J"\n',
    "over 64 KiB": b"#" * 99 + b"\n" + b"# comment\n" * 7000,
    "a very long line": b"# " + b"x" * 60_000,
    "very deep": b"format = 1\nx = " + b"[" * 2000 + b"]" * 2000,
    "deep tables": b"format = 1\n[a.b.c.d.e.f.g.h.i.j.k]\nx = 1\n",
    "a number of 5,000 digits": b"format = " + b"1" * 4_000 + b"\n",
    "a list": b"[[format]]\nx = 1\n",
}


@pytest.mark.parametrize("data", WHOLE_FILES.values(), ids=WHOLE_FILES)
def test_what_is_no_profile_is_refused_in_words(catalog, data):
    """profiles/README.md: unreadable, too large or too deep is an error of the input, never a
    defect of the program.
    """
    assert problems(data)
    with pytest.raises(InvalidInputError):
        read_answers(data, catalog)


@pytest.mark.parametrize("levels", [9, 12, 200])
def test_nesting_beyond_8_levels_is_refused(text, levels):
    """profiles/README.md: nested beyond 8 levels is refused, even under a key that is not known."""
    assert any(
        "8 levels" in problem.what
        for problem in problems(f"{text}\n[extra]\nx = {'[' * levels}{']' * levels}\n".encode())
    )


def test_a_file_of_64_kib_is_read(text):
    """profiles/README.md: only more than 64 KiB is too much."""
    room = 64 * 1024 - len(text.encode())
    filled = text + "#\n" * (room // 2) + "\n" * (room % 2)
    assert len(filled.encode()) == 64 * 1024
    assert dumps(read_profile(filled.encode())) == text
    assert problems((filled + "\n").encode())


PERSONAL = {  # what is put into a shared profile, after which line, and the key
    "first course": ('route = "intranasal"', "first_time = false", "answers.first_time"),
    "confirmed": ('route = "intranasal"', "confirmed = []", "answers.confirmed"),
    "person": ("cycles = 1", "[answers.person]\nage = 35\nweight_kg = 70", "answers.person"),
    "screening": ("cycles = 1", "[answers.screening]\nconditions = []", "answers.screening"),
    "opened": ("bottle_ml = 3", "opened = 2026-01-05", "answers.product.opened"),
    "certificate": ("bottle_ml = 3", "sterility_tested = true", "answers.product.sterility_tested"),
    "start": ("cycles = 1", "start = 2026-01-05", "answers.schedule.start"),
    "wake": ("cycles = 1", "wake = 07:00:00", "answers.schedule.wake"),
    "last course": (
        "cycles = 1",
        "last_course_end = 2025-11-20",
        "answers.schedule.last_course_end",
    ),
    "goal of it": ("cycles = 1", 'last_course_goal = "adhd"', "answers.schedule.last_course_goal"),
    "findings": ("cycles = 1", '[screening]\noutcome = "clear"\nfindings = []', "screening"),
    "protocol": ("cycles = 1", "[protocol]\ndaily_dose_mcg = 300", "protocol"),
    "revision": ('kind = "shared"', "revision = 1", "revision"),
    "calendar": (
        "cycles = 1",
        "[calendar]\nfirst = 2026-01-05\nlast = 2026-01-14\nsessions = 1",
        "calendar",
    ),
    "referral": ("cycles = 1", '[referral]\nregimens = ["B070"]', "referral"),
}


@pytest.mark.parametrize(("after", "line", "key"), PERSONAL.values(), ids=PERSONAL)
def test_a_shared_profile_with_anything_personal_is_refused(text, after, line, key):
    """R53: a file of kind shared that carries any of these is an error that names it."""
    shared = dumps(share(read_profile(text.encode())))
    assert after in shared
    (problem,) = problems(shared.replace(after, f"{after}\n{line}", 1).encode())
    assert problem.key == key
    assert "shared" in problem.what


def test_a_shared_profile_has_a_date_and_no_time(text):
    """R53: the time of day in created does not travel."""
    shared = dumps(share(read_profile(text.encode())))
    (problem,) = problems(
        shared.replace("created = 2026-01-05", "created = 2026-01-05T08:00:00Z").encode()
    )
    assert problem.key == "created"


def test_a_shared_profile_is_no_answers_file(catalog, text):
    """R53: whoever opens a shared profile is asked; nothing is made from it without questions."""
    with pytest.raises(InvalidInputError) as caught:
        read_answers(dumps(share(read_profile(text.encode()))).encode(), catalog)
    assert [problem.key for problem in caught.value.problems] == ["kind"]


def test_every_problem_of_shape_is_named_at_once(text):
    """R06: two wrong types are two problems."""
    edited = text.replace("age = 35", 'age = "35"').replace("first_time = false", "first_time = 0")
    assert {problem.key for problem in problems(edited.encode())} == {
        "answers.person.age",
        "answers.first_time",
    }


def test_what_the_system_will_not_give(tmp_path):
    """Exit 6: a missing file, a folder, a FIFO and an unusable name are refused by the system, and
    nothing waits.
    """
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    refusals = []

    def read_all():
        for path in (tmp_path / "none", tmp_path, fifo, "a\0b"):
            with pytest.raises(SystemRefusedError):
                ProfileFolder(tmp_path).read(Path(path))
            refusals.append(path)

    reader = threading.Thread(target=read_all, daemon=True)
    reader.start()
    reader.join(5)
    assert len(refusals) == 4


@pytest.mark.parametrize(
    ("first", "last"), [("2026-01-06", "2026-01-05"), ("2010-01-05", "2026-01-05")]
)
def test_an_impossible_span_of_earlier_sessions_is_refused(text, first, last):
    """A `[calendar]` that no save can have written: backwards, or over thousands of days."""
    table = f"[calendar]\nfirst = {first}\nlast = {last}\nsessions = 2\n[answers]"
    (problem,) = problems(text.replace("[answers]", table, 1).encode())
    assert problem.key == "calendar"
