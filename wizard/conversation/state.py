"""The state of a conversation: the answers, the page shown, and the findings already shown.

It is immutable; each step returns a new state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import attrs
from attrs import field, frozen

from wizard.catalog import Catalog
from wizard.conversation.effects import BeginDraft, DropDraft, Effect, KeepDraft
from wizard.conversation.moves import Intent, Move
from wizard.conversation.places import Answers, Details, Invalid, Place, Resuming, Start
from wizard.errors import Problem
from wizard.interview.session import Session, begin
from wizard.profile.diff import received
from wizard.profile.draft import Draft, Origin, screened_out
from wizard.profile.file_format import Profile
from wizard.profile.folder import ProfileFolder
from wizard.profile.library import ruling
from wizard.protocol.answers import SharedAnswers
from wizard.protocol.plan import Derived, Finding
from wizard.report.blocks import Document, Section
from wizard.text.translation import _


@frozen
class Author:
    """The answers of a shared profile's author, and the differences (`told`) already shown."""

    answers: SharedAnswers
    told: tuple[str, ...] = ()


@frozen
class Shown:
    """A page that was shown.

    Each showing has its own number, by which the wizard and line mode recognise a page they
    return to.
    """

    place: Place
    number: int


@frozen
class State:
    """Everything that decides what is shown next.

    `now` is the local time of the last intent; `theme` the colours, empty in line mode; `mouse`
    whether it is used; `beneath` the pages under the one shown; `showings` how many were shown.
    `error` says what is wrong with the last answer, `news` what to tell the person about the draft.
    `asked` is the key of the question asked last, `listing` the page on which it was chosen, if it
    was, and `walking` whether the person went back and now goes through the questions in order;
    `place` is the key at which a draft resumes, `origin` leads to where the interview was begun or
    opened. `waiting` has, by key, what was typed or marked but not submitted; `told` the findings
    (by rule) and problems already shown; `library` the search words and the row in the library;
    `read` the sections of each part of a plan that was shown to its end. `resting` is the session
    as last saved or opened. `path` and `name` are those of the profile, if any, and `of_plan` says
    whether it was a plan that got the name; `profile` is what the file at `path` held when it was
    read or written; `saved` is the file saved last, `written` the exported files, `sheet` what is
    printed at the end. `unkept` writes the answers that the draft does not hold yet. `effects` are
    still to be carried out.
    """

    catalog: Catalog
    folder: ProfileFolder
    now: datetime
    session: Session
    resting: Session
    shown: Shown = Shown(Start(), 0)
    theme: str = ""
    mouse: bool = True
    showings: int = 0
    beneath: tuple[Shown, ...] = ()
    error: str = ""
    news: str = ""
    asked: str = ""
    place: str = ""
    listing: Answers | Details | Resuming | Invalid | None = None
    walking: bool = False
    origin: Move = Move.START
    waiting: Mapping[str, Any] = field(factory=dict)
    told: frozenset[str | Problem] = frozenset()
    path: Path | None = None
    profile: Profile | None = None
    name: str = ""
    of_plan: bool = False
    author: Author | None = None
    library: tuple[str, int] = ("", 0)
    read: frozenset[tuple[Section, ...]] = frozenset()
    unkept: KeepDraft | None = None
    saved: Path | None = None
    written: tuple[Path, ...] = ()
    sheet: Document | None = None
    ended: bool = False
    effects: tuple[Effect, ...] = ()

    @property
    def today(self) -> date:
        """Return the local date."""
        return self.now.date()

    @property
    def page(self) -> Place:
        """Return the page that is shown."""
        return self.shown.place

    @property
    def unsaved(self) -> bool:
        """Return whether there are answers that no profile has yet."""
        return bool(self.session.values) and self.session != self.resting

    @property
    def title(self) -> str:
        """Return the name to show and offer: the goal's, where there is none of its own.

        A name that a plan got may state its dose: a record without one does not inherit it (R02).
        """
        inherits = not self.of_plan or self.session.screening.outcome.allows_dose
        return (self.name if inherits else "") or _(
            self.catalog.goals[self.session.get("goal")].title
        )

    @property
    def deciding(self) -> tuple[Finding, ...]:
        """Return the findings that rule out a dose, worst first."""
        return tuple(
            found for found in self.session.screening.findings if not found.outcome.allows_dose
        )

    def apart(self, derived: Derived) -> tuple[str, ...]:
        """Return the differences between a plan and its author's request, one sentence each."""
        if self.author is None:
            return ()
        return received(self.author.answers, derived, self.catalog)

    # -- what is shown --------------------------------------------------------------------------

    def show(self, place: Place) -> State:
        """Show a new page, with no page to go back to."""
        return self._showing(place, beneath=())

    def over(self, place: Place) -> State:
        """Show a page on top of the current one, to which `back` returns."""
        return self._showing(place, beneath=(*self.beneath, self.shown))

    def may_read_doses(self) -> bool:
        """Return whether no answer so far, none in a draft and none saved rules a dose out (R02).

        What was saved counts until everything is answered anew.
        """
        allows = self.session.screening.outcome.allows_dose
        if not allows or screened_out(self.folder, self.catalog, self.today):
            return False
        return self.session.next_open is None or ruling(self.folder, self.catalog) is None

    def instead(self, place: Place) -> State:
        """Show a page in place of the current one; the pages beneath stay."""
        return self._showing(place, beneath=self.beneath)

    def back(self) -> State:
        """Show the page beneath again, as it was left."""
        if not self.beneath:
            return self
        return attrs.evolve(self, shown=self.beneath[-1], beneath=self.beneath[:-1], error="")

    def wrong(self, error: str) -> State:
        """Stay on the page, and say what is wrong."""
        return attrs.evolve(self, error=error)

    def _showing(self, place: Place, beneath: tuple[Shown, ...]) -> State:
        number = self.showings + 1
        return attrs.evolve(
            self,
            shown=Shown(place, number),
            showings=number,
            beneath=beneath,
            error="",
        )

    # -- what is answered -----------------------------------------------------------------------

    def accept(self, session: Session) -> State:
        """Continue with this session, and write the draft, or drop it if nothing is unsaved."""
        session = session.on(self.today, self.now.time())
        asked = session.next_open
        place = asked.key if asked is not None else ""
        after = attrs.evolve(self, session=session, place=place, unkept=None)
        if not after.unsaved:
            return after.do(DropDraft())
        unkept = KeepDraft(session, place, self.now)
        return attrs.evolve(after, unkept=unkept).do(unkept)

    def take_up(  # noqa: PLR0913 - the parts of an interview, by name
        self,
        session: Session,
        name: str = "",
        path: Path | None = None,
        *,
        profile: Profile | None = None,
        of_plan: bool = False,
        unsaved: bool = False,
        author: Author | None = None,
        draft: Draft | None = None,
        origin: Move = Move.START,
    ) -> State:
        """Replace the session and its profile with these.

        The session counts as saved until something changes, unless `unsaved` is true.

        `draft` is the draft it was read from, if any.
        """
        after = attrs.evolve(
            self,
            session=session,
            resting=begin(self.catalog, self.today) if unsaved else session,
            name=name,
            of_plan=of_plan,
            path=path,
            profile=profile,
            author=author,
            waiting={},
            told=frozenset(),
            listing=None,
            walking=False,
            origin=origin,
            asked=session.questions[0].key,
            unkept=None,
        )
        begun = Origin(
            profile=path, name=name, author=author.answers if author is not None else None
        )
        return after.do(BeginDraft(begun, draft))

    def do(self, effect: Effect) -> State:
        """Add an effect for `World` to carry out."""
        return attrs.evolve(self, effects=(*self.effects, effect))


Handlers = Mapping[Move | type[Intent], Callable[[State, Any], State]]
"""The handler of each intent, called with the state and that intent."""
