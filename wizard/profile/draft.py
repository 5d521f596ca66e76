"""Drafts: an interview that is under way, kept on disk after every accepted answer.

Each running interview owns one hidden file in the profile folder, and a lock beside it that ends
with the process, however that ends; a draft whose lock is free may be resumed. A draft is as
hostile as any file: it is read strictly, every value in it is answered again from the top, and what
no longer stands is asked again. One that cannot be read is set aside and stops nothing.
"""

from __future__ import annotations

import fcntl
import os
import re
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import attrs
import tomli_w
from attrs import frozen

from wizard.catalog import Catalog
from wizard.errors import InvalidInputError, SystemRefusedError
from wizard.interview.choice import Checked
from wizard.interview.question import Step, Weight
from wizard.interview.questions import STEPS, questions
from wizard.interview.session import Session
from wizard.profile.draft_file import FORMAT, DraftFile, answered_again, read_draft
from wizard.profile.file_format import Profile, table, to_toml
from wizard.profile.folder import SUFFIX, ProfileFolder
from wizard.profile.read import read_profile
from wizard.protocol.answers import SharedAnswers
from wizard.protocol.validation import check_shared
from wizard.text import numbers as words
from wizard.text.label import Spray
from wizard.text.sanitize import unsafe
from wizard.text.translation import N_, _, refusal

GONE: Final = N_("That draft is open in another window, or gone.")
_MOST_PATH: Final = 1024
_NAME: Final = re.compile(r"\.draft-[0-9a-f]{12}\.(toml|lock)")


@frozen(kw_only=True)
class Origin:
    """How an interview began: with a profile file and the plan's name, or with a shared profile.

    `author` is what the author of the shared profile asked for.
    """

    profile: Path | None = None
    name: str = ""
    author: SharedAnswers | None = None


_NOWHERE: Final = Origin()


@frozen(kw_only=True)
class Resumable:
    """A draft that nobody has open.

    `step` is where it stopped, `answered` when its last answer was given, in local time, and
    `profile` the profile file that was opened for it, if any.
    """

    path: Path
    step: Step
    answered: datetime
    profile: Path | None = None

    def where(self, today: date) -> str:
        """Return where it stopped: `Screening, from 14:02`.

        The date stands there too where that is not today.
        """
        step, since = _(self.step.title), words.clock(self.answered.time().replace(second=0))
        if self.answered.date() != today:
            since = f"{words.day(self.answered.date())}, {since}"
        return _("{step}, from {since}").format(step=step, since=since)


@frozen(kw_only=True)
class Resumed:
    """A draft that was taken up, and the session it holds.

    `asking` is the key of the question that was open, or empty for the review; `dropped` are the
    keys whose values no longer stand, so that they are asked again; `edition` is that of the
    catalog whose questions were answered. Show the answers before going on.
    """

    draft: Draft
    session: Session
    asking: str
    dropped: tuple[str, ...]
    origin: Origin
    edition: str

    @property
    def place(self) -> str:
        """Return the key of the question that was being asked, or of an open one before it.

        Empty for the review.
        """
        keys, open_question = [each.key for each in self.session.questions], self.session.next_open
        places = [self.asking, open_question.key if open_question is not None else ""]
        return min(filter(None, places), key=keys.index, default="")


