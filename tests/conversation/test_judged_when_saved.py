"""Issue 15, 1 and 2: what is saved is judged at that moment; no record inherits a plan's name."""

import re
import tomllib
from datetime import date, datetime, timedelta

import attrs
import pytest

from tests.support.ways import REVIEW
from wizard.conversation.moves import Move
from wizard.interview.choice import Checked
from wizard.profile.draft import resumable
from wizard.profile.file_format import share
from wizard.profile.folder import ProfileFolder, examples
from wizard.profile.read import read_profile

SYMPTOMS = "Do you have any of these symptoms today?"
CONDITIONS = "Pregnancy, heart and brain: does any of these apply to you?"
START = "On which day do you start?"
NAME = "What do you want to call it?"
STOP = "No plan is made. Do not take Semax."
PREGNANT = Checked(("pregnancy",))
FOCUS = "Focus, memory and learning"
DOSED = "Spring, 400 mcg daily"


@pytest.fixture
def stopped(said):
    """The answers of somebody who is pregnant."""
    return said.drops | {CONDITIONS: PREGNANT, STOP: "Answer the rest"}


# -- the moment of saving --------------------------------------------------------------------------


def reviewed(person):
    """Somebody who goes on to save from the review."""


def naming(person):
    """Somebody who is asked for the name."""
    person.choose("Save")


def saving(person):
    """Somebody who is asked for the file."""
    naming(person)
    person.give("Spring")


def replacing(person):
    """Somebody who is asked whether a file is replaced."""
    saving(person)
    person.give("there")


def give_until_asked(person, *texts):
    """Give these, as far as a name and a file are asked for."""
    for text in texts:
        if person.sees in (NAME, "Where is it kept?"):
            person.give(text)


FROM = {
    reviewed: lambda person: person.choose("Save"),
    naming: lambda person: give_until_asked(person, "Spring", "spring"),
    saving: lambda person: person.give("spring"),
    replacing: lambda person: person.choose("Replace it"),
}


@pytest.fixture(params=["here", "kiosk"])
def folder(request, home):
    """The profile folder: anywhere, and within bounds."""
    home.mkdir()
    (home / "there.toml").write_text("another file")
    return ProfileFolder.within(home, examples()) if request.param == "kiosk" else None


def come_to(page, person):
    """Come to this page; a kiosk asks for no file."""
    if person.conversation.state.folder.is_bounded and page in (saving, replacing):
        pytest.skip("a kiosk asks for no file")
    page(person)


@pytest.mark.parametrize("page", FROM, ids=lambda page: page.__name__)
@pytest.mark.parametrize("days", [1, 9])
def test_what_holds_for_a_day_is_asked_again_before_saving(
    meet, said, home, clock, folder, page, days
):
    """Section 6: with the clock moved on, symptoms are asked again and so is a start that has
    passed, wherever the save is; then it is saved as of the new day.
    """
    person = meet(folder=folder)
    person.answer(said.drops, REVIEW)
    come_to(page, person)
    clock.now += timedelta(days=days)
    FROM[page](person)
    assert person.sees == SYMPTOMS
    assert person.view.ask.marked is None
    assert [path.name for path in home.glob("[!.]*")] == ["there.toml"]
    person.give(Checked())
    assert person.sees == START
    tomorrow = clock.now.date() + timedelta(days=1)
    assert person.view.ask.text == str(tomorrow)  # R45: the session of today is past
    person.give(str(clock.now.date()))
    assert person.view.heading == REVIEW
    person.choose("Save")
    give_until_asked(person, "Spring", "spring")
    assert person.sees == "It is saved."
    saved = tomllib.loads((home / "spring.toml").read_text())
    assert saved["protocol"]["start"] == clock.now.date()
    assert saved["created"].date() == clock.now.date()


def test_symptoms_of_the_new_day_can_stop_the_save(meet, said, home, clock):
    """R02: chest pain on the day of saving makes a record of it, not the plan of nine days ago."""
    person = meet()
    person.comes_to(said.drops, REVIEW)
    person.choose("Save")
    person.give(DOSED)
    clock.now += timedelta(days=9)
    person.give("spring")
    person.give(Checked(("chest-symptoms",)))
    assert person.sees == STOP
    person.choose("See the record", "Save")
    assert person.view.ask.text == FOCUS
    person.give(person.view.ask.text)
    assert "400" not in person.view.ask.text
    person.give("record")
    saved = tomllib.loads((home / "record.toml").read_text())
    assert saved["screening"]["outcome"] == "stop"
    assert "protocol" not in saved


