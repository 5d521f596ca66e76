"""Issue 17, "The product": what people hold in their hands, asked without a face."""

from datetime import timedelta

import pytest

from wizard.conversation.intents import Submit
from wizard.conversation.view import Pick, Type
from wizard.interview.questions import questions
from wizard.profile.file_format import share
from wizard.profile.read import read_profile

BOTTLE = "Which bottle is it?"
DROPS_PER_ML = "How many drops make 1 mL?"
REVIEW = "Step 7 of 8  Review"
THEIRS = "The author's product has this. Take it only if your own label says the same."


@pytest.fixture
def at(meet, said):
    """`at(title, course)` is somebody to whom this is asked."""

    def made(title, course="drops"):
        person = meet()
        person.comes_to(getattr(said, course), title)
        return person

    return made


@pytest.fixture
def shared(meet, written):
    """`shared(form="vial")` is somebody who opened that plan of somebody else."""

    def made(**told):
        profile = share(read_profile(written(**told).encode()))
        person = meet(profile, None)
        person.choose("Answer the rest")
        return person

    return made


def test_a_registered_bottle_is_chosen(at):
    """Point 1: no typing, and what the bottle holds comes along."""
    person = at(BOTTLE)
    person.choose("0.1%, 3 mL")
    assert person.sees == DROPS_PER_ML
    session = person.conversation.state.session
    assert (session.get("product.strength_mg_per_ml"), session.get("product.bottle_ml")) == (1, 3)


def test_a_registered_strength_of_no_one_size_asks_what_the_bottle_holds(at):
    """Point 1: 0.01% comes in more than one bottle."""
    person = at(BOTTLE)
    person.choose("0.01%")
    assert person.sees == "How much does a full bottle hold, in mL?"


def test_any_other_label_is_copied(at):
    """Point 1: the last line leads to a line to type in, Back from there to the list; what was
    copied stands in the list later.
    """
    person = at(BOTTLE)
    person.choose("Another: copy its label")
    assert isinstance(person.view.ask, Type)
    person.send(person.view.back)
    assert isinstance(person.view.ask, Pick)
    person.choose("Another")
    person.give("0.1")
    assert "0.1% is 1 mg per mL, and 0.1 mg per mL is 0.01%" in person.view.error
    person.give("15 mg in 10 mL")
    assert person.sees == DROPS_PER_ML
    person.choose("Back", "Back")
    ask = person.view.ask
    assert ask.options[ask.answered].title == "0.15% (1.5 mg per mL)"


def test_a_label_opened_from_the_list_of_answers_goes_back_there(at):
    """Point 1: a detour over the line to type in forgets nothing."""
    person = at(REVIEW)
    person.choose("Change", BOTTLE, "Another", "Back", "Back")
    assert person.sees == "Which answer do you want to change?"


def test_the_volume_that_came_along_is_read_back(at):
    """Point 1: what a label gave of the bottle is never taken in silence, in either face."""
    conversation = at(BOTTLE, "spray").conversation
    assert conversation.preview(Submit("0,1% 10 мл")).echo == "0.1% (1 mg per mL), 10 mL"
    assert conversation.reading(Submit("0,1% 10 мл")) == "0.1% (1 mg per mL), 10 mL"
    drops = at(BOTTLE).conversation
    assert drops.preview(Submit("30mg/3ml")).echo == (
        "1% (10 mg per mL), 500 mcg per drop; 60 drops in 3 mL"
    )


def test_one_question_takes_a_spray(at):
    """Point 2: mL or mcg; the other is told, with what a full bottle then holds (R23)."""
    person = at("What is in one spray?", "spray")
    person.give("0.1")
    assert person.view.error == "0.1 mL or 0.1 mcg? Type it with its unit"
    preview = person.conversation.preview
    assert preview(Submit("0.05 mL")).echo == (
        "0.1% (1 mg per mL), 50 mcg per spray; 0.05 mL in one spray, 60 sprays in 3 mL: does your"
        " label agree?"
    )
    assert "0.1 mL in one spray, 30 sprays in 3 mL" in preview(Submit("100 mcg")).echo
    person.give("100 mcg")
    assert person.sees == "How is it taken?"


