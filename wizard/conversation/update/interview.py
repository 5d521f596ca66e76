"""Answering: accepting an answer, choosing the next page, and moving between questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import attrs

from wizard.conversation.edited import edited
from wizard.conversation.effects import DropDraft, KeepDraft
from wizard.conversation.intents import Answer, Ask, Confirm, DraftKept, Know, Open, Typed
from wizard.conversation.moves import Move
from wizard.conversation.places import (
    Answers,
    Apart,
    Asking,
    Blocked,
    Confirming,
    Details,
    Invalid,
    Library,
    Resuming,
    Review,
    Start,
    Verdict,
)
from wizard.conversation.state import Handlers, State
from wizard.errors import InvalidInputError, Problem, SystemRefusedError, UnreadableError
from wizard.interview.answer_text import read
from wizard.interview.choice import Checked
from wizard.interview.question import Question
from wizard.interview.questions import DETAILS, details
from wizard.interview.session import Session
from wizard.profile.draft import resumable
from wizard.profile.library import Course, courses


def ask(state: State, key: str, *, typed: bool = False) -> State:
    """Ask this question."""
    return attrs.evolve(state, asked=key, place=key, listing=None).show(Asking(key, typed))


def come_to(state: State, key: str) -> State:
    """Ask this question, or show the page on which it stands with others."""
    if key not in DETAILS:
        return ask(state, key)
    first = details(state.session.questions)[0].key
    return attrs.evolve(state, asked=first, place=key, listing=None).show(Details())


def _agree(state: State, _intent: Move) -> State:
    """Take what stands on the page of details as the answer to each."""
    session, last = state.session.on(state.today), state.asked
    for asked in details(session.questions):
        last = asked.key
        offered = session.get(last) if last in session.values else asked.suggested(session)
        try:
            session = session.answer(last, offered)
        except InvalidInputError as error:
            return ask(state.accept(session), last).wrong(error.problems[0].said)
    return go_on(attrs.evolve(state.accept(session), asked=last))


def _ask(state: State, intent: Ask) -> State:
    """Ask a question that was chosen, or the one that was asked before once more."""
    page, again = state.page, intent.key == state.asked
    listing = state.listing if again else None
    if intent.listed and isinstance(page, Answers | Details | Resuming | Invalid):
        listing = page
    walking = state.walking and again and listing is None
    after = attrs.evolve(
        ask(state, intent.key, typed=intent.typed), listing=listing, walking=walking
    )
    return attrs.evolve(after, error=intent.error)


def answer(state: State, value: Any) -> State:
    """Accept the answer to the current question and go on, or show what is wrong with it."""
    try:
        session = state.session.on(state.today).answer(state.asked, value)
    except InvalidInputError as error:
        return state.wrong(error.problems[0].said)
    waiting = {key: held for key, held in state.waiting.items() if key != state.asked}
    return go_on(attrs.evolve(state.accept(session), waiting=waiting))


def submit(state: State, text: str) -> State:
    """Parse the typed text and accept it as the answer."""
    try:
        value = read(state.session.question(state.asked), text, state.today)
    except UnreadableError as error:
        return state.wrong(str(error))
    return answer(state, value)


def typed(state: State, held: Checked | str | None) -> State:
    """Store what is typed or marked but not yet submitted.

    If it differs from the given answer, that question is open until it is answered again, so no
    plan can be made with the old answer (R02).
    """
    if not isinstance(state.page, Asking):
        return state
    key, session = state.asked, state.session
    after = attrs.evolve(state, waiting={**state.waiting, key: held})
    begun = key in session.values and differs(session.question(key), held, session)
    return (
        after.accept(session.change(key, begun=begun))
        if begun != (key in session.changing)
        else after
    )


def differs(asked: Question, held: Checked | str | None, session: Session) -> bool:
    """Return whether what is typed or marked differs from the given answer or is not an answer."""
    if not isinstance(held, str):
        value = session.get(asked.key)
        return (
            held is None
            or set(held.yes) != set(value.yes)
            or set(held.not_sure) != set(value.not_sure)
        )
    try:
        return not session.stands(asked.key, read(asked, held, session.today))
    except UnreadableError:
        return True


# -- what comes next ------------------------------------------------------------------------------


def go_on(state: State) -> State:
    """Show a finding, a confirmation, a problem, the next open question, or the review."""
    return told_or(state, _settle)


def told_or(state: State, then: Callable[[State], State]) -> State:
    """Show the finding that rules out a dose if it was not shown yet; otherwise call `then`."""
    deciding = state.deciding
    rules = {found.rule for found in deciding}
    told = frozenset(what for what in state.told if isinstance(what, Problem) or what in rules)
    after = attrs.evolve(state, told=told)
    fresh = next((found.rule for found in deciding if found.rule not in told), None)
    if fresh is None:
        return then(after)
    brought = state.session.brought(fresh)
    return after.show(Verdict(brought.key if brought is not None else state.asked))


def _settle(state: State) -> State:
    session, problem = state.session, state.session.blocking
    question = session.question_of(problem) if problem is not None else None
    if problem is None or (question is not None and session.is_open(question)):
        return go_next(state)
    if problem.confirm and question is not None:
        return state.show(Confirming(problem, question.key))
    if problem in state.told:
        return go_next(state)
    return state.show(Blocked(problem, question.key if question is not None else None))


def go_next(state: State) -> State:
    """Ask the first question that is open, or show the review.

    After going back it is the next in order, with the answer that it has.
    """
    session = state.session
    asked = session.after(state.asked) if state.walking else session.next_open
    return come_to(state, asked.key) if asked is not None else review(state)


def review(state: State) -> State:
    """Show the review, or else the open question or the problem that prevents it.

    A profile that was only opened is shown as it was saved; it is asked again before it is saved.
    """
    now = state.session.on(state.today, state.now.time())
    session = now if state.unsaved else state.session
    state = attrs.evolve(state, session=session)
    if (asked := session.next_open) is not None:
        return come_to(state, asked.key)
    try:
        derived = session.derived()
    except InvalidInputError as error:
        problem = error.problems[0]
        question = session.question_of(problem)
        return state.show(Blocked(problem, question.key if question is not None else None))
    if state.profile is not None and not edited(state.profile, derived, state.catalog):
        state = attrs.evolve(state, resting=session, unkept=None).do(DropDraft())
    told = state.told | {found.rule for found in state.deciding}
    state = attrs.evolve(state, told=told, place="", listing=None, walking=False)
    apart = state.apart(derived)
    if state.author is not None and apart and state.author.told != apart:
        return attrs.evolve(state, author=attrs.evolve(state.author, told=apart)).show(Apart(apart))
    return state.show(Review(derived))


def today_or(state: State, then: Callable[[State], State]) -> State:
    """Do `then`; but on another day than that of the answers, go on with what is asked again."""
    session = state.session.on(state.today)
    return then(state) if session == state.session else go_on(state.accept(session))


def walk(state: State, key: str) -> State:
    """Ask a question that was answered before, and then those after it in order."""
    return attrs.evolve(come_to(state, key), walking=True)


def _answers(state: State, _intent: Move) -> State:
    """Show the list of answers, at the question that was asked."""
    match state.beneath[0].place if state.beneath else state.page:
        case Answers(back, at):
            place = Answers(back, at)
        case Asking(key):
            place = Answers(
                state.listing.back if isinstance(state.listing, Answers) else Ask(key), key
            )
        case Review():
            place = Answers(Move.REVIEW)
        case page:
            place = Answers(Open(page))
    return state.show(place)


def _know(state: State, intent: Know) -> State:
    return go_next(attrs.evolve(state, told=state.told | set(intent.what)))


def _draft_kept(state: State, intent: DraftKept) -> State:
    """Note whether the draft holds the last answers; what was not told of it yet still is."""
    again = state.unkept or KeepDraft(state.session, state.place, state.now)
    unkept = None if intent.holds else again
    news = intent.news or state.news
    return attrs.evolve(state, unkept=unkept, news=news)


def start(state: State, note: str = "") -> State:
    """Show the start page, with the drafts that can be resumed and the courses.

    Leaving the library clears its search.
    """
    if isinstance(state.page, Library):
        state = attrs.evolve(state, library=("", 0))
    courses = _courses(state)
    dosed = not courses or state.may_read_doses()
    return state.show(Start(resumable(state.folder, state.catalog), courses, dosed, note))


def _courses(state: State) -> tuple[Course, ...]:
    """Return the courses that run or rest today: first those of which something can be told.

    A bounded folder may be another person's: nobody is shown one there.
    """
    if state.folder.is_bounded:
        return ()
    try:
        found = tuple(courses(state.folder, state.today, state.catalog))
    except SystemRefusedError:  # the library says so
        return ()
    known = [each for each in found if each.entry.name]
    return tuple(sorted(known, key=_order))


def _order(course: Course) -> int:
    """Return where a course stands: one that runs, one that rests, one of which no dose is told."""
    checked = course.checked
    if checked is None or not checked.holds or checked.derived.protocol is None:
        return 2
    return int(course.entry.where.startswith("rest"))


HANDLERS: Final[Handlers] = {
    Answer: lambda state, intent: answer(state, intent.value),
    Typed: lambda state, intent: typed(state, intent.held),
    Ask: _ask,
    Confirm: lambda state, intent: go_on(state.accept(state.session.confirm(intent.key))),
    Know: _know,
    DraftKept: _draft_kept,
    Move.AGREE: _agree,
    Move.CONTINUE: lambda state, _: go_on(state),
    Move.NEXT: lambda state, _: go_next(attrs.evolve(state, walking=False)),
    Move.SAME: lambda state, _: _ask(state, Ask(state.asked)),
    Move.LAST: lambda state, _: walk(state, state.session.questions[-1].key),
    Move.REVIEW: lambda state, _: review(state),
    Move.ANSWERS: _answers,
    Move.START: lambda state, _: start(state),
}
