"""What the screen asks of the app, so that neither file has to import the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from wizard.conversation.conversation import Conversation
    from wizard.conversation.moves import Intent
    from wizard.interview.choice import Checked


class Listener(Protocol):
    """Whoever is told what a person does on the screen."""

    @property
    def conversation(self) -> Conversation:
        """Return the conversation."""

    def send(self, intent: Intent) -> None:
        """Send the person's intent to the conversation."""

    def wear(self, look: str) -> None:
        """Show everything in this look."""

    def hold(self, held: Checked | str | None) -> None:
        """Store what is typed or marked but not yet submitted."""

    def move_in_list(self, words: str, row: int) -> None:
        """Store the search words and the highlighted row of a searchable list."""

    def answer_of(self, value: Checked | str) -> Intent:
        """Return the intent that submits this value as the answer."""

    def explain(self, row: int | None, keys: str) -> None:
        """Show the reasons behind a row, or behind the whole page, and these keys."""