@pytest.mark.parametrize(
    ("title", "course", "method"),
    [
        (DROPS_PER_ML, "drops", "count the drops that fill a small syringe to 1 mL"),
        ("What is in one spray?", "spray", "weigh the bottle before and after 10 sprays"),
    ],
)
def test_how_to_measure_is_one_key_away(at, title, course, method):
    """Point 2, R61: `?` tells how a dropper and a pump are measured."""
    person = at(title, course)
    person.why()
    assert method in person.reads


@pytest.mark.parametrize("course", ["drops", "spray", "vial"])
def test_nothing_about_the_product_is_preselected(meet, said, catalog, course):
    """Point 3: every list about the product begins at no line, and Enter alone chooses none."""
    asked = [each for each in questions(catalog.screening.groups) if each.step == "formulation"]
    titles = {each.question for each in asked}
    person, lists = meet(), 0
    while person.sees != "When do you wake up?":
        ask = person.view.ask
        if person.sees in titles and isinstance(ask, Pick):
            assert (ask.highlighted, ask.answered, ask.suggested) == (None, None, None)
            lists += 1
        person.give(getattr(said, course)[person.sees])
    assert lists == {"drops": 3, "spray": 2, "vial": 5}[course]


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        (
            "today",
            "5 January 2026, today: its dose was due earlier, and may be taken until 13:00",
        ),
        ("tomorrow", "6 January 2026, tomorrow"),
        ("+3", "8 January 2026, in 3 days"),
        ("1 Oct 2026", "1 October 2026, in 269 days"),
        ("2026-1-4", "4 January 2026, yesterday"),
        ("1 December 2025", "1 December 2025, 35 days ago"),
    ],
)
def test_a_reading_stands_below_a_date(at, said, typed, reading):
    """Point 3: a date is read back with how far off it is, in both faces."""
    ahead = "today" in reading or "tomorrow" in reading or " in " in reading
    title = "On which day do you start?" if ahead else "When was your bottle opened, or your vial"
    title = next(each for each in said.drops if each.startswith(title))
    conversation = at(title).conversation
    assert conversation.preview(Submit(typed)).echo == reading
    assert conversation.reading(Submit(typed)) == reading


def test_a_date_is_counted_from_the_day_it_is_typed(at, clock):
    """Point 3: `tomorrow` typed after midnight is another day."""
    person = at("On which day do you start?")
    clock.now += timedelta(days=1)
    person.give("tomorrow")
    assert f"{person.conversation.state.session.get('schedule.start')}" == "2026-01-07"


PRODUCTS = {
    "drops": (["0.1%, 3 mL", "20"], {"drops_per_ml": 20}),
    "spray": (["0.1%", "10", "0.1 mL"], {"form": "spray"}),
    "vial": (["10", "3", "U-100, 0.5 mL (50 units)", "1 unit"], {"form": "vial", "mark_units": 1}),
}


@pytest.mark.parametrize(("given", "told"), PRODUCTS.values(), ids=PRODUCTS)
def test_a_shared_profile_asks_about_ones_own_product(shared, given, told):
    """Point 5: each figure of the author's product is offered, none is taken without an answer."""
    person, seen = shared(**told), []
    while THEIRS in person.view.note:
        ask = person.view.ask
        assert ask.answered in {None, ""}
        offered = ask.options[ask.suggested].title if isinstance(ask, Pick) else ask.text
        assert not person.conversation.state.session.is_open(
            person.conversation.state.session.question("goal")
        )
        seen.append(offered)
        person.give(offered)
    assert seen == given


def test_another_bottle_than_the_author_s_is_told(shared, said):
    """Point 5: one's own bottle makes one's own plan, and where it parts from the author's is
    said.
    """
    person = shared(target_mcg=300)
    person.give("0.5 mg per mL, 10 mL")
    person.answer(said.drops, "Your plan is not the one the author asked for.")
    assert person.conversation.state.session.get("product.bottle_ml") == 10


def test_a_date_that_is_past_is_not_asked_for_as_tomorrow(meet, said):
    """What is offered as an example could be the answer."""
    person = meet()
    person.comes_to(
        said.drops | {"Is this your first course?": "No"}, "When did your last course end?"
    )
    line = person.view.ask
    assert "yesterday" in line.how
    assert "yesterday" in line.placeholder
    assert "tomorrow" not in f"{line.how} {line.placeholder}"
