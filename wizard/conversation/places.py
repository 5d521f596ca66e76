"""The pages there are, as values; `wizard.conversation.pages` has the view of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wizard.conversation.value import value

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


class Place:
    """A page that may be shown."""


# -- the start, and around it
# ----------------------------------------------------------------------------


@value
class Start(Place):
    """The start page: the courses that run or rest, and the drafts that may be resumed.

    Unless `dosed`, no dose of a course is told: newer answers rule one out (R02).
    """

    drafts: tuple[Resumable, ...] = ()
    courses: tuple[Course, ...] = ()
    dosed: bool = True
    note: str = ""


@value
class About(Place):
    """What this is and is not."""


@value
class Themes(Place):
    """The colours to choose from."""


@value
class Leaving(Place):
    """Answers would be lost by `then`, which is called `label`."""

    then: Intent
    label: str


# -- the guide, in which nobody who is screened out is told a dose (`dosed` is false)
# ----------------------------------------------------------------------------


@value
class Guide(Place):
    """The topics to read about."""

    dosed: bool


@value
class Topic(Place):
    """A page of a topic, by its number from 0."""

    topic: str
    number: int
    dosed: bool


@value
class Parting(Place):
    """Conflicts, by their ids, each with the page that tells both sides."""

    conflicts: tuple[str, ...]
    dosed: bool


@value
class Finding(Place):
    """What to look for in the guide and the ledger."""

    dosed: bool
    typed: str = ""


@value
class Holding(Place):
    """The pages that hold these words."""

    words: str
    dosed: bool


@value
class Ledger(Place):
    """The claims that hold these words."""

    words: str
    dosed: bool


# -- drafts
# --------------------------------------------------------------------------------------------


@value
class Drafts(Place):
    """Several drafts to choose from.

    Where a profile was asked for, `unchanged` opens it as it was saved.
    """

    drafts: tuple[Resumable, ...]
    unchanged: Intent | None = None


@value
class DraftGone(Place):
    """Another window was faster."""

    otherwise: Intent


@value
class Resuming(Place):
    """The answers of a draft, checked again from the top.

    `at` is the key of the question to begin at, if any.
    """

    resumed: Resumed
    at: str = ""


@value
class Discarding(Place):
    """Whether a draft is really to be removed; asked twice."""

    resumed: Resumed
    again: bool = False


# -- the interview
# -------------------------------------------------------------------------------------


@value
class Asking(Place):
    """One question; `typed` where its answer is typed instead of being chosen."""

    key: str
    typed: bool = False


@value
class Details(Place):
    """Several questions on one page, each with what most people answer."""


@value
class Verdict(Place):
    """Why no dose is given, brought by the answer to the question `key`."""

    key: str


@value
class Confirming(Place):
    """A value outside recommended bounds."""

    problem: Problem
    key: str


@value
class Blocked(Place):
    """Answers from which no plan can be made.

    `key` is the question that the problem is about, if it is about one.
    """

    problem: Problem
    key: str | None


@value
class Answers(Place):
    """Every question with its answer; `back` is where the list was asked for.

    `at` is the key of the question to begin at, if not the first.
    """

    back: Intent
    at: str = ""


@value
class Review(Place):
    """Everything that would be saved."""

    derived: Derived


@value
class Part(Place):
    """Sections of a plan to read; `then` is the part after them."""

    title: str
    sections: tuple[Section, ...]
    then: Part | None = None


@value
class Pictures(Place):
    """The pictures of a plan."""

    derived: Derived
    protocol: Protocol


@value
class NextCourse(Place):
    """When the course after this one may start, and what is asked for it."""

    derived: Derived
    protocol: Protocol


# -- a profile that was opened
# -------------------------------------------------------------------------


@value
class ByPath(Place):
    """Which file to open."""


@value
class Received(Place):
    """What the author of a shared profile planned."""


@value
class Apart(Place):
    """Where the plan parts from what the author asked for."""

    sentences: tuple[str, ...]


@value
class Unusable(Place):
    """A shared profile that cannot be used."""

    problems: tuple[Problem, ...]
    back: Intent


@value
class Invalid(Place):
    """A personal profile whose answers cannot stand."""

    problems: tuple[Problem, ...]


@value
class OtherEdition(Place):
    """A personal profile of another edition, and what that means for it."""

    profile: Profile
    problem: Problem


@value
class Differs(Place):
    """A profile that does not hold, and its file."""

    checked: Checked
    path: Path | None


@value
class RebuiltFile(Place):
    """A profile that was written again."""

    path: Path
    backup: Path


# -- the library
# ---------------------------------------------------------------------------------------


@value
class Library(Place):
    """The profiles of the folder and the templates."""

    entries: tuple[Entry, ...]
    refused: str = ""
    note: str = ""


@value
class Managing(Place):
    """What may be done with one profile; `checked` where it is a personal one that holds."""

    entry: Entry
    checked: Checked | None


@value
class Today(Place):
    """What to take today."""

    entry: Entry
    checked: Checked


@value
class Renaming(Place):
    """A new name for a profile."""

    entry: Entry


@value
class Deleting(Place):
    """Whether a profile is really to be deleted; asked twice."""

    entry: Entry
    again: bool = False


@value
class NotDeleted(Place):
    """Why a profile could not be deleted."""

    entry: Entry
    said: str


# -- saving and exporting
# ------------------------------------------------------------------------------


@value
class Naming(Place):
    """The name of the profile."""


@value
class Saving(Place):
    """The file of the profile; `typed` is what was typed before."""

    typed: str = ""


@value
class Replacing(Place):
    """Whether the file that is there is to be replaced by the profile."""

    path: Path


@value
class SavedAs(Place):
    """The profile is saved; `older` are the files of earlier exports beside it."""

    made: Made
    path: Path
    older: tuple[str, ...] = ()


@value
class Exporting(Place):
    """The forms of a finished profile, kept at `path`; `back` is where they were asked for."""

    made: Made
    path: Path
    back: Intent
    note: str = ""


@value
class Preview(Place):
    """The whole summary."""

    forms: Exporting


@value
class ExportAs(Place):
    """The file of one form."""

    forms: Exporting
    name: str
    paper: Paper
    typed: str = ""


@value
class ReplacingExport(Place):
    """Whether the file that is there is to be replaced by the form."""

    form: ExportAs
    path: Path


# -- why
# -----------------------------------------------------------------------------------------------


@value
class Help(Place):
    """The keys that work on the page beneath, and the page of why, where there is one."""

    keys: str
    why: Place | None


@value
class Cited(Place):
    """A list of ids of the ledger, of which a page told; `dosed` as in `WhyId`."""

    ids: tuple[str, ...]
    dosed: bool


@value
class WhyId(Place):
    """What stands in the ledger under an id.

    Unless `dosed`, what states a dose cannot be opened from there (R02).
    """

    id: str
    dosed: bool


@value
class WhyQuestion(Place):
    """Why a question is asked, or what its row rests on."""

    key: str
    row: int | None


@value
class WhyFindings(Place):
    """A list of the findings that rule a dose out."""


@value
class WhyPlan(Place):
    """A list of what there is to know more about."""

    derived: Derived


@value
class WhyFinding(Place):
    """What a finding rests on; `derived` is the plan that it stands beside, if there is one."""

    rule: str
    derived: Derived | None


@value
class WhyFigure(Place):
    """Where a figure of the plan comes from."""

    key: str
    derived: Derived


@value
class WhyShaped(Place):
    """Which conflicts shaped a plan."""

    derived: Derived


@value
class WhyAlone(Place):
    """What each text alone would have given beside a plan."""

    derived: Derived
