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


def test_no_file_of_code_is_over_500_lines():
    """Issue 2: no file of code over 500 lines, in the program and in its tests."""
    folders = (Path(wizard.__file__).parent, Path(__file__).parent)
    lines = {path: len(path.read_text("utf-8").splitlines()) for folder in folders for path in folder.rglob("*.py")}
    assert len(lines) > 20
    assert {str(path): number for path, number in lines.items() if number > MOST_LINES} == {}
