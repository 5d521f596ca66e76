"""The names of files that are printed are names of files."""

import json
import os
import subprocess

import pytest

STRANGE = (
    "plain.toml",
    "with a space.toml",
    "e\u0301 decomposed.toml",
    "\u00e9 composed.toml",
    "x" * 200 + ".toml",
    "x" * 199 + "y.toml",
    "line\nfeed.toml",
    "escape\x1b[31m'\\.toml",
    "override\u202e.toml",
    "joined\u200d.toml",
    "undecodable\udcff.toml",
    "undecodable\udcfe.toml",
    "tag\U000e0041.toml",
)


@pytest.fixture
def strange(tmp_path, profile_file):
    """A profile folder with profiles of strange names, and its path."""
    data = profile_file().read_bytes()
    folder = tmp_path / "home"
    folder.mkdir(exist_ok=True)
    for name in STRANGE:
        (folder / name).write_bytes(data)
    return folder


def test_list_as_json_names_the_files(run, strange):
    """Issue 15, point 17: the name is exact, undecodable bytes included, in printable ASCII."""
    ended = run("list", "--format", "json")
    assert ended.code == 0
    assert all(line.isascii() and line.isprintable() for line in ended.out.splitlines())
    found = [entry["file"] for entry in json.loads(ended.out)]
    assert sorted(found) == sorted(STRANGE)
    assert sorted(found) == sorted(each.name for each in strange.iterdir())


@pytest.mark.usefixtures("strange")
def test_list_names_the_files_as_they_are_typed(run):
    """Issue 17, point 12: in a shell each is that file; none steers the terminal."""
    lines = run("list").out.splitlines()
    assert all(map(str.isprintable, lines))
    files = " ".join(line.partition(" (")[2].partition(")  ")[0] for line in lines)
    ended = subprocess.run(
        ["bash", "-c", f"printf '%s\\0' {files}"], capture_output=True, check=True
    )
    assert sorted(ended.stdout.split(b"\0")[:-1]) == sorted(map(os.fsencode, STRANGE))


@pytest.mark.parametrize("name", STRANGE)
def test_check_names_the_file(run, strange, name):
    """Issue 15, point 17: `check` names exactly the file it was given, on stdout and in an error;
    what could steer a terminal is written as bash reads it.
    """
    path = strange / name
    holds = run("check", path)
    path.write_bytes(b"?")
    damaged = run("check", path)
    assert (holds.code, damaged.code) == (0, 3)
    for said in (holds.out.rpartition(": holds")[0], damaged.err[len("semax-wizard: ") :]):
        shown = said.partition(": not TOML")[0]
        assert shown.isprintable()
        if shown.startswith("$"):
            ended = subprocess.run(
                ["bash", "-c", f"printf %s {shown}"], capture_output=True, check=True
            )
            assert ended.stdout == os.fsencode(path)
        else:
            assert shown == str(path)


def test_what_is_to_be_typed_can_be_typed(run, strange):
    """A command that is proposed names the file as a shell reads it."""
    path = strange / "with a space.toml"
    path.write_text(path.read_text().replace("daily_dose_mcg = 300", "daily_dose_mcg = 900"))
    assert f"new --answers '{path}' --out NEW" in run("check", path).err


@pytest.mark.parametrize("command", [("diff", "-", "-"), ("check", "-", "-")])
def test_stdin_is_read_once(run, command):
    """Issue 15, point 19: the second - would read an empty file."""
    ended = run(*command)
    assert (ended.code, ended.out) == (2, "")
    assert "- is stdin, which is read once: name a file for each other one" in ended.err
