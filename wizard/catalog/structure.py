"""TOML values into attrs classes, exactly: no coercion, no unknown keys.

cattrs alone would turn `"false"` into `True` and `1.9` into `1`; the hooks here demand the type
that is written. Shared by the catalog and by the profile reader, so that both are held to the same
strictness.

Two converters of cattrs hold the same hooks. The plain one interprets a class as it goes; the other
writes code for it first, which takes longer than reading a file, but says of each error where it
stands. It is asked only once something is wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from types import GenericAlias
from typing import Any, TypeVar, get_args, get_origin

import attrs
from cattrs import BaseConverter, Converter
from cattrs.cols import homogenous_tuple_structure_factory
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn

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
    """Nothing if `value` is exactly of `kind` (for a `Decimal`, a whole number will do).

    Raises `NotOfTypeError` otherwise, a bool for a number included.
    """
    if type(value) is kind or (kind is Decimal and type(value) is int):
        return
    got = _NAMES.get(type(value), type(value).__name__)
    msg = f"must be {_NAMES[kind]}, not {got}"
    raise NotOfTypeError(msg)


def _atom(value: Any, kind: Any) -> Any:
    demand(value, kind)
    return Decimal(value) if kind is Decimal else value


def _outcome(value: Any, _: Any) -> Outcome:
    demand(value, str)
    return Outcome(value)


def _plain_tables(cls: Any, strict: BaseConverter) -> Callable[[Any, Any], Any]:
    known = attrs.fields_dict(cls).keys()

    def hook(value: Any, target: Any) -> Any:
        demand(value, dict)
        if extra := value.keys() - known:
            raise ForbiddenExtraKeysError(None, cls, extra)
        return strict.structure_attrs_fromdict(value, target)

    return hook


def _tables(cls: Any, strict: Converter) -> Callable[[Any, Any], Any]:
    inner = make_dict_structure_fn(cls, strict, _cattrs_forbid_extra_keys=True)

    def hook(value: Any, target: Any) -> Any:
        demand(value, dict)
        return inner(value, target)

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
            msg = f"must have {len(kinds)} entries, not {len(value)}"
            raise NotOfTypeError(msg)
        return inner(value, target)

    return hook


@cache
def _quick() -> BaseConverter:
    """For what is right, as nearly everything is."""
    strict = BaseConverter(detailed_validation=False)
    strict.register_structure_hook_factory(attrs.has, _plain_tables)
    _register(strict)
    return strict


@cache
def _exact() -> Converter:
    """For what is wrong: the error names every place."""
    strict = Converter()
    strict.register_structure_hook_factory(attrs.has, _tables)
    _register(strict)
    return strict


def _register(strict: BaseConverter) -> None:
    """The hooks that demand the type which is written."""
    # cattrs looks up hooks by class, subclasses included, before those by predicate: its own
    # coercing hooks for
    # str, bool and int must be replaced by class, and what derives from one (an enum of str) named
    # again
    for kind in (str, bool, int):
        strict.register_structure_hook(kind, _atom)
    strict.register_structure_hook(Outcome, _outcome)
    atoms = frozenset({Decimal, date, datetime, time})
    strict.register_structure_hook_func(lambda kind: kind in atoms, _atom)
    strict.register_structure_hook_factory(_is_list, _lists)


def structure(value: Any, kind: type[T]) -> T:
    """`value` as a `kind`. Raises a cattrs error whose causes name the keys that do not fit."""
    try:
        return _quick().structure(value, kind)
    # Whatever it was, the other one says it with its place
    except Exception:  # noqa: BLE001
        return _exact().structure(value, kind)
