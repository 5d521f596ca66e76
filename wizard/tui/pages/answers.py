"""Every question with its answer, to change one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wizard.interview.choice import Choice
from wizard.interview.fields import Field
from wizard.interview.reading import shown
from wizard.tui.asking import heading, place
from wizard.tui.pages import menu
from wizard.tui.view import Act, View

if TYPE_CHECKING:
    from wizard.tui.flow import Flow


def entry(flow: Flow, asked: Field) -> Choice:
    """A question with its answer; choosing it asks it again."""
    session = flow.session
    answer = shown(asked, session.get(asked.key), session) if asked.key in session.values else "not answered yet"
    again = ", changed: please confirm again" if asked.key in session.again else ""
    return Choice(lambda: flow.change(asked), asked.question, answer + again)


def page(flow: Flow) -> View:
    """The list; choosing one asks it again."""
    session = flow.session
    rows = (entry(flow, asked) for asked in session.fields)
    return View(
        heading=heading("review"), place=place("review", session), title="Which answer do you want to change?",
        help="Answers that depend on it are asked again.", ask=menu(*rows),
        acts=(Act("Back", flow.review), Act("Leave", flow.leave)), back=flow.review, leave=flow.leave,
    )  # fmt: skip
