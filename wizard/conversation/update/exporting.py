"""Printing and exporting the forms of a finished profile."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import attrs

from wizard.conversation.effects import WriteForm
from wizard.conversation.intents import Exported
from wizard.conversation.places import ExportAs, Exporting, ReplacingExport
from wizard.conversation.state import Handlers, State
from wizard.errors import UnreadableError
from wizard.report.export.registry import FORMS
from wizard.text.sanitize import MOST_PATH, clean
from wizard.text.translation import _


def where(state: State, text: str) -> State:
    """Write the form to the file that was typed; where there is one already, ask first."""
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
        else write(state, form, path, replace=False)
    )


def write(state: State, form: ExportAs, path: Path, *, replace: bool) -> State:
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
    forms = Exporting(page.forms.made, page.forms.path, page.forms.back, note)
    return attrs.evolve(state, written=(*state.written, intent.path)).show(forms)


HANDLERS: Final[Handlers] = {
    Exported: _exported,
}
