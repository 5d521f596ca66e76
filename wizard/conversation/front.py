"""The start page as it stands there at first.

It needs neither the catalog nor the interview: it stands there before they are loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wizard.conversation.moves import Move
from wizard.conversation.view import Option, Pick, Text, View
from wizard.text.translation import N_, _, note

if TYPE_CHECKING:
    from wizard.profile.folder import ProfileFolder

KEPT: Final = N_("Your answers are kept as a draft. The next start offers to go on with it.")
PARTLY_KEPT: Final = N_(
    "Your last answers could not be kept. The next start offers to go on with those before them."
)
LOST: Final = N_("Your answers could not be kept.")
CUT: Final = N_("Too much was typed or pasted at once: the rest of it was dropped.")


def first_view(
    profile: object | None, folder: ProfileFolder, theme: str, said: str = ""
) -> View | None:
    """Return the start page where it is known before the conversation is loaded, or `None`.

    It is not known where a `profile` is opened, or the folder may hold a course or a draft.
    """
    if profile is not None or folder.has_begun():
        return None
    return front(folder, theme, said=said)


def front(
    folder: ProfileFolder,
    theme: str,
    *before: Option,
    text: Text = (),
    said: str = "",
    back: Move = Move.STAY,
) -> View:
    """Return what can be begun; `before` it, what was begun earlier. `text` stands above.

    Escape does nothing here by default: a key that a slow line cut in two looks like Escape.
    """
    anywhere, here = _("Yours, one from a file, or a template."), _("Yours, or a template.")
    offered = _("Colours, mouse, language.") if theme else _("The language.")
    options = (
        *before,
        Option(Move.NEW, _("New plan"), _("One question at a time.")),
        Option(Move.LIBRARY, _("Open a profile"), here if folder.is_bounded else anywhere),
        Option(Move.GUIDE, _("Read about it"), _("What the two texts explain.")),
        Option(Move.ABOUT, _("What this is, and what it is not"), _("And where it comes from.")),
        *((Option(Move.THEMES, _("Settings"), offered),) if theme or not folder.is_bounded else ()),
        Option(Move.LEAVE, _("Leave")),
    )
    return View(
        title=_("What would you like to do?"),
        help=_("A plan for Semax from sources that disagree, or a plain no."),
        note="\n".join(filter(None, (said, note(), folder.notice))),
        text=text,
        ask=Pick(options),
        back=back,
        theme=theme,
    )
