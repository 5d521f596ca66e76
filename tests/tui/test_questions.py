"""The question screen: what is asked, what Enter and Escape do, and what is never taken for an
answer.
"""

import re

import pytest

from wizard.interview.question import Kind
from wizard.interview.questions import questions
from wizard.profile.folder import examples
from wizard.profile.read import read_profile

CONDITIONS = "Pregnancy, heart and brain: does any of these apply to you?"
AGE = "How old are you, in years?"


@pytest.fixture
def template():
    """The shared profile of drops at 300 mcg."""
    (path,) = (path for path in examples() if path.name == "drops.toml")
    return read_profile(path.read_bytes())


def test_every_kind_is_asked(catalog, drops):
    """The walk with drops answers a question of every kind, so that each has a widget here."""
    assert {
        asked.kind for asked in questions(catalog.screening.groups) if asked.question in drops
    } == set(Kind) - {Kind.SPRAY}  # which is a line to type in, as a number is


async def test_enter_alone_passes_no_question_about_the_person(sit):
    """Holding Enter down gets no further than the first question that has no answer to offer."""
    async with sit() as person:
        await person.press(*["enter"] * 25)
        assert "Which compound is it?" in person.sees
        assert "! Choose one with the arrow keys first." in person.sees


async def test_enter_alone_passes_no_screening(sit, template, drops):
    """Enter on an untouched screening list says what to do and stays; nothing is marked at first,
    by anyone.
    """
    async with sit(profile=template) as person:
        await person.comes_to(drops, CONDITIONS)
        assert not any("[x]" in line or "] yes" in line for line in person.lines)
        await person.press(*["enter"] * 5)
        assert CONDITIONS in person.sees
        assert "! Mark with Space what applies" in person.sees
        await person.press("end", "space", "enter")
        assert "Mind and mood: does any of these apply to you?" in person.sees
        assert "[x]" not in person.sees


async def test_yes_not_sure_no(sit, template, drops):
    """Space turns a line to yes, to not sure and to no, with what that leads to in words, and
    unmarks that none applies.
    """
    async with sit(profile=template) as person:
        await person.comes_to(drops, CONDITIONS)
        await person.press("end", "space")
        assert "[ ] Stroke, head injury or other brain disease ▸ [x] None of these" in person.sees
        await person.press("home", "space")
        assert "▸ [x] Pregnant, maybe pregnant or trying yes: stop" in person.sees
        assert "  [ ] None of these conditions" in "\n".join(person.lines)
        await person.press("space")
        assert "[?] Pregnant, maybe pregnant or trying not sure: stop" in person.sees
        await person.press("space", "enter")
        assert CONDITIONS in person.sees


async def test_not_sure_counts_as_yes(sit, template, drops):
    """Not sure about pregnancy stops as a yes does, and the page says that it counts as yes."""
    async with sit(profile=template) as person:
        await person.comes_to(drops, CONDITIONS)
        await person.press("space", "space", "enter")
        assert "No plan is made. Do not take Semax." in person.sees
        assert "not sure counts as yes" in person.sees


async def test_athlete_question_offers_nothing(sit, template, drops):
    """The last screening question is not answered by Enter either."""
    async with sit(profile=template) as person:
        await person.comes_to(drops, "tested for doping?")
        await person.press("enter")
        assert "! Choose one with the arrow keys first." in person.sees


async def test_closed_choices_say_why(sit, drops):
    """A choice that is closed is shown with the reason, can be looked at, and cannot be chosen."""
    async with sit() as person:
        await person.press("enter")
        await person.comes_to(drops, "How is it taken?")
        assert (
            "Subcutaneous (under the skin) (closed) A product for the nose need not be free"
            in person.sees
        )
        await person.press("end", "enter")
        assert (
            "! Subcutaneous (under the skin) is closed. A product for the nose need not be free"
            in person.sees
        )
        await person.press("up", "enter")
        assert "How old are you" in person.sees


async def test_typed_ahead(sit, template, drops):
    """Keys of one packet go to the question each was typed for; screening takes none that were
    typed before it was shown.
    """
    async with sit(profile=template) as person:
        await person.comes_to(drops, "How old are you")
        await person.press_at_once(
            "3", "5", "enter", "7", "0", "enter", "y", "enter", "space", "enter", "space", "enter"
        )
        assert CONDITIONS in person.sees
        assert "[x]" not in person.sees
        await person.press("escape", "escape")
        assert "▌ 70 kg" in person.sees


