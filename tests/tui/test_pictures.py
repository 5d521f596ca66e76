"""The pictures of a plan: reached by keyboard from the review, whole at every size, never colour
alone.
"""

from datetime import timedelta

import attrs
import pytest

from wizard.profile.file_format import dumps
from wizard.report import drawings
from wizard.tui.widgets.plan_pictures import Picture, Pictures

NAMES = ("The day", "The dose of a day", "Drops in each nostril")


@pytest.fixture
def drops(build, answers):
    """A profile with a first course of drops."""
    return build(answers(first_time=True))


@pytest.fixture
def vial(build, answers):
    """A profile with a course from a vial."""
    return build(answers(form="vial", target_mcg=300))


async def look(person):
    """From the review of a profile to the pictures."""
    await person.press("tab", "right", "right", "enter")
    assert await person.comes_to_see("The course as a calendar")


async def read(person, presses=40):
    """Every line that is seen on the way down the page, in order."""
    seen, before = [], None
    for _ in range(presses):
        lines = person.lines
        if lines == before:
            break
        before = lines
        seen += [
            line.strip()
            for line in lines[lines.index("  The plan in pictures") + 1 : -1]
            if line.strip() and line.strip() not in seen
        ]
        await person.press(*["down"] * 2)
    return seen


async def test_pictures_of_drops(sit, drops):
    """Issue 20: from the review, the calendar first, then the drops in each nostril, the day, and
    the dose where it changes are scrolled through by keyboard, and left again.
    """
    async with sit(profile=drops) as person:
        await look(person)
        seen = await read(person)
        assert seen.index("The course as a calendar") < min(map(seen.index, NAMES))
        assert "Days 6 to 10  07:30  ● ● ●  3       ● ● ●  3" in seen
        assert "waking 07:00                        13:00" in seen
        assert f"Days 1 to 5  {'█' * 16}         200 mcg, 4 drops" in seen
        assert f"Days 6 to 10 {'█' * 24} 300 mcg, 6 drops" in seen
        assert any("5A  6A" in line for line in seen)
        assert any("14N" in line for line in seen)
        await person.press("escape")
        assert "Step 7 of 8" in person.where
        assert "The plan in pictures" not in person.sees


async def test_pictures_of_a_vial(sit, vial):
    """For a vial there is the syringe, filled to its mark under its scale, and no dose of a day
    that never changes.
    """
    async with sit((80, 50), profile=vial) as person:
        await look(person)
        lines = person.lines
        assert "The dose of a day" not in person.sees
        row = next(number for number, line in enumerate(lines) if "██" in line)
        assert "How far to fill the syringe" in lines[row - 3]
        assert lines[row - 1].index("┼") + 9 == lines[row].index("▌") == lines[row + 1].index("^")
        assert lines[row + 1].endswith("draw to 9 units, 9 marks after 0, 1 unit each")


MEASURE = "How to measure and take it"


async def measuring(person):
    """Open the part of the review that says how to measure."""
    shown = person.lines
    while not any(f"▸ {MEASURE}" in line or f"> {MEASURE}" in line for line in shown):
        await person.press("down")
        shown = person.lines
    await person.press("enter")
    assert await person.comes_to_see("How to measure it")


@pytest.mark.parametrize(("locale", "drawn"), [("C.UTF-8", "██▌"), ("C", "##|")])
async def test_the_syringe_of_a_page_to_read_is_drawn(sit, vial, monkeypatch, locale, drawn):
    """The page has the syringe as Pictures draws it, and in ASCII where that is all there is."""
    monkeypatch.setenv("LC_ALL", locale)
    async with sit((100, 60), profile=vial) as person:
        await measuring(person)
        assert any(drawn in row for row in person.rows)


@pytest.mark.parametrize(("locale", "tick"), [("C.UTF-8", "✓"), ("C", "(read)")])
async def test_a_page_is_read_once_its_end_was_shown(sit, vial, monkeypatch, locale, tick):
    """Enter scrolls to the end of a section before it goes on; only that ticks it, also where the
    highlight is.
    """
    monkeypatch.setenv("LC_ALL", locale)
    ticked = f"{MEASURE} {tick}"
    async with sit((80, 20), profile=vial) as person:
        await measuring(person)
        await person.press("escape")
        assert MEASURE in person.sees
        assert ticked not in person.sees
        await measuring(person)
        presses = 0
        while MEASURE in person.lines[1]:
            await person.press("enter")
            presses += 1
            assert presses < 20
        assert presses > 1
        await person.press("escape")
        assert await person.comes_to_see(ticked)


@pytest.mark.parametrize(
    "size",
    [(40, 12), *(pytest.param(size, marks=pytest.mark.slow) for size in [(60, 20), (120, 40)])],
)
async def test_pictures_at_every_size(sit, drops, size):
    """No picture is cut at the right, in small windows and large ones, nor after the window has
    changed under it.
    """
    async with sit(profile=drops) as person:
        await look(person)
        await person.resize(*size)
        seen = await read(person)
        assert {"The course as a calendar", *NAMES} <= set(seen)
        assert all(len(line) <= size[0] - 4 for line in seen)
        assert any(line.endswith("300 mcg, 6 drops") for line in seen)
        assert any("14N" in line for line in seen)


async def test_pictures_without_colours(sit, drops, monkeypatch):
    """In ASCII and without colours the same is told by signs and letters."""
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("NO_COLOR", "1")
    async with sit(profile=drops) as person:
        await look(person)
        seen = await read(person)
        assert all(line.isascii() for line in seen)
        assert f"Days 6 to 10 {'#' * 24} 300 mcg, 6 drops" in seen
        assert "* 07:30" in " ".join(seen)


async def test_pictures_are_small_widgets_and_come_late(made, seated, drops):
    """Each picture is a widget of its own; none exists before the page is opened, nor after it is
    left.
    """
    async with made(profile=drops).run_test() as pilot:
        await pilot.pause()
        person = seated(pilot)
        assert not pilot.app.screen.query(Pictures)
        await look(person)
        assert [each.draw for each in pilot.app.screen.query(Picture)] == [
            drawings.course,
            drawings.measured,
            drawings.day,
            drawings.doses,
        ]
        await person.press("enter")
        await pilot.pause()
        assert not pilot.app.screen.query(Pictures)


async def test_pictures_of_a_profile_that_is_kept(sit, home, answers, build):
    """A saved profile is looked at in pictures from the library, and the way back leads there; a
    record has none.
    """
    home.mkdir()
    (home / "a.toml").write_text(dumps(build(answers())))
    record = build(answers(conditions=("seizure-history",)), "Record")
    # An older one: the newest would stand against the plan
    record = attrs.evolve(record, created=record.created - timedelta(days=1))
    (home / "b.toml").write_text(dumps(record))
    async with sit() as person:
        await person.press("o", "enter")
        assert await person.comes_to_see("Record")
        await person.press("tab", "tab", "enter", "l", "enter")
        assert await person.comes_to_see("The course as a calendar")
        await person.press("escape")
        assert "Look at it in pictures" in person.sees
        await person.press("escape", "down", "tab", "tab", "enter")
        assert await person.comes_to_see("Duplicate")
        assert "Record" in person.sees
        assert "pictures" not in person.sees
