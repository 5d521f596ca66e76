"""What a person does, as values; and what came of an effect, which the world answers with.

See `wizard.conversation.moves` too.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from attrs import frozen

from wizard.conversation.moves import Intent
from wizard.conversation.places import Place
from wizard.errors import Problem
from wizard.interview.choice import Checked
from wizard.profile.draft import Resumable, Resumed
from wizard.profile.file_format import Profile, SharedProfile
from wizard.profile.library import Entry
from wizard.protocol.plan import Derived

# -- looking around
# ------------------------------------------------------------------------------------


@frozen
class Open(Intent):
    """Show this page."""

    place: Place


@frozen
class Over(Intent):
    """Show this page over the one that is shown; `Move.BACK` returns there."""

    place: Place


@frozen
class Explain(Intent):
    """Ask why: of the row that is highlighted (from 0), or of the whole page."""

    row: int | None = None


@frozen
class SetLook(Intent):
    """Use these colours."""

    look: str


# -- answering
# -----------------------------------------------------------------------------------------


@frozen
class Answer(Intent):
    """Answer the question that is asked with this value."""

    value: Any


@frozen
class Submit(Intent):
    """Answer with this line of text."""

    text: str


@frozen
class Typed(Intent):
    """What is typed or marked and not taken yet."""

    held: Checked | str | None


@frozen
class Searched(Intent):
    """Where the person is in a list that is searched."""

    words: str
    row: int


@frozen
class Ask(Intent):
    """Ask this question. `listed` where it was chosen from the list of answers, to which Back then returns.

    `error` is what is wrong with the answer that stands there.
    """

    key: str
    listed: bool = False
    error: str = ""


@frozen
class Confirm(Intent):
    """Let the value under this key stand, though it lies outside recommended bounds (R06)."""

    key: str


@frozen
class Know(Intent):
    """Go on, having read these findings (by rule) or this problem."""

    what: tuple[str | Problem, ...]


# -- files
# ---------------------------------------------------------------------------------------------


@frozen
class Resume(Intent):
    """Go on with a draft; `otherwise` where another window has it."""

    found: Resumable
    otherwise: Intent


@frozen
class OpenFile(Intent):
    """Open the profile in this file."""

    path: Path


@frozen
class Begin(Intent):
    """Open this profile, with which the program was started; `path` is the file that it was read from, if any."""

    profile: Profile | SharedProfile
    path: Path | None


@frozen
class OpenProfile(Intent):
    """Open this profile as it was read, from the file at `path` if it is a personal one."""

    profile: Profile
    path: Path


@frozen
class Manage(Intent):
    """Show what may be done with this profile."""

    entry: Entry


@frozen
class Use(Intent):
    """Open a part of what may be done with the profile that is managed, read afresh from its file."""

    part: Literal["today", "pictures", "export"]


# -- what came of an effect
# ----------------------------------------------------------------------------


@frozen
class DraftKept(Intent):
    """Whether the draft holds the last answer, and what to say of it."""

    holds: bool
    news: str = ""


@frozen
class DraftTaken(Intent):
    """A draft that was resumed; `None` where another window was faster."""

    resumed: Resumed | None
    otherwise: Intent


@frozen
class DraftDiscarded(Intent):
    """The draft is gone; or why it is not."""

    note: str


@frozen
class DraftLeft(Intent):
    """Whether there is a draft to resume."""

    kept: bool


@frozen
class Saved(Intent):
    """The profile is saved."""

    profile: Profile
    derived: Derived
    path: Path


@frozen
class Exported(Intent):
    """The form is written."""

    path: Path


@frozen
class Managed(Intent):
    """It is done to the profile that was managed; `name` is a new one."""

    note: str
    name: str = ""


@frozen
class Rebuilt(Intent):
    """The profile is written again, and the old file kept under another name."""

    profile: Profile
    path: Path
    backup: Path


@frozen
class Refused(Intent):
    """It could not be done, and why."""

    said: str
