"""The loop that a face runs: it sends what a person does, and draws the view that comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import attrs
from attrs import frozen

from wizard.catalog import Catalog
from wizard.catalog.model import Outcome
from wizard.conversation.effects import Effect
from wizard.conversation.front import KEPT, LOST, PARTLY_KEPT
from wizard.conversation.intents import Begin, DraftKept
from wizard.conversation.moves import Intent, Move
from wizard.conversation.places import Review, Start, Today
from wizard.conversation.preview import Preview, preview, reading
from wizard.conversation.state import State
from wizard.conversation.update import update
from wizard.conversation.view import View
from wizard.conversation.view_of import view
from wizard.conversation.world import World
from wizard.interview.session import begin
from wizard.profile.file_format import Profile, SharedProfile
from wizard.profile.folder import ProfileFolder
from wizard.report.blocks import Document


@frozen
class Ending:
    """How a conversation ended.

    `saved` is the file that was saved last, `written` are those of exports, `sheet` is what is to
    be printed, `unsaved` says whether answers are in no profile, `kept` what became of them (see
    `Conversation.kept`), `outcome` is that of screening.
    """

    saved: Path | None
    written: tuple[Path, ...]
    sheet: Document | None
    kept: str
    unsaved: bool
    outcome: Outcome


class Conversation:
    """One visit.

    `now` gives the local time, aware; `theme` is the one to begin with, empty for a face without
    colours; `news` stands on the first page. `mouse` says whether it is used.
    """

    def __init__(  # noqa: PLR0913 - the parts of a visit, by name
        self,
        catalog: Catalog,
        now: Callable[[], datetime],
        folder: ProfileFolder,
        theme: str = "",
        news: str = "",
        *,
        mouse: bool = True,
    ) -> None:
        self._now, self._world = now, World(folder, catalog)
        session = begin(catalog, now().date())
        self._state = State(
            catalog,
            folder,
            now(),
            session,
            session,
            theme=theme,
            mouse=mouse,
            asked=session.questions[0].key,
        )
        self._views: dict[int, View] = {}
        self._draw()
        self._state = attrs.evolve(self._state, news=news)  # not on what is shown before it opens

    def open(
        self, profile: Profile | SharedProfile | None = None, path: Path | None = None
    ) -> None:
        """Begin: at the start page, or with this profile, which was read from `path`."""
        self._state.folder.sweep()
        self.send(Move.START if profile is None else Begin(profile, path and path.absolute()))

    def send(self, intent: Intent) -> None:
        """Do what the person did, and whatever follows from it; after the end, nothing."""
        if self.is_over:
            return
        self.keep()
        self._state, effects = update(attrs.evolve(self._state, now=self._now()), intent)
        self._carry_out(*effects)
        self._draw()

    @property
    def mouse(self) -> bool:
        """Return whether the mouse is used, as it was chosen."""
        return self._state.mouse

    def keep(self) -> None:
        """Write the draft again where the disk refused the last answers."""
        if self._state.unkept is not None:
            self._carry_out(self._state.unkept)

    def _carry_out(self, *effects: Effect) -> None:
        waiting = list(effects)
        while waiting:
            came = self._world.carry_out(waiting.pop(0))
            if came is not None:
                self._state, more = update(self._state, came)
                waiting += more

    def _draw(self) -> None:
        """Make the view of a new page, and keep those of the pages beneath it.

        What must be told about the draft stands on the first page that is shown after it happened.
        """
        standing = [each.number for each in (self._state.shown, *self._state.beneath)]
        self._views = {number: self._views[number] for number in standing if number in self._views}
        if self.showing not in self._views:
            self._views[self.showing] = view(self._state)
            self._state = attrs.evolve(self._state, news="")
        else:
            self.refresh()

    def refresh(self) -> bool:
        """Tell what is taken today as it is by now (R44), and what of a plan has been read.

        Return whether it has changed.
        """
        if not isinstance(self._state.page, Review | Start | Today):
            return False
        self._state = attrs.evolve(self._state, now=self._now())
        before, now = self._views[self.showing], view(self._state)
        after = replace(before, ask=now.ask, text=now.text)
        self._views[self.showing] = after
        return after != before

    @property
    def view(self) -> View:
        """Return what is shown now.

        A page that a person stays on or comes back to is as it was, but for an error and for what
        is taken today.
        """
        kept = self._views[self.showing]
        return replace(kept, error=self.error) if self.error else kept

    @property
    def state(self) -> State:
        """Return what decides what is shown."""
        return self._state

    @property
    def showing(self) -> int:
        """Return the number of this showing.

        It is the same where a person stays on a page or comes back to it.
        """
        return self._state.shown.number

    @property
    def error(self) -> str:
        """Return what is wrong with the answer that was sent last."""
        return self._state.error

    @property
    def is_over(self) -> bool:
        """Return whether it has ended."""
        return self._state.ended

    def reading(self, intent: Intent) -> str:
        """Return what is understood of an answer, to be read back; empty for any other intent."""
        return reading(self._state, intent)

    def preview(self, intent: Intent | None) -> Preview:
        """Return what stands beside a question with this answer; `None` is no answer."""
        return preview(self._state, intent)

    @property
    def kept(self) -> str:
        """Return in English what became of answers that no profile has; empty where none are."""
        if self._state.unkept is None:
            return KEPT if self._world.autosave.is_kept else ""
        return PARTLY_KEPT if self._world.autosave.is_kept else LOST

    @property
    def is_unsettled(self) -> bool:
        """Return whether the draft still has to be kept by the disk."""
        return self._world.autosave.unsettled

    def settle(self) -> None:
        """Have the disk keep the draft; for when the view is drawn, since it takes a while.

        Where it refuses, the next page says so, and the draft is written again.
        """
        self._state, _ = update(self._state, DraftKept(*self._world.autosave.settle()))

    def leave(self) -> None:
        """Let the draft go where it stands, for an end that nobody chose."""
        self.send(Move.LEAVE_UNSAVED)

    @property
    def ending(self) -> Ending:
        """Return how it ended."""
        state = self._state
        outcome = state.session.screening.outcome
        return Ending(state.saved, state.written, state.sheet, self.kept, state.unsaved, outcome)
