"""Commands that run and end, beside an empty Python program with the libraries that they could not
do without at 1.0.0: the same yardstick for every version since.
"""

import subprocess
import time
from functools import partial

import pytest

from .measured import by_turns
from .programs import OURS, PYTHON, environment, ours

ROUNDS = 15
CLICK = "import click"
LIBRARIES = "import click, attrs, cattrs, tomllib"


def run(argv, home):
    """Milliseconds from the start of a program to its end; it must end well."""
    begun = time.perf_counter()
    subprocess.run(
        argv,
        cwd=home,
        env=environment(home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        check=True,
    )
    return 1e3 * (time.perf_counter() - begun)


@pytest.mark.parametrize(
    ("arguments", "imports", "most"),
    [
        pytest.param(["--version"], CLICK, 1.25, id="version"),
        pytest.param(["--help"], CLICK, 1.25, id="help"),
        pytest.param(["check", "plan.toml"], LIBRARIES, 1.5, id="check"),
        pytest.param(["show", "plan.toml"], LIBRARIES, 1.5, id="show"),
        pytest.param(["today", "plan.toml"], LIBRARIES, 1.5, id="today"),
    ],
)
def test_command(arguments, imports, most, written, home, table):
    """One run of the command."""
    (home / "plan.toml").write_text(written())
    turns = {
        OURS: partial(run, ours(*arguments), home),
        imports: partial(run, (PYTHON, "-c", imports), home),
    }
    table.ratios(" ".join(arguments), by_turns(ROUNDS, turns), imports, most=most)
