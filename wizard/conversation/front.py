"""The start page as it stands there at first.

It needs neither the catalog nor the interview: it stands there before they are loaded.
"""

from __future__ import annotations

from typing import Final

from wizard.conversation.moves import Move
from wizard.conversation.view import Option, Pick, View
from wizard.text.translation import N_, _, note

KEPT: Final = N_("Your answers are kept as a draft. The next start offers to go on with it.")


def front(
    *before: Option, bounded: bool, notice: str, theme: str, said: str = "", back: Move = Move.STAY
) -> View:
    """Return what can be begun; `before` it, what was begun earlier.

    Escape does nothing here by default: a key that a slow line cut in two looks like Escape.
    """
    anywhere, here = (
        _("One that you saved, one from a file, or a template."),
        _("One that you saved, or a template."),
    )
    answering = _("Answer some questions; you see and check everything before it is saved.")
    origins = _("Where the figures come from, and what they cannot tell you.")
    options = (
        *before,
        Option(Move.NEW, _("New plan"), answering),
        Option(Move.LIBRARY, _("Open a profile"), here if bounded else anywhere),
        Option(Move.ABOUT, _("What this is, and what it is not"), origins),
        *((Option(Move.THEMES, _("Colours and contrast")),) if theme else ()),
        Option(Move.LEAVE, _("Leave")),
    )
    return View(
        title=_("What would you like to do?"),
        help=_("A plan for Semax from sources that disagree, or a plain no."),
        note="\n".join(filter(None, (said, note(), notice))),
        ask=Pick(options),
        back=back,
        theme=theme,
    )
