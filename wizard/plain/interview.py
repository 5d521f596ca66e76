"""The pages on which questions are asked: one question, a value to confirm, a finding that rules a dose out, the answers so far."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from wizard.catalog.model import Outcome
from wizard.errors import InvalidInputError, Problem, UnreadableError
from wizard.interview.choice import Choice
from wizard.interview.fields import Field
from wizard.interview.reading import shown
from wizard.interview.session import Session
from wizard.interview.steps import STEPS
from wizard.plain import asking
from wizard.plain.question import Question, Word, ask, listed, numbers, pick
from wizard.plain.visit import Ending, Page, Visit
from wizard.protocol.plan import Finding
from wizard.text.numbers import sentence
from wizard.text.translation import _


def onward(visit: Visit) -> Page:
    """The first question that is open, or the review."""
    open_field = visit.session.next_open
    return visit.review if open_field is None else asked(open_field.key)


def asked(key: str) -> Page:
    """The page of one question."""

    def page(visit: Visit) -> Page | Ending:
        field = visit.session.field(key)
        visit.at = key
        enter(visit, field.step)
        found = ask(visit.talk, _checked(field, visit.session))
        match found:
            case Word.BACK:
                return _before(visit, field)
            case Word.REVIEW:
                return answers
            case Word():
                return visit.quit()
        problem = found.to_confirm(key)
        return _taken(field, found) if problem is None else confirm(field, found, problem)

    return page


def enter(visit: Visit, step: str) -> None:
    """Say which step this is, where it is another one than before."""
    if step != visit.step:
        visit.step = step
        number = next(number for number, each in enumerate(STEPS, start=1) if each.id == step)
        visit.talk.gap()
        where = {"number": number, "steps": len(STEPS), "step": _(STEPS[number - 1].title)}
        visit.talk.say(_("Step {number} of {steps}: {step}.").format(**where))


def _checked(field: Field, session: Session) -> Question[Session]:
    """The question; its answer is the session with it, so that what cannot stand is asked again at once."""
    question = asking.question(field, session)

    def read(said: str) -> Session:
        try:
            return session.answer(field.key, question.read(said))
        except InvalidInputError as error:
            raise UnreadableError(error.problems[0].said) from error

    return evolve(question, read=read)


def _before(visit: Visit, field: Field) -> Page:
    before = visit.session.before(field.key)
    if before is None:
        visit.talk.say(_("This is the first question."))
        return asked(field.key)
    return asked(before.key)


def _taken(field: Field, session: Session) -> Page:
    """Take the answer, read it back, and go on; or say first what rules a dose out."""

    def page(visit: Visit) -> Page | Ending:
        was = visit.outcome
        visit.take(session)
        visit.talk.say(_("Noted: {answer}.").format(answer=sentence(asking.noted(field, session))))
        fresh = visit.new_findings()
        if not fresh:
            return onward(visit)
        if visit.outcome is not was:
            return ruled_out(fresh)
        visit.talk.gap()
        _say_findings(visit, fresh)
        return onward(visit)

    return page


# -- outside recommended -----------------------------------------------------------------------------


def confirm(field: Field, session: Session, problem: Problem) -> Page:
    """A value outside recommended bounds: go back, which an empty line means too, or continue."""
    value = shown(field, session.get(field.key), session)
    right = _("It is right: {value}.").format(value=value)
    choices = (Choice("again", _("Go back"), _("Give another value.")), Choice("continue", _("Continue"), right))

    def page(visit: Visit) -> Page | Ending:
        question = Question(
            title=_("{value} is {problem}.").format(value=sentence(value), problem=problem.what),
            lines=listed(choices),
            how=f"{numbers(choices)} {_('Press Enter alone to go back.')}",
            help=(_("A value outside what is recommended is taken only if you say that it is right."),),
            read=lambda said: pick(said, choices).value if said else "again",
        )
        match ask(visit.talk, question):
            case "continue":
                return _taken(field, session.confirm(field.key))
            case Word.REVIEW:
                return answers
            case Word.QUIT:
                return visit.quit()
        return asked(field.key)

    return page


# -- no dose -----------------------------------------------------------------------------------------


def ruled_out(findings: tuple[Finding, ...]) -> Page:
    """What rules a dose out, said as soon as it is known; then back, on for a record, or out. An empty line is none of these."""

    def page(visit: Visit) -> Page | Ending:
        outcome = visit.outcome
        sheet = _("Answer the other questions too, to have a sheet to take to a clinician.")
        record = _("Answer the other questions too, to have a record of your answers.")
        choices = (
            Choice("back", _("Go back"), _("Answer that question again, in case you answered by mistake.")),
            Choice("on", _("Go on"), sheet if outcome is Outcome.CLINICIAN else record),
            Choice("leave", _("Leave"), _("Your answers are kept as a draft.")),
        )
        talk = visit.talk
        talk.gap()
        talk.say(_(visit.catalog.guidance.outcomes[outcome]))
        _say_findings(visit, findings)
        question = Question(
            title=_("What would you like to do?"),
            lines=listed(choices),
            how=numbers(choices),
            help=(_("Nothing in this program lifts this. If an answer was a mistake, go back and change it."),),
            read=lambda said: pick(said, choices).value,
        )
        match ask(talk, question):
            case "on":
                return onward(visit)
            case "leave" | Word.QUIT:
                return visit.quit()
            case Word.REVIEW:
                return answers
        deciding = visit.session.brought(findings[0].rule)
        return asked(deciding.key) if deciding is not None else answers

    return page


def _say_findings(visit: Visit, findings: tuple[Finding, ...]) -> None:
    for found in findings:
        visit.talk.say(" ".join(map(_, (*found.reasons, found.advice))).strip())


# -- the answers so far ------------------------------------------------------------------------------


def answers(visit: Visit) -> Page | Ending:
    """The answers so far, each with a number by which it can be changed; the whole summary once they are complete."""
    given = say_answers(visit, _("Your answers so far:"))
    back = asked(visit.at) if visit.at else visit.review
    if not given:
        visit.talk.say(_("Nothing is answered yet."))
        return back

    def read(said: str) -> Any:
        if not said:
            return Word.BACK
        if said.isascii() and said.isdecimal() and len(said) <= len(str(len(given))) and 1 <= int(said) <= len(given):
            return given[int(said) - 1].key
        raise UnreadableError(_("that is not the number of an answer, 1 to {most}").format(most=len(given)))

    question = Question(
        title=_("Is all of this right?"),
        how=_("Type the number of an answer to change it, or press Enter alone to go on."),
        help=(_("Changing an answer asks those again that depend on it."),),
        read=read,
    )
    match ask(visit.talk, question):
        case str() as key:
            return asked(key)
        case Word.REVIEW:
            return answers if visit.session.next_open is not None else visit.review
        case Word.QUIT:
            return visit.quit()
    return back


def say_answers(visit: Visit, title: str) -> tuple[Field, ...]:
    """Say every answer under its step; the questions that were answered, as they are numbered."""
    session, step = visit.session, ""
    given = tuple(each for each in session.fields if each.key in session.values)
    if given:
        visit.talk.gap()
        visit.talk.say(title)
    for number, each in enumerate(given, start=1):
        if each.step != step:
            step = each.step
            visit.talk.say(f"{_(next(known.title for known in STEPS if known.id == step))}:", indent=2)
        open_again = f" {_('To be confirmed.')}" if each.key in session.again | session.changing else ""
        said = shown(each, session.get(each.key), session).rstrip(".")
        visit.talk.say(f"{number}. {each.question} {sentence(said)}.{open_again}", indent=4, hang=3)
    return given
