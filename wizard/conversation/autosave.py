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
        self._told = False
        self.unsettled = False
        """Whether the draft was written and the disk was not asked yet to keep it."""

    def begin(self, origin: Origin, draft: Draft | None = None) -> None:
        """Keep another interview from now on, in this draft or a new one."""
        self._draft.release()
        self._draft = draft if draft is not None else Draft(self._folder, origin)

    def keep(self, session: Session, asking: str, now: datetime) -> tuple[bool, str]:
        """Keep the session after an accepted answer.

        Return whether the draft holds it, and what to say where that changes.
        """
        try:
            self._draft.save(session, asking, now)
        except SystemRefusedError as error:
            news = (
                ""
                if self._told
                else _("The draft {error}. Your answers last until you leave.").format(error=error)
            )
            self._told = True
            return False, news
        news = _("Your answers are kept as a draft again.") if self._told else ""
        self._told, self.unsettled = False, True
        return True, news

    def settle(self) -> None:
        """Have the disk keep what was written last."""
        self.unsettled = False
        self._draft.settle()

    def leave(self, session: Session, asking: str) -> None:
        """Let the draft go, with the place where it was left."""
        try:
            self._draft.leave(session, asking)
        except SystemRefusedError:
            self._draft.release()

    @property
    def is_kept(self) -> bool:
        """Return whether there is a draft to resume, which may be without the last answers."""
        return self._draft.is_kept

    def drop(self) -> None:
        """Remove the draft: the profile is saved, or nothing was changed.

        One that stays is offered once more.
        """
        with suppress(SystemRefusedError):
            self._draft.discard()

    def discard(self) -> str:
        """Remove the draft because nobody wants it. Return what to say of that."""
        try:
            self._draft.discard()
        except SystemRefusedError as error:
            return _("The draft {error}.").format(error=error)
        return _("The draft is discarded.")
