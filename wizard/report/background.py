"""The second page of a plan: dates, supply, storage, what to expect, and the sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Final

from wizard.protocol.dose_words import daily, strength, taken_instead
from wizard.protocol.plan import LimitedBy, Opened, Protocol
from wizard.protocol.schedule import cycle_start, same_goal_only
from wizard.quantities import mcg
from wizard.report.blocks import Block, Bullets, Pairs, Paragraph, Section
from wizard.report.conflicts import shaped
from wizard.report.facts import Facts, last_hour
from wizard.text.layout import lowered, sentence
from wizard.text.numbers import count, dates, day, days, mass, number

_CONFLICTS: Final = {0: (3, 6), 1: (3, 6), 2: (2, 6), 3: (2, 6), 4: (2, 6), 5: (1, 5), 6: (1, 5)}
"""How many conflicts are told in full, and how many more by title, by the number of findings.

The page has room for less when there are many findings.
"""
_FEWEST: Final = (0, 4)


def background(facts: Facts, protocol: Protocol) -> tuple[Section, ...]:
    """Return the sections to read once, before the course."""
    guidance = facts.catalog.guidance
    sharps = _advice("sharps", "Needles and syringes", facts.advice(guidance.sharps))
    return (
        Section("dates", "Dates", tuple(_dates(facts, protocol))),
        Section("supply", "Supply", tuple(supplies(protocol)), detail=True),
        _advice("storage", "Storage", facts.advice(guidance.storage)),
        _advice("degradation", "Signs that it has gone bad", facts.advice(guidance.degradation)),
        *([sharps] if facts.advice(guidance.sharps) else []),
        _advice("expect", "What to expect, and when", facts.advice(guidance.expectations)),
        _advice("adverse", "Unwanted effects", facts.advice(guidance.adverse_effects)),
        _advice("daily-life", "Food, and other people", facts.advice(guidance.daily_life)),
        Section("about", "You and the product", tuple(_about(facts, protocol)), detail=True),
        Section("why", "How the dose was reached", tuple(_why(facts, protocol)), detail=True),
        Section("sources", "Sources, and where they disagree", tuple(_sources(facts)), detail=True),
        facts.signed(),
    )


def _advice(section: str, title: str, advice: tuple[str, ...]) -> Section:
    return Section(section, title, (Bullets(advice),), detail=True)


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


def _about(facts: Facts, protocol: Protocol) -> Iterator[Block]:
    answers, catalog = facts.answers, facts.catalog
    goal, counted = catalog.goals[answers.goal], protocol.measure
    product = (
        f"{catalog.compounds[answers.compound].title}, {lowered(catalog.forms[answers.form].title)}"
    )
    held = strength(counted)
    if answers.product.diluent_ml is not None:
        held = f"{held}, when made up with {number(answers.product.diluent_ml)} mL"
    yield Pairs(
        (
            ("Goal", f"{goal.title}. {goal.note}".rstrip() if goal.note else goal.title),
            (
                "You",
                (
                    f"{count(answers.person.age, 'year')} old, {facts.weight};"
                    f" {number(protocol.per_kg.value)} mcg per kg daily"
                ),
            ),
            ("Product", f"{product}, {answers.route}: {held}"),
        )
    )


def _why(facts: Facts, protocol: Protocol) -> Iterator[Block]:
    main, top, asked = protocol.main, protocol.ceiling, protocol.requested
    unit = protocol.measure.unit
    if facts.answers.target_mcg is None:
        instead = taken_instead(protocol)
        start = (
            f"You named no dose, so {instead}, was taken daily;"
            if instead
            else "You named no dose, so the lower recommended bound was taken:"
            f" {mass(asked.value)} daily;"
        )
    else:
        start = f"You asked for {mass(asked.value)} daily;"
    parts = [start, f"the plan delivers {daily(main, protocol.measure)}."]
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
    yield Paragraph(" ".join(parts))


def _limit(name: str, facts: Facts) -> str:
    """Name a bound of the ceiling to the person (R06)."""
    match name:
        case "sessions":
            return f"sessions before {last_hour(facts)}"
        case "weight":
            return f"body weight, at {number(facts.catalog.dosing.weight.mcg_per_kg)} mcg per kg"
        case "compound":
            return "the bound of the compound"
        case _:
            return (
                "the bound of the goal"
                if facts.answers.route == "intranasal"
                else "the bound of the subcutaneous route"
            )


def _sources(facts: Facts) -> Iterator[Block]:
    sources, behind = facts.catalog.sources, shaped(facts.derived, facts.catalog)
    full, titled = _CONFLICTS.get(len(facts.derived.screening.findings), _FEWEST)
    graded = sources["A"].grade.partition(":")[0]
    yield Paragraph(
        f"Source A and source B are web texts (evidence level {sources['A'].level}; certainty"
        f" {graded}). Where they disagree, the more careful one decided; what changed most here"
        " stands first."
    )
    if full:
        yield Bullets(tuple(f"{each.title}: {each.choice}" for each in behind[:full]))
    named = "; ".join(each.title for each in behind[full : full + titled])
    yield Paragraph(
        f"Also: {named}. The program says why for each figure; its guide tells all of these."
    )


_MOST_LISTED: Final = 3
_ENDS: Final[dict[LimitedBy, tuple[str, str]]] = {  # for one, for more
    "content": ("runs out before its discard date", "run out before their discard dates"),
    "beyond-use": (
        "is discarded on its date before it runs out",
        "are discarded on their dates before they run out",
    ),
    "course": ("ends with the last dose", "end with the last dose"),
}


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
    if len(opened) <= _MOST_LISTED:
        yield Bullets(
            tuple(_one(number, each, protocol) for number, each in enumerate(opened, start=1))
        )
    else:
        yield _many(opened, counted.unit)


def _one(number: int, opened: Opened, protocol: Protocol) -> str:
    container, unit = protocol.supply.container, protocol.measure.unit
    verb, done = ("make up", "made up") if container == "vial" else ("open", "opened")
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


def _many(opened: tuple[Opened, ...], unit: str) -> Pairs:
    """Describe many containers in a few rows, each in the order in which they are opened."""
    ends = Counter(map(_ends, opened))
    left = [count(each.left_over, unit) if each.left_over else "nothing" for each in opened]
    return Pairs(
        (
            ("Open on", _listed(each.on.value for each in opened)),
            ("Discard by", _listed(each.discard.value for each in opened)),
            (
                "Each ends",
                "; ".join(f"{number} {_ENDS[how][number > 1]}" for how, number in ends.items()),
            ),
            ("Thrown away", f"{left[0]} each time" if len(set(left)) == 1 else "; ".join(left)),
        )
    )


def _listed(those: Iterable[date]) -> str:
    """List dates with those of one month together: `5 and 11 January 2026; 14 February 2026`."""
    months = (list(group) for _, group in groupby(those, key=lambda on: (on.year, on.month)))
    return "; ".join(
        f"{', '.join(f'{on.day}' for on in few)}{' and ' if few else ''}{day(last)}"
        for *few, last in months
    )
