"""The start page, and going on with a draft."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wizard.catalog.model import Outcome
from wizard.conversation.front import front
from wizard.conversation.intents import Follow, Open, OpenFile, Resume
from wizard.conversation.moves import Intent, Move
from wizard.conversation.options import card, given, row_of
from wizard.conversation.places import Discarding, DraftGone, Drafts, Resuming, Start
from wizard.conversation.state import State
from wizard.conversation.view import Action, Card, Option, Pick, View, Words
from wizard.interview.questions import STEPS
from wizard.profile.comparison import Checked
from wizard.profile.draft import GONE, Resumable
from wizard.profile.library import Course
from wizard.profile.today import Glance, glance, several
from wizard.text.numbers import count
from wizard.text.sanitize import beside, clean
from wizard.text.translation import _

_MOST_COURSES: Final = 3


def start(state: State, place: Start) -> View:
    """Return the start page: today's doses, courses, then what was begun and can be begun."""
    before = [_draft(state, draft, Move.START) for draft in place.drafts[:1]]
    if others := place.drafts[1:]:
        more = _("Also left unfinished: {number}.").format(number=len(others))
        before.append(Option(Open(Drafts(others)), _("Resume another"), more))
    if state.unsaved:
        asked = state.session.next_open
        step = next(
            step.title
            for step in STEPS
            if step.id == (asked.step if asked is not None else "review")
        )
        before.insert(
            0,
            Option(
                Move.NEXT,
                _("Go on with your answers"),
                _("You were at: {step}.").format(step=_(step)),
            ),
        )
    return front(
        state.folder,
        state.theme,
        *_courses(state, place),
        *before,
        text=tuple(_cards(state, place)),
        said=place.note,
        back=Move.NEXT if state.unsaved else Move.STAY,
    )


def _courses(state: State, place: Start) -> Iterator[Option]:
    """Yield the courses that run or rest; what no dose is told of leads to its profile."""
    for course in place.courses[:_MOST_COURSES]:
        entry, checked = course.entry, course.checked
        if _is_told(place, course):
            yield Option(Follow(entry), entry.name, _("Today in full."))
            continue
        # Answers that no draft holds would be lost: the library asks first
        at_risk = state.unkept is not None
        yield Option(
            Move.LIBRARY if at_risk else OpenFile(entry.path),
            beside(entry.name, entry.where, ", ") if entry.where else entry.name,
            _without_dose(checked),
            outcome=Outcome.CAUTION if checked is None or not checked.holds else Outcome.STOP,
        )
    if more := len(place.courses[_MOST_COURSES:]):
        told = _("There are {number} more courses.").format(number=more)
        yield Option(Move.LIBRARY, _("Another course"), told)


def _is_told(place: Start, course: Course) -> bool:
    """Return whether a dose of this course may be told."""
    return place.dosed and course.checked is not None and course.checked.holds


def _cards(state: State, place: Start) -> Iterator[Card]:
    """Yield what each course says for today, by the clock (R44), after what holds for several."""
    plans = (
        each.checked.derived for each in place.courses if each.checked and _is_told(place, each)
    )
    if told := several(plans, state.today):
        yield Card(((Words(told, "caution"),),), "caution")
    for course in place.courses[:_MOST_COURSES]:
        if course.checked is not None and _is_told(place, course):
            derived, now = course.checked.derived, state.now.time()
            today = glance(derived, state.today, state.catalog, now)
            yield Card(tuple(_lines(course.entry.name, today)))


def _lines(name: str, told: Glance) -> Iterator[tuple[Words, ...]]:
    yield Words(_("Today"), "badge"), Words(beside(name, told.place, ", "), "strong")
    for at, mass, counted, shares in told.doses:
        sides = zip((_("left nostril"), _("right nostril")), shares, strict=False)
        drawn = (Words(f"{side} {share}", dots=share) for side, share in sides)
        yield Words(at, "strong"), Words(mass, "strong"), Words(counted), *drawn
    yield from ((Words(line, "caution"),) for line in told.late)
    yield from ((Words(line, "soft"),) for line in told.told)


