"""Issue 17, point 10, and issue 20: a course that runs or rests stands first on the start page."""

import io
import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.keyboard import Person
from wizard.conversation.conversation import Conversation
from wizard.conversation.intents import Use
from wizard.conversation.moves import Move
from wizard.conversation.view import Card, Words
from wizard.errors import SystemRefusedError
from wizard.interview.choice import Checked
from wizard.plain.speech import how, say_view
from wizard.plain.talk import Talk
from wizard.profile import library
from wizard.profile.folder import ProfileFolder
from wizard.tui.app import WizardApp

DOSE = "07:30 300 mcg 6 drops (0.3 mL) left nostril 3 right nostril 3"
PRODUCT = "Semax 0.1% (1 mg per mL), intranasal, daily maximum {} mcg. "
ONCE, TWICE = PRODUCT.format(300), PRODUCT.format(600)
BOTTLE = "Bottle 1: discard on 4 February 2026."
NO_MORE = "It is past 13:00: nothing more is taken today. A missed dose is never doubled."
DAY_3 = "Spring exam block, day 3 of 10"
TAKEN = "Taken today? Then nothing more until 8 January 2026 at 07:30."
VIAL = {"form": "vial", "vial_mg": 10, "diluent_ml": 3, "syringe": "u100-0.5ml"}
TOLD = {  # day of the course, time, the first line of its card, what it says, the answers
    "before it": (3, "07:00", DAY_3, f"{DOSE} {ONCE}{TAKEN} {BOTTLE}", {}),
    "late": (
        3,
        "07:31",
        DAY_3,
        (
            f"{DOSE} 07:30 is past. If you have not taken it, take it now. Never two at once."
            f" {ONCE}{BOTTLE}"
        ),
        {},
    ),
    "at 22:40": (3, "22:40", DAY_3, f"{NO_MORE} Next: 8 January 2026 at 07:30.", {}),
    "the next one moves": (
        3,
        "09:00",
        DAY_3,
        (
            f"{DOSE} {DOSE.replace('07:30', '11:30')} 07:30 is past. If you have not taken it,"
            f" take it now, and 11:30 at 13:00. Never two at once. {TWICE}{BOTTLE}"
        ),
        {"target_mcg": 600},
    ),
    "a rest day": (
        12,
        "08:00",
        "Spring exam block, rest day 2 of 30",
        (
            "No dose today. The next course may start on 14 February 2026, or later, after new"
            " answers."
        ),
        {},
    ),
    "the assessment": (
        2,
        "07:00",
        "Spring exam block, day 2 of 10, assessment",
        "07:30 200 mcg 4 drops (0.2 mL) left nostril 2 right nostril 2",
        {"first_time": True},
    ),
    "a vial": (
        1,
        "07:00",
        "Spring exam block, day 1 of 10",
        (
            "07:30 300 mcg draw to 9 units (0.09 mL) Semax, 10 mg made up with 3 mL, subcutaneous,"
            " daily maximum 300 mcg. Taken today? Then nothing more until 6 January 2026 at 07:30."
            " Make up vial 1 today, discard on 2 February 2026."
        ),
        VIAL,
    ),
}


