"""Moving between pages, finding in the guide, why, colours, and leaving."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from wizard.conversation.effects import KeepSetting, LeaveDraft
from wizard.conversation.intents import (
    Explain,
    Instead,
    Open,
    Over,
    PlanNext,
    Read,
    Refused,
    Searched,
    SetLanguage,
    SetMouse,
    SetTheme,
    Submit,
)
from wizard.conversation.moves import Intent, Move
from wizard.conversation.places import (
    About,
    Answers,
    Asking,
    Blocked,
    ByPath,
    Confirming,
    Deleting,
    Details,
    Differs,
    ExportAs,
    Exporting,
    Finding,
    Guide,
    Help,
    Holding,
    Invalid,
    Leaving,
    Naming,
    NotDeleted,
    Part,
    Place,
    Received,
    Renaming,
    Replacing,
    ReplacingExport,
    Resuming,
    Review,
    Saving,
    Themes,
    Topic,
    Verdict,
    WhyFinding,
    WhyFindings,
    WhyPlan,
    WhyQuestion,
)
from wizard.conversation.state import Handlers, State
from wizard.conversation.update import interview, managing, opening, saving
from wizard.explain.guide_pages import find as find_pages
from wizard.explain.guide_pages import in_ledger
from wizard.interview.from_profile import after_course
from wizard.interview.questions import details
from wizard.interview.session import begin
from wizard.protocol.schedule import last_day
from wizard.text.translation import _


def unless_unsaved(
    state: State, then: Callable[[State], State], again: Intent, label: str
) -> State:
    """Do `then`; but ask first where answers would be lost, with no draft of them on disk.

    `again` does it without asking.
    """
    if state.unkept is not None:
        return state.over(Leaving(again, label))
    return then(state)


def new(state: State) -> State:
    """Begin an interview at the first question."""
    after = state.take_up(begin(state.catalog, state.today))
    return interview.ask(after, after.session.questions[0].key)


def _plan_next(state: State, intent: PlanNext) -> State:
    """Begin the course after that one, at the first of the answers to confirm."""
    answers, plan = intent.derived.answers, intent.derived.protocol
    if plan is None:
        return state
    session = after_course(answers, last_day(plan.course), state.catalog, state.today)

    def begun(after: State) -> State:
        return interview.go_on(after.take_up(session))

    again = PlanNext(intent.derived, lost=True)
    label = _("Begin anew without saving")
    return begun(state) if intent.lost else unless_unsaved(state, begun, again, label)


def leave(state: State) -> State:
    """End. What is not saved stays as a draft."""
    return attrs.evolve(state, ended=True).do(LeaveDraft(state.session, state.place))


def _submit(state: State, intent: Submit) -> State:
    """Take a line of text, whatever page asks for one."""
    take: Mapping[type[Any], Callable[[State, str], State]] = {
        Asking: interview.submit,
        ByPath: opening.by_path,
        Renaming: managing.rename,
        Naming: saving.name,
        Saving: saving.where,
        ExportAs: saving.export_to,
        Finding: _find,
    }
    return take[type(state.page)](state, intent.text)


def _previous(state: State, _move: Move) -> State:
    """Go back from a question: to the list it was chosen from, or to the question before it."""
    match state.listing:
        case Answers(back):
            return state.show(Answers(back, state.asked))
        case Resuming(resumed):
            return state.show(Resuming(resumed, state.asked))
        case Invalid() as page:
            return state.show(page)
    before = state.session.before(state.asked)
    if before is not None:
        return interview.walk(state, before.key)
    # What the author asked for states a dose (R02)
    if state.author is not None and state.session.screening.outcome.allows_dose:
        return state.show(Received())
    return _library(state, state.origin) if state.origin is Move.LIBRARY else interview.start(state)


def _explain(state: State, intent: Explain) -> State:
    why = _why(state, intent.row)
    if intent.keys:
        return state.over(Help(intent.keys, why))
    return state.over(why) if why is not None else state


def _why(state: State, row: int | None) -> Place | None:
    """Return the page that explains what is shown, where there is something to explain."""
    match state.page:
        case Asking(key):
            return WhyQuestion(key, row)
        case Details():
            asked = details(state.session.questions)
            return WhyQuestion(asked[max(row or 0, 1) - 1].key, None)
        case Confirming(_, key) | Blocked(_, str(key)):
            return WhyQuestion(key, None)
        case Verdict():
            found = state.deciding
            return WhyFinding(found[0].rule, None) if len(found) == 1 else WhyFindings()
        case Review(derived):
            return WhyPlan(derived)
    return None


def _seen(state: State, _move: Move) -> State:
    """Tick the part of a plan that was shown to its end."""
    if not isinstance(state.page, Part):
        return state
    return attrs.evolve(state, read=state.read | {state.page.sections})


def _print(state: State, move: Move) -> State:
    """Leave, and print the summary then."""
    if not isinstance(state.page, Exporting):
        return state
    return _leave(attrs.evolve(state, sheet=state.page.made.document), move)


def _leave(state: State, _move: Move) -> State:
    return unless_unsaved(state, leave, Move.LEAVE_UNSAVED, _("Leave without saving"))


def _new(state: State, _move: Move) -> State:
    return unless_unsaved(state, new, Move.NEW_UNSAVED, _("Begin anew without saving"))


def _library(state: State, _move: Move) -> State:
    return unless_unsaved(
        state, managing.library, Move.LIBRARY_UNSAVED, _("Open another without saving")
    )


def _set_theme(state: State, intent: SetTheme) -> State:
    """Use these colours, and keep them; not in a bounded folder, which may be that of many."""
    after = interview.start(attrs.evolve(state, theme=intent.theme))
    return after if state.folder.is_bounded else after.do(KeepSetting("look", intent.theme))


def _set_mouse(state: State, intent: SetMouse) -> State:
    """Use the mouse or not, and keep that as the colours are."""
    after = interview.start(attrs.evolve(state, mouse=intent.wanted))
    return after if state.folder.is_bounded else after.do(KeepSetting("mouse", intent.wanted))


def _set_language(state: State, intent: SetLanguage) -> State:
    """Keep this language; what is shown already stays in the one that it is in."""
    return interview.start(state).do(KeepSetting("language", intent.name))


def _refused(state: State, intent: Refused) -> State:
    """Say why it could not be done, where it can be tried otherwise."""
    match state.page:
        case Replacing(path):
            return state.show(Naming() if state.folder.is_bounded else Saving(str(path))).wrong(
                intent.said
            )
        case ReplacingExport(form, path):
            return state.show(ExportAs(form.forms, form.name, form.paper, str(path))).wrong(
                intent.said
            )
        case Deleting(entry):
            return state.show(NotDeleted(entry, intent.said))
        case Differs():
            return state.show(state.page).wrong(intent.said)
    return managing.refused(state, intent.said)


def _find(state: State, text: str) -> State:
    """Look for what was typed."""
    if not isinstance(state.page, Finding):
        return state
    dosed = state.page.dosed
    words = " ".join(text.split())
    if not words:
        return state.wrong(_("type a word to look for"))
    found = find_pages(words, state.catalog, dosed=dosed) or in_ledger(
        words, state.catalog, dosed=dosed
    )
    if not found:
        return state.wrong(_("nothing holds these words: try one of them, or its beginning"))
    return state.over(Holding(words, dosed))


HANDLERS: Final[Handlers] = {
    Open: lambda state, intent: state.show(intent.place),
    Over: lambda state, intent: state.over(intent.place),
    Submit: _submit,
    Explain: _explain,
    PlanNext: _plan_next,
    Refused: _refused,
    Searched: lambda state, intent: attrs.evolve(state, library=(intent.words, intent.row)),
    SetTheme: _set_theme,
    SetLanguage: _set_language,
    SetMouse: _set_mouse,
    Move.BACK: lambda state, _move: state.back(),
    Move.PREVIOUS: _previous,
    Move.SEEN: _seen,
    Move.STAY: lambda state, _move: state,
    Move.ABOUT: lambda state, _move: state.over(About()),
    Move.THEMES: lambda state, _move: state.show(Themes()),
    Move.NEW: _new,
    Move.NEW_UNSAVED: lambda state, _move: new(state),
    Move.LIBRARY: _library,
    Move.LIBRARY_UNSAVED: lambda state, _move: managing.library(state),
    Move.PRINT: _print,
    Move.LEAVE: _leave,
    Move.LEAVE_UNSAVED: lambda state, _move: leave(state),
    Move.GUIDE: lambda state, _move: state.over(Guide(state.may_read_doses())),
    Read: lambda state, intent: state.over(
        Topic(intent.topic, 0, intent.dosed and state.may_read_doses())
    ),
    Instead: lambda state, intent: state.instead(intent.place),
}
