"""Sixty keys at random, twenty times; `tests/terminal` does so five hundred times in a real
terminal, with raw bytes.
"""

import random

import pytest

from tests.support.keyboard import NOW
from wizard.profile.draft import Draft, resumable, take
from wizard.profile.folder import ProfileFolder

KEYS = 60
_JUNK = "[red]\x1b]0;x\x07 1,000\n\N{RIGHT-TO-LEFT OVERRIDE}[/]\N{REPLACEMENT CHARACTER}{}"
_ONCE = [
    "escape",
    "tab",
    "shift+tab",
    "backspace",
    "pageup",
    "home",
    "f1",
    "ctrl+u",
    "\N{REPLACEMENT CHARACTER}",
]
_OTHERS = [*["enter"] * 8, *["space"] * 3, *_ONCE]
_ARROWS = ["up", "down", "left", "right"]
_LETTERS = "abcdefghijklmnoprstuvwxyz0123456789?."


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    """What random keys save stays out of the repository."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture
def answered(monkeypatch):
    """What was answered last in each interview, by the file of its draft."""
    values, save = {}, Draft.save

    def saved(draft, session, asking, now):
        values[draft.path] = session.values
        save(draft, session, asking, now)

    monkeypatch.setattr(Draft, "save", saved)
    return values


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 20))]
)
async def test_random_keys(sit, home, catalog, answered, seed):
    """Random keys end in no crash, and with a draft that brings back every answer or a profile that
    was saved.
    """
    chance = random.Random(seed)  # noqa: S311 - the same keys every time
    async with sit() as person:
        await person.press("enter", "enter")
        for _ in range(KEYS):
            what = chance.random()
            if what < 0.03:
                await person.resize(chance.randint(1, 160), chance.randint(1, 50))
            elif what < 0.05:
                await person.paste(_JUNK)
            else:
                await person.press(
                    chance.choice(_OTHERS if what < 0.45 else _ARROWS if what < 0.65 else _LETTERS)
                )
        await person.press("ctrl+q", "right", "enter")
    saved = [path for path in home.glob("*.toml") if not path.name.startswith(".")]
    assert saved or list(home.glob(".draft-*.toml"))
    assert all(path.name.startswith(".draft") for path in home.glob(".*.toml"))
    for draft in resumable(ProfileFolder(home), catalog):
        resumed = take(ProfileFolder(home), draft, catalog, NOW.date())
        assert resumed.session.values == answered[draft.path]
        assert resumed.dropped == ()
