"""Pages between an answer and the next question: findings, confirmations, conflicts."""

from __future__ import annotations

from typing import Final

from wizard.catalog.model import Outcome
from wizard.conversation.intents import Ask, Confirm, Know
from wizard.conversation.moves import Move
from wizard.conversation.places import Blocked, Confirming, Verdict
from wizard.conversation.state import State
from wizard.conversation.view import Action, Lines, View
from wizard.interview.answer_text import shown
from wizard.protocol.plan import Finding
from wizard.text.layout import sentence
from wizard.text.translation import N_, _

_AFTER: Final = N_(
    "If that answer was a mistake, change it. You may also answer the rest, to keep a record to"
    " show to a clinician; it holds no plan."
)


def verdict(state: State, place: Verdict) -> View:
    """Return why there is no plan, and what to do.

    No dose, no count, no schedule stands there (R02).
    """
    outcome = state.session.screening.outcome
    rest = _("Answer the rest") if state.session.next_open is not None else _("See the record")
    change = Ask(place.key)
    stop = outcome is Outcome.STOP
    return View(
        title=(
            _("Stop: no plan is made.")
            if stop
            else _("For a clinician to decide: no dose is given.")
        ),
        tone=outcome,
        text=(
            _(state.catalog.guidance.outcomes[outcome]),
            *(_told(each, state) for each in state.deciding),
            _(_AFTER),
        ),
        actions=(
            Action(rest, Know(tuple(each.rule for each in state.deciding))),
            Action(_("Change the answer"), change),
        ),
        back=change,
        careful=True,
        explains=True,
    )


def _told(found: Finding, state: State) -> Lines:
    title = _("Stop: {finding}") if found.outcome is Outcome.STOP else _("Clinician: {finding}")
    named = title.format(finding=_(state.catalog.screening.title(found.rule)))
    why = _("Why: {reason}").format(reason=" ".join(map(_, found.reasons)))
    what_to_do = _("What to do: {advice}").format(advice=_(found.advice))
    return Lines((named, f"  {why}", f"  {what_to_do}"))


def confirming(state: State, place: Confirming) -> View:
    """Ask whether a value outside recommended bounds is right (R06)."""
    asked, problem = state.session.question(place.key), place.problem
    value = shown(asked, state.session.get(asked.key), state.session)
    what = (
        f"{problem.what}."
        if problem.confirm == "target_mcg"
        else _("This is {problem}.").format(problem=problem.what)
    )
    again = Ask(place.key)
    return View(
        title=_("Is {value} right?").format(value=value),
        help=asked.question,
        text=(what,),
        actions=(
            Action(_("Go back"), again),
            Action(_("Continue"), Confirm(place.key)),
        ),
        back=again,
        careful=True,
        explains=True,
    )


def blocked(state: State, place: Blocked) -> View:
    """Return why no plan can be made, and the way to the answers to change."""
    problem = place.problem
    about = _("It is about several answers together.")
    actions = [Action(_("All answers"), Move.ANSWERS)]
    if place.key is not None:
        question = state.session.question(place.key).question
        about = _("It is about your answer to: {question}").format(question=question)
        actions.insert(0, Action(_("Change it"), Ask(place.key)))
    if state.session.next_open is not None:
        actions.append(Action(_("Go on for now"), Know((problem,))))
    return View(
        title=_("No plan can be made from these answers."),
        text=(
            f"{sentence(problem.what)}.",
            _("What to do: {advice}").format(advice=problem.remedy) + ".",
            about,
        ),
        actions=tuple(actions),
        back=Move.SAME,
        explains=place.key is not None,
    )
