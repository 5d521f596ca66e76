"""TOML values into attrs classes, exactly: no coercion, no unknown keys.

cattrs alone would turn `"false"` into `True` and `1.9` into `1`; the hooks here demand the type
that is written. Shared by the catalog and by the profile reader, so that both are held to the same
strictness.

The converter interprets a class as it goes. The one that cattrs itself offers for exact errors
writes code for each class first, which takes longer than reading a file.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from types import GenericAlias
from typing import Any, TypeVar, get_args, get_origin

import attrs
from cattrs import BaseConverter
from cattrs.cols import homogenous_tuple_structure_factory
from cattrs.errors import AttributeValidationNote, ClassValidationError, ForbiddenExtraKeysError

from wizard.catalog.model import Outcome

T = TypeVar("T")


class NotOfTypeError(TypeError):
    """A value is not of the type its key demands; the message says so in words for the person."""


_NAMES: dict[type, str] = {
    str: "text in quotes",
    bool: "true or false",
    int: "a whole number",
    Decimal: "a number",
    date: "a date such as 2026-01-05",
    datetime: "a date and time such as 2026-01-05T08:00:00Z",
    time: "a time such as 07:00:00",
    list: "a list in square brackets",
    dict: "a table",
}


def demand(value: object, kind: type) -> None:
    """Raise `NotOfTypeError` unless `value` is exactly of `kind`; a bool is no number.

    For a `Decimal`, a whole number will do.
    """
    if type(value) is not kind and not (kind is Decimal and type(value) is int):
        got = _NAMES.get(type(value), type(value).__name__)
        raise NotOfTypeError(f"must be {_NAMES[kind]}, not {got}")


def _atom(value: Any, kind: Any) -> Any:
    demand(value, kind)
    return Decimal(value) if kind is Decimal else value


def _outcome(value: Any, _: Any) -> Outcome:
    demand(value, str)
    return Outcome(value)


def _tables(cls: Any, strict: BaseConverter) -> Callable[[Any, Any], Any]:
    if any(isinstance(attribute.type, str) for attribute in attrs.fields(cls)):
        attrs.resolve_types(cls)
    known: dict[str, Any] = attrs.fields_dict(cls)

    def hook(value: Any, _: Any) -> Any:
        demand(value, dict)
        given, wrong = {}, list[Exception]()
        for name, attribute in known.items():
            if name in value or attribute.default is attrs.NOTHING:
                try:
                    given[name] = strict.structure(value[name], attribute.type)
                # Whatever it is, the reader is told of it with its place
                except Exception as error:  # noqa: BLE001
                    error.add_note(AttributeValidationNote("", name, attribute.type))
                    wrong.append(error)
        if extra := value.keys() - known:
            wrong.append(ForbiddenExtraKeysError(None, cls, extra))
        try:
            if not wrong:
                return cls(**given)
        except Exception as error:  # noqa: BLE001 - likewise
            wrong.append(error)
        raise ClassValidationError(cls.__name__, wrong, cls)

    return hook


def _is_list(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _lists(cls: Any, strict: BaseConverter) -> Callable[[Any, Any], Any]:
    kinds = get_args(cls)
    each: Any = GenericAlias(tuple, (kinds[0], ...))
    inner = homogenous_tuple_structure_factory(each, strict)

    def hook(value: Any, target: Any) -> Any:
        demand(value, list)
        if kinds[-1] is not Ellipsis and len(value) != len(kinds):
            raise NotOfTypeError(f"must have {len(kinds)} entries, not {len(value)}")
        return inner(value, target)

    return hook


@cache
def _strict() -> BaseConverter:
    strict = BaseConverter()
    strict.register_structure_hook_factory(attrs.has, _tables)
    # cattrs looks up hooks by class, subclasses included, before those by predicate: its own
    # coercing hooks for str, bool and int must be replaced by class, and what derives from one
    # (an enum of str) named again
    for kind in (str, bool, int):
        strict.register_structure_hook(kind, _atom)
    strict.register_structure_hook(Outcome, _outcome)
    strict.register_structure_hook_func({Decimal, date, datetime, time}.__contains__, _atom)
    strict.register_structure_hook_factory(_is_list, _lists)
    return strict


def structure(value: Any, kind: type[T]) -> T:
    """Return `value` as a `kind`.

    Raise a cattrs error whose causes name the keys that do not fit.
    """
    return _strict().structure(value, kind)
