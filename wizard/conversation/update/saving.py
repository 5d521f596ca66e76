"""Saving and exporting: the name, the file, and asking before one is replaced."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import attrs

from wizard.conversation.effects import BeginDraft, DropDraft, SaveProfile, WriteForm
from wizard.conversation.intents import Exported, Saved
from wizard.conversation.moves import Move
from wizard.conversation.places import (
    ExportAs,
    Exporting,
    Naming,
    Replacing,
    ReplacingExport,
    SavedAs,
    Saving,
)
from wizard.conversation.state import Handlers, State
from wizard.conversation.update import interview
from wizard.errors import InvalidInputError, SystemRefusedError, UnreadableError
from wizard.profile.draft import Origin
from wizard.profile.file_format import Profile
from wizard.profile.folder import ProfileFolder
from wizard.profile.read import read_profile
from wizard.report.export.registry import FORMS, Made
from wizard.text.sanitize import MOST_PATH, clean, named
from wizard.text.translation import _


def name(state: State, text: str) -> State:
    """Take the name, then ask for the file.

    Within bounds no path is asked for: it is a new file.
    """
    try:
        allowed = state.session.screening.outcome.allows_dose
        after = attrs.evolve(state, name=named(text), of_plan=allowed)
    except UnreadableError as error:
        return state.wrong(str(error))
    if not state.folder.is_bounded:
        return after.show(Saving())
    return save(after, state.folder.proposed(after.name), replace=False)


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
        state, lambda _: state.do(SaveProfile(state.session, state.title, state.now, path, replace))
    )


def _save_changes(state: State, _intent: Move) -> State:
    """Write what was changed; but ask first where the file is not as it was opened."""
    if state.path is None or state.profile is None:
        return state
    if _is_as_it_was(state.folder, state.path, state.profile):
        return save(state, state.path, replace=True)
    return _check(state, state.path)


def _is_as_it_was(folder: ProfileFolder, path: Path, profile: Profile) -> bool:
    """Return whether the file still holds this profile; its name may be another by now."""
    try:
        found = read_profile(folder.read(path))
    except (InvalidInputError, SystemRefusedError):
        return False
    return attrs.evolve(found, name=profile.name, program=profile.program) == profile


def _replace(state: State, _intent: Move) -> State:
    """Write the profile, or the form of it, in place of the file that is there."""
    match state.page:
        case Replacing(path):
            return save(state, path, replace=True)
        case ReplacingExport(form, path):
            return _write_form(state, form, path, replace=True)
    return state


def _saved(state: State, intent: Saved) -> State:
    path = intent.path
    session = attrs.evolve(state.session, running=intent.profile.planned_start)
    after = attrs.evolve(
        state,
        saved=path,
        path=path,
        profile=intent.profile,
        name=intent.profile.name,
        of_plan=intent.profile.protocol is not None,
        session=session,
        resting=session,
        unkept=None,
    )
    after = after.do(DropDraft()).do(BeginDraft(Origin(profile=path, name=after.name)))
    return after.show(SavedAs(Made(intent.profile, state.catalog), path, intent.older))


def export_to(state: State, text: str) -> State:
    """Write the form to the file that was typed; export_to there is one already, ask first."""
    form = state.page
    if not isinstance(form, ExportAs):
        return state
    try:
        path = state.folder.path_of(
            text, form.forms.path.absolute().parent, FORMS[form.name].suffix
        )
    except UnreadableError as error:
        return state.wrong(str(error))
    return (
        state.show(ReplacingExport(form, path))
        if state.folder.is_file(path)
        else _write_form(state, form, path, replace=False)
    )


def _write_form(state: State, form: ExportAs, path: Path, *, replace: bool) -> State:
    """Have the form written."""
    return state.do(
        WriteForm(attrs.evolve(form.forms.made, paper=form.paper), form.name, path, replace)
    )


def _exported(state: State, intent: Exported) -> State:
    """Show the forms again, which say what was written."""
    page = state.page.form if isinstance(state.page, ReplacingExport) else state.page
    if not isinstance(page, ExportAs):
        return state
    note = _("Written: {file}").format(file=clean(str(intent.path), MOST_PATH))
    last_form = (page.name, page.paper)
    forms = Exporting(page.forms.made, page.forms.path, page.forms.back, note, last_form)
    return attrs.evolve(state, written=(*state.written, intent.path)).show(forms)


HANDLERS: Final[Handlers] = {
    Move.NAME: lambda state, _: interview.today_or(state, lambda now: now.show(Naming())),
    Move.SAVE: _save_changes,
    Saved: _saved,
    Move.REPLACE: _replace,
    Exported: _exported,
}
