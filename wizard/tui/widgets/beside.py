"""What stands beside a question in a wide window: the plan so far, and what an answer means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

if TYPE_CHECKING:
    from wizard.conversation.preview import Preview

_RULE: Final = 3
"""Columns of the rule before it."""
_AROUND: Final = 4
"""Rows of the window above and below it."""


class Beside(Static):
    """The plan so far, as it would be with the answer that is highlighted or typed."""

    def __init__(self) -> None:
        super().__init__(id="beside", markup=False)
        self._width = 0
        self._told = Content("")

    def fit(self, width: int) -> None:
        """Take so many columns, with the rule; none where there is no room."""
        self._width = self.styles.width = width
        self.display = bool(width)

    def tell(
        self, preview: Preview, meant: Sequence[tuple[str, str]], row: int, closed: str
    ) -> None:
        """Tell the plan, and what the highlighted row means, or why it is closed."""
        # The first page has none of that, and should not wait for what draws a plan
        from wizard.tui.widgets.plan_pictures import beside  # noqa: PLC0415

        room = Size(self._width - _RULE, self.app.size.height - _AROUND)
        told = beside(preview, meant, row, room, closed)
        if not told.is_same(self._told):
            self._told = told
            self.update(told, layout=False)