class Draft:
    """The draft of one running interview. Nothing is on disk until the first `save`.

    `save`, `settle`, `leave` and `discard` raise `SystemRefusedError` when the system refuses; the
    interview can go on without. One that is on disk already has its `path`, its `lock` and when it
    was last `answered`.
    """

    def __init__(
        self,
        folder: ProfileFolder,
        origin: Origin = _NOWHERE,
        *,
        path: Path | None = None,
        lock: int | None = None,
        answered: datetime | None = None,
    ) -> None:
        self.path = path or folder.path / f".draft-{os.urandom(6).hex()}.toml"
        self._folder, self._origin, self._lock, self._answered = folder, origin, lock, answered

    @property
    def is_kept(self) -> bool:
        """Return whether there is something on disk to come back to."""
        return self._answered is not None

    def save(self, session: Session, asking: str, now: datetime) -> None:
        """Keep the session as it stands after an answer given at `now`, with `asking` open.

        It outlives this process from here on, and the machine once it is `settled`.
        """
        self._write(session, asking, now.replace(tzinfo=None, microsecond=0), sync=False)

    def settle(self) -> None:
        """Have the disk keep what was saved."""
        try:
            self._folder.sync(self.path)
        except OSError as error:
            raise _refused(error) from error

    def leave(self, session: Session, asking: str) -> None:
        """Keep the place, and let the draft go: it may be resumed from now on."""
        if self._answered is not None:
            self._write(session, asking, self._answered, sync=True)
        self.release()

    def release(self) -> None:
        """Let the draft go as it stands on disk."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def discard(self) -> None:
        """Remove the draft, for when the profile is saved or nothing of it is wanted."""
        if self._answered is None:
            return
        self._answered = None
        try:
            self._folder.remove(self.path)
            self._folder.remove(_lock_path(self.path))
        except OSError as error:
            raise _refused(error) from error
        finally:
            self.release()

    def _write(self, session: Session, asking: str, answered: datetime, *, sync: bool) -> None:
        if self._lock is None:
            self._lock = _held(self._folder, self.path)
        text = _text(session, asking, answered, self._origin)
        self._folder.write(self.path, text, replace=True, sync=sync)
        self._answered = answered


# -- finding and taking ----------------------------------------------------------------------------


def resumable(folder: ProfileFolder, catalog: Catalog) -> tuple[Resumable, ...]:
    """Return the drafts of a folder that may be resumed, the latest first.

    What cannot be read as a draft is set aside under another hidden name; what another window has
    open, what a newer version wrote and what the system will not give is left alone.
    """
    found = []
    for path in _drafts(folder):
        lock = _free(folder, path)
        if lock is not None:
            try:
                found.append(_looked_at(folder, path, catalog))
            finally:
                os.close(lock)
    drafts = [draft for draft in found if draft is not None]
    return tuple(sorted(drafts, key=lambda draft: draft.answered, reverse=True))


def take(
    folder: ProfileFolder,
    found: Resumable,
    catalog: Catalog,
    today: date,
    running: date | None = None,
) -> Resumed | None:
    """Take a draft up again, its values checked from the top, as `answered_again` does.

    Returns `None` where another window was faster.
    """
    lock = _free(folder, found.path)
    if lock is None:
        return None
    try:
        file = read_draft(folder, found.path)
        session = answered_again(file, catalog, today, running)
    except (InvalidInputError, SystemRefusedError):
        os.close(lock)
        return None
    author = file.author
    if author is not None:
        try:
            check_shared(author, catalog)
        except InvalidInputError:
            author = None  # an author's plan that cannot stand is left out
    origin = Origin(profile=_profile(folder, file), name=file.name, author=author)
    given = {*file.values, *file.without}.difference(session.values)
    every = questions(catalog.screening.groups)
    return Resumed(
        draft=Draft(folder, origin, path=found.path, lock=lock, answered=file.answered),
        session=session,
        asking=file.asking if file.asking in {each.key for each in session.questions} else "",
        dropped=tuple(asked.key for asked in every if asked.key in given),
        origin=origin,
        edition=file.catalog,
    )


def screened_out(folder: ProfileFolder, catalog: Catalog, today: date) -> bool:
    """Return whether the answers of any draft in the folder rule a dose out (R02).

    A draft that is open in another window counts too.
    """
    for path in _drafts(folder):
        with suppress(InvalidInputError, SystemRefusedError):
            file = read_draft(folder, path)
            session = answered_again(file, catalog, today)
            if file.draft == FORMAT and not session.screening.outcome.allows_dose:
                return True
    return False


def _drafts(folder: ProfileFolder) -> list[Path]:
    """Return the draft files of a folder; remove locks that were left behind without one."""
    try:
        names = sorted(folder.names(folder.path))
    except OSError:
        return []
    paths = [folder.path / name for name in names if _NAME.fullmatch(name)]
    drafts = [path for path in paths if path.suffix == ".toml"]
    for path in paths:
        if path.with_suffix(".toml") not in drafts:
            with suppress(OSError):  # it stays in a folder that may only be read
                if (lock := _locked(folder, path)) is not None:
                    try:
                        folder.remove(path)
                    finally:
                        os.close(lock)
    return drafts


def _looked_at(folder: ProfileFolder, path: Path, catalog: Catalog) -> Resumable | None:
    try:
        file = read_draft(folder, path)
    except InvalidInputError:
        with suppress(OSError):
            folder.rename(path, path.with_name(f".unreadable-{path.name.removeprefix('.')}"))
            folder.remove(_lock_path(path))
        return None
    except SystemRefusedError:
        return None
    if file.draft > FORMAT:
        return None
    every = questions(catalog.screening.groups)
    steps = {key: each.step for each in every for key in (*each.keys, each.key)}
    stopped = steps.get(file.asking, "review")
    return Resumable(
        path=path,
        step=next(step for step in STEPS if step.id == stopped),
        answered=file.answered,
        profile=_profile(folder, file),
    )


# -- locks -----------------------------------------------------------------------------------------


def _lock_path(path: Path) -> Path:
    return path.with_suffix(".lock")


def _free(folder: ProfileFolder, path: Path) -> int | None:
    """Take and return the lock of a draft.

    Returns `None` where somebody has it, the draft is gone, or the system refuses.
    """
    with suppress(OSError):
        lock = _locked(folder, _lock_path(path))
        if lock is None or folder.exists(path):
            return lock
        os.close(lock)
    return None


def _held(folder: ProfileFolder, path: Path) -> int:
    """Return the lock of a new draft. Raises `SystemRefusedError` where there can be none."""
    try:
        folder.make_folder(path.parent)
        for _attempt in range(2):  # another window looking for drafts may hold it for a moment
            lock = _locked(folder, _lock_path(path))
            if lock is not None:
                return lock
    except OSError as error:
        raise _refused(error) from error
    raise SystemRefusedError(_("is being read by another window"), _("it is tried again soon"))


def _locked(folder: ProfileFolder, path: Path) -> int | None:
    """Return a descriptor with the lock on this file, made if need be.

    Returns `None` where another window has it. Raises `OSError` where the file cannot be opened.
    """
    lock = folder.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW)
    with suppress(BlockingIOError, FileNotFoundError):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise
        except OSError:  # a file system without locks, on which no other window is known of
            return lock
        # Not removed between opening and locking
        if os.path.samestat(os.fstat(lock), folder.lstat(path)):
            return lock
    os.close(lock)
    return None


def _refused(error: OSError) -> SystemRefusedError:
    return SystemRefusedError(
        _("cannot be written ({strerror})").format(strerror=refusal(error)),
        _("check the profile folder"),
    )


# -- the file --------------------------------------------------------------------------------------


def _text(session: Session, asking: str, answered: datetime, origin: Origin) -> str:
    """Return the text of a draft.

    It has the session, the key being asked, and the local time of the last answer.
    """
    profile = str(origin.profile.absolute()) if origin.profile is not None else ""
    could_be_read = len(profile) <= _MOST_PATH and unsafe(profile) is None
    file = DraftFile(
        catalog=session.catalog.edition,
        answered=answered,
        asking=asking,
        profile=profile if could_be_read else "",
        name=origin.name,
        confirmed=tuple(sorted(session.confirmed)),
        again=tuple(sorted(session.stale)),
        changing=tuple(sorted(session.changing)),
        without=tuple(key for key, value in session.values.items() if value is None),
        values={k: _to_toml(value) for k, value in session.values.items() if value is not None},
    )
    tables = attrs.asdict(file, recurse=False, filter=attrs.filters.exclude("author"))
    author = {} if origin.author is None else {"author": table(origin.author)}
    return tomli_w.dumps(tables | author)


def _to_toml(value: Any) -> Any:
    match value:
        case Weight():
            return {"number": to_toml(Decimal(str(value.number))), "unit": value.unit}
        case Spray():
            return {unit.lower(): to_toml(each) for each, unit in value.amounts}
        case Checked():
            return {"yes": value.yes, "not_sure": value.not_sure}
    return to_toml(value)


def _profile(folder: ProfileFolder, file: DraftFile) -> Path | None:
    """Return the profile that was opened for a draft, where it is one: Save writes over it."""
    path = Path(file.profile)
    if path.is_absolute() and path.suffix == SUFFIX and folder.holds(path):
        with suppress(InvalidInputError, SystemRefusedError):
            if isinstance(read_profile(folder.read(path)), Profile):
                return path
    return None
