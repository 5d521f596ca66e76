"""Proof of the dose core by mutation testing.

    .venv/bin/pip install -e '.[test,proof]'
    .venv/bin/python -m tests.tools.mutation  # everything; some twelve minutes of processor time
    .venv/bin/python -m tests.tools.mutation 'wizard.protocol.dosing.*'  # a part, by function

Makes every small change that mutmut knows (one operator, number, word, argument or branch at a
time) to the functions in `MUTATED`, one after the other, and runs the fast tests that reach the
function until one fails.
Ends with 0 where at least 95% of the mutants are killed and each that survives is listed in
survivors.toml with the reason why no test can tell it apart.

The mutants are mutmut's. They are run here and not by mutmut, which starts pytest anew for each of
four thousand: hours for the same answer. Here the tests are collected once, and each mutant gets a
fork of that process.
"""

from __future__ import annotations

import ast
import difflib
import gc
import os
import shutil
import signal
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from _pytest.runner import runtestprotocol
from mutmut.mutation.file_mutation import mutate_file_contents

from tests.tools.mutation import trampoline

ROOT: Final = Path(__file__).parents[3]
MUTATED: Final = (
    "profile/comparison",
    "protocol/derive",
    "protocol/aims",
    "protocol/dosing",
    "protocol/double_check/dose",
    "protocol/double_check/eligibility",
    "protocol/plan",
    "protocol/product",
    "protocol/schedule",
    "protocol/screening",
    "protocol/supply",
    "protocol/validation",
    "quantities",
)
# what is fast: no properties over many examples, and nothing that reads the program's own source
TESTS: Final = (
    "tests/domain",
    "tests/profile/test_compare.py",
    "tests/double_check/test_disagreements.py",
    "tests/double_check/test_drift.py",
    "tests/double_check/test_eligibility.py",
    "tests/double_check/test_planted_catalog.py",
    "tests/double_check/test_returned_by_derive.py",
    "--ignore=tests/domain/test_properties.py",
    "--ignore=tests/domain/test_rules_named.py",
    "--deselect=tests/domain/test_traces.py::test_every_figure_is_what_its_trace_gives",
)
# native, for any other style parses the whole of a file with thousands of functions at each failure
OPTIONS: Final = (
    "-o",
    "addopts=",
    "--import-mode=importlib",
    "--tb=native",
    "-s",
    "-q",
    *(f"-pno:{name}" for name in ("cacheprovider", "cov", "xdist")),
)
SURVIVORS: Final = Path(__file__).with_name("survivors.toml")
LEAST_KILLED: Final = 0.95
JOBS: Final = os.cpu_count() or 1
SECONDS: Final = 20  # of processor time, for a mutant that never ends
KILLED, SURVIVED, ENDED_BADLY = 1, 0, 3


class Change(NamedTuple):
    """What a mutant changes, in the function that holds it; lines without their indentation."""

    function: str
    was: str
    now: str


def plant(tree: Path, patterns: list[str]) -> dict[str, Change]:
    """Copy the program and its tests to `tree`, every mutant that is wanted in it; gives what each
    changes, by its name.
    """
    for name in ("wizard", "tests", "profiles"):
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tree)
    changes: dict[str, Change] = {}
    for name in MUTATED:
        path, module = tree / "wizard" / f"{name}.py", f"wizard.{name.replace('/', '.')}"
        if patterns and not any(pattern.startswith(module) for pattern in patterns):
            continue
        code = mutate_file_contents(str(path), path.read_text("utf-8")).code
        path.write_text(
            code.replace("from mutmut.mutation.trampoline", "from tests.tools.mutation.trampoline"),
            "utf-8",
        )
        changes |= _changes(module, code)
    return {name: change for name, change in changes.items() if _wanted(change.function, patterns)}


def _changes(module: str, code: str) -> Iterator[tuple[str, Change]]:
    lines = code.splitlines()
    functions = {
        node.name: lines[node.lineno : node.end_lineno]
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.FunctionDef)
    }
    for name, body in functions.items():
        base, mutant, number = name.rpartition("__mutmut_")
        if mutant and number.isdigit():
            compared = [*difflib.ndiff(functions[f"{base}__mutmut_orig"], body)]
            was, now = (
                " / ".join(line[2:].strip() for line in compared if line.startswith(sign))
                for sign in "-+"
            )
            yield f"{module}.{name}", Change(f"{module}.{_plain(base)}", was, now)


