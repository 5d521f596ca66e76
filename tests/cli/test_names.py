"""The names of people, in scripts that join letters or run from right to left."""

import re

import pytest

from wizard.errors import InvalidInputError
from wizard.profile.read import read_profile
from wizard.text.sanitize import beside, check_name, clean, exact, named, right_to_left, unsafe

JOINED = {
    "Persian, a joiner that parts": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "Sinhala, after a mark": "\u0dc1\u0dca\u200d\u0dbb\u0dd3",
    "Hindi, half a letter": "\u0915\u094d\u200d\u0937",
    "Bengali, before a mark": "\u09b0\u200d\u09af",
    "in words": "Plan \u0646\u06cc\u0645\u200c\u0641\u0627\u0635\u0644\u0647 2",
}
NOT_JOINED = {
    "between Latin letters": "a\u200db",
    "between Hebrew letters": "\u05d0\u200d\u05d1",
    "at the beginning": "\u200c\u0645",
    "at the end": "\u0645\u200c",
    "before a space": "\u0645\u200c \u0645",
    "twice": "\u0645\u200c\u200c\u0645",
    "before a digit": "\u0645\u200c\u06f5",
    "after a sign": "\u060c\u200c\u0645",
    "in an emoji": "\U0001f469\u200d\U0001f52c",
    "an override beside it": "\u0645\u202e\u0645",
}
RIGHT_TO_LEFT = {
    "Hebrew": "\u05d3\u05e0\u05d4",
    "Arabic": "\u0644\u064a\u0644\u0649 5",
    "Persian": JOINED["Persian, a joiner that parts"],
    "mixed": "Plan \u05d3\u05e0\u05d4",
}


@pytest.mark.parametrize("name", JOINED.values(), ids=JOINED)
def test_a_joiner_stays_where_its_script_needs_it(written, name):
    """Issue 15, point 18: in a name, typed or in a file, and wherever the name is shown."""
    check_name(name)
    assert clean(name) == named(name) == name
    text = written().replace("Spring exam block", name)
    assert read_profile(text.encode()).name == name
    with pytest.raises(InvalidInputError, match="program: holds the character U\\+200"):
        read_profile(text.replace("semax-wizard 1.1.0", name).encode())


@pytest.mark.parametrize("name", NOT_JOINED.values(), ids=NOT_JOINED)
def test_a_joiner_elsewhere_is_refused(written, name):
    """It is invisible there: refused in a file, dropped from what is typed."""
    with pytest.raises(InvalidInputError):
        check_name(name)
    with pytest.raises(InvalidInputError):
        read_profile(written().replace("Spring exam block", name).encode())
    assert unsafe(clean(name), joined=True) is None


def test_a_file_is_named_without_joiners():
    """The exact name of a file shows them, since nobody sees them."""
    name = JOINED["Sinhala, after a mark"]
    assert exact(name) == "$'\u0dc1\u0dca\\xe2\\x80\\x8d\u0dbb\u0dd3'"


def test_what_stands_beside_a_name():
    """Issue 15, point 18: a right-to-left name stands last."""
    assert beside("Plan", "(a.toml)") == "Plan (a.toml)"
    assert beside("Plan", "5 January", ", ") == "Plan, 5 January"
    for name in RIGHT_TO_LEFT.values():
        assert right_to_left(name)
        assert beside(name, "5 January", ", ") == f"5 January {name}"


@pytest.mark.parametrize("name", RIGHT_TO_LEFT.values(), ids=RIGHT_TO_LEFT)
def test_nothing_follows_a_right_to_left_name(run, answers_file, tmp_path, name):
    """Issue 15, point 18: no letter and no digit stands after it on a line of any command."""
    (tmp_path / "home").mkdir()
    for out in ("home/a.toml", "home/b.toml"):
        assert run("new", "--answers", answers_file(), "--name", name, "--out", out).code == 0
    shown = [
        run("list").out,
        run("diff", "home/a.toml", "home/b.toml").out,
        *(run("today", "home/a.toml", "--date", on).out for on in ("2026-01-01", "2026-01-06")),
        *(run("show", "home/a.toml", "--format", form).out for form in ("text", "markdown")),
    ]
    (tmp_path / "home/b.toml").unlink()
    older = re.sub(
        'catalog = "[^"]*"', 'catalog = "2026.11"', (tmp_path / "home/a.toml").read_text()
    )
    (tmp_path / "home/a.toml").write_text(older)
    shown += [run("today", "home/a.toml").out, run("today", "--date", "2026-01-06").out]
    for text in shown:
        lines = [line for line in text.splitlines() if name in line]
        assert lines, text
        for line in lines:
            assert not any(map(str.isalnum, line.rpartition(name)[2])), line
            assert line.count(name) == 1
