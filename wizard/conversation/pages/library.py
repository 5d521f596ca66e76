"""Every profile of the folder and the templates, and what may be done with one of them."""

from __future__ import annotations

from typing import Final

from wizard.catalog.model import Outcome
from wizard.conversation.intents import Manage, Open, OpenFile, Use
from wizard.conversation.moves import Move
from wizard.conversation.options import card, exporting, following
from wizard.conversation.places import (
    ByPath,
    Deleting,
    Library,
    Managing,
    NotDeleted,
    Renaming,
    Today,
)
from wizard.conversation.state import State
from wizard.conversation.view import Action, Option, Pick, Search, Type, View
from wizard.profile.folder import examples
from wizard.profile.library import Entry
from wizard.profile.today import today as told_today
from wizard.text.layout import sentence
from wizard.text.sanitize import MOST_NAME, MOST_SHOWN, clean
from wizard.text.translation import _

_BACK: Final = Move.LIBRARY_UNSAVED


def library(state: State, place: Library) -> View:
    """Return the profiles to open, where the person was last."""
    bounded = state.folder.is_bounded
    anywhere = _("Yours are in {folder}; templates stand after them.")
    words, row = state.library
    return View(
        title=_("Which profile do you want to open?"),
        error=place.refused,
        note=place.note,
        help=(
            _("Templates stand after yours.")
            if bounded
            else clean(anywhere.format(folder=state.folder.path), MOST_SHOWN)
        ),
        ask=Search(tuple(map(_entry, place.entries)), words, row),
        actions=(
            Action(_("Open"), Move.TAKE),
            Action(_("Manage"), Move.MANAGE),
            *(() if bounded else (Action(_("Another file"), Open(ByPath())),)),
        ),
        back=Move.START,
    )


def _entry(entry: Entry) -> Option:
    """Return the row of a profile; a damaged one leads to what may be done with it."""
    title, summary, outcome = entry.name, entry.in_short, None
    if entry.problem:
        title, summary = entry.title, f"{sentence(entry.wrong)}."
        outcome = Outcome.CAUTION if entry.name else Outcome.STOP
    intent = OpenFile(entry.path) if entry.name else Manage(entry)
    return Option(
        intent,
        title,
        summary,
        managed=Manage(entry),
        words=entry.words,
        outcome=outcome,
    )


def managing(state: State, place: Managing) -> View:
    """Return what may be done with one profile; with a damaged file, only what works with it."""
    entry, checked = place.entry, place.checked
    template = entry.path in examples()
    unusable = (
        ""
        if entry.name
        else _("Nothing in this file is used. Put back a copy that is whole, or make a new plan.")
    )
    options = []
    if entry.name:
        first = _("You see first what differs, or what is asked again.") if entry.problem else ""
        options.append(Option(OpenFile(entry.path), _("Open"), first))
    if checked is not None and checked.derived.protocol is not None:
        options += [
            Option(way.intent, way.label, _("The earliest start is told first."))
            for way in following(checked.derived, state.today)
        ]
        options += [
            Option(Use("today"), _("Today"), entry.where),
            Option(
                Use("pictures"),
                _("Look at it in pictures"),
                _("What you measure out, the day, the months."),
            ),
        ]
    if checked is not None:
        options.append(Option(Use("export"), *exporting(state)))
    if entry.name and not template:
        options += [
            Option(Open(Renaming(entry)), _("Rename"), _("The file keeps its own name.")),
            Option(Move.DUPLICATE, _("Duplicate"), _("A copy beside it.")),
        ]
    if not template:
        options.append(
            Option(
                Open(Deleting(entry)),
                _("Delete"),
                _("You are asked twice; it goes to the trash folder."),
            )
        )
    return View(
        title=entry.name or entry.file,
        help=" ".join(filter(None, (unusable, entry.problem or entry.in_short))),
        ask=Pick(
            tuple(options), next((row for row, each in enumerate(options) if not each.closed), None)
        ),
        back=_BACK,
    )


def today(state: State, place: Today) -> View:
    """Return what to take today."""
    lines = told_today(
        place.checked.derived,
        place.checked.profile.name,
        state.today,
        state.catalog,
        state.now.time(),
    )
    return View(
        title=_("Today"),
        text=(card(*(clean(line, MOST_SHOWN) for line in lines)),),
        actions=following(place.checked.derived, state.today),
    )


def renaming(_state: State, place: Renaming) -> View:
    """Ask for another name."""
    back = Manage(place.entry)
    return View(
        title=_("What do you want to call it?"),
        help=_("The name stands on the printed summary."),
        ask=Type(
            text=place.entry.name,
            placeholder=_("a name"),
            how=_("Type a name."),
            longest=MOST_NAME,
            name=_("Name of the profile"),
        ),
        actions=(Action(_("Rename"), Move.TAKE),),
        back=back,
    )


def deleting(state: State, place: Deleting) -> View:
    """Ask whether the profile is to be deleted, and ask again."""
    entry, keep = place.entry, Manage(place.entry)
    if place.again:
        yours = _(
            "It goes to the folder called trash beside the others, from where you can take it back."
            " It is never emptied."
        )
        theirs = _(
            "It goes to the folder called trash beside the others, from where whoever runs this"
            " host can take it back. It is never emptied."
        )
        title, text = _("Are you sure?"), theirs if state.folder.is_bounded else yours
        delete = Action(_("Move it to the trash"), Move.DELETE)
    else:
        title = _("Delete this profile?")
        text = entry.problem or ", ".join(filter(None, (entry.outcome, entry.dose, entry.where)))
        delete = Action(_("Delete it"), Open(Deleting(entry, again=True)))
    return View(
        title=title,
        text=(card(entry.title, text, edge="caution"),),
        actions=(Action(_("Keep it"), keep), delete),
        back=keep,
        careful=True,
    )


def not_deleted(_state: State, place: NotDeleted) -> View:
    """Return why the profile could not be deleted."""
    back = Manage(place.entry)
    return View(
        title=_("It was not deleted."),
        text=(card(place.said, edge="stop"),),
        back=back,
    )
