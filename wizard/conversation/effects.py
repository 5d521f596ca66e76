"""What the world is asked to do.

`wizard.conversation.world` does it, and answers with an intent where something comes of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wizard.values import Value

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from wizard.conversation.moves import Intent
    from wizard.interview.session import Session
    from wizard.profile.draft import Draft, Origin, Resumable
    from wizard.report.export.registry import Made


class BeginDraft(Value):
    """Keep another interview from now on, in `draft` where it was resumed.

    The draft of the interview before stays, to be resumed.
    """

    origin: Origin
    draft: Draft | None = None


class KeepDraft(Value):
    """Keep the session after an accepted answer, with the key of the question that is open."""

    session: Session
    asking: str
    now: datetime


class DropDraft(Value):
    """Remove the draft: the profile is saved, or nothing was changed."""


class TakeDraft(Value):
    """Take up a draft that was left, as of this day."""

    found: Resumable
    otherwise: Intent
    today: date


class DiscardDraft(Value):
    """Remove the draft that was taken up, because nobody wants it."""


class LeaveDraft(Value):
    """Let the draft go with the place where it was left, to be resumed."""

    session: Session
    asking: str


class SaveProfile(Value):
    """Build the profile and write it."""

    session: Session
    name: str
    now: datetime
    path: Path
    replace: bool


class WriteForm(Value):
    """Write a form of a profile."""

    made: Made
    name: str
    path: Path
    replace: bool


class RenameProfile(Value):
    """Give a profile another name."""

    path: Path
    file: str
    name: str


class DuplicateProfile(Value):
    """Copy a profile, as a plan that is made now."""

    path: Path
    file: str
    now: datetime


class DeleteProfile(Value):
    """Move a profile to the trash."""

    path: Path
    file: str


class RebuildProfile(Value):
    """Write a profile again with what its answers give."""

    path: Path


class KeepSetting(Value):
    """Keep a setting of this name for the next visits."""

    name: str
    value: str | bool


Effect = (
    BeginDraft
    | KeepDraft
    | DropDraft
    | TakeDraft
    | DiscardDraft
    | LeaveDraft
    | SaveProfile
    | WriteForm
    | RenameProfile
    | DuplicateProfile
    | DeleteProfile
    | RebuildProfile
    | KeepSetting
)
