"""How far the interview is: the steps, and the questions still to come."""

from __future__ import annotations

from typing import Final

from wizard.conversation import places
from wizard.conversation.state import State
from wizard.conversation.view import Progress
from wizard.interview.questions import STEPS
from wizard.text.numbers import count
from wizard.text.translation import N_, _

_OVER: Final = (
    places.About,
    places.Cited,
    places.Help,
    places.Finding,
    places.Guide,
    places.Holding,
    places.Ledger,
    places.Part,
    places.Parting,
    places.Pictures,
    places.Topic,
    places.WhyAlone,
    places.WhyFigure,
    places.WhyFinding,
    places.WhyFindings,
    places.WhyId,
    places.WhyPlan,
    places.WhyQuestion,
    places.WhyShaped,
)
"""Pages that belong to the one beneath, and have its heading."""
_STEP_IDS: Final = tuple(step.id for step in STEPS)
_ASKED: Final = frozenset(_STEP_IDS[:-2])
_SAVED: Final = N_("Saved")


def heading(state: State) -> str:
    """Return where the person is: `Step 2 of 8  Formulation`; empty outside of an interview."""
    step, _key = _step(state)
    if not step:
        return ""
    number = _STEP_IDS.index(step)
    said = _("Step {number} of {steps}").format(number=number + 1, steps=len(STEPS))
    return f"{said}  {_(_SAVED if _is_saved(state) else STEPS[number].title)}"


def progress(state: State) -> Progress | None:
    """Return how far the interview is, and what is still to come as far as it is known now."""
    step, key = _step(state)
    if not step:
        return None
    to_come = ""
    if key:
        session, listed = state.session, state.session.questions
        row = next(row for row, asked in enumerate(listed) if asked.key == key)
        others = sum(
            (session.is_open(asked) and asked.key != key) or (state.walking and later > row)
            for later, asked in enumerate(listed)
        )
        if others:
            to_come = _("{questions} to come").format(questions=count(others, "question"))
        elif key in session.values and key not in session.stale and not state.walking:
            to_come = _("questions that depend on it may follow")
        else:
            to_come = _("the last question")
    steps = tuple((_(each.title), _is_done(state, each.id, step)) for each in STEPS)
    return Progress(steps, _STEP_IDS.index(step), to_come)


def _is_done(state: State, step: str, shown: str) -> bool:
    """Return whether all of a step is answered, or done; one that asks nothing is once it is past.

    A stop may leave questions open that are not asked any more, and there is never a plan then.
    """
    if step == "plan" and not state.session.screening.outcome.allows_dose:
        return False
    if step in _ASKED:
        asked = [each for each in state.session.questions if each.step == step]
        if asked:
            return not any(state.session.is_open(each) for each in asked)
    return _is_saved(state) or _STEP_IDS.index(step) < _STEP_IDS.index(shown)


def _is_saved(state: State) -> bool:
    return isinstance(state.page, places.SavedAs)


def _step(state: State) -> tuple[str, str]:
    """Return the step and question key of the page; empty strings where it has none."""
    shown = (state.shown, *reversed(state.beneath))
    page = next((each.place for each in shown if not isinstance(each.place, _OVER)), None)
    match page:
        case places.Asking(key) | places.Confirming(_, key) | places.Verdict(key):
            # where no plan is made, nothing has to be answered
            to_come = "" if isinstance(page, places.Verdict) else key
            return state.session.question(key).step, to_come
        case places.Details():
            return "plan", state.asked
        case places.Blocked(_, key):
            return (state.session.question(key).step if key is not None else "plan"), ""
        case places.Answers() | places.Review() | places.Apart():
            return "review", ""
        case places.Naming() | places.Saving() | places.Replacing() | places.SavedAs():
            return "save", ""
    return "", ""
