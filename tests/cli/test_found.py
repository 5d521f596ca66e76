"""Issue 17, point 12: names that work, what `list` prints can be typed, `--force` replaces."""

import io
import os
import shlex
import stat
from datetime import time
from pathlib import Path

import pytest

from wizard.profile.read import read_profile

READ = ("check", "show", "today", "why", "share", "new --answers")


@pytest.fixture
def spring(profile_file, tmp_path):
    """`Spring exam block` in the profile folder, as `spring.toml`; the folder is not the current
    one.
    """
    (tmp_path / "home").mkdir()
    return profile_file("home/spring.toml")


@pytest.mark.parametrize("command", READ)
@pytest.mark.parametrize(
    "said", ["spring.toml", "spring", "./spring.toml", "Spring exam block", "SPRING EXAM BLOCK"]
)
def test_a_profile_of_the_folder_is_found(run, spring, command, said):
    """By file name, by that without `.toml`, and by the name of the profile in any case."""
    there, named = run(*command.split(), spring), run(*command.split(), said)
    assert named.code == there.code == 0
    if command == "check":
        assert named.out == f"{said}: holds (clear)\n"
    elif command != "new --answers":  # which writes the time of now
        assert named.out == there.out


@pytest.mark.usefixtures("spring")
def test_the_wizard_finds_it_too(run, monkeypatch):
    """In line mode the profile opens at its review; a word like a command is a profile first."""
    monkeypatch.setattr("sys.stdin", io.StringIO("quit\n"))
    assert "Spring exam block" in run("--plain", "spring").out
    home = Path(os.environ["SEMAX_WIZARD_HOME"])
    (home / "spring.toml").rename(home / "lists.toml")
    assert "did you mean list?" in run("listx").err
    assert "needs a terminal" in run("lists").err


def test_a_file_that_is_there_comes_first(run, spring, profile_file):
    """The current folder has a `spring.toml` of its own, and what is here is never looked for."""
    profile_file("spring.toml", target_mcg=400)
    on = ("--date", "2026-01-05")
    assert "300 mcg: 6 drops" in run("today", spring, *on).out
    assert "200 mcg: 4 drops" in run("today", "spring.toml", *on).out


def test_several_are_listed(run, spring):
    """Exit 2, naming the files as they can be typed; the file name alone says which."""
    (spring.parent / "my spring.toml").write_bytes(spring.read_bytes())
    ended = run("today", "Spring exam block")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == (
        "semax-wizard: Spring exam block: several profiles are called that; name a file:"
        " 'my spring.toml', spring.toml\n"
    )
    (spring.parent / "other.toml").write_text(
        spring.read_text().replace("Spring exam block", "spring")
    )
    assert run("today", "spring").code == 2
    assert run("today", "spring.toml").code == 0


@pytest.mark.parametrize(
    "said", ["autumn", "spring/", "spring.tom", ".settings", "sub/spring.toml"]
)
@pytest.mark.usefixtures("spring")
def test_what_is_not_there(run, said):
    """Exit 6 in a line, also where the folder is not there either."""
    for _ in range(2):
        ended = run("check", said)
        assert (ended.code, ended.out, ended.err.count("\n")) == (6, "", 1)
        assert "no such file, and no such profile in the profile folder" in ended.err
        os.environ["SEMAX_WIZARD_HOME"] += "-nowhere"


def test_a_damaged_file_is_found_by_its_file_name(run, spring):
    """It is told as any other; one that cannot be read hides no other."""
    (spring.parent / "broken.toml").write_text("=")
    assert run("check", "broken").code == 3
    assert run("check", "Spring exam block").code == 0


def test_what_list_prints_can_be_typed(run, spring):
    """Each file in the list, typed as it stands there, is that profile, from any folder."""
    for name in ("with a space.toml", "-x.toml", "quote'd.toml", "x" * 120 + ".toml"):
        (spring.parent / name).write_bytes(spring.read_bytes())
    lines = run("list").out.splitlines()
    files = [line[line.index("(") + 1 : line.index(")  ")] for line in lines]
    assert len(files) == 5
    for file in files:
        assert run("check", *shlex.split(file)).code == 0


