"""The checklists of screening: each whole in one window, with "none of these" last."""

import asyncio

import pytest

from tests.support.keyboard import NONE
from wizard.profile.folder import examples
from wizard.profile.read import read_profile
from wizard.text import translation


@pytest.fixture(params=["en", "ru"])
def language(request):
    """Each language, until the test ends."""
    translation.speak(request.param)
    yield request.param
    translation.speak("en")


@pytest.fixture
def template():
    """The shared profile of drops at 300 mcg."""
    (path,) = (path for path in examples() if path.name == "drops.toml")
    return read_profile(path.read_bytes())


@pytest.fixture
def at_lists(sit, template):
    """Somebody at the first list of screening, in a window of this size."""

    def start(size):
        return sit(size=size, profile=template)

    return start


TO_LISTS = [
    *["enter"] * 7,
    *["3", "5", "enter", "7", "0", "enter", "down", "enter"],
]


def rows(person):
    """The rows of the list, each as the words after its mark."""
    found = [line.strip().removeprefix("▸").strip() for line in person.lines]
    return [line[3:].split("  ")[0].strip() for line in found if line[:3] in {"[ ]", "[x]", "[?]"}]


@pytest.mark.parametrize("size", [(80, 24)])
async def test_a_list_stands_whole_in_its_window(at_lists, catalog, language, size):
    """At 80x24 every row of every list is seen, whichever is highlighted; the first is, none is
    marked, and "none of these" comes last.
    """
    async with at_lists(size) as person:
        await person.press(*TO_LISTS)
        for group in catalog.screening.groups:
            wanted = [
                *(translation._(item.label) for item in group.items),
                translation._(group.none_label),
            ]
            assert f"▸ [ ] {wanted[0]}" in person.sees, language
            assert "[x]" not in person.sees
            for _ in wanted:
                for _attempt in range(50):
                    if rows(person) == wanted:
                        break
                    await asyncio.sleep(0.01)
                assert rows(person) == wanted
                await person.press("down")
            await person.press(*NONE)


async def test_a_low_window_shows_every_line_first(at_lists):
    """At 60x12 a list is longer than the window: its end is not marked, by Space or by Enter,
    before every line was on the screen (issue 17, point 7).
    """
    async with at_lists((60, 12)) as person:
        await person.press(*TO_LISTS)
        assert "None of these conditions" not in person.sees
        for keys in (["end", "space", "enter"], ["end", "enter"]):
            await person.press_at_once(*keys)
            assert await person.comes_to_see("▸ [ ] None of these conditions")
            await person.press("space", "enter")
            assert "[x]" not in person.sees
            assert "! Go up and read every line first" in person.sees
        await person.press(*["up"] * 8, *["down"] * 8, "enter")
        assert "Mind and mood: does any of these apply to you?" in person.sees


async def test_what_a_mark_means_is_seen_as_soon_as_it_is_set(at_lists):
    """At 60x20 it stands below its row, also where that row was the last in the window (issue 20,
    point 1).
    """
    async with at_lists((80, 24)) as person:
        await person.press(*TO_LISTS)
        for _ in range(3):
            assert "None of these conditions" in person.sees  # which draws the lines
            await person.press(*NONE)
        await person.resize(60, 20)
        assert "Do you take any of these medicines?" in person.sees
        for _ in range(6):
            await person.press("down")
            await person.settles()
        await person.press("space")
        assert await person.comes_to_see("Other medicine for mood, nerves or sleep yes: clinician")


async def test_a_refusal_moves_no_row(sit, drops):
    """Where nothing was marked, what is said of it stands below the list, every row of which stays
    where it was: the one that it names too (issue 20, point 1).
    """
    async with sit(size=(80, 24)) as person:
        await person.press("enter")
        await person.answer(drops, "Do you take any of these medicines?")
        before = rows(person)
        assert "None of these medicines" in before
        await person.press("enter")
        assert '! Mark with Space what applies, or "None of these medicines"' in person.sees
        assert rows(person) == before
        await person.press("down", "up")
        assert "! Mark with Space" not in person.sees


async def test_a_mark_takes_no_row_from_the_list(sit, drops):
    """A row that a mark makes longer takes a line of the free ones below the list: all of it is
    still seen (issue 20, point 1).
    """
    async with sit(size=(120, 40)) as person:
        await person.press("enter")
        await person.comes_to(drops, "Do you take any of these medicines?")
        await person.press(*["down"] * 3, "space")
        assert await person.comes_to_see("yes: clinician")
        assert await person.comes_to_see("[ ] None of these medicines")
