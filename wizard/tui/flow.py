"""Where the person is and what comes next: a session in, a view out. No Textual here; the app shows what it is told."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from wizard.catalog import Catalog
from wizard.errors import InvalidInputError, Problem, SystemRefusedError
from wizard.interview.fields import Field
from wizard.interview.session import Session, begin
from wizard.profile.draft import Resumed
from wizard.profile.draft_file import Origin
from wizard.profile.folder import ProfileFolder
from wizard.report.model import Document
from wizard.text.translation import _
from wizard.tui import looks
from wizard.tui.asking import Asking, differs, heading, place
from wizard.tui.keeping import Keeping
from wizard.tui.pages import answers, confirm, leaving, library, look, received, resuming, review, sofar, start, verdict, why
from wizard.tui.view import Act, View


class Stage(Protocol):
    """What shows views: the app."""

    def show(self, view: View) -> None:
        """Show this view."""

    def resume(self, view: View) -> None:
        """Show a view again as it was left."""

    def take(self) -> None:
        """Take the answer that stands there."""

    def later(self, what: Callable[[], None]) -> None:
        """Do this once what is shown now stands there."""

    def leave(self) -> None:
        """End."""


class Flow:
    """The interview as it goes on. `saved`, `sheet` (to be printed) and `kept` (there is a draft) are what remains of it when it ends."""

    stage: Stage

    def __init__(self, catalog: Catalog, now: Callable[[], datetime], folder: ProfileFolder) -> None:
        self.catalog, self.now, self.folder = catalog, now, folder
        self.session = self._fresh()
        self.name = ""
        self.look = looks.first(os.environ)
        self.path: Path | None = None
        self.saved: Path | None = None
        self.sheet: Document | None = None
        self.keeping = Keeping(folder)
        self.kept = False
        self.written: list[Path] = []
        self.library = library.Library(folder)
        self.author: received.Author | None = None
        self._at = self.session.fields[0].key
        self._place = ""
        self._held: dict[str, Any] = {}
        self._told: frozenset[object] = frozenset()
        self._resting = self.session
        self._shown: View | None = None
        self._from_list = False

    # -- beginning ------------------------------------------------------------------------------

    def come_in(self, view: View) -> None:
        """Go on from this view, which was shown before there was a flow."""
        self._shown = view

    def start(self) -> None:
        """The start page."""
        self.show(start.page(self))

    def begin_anew(self) -> None:
        """An interview from the first question; but ask first where answers would be lost."""
        self.unless_unsaved(self.new, _("Begin anew without saving"))

    def choose(self) -> None:
        """The profiles to open; but ask first where answers would be lost."""
        self.unless_unsaved(lambda: library.page(self), _("Open another without saving"))

    def tell(self) -> None:
        """What this is and is not, over what is shown."""
        self.over(lambda back: start.about(self, back))

    def colours(self) -> None:
        """The looks to choose from."""
        self.show(look.page(self))

    def new(self) -> None:
        """An interview from the first question."""
        self.take_up(self._fresh(), "", None)
        self.ask(self.session.fields[0])

    def take_up(
        self, session: Session, name: str, path: Path | None, *, unsaved: bool = False, author: received.Author | None = None
    ) -> None:
        """Work on this session from now on; it counts as saved until something changes, or as not saved."""
        self.session, self.name, self.path, self.author = session, name, path, author
        self._resting = self._fresh() if unsaved else session
        self._held, self._told, self._from_list = {}, frozenset(), False
        self._at = session.fields[0].key
        self.keeping.begin(Origin(profile=path, name=name, author=author.answers if author is not None else None))

    def resumed(self, resumed: Resumed) -> None:
        """Work on an interview that was left: its answers first, then the question where it was."""
        origin = resumed.origin
        author = received.Author(origin.author) if origin.author is not None else None
        path = origin.profile if author is None else None  # an author's file is never written over
        self.take_up(resumed.session, origin.name, path, unsaved=True, author=author)
        self.keeping.begin(origin, resumed.draft)
        self._place = resumed.place
        at = self._place or self.session.fields[-1].key

        def go_on() -> None:
            self._at = at
            self.told_or(self.again if self._place else self.review)

        self.show(resuming.page(self, resumed, go_on))

    def discard(self, resumed: Resumed) -> None:
        """Forget an interview that was left, on disk too, and go to the start page, which says what became of it."""
        try:
            resumed.draft.discard()
            note = _("The draft is discarded.")
        except SystemRefusedError as error:
            note = _("The draft {error}.").format(error=error)
        self.take_up(self._fresh(), "", None)
        self.show(start.page(self).but(note=note))

    def _fresh(self) -> Session:
        return begin(self.catalog, self.now().date())

    @property
    def unsaved(self) -> bool:
        """Whether answers would be lost by leaving."""
        return bool(self.session.values) and self.session != self._resting

    # -- asking ---------------------------------------------------------------------------------

    def ask(self, asked: Field, error: str = "") -> None:
        """Ask this question."""
        self._at = self._place = asked.key
        asking = Asking(self.session, asked, self.answer, self._held, partial(self._hold, asked))
        acts = [Act(_("Continue"), self.stage_take), Act(_("Back"), self.back), Act(_("Leave"), self.leave)]
        if asked.step == "plan" and (compare := why.alone(self)) is not None:
            acts.append(Act(_("Compare texts"), compare))
        self.show(View(
            heading=heading(asked.step), place=place(asked.step, self.session, asked.key), title=asked.question, help=asking.help,
            note=asking.note, error=error, ask=asking.ask, acts=tuple(acts), back=self.back, leave=self.leave, careful=asking.careful,
            why=why.about_question(self, asked), beside=lambda value: sofar.beside(self.session, asked, value),
        ))  # fmt: skip

    def stage_take(self) -> None:
        """Take the answer that stands there, as Enter does."""
        self.stage.take()

    def answer(self, value: Any) -> str:
        """Take the answer to the question that is asked, and go on; or what is wrong with it."""
        try:
            session = self.session.answer(self._at, value)
        except InvalidInputError as error:
            return error.problems[0].said
        self.accept(session)
        self._held.pop(self._at, None)
        self._from_list = False
        self.go_on()
        return ""

    def _hold(self, asked: Field, what: Any) -> None:
        """Hold what was typed or marked and not taken yet.

        The answer that it is to replace waits from then on: no way out of the question leads to a plan with it (R02).
        """
        key = asked.key
        self._held[key] = what
        begun = key in self.session.values and differs(asked, what, self.session)
        if begun != (key in self.session.changing):
            self.accept(self.session.change(key, begun=begun))

    def accept(self, session: Session) -> None:
        """Have the session as it is now, and keep it; one with nothing changed needs no draft."""
        self.session = session = session.on(self.now().date())
        asked = session.next_open
        self._place = asked.key if asked is not None else ""
        if self.unsaved:
            self.keeping.keep(session, self._place, self.now())
            self.stage.later(self.keeping.settle)
        else:
            self.keeping.discard()

    def go_on(self) -> None:
        """What comes after an answer: a verdict, a confirmation, a problem, the next open question, or the review."""
        self.told_or(self._settle)

    def told_or(self, then: Callable[[], None]) -> None:
        """Say what rules a dose out, where that was not said yet; or do this."""
        rules = {found.rule for found in verdict.deciding(self.session)}
        self._told = frozenset(what for what in self._told if isinstance(what, Problem) or what in rules)
        fresh = next((found.rule for found in verdict.deciding(self.session) if found.rule not in self._told), None)
        if fresh is None:
            then()
        else:
            self.show(verdict.page(self, self.session.brought(fresh) or self.session.field(self._at)))

    def _settle(self) -> None:
        problem = self.session.blocking
        question = self.session.question_of(problem) if problem is not None else None
        if problem is None or (question is not None and self.session.is_open(question)):
            self.next()
        elif problem.confirm and question is not None:
            self.show(confirm.page(self, problem, question))
        elif problem in self._told:
            self.next()
        else:
            self.show(confirm.problem_page(self, problem, question))

    def know(self, *what: object) -> None:
        """Remember that the person was told these, and go on."""
        self._told |= set(what)
        self.next()

    def next(self) -> None:
        """The first question that is open, or the review."""
        asked = self.session.next_open
        if asked is not None:
            self.ask(asked)
        else:
            self.review()

    def back(self) -> None:
        """The question before this one; or where the person came from."""
        before = self.session.before(self._at)
        if self._from_list:
            self.answers()
        elif before is not None:
            self.ask(before)
        else:
            self.start()

    def again(self) -> None:
        """The question that was asked last, once more."""
        self.ask(self.session.field(self._at))

    # -- looking at what was answered -----------------------------------------------------------

    def review(self) -> None:
        """The review; or what still stands against it."""
        self.session = self.session.on(self.now().date())
        if (asked := self.session.next_open) is not None:
            self.ask(asked)
            return
        try:
            derived = self.session.derived()
        except InvalidInputError as error:
            problem = error.problems[0]
            self.show(confirm.problem_page(self, problem, self.session.question_of(problem)))
            return
        self._told |= {found.rule for found in verdict.deciding(self.session)}
        self._place = ""
        self.show(received.before(self, derived) or review.page(self, derived))

    def last(self) -> None:
        """The last question."""
        self._from_list = False
        self.ask(self.session.fields[-1])

    def answers(self) -> None:
        """The list of questions with their answers."""
        self._from_list = False
        self.show(answers.page(self))

    def change(self, asked: Field) -> None:
        """Ask a question again that was chosen from the list."""
        self.ask(asked)
        self._from_list = True

    # -- showing and leaving --------------------------------------------------------------------

    def show(self, view: View) -> None:
        """Show this view."""
        note = "\n".join(filter(None, (view.note, self.keeping.news())))
        self._shown = view.but(look=self.look, note=note)
        self.stage.show(self._shown)

    def over(self, page: Callable[[Callable[[], None]], View]) -> None:
        """Show a page over what is shown; it is given the way back there, where everything is as it was left."""
        shown = self._shown
        if shown is not None:
            view = page(lambda: self._resume(shown))
            self.show(view if view.heading else view.but(heading=shown.heading, place=shown.place))

    def saved_as(self, path: Path, name: str) -> None:
        """Remember that the session was saved."""
        self.saved, self.path, self.name, self._resting = path, path, name, self.session
        self.keeping.discard()
        self.keeping.begin(Origin(profile=path, name=name))

    def unless_unsaved(self, then: Callable[[], None], label: str) -> None:
        """Do this; but ask first where answers would be lost, with no draft of them on disk."""
        if self.unsaved and not self.keeping.holds:
            self.over(lambda stay: leaving.page(then, label, stay))
        else:
            then()

    def _resume(self, view: View) -> None:
        self._shown = view
        self.stage.resume(view)

    def leave(self) -> None:
        """End; but ask first where answers would be lost."""
        self.unless_unsaved(self.end, _("Leave without saving"))

    def end(self) -> None:
        """End now. What is not saved stays as a draft."""
        self.kept = self.keeping.leave(self.session, self._place)
        self.stage.leave()