REPLACED = ("new --answers", "share", "show")


@pytest.mark.parametrize("command", REPLACED)
def test_force_replaces_a_file_and_nothing_else_does(run, spring, tmp_path, command):
    """What cannot be read back is replaced only when that is asked for; the file is private."""
    out = tmp_path / "out.toml"
    out.write_text("mine")
    refused = run(*command.split(), spring, "--out", out)
    assert (refused.code, out.read_text()) == (6, "mine")
    assert "exists already; choose another name, or add --force" in refused.err
    assert run(*command.split(), spring, "--out", out, "--force").code == 0
    assert out.read_text() != "mine"
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_new_over_a_profile_is_its_next_revision(run, profile_file):
    """Issue 19, point 6: the time of creation stays, and with it the ids in a calendar."""
    spring, later = profile_file("spring.toml"), profile_file("later.toml")
    later.write_text(
        later.read_text().replace("[answers.schedule]", "[answers.schedule]\nwake = 08:00:00")
    )
    before = read_profile(spring.read_bytes())
    assert run("new", "--answers", later, "--out", spring, "--force").code == 0
    after = read_profile(spring.read_bytes())
    assert after.answers.schedule.wake == time(8)
    assert (after.created, after.revision) == (before.created, 1)
    assert run("check", spring).code == 0


@pytest.mark.parametrize(
    ("found", "put"),
    [
        ("on_days = 10", "on_days = 1000000000000000"),
        ("end = 2026-01-14", "end = 9999-12-31"),
        ("[[protocol.phases]]", "[[protocol.faces]]"),
        ("strength_mg_per_ml = 1", "strength_mg_per_ml = 99"),
    ],
)
def test_new_over_an_edited_profile_believes_none_of_its_figures(run, profile_file, found, put):
    """Issue 19, point 6: what may be in a calendar follows from the answers; the file holds after
    the save, and the days that it remembers are those of a plan.
    """
    spring, later = profile_file("spring.toml"), profile_file("later.toml")
    spring.write_text(spring.read_text().replace(found, put))
    later.write_text(
        later.read_text().replace("[answers.schedule]", "[answers.schedule]\nwake = 08:00:00")
    )
    assert run("new", "--answers", later, "--out", spring, "--force").code == 0
    assert run("check", spring).code == 0
    earlier = read_profile(spring.read_bytes()).calendar
    assert earlier is None or (earlier.last - earlier.first).days < 300


def test_new_over_a_shared_profile_is_a_first_revision(run, profile_file):
    """Issue 19, point 6: a shared profile has no time of creation that a calendar goes by."""
    spring = profile_file("spring.toml")
    shared = spring.with_name("shared.toml")
    assert run("share", spring, "--out", shared).code == 0
    assert run("new", "--answers", spring, "--out", shared, "--force").code == 0
    assert read_profile(shared.read_bytes()).revision == 0


@pytest.mark.parametrize("kind", ["link", "folder", "pipe"])
def test_force_replaces_files_only(run, spring, tmp_path, kind):
    """A link, a folder or a pipe is not replaced, and what a link leads to is not written to."""
    out = tmp_path / "out"
    {"link": lambda: out.symlink_to(spring), "folder": out.mkdir, "pipe": lambda: os.mkfifo(out)}[
        kind
    ]()
    before = spring.read_bytes(), out.lstat().st_ino
    assert run("share", spring, "--out", out, "--force").code == 6
    assert (spring.read_bytes(), out.lstat().st_ino) == before


def test_force_makes_no_folder(run, spring):
    """No folder is made for a result, and the profile folder only where it is written to."""
    assert run("share", spring, "--out", "no/p.toml", "--force").code == 6
    assert not Path("no").exists()
