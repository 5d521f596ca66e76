"""What a question is. Each is declared once, in this package, and asked by every face."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, Protocol

from attrs import evolve, frozen

from wizard.catalog import Catalog
from wizard.catalog.model import Guardrail, Sourced
from wizard.interview.choice import Choice
from wizard.protocol.plan import ScreeningResult
from wizard.quantities import Quantity, kg, lb
from wizard.text.translation import _


class Kind(Enum):
    """How a question is answered. Every face must be able to ask every kind."""

    CHOICE = "choice"  # one of `choices`; the value is the choice's
    NUMBER = "number"  # a Decimal
    WHOLE = "whole number"  # an int
    WEIGHT = "weight"  # a Weight
    DATE = "date"  # a date
    TIME = "time"  # a time of day
    CHECKLIST = "checklist"  # a Checked: for each item yes, no or not sure


@frozen
class Weight:
    """A body weight as it was given, in kg or lb."""

    number: Decimal
    unit: Literal["kg", "lb"]

    @property
    def exact(self) -> Quantity:
        """The weight in kg, exactly."""
        return kg(self.number) if self.unit == "kg" else lb(self.number)


class Interview(Protocol):
    """The interview so far, as far as a question may look into it."""

    @property
    def catalog(self) -> Catalog:
        """The catalog that the interview goes by."""

    @property
    def today(self) -> date:
        """The local date."""

    @property
    def screening(self) -> ScreeningResult:
        """The findings on what was answered so far."""

    def get(self, key: str) -> Any:
        """Return the answer under `key`, or `None`."""

    def effect_of_target(self, target: Decimal) -> str:
        """Return what asking for `target` mcg daily delivers, in words; empty without a plan."""


def _always(_: Interview) -> bool:
    return True


def _nothing(_: Interview) -> Any:
    return None


def _none(_: Interview) -> tuple[Any, ...]:
    return ()


@frozen(kw_only=True)
class Question:
    """One question.

    `key` is its place under `answers` in a profile, where `wizard.protocol.answers` says what it
    means; `person.weight` stands for `weight_kg` or `weight_lb`. A guardrail of that name bounds
    the answer. `asked` says whether the question applies to what was answered so far; one that does
    not is shown by no face. `suggested` is the value that a face may offer, never an answer by
    itself; `default` is what a profile means that leaves it out, and is offered by none. An
    `optional` question may be left out: `None` is then the answer, and `without` says so in words.
    `depends` are the keys whose change makes this answer one to be confirmed again. `figures` are
    those of the catalog that `help` names in braces. `bounds` says in words what may be typed where
    earlier answers decide that; elsewhere the guardrail does. `echo` says what an answer means.
    `facts` are those of the catalog that the question rests on, beside its guardrail. `group` is
    the screening group of a checklist.
    """

    key: str
    step: str
    kind: Kind
    question: str
    help: str = ""
    figures: Callable[[Interview], Mapping[str, str]] | None = None
    asked: Callable[[Interview], bool] = _always
    choices: Callable[[Interview], tuple[Choice, ...]] = _none
    suggested: Callable[[Interview], Any] = _nothing
    default: Callable[[Interview], Any] = _nothing
    bounds: Callable[[Interview], str] | None = None
    echo: Callable[[Interview, Any], str] | None = None
    facts: Callable[[Interview], tuple[Sourced, ...]] = _none
    optional: bool = False
    without: str = ""
    depends: tuple[str, ...] = ()
    group: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys under `answers` that may hold the answer."""
        return (f"{self.key}_kg", f"{self.key}_lb") if self.kind is Kind.WEIGHT else (self.key,)

    def guardrail(self, catalog: Catalog) -> Guardrail | None:
        """Return the bounds on the answer, or `None` where nothing bounds it alone."""
        return catalog.guardrails.get(self.key.rpartition(".")[2])

    def told(self, interview: Interview) -> Question:
        """Return the question with the figures of the catalog in its help."""
        if self.figures is None:
            return self
        return evolve(self, help=self.help.format(**self.figures(interview)).strip(), figures=None)


@frozen
class Step:
    """A part of the interview: its id, and its name for the person."""

    id: str
    title: str


def yes_no(_interview: Interview) -> tuple[Choice, ...]:
    """Return the choices of a question that is answered with yes or no."""
    return (Choice(value=True, title=_("Yes")), Choice(value=False, title=_("No")))
