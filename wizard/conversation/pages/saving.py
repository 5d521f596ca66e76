"""Saving and exporting: name, file, replacing, and the forms of a saved profile."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import attrs

from wizard.conversation.intents import Open
from wizard.conversation.moves import Intent, Move
from wizard.conversation.options import card, exporting
from wizard.conversation.places import (
    ExportAs,
    Exporting,
    Naming,
    Preview,
    Replacing,
    ReplacingExport,
    SavedAs,
    Saving,
)
from wizard.conversation.state import State
from wizard.conversation.view import Action, Option, Pick, Sheet, Type, View
from wizard.report.export.registry import FORMS, Made, Paper
from wizard.text.sanitize import MOST_NAME, MOST_PATH, MOST_SHOWN, clean, exact
from wizard.text.translation import N_, _

_PAPERS: Final[dict[Paper, str]] = {"a4": "A4", "letter": "Letter"}
_ON_A_HOST: Final = (N_("It is kept on this host. Open a profile shows it again."),)
_AFTERWARDS: Final = (
    N_("Only you can read this file."),
    N_(
        "Print or export makes a summary for paper and in other forms. "
        "You can do so later as well: on the start page, Open a profile, then Manage."
    ),
)


def naming(state: State, _place: Naming) -> View:
    """Ask for the name; the file is asked for next, but on a host that keeps it in one folder."""
    taken = _("Save") if state.folder.is_bounded else _("Go on")
    return View(
        title=_("What do you want to call it?"),
        help=_("The name stands on the printed summary."),
        ask=Type(
            text=state.title,
            placeholder=_("a name"),
            how=_("Type a name."),
            longest=MOST_NAME,
            name=_("Name of the profile"),
        ),
        actions=(Action(taken, Move.TAKE),),
        back=Move.REVIEW,
    )


def saving(state: State, place: Saving) -> View:
    """Ask for the file."""
    offered = place.typed or clean(str(state.folder.proposed(state.name)), MOST_PATH)
    return View(
        title=_("Where is it kept?"),
        help=_("A file that only you can read. It holds your answers about your health."),
        ask=Type(
            text=offered,
            placeholder=_("a file name"),
            how=_("Type a file name."),
            longest=MOST_PATH,
            name=_("File"),
        ),
        actions=(Action(_("Save"), Move.TAKE),),
        back=Move.NAME,
    )


def replacing(state: State, place: Replacing) -> View:
    """Ask before the file that is there is replaced by the profile."""
    again = Move.NAME if state.folder.is_bounded else Open(Saving(str(place.path)))
    return _replacing(state, place.path, again)


def replacing_export(state: State, place: ReplacingExport) -> View:
    """Ask before the file that is there is replaced by a form of the profile."""
    form = place.form
    again = Open(ExportAs(form.forms, form.name, form.paper, str(place.path)))
    return _replacing(state, place.path, again)


def _replacing(state: State, path: Path, again: Intent) -> View:
    return View(
        title=_("Replace the file that is there?"),
        text=(
            card(
                clean(state.folder.named(path), MOST_PATH),
                _("It exists already. What it holds now would be gone."),
                edge="caution",
                ink="exact",
            ),
        ),
        actions=(
            Action(_("Choose another name"), again),
            Action(_("Replace it"), Move.REPLACE),
        ),
        back=again,
        careful=True,
    )


def saved(state: State, place: SavedAs) -> View:
    """Return that it is saved, and what can be done now."""
    return View(
        title=_("It is saved."),
        text=(
            card(
                clean(state.folder.named(place.path), MOST_PATH),
                *_exported(place.older),
                *map(_, _ON_A_HOST if state.folder.is_bounded else _AFTERWARDS),
                edge="clear",
                ink="exact",
            ),
        ),
        actions=(
            Action(exporting(state)[0], Open(Exporting(place.made, place.path, Open(place)))),
            Action(_("Leave"), Move.LEAVE_UNSAVED),
            Action(_("New plan"), Move.NEW_UNSAVED),
            Action(_("Start page"), Move.START),
            Action(_("Back"), Move.REVIEW),
        ),
        back=Move.REVIEW,
        leave=Move.LEAVE_UNSAVED,
    )


def _exported(files: tuple[str, ...]) -> tuple[str, ...]:
    if not files:
        return ()
    told = _("Exported before this save, and not changed by it: {files}.")
    return (told.format(files=clean(", ".join(map(exact, files)), MOST_SHOWN)),)


def forms(state: State, place: Exporting) -> View:
    """Return the forms of a finished profile: to read, to print, to write to a file."""
    again = Exporting(place.made, place.path, place.back)  # a note is read once
    options = [
        Option(Open(Preview(again)), _("Read it here"), _("The whole summary, to scroll through.")),
        Option(
            Move.PRINT,
            _("Leave, and print it here"),
            _("The program ends, and the summary stands in the terminal."),
        ),
    ]
    if not place.made.for_doctor:
        alone = attrs.evolve(place.made, for_doctor=True)
        options.append(
            Option(
                Open(Exporting(alone, place.path, Open(again))),
                _("For the doctor"),
                _("The last page alone: your answers, the plan if there is one, what to ask."),
            )
        )
    row = 0
    for name, paper in () if state.folder.is_bounded else _offered(place.made):
        if place.last_form == (name, paper):
            row = len(options)
        options.append(
            Option(Open(ExportAs(again, name, paper)), _title(name, paper), _(FORMS[name].says))
        )
    return View(
        title=_("For the doctor") if place.made.for_doctor else exporting(state)[0],
        help=clean(place.made.profile.name, MOST_NAME),
        note=place.note,
        ask=Pick(tuple(options), row),
        back=place.back,
    )


def _offered(made: Made) -> list[tuple[str, Paper]]:
    """Return the forms that apply, those for paper once for each paper size.

    A calendar is left out where it has nothing to tell, and what is no sheet beside the doctor's
    page.
    """
    apply = {
        name: form
        for name, form in FORMS.items()
        if (made.may_be_in_calendars or not form.dosed) and (form.is_sheet or not made.for_doctor)
    }
    return [
        (name, paper)
        for name, form in apply.items()
        for paper in (_PAPERS if form.on_paper else (made.paper,))
    ]


def _title(name: str, paper: Paper) -> str:
    form = FORMS[name]
    return f"{_(form.title)}, {_PAPERS[paper]}" if form.on_paper else _(form.title)


def preview(_state: State, place: Preview) -> View:
    """Return the whole summary."""
    made, back = place.forms.made, Open(place.forms)
    return View(
        title=clean(made.profile.name, MOST_NAME),
        text=(Sheet(made.document),),
        back=back,
    )


def export_as(state: State, place: ExportAs) -> View:
    """Ask for the file of a form; one next to the profile that nothing has yet is offered."""
    back = Open(place.forms)
    path = place.forms.path.absolute()
    stem = path.name.removesuffix(path.suffix) + ("-doctor" if place.forms.made.for_doctor else "")
    beside = state.folder.free(path.parent, stem, FORMS[place.name].suffix)
    offered = place.typed or clean(str(beside), MOST_PATH)
    return View(
        title=_("{form}: where is it written?").format(form=_title(place.name, place.paper)),
        help=_("It holds what the profile says about your health; only you can read it."),
        ask=Type(
            text=offered,
            placeholder=_("a file name"),
            how=_("Type a file name."),
            longest=MOST_PATH,
            name=_("File"),
        ),
        actions=(Action(_("Write"), Move.TAKE),),
        back=back,
    )
