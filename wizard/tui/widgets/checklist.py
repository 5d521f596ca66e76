"""A checklist for screening: nothing is marked at first, and nothing goes on until something was marked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from textual.content import Content
from textual.events import Key
from textual.widgets.option_list import Option

from wizard.conversation.view import Tick
from wizard.interview.choice import Checked, Choice
from wizard.text.translation import _, marked
from wizard.tui.marks import NO, NOT_SURE, YES
from wizard.tui.widgets.rows import GUTTER, Rows

_STATES: Final = ((NO, marked("no")), (YES, marked("yes")), (NOT_SURE, marked("not sure")))
_BLANK: Final = "\N{NO-BREAK SPACE}"  # where a line is not folded


class CheckList(Rows):
    """Items to mark yes, not sure or no with Space; the first row says that none applies.

    `marked` is called with what is marked as that changes.
    """

    def __init__(self, marked: Callable[[Checked | None], Any]) -> None:
        super().__init__("checklist")
        self._marked = marked
        self._ask: Tick | None = None
        self._states: list[int] = []
        self._none = False
        self._unasked = Checked()

    def fill(self, ask: Tick, width: int) -> None:
        """Ask these now, on lines of this width."""
        self._ask, self._width = ask, width
        marked = ask.marked or Checked()
        self._unasked = marked.beyond([each.value for each in ask.items])
        self._states = [
            1 if each.value in marked.yes else 2 if each.value in marked.not_sure else 0
            for each in ask.items
        ]
        self._none = ask.marked == Checked()
        self.set_options(map(Option, self.prompts()))
        self._take_room()
        self.highlighted = 0

    def fit(self, width: int) -> None:
        """Set the lines again for this width."""
        super().fit(width)
        self._take_room()

    def _take_room(self) -> None:
        """Be as tall as the rows at most, so that the words on the highlighted one stand right below them."""
        self.styles.max_height = (
            sum(prompt.plain.count("\n") + 1 for prompt in self.prompts()) or None
        )

    @property
    def checked(self) -> Checked | None:
        """What was marked, or `None` while nothing was: not even that none applies.

        With it, marks on lines not asked just now.
        """
        if self._ask is None or not (self._none or any(self._states)):
            return None
        items = [each.value for each in self._ask.items]
        groups = (
            tuple(item for item, state in zip(items, self._states, strict=True) if state == wanted)
            for wanted in (1, 2)
        )
        return Checked(*groups).joined(self._unasked)

    @property
    def item(self) -> Choice | None:
        """The item that is highlighted, or `None` on the row that none applies."""
        return (
            self._ask.items[self.highlighted - 1]
            if self._ask is not None and self.highlighted
            else None
        )

    @property
    def detail(self) -> str:
        """What the highlighted row means, in full."""
        row = self.highlighted or 0
        if self._ask is None:
            return ""
        return (
            self._ask.items[row - 1].summary
            if row
            else _("Mark this if you have read every line and none of them applies to you.")
        )

    def press(self, event: Key) -> bool:
        """Whether the key was one for this list."""
        if event.key != "space":
            return super().press(event)
        self._mark(self.highlighted or 0)
        return True

    def _mark(self, row: int) -> None:
        if row:
            self._states[row - 1] = (self._states[row - 1] + 1) % len(_STATES)
            self._none = False
        else:
            self._none = not self._none
            self._states = [0] * len(self._states)
        self.set_again()
        self._marked(self.checked)

    def prompts(self) -> list[Content]:
        """The first row, then each item with its mark and the word for it."""
        if self._ask is None:
            return []
        answered = self.checked is not None
        said = [_(word) for _mark, word in _STATES]
        wide = max(map(len, said)) + 1
        title = GUTTER + len(YES) + 1 + wide  # the column where titles begin
        rows = [
            Content.styled(
                self.folded(f"{YES if self._none else NO} {self._ask.none_label}", GUTTER, title),
                "bold",
            )
        ]
        for each, state in zip(self._ask.items, self._states, strict=True):
            word = said[state].replace(" ", _BLANK) if answered else _BLANK
            row = f"{_STATES[state][0]}{_BLANK}{word:{_BLANK}<{wide}}{each.title}"
            rows.append(
                Content.styled(
                    self.folded(row, GUTTER, title).replace(_BLANK, " "), "bold" if state else ""
                )
            )
        return rows
