"""The second page of a plan: dates, supply, storage, what to expect, and the sources."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from attrs import evolve

from wizard.catalog.model import Container, CountUnit, Outcome
from wizard.catalog.texts import Advice
from wizard.protocol.dose_words import daily, strength, taken_instead
from wizard.protocol.plan import LimitedBy, Opened, Protocol
from wizard.protocol.schedule import cycle_start, same_goal_only
from wizard.quantities import mcg
from wizard.report.blocks import Block, Bullets, Numbered, Pairs, Paragraph, Section
from wizard.report.conflicts import shaped
from wizard.report.dosing_page import reasons
from wizard.report.facts import Facts, last_hour
from wizard.text.layout import sentence
from wizard.text.numbers import count, dates, day, days, mass, number
from wizard.text.translation import N_, _

_IN_FULL: Final = 3  # conflicts that are told with what was chosen
_IN_BRIEF: Final = 6  # more that are told with the first sentence of it


def background(facts: Facts, protocol: Protocol) -> tuple[Section, ...]:
    """Return the sections to read once, before the course; they begin a page."""
    guidance, first = facts.catalog.guidance, protocol.phases[0]
    day_five = guidance.day_five if first.name == "assessment" else ()
    sections = (
        *reasons(facts),
        Section("dates", _("Dates"), tuple(_dates(facts, protocol))),
        *_advice(facts, "rest", _("Why there is a rest"), guidance.rest),
        *_advice(
            facts,
            "day-five",
            _("What to look at on day {number}").format(number=first.last_day.value),
            day_five,
        ),
        *_advice(facts, "break", _("When to take a break"), guidance.break_signs),
        Section("supply", _("Supply"), tuple(supplies(protocol)), detail=True),
        Section(
            "preparation",
            _(_NEW[protocol.supply.container]),
            tuple(_preparation(facts, protocol)),
            detail=True,
        ),
        *_advice(facts, "sharps", _("Needles and syringes"), guidance.sharps),
        *_advice(facts, "storage", _("Storage"), guidance.storage),
        *_advice(facts, "degradation", _("Signs that it has gone bad"), guidance.degradation),
        *_advice(facts, "expect", _("What to expect, and when"), guidance.expectations),
        *_advice(facts, "adverse", _("Unwanted effects"), guidance.adverse_effects),
        *_advice(facts, "daily-life", _("Food, and other people"), guidance.daily_life),
        *_told("noted", _("What else you take"), _noted(facts)),
        Section("why", _("How the dose was reached"), tuple(_why(facts, protocol)), detail=True),
        Section(
            "sources", _("Sources, and where they disagree"), tuple(_sources(facts)), detail=True
        ),
        facts.signed(),
    )
    return (evolve(sections[0], page=True), *sections[1:])


def _advice(facts: Facts, section: str, title: str, known: tuple[Advice, ...]) -> Iterator[Section]:
    """Yield a section of what holds for this form and route, if anything does."""
    return _told(section, title, facts.advice(known))


def _told(section: str, title: str, said: tuple[str, ...]) -> Iterator[Section]:
    if said:
        yield Section(section, title, (Bullets(said),), detail=True)


def _preparation(facts: Facts, protocol: Protocol) -> Iterator[Block]:
    """Yield what is done once for a container, and how its measure is checked."""
    product = facts.answers.product
    if product.vial_mg is not None:
        told = _(
            "Make up {mass} mg of powder with {volume} mL of bacteriostatic water. This gives"
            " {strength}."
        )
        yield Paragraph(
            told.format(
                mass=number(product.vial_mg),
                volume=number(product.diluent_ml or 0),
                strength=strength(protocol.measure),
            )
        )
    if steps := facts.advice(facts.catalog.guidance.preparation):
        yield Numbered(steps) if len(steps) > 1 else Paragraph(steps[0])
    yield from map(Paragraph, facts.advice(facts.catalog.guidance.measuring))


def _noted(facts: Facts) -> tuple[str, ...]:
    """Return what a person takes that changes nothing, and is told all the same."""
    given = facts.answers.screening
    return tuple(
        f"{_(item.label)}: {_(item.reason)} {_(item.advice)}"
        for group in facts.catalog.screening.groups
        for item in group.items
        if item.outcome is Outcome.CLEAR and item.id in {*given.substances, *given.not_sure}
    )


_NEW: Final[dict[Container, str]] = {
    "bottle": N_("When you open a bottle"),
    "vial": N_("When you make up a vial"),
}


def cycle_dates(protocol: Protocol) -> tuple[tuple[date, date, date], ...]:
    """Return first dosing day, last dosing day and next earliest start of each cycle."""
    course = protocol.course
    length: timedelta = course.end.value - course.start.value
    starts = [cycle_start(course, cycle) for cycle in range(1, course.cycles + 2)]
    return tuple((start, start + length, following) for start, following in pairwise(starts))


def _dates(facts: Facts, protocol: Protocol) -> Iterator[Block]:
    course, planned = protocol.course, cycle_dates(protocol)
    on, rest = count(course.on_days.value, "day"), count(course.rest_days.value, "day")
    one_day, same = timedelta(days=1), same_goal_only(course, facts.catalog)
    goal = _("{day} at the earliest, with the same goal") if same else _("{day} at the earliest")
    if len(planned) == 1:
        start, end, following = planned[0]
        earliest = goal.format(day=day(following))
        if facts.answers.first_time:
            later = _("whether to go on is decided after this first course")
            earliest = f"{earliest}; {later}"
        yield Pairs(
            (
                (_("Dosing days"), f"{on}, {dates(start, end)}"),
                (_("Rest"), f"{rest}, {dates(end + one_day, following - one_day)}"),
                (_("Next start"), earliest),
            )
        )
        return
    told = _("{cycles}, each of {on} on and {rest} of rest.")
    yield Paragraph(told.format(cycles=count(len(planned), "cycle"), on=on, rest=rest))
    rows = tuple(
        (_("Cycle {number}").format(number=which), dates(start, end))
        for which, (start, end, _following) in enumerate(planned, start=1)
    )
    yield Pairs((*rows, (_("Next start"), goal.format(day=day(planned[-1][-1])))))


def _why(facts: Facts, protocol: Protocol) -> Iterator[Block]:
    main, top, asked = protocol.main, protocol.ceiling, protocol.requested
    unit = protocol.measure.unit
    delivered = daily(main, protocol.measure)
    if facts.answers.target_mcg is not None:
        start = _("You asked for {asked} daily; the plan gives {delivered}.")
    elif taken_instead(protocol):
        start = _("You named no dose, so {instead}, was taken daily; the plan gives {delivered}.")
    else:
        start = _(
            "You named no dose, so the lowest one recommended was taken: {asked} daily; the plan"
            " gives {delivered}."
        )
    parts = [
        _(facts.catalog.goals[facts.answers.goal].note),
        start.format(asked=mass(asked.value), instead=taken_instead(protocol), delivered=delivered),
    ]
    if facts.answers.first_time:
        rule = facts.catalog.dosing.assessment
        coarse = protocol.phases[0].daily.value > mcg(rule.daily_mcg)
        told = (
            _(_AT_ONE[unit])
            if coarse
            else _("{days} of a first course are at {dose} daily at most.")
        )
        parts.append(told.format(days=sentence(days(1, rule.days)), dose=mass(mcg(rule.daily_mcg))))
    limits = _(" and ").join(_limit(name, facts) for name in top.limits)
    if asked.value > top.figure.value:
        told = _("This program plans at most {most} daily for you, because of {limits}.")
    elif main.daily.value < top.figure.value:
        told = _(
            "This program would plan at most {most} daily for you ({limits}). Your plan is lower:"
            " take what is planned."
        )
    else:
        told = _(
            "This program would plan at most {most} daily for you ({limits}). Your plan is at that:"
            " take what is planned."
        )
    parts.append(told.format(most=mass(top.figure.value), limits=limits))
    if main.planned.value > main.daily.value:
        parts.append(_(_ROUNDED[unit]))
    least, most = protocol.range.least.value, protocol.range.most.value
    told = ""
    if asked.value < least:
        told = _(
            "{least} to {most} daily is the stricter range in the texts; a lower dose is allowed."
        )
    if asked.value > most:
        told = _(
            "{least} to {most} daily is the stricter range in the texts; you confirmed that you"
            " meant more."
        )
    parts.append(told.format(least=number(least), most=mass(most)))
    yield Paragraph(" ".join(filter(None, parts)))


_AT_ONE: Final[dict[CountUnit, str]] = {
    "drop": N_("{days} of a first course are at one drop."),
    "spray": N_("{days} of a first course are at one spray."),
    "unit": N_("{days} of a first course are at one unit."),
}
_ROUNDED: Final[dict[CountUnit, str]] = {
    "drop": N_("The count is rounded down to a whole drop, never up."),
    "spray": N_("The count is rounded down to a whole spray, never up."),
    "unit": N_("The count is rounded down to a whole mark of the syringe, never up."),
}


def _limit(name: str, facts: Facts) -> str:
    """Name a bound of the ceiling to the person (R06)."""
    match name:
        case "sessions":
            return _("what fits by {time}").format(time=last_hour(facts))
        case "weight":
            return _("your weight, at {number} mcg per kg").format(
                number=number(facts.catalog.dosing.weight.mcg_per_kg)
            )
        case "compound":
            return _("the limit for this compound")
        case _ if facts.answers.route == "intranasal":
            return _("the limit for this goal")
    return _("the limit for the subcutaneous route")


def _sources(facts: Facts) -> Iterator[Block]:
    sources, behind = facts.catalog.sources, shaped(facts.derived, facts.catalog)
    graded = _(sources["A"].grade).partition(":")[0]
    rests_on = _(sources["A"].level).partition(": ")[2]
    told = _(
        "Source A and source B are web texts: {rests_on}. Their certainty is {grade}. Where they"
        " disagree, this plan follows the more careful one. What changed it most comes first; the"
        " program's why and its guide tell the rest."
    )
    yield Paragraph(told.format(rests_on=rests_on, grade=graded))
    yield Bullets(
        (
            *(f"{_(each.title)}: {_(each.choice)}" for each in behind[:_IN_FULL]),
            *(
                f"{_(each.title)}: {_(each.choice).partition('. ')[0].rstrip('.')}."
                for each in behind[_IN_FULL : _IN_FULL + _IN_BRIEF]
            ),
        )
    )


def supplies(protocol: Protocol) -> Iterator[Block]:
    """Yield every container of the plan, with the date that ends it.

    What one cycle leaves serves the next while it is good.
    """
    needs, counted, cycles = protocol.supply, protocol.measure, protocol.course.cycles
    opened = needs.every_cycle
    told = (
        _("{containers} for the course, which takes {taken}; a full one holds {full}, or {doses}.")
        if cycles == 1
        else _(
            "{containers} for all {number} cycles, each of which takes {taken}; a full one holds"
            " {full}, or {doses}."
        )
    )
    if protocol.changes_dose:
        told += _(" The first days take less.")
    if not opened[-1].left_over:
        told += _(" Nothing is to spare.")
    yield Paragraph(
        told.format(
            containers=count(len(opened), needs.container),
            number=cycles,
            taken=count(needs.needed.value, counted.unit),
            full=count(counted.capacity.value, counted.unit),
            doses=count(needs.doses_per_container.value, "full daily dose"),
        )
    )
    yield Bullets(tuple(_one(which, each, protocol) for which, each in enumerate(opened, 1)))


def discards(protocol: Protocol) -> str:
    """Return the day on which each container is used up, or else discarded (R43)."""
    each_on = _(_EACH_ON[protocol.supply.container])
    told: dict[bool, list[str]] = {}
    for at, one in enumerate(protocol.supply.every_cycle, start=1):
        each = each_on.format(number=at, day=day(one.gone))
        told.setdefault(one.is_used_up, []).append(each)
    sentences = {True: _("Used up: {containers}."), False: _("Discard {containers} at the latest.")}
    return " ".join(
        sentences[is_used_up].format(containers=", ".join(each))
        for is_used_up, each in told.items()
    )


_EACH_ON: Final[dict[Container, str]] = {
    "bottle": N_("bottle {number} on {day}"),
    "vial": N_("vial {number} on {day}"),
}
_OPENS: Final[dict[Container, tuple[str, str]]] = {
    "bottle": (N_("Bottle {number}: open on {day}"), N_("Bottle {number}: opened on {day}")),
    "vial": (N_("Vial {number}: make up on {day}"), N_("Vial {number}: made up on {day}")),
}
_GOOD: Final[dict[Container, str]] = {
    "bottle": N_(
        "last dose on {last}; discard it on {discard}, {good} after it was opened, with the {left}"
        " left"
    ),
    "vial": N_(
        "last dose on {last}; discard it on {discard}, {good} after it was made up, with the {left}"
        " left"
    ),
}


def _one(which: int, opened: Opened, protocol: Protocol) -> str:
    container = protocol.supply.container
    opens, was_opened = _OPENS[container]
    verb = was_opened if opened.on.value < protocol.course.start.value else opens
    match _ends(opened):
        case "content" if opened.left_over:
            how = _(
                "runs out on {last}, before its discard date, {discard}; throw away the {left} left"
            )
        case "content":
            how = _("runs out on {last}, before its discard date, {discard}")
        case "beyond-use":
            how = _(_GOOD[container])
        case "course" if opened.left_over:
            how = _(
                "last dose on {last}, when the course ends; discard it, with the {left} left, on"
                " {discard} at the latest"
            )
        case "course":
            how = _(
                "last dose on {last}, when the course ends; discard it on {discard} at the latest"
            )
    told = how.format(
        last=day(opened.last_dose),
        discard=day(opened.discard.value),
        left=count(opened.left_over, protocol.measure.unit),
        good=count((opened.discard.value - opened.on.value).days, "day"),
    )
    return f"{_(verb).format(number=which, day=day(opened.on.value))}; {told}."


def _ends(opened: Opened) -> LimitedBy:
    """Return what ends a container: one with nothing left has run out, whatever its date."""
    return "content" if opened.ends == "beyond-use" and not opened.left_over else opened.ends
