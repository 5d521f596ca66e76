"""Every question with its answer, to change one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wizard.interview.choice import Choice
from wizard.interview.fields import Field
from wizard.interview.reading import shown
from wizard.text.translation import _
from wizard.tui.asking import heading, place
from wizard.tui.pages import menu
from wizard.tui.view import Act, View

if TYPE_CHECKING:
    from wizard.tui.flow import Flow


def entry(flow: Flow, asked: Field) -> Choice:
    """A question with its answer; choosing it asks it again."""
    session = flow.session
    answer = shown(asked, session.get(asked.key), session) if asked.key in session.values else _("not answered yet")
    if asked.key in session.again:
        answer = _("{answer}, changed: please confirm again").format(answer=answer)
    elif asked.key in session.changing:
        answer = _("{answer}, but you began to change it: please give it again").format(answer=answer)
    return Choice(lambda: flow.change(asked), asked.question, answer)


def page(flow: Flow) -> View:
    """The list; choosing one asks it again."""
    session = flow.session
    rows = (entry(flow, asked) for asked in session.fields)
    return View(
        heading=heading("review"), place=place("review", session), title=_("Which answer do you want to change?"),
        help=_("Answers that depend on it are asked again."), ask=menu(*rows),
        acts=(Act(_("Back"), flow.review), Act(_("Leave"), flow.leave)), back=flow.review, leave=flow.leave,
    )  # fmt: skip
