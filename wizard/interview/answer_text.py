"""Answers as text: reading what a person types, and writing an answer in words, for every face."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any, Final, Literal

from wizard.errors import UnreadableError
from wizard.interview.choice import Checked
from wizard.interview.question import Interview, Kind, Question, Weight
from wizard.protocol.answers import ANSWERS
from wizard.protocol.validation import span
from wizard.quantities import plain
from wizard.text import numbers as words
from wizard.text.label import Label, Spray, label, spray
from wizard.text.sanitize import quoted
from wizard.text.translation import _, figure
from wizard.text.typed import day, in_unit, number, time_of_day, whole

_MICRO: Final = ("mcg", "ug", "\N{MICRO SIGN}g", "\N{GREEK SMALL LETTER MU}g")
"""As labels write it; the program itself writes mcg only (R60)."""
_UNITS: Final[Mapping[str, Mapping[str, Decimal]]] = {
    "mL": {"ml": Decimal(1)},
    "mg": {"mg": Decimal(1), **dict.fromkeys(_MICRO, Decimal("0.001"))},
    "mcg": {**dict.fromkeys(_MICRO, Decimal(1)), "mg": Decimal(1000)},
}
"""What may be typed after a number in each unit, and its factor."""
_WEIGHT_UNITS: Final[Mapping[str, Literal["kg", "lb"]]] = {
    **dict.fromkeys(("", "kg", "kgs", "kilo", "kilos", "kilogram", "kilograms"), "kg"),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), "lb"),
}


def read(asked: Question, text: str, today: date) -> Any:
    """Return the value that was typed on the day `today` in answer to a question that is typed.

    Nothing typed is `None` where the question may be left out. Raises `UnreadableError` with what
    to type instead.
    """
    if not text.strip():
        if asked.optional:
            return None
        raise UnreadableError(_("an answer is needed here"))
    reader = _READERS.get(asked.kind)
    if reader is None:
        raise ValueError(f"{asked.kind} is not typed")
    return reader(asked, text, today)


def _weight(text: str) -> Weight:
    typed = number(text)
    unit = "kg" if typed.unit == _("kg") else typed.unit
    if unit not in _WEIGHT_UNITS:
        told = _("{unit} is not a unit for this: type the weight in kg or in lb")
        raise UnreadableError(told.format(unit=quoted(typed.unit)))
    return Weight(typed.number, _WEIGHT_UNITS[unit])


_READERS: Final[Mapping[Kind, Callable[[Question, str, date], Any]]] = {
    Kind.NUMBER: lambda asked, text, _today: in_unit(
        text, _UNITS.get(_unit(asked), {}), _unit(asked)
    ),
    Kind.WHOLE: lambda asked, text, _today: whole(text, _unit(asked)),
    Kind.LABEL: lambda _asked, text, _today: label(text),
    Kind.SPRAY: lambda _asked, text, _today: spray(text),
    Kind.WEIGHT: lambda _asked, text, _today: _weight(text),
    Kind.DATE: lambda asked, text, today: day(text, today, past=asked.past),
    Kind.TIME: lambda _asked, text, _today: time_of_day(text),
}


def _unit(asked: Question) -> str:
    """Return the unit of a number, as it may be typed after it in every language."""
    return ANSWERS[asked.key].unit


def unit(asked: Question) -> str:
    """Return the same as it is written for the person."""
    return _(_unit(asked))


def bounds(asked: Question, interview: Interview) -> str:
    """Return what may be typed, in words; empty where nothing bounds it alone."""
    if asked.bounds is not None:
        return asked.bounds(interview)
    rail = asked.guardrail(interview.catalog)
    if rail is None:
        return ""
    if rail.recommended is None:
        return span(rail)
    least, most = (words.number(bound) for bound in rail.recommended)
    return _("{span}, where {least} to {most} is usual").format(
        span=span(rail), least=least, most=most
    )


def written(asked: Question, value: Any) -> str:
    """Return a typed answer as a person would type it; reading it gives the value again."""
    match value:
        case None:
            return ""
        case Decimal():
            return (
                _("{percent}%").format(percent=_figure(value / 10))
                if asked.kind is Kind.LABEL
                else _figure(value)
            )
        case Spray():
            return ", ".join(f"{_figure(each)} {_(unit)}" for each, unit in value.amounts)
        case Weight():
            return f"{_figure(Decimal(str(value.number)))} {_(value.unit)}"
        case time():
            return words.clock(value)
        case _:
            return str(value)


def _figure(value: Decimal) -> str:
    return figure(f"{plain(value):f}")


def shown(asked: Question, value: Any, interview: Interview) -> str:
    """Return an answer in words, to be read beside its question."""
    match asked.kind, value:
        case Kind.CHOICE, _:
            choices = asked.choices(interview)
            return next((each.title for each in choices if each.value == value), asked.without)
        case Kind.CHECKLIST, Checked():
            return _checked(asked, value, interview)
        case _, Label() | Spray():
            return ", ".join(words.measured(each, unit) for each, unit in value.amounts)
        case _, date() | None:
            return words.day(value) if value is not None else asked.without
        case ((Kind.NUMBER | Kind.WHOLE | Kind.LABEL), (Decimal() | int())):
            return words.measured(value, _unit(asked))
        case _:
            return written(asked, value)


def _checked(asked: Question, value: Checked, interview: Interview) -> str:
    # What is not asked on this route too: it was answered
    names = interview.catalog.screening.items_of(asked.group)
    said = [_(names[item].label) for item in value.yes if item in names]
    unsure = [_(names[item].label) for item in value.not_sure if item in names]
    said += [_("{name} (not sure)").format(name=name) for name in unsure]
    return "; ".join(said) or _("None of these")
