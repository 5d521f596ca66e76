"""What somebody is told for whom no plan is made: on the page that says so, and around it (R02)."""

import pytest

from tests.support.someone import words
from wizard.conversation.intents import Over, Read
from wizard.conversation.update import update
from wizard.conversation.view import Pick, Tick
from wizard.conversation.view_of import view
from wizard.interview.choice import Checked
from wizard.profile.read import read_profile

CONDITIONS = "Pregnancy, heart and brain: does any of these apply to you?"
OUT = {
    "stop": (CONDITIONS, Checked(("pregnancy",))),
    "clinician": (CONDITIONS, Checked(("neurological-history",))),
    "goal": ("What is it for?", "Recovery after a stroke"),
    "bottle": ("Which bottle is it?", "1%, 3 mL"),
}


@pytest.fixture
def screened_out(meet, said):
    """Somebody whose answer has just ruled a plan out."""

    def come(why):
        asked, answer = OUT[why]
        person = meet()
        person.comes_to(said.drops, asked)
        person.give(answer)
        return person

    return come


@pytest.mark.parametrize("why", OUT)
def test_who_took_some_takes_no_more(screened_out, why):
    """Not "that day", which sounds as if the next were all right: here no day is."""
    told = screened_out(why).reads
    assert "If you took some already" in told
    assert "Take no more. " in told
    assert "that day" not in told


def test_the_sheet_of_a_plan_keeps_to_the_day(catalog):
    """Whoever has a plan goes on with it."""
    assert catalog.guidance.too_much[0].text.startswith("Take no more that day. ")


HIGHLIGHTED = {
    "stroke": ("What is it for?", "Recovery after a stroke"),
    "memory": ("What is it for?", "Memory impairment"),
    "anxiety": ("What is it for?", "Relief from anxiety"),
    "adamax": ("Which compound is it?", "Adamax"),
    "bottle": ("Which bottle is it?", "1%, 3 mL"),
    "injected": ("How is it taken?", "Subcutaneous"),
    "pregnancy": (CONDITIONS, "Pregnan"),
    "neurological": (CONDITIONS, "Stroke, head injury"),
}


@pytest.mark.parametrize("what", HIGHLIGHTED)
def test_why_tells_no_dose_of_what_would_rule_one_out(meet, said, catalog, what):
    """Nor does any page that is opened from there: as for somebody who has chosen it already."""
    asked, name = HIGHLIGHTED[what]
    person = meet()
    person.comes_to(said.drops, asked)
    ask = person.view.ask
    rows = ask.items if isinstance(ask, Tick) else ask.options
    person.why(next(row for row, each in enumerate(rows) if each.title.startswith(name)))
    marked = (
        *(each.text for each in catalog.claims.values() if each.doses),
        *(each.statement for each in catalog.rules.values() if each.doses),
        *(each.choice for each in catalog.conflicts.values() if each.doses),
    )
    pages = _from_there(person.conversation.state)
    assert len(pages) > 1
    for page, text in pages.items():
        assert [each for each in marked if each in text] == [], page


def _from_there(start):
    """What stands on a page, and on each that can be opened from it over it."""
    seen, todo = {}, [start]
    while todo:
        state = todo.pop()
        if state.page in seen:
            continue
        shown = view(state)
        seen[state.page] = " ".join(words(shown))
        options = shown.ask.options if isinstance(shown.ask, Pick) else ()
        ways = [each.intent for each in (*shown.actions, *options)]
        todo += [update(state, each)[0] for each in ways if isinstance(each, Over | Read)]
    return seen


@pytest.mark.parametrize("why", OUT)
def test_nothing_is_to_come_where_no_plan_is_made(screened_out, why):
    """What may still be answered is offered below, and no step of a plan is on the way."""
    person = screened_out(why)
    assert person.view.progress.to_come == ""
    assert "You may also answer the rest" in person.reads
    assert "Answer the rest" in [each.label for each in person.view.actions]


def test_a_record_is_offered_where_all_is_answered(meet, kept):
    """The text and the key say one thing, and "Plan" is not ticked for who has none."""
    path = kept("a.toml")
    person = meet(read_profile(path.read_bytes()), path)
    person.choose("Change", CONDITIONS)
    person.give(Checked(("pregnancy",)))
    assert "answer the rest" not in person.reads.lower()
    assert "All else is answered: you may keep a record" in person.reads
    person.choose("See the record")
    assert ("Plan", False) in person.view.progress.steps
    assert ("Screening", True) in person.view.progress.steps
