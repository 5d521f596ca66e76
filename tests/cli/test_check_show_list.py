"""`check`, `show`, `list`, `why`, `sources` and the door itself."""

import json
import os
import signal
import stat
import subprocess
import sys
from datetime import date, timedelta

import pytest

from tests.support.wire import PROGRAM, Wire
from wizard.cli.exits import Exit

VIAL = {
    "form": "vial",
    "route": "subcutaneous",
    "product": {"vial_mg": 10, "diluent_ml": 3, "syringe": "u100-0.5ml"},
}


@pytest.mark.parametrize(
    ("changes", "found", "put", "key"),
    [
        pytest.param(
            {},
            "daily_dose_mcg = 300",
            "daily_dose_mcg = 500",
            "protocol.daily_dose_mcg",
            id="dose raised",
        ),
        pytest.param(
            VIAL,
            'outcome = "caution"',
            'outcome = "clear"',
            "screening.outcome",
            id="outcome changed",
        ),
        pytest.param(
            {}, "count = 6", "count = 7", "protocol.phases[0].doses[0].count", id="one count raised"
        ),
        pytest.param(
            {},
            "next_start = 2026-02-14",
            "next_start = 2026-01-20",
            "protocol.next_start",
            id="rest cut short",
        ),
        pytest.param(
            {}, "weight_kg = 70", "weight_kg = 60", "protocol.mcg_per_kg", id="an answer changed"
        ),
    ],
)
def test_an_edited_profile_is_caught(run, profile_file, changes, found, put, key):
    """A figure edited by hand is caught by `check`, exit 5, with its key named; `show` prints none
    of it.
    """
    path = profile_file(**changes)
    text = path.read_text()
    assert found in text
    path.write_text(text.replace(found, put, 1))
    checked, shown = run("check", path), run("show", path)
    assert (checked.code, shown.code, shown.out) == (5, 5, "")
    assert key in checked.out
    assert key in shown.err
    assert "rebuild it" in shown.err


def test_a_removed_finding_is_caught(run, profile_file):
    """A finding cut out of the file is caught by `check`."""
    path = profile_file(**VIAL)
    head, _, tail = path.read_text().partition("[[screening.findings]]")
    rest = tail[tail.index("[protocol]") :]
    path.write_text(f"{head}findings = []\n\n{rest}" if "findings" not in head else f"{head}{rest}")
    ended = run("check", path)
    assert ended.code == 5
    assert "screening.findings" in ended.out


@pytest.mark.parametrize(
    "command",
    ["check", "show", "today", "why", "share", "diff"],
)
def test_another_edition_is_named_and_no_figure_of_it_is_printed(run, profile_file, command):
    """profiles/README.md: a profile of another edition, whatever it holds, is exit 5 in one line
    that says what to do; `today` names the course and its dates.
    """
    path = profile_file()
    old = path.read_text().replace('catalog = "2026.12"', 'catalog = "2026.11"')
    for text in (old, old.replace("daily_dose_mcg = 300", "daily_dose_mcg = 250")):
        path.write_text(text)
        ended = run(command, path, *([path] if command == "diff" else []))
        assert (ended.code, ended.err.count("\n")) == (5, 1)
        assert "catalog: made with catalog 2026.11, this is 2026.12" in ended.err
        assert "open it in the wizard" in ended.err
        named = "Spring exam block, 5 to 14 January 2026: no dose is told.\n"
        assert ended.out == (named if command == "today" else "")


def test_answers_of_another_edition_are_refused(run, profile_file, tmp_path):
    """profiles/README.md: `new --answers` takes a profile of this edition (3 for another), or the
    answers alone.
    """
    path = profile_file()
    text = path.read_text().replace('catalog = "2026.12"', 'catalog = "2026.11"')
    path.write_text(text)
    ended = run("new", "--answers", path, "--out", tmp_path / "new.toml")
    assert (ended.code, ended.out) == (3, "")
    assert "made with catalog 2026.11, this is 2026.12; open it in the wizard" in ended.err
    assert not (tmp_path / "new.toml").exists()
    path.write_text(text[text.index("[answers]") : text.index("[screening]")])
    assert run("new", "--answers", path).code == 0


