"""Saving: the name, the file, and asking before one is replaced."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import attrs

from wizard.conversation.effects import BeginDraft, DropDraft, SaveProfile
from wizard.conversation.intents import Saved
from wizard.conversation.moves import Move
from wizard.conversation.places import Naming, Replacing, ReplacingExport, SavedAs, Saving
from wizard.conversation.state import Handlers, State
from wizard.conversation.update import exporting, interview
from wizard.errors import UnreadableError
from wizard.profile.draft import Origin
from wizard.report.export.registry import Made
from wizard.text.sanitize import named


def name(state: State, text: str) -> State:
    """Take the name, then ask for the file.

    Within bounds no path is asked for: it is the opened file, or a new one.
    """
    try:
        allowed = state.session.screening.outcome.allows_dose
        after = attrs.evolve(state, name=named(text), of_plan=allowed)
    except UnreadableError as error:
        return state.wrong(str(error))
    if not state.folder.is_bounded:
        return after.show(Saving())
    return _check(attrs.evolve(after, path=None), state.path or state.folder.proposed(after.name))


def where(state: State, text: str) -> State:
    """Take the file."""
    try:
        return _check(state, state.folder.path_of(text))
    except UnreadableError as error:
        return state.wrong(str(error))


def _check(state: State, path: Path) -> State:
    """Write the file; where there is one already, ask first."""
    if state.folder.is_file(path):
        return state.show(Replacing(path))
    return save(state, path, replace=False)


def save(state: State, path: Path, *, replace: bool) -> State:
    """Have the profile written."""
    return interview.today_or(
        attrs.evolve(state, path=path),
        lambda _: state.do(SaveProfile(state.session, state.name, state.now, path, replace)),
    )


def _replace(state: State, _intent: Move) -> State:
    """Write the profile, or the form of it, in place of the file that is there."""
    match state.page:
        case Replacing(path):
            return save(state, path, replace=True)
        case ReplacingExport(form, path):
            return exporting.write(state, form, path, replace=True)
    return state


def _saved(state: State, intent: Saved) -> State:
    path = intent.path
    session = attrs.evolve(state.session, running=intent.profile.planned_start)
    after = attrs.evolve(
        state, saved=path, path=path, session=session, resting=session, unkept=None
    )
    after = after.do(DropDraft()).do(BeginDraft(Origin(profile=path, name=state.name)))
    return after.show(SavedAs(Made(intent.profile, state.catalog), path))


HANDLERS: Final[Handlers] = {
    Move.NAME: lambda state, _: interview.today_or(state, lambda now: now.show(Naming())),
    Saved: _saved,
    Move.REPLACE: _replace,
}
