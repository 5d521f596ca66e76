"""What a person does, as values; and what came of an effect, which the world answers with.

See `wizard.conversation.moves` too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from wizard.conversation.moves import Intent
from wizard.values import Value

if TYPE_CHECKING:
    from pathlib import Path

    from wizard.conversation.places import Place
    from wizard.errors import Problem
    from wizard.interview.choice import Checked
    from wizard.profile.draft import Resumable, Resumed
    from wizard.profile.file_format import Profile, SharedProfile
    from wizard.profile.library import Entry
    from wizard.protocol.plan import Derived

# -- looking around
# ------------------------------------------------------------------------------------


class Open(Value, Intent):
    """Show this page."""

    place: Place


class Over(Value, Intent):
    """Show this page over the one that is shown; `Move.BACK` returns there."""

    place: Place


class Instead(Value, Intent):
    """Show this page in place of the one that is shown; what is beneath stays."""

    place: Place


class Read(Value, Intent):
    """Read this topic of the guide; unless `dosed`, without what states a dose."""

    topic: str
    dosed: bool


class Explain(Value, Intent):
    """Ask why: of the row that is highlighted (from 0), or of the whole page.

    With `keys`, which says what a face takes here, ask for help, whether or not there is a why.
    """

    row: int | None = None
    keys: str = ""


class SetTheme(Value, Intent):
    """Use these colours."""

    theme: str


class SetLanguage(Value, Intent):
    """Speak this language at the next visits."""

    name: str


class SetMouse(Value, Intent):
    """Use the mouse, or leave it to the terminal."""

    wanted: bool


# -- answering
# -----------------------------------------------------------------------------------------


class Answer(Value, Intent):
    """Answer the question that is asked with this value."""

    value: Any


class Submit(Value, Intent):
    """Answer with this line of text."""

    text: str


class Typed(Value, Intent):
    """What is typed or marked and not taken yet."""

    held: Checked | str | None


class Searched(Value, Intent):
    """Where the person is in a list that is searched."""

    words: str
    row: int


class PlanNext(Value, Intent):
    """Answer the questions for the course after this one; with `lost`, unsaved answers are lost."""

    derived: Derived
    lost: bool = False


class Ask(Value, Intent):
    """Ask this question.

    `listed` where it was chosen from the list of answers, to which Back then returns.

    `error` is what is wrong with the answer that stands there. With `typed`, what else could be
    chosen from a list is to be typed.
    """

    key: str
    listed: bool = False
    error: str = ""
    typed: bool = False


class Confirm(Value, Intent):
    """Let the value under this key stand, though it lies outside recommended bounds (R06)."""

    key: str


class Know(Value, Intent):
    """Go on, having read these findings (by rule) or this problem."""

    what: tuple[str | Problem, ...]


# -- files
# ---------------------------------------------------------------------------------------------


class Resume(Value, Intent):
    """Go on with a draft; `otherwise` where another window has it."""

    found: Resumable
    otherwise: Intent


class OpenFile(Value, Intent):
    """Open the profile in this file."""

    path: Path


class Begin(Value, Intent):
    """Open the profile that the program was started with; `path` is its file, if it has one."""

    profile: Profile | SharedProfile
    path: Path | None


class OpenProfile(Value, Intent):
    """Open this profile as it was read, from the file at `path` if it is a personal one."""

    profile: Profile
    path: Path


class Manage(Value, Intent):
    """Show what may be done with this profile."""

    entry: Entry


class Follow(Value, Intent):
    """Show what this course says for today, read again from its file."""

    entry: Entry


class Use(Value, Intent):
    """Open what may be done with the managed profile, read again from its file."""

    part: Literal["today", "pictures", "export"]


# -- what came of an effect
# ----------------------------------------------------------------------------


class DraftKept(Value, Intent):
    """Whether the draft holds the last answer, and what to say of it."""

    holds: bool
    news: str = ""


class DraftTaken(Value, Intent):
    """A draft that was resumed; `None` where another window was faster.

    `opened` is the profile it began with, as its file has it now.
    """

    resumed: Resumed | None
    opened: Profile | None
    otherwise: Intent


class DraftDiscarded(Value, Intent):
    """The draft is gone; or why it is not."""

    note: str


class Saved(Value, Intent):
    """The profile is saved; `older` are the files of earlier exports beside it."""

    profile: Profile
    path: Path
    older: tuple[str, ...] = ()


class Exported(Value, Intent):
    """The form is written."""

    path: Path


class Managed(Value, Intent):
    """It is done to the profile that was managed; `name` is a new one."""

    note: str
    name: str = ""


class Rebuilt(Value, Intent):
    """The profile is written again, and the old file kept under another name."""

    profile: Profile
    path: Path
    backup: Path


class Refused(Value, Intent):
    """It could not be done, and why."""

    said: str
