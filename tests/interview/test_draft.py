import errno
import fcntl
import os
import stat
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from wizard.errors import SystemRefusedError
from wizard.interview.choice import Checked
from wizard.interview.from_profile import from_answers
from wizard.interview.question import Weight
from wizard.interview.session import begin
from wizard.profile.draft import Draft, Origin, resumable, take
from wizard.profile.file_format import shared_answers
from wizard.profile.folder import ProfileFolder

NOW = datetime(2026, 1, 5, 14, 2, 33, 5, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def folder(tmp_path):
    """The profile folder."""
    return ProfileFolder(tmp_path)


@pytest.fixture
def whole(answers, catalog):
    """A session with everything answered: an opened spray, both figures of it, confirmed, after a
    last course.
    """
    said = answers(
        form="spray",
        pump_ml=Decimal("0.04"),
        mcg_per_spray=Decimal(40),
        label_days=21,
        opened=date(2026, 1, 2),
        weight_lb=Decimal("154.5"),
        wake=time(6, 30),
        on_days=12,
        rest_days=40,
        cycles=2,
        target_mcg=Decimal(320),
        last_course_end=date(2025, 11, 1),
        substances=("caffeine",),
        not_sure=("caffeine",)[1:],
        confirmed=("pump_ml",),
    )
    session = from_answers(said, catalog, TODAY)
    assert session.next_open is None
    assert session.blocking is None
    return session


@pytest.fixture
def kept(folder, catalog):
    """Keep a session as a draft nobody has open, and take it up again."""

    def go(session, asking="person.age"):
        draft = Draft(folder)
        draft.save(session, asking, NOW)
        draft.release()
        (found,) = resumable(folder, catalog)
        return take(folder, found, catalog, TODAY)

    return go


@pytest.fixture
def edited(folder, catalog):
    """Keep a session as a draft, change its text, and take it up again."""

    def go(session, *changes):
        draft = Draft(folder)
        draft.save(session, "person.age", NOW)
        draft.release()
        text = draft.path.read_text("utf-8")
        for before, after in changes:
            assert before in text
            text = text.replace(before, after)
        draft.path.write_text(text, "utf-8")
        (found,) = resumable(folder, catalog)
        return take(folder, found, catalog, TODAY)

    return go


def test_every_answer_comes_back_exactly(kept, whole):
    """A draft gives back the very session: decimals, weights, dates, times, checked lists, left-out
    and confirmed answers.
    """
    resumed = kept(whole)
    assert resumed.session == whole
    assert {key: type(value) for key, value in resumed.session.values.items()} == {
        key: type(value) for key, value in whole.values.items()
    }
    assert resumed.dropped == ()
    assert resumed.asking == "person.age"


def test_answers_to_be_confirmed_again_stay_so(kept, whole):
    """What an earlier answer put in doubt is still in doubt after a resume."""
    changed = whole.answer("product.strength_mg_per_ml", Decimal("1.01"))
    assert changed.stale
    assert kept(changed).session == changed


def test_answers_whose_question_is_hidden_are_kept_to_be_confirmed(kept, whole):
    """Someone screened out keeps the plan's answers; they are asked again if the plan ever is."""
    stopped = whole.answer("screening.heart-and-brain", Checked(("seizure-history",)))
    resumed = kept(stopped).session
    assert resumed.values == stopped.values
    assert "target_mcg" in resumed.stale
    assert resumed.answer("screening.heart-and-brain", Checked()).next_open is not None


def test_it_is_private_hidden_and_no_profile(tmp_path, folder, whole):
    """The file is hidden and mode 0600, and the listing of profiles does not see it."""
    draft = Draft(folder)
    assert not list(tmp_path.iterdir())
    draft.save(whole, "", NOW)
    assert stat.S_IMODE(draft.path.stat().st_mode) == 0o600
    assert draft.path.name.startswith(".draft-")
    assert not folder.profiles()


def test_it_is_offered_with_step_and_time(folder, catalog, whole):
    """A draft says which step it is at and when its last answer was given; another day's says the
    day.
    """
    draft = Draft(folder)
    draft.save(whole, "screening.symptoms", NOW)
    draft.leave(whole, "screening.symptoms")
    (found,) = resumable(folder, catalog)
    assert found.where(TODAY) == "Screening, from 14:02"
    assert found.where(TODAY + timedelta(days=1)) == "Screening, from 5 January 2026, 14:02"


def test_the_latest_comes_first(folder, catalog):
    """Of several drafts the latest is offered first."""
    session = begin(catalog, TODAY)
    for minute in (3, 1, 2):
        draft = Draft(folder)
        draft.save(session, "goal", NOW.replace(minute=minute))
        draft.release()
    assert [found.answered.minute for found in resumable(folder, catalog)] == [3, 2, 1]


def test_two_windows_never_share_a_draft(folder, catalog, whole):
    """A draft that is open is not offered; of two windows that take the same one, the second gets
    none.
    """
    mine = Draft(folder)
    mine.save(whole, "", NOW)
    assert resumable(folder, catalog) == ()
    mine.release()
    (first,), (second,) = resumable(folder, catalog), resumable(folder, catalog)
    assert take(folder, first, catalog, TODAY) is not None
    assert take(folder, second, catalog, TODAY) is None


def test_two_new_interviews_have_two_drafts(folder, catalog, whole):
    """Windows opened side by side write files of their own."""
    one, other = Draft(folder), Draft(folder)
    one.save(whole, "", NOW)
    other.save(begin(catalog, TODAY), "goal", NOW)
    assert one.path.read_text() != other.path.read_text()


def test_discarded_leaves_nothing(tmp_path, folder, whole):
    """Once the profile is saved, neither draft nor lock is left, and discarding twice does no
    harm.
    """
    draft = Draft(folder)
    draft.save(whole, "", NOW)
    draft.discard()
    draft.discard()
    assert not list(tmp_path.iterdir())


def test_what_no_longer_stands_is_asked_again(edited, whole):
    """Values checked from the top: those that cannot stand are dropped, the others kept."""
    resumed = edited(
        whole, ("number = 154.5", "number = 5000"), ("target_mcg = 320", "target_mcg = 30000")
    )
    assert resumed.dropped == ("person.weight", "target_mcg")
    assert resumed.session.next_open.key == "person.weight"
    assert resumed.session.get("person.age") == 35


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ('goal = "general-cognition"', 'goal = "flying"', "goal"),
        ('goal = "general-cognition"', "goal = 1", "goal"),
        ("first_time = false", "first_time = 0", "first_time"),
        ("first_time = false", 'first_time = "false"', "first_time"),
        ('"person.age" = 35', '"person.age" = 35.0', "person.age"),
        ('"person.age" = 35', '"person.age" = true', "person.age"),
        ('"product.bottle_ml" = 10', '"product.bottle_ml" = "10"', "product.bottle_ml"),
        (
            '"product.opened" = 2026-01-02',
            '"product.opened" = 2026-01-02T00:00:00',
            "product.opened",
        ),
        ('"schedule.wake" = 06:30:00', '"schedule.wake" = 6', "schedule.wake"),
        ('unit = "lb"', 'unit = "st"', "person.weight"),
        ("number = 154.5", "number = true", "person.weight"),
        ('"caffeine"', '"cocaine"', "screening.substances"),
        ('"caffeine"', "1", "screening.substances"),
        (
            '[values."screening.substances"]',
            '[values."screening.substances".deeper]',
            "screening.substances",
        ),
        ('route = "intranasal"', 'route = "subcutaneous"', "route"),
    ],
)
def test_values_of_another_kind_are_dropped(edited, whole, before, after, key):
    """Each value is held to its kind of question, exactly: no true for 1, no text for a number, no
    unknown id.
    """
    resumed = edited(whole, (before, after))
    assert key in resumed.dropped
    assert key not in resumed.session.values


