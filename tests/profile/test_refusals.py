"""What the profile folder, its files and their rebuilding do where the system says no, and what is
refused in a file.
"""

import io
import os
from datetime import date
from pathlib import Path

import pytest

from wizard.cli.files import read
from wizard.errors import InvalidInputError, SystemRefusedError
from wizard.profile.diff import received
from wizard.profile.folder import ProfileFolder, home
from wizard.profile.library import entry, rebuild
from wizard.profile.read import read_profile
from wizard.protocol.answers import SharedAnswers, SharedProduct


def test_a_file_is_never_moved_over_another(tmp_path):
    """What has the name keeps it, and the file stays where it was."""
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("1")
    other.write_text("2")
    with pytest.raises(FileExistsError):
        ProfileFolder(tmp_path).move(one, other)
    assert (one.read_text(), other.read_text()) == ("1", "2")


def test_a_rebuild_that_cannot_be_written_leaves_the_profile_and_no_backup(
    tmp_path, written, catalog, monkeypatch
):
    """Where the new file cannot take the old one's place, the old one stays as it was, alone."""
    path = tmp_path / "plan.toml"
    path.write_text(written().replace("count = 6", "count = 7"))
    before, replace = path.read_bytes(), os.replace

    def refuse(source, target, **named):
        if str(target).endswith("plan.toml"):
            raise PermissionError(13, "Permission denied")
        replace(source, target, **named)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(SystemRefusedError):
        rebuild(ProfileFolder(tmp_path), path, catalog)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["plan.toml"]


def test_a_key_that_could_steer_a_terminal_is_refused(written):
    """profiles/README.md: escape characters are refused in a key as in a text."""
    with pytest.raises(InvalidInputError) as caught:
        read_profile((written() + '\n["\\u001b[2J"]\na = 1\n').encode())
    assert "could steer a terminal" in str(caught.value)
    assert "\x1b" not in str(caught.value)


def test_what_is_no_regular_file_is_never_read(tmp_path):
    """A folder or a pipe makes nobody wait, and a name that no file can have is none."""
    os.mkfifo(tmp_path / "pipe")
    for name in (tmp_path, tmp_path / "pipe", "a\0b", tmp_path / "none"):
        with pytest.raises(SystemRefusedError):
            ProfileFolder(tmp_path).read(Path(name))


def test_a_profile_in_short(tmp_path, written, catalog):
    """The library tells a profile in one line: where in its cycle, dose, outcome, and its file."""
    path = tmp_path / "plan.toml"
    path.write_text(written())
    assert (
        entry(ProfileFolder(tmp_path), path, date(2026, 1, 6), catalog).in_short
        == "day 2 of 10, 300 mcg daily, clear, plan.toml"
    )


def test_a_plan_received_for_a_goal_that_a_clinician_decides_on(judge, catalog):
    """R10 R53: such a goal has neither dose nor cycle, so none is compared with one's own; the
    other goal is said.
    """
    author = SharedAnswers(
        goal="adhd",
        compound="semax",
        form="drops",
        route="intranasal",
        product=SharedProduct(strength_mg_per_ml=1, bottle_ml=3),
    )
    said = received(author, judge(), catalog)
    assert any("for the author" in line for line in said)
    assert not any("daily" in line or "days" in line.lower() for line in said)


SAID = {  # what is changed in a profile, what is said first, and what to do
    "a misspelt table": (
        ("[answers.person]", "[answers.persn]"),
        "answers.persn: unknown key; did you mean person?",
    ),
    "a number in quotes": (
        ("weight_kg = 70", 'weight_kg = "70"'),
        "answers.person.weight_kg: must be a number, not text in quotes; write it without quotes",
    ),
    "no format": (
        ("format = 1\n", ""),
        (
            "format: missing: this looks like an answers file; make a profile of it: semax-wizard"
            " new --answers FILE --out NEW"
        ),
    ),
    "a format in words": (
        ("format = 1", 'format = "one"'),
        "format: missing or not a whole number; a profile begins with format = 1",
    ),
    "no TOML": (("format = 1", "format = "), 'or a list such as ["text"], which is [] for none'),
}


@pytest.mark.parametrize(("change", "said"), SAID.values(), ids=SAID)
def test_what_is_said_first_says_what_to_do(written, change, said):
    """profiles/README.md: an error names the place and what to do; a key that is misspelt comes
    before what is missing for it.
    """
    with pytest.raises(InvalidInputError) as caught:
        read_profile(written().replace(*change, 1).encode())
    assert str(caught.value.problems[0]).endswith(said)


def test_a_folder_is_said_to_be_one(tmp_path):
    """Exit 6: a folder in the place of a file is told by name, not by the system's number for
    it.
    """
    with pytest.raises(SystemRefusedError, match="is a folder; name a profile file in it"):
        ProfileFolder(tmp_path).read(tmp_path)


def test_standard_input_is_read_to_a_byte_over_the_limit(monkeypatch, written):
    """`-` stands for stdin; more than a profile can be is not waited for."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(written().encode())))
    assert read_profile(read("-")).name == "Spring exam block"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"#" * 100_000)))
    assert len(read("-")) == 64 * 1024 + 1


def test_a_user_without_a_home_folder(monkeypatch):
    """Exit 6: where the system knows no home, `~` stays as it is, and nothing is kept in a folder
    of that name.
    """
    monkeypatch.delenv("SEMAX_WIZARD_HOME", raising=False)
    monkeypatch.setattr(
        "platformdirs.user_data_path", lambda *_, **__: Path("~/.local/share/semax-wizard")
    )
    with pytest.raises(
        SystemRefusedError,
        match="there is no home folder to keep profiles in; set SEMAX_WIZARD_HOME",
    ):
        home()


def test_the_profile_folder_is_the_platforms(monkeypatch):
    """profiles/README.md: without $SEMAX_WIZARD_HOME it is the platform's user data folder."""
    for name in ("SEMAX_WIZARD_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(
        "platformdirs.user_data_path", lambda name, **_: Path("/home/me/data") / name
    )
    assert home() == Path("/home/me/data/semax-wizard")
