"""The checklist of the screen: items to mark yes, not sure or no."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from textual.content import Content
from textual.events import Key
from textual.strip import Strip
from textual.widgets.option_list import Option as Row

from wizard.conversation.view import Tick
from wizard.interview.choice import Checked, Choice
from wizard.text.layout import GLUE, columns
from wizard.text.translation import N_, _
from wizard.tui.looks import DIM, STRONG, TEXT, TONES
from wizard.tui.widgets.lists import Name, Rows

_YES: Final = "[x]"
_NO: Final = "[ ]"
_UNSURE: Final = "[?]"
_STATES: Final = (_NO, _YES, _UNSURE)
_MEANS: Final[Mapping[str, tuple[str, str]]] = {
    _YES: (N_("yes: {outcome}"), N_("yes")),
    _UNSURE: (N_("not sure: {outcome}"), N_("not sure")),
}
"""What a mark is called, with the outcome that it leads to and without one."""
_OUTCOMES: Final[Mapping[str, str]] = {
    "caution": N_("caution"),
    "clinician": N_("clinician"),
    "stop": N_("stop"),
}


class CheckList(Rows):
    """Items to mark yes, not sure or no with Space; the last row says that none applies.

    Nothing is marked at first, and the last row cannot be before it was on the screen, and every
    row above it was, or was gone over. `marked` is called with what is marked as that changes.
    """

    def __init__(self, marked: Callable[[Checked | None], Any]) -> None:
        super().__init__("checklist")
        self._marked = marked
        self._ask = Tick((), "")
        self._states: list[int] = []
        self._none = False
        self._seen: set[int] = set()
        self._unasked = Checked()

    def fill(self, ask: Tick, width: int) -> None:
        """Ask for these items, in lines of this width."""
        self._ask, self._width = ask, width
        marked = ask.marked or Checked()
        self._unasked = marked.beyond([each.value for each in ask.items])
        self._states = [
            1 if each.value in marked.yes else 2 if each.value in marked.not_sure else 0
            for each in ask.items
        ]
        self._none, self._seen = ask.marked == Checked(), set()
        self.set_options(map(Row, self.prompts()))
        self._limit_height()
        self.highlighted = 0
        self.scroll_home(animate=False, immediate=True)

    def update_rows(self) -> None:
        """Replace the text of each row that has changed; one with a mark may need another line."""
        super().update_rows()
        self._limit_height()

    def _limit_height(self) -> None:
        """Be no taller than the rows, so that the detail of a row stands right below them."""
        self.styles.max_height = sum(self.heights)

    def render_line(self, y: int) -> Strip:
        """Return a line, and remember that its row was drawn."""
        strip = super().render_line(y)
        rows = (each.style.meta.get("option") for each in strip if each.style is not None)
        self._seen.update(row for row in rows if row is not None)
        return strip

    @property
    def is_unread(self) -> bool:
        """Return whether the last row is highlighted and a row above it was not seen yet."""
        return self.row is None and len(self._seen) < len(self.options)

    @property
    def row(self) -> int | None:
        """Return the number of the highlighted item, or `None` on the last row."""
        return self.highlighted if self.highlighted != len(self._ask.items) else None

    @property
    def checked(self) -> Checked | None:
        """Return what is marked, or `None` while nothing is: not even that none applies.

        Marks on items that are not asked for now are part of it.
        """
        if not (self._none or any(self._states)):
            return None
        pairs = list(zip(self._ask.items, self._states, strict=True))
        yes, not_sure = (
            tuple(item.value for item, state in pairs if state == wanted) for wanted in (1, 2)
        )
        return Checked(yes, not_sure).joined(self._unasked)

    @property
    def meant(self) -> list[tuple[str, str]]:
        """Return each row's name with its meaning, in full."""
        none = _("If you have read every line and none applies.")
        rows = [(each.title, each.summary) for each in self._ask.items]
        return [*rows, (self._ask.none_label, none)]

    @property
    def detail(self) -> str:
        """Return the meaning of the highlighted row, in full."""
        return self.meant[self.highlighted or 0][1]

    def choose_none(self) -> None:
        """Mark the last row, where that is highlighted and nothing was marked."""
        if self.row is None and not self.is_unread and self.checked is None:
            self._none = True
            self.update_rows()
            self._marked(self.checked)

    def press(self, event: Key) -> bool:
        """Move or mark; return whether the list used the key."""
        if event.key != "space":
            used = super().press(event)
            if self.row is not None:
                self._seen.add(self.row)
            return used
        if self.row is not None:
            self._states[self.row] = (self._states[self.row] + 1) % len(_STATES)
            self._none = False
        elif not self.is_unread:
            self._none = not self._none
            self._states = [0] * len(self._states)
        self.update_rows()
        # What the mark means may stand on a line of its own, which is below the list's last
        self.call_after_refresh(self.scroll_to_highlight)
        self._marked(self.checked)
        return True

    def prompts(self) -> list[Content]:
        """Return each item after its mark, with what the mark means, then the last row."""
        rows = [
            (f"{_STATES[state]}{GLUE}{each.title}", self._means(each, _STATES[state]))
            for each, state in zip(self._ask.items, self._states, strict=True)
        ]
        # As wide as with every mark, so that setting one moves nothing
        longest = max(
            columns(_(_MEANS[_UNSURE][0]).format(outcome=_(o))) for o in _OUTCOMES.values()
        )
        column = self.column_of([(name, name) for name, _meaning in rows], longest)
        none = f"{_YES if self._none else _NO}{GLUE}{self._ask.none_label}"
        names = (none, *(name for name, _meaning in rows))
        self._wide = [self.wide_of(names, column)] * len(names)
        prompts = []
        for each, (name, meaning) in zip(self._ask.items, rows, strict=True):
            tone = TONES[each.outcome] if each.outcome is not None else TEXT
            shown = Name(name, STRONG if meaning else TEXT, len(_NO) + 1)
            prompts.append(self.row_of(shown, meaning, tone, column))
        return [*prompts, self.row_of(Name(none, STRONG, len(_NO) + 1), "", DIM, column)]

    def _means(self, item: Choice, mark: str) -> str:
        """Return what the mark on an item is called, and what it leads to."""
        if mark not in _MEANS:
            return ""
        with_outcome, alone = _MEANS[mark]
        outcome = _OUTCOMES.get(item.outcome or "")
        return _(alone) if outcome is None else _(with_outcome).format(outcome=_(outcome))
