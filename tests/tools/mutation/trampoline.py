"""What stands in place of each mutated function: calls the mutant that is active, or else the
function as it was written.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

MutantDict = dict[str, Callable[..., Any]]
active: list[str] = ["", ""]  # the module and the name of the mutant under test
entered: Final[set[str]] = set()  # the functions that have been called


def wrap_in_trampoline(
    mutants: MutantDict, **_: Any
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A decorator that chooses among `mutants`, which is filled after it."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        module = function.__module__

        @wraps(function)
        def choose(*arguments: Any, **named: Any) -> Any:
            original = mutants["_mutmut_orig"]
            if active[0] != module:
                entered.add(f"{module}.{original.__name__.removesuffix('_orig')}")
                return original(*arguments, **named)
            return mutants.get(active[1], original)(*arguments, **named)

        return choose

    return decorate