async def test_pasted_text_is_one_safe_line(sit, drops):
    """A paste keeps to one line and loses what could steer a terminal."""
    async with sit() as person:
        await person.press("enter")
        await person.comes_to(drops, "Which bottle is it")
        await person.paste("0.5\x1b]0;\n mg/mL\u202e")
        assert "▌ 0.5]0; mg/mL" in person.sees


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\x0b", "\x85", "\u2028"])
async def test_two_pasted_lines_are_never_one_number(sit, drops, end):
    """Issue 17, point 4: a terminal sends the end of a line as CR; 1 and 5 are no 15."""
    async with sit() as person:
        await person.press("enter")
        await person.comes_to(drops, "How many drops make 1 mL?")
        await person.paste(f"1{end}5{end}")
        await person.press("enter")
        assert "15 drops" not in person.sees
        assert "5 is not a number" in person.sees


async def test_a_figure_typed_at_the_bottles_is_copied_from_the_label(sit, drops):
    """Issue 17, point 1: whoever types at the list of bottles has the line to type in at once."""
    async with sit() as person:
        await person.press("enter")
        await person.comes_to(drops, "Which bottle is it")
        await person.type("0.2% 5 mL")
        assert "▌ 0.2% 5 mL" in person.sees
        assert "0.2% (2 mg per mL), 100 mcg per drop; 100 drops in 5 mL" in person.sees
        await person.press("escape")
        assert "Another: copy its label" in person.sees
        await person.type("0.1")
        await person.press("enter")
        assert "0.1% is 1 mg per mL, and 0.1 mg per mL is 0.01%" in person.sees


async def test_buttons_do_what_keys_do(sit):
    """Tab leads to every action of a question, and Enter does it."""
    async with sit() as person:
        await person.press("enter", "tab", "enter")
        assert "Which compound is it?" in person.sees
        await person.press("tab", "tab", "tab", "enter")
        assert "What is it for?" in person.sees
        await person.press(*["tab"] * 4, "enter")
        assert await person.has_left()


async def test_pasted_text_waits_as_typed_text_does(sit, answers, build):
    """An age that is pasted over the one that was given, and left with Escape, keeps the plan away
    until it is taken.
    """
    async with sit(profile=build(answers())) as person:
        await person.press("tab", "right", "enter")
        for _ in range(40):
            if re.search(rf"▸ {AGE}", person.sees):
                break
            await person.press("down")
        await person.press("enter", "end", "ctrl+u")
        await person.paste("16")
        await person.press("escape", "escape")
        assert AGE in person.sees
        assert "Changed, but not taken yet: Enter takes it as it stands here." in person.sees


async def test_a_meaning_stands_beside_its_option_where_there_is_room(sit):
    """Issue 20: one row an option at 80 columns, the meaning below it at 60; what a clinician
    decides has one heading, and relief from anxiety stands last and apart.
    """
    async with sit() as person:
        await person.press("enter")
        assert any(
            line.startswith("  ▸ Focus, memory and learning  ")
            and line.endswith("  300 to 600 mcg daily, 10 to 14 days.")
            for line in person.lines
        )
        assert person.sees.count("For a clinician to decide: a referral sheet, no dose") == 1
        await person.press("end")
        assert "Relief from anxiety  Not with Semax: it may make anxiety worse." in "\n".join(
            person.lines
        )
        await person.press("home")
        await person.resize(60, 20)
        assert "  ▸ Focus, memory and learning" in person.lines
        assert "      300 to 600 mcg daily, 10 to 14 days." in person.lines


async def test_the_plan_stands_beside_every_question(sit, drops):
    """Issue 20: from 110 columns what is known stands beside each question, and once there is a
    plan its counts and its calendar do, which follow what is typed; no word is cut.
    """
    async with sit(size=(120, 40)) as person:
        await person.press("enter")
        for asked in list(drops)[1:-3]:
            await person.comes_to(drops, asked)
            assert "so far" in person.sees.casefold(), asked
        await person.comes_to(drops, "Which daily dose")
        assert "CLEAR nothing stands" in person.sees
        assert "Days 6 to 10 300 mcg ●●● 3 left ●●● 3 right" in person.sees
        assert any("11M" in line for line in person.lines)
        await person.type("400")
        assert "Days 6 to 10 400 mcg" in person.sees
        assert "●● 2 left ●● 2 right each time" in person.sees
        assert "Opened on 6 January 2026, discard on" in person.sees
        assert "most for you" in person.sees
        await person.type("0")
        assert "●●" not in person.sees
        assert "Not with this value." in person.sees


