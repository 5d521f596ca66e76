"""Pages between an answer and the next question: findings, confirmations, conflicts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wizard.catalog.model import Outcome
from wizard.conversation.intents import Ask, Confirm, Know
from wizard.conversation.moves import Move
from wizard.conversation.options import card
from wizard.conversation.places import Blocked, Confirming, Verdict
from wizard.conversation.state import State
from wizard.conversation.view import OUTCOMES, Action, Card, View, Words
from wizard.interview.answer_text import shown
from wizard.text.layout import sentence
from wizard.text.translation import N_, _

_AFTER: Final = N_(
    "If that answer was a mistake, change it. You may also answer the rest, to keep a record to"
    " show to a clinician; it holds no plan."
)
_AFTER_ALL: Final = N_(
    "If that answer was a mistake, change it. All else is answered: you may keep a record to show"
    " to a clinician; it holds no plan."
)


def verdict(state: State, place: Verdict) -> View:
    """Return why there is no plan, and what to do.

    No dose, no count, no schedule stands there (R02).
    """
    outcome = state.session.screening.outcome
    is_all = state.session.next_open is None
    rest = _("See the record") if is_all else _("Answer the rest")
    change = Ask(place.key)
    stop = outcome is Outcome.STOP
    return View(
        title=(
            _("No plan is made. Do not take Semax.")
            if stop
            else _("No dose is given. A clinician decides.")
        ),
        tone=outcome,
        text=(
            Card(tuple(_told(state, outcome)), edge=outcome),
            _(_AFTER_ALL if is_all else _AFTER),
        ),
        actions=(
            Action(rest, Know(tuple(each.rule for each in state.deciding))),
            Action(_("Change the answer"), change),
        ),
        back=change,
        careful=True,
        explains=True,
    )


def _told(state: State, outcome: Outcome) -> Iterator[tuple[Words, ...]]:
    """Yield each finding with its reason and what to do, and what to do after a dose."""
    for found in state.deciding:
        title = Words(_(state.catalog.screening.title(found.rule)), "strong")
        other = Words(_(OUTCOMES[found.outcome]), found.outcome)
        yield (title,) if found.outcome is outcome else (other, title)
        yield (Words(" ".join(map(_, found.reasons))),)
        yield ()
        yield (Words(_("What to do"), "strong"),)
        yield (Words(_(found.advice)),)
        yield ()
    yield (Words(_("If you took some already"), "strong"),)
    yield (Words(" ".join(_(each.text) for each in state.catalog.guidance.taken_already)),)


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
        text=(card(what, edge="caution"),),
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
            card(
                f"{sentence(problem.what)}.",
                _("What to do: {advice}").format(advice=problem.remedy) + ".",
                about,
                edge="caution",
            ),
        ),
        actions=tuple(actions),
        back=Move.SAME,
        explains=place.key is not None,
    )
