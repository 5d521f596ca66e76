"""The answers so far, and the review: the outcome, the plan as a card, and what to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Final

import attrs

from wizard.catalog.model import Outcome
from wizard.conversation.edited import edited
from wizard.conversation.intents import Instead, Open, Over, PlanNext
from wizard.conversation.moves import Move
from wizard.conversation.options import card, following, given, row_of
from wizard.conversation.places import Answers, Apart, NextCourse, Part, Pictures, Review
from wizard.conversation.state import State
from wizard.conversation.view import Action, Card, Option, Pick, Rows, Sheet, Text, View, Words
from wizard.protocol.dose_words import EVEN_DAYS, taken
from wizard.protocol.plan import Derived, Protocol
from wizard.protocol.schedule import cycle_start, earliest_start, last_day
from wizard.report.background import discards
from wizard.report.blocks import Bullets, Document, Pairs, Paragraph, Section, Table
from wizard.report.build import build
from wizard.report.drawings import Planned
from wizard.text.layout import lowered
from wizard.text.numbers import clock, count, day, listed
from wizard.text.translation import N_, _

_TITLES: Final = {
    Outcome.CLEAR: N_("Nothing you answered stands against a plan: check it, then save it."),
    Outcome.CLINICIAN: N_("No dose is given. Below: why, and what to do."),
    Outcome.STOP: N_("No plan is made. Below: why, and what to do."),
}
_KEPT: Final = N_("Nothing you answered stands against this plan. It is saved.")
_HEAD: Final = Section("head", "", ())  # the title of the page stands over all sections
_DRAWN: Final = 5  # columns of the doses of a vial, which have no nostrils
_ELSEWHERE: Final = (N_("Dosing days"), N_("Next start"))
"""The days stand by the doses, and after the rest."""
# None begins with the S of Save, the C of Change or the P of Pictures
_MOST_TOLD: Final = 2
"""Changes that are told above the plan; of more the first, and a page of its own has them all."""
_LONG_DATES: Final = 32  # with days in two months, the doses do not fit beside them
_PARTS: Final = (
    (N_("What has changed"), ("changes",)),
    (N_("Be careful with"), ("careful", "reasons")),
    (N_("When to stop and see a doctor"), ("stop",)),
    (N_("How to measure and take it"), ("dose", "measure", "technique")),
    (N_("If you took too much, or missed a dose"), ("too-much", "missed", "caution")),
    (N_("Dates, rest and breaks"), ("dates", "rest", "day-five", "break")),
    (
        N_("What you need, and how to store it"),
        ("supply", "preparation", "sharps", "storage", "degradation"),
    ),
    (N_("What to expect, unwanted effects"), ("expect", "adverse", "daily-life", "noted")),
    (N_("How the dose was reached"), ("brief", "about", "why")),
    (N_("Where the sources disagree"), ("sources", "status")),
    (N_("The log to tick"), ("log",)),
    (N_("For your doctor"), ("doctor", "answered", "planned", "questions", "evidence", "found")),
)
"""What is read on one page of its own: its title, and the sections of the document on it."""


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
    kept = state.profile is not None and not state.unsaved
    # What is published for a goal stands on the page for the doctor, opened by itself (R02)
    apart = takewhile(lambda section: section.id != "doctor", document.sections)
    text: Text = (Sheet(attrs.evolve(document, sections=tuple(apart))),)
    if plan is not None:
        text = (
            _card(document, derived, plan, state),
            Rows(_("To read") if kept else _("Read before you save"), ()),
        )
    changes = _changes(state, derived)
    title = _KEPT if kept and outcome is Outcome.CLEAR else _TITLES.get(outcome, "")
    return View(
        title=_careful(derived, state) if outcome is Outcome.CAUTION else _(title),
        tone=outcome,
        note=_to_save(changes, plan) or _parted(told),
        text=text,
        ask=None if plan is None else Pick(_to_read(document, changes, state)),
        actions=(
            *_ways_on(state),
            *pictures,
            *(() if state.unsaved else following(derived, state.today)),
        ),
        back=back,
        careful=not outcome.allows_dose,
        explains=plan is not None or bool(derived.screening.findings),
    )


def _careful(derived: Derived, state: State) -> str:
    """Return what to be careful with: of one finding what to do, of several where that stands."""
    findings = derived.screening.findings
    names = "; ".join(_(state.catalog.screening.title(each.rule)) for each in findings)
    advice = _(derived.advice(findings[0])).partition(". ")[0].rstrip(".")
    if len(findings) > 1 or not advice:
        return _('{reasons}: see "Be careful with" below.').format(reasons=names)
    return _("{finding}: {advice}.").format(finding=names, advice=lowered(advice))


def _card(document: Document, derived: Derived, plan: Protocol, state: State) -> Card:
    """Return the plan in short: what to take on which days, the times, the most, and the dates."""
    known: Mapping[str, Section] = {section.id: section for section in document.sections}
    times = dict.fromkeys(clock(dose.at.value) for each in plan.phases for dose in each.doses)
    most = known["dose"].blocks[1]
    what = taken(derived.answers, state.catalog)
    lines = [
        (
            _("Never after {last}.")  # each dose stands above with its time
            if len(times) > 1
            else _("At {times}, never after {last}.")
        ).format(times=listed(list(times)), last=clock(state.catalog.dosing.session.last_at)),
        *([most.text] if isinstance(most, Paragraph) else ()),
        *([_(EVEN_DAYS)] if plan.changes_sides else ()),
    ]
    dates = [*_dates(known["dates"]), discards(plan)]
    doses = (
        row
        for block in known["dose"].blocks
        if isinstance(block, Table)
        for row in _doses(block, plan, timed=len(times) > 1)
    )
    return Card(
        (
            (Words(document.title, "strong"),),
            (Words(what),),
            (),
            *doses,
            *((Words(line),) for line in lines),
            *((Words(line, "soft"),) for line in dates),
        )
    )


def _doses(table: Table, plan: Protocol, *, timed: bool) -> Iterator[tuple[Words, ...]]:
    """Yield the days with their dose; where there is no room beside them, each on its own line."""
    apart = timed or any(len(row[0]) > _LONG_DATES for row in table.rows)
    nasal = len(table.header) > _DRAWN
    sides = (_("left"), _("right")) if nasal else ()
    drawn = [
        count(dose.count.value, plan.measure.unit) for each in plan.phases for dose in each.doses
    ]
    for (days, at, dose, _count, *measured), draw in zip(table.rows, drawn, strict=True):
        which, _colon, dates = days.partition(": ")
        named = (Words(_("Days {which}").format(which=which)), Words(dates))
        if sides:
            pairs = zip(sides, measured, strict=False)
            how = tuple(Words(f"{share} {side}", dots=int(share)) for side, share in pairs)
        else:
            how = Words(draw), Words(measured[-1])
        if apart and days:
            yield named
        before = (Words(f"  {at}"),) if apart else named
        yield (*before, Words(dose, "strong"), *how)


def _dates(section: Section) -> Iterator[str]:
    """Yield the dates of the cycles and of the rest; the days of one course stand by its doses."""
    elsewhere = tuple(map(_, _ELSEWHERE))
    for block in section.blocks:
        match block:
            case Paragraph(text):
                yield text
            case Pairs(rows):
                yield from (f"{label}: {told}." for label, told in rows if label not in elsewhere)


def _to_read(document: Document, changes: Sequence[str], state: State) -> tuple[Option, ...]:
    """Return what to open and read, in an order of its own, and last all of it."""
    known = {section.id: section for section in document.sections}
    if len(changes) > _MOST_TOLD:
        known["changes"] = Section("changes", "", (Bullets(tuple(changes)),))
    parts: list[Part] = [Part(_("All of it, on one page"), document.sections)]
    for title, ids in reversed(_PARTS):
        if sections := tuple(known[each] for each in ids if each in known):
            then = parts[-1] if len(parts) > 1 else None
            parts.append(Part(_(title), sections, then))
    return tuple(
        Option(
            Over(each),
            each.title,
            read=any(set(each.sections) <= set(read) for read in state.read),
        )
        for each in (*reversed(parts[1:]), parts[0])
    )


def part(_state: State, place: Part) -> View:
    """Return some sections of the plan, from which the ones after them can be turned to."""
    first, *others = place.sections
    if not others:  # the page has its title
        first = attrs.evolve(first, title="")
    ahead = place.then
    return View(
        title=place.title,
        text=(Sheet(Document(place.title, (_HEAD, first, *others)), titled=False),),
        in_full=True,
        actions=()
        if ahead is None
        else (Action(_("Read on, next: {what}").format(what=ahead.title), Instead(ahead)),),
    )


def _ways_on(state: State) -> tuple[Action, ...]:
    """Offer to save and to change; what was changed goes to the file that was opened."""
    change, save_as = Action(_("Change"), Move.ANSWERS), Action(_("Save as"), Move.NAME)
    if state.profile is None:
        return Action(_("Save"), Move.NAME), change
    return (Action(_("Save"), Move.SAVE), save_as, change) if state.unsaved else (change, save_as)


def _changes(state: State, derived: Derived) -> tuple[str, ...]:
    """Return what saving changes in the profile that was opened."""
    if state.profile is None or not state.unsaved:
        return ()
    return edited(state.profile, derived, state.catalog)


def _to_save(changes: Sequence[str], plan: Protocol | None) -> str:
    """Tell what is to be saved: of many changes to a plan the first, since a page has them all."""
    if not changes:
        return ""
    if plan is not None and len(changes) > _MOST_TOLD:
        more = _("and {number} more").format(number=len(changes) - 1)
        changes = (changes[0], more)
    return _("Not saved yet: {changes}.").format(changes=", ".join(changes))


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
            card(
                told,
                *((longer,) if planned > same else ()),
                _("Your last course ended on {day}.").format(day=day(end)),
            ),
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
