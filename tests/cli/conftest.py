"""Running the command line in this process, and writing answers files."""

import copy
import re
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from attrs import frozen

from wizard.cli import main

DROPS: dict[str, Any] = {
    "goal": "general-cognition",
    "compound": "semax",
    "form": "drops",
    "route": "intranasal",
    "first_time": False,
    "product": {"strength_mg_per_ml": 1, "bottle_ml": 3},
    "schedule": {"start": "2026-01-05"},
    "person": {"age": 35, "weight_kg": 70},
    "screening": {
        "conditions": [],
        "medicines": [],
        "substances": [],
        "symptoms": [],
        "not_sure": [],
        "tested_athlete": False,
    },
}
VIAL = {
    "form": "vial",
    "route": "subcutaneous",
    "product": {"vial_mg": 10, "diluent_ml": 3, "syringe": "u100-0.5ml"},
}


@frozen
class Ended:
    """How a run ended: its exit code and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Run semax-wizard with these arguments, in a folder of its own."""
    monkeypatch.setenv("SEMAX_WIZARD_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object) -> Ended:
        with pytest.raises(SystemExit) as ending:
            main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Ended(ending.value.code, printed.out, printed.err)

    return call


@pytest.fixture
def answers_file(tmp_path):
    """Write an answers file: drops for a person of 70 kg, with these tables and keys changed
    (`None` removes one).
    """

    def write(name: str = "answers.toml", **changes: Any) -> Path:
        table = copy.deepcopy(DROPS)
        for key, value in changes.items():
            if isinstance(value, dict) and key != "product":
                table[key] |= value
            else:
                table[key] = value
        for part in (table, *filter(lambda part: isinstance(part, dict), table.values())):
            for key in [key for key, value in part.items() if value is None]:
                del part[key]
        path = tmp_path / name
        text = tomli_w.dumps({"answers": table})
        # dates and times are written as text above, so that cases stay short
        path.write_text(_unquoted(text), encoding="utf-8")
        return path

    return write


def _unquoted(text: str) -> str:
    return re.sub(r'"(\d{4}-\d{2}-\d{2}|\d{2}:\d{2}:\d{2})"', r"\1", text)


@pytest.fixture(scope="session")
def _made() -> dict[str, bytes]:
    """What `profile_file` made of which answers."""
    return {}


@pytest.fixture
def profile_file(run, answers_file, tmp_path, _made):
    """Make a profile from answers through the command line, once for the same answers, and give
    its path.
    """

    def make(name: str = "profile.toml", **changes: Any) -> Path:
        path, key = tmp_path / name, repr(changes)
        if key in _made:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_made[key])
            return path
        ended = run(
            "new",
            "--answers",
            answers_file(f"answers-of-{name.replace('/', '-')}", **changes),
            "--out",
            path,
            "--name",
            "Spring exam block",
        )
        assert ended.code in {0, 4}, ended
        _made[key] = path.read_bytes()
        return path

    return make
