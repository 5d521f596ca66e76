"""The answers so far, and the review of everything that would be saved."""

from __future__ import annotations

from typing import Final

from wizard.catalog.model import Outcome
from wizard.conversation.edited import edited
from wizard.conversation.intents import Open, Over, PlanNext
from wizard.conversation.moves import Move
from wizard.conversation.options import following, given, row_of
from wizard.conversation.places import Answers, Apart, NextCourse, Pictures, Review
from wizard.conversation.state import State
from wizard.conversation.view import Action, Pick, Sheet, View
from wizard.protocol.plan import Derived
from wizard.protocol.schedule import cycle_start, earliest_start, last_day
from wizard.report.build import build
from wizard.report.drawings import Planned
from wizard.text.numbers import day
from wizard.text.sanitize import MOST_NAME, beside, clean
from wizard.text.translation import N_, _

_TITLES: Final = {
    Outcome.CLEAR: N_("Clear: please check the plan before you save it."),
    Outcome.CAUTION: N_("Caution: please read why, and check the plan before you save it."),
    Outcome.CLINICIAN: N_(
        "For a clinician to decide: no dose is given. Below: why, and what you answered."
    ),
    Outcome.STOP: N_("Stop: no plan is made. Below: why, and what you answered."),
}


def answers(state: State, place: Answers) -> View:
    """Return every question with its answer, to change one."""
    listed = state.session.questions
    return View(
        title=_("Which answer do you want to change?"),
        help=_("Answers that depend on it are asked again."),
        ask=Pick(tuple(given(asked, state.session) for asked in listed), row_of(place.at, listed)),
        back=place.back,
    )


def review(state: State, place: Review) -> View:
    """Return the plan, or the record of someone who is screened out."""
    derived = place.derived
    plan, outcome = derived.protocol, derived.screening.outcome
    told = state.apart(derived)
    back = Open(Apart(told)) if told else Move.LAST if state.profile is None else state.origin
    pictures = () if plan is None else (Action(_("Pictures"), Over(Pictures(derived, plan))),)
    document = build(derived, state.title, state.now, state.catalog)
    return View(
        title=_(_TITLES[outcome]),
        tone=outcome,
        note=_changes(state, derived) or _parted(told),
        text=(Sheet(document),),
        actions=(
            *_ways_on(state),
            *pictures,
            *(() if state.unsaved else following(derived, state.today)),
        ),
        back=back,
        careful=not outcome.allows_dose,
        explains=plan is not None or bool(derived.screening.findings),
    )


def _ways_on(state: State) -> tuple[Action, ...]:
    """Offer to save and to change; what was changed goes to the file that was opened."""
    change, save_as = Action(_("Change an answer"), Move.ANSWERS), Action(_("Save as"), Move.NAME)
    if state.profile is None:
        return Action(_("Save"), Move.NAME), change
    return (Action(_("Save"), Move.SAVE), save_as, change) if state.unsaved else (change, save_as)


def _changes(state: State, derived: Derived) -> str:
    """Return what saving changes in the profile that was opened, in a sentence."""
    if state.profile is None or not state.unsaved:
        return ""
    changes = edited(state.profile, derived, state.catalog)
    told = _("Save changes to {name}").format(name=clean(state.title, MOST_NAME))
    return f"{beside(told, f'({changes})')}."


def next_course(state: State, place: NextCourse) -> View:
    """Return first of all when the next course may start (R41), and then what is asked for it."""
    course, goal = place.protocol.course, place.derived.answers.goal
    end = last_day(course)
    same, other = (
        max(state.today, earliest_start(goal, end, last, state.catalog).value)
        for last in (goal, None)
    )
    told = _("It may start on {day} or later.").format(day=day(same))
    if same != other:
        told = _("It may start on {day} or later with the same goal, else on {other}.").format(
            day=day(same), other=day(other)
        )
    planned = cycle_start(course, course.cycles + 1)
    longer = _("With the rest that you planned it starts on {day} or later.").format(
        day=day(planned)
    )
    return View(
        title=_("The next course"),
        text=(
            told,
            *((longer,) if planned > same else ()),
            _("Your last course ended on {day}.").format(day=day(end)),
            _(
                "Its goal, your product and that day are filled in: confirm or change each. The"
                " questions about you and your health are asked afresh."
            ),
        ),
        actions=(Action(_("Answer the questions"), PlanNext(place.derived)),),
    )


def _parted(sentences: tuple[str, ...]) -> str:
    """Return a line on where the plan parts from what the author of a shared profile asked for."""
    if not sentences:
        return ""
    more = (
        _("And {number} more: Back shows them.").format(number=len(sentences) - 1)
        if len(sentences) > 1
        else ""
    )
    return " ".join(filter(None, (_("Not as its author asked."), sentences[0], more)))


def pictures(state: State, place: Pictures) -> View:
    """Return the pictures of a plan."""
    return View(
        title=_("The plan in pictures"),
        plan=Planned(place.derived, place.protocol, state.catalog),
    )
