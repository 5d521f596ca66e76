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
from typing import Any, TypeVar, get_args, get_origin

import attrs
from cattrs import BaseConverter
from cattrs.errors import (
    AttributeValidationNote,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)

from wizard.catalog.model import Outcome
from wizard.text.translation import N_, _

T = TypeVar("T")


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


def _atom(value: Any, kind: Any) -> Any:
    demand(value, kind)
    return Decimal(value) if kind is Decimal else value


def _outcome(value: Any, _kind: Any) -> Outcome:
    demand(value, str)
    return Outcome(value)


def _tables(cls: Any, strict: BaseConverter) -> Callable[[Any, Any], Any]:
    if any(isinstance(attribute.type, str) for attribute in attrs.fields(cls)):
        attrs.resolve_types(cls)
    # A key that is a word of Python, such as `from`, has an underscore after its name there
    known = {
        each.name.removesuffix("_"): (
            each,
            kind := _present(each.type),
            strict.get_structure_hook(kind),
        )
        for each in attrs.fields(cls)
    }

    def hook(value: Any, _: Any) -> Any:
        demand(value, dict)
        given, wrong = {}, list[Exception]()
        for name, (attribute, kind, inner) in known.items():
            if name in value or attribute.default is attrs.NOTHING:
                try:
                    given[attribute.name] = inner(value[name], kind)
                # Whatever it is, the reader is told of it with its place
                except Exception as error:  # noqa: BLE001
                    error.add_note(AttributeValidationNote("", name, attribute.type))
                    wrong.append(error)
        if extra := value.keys() - known.keys():
            wrong.append(ForbiddenExtraKeysError(None, cls, extra))
        try:
            if not wrong:
                return cls(**given)
        except Exception as error:  # noqa: BLE001 - likewise
            wrong.append(error)
        raise ClassValidationError(cls.__name__, wrong, cls)

    return hook


def _present(kind: Any) -> Any:
    """Return what a value that may be left out is where it is there: TOML has no `None`."""
    return next((each for each in get_args(kind) if type(None) in get_args(kind)), kind)


def _is_list(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _lists(cls: Any, strict: BaseConverter) -> Callable[[Any, Any], Any]:
    kinds = get_args(cls)
    inner = strict.get_structure_hook(kinds[0])

    def hook(value: Any, _: Any) -> Any:
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
                given.append(inner(each, kinds[0]))
            except Exception as error:
                # The first is told: each takes 0.1 ms and 10 kB, and a file has room for thousands
                error.add_note(IterableValidationNote("", number, kinds[0]))
                raise IterableValidationError("", [error], cls) from error
        return tuple(given)

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