def test_a_running_course_keeps_its_start(meet, kept, clock):
    """A profile that is opened on another day is shown as it was saved; before it is saved again
    symptoms are asked, and its start stays.
    """
    path = kept("a.toml")
    clock.now += timedelta(days=4)
    person = meet(read_profile(path.read_bytes()), path)
    assert person.view.heading == REVIEW
    person.choose("Change", "Back")
    assert person.view.heading == REVIEW
    person.choose("Save")
    assert person.sees == SYMPTOMS
    person.give(Checked())
    assert person.view.heading == REVIEW
    person.choose("Save")
    person.give("Spring")
    person.give(str(path))
    person.choose("Replace it")
    saved = tomllib.loads(path.read_text())
    assert (saved["protocol"]["start"], saved["created"].date()) == (
        date(2026, 1, 5),
        date(2026, 1, 5),
    )
    clock.now += timedelta(days=1)
    person.choose("Back", "Save")
    assert person.sees == SYMPTOMS
    person.give(Checked())
    assert person.view.heading == REVIEW


@pytest.mark.parametrize("change", ["running", "moved", "its file is gone"])
def test_a_resumed_draft_is_judged_by_what_its_file_has(meet, kept, clock, change):
    """The draft of a running course keeps the start; one that was moved and has passed since, and
    one whose file is gone, is asked about.
    """
    path = kept("a.toml")
    person = meet(read_profile(path.read_bytes()), path)
    asked, given = (START, "2026-01-07") if change == "moved" else ("What do you weigh?", "71")
    person.choose("Change", asked)
    person.give(given)
    person.answer({SYMPTOMS: Checked(), "Which daily dose do you ask for, in mcg?": "300"}, REVIEW)
    person.send(Move.LEAVE)
    if change == "its file is gone":
        path.unlink()
    clock.now += timedelta(days=4)
    person = meet()
    person.choose("Resume", "Go on")
    person.give(Checked())
    assert (person.sees == START) == (change != "running")


def test_the_day_of_a_profile_is_the_local_one(meet, kept, clock):
    """Saved at 23:00 of UTC, which is the next morning in Vladivostok, it was made on that day."""
    path = kept("a.toml")
    path.write_text(path.read_text().replace("T08:00:00", "T23:00:00"))
    clock.now = datetime.fromisoformat("2026-01-06T09:30:00+10:00")
    person = meet(read_profile(path.read_bytes()), path)
    person.choose("Save")
    assert person.sees == NAME


def test_a_record_has_no_start_to_keep(meet, kept, clock):
    """The start in a record was never that of a plan: cleared on another day, a person is asked."""
    path = kept("a.toml", conditions=("pregnancy",))
    clock.now += timedelta(days=4)
    person = meet(read_profile(path.read_bytes()), path)
    person.choose("Change", CONDITIONS)
    person.give(Checked())
    person.answer(
        {
            SYMPTOMS: Checked(),
            "When do you wake up?": "07:00",
            "On how many days in a row do you take it?": "10",
            "Which daily dose do you ask for, in mcg?": "300",
        },
        START,
    )
    assert person.view.ask.text == "2026-01-10"  # R45: the session of today is past


# -- names -----------------------------------------------------------------------------------------


def shared_under(name, kept, **said):
    """A shared profile of this name."""
    return attrs.evolve(share(read_profile(kept("theirs.toml", **said).read_bytes())), name=name)


def record(person):
    """Save what is reviewed under the names that are offered; every text read on the way."""
    read = [person.reads]
    person.choose("Save")
    read += [person.reads, person.view.ask.text]
    person.give(person.view.ask.text)
    read += [person.reads, person.view.ask.text]
    person.give(person.view.ask.text)
    assert person.sees == "It is saved."
    return [*read, person.reads]


