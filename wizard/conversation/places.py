"""The pages there are, as values; `wizard.conversation.pages` has the view of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wizard.values import Value

if TYPE_CHECKING:
    from pathlib import Path

    from wizard.conversation.moves import Intent
    from wizard.errors import Problem
    from wizard.profile.comparison import Checked
    from wizard.profile.draft import Resumable, Resumed
    from wizard.profile.file_format import Profile
    from wizard.profile.library import Course, Entry
    from wizard.protocol.plan import Derived, Protocol
    from wizard.report.blocks import Section
    from wizard.report.export.registry import Made, Paper


class Place(Value):
    """A page that may be shown."""


# -- the start, and around it
# ----------------------------------------------------------------------------


class Start(Place):
    """The start page: the courses that run or rest, and the drafts that may be resumed.

    Unless `dosed`, no dose of a course is told: newer answers rule one out (R02).
    """

    drafts: tuple[Resumable, ...] = ()
    courses: tuple[Course, ...] = ()
    dosed: bool = True
    note: str = ""


class About(Place):
    """What this is and is not."""


class Themes(Place):
    """The colours to choose from."""


class Leaving(Place):
    """Answers would be lost by `then`, which is called `label`."""

    then: Intent
    label: str


# -- the guide, in which nobody who is screened out is told a dose (`dosed` is false)
# ----------------------------------------------------------------------------


class Guide(Place):
    """The topics to read about."""

    dosed: bool


class Topic(Place):
    """A page of a topic, by its number from 0."""

    topic: str
    number: int
    dosed: bool


class Parting(Place):
    """Conflicts, by their ids, each with the page that tells both sides."""

    conflicts: tuple[str, ...]
    dosed: bool


class Finding(Place):
    """What to look for in the guide and the ledger."""

    dosed: bool
    typed: str = ""


class Holding(Place):
    """The pages that hold these words."""

    words: str
    dosed: bool


class Ledger(Place):
    """The claims that hold these words."""

    words: str
    dosed: bool


# -- drafts
# --------------------------------------------------------------------------------------------


class Drafts(Place):
    """Several drafts to choose from.

    Where a profile was asked for, `unchanged` opens it as it was saved.
    """

    drafts: tuple[Resumable, ...]
    unchanged: Intent | None = None


class DraftGone(Place):
    """Another window was faster."""

    otherwise: Intent


class Resuming(Place):
    """The answers of a draft, checked again from the top.

    `at` is the key of the question to begin at, if any.
    """

    resumed: Resumed
    at: str = ""


class Discarding(Place):
    """Whether a draft is really to be removed; asked twice."""

    resumed: Resumed
    again: bool = False


# -- the interview
# -------------------------------------------------------------------------------------


class Asking(Place):
    """One question; `typed` where its answer is typed instead of being chosen."""

    key: str
    typed: bool = False


class Details(Place):
    """Several questions on one page, each with what most people answer."""


class Verdict(Place):
    """Why no dose is given, brought by the answer to the question `key`."""

    key: str


class Confirming(Place):
    """A value outside recommended bounds."""

    problem: Problem
    key: str


class Blocked(Place):
    """Answers from which no plan can be made.

    `key` is the question that the problem is about, if it is about one.
    """

    problem: Problem
    key: str | None


class Answers(Place):
    """Every question with its answer; `back` is where the list was asked for.

    `at` is the key of the question to begin at, if not the first.
    """

    back: Intent
    at: str = ""


class Review(Place):
    """Everything that would be saved."""

    derived: Derived


class Part(Place):
    """Sections of a plan to read; `then` is the part after them."""

    title: str
    sections: tuple[Section, ...]
    then: Part | None = None


class Pictures(Place):
    """The pictures of a plan."""

    derived: Derived
    protocol: Protocol


class NextCourse(Place):
    """When the course after this one may start, and what is asked for it."""

    derived: Derived
    protocol: Protocol


# -- a profile that was opened
# -------------------------------------------------------------------------


class ByPath(Place):
    """Which file to open."""


class Received(Place):
    """What the author of a shared profile planned."""


class Apart(Place):
    """Where the plan parts from what the author asked for."""

    sentences: tuple[str, ...]


class Unusable(Place):
    """A shared profile that cannot be used."""

    problems: tuple[Problem, ...]
    back: Intent


class Invalid(Place):
    """A personal profile whose answers cannot stand."""

    problems: tuple[Problem, ...]


class OtherEdition(Place):
    """A personal profile of another edition, and what that means for it."""

    profile: Profile
    problem: Problem


class Differs(Place):
    """A profile that does not hold, and its file."""

    checked: Checked
    path: Path | None


class RebuiltFile(Place):
    """A profile that was written again."""

    path: Path
    backup: Path


# -- the library
# ---------------------------------------------------------------------------------------


class Library(Place):
    """The profiles of the folder and the templates."""

    entries: tuple[Entry, ...]
    refused: str = ""
    note: str = ""


class Managing(Place):
    """What may be done with one profile; `checked` where it is a personal one that holds."""

    entry: Entry
    checked: Checked | None


class Today(Place):
    """What to take today."""

    entry: Entry
    checked: Checked


class Renaming(Place):
    """A new name for a profile."""

    entry: Entry


class Deleting(Place):
    """Whether a profile is really to be deleted; asked twice."""

    entry: Entry
    again: bool = False


class NotDeleted(Place):
    """Why a profile could not be deleted."""

    entry: Entry
    said: str


# -- saving and exporting
# ------------------------------------------------------------------------------


class Naming(Place):
    """The name of the profile."""


class Saving(Place):
    """The file of the profile; `typed` is what was typed before."""

    typed: str = ""


class Replacing(Place):
    """Whether the file that is there is to be replaced by the profile."""

    path: Path


class SavedAs(Place):
    """The profile is saved; `older` are the files of earlier exports beside it."""

    made: Made
    path: Path
    older: tuple[str, ...] = ()


class Exporting(Place):
    """The forms of a finished profile, kept at `path`; `back` is where they were asked for.

    `last_form` is the form and the paper that was written last, as `note` says.
    """

    made: Made
    path: Path
    back: Intent
    note: str = ""
    last_form: tuple[str, str] | None = None


class Preview(Place):
    """The whole summary."""

    forms: Exporting


class ExportAs(Place):
    """The file of one form."""

    forms: Exporting
    name: str
    paper: Paper
    typed: str = ""


class ReplacingExport(Place):
    """Whether the file that is there is to be replaced by the form."""

    form: ExportAs
    path: Path


# -- why
# -----------------------------------------------------------------------------------------------


class Help(Place):
    """The keys that work on the page beneath, and the page of why, where there is one."""

    keys: str
    why: Place | None


class Cited(Place):
    """A list of ids of the ledger, of which a page told; `dosed` as in `WhyId`."""

    ids: tuple[str, ...]
    dosed: bool


class WhyId(Place):
    """What stands in the ledger under an id.

    Unless `dosed`, what states a dose cannot be opened from there (R02).
    """

    id: str
    dosed: bool


class WhyQuestion(Place):
    """Why a question is asked, or what its row rests on."""

    key: str
    row: int | None


class WhyFindings(Place):
    """A list of the findings that rule a dose out."""


class WhyPlan(Place):
    """A list of what there is to know more about."""

    derived: Derived


class WhyFinding(Place):
    """What a finding rests on; `derived` is the plan that it stands beside, if there is one."""

    rule: str
    derived: Derived | None


class WhyFigure(Place):
    """Where a figure of the plan comes from."""

    key: str
    derived: Derived


class WhyShaped(Place):
    """Which conflicts shaped a plan."""

    derived: Derived


class WhyAlone(Place):
    """What each text alone would have given beside a plan."""

    derived: Derived
