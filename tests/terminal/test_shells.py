"""Completion in real shells: Tab pressed in bash and in zsh, and fish asked for what it would
offer.
"""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.terminal
EVAL = 'eval "$(_SEMAX_WIZARD_COMPLETE={}_source semax-wizard)"'
READY = "clear; echo read''y"


@pytest.fixture
def profiles(tmp_path, program, monkeypatch):
    """A profile folder with one profile in it, and the program on the path."""
    where = tmp_path / "kept"
    where.mkdir()
    (where / "spring-exams.toml").touch()
    monkeypatch.setenv("PATH", f"{Path(program).parent}:{os.environ['PATH']}")
    return where


def needs(shell):
    """That shell is there, or the test is skipped; in CI it fails."""
    if shutil.which(shell) is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(
            f"{shell} is not installed"
        )


def seen(tmux, words):
    """Whether these words come to stand on the screen."""
    until = time.monotonic() + 10
    joined = words.replace(" ", "")  # a long path goes over the end of a line
    while joined not in tmux.sees.replace(" ", "") and time.monotonic() < until:
        time.sleep(0.05)
    assert joined in tmux.sees.replace(" ", ""), tmux.sees
    return True


@pytest.mark.parametrize(
    ("shell", "start"),
    [
        ("bash", EVAL.format("bash")),
        ("zsh", f"autoload -Uz compinit; compinit -u -D; {EVAL.format('zsh')}"),
    ],
)
def test_tab_completes(profiles, tmux, program, shell, start):
    """The README's line in the shell's start file: Tab completes a command, a profile of the
    folder, an option, a file.
    """
    needs(shell)
    tmux.press(
        f"export PATH={Path(program).parent}:$PATH SEMAX_WIZARD_HOME=../{profiles.name}; touch"
        " plan.toml",
        "Enter",
    )
    if shell == "zsh":
        tmux.press("PS1='$ ' exec zsh -f", "Enter")
    tmux.press(f"{start}; {READY}", "Enter")
    assert seen(tmux, "ready")
    tmux.press("semax-wizard tod", "Tab", "spr", "Tab", "--da", "Tab")
    assert seen(tmux, "/kept/spring-exams.toml --date")
    tmux.press("C-u", "semax-wizard pla", "Tab", "--pl", "Tab")
    assert seen(tmux, "semax-wizard plan.toml --plain")


def test_fish_offers_the_same(profiles, home):
    """fish, asked for its completions of a command line."""
    needs("fish")
    home.mkdir()

    def offers(line):
        script = f'_SEMAX_WIZARD_COMPLETE=fish_source semax-wizard | source; complete -C "{line}"'
        environment = os.environ | {
            "SEMAX_WIZARD_HOME": str(profiles),
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home),
        }
        ended = subprocess.run(
            ["fish", "--no-config", "-c", script],
            capture_output=True,
            text=True,
            check=True,
            cwd=home,
            env=environment,
        )
        return [each.split("\t")[0] for each in ended.stdout.splitlines()]

    assert offers("semax-wizard tod") == ["today"]
    assert offers("semax-wizard today spr") == [f"{profiles}/spring-exams.toml"]
    assert offers("semax-wizard show one.toml --format m") == ["markdown"]