def _plain(mangled: str) -> str:
    """The name of a function as it was before mutmut wrote its class into it."""
    return (
        mangled.removeprefix("xǁ").replace("ǁ", ".")
        if mangled.startswith("xǁ")
        else mangled.removeprefix("x_")
    )


class Prover:
    """A pytest plugin: instead of running the tests once, runs them for each mutant."""

    def __init__(self, mutants: Sequence[str]) -> None:
        self.mutants = mutants
        self.survived: list[str] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run every test as it is, to see which function it reaches; then for each mutant those
        that reach it, quickest first.
        """
        reaching: dict[str, list[tuple[float, Any]]] = {}
        for item, following in zip(
            session.items, [*session.items[1:], session.items[0]], strict=True
        ):
            trampoline.entered.clear()
            begun = time.process_time()
            if _fails(item, following):
                pytest.exit(f"{item.nodeid} fails without any mutant", ENDED_BADLY)
            for function in trampoline.entered:
                reaching.setdefault(function, []).append((time.process_time() - begun, item))
        gc.freeze()  # what a fork does not touch is not copied
        running: dict[int, str] = {}
        for number, mutant in enumerate(self.mutants):
            if len(running) == JOBS:
                self._settle(running)
            tests = sorted(reaching.get(mutant.rpartition("_")[0], ()), key=lambda timed: timed[0])
            running[_fork(mutant, [item for _, item in tests])] = mutant
            sys.stderr.write(
                f"\r{number + 1} of {len(self.mutants)}, {len(self.survived)} survived "
            )
        while running:
            self._settle(running)
        return True

    def _settle(self, running: dict[int, str]) -> None:
        pid, status = os.wait()
        mutant = running.pop(pid)
        if os.WIFEXITED(status) and os.WEXITSTATUS(status) == SURVIVED:
            self.survived.append(mutant)
            sys.stderr.write(f"\n{mutant} survived\n")
        elif os.WIFEXITED(status) and os.WEXITSTATUS(status) != KILLED:
            raise RuntimeError(f"the run of {mutant} broke")


def _fork(mutant: str, items: list[Any]) -> int:
    """A child that runs the tests with that mutant; its exit code is `KILLED` at the first that
    fails.
    """
    if (pid := os.fork()) != 0:
        return pid
    code = ENDED_BADLY
    try:
        signal.setitimer(
            signal.ITIMER_PROF, SECONDS
        )  # what it raises ends the child: a mutant that never ends is killed
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        trampoline.active[:] = mutant.rsplit(".", 1)
        code = (
            KILLED
            if any(
                _fails(item, following)
                for item, following in zip(items, [*items[1:], *items[:1]], strict=True)
            )
            else SURVIVED
        )
    finally:
        os._exit(code)


def _fails(item: Any, following: Any) -> bool:
    # Items run in another order than they were collected in
    item.session._setupstate.teardown_exact(item)  # noqa: SLF001
    return any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))


def judge(changes: dict[str, Change], survived: list[str], patterns: list[str]) -> int:
    """Print the score and whatever is not as survivors.toml says; gives the exit code."""
    score = 1 - len(survived) / len(changes)
    sys.stdout.write(
        f"\n{len(changes) - len(survived):,} of {len(changes):,} mutants killed: {score:.1%}\n"
    )
    listed = [
        Change(row["function"], row["was"], row["now"])
        for row in tomllib.loads(SURVIVORS.read_text("utf-8"))["survivor"]
    ]
    found = {changes[name] for name in survived}
    unknown = sorted(found.difference(listed))
    killed = sorted(each for each in set(listed) - found if _wanted(each.function, patterns))
    for title, several in (
        ("survives and is not listed", unknown),
        ("is listed and does not survive", killed),
    ):
        for each in several:
            sys.stdout.write(f"\n{title}: {each.function}\n  - {each.was}\n  + {each.now}\n")
    return 0 if score >= LEAST_KILLED and not unknown and not killed else 1


def _wanted(function: str, patterns: list[str]) -> bool:
    return not patterns or any(fnmatch(function, pattern) for pattern in patterns)


def main(patterns: list[str]) -> int:
    """Prove the functions that match one of the patterns, or all."""
    with tempfile.TemporaryDirectory() as folder:
        changes = plant(Path(folder), patterns)
        os.chdir(folder)
        sys.path.insert(0, folder)
        prover = Prover(list(changes))
        code = pytest.main([*OPTIONS, "--rootdir=.", *TESTS], plugins=[prover])
        os.chdir(ROOT)
        return (
            judge(changes, prover.survived, patterns) if code == pytest.ExitCode.OK else int(code)
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
