"""What stands beside a question where there is room for it."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class Beside(Static):
    """A title and lines below it."""

    def __init__(self) -> None:
        super().__init__(id="beside", markup=False)
        self._said = ""

    def show(self, text: str) -> None:
        """Show this, if it is not what stands there."""
        if text != self._said:
            self._said = text
            title, rest = text.partition("\n")[::2]
            self.update(Content.styled(title, "bold") + Content(f"\n{rest}"))
