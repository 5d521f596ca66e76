"""The option on the command line: what goes with it, and what a kiosk does without a terminal."""

import os
import subprocess
import sys

import pytest

from wizard.cli import main

PROGRAM = [sys.executable, "-m", "wizard"]
ALONE = (
    "--kiosk takes no file, no command and no option but --plain, --no-mouse and --lang; see"
    " semax-wizard --help"
)
NO_COMMANDS = "semax-wizard: this host takes no commands and no files; connect without any\n"


@pytest.fixture
def run(home):
    """Run the program with these arguments and this input, without a terminal."""

    def call(*arguments, typed="", **more):
        environment = {**os.environ, "SEMAX_WIZARD_HOME": str(home), "ACCESSIBLE": "", **more}
        return subprocess.run(
            [*PROGRAM, *arguments],
            input=typed,
            capture_output=True,
            text=True,
            env=environment,
            timeout=60,
            check=False,
        )

    return call


@pytest.mark.parametrize(
    "arguments",
    [
        ("--kiosk", "a.toml"),
        ("--kiosk", "-"),
        ("--kiosk", "list"),
        ("--kiosk", "show", "/etc/passwd"),
        ("--kiosk", "--plain", "a.toml"),
        ("--kiosk", "--debug"),
        ("--kiosk", "--", "a.toml"),
    ],
)
def test_nothing_goes_with_it(capsys, arguments):
    """No file, no command, and no traceback that would name paths: one line, exit 2."""
    with pytest.raises(SystemExit) as ending:
        main(arguments)
    assert ending.value.code == 2
    assert capsys.readouterr().err == f"semax-wizard: {ALONE}\n"


@pytest.mark.parametrize(
    "arguments", [("--kiosk", "-c", "id"), ("a.toml", "--kiosk"), ("list", "--kiosk")]
)
def test_it_stands_alone(capsys, arguments):
    """It is an option of the program itself."""
    with pytest.raises(SystemExit) as ending:
        main(arguments)
    assert ending.value.code == 2
    assert "o such option" in capsys.readouterr().err


@pytest.mark.parametrize("sent", ["sh", "--plain", "list", "\x1b[2J", "../x", " "])
@pytest.mark.parametrize("plain", [(), ("--plain",)])
def test_a_command_that_a_client_sent(capsys, monkeypatch, home, sent, plain):
    """It is refused in one line that does not repeat it, and nothing is begun."""
    monkeypatch.setenv("SSH_ORIGINAL_COMMAND", sent)
    with pytest.raises(SystemExit) as ending:
        main(["--kiosk", *plain])
    assert ending.value.code == 2
    assert tuple(capsys.readouterr()) == ("", NO_COMMANDS)
    assert list(home.iterdir()) == []


def test_without_a_terminal_it_asks_in_lines(run, home):
    """A visitor cannot type --plain: where there is no terminal, line mode it is."""
    ended = run("--kiosk", typed="\nquit\n")
    assert ended.stdout.startswith("Semax wizard, line by line.")
    assert "What would you like to do?" in ended.stdout
    assert ended.stderr == ""
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    "sent",
    [
        {"_SEMAX_WIZARD_COMPLETE": "bash_source"},
        {
            "_SEMAX_WIZARD_COMPLETE": "bash_complete",
            "COMP_WORDS": "semax-wizard show ",
            "COMP_CWORD": "2",
        },
        {"TEXTUAL_LOG": "log", "TEXTUAL_SCREENSHOT": "1", "TEXTUAL_PRESS": "q"},
    ],
    ids=["a shell's source", "a shell's completion", "Textual's own"],
)
def test_variables_that_a_client_sends(run, home, tmp_path, monkeypatch, sent):
    """Where a host lets them through, they run no shell, list no folder and write no file."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "theirs.toml").touch()
    ended = run("--kiosk", typed="quit\n", **sent)
    assert ended.stdout.startswith("Semax wizard, line by line.")
    assert "theirs" not in ended.stdout
    assert {path.name for path in tmp_path.iterdir()} <= {"theirs.toml", home.name, "outside"}


def test_textual_never_sees_what_a_client_sent(home):
    """Textual reads its variables when it is imported; by then a kiosk has forgotten them."""
    code = (
        "import atexit, os, wizard.__main__; atexit.register(lambda: print(*os.environ));"
        " wizard.__main__.run()"
    )
    sent = {
        "TEXTUAL_LOG": "x",
        "TEXTUAL_DRIVER": "x",
        "SSH_ORIGINAL_COMMAND": "ends it here",
        "SEMAX_WIZARD_HOME": str(home),
    }
    ended = subprocess.run(
        [sys.executable, "-c", code, "--kiosk"],
        capture_output=True,
        text=True,
        env={**os.environ, **sent},
        check=False,
    )
    assert ended.returncode == 2
    assert "SSH_ORIGINAL_COMMAND" in ended.stdout
    assert "TEXTUAL" not in ended.stdout


def test_a_folder_that_cannot_be_had_is_one_line(run, tmp_path):
    """Where the folder cannot be opened, that is said, without its path."""
    (tmp_path / "file").write_text("x")
    ended = run("--kiosk", SEMAX_WIZARD_HOME=str(tmp_path / "file" / "x"))
    assert ended.returncode == 6
    assert (
        ended.stderr
        == "semax-wizard: kiosk: the profile folder cannot be opened (Not a directory); check it"
        " and its permissions\n"
    )


def test_a_folder_is_named_in_any_way(run, home):
    """A host may name the folder by a path with `..` in it; what is in it is as much in reach."""
    ended = run("--kiosk", typed="1\n1\n", SEMAX_WIZARD_HOME=f"{home}/../{home.name}")
    assert "your answers are kept as a draft" in ended.stderr
    assert {path.name[:7] for path in home.iterdir()} == {".draft-"}


def test_input_that_ends_keeps_the_draft(run, home):
    """A connection that ends in the middle leaves a draft in the folder, and the next visit offers
    it.
    """
    ended = run("--kiosk", typed="\n1\n1\n")
    assert ended.returncode == 3
    assert "your answers are kept as a draft" in ended.stderr
    assert {path.name[:7] for path in home.iterdir()} == {".draft-"}
    assert "Resume: " in run("--kiosk").stdout