def test_symptoms_of_another_day_are_asked_again(folder, catalog, whole):
    """Section 6: "symptoms today" of the day a draft was left are no answer on another day; on the
    same day they stand.
    """
    draft = Draft(folder)
    draft.save(whole, "", NOW)
    for day, asked in ((TODAY, None), (TODAY + timedelta(days=1), "screening.symptoms")):
        draft.release()
        resumed = take(folder, resumable(folder, catalog)[0], catalog, day)
        draft = resumed.draft
        opened = resumed.session.next_open
        assert (opened.key if opened is not None else None) == asked
    draft.release()


def test_an_unconfirmed_value_blocks_until_it_is_confirmed(edited, whole):
    """A draft cannot confirm by itself what was never confirmed: without it the value stands in the
    way of a plan.
    """
    resumed = edited(whole, ('confirmed = [\n    "pump_ml",\n]', "confirmed = []"))
    assert resumed.session.blocking.confirm == "pump_ml"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"draft = 1",
        b"draft = 'x'",
        b"draft = 0\ncatalog = ''\nanswered = 2026-01-05T14:02:00",
        b"draft = 1\ncatalog = ''\nanswered = 2026-01-05T14:02:00\nextra = 1",
        b"draft = 1\ncatalog = ''\nanswered = 2026-01-05T14:02:00\nname = \"\\u202e\"",
        b"draft = 1\ncatalog = ''\nanswered = 2026-01-05\n",
        b"draft = 1\ncatalog = ''\nanswered = 2026-01-05T14:02:00\nvalues = 3",
        b"x" * 70_000,
        b"a = [" * 5_000,
        b"\0",
    ],
)
def test_what_is_no_draft_is_set_aside(tmp_path, folder, catalog, data):
    """A damaged or hostile draft is never fatal and never offered: it is put aside under another
    hidden name, as it was.
    """
    (tmp_path / ".draft-0123456789ab.toml").write_bytes(data)
    assert resumable(folder, catalog) == ()
    assert [path.name for path in tmp_path.iterdir()] == [".unreadable-draft-0123456789ab.toml"]
    assert (tmp_path / ".unreadable-draft-0123456789ab.toml").read_bytes() == data


