"""A list to choose from: a name and what it means for each; closed ones say why."""

from __future__ import annotations

import textwrap
from typing import Final

from textual.content import Content
from textual.events import Key
from textual.widgets.option_list import Option

from wizard.interview.fields import Choice
from wizard.tui.view import Pick
from wizard.tui.widgets.rows import Rows

_INDENT: Final = "  "
_LEAST_WIDTH: Final = 20


class Choices(Rows):
    """One of a list. Arrows move, a letter goes to the next name that begins with it."""

    def __init__(self) -> None:
        super().__init__("choices")
        self._choices: tuple[Choice, ...] = ()
        self._words: dict[int | None, str] = {}
        self._width = 0

    def fill(self, ask: Pick, width: int) -> None:
        """Offer these now, on lines of this width."""
        self._choices, self._width = ask.choices, width
        self._words = {ask.suggested: "suggested", ask.answered: "your answer"}
        self.set_options(map(Option, self._prompts()))
        self.highlighted = ask.highlighted
        self.scroll_home(animate=False, immediate=True)
        self.call_after_refresh(self.scroll_to_highlight)  # once it is known where the row lies

    def fit(self, width: int) -> None:
        """Set the lines again for this width."""
        if width != self._width:
            self._width = width
            for row, prompt in enumerate(self._prompts()):
                self.replace_option_prompt_at_index(row, prompt)

    @property
    def chosen(self) -> Choice | None:
        """The choice that is highlighted, or `None`."""
        return None if self.highlighted is None else self._choices[self.highlighted]

    def press(self, event: Key) -> bool:
        """Whether the key was one for this list."""
        return super().press(event) or (event.is_printable and event.character is not None and self._jump(event.character.casefold()))

    def _jump(self, letter: str) -> bool:
        """Highlight the next open choice whose name begins with the letter; whether there is one."""
        after = -1 if self.highlighted is None else self.highlighted
        rows = [row for row, each in enumerate(self._choices) if not each.closed and each.title.casefold().startswith(letter)]
        if not rows:
            return False
        self.highlighted = next((row for row in rows if row > after), rows[0])
        return True

    def _prompts(self) -> list[Content]:
        return [self._prompt(row, each) for row, each in enumerate(self._choices)]

    def _prompt(self, row: int, choice: Choice) -> Content:
        title = Content(f"{choice.title} (closed)") if choice.closed else Content.styled(choice.title, "bold")
        if word := self._words.get(row):
            title += Content(f"  ({word})")
        below = choice.closed or choice.summary
        if not below:
            return title
        lines = textwrap.fill(below, max(_LEAST_WIDTH, self._width), initial_indent=_INDENT, subsequent_indent=_INDENT)
        return title + Content("\n") + Content.styled(lines, "dim")
