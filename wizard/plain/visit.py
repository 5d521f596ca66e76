"""One visit to the line-mode wizard: what it holds while it runs, and how it ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Literal, Protocol

from attrs import define, frozen

from wizard.catalog import Catalog
from wizard.catalog.model import Outcome
from wizard.errors import SystemRefusedError
from wizard.interview.session import Session
from wizard.plain.talk import Talk
from wizard.profile.comparison import Checked
from wizard.profile.document import SharedProfile
from wizard.profile.draft import GONE, Draft, Resumable, Resumed, take
from wizard.profile.folder import ProfileFolder
from wizard.protocol.answers import SharedAnswers
from wizard.protocol.plan import Finding
from wizard.text.translation import _


@frozen
class Opened:
    """A profile file that was opened, held against its answers if it is a personal one."""

    path: Path
    held: Checked | SharedProfile

    @property
    def name(self) -> str:
        """The name of the profile."""
        return self.held.name if isinstance(self.held, SharedProfile) else self.held.profile.name


@frozen(kw_only=True)
class Ending:
    """How a visit ended. `kept` says whether a draft is left to resume; `before` is the question that stayed open."""

    how: Literal["saved", "left", "ended", "interrupted"]
    outcome: Outcome
    kept: bool = False
    before: str = ""
    saved: Path | None = None


class Page(Protocol):
    """One question or notice; it gives the page after it, or the end."""

    def __call__(self, visit: Visit, /) -> Page | Ending:
        """Say it, hear the answer."""


@define
class Visit:
    """The state of a visit. `at` is the key being asked (empty: the review), `told` the findings that were announced.

    `review` is the page for answers that are complete; `path` and `name` belong to the profile, if there is one yet;
    `author` is what the author of a shared profile asked for, where one was opened.
    """

    talk: Talk
    catalog: Catalog
    now: Callable[[], datetime]
    folder: ProfileFolder
    review: Page
    session: Session
    draft: Draft
    at: str = ""
    step: str = ""
    told: frozenset[str] = frozenset()
    path: Path | None = None
    name: str = ""
    drafted: bool = True
    author: SharedAnswers | None = None

    @property
    def today(self) -> date:
        """The local date."""
        return self.now().date()

    @property
    def outcome(self) -> Outcome:
        """What screening comes to so far."""
        return self.session.screening.outcome

    def take(self, session: Session) -> None:
        """Take an accepted answer and keep the draft; say so once where it cannot be kept."""
        self.session = session
        self.talk.answered()
        open_field = session.next_open
        self.at = open_field.key if open_field is not None else ""
        try:
            self.draft.save(session, self.at, self.now())
            self.draft.settle()
        except SystemRefusedError as error:
            if self.drafted:
                self.talk.say(_("The draft {error}. Your answers last until you leave.").format(error=error))
            self.drafted = False

    def new_findings(self) -> tuple[Finding, ...]:
        """The findings that rule a dose out and were not announced yet; they count as announced from now on."""
        ruled_out = [found for found in self.session.screening.findings if not found.outcome.allows_dose]
        fresh = tuple(found for found in ruled_out if found.rule not in self.told)
        self.told = frozenset(found.rule for found in ruled_out)
        return fresh

    def taken(self, found: Resumable) -> Resumed | None:
        """The draft, taken up again; `None`, and said, where another window was faster."""
        resumed = take(self.folder, found, self.catalog, self.today)
        if resumed is None:
            self.talk.say(_(GONE))
        return resumed

    def end(self, how: Literal["left", "ended", "interrupted"], before: str = "") -> Ending:
        """Leave, with the draft as it is."""
        kept = self.draft.is_kept
        try:
            self.draft.leave(self.session, self.at)
        except SystemRefusedError:
            self.draft.release()
        return Ending(how=how, outcome=self.outcome, kept=kept, before=before)

    def quit(self) -> Ending:
        """Leave as the person asked, and say what becomes of the answers."""
        ending = self.end("left")
        self.talk.gap()
        if ending.kept:
            self.talk.say(_("Your answers are kept as a draft. The next start offers to go on with it."))
        else:
            self.talk.say(_("Nothing was changed."))
        return ending
