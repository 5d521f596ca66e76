"""What a question is: the kinds of field, a choice, a field and a step. Declared once, asked by every face."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal

from attrs import evolve, frozen

from wizard.interview.choice import Choice
from wizard.quantities import Quantity, kg, lb

if TYPE_CHECKING:
    from wizard.interview.session import Session


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


def _always(_: Session) -> bool:
    return True


def _nothing(_: Session) -> Any:
    return None


def _no_choices(_: Session) -> tuple[Choice, ...]:
    return ()


@frozen(kw_only=True)
class Field:
    """One question.

    `key` is its place under `answers` in a profile (`person.weight` stands for `weight_kg` or `weight_lb`). `asked`
    says whether it applies to what was answered so far; a field that is not asked is not shown by any face.
    `suggested` is the value a face may offer, never an answer by itself; `default` what a profile means that leaves it
    out, offered by none. `optional` fields may be left out: `None` is then the answer. `depends` are keys whose change
    makes this answer one to be confirmed again. `figures` are those of the catalog that `help` names in braces. `units`
    gives what may be typed after a number, and its factor. `bounds` says in words what may be typed where earlier
    answers decide that; elsewhere the guardrail `rail` does.
    """

    key: str
    step: str
    kind: Kind
    question: str
    help: str = ""
    figures: Callable[[Session], Mapping[str, str]] | None = None
    asked: Callable[[Session], bool] = _always
    choices: Callable[[Session], tuple[Choice, ...]] = _no_choices
    suggested: Callable[[Session], Any] = _nothing
    default: Callable[[Session], Any] = _nothing
    bounds: Callable[[Session], str] | None = None
    echo: Callable[[Session, Any], str] | None = None
    optional: bool = False
    without: str = ""
    depends: tuple[str, ...] = ()
    rail: str = ""
    units: Mapping[str, Decimal] | None = None
    group: str = ""

    def told(self, session: Session) -> Field:
        """The question with the figures of the session's catalog in its help."""
        return self if self.figures is None else evolve(self, help=self.help.format(**self.figures(session)).strip(), figures=None)


@frozen
class Step:
    """A part of the interview: its id, and its name for the person."""

    id: str
    title: str
