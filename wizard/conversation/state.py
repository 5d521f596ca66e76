"""The state of a conversation: what was answered, what is shown, what was told.

It never changes; each step gives the next one.
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
from wizard.conversation.places import Place, Start
from wizard.errors import Problem
from wizard.interview.session import Session, begin
from wizard.profile.diff import told
from wizard.profile.draft import Draft, Origin
from wizard.profile.folder import ProfileFolder
from wizard.protocol.answers import SharedAnswers
from wizard.protocol.plan import Derived, Finding
from wizard.report.blocks import Document
from wizard.text.translation import in_english


@frozen
class Author:
    """What the author of a shared profile asked for, and the sentences on it that were shown."""

    answers: SharedAnswers
    told: tuple[str, ...] = ()


@frozen
class Shown:
    """A page that was shown.

    Each showing has a number of its own, by which a face knows a page that it comes back to.
    """

    place: Place
    number: int


@frozen
class State:
    """Everything that decides what is shown next.

    `now` is the local time of the last intent, `theme` the colours in use (empty for a face without
    colours). `beneath` are the pages under the one that is shown, `error` what is wrong with the
    answer that was sent, `news` what a person must be told about the draft. `asked` is the key of
    the question asked last, `place` the one at which a draft is resumed,
    `waiting` by key what is typed or marked and not taken, `told` the findings (by rule) and
    problems that were read.
    `resting` is the session as it was saved or opened. `path` and `name` are those of the profile,
    if there is one yet, `saved` is the file that was saved last, `written` are those of exports,
    `sheet` is what is printed at the end.
    `draft_holds` says whether the last answer is on disk. `effects` are those that are still to be
    carried out.
    """

    catalog: Catalog
    folder: ProfileFolder
    now: datetime
    session: Session
    resting: Session
    shown: Shown = Shown(Start(), 0)
    theme: str = ""
    showings: int = 0
    beneath: tuple[Shown, ...] = ()
    error: str = ""
    news: str = ""
    asked: str = ""
    place: str = ""
    from_list: bool = False
    waiting: Mapping[str, Any] = field(factory=dict)
    told: frozenset[str | Problem] = frozenset()
    path: Path | None = None
    name: str = ""
    author: Author | None = None
    library: tuple[str, int] = ("", 0)
    draft_holds: bool = False
    saved: Path | None = None
    written: tuple[Path, ...] = ()
    sheet: Document | None = None
    ended: bool = False
    kept: bool = False
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
        """Return whether answers would be lost by leaving, were there no draft."""
        return bool(self.session.values) and self.session != self.resting

    @property
    def deciding(self) -> tuple[Finding, ...]:
        """Return the findings that rule a dose out, worst first."""
        return tuple(
            found for found in self.session.screening.findings if not found.outcome.allows_dose
        )

    def apart(self, derived: Derived) -> tuple[str, ...]:
        """Return where a plan differs from what its author asked for, a sentence each."""
        with in_english():
            return (
                told(self.author.answers, derived, self.catalog) if self.author is not None else ()
            )

    # -- what is shown --------------------------------------------------------------------------

    def show(self, place: Place) -> State:
        """Show a page anew, with nothing beneath it."""
        return self._showing(place, beneath=())

    def over(self, place: Place) -> State:
        """Show a page over the one that is shown, to come back to."""
        return self._showing(place, beneath=(*self.beneath, self.shown))

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
            self, shown=Shown(place, number), showings=number, beneath=beneath, error=""
        )

    # -- what is answered -----------------------------------------------------------------------

    def accept(self, session: Session) -> State:
        """Take the session as it is now, and keep it in the draft if anything changed."""
        session = session.on(self.today)
        asked = session.next_open
        after = attrs.evolve(self, session=session, place=asked.key if asked is not None else "")
        if after.unsaved:
            return after.do(KeepDraft(session, after.place, self.now))
        return attrs.evolve(after, draft_holds=False).do(DropDraft())

    def take_up(  # noqa: PLR0913 - the parts of an interview, by name
        self,
        session: Session,
        name: str = "",
        path: Path | None = None,
        *,
        unsaved: bool = False,
        author: Author | None = None,
        draft: Draft | None = None,
    ) -> State:
        """Work on this session from now on.

        It counts as saved until something changes, or as `unsaved`.

        `draft` is the one that holds it, if there is one.
        """
        after = attrs.evolve(
            self,
            session=session,
            resting=begin(self.catalog, self.today) if unsaved else session,
            name=name,
            path=path,
            author=author,
            waiting={},
            told=frozenset(),
            from_list=False,
            asked=session.questions[0].key,
            draft_holds=draft is not None,
        )
        origin = Origin(
            profile=path, name=name, author=author.answers if author is not None else None
        )
        return after.do(BeginDraft(origin, draft))

    def do(self, effect: Effect) -> State:
        """Have the world do this."""
        return attrs.evolve(self, effects=(*self.effects, effect))


Handlers = Mapping[Move | type[Intent], Callable[[State, Any], State]]
"""What each intent does. An entry takes the intent that it stands under."""
