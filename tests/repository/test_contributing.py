"""CONTRIBUTING's worked changes, made: applied to a copy of the repository, which then does what
the text says.
"""

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest
import tomli_w

from tests.cli.conftest import DROPS

ROOT = Path(__file__).parent.parent.parent
CHANGE = re.compile(
    r"^### (?P<title>Add .*?)\n\nTouches (?P<files>.*?)(?P<remake>; then\s`python -m"
    r" tests\.tools\.remake`)?\.\n.*?"
    r"^```diff\n(?P<diff>.*?)^```\n\nCheck: `pytest (?P<tests>[^`]+)`$",
    re.MULTILINE | re.DOTALL,
)
CHANGES = {
    found["title"]: found
    for found in CHANGE.finditer((ROOT / ".github" / "CONTRIBUTING.md").read_text("utf-8"))
}
ANSWERS = {key: said for key, said in DROPS.items() if key != "schedule"}


class Copy:
    """A copy of the repository, and the program in it."""

    def __init__(self, where, files):
        self.where = where
        for name in files:
            (where / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, where / name)

    def run(self, *command, given="", code=0):
        """Run Python there; gives what it printed."""
        said = os.environ | {
            "PYTHONPATH": str(self.where),
            "SEMAX_WIZARD_HOME": str(self.where / "home"),
        }
        program = [sys.executable, *command]
        ended = subprocess.run(
            program,
            cwd=self.where,
            env=said,
            input=given,
            capture_output=True,
            text=True,
            check=False,
            timeout=3600,
        )
        assert ended.returncode == code, ended.stdout + ended.stderr
        return ended.stdout

    def program(self, *arguments, given="", code=0):
        """Run the program there."""
        return self.run("-m", "wizard", *arguments, given=given, code=code)

    def profile(self, *, code=0, **said):
        """A profile made there of these answers; its file."""
        (self.where / "answers.toml").write_text(tomli_w.dumps({"answers": ANSWERS | said}))
        self.program("new", "--answers", "answers.toml", "--out", f"plan-{code}.toml", code=code)
        return f"plan-{code}.toml"

    def apply(self, diff):
        """Apply a diff as it stands in the document."""
        patch = self.where.parent / "change.diff"
        patch.write_text(diff, encoding="utf-8")
        environment = os.environ | {"GIT_CEILING_DIRECTORIES": str(self.where.parent)}
        ended = subprocess.run(
            ["git", "apply", patch],
            cwd=self.where,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """`copy("Add a goal")` is a copy with that change made and nothing else; made once."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    files, made = [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()], {}

    def changed(title):
        if title not in made:
            made[title] = Copy(tmp_path_factory.mktemp("change") / "copy", files)
            made[title].apply(CHANGES[title]["diff"])
        return made[title]

    return changed


def test_there_are_five_worked_changes():
    """A goal, a condition, a question, an output, a conflict."""
    assert list(CHANGES) == [
        "Add a goal",
        "Add a condition",
        "Add a question",
        "Add an output",
        "Add a conflict",
    ]


@pytest.mark.parametrize("title", CHANGES)
def test_a_change_touches_the_files_it_says(title):
    """A worked change touches the files that its text names, no more and no fewer."""
    touched = re.findall(r"^\+\+\+ b/(.*)$", CHANGES[title]["diff"], re.MULTILINE)
    assert sorted(touched) == re.findall(r"`([^`]+)`", CHANGES[title]["files"])


@pytest.mark.slow
def test_a_goal_is_offered_and_planned(copy):
    """The new goal is among those of line mode, says that no source gives it a figure, and is
    planned like a general course.
    """
    there = copy("Add a goal")
    assert "Writing, music and design" in there.program("--plain", given="new\n", code=3)
    shown = there.program("show", there.profile(goal="creative-work"))
    assert "300 mcg daily (6 drops) on days 1 to 10" in shown
    assert "Writing, music and design" in shown


@pytest.mark.slow
def test_a_condition_is_asked_and_screens_out(copy):
    """Whoever answers yes to the new condition, or not sure, gets no dose, and is told why."""
    there = copy("Add a condition")
    for said in ({"conditions": ["sleep-disorder"]}, {"not_sure": ["sleep-disorder"]}):
        (there.where / "plan-4.toml").unlink(missing_ok=True)
        shown = " ".join(
            there.program(
                "show", there.profile(code=4, screening=ANSWERS["screening"] | said)
            ).split()
        )
        assert "Both sources say that a late dose disturbs sleep" in shown
    answered = ["new", "1", "1", "1", "0.1%", "3", "", "none", "none", "1", "35", "70", "yes"]
    answered += ["none", "none"]  # the first two pages of conditions
    assert "Insomnia or another sleep disorder" in there.program(
        "--plain", given="\n".join(answered) + "\n", code=3
    )


def test_a_question_touches_three_files():
    """Beside tests and translation, a question is the answer, its guardrail and the question
    itself.
    """
    touched = re.findall(r"`(wizard/[^`]+)`", CHANGES["Add a question"]["files"])
    assert [name for name in touched if "/locale/" not in name] == [
        "wizard/catalog/data/guardrails.toml",
        "wizard/interview/questions.py",
        "wizard/protocol/answers.py",
    ]


@pytest.mark.slow
def test_a_question_is_asked_and_its_answer_stands_everywhere(copy):
    """The new question is asked in line mode; its answer is read, bounded, compared, exported, and
    does not travel.
    """
    there, last = copy("Add a question"), date(2025, 11, 20)
    typed = [
        "new",
        "1",
        "1",
        "1",
        "0.1%",
        "3",
        "",
        "none",
        "none",
        "1",
        "35",
        "70",
        "no",
        f"{last}",
        "1",
    ]
    asked = " ".join(there.program("--plain", given="\n".join(typed) + "\n", code=3).split())
    assert "On how many days in a row did you take your last course?" in asked
    assert "1 to 120 days" in asked
    without = there.profile(schedule={"start": date(2026, 1, 5), "last_course_end": last})
    (there.where / without).rename(there.where / "without.toml")
    plan = there.profile(
        schedule={"start": date(2026, 1, 5), "last_course_end": last, "last_course_days": 28}
    )
    assert "Days of the last course: first not given; second 28 days." in there.program(
        "diff", "without.toml", plan
    )
    assert '"last_course_days": 28' in there.program("show", plan, "--format", "json")
    assert "On how many days in a row" in there.program("show", plan, "--format", "fhir")
    assert '"title": "Days of the last course"' in there.program("schema")
    assert "last_course_days" not in there.program("share", plan)
    there.profile(schedule={"last_course_end": last, "last_course_days": 121}, code=3)


@pytest.mark.slow
def test_an_output_is_shown_and_offered(copy, steps, lines_hold, follow):
    """The new form is made by `show` as the README's new example says, refused without a plan, and
    on the wizard's export page.
    """
    there = copy("Add an output")
    commands = there.where.parent / "bin"
    commands.mkdir()
    (commands / "semax-wizard").write_text(
        f'#!/bin/sh\nPYTHONPATH={there.where} exec {sys.executable} -m wizard "$@"\n'
    )
    (commands / "semax-wizard").chmod(0o755)
    text = (there.where / "README.md").read_text("utf-8")
    assert any("--format csv" in step.command for step in steps(text))
    for step, printed in follow(text, commands):
        lines_hold(step, printed)
    stopped = there.profile(code=4, screening=ANSWERS["screening"] | {"conditions": ["pregnancy"]})
    there.program("show", stopped, "--format", "csv", code=4)
    offered = (
        "from wizard.report.export.registry import FORMS; print(FORMS['csv'].title,"
        " FORMS['csv'].says)"
    )
    assert there.run("-c", offered) == "Table (CSV) Every session in a row, for a spreadsheet.\n"


@pytest.mark.slow
def test_a_conflict_is_reached_from_everywhere(copy):
    """The new conflict is shown by its id, from a claim on it, and from a plan that it touches."""
    there = copy("Add a conflict")
    for page in (
        there.program("sources", "C33"),
        there.program("sources", "B006"),
        there.program("why", there.profile(), "conflicts"),
    ):
        assert "C33: Why so few trials can be read" in page


@pytest.mark.slow
@pytest.mark.parametrize("title", CHANGES)
def test_the_whole_quick_suite_passes(copy, title):
    """With the change made, and nothing else but what its text says to run, every quick test
    passes, those that it names among them, but those of the translation: they say what is new.
    """
    there = copy(title)
    if CHANGES[title]["remake"]:
        there.run("-m", "tests.tools.remake")
    for name in CHANGES[title]["tests"].split():
        assert (there.where / name).exists()
    there.run("-m", "pytest", "-q", "-n", "2", "--ignore", "tests/language")


@pytest.mark.slow
@pytest.mark.parametrize("title", CHANGES)
def test_a_change_passes_lint(copy, title):
    """Its Python is as the first four checks want it. Skipped without them, but for CI."""
    changed = re.findall(r"^\+\+\+ b/(.*\.py)$", CHANGES[title]["diff"], re.MULTILINE)
    if not all(find_spec(name) for name in ("ruff", "mypy")):
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(
            "ruff or mypy is not installed"
        )
    there = copy(title)
    there.run("-m", "ruff", "check", *changed)
    there.run("-m", "ruff", "format", "--check", *changed)
    if typed := [name for name in changed if name.startswith("wizard/")]:
        there.run("-m", "mypy", *typed)
