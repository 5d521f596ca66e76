"""Classes of values that never change, of which a start makes hundreds.

attrs, with which the rest of the program makes its classes, writes and compiles code for each of
them: twenty times the work of `type` alone, and a fifth of all that opening a profile does. Here
all share one `__init__`, and a type checker reads the fields by the mark of PEP 681.
"""

from __future__ import annotations

from inspect import get_annotations
from itertools import chain
from typing import Any, ClassVar, NoReturn, dataclass_transform


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Record:
    """Facts by their names, as annotated; one that has a value in the class may be left out.

    A record is equal to itself alone.
    """

    def __init__(self, **given: Any) -> None:
        vars(self).update(given)
        self._check()

    @classmethod
    def kinds(cls) -> dict[str, Any]:
        """Return the type of each fact, as annotated, by its name; those of base classes first."""
        return dict(chain(*(get_annotations(each).items() for each in reversed(cls.__mro__))))

    def _check(self) -> None:
        """Raise `ValueError` for facts that do not go together."""

    def __setattr__(self, name: str, _value: object) -> NoReturn:
        raise AttributeError(f"{name} of a {type(self).__name__} never changes")


@dataclass_transform(frozen_default=True)
class Value(Record):
    """A record whose fields may be given in their order, equal to another of its class like it."""

    __match_args__: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        cls.__match_args__ += tuple(get_annotations(cls))  # type: ignore[misc] # PEP 681 says final

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(**dict(zip(self.__match_args__, given, strict=False)), **named)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and _fields(self) == _fields(other)

    def __hash__(self) -> int:
        return hash((type(self), *_fields(self)))


def _fields(value: Any) -> tuple[Any, ...]:
    return tuple(getattr(value, name) for name in value.__match_args__)
