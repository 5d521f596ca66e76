"""Issue 20: the review is the outcome, the plan as a card, and sections to open and tick."""

from datetime import date, timedelta

import pytest

from tests.support.ways import PAGES
from wizard.conversation.moves import Move
from wizard.conversation.view import Card, Option, Pick, Rows
from wizard.profile.read import read_profile
from wizard.report.background import discards
from wizard.tui.fitting import laid_out

PLANS = {
    "drops": ({"first_time": True}, ["Days 1 to 5, 5 to 9 January 2026, 200 mcg, 2 left, 2 right"]),
    "two sessions": (
        {"target_mcg": 600},
        ["Days 1 to 10, 5 to 14 January 2026", "  07:30, 300 mcg, 3 left, 3 right"],
    ),
    "a vial": (
        {"form": "vial", "vial_mg": 10, "diluent_ml": 3, "syringe": "u100-0.5ml"},
        ["Days 1 to 10, 5 to 14 January 2026, 300 mcg, 9 units, 0.09 mL"],
    ),
    "two cycles": (
        {"cycles": 2, "rest_days": 30},
        ["2 cycles, each of 10 days on and 30 days of rest."],
    ),
    "with caffeine": ({"substances": ("caffeine",)}, ["At 07:30, never after 13:00."]),
    "times that stand above": ({"target_mcg": 600}, ["Never after 13:00."]),
}


@pytest.fixture
def reviewed(meet, kept):
    """`reviewed(**answers)` is somebody who opened the profile of these answers."""

    def at(**said):
        path = kept("a.toml", **said)
        return meet(read_profile(path.read_bytes()), path)

    return at


def _lines(person):
    (card,) = (part for part in person.view.text if isinstance(part, Card))
    return [", ".join(words.text for words in line) for line in card.lines]


@pytest.mark.parametrize(("said", "lines"), PLANS.values(), ids=PLANS)
def test_the_plan_is_a_card(reviewed, said, lines):
    """Phases with their dose, times, daily maximum, rest and discard dates."""
    person = reviewed(**said)
    told = _lines(person)
    assert set(lines) <= set(told), told
    assert any(line.startswith("Daily maximum: ") for line in told)
    assert discards(person.conversation.state.page.derived.protocol) in told


@pytest.mark.parametrize(("said", "_lines"), PLANS.values(), ids=PLANS)
def test_every_section_is_read_in_one_part(reviewed, said, _lines):
    """No section of the document is left out of what is opened to read, and none stands twice."""
    person = reviewed(**said)
    *parts, whole = [each.intent.place for each in person.view.ask.options]
    read = [section.id for part in parts for section in part.sections]
    assert sorted(read) == sorted(section.id for section in whole.sections)


def test_a_section_that_was_read_is_ticked_and_save_waits_for_none(reviewed):
    """Reading one to its end ticks it, and the next then too; all of it is another page."""
    person = reviewed()
    assert isinstance(person.view.ask, Pick)
    assert not any(each.read for each in person.view.ask.options)
    person.choose("How to measure")
    person.send(Move.SEEN)
    person.choose("Read on")
    assert person.sees == "If you took too much, or missed a dose"
    person.send(Move.SEEN)
    person.choose("Read on", "Back")
    assert [each.title for each in person.view.ask.options if each.read] == [
        "How to measure and take it",
        "If you took too much, or missed a dose",
    ]
    person.choose("Save as")
    assert person.sees == "What do you want to call it?"
    assert person.view.actions[0].label == "Go on"  # the file is asked for next


def test_a_section_that_says_something_else_by_now_is_to_be_read_again(reviewed):
    """Of all that was read, what a changed answer leaves as it was stays ticked."""
    person = reviewed()
    person.choose("All of it")
    person.send(Move.SEEN)
    person.choose("Back")
    assert all(each.read for each in person.view.ask.options)
    person.choose("Change", "How many days of rest")
    person.give("40")
    read = {each.title: each.read for each in person.view.ask.options}
    assert read["When to stop and see a doctor"]
    assert not read["Dates, rest and breaks"]


def test_all_of_it_is_ticked_only_once_read_itself(reviewed):
    """The page of all sections is not ticked by reading each of them alone."""
    person = reviewed()
    *parts, _whole = person.view.ask.options
    for each in parts:
        person.send(each.intent)
        person.send(Move.SEEN)
        person.send(Move.BACK)
    *parts, whole = person.view.ask.options
    assert all(each.read for each in parts)
    assert not whole.read


@pytest.mark.parametrize("conditions", [("pregnancy",), ("diabetes",)])
def test_who_is_screened_out_has_no_card(meet, kept, conditions):
    """R02: the record says why at once, and there is no plan to open a section of."""
    path = kept("a.toml", conditions=conditions)
    person = meet(read_profile(path.read_bytes()), path)
    assert not any(isinstance(part, Card) for part in person.view.text)
    assert person.view.ask is None
    assert not person.view.tone.allows_dose


def test_a_damaged_profile_stands_after_the_others(meet, kept, home):
    """The library tells each of one's own by today, and what is wrong with a damaged one last."""
    kept("b.toml", start=date(2026, 1, 5) - timedelta(days=1))
    (home / "a.toml").write_text("=")
    person = meet()
    person.choose("Open a profile")
    mine, damaged = person.view.ask.options[:2]
    assert isinstance(mine, Option)
    assert mine.summary.startswith("day 2 of 10")
    assert damaged.summary == "Damaged."


def test_a_plan_that_is_saved_is_not_to_be_saved(meet, kept):
    """Issue 31: opened and unchanged it says so; with a change it is to be read before saving."""
    path = kept("a.toml")
    person = meet(read_profile(path.read_bytes()), path)
    assert person.sees == "Nothing you answered stands against this plan. It is saved."
    assert "To read" in _headings(person)
    person.choose("Change", "How many days of rest")
    person.give("40")
    assert person.sees == "Nothing you answered stands against a plan: check it, then save it."
    assert "Read before you save" in _headings(person)


def _headings(person):
    return [part.title for part in person.view.text if isinstance(part, Rows)]


@pytest.mark.parametrize(
    ("substances", "title"),
    [
        (("caffeine",), "Caffeine: take less caffeine than usual on dosing days."),
        (
            ("caffeine", "selank"),
            'Caffeine; Selank: see "Be careful with" below.',
        ),
    ],
)
def test_a_caution_says_what_to_do(meet, kept, substances, title):
    """Of one finding at once, of several where it stands."""
    path = kept("a.toml", substances=substances)
    person = meet(read_profile(path.read_bytes()), path)
    assert (person.view.tone, person.sees) == ("caution", title)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_begins_with_its_text(shown, page):
    """No empty row stands between its title and what it says (issue 20, point 1)."""
    text = laid_out(shown(page).text, 74).plain
    assert not text.startswith("\n")


def test_a_section_belongs_to_the_review(shown):
    """It has the steps above it, as the pictures and the answers do (issue 20, point 1)."""
    for page in ("Part", "Pictures", "Answers"):
        progress = shown(page).progress
        assert progress.steps[progress.at][0] == "Review", page
