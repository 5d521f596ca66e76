"""The colours, to choose from; kept until the program ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wizard.interview.choice import Choice
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
        return Choice(take, f"{title} (now)" if look == flow.look else title, summary)

    return View(
        heading=PROGRAM, title="Which colours are easiest to read?", ask=menu(*map(entry, LOOKS)),
        help=f"To begin with them each time, set {VARIABLE} to {', '.join([*LOOKS][:-1])} or {[*LOOKS][-1]}.",
        acts=(Act("Back", flow.start), Act("Leave", flow.leave)), back=flow.start, leave=flow.leave,
    )  # fmt: skip