def test_a_newer_draft_is_left_alone(tmp_path, folder, catalog):
    """A draft of a newer version is neither offered nor touched."""
    path = tmp_path / ".draft-0123456789ab.toml"
    path.write_text("draft = 2\nanswered = 2026-01-05T14:02:00\nsomething = 1\n")
    assert resumable(folder, catalog) == ()
    assert path.exists()


def test_what_is_no_regular_file_is_left_alone(tmp_path, folder, catalog):
    """A pipe, folder or dangling link by the name of a draft makes nobody wait, and ends
    nothing.
    """
    os.mkfifo(tmp_path / ".draft-000000000001.toml")
    (tmp_path / ".draft-000000000002.toml").mkdir()
    (tmp_path / ".draft-000000000003.toml").symlink_to(tmp_path / "nowhere")
    assert resumable(folder, catalog) == ()


def test_locks_left_behind_are_removed(tmp_path, folder, catalog):
    """The lock of a draft that is gone is swept away."""
    (tmp_path / ".draft-0123456789ab.lock").touch()
    assert resumable(folder, catalog) == ()
    assert not list(tmp_path.iterdir())


def test_a_lock_that_somebody_holds_is_left_alone(tmp_path, folder, catalog):
    """A lock without a draft belongs to a window that is about to write one."""
    path = tmp_path / ".draft-0123456789ab.lock"
    with path.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert resumable(folder, catalog) == ()
        assert path.exists()
    assert resumable(folder, catalog) == ()
    assert not path.exists()


def test_a_lock_that_was_removed_while_it_was_waited_for_is_none(
    tmp_path, folder, catalog, whole, monkeypatch
):
    """Two windows never hold two files of one name: a lock on a file that is not there any more is
    not had.
    """
    draft = Draft(folder)
    draft.save(whole, "", NOW)
    draft.release()
    locked = fcntl.flock

    def meanwhile(handle, how):
        locked(handle, how)
        for path in tmp_path.glob(".draft-*.lock"):
            path.rename(path.with_suffix(".gone"))  # kept, so that the new one has another number
            path.touch()

    monkeypatch.setattr(fcntl, "flock", meanwhile)
    assert resumable(folder, catalog) == ()


def test_a_lock_that_cannot_be_removed_stays(tmp_path, folder, catalog, whole, monkeypatch):
    """In a folder that may only be read the other drafts are offered all the same, and no
    descriptor is left open.
    """
    (tmp_path / ".draft-0123456789ab.lock").touch()
    draft = Draft(folder)
    draft.save(whole, "", NOW)
    draft.release()

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "unlink", refuse)
    before = len(list(Path("/proc/self/fd").iterdir()))
    assert len(resumable(folder, catalog)) == 1
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_folder_that_is_not_there_has_no_drafts(tmp_path, catalog):
    """Neither a missing folder nor a file in its place is an error when drafts are looked for."""
    assert resumable(ProfileFolder(tmp_path / "none"), catalog) == ()
    (tmp_path / "file").touch()
    assert resumable(ProfileFolder(tmp_path / "file"), catalog) == ()


