"""Drafts: an interview that is under way, kept on disk after every accepted answer, so that nothing is lost.

Each running interview owns one hidden file in the profile folder, and a lock beside it that ends
with the process, however that ends; a draft whose lock is free may be resumed. A draft is as
hostile as any file:
it is read strictly, every value in it is answered again from the top, and what no longer stands is
asked again. One that cannot be read is set aside, never fatal.
"""

from __future__ import annotations

import fcntl
import os
import re
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Final

from attrs import frozen

from wizard.catalog import Catalog
from wizard.errors import InvalidInputError, SystemRefusedError
from wizard.interview.question import Step
from wizard.interview.questions import STEPS, questions
from wizard.interview.session import Session
from wizard.profile.draft_file import (
    FORMAT,
    Origin,
    answered_again,
    origin_of,
    profile_of,
    read,
    text,
)
from wizard.profile.folder import ProfileFolder
from wizard.text import numbers as words
from wizard.text.translation import _, marked

_NAME: Final = re.compile(r"\.draft-([0-9a-f]{12})\.toml")
_NOWHERE: Final = Origin()
GONE: Final = marked("That draft is open in another window, or gone.")
_LOCK: Final = re.compile(r"\.draft-([0-9a-f]{12})\.lock")


@frozen(kw_only=True)
class Resumable:
    """A draft that nobody has open: where it stopped, and when its last answer was given, in local time.

    `profile` is the profile file that was opened for it, if any.
    """

    path: Path
    step: Step
    number: int
    answered: datetime
    profile: Path | None = None

    def since(self, today: date) -> str:
        """The time of the last answer, with the date where that is not today."""
        at = words.clock(self.answered.time().replace(second=0))
        return at if self.answered.date() == today else f"{words.day(self.answered.date())}, {at}"

    def where(self, today: date) -> str:
        """`step 5 of 8, Screening, from 14:02`."""
        where = {
            "number": self.number,
            "steps": len(STEPS),
            "step": _(self.step.title),
            "since": self.since(today),
        }
        return _("step {number} of {steps}, {step}, from {since}").format(**where)


@frozen(kw_only=True)
class Resumed:
    """A draft that was taken up, and the session it holds.

    `asking` is the key of the question that was open, or empty for the review; `dropped` are the
    keys whose values no longer stand, so that they are asked again. Show the answers before going
    on.
    """

    draft: Draft
    session: Session
    asking: str
    dropped: tuple[str, ...]
    origin: Origin

    @property
    def place(self) -> str:
        """The key of the question that was being asked, or of one before it that is open now; empty for the review."""
        keys = [each.key for each in self.session.questions]
        open_field = self.session.next_open
        places = [
            key for key in (self.asking, open_field.key if open_field is not None else "") if key
        ]
        return min(places, key=keys.index, default="")


class Draft:
    """The draft of one running interview. Nothing is on disk until the first `save`.

    `save`, `leave` and `discard` raise `SystemRefusedError` when the system refuses; the interview
    can go on without.
    """

    def __init__(self, folder: ProfileFolder, origin: Origin = _NOWHERE) -> None:
        self.path = folder.path / f".draft-{os.urandom(6).hex()}.toml"
        self._folder, self._origin = folder, origin
        self._lock: int | None = None
        self._answered: datetime | None = None

    @property
    def is_kept(self) -> bool:
        """Whether there is something on disk to come back to."""
        return self._answered is not None

    def save(self, session: Session, asking: str, now: datetime) -> None:
        """Keep the session as it stands after an answer given at `now`, with `asking` the question that is open.

        It outlives this process from here on, and the machine once it is `settled`.
        """
        self._answered = self._write(
            session, asking, now.replace(tzinfo=None, microsecond=0), sync=False
        )

    def settle(self) -> None:
        """Have the disk keep what was saved.

        One that will not has kept the last draft as far as it could.
        """
        with suppress(OSError):
            self._folder.sync(self.path)

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

    def _write(self, session: Session, asking: str, answered: datetime, *, sync: bool) -> datetime:
        if self._lock is None:
            self._lock = _held(self._folder, self.path)
        self._folder.write(
            self.path, text(session, asking, answered, self._origin), replace=True, sync=sync
        )
        return answered

    @classmethod
    def taken(
        cls, folder: ProfileFolder, path: Path, lock: int, answered: datetime, origin: Origin
    ) -> Draft:
        """The draft at `path`, whose lock is held."""
        draft = cls(folder, origin)
        draft.path, draft._lock, draft._answered = path, lock, answered
        return draft


# -- finding and taking ----------------------------------------------------------------------------


