"""How the small values of a conversation are made: pages, intents and effects."""

from __future__ import annotations

from inspect import get_annotations
from typing import Any, Final, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def value(described: type[T]) -> type[T]:
    """Return the class as one of frozen values, made of what is annotated, in that order.

    A hundred of them are made before the first question. attrs and dataclasses write code for
    each, which takes twenty times as long.
    """
    for name, method in (_METHODS | {"__match_args__": tuple(get_annotations(described))}).items():
        setattr(described, name, method)
    return described


def _init(self: Any, *given: Any, **named: Any) -> None:
    vars(self).update(zip(self.__match_args__, given, strict=False), **named)


def _parts(self: Any) -> tuple[Any, ...]:
    return (type(self), *(getattr(self, name) for name in self.__match_args__))


def _eq(self: Any, other: object) -> bool:
    return type(other) is type(self) and _parts(self) == _parts(other)


def _hash(self: Any) -> int:
    return hash(_parts(self))


def _refuse(self: Any, name: str, _value: object) -> NoReturn:
    raise AttributeError(f"{name} of {self} never changes")


_METHODS: Final[dict[str, Any]] = {
    "__init__": _init,
    "__eq__": _eq,
    "__hash__": _hash,
    "__setattr__": _refuse,
}
