"""The questions about the person, the screening and the plan, and all questions in order.

To ask something new, say in `wizard.protocol.answers` what the answer is, and declare the question
here or, if it is about the goal, the product or the route, in `product_questions`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil
from typing import Any, Final

from attrs import evolve

from wizard.catalog.model import Cycle, ScreeningGroup, Sourced
from wizard.interview.choice import Choice
from wizard.interview.product_questions import CONTAINER_QUESTIONS, PRODUCT_QUESTIONS
from wizard.interview.question import (
    Interview,
    Kind,
    Question,
    Step,
    Weight,
    daily_range,
    dosing,
    finding,
    planned_goal,
    start_of,
    when,
    yes_no,
)
from wizard.protocol.dose_words import taken_instead
from wizard.protocol.schedule import earliest_start, last_session, rest_after
from wizard.quantities import KG_PER_LB, mcg, rounded
from wizard.text.numbers import clock, count, day, mass, number
from wizard.text.translation import ENGLISH, N_, _, spoken

STEPS: Final = (
    Step("goal", N_("Goal")),
    Step("formulation", N_("Formulation")),
    Step("route", N_("Route")),
    Step("about", N_("You")),
    Step("screening", N_("Screening")),
    Step("plan", N_("Plan")),
    Step("review", N_("Review")),
    Step("save", N_("Save")),
)


# -- the person -----------------------------------------------------------------------------------


def _weight_echo(_interview: Interview, value: Weight) -> str:
    in_kg = value.exact.amount
    return _("{kg} kg, which is {lb} lb").format(kg=number(in_kg), lb=number(in_kg / KG_PER_LB, 1))


def _assessment(interview: Interview) -> Mapping[str, str]:
    if not interview.screening.outcome.allows_dose:
        return {"assessment": ""}
    rule = interview.catalog.dosing.assessment
    told = _("A first course begins with {days} at {dose} or less.")
    if interview.get("form") != "vial":
        told = _(
            "A first course begins with {days} at {dose} or less, or with one drop or spray where"
            " that holds more."
        )
    dose = mass(mcg(rule.daily_mcg))
    return {"assessment": told.format(days=count(rule.days, "day"), dose=dose)}


def _not_first(interview: Interview) -> bool:
    return interview.get("first_time") is False


def _last_ended(interview: Interview) -> bool:
    return _not_first(interview) and interview.get("schedule.last_course_end") is not None


def _last_goals(interview: Interview) -> tuple[Choice, ...]:
    unknown = Choice(None, _("I do not know, or none of these"), _("The longer rest is used."))
    goals = interview.catalog.goals.values()
    return (unknown, *(Choice(goal.id, _(goal.title)) for goal in goals))


def _athlete(interview: Interview) -> tuple[Choice, ...]:
    not_sure = Choice(value=True, title=_("Not sure"), summary=_("Counts as yes."))
    return (*yes_no(interview), not_sure)


PERSON_QUESTIONS: Final = (
    Question(
        key="person.age",
        step="about",
        kind=Kind.WHOLE,
        question="How old are you, in years?",
        facts=dosing("adult"),
    ),
    Question(
        key="person.weight",
        step="about",
        kind=Kind.WEIGHT,
        question="What do you weigh?",
        help="In kg, or with lb typed after the number. Weight may lower a dose, never raise it.",
        echo=_weight_echo,
        facts=dosing("weight"),
    ),
    Question(
        key="first_time",
        step="about",
        kind=Kind.CHOICE,
        question="Is this your first course?",
        help="{assessment}",
        figures=_assessment,
        choices=yes_no,
        facts=dosing("assessment"),
    ),
    Question(
        key="schedule.last_course_end",
        step="about",
        kind=Kind.DATE,
        question="When did your last course end?",
        help="Leave it out only if it is so long ago that you do not know.",
        asked=_not_first,
        echo=when,
        facts=dosing("restart"),
        optional=True,
        without="so long ago that I do not know",
        past=True,
        depends=("first_time",),
    ),
    Question(
        key="schedule.last_course_goal",
        step="about",
        kind=Kind.CHOICE,
        question="What was your last course for?",
        asked=_last_ended,
        choices=_last_goals,
        facts=dosing("restart"),
        depends=("schedule.last_course_end",),
    ),
)
"""In the order in which they are asked, before screening."""

ATHLETE_QUESTION: Final = Question(
    key="screening.tested_athlete",
    step="screening",
    kind=Kind.CHOICE,
    question="Are you an athlete who may be tested for doping?",
    choices=_athlete,
    facts=finding("tested-athlete"),
)


def _checklist(group: ScreeningGroup) -> Question:
    """Return the question with the checklist of a page of screening."""

    def lines(interview: Interview) -> tuple[Choice, ...]:
        return tuple(
            Choice(item.id, _(item.label), _(item.detail), outcome=item.outcome)
            for item in group.items
            if not item.routes or interview.get("route") in item.routes
        )

    return Question(
        key=f"screening.{group.id}",
        step="screening",
        kind=Kind.CHECKLIST,
        question=group.question,
        help='A line without a mark counts as no, "not sure" as yes.',
        choices=lines,
        depends=("route", "schedule.start") if group.today else ("route",),
        group=group.id,
        stored=f"screening.{group.key}",
    )


def of_pages(
    values: Mapping[str, Any], groups: tuple[ScreeningGroup, ...]
) -> Iterator[tuple[str, Any]]:
    """Yield the key and marks of each page of a list that was asked as one before 2026.12."""
    for group in groups:
        match values.get(f"screening.{group.key}") if group.key != group.id else None:
            case {"yes": [*yes], "not_sure": [*not_sure]}:
                items, both = [item.id for item in group.items], {"yes": yes, "not_sure": not_sure}
                yield (
                    f"screening.{group.id}",
                    {
                        name: [each for each in marks if each in items]
                        for name, marks in both.items()
                    },
                )


# -- the plan -------------------------------------------------------------------------------------


_DOSE: Final = (
    *("goal", "compound", "form", "route", "first_time", "person.age", "person.weight"),
    *("product.strength_mg_per_ml", "product.drops_per_ml", "product.spray"),
    *("product.vial_mg", "product.diluent_ml"),
    *("product.syringe", "product.mark_units", "schedule.wake"),
)
"""The keys of what the dose depends on."""


def _cycle(interview: Interview) -> Cycle | None:
    return goal.planned_cycle if (goal := planned_goal(interview)) is not None else None


def _cycle_facts(interview: Interview) -> tuple[Sourced, ...]:
    goal = interview.catalog.goals.get(interview.get("goal"))
    return (goal.cycle,) if goal is not None and goal.cycle is not None else ()


def _session_times(interview: Interview) -> Mapping[str, str]:
    rule = interview.catalog.dosing.session
    return {"minutes": f"{rule.minutes_after_waking}", "last": clock(rule.last_at)}


def _on_days(interview: Interview) -> int | None:
    cycle = _cycle(interview)
    return None if cycle is None else cycle.days_start


def _on_days_bounds(interview: Interview) -> str:
    cycle = _cycle(interview)
    return "" if cycle is None else _("1 to {days}").format(days=count(cycle.days_most, "day"))


def _on_days_echo(interview: Interview, value: int) -> str:
    cycle = _cycle(interview)
    if cycle is None:
        return ""
    told = _("{days} on, then at least {rest} of rest")
    return told.format(days=count(value, "day"), rest=count(rest_after(cycle, value).value, "day"))


def _rest(interview: Interview) -> int | None:
    cycle = _cycle(interview)
    if cycle is None:
        return None
    return rest_after(cycle, interview.get("schedule.on_days") or cycle.days_start).value


def _rest_bounds(interview: Interview) -> str:
    cycle, least = _cycle(interview), _rest(interview)
    if cycle is None or least is None:
        return ""
    told = _("at least {days}; up to {most} are reported")
    return told.format(days=count(least, "day"), most=count(cycle.rest_reported_most, "day"))


def _target(interview: Interview) -> Decimal | None:
    """Return what is taken where nothing is asked for (R34, R38).

    It is rounded up to what can be typed, so that the counts in it are the same.
    """
    of, plan = daily_range(interview, interview.get("route")), interview.unasked()
    if of is None:
        return None
    taken = of.least.value if plan is None else plan.requested.value
    return rounded(Fraction(ceil(taken.amount * 100), 100), 2)


def _taken(interview: Interview) -> Mapping[str, str]:
    plan = interview.unasked()
    told = "" if plan is None else taken_instead(plan)
    return {"taken": _("Suggested is {taken}.").format(taken=told) if told else ""}


def _target_bounds(interview: Interview) -> str:
    """Return the range of the goal, compound and route, in words."""
    of = daily_range(interview, interview.get("route"))
    if of is None:
        return ""
    told = _(
        "{least} to {most} daily is the stricter range in the texts, {absolute} daily the most"
        " that is planned"
    )
    least, most = number(of.least.value), mass(of.most.value)
    return told.format(least=least, most=most, absolute=mass(of.absolute))


def _target_facts(interview: Interview) -> tuple[Sourced, ...]:
    goal = interview.catalog.goals.get(interview.get("goal"))
    return (*(() if goal is None else (goal,)), *dosing("weight", "session")(interview))


def _earliest(interview: Interview) -> date:
    last_end = interview.get("schedule.last_course_end")
    if last_end is None or interview.get("first_time"):
        return interview.today
    goals = interview.get("goal"), interview.get("schedule.last_course_goal")
    earliest = earliest_start(goals[0], last_end, goals[1], interview.catalog)
    return max(interview.today, earliest.value)


def _start(interview: Interview) -> date:
    """Return the first day that suits, which is not today where its sessions are past (R45)."""
    earliest = _earliest(interview)
    is_past = earliest == interview.today and _is_past(interview)
    return earliest + timedelta(days=1) if is_past else earliest


def _is_past(interview: Interview) -> bool:
    """Return whether the last dose of today was due before now."""
    wake, now = interview.get("schedule.wake"), interview.clock
    if wake is None or now is None:
        return False
    compound = interview.catalog.compounds[interview.get("compound")]
    route = interview.catalog.routes[interview.get("route")]
    last = last_session(wake, (compound, route), interview.catalog)
    if last is not None and wake < now <= last:  # the plan may have fewer sessions than fit
        last = interview.last_dose(interview.today)
    return last is not None and last < now


def _past(interview: Interview) -> Mapping[str, str]:
    is_past = _earliest(interview) == interview.today and _is_past(interview)
    return {"past": _("Today's doses were due earlier: tomorrow is suggested.") if is_past else ""}


def _starts(interview: Interview, value: date) -> str:
    """Return the day in words, and what becomes of its doses where they are past (R44, R45)."""
    said, last = when(interview, value), interview.catalog.dosing.session.last_at
    if interview.clock is None or value != interview.today or not _is_past(interview):
        return said
    if interview.clock > last:
        told = _("{day}: it is after {last}, so nothing is taken on that day")
    else:
        told = _("{day}: its dose was due earlier, and may be taken until {last}")
    return told.format(day=said, last=clock(last))


def _start_bounds(interview: Interview) -> str:
    last_end, earliest = interview.get("schedule.last_course_end"), _earliest(interview)
    if last_end is None or earliest == interview.today:
        return ""
    told = _("{day} or later: your last course ended on {end}, and {rest} of rest follow it")
    rest = count((earliest - last_end).days - 1, "day")
    return told.format(day=day(earliest), end=day(last_end), rest=rest)


PLAN_QUESTIONS: Final = (
    Question(
        key="schedule.wake",
        step="plan",
        kind=Kind.TIME,
        question="When do you wake up?",
        help="The first dose of a day is {minutes} minutes later, and none is after {last}.",
        figures=_session_times,
        suggested=lambda interview: interview.catalog.dosing.wake.default,
        facts=dosing("session"),
    ),
    Question(
        key="target_mcg",
        step="plan",
        kind=Kind.NUMBER,
        question="Which daily dose do you ask for, in mcg?",
        help=("Your weight and what fits into a day may limit it; it is never raised. {taken}"),
        figures=_taken,
        suggested=_target,
        bounds=_target_bounds,
        echo=lambda interview, target: interview.effect_of_target(target),
        facts=_target_facts,
        depends=(*_DOSE, "schedule.on_days"),
    ),
    Question(
        key="schedule.start",
        step="plan",
        kind=Kind.DATE,
        question="On which day do you start?",
        help="{past}",
        figures=_past,
        suggested=_start,
        bounds=_start_bounds,
        echo=_starts,
        facts=dosing("restart"),
        depends=("goal", "schedule.last_course_end", "schedule.last_course_goal", "product.opened"),
    ),
    *CONTAINER_QUESTIONS,
    Question(
        key="schedule.on_days",
        step="plan",
        kind=Kind.WHOLE,
        question="On how many days in a row do you take it?",
        help="You may choose fewer.",
        suggested=_on_days,
        bounds=_on_days_bounds,
        echo=_on_days_echo,
        facts=_cycle_facts,
        depends=("goal",),
    ),
    Question(
        key="schedule.rest_days",
        step="plan",
        kind=Kind.WHOLE,
        question="How many days of rest after it?",
        help="A longer rest may be chosen.",
        suggested=_rest,
        bounds=_rest_bounds,
        facts=_cycle_facts,
        depends=("goal", "schedule.on_days"),
    ),
    Question(
        key="schedule.cycles",
        step="plan",
        kind=Kind.WHOLE,
        question="How many cycles are planned?",
        help="Each is one course and the rest after it.",
        asked=_not_first,
        suggested=start_of("cycles"),
        depends=("goal", "first_time"),
    ),
)
"""In the order in which they are asked, after screening, of nobody who is screened out."""


DETAILS: Final = (
    *("product.label_days", "product.opened", "schedule.on_days", "schedule.rest_days"),
)
"""The keys of questions that stand on one page, since most people keep what is offered."""


def details(asked: Sequence[Question]) -> list[Question]:
    """Return those of these questions that stand on the page of details."""
    return [each for each in asked if each.key in DETAILS]


# -- all of them ----------------------------------------------------------------------------------


def questions(groups: tuple[ScreeningGroup, ...]) -> tuple[Question, ...]:
    """Return every question, in order, in the language that is spoken."""
    return _questions(groups, spoken())


@lru_cache(maxsize=4)
def _questions(groups: tuple[ScreeningGroup, ...], language: str) -> tuple[Question, ...]:
    screening = (*map(_checklist, groups), ATHLETE_QUESTION)
    asked = (*PRODUCT_QUESTIONS, *PERSON_QUESTIONS, *screening, *PLAN_QUESTIONS)
    return asked if language == ENGLISH else tuple(map(_translated, asked))


def _translated(asked: Question) -> Question:
    return evolve(
        asked,
        question=_(asked.question),
        help=_(asked.help),
        method=_(asked.method),
        without=_(asked.without),
    )
