"""What people type into a file by hand: it is taken, or the message says what to type."""

import codecs
import os
import subprocess
import sys

import pytest

from wizard.cli.files import read
from wizard.errors import InvalidInputError, SystemRefusedError
from wizard.profile.comparison import held
from wizard.profile.read import read_answers

SAID = {  # what is changed in a sound profile, and what is said first
    "none in a list": (
        ("conditions = []", 'conditions = ["none"]'),
        "answers.screening.conditions: 'none' is not one of its ids; write [] for none of these",
    ),
    "nothing in a list": (
        ("medicines = []", 'medicines = [""]'),
        "answers.screening.medicines: '' is not one of its ids; write [] for none of these",
    ),
    "a word for a list": (
        ("symptoms = []", 'symptoms = "none"'),
        (
            "answers.screening.symptoms: must be a list in square brackets, not text in quotes;"
            " write it in square brackets, or [] for none"
        ),
    ),
    "a list for a word": (
        ('goal = "general-cognition"', 'goal = ["general-cognition"]'),
        "answers.goal: must be text in quotes, not a list in square brackets; write it in quotes",
    ),
    "a list for a number": (
        ("age = 35", "age = [35]"),
        (
            "answers.person.age: must be a whole number, not a list in square brackets; write"
            " it without square brackets"
        ),
    ),
    "a decimal point": (
        ("age = 35", "age = 35.0"),
        (
            "answers.person.age: must be a whole number, not one with a decimal point or an"
            " exponent; write 35"
        ),
    ),
    "a fraction": (
        ("age = 35", "age = 35.5"),
        (
            "answers.person.age: must be a whole number, not one with a decimal point or an"
            " exponent; round it"
        ),
    ),
    "a date in quotes": (
        ("start = 2026-01-05", 'start = "2026-01-05"'),
        (
            "answers.schedule.start: must be a date such as 2026-01-05, not text in quotes; write"
            " it without quotes"
        ),
    ),
    "a number for a table": (
        ("[answers.person]\nage = 35\nweight_kg = 70\n", "[answers]\nperson = 35\n"),
        "not TOML",
    ),
    "a key in another table": (
        ("tested_athlete = false", "tested_athlete = false\nbottle_ml = 3"),
        "answers.screening.bottle_ml: unknown key; it belongs in [answers.product]",
    ),
    **{
        name: (
            change,
            (
                '; a line is a key, = and a value: "text" in quotes, 70.5, true, false, 2026-01-05,'
                ' 07:00:00, or a list such as ["text"], which is [] for none'
            ),
        )
        for name, change in {
            "a decimal comma": ("weight_kg = 70", "weight_kg = 70,5"),
            "a unit": ("weight_kg = 70", "weight_kg = 70 kg"),
            "a word without quotes": ('goal = "general-cognition"', "goal = general-cognition"),
            "another language's true": ("first_time = false", "first_time = False"),
            "a colon": ("age = 35", "age: 35"),
            "nothing": ("age = 35", "age ="),
        }.items()
    },
}


@pytest.mark.parametrize(("change", "said"), SAID.values(), ids=SAID)
def test_what_to_type_is_said(written, catalog, change, said):
    """Issue 15, point 19: a mistake of typing is told with what to type, in the room of a line."""
    text = written()
    assert change[0] in text
    with pytest.raises(InvalidInputError) as caught:
        held(text.replace(*change, 1).encode(), catalog)
    assert said in str(caught.value)[:400]


def test_an_unknown_id_of_many(written, catalog):
    """Where too many could be meant to list them in a line, the schema is named."""
    with pytest.raises(InvalidInputError) as caught:
        held(written().replace("conditions = []", 'conditions = ["xyzzy"]').encode(), catalog)
    assert str(caught.value).endswith("semax-wizard schema lists them all")


def test_a_byte_order_mark_is_no_part_of_the_text(written, catalog):
    """Issue 15, point 19: what Notepad saves as UTF-8 is taken."""
    data = codecs.BOM_UTF8 + written().encode()
    assert held(data, catalog).holds
    assert read_answers(data, catalog).name == "Spring exam block"


def test_a_comment_holds_no_values(written, catalog):
    """A long comment is no reason to refuse a profile, whatever stands in it; and what only looks
    like one does not hide values.
    """
    comment = f"# {'=' * 70}\n" * 100
    assert held((written() + comment).encode(), catalog).holds
    values = '[x]\nx = ["""\n# """' + ", 1" * 1_300 + "]\n"
    with pytest.raises(InvalidInputError, match="more than 1,200 keys and values"):
        held((written() + values).encode(), catalog)


def test_what_the_shell_gives_for_a_pipe_is_read(written):
    """Issue 15, point 19: `new --answers <(...)` names a pipe that is open already."""
    ours, theirs = os.pipe()
    with os.fdopen(theirs, "wb") as stream:
        stream.write(written().encode())
    try:
        assert read(f"/dev/fd/{ours}") == written().encode()
    finally:
        os.close(ours)
    with pytest.raises(SystemRefusedError, match="cannot be read"):
        read("/dev/fd/999999")


@pytest.fixture
def bash(tmp_path, written):
    """`bash("... <(cat plan.toml)")` runs semax-wizard so in a folder with that profile."""
    (tmp_path / "plan.toml").write_text(written())

    def call(arguments):
        return subprocess.run(
            ["bash", "-c", f"{sys.executable} -m wizard {arguments}"],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            env=os.environ | {"SEMAX_WIZARD_HOME": str(tmp_path / "home")},
        )

    return call


def test_new_with_a_process_substitution(bash):
    """Issue 15, point 19: with a shell that has it, from end to end."""
    ended = bash("new --answers <(cat plan.toml)")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "daily_dose_mcg = 300" in ended.stdout


def test_a_profile_from_a_pipe_is_saved_in_the_folder(bash, tmp_path):
    """What was read from a pipe has no file to be saved over: a name is proposed for it."""
    ended = bash("--plain <(cat plan.toml) <<< $'save\\nnone\\nsave\\n\\n\\nleave'")
    assert "Traceback" not in ended.stderr
    assert [each.name for each in (tmp_path / "home").glob("*.toml")] == ["spring-exam-block.toml"]
