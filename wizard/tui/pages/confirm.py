"""A value outside recommended bounds to confirm (R06), and answers that do not go together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wizard.errors import Problem
from wizard.interview.fields import Field
from wizard.interview.reading import shown
from wizard.tui.asking import heading, place
from wizard.tui.pages import why
from wizard.tui.view import Act, View

if TYPE_CHECKING:
    from wizard.tui.flow import Flow


def page(flow: Flow, problem: Problem, asked: Field) -> View:
    """Go back (at first), or let the value stand."""
    value = shown(asked, flow.session.get(asked.key), flow.session)

    def confirm() -> None:
        flow.accept(flow.session.confirm(asked.key))
        flow.go_on()

    def again() -> None:
        flow.ask(asked)

    return View(
        heading=heading(asked.step), place=place(asked.step, flow.session, asked.key), title=f"Is {value} right?",
        help=asked.question, text=f"This is {problem.what}." if problem.what.startswith("outside") else f"{problem.what}.",
        acts=(Act("Go back", again), Act("Continue", confirm), Act("Leave", flow.leave)), back=again, leave=flow.leave,
        why=lambda _: why.about_question(flow, asked)(None),
    )  # fmt: skip


def problem_page(flow: Flow, problem: Problem, asked: Field | None) -> View:
    """Answers from which no plan can be made: the way to the one to change, or to all of them."""
    acts = [Act("All answers", flow.answers)]
    if asked is not None:
        acts.insert(0, Act("Change it", lambda: flow.ask(asked)))
    if flow.session.next_open is not None:
        acts.append(Act("Go on for now", lambda: flow.know(problem)))
    where = asked.step if asked is not None else "plan"
    about = f"It is about your answer to: {asked.question}" if asked is not None else "It is about several answers together."
    return View(
        heading=heading(where), place=place(where, flow.session), title="No plan can be made from these answers.",
        text=f"{problem.what[:1].upper()}{problem.what[1:]}.\n\nWhat to do: {problem.remedy}.\n\n{about}",
        acts=(*acts, Act("Back", flow.again), Act("Leave", flow.leave)), back=flow.again, leave=flow.leave,
        why=None if asked is None else (lambda _: why.about_question(flow, asked)(None)),
    )  # fmt: skip
