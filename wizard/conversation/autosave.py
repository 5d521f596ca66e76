"""The draft of the interview that goes on.

A disk that refuses it is told of once, and stops nothing; when it takes the draft again, that is
told too.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from wizard.errors import SystemRefusedError
from wizard.interview.session import Session
from wizard.profile.draft import Draft, Origin
from wizard.profile.folder import ProfileFolder
from wizard.text.translation import _


class Autosave:
    """Keeps one interview at a time."""

    def __init__(self, folder: ProfileFolder) -> None:
        self._folder = folder
        self._draft = Draft(folder)
        self._told = self._late = False
        self.unsettled = False
        """Whether the draft was written and the disk was not asked yet to keep it."""

    def begin(self, origin: Origin, draft: Draft | None = None) -> None:
        """Keep another interview from now on, in this draft or a new one."""
        self._draft.release()
        self.unsettled = False
        self._draft = draft if draft is not None else Draft(self._folder, origin)

    def keep(self, session: Session, asking: str, now: datetime) -> tuple[bool, str]:
        """Keep the session after an accepted answer.

        Return whether the draft holds it, and what to say where that changes.
        """
        try:
            self._draft.save(session, asking, now)
        except SystemRefusedError as error:
            return False, self._refused(error)
        self.unsettled = True
        return (False, "") if self._late else (True, self._taken())

    def settle(self) -> tuple[bool, str]:
        """Have the disk keep what was written last; return the same as `keep`."""
        self.unsettled = False
        try:
            self._draft.settle()
        except SystemRefusedError as error:
            self._late = True  # until it was settled, writing it again proves nothing
            return False, self._refused(error)
        self._late = False
        return True, self._taken()

    def _refused(self, error: SystemRefusedError) -> str:
        told, self._told = self._told, True
        lasts = _("The draft {error}. Your answers last until you leave.")
        return "" if told else lasts.format(error=error)

    def _taken(self) -> str:
        told, self._told = self._told, False
        return _("Your answers are kept as a draft again.") if told else ""

    def leave(self, session: Session, asking: str) -> bool:
        """Let the draft go, with the place where it was left; return whether the disk keeps it."""
        try:
            self._draft.leave(session, asking)
        except SystemRefusedError:
            self._draft.release()
            return not self.unsettled
        return True

    @property
    def is_kept(self) -> bool:
        """Return whether there is a draft to resume, which may be without the last answers."""
        return self._draft.is_kept

    def drop(self) -> None:
        """Remove the draft: the profile is saved, or nothing was changed.

        One that stays is offered once more.
        """
        self.unsettled = False
        with suppress(SystemRefusedError):
            self._draft.discard()

    def discard(self) -> str:
        """Remove the draft because nobody wants it. Return what to say of that."""
        try:
            self._draft.discard()
        except SystemRefusedError as error:
            return _("The draft {error}.").format(error=error)
        return _("The draft is discarded.")
