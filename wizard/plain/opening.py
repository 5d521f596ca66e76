"""The first pages: what this is, drafts to go on with, and a profile that was opened."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from wizard.errors import InvalidInputError, SystemRefusedError
from wizard.interview.choice import Choice
from wizard.interview.session import begin, from_answers, from_shared
from wizard.plain.discarding import which
from wizard.plain.interview import asked, onward, ruled_out, say_answers
from wizard.plain.question import WORDS, Question, Word, ask, listed, numbers, pick
from wizard.plain.visit import Ending, Opened, Page, Visit
from wizard.profile.comparison import Checked, held
from wizard.profile.draft import Draft, Resumable, resumable
from wizard.profile.draft_file import Origin
from wizard.profile.folder import examples
from wizard.profile.library import Entry, entries, entry
from wizard.text.sanitize import clean
from wizard.text.translation import _, in_english, note

_ANEW: Final = "anew"
_DISCARD: Final = "discard"
_MOST_DRAFTS: Final = 9
_MOST_SHOWN: Final = 400


def opening(opened: Opened | None) -> Page:
    """What this is; then the drafts there are, or the first question."""

    def page(visit: Visit) -> Page | Ending:
        talk = visit.talk
        talk.say(_("Semax wizard, line by line."))
        talk.say(
            _(
                "It asks questions, one at a time, and makes a plan from published texts about Semax that you can check, "
                "or says plainly that there should be none. It is not medical advice."
            )
        )
        if note():
            talk.say(note())
        talk.say(f"{_('Type an answer and press Enter.')} {_(WORDS)}")
        if visit.folder.notice:
            talk.say(visit.folder.notice)
        visit.folder.sweep()
        return _drafts(opened)

    return page


def _drafts(opened: Opened | None) -> Page:
    """The drafts there are of this profile, or of any where none was opened; without one, the interview from its beginning."""

    def page(visit: Visit) -> Page | Ending:
        drafts = resumable(visit.folder, visit.catalog)
        if opened is not None:
            drafts = tuple(draft for draft in drafts if draft.profile == opened.path.absolute())
        start = _choosing if visit.folder.is_bounded else _started(opened)
        return _resuming(drafts[:_MOST_DRAFTS], start, _drafts(opened)) if drafts else start

    return page


def _started(opened: Opened | None) -> Page:
    """The interview from its beginning, or with what a profile answers."""

    def page(visit: Visit) -> Page | Ending:
        if opened is None:
            visit.session = begin(visit.catalog, visit.today)
            return onward(visit)
        visit.name, visit.author = opened.name, None
        if isinstance(opened.held, Checked):
            visit.path = opened.path
            visit.draft = Draft(visit.folder, Origin(profile=opened.path, name=opened.name))
            return _personal(visit, opened.held)
        visit.author = opened.held.answers
        visit.draft = Draft(visit.folder, Origin(profile=opened.path, name=opened.name, author=visit.author))
        visit.session = from_shared(visit.author, visit.catalog, visit.today)
        visit.talk.gap()
        opened_shared = _("Opened the shared plan {name}. Its plan is filled in; what is about you is asked.")
        visit.talk.say(opened_shared.format(name=clean(visit.name)))
        return onward(visit)

    return page


def _personal(visit: Visit, held: Checked) -> Page:
    """A personal profile: where the file says something else than its answers give, that first; then its review."""
    talk = visit.talk
    talk.gap()
    talk.say(_("Opened {name}.").format(name=clean(visit.name)))
    if not held.holds:
        anew = _("Its figures are not what its answers give: {why}. What follows is worked out anew from the answers.")
        talk.say(anew.format(why=held.why))
        for difference in held.differences:
            talk.say(clean(str(difference), 200), indent=2, hang=2)
    visit.session = from_answers(held.rebuilt.answers, visit.catalog, visit.today)
    visit.new_findings()  # its review says them
    return onward(visit)


# -- profiles of a folder that nobody can name --------------------------------------------------------


def _choosing(visit: Visit) -> Page | Ending:
    """A new plan, a profile that is kept here, or a template: for whom there is no command line to name one on."""
    kept: tuple[Entry, ...] = ()
    with in_english():
        try:
            kept = entries(visit.folder, visit.today, visit.catalog)
        except SystemRefusedError as error:
            visit.talk.say(f"{str(error)[:1].upper()}{str(error)[1:]}.")
        templates = tuple(entry(visit.folder, path, visit.today, visit.catalog) for path in examples())
    choices = (
        Choice(None, _("A new plan"), _("From the first question.")),
        *(Choice(each.path, each.name or each.file, f"{each.in_short}.", "" if each.name else each.problem) for each in kept),
        *(Choice(each.path, _("Template: {name}").format(name=each.name), _("A shared plan to begin with.")) for each in templates),
    )
    question = Question(
        title=_("What would you like to do?"),
        lines=listed(choices),
        how=f"{numbers(choices)} {_('Press Enter alone for a new plan.')}",
        help=(_("A profile that you saved here is opened at its summary. A template is a plan whose questions about you are open."),),
        read=lambda said: pick(said, choices).value if said else None,
    )
    match ask(visit.talk, question):
        case Path() as path:
            return _opening(path)
        case Word.QUIT:
            return visit.quit()
        case Word.REVIEW | Word.BACK:
            visit.talk.say(_("This is the first question."))
            return _choosing
    return _started(None)


def _opening(path: Path) -> Page:
    def page(visit: Visit) -> Page | Ending:
        try:
            return _started(Opened(path, held(visit.folder.read(path), visit.catalog)))
        except (InvalidInputError, SystemRefusedError) as error:  # it was changed since it was listed
            visit.talk.say(f"{clean(path.name)} {clean(str(error), _MOST_SHOWN)}.")
            return _choosing

    return page


# -- drafts ------------------------------------------------------------------------------------------


def _resuming(drafts: Sequence[Resumable], start: Page, again: Page) -> Page:
    """Go on with a draft, the latest first, begin anew, which keeps them, or discard one, after which this is asked again."""

    def page(visit: Visit) -> Page | Ending:
        choices = (
            *(Choice(number, _("Resume, {where}").format(where=_where(draft, visit))) for number, draft in enumerate(drafts)),
            Choice(_ANEW, _("Start anew"), _("What was kept stays.")),
            Choice(_DISCARD, _("Discard a draft") if len(drafts) > 1 else _("Discard this draft"), _("You are asked twice.")),
        )
        question = Question(
            title=_("An interview was left before its end.") if len(drafts) == 1 else _("Interviews were left before their end."),
            lines=listed(choices),
            how=f"{numbers(choices)} {_('Press Enter alone to resume the first.')}",
            help=(_("Resumed answers are checked again, and shown before anything is worked out from them."),),
            read=lambda said: pick(said, choices).value if said else 0,
        )
        match ask(visit.talk, question):
            case int() as number:
                return _resumed(drafts[number], start)
            case str(chosen) if chosen == _DISCARD:
                return which(drafts, again)
            case Word.QUIT:
                return visit.quit()
            case Word.REVIEW | Word.BACK:
                visit.talk.say(_("This is the first question."))
                return page
        return start

    return page


def _where(draft: Resumable, visit: Visit) -> str:
    where = draft.where(visit.today)
    return where if draft.profile is None else _("{where}, for {file}").format(where=where, file=clean(draft.profile.name))


def _resumed(found: Resumable, start: Page) -> Page:
    def page(visit: Visit) -> Page | Ending:
        resumed = visit.taken(found)
        if resumed is None:
            return start
        visit.draft, visit.session = resumed.draft, resumed.session
        visit.name, visit.author = resumed.origin.name, resumed.origin.author
        visit.path = resumed.origin.profile if visit.author is None else None
        say_answers(visit, _("Your answers so far, checked again:"))
        if resumed.dropped:
            visit.talk.say(_("Some answers no longer stand, and are asked again."))
        fresh = visit.new_findings()
        place = resumed.place
        return ruled_out(fresh) if fresh and place else asked(place) if place else visit.review

    return page
