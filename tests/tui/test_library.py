"""The library: every profile of the folder, searched as one types, renamed, copied, deleted;
damaged ones too.
"""

import os

import pytest

from wizard.profile.file_format import dumps, share
from wizard.profile.read import read_profile

pytestmark = pytest.mark.slow

HOSTILE = "[red]x[/] [@click=app.quit]y[/] [/]"


@pytest.fixture
def put(home, build, answers):
    """Puts a profile of that name into the folder."""
    home.mkdir()

    def write(file, name="Spring exam block", **said):
        (home / file).write_text(dumps(build(answers(**said), name)))
        return home / file

    return write


@pytest.fixture
def library(sit):
    """Sits a person down at the list."""

    class Opened:
        def __init__(self, **how):
            self._how = how

        async def __aenter__(self):
            self._sat = sit(**self._how)
            person = await self._sat.__aenter__()
            await person.press("o", "enter")
            return person

        async def __aexit__(self, *raised):
            return await self._sat.__aexit__(*raised)

    return Opened


def _name(path):
    return read_profile(path.read_bytes()).name


async def test_every_profile_in_a_line(library, put, home, answers, build):
    """Name, outcome, dose and where in the cycle; damaged files are marked, and templates stand
    after them.
    """
    put("a.toml", "Mine")
    put("b.toml", "Stopped", conditions=("seizure-history",))
    (home / "c.toml").write_text(dumps(share(build(answers(), "Theirs"))))
    (home / "d.toml").write_text("x")
    async with library(size=(80, 40)) as person:
        assert await person.comes_to_see("template, amidate.toml")
        assert "Mine clear, 300 mcg daily, day 1 of 10, a.toml" in person.sees
        assert "Stopped stop, no dose, b.toml" in person.sees
        assert "Theirs shared, c.toml" in person.sees
        assert "d.toml damaged: not TOML" in person.sees


async def test_search_as_you_type(library, put):
    """Each key narrows the list, Backspace and Ctrl+U widen it, a pasted word does too; what is
    found opens.
    """
    put("a.toml", "Spring")
    put("b.toml", "Summer", target_mcg=None)
    async with library() as person:
        await person.type("sum")
        assert "Search: sum" in person.sees
        assert await person.comes_to_see("(1 found)")
        assert "Spring" not in person.sees
        await person.press("enter")
        assert "Semax plan: Summer" in person.sees
    async with library() as person:
        await person.type("sumx")
        assert await person.comes_to_see("(nothing found)")
        await person.press("enter")
        assert "! Choose one" in person.sees
        await person.press("backspace")
        assert await person.comes_to_see("(1 found)")
        await person.press("ctrl+u")
        await person.paste("day 1 of")
        assert await person.comes_to_see("(2 found)")


async def test_place_is_kept(library, put):
    """Coming back from a profile, the search and the row are as they were."""
    put("a.toml", "Plan one")
    put("b.toml", "Plan two")
    async with library() as person:
        await person.type("plan ")
        assert await person.comes_to_see("found)")
        await person.press("down", "tab", "right", "enter")
        assert "Plan two clear" in person.sees
        await person.press("escape")
        assert "Search: plan" in person.sees
        assert await person.comes_to_see("> Plan two")


@pytest.mark.slow
async def test_three_hundred_profiles(library, put, home):
    """With 300 files the first are there, the templates stand at the end of them, and one is found
    by its name.
    """
    text = put("000.toml", "Plan 000").read_text()
    for number in range(1, 300):
        (home / f"{number:03}.toml").write_text(text.replace("Plan 000", f"Plan {number:03}"))
    async with library() as person:
        assert "Plan 000" in person.sees
        assert await person.comes_to_see("Plan 003")
        await person.press("end")
        assert await person.comes_to_see("template, ")
        await person.type("plan 299")
        assert await person.comes_to_see("(1 found)")
        await person.press("enter")
        assert "Semax plan: Plan 299" in person.sees


