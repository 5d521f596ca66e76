"""The lists of the screen: one to choose from, and one that typing narrows."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final, NamedTuple

from rich.segment import Segment
from textual.content import Content
from textual.events import Key
from textual.geometry import Offset, Region
from textual.reactive import Reactive
from textual.strip import Strip
from textual.style import Style
from textual.widgets import OptionList
from textual.widgets.option_list import Option as Row

from wizard.conversation.view import Option, Pick, Search, Text
from wizard.conversation.view import Rows as Titled
from wizard.text.layout import GLUE, columns, fold, longest
from wizard.text.sanitize import clean, searched
from wizard.text.translation import _, figure, is_utf8
from wizard.tui.fitting import laid_out
from wizard.tui.looks import ACCENT, CLEAR, CURSOR, DIM, STRONG, TEXT, TONES, marks
from wizard.tui.widgets.display import use_plain_bar

_NAME: Final = Style.from_meta({"name": True})
"""Marks the lines of a row that its name stands on."""
_GUTTER: Final = 2
_GAP: Final = 2
_INDENT: Final = 4
_LEAST_MEANING: Final = 28
_LEAST_WIDTH: Final = 20
_LONGEST_SEARCH: Final = 80


class Name(NamedTuple):
    """The name of a row: its style, and by how much its lines after the first are indented."""

    text: str
    style: str
    indent: int


class Rows(OptionList):
    """Rows of a name, with its meaning beside it where there is room, and else below it.

    The highlighted one has a sign before it and is in reverse, so it is seen without colours too.
    """

    # A move draws the two rows that change and not the list, which is much of what a key costs
    highlighted: Reactive[int | None] = Reactive(None, repaint=False)

    def __init__(self, name: str) -> None:
        super().__init__(compact=True, markup=False, id=name)
        self._width = 0
        self._wide: list[int] = []

    def _watch_highlighted(self, before: int | None, now: int | None) -> None:
        """Draw the two rows again, before Textual's own watcher scrolls to the one."""
        if now is None:  # the list is empty by now
            self.refresh()
        line = 0
        for row, height in enumerate(self.heights):
            if row in (before, now):
                self.refresh_lines(line, height)
            line += height

    @property
    def heights(self) -> list[int]:
        """Return how many lines each row has."""
        return [str(each.prompt).count("\n") + 1 for each in self.options]

    @property
    def caret(self) -> Offset:
        """Return where the name of the highlighted row is, below what stands above it."""
        row = self.highlighted
        prompt = self.options[row].prompt if row is not None else None
        if not isinstance(prompt, Content):
            return Offset(0, 0)
        begin = next((span.start for span in prompt.spans if span.style == _NAME), 0)
        line = sum(self.heights[:row]) + prompt.plain[:begin].count("\n") - self.scroll_offset.y
        return Offset(0, min(max(0, line), max(0, self.size.height - 1)))

    def on_mount(self) -> None:
        """Use the plain scroll bar."""
        use_plain_bar(self)

    def on_resize(self) -> None:
        """Keep the highlighted row in view, also where an error above takes some of the lines."""
        self.call_after_refresh(self.scroll_to_highlight)

    def press(self, event: Key) -> bool:
        """Move the highlight if the key does that; return whether the list used the key."""
        move = _MOVES.get(event.key)
        if move is not None:
            move(self)
        return move is not None

    def prompts(self) -> list[Content]:
        """Return the text of each row."""
        raise NotImplementedError

    def column_of(self, rows: Sequence[tuple[str, str]], least: int) -> int:
        """Return where meanings, with so many columns at least, begin beside names; 0 for below.

        A name without a meaning may be longer than that; one with a meaning is folded, and where
        that would be most of them, or would cut a word, all have their meaning below.
        """
        most = self._width - least - _GUTTER - _GAP
        named = [name for name, meaning in rows if meaning]
        fitting = [columns(name) for name in named if columns(name) <= most]
        if 2 * len(fitting) <= len(named) or max(map(longest, named)) > max(fitting):
            return 0
        return max(fitting) + _GUTTER + _GAP

    def wide_of(self, names: Sequence[str], column: int) -> int:
        """Return the columns that names have with their meanings in that column; 0 for below."""
        widest = _GUTTER + max(map(columns, names)) + 1
        return min(column - _GAP if column else widest, self._width)

    def row_of(self, name: Name, meaning: str, told: str, column: int) -> Content:
        """Return a name with a meaning that is `told` in this style, in that column or below."""
        text, style, indent = name
        width, margin = max(_LEAST_WIDTH, self._width), " " * (_GUTTER + indent)
        if not meaning or not column:
            names = fold(" " * _GUTTER, width, then=margin, text=text)
            below = fold(margin, width, then=margin, text=meaning) if meaning else ()
            lines = [_named(line, style) for line in names]
            lines += [_told(line, told) for line in below]
            return Content("\n").join(lines)
        # No word is cut only to stand further in
        then = margin if len(margin) + longest(text) <= column - _GAP else " " * _GUTTER
        names = fold(" " * _GUTTER, column - _GAP, then=then, text=text)
        meanings = fold("", width - column, text=meaning)
        return Content("\n").join(
            _named(line, style) + _told(" " * (column - columns(line)) + said, told)
            for line, said in zip_longest(names, meanings, fillvalue="")
        )

    def fit(self, width: int) -> None:
        """Fold the rows again for this width."""
        if width != self._width:
            self._width = width
            self.update_rows()

    def update_rows(self) -> None:
        """Replace the text of each row that has changed."""
        for row, (option, prompt) in enumerate(zip(self.options, self.prompts(), strict=False)):
            shown = option.prompt
            if not (isinstance(shown, Content) and prompt.is_same(shown)):
                self.replace_option_prompt_at_index(row, prompt)

    def render_line(self, y: int) -> Strip:
        """Return a line; the name of the highlighted row gets the sign and is in reverse.

        Component styles of Textual cannot do that.
        """
        strip = super().render_line(y)
        name = [
            segment
            for segment in strip
            if segment.style is not None
            and segment.style.meta.get("name")
            and segment.style.meta.get("option") == self.highlighted
        ]
        if not name:
            return strip
        used = sum(segment.cell_length for segment in name)
        wide = self._wide[self.highlighted] if self.highlighted is not None else 0
        end = max(used + 1, wide)
        head, style = strip.crop(0, end), name[0].style
        if not strip.text[_GUTTER : _GUTTER + 1].isspace():
            here = Segment(f"{marks().here} ", style)
            head = Strip.join([Strip([here]), head.crop(_GUTTER)])
        if self.has_focus:
            cursor = self.app.stylesheet.parse_style(CURSOR).rich_style
            head = Strip(Segment.apply_style(head, post_style=cursor), end)
        return Strip.join([head, strip.crop(end)])

    def page(self, direction: int) -> None:
        """Move by half of the rows that are seen, at most to the end.

        Textual's own paging needs lines that are not laid out yet.
        """
        rows = [row for row, option in enumerate(self.options) if not option.disabled]
        if rows:
            now = rows.index(self.highlighted) if self.highlighted in rows else 0
            wanted = now + direction * max(1, self.size.height // 2)
            self.highlighted = rows[min(max(0, wanted), len(rows) - 1)]


_MOVES: Final[Mapping[str, Callable[[Rows], object]]] = {
    "up": Rows.action_cursor_up,
    "down": Rows.action_cursor_down,
    "home": Rows.action_first,
    "end": Rows.action_last,
    "pageup": lambda rows: rows.page(-1),
    "pagedown": lambda rows: rows.page(1),
}


class Choices(Rows):
    """A list to choose one from. Arrow keys move, a letter goes to the next name that begins so.

    `above` are the lines of a text that stand above the first name.
    """

    def __init__(self, name: str = "choices") -> None:
        super().__init__(name)
        self._ask = Pick(())
        self._text: Text = ()
        self.above = 0

    def fill(self, ask: Pick, width: int, text: Text = ()) -> None:
        """Offer these options, in lines of this width; `text` scrolls with them, above them."""
        self._ask, self._width, self._text = ask, width, text
        self.set_options(map(Row, self.prompts()))
        self.highlighted = ask.highlighted
        self.scroll_home(animate=False, immediate=True)
        self.call_after_refresh(self.scroll_to_highlight)  # its line is known after the layout

    def tell(self, ask: Pick, text: Text = ()) -> None:
        """Tell the same options as they are by now; the highlight stays."""
        self._ask, self._text = ask, text
        self.update_rows()

    def render_line(self, y: int) -> Strip:
        """Return a line; one of the text above is no part of the first row."""
        strip = super().render_line(y)
        if self.scroll_offset.y + y >= self.above:
            return strip
        plain = [
            Segment(each.text, each.style and each.style.clear_meta_and_links()) for each in strip
        ]
        return Strip(plain, strip.cell_length)

    # The signature is Textual's
    def scroll_to_highlight(self, top: bool = False) -> None:  # noqa: FBT001, FBT002
        """Bring the highlighted row into view; at first the text above it is shown from its top."""
        if self.highlighted != 0 or not self.above:
            super().scroll_to_highlight(top)
        elif self.scroll_offset.y:
            self.scroll_to_region(
                Region(0, self.above, self.size.width, self.heights[0] - self.above),
                force=True,
                animate=False,
                immediate=True,
            )

    def reveal(self, step: int = 0) -> bool:
        """Scroll down to the highlighted row, where it is still below; return whether it was.

        It is done by `step` lines, or by a page.
        """
        end = self.scroll_offset.y + self.size.height
        below = bool(self.above) and self.highlighted == 0 and self.above >= end
        if below:
            self.scroll_relative(y=step or self.size.height, animate=False, immediate=True)
        return below

    @property
    def chosen(self) -> Option | None:
        """Return the option that is highlighted, or `None`."""
        return None if self.highlighted is None else self._ask.options[self.highlighted]

    def press(self, event: Key) -> bool:
        """Move the highlight, also by a letter; return whether the list used the key.

        On the first row the text above it is scrolled, as far as there is more of it.
        """
        steps = {"up": -1, "down": 1, "pageup": -self.size.height, "pagedown": self.size.height}
        step = steps.get(event.key, 0) if self.highlighted == 0 else 0
        if step > 0 and self.reveal(step):
            return True
        if self.above and event.key == "home":
            self.highlighted, step = 0, -self.above
        if step < 0 and self.scroll_offset.y:
            self.scroll_relative(y=step, animate=False, immediate=True)
            return True
        if super().press(event):
            return True
        letter = event.character.casefold() if event.is_printable and event.character else ""
        rows = [
            row
            for row, each in enumerate(self._ask.options)
            if letter and not each.closed and each.title.casefold().startswith(letter)
        ]
        if rows:
            after = -1 if self.highlighted is None else self.highlighted
            self.highlighted = next((row for row in rows if row > after), rows[0])
        return bool(rows)

    def prompts(self) -> list[Content]:
        """Return each name with its meaning, or with the reason why it is closed."""
        parts = list[list[tuple[Option, str, str]]]()
        said = ""
        for number, each in enumerate(self._ask.options):
            if each.begins is not None or not parts:
                said = each.begins or ""
                parts.append([])
            meaning = each.closed or ("" if said else each.summary)
            parts[-1].append((each, self._title(number, each), meaning))
        self._wide = []
        rows = [prompt for part in parts for prompt in self._part(part)]
        self.above = 0
        if self._text and rows:
            gap = "\n" if isinstance(self._text[-1], Titled) else "\n\n"
            above = laid_out(self._text, self._width) + gap
            self.above = above.plain.count("\n")
            rows[0] = above + rows[0]
        return rows

    def _part(self, part: Sequence[tuple[Option, str, str]]) -> Iterator[Content]:
        """Yield the rows of a part of the list, which has columns of its own."""
        rows = [(title, meaning) for _option, title, meaning in part]
        column = self.column_of(rows, max(_LEAST_MEANING, self._width * 2 // 5))
        self._wide += [self.wide_of([title for title, _meaning in rows], column)] * len(part)
        for number, (option, title, meaning) in enumerate(part, start=len(self._wide) - len(part)):
            tone = TONES[option.outcome] if option.outcome is not None else DIM
            style = DIM if option.closed else STRONG if meaning else TEXT
            style = ACCENT if number == self._ask.answered else CLEAR if option.read else style
            name = Name(title, style, _INDENT - _GUTTER)
            row = self.row_of(name, meaning, DIM if option.closed else tone, column)
            if option.begins is not None:
                margin = " " * _GUTTER
                words = fold(margin, self._width, text=option.begins) if option.begins else ()
                above = (Content(""), *(_told(line, tone) for line in words))
                row = Content("\n").join((*above, row))
            yield row

    def _title(self, row: int, option: Option) -> str:
        words = [option.title]
        if option.closed:
            words.append(_("(closed)"))
        if row == self._ask.answered:
            words.append(marks().tick if is_utf8(os.environ) else _("(your answer)"))
        elif option.read:
            words.append(marks().tick if is_utf8(os.environ) else _("(read)"))
        elif row == self._ask.suggested:
            words.append(_("(suggested)"))
        return " ".join(words)


class SearchList(Choices):
    """The options that hold every word that is typed.

    `moved` is called with the words and the row as they change.
    """

    def __init__(self, moved: Callable[[str, int], Any]) -> None:
        super().__init__("search-list")
        self._moved = moved
        self._all = Search(())
        self._typed = ""

    def search(self, ask: Search, width: int) -> None:
        """Search these options, in lines of this width."""
        self._all, self._width = ask, width
        self._narrow(ask.words, ask.row)
        self.call_after_refresh(self.scroll_to_highlight)

    @property
    def echo(self) -> str:
        """Return what is searched for, and how much is found."""
        if not self._typed:
            return _("Type to search.")
        number = len(self._ask.options)
        found = figure(f"{number:,}") if number else _("nothing")
        return _("Search: {words}   ({number} found)").format(words=self._typed, number=found)

    def press(self, event: Key) -> bool:
        """Move, or change what is searched for; return whether the list used the key."""
        if event.key == "backspace":
            self._narrow(self._typed[:-1])
        elif event.key == "ctrl+u":
            self._narrow("")
        elif event.is_printable and event.character:
            self.put(event.character)
        elif Rows.press(self, event):
            self._moved(self._typed, self.highlighted or 0)
        else:
            return False
        return True

    def put(self, text: str) -> None:
        """Add this text to what is searched for."""
        self._narrow(clean(self._typed + text[:_LONGEST_SEARCH], _LONGEST_SEARCH))

    def _narrow(self, typed: str, row: int = 0) -> None:
        self._typed = typed
        wanted = searched(typed).split()
        self._ask = Pick(
            tuple(each for each in self._all.options if all(word in each.words for word in wanted))
        )
        self.set_options(map(Row, self.prompts()))
        found = len(self._ask.options)
        self.highlighted = min(row, found - 1) if found else None
        self.scroll_home(animate=False, immediate=True)
        self._moved(self._typed, self.highlighted or 0)


def _named(line: str, style: str) -> Content:
    return Content(line.replace(GLUE, " ")).stylize(style).stylize(_NAME)


def _told(line: str, style: str) -> Content:
    start = len(line) - len(line.lstrip())
    return Content(line[:start]) + Content.styled(line[start:], style)
