import ast
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import wizard

FACES = ("textual", "rich", "click")
MODULES = ("wizard.protocol", "wizard.profile", "wizard.interview.session", "wizard.catalog", "wizard.summary", "wizard.why")
MOST_LINES = 500


@pytest.mark.parametrize("module", [name for name in MODULES if find_spec(name)])
def test_the_domain_imports_no_face(module):
    """Issue 2: in a fresh interpreter, importing it leaves Textual, Rich and click out."""
    code = f"import sys, {module}; print([name for name in {FACES} if name in sys.modules])"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"


def test_the_second_calculation_shares_no_code_with_the_first():
    """R36: when it runs, `wizard.recheck` has the answers and nothing else of the program: no catalog, quantities or figures."""
    tree = ast.parse((Path(wizard.__file__).parent / "recheck.py").read_text("utf-8"))
    at_run_time = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    guarded = [node for branch in tree.body if isinstance(branch, ast.If) for node in branch.body]
    everywhere = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert len(everywhere) == len(at_run_time) + len(guarded), "no import hides in a function"
    names = {alias.name for node in at_run_time if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in at_run_time if isinstance(node, ast.ImportFrom)}
    assert {name for name in names if name.startswith("wizard")} == {"wizard.answers"}


def test_no_file_of_code_is_over_500_lines():
    """Issue 2: no file of code over 500 lines, in the program and in its tests."""
    folders = (Path(wizard.__file__).parent, Path(__file__).parent)
    lines = {path: len(path.read_text("utf-8").splitlines()) for folder in folders for path in folder.rglob("*.py")}
    assert len(lines) > 20
    assert {str(path): number for path, number in lines.items() if number > MOST_LINES} == {}
