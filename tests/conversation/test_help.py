"""Help everywhere: the keys of a page, why, the ids behind it, and numbers (issue 17, point 11)."""

import re

import pytest
from textual.events import Key

from tests.conversation.test_both_faces import Recorded
from tests.support.keyboard import Person, drawn
from tests.support.someone import words
from tests.support.ways import PAGES
from wizard.conversation.intents import Explain
from wizard.conversation.view import Option, Pick, Search, Type, View
from wizard.explain.ledger_pages import cited_in, of_id
from wizard.explain.pages import of_facts
from wizard.report.export.plain_text import render
from wizard.tui.app import WizardApp
from wizard.tui.keys import takes_text, told

COMMAND = re.compile(
    r"semax-wizard (new|check|show|today|share|diff|list|why|sources|guide|schema)|--[a-z]"
)


@pytest.mark.parametrize("page", PAGES)
def test_no_page_names_a_command(shown, page):
    """No page of the wizard says what can only be typed at a command line."""
    assert [text for text in words(shown(page)) if COMMAND.search(text)] == []


@pytest.mark.usefixtures("painted")
async def test_a_key_opens_help_on_every_page(shown):
    """A question mark does, where it is no letter; F1 does everywhere, and the foot names it."""
    conversation = Recorded()
    app = WizardApp(View(title="The first"), lambda: conversation, "dark")
    async with app.run_test(size=(110, 30)) as pilot:
        for page in PAGES:
            view = shown(page)
            await drawn(pilot)
            conversation.showing += 1
            app.screen.show(view, conversation.showing)
            await drawn(pilot)
            keys = [("f1", None)] if takes_text(view) else [("f1", None), ("question_mark", "?")]
            for key in keys:
                app.press(Key(*key))
            assert [each.keys for each in conversation.sent] == [told(view)] * len(keys), page
            conversation.sent.clear()


def test_help_says_keys_and_why(meet, said):
    """Its page has the keys that a face gives, and why where there is something to explain."""
    person = meet()
    person.send(Explain(keys="Enter choose"))
    assert (person.sees, person.reads.count("Keys on that page: Enter choose.")) == ("Help", 1)
    person.choose("Back")
    person.answer(said.drops, "How old are you, in years?")
    person.send(Explain(keys="Enter go on"))
    assert person.sees == "Why: How old are you, in years?"
    assert "Keys on that page: Enter go on." in person.reads
    said_last = str(person.view.text[-1])
    assert said_last.startswith("Keys on that page: ")  # what the page is about comes first
    person.choose("Back")
    assert person.sees == "How old are you, in years?"


def test_ids_of_a_page_can_be_opened(meet, said):
    """From why one comes to a claim, from there to its rule, and back the same way."""
    person = meet()
    person.comes_to(said.drops, "What is it for?")
    person.why(0)
    person.choose("Look up an id", "B070")
    assert person.sees == "Claim B070"
    assert "It says" in person.reads
    person.choose("Look up an id", "R34")
    assert person.sees == "Rule R34"
    person.choose("Back", "Back", "Back", "Back", "Back")
    assert person.sees == "What is it for?"


def test_a_screened_out_person_opens_no_dose(catalog):
    """Of all ids that a finding rests on, none that can be opened leads to a dose (R02)."""
    marked = [
        text
        for each in catalog.claims.values()
        for text in (each.text if each.doses else "",)
        if text
    ]
    marked += [each.statement for each in catalog.rules.values() if each.doses]
    marked += [each.choice for each in catalog.conflicts.values() if each.doses]
    seen, todo = set(), []
    for found in catalog.screening.findings:
        page = of_facts("x", (), (found,), catalog, dosed=False)
        todo += cited_in(page, catalog, dosed=False)
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        page = of_id(name, catalog)
        todo += cited_in(page, catalog, dosed=False)
        flat = " ".join(render(page).split())
        assert [text for text in marked if text in flat] == [], name
    assert len(seen) > 10


def _listed(names, **more):
    options = tuple(Option(Explain(row), name) for row, name in enumerate(names))
    return View(title="Which?", ask=Pick(options, **more))


@pytest.mark.parametrize(
    ("view", "keys", "sent"),
    [
        (_listed("abc"), "2", [1]),
        (_listed("abc"), "5", []),
        (_listed("abc"), "0", []),
        (_listed("abcdefghi"), "9", [8]),
        (_listed("abcdefghij"), "9", []),
        (_listed("abcdefghij"), ["9", "enter"], [8]),
        (_listed("abcdefghijkl"), ["1", "2", "enter"], [11]),
        (_listed("abcdefghijkl"), ["9", "2", "enter"], [1]),
        (_listed("abcdefghijkl"), ["1", "down", "2", "enter"], [1]),
        (_listed(["0.5 unit", "1 unit", "2 units"]), "2", []),
        (_listed(["0.5 unit", "1 unit", "2 units"]), ["2", "enter"], [1]),
        (_listed("abc"), ["tab", "2"], [1]),
    ],
)
async def test_a_figure_chooses_a_line(view, keys, sent):
    """A figure chooses at once; in a list of ten or more it goes there, and Enter takes it, as
    where a name begins with it.
    """
    conversation = Recorded()
    app = WizardApp(view, lambda: conversation, "dark")
    async with app.run_test(size=(80, 24)) as pilot:
        await drawn(pilot)
        for key in keys:
            app.press(Key(key, key if len(key) == 1 else None))
        assert [each.row for each in conversation.sent] == sent


@pytest.mark.parametrize("ask", [Search((Option(Explain(0), "a", words="12"),)), Type("", "", "")])
async def test_a_figure_is_typed_into_a_field(ask):
    """Where a page has a field, figures are typed into it."""
    conversation = Recorded()
    app = WizardApp(View(title="The first"), lambda: conversation, "dark")
    async with app.run_test(size=(80, 24)) as pilot:
        await drawn(pilot)
        app.screen.show(View(title="Which?", ask=ask), 1)
        await drawn(pilot)
        app.press(Key("1", "1"))
        assert conversation.sent == []
        seen = Person(pilot).sees
        await drawn(pilot)
        assert "1" in seen or app.screen.focused.value == "1"


async def test_a_closed_option_says_why():
    """A closed option is refused with its reason, not with where that stands."""
    options = (Option(Explain(0), "a"), Option(Explain(1), "b", closed="It is not sterile."))
    app = WizardApp(View(title="Which?", ask=Pick(options)), Recorded, "dark")
    async with app.run_test(size=(80, 24)) as pilot:
        await drawn(pilot)
        app.press(Key("2", "2"))
        await pilot.pause(0.05)
        seen = Person(pilot).sees
        assert "! B is closed. It is not sterile." in seen


def test_why_of_a_plan_has_the_keys_too(meet, said):
    """At the review the key of why opens why, as a click on it does; the keys of the review stand
    last there (issue 20, point 4).
    """
    person = meet()
    person.answer(said.drops, "Step 7 of 8  Review")
    person.send(Explain(keys="S save"))
    assert person.sees == "What do you want to know more about?"
    person.choose("The keys of that page")
    assert "Keys on that page: S save." in person.reads
    person.choose("Back")
    assert person.sees == "What do you want to know more about?"


@pytest.mark.parametrize(
    ("lines", "figures"),
    [("a", "1 chooses"), ("ab", "1 to 2 choose"), ("abcdefghijkl", "1 to 12 go to")],
)
def test_the_figures_that_choose_are_named_as_they_are(lines, figures):
    """A list of one line has one figure."""
    assert f"; {figures};" in told(_listed(lines))
