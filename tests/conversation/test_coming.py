"""Where tests come to without walking there."""

import shutil

import pytest

from tests.support.someone import words


@pytest.mark.parametrize(
    ("course", "until"),
    [
        ("drops", "What is it for?"),
        ("drops", "Is all of this right?"),
        ("drops", "Step 7 of 8  Review"),
        ("vial", "Step 7 of 8  Review"),
        ("seizure", "No plan is made. Do not take Semax."),
    ],
)
def test_coming_to_a_page_is_walking_there(meet, said, home, course, until):
    """Tests come to a page where another walked before: all that is shown and kept is the same."""
    there = []
    for way in ("answer", "comes_to", "comes_to"):
        person = meet()
        getattr(person, way)(getattr(said, course), until)
        kept = [each.read_text() for each in home.glob(".draft-*.toml")]
        shutil.rmtree(home, ignore_errors=True)
        for back in (person.view.back, None):
            state = person.conversation.state
            answered = (dict(state.session.values), state.told, state.asked, state.place, kept)
            there.append((*answered, person.conversation.showing, words(person.view)))
            if back is not None:
                person.send(back)
    assert there[:2] == there[2:4] == there[4:]
