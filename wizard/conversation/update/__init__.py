"""What an intent does: from one state to the next, and what the world is asked for on the way."""

from __future__ import annotations

from typing import Final

import attrs

from wizard.conversation.effects import Effect
from wizard.conversation.moves import Intent, Move
from wizard.conversation.state import Handlers, State
from wizard.conversation.update import (
    interview,
    looking,
    managing,
    opening,
    saving,
)

_HANDLERS: Final[Handlers] = {
    **looking.HANDLERS,
    **interview.HANDLERS,
    **opening.HANDLERS,
    **managing.HANDLERS,
    **saving.HANDLERS,
}


def update(state: State, intent: Intent) -> tuple[State, tuple[Effect, ...]]:
    """Return the next state, and the effects to carry out."""
    handler = _HANDLERS[intent if isinstance(intent, Move) else type(intent)]
    after = handler(attrs.evolve(state, error=""), intent)
    return attrs.evolve(after, effects=()), after.effects