def _without_dose(checked: Checked | None) -> str:
    """Say why no dose of a course is told."""
    if checked is None:
        return _(
            "Made with another edition: no dose is told. Open it to answer what is asked again."
        )
    if not checked.holds:
        return _("It was edited, or is damaged: no dose is told. Open it to see what differs.")
    return _("No dose is told: newer answers rule one out. Take none, and read their reason first.")


def _draft(state: State, draft: Resumable, otherwise: Intent) -> Option:
    checked = _("Your answers are shown and checked first.")
    if draft.profile is not None:
        checked = _("For {file}. Your answers are shown and checked first.").format(
            file=clean(draft.profile.name)
        )
    return Option(
        Resume(draft, otherwise),
        _("Resume: {where}").format(where=draft.where(state.today)),
        checked,
    )


def drafts(state: State, place: Drafts) -> View:
    """Return the drafts to choose from; before opening a profile, also its saved file."""
    otherwise = place.unchanged if place.unchanged is not None else Move.START
    options = [_draft(state, draft, otherwise) for draft in place.drafts]
    if place.unchanged is not None:
        options.append(
            Option(place.unchanged, _("Open the file"), _("As it was saved; what was left stays."))
        )
    return View(
        title=_("Which interview do you want to go on with?"),
        ask=Pick(tuple(options)),
        back=Move.START,
    )


def draft_gone(_state: State, place: DraftGone) -> View:
    """Return that another window was faster."""
    return View(
        title=_(GONE),
        actions=(Action(_("Go on"), place.otherwise),),
        back=place.otherwise,
    )


def resuming(state: State, place: Resuming) -> View:
    """Return the answers so far, checked again from the top.

    The first entry goes on where the interview was left.
    """
    session, resumed = state.session, place.resumed
    where = (
        session.question(resumed.place).question
        if resumed.place
        else _("Everything is answered: the review comes next.")
    )
    other = dropped = ""
    if resumed.edition != state.catalog.edition:
        other = _("They were given to another edition: some questions are asked again.")
    if resumed.dropped:
        dropped = _("Some answers no longer stand, and are asked again.")
    listed = [asked for asked in session.questions if asked.key in session.values]
    answered = (given(asked, session) for asked in listed)
    return View(
        title=_("Your answers so far, checked again."),
        help=_("Choose an answer to change it."),
        note="\n".join(filter(None, (other, dropped))),
        ask=Pick(
            (Option(Move.RESUMED, _("Go on"), where), *answered),
            row_of(place.at, listed) + 1 if place.at else 0,
        ),
        actions=(Action(_("Discard this draft"), Open(Discarding(resumed))),),
        back=Move.START,
    )


def discarding(state: State, place: Discarding) -> View:
    """Ask twice whether the draft is to be removed.

    A draft goes to no trash, since nobody asked for it to be kept.
    """
    profile = place.resumed.origin.profile
    stays = (
        (_("The profile {file} stays as it was saved.").format(file=clean(profile.name)),)
        if profile is not None
        else ()
    )
    if place.again:
        title, text = _("Are you sure?"), _("It is removed from the disk and cannot be taken back.")
        discard = Action(_("Discard it for good"), Move.DISCARD)
    else:
        answered = count(
            sum(asked.key in state.session.values for asked in state.session.questions), "answer"
        )
        title, text = (
            _("Discard this draft?"),
            _("It holds {answers}, and no plan was saved from it.").format(answers=answered),
        )
        discard = Action(_("Discard it"), Open(Discarding(place.resumed, again=True)))
    keep = Open(Resuming(place.resumed))
    return View(
        title=title,
        text=(card(text, *stays, edge="caution"),),
        actions=(Action(_("Keep it"), keep), discard),
        back=keep,
        careful=True,
    )
