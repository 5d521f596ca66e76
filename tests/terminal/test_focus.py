"""The cursor of a real terminal goes where the focus goes, in the order in which one reads, and
what has the focus is marked.
"""

import time

import pytest

pytestmark = [pytest.mark.terminal, pytest.mark.slow]
MOST_STOPS = 12
REVIEW = "save C change"
PAGES = {
    "start": ("What would you like to do?", []),
    "choice": ("What is it for?", []),
    "typed": ("How many drops make 1 mL?", []),
    "checklist": ("Pregnancy, heart and brain: does any of these apply to you?", []),
    "stop": ("No plan is made. Do not take Semax.", []),
    "review": (REVIEW, []),
    "pictures": (REVIEW, [("The plan in pictures", ["p"])]),
    "why": (REVIEW, [("What do you want to know more about?", ["?"])]),
    "answers": (REVIEW, [("Which answer do you want to change?", ["c"])]),
    "name": (REVIEW, [("What do you want to call it?", ["s"])]),
    "saved": (
        REVIEW,
        [
            ("What do you want to call it?", ["s"]),
            ("Where is it kept?", ["enter"]),
            ("It is saved.", ["enter"]),
        ],
    ),
}


def _go(wire, page, drops, seizure):
    """From the start page to that page."""
    until, further = PAGES[page]
    if page != "start":
        wire.press("enter")
        wire.answer(seizure if page == "stop" else drops, until)
    wire.settle()  # what is pressed before a page stood is dropped
    for words, keys in further:
        for key in keys:
            wire.press(key)
            wire.rest(0.1)
        wire.wait_for(words)
    wire.settle()


def _moved(wire):
    """Press Tab, and wait until the cursor is elsewhere, or for long enough where there is nowhere
    to go.
    """
    before, until = wire.cursor, time.monotonic() + 1
    wire.press("tab")
    while wire.cursor == before and time.monotonic() < until:
        wire.read()
    wire.rest(0.05)


def _is_marked(wire):
    """Whether a sign stands where the cursor is: the key of an action that Enter does, or the sign
    of a row or of the line that is typed in.
    """
    x, y, is_seen = wire.cursor
    line = wire.screen.display[y]
    return is_seen and (line[x] in ">▸" or line[x:].startswith("Enter ") or "▌" in line[:x])


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 12)])
@pytest.mark.parametrize("page", PAGES)
def test_tab_goes_as_one_reads(sit, drops, seizure, page, size):
    """Tab goes from left to right and down the lines, the cursor with it, to something that is
    marked, and comes round.
    """
    wire = sit(size=size)
    _go(wire, page, drops, seizure)
    if page == "stop":  # nothing has the focus there before Tab
        _moved(wire)
    for _ in range(30 * (page == "review")):  # the card above the list goes first
        if not _is_marked(wire):
            wire.press("down")
            wire.rest(0.1)
    stops = []
    while wire.cursor not in stops:
        assert _is_marked(wire), f"nothing is marked at {wire.cursor}: {wire.screen.display}"
        assert len(stops) < MOST_STOPS
        stops.append(wire.cursor)
        _moved(wire)
    assert wire.cursor == stops[0]
    assert stops == sorted(stops, key=lambda stop: (stop[1], stop[0]))
    assert len(stops) > 1 or page == "start"


def test_at_most_fifty_key_presses(sit, drops, home):
    """From the start page to a saved first course of drops it takes at most 50 key presses."""
    wire = sit()
    said = {"What would you like to do?": ["enter"]} | drops
    presses = sum(len(said[question]) for question in wire.answer(said, REVIEW))
    for key, words in (
        ("s", "What do you want to call it?"),
        ("enter", "Where is it kept?"),
        ("enter", "It is saved."),
    ):
        wire.press(key)
        wire.wait_for(words)
        presses += 1
    assert list((home / "profiles").glob("*.toml"))
    assert len(said) < presses <= 50
