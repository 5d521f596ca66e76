"""The second page of a plan: dates, supply, storage, what to expect, and the sources."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from attrs import evolve

from wizard.catalog.model import Container, Outcome
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

_IN_FULL: Final = 3  # conflicts that are told with what was chosen
_TITLED: Final = 6  # more that are named


def background(facts: Facts, protocol: Protocol) -> tuple[Section, ...]:
    """Return the sections to read once, before the course; they begin a page."""
    guidance, first = facts.catalog.guidance, protocol.phases[0]
    container = protocol.supply.container
    day_five = guidance.day_five if first.name == "assessment" else ()
    sections = (
        *reasons(facts),
        Section("dates", "Dates", tuple(_dates(facts, protocol))),
        *_advice(facts, "rest", "Why there is a rest", guidance.rest),
        *_advice(facts, "day-five", f"What to look at on day {first.last_day.value}", day_five),
        *_advice(facts, "break", "When to take a break", guidance.break_signs),
        Section("supply", "Supply", tuple(supplies(protocol)), detail=True),
        Section(
            "preparation",
            f"When you {opens(container)} a {container}",
            tuple(_preparation(facts, protocol)),
            detail=True,
        ),
        *_advice(facts, "sharps", "Needles and syringes", guidance.sharps),
        *_advice(facts, "storage", "Storage", guidance.storage),
        *_advice(facts, "degradation", "Signs that it has gone bad", guidance.degradation),
        *_advice(facts, "expect", "What to expect, and when", guidance.expectations),
        *_advice(facts, "adverse", "Unwanted effects", guidance.adverse_effects),
        *_advice(facts, "daily-life", "Food, and other people", guidance.daily_life),
        *_told("noted", "What else you take", _noted(facts)),
        Section("why", "How the dose was reached", tuple(_why(facts, protocol)), detail=True),
        Section("sources", "Sources, and where they disagree", tuple(_sources(facts)), detail=True),
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
        yield Paragraph(
            f"Make up {number(product.vial_mg)} mg of powder with"
            f" {number(product.diluent_ml or 0)} mL of bacteriostatic water. This gives"
            f" {strength(protocol.measure)}."
        )
    if steps := facts.advice(facts.catalog.guidance.preparation):
        yield Numbered(steps)
    yield from map(Paragraph, facts.advice(facts.catalog.guidance.measuring))


def _noted(facts: Facts) -> tuple[str, ...]:
    """Return what a person takes that changes nothing, and is told all the same."""
    given = facts.answers.screening
    return tuple(
        f"{item.label}: {item.reason} {item.advice}"
        for group in facts.catalog.screening.groups
        for item in group.items
        if item.outcome is Outcome.CLEAR and item.id in {*given.substances, *given.not_sure}
    )


def opens(container: Container) -> str:
    """Return what is done with a new container: `open`, `make up`."""
    return "make up" if container == "vial" else "open"


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
    if len(planned) == 1:
        start, end, following = planned[0]
        decided = (
            "; whether to go on is decided after this first course"
            if facts.answers.first_time
            else ""
        )
        yield Pairs(
            (
                ("On-cycle", f"{on}, {dates(start, end)}"),
                ("Rest", f"{rest}, {dates(end + one_day, following - one_day)}"),
                (
                    "Next start",
                    (
                        f"{day(following)} at the"
                        f" earliest{', with the same goal' if same else ''}{decided}"
                    ),
                ),
            )
        )
        return
    yield Paragraph(f"{count(len(planned), 'cycle')}, each of {on} on and {rest} of rest.")
    rows = (
        (f"Cycle {number}", dates(start, end))
        for number, (start, end, _) in enumerate(planned, start=1)
    )
    after = ", with the same goal" if same else ""
    yield Pairs((*rows, ("Next start", f"{day(planned[-1][-1])} at the earliest{after}")))


def _why(facts: Facts, protocol: Protocol) -> Iterator[Block]:
    main, top, asked = protocol.main, protocol.ceiling, protocol.requested
    unit = protocol.measure.unit
    if facts.answers.target_mcg is None:
        instead = taken_instead(protocol)
        start = (
            f"You named no dose, so {instead}, was taken daily;"
            if instead
            else "You named no dose, so the lowest one recommended was taken:"
            f" {mass(asked.value)} daily;"
        )
    else:
        start = f"You asked for {mass(asked.value)} daily;"
    note = facts.catalog.goals[facts.answers.goal].note
    parts = [note, start, f"the plan gives {daily(main, protocol.measure)}."]
    if facts.answers.first_time:
        rule = facts.catalog.dosing.assessment
        coarse = protocol.phases[0].daily.value > mcg(rule.daily_mcg)
        at = f"one {unit}" if coarse else f"{number(rule.daily_mcg)} mcg daily at most"
        parts.append(f"{sentence(days(1, rule.days))} of a first course are at {at}.")
    limits = " and ".join(_limit(name, facts) for name in top.limits)
    if asked.value > top.figure.value:
        parts.append(f"Limited to {mass(top.figure.value)} by: {limits}.")
    else:
        lower = main.daily.value < top.figure.value
        parts.append(
            f"This program would plan at most {mass(top.figure.value)} daily for you ({limits}). "
            f"Your plan is {'lower' if lower else 'at that'}: take what is planned."
        )
    if main.planned.value > main.daily.value:
        parts.append(
            "The count is rounded down to a whole"
            f" {'mark of the syringe' if unit == 'unit' else unit}, never up."
        )
    least, most = protocol.range.least.value, protocol.range.most.value
    if asked.value < least:
        parts.append(
            f"Recommended is {number(least)} to {mass(most)} daily; a lower dose is allowed."
        )
    if asked.value > most:
        parts.append(
            f"Recommended is {number(least)} to {mass(most)} daily; you confirmed that you meant"
            " more."
        )
    yield Paragraph(" ".join(filter(None, parts)))


def _limit(name: str, facts: Facts) -> str:
    """Name a bound of the ceiling to the person (R06)."""
    match name:
        case "sessions":
            return f"sessions before {last_hour(facts)}"
        case "weight":
            return f"body weight, at {number(facts.catalog.dosing.weight.mcg_per_kg)} mcg per kg"
        case "compound":
            return "the limit for this compound"
        case _:
            return (
                "the limit for this goal"
                if facts.answers.route == "intranasal"
                else "the limit for the subcutaneous route"
            )


def _sources(facts: Facts) -> Iterator[Block]:
    sources, behind = facts.catalog.sources, shaped(facts.derived, facts.catalog)
    graded = sources["A"].grade.partition(":")[0]
    yield Paragraph(
        f"Source A and source B are web texts (evidence level {sources['A'].level}; certainty"
        f" {graded}). Where they disagree, this plan follows the more careful one. What changed it"
        " most comes first; the program's why and its guide tell the rest."
    )
    yield Bullets(
        (
            *(f"{each.title}: {each.choice}" for each in behind[:_IN_FULL]),
            *(f"{each.title}." for each in behind[_IN_FULL : _IN_FULL + _TITLED]),
        )
    )


def supplies(protocol: Protocol) -> Iterator[Block]:
    """Yield every container of the plan, with the date that ends it.

    What one cycle leaves serves the next while it is good.
    """
    needs, counted, cycles = protocol.supply, protocol.measure, protocol.course.cycles
    opened = needs.every_cycle
    span = "the course" if cycles == 1 else f"all {cycles} cycles"
    takes = (
        f"{'which' if cycles == 1 else 'each of which'} takes"
        f" {count(needs.needed.value, counted.unit)}"
    )
    full = (
        f"{count(counted.capacity.value, counted.unit)}, or"
        f" {count(needs.doses_per_container.value, 'full daily dose')}"
    )
    yield Paragraph(
        f"{count(len(opened), needs.container)} for {span}, {takes}; a full one holds {full}."
    )
    yield Bullets(tuple(_one(number, each, protocol) for number, each in enumerate(opened, 1)))


def discards(protocol: Protocol) -> str:
    """Return the day on which each container is thrown away at the latest, in a sentence."""
    kind, opened = protocol.supply.container, protocol.supply.every_cycle
    each = (f"{kind} {at} on {day(one.discard.value)}" for at, one in enumerate(opened, start=1))
    return f"Discard {', '.join(each)} at the latest."


def _one(number: int, opened: Opened, protocol: Protocol) -> str:
    container, unit = protocol.supply.container, protocol.measure.unit
    verb, done = opens(container), "made up" if container == "vial" else "opened"
    if opened.on.value < protocol.course.start.value:
        verb = done
    left, discard, last = (
        count(opened.left_over, unit),
        day(opened.discard.value),
        day(opened.last_dose),
    )
    match _ends(opened):
        case "content":
            thrown = f"; throw away the {left} left" if opened.left_over else ""
            how = f"runs out on {last}, before its discard date, {discard}{thrown}"
        case "beyond-use":
            good = count((opened.discard.value - opened.on.value).days, "day")
            how = (
                f"last dose on {last}; discard it on {discard}, {good} after it was {done}, with"
                f" the {left} left"
            )
        case "course":
            thrown = f", with the {left} left," if opened.left_over else ""
            how = (
                f"last dose on {last}, when the course ends; discard it{thrown} on {discard} at the"
                " latest"
            )
    return f"{container.capitalize()} {number}: {verb} on {day(opened.on.value)}; {how}."


def _ends(opened: Opened) -> LimitedBy:
    """Return what ends a container: one with nothing left has run out, whatever its date."""
    return "content" if opened.ends == "beyond-use" and not opened.left_over else opened.ends
