"""Whatever somebody does, in whatever order: nothing fails, no answer is lost, no dose is shown
where there may be none.
"""

import os
import re
from contextlib import chdir
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.catalog.test_dose_marks import DOSE, texts
from tests.support.someone import COURSES, meeting, starting_clock, words
from tests.support.ways import PAGES, Visitor
from wizard.conversation import places
from wizard.conversation.intents import Answer, Explain, Searched, Submit, Typed
from wizard.conversation.moves import Move
from wizard.conversation.view import Pick, Search, Tick, Type
from wizard.interview.choice import Checked
from wizard.profile.draft_file import answered_again, read_draft
from wizard.profile.folder import ProfileFolder, examples
from wizard.report import drawings

often = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
STEPS = 30
TYPED = [
    *["", "7", "1.5", "0.1%", "none", "300", "16", "70 kg", "2026-01-05", "07:00", "Spring", "a"],
    *["nan", "1e9", "-1", "\x1b[31m", "\N{CYRILLIC SMALL LETTER ZHE}"],
]
ANYWHERE = ["../outside/theirs", "outside/new", "~/x", "~nobody/x", "/dev/null", "..", "a\0b"]
DAILY = re.compile(
    r"\d[\d,.]* (mcg|drops|sprays|units) (daily|in)|\d mcg|course begins"
    r"|(?<!-)\bdaily\b(?! (?:life|use|aspirin|dose|maximum)\b)"
)
STRENGTH = re.compile(r"[\d.]+% \([\d.]+ mg per mL\)")
OF_A_LABEL = re.compile(r"[\d,.]+ mcg")
OF_A_PROFILE = (  # not about the answers of whoever reads it
    places.Deleting,
    places.ExportAs,
    places.Exporting,
    places.Library,
    places.Managing,
    places.NotDeleted,
    places.Preview,
    places.Received,
    places.Renaming,
    places.ReplacingExport,
    places.Today,
)


def offered(view, typed):
    """What a face may send for a view: hypothesis chooses a kind first, so that answers are as
    frequent as buttons.
    """
    yield st.sampled_from(
        [
            view.back,
            *(each.intent for each in view.actions if each.intent not in (Move.TAKE, Move.MANAGE)),
        ]
    )
    rows = ()
    match view.ask:
        case Pick(options) | Search(options) if options:
            rows = options
            yield st.sampled_from([each.intent for each in options])
            yield st.sampled_from([each.intent for each in options])
        case Tick(items):
            rows = items
            marks = st.lists(
                st.sampled_from([each.value for each in items]), max_size=2, unique=True
            ).map(tuple)
            marked = (
                st.builds(Checked, marks, st.just(()))
                | st.builds(Checked, st.just(()), marks)
                | st.just(Checked())
            )
            yield st.builds(Typed, marked | st.none())
            yield st.builds(Answer, marked)
        case Type(text):
            yield st.builds(Submit, typed) | st.just(Submit(text))
            yield st.builds(Typed, typed)
    if isinstance(view.ask, Search) and rows:
        yield st.sampled_from([each.managed for each in rows]) | st.builds(
            Searched, typed, st.integers(0, 3)
        )
    if view.explains:
        yield st.builds(Explain, st.none() | st.integers(0, len(rows) - 1) if rows else st.none())


def step(data, person, clock, typed):
    """Do one thing, perhaps after a while."""
    clock.now += timedelta(hours=data.draw(st.sampled_from([0] * 20 + [1, 17, 40])))
    person.send(data.draw(st.one_of(*offered(person.view, typed))))


@cache
def dosed(catalog):
    """The texts of the catalog that are marked since they state a dose."""
    return [
        " ".join(text.split())
        for _, text, marked in texts(catalog)
        if marked and DOSE.search(text) and not STRENGTH.fullmatch(text)
    ]


def _beside(conversation, intent):
    """All that stands beside a question."""
    told = conversation.preview(intent)
    plan = () if told.plan is None else attrs.astuple(drawings.so_far(told.plan), recurse=False)
    drawn = ("".join(stroke.text for stroke in line) for part in plan for line in part)
    reasons = (reason for _outcome, reason in told.reasons)
    return " ".join((told.echo, told.doubt, *told.known, *told.dates, *reasons, *drawn))