def resumable(folder: ProfileFolder, catalog: Catalog) -> tuple[Resumable, ...]:
    """The drafts of a folder that may be resumed, the latest first.

    What cannot be read as a draft is set aside under another hidden name; what another window has
    open, what a newer version wrote and what the system will not give is left alone.
    """
    found = []
    for path in _drafts(folder):
        lock = _free(folder, path)
        if lock is not None:
            try:
                draft = _looked_at(folder, path, catalog)
            finally:
                os.close(lock)
            if draft is not None:
                found.append(draft)
    return tuple(sorted(found, key=lambda draft: draft.answered, reverse=True))


def take(folder: ProfileFolder, found: Resumable, catalog: Catalog, today: date) -> Resumed | None:
    """Take a draft up again, its values checked from the top; `None` where another window was faster."""
    lock = _free(folder, found.path)
    if lock is None:
        return None
    try:
        file = read(folder, found.path)
        session = answered_again(file, catalog, today)
        origin = origin_of(folder, file, catalog)
    except (InvalidInputError, SystemRefusedError):
        os.close(lock)
        return None
    given = {*file.values, *file.without}.difference(session.values)
    every = questions(catalog.screening.groups)
    dropped = tuple(asked.key for asked in every if asked.key in given)
    draft = Draft.taken(folder, found.path, lock, file.answered, origin)
    asked = {each.key for each in session.questions}
    asking = file.asking if file.asking in asked else ""
    return Resumed(draft=draft, session=session, asking=asking, dropped=dropped, origin=origin)


def _drafts(folder: ProfileFolder) -> list[Path]:
    """The draft files of a folder; locks that were left behind without one are removed."""
    try:
        names = sorted(folder.names(folder.path))
    except OSError:
        return []
    drafts = {match[1]: folder.path / name for name in names if (match := _NAME.fullmatch(name))}
    for name in names:
        if (match := _LOCK.fullmatch(name)) and match[1] not in drafts:
            lock = _locked(folder, folder.path / name)
            if lock is not None:
                with suppress(OSError):  # it stays in a folder that may only be read
                    folder.remove(folder.path / name)
                os.close(lock)
    return list(drafts.values())


def _looked_at(folder: ProfileFolder, path: Path, catalog: Catalog) -> Resumable | None:
    try:
        file = read(folder, path)
    except InvalidInputError:
        with suppress(OSError):
            folder.rename(path, path.with_name(f".unreadable-{path.name.removeprefix('.')}"))
            folder.remove(_lock_path(path))
        return None
    except SystemRefusedError:
        return None
    if file.draft > FORMAT:
        return None
    asked = next(
        (each for each in questions(catalog.screening.groups) if each.key == file.asking), None
    )
    step = asked.step if asked is not None else "review"
    number = next(number for number, each in enumerate(STEPS, start=1) if each.id == step)
    return Resumable(
        path=path,
        step=STEPS[number - 1],
        number=number,
        answered=file.answered,
        profile=profile_of(folder, file),
    )


# -- locks -----------------------------------------------------------------------------------------


def _lock_path(path: Path) -> Path:
    return path.with_suffix(".lock")


def _free(folder: ProfileFolder, path: Path) -> int | None:
    """The lock of a draft that nobody has open, now held; `None` where someone has it or the draft is gone."""
    lock = _locked(folder, _lock_path(path))
    if lock is not None and not folder.exists(path):
        os.close(lock)
        return None
    return lock


def _held(folder: ProfileFolder, path: Path) -> int:
    """The lock of a new draft. Raises `SystemRefusedError` where there can be none."""
    try:
        folder.make_folder(path.parent)
    except OSError as error:
        raise _refused(error) from error
    lock = _locked(folder, _lock_path(path))
    if lock is None:
        lock = _locked(
            folder, _lock_path(path)
        )  # another window looking for drafts may have held it for a moment
    if lock is None:
        raise SystemRefusedError("cannot be locked", "close the other window, or start again")
    return lock


def _locked(folder: ProfileFolder, path: Path) -> int | None:
    """A descriptor with the lock on this file, made if need be; `None` where it cannot be had."""
    try:
        lock = folder.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        mine, there = os.fstat(lock), folder.lstat(path)
        if (mine.st_dev, mine.st_ino) == (
            there.st_dev,
            there.st_ino,
        ):  # not removed between opening and locking
            return lock
    except OSError:
        pass
    os.close(lock)
    return None


def _refused(error: OSError) -> SystemRefusedError:
    return SystemRefusedError(f"cannot be written ({error.strerror})", "check the profile folder")
