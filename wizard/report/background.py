"""The second page of a plan: dates, supply, storage, what to expect, and where the figures come from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from wizard.protocol.dose_words import daily
from wizard.protocol.plan import Protocol
from wizard.protocol.provenance import PRODUCT, given
from wizard.protocol.schedule import cycle_start, same_goal_only
from wizard.quantities import MCG_PER_KG, Quantity
from wizard.report.conflicts import shaped
from wizard.report.model import Block, Bullets, Pairs, Paragraph, Section
from wizard.report.supplies import supplies
from wizard.report.told import Told, last_hour, lowered
from wizard.text.layout import sentence
from wizard.text.numbers import count, dates, day, days, mass, number, strength_three_ways

_CONFLICTS: Final = {0: (3, 6), 1: (3, 6), 2: (2, 6), 3: (2, 6), 4: (2, 6), 5: (1, 5), 6: (1, 5)}
"""How many are told in full, and of how many more the title, by the number of findings: a plan with many says less of the rest."""
_FEWEST: Final = (0, 4)


def background(told: Told, protocol: Protocol) -> Iterator[Section]:
    """Sections to read once, before the course."""
    guidance = told.catalog.guidance
    yield Section("dates", "Dates", tuple(_dates(told, protocol)))
    yield Section("supply", "Supply", tuple(supplies(protocol)), detail=True)
    yield Section("storage", "Storage", (Bullets(told.advice(guidance.storage)),), detail=True)
    yield Section(
        "degradation",
        "Signs that it has gone bad",
        (Bullets(told.advice(guidance.degradation)),),
        detail=True,
    )
    if sharps := told.advice(guidance.sharps):
        yield Section("sharps", "Needles and syringes", (Bullets(sharps),), detail=True)
    yield Section(
        "expect",
        "What to expect, and when",
        (Bullets(told.advice(guidance.expectations)),),
        detail=True,
    )
    yield Section(
        "adverse",
        "Unwanted effects",
        (Bullets(told.advice(guidance.adverse_effects)),),
        detail=True,
    )
    yield Section("about", "You and the product", tuple(_about(told, protocol)), detail=True)
    yield Section("why", "How the dose was reached", tuple(_why(told, protocol)), detail=True)
    yield Section("sources", "Sources, and where they disagree", tuple(_sources(told)), detail=True)
    yield told.signed()


def cycle_dates(protocol: Protocol) -> tuple[tuple[date, date, date], ...]:
    """First dosing day, last dosing day and next earliest start of each cycle."""
    course = protocol.course
    length: timedelta = course.end.value - course.start.value
    starts = [cycle_start(course, cycle) for cycle in range(1, course.cycles + 2)]
    return tuple((start, start + length, following) for start, following in pairwise(starts))


def _dates(told: Told, protocol: Protocol) -> Iterator[Block]:
    course, planned = protocol.course, cycle_dates(protocol)
    on, rest = count(course.on_days.value, "day"), count(course.rest_days.value, "day")
    one_day, same = timedelta(days=1), same_goal_only(course, told.catalog)
    if len(planned) == 1:
        start, end, following = planned[0]
        decided = (
            "; whether to go on is decided after this first course"
            if told.answers.first_time
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


def _about(told: Told, protocol: Protocol) -> Iterator[Block]:
    answers, catalog = told.answers, told.catalog
    goal, counted = catalog.goals[answers.goal], protocol.measure
    product = (
        f"{catalog.compounds[answers.compound].title}, {lowered(catalog.forms[answers.form].title)}"
    )
    strength = strength_three_ways(counted.strength.value, counted.mass.value, counted.unit)
    if answers.product.diluent_ml is not None:
        strength = f"{strength}, when made up with {number(answers.product.diluent_ml)} mL"
    yield Pairs(
        (
            ("Goal", f"{goal.title}. {goal.note}".rstrip() if goal.note else goal.title),
            (
                "You",
                (
                    f"{count(answers.person.age, 'year')} old, {told.weight};"
                    f" {number(protocol.per_kg.value)} mcg per kg daily"
                ),
            ),
            ("Product", f"{product}, {answers.route}: {strength}"),
        )
    )


def _why(told: Told, protocol: Protocol) -> Iterator[Block]:
    main, top, asked = protocol.main, protocol.ceiling, protocol.requested
    unit = protocol.measure.unit
    if told.answers.target_mcg is None:
        start = (
            f"You named no dose, so the lower recommended bound was taken: {mass(asked.value)}"
            " daily;"
        )
    else:
        start = f"You asked for {mass(asked.value)} daily;"
    parts = [start, f"the plan delivers {daily(main, protocol.measure)}."]
    if told.answers.first_time:
        rule = told.catalog.dosing.assessment
        parts.append(
            f"{sentence(days(1, rule.days))} of a first course are at {number(rule.daily_mcg)} mcg"
            " daily at most."
        )
    limits = " and ".join(_limit(name, told) for name in top.limits)
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
    yield Paragraph(_clinical_band(told))


def _limit(name: str, told: Told) -> str:
    """A bound of the ceiling, named to the person (R06)."""
    match name:
        case "sessions":
            return f"sessions before {last_hour(told)}"
        case "weight":
            return f"body weight, at {number(told.catalog.dosing.weight.mcg_per_kg)} mcg per kg"
        case "compound":
            return "the bound of the compound"
        case _:
            return (
                "the bound of the goal"
                if told.answers.route == "intranasal"
                else "the bound of the subcutaneous route"
            )


def _clinical_band(told: Told) -> str:
    rule = told.catalog.dosing.weight
    weight = given("body weight", told.answers.person.weight)
    factors = [
        given("clinical factor", Quantity(factor, MCG_PER_KG), by=rule)
        for factor in rule.clinical_band
    ]
    masses = [PRODUCT.of("clinical dose", factor, weight, by=rule) for factor in factors]
    band, here = (
        " to ".join(number(figure.value) for figure in figures) for figures in (factors, masses)
    )
    return (
        f"Clinical band, for reference only, not for you: {band} mcg per kg daily, which at your"
        f" weight is {here} mcg."
    )


def _sources(told: Told) -> Iterator[Block]:
    sources, behind = told.catalog.sources, shaped(told.derived, told.catalog)
    full, titled = _CONFLICTS.get(len(told.derived.screening.findings), _FEWEST)
    graded = sources["A"].grade.partition(":")[0]
    yield Paragraph(
        f"Source A and source B are web texts (evidence level {sources['A'].level}; certainty"
        f" {graded}). Where they disagree, the more careful one decided; what changed most here"
        " stands first."
    )
    if full:
        yield Bullets(
            tuple(
                f"{conflict.id} {conflict.title}: {conflict.choice}" for conflict in behind[:full]
            )
        )
    named = "; ".join(
        f"{conflict.id} {conflict.title}" for conflict in behind[full : full + titled]
    )
    others = ", ".join(conflict.id for conflict in behind[full + titled :])
    yield Paragraph(
        f"{named}. Also: {others}. See semax-wizard sources, and semax-wizard why for each figure."
    )
