"""The row of keys (issue 20, point 4): one order everywhere, and nothing is offered twice."""

import pytest

from tests.support.ways import PAGES
from wizard.conversation.view import Pick
from wizard.tui.keys import actions, hints
from wizard.tui.looks import marks

LAST = [("?", "F1"), ("Esc",), ("q", "Ctrl+Q"), (marks().up_down,)]
"""What stands last on every page, in this order."""


def _place(hint):
    """Where a key stands among the last ones; -1 for what the page itself does."""
    return next((at for at, keys in enumerate(LAST) if hint.key in keys), -1)


@pytest.mark.parametrize("page", PAGES)
def test_keys_stand_in_one_order(shown, page):
    """What the page does comes first, Enter before letters; then help or why, Esc, what leaves,
    and what moves. No key changes its place as the focus moves.
    """
    view = shown(page)
    said = hints(view)
    ways_out = [each for each in said if each.does != 0 or view.ask is not None or view.careful]
    places = [_place(each) for each in ways_out]
    assert places == sorted(places)
    keys = [each.key for each in said]
    assert "Enter" not in keys or set(keys[: keys.index("Enter")]) <= {"Space"}
    for focused in range(len(actions(view))):
        assert [each.label for each in hints(view, focused)] == [each.label for each in said]


@pytest.mark.parametrize("page", PAGES)
def test_enter_stands_first_where_it_has_the_focus(shown, page):
    """A page to read begins at its first action, and that key is the first of the row."""
    view = shown(page)
    if view.ask is None and not view.careful and actions(view):
        assert hints(view, 0)[0].key == "Enter"


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_offered_twice(shown, page):
    """What a line of the list does, or another key, has no key of its own beside it."""
    view = shown(page)
    does = [each.intent for each in view.actions]
    listed = [each.intent for each in view.ask.options] if isinstance(view.ask, Pick) else []
    assert [each for each in does if does.count(each) > 1 or each in listed] == []