async def test_rename(library, put):
    """Another name is written into the file, whose own name stays; a name of blanks is refused."""
    path = put("a.toml", HOSTILE)
    async with library() as person:
        await person.press("tab", "right", "enter", "r", "enter")
        await person.replace("  ")
        await person.press("enter")
        assert "! type a name of 1 to 80 characters" in person.sees
        await person.replace("[/] Winter")
        await person.press("enter")
        assert "a.toml is called [/] Winter now." in person.sees
        assert "[/] Winter clear" in person.sees
    assert _name(path) == "[/] Winter"


async def test_duplicate(library, put, home):
    """A copy stands beside it under a name and a file of its own, safe whatever the name."""
    put("a.toml", HOSTILE)
    async with library() as person:
        await person.press("tab", "right", "enter", "d", "enter")
        assert "The copy is copy-of-red-x-click-app-quit-y.toml." in person.sees
        assert f"Copy of {HOSTILE}" in person.sees
    assert _name(home / "copy-of-red-x-click-app-quit-y.toml") == f"Copy of {HOSTILE}"


async def test_delete_is_asked_twice(library, put, home):
    """Enter keeps it on both pages; only two deliberate answers move it, to the trash folder."""
    path = put("a.toml", HOSTILE)
    async with library() as person:
        await person.press("tab", "right", "enter", "d", "d", "enter")
        assert f"Delete this profile? {HOSTILE} (a.toml)" in person.sees
        await person.press("enter")
        assert path.exists()
        await person.press("end", "enter", "right", "enter")
        assert f"Are you sure? {HOSTILE} (a.toml)" in person.sees
        await person.press("enter")
        assert path.exists()
        await person.press("end", "enter", "right", "enter", "right", "enter")
        assert "Moved to trash/a.toml." in person.sees
        assert HOSTILE not in person.sees
    assert not path.exists()
    assert _name(home / "trash" / "a.toml") == HOSTILE


async def test_damaged_file_can_only_be_deleted(library, put, home):
    """Opening a damaged file shows what is wrong with it and the one thing that can be done."""
    put("b.toml")
    (home / "[red]a[@b].toml").write_text("[/]")
    os.mkfifo(home / "fifo.toml")
    async with library() as person:
        assert "fifo.toml is not a regular file" in person.sees
        await person.press("enter")
        assert "[red]a[@b].toml damaged: not TOML" in person.sees
        assert "Rename" not in person.sees
        await person.press("enter", "right", "enter", "right", "enter")
        assert "Moved to trash/[red]a[@b].toml." in person.sees
    assert (home / "trash" / "[red]a[@b].toml").exists()


async def test_escapes_in_file_names_are_left_out(library, put, home):
    """A file name that would steer the terminal is shown without what does so, and opens all the
    same.
    """
    put("a\x1b]0;owned\x07\u202eb.toml")
    async with library() as person:
        assert "day 1 of 10, a]0;ownedb.toml" in person.sees
        await person.press("enter")
        assert "Semax plan: Spring exam block" in person.sees
        await person.press("enter", "enter")
        assert "a]0;ownedb.toml" in person.sees.replace(" ", "")
        await person.press("escape", "escape", "tab", "tab", "tab", "enter")
    assert len(list(home.iterdir())) == 1


async def test_today(library, put):
    """Today's doses of a profile are two keys away."""
    put("a.toml")
    async with library() as person:
        await person.press("tab", "right", "enter", "t", "enter")
        assert "5 January 2026: day 1 of 10" in person.sees
        assert "6 drops" in person.sees


async def test_refusals_are_said(library, put, home):
    """Where the system refuses a copy or a deletion it is said, and nothing is lost."""
    path = put("a.toml", "Mine")
    (home / "trash").write_text("in the way")
    async with library() as person:
        await person.press(
            "tab", "right", "enter", "end", "enter", "right", "enter", "right", "enter"
        )
        assert "It was not deleted." in person.sees
        assert "cannot be moved to trash" in person.sees
        await person.press("enter")
        path.unlink()
        await person.press("d", "enter")
        assert "! a.toml cannot be read" in person.sees
        await person.press("home", "enter")
        assert "! cannot be read" in person.sees


async def test_folder_that_cannot_be_read(library, home):
    """A folder that is a file is said to be so; the templates are there."""
    home.write_text("")
    async with library() as person:
        assert "! the folder cannot be read" in person.sees
        assert await person.comes_to_see("template, drops.toml")
