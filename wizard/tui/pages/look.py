"""The colours, to choose from; kept until the program ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wizard.interview.choice import Choice
from wizard.text.translation import _
from wizard.tui.looks import LOOKS, VARIABLE
from wizard.tui.pages import PROGRAM, menu
from wizard.tui.view import Act, View

if TYPE_CHECKING:
    from wizard.tui.flow import Flow


def page(flow: Flow) -> View:
    """One of the looks; the start page is shown in it at once."""

    def entry(look: str) -> Choice:
        def take() -> None:
            flow.look = look
            flow.start()

        title, summary = LOOKS[look]
        name = _("{look} (now)").format(look=_(title)) if look == flow.look else _(title)
        return Choice(take, name, _(summary))

    always = _("To begin with them each time, set {variable} to {some} or {last}.")
    return View(
        heading=PROGRAM, title=_("Which colours are easiest to read?"), ask=menu(*map(entry, LOOKS)),
        help="" if flow.folder.is_bounded else always.format(variable=VARIABLE, some=", ".join([*LOOKS][:-1]), last=[*LOOKS][-1]),
        acts=(Act(_("Back"), flow.start), Act(_("Leave"), flow.leave)), back=flow.start, leave=flow.leave,
    )  # fmt: skip
