"""The error with which the double check ends, and the two ways to raise it."""

from __future__ import annotations

from typing import Any


class DisagreementError(AssertionError):
    """The double check finds otherwise: a defect of the program. Nothing is saved or printed."""


def same(what: str, mine: Any, theirs: Any) -> None:
    """Raise `DisagreementError` naming both values unless they are equal."""
    if mine != theirs:
        raise DisagreementError(f"{what}: {mine} is not {theirs}")


# The condition is what is passed
def hold(what: str, held: bool) -> None:  # noqa: FBT001
    """Raise `DisagreementError` saying what does not hold, unless it does."""
    if not held:
        raise DisagreementError(f"not so: {what}")
