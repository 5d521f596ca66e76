"""The question screen: what is asked, what Enter and Escape do, and what is never taken for an
answer.
"""

from datetime import time
from decimal import Decimal

import pytest

from wizard.interview.question import Kind
from wizard.interview.questions import questions
from wizard.profile.folder import examples
from wizard.profile.read import read_profile

CONDITIONS = "Does any of these apply to you?"


@pytest.fixture
def template():
    """The shared profile of drops at 300 mcg."""
    (path,) = (path for path in examples() if path.name == "drops.toml")
    return read_profile(path.read_bytes())


def test_every_kind_is_asked(catalog, drops):
    """The walk with drops answers a question of every kind, so that each has a widget here."""
    assert {
        asked.kind for asked in questions(catalog.screening.groups) if asked.question in drops
    } == set(Kind)


async def test_enter_alone_passes_no_question_about_the_person(sit):
    """Holding Enter down gets no further than the first question that has no answer to offer."""
    async with sit() as person:
        await person.press(*["enter"] * 25)
        assert "How strong is it, in mg per mL?" in person.sees
        assert "! an answer is needed here" in person.sees


async def test_enter_alone_passes_no_screening(sit, template, drops):
    """Enter on an untouched screening list says what to do and stays; nothing is marked at first,
    by anyone.
    """
    async with sit(profile=template) as person:
        await person.answer(drops, CONDITIONS)
        assert not any("[x]" in line or "] yes" in line for line in person.lines)
        await person.press(*["enter"] * 5)
        assert CONDITIONS in person.sees
        assert "! Mark with Space what applies" in person.sees
        await person.press("space", "enter")
        assert "Do you take any of these medicines?" in person.sees
        assert "[x]" not in person.sees


async def test_yes_not_sure_no(sit, template, drops):
    """Space turns a line to yes, to not sure and to no, in words too, and unmarks that none
    applies.
    """
    async with sit(profile=template) as person:
        await person.answer(drops, CONDITIONS)
        await person.press("space")
        assert "[x] None of these conditions [ ] no Pregnant" in person.sees
        await person.press("down", "space")
        assert "[ ] None of these conditions > [x] yes Pregnant" in person.sees
        await person.press("space")
        assert "[?] not sure Pregnant" in person.sees
        await person.press("space", "enter")
        assert CONDITIONS in person.sees


async def test_not_sure_counts_as_yes(sit, template, drops):
    """Not sure about pregnancy stops as a yes does, and the page says that it counts as yes."""
    async with sit(profile=template) as person:
        await person.answer(drops, CONDITIONS)
        await person.press("down", "space", "space", "enter")
        assert "Stop: no plan is made." in person.sees
        assert "not sure counts as yes" in person.sees


async def test_athlete_question_offers_nothing(sit, template, drops):
    """The last screening question is not answered by Enter either."""
    async with sit(profile=template) as person:
        await person.answer(drops, "tested for doping?")
        await person.press("enter")
        assert "! Choose one with the arrow keys first." in person.sees


async def test_back_keeps_every_answer(sit, drops):
    """Going back to the first question and forward again with Enter shows and keeps every answer,
    and half-typed ones too.
    """
    async with sit() as person:
        await person.press("enter")
        await person.answer(drops, "How many drops make 1 mL?")
        await person.replace("22")
        await person.press("escape")
        assert "> 3" in person.sees
        await person.press("escape", "escape", "escape", "escape")
        assert "Focus, memory and learning (your answer)" in person.sees
        await person.press("enter")
        assert "> 22" in person.sees
        await person.press("tab", "tab", "enter")
        assert "How much does a full bottle hold, in mL?" in person.sees
        assert "> 3" in person.sees


async def test_back_from_the_first_question_keeps_the_answers(sit, drops):
    """The start page offers to go on where the person was."""
    async with sit() as person:
        await person.press("enter")
        await person.answer(drops, "How strong is it")
        await person.press(*["escape"] * 4)
        assert "Go on with your answers You were at: Formulation." in person.sees
        await person.press("enter")
        assert "How strong is it" in person.sees


async def test_changed_answer_asks_later_ones_again(sit, answers, build):
    """After a change, answers that depend on it are asked again with the value they had; none is
    clamped or lost.
    """
    async with sit(profile=build(answers(target_mcg=Decimal(350)))) as person:
        await person.press("right", "enter", "down", "down", "down", "enter")
        await person.replace("0.5")
        await person.press("enter")
        for asked, value in (
            ("How many drops make 1 mL?", "> 20"),
            ("Which daily dose do you ask for, in mcg?", "> 350"),
        ):
            assert asked in person.sees
            assert "An earlier answer changed: please confirm this one again." in person.sees
            assert value in person.sees
            await person.press("enter")
        assert "Step 7 of 8 Review" in person.sees


