"""The draft of the interview that is under way. A disk that refuses it is told once, and stops nothing."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from wizard.errors import SystemRefusedError
from wizard.interview.session import Session
from wizard.profile.draft import Draft
from wizard.profile.draft_file import Origin
from wizard.profile.folder import ProfileFolder
from wizard.text.translation import _


class Keeping:
    """Keeps one interview at a time; `holds` says whether its last answer is on disk."""

    def __init__(self, folder: ProfileFolder) -> None:
        self._folder = folder
        self._draft = Draft(folder)
        self._told = False
        self._news = ""
        self.holds = False

    def begin(self, origin: Origin, draft: Draft | None = None) -> None:
        """Keep another interview from now on; the draft of the one before stays, to be resumed."""
        if draft is not self._draft:
            self._draft.release()
        self._draft = draft if draft is not None else Draft(self._folder, origin)
        self.holds = self._draft.is_kept

    def keep(self, session: Session, asking: str, now: datetime) -> None:
        """Keep the session after an accepted answer."""
        try:
            self._draft.save(session, asking, now)
            self.holds = True
        except SystemRefusedError as error:
            self.holds = False
            if not self._told:
                self._news = _("The draft {error}. Your answers last until you leave.").format(error=error)
            self._told = True

    def settle(self) -> None:
        """Have the disk keep what was kept last."""
        self._draft.settle()

    def leave(self, session: Session, asking: str) -> bool:
        """Let the draft go, with the place where it was left; whether there is one to resume."""
        kept = self._draft.is_kept
        try:
            self._draft.leave(session, asking)
        except SystemRefusedError:
            self._draft.release()
        return kept

    def discard(self) -> None:
        """Remove the draft: the profile is saved, or nothing was changed."""
        self.holds = False
        with suppress(SystemRefusedError):  # it is offered once more, and shows what it holds
            self._draft.discard()

    def news(self) -> str:
        """What the person must be told about the draft, once."""
        news, self._news = self._news, ""
        return news
