"""Hostile files: refused with one clear line, in little time and memory, without an escape reaching
the terminal.
"""

import resource
import subprocess
import sys
import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from tests.tools import crowded_files
from wizard.errors import MOST_PROBLEMS, InvalidInputError
from wizard.profile.comparison import held
from wizard.profile.draft import resumable, take
from wizard.profile.folder import ProfileFolder
from wizard.profile.library import entries

COMMANDS = (("check",), ("show",), ("today",), ("share",), ("new", "--answers"))
MARKUP = (
    "[@click=app.quit]x[/]",
    "[link=http://example.org]x[/link]",
    "[/]",
    "[mg]",
    "[bold red]dose[/]",
    "<script>alert(1)</script>",
    "&lt;b&gt;",
    "${HOME}",
    "`rm -rf ~`",
    "$(touch owned)",
    "%n%s%p",
    "../../etc/passwd",
    "-rf",
    "--out=x",
    "\\u001b[31m",
    "'; DROP TABLE",
    "{0.__class__}",
    "é́́́́",
    "\N{ARABIC LETTER ALEF}\N{HEBREW LETTER ALEF}",
    "漢字 名",
)


def plain(data, lines):
    """Whether these bytes are that many lines of text that steers nothing."""
    text = data.decode("utf-8")
    return text.count("\n") == lines and all(line.isprintable() for line in text.splitlines())


def is_refusal(ended, code):
    """Whether a run ended with this code, one line on stderr, nothing on stdout and no
    traceback.
    """
    clear = (
        ended.err.startswith(b"semax-wizard: ")
        and b"Traceback" not in ended.err
        and b"defect" not in ended.err
    )
    return ended.code == code and ended.out == b"" and plain(ended.err, 1) and clear


def test_the_corpus_is_large(corpus):
    """There are at least 150 hostile files, and a few things that are no files."""
    invalid, system = corpus
    assert len(invalid) >= 150
    assert len(system) >= 12


def test_invalid_files(run, corpus):
    """Each hostile file is refused by `check` with exit 3 and one line."""
    invalid, _ = corpus
    for path in invalid:
        ended = run("check", path)
        assert is_refusal(ended, 3), (path.name, ended)


@pytest.mark.parametrize("command", COMMANDS[1:], ids=" ".join)
def test_invalid_files_with_other_commands(run, corpus, command):
    """Every command that reads a profile refuses the same files in the same way."""
    invalid, _ = corpus
    for path in invalid[::3]:
        ended = run(*command, path)
        derived_only = command[0] == "new" and path.name.startswith(
            ("screening", "protocol", "referral")
        )  # `new` ignores what is derived
        assert is_refusal(ended, 3) or derived_only, (path.name, ended)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_what_is_no_file(run, corpus, command):
    """A folder, FIFO, socket, device, dangling link or missing file is refused at once, exit 6."""
    _, system = corpus
    for path in system:
        ended = run(*command, path)
        assert is_refusal(ended, 6), (path.name, ended)


def test_list_marks_them_all(corpus, catalog, run, monkeypatch):
    """`list` over a folder of nothing but hostile files has a line for each, and ends with 0."""
    invalid, system = corpus
    for folder in (invalid[0].parent, system[0].parent):
        names = [each.name for each in folder.iterdir() if each.suffix == ".toml"]
        found = entries(ProfileFolder(folder), date(2026, 1, 5), catalog)
        assert len(found) == len(names)
        assert all(each.problem and str(each).isprintable() for each in found)
    monkeypatch.setenv("SEMAX_WIZARD_HOME", str(system[0].parent))
    ended = run("list")
    assert (ended.code, ended.err) == (0, b"")
    assert plain(ended.out, len(names))


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_text(run, personal, shared, tmp_path, text):
    """What looks like markup, a format or a command in a name is printed as it stands, by every
    command.
    """
    path, other = tmp_path / "a.toml", tmp_path / "b.toml"
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    path.write_text(personal.replace("A plan", quoted), encoding="utf-8")
    other.write_text(shared.replace("A plan", quoted), encoding="utf-8")
    made = run("new", "--answers", path, "--out", tmp_path / "c.toml")
    assert (made.code, made.err) == (0, b"")
    for command in (
        ("today", "c.toml"),
        ("share", "c.toml"),
        ("diff", "c.toml", "b.toml"),
        ("new", "--answers", "c.toml"),
    ):
        ended = run(*command)
        assert ended.code == 0, ended
        assert (quoted if command[0] in {"share", "new"} else text) in ended.out.decode(), ended
        assert all(line.isprintable() for line in ended.out.decode().splitlines())
    shown = run("show", "c.toml")
    assert b"\x1b" not in shown.out
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.toml", "b.toml", "c.toml"]