async def test_dose_over_a_new_bound_is_refused_not_clamped(sit, answers, build):
    """A dose that no longer fits after the goal changed is shown as it was, and refused with the
    bound.
    """
    said = answers(
        goal="high-demand", target_mcg=Decimal(900), wake=time(4, 30), confirmed=("target_mcg",)
    )
    async with sit(profile=build(said)) as person:
        await person.press("right", "enter", "enter", "f", "enter")
        assert "On how many days in a row do you take it?" in person.sees
        await person.press("enter")
        assert "Which daily dose do you ask for, in mcg?" in person.sees
        assert "> 900" in person.sees
        await person.press("enter")
        assert "900 mcg daily is over the bound of 600 mcg" in person.sees
        assert "> 900" in person.sees


async def test_echo_says_what_a_strength_means(sit, drops):
    """A strength is read back as percent, mg per mL and mcg per drop while it is typed."""
    async with sit() as person:
        await person.press("enter")
        await person.answer(drops, "How strong is it")
        await person.type("0.1%")
        assert "0.1% (1 mg per mL), 50 mcg per drop" in person.sees


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("700", "700 is outside 35 to 250 kg"),
        ("1,000", "could mean 1000 or 1.000"),
        ("70 stone", "'stone' is not a unit"),
        ("", "needed"),
    ],
)
async def test_wrong_weight_is_said_beside_the_field(sit, template, drops, typed, says):
    """What cannot stand is said on the line by the field, and the question stays."""
    async with sit(profile=template) as person:
        await person.answer(drops, "What do you weigh?")
        await person.type(typed)
        await person.press("enter")
        assert "What do you weigh?" in person.sees
        assert says in person.sees


async def test_weight_in_pounds(sit, template, drops):
    """A weight may be typed in lb and is read back in kg."""
    async with sit(profile=template) as person:
        await person.answer(drops, "What do you weigh?")
        await person.type("154 lb")
        assert "69.85 kg, which is 154 lb" in person.sees


async def test_unusual_value_is_confirmed(sit, drops):
    """A value outside recommended bounds opens a page with the reason, on which Enter goes back and
    Continue goes on.
    """
    async with sit() as person:
        await person.press("enter")
        await person.answer(drops, "How many drops make 1 mL?")
        await person.replace("30")
        await person.press("enter")
        assert "Is 30 drops per mL right?" in person.sees
        assert "outside the usual 18 to 25" in person.sees
        await person.press("enter")
        assert "How many drops make 1 mL?" in person.sees
        await person.press("enter", "right", "enter")
        assert "How many days is it good after opening" in person.sees


async def test_closed_choices_say_why(sit, drops):
    """A choice that is closed is shown with the reason, can be looked at, and cannot be chosen."""
    async with sit() as person:
        await person.press("enter")
        await person.answer(drops, "How is it taken?")
        assert (
            "Subcutaneous (under the skin) (closed) A nasal product need not be sterile"
            in person.sees
        )
        await person.press("end", "enter")
        assert "! That one is closed; the reason stands below its name." in person.sees
        await person.press("up", "enter")
        assert "How old are you" in person.sees


async def test_typed_ahead(sit, template, drops):
    """Keys of one packet go to the question each was typed for; screening takes none that were
    typed before it was shown.
    """
    async with sit(profile=template) as person:
        await person.answer(drops, "How old are you")
        await person.press_at_once(
            "3", "5", "enter", "7", "0", "enter", "y", "enter", "space", "enter", "space", "enter"
        )
        assert CONDITIONS in person.sees
        assert "[x]" not in person.sees
        await person.press("escape", "escape")
        assert "> 70 kg" in person.sees


async def test_pasted_text_is_one_safe_line(sit, drops):
    """A paste keeps to one line and loses what could steer a terminal."""
    async with sit() as person:
        await person.press("enter")
        await person.answer(drops, "How strong is it")
        await person.paste("0.5\x1b]0;\n mg/mL\u202e")
        assert "> 0.5]0; mg/mL" in person.sees


async def test_buttons_do_what_keys_do(sit):
    """Every action of a question is a button too: Tab reaches them, Enter presses them."""
    async with sit() as person:
        await person.press("enter", "tab", "enter")
        assert "Which compound is it?" in person.sees
        await person.press("tab", "tab", "enter")
        assert "What is it for?" in person.sees
        await person.press("tab", "tab", "tab", "enter")
        assert await person.has_left()
