"""A document followed to the letter: its files written, its commands typed into a shell, what they
print kept.
"""

import os
import re
import subprocess
from pathlib import Path

import pytest
from attrs import frozen

ROOT = Path(__file__).parent.parent.parent
FENCED = re.compile(
    r"^(?:<!-- (?P<file>[\w./-]+) -->\n)?```(?P<kind>\w+)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
MARK = "@@ next command @@"


@frozen
class Step:
    """A command of a document, and what the document says that it prints."""

    command: str
    said: str


def console(text):
    """The steps of every `console` block, in order: `$ ` begins a command, `> ` goes on with it."""
    steps = []
    for block in FENCED.finditer(text):
        if block["kind"] == "console":
            assert block["body"].startswith("$ "), block["body"]
            for step in re.split(r"^\$ ", block["body"], flags=re.MULTILINE)[1:]:
                command, said = re.fullmatch(r"(.*?\n(?:> .*?\n)*)(.*)", step, re.DOTALL).groups()
                steps.append(Step(command.replace("\n> ", "\n").rstrip("\n"), said))
    return steps


def holds(said, printed):
    """Whether a text is as it was said; a line of three dots stands for any lines."""
    pattern = "".join(
        "(?:.*\n)*" if line == "..." else re.escape(line) + r"[ \r]*\n"
        for line in said.rstrip().splitlines()
    )
    return re.fullmatch(pattern, printed) is not None


@pytest.fixture(scope="session")
def follow(tmp_path_factory):
    """Follow a document with the program of `where`, in an empty home; gives each step with what
    was printed. What is to be kept of the environment is named.
    """

    def run(text, where, *, keep=()):
        home = tmp_path_factory.mktemp("stranger")
        for block in FENCED.finditer(text):
            if block["file"]:
                (home / block["file"]).write_text(block["body"], encoding="utf-8")
        steps = console(text)
        script = "".join(
            f"{step.command}\ncode=$?; printf '\\n%s\\n' '{MARK}'; (exit $code)\n" for step in steps
        )
        kept = {name: os.environ[name] for name in ("SSL_CERT_FILE", *keep) if name in os.environ}
        environment = kept | {
            "PATH": f"{where}:/usr/bin:/bin",
            "HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "COLUMNS": "80",
        }
        ended = subprocess.run(
            ["bash", "--norc", "-c", script],
            cwd=home,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        printed = ended.stdout.decode().split(f"\n{MARK}\n")
        assert len(printed) == len(steps) + 1, printed[-1]
        return [
            (step, f"{text.rstrip()}\n" if text.strip() else "")
            for step, text in zip(steps, printed[:-1], strict=True)
        ]

    return run


@pytest.fixture(scope="session")
def readme():
    """The README's text."""
    return (ROOT / "README.md").read_text("utf-8")


@pytest.fixture(scope="session")
def lines_hold():
    """Fails with both texts where a command printed something else than its document says."""

    def check(step, printed):
        assert holds(step.said, printed), (
            f"$ {step.command}\n--- the document says\n{step.said}--- it prints\n{printed}"
        )

    return check


@pytest.fixture(scope="session")
def steps():
    """The steps of a document."""
    return console