def at(day, clock="08:00"):
    """The time of that day of a course that starts on 5 January 2026."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 1, 5, hour, minute, tzinfo=UTC) + timedelta(days=day - 1)


def first(person):
    """The first line of the start page."""
    return person.view.ask.options[0]


async def seen(person):
    """What both faces say of what is shown, each on one line."""
    out = io.StringIO()
    talk = Talk(io.StringIO(), out)
    say_view(talk, person.view, "", returned=False)
    talk.say(how(person.view))
    app = WizardApp(None, lambda: person.conversation, "dark")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        return " ".join(out.getvalue().split()), Person(pilot).sees


@pytest.mark.parametrize(("day", "hour", "title", "told", "said"), TOLD.values(), ids=TOLD)
async def test_the_course_stands_first(meet, kept, clock, day, hour, title, told, said):
    """R44: dose, time, nostrils or units, and container, by the clock; the same in both faces."""
    kept("a.toml", **said)
    clock.now = at(day, hour)
    person = meet()
    assert first(person).title == "Spring exam block"
    for face in (person.reads, *await seen(person)):
        assert f"Today {bare(title)} {bare(told)}" in bare(face)


def bare(text):
    """The words of it, without what a face sets between them: stops, dots for drops, an edge."""
    return " ".join(re.sub(r"[.,:●▌]+(?=\s|$)", "", text.replace("TODAY", "Today")).split())


async def test_no_dose_is_read_over_the_end_of_a_line(meet, kept, clock):
    """R60: a number stays with its unit and a date in one piece, however wide the window is."""
    kept("a.toml")
    clock.now = at(3, "07:00")
    person = meet()
    app = WizardApp(None, lambda: person.conversation, "dark")
    async with app.run_test(size=(40, 30)) as pilot:
        reader, read = Person(pilot), []
        for width in range(40, 90, 7):
            await reader.resize(width, 30)
            read.append("\n".join(line.strip() for line in reader.lines))
    for text in read:
        assert "Spring" in text
        assert not re.search(r"\d\n(mcg|mg|mL|drops|units|January|February|2026)\b", text)


@pytest.mark.parametrize("day", [0, 41])
def test_no_course_that_is_to_come_or_over(meet, kept, clock, day):
    """The first line is what can be begun, as where there is no profile."""
    kept("a.toml")
    clock.now = at(day)
    assert first(meet()).title == "New plan"


def test_it_leads_to_the_day_and_back(meet, kept, clock):
    """The page of that day says all; where the file is screened out by now, no dose is said."""
    kept("a.toml")
    clock.now = at(3)
    person = meet()
    person.choose("Spring")
    assert person.sees == "Today"
    assert "6 drops" in person.reads
    person.choose("Back")
    assert person.sees == "What would you like to do?"
    kept("a.toml", conditions=("pregnancy",))
    person.choose("Spring")
    assert person.sees == "Spring exam block"
    assert "mcg" not in person.reads


@pytest.mark.parametrize("conditions", [("pregnancy",), ("diabetes",)])
def test_who_is_screened_out_has_no_line(meet, kept, conditions):
    """R02: no plan, and so no course and no dose."""
    kept("a.toml", conditions=conditions)
    person = meet()
    assert first(person).title == "New plan"
    assert "mcg" not in person.reads


@pytest.mark.parametrize("saved", [False, True])
def test_newer_answers_that_rule_a_dose_out_hide_it(meet, said, kept, saved):
    """R02: whoever was screened out since, in this window or in a draft, reads no dose of a course
    that runs.
    """
    kept("a.toml")
    person = meet()
    assert "300 mcg" in person.reads
    person.choose("New plan")
    asked = "Pregnancy, heart and brain: does any of these apply to you?"
    person.answer(said.drops, asked)
    person.give(Checked(("seizure-history",)))
    assert not person.conversation.state.session.screening.outcome.allows_dose
    if saved:
        person.send(Move.LEAVE)
        person = meet()
    else:
        person.send(Move.START)
    course = next(each for each in person.view.ask.options if "Spring" in each.title)
    assert "newer answers rule one out" in course.summary
    assert course.outcome == "stop"
    assert "mcg" not in person.reads

    person.send(course.intent)
    assert "newer answers rule one out. Resume them" in " ".join(person.reads.split())
    assert "mcg" not in person.reads
    person.send(Move.LIBRARY)
    person.send(next(each for each in person.view.ask.options if "Spring" in each.title).intent)
    assert "newer answers rule one out. Resume them" in " ".join(person.reads.split())


@pytest.mark.parametrize("part", ["today", "pictures", "export"])
def test_newer_answers_hide_a_plan_that_is_managed(meet, said, kept, part):
    """R02: nor does anything that can be done with the profile in the library."""
    path = kept("a.toml")
    person = meet()
    person.choose("New plan")
    person.answer(said.drops, "Pregnancy, heart and brain: does any of these apply to you?")
    person.give(Checked(("seizure-history",)))
    person.send(Move.LEAVE)
    person = meet()
    person.send(Move.LIBRARY)
    assert "300 mcg daily, clear" not in person.reads
    entry = next(e for e in person.view.ask.options if "Spring" in e.title)
    person.send(entry.managed)
    person.send(Use(part))
    assert "newer answers rule one out. Resume them" in " ".join(person.reads.split())
    assert "mcg" not in person.reads
    assert path.exists()


@pytest.fixture
def stopped(kept):
    """`stopped(day)` is a profile of somebody screened out, made on that day of the course."""

    def made(day):
        path = kept("b.toml", "Stopped", conditions=("seizure-history",))
        text = re.sub(
            r"(?m)^created = \S+", f"created = {at(day):%Y-%m-%dT%H:%M:%SZ}", path.read_text()
        )
        path.write_text(text)

    return made


HIDDEN = "are not shown: the newer profile Stopped rules one out. Open it and read why."


@pytest.mark.parametrize("day", [-3, 2])
def test_a_newer_profile_that_rules_a_dose_out_hides_it(meet, kept, stopped, day):
    """R02: to save the answers that screen a person out takes nothing back. They stand against
    plans made before, and not against one that was made after.
    """
    kept("a.toml")
    stopped(day)
    person = meet()
    assert ("300 mcg" in person.reads) == (day < 1)
    if day < 1:
        return
    course = next(each for each in person.view.ask.options if "Spring" in each.title)
    assert "newer answers rule one out" in course.summary
    person.send(course.intent)
    assert HIDDEN in " ".join(person.reads.split())
    assert "mcg" not in person.reads
    person.choose("Open a profile")
    assert "300 mcg daily" not in person.reads
    person.choose("Stopped")
    assert "seizure" in person.reads.lower()


@pytest.mark.parametrize("way", [Use("today"), Use("pictures"), Use("export"), Move.DUPLICATE])
def test_a_newer_profile_hides_a_plan_that_is_managed(meet, kept, stopped, home, way):
    """R02: nor is the plan to be had in the library, nor as a copy that would be newer still."""
    kept("a.toml")
    stopped(2)
    person = meet()
    person.send(Move.LIBRARY)
    person.send(next(e for e in person.view.ask.options if "Spring" in e.title).managed)
    person.send(way)
    assert HIDDEN in " ".join(person.reads.split())
    assert "mcg" not in person.reads
    assert sorted(path.name for path in home.glob("*.toml")) == ["a.toml", "b.toml"]


def test_answers_given_anew_stand_against_what_was_saved(meet, said, stopped):
    """R02: the guide tells doses again once everything is answered, and no dose is ruled out."""
    stopped(2)
    person = meet()
    assert not person.conversation.state.may_read_doses()
    person.choose("New plan")
    person.answer(said.drops, "Is all of this right?")
    assert not person.conversation.state.may_read_doses()
    person.choose("Yes")
    assert person.conversation.state.session.next_open is None
    assert person.conversation.state.may_read_doses()


def test_another_edition_is_named_without_a_dose(meet, kept, clock):
    """Issue 16: its name and its dates, and that it can be opened; once it is over, nothing."""
    path = kept("a.toml")
    path.write_text(path.read_text().replace('"2026.12"', '"2026.11"'))
    clock.now = at(3)
    person = meet()
    assert first(person).title == "Spring exam block, 5 to 14 January 2026"
    assert "another edition" in first(person).summary
    assert "mcg" not in person.reads
    person.choose("Spring")
    assert person.sees == "This plan was made with another edition."
    clock.now = at(41)
    assert first(meet()).title == "New plan"


def test_an_edited_profile_is_named_without_a_dose(meet, kept, clock):
    """No figure of a profile that does not hold; a file that is no profile has no line."""
    path = kept("a.toml")
    path.write_text(path.read_text().replace("daily_dose_mcg = 300", "daily_dose_mcg = 900"))
    kept("b.toml").write_text("=")
    clock.now = at(3)
    person = meet()
    assert first(person).title == "Spring exam block"
    assert person.view.ask.options[1].title == "New plan"
    assert "mcg" not in person.reads
    assert "900" not in person.reads
    person.choose("Spring")
    assert person.sees == "The figures in this file are not what its answers give."


def test_what_runs_comes_before_what_rests_and_four_are_too_many(meet, kept, clock):
    """Three courses have a line each; the others are in the library."""
    clock.now = at(12)
    names = ("Resting", "Also resting", "Running", "Waiting", "Third at rest")
    for name in names:
        days = {"start": at(10).date()} if name == "Running" else {}
        kept(f"{name}.toml", name, **days)
    options = meet().view.ask.options
    assert [each.title.partition(",")[0] for each in options[:5]] == [
        "Running",
        "Also resting",
        "Resting",
        "Another course",
        "New plan",
    ]
    assert options[3].summary == "There are 2 more courses."


@pytest.mark.parametrize(("started", "is_told"), [((1, 3), True), ((1, 20), False), ((1,), False)])
def test_of_several_plans_with_a_dose_today_one_is_followed(meet, kept, clock, started, is_told):
    """R31, R33: together they would be more than the most of a day; a rest day has no dose."""
    for day in started:
        kept(f"{day}.toml", f"Plan {day}", start=at(day).date())
    clock.now = at(5)
    told = "More than one plan has a dose on this day: follow one of them, and only that."
    first = meet().view.text[0]
    assert (first == Card(((Words(told, "caution"),),), "caution")) is is_told


def test_each_file_is_read_twice_and_only_what_may_run_is_derived(meet, kept, home, monkeypatch):
    """A folder of many profiles: the first page waits for what runs in it and for what was made
    last (R02), and derives one of each.
    """
    text = kept("a.toml", start=at(-90).date()).read_text()
    for number in range(200):
        (home / f"p{number}.toml").write_text(text)
    kept("z.toml")
    reads, derived = Counter(), []
    read, compare = ProfileFolder.read, library.compare

    def counted(folder, path):
        reads[path.name] += 1
        return read(folder, path)

    def compared(profile, catalog):
        derived.append(profile.name)
        return compare(profile, catalog)

    monkeypatch.setattr(ProfileFolder, "read", counted)
    monkeypatch.setattr(library, "compare", compared)
    assert first(meet()).title.startswith("Spring")
    assert len(reads) == 202
    assert set(reads.values()) == {2}
    assert len(derived) == 2


def test_answers_that_no_draft_holds_are_not_lost_by_opening_one(meet, kept, monkeypatch):
    """From the first line a profile of another edition opens only once that was asked."""
    path = kept("a.toml")
    path.write_text(path.read_text().replace('"2026.12"', '"2026.11"'))

    def refuse(*_, **__):
        raise SystemRefusedError("cannot be written", "make room")

    monkeypatch.setattr(ProfileFolder, "write", refuse)
    person = meet()
    person.choose("New plan", "Focus")
    person.send(Move.START)
    assert "Go on with your answers" in person.reads
    person.choose("Spring")
    assert person.sees == "Your answers are not saved."


def test_a_kiosk_shows_no_course(catalog, kept, clock, home, monkeypatch):
    """Whoever sits there may be another person; and no profile is read for that page."""
    kept("a.toml")
    monkeypatch.setattr(library, "read_profile", lambda _: pytest.fail("read"))
    conversation = Conversation(catalog, lambda: clock.now, ProfileFolder.within(home))
    conversation.open()
    assert conversation.view.ask.options[0].title == "New plan"


def test_a_folder_that_cannot_be_read_shows_the_page(meet, monkeypatch):
    """The library says so; what can be begun is there."""

    def refuse(_self, _folder):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(ProfileFolder, "names", refuse)
    assert first(meet()).title == "New plan"


async def test_a_page_left_standing_tells_the_day_that_it_is(meet, kept, clock):
    """A start page on which midnight passes, and one that is come back to, tells the new day; so
    does the page of today. The highlight stays.
    """
    kept("a.toml", first_time=True)
    clock.now = at(5, "22:40")
    conversation = meet().conversation
    app = WizardApp(None, lambda: conversation, "dark")
    async with app.run_test(size=(80, 24)) as pilot:
        person = Person(pilot)
        await person.press("down")
        clock.now = at(6, "07:00")
        app.refresh_day()
        assert await person.comes_to_see("day 6 of 10")
        assert "300 mcg 6 drops" in person.sees
        assert "▸ New plan" in person.sees
        await person.press("up", "enter")
        assert "10 January 2026: day 6 of 10." in person.sees
        clock.now = at(11, "07:00")
        app.refresh_day()
        assert await person.comes_to_see("15 January 2026: rest day 1 of 30. No dose today.")
        clock.now = at(12, "07:00")
        await pilot.pause()  # no key counts before the page is drawn
        await person.press("escape")
        assert await person.comes_to_see("rest day 2 of 30")
        assert "6 drops" not in person.sees


@pytest.mark.parametrize("hour", ["07:31", "22:40"])
def test_what_is_late_stands_out(meet, kept, clock, hour):
    """What becomes of a dose whose time is past has the colour of caution (R44), and no row of the
    card is empty (issue 20, point 1).
    """
    kept("a.toml")
    clock.now = at(3, hour)
    (card,) = meet().view.text
    assert () not in card.lines
    late = [words.text for line in card.lines for words in line if words.ink == "caution"]
    assert len(late) == 1
    assert "is past" in late[0] or "It is past" in late[0]
