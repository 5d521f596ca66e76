"""The library: every profile of the folder, searched as one types, renamed, copied, deleted;
damaged ones too.
"""

import pytest

from wizard.profile.file_format import dumps, share

pytestmark = pytest.mark.slow


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


async def test_every_profile_in_a_line(library, put, home, answers, build):
    """Name, outcome, dose and where in the cycle; damaged files are marked, and templates stand
    after them.
    """
    put("a.toml", "Mine")
    put("b.toml", "Stopped", conditions=("seizure-history",))
    stopped = home / "b.toml"  # the newest would keep back what the plan is
    stopped.write_text(stopped.read_text().replace("created = 2026-", "created = 2025-"))
    (home / "c.toml").write_text(dumps(share(build(answers(), "Theirs"))))
    (home / "d.toml").write_text("x")
    async with library(size=(80, 40)) as person:
        assert await person.comes_to_see("template, amidate.toml")
        assert "Mine day 1 of 10, 300 mcg daily, clear, a.toml" in person.sees
        assert "Stopped no dose, stop, b.toml" in person.sees
        assert "Theirs shared, c.toml" in person.sees
        assert "d.toml Damaged." in person.sees


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


@pytest.mark.parametrize("how", ["type", "paste"])
async def test_a_name_with_joiners_is_found(library, put, how):
    """Issue 15, point 18: whether the joiner is typed or not, by keys or in one paste."""
    name = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    put("a.toml", name)
    put("b.toml", "Summer")
    for typed in (name, name.replace("\u200c", "")):
        async with library() as person:
            await getattr(person, how)(typed)
            await person.press("enter")
            assert await person.comes_to_see(f"Semax plan: {name}")


@pytest.mark.parametrize("how", ["type", "paste"])
async def test_a_name_with_joiners_is_typed(library, put, how):
    """Issue 15, point 18: the joiner is a key that prints nothing; it stays where a Persian name
    needs it, and one that joins nothing is dropped.
    """
    path, name = put("a.toml", "Mine"), "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    async with library() as person:
        await person.press("tab", "right", "enter")
        assert await person.comes_to_see("Rename")
        await person.press("r", "enter", "ctrl+u")
        await getattr(person, how)(f"{name}\u200c")
        await person.press("enter")
        assert await person.comes_to_see("The new name of a.toml")
    assert f'name = "{name}"' in path.read_text()


async def test_place_is_kept(library, put):
    """Coming back from a profile, the search and the row are as they were."""
    put("a.toml", "Plan one")
    put("b.toml", "Plan two")
    async with library() as person:
        await person.type("plan ")
        assert await person.comes_to_see("found)")
        await person.press("down", "f2")
        assert "Plan two day 1 of 10, 300 mcg daily, clear" in person.sees
        await person.press("escape")
        assert "Search: plan" in person.sees
        assert await person.comes_to_see("▸ Plan two")


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


async def test_escapes_in_file_names_are_written_out(library, put, home):
    """A file name that would steer the terminal is shown as a shell reads it, with what does so as
    hexadecimal bytes, and opens all the same.
    """
    put("a\x1b]0;owned\x07\u202eb.toml")
    async with library() as person:
        assert (
            r"day 1 of 10, 300 mcg daily, clear, $'a\x1b]0;owned\x07\xe2\x80\xaeb.toml'"
            in person.sees
        )
        await person.press("enter")
        assert "Semax plan: Spring exam block" in person.sees
        await person.press("ctrl+q")
    assert len(list(home.iterdir())) == 1


async def test_a_short_name_alone_is_not_cut(library, put, home):
    """A list of one row, whose name is short, has the whole name on its line."""
    put("b.toml", "Plan")
    (home / "a.toml").symlink_to("/etc/passwd")
    async with library() as person:
        await person.type("a.toml")
        assert await person.comes_to_see("(1 found)")
        assert any(line.startswith("  ▸ a.toml ") for line in person.lines)
        await person.press("f2")
        assert any(line.startswith("  ▸ Delete ") for line in person.lines)
