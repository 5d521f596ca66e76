"""Three whole walks in a real terminal: `python -m wizard` in tmux at 80x24, by keyboard alone."""

import os
import shutil
import subprocess
import sys
import time
import tomllib
from datetime import date, timedelta

import pytest

pytestmark = pytest.mark.terminal
_LONGEST = 20


class Terminal:
    """A tmux session with a server of its own."""

    def __init__(self, folder):
        self._socket, self._folder = folder / "tmux", folder

    def __enter__(self):
        home = self._folder / "home"
        command = (
            f"SEMAX_WIZARD_HOME={home} {sys.executable} -m wizard; echo ended with $?; exec"
            " sleep 60"
        )
        self._tmux(
            "-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", "sh", "-c", command
        )
        return self

    def __exit__(self, *_):
        self._tmux("kill-server")

    def _tmux(self, *arguments):
        environment = {
            key: value
            for key, value in os.environ.items()
            if key not in {"TMUX", "NO_COLOR", "COLUMNS", "LINES"}
        }
        command = ["tmux", "-S", str(self._socket), *arguments]
        return subprocess.run(
            command, check=True, capture_output=True, text=True, env=environment
        ).stdout

    @property
    def sees(self):
        """What stands on the screen, as one line."""
        return " ".join(self._tmux("capture-pane", "-p").split())

    @property
    def has_seen(self):
        """The same with everything that has scrolled away."""
        return " ".join(self._tmux("capture-pane", "-p", "-S", "-").split())

    def press(self, *keys):
        """Press keys, in one packet."""
        names = {"enter": "Enter", "space": "Space", "down": "Down", "right": "Right", "tab": "Tab"}
        self._tmux("send-keys", *(names.get(key, key) for key in keys))

    def wait_for(self, words):
        """Wait until these words are on the screen."""
        until = time.monotonic() + _LONGEST
        while words not in (seen := self.sees):
            assert time.monotonic() < until, f"{words!r} was never shown:\n{seen}"
            time.sleep(0.02)

    def answer(self, said, until):
        """Answer every question as `said` until these words are on the screen."""
        end = time.monotonic() + 2 * _LONGEST
        last = ""
        while until not in (seen := self.sees):
            assert time.monotonic() < end, f"{until!r} was never shown:\n{seen}"
            asked = next((question for question in said if question in seen), None)
            if asked is None or asked == last:
                time.sleep(0.02)
                continue
            keys = [*said[asked]]
            if "Screening" in seen:  # what is typed before the page stood is dropped
                time.sleep(0.3)
            if keys[0] == "end":  # the end of a list is marked once it was on the screen
                self.press(keys.pop(0))
                time.sleep(0.2)
            self.press(*keys)
            last = asked

    def go_on(self):
        """Press the first button of a page that begins at none, once it stands."""
        time.sleep(0.3)
        self.press("tab")
        time.sleep(0.1)
        self.press("enter")


@pytest.fixture
def terminal(tmp_path):
    """A terminal with the wizard in it."""
    if shutil.which("tmux") is None:
        missing = "tmux is not installed"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(missing)
    with Terminal(tmp_path) as opened:
        opened.wait_for("What would you like to do?")
        yield opened


def _saved(tmp_path):
    (path,) = (tmp_path / "home").glob("*.toml")
    return tomllib.loads(path.read_text())


def test_first_course_of_drops(terminal, tmp_path, drops):
    """Walk (a): a first course of drops is saved, reopened and printed; the terminal is given
    back.
    """
    terminal.press("enter")
    terminal.answer(drops, "save C change")
    terminal.press("s")
    terminal.wait_for("What do you want to call it?")
    terminal.press("enter")
    terminal.wait_for("Where is it kept?")
    terminal.press("enter")
    terminal.wait_for("It is saved.")
    plan = _saved(tmp_path)["protocol"]
    assert [(phase["last_day"], phase["doses"][0]["count"]) for phase in plan["phases"]] == [
        (5, 4),
        (10, 6),
    ]
    assert plan["next_start"] - plan["end"] == timedelta(days=31)
    terminal.press("s")
    terminal.wait_for("What would you like to do?")
    terminal.press("o", "enter")
    terminal.wait_for("Which profile do you want to open?")
    terminal.press("enter")
    terminal.wait_for("C change S save as")
    terminal.press("s")  # Save as, as nothing was changed
    terminal.wait_for("What do you want to call it?")
    terminal.press("enter")
    terminal.wait_for("Where is it kept?")
    terminal.press("enter")
    terminal.wait_for("It is saved.")
    terminal.press("enter")
    terminal.wait_for("Leave, and print it here")
    terminal.press("l", "enter")
    terminal.wait_for("ended with 0")
    assert "200 mcg daily (4 drops) on days 1 to 5" in terminal.has_seen
    assert "WHEN TO STOP AND SEE A DOCTOR" in terminal.sees


def test_vial(terminal, tmp_path, vial):
    """Walk (b): a vial is 9 units, discarded 28 days after it was made up, with a caution for the
    route.
    """
    terminal.press("enter")
    terminal.answer(vial, "save C change")
    assert "CAUTION" in terminal.sees
    terminal.press("s")
    terminal.wait_for("What do you want to call it?")
    terminal.press("enter")
    terminal.wait_for("Where is it kept?")
    terminal.press("enter")
    terminal.wait_for("It is saved.")
    saved = _saved(tmp_path)
    assert saved["protocol"]["phases"][0]["doses"][0]["count"] == 9
    supply = saved["protocol"]["supply"]
    assert supply["discard"] == [day + timedelta(days=28) for day in supply["opened"]]
    assert supply["opened"] == [saved["protocol"]["start"]]
    assert saved["protocol"]["start"] >= date(2026, 1, 1)
    assert "subcutaneous-less-established" in {
        found["rule"] for found in saved["screening"]["findings"]
    }


def test_seizure_in_childhood(terminal, tmp_path, seizure):
    """Walk (c): a seizure in childhood stops, and neither the screen nor the file shows a dose."""
    terminal.press("enter")
    terminal.answer(seizure, "No plan is made. Do not take Semax.")
    assert "mcg" not in terminal.sees
    terminal.go_on()
    terminal.answer(seizure, "save C change")
    assert "mcg" not in terminal.sees
    terminal.go_on()
    terminal.wait_for("What do you want to call it?")
    terminal.press("enter")
    terminal.wait_for("Where is it kept?")
    terminal.press("enter")
    terminal.wait_for("It is saved.")
    saved = _saved(tmp_path)
    assert saved["screening"]["outcome"] == "stop"
    assert "protocol" not in saved


def test_typed_ahead(terminal, drops):
    """Two answers in one packet each reach the question they were typed for."""
    terminal.press("enter")
    terminal.answer(drops, "How old are you")
    terminal.press("3", "5", "enter", "7", "0", "enter")
    terminal.wait_for("Is this your first course?")
    terminal.press("Escape")
    terminal.wait_for("▌ 70 kg")
