"""Discarding a draft, which is asked twice: a draft goes to no trash."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from wizard.errors import SystemRefusedError
from wizard.interview.choice import Choice
from wizard.plain.question import Question, Word, ask, listed, numbers, pick
from wizard.plain.visit import Ending, Page, Visit
from wizard.profile.draft import Resumable
from wizard.text.numbers import count, sentence
from wizard.text.translation import _, marked

_QUESTIONS: Final = (
    marked("Discard {draft}? It holds {answered}."),
    marked("Are you sure? It is removed from the disk and cannot be taken back."),
)


def which(drafts: Sequence[Resumable], then: Page) -> Page:
    """Which draft, where there are several."""
    if len(drafts) == 1:
        return _asked(drafts[0], then)

    def page(visit: Visit) -> Page | Ending:
        choices = (
            *(Choice(number, sentence(draft.where(visit.today))) for number, draft in enumerate(drafts)),
            Choice("keep", _("Keep it")),
        )
        question = Question(
            title=_("Which draft is discarded?"),
            lines=listed(choices),
            how=numbers(choices),
            help=(_("Nothing is discarded yet; you are asked twice."),),
            read=lambda said: pick(said, choices).value,
        )
        match ask(visit.talk, question):
            case int() as number:
                return _asked(drafts[number], then)
            case Word.QUIT:
                return visit.quit()
        return then

    return page


def _asked(found: Resumable, then: Page) -> Page:
    """Take it up, so that no other window can, ask twice, and let it go or remove it."""

    def page(visit: Visit) -> Page | Ending:
        resumed = visit.taken(found)
        if resumed is None:
            return then
        session = resumed.session
        answered = count(sum(each.key in session.values for each in session.fields), "answer")
        for title in _QUESTIONS:
            said = _sure(visit, _(title).format(draft=found.where(visit.today), answered=answered))
            if said is not True:
                resumed.draft.release()
                return visit.quit() if said is Word.QUIT else then
        try:
            resumed.draft.discard()
            visit.talk.say(_("The draft is discarded."))
        except SystemRefusedError as error:
            visit.talk.say(_("The draft {error}.").format(error=error))
        return then

    return page


def _sure(visit: Visit, title: str) -> bool | Word:
    choices = (Choice("keep", _("Keep it")), Choice("discard", _("Discard it")))
    question = Question(
        title=title,
        lines=listed(choices),
        how=f"{numbers(choices)} {_('Press Enter alone to keep it.')}",
        help=(_("A saved profile is never touched by this."),),
        read=lambda said: pick(said, choices).value == "discard" if said else False,
    )
    return ask(visit.talk, question)
