"""Issue 17: walks that end as said, in both faces: the same steps, typed in lines and pressed."""

import io

import pytest

from tests.support.keyboard import NOW, Person
from tests.support.lines import Typist
from wizard.plain import run
from wizard.profile.folder import ProfileFolder
from wizard.profile.read import read_profile
from wizard.tui import wizard

START = "What would you like to do?"
LIST = "Which answer do you want to change?"
BACK = ("back", ["escape"])


def chosen(line, *keys):
    """A step that chooses something: the line, and the keys that lead there."""
    return line, [*keys, "enter"]


OPENED = {
    "opened profile, Escape": [(BACK, START)],
    "list of answers, Escape, Escape, Escape": [
        (chosen("change", "tab"), LIST),
        (BACK, "Nothing you answered stands against this plan"),
        (BACK, START),
    ],
    "question of the list, Escape": [
        (chosen("change", "tab"), LIST),
        (chosen("how old are you", *["down"] * 7), "How old are you, in years?"),
        (BACK, LIST),
        (BACK, "Nothing you answered stands against this plan"),
    ],
    "edit and save": [
        (chosen("change", "tab"), LIST),
        (chosen("how many days of rest", "end", "up"), "How many days of rest after it?"),
        (
            chosen("40", "end", "ctrl+u", "4", "0"),
            "Not saved yet: days of rest: was 30 days, now 40 days",
        ),
        (chosen("save", "tab"), "It is saved."),
        (BACK, "change"),
        (BACK, START),
    ],
}
"""From an opened profile: each step, and what is seen after it."""


@pytest.fixture
def opened(tmp_path, written):
    """The file of a profile that is called Spring exams."""
    path = tmp_path / "home" / "spring.toml"
    path.parent.mkdir()
    text = written(target_mcg=300, first_time=False, rest_days=30)
    path.write_text(text.replace("Spring exam block", "Spring exams"))
    return path


@pytest.mark.parametrize("walk", OPENED)
def test_a_walk_in_lines(catalog, opened, walk):
    """After each line, what it leads to is said."""
    out, steps = io.StringIO(), OPENED[walk]
    run(
        source=Typist([line for (line, _), _ in steps], out),
        out=out,
        catalog=lambda: catalog,
        now=lambda: NOW,
        folder=ProfileFolder(opened.parent),
        profile=read_profile(opened.read_bytes()),
        path=opened,
    )
    said = [" ".join(each.split()) for each in out.getvalue().split("Answer: ")]
    for after, (_, sees) in zip(said[1:], steps, strict=False):
        assert sees in after, out.getvalue()
    assert ("= 40" in opened.read_text()) == (walk == "edit and save")


@pytest.mark.parametrize("walk", OPENED)
async def test_a_walk_at_the_screen(catalog, opened, walk):
    """After each key, what it leads to is on the screen."""
    app = wizard(
        catalog=lambda: catalog,
        now=lambda: NOW,
        folder=ProfileFolder(opened.parent),
        profile=read_profile(opened.read_bytes()),
        path=opened,
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        person = Person(pilot)
        for (_, keys), sees in OPENED[walk]:
            await person.press(*keys)
            assert await person.comes_to_see(sees), person.sees
    assert ("= 40" in opened.read_text()) == (walk == "edit and save")


TWO_BACKS = [
    (chosen("new", "n"), "What is it for?"),
    (chosen("1"), "Which compound is it?"),
    (chosen("1", "home"), "Which form does it come in?"),
    (BACK, "Which compound is it?"),
    (BACK, "What is it for?"),
    (chosen(""), "Which compound is it?"),
    (chosen(""), "Which form does it come in?"),
]
"""From the start page: two Backs, and Enter keeps each answer in order."""


def test_two_backs_and_enter_in_lines(catalog, tmp_path):
    """An empty line keeps the answer, and the next question in order has its own."""
    out = io.StringIO()
    run(
        source=Typist([line for (line, _), _ in TWO_BACKS], out),
        out=out,
        catalog=lambda: catalog,
        now=lambda: NOW,
        folder=ProfileFolder(tmp_path / "home"),
    )
    said = [" ".join(each.split()) for each in out.getvalue().split("Answer: ")][1:]
    for after, (_, sees) in zip(said, TWO_BACKS, strict=False):
        assert sees in after, out.getvalue()
    assert all("to keep your answer" in each for each in said[3:6])


async def test_two_backs_and_enter_at_the_screen(catalog, tmp_path):
    """Enter keeps the answer, which is marked, and the next question in order has its own."""
    app = wizard(catalog=lambda: catalog, now=lambda: NOW, folder=ProfileFolder(tmp_path / "home"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        person = Person(pilot)
        for number, ((_, keys), sees) in enumerate(TWO_BACKS):
            await person.press(*keys)
            assert await person.comes_to_see(sees), person.sees
            assert any("✓" in line for line in person.lines[1:]) == (number in {3, 4, 5}), (
                person.sees
            )
