"""Pages around the start: what this is, the colours, leaving without saving."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wizard.conversation.intents import SetLanguage, SetMouse, SetTheme
from wizard.conversation.moves import Move
from wizard.conversation.options import card
from wizard.conversation.places import About, Leaving, Themes
from wizard.conversation.settings import THEMES, VARIABLE
from wizard.conversation.state import State
from wizard.conversation.view import Action, Option, Pick, View
from wizard.text.translation import LANGUAGES, _, note, spoken


def about(state: State, _place: About) -> View:
    """Return what this program is and is not."""
    guidance = state.catalog.guidance
    return View(
        title=_("What this is, and what it is not"),
        text=tuple(filter(None, (*map(_, guidance.about), _(guidance.status.text), note()))),
    )


_NAMES: Final = {"en": "English", "ru": "Русский"}
"""Each language in its own words, for those who read no other."""


def themes(state: State, _place: Themes) -> View:
    """Return what can be set: the language; with colours, those and whether the mouse is used."""
    options = [*_looks(state)] if state.theme else []
    if not state.folder.is_bounded:  # which keeps nothing for a next visit
        later = _("The language, from your next visit on.")
        options += [
            Option(SetLanguage(name), _NAMES[name], later) for name in LANGUAGES if name != spoken()
        ]
    kept = _("Your choice is kept. Where {variable} is set, that decides.")
    return View(
        title=_("Which settings suit you?"),
        help=kept.format(variable=VARIABLE) if state.theme and not state.folder.is_bounded else "",
        ask=Pick(tuple(options), [*THEMES].index(state.theme) if state.theme in THEMES else 0),
        back=Move.START,
    )


def _looks(state: State) -> Iterator[Option]:
    for theme, (title, summary) in THEMES.items():
        name = _("{look} (now)").format(look=_(title)) if theme == state.theme else _(title)
        yield Option(SetTheme(theme), name, _(summary))
    title, summary = (
        (_("Without the mouse"), _("It is left to the terminal, which selects text with it."))
        if state.mouse
        else (
            _("With the mouse"),
            _("Click a choice or a key; with Shift you select text."),
        )
    )
    yield Option(SetMouse(not state.mouse), title, summary)


def leaving(_state: State, place: Leaving) -> View:
    """Return the question before answers are lost."""
    return View(
        title=_("Your answers are not saved."),
        text=(card(_("If you go on, those that no draft holds are gone."), edge="caution"),),
        actions=(Action(_("Go on with the interview"), Move.BACK), Action(place.label, place.then)),
        leave=place.then,
        careful=True,
    )
