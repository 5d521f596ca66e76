"""By keyboard alone: whatever a key does on a page, a button or a line of a list does too, and Tab
leads to it.
"""

import pytest

from wizard.conversation.view import Pick
from wizard.profile.file_format import dumps
from wizard.tui.keys import actions

WALK = [
    ("What would you like to do?", []),
    ("What this is, and what it is not", ["w", "enter"]),
    ("Which settings suit you?", ["escape", "s", "enter"]),
    ("Which profile do you want to open?", ["escape", "o", "enter"]),
    ("Print or export", ["tab", "tab", "enter"]),
    ("Today", ["t", "enter"]),
    ("What do you want to call it?", ["escape", "r", "enter"]),
    ("Delete this profile?", ["escape", "d", "d", "enter"]),
    ("Are you sure?", ["right", "enter"]),
    ("Read it here", ["escape", "p", "enter"]),
    ("where is it written?", ["end", "enter"]),
    ("Step 7 of 8", [*["escape"] * 3, "enter"]),
    ("The plan in pictures", ["tab", "right", "right", "enter"]),
    ("What do you want to know more about?", ["escape", "?"]),
    ("What shaped this plan", ["enter"]),
    ("Which answer do you want to change?", [*["escape"] * 2, "tab", "enter"]),
    ("What is it for?", ["enter"]),
    ("Where is it kept?", ["escape", "escape", "tab", "right", "enter", "enter"]),
    ("Replace the file that is there?", ["end", "ctrl+u", "a", "enter"]),
    ("It is saved.", ["right", "enter"]),
]
"""Pages, each with the keys that lead to it from the one before."""


async def _reached(person, said):
    """Fail unless that page is shown, or is so in a moment."""
    assert await person.comes_to_see(said), f"{said!r} is not shown:\n{person.sees}"


def _check(view):
    """What Escape and Ctrl+Q do on this page has a button or a line of its list, and so has the
    explanation.
    """
    does = [action.intent for action in view.actions]
    does += [option.intent for option in view.ask.options] if isinstance(view.ask, Pick) else []
    assert view.leave in does, view.title
    assert view.back in does or view.title == "What would you like to do?", view.title


async def test_every_action_has_a_button(made, seated, home, answers, build):
    """On every page going back and leaving can be chosen, and Tab goes through all there is and
    comes round to where it began.
    """
    home.mkdir()
    (home / "a.toml").write_text(dumps(build(answers())))
    async with made().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        person = seated(pilot)
        for said, keys in WALK:
            await person.press(*keys)
            await _reached(person, said)
            view = pilot.app.screen.view
            _check(view)
            if view.careful and view.ask is None:  # begins at no button
                assert person.focused is None
                await person.press("tab")
            seen = [person.focused]
            labels = [action.label for action in actions(view)]
            for label in labels:
                assert label[1:] in person.keys or f"Enter {label[1:]}"[:6] in person.keys
            stops = len(labels) + (view.ask is not None)
            for _ in range(stops):
                await person.press("tab")
                seen.append(person.focused)
            assert len(set(seen)) == stops
            assert seen[0] == seen[-1]


@pytest.mark.parametrize(
    ("keys", "until", "there"),
    [
        (
            [*"rr", "enter"],
            "No plan is made. Do not take Semax.",
            ["C change the answer", "A answer the rest", "? why", "q leave"],
        ),
        (
            ["enter", "enter", *["down", "enter"] * 3, "3", "0", "enter"],
            "Is 30 drops per mL right?",
            ["C continue", "G go back", "? why", "q leave"],
        ),
    ],
)
async def test_pages_in_between_have_buttons(made, seated, keys, until, there):
    """So it is on the pages that come between questions."""
    async with made().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        person = seated(pilot)
        await person.press("enter", *keys)
        await _reached(person, until)
        _check(pilot.app.screen.view)
        assert [key for key in there if key in person.keys] == there


async def test_an_arrow_goes_back_from_the_row_of_keys_to_the_list(sit):
    """Up and Down move in the list wherever the focus is, as the row of keys says."""
    async with sit((80, 24)) as person:
        await person.press("enter", "tab")
        assert person.focused == "Go on"
        await person.press("down")
        assert person.focused == "choices"
        assert "▸ Exams, deadlines, mental fatigue" in person.sees
