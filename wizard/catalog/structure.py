"""TOML values into classes with typed fields, exactly: no coercion, no unknown keys.

A value must be of the type that is written: `"false"` is no bool and `1.9` no whole number. Shared
by the catalog and by the profile reader, so that both are held to the same strictness.

A library that does this in general takes as long to load as the program itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Final, Literal, TypeVar, get_args, get_origin

import attrs

from wizard.text.sanitize import clean
from wizard.text.translation import N_, _
from wizard.values import Record

T = TypeVar("T")
Reader = Callable[[Any], Any]


class ShapeError(ValueError):
    """Values are not of the shape of a class. `wrong` has each cause by its dotted key.

    A cause is a `MissingKeyError`, an `UnknownKeyError` by the key of its table, a
    `NotOfTypeError`, or what the class itself refused.
    """

    def __init__(self, wrong: Iterable[tuple[str, Exception]]) -> None:
        self.wrong = tuple(wrong)
        super().__init__("\n".join(f"{key}: {cause}" for key, cause in self.wrong))

    def below(self, place: str) -> Iterable[tuple[str, Exception]]:
        """Yield the causes by their keys in what holds these values at `place`."""
        for key, cause in self.wrong:
            yield f"{place}{'.' if key and key[0] != '[' else ''}{key}", cause


class MissingKeyError(ValueError):
    """A key that must be there is not."""


class UnknownKeyError(ValueError):
    """A table of the class `kind` holds a key `name` that it does not have."""

    def __init__(self, name: str, kind: type[Any]) -> None:
        self.name, self.kind = name, kind
        super().__init__(f"unknown key {name}")


class NotOfTypeError(TypeError):
    """A value is not of the type its key demands; the message says so in words for the person.

    `remedy` says what to write.
    """

    def __init__(self, message: str, remedy: str) -> None:
        self.remedy = remedy
        super().__init__(message)


_NAMES: dict[type, str] = {
    str: N_("text in quotes"),
    bool: N_("true or false"),
    int: N_("a whole number"),
    Decimal: N_("a number"),
    date: N_("a date such as 2026-01-05"),
    datetime: N_("a date and time such as 2026-01-05T08:00:00Z"),
    time: N_("a time such as 07:00:00"),
    list: N_("a list in square brackets"),
    dict: N_("a table"),
}

_WRITTEN: dict[type, str] = {
    str: N_("write it in quotes"),
    list: N_("write it in square brackets, or [] for none"),
    dict: N_("write its keys below a line with its name in square brackets"),
}
_NOT_WRITTEN: dict[type, str] = {
    str: N_("write it without quotes"),
    list: N_("write it without square brackets"),
}


def demand(value: object, kind: type) -> None:
    """Raise `NotOfTypeError` unless `value` is exactly of `kind`; a bool is no number.

    For a `Decimal`, a whole number will do.
    """
    if type(value) is not kind and not (kind is Decimal and type(value) is int):
        got = _(_NAMES.get(type(value), type(value).__name__))
        if kind is int and type(value) is Decimal:
            got = _("one with a decimal point or an exponent")
        raise NotOfTypeError(
            _("must be {kind}, not {got}").format(kind=_(_NAMES[kind]), got=got),
            _remedy(value, kind),
        )


def _remedy(value: object, kind: type) -> str:
    """Return what to write in place of a value of another type."""
    if kind is int and isinstance(value, Decimal):
        if value != int(value):
            return _("round it")
        return _("write {number}").format(number=int(value))
    return _(_WRITTEN.get(kind) or _NOT_WRITTEN.get(type(value)) or N_("correct the value"))


def _tables(cls: Any) -> Reader:
    if attrs.has(cls):
        fields = attrs.fields(attrs.resolve_types(cls))
        kinds = {each.name: each.type for each in fields}
        needed = {each.name for each in fields if each.default is attrs.NOTHING}
    else:
        kinds = cls.kinds()
        needed = {name for name in kinds if not hasattr(cls, name)}
    # A key that is a word of Python, such as `from`, has an underscore after its name there
    known = {name.removesuffix("_"): (name, _reader(kind)) for name, kind in kinds.items()}

    def read(value: Any) -> Any:
        demand(value, dict)
        given, wrong = {}, list[tuple[str, Exception]]()
        for key, (name, inner) in known.items():
            if key in value:
                try:
                    given[name] = inner(value[key])
                except ShapeError as error:
                    wrong += error.below(key)
                except NotOfTypeError as error:
                    wrong.append((key, error))
            elif name in needed:
                wrong.append((key, MissingKeyError("missing")))
        wrong += [("", UnknownKeyError(each, cls)) for each in sorted(value.keys() - known.keys())]
        if not wrong:
            try:
                return cls(**given)
            except ValueError as error:
                wrong.append(("", error))
        raise ShapeError(wrong)

    return read


def _lists(kinds: tuple[Any, ...]) -> Reader:
    inner = _reader(kinds[0])

    def read(value: Any) -> Any:
        demand(value, list)
        if kinds[-1] is not Ellipsis and len(value) != len(kinds):
            raise NotOfTypeError(
                _("must have {number} entries, not {found}").format(
                    number=len(kinds), found=len(value)
                ),
                _("write that many"),
            )
        given = []
        for number, each in enumerate(value):
            try:
                given.append(inner(each))
            except ShapeError as error:  # the first is told: a file has room for thousands
                raise ShapeError(error.below(f"[{number}]")) from error
            except NotOfTypeError as error:
                raise ShapeError([(f"[{number}]", error)]) from error
        return tuple(given)

    return read


def _named(kinds: tuple[Any, ...]) -> Reader:
    """Return what reads a table whose keys are any names."""
    inner = _reader(kinds[1])

    def read(value: Any) -> Any:
        demand(value, dict)
        return {name: inner(each) for name, each in value.items()}

    return read


def _words(known: dict[str, Any]) -> Reader:
    """Return what reads one of a few words."""

    def read(value: Any) -> Any:
        demand(value, str)
        if value not in known:
            told = _("{value} is not one of the values it may have")
            raise NotOfTypeError(
                told.format(value=clean(value)), _("semax-wizard schema lists them")
            )
        return known[value]

    return read


def _atom(kind: Any) -> Reader:
    def read(value: Any) -> Any:
        demand(value, kind)
        return Decimal(value) if kind is Decimal else value

    return read


_GENERIC: Final[dict[Any, Callable[[tuple[Any, ...]], Reader]]] = {
    tuple: _lists,
    dict: _named,
    Literal: lambda words: _words({each: each for each in words}),
}


@cache
def _reader(kind: Any) -> Reader:
    """Return what reads a value of this kind, and raises an error of this module for another."""
    given = get_args(kind)
    if type(None) in given:  # TOML has no `None`: a value is there, or its key is not
        return _reader(next(each for each in given if each is not type(None)))
    if given:
        return _GENERIC[get_origin(kind)](given)
    if kind is Any:
        return lambda value: value
    if issubclass(kind, Record) or attrs.has(kind):
        return _tables(kind)
    return _words({each.value: each for each in kind}) if issubclass(kind, Enum) else _atom(kind)


def structure(value: Any, kind: type[T]) -> T:
    """Return `value` as a `kind`.

    Raise `ShapeError` whose causes name the keys that do not fit, and `NotOfTypeError` for what is
    no table.
    """
    shape: Any = kind
    read: Callable[[Any], T] = _reader(shape)
    return read(value)
