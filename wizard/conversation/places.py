"""The pages there are, as values: which one is shown, and what it is about.

`wizard.conversation.pages` has the view of each.
"""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

from wizard.conversation.moves import Intent
from wizard.errors import Problem
from wizard.profile.draft import Resumable, Resumed
from wizard.profile.library import Entry
from wizard.profile.read import Checked
from wizard.protocol.plan import Derived
from wizard.report.export.registry import Made, Paper
from wizard.report.plan_drawings import Planned


class Place:
    """A page that may be shown."""


# -- the start, and around it
# ----------------------------------------------------------------------------


@frozen
class Start(Place):
    """The start page, with the drafts that may be resumed."""

    drafts: tuple[Resumable, ...] = ()
    note: str = ""


@frozen
class About(Place):
    """What this is and is not."""


@frozen
class Looks(Place):
    """The colours to choose from."""


@frozen
class Leaving(Place):
    """Answers would be lost by `then`, which is called `label`."""

    then: Intent
    label: str


# -- drafts
# --------------------------------------------------------------------------------------------


@frozen
class Drafts(Place):
    """Several drafts to choose from; where a profile was asked for, `unchanged` opens it as it was saved."""

    drafts: tuple[Resumable, ...]
    unchanged: Intent | None = None


@frozen
class DraftGone(Place):
    """Another window was faster."""

    otherwise: Intent


@frozen
class Resuming(Place):
    """The answers of a draft, checked again from the top."""

    resumed: Resumed


@frozen
class Discarding(Place):
    """Whether a draft is really to be removed; asked twice."""

    resumed: Resumed
    again: bool = False


# -- the interview
# -------------------------------------------------------------------------------------


@frozen
class Asking(Place):
    """One question."""

    key: str


@frozen
class Verdict(Place):
    """Why no dose is given, brought by the answer to the question `key`."""

    key: str


@frozen
class Confirming(Place):
    """A value outside recommended bounds."""

    problem: Problem
    key: str


@frozen
class Blocked(Place):
    """Answers from which no plan can be made; `key` is the question that the problem is about, if it is about one."""

    problem: Problem
    key: str | None


@frozen
class Answers(Place):
    """Every question with its answer."""


@frozen
class Review(Place):
    """Everything that would be saved."""

    derived: Derived


@frozen
class Pictures(Place):
    """The pictures of a plan."""

    plan: Planned


# -- a profile that was opened
# -------------------------------------------------------------------------


@frozen
class ByPath(Place):
    """Which file to open."""


@frozen
class Received(Place):
    """What the author of a shared profile planned."""

    name: str


@frozen
class Apart(Place):
    """Where the plan parts from what the author asked for."""

    sentences: tuple[str, ...]


@frozen
class Unusable(Place):
    """A shared profile that cannot be used."""

    problems: tuple[Problem, ...]


@frozen
class Invalid(Place):
    """A personal profile whose answers cannot stand."""

    problems: tuple[Problem, ...]


@frozen
class Differs(Place):
    """A profile that does not hold, and its file."""

    checked: Checked
    path: Path | None


@frozen
class RebuiltFile(Place):
    """A profile that was written again."""

    path: Path
    backup: Path


# -- the library
# ---------------------------------------------------------------------------------------


@frozen
class Library(Place):
    """The profiles of the folder and the templates."""

    entries: tuple[Entry, ...]
    refused: str = ""
    note: str = ""


@frozen
class Managing(Place):
    """What may be done with one profile; `checked` where it is a personal one that holds."""

    entry: Entry
    checked: Checked | None


@frozen
class Today(Place):
    """What to take today."""

    entry: Entry
    checked: Checked


@frozen
class Renaming(Place):
    """A new name for a profile."""

    entry: Entry


@frozen
class Deleting(Place):
    """Whether a profile is really to be deleted; asked twice."""

    entry: Entry
    again: bool = False


@frozen
class NotDeleted(Place):
    """Why a profile could not be deleted."""

    entry: Entry
    said: str


# -- saving and exporting
# ------------------------------------------------------------------------------


@frozen
class Naming(Place):
    """The name of the profile."""


@frozen
class Saving(Place):
    """The file of the profile; `typed` is what was typed before."""

    typed: str = ""


@frozen
class Replacing(Place):
    """Whether the file that is there is to be replaced by the profile."""

    path: Path


@frozen
class SavedAs(Place):
    """The profile is saved."""

    made: Made
    path: Path


@frozen
class Exporting(Place):
    """The forms of a finished profile, which is kept at `path`; `back` is where they were asked for."""

    made: Made
    path: Path
    back: Intent
    note: str = ""


@frozen
class Preview(Place):
    """The whole summary."""

    forms: Exporting


@frozen
class ExportAs(Place):
    """The file of one form."""

    forms: Exporting
    name: str
    paper: Paper
    typed: str = ""


@frozen
class ReplacingExport(Place):
    """Whether the file that is there is to be replaced by the form."""

    form: ExportAs
    path: Path


# -- why
# -----------------------------------------------------------------------------------------------


@frozen
class WhyQuestion(Place):
    """Why a question is asked, or what its row rests on."""

    key: str
    row: int | None


@frozen
class WhyFindings(Place):
    """A list of the findings that rule a dose out."""


@frozen
class WhyPlan(Place):
    """A list of what there is to know more about."""

    derived: Derived


@frozen
class WhyFinding(Place):
    """What a finding rests on; `derived` is the plan that it stands beside, if there is one."""

    rule: str
    derived: Derived | None


@frozen
class WhyFigure(Place):
    """Where a figure of the plan comes from."""

    key: str
    derived: Derived


@frozen
class WhyShaped(Place):
    """Which conflicts shaped a plan."""

    derived: Derived


@frozen
class WhyAlone(Place):
    """What each text alone would have given beside a plan."""

    derived: Derived
