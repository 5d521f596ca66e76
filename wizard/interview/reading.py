"""Between what a person types and the value of an answer, by the kind of question; the same for every face."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal

from wizard.errors import UnreadableError
from wizard.interview.choice import Checked
from wizard.interview.fields import Field, Kind, Weight
from wizard.protocol.guardrails import span
from wizard.quantities import plain
from wizard.text import numbers as words
from wizard.text.translation import _, marked
from wizard.text.typed import day, in_unit, number, time_of_day, whole

if TYPE_CHECKING:
    from wizard.interview.session import Session

_WEIGHT_UNITS: Final[Mapping[str, Literal["kg", "lb"]]] = {
    **dict.fromkeys(("", "kg", "kgs", "kilo", "kilos", "kilogram", "kilograms"), "kg"),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), "lb"),
}


def read(asked: Field, text: str, session: Session) -> Any:
    """The value typed in answer to a question that is typed; nothing typed is `None` where it may be left out.

    Raises `UnreadableError` with what to type instead.
    """
    if not text.strip():
        if asked.optional:
            return None
        raise UnreadableError(_("an answer is needed here"))
    match asked.kind:
        case Kind.NUMBER:
            return in_unit(text, asked.units or {}, _unit(asked, session))
        case Kind.WHOLE:
            return whole(text, _unit(asked, session))
        case Kind.WEIGHT:
            return _weight(text)
        case Kind.DATE:
            return day(text)
        case Kind.TIME:
            return time_of_day(text)
    msg = f"{asked.kind} is not typed"
    raise ValueError(msg)


def _weight(text: str) -> Weight:
    typed = number(text)
    unit = "kg" if typed.unit == _("kg") else typed.unit
    if unit not in _WEIGHT_UNITS:
        raise UnreadableError(_("{unit} is not a unit for this: type the weight in kg or in lb").format(unit=repr(typed.unit)))
    return Weight(typed.number, _WEIGHT_UNITS[unit])


def _unit(asked: Field, session: Session) -> str:
    """The unit of a number that is asked for, as it may be typed after it in every language."""
    rail = session.catalog.guardrails.get(asked.rail)
    return rail.unit if rail is not None else marked("mcg")


def unit(asked: Field, session: Session) -> str:
    """The same as it is written for the person."""
    return _(_unit(asked, session))


def bounds(asked: Field, session: Session) -> str:
    """What may be typed, in words, with no full stop; empty where nothing bounds it alone."""
    if asked.bounds is not None:
        return asked.bounds(session)
    rail = session.catalog.guardrails.get(asked.rail)
    if rail is None:
        return ""
    if rail.recommended is None:
        return span(rail)
    least, most = (words.number(bound) for bound in rail.recommended)
    return _("{span}, where {least} to {most} is usual").format(span=span(rail), least=least, most=most)


def written(value: Any) -> str:
    """The value of a typed answer as a person would type it; reading it gives the value again."""
    match value:
        case None:
            return ""
        case Decimal():
            return f"{plain(value):f}"
        case Weight():
            return f"{plain(Decimal(str(value.number))):f} {value.unit}"
        case time():
            return words.clock(value)
        case _:
            return str(value)


def shown(asked: Field, value: Any, session: Session) -> str:
    """An answer in words, to be read beside its question."""
    match asked.kind, value:
        case Kind.CHOICE, _:
            return next((choice.title for choice in asked.choices(session) if choice.value == value), asked.without)
        case Kind.CHECKLIST, Checked():
            return _checked(asked, value, session)
        case _, None:
            return asked.without
        case _, date():
            return words.day(value)
        case ((Kind.NUMBER | Kind.WHOLE), (Decimal() | int())):
            return words.measured(value, _unit(asked, session))
        case _:
            return written(value)


def _checked(asked: Field, value: Checked, session: Session) -> str:
    names = session.catalog.screening.items_of(asked.group)  # those not asked on this route too: they were answered
    said = [_(names[item].label) for item in value.yes if item in names]
    said += [_("{name} (not sure)").format(name=_(names[item].label)) for item in value.not_sure if item in names]
    return "; ".join(said) or _("None of these")