def test_check_many(run, profile_file, tmp_path):
    """`check` prints one line for each file and exits with the highest code."""
    good, stopped = (
        profile_file("good.toml"),
        profile_file("stop.toml", screening={"conditions": ["pregnancy"]}),
    )
    (tmp_path / "bad.toml").write_text("not toml")
    ended = run("check", good, stopped, tmp_path / "bad.toml")
    assert ended.code == 3
    assert [line.rpartition("/")[2] for line in ended.out.splitlines()] == [
        "good.toml: holds (clear)",
        "stop.toml: holds (stop)",
    ]
    assert "bad.toml: not TOML" in ended.err
    assert run("check", good, stopped).code == 0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"\xff\xfe", "not UTF-8", id="not UTF-8"),
        pytest.param(b"format = 1\nformat = 1\n", "not TOML", id="not TOML"),
        pytest.param(
            b'format = 2\nkind = "personal"\n', "made by a newer version", id="a newer format"
        ),
        pytest.param(b"x = 1\n" * 20_000, "larger than 64 KiB", id="too large"),
        pytest.param(b"[" + b"a." * 3_000 + b"a]\n", "longer than", id="a line too long"),
        pytest.param(b"x = " + b"[" * 300 + b"]" * 300, "", id="nested too deep"),
        pytest.param(b"x = " + b"9" * 5_000, "", id="a number of 5,000 digits"),
        pytest.param(
            b'format = 1\nkind = "personal"\nname = "a\\u001b[31m"\n', "U+001B", id="an escape"
        ),
        pytest.param(
            'format = 1\nkind = "personal"\nname = "a\u202eb"\n'.encode(),
            "U+202E",
            id="a bidirectional override",
        ),
    ],
)
def test_bad_files(run, tmp_path, content, says):
    """A bad file is one line on stderr without control characters, exit 3."""
    path = tmp_path / "bad.toml"
    path.write_bytes(content)
    ended = run("check", path)
    assert (ended.code, ended.out, ended.err.count("\n")) == (3, "", 1)
    assert says in ended.err
    assert ended.err.rstrip("\n").isprintable()


def test_what_the_system_refuses(run, tmp_path):
    """A folder, a missing file and a FIFO are refused at once, exit 6."""
    os.mkfifo(tmp_path / "fifo")
    for path in (tmp_path, tmp_path / "none.toml", tmp_path / "fifo"):
        ended = run("check", path)
        assert (ended.code, ended.err.count("\n")) == (6, 1)


def test_show_prints_the_summary(run, profile_file):
    """`show` prints the plan on pages of 66 lines and 80 columns."""
    ended = run("show", profile_file(first_time=True))
    assert ended.code == 0
    assert "4 drops" in ended.out or " 4 " in ended.out
    assert max(map(len, ended.out.splitlines())) <= 80
    assert all(page.count("\n") <= 66 for page in ended.out.split("\f"))


@pytest.mark.parametrize("conditions", [["pregnancy"], ["diabetes"]])
def test_show_of_a_screened_out_profile(run, profile_file, conditions):
    """`show` of a stop or clinician profile prints the reasons, exit 0."""
    ended = run("show", profile_file(screening={"conditions": conditions}))
    assert ended.code == 0
    assert ended.out


def test_list(run, profile_file, tmp_path):
    """`list` shows name, outcome, dose and place in the cycle, and marks what is damaged."""
    home = tmp_path / "home"
    home.mkdir()
    today = date.today()  # noqa: DTZ011 - the program goes by the local date too
    profile_file("home/running.toml", schedule={"start": (today - timedelta(days=3)).isoformat()})
    profile_file("home/stopped.toml", screening={"symptoms": ["mood-change"]})
    (home / "broken.toml").write_text("?")
    ended = run("list")
    assert ended.code == 0
    assert "Spring exam block (running.toml)  clear  300 mcg daily  day 4 of 10" in ended.out
    assert "Spring exam block (stopped.toml)  stop  no dose" in ended.out
    assert "broken.toml: damaged: not TOML" in ended.out
    rows = json.loads(run("list", "--format", "json").out)
    assert [row["file"] for row in rows] == ["broken.toml", "running.toml", "stopped.toml"]


def test_version_and_help(run):
    """`--version` names the catalog edition; `-h` works on every command."""
    assert run("--version").out == "semax-wizard 1.1.0 (catalog 2026.12)\n"
    for command in ((), ("new",), ("check",), ("show",), ("list",), ("why",), ("sources",)):
        ended = run(*command, "-h")
        assert (ended.code, ended.out.startswith("Usage: semax-wizard")) == (0, True)


@pytest.mark.parametrize(
    "arguments", [("--nope",), ("show",), ("chekc",), ("new",), ("show", "x", "--format", "docx")]
)
def test_wrong_usage(run, arguments):
    """Wrong usage is one line on stderr, exit 2."""
    ended = run(*arguments)
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)


def test_no_terminal(run):
    """Without a terminal the wizard says so in one line and points to `new`."""
    ended = run()
    assert ended.code == 2
    assert "needs a terminal" in ended.err
    assert "new --answers" in ended.err


