"""How the small values of a conversation are made: pages, intents and effects."""

from __future__ import annotations

from typing import TypeVar, dataclass_transform

import attrs

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def value(described: type[T]) -> type[T]:
    """Return the class as a frozen attrs class.

    Some ninety of them are made before the first question: without slots and a `repr` that takes
    half the time.
    """
    return attrs.frozen(described, slots=False, repr=False)