@pytest.mark.parametrize(
    "name",
    ["\x1b[31mred.toml", "a\nb.toml", "\u202egnp.toml", "\udcff.toml", "[bold].toml", "-x.toml"],
)
def test_hostile_file_names(run, tmp_path, name):
    """A file name is shown without what could steer a terminal, in errors, in results and in
    lists.
    """
    (tmp_path / name).write_text("?")
    for arguments in (
        ("check", f"./{name}"),
        ("diff", f"./{name}", f"./{name}"),
        ("show", f"./{name}"),
    ):
        assert is_refusal(run(*arguments), 3)
    ended = run("check", f"./{name}.none")
    assert is_refusal(ended, 6)


def test_a_crowded_profile_gets_one_line(run, tmp_path):
    """Issue 15, point 14: 300 profiles of 62 kB with as much wrong as they can hold get a line
    each. What time they take, the benchmark says.
    """
    path, crowded = tmp_path / "x.toml", list(crowded_files.crowded())
    assert len(crowded) >= 300
    for name, data in crowded:
        assert len(data) <= 64 * 1024, name
        path.write_bytes(data)
        ended = run("check", path)
        assert ended.code in {3, 5}, (name, ended)
        assert plain(ended.err, 1), (name, ended)
        assert plain(ended.out, ended.code == 5), (name, ended)


def test_a_crowded_draft_is_set_aside_or_offered_in_a_line(catalog, tmp_path):
    """Issue 15, point 14: 60 drafts of 62 kB with as much wrong as they can hold."""
    folder, today = ProfileFolder(tmp_path), date(2026, 1, 5)
    crowded = list(crowded_files.drafts())
    assert len(crowded) >= 60
    for name, data in crowded:
        for each in tmp_path.iterdir():
            each.unlink()
        (tmp_path / ".draft-0123456789ab.toml").write_bytes(data)
        found = resumable(folder, catalog)
        assert all(each.where(today).isprintable() for each in found), name
        for each in found:
            assert take(folder, each, catalog, today) is not None, name


def test_problems_are_counted_to_a_hundred(catalog):
    """Issue 15, point 14: problems after the first hundred are not even made, so that no file takes
    much memory.
    """
    counted = []
    for name, data in crowded_files.crowded():
        if name.endswith((" phases", " differ")):
            tracemalloc.start()
            try:
                held(data, catalog)
            except InvalidInputError as error:
                counted.append(len(error.problems))
            _now, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            assert most < 8_000_000, name
    assert max(counted) == MOST_PROBLEMS


LIMITED = (
    "sparse",
    "8 MB",
    "a dotted key",
    "arrays over lines",
    "arrays in arrays",
    "tables in tables",
    "an exponent",
    "random",
    "fifo",
    "zero",
)


MEASURED = """
import resource, sys
from wizard.cli import main
try:
    main(["check", sys.argv[1]])
except SystemExit as ended:
    used = resource.getrusage(resource.RUSAGE_SELF)
    with open("/proc/self/status") as status:  # ru_maxrss would count what the parent had
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    print(ended.code, used.ru_utime + used.ru_stime, peak * 1024)
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
@pytest.mark.parametrize("what", LIMITED)
def test_time_and_memory(corpus, what):
    """In a process of its own, the worst files take under 1 s of processor time and under 100
    MB.
    """
    invalid, system = corpus
    path = next(path for path in (*invalid, *system) if path.stem.removeprefix("link to ") == what)
    ended = subprocess.run(
        [sys.executable, "-c", MEASURED, path], capture_output=True, check=True, timeout=20
    )
    assert plain(ended.stderr, 1)
    code, seconds, peak = map(float, ended.stdout.split())
    assert code == (6 if path in system else 3)
    assert seconds < 1
    assert peak < 100_000_000


def test_with_no_memory_to_spare(corpus):
    """Where the system gives little memory, the refusal is the same."""
    invalid, _ = corpus
    path = next(path for path in invalid if path.stem == "8 MB")
    ended = subprocess.run(
        [sys.executable, "-m", "wizard", "check", path],
        capture_output=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (200_000_000, 200_000_000)),
    )
    assert ended.returncode == 3
    assert plain(ended.stderr, 1)
