"""A file that was edited, or made with another catalog: seen side by side, rebuilt in place, or
gone on without.
"""

from datetime import time

import attrs
import pytest

from wizard.profile.file_format import dumps
from wizard.profile.folder import examples
from wizard.profile.read import read_profile

HOSTILE = "[red]x[/] [@click=app.quit]y[/] [/]"


@pytest.fixture
def edited(home, answers, build):
    """A file in the folder whose dose was raised by hand."""
    home.mkdir()
    path = home / "mine.toml"
    path.write_text(
        dumps(build(answers(), HOSTILE)).replace("daily_dose_mcg = 300", "daily_dose_mcg = 550", 1)
    )
    return path


def _held(path):
    return read_profile(path.read_bytes()).protocol.daily_dose_mcg


async def test_one_key_rebuilds(sit, edited):
    """Enter writes the file again with what its answers give; the old one is beside it as .bak,
    byte for byte.
    """
    before = edited.read_bytes()
    async with sit(profile=read_profile(before), path=edited) as person:
        assert f"{HOSTILE}. Edited, or damaged." in person.sees
        assert "Key File Answers" in person.sees
        assert "protocol.daily_dose_mcg 550 300" in person.sees
        await person.press("enter")
        assert "The file is rebuilt." in person.sees
        assert "mine.toml.bak" in person.sees
        await person.press("enter")
        assert "300 mcg daily (6 drops)" in person.sees
        await person.press("q")
        assert await person.has_left()
    assert _held(edited) == 300
    assert (edited.parent / "mine.toml.bak").read_bytes() == before


async def test_going_on_without(sit, edited):
    """Going on leaves the file as it is, and shows the rebuilt figures only."""
    async with sit() as person:
        await person.press("o", "enter", "enter")
        await person.press("right", "enter")
        assert "300 mcg daily (6 drops)" in person.sees
        assert "550" not in person.sees
    assert _held(edited) == 550


async def test_other_catalog_is_named_as_such(sit, edited):
    """A file made with another edition is said to be that, not to be edited."""
    edited.write_text(edited.read_text().replace('catalog = "2026.11"', 'catalog = "[/]"'))
    async with sit(profile=read_profile(edited.read_bytes()), path=edited) as person:
        assert "Made with catalog [/], this is 2026.11." in person.sees
        assert "edited" not in person.sees


async def test_figures_stand_below_each_other_in_a_narrow_window(sit, edited):
    """At 40 columns every difference is still there in full."""
    async with sit(size=(40, 24), profile=read_profile(edited.read_bytes()), path=edited) as person:
        assert "Key protocol.daily_dose_mcg file 550, answers 300" in person.sees


async def test_refused_rebuilding_is_said(sit, edited, tmp_path):
    """A link is never replaced: the page says so, and the way on is still there."""
    link = tmp_path / "link.toml"
    link.symlink_to(edited)
    async with sit(profile=read_profile(edited.read_bytes()), path=link) as person:
        await person.press("enter")
        assert "! link.toml is a symbolic link" in person.sees
        assert "Go on without" in person.sees
    assert _held(edited) == 550


async def test_file_that_changed_meanwhile(sit, edited):
    """A file that cannot be read any more when it is to be rebuilt is said to be so."""
    async with sit(profile=read_profile(edited.read_bytes()), path=edited) as person:
        edited.write_text("[/]")
        await person.press("enter")
        assert "! not TOML" in person.sees
        edited.write_bytes(examples()[0].read_bytes())
        await person.press("enter")
        assert "! kind: nothing is derived in a shared profile" in person.sees


async def test_a_dose_that_nobody_confirmed_is_asked_about(sit, answers, build):
    """R31: a file that asks for 900 mcg without a confirmation leads to the page that asks for one,
    not to a key of the file.
    """
    confirmed = answers(
        goal="high-demand", wake=time(4, 30), target_mcg=900, confirmed=("target_mcg",)
    )
    profile = build(confirmed, "High")
    unconfirmed = attrs.evolve(profile, answers=attrs.evolve(confirmed, confirmed=()))
    async with sit(profile=unconfirmed) as person:
        assert "The answers in this file cannot stand." in person.sees
        await person.press("enter")
        assert "Is 900 mcg right?" in person.sees
        assert "headache is reported more often" in person.sees
        assert "[Go back]" in person.sees
        assert "delivered" not in person.sees
