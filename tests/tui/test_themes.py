"""Look and room: marks beside colours, ASCII, small and wide windows."""

import pytest

from wizard.conversation.settings import first
from wizard.profile.file_format import dumps
from wizard.text.translation import is_utf8

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("environment", "ascii_only"),
    [
        ({"LANG": "en_US.UTF-8"}, False),
        ({"LANG": "de_DE.utf8@euro"}, False),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C"}, True),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True),
        ({"LC_CTYPE": "UTF-8"}, False),
        ({"LANG": "de_DE.ISO-8859-1"}, True),
        ({}, True),
    ],
)
def test_locale(environment, ascii_only):
    """The locale decides on ASCII; what Python itself puts in place of a locale of C does not."""
    assert is_utf8(environment) is not ascii_only


def test_look_from_the_environment():
    """The variable chooses the look to begin with; anything else in it is dark."""
    assert first({"SEMAX_WIZARD_THEME": " Contrast "}) == "contrast"
    assert first({"SEMAX_WIZARD_THEME": "pink"}) == first({}) == "dark"


async def test_what_is_highlighted_has_a_mark(sit, drops):
    """One row of a list has a sign before it, with and without the focus, and so has a line of a
    checklist; the action with the focus says that Enter does it.
    """
    async with sit() as person:
        await person.press("enter", "down")
        assert [line.split("  ")[1] for line in person.lines if "▸" in line] == [
            "▸ Exams, deadlines, mental fatigue"
        ]
        await person.press("tab")
        assert [line.split("  ")[1] for line in person.lines if "▸" in line] == [
            "▸ Exams, deadlines, mental fatigue"
        ]
        assert person.focused == "Go on"
        await person.press("enter")
        await person.comes_to(drops, "Pregnancy, heart and brain: does any of these apply to you?")
        await person.press("space")
        assert "▸ [x] Pregnant" in person.sees


async def test_ascii(sit, monkeypatch, drops):
    """Where the locale is not UTF-8 every character of every page is ASCII."""
    monkeypatch.setenv("LC_ALL", "C")
    async with sit() as person:
        await person.press("enter")
        for until in ("Which compound", "How is it taken?", "does any of these", "Step 7 of 8"):
            await person.comes_to(drops, until)
            assert "* Goal" in person.sees
            assert all(line.isascii() for line in person.lines)


async def test_look_is_chosen_and_kept(sit):
    """Another look is chosen from the start page and says so; it holds from then on."""
    async with sit() as person:
        await person.press("s", "enter")
        assert "Dark (now)" in person.sees
        await person.press("h", "enter", "s", "enter")
        assert "High contrast (now)" in person.sees


@pytest.mark.parametrize(
    "until", ["What is it for?", "Do you take any of these medicines?", "Step 7 of 8"]
)
async def test_small_window(sit, drops, until):
    """At 60x20 the question and at least six lines of options or of the review are seen, nothing is
    cut at the right.
    """
    async with sit(size=(60, 20)) as person:
        await person.press("enter")
        await person.comes_to(drops, until)
        seen = until if until in person.sees else "Review"
        body = person.lines[
            person.lines.index(next(line for line in person.lines if seen in line)) + 1 : -3
        ]
        assert len([line for line in body if line.strip()]) >= 6
        assert all(len(line) <= 60 for line in person.lines)


async def test_what_is_wrong_with_a_file_takes_one_line(sit, home, build, answers):
    """However wide the window is, that stands beside the name of the profile in the library."""
    home.mkdir()
    (home / "a.toml").write_text(
        dumps(build(answers())).replace('outcome = "clear"', 'outcome = "stop"')
    )
    for columns in (80, 120, 160):
        async with sit(size=(columns, 30)) as person:
            await person.press("o", "enter")
            assert await person.comes_to_see("Edited, or damaged.")
            (told,) = (line for line in person.lines if "Spring exam block" in line)
            assert told.split("(a.toml)")[1].strip() == "Edited, or damaged."


async def test_plan_so_far_beside_the_question(sit, drops):
    """From 110 columns the plan so far stands beside the question and follows what is highlighted,
    marked and typed.
    """
    async with sit(size=(120, 40)) as person:
        await person.press("enter", "down")
        assert "For: Exams, deadlines, mental fatigue" in person.sees
        await person.press("up")
        assert "For: Focus, memory and learning" in person.sees
        await person.comes_to(drops, "Pregnancy, heart and brain: does any of these apply to you?")
        await person.press("space")
        assert "No dose is planned while this stands." in person.beside
        await person.press("end")
        await person.press("space", "enter")
        await person.comes_to(drops, "Which daily dose")
        assert "Days 6 to 10 300 mcg" in person.beside
        await person.type("400")
        assert "Days 6 to 10 400 mcg" in person.beside
        assert "same goal" not in person.beside
        await person.resize(80, 24)
        assert "The plan so far" not in person.sees
        assert "▌ 400" in person.sees


async def test_plan_so_far_of_a_short_rest(sit, drops):
    """R41: the plan beside the question says that a week after a high-demand course only another
    may start.
    """
    async with sit(size=(120, 40)) as person:
        await person.press("enter", "down", "enter")
        await person.comes_to(drops, "Which daily dose")
        assert "same goal" in person.beside
