import html
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent
KEPT = ("profiles/profile.schema.json", "tests/plain/first_course.txt")
SHOWN = {
    "question": ("Which daily dose do you ask for, in mcg?", "The plan so far"),
    "stop": ("No plan is made. Do not take Semax.", "What to do"),
    "syringe": ("Days 1 to 10: draw to 9 units",),
    "calendar": ("January 2026", "next start at the earliest"),
}


@pytest.fixture(scope="module")
def remade(tmp_path_factory):
    """Everything, made again by the documented command."""
    where = tmp_path_factory.mktemp("remade")
    subprocess.run(
        [sys.executable, "-m", "tests.tools.remake", where], cwd=ROOT, check=True, timeout=300
    )
    return where


def read(path):
    """What a person reads in a picture, and nothing of how it is drawn."""
    return [
        html.unescape(text).replace("\xa0", " ")
        for text in re.findall(r"<text[^>]*>(.*?)</text>", path.read_text("utf-8"))
    ]


@pytest.mark.parametrize("name", SHOWN)
def test_a_picture_shows_what_the_program_does(remade, name):
    """The README's pictures are current: if this fails, `python -m tests.tools.remake`, and look at
    them.
    """
    now = read(remade / ".github" / "pictures" / f"{name}.svg")
    assert read(ROOT / ".github" / "pictures" / f"{name}.svg") == now
    assert all(any(words in text for text in now) for words in SHOWN[name])


@pytest.mark.parametrize("name", SHOWN)
def test_a_picture_needs_nothing_else(name):
    """No picture fetches a font, a style or a script from anywhere."""
    text = (ROOT / ".github" / "pictures" / f"{name}.svg").read_text("utf-8")
    assert (
        re.findall(r"""(?:https?:)?//[^"' )]+""", text.replace("http://www.w3.org/2000/svg", ""))
        == []
    )
    assert "<script" not in text


@pytest.mark.parametrize("name", KEPT)
def test_what_is_kept_is_what_the_program_makes(remade, name):
    """The same command makes the schema and the transcript that the repository keeps."""
    assert (remade / name).read_text("utf-8") == (ROOT / name).read_text("utf-8")
