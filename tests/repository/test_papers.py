"""The papers beside the code name what is there, and hold every rule that the code and the tests cite."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
HOUSE = ROOT / "wizard" / "README.md"
PATH = re.compile(r"`([a-z][a-z_/-]*(?:/[\w.-]+)*(?:/|\.(?:py|toml|tsv|tcss|po)))`|`((?:[a-z_]+/)+[a-z_]+)`")


def test_every_file_that_the_house_names_is_there():
    """Each path in `wizard/README.md` exists, below `wizard/` or in the repository."""
    named = {path or folder for path, folder in PATH.findall(HOUSE.read_text("utf-8"))}
    assert len(named) > 40
    assert [path for path in sorted(named) if not (HOUSE.parent / path).exists() and not (ROOT / path).exists()] == []
