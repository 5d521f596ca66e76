"""What a question is, and what several of them take from the catalog.

Each question is declared once, in this package, and asked by every face.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any, Final, Literal

from attrs import frozen

from wizard.catalog import Catalog
from wizard.catalog.model import Goal, Guardrail, Sourced
from wizard.errors import refuse
from wizard.interview.choice import Checked, Choice
from wizard.protocol.aims import dose_range
from wizard.protocol.plan import Protocol, Range, ScreeningResult
from wizard.quantities import Quantity, kg, lb
from wizard.text.numbers import count, day
from wizard.text.translation import _


class Kind(Enum):
    """How a question is answered. Every face must be able to ask every kind."""

    CHOICE = "choice"  # one of `choices`; the value is the choice's
    NUMBER = "number"  # a Decimal
    WHOLE = "whole number"  # an int
    LABEL = "label"  # one of `choices`, or what a label says; a Label, kept as several answers
    SPRAY = "spray"  # a Spray
    WEIGHT = "weight"  # a Weight
    DATE = "date"  # a date
    TIME = "time"  # a time of day
    CHECKLIST = "checklist"  # a Checked: for each item yes, no or not sure


_KEYS: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.WEIGHT: ("person.weight_kg", "person.weight_lb"),
    Kind.SPRAY: ("product.pump_ml", "product.mcg_per_spray"),
}
"""The keys of a profile for which one question stands."""
STANDS_FOR: Final = {
    **dict.fromkeys(_KEYS[Kind.WEIGHT], "person.weight"),
    **dict.fromkeys(_KEYS[Kind.SPRAY], "product.spray"),
}
"""The question about a key of a profile, where that has another."""


@frozen
class Weight:
    """A body weight as it was given, in kg or lb."""

    number: Decimal
    unit: Literal["kg", "lb"]

    @property
    def exact(self) -> Quantity:
        """Return the weight in kg, exactly."""
        return kg(self.number) if self.unit == "kg" else lb(self.number)


class Interview(typing.Protocol):
    """The interview so far, as far as a question may look into it."""

    @property
    def catalog(self) -> Catalog:
        """Return the catalog that the interview goes by."""

    @property
    def today(self) -> date:
        """Return the local date."""

    @property
    def running(self) -> date | None:
        """Return the start of the plan that was opened or saved, if any."""

    @property
    def screening(self) -> ScreeningResult:
        """Return the findings on what was answered so far."""

    def get(self, key: str) -> Any:
        """Return the answer under `key`, or `None`."""

    @property
    def stale(self) -> frozenset[str]:
        """Return the keys of answers to be confirmed again."""

    @property
    def clock(self) -> time | None:
        """Return the local time of day, or `None` where it is not known."""

    def effect_of_target(self, target: Decimal) -> str:
        """Return what asking for `target` mcg daily delivers, in words; empty without a plan."""

    def last_dose(self, start: date) -> time | None:
        """Return when the last dose of that first day would be, or `None` without a plan."""

    def unasked(self) -> Protocol | None:
        """Return the plan where no dose is asked for, or `None` where none can be made."""


@frozen(kw_only=True)
class Question:
    """One question.

    `key` is its place under `answers` in a profile, where `wizard.protocol.answers` says what it
    means; `person.weight` stands for `weight_kg` or `weight_lb`, and `product.spray` for `pump_ml`,
    `mcg_per_spray`, or both. A guardrail of that name bounds the answer. `asked` says whether the
    question applies to what was answered so far; one that does not is shown by no face. `suggested`
    is the value that a face may offer, never an answer by itself; `default` is what a profile means
    that leaves it out, and is offered by none. An `optional` question may be left out: `None` is
    then the answer, and `without` says so in words. `depends` are the keys whose change makes this
    answer one to be confirmed again. `figures` are those of the catalog that `help` names in
    braces. `bounds` says in words what may be typed where earlier answers decide that; elsewhere
    the guardrail does. `echo` says what an answer means. `facts` are those of the catalog that the
    question rests on, beside its guardrail. `group` is the screening group of a checklist, and
    `stored` the key of the list that its answers go into. `method` says how to find the answer out.
    A `past` date cannot be one to come.
    """

    key: str
    step: str
    kind: Kind
    question: str
    help: str = ""
    method: str = ""
    figures: Callable[[Interview], Mapping[str, str]] | None = None
    asked: Callable[[Interview], bool] = lambda _: True
    choices: Callable[[Interview], tuple[Choice, ...]] = lambda _: ()
    suggested: Callable[[Interview], Any] = lambda _: None
    default: Callable[[Interview], Any] = lambda _: None
    bounds: Callable[[Interview], str] | None = None
    echo: Callable[[Interview, Any], str] | None = None
    facts: Callable[[Interview], tuple[Sourced, ...]] = lambda _: ()
    optional: bool = False
    without: str = ""
    past: bool = False
    depends: tuple[str, ...] = ()
    group: str = ""
    stored: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys under `answers` that may hold the answer."""
        return _KEYS.get(self.kind, (self.stored or self.key,))

    def guardrail(self, catalog: Catalog) -> Guardrail | None:
        """Return the bounds on the answer, or `None` where nothing bounds it alone."""
        key = self.keys[0] if self.kind is Kind.SPRAY else self.key
        return catalog.guardrails.get(key.rpartition(".")[2])

    def explained(self, interview: Interview) -> str:
        """Return the help with the figures of the catalog in it."""
        if self.figures is None:
            return self.help
        return self.help.format(**self.figures(interview)).strip()


