"""What Node is asked in the tests: the scripts in `tests/node`, with what its lock file names."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "node"

needs_node = pytest.mark.skipif(
    not shutil.which("node") or not (FOLDER / "node_modules").is_dir(),
    reason="needs Node and `npm ci --prefix tests/node`, which .ci/run has",
)
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")  # on the runners of GitHub

needs_browser = pytest.mark.skipif(
    not BROWSER, reason="needs Chromium (apt install chromium), which .ci/run has"
)


def ask(script, things, *arguments):
    """Give a script these things by their names, and return what it says of each."""
    ended = subprocess.run(
        ["node", FOLDER / script, *arguments],
        input=json.dumps(things),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)