def test_a_refused_write_is_an_error_the_face_can_tell(tmp_path, whole):
    """Where a draft cannot be written, saving says so and nothing counts as kept."""
    (tmp_path / "file").touch()
    draft = Draft(ProfileFolder(tmp_path / "file"))
    with pytest.raises(SystemRefusedError):
        draft.save(whole, "", NOW)
    assert not draft.is_kept
    draft.discard()


def test_it_remembers_the_profile_it_belongs_to(tmp_path, folder, catalog, whole, written):
    """A draft of an opened profile says which, with its whole path; a path that could steer a
    terminal is left out.
    """
    (tmp_path / "spring.toml").write_text(written())
    draft = Draft(folder, Origin(profile=tmp_path / "spring.toml", name="Spring"))
    draft.save(whole, "", NOW)
    draft.release()
    odd = Draft(folder, Origin(profile=tmp_path / "a\nb.toml"))
    odd.save(whole, "", NOW.replace(minute=1))
    odd.release()
    first, second = resumable(folder, catalog)
    assert (first.profile, second.profile) == (tmp_path / "spring.toml", None)
    assert take(folder, first, catalog, TODAY).origin.name == "Spring"


@pytest.mark.parametrize(
    "hostile",
    [
        None,
        ('goal = "general-cognition"', 'goal = "[@click=app.quit]"'),
        ("target_mcg = 600", "target_mcg = 6e6"),
    ],
)
def test_it_remembers_what_an_author_asked_for(folder, catalog, whole, answers, hostile):
    """What the author of a shared profile asked for comes back with the draft; what could never be
    asked for is left out, nothing else.
    """
    author = shared_answers(answers(target_mcg=Decimal(600)))
    draft = Draft(folder, Origin(author=author))
    draft.save(whole, "", NOW)
    draft.release()
    if hostile is not None:
        before, after = draft.path.read_text("utf-8").split("[author]")
        draft.path.write_text(f"{before}[author]{after.replace(*hostile)}", "utf-8")
    (found,) = resumable(folder, catalog)
    resumed = take(folder, found, catalog, TODAY)
    assert resumed.origin.author == (author if hostile is None else None)
    assert resumed.session.values == whole.values


def test_a_weight_is_kept_as_it_was_typed(kept, whole):
    """154.5 lb stays 154.5 lb."""
    assert kept(whole).session.get("person.weight") == Weight(Decimal("154.5"), "lb")


def test_a_lock_that_cannot_be_had_is_said(folder, whole, monkeypatch):
    """Where another process holds the lock of a new draft, the write is refused in words."""

    def hold(*_):
        raise BlockingIOError

    monkeypatch.setattr("fcntl.flock", hold)
    with pytest.raises(SystemRefusedError, match="is being read by another window"):
        Draft(folder).save(whole, "", NOW)


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS])
def test_where_there_are_no_locks(folder, catalog, whole, monkeypatch, number):
    """On a file system without locks a draft is kept, and resumed (issue 15, point 11)."""

    def lack(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("fcntl.flock", lack)
    draft = Draft(folder)
    draft.save(whole, "", NOW)
    draft.release()
    (found,) = resumable(folder, catalog)
    assert take(folder, found, catalog, TODAY).session.values == whole.values


def test_a_draft_that_cannot_be_removed_is_said(folder, whole):
    """Where something else stands in the place of a draft, removing it is refused in words, and its
    lock let go.
    """
    draft = Draft(folder)
    draft.save(whole, "", NOW)
    draft.path.unlink()
    draft.path.mkdir()
    with pytest.raises(SystemRefusedError):
        draft.discard()
    assert not draft.is_kept


@pytest.mark.parametrize("how", ["gone", "damaged"])
def test_a_draft_that_changed_since_it_was_offered_is_not_taken(folder, catalog, whole, how):
    """Between the offer and the choice a draft may go or be damaged: then there is nothing to
    resume.
    """
    draft = Draft(folder)
    draft.save(whole, "", NOW)
    draft.release()
    (found,) = resumable(folder, catalog)
    if how == "gone":
        found.path.unlink()
    else:
        found.path.write_text("draft = 1\n")
    assert take(folder, found, catalog, TODAY) is None


def test_what_was_never_kept_leaves_nothing(tmp_path, folder, whole):
    """Leaving or letting go of an interview before its first answer touches no file."""
    draft = Draft(folder)
    draft.leave(whole, "")
    draft.release()
    draft.discard()
    assert not list(tmp_path.iterdir())


def _refuse(*_):
    raise BlockingIOError
