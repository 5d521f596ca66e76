import re

import pytest

from wizard.cli.program import COMMANDS, MANUAL


@pytest.fixture
def completes(run, monkeypatch, tmp_path):
    """What bash is offered after these words, as `kind,value`; with two profiles in the folder, two
    files and a folder here.
    """
    home = tmp_path / "home"
    home.mkdir()
    for name in ("spring.toml", "summer.toml", "a b.toml", "\N{ESCAPE}[31m.toml", "notes.txt"):
        (home / name).touch()
    (tmp_path / "here.toml").touch()

    def offered(line):
        monkeypatch.setenv("_SEMAX_WIZARD_COMPLETE", "bash_complete")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(line.count(" ")))
        ended = run()
        assert (ended.code, ended.err) == (0, "")
        return [each.replace(f"{home}/", "~home/") for each in ended.out.split()]

    return offered


def test_the_first_word_is_a_command_or_a_profile(completes):
    """A first word that is no command is a FILE, and is completed as one."""
    assert completes("semax-wizard ") == [f"plain,{name}" for name in COMMANDS]
    assert completes("semax-wizard to") == ["file,to", "plain,today"]
    assert completes("semax-wizard sp") == ["plain,~home/spring.toml"]
    assert completes("semax-wizard her") == ["plain,here.toml"]
    assert completes("semax-wizard /et") == ["file,/et"]
    assert completes("semax-wizard --v") == ["plain,--version"]


@pytest.mark.parametrize(
    "before",
    [
        "show",
        "today",
        "share",
        "why",
        "check",
        "check one.toml",
        "diff",
        "diff one.toml",
        "new --answers",
    ],
)
def test_profiles_are_completed_by_name_wherever_they_are(completes, before):
    """FILE is completed with the profiles here and in the profile folder, whose path nobody
    remembers; else as any file.
    """
    assert completes(f"semax-wizard {before} s") == [
        "plain,~home/spring.toml",
        "plain,~home/summer.toml",
    ]
    assert completes(f"semax-wizard {before} ") == [
        "plain,here.toml",
        "plain,~home/spring.toml",
        "plain,~home/summer.toml",
    ]
    assert completes(f"semax-wizard {before} x") == ["file,x"]
    assert completes(f"semax-wizard {before} ./h") == ["file,./h"]


@pytest.mark.parametrize("before", ["show one.toml", "share one.toml", "new"])
def test_a_file_to_write_is_any_file(completes, before):
    """--out names a new file, so no profile is offered to write over."""
    assert completes(f"semax-wizard {before} --out s") == ["file,s"]


def test_topics_are_completed(completes):
    """Issue 18, 2: what `guide` takes by name."""
    assert completes("semax-wizard guide which") == ["plain,which-compound", "plain,which-form"]


def test_options_and_their_choices_are_completed(completes):
    """After a command and after a FILE that opens the wizard alike."""
    assert completes("semax-wizard show one.toml --format p") == ["plain,pdf"]
    assert completes("semax-wizard show one.toml --pa") == ["plain,--paper"]
    assert completes("semax-wizard one.toml --p") == ["plain,--plain"]


@pytest.mark.parametrize(
    "line",
    [
        "semax-wizard --version ",
        "semax-wizard shwo o",
        "semax-wizard why a b c",
        "semax-wizard nothing/x y",
    ],
)
def test_nothing_else_is_said_to_a_shell_that_asks(completes, line):
    """Neither a version nor advice on a misspelt command ever stands among what is offered."""
    assert all(re.fullmatch(r"(plain|file),[\w./~-]*", each) for each in completes(line))


def test_a_profile_folder_that_cannot_be_read_completes_nothing(completes, monkeypatch, tmp_path):
    """A shell shows no errors."""
    monkeypatch.setenv("SEMAX_WIZARD_HOME", str(tmp_path / "here.toml"))
    assert completes("semax-wizard show s") == ["file,s"]


def test_the_manual_stands_in_help(run):
    """--help is the manual page: exit codes, files, environment and completion, each line as it is
    written.
    """
    shown = run("--help").out
    for line in MANUAL.removeprefix("\b\n").replace("\n\n\b\n", "\n\n").splitlines():
        assert line in shown
    for name in COMMANDS:
        assert f"Example: semax-wizard {name}" in run(name, "--help").out
