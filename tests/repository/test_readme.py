import re
import sys
from pathlib import Path

import pytest

from wizard.cli.program import COMMANDS, MANUAL
from wizard.report.export.registry import FORMS

ROOT = Path(__file__).parent.parent.parent
SCREENFUL = 40


def test_every_example_prints_what_the_readme_says(readme, follow, lines_hold):
    """Each command of the README, typed in its order into an empty home, prints what stands below
    it.
    """
    # PYTHONPATH leads to a copy of the repository, where CONTRIBUTING's worked changes are tried
    for step, printed in follow(readme, Path(sys.executable).parent, keep=("PYTHONPATH",)):
        lines_hold(step, printed)


def test_every_command_has_an_example(readme, steps):
    """Every command and every form of the summary is shown at work."""
    typed = " ".join(step.command for step in steps(readme))
    assert [name for name in COMMANDS if f"semax-wizard {name} " not in f"{typed} "] == []
    assert [name for name in FORMS if name != "text" and f"--format {name}" not in typed] == []


def test_the_first_screenful_says_how_to_begin(readme):
    """What it is, a picture, and the two commands; .ci/run reads both from there and runs them as
    they are written.
    """
    first = "\n".join(readme.splitlines()[:SCREENFUL])
    assert ".github/pictures/question.svg" in first
    commands = re.findall(r"^python3 -m venv .*$", readme, re.MULTILINE)
    assert [command.rpartition(" ")[2] for command in commands] == [
        ".venv/bin/semax-wizard",
        ".venv/bin/pytest",
    ]
    assert all(command in first for command in commands)
    assert "grep '^python3 -m venv' README.md" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_completion_is_set_up_as_the_manual_says(readme):
    """The line for each shell is the same in the README and in --help; real shells run it in
    tests/terminal.
    """
    lines = [
        line.split(maxsplit=1)[1]
        for line in MANUAL.splitlines()
        if "_SEMAX_WIZARD_COMPLETE" in line
    ]
    assert len(lines) == 3
    assert [line for line in lines if line not in readme] == []


PAPERS = [
    "README.md",
    ".github/CONTRIBUTING.md",
    ".github/HOSTING.md",
    ".github/SECURITY.md",
    ".github/ACCESSIBILITY.md",
    "wizard/README.md",
    "wizard/catalog/README.md",
    "profiles/README.md",
]


@pytest.mark.parametrize("document", PAPERS)
def test_what_a_document_points_to_is_there(document):
    """Every picture, file and heading that a document points to exists."""
    path = ROOT / document
    text = path.read_text("utf-8")
    headings = {
        re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-")
        for title in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    }
    targets = re.findall(r"\]\(([^)]+)\)", text) + re.findall(r'src="([^"]+)"', text)
    for target in targets:
        if target.startswith("#"):
            assert target[1:] in headings, target
        elif not target.startswith("https://"):
            assert (path.parent / target.partition("#")[0]).exists(), target
