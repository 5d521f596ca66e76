"""What the command line says to a person who reads Russian: help, commands and refusals."""

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from wizard.cli.program import COMMANDS
from wizard.errors import InvalidInputError
from wizard.profile.file_format import build, dumps, share
from wizard.profile.read import read_profile

CALLS = [
    *(["--help"], *([command, "--help"] for command in COMMANDS)),
    *(["check", "plan.toml", "stop.toml", "shared.toml"], ["check", "edited.toml"]),
    *(["check", "torn.toml", "older.toml", "nothing.toml", "."], ["check"], ["check", "--bad"]),
    *(["today", "plan.toml", "--date", "2026-01-05"], ["today", "--date", "2026-01-05"]),
    *(["today", "plan.toml", "--date", "2026-13-01"], ["today", "stop.toml"], ["today", "x", "y"]),
    *(["diff", "plan.toml", "other.toml"], ["diff", "plan.toml", "stop.toml"]),
    *(["diff", "plan.toml", "shared.toml"], ["diff", "plan.toml", "plan.toml"], ["diff", "-", "-"]),
    *(["list"], ["show", "shared.toml"], ["show", "stop.toml", "--format", "ics"]),
    *(["show", "plan.toml", "--format", "xx"], ["show", "plan.toml", "--out", "plan.toml"]),
    *(["why", "plan.toml", "protocol.xx"], ["why", "stop.toml", "protocol"], ["why", "plan.toml"]),
    *(["guide", "xyzzy"], ["sources", "xyzzy"], ["sources", "Z99"], ["shwo"], ["new"]),
    *(
        ["new", "--answers", "torn.toml"],
        ["new", "--answers", "short.toml"],
        ["share", "shared.toml"],
    ),
    *(["show", "--forr"], ["show", "--outt"], ["--plainn"], ["--versio"], ["--version"]),
    *(["show", "plan.toml", "--for", "doctor", "--format", "json"], ["today", "--date", "x"]),
    *(["--kiosk", "check", "plan.toml"], ["--plain", "list"], [], ["--lang"]),
]
NAMES = re.compile(
    r"[\w/.-]*\.toml|\$?SEMAX_WIZARD_\w+|\b(?:NO_COLOR|ACCESSIBLE|LANGUAGE|LC_\w+|LANG)\b"
    r"|\b(?:protocol|answers|screening|product)\b[\w.\[\]]*|«[^»\sа-яё]*»"
    r"|\[(?:[A-Z][\w| .]*|[a-z\d]+(?:\|[a-z\d]+)+)\]"
    r"|\b[a-z]+(?:-[a-z]+)+\b|/\S+|\b(?:OPTIONS|COMMAND|NEW|DATE|TIME|TEXT|TERM|TOML|FHIR)\b"
    r"|\b(?:bash|zsh|fish|eval|source|less|lp|dark|light|contrast|alone|conflicts|stdin|stdout"
    r"|stderr|doctor|ulimit|kind|format|draft|at|dose_mcg|count|volume_ml|left|right|opened|discard)\b"
    r"|JSON Schema|semax-wizard|\w+_source|profiles/\*|mine\.pdf|nostril twice"
    r"|\b(?:text|json|pdf|ics|true|false|catalog(?=:))\b"
)
COMMAND = re.compile(r"\b(?:" + "|".join(COMMANDS) + r")\b")


def ended(folder, calls):
    """What each call prints, in one process."""
    code = (
        "import io, json, sys, contextlib\n"
        "from wizard.cli import _run\n"
        "for call in json.loads(sys.argv[1]):\n"
        "    out, err = (io.TextIOWrapper(io.BytesIO(), 'utf-8') for _ in range(2))\n"
        "    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):\n"
        "        code = _run(call)\n"
        "    said = [(each.flush(), each.buffer.getvalue().decode())[1] for each in (out, err)]\n"
        "    sys.__stdout__.write(json.dumps([code, *said]) + '\\n')\n"
    )
    made = subprocess.run(
        [sys.executable, "-c", code, json.dumps(calls)],
        cwd=folder,
        env={
            **os.environ,
            "LC_ALL": "ru_RU.UTF-8",
            "SEMAX_WIZARD_HOME": str(folder),
            "PYTHONUTF8": "1",
        },
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=True,
    )
    return [json.loads(line) for line in made.stdout.splitlines()]


@pytest.fixture
def folder(answers, catalog, tmp_path):
    """A folder with a plan, a stop and what goes wrong with files."""
    now = datetime(2026, 1, 5, 8, tzinfo=UTC)
    plan, _derived = build(answers(), "Весна", now, catalog)
    other, _derived = build(answers(target_mcg=500, cycles=2), "Лето", now, catalog)
    stop, _derived = build(answers(conditions=["pregnancy"]), "Осень", now, catalog)
    files = {
        "plan": dumps(plan),
        "other": dumps(other),
        "stop": dumps(stop),
        "shared": dumps(share(plan)),
        "edited": dumps(plan).replace("daily_dose_mcg = 300", "daily_dose_mcg = 900"),
        "older": dumps(plan).replace(f'catalog = "{catalog.edition}"', 'catalog = "2026.01"'),
        "torn": dumps(plan)[:400],
        "short": "[answers]\ngoal = 'x'\nage = 'y'\n",
    }
    for name, text in files.items():
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    return tmp_path


def test_every_command_speaks_russian(folder, english_in):
    """`--help` of each, what they print and what they refuse, with names and keys left out."""
    made = ended(folder, CALLS)
    assert len(made) == len(CALLS)
    left = {}
    for call, (_code, out, err) in zip(CALLS, made, strict=True):
        said = COMMAND.sub(" ", NAMES.sub(" ", f"{out}\n{err}"))
        found = [*english_in(said), *re.findall("'[^']*'", err)]  # typed words stand in «»
        if not re.search("[а-яё]", said) or found:
            left[" ".join(call)] = found
    assert left == {}, left


def test_machines_read_the_same_in_russian(folder):
    """JSON of `list` and of `show` does not depend on the language."""
    calls = [["list", "--format", "json"], ["show", "plan.toml", "--format", "json"]]
    for (code, out, _err), call in zip(ended(folder, calls), calls, strict=True):
        assert code == 0, call
        assert not re.search("[а-яё]", re.sub("Весна|Лето|Осень", "", out)), call


@pytest.mark.parametrize(
    ("data", "where"),
    [(b"format = 1\nformat = 1\n", "строка 2, столбец 11"), (b"format =", "конец файла")],
    ids=["a line", "the end"],
)
@pytest.mark.usefixtures("russian")
def test_where_a_file_is_no_toml_is_said_in_russian(english_in, data, where):
    """Issue 21: of what the library says only the place is told in another language."""
    with pytest.raises(InvalidInputError) as refused:
        read_profile(data)
    (problem,) = refused.value.problems
    assert where in problem.what
    assert english_in(problem.what.replace("TOML", "")) == []
