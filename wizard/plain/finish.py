"""The pages after the last question: what still stands against a plan, the review, and saving."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Final

from attrs import evolve

from wizard.errors import InvalidInputError, Problem, SystemRefusedError, UnreadableError
from wizard.interview.choice import Choice
from wizard.plain.aloud import read_aloud
from wizard.plain.interview import answers, asked, confirm, enter, onward
from wizard.plain.question import Question, Word, ask, listed, numbers, pick
from wizard.plain.visit import Ending, Page, Visit
from wizard.profile.document import Profile, build, dumps
from wizard.profile.received import told
from wizard.protocol.plan import Derived
from wizard.report import document
from wizard.report.model import Document
from wizard.text.numbers import sentence
from wizard.text.sanitize import check_name, clean
from wizard.text.translation import _, in_english, marked, untranslated

_MOST_SHOWN: Final = 400
_LATER: Final = ((marked("to read it again"), "show FILE"), (marked("to print it on paper"), "show FILE | lp"))
_EACH_DAY: Final = ((marked("for what to take on a day"), "today FILE"),)


def review(visit: Visit) -> Page | Ending:
    """The whole as it stands, once every question is answered; whatever still stands against it comes first."""
    if visit.session.next_open is not None:
        return onward(visit)
    if (problem := visit.session.blocking) is not None:
        return _against(visit, problem)
    try:
        profile, derived = _built(visit)
    except InvalidInputError as error:
        return _against(visit, error.problems[0])
    visit.at = ""
    enter(visit, "review")
    _say_apart(visit, derived)
    summary = document.build(derived, profile.name, profile.created, visit.catalog)
    visit.talk.gap()
    if derived.protocol is not None and untranslated():
        visit.talk.say(untranslated())
    visit.talk.say(f"{summary.title}.")
    read_aloud(visit.talk, [section for section in summary.sections if not section.detail])
    return next_steps(summary)


def _say_apart(visit: Visit, derived: Derived) -> None:
    """Where the plan parts from what the author of a shared profile asked for."""
    with in_english():
        sentences = told(visit.author, derived, visit.catalog) if visit.author is not None else ()
    if sentences:
        visit.talk.gap()
        visit.talk.say(_("Your plan is not the one the author asked for."))
    for each in sentences:
        visit.talk.say(each, indent=2, hang=2)


def _built(visit: Visit) -> tuple[Profile, Derived]:
    session = visit.session
    title = visit.name or visit.catalog.goals[session.get("goal")].title
    return build(session.answers(), title, visit.now(), visit.catalog)


def _against(visit: Visit, problem: Problem) -> Page:
    """What must be settled before there is a plan: confirmed, or answered otherwise."""
    field = visit.session.question_of(problem)
    if field is not None and problem.confirm:
        return confirm(field, visit.session, problem)
    visit.talk.gap()
    visit.talk.say(_("There is no plan from these answers yet. {problem}.").format(problem=sentence(problem.said)))
    return answers if field is None else asked(field.key)


def next_steps(summary: Document) -> Page:
    """What to do with a summary that was read."""
    choices = (
        Choice("save", _("Save"), _("Give it a name and keep it as a file.")),
        Choice("print", _("Print"), _("Read all of it here, as it stands on paper.")),
        Choice("change", _("Change an answer"), _("Go back to any question.")),
        Choice("leave", _("Leave"), _("Nothing is saved as a profile.")),
    )

    def page(visit: Visit) -> Page | Ending:
        question = Question(
            title=_("What would you like to do?"),
            lines=listed(choices),
            how=f"{numbers(choices)} {_('Press Enter alone to save.')}",
            help=(_("Every figure above was worked out from your answers. Saved, it can be printed on paper, and shown day by day."),),
            read=lambda said: pick(said, choices).value if said else "save",
        )
        match ask(visit.talk, question):
            case "save":
                return named
            case "print":
                visit.talk.gap()
                visit.talk.say(f"{summary.title}.")
                read_aloud(visit.talk, summary.sections)
                return page
            case "leave" | Word.QUIT:
                return visit.quit()
            case "change":
                return answers
            case Word.BACK:
                return asked(visit.session.fields[-1].key)
        return review

    return page


# -- saving ------------------------------------------------------------------------------------------


def named(visit: Visit) -> Page | Ending:
    """The name of the profile."""
    enter(visit, "save")
    profile = _built(visit)[0]

    def read(said: str) -> str:
        name = unicodedata.normalize("NFC", said) or profile.name
        try:
            check_name(name)
        except InvalidInputError as error:
            raise UnreadableError(_("the name {problem}").format(problem=error.problems[0].said)) from error
        return name

    question = Question(
        title=_("What should it be called?"),
        how=_("Type a name of up to 80 characters, or press Enter alone for {name}.").format(name=profile.name),
        help=(_("The name stands on the summary and in the list of profiles."),),
        read=read,
    )
    match ask(visit.talk, question):
        case str() as name:
            visit.name = name
            return filed(evolve(profile, name=name))
        case Word.QUIT:
            return visit.quit()
    return review


def filed(profile: Profile) -> Page:
    """The file it is kept in; not asked where no path may be, so that it is the one that was opened, or a new one."""

    def page(visit: Visit) -> Page | Ending:
        offered = visit.path or visit.folder.proposed(profile.name)
        if visit.folder.is_bounded:
            return _kept(profile, offered, visit)
        question = Question(
            title=_("In which file is it kept?"),
            how=_("Press Enter alone for {file} or type another file name.").format(file=shown(offered, visit)),
            help=(_("A name without a folder goes to the profile folder. Only you can read the file."),),
            read=lambda said: visit.folder.path_of(said) if said else offered,
        )
        match ask(visit.talk, question):
            case Path() as path:
                return _kept(profile, path, visit)
            case Word.QUIT:
                return visit.quit()
            case Word.BACK:
                return named
        return review

    return page


def _kept(profile: Profile, path: Path, visit: Visit) -> Page:
    return exists(profile, path) if visit.folder.exists(path) else saved(profile, path)


def _again(profile: Profile, visit: Visit) -> Page:
    """Ask once more: for the file, or for the name where that gives the file its own."""
    return named if visit.folder.is_bounded else filed(profile)


def shown(path: Path, visit: Visit) -> str:
    """A file, safe to say."""
    return clean(visit.folder.named(path), _MOST_SHOWN)


def exists(profile: Profile, path: Path) -> Page:
    """A file that is there already is replaced only if the person says so."""
    choices = (
        Choice("other", _("Another name"), _("Keep that file as it is.")),
        Choice("replace", _("Replace"), _("What is in it now is lost.")),
    )

    def page(visit: Visit) -> Page | Ending:
        question = Question(
            title=_("There is a file {file} already.").format(file=shown(path, visit)),
            lines=listed(choices),
            how=f"{numbers(choices)} {_('Press Enter alone for another name.')}",
            help=(_("Nothing is replaced unless you say so."),),
            read=lambda said: pick(said, choices).value if said else "other",
        )
        match ask(visit.talk, question):
            case "replace":
                return saved(profile, path, replace=True)
            case "other":
                visit.path = None
            case Word.QUIT:
                return visit.quit()
            case Word.REVIEW:
                return review
        return _again(profile, visit)

    return page


def saved(profile: Profile, path: Path, *, replace: bool = False) -> Page:
    """Write the file; where the system refuses, say so and ask for another."""

    def page(visit: Visit) -> Page | Ending:
        try:
            visit.folder.write(path, dumps(profile), replace=replace)
        except SystemRefusedError as error:
            visit.talk.gap()
            visit.talk.say(f"{shown(path, visit)} {error}.")
            return _again(profile, visit)
        try:
            visit.draft.discard()
        except SystemRefusedError as error:
            visit.talk.say(_("The draft {error}.").format(error=error))
        talk = visit.talk
        talk.gap()
        talk.say(_("Saved: {file}").format(file=shown(path, visit)))
        _say_later(visit)
        return Ending(how="saved", outcome=visit.outcome, saved=path)

    return page


def _say_later(visit: Visit) -> None:
    """What can be done with a saved profile afterwards."""
    if visit.folder.is_bounded:
        visit.talk.say(_("The next visit offers to open it."))
        return
    visit.talk.say(_("With that file name for FILE:"))
    for what, command in (*_LATER, *(_EACH_DAY if visit.outcome.allows_dose else ())):
        visit.talk.say(f"{_(what)}: semax-wizard {command}", indent=2)
