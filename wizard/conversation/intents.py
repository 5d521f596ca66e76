"""What a person does, as values; and what came of an effect, which the world answers with. See `wizard.conversation.moves` too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attrs import frozen

from wizard.conversation.places import Place
from wizard.errors import Problem
from wizard.profile.comparison import Checked
from wizard.profile.document import Profile
from wizard.profile.draft import Resumable, Resumed
from wizard.profile.library import Entry
from wizard.protocol.plan import Derived
from wizard.report.export.registry import Made

# -- looking around ------------------------------------------------------------------------------------


@frozen
class Open:
    """Show this page."""

    place: Place


@frozen
class Over:
    """Show this page over the one that is shown; `Move.BACK` returns there."""

    place: Place


@frozen
class Explain:
    """Ask why: of the row that is highlighted (from 0), or of the whole page."""

    row: int | None = None


@frozen
class SetLook:
    """Use these colours."""

    look: str


# -- answering -----------------------------------------------------------------------------------------


@frozen
class Answer:
    """Answer the question that is asked with this value."""

    value: Any


@frozen
class Submit:
    """Answer with this line of text."""

    text: str


@frozen
class Typed:
    """What is typed or marked and not taken yet."""

    held: Any


@frozen
class Searched:
    """Where the person is in a list that is searched."""

    words: str
    row: int


@frozen
class Ask:
    """Ask this question. `listed` where it was chosen from the list of answers, to which Back then returns.

    `error` is what is wrong with the answer that stands there.
    """

    key: str
    listed: bool = False
    error: str = ""


@frozen
class Confirm:
    """Let the value under this key stand, though it lies outside recommended bounds (R06)."""

    key: str


@frozen
class Know:
    """Go on, having read these findings (by rule) or this problem."""

    what: tuple[str | Problem, ...]


# -- files ---------------------------------------------------------------------------------------------


@frozen
class Resume:
    """Go on with a draft; `otherwise` where another window has it."""

    found: Resumable
    otherwise: Any


@frozen
class Discard:
    """Remove the draft that was resumed."""


@frozen
class OpenFile:
    """Open the profile in this file."""

    path: Path


@frozen
class OpenProfile:
    """Open this profile as it was read, from the file at `path` if it is a personal one."""

    profile: Profile
    path: Path


@frozen
class Manage:
    """Show what may be done with this profile."""

    entry: Entry


@frozen
class SaveAs:
    """Save under the name that was given, in place of a file that is there if `replace`."""

    path: Path
    replace: bool = False


@frozen
class Export:
    """Write a form of the profile, in place of a file that is there if `replace`."""

    path: Path
    replace: bool = False


@frozen
class Print:
    """Print the summary when the program has ended, and leave."""

    made: Made


@frozen
class Use:
    """Open a part of what may be done with the profile that is managed, read afresh from its file: `part` is its name."""

    part: str


@frozen
class Duplicate:
    """Copy the profile that is managed."""


@frozen
class Delete:
    """Move the profile that is managed to the trash."""


@frozen
class Rebuild:
    """Write the profile again with what its answers give."""

    checked: Checked
    path: Path


# -- what came of an effect ----------------------------------------------------------------------------


@frozen
class DraftKept:
    """Whether the draft holds the last answer, and what to say of it."""

    holds: bool
    news: str = ""


@frozen
class DraftTaken:
    """A draft that was resumed; `None` where another window was faster."""

    resumed: Resumed | None
    otherwise: Any


@frozen
class DraftDiscarded:
    """The draft is gone; or why it is not."""

    note: str


@frozen
class DraftLeft:
    """Whether there is a draft to resume."""

    kept: bool


@frozen
class Saved:
    """The profile is saved."""

    profile: Profile
    derived: Derived
    path: Path


@frozen
class Exported:
    """The form is written."""

    path: Path


@frozen
class Managed:
    """It is done to the profile that was managed; `name` is a new one."""

    note: str
    name: str = ""


@frozen
class Rebuilt:
    """The profile is written again, and the old file kept under another name."""

    profile: Profile
    path: Path
    backup: Path


@frozen
class Refused:
    """It could not be done, and why."""

    said: str
