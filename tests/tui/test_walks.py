"""Whole walks through the wizard, from the start page to a file, by keyboard alone."""

import tomllib
from datetime import date

from wizard.profile.read import read_profile


def _saved(home):
    (path,) = home.glob("*.toml")
    return tomllib.loads(path.read_text())


async def test_first_course_of_drops(sit, home, drops):
    """A first course of 0.1% drops: 4 drops on days 1 to 5, 6 on days 6 to 10, next start after 30
    days; in under 40 presses.
    """
    async with sit() as person:
        await person.press("enter")
        await person.answer(drops, "Review")
        assert "200 mcg daily (4 drops) on days 1 to 5" in person.sees
        assert "300 mcg daily (6 drops) on days 6 to 10" in person.sees
        await person.press("enter", "enter", "enter")
        assert "It is saved." in person.sees
        assert person.presses < 40
    plan = _saved(home)["protocol"]
    assert [dose["count"] for phase in plan["phases"] for dose in phase["doses"]] == [4, 6]
    assert (plan["end"], plan["next_start"]) == (date(2026, 1, 14), date(2026, 2, 14))
    assert _saved(home)["screening"] == {"outcome": "clear", "findings": []}


async def test_vial_not_first(sit, home, vial):
    """A vial of 10 mg in 3 mL at 300 mcg is 9 units, discarded 28 days on, with a caution for the
    route.
    """
    async with sit() as person:
        await person.press("enter")
        await person.answer(vial, "Review")
        assert "Caution" in person.sees
        assert "(9 units)" in person.sees
        await person.press("enter", "enter", "enter")
    saved = _saved(home)
    assert saved["protocol"]["phases"][0]["doses"][0]["count"] == 9
    assert saved["protocol"]["supply"]["discard"] == [date(2026, 2, 2)]
    assert saved["screening"]["findings"][0]["rule"] == "subcutaneous-less-established"


async def test_seizure_in_childhood(sit, home, seizure):
    """A seizure in childhood stops at once, with the reason and no dose on the screen; a record of
    it holds none either.
    """
    async with sit() as person:
        await person.press("enter")
        await person.answer(seizure, "Stop: no plan is made.")
        assert "after any seizure" in person.sees
        assert "mcg" not in person.sees
        await person.press("enter")
        await person.answer(seizure, "Review")
        for _ in range(12):
            assert "mcg" not in person.sees
            await person.press("pagedown")
        await person.press("enter", "enter", "enter")
    saved = _saved(home)
    assert saved["screening"]["outcome"] == "stop"
    assert not {"protocol", "referral"} & set(saved)


async def test_saved_reopened_printed(sit, home, drops):
    """A saved profile opens at its review from the start page, and its summary is handed over for
    printing on the way out.
    """
    async with sit() as person:
        await person.press("enter")
        await person.answer(drops, "Review")
        await person.press("enter")
        await person.replace("Spring")
        await person.press("enter", "enter", "q")
    async with sit() as person:
        await person.press("o", "enter", "enter")
        assert "Semax plan: Spring" in person.sees
        await person.press("enter", "enter", "enter", "right", "enter", "enter", "p", "enter")
        assert await person.has_left()
    path = home / "spring.toml"
    assert read_profile(path.read_bytes()).name == "Spring"
    assert path.stat().st_mode & 0o777 == 0o600


async def test_template_opens_at_the_first_open_question(sit, drops):
    """A template fills in the plan and asks everything about the person."""
    async with sit() as person:
        await person.press("o", "enter")
        await person.type("nasal drops")
        assert await person.comes_to_see("(1 found)")
        await person.press("enter")
        assert (
            "The author asked for: Goal Focus, memory and learning Compound Semax Form Nasal drops"
            in person.sees
        )
        await person.press("enter")
        assert "How many days is it good after opening" in person.sees
        await person.answer(drops, "Review")
        assert "Your plan is not the one the author asked for." in person.sees
        await person.press("enter")
        assert "300 mcg daily" in person.sees


async def test_a_vial_in_a_wide_window(sit, vial):
    """Where the plan so far stands beside each question, a list is never judged by the answer of
    the one before it.
    """
    async with sit(size=(120, 40)) as person:
        await person.press("enter")
        await person.answer(vial, "When did your last course end?")
        assert "The plan so far" in person.sees