@frozen
class Step:
    """A part of the interview: its id, and its name for the person."""

    id: str
    title: str


def yes_no(_interview: Interview) -> tuple[Choice, ...]:
    """Return the choices of a question that is answered with yes or no."""
    return (Choice(value=True, title=_("Yes")), Choice(value=False, title=_("No")))


def accepted(asked: Question, value: Any, interview: Interview) -> Any:
    """Return an answer as it is kept, with earlier marks on items that this route is not asked.

    The person never withdrew those (R02). Raises `InvalidInputError` for what is no possible answer
    to the question.
    """
    where = f"answers.{asked.key}"
    if value is None and asked.kind is not Kind.CHOICE and not asked.optional:
        raise refuse(where, _("an answer is needed"), _("there is no default for it"))
    if asked.kind is Kind.CHOICE:
        choice = next((each for each in asked.choices(interview) if each.value == value), None)
        if choice is None:
            raise refuse(where, _("not one of the choices"), _("choose one that is offered"))
        if choice.closed:
            raise refuse(where, choice.closed.rstrip("."), _("choose another"))
    if asked.key == "schedule.start" and value < interview.today and value != interview.running:
        what = _("{day} has passed").format(day=day(value))
        raise refuse(where, what, _("give today or a later day"))
    if asked.past and value is not None and value > interview.today:
        what = _("{day} is still to come").format(day=day(value))
        raise refuse(where, what, _("give today or an earlier day"))
    if asked.kind is not Kind.CHECKLIST:
        return value
    if not _is_checked(asked, value, interview):
        raise refuse(where, _("not an answer to these lines"), _("mark some of them, or none"))
    before = interview.get(asked.key)
    if before is None:
        return value
    return value.joined(before.beyond([each.value for each in asked.choices(interview)]))


def _is_checked(asked: Question, value: Any, interview: Interview) -> bool:
    """Return whether the value is a `Checked` whose ids all belong to the question's group."""
    known = interview.catalog.screening.items_of(asked.group)
    marks = (value.yes, value.not_sure) if isinstance(value, Checked) else (None,)
    return all(isinstance(ids, tuple) and all(each in known for each in ids) for ids in marks)


def when(interview: Interview, value: date) -> str:
    """Return a date in words, with how far it is from today."""
    days = (value - interview.today).days
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    told = _("in {days}") if days > 0 else _("{days} ago")
    far = near.get(days) or told.format(days=count(abs(days), "day"))
    return f"{day(value)}, {far}"


# -- what several questions take from the catalog --------------------------------------------------


def start_of(name: str) -> Callable[[Interview], Any]:
    """Return a function that gives the starting value of a guardrail."""

    def start(interview: Interview) -> Any:
        rail = interview.catalog.guardrails[name]
        return int(rail.start) if rail.whole and rail.start is not None else rail.start

    return start


def dosing(*names: str) -> Callable[[Interview], tuple[Sourced, ...]]:
    """Return a function that gives these rules of dosing."""
    return lambda interview: tuple(getattr(interview.catalog.dosing, name) for name in names)


def finding(name: str) -> Callable[[Interview], tuple[Sourced, ...]]:
    """Return a function that gives the finding of that name."""
    return lambda interview: tuple(
        found for found in interview.catalog.screening.findings if found.id == name
    )


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