@pytest.mark.parametrize("resumed", [False, True])
def test_no_plans_name_stands_on_a_record(meet, kept, stopped, home, resumed):
    """R02: a stranger's name, which may state a dose, stands on no page from the finding on, in no
    file and in no file name; nor does the dose that was asked for, and no page offers the plan.
    """
    person = meet(shared_under(DOSED, kept, target_mcg=400))
    person.choose("Answer the rest")
    person.answer(stopped, STOP)
    if resumed:
        person.send(Move.LEAVE)
        person = meet()
        person.choose("Resume", "Go on")
    read = [person.reads]
    person.answer(stopped | {"What would you like to do?": "Go on"}, REVIEW)
    read += record(person)
    assert not [text for text in read if re.search(r"400|mcg|Spring|See the plan", text)]
    saved = (home / "focus-memory-and-learning.toml").read_text()
    assert tomllib.loads(saved)["name"] == FOCUS
    assert "400" not in saved


def test_a_shared_plan_of_somebody_already_screened_out(meet, kept):
    """R02: a goal for a clinician screens out before the first question: no author's name."""
    shared = shared_under(DOSED, kept, target_mcg=400)
    shared = attrs.evolve(shared, answers=attrs.evolve(shared.answers, goal="stroke-recovery"))
    person = meet(shared)
    assert person.sees == "A shared plan: Recovery after a stroke"
    assert "400" not in person.reads


@pytest.mark.parametrize("before", ["named for a plan", "opened", "a draft of it"])
def test_ones_own_plans_name_is_not_inherited_either(meet, kept, said, before):
    """R02: a name that was given when there was a dose is not offered when there is none; it is
    there again when the answer was a mistake.
    """
    path = kept("a.toml", name=DOSED)
    if before == "named for a plan":
        person = meet()
        person.comes_to(said.drops, REVIEW)
        person.choose("Save")
        person.give(DOSED)
        person.choose("Back", "Back")
    else:
        person = meet(read_profile(path.read_bytes()), path)
    assert DOSED in person.reads
    person.choose("Change", CONDITIONS)
    person.give(PREGNANT)
    if before == "a draft of it":
        person.send(Move.LEAVE)
        person = meet()
        person.choose("Resume", "Go on")
    person.choose("See the record")
    assert DOSED not in person.reads
    person.choose("Save" if before == "named for a plan" else "Save as")
    assert person.view.ask.text == FOCUS
    person.choose("Back", "Change", CONDITIONS)
    person.give(Checked())
    person.answer(said.drops | {"How many cycles are planned?": "1"}, REVIEW)
    assert DOSED in person.reads


@pytest.mark.parametrize("way", ["saved", "opened", "a draft of it"])
def test_a_records_own_name_stays(meet, kept, stopped, way, home):
    """What somebody called a record is its name, also when it is opened or resumed."""
    if way == "saved":
        person = meet()
        person.comes_to(stopped, REVIEW)
        person.choose("Save")
        person.give("For Dr Brown")
        person.give("brown")
        person.choose("Back")
    else:
        path = kept("a.toml", name="For Dr Brown", conditions=("pregnancy",))
        person = meet(read_profile(path.read_bytes()), path)
    if way == "a draft of it":
        person.choose("Change", "What do you weigh?")
        person.give("71")
        person.send(Move.LEAVE)
        assert resumable(ProfileFolder(home), person.conversation.state.catalog)
        person = meet()
        person.choose("Resume", "Go on", "See the record")
    assert "For Dr Brown" in person.reads


def test_a_plan_that_became_a_record_is_rebuilt_without_its_name(meet, kept, library):
    """R02: answers edited to a stop lose the plan's name where it differs, in the library and in
    the rebuilt file.
    """
    path = kept("a.toml", name=DOSED)
    path.write_text(path.read_text().replace("conditions = []", 'conditions = ["pregnancy"]'))
    person = library()
    assert DOSED not in person.reads
    person = meet(read_profile(path.read_bytes()), path)
    assert person.sees == "The figures in this file are not what its answers give."
    assert DOSED not in person.reads
    person.choose("Rebuild the file")
    assert "See what was found" in person.reads
    assert tomllib.loads(path.read_text())["name"] == "general-cognition"


def test_the_name_of_a_shared_plan_is_offered_with_a_plan(meet, kept, said):
    """Whoever gets a plan is offered the author's name for it."""
    person = meet(shared_under("Exams", kept))
    person.choose("Answer the rest")
    person.answer(said.drops, "Your plan is not the one the author asked for.")
    person.choose("See the plan", "Save")
    assert person.view.ask.text == "Exams"