async def test_nothing_is_judged_before_health_is_asked(sit, drops):
    """R02: no badge stands before a health question was answered, and beside a closed row stands
    its reason.
    """
    async with sit(size=(120, 40)) as person:
        await person.press("enter")
        await person.comes_to(drops, "Which compound is it?")
        assert "CLEAR" not in person.sees
        await person.press("end")
        assert "Closed: " in person.sees
        await person.comes_to(drops, CONDITIONS)
        assert "CLEAR" not in person.sees
        await person.comes_to(drops, "Mind and mood: does any of these apply to you?")
        assert "CLEAR" in person.sees


async def test_each_reason_beside_has_its_mark(sit, vial):
    """Each reason stands on a line of its own, with its outcome where the badge has another."""
    async with sit(size=(160, 50)) as person:
        await person.press("enter")
        await person.comes_to(vial, CONDITIONS)
        assert "CAUTION please note:" in person.sees
        reasons = [line for line in person.lines if "│  - " in line]
        assert len(reasons) == 2
        await person.press("space")
        assert "STOP No dose is planned while this stands." in person.sees
        reasons = [line.partition("│  ")[2] for line in person.lines if "│  - " in line]
        assert not reasons[0].startswith("- Caution: ")
        assert all(each.startswith("- Caution: ") for each in reasons[1:])
        assert len(reasons) == 3


async def test_the_meaning_of_a_line_moves_nothing(sit, drops):
    """R03: the meaning of a line stands under the line's own name, below what is so far, which
    stays where it is.
    """
    async with sit(size=(120, 40)) as person:
        await person.press("enter")
        await person.comes_to(drops, CONDITIONS)
        places = set()
        for _ in range(12):
            lines = person.lines
            so_far = next(row for row, line in enumerate(lines) if line.endswith("So far"))
            beside = [line.partition("│")[2].strip() for line in lines]
            named = next(line for line in lines if "▸" in line).partition("]")[2][:12].strip()
            assert any(each.startswith(named) for each in beside[so_far + 1 :])
            places.add(so_far)
            await person.press("down")
        assert len(places) == 1


async def test_a_plan_to_inject_stands_beside_with_its_units(sit, vial):
    """R60: at 120 by 40 the units stand beside the mcg, with the syringe and the calendar."""
    vial |= {"Is this your first course?": ["y", "enter"]}
    async with sit(size=(120, 40)) as person:
        await person.press("enter")
        await person.comes_to(vial, "Do you have a certificate")
        for told in ("Vial: ", "Water: ", "Syringe: "):
            assert told in person.sees
        for question in ("Which daily dose", "On which day do you start?", "Is all of this right?"):
            await person.resize(120, 40)
            await person.comes_to(vial, question)
            assert "Days 6 to 10 300 mcg 9 units" in person.sees, question
            assert "^ 9 units" in person.sees, question
            assert any("█▌" in line for line in person.lines), question
            assert any("11M" in line for line in person.lines), question
            await person.resize(120, 30)
            assert "Days 6 to 10 300 mcg 9 units" in person.sees, question
            await person.resize(120, 24)
            assert "Days 6 to 10 300 mcg 9 units" in person.sees, question


async def test_a_mark_that_rules_a_dose_out_takes_the_plan_away(sit, answers, build):
    """R02, issue 20: beside a checklist no dose is seen as soon as such a mark is set."""
    async with sit(size=(120, 40), profile=build(answers())) as person:
        await person.press("c")
        for _ in range(40):
            if f"▸ {CONDITIONS}" in person.sees:
                break
            await person.press("down")
        await person.press("enter")
        assert "300 mcg" in person.sees
        await person.press("space")
        assert "STOP" in person.sees
        assert "mcg" not in person.sees


async def test_enter_on_a_page_to_read_says_which_keys_work(sit, template, seizure):
    """Enter alone decides nothing there, and the letters that do are named."""
    async with sit(profile=template) as person:
        await person.comes_to(seizure, "No plan is made. Do not take Semax.")
        await person.press("enter")
        assert await person.comes_to_see(
            "Please read this page. Then: A answer the rest, C change the answer."
        ), person.sees
