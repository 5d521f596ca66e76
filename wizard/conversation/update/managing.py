"""The library: the list of profiles, and what is done with one of them."""

from __future__ import annotations

from typing import Final

import attrs

from wizard.conversation.effects import DeleteProfile, DuplicateProfile, RenameProfile
from wizard.conversation.intents import Follow, Manage, Managed, Use
from wizard.conversation.moves import Move
from wizard.conversation.places import (
    Deleting,
    Exporting,
    Library,
    Managing,
    Pictures,
    Renaming,
    Today,
)
from wizard.conversation.state import Handlers, State
from wizard.conversation.update import interview
from wizard.errors import InvalidInputError, SystemRefusedError, UnreadableError
from wizard.profile.comparison import Checked, held
from wizard.profile.draft import screened_out
from wizard.profile.folder import examples
from wizard.profile.library import Entry, entries, entry, ruling
from wizard.report.export.registry import Made
from wizard.text.sanitize import MOST_NAME, clean, named
from wizard.text.translation import N_, _

_TEMPLATE: Final = N_("template")


def library(state: State, note: str = "") -> State:
    """Show the profiles of the folder, and the templates after them."""
    refused, found = "", list[Entry]()
    try:
        mine = entries(state.folder, state.today, state.catalog)
        if _ruled_out(state):
            mine = tuple(attrs.evolve(each, outcome="", dose="") for each in mine)
        # What runs or rests first, damaged ones last
        found += sorted(mine, key=lambda each: (bool(each.problem), not each.runs))
    except SystemRefusedError as error:
        refused = str(error)
    for path in examples():
        template = entry(state.folder, path, state.today, state.catalog)
        found.append(
            template
            if template.problem
            else attrs.evolve(template, name=_(template.name), outcome=_(_TEMPLATE))
        )
    return state.show(Library(tuple(found), refused, note))


def manage(state: State, entry: Entry) -> State:
    """Show what may be done with one profile."""
    return state.show(Managing(entry, _holding(state, entry)))


def refused(state: State, said: str) -> State:
    """Say why something could not be done, beside what may be done now."""
    return (
        manage(state, state.page.entry).wrong(said)
        if isinstance(state.page, Managing)
        else state.wrong(said)
    )


def _holding(state: State, entry: Entry) -> Checked | None:
    """Return the profile as it stands in the file now, if it is a personal one that holds."""
    try:
        checked = held(state.folder.read(entry.path), state.catalog)
    except (InvalidInputError, SystemRefusedError):
        return None
    return checked if isinstance(checked, Checked) and checked.holds else None


def _ruled_out(state: State) -> str:
    """Return why no saved plan is shown, where newer answers rule a dose out (R02); else nothing.

    They are in a draft, or in the profile that was made last. Those of a bounded folder may be
    somebody else's.
    """
    if state.folder.is_bounded:
        return ""
    if screened_out(state.folder, state.catalog, state.today):
        return _(
            "The doses of a saved plan are not shown: newer answers rule one out. Resume them and"
            " read why, or discard them there."
        )
    if (last := ruling(state.folder, state.catalog)) is None:
        return ""
    return _(
        "The doses of a saved plan are not shown: the newer profile {name} rules one out. Open it"
        " and read why."
    ).format(name=clean(last.name, MOST_NAME))


def withheld(state: State) -> State | None:
    """Return the start page, which says why, where newer answers rule a dose out; else `None`."""
    said = _ruled_out(state)
    return interview.start(state, said) if said else None


def _use(state: State, intent: Use) -> State:
    """Open a part with the profile as its file has it now.

    Show again what may be done where its outcome has changed.
    """
    page = state.page
    if not isinstance(page, Managing):
        return state
    before, now = page.checked, _holding(state, page.entry)
    if (
        before is None
        or now is None
        or now.derived.screening.outcome is not before.derived.screening.outcome
    ):
        return manage(state, page.entry)
    plan = now.derived.protocol
    if plan is not None and (instead := withheld(state)) is not None:
        return instead
    if intent.part == "export":
        made = Made(now.profile, state.catalog)
        return state.show(Exporting(made, page.entry.path, Manage(page.entry)))
    if plan is not None:
        today = intent.part == "today"
        return state.over(Today(page.entry, now) if today else Pictures(now.derived, plan))
    return manage(state, page.entry)


def _follow(state: State, intent: Follow) -> State:
    """Show what a course says for today; where that has changed, what may be done with it."""
    now = _holding(state, intent.entry)
    if now is None or now.derived.protocol is None:
        return manage(state, entry(state.folder, intent.entry.path, state.today, state.catalog))
    if (instead := withheld(state)) is not None:
        return instead
    return state.over(Today(intent.entry, now))


def rename(state: State, text: str) -> State:
    """Give the profile the name that was typed."""
    if not isinstance(state.page, Renaming):
        return state
    try:
        name = named(text)
    except UnreadableError as error:
        return state.wrong(str(error))
    return state.do(RenameProfile(state.page.entry.path, state.page.entry.file, name))


def _managed(state: State, intent: Managed) -> State:
    """Show the list again, which says what was done."""
    if intent.name and isinstance(state.page, Renaming) and state.path == state.page.entry.path:
        state = attrs.evolve(state, name=intent.name)
    return library(state, intent.note)


def _duplicate(state: State, _intent: Move) -> State:
    if not isinstance(state.page, Managing):
        return state
    if (instead := withheld(state)) is not None:
        return instead  # a copy of a plan would be what was made last
    return state.do(DuplicateProfile(state.page.entry.path, state.page.entry.file, state.now))


def _delete(state: State, _intent: Move) -> State:
    if not isinstance(state.page, Deleting):
        return state
    return state.do(DeleteProfile(state.page.entry.path, state.page.entry.file))


HANDLERS: Final[Handlers] = {
    Manage: lambda state, intent: manage(state, intent.entry),
    Follow: _follow,
    Use: _use,
    Managed: _managed,
    Move.DUPLICATE: _duplicate,
    Move.DELETE: _delete,
}
