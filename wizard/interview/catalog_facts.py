"""What several questions take from the catalog: starting values, ranges, facts behind them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wizard.catalog.model import Goal, Sourced
from wizard.interview.question import Interview
from wizard.protocol.dosing import dose_range
from wizard.protocol.plan import Range


def start_of(name: str) -> Callable[[Interview], Any]:
    """Return what gives the starting value of a guardrail."""

    def start(interview: Interview) -> Any:
        rail = interview.catalog.guardrails[name]
        return int(rail.start) if rail.whole and rail.start is not None else rail.start

    return start


def dosing(*names: str) -> Callable[[Interview], tuple[Sourced, ...]]:
    """Return what gives these rules of dosing."""
    return lambda interview: tuple(getattr(interview.catalog.dosing, name) for name in names)


def finding(name: str) -> Callable[[Interview], tuple[Sourced, ...]]:
    """Return what gives the finding of that name."""

    def facts(interview: Interview) -> tuple[Sourced, ...]:
        return tuple(found for found in interview.catalog.screening.findings if found.id == name)

    return facts


def planned_goal(interview: Interview) -> Goal | None:
    """Return the goal, where a plan for it may be made.

    A person who is screened out is told no figure of one (R02).
    """
    goal = interview.catalog.goals.get(interview.get("goal"))
    may_be = goal is not None and goal.decided_by == "self"
    return goal if may_be and interview.screening.outcome.allows_dose else None


def daily_range(interview: Interview, route: str | None) -> Range | None:
    """Return the daily dose that may be asked for on a route."""
    goal, compound = planned_goal(interview), interview.get("compound")
    if goal is None or compound is None or route is None:
        return None
    return dose_range(goal.id, compound, route, interview.catalog)
