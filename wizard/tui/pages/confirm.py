"""A value outside recommended bounds to confirm (R06), and answers that do not go together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wizard.errors import Problem
from wizard.interview.fields import Field
from wizard.interview.reading import shown
from wizard.text.numbers import sentence
from wizard.text.translation import _
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
        heading=heading(asked.step), place=place(asked.step, flow.session, asked.key), title=_("Is {value} right?").format(value=value),
        help=asked.question,
        text=f"{problem.what}." if problem.confirm == "target_mcg" else _("This is {problem}.").format(problem=problem.what),
        acts=(Act(_("Go back"), again), Act(_("Continue"), confirm), Act(_("Leave"), flow.leave)), back=again, leave=flow.leave,
        why=lambda _: why.about_question(flow, asked)(None),
    )  # fmt: skip


def problem_page(flow: Flow, problem: Problem, asked: Field | None) -> View:
    """Answers from which no plan can be made: the way to the one to change, or to all of them."""
    acts = [Act(_("All answers"), flow.answers)]
    if asked is not None:
        acts.insert(0, Act(_("Change it"), lambda: flow.ask(asked)))
    if flow.session.next_open is not None:
        acts.append(Act(_("Go on for now"), lambda: flow.know(problem)))
    where = asked.step if asked is not None else "plan"
    several = _("It is about several answers together.")
    about = _("It is about your answer to: {question}").format(question=asked.question) if asked is not None else several
    return View(
        heading=heading(where), place=place(where, flow.session), title=_("No plan can be made from these answers."),
        text=f"{sentence(problem.what)}.\n\n{_('What to do: {advice}').format(advice=problem.remedy)}.\n\n{about}",
        acts=(*acts, Act(_("Back"), flow.again), Act(_("Leave"), flow.leave)), back=flow.again, leave=flow.leave,
        why=None if asked is None else (lambda _: why.about_question(flow, asked)(None)),
    )  # fmt: skip