def shows_dose(person):
    """What states a dose on the page, or beside it for whatever is highlighted."""
    state, view = person.conversation.state, person.view
    said = words(view)
    if view.previews:
        answers = {
            Pick: lambda ask: [each.intent for each in ask.options],
            Type: lambda _: [Submit("300")],
            Tick: lambda _: [Answer(Checked())],
        }
        given = [None, *answers[type(view.ask)](view.ask)]
        said += [_beside(person.conversation, each) for each in given]
    if isinstance(state.page, places.Review) and state.session.screening.outcome == "clinician":
        return []  # the sheet cites published regimens, for a clinician to read
    return [
        each
        for each in said
        if any(text in each for text in dosed(state.catalog))
        or (DAILY.search(each) and not OF_A_LABEL.fullmatch(each))
    ]


def is_own(state):
    """Whether the page is about the answers of whoever reads it, and not about a profile of the
    folder.
    """
    below = [state.page, *(each.place for each in state.beneath)]
    return not any(isinstance(each, OF_A_PROFILE) for each in below)


def is_kept(state, home):
    """Whether a draft on disk holds every answer, and gives those that stand."""
    for path in home.glob(".draft-*.toml"):
        file = read_draft(ProfileFolder(home), path)
        again = answered_again(file, state.catalog, state.today).values
        if {*file.values, *file.without} == {
            *state.session.values
        } and again.items() <= state.session.values.items():
            return True
    return False


def whatever_is_done(data, start, catalog, written):
    """Thirty things at random, from a page on."""
    with TemporaryDirectory() as name, chdir(name):
        home, clock = Path(name) / "profiles", starting_clock()
        person = PAGES[start](
            Visitor(meeting(catalog, home, clock), COURSES, home, written, catalog, clock)
        )
        typed = st.sampled_from(TYPED) | st.text(
            st.characters(exclude_characters="/~"), max_size=12
        )
        for _ in range(STEPS):
            before = person.conversation.state
            if not before.session.screening.outcome.allows_dose and is_own(before):
                assert shows_dose(person) == []
            step(data, person, clock, typed)
            after = person.conversation.state
            if after.ended:
                break
            accepted = (
                isinstance(before.page, places.Asking | places.Confirming)
                and after.session is not before.session
            )
            if accepted and after.unsaved and home.is_dir():
                assert after.unkept is None
                assert is_kept(after, home)


@often
@given(data=st.data(), start=st.sampled_from(list(PAGES)))
def test_whatever_is_done(data, start, catalog, written):
    """R02 and drafts: no step fails; who is screened out reads no dose; the draft on disk holds
    each accepted answer.
    """
    whatever_is_done(data, start, catalog, written)


@pytest.mark.slow
@settings(often, max_examples=1000)
@given(data=st.data(), start=st.sampled_from(list(PAGES)))
def test_whatever_is_done_for_long(data, start, catalog, written):
    """The same, more often."""
    whatever_is_done(data, start, catalog, written)


@often
@given(data=st.data(), start=st.sampled_from(["start", "review", "saved"]))
def test_nothing_is_written_outside_a_bounded_folder(data, start, catalog, written):
    """At a kiosk, whatever is typed as a name or a path changes nothing but the folder."""
    with TemporaryDirectory() as name, chdir(name):
        around, clock = Path(name), starting_clock()
        (around / "outside").mkdir()
        (around / "outside" / "theirs.toml").write_text(written())
        folder = ProfileFolder.within(around / "profiles", examples())
        folder.write(around / "profiles" / "a.toml", written())
        before = _around(around)
        person = meeting(catalog, around / "profiles", clock)(folder=folder)
        if start != "start":
            person.answer(COURSES.drops, "Step 7 of 8  Review")
        if start == "saved":
            person.choose("Save")
            person.give("Spring")
        typed = st.sampled_from([*TYPED, *ANYWHERE, f"{around}/outside/theirs.toml"]) | st.text(
            max_size=12
        )
        for _ in range(STEPS):
            step(data, person, clock, typed)
            assert _around(around) == before
            if person.conversation.is_over:
                break
        os.close(folder.held)


def _around(folder):
    """What there is beside the profile folder, and when it was changed."""
    found = [path for path in folder.rglob("*") if path.relative_to(folder).parts[0] != "profiles"]
    return [(path.name, path.lstat().st_ino, path.lstat().st_mtime_ns) for path in sorted(found)]


def test_what_states_no_dose_is_not_taken_for_one(catalog):
    """Every text of the catalog without a mark may be read by whoever is screened out."""
    unmarked = [text for _, text, marked in texts(catalog) if not marked]
    assert [each for each in unmarked if DAILY.search(each)] == []


@pytest.mark.parametrize("course", ["drops", "vial"])
def test_who_may_have_a_plan_reads_doses(meet, said, course):
    """What is looked for above is found where there is a plan."""
    person = meet()
    person.comes_to(getattr(said, course), "Step 7 of 8  Review")
    assert shows_dose(person)
