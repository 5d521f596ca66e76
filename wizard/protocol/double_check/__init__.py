"""The independent double check (R36): asks again who may have a dose, and which.

It is written from the rules in wizard/catalog/README.md alone, with ids and figures of its own
(`reference`). It shares nothing with the modules that it checks but the answers and the values of a
plan, so that a slip in their code, or a wrong word or figure in the catalog, has to be made twice
to reach a person. What it does not know it does not let through.
"""

from __future__ import annotations

from typing import Any


class DisagreementError(AssertionError):
    """The double check finds otherwise: a defect of the program. Nothing is saved or printed."""


def same(what: str, mine: Any, theirs: Any) -> None:
    """Raise `DisagreementError` naming both values unless they are equal."""
    if mine != theirs:
        raise DisagreementError(f"{what}: {mine} is not {theirs}")


def hold(what: str, held: bool) -> None:  # noqa: FBT001 - the condition is what is passed
    """Raise `DisagreementError` saying what does not hold, unless it does."""
    if not held:
        raise DisagreementError(f"not so: {what}")
