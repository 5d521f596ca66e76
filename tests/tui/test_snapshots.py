"""What the main pages look like, picture by picture. After a change that is meant: pytest
--snapshot-update, and look at each.
"""

import pytest

pytest.importorskip("pytest_textual_snapshot")
pytestmark = pytest.mark.slow

AT_HOME = (80, 24)
PAGES = {
    "start": ("What would you like to do?", AT_HOME),
    "goal": ("What is it for?", AT_HOME),
    "typed": ("How many drops make 1 mL", AT_HOME),
    "screening": ("Pregnancy, heart and brain: does any of these apply to you?", AT_HOME),
    "plan": ("Which daily dose do you ask for", AT_HOME),
    "review": ("Step 7 of 8", AT_HOME),
    "small": ("Do you take any of these medicines?", (60, 20)),
    "wide": ("Which daily dose do you ask for", (120, 40)),
}


@pytest.fixture(autouse=True)
def same_terminal(monkeypatch):
    """The same terminal everywhere: colours, UTF-8, the dark look."""
    for name in ("NO_COLOR", "SEMAX_WIZARD_THEME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm-256color")


def _walk(seated, said, until):
    async def walk(pilot):
        await pilot.pause()
        person = seated(pilot)
        if "What would you like to do?" in until:
            return
        await person.press("enter")
        await person.answer(said, until)
        await pilot.pause(0.05)

    return walk


@pytest.mark.parametrize("page", PAGES)
def test_page(snap_compare, made, seated, drops, page):
    """A page on the way to a plan looks as it did when it was last looked at."""
    until, size = PAGES[page]
    assert snap_compare(made(), terminal_size=size, run_before=_walk(seated, drops, until))


def test_pictures(snap_compare, made, seated, vial):
    """The pictures of a vial look as they did."""

    async def walk(pilot):
        await _walk(seated, vial, "Step 7 of 8")(pilot)
        await seated(pilot).press("right", "right", "enter")
        await pilot.pause(0.3)

    assert snap_compare(made(), run_before=walk)


def test_stop(snap_compare, made, seated, seizure):
    """The page of a stop looks as it did."""
    assert snap_compare(
        made(), run_before=_walk(seated, seizure, "No plan is made. Do not take Semax.")
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NO_COLOR", "1"),
        ("LC_ALL", "C"),
        ("SEMAX_WIZARD_THEME", "contrast"),
        ("SEMAX_WIZARD_THEME", "light"),
    ],
)
def test_look(snap_compare, monkeypatch, made, seated, drops, name, value):
    """So does a list of choices without colours, in ASCII, in high contrast and in the light
    look.
    """
    monkeypatch.setenv(name, value)
    assert snap_compare(made(), run_before=_walk(seated, drops, "Which compound is it?"))
