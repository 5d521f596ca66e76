"""A list to choose from: a name and what it means for each; closed ones say why."""

from __future__ import annotations

from typing import Final

from textual.content import Content
from textual.events import Key
from textual.widgets.option_list import Option as Row

from wizard.conversation.view import Option, Pick
from wizard.text.translation import _
from wizard.tui.widgets.rows import GUTTER, Rows

_INDENT: Final = 4


class Choices(Rows):
    """One of a list. Arrows move, a letter goes to the next name that begins with it."""

    def __init__(self, name: str = "choices") -> None:
        super().__init__(name)
        self._ask = Pick(())

    def fill(self, ask: Pick, width: int) -> None:
        """Offer these now, on lines of this width."""
        self._ask, self._width = ask, width
        self.set_options(map(Row, self.prompts()))
        self.highlighted = ask.highlighted
        self.scroll_home(animate=False, immediate=True)
        self.call_after_refresh(self.scroll_to_highlight)  # once it is known where the row lies

    @property
    def chosen(self) -> Option | None:
        """The option that is highlighted, or `None`."""
        return None if self.highlighted is None else self._options_shown[self.highlighted]

    @property
    def _options_shown(self) -> tuple[Option, ...]:
        return self._ask.options

    def press(self, event: Key) -> bool:
        """Whether the key was one for this list."""
        return super().press(event) or (
            event.is_printable
            and event.character is not None
            and self._jump(event.character.casefold())
        )

    def _jump(self, letter: str) -> bool:
        """Highlight the next open choice whose name begins with the letter; whether there is one."""
        after = -1 if self.highlighted is None else self.highlighted
        rows = [
            row
            for row, each in enumerate(self._options_shown)
            if not each.closed and each.title.casefold().startswith(letter)
        ]
        if not rows:
            return False
        self.highlighted = next((row for row in rows if row > after), rows[0])
        return True

    def prompts(self) -> list[Content]:
        """The name of each choice, and below it what it means or why it is closed."""
        return [self._prompt(row, each) for row, each in enumerate(self._options_shown)]

    def _prompt(self, row: int, choice: Option) -> Content:
        known = (
            _("(your answer)")
            if row == self._ask.answered
            else _("(suggested)")
            if row == self._ask.suggested
            else ""
        )
        name = " ".join(filter(None, (choice.title, _("(closed)") if choice.closed else "", known)))
        title = Content.styled(self.folded(name, GUTTER, _INDENT), "" if choice.closed else "bold")
        below = choice.closed or choice.summary
        return (
            title + Content.styled("\n" + self.folded(below, _INDENT, _INDENT), self.faint)
            if below
            else title
        )
