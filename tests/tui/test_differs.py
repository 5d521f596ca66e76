"""A file that was edited, or made with another catalog: seen side by side, rebuilt in place, or
gone on without.
"""

import pytest

from wizard.profile.file_format import dumps
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


async def test_other_catalog_is_named_as_such(sit, edited):
    """A file made with another edition is said to be that, not to be edited; no dose of it is
    shown.
    """
    edited.write_text(edited.read_text().replace('catalog = "2026.12"', 'catalog = "[/]"'))
    async with sit(profile=read_profile(edited.read_bytes()), path=edited) as person:
        assert "This plan was made with another edition." in person.sees
        assert "Made with catalog [/], this is 2026.12." in person.sees.replace(" \u258c", "")
        assert f"{HOSTILE}, 5 to 14 January 2026." in person.sees
        assert "edited" not in person.sees
        assert "mcg" not in person.sees


async def test_figures_stand_below_each_other_in_a_narrow_window(sit, edited):
    """At 40 columns every difference is still there in full."""
    async with sit(size=(40, 24), profile=read_profile(edited.read_bytes()), path=edited) as person:
        assert "Key protocol.daily_dose_mcg file 550, answers 300" in person.sees
