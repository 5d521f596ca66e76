"""The questions about the plan: the hours, the days and the daily dose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Final

from wizard.catalog.model import Cycle, Sourced
from wizard.interview.catalog_facts import daily_range, dosing, planned_goal, start_of
from wizard.interview.question import Interview, Kind, Question
from wizard.protocol.schedule import earliest_start, rest_after
from wizard.quantities import rounded
from wizard.text.numbers import clock, count, mass, number
from wizard.text.translation import _

_DOSE: Final = (
    *("goal", "compound", "form", "route", "first_time", "person.age", "person.weight"),
    *("product.strength_mg_per_ml", "product.drops_per_ml", "product.pump_ml"),
    *("product.mcg_per_spray", "product.vial_mg", "product.diluent_ml"),
    *("product.syringe", "product.mark_units", "schedule.wake"),
)
"""The keys of what the dose depends on."""


def _cycle(interview: Interview) -> Cycle | None:
    goal = planned_goal(interview)
    return None if goal is None else goal.planned_cycle


def _cycle_facts(interview: Interview) -> tuple[Sourced, ...]:
    goal = interview.catalog.goals.get(interview.get("goal"))
    return (goal.cycle,) if goal is not None and goal.cycle is not None else ()


# -- waking --------------------------------------------------------------------------------------


def _wake(interview: Interview) -> time:
    return interview.catalog.dosing.wake.default


def _session_times(interview: Interview) -> Mapping[str, str]:
    rule = interview.catalog.dosing.session
    return {"minutes": f"{rule.minutes_after_waking}", "last": clock(rule.last_at)}


# -- days on and rest ----------------------------------------------------------------------------


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
    rest = rest_after(cycle, value).value
    return told.format(days=count(value, "day"), rest=count(rest, "day"))


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


# -- the daily dose ------------------------------------------------------------------------------


def _target(interview: Interview) -> Decimal | None:
    of = daily_range(interview, interview.get("route"))
    return None if of is None else rounded(of.least.value, 2)


def _target_bounds(interview: Interview) -> str:
    """Return the range of the goal, compound and route, in words."""
    of = daily_range(interview, interview.get("route"))
    if of is None:
        return ""
    told = _(
        "{least} to {most} daily is the range in the texts, {absolute} daily the most that is"
        " planned"
    )
    least, most = number(of.least.value), mass(of.most.value)
    return told.format(least=least, most=most, absolute=mass(of.absolute))


def _target_echo(interview: Interview, value: Decimal) -> str:
    return interview.effect_of_target(value)


def _target_facts(interview: Interview) -> tuple[Sourced, ...]:
    goal = interview.catalog.goals.get(interview.get("goal"))
    return (*(() if goal is None else (goal,)), *dosing("weight", "session")(interview))


# -- the start -----------------------------------------------------------------------------------


def _earliest(interview: Interview) -> date:
    last_end = interview.get("schedule.last_course_end")
    if last_end is None or interview.get("first_time"):
        return interview.today
    goals = interview.get("goal"), interview.get("schedule.last_course_goal")
    earliest = earliest_start(goals[0], last_end, goals[1], interview.catalog)
    return max(interview.today, earliest.value)


def _start_bounds(interview: Interview) -> str:
    last_end, earliest = interview.get("schedule.last_course_end"), _earliest(interview)
    if last_end is None or earliest == interview.today:
        return ""
    told = _("{day} or later: your last course ended on {end}, and {rest} of rest follow it")
    rest = count((earliest - last_end).days - 1, "day")
    return told.format(day=earliest, end=last_end, rest=rest)


PLAN_QUESTIONS: Final = (
    Question(
        key="schedule.wake",
        step="plan",
        kind=Kind.TIME,
        question="When do you wake up?",
        help="The first dose of a day is {minutes} minutes later, and none is after {last}.",
        figures=_session_times,
        suggested=_wake,
        facts=dosing("session"),
    ),
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
        key="target_mcg",
        step="plan",
        kind=Kind.NUMBER,
        question="Which daily dose do you ask for, in mcg?",
        help="It may be limited by your weight and by what fits into a day; it is never raised.",
        suggested=_target,
        bounds=_target_bounds,
        echo=_target_echo,
        facts=_target_facts,
        depends=(*_DOSE, "schedule.on_days"),
    ),
    Question(
        key="schedule.start",
        step="plan",
        kind=Kind.DATE,
        question="On which day do you start?",
        suggested=_earliest,
        bounds=_start_bounds,
        facts=dosing("restart"),
        depends=("goal", "schedule.last_course_end", "schedule.last_course_goal", "product.opened"),
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
        asked=lambda interview: interview.get("first_time") is False,
        suggested=start_of("cycles"),
        depends=("goal", "first_time"),
    ),
)
"""In the order in which they are asked, after screening, of nobody who is screened out."""