@pytest.mark.parametrize(("value", "without"), [(None, False), ("", False), ("1", True)])
def test_an_empty_no_color_is_none(run, monkeypatch, value, without):
    """NO_COLOR takes colours away where it is set and not empty, as no-color.org has it (issue 15,
    point 20).
    """
    monkeypatch.delenv("NO_COLOR", raising=False)
    if value is not None:
        monkeypatch.setenv("NO_COLOR", value)
    opened = []
    monkeypatch.setattr("wizard.cli.commands.wizard._no_terminal", lambda: None)
    monkeypatch.setattr("wizard.tui.run", opened.append)
    assert run().code == 0
    assert [app.no_color for app in opened] == [without]


@pytest.mark.parametrize(
    ("command", "whose"),
    [(["show", "--bogus"], "semax-wizard show"), (["--bogus"], "semax-wizard")],
)
def test_a_wrong_option_points_to_the_help_of_its_command(run, command, whose):
    """profiles/README.md: wrong usage is exit 2 and one line, which names the help that lists what
    there is.
    """
    ended = run(*command)
    assert ended.code == 2
    assert ended.err.splitlines()[-1].endswith(f"see {whose} --help")


def test_a_closed_pipe_ends_quietly(profile_file):
    """`show FILE | head -1` ends without a word on stderr."""
    command = f"{sys.executable} -m wizard show {profile_file()} | head -1"
    ended = subprocess.run(
        ["bash", "-c", f"{command}; echo ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stderr == ""
    assert ended.stdout.splitlines()[-1] == "0"


@pytest.mark.parametrize(
    "command",
    ["show {}", "check {}", "--help", "--version", "schema", "sources", "show {} --format pdf"],
)
def test_a_pipe_that_nobody_reads_is_no_defect(profile_file, command):
    """Whoever went away before the first word came is no defect of the program either."""
    called = [sys.executable, "-m", "wizard", *command.format(profile_file()).split()]
    nobody, pipe = os.pipe()
    os.close(nobody)
    ended = subprocess.run(called, stdout=pipe, stderr=subprocess.PIPE, check=False)
    os.close(pipe)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_what_is_redirected_is_utf8(answers_file):
    """A profile is UTF-8 wherever it was made: a locale of another encoding changes nothing in
    it.
    """
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    command = [
        sys.executable,
        "-m",
        "wizard",
        "new",
        "--answers",
        str(answers_file()),
        "--name",
        "Prüfung",
    ]
    made = subprocess.run(command, capture_output=True, check=True, env=environment)
    assert 'name = "Prüfung"' in made.stdout.decode("utf-8")


def test_an_interruption_while_it_starts():
    """Ctrl+C before anything is loaded ends the program as it ends any other, without a
    traceback.
    """
    code = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may ignore it
from wizard.__main__ import run
class Interrupts:
    def find_spec(self, name, *_):
        if name == "wizard.cli":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupts())
run()
"""
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (-signal.SIGINT, "")


@pytest.mark.parametrize(
    ("streams", "code"),
    [
        ("check {there} >&-", 6),
        ("check {there} <&-", 0),
        ("check {there} >&- 2>&- <&-", 6),
        ("--version >&-", 6),
        ("--plain >&-", 6),
        ("new --answers {there} --out {nowhere} >&-", 0),
        ("check {nowhere} 2>&-", 6),
        ("check {nowhere} 2>/dev/full", 6),
        ("check {there} >/dev/full", 6),
    ],
)
def test_streams_that_are_closed_or_full(profile_file, tmp_path, streams, code):
    """The exit code is the contract's whoever can be told, and there is never a traceback."""
    command = streams.format(there=profile_file(), nowhere=tmp_path / "nowhere.toml")
    ended = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m wizard {command}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == code
    assert "Traceback" not in ended.stderr
    assert "defect" not in ended.stderr


def test_stdin_and_stdout(answers_file):
    """`-` stands for stdin, and for stdout."""
    data = answers_file().read_bytes()
    command = [sys.executable, "-m", "wizard", "new", "--answers", "-", "--out", "-"]
    ended = subprocess.run(command, input=data, capture_output=True, check=True)
    checked = subprocess.run(
        [sys.executable, "-m", "wizard", "check", "-"],
        input=ended.stdout,
        capture_output=True,
        check=True,
    )
    assert checked.stdout == b"stdin: holds (clear)\n"
    edited = ended.stdout.replace(b"count = 6", b"count = 7")
    refused = subprocess.run(
        [sys.executable, "-m", "wizard", "show", "-"],
        input=edited,
        capture_output=True,
        check=False,
    )
    assert refused.returncode == 5
    assert refused.stderr.endswith(b"rebuild it with semax-wizard new --answers - --out NEW\n")


@pytest.mark.parametrize("begun", [b"", b"format = 1\n"])
@pytest.mark.parametrize("command", ["check -", "show -", "new --answers -"])
def test_input_that_would_have_to_be_waited_for(begun, command):
    """Stdin that gives nothing yet and does not wait is one line and exit 6, never half a file
    (issue 15, point 13).
    """
    theirs, mine = os.pipe2(os.O_NONBLOCK)
    os.write(mine, begun)
    ended = subprocess.run(
        [sys.executable, "-m", "wizard", *command.split()],
        stdin=theirs,
        capture_output=True,
        text=True,
        check=False,
    )
    os.close(theirs)
    os.close(mine)
    said = "semax-wizard: stdin: cannot be read (nothing stands there yet); name a file\n"
    assert (ended.returncode, ended.stdout, ended.stderr) == (6, "", said)


def test_a_file_that_never_ends_is_an_entry_like_any_other(
    run, profile_file, tmp_path, monkeypatch
):
    """A file of the system that would have to be waited for is told, and `list` and `check` go on
    (issue 15, point 13).
    """
    (tmp_path / "home").mkdir()
    profile_file("home/a.toml")
    (tmp_path / "home" / "kmsg.toml").symlink_to("/proc/kmsg")
    fstat = os.fstat
    theirs, mine = os.pipe2(os.O_NONBLOCK)
    opened = os.open
    monkeypatch.setattr(
        "os.open",
        lambda path, *rest, **more: (
            os.dup(theirs) if "kmsg" in str(path) else opened(path, *rest, **more)
        ),
    )
    regular = fstat(opened(__file__, os.O_RDONLY))
    monkeypatch.setattr(
        "os.fstat",
        lambda handle: regular if stat.S_ISFIFO(fstat(handle).st_mode) else fstat(handle),
    )
    first, second = json.loads(run("list", "--format", "json").out)
    assert first["outcome"] == "clear"
    assert second["problem"].startswith("cannot be read (nothing stands there yet)")
    ended = run("check", "home/kmsg.toml", "home/a.toml")
    assert (ended.code, ended.err.count("\n")) == (6, 1)
    assert "a.toml: holds" in ended.out
    os.close(mine)
    os.close(theirs)


def test_a_profile_whose_name_begins_like_an_option(run, profile_file, tmp_path):
    """After `--` such a name is a file, and a message names it so that it can be typed
    (issue 15, point 20).
    """
    edited = profile_file("-x.toml").read_text().replace("mcg = 300", "mcg = 301", 1)
    (tmp_path / "-x.toml").write_text(edited)
    assert "needs a terminal" in run("--", "-x.toml").err
    assert "needs a terminal" in run("--", "-").err
    assert "-y.toml: there is no such file" in run("--plain", "--", "-y.toml").err
    ended = run("show", "--", "-x.toml")
    assert ended.err.endswith("new --answers ./-x.toml --out NEW\n")
    (tmp_path / "my plan.toml").write_text(edited)
    assert run("show", "my plan.toml").err.endswith("new --answers 'my plan.toml' --out NEW\n")
    assert "No such option" in run("-x.toml").err


def test_no_folder_is_made_for_a_result(run, profile_file, tmp_path):
    """A result for a folder that does not exist is refused with what to do, and makes none."""
    path = profile_file()
    for command in ("new --answers", "share", "show"):
        ended = run(*command.split(), path, "--out", "no/such/p.toml")
        assert ended.code == 6
        assert ended.err.endswith(
            "p.toml: cannot be written (there is no such folder); make the folder first\n"
        )
    assert not (tmp_path / "no").exists()


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("{wizard} 2>told", "stderr is redirected"),
        ("{wizard} >&- 2>told", "needs a terminal"),
        ("TERM=vt100 {wizard}", "(TERM is vt100)"),
        ("TERM=ansi {wizard}", "(TERM is ansi)"),
        ("TERM=vt100-nav {wizard}", "(TERM is vt100-nav)"),
        ("TERM= {wizard}", "(TERM is not set)"),
    ],
)
def test_what_the_wizard_cannot_be_drawn_on(tmp_path, command, told):
    """A terminal that is none, in part, or that cannot draw: one line, exit 2, and nothing of the
    screen anywhere (issue 15, point 9).
    """
    with Wire(["sh", "-c", command.format(wizard=PROGRAM)], tmp_path / "home") as wire:
        assert wire.ended(within=10) == Exit.USAGE
        wire.rest(0.1)
        file = tmp_path / "home" / "told"
        said = wire.raw + (file.read_bytes() if file.exists() else b"")
        assert told in said.decode()
        assert "--plain" in said.decode()
        assert said.count(b"\n") == 1
        assert b"\x1b" not in said
