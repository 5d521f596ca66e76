"""The lists of the screen: one to choose from, one that typing narrows, and a checklist."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.events import Key
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option as Row

from wizard.conversation.view import Option, Pick, Search, Tick
from wizard.interview.choice import Checked
from wizard.text.layout import fold
from wizard.text.sanitize import clean, searched
from wizard.text.translation import N_, _, figure
from wizard.tui.looks import DIM
from wizard.tui.widgets.display import use_plain_bar

_REVERSE: Final = Style(reverse=True)
_HERE: Final = "> "
_GUTTER: Final = len(_HERE)
_INDENT: Final = 4
_LEAST_WIDTH: Final = 20
_LONGEST_SEARCH: Final = 80
_YES: Final = "[x]"
_NO: Final = "[ ]"
_STATES: Final = ((_NO, N_("no")), (_YES, N_("yes")), ("[?]", N_("not sure")))
_BLANK: Final = "\N{NO-BREAK SPACE}"  # stands for a blank at which a line must not be folded


class Rows(OptionList):
    """Rows of text. The highlighted one has a sign before it and is in reverse.

    So it is seen without colours too. `faint` is the style of secondary text.
    """

    def __init__(self, name: str) -> None:
        super().__init__(compact=True, markup=False, id=name)
        self.faint = DIM
        self._width = 0

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
        """Return the text of each row, as `folded` gives it."""
        raise NotImplementedError

    def folded(self, text: str, first: int, then: int) -> str:
        """Return the text in lines: the first indented by `first` columns, the others by `then`."""
        width = max(_LEAST_WIDTH, self._width)
        return "\n".join(fold(" " * first, width, then=" " * then, text=text))

    def fit(self, width: int) -> None:
        """Fold the rows again for this width."""
        if width != self._width:
            self._width = width
            self.update_rows()

    def update_rows(self) -> None:
        """Replace the text of each row that has changed."""
        for row, (option, prompt) in enumerate(zip(self.options, self.prompts(), strict=False)):
            if prompt != option.prompt:
                self.replace_option_prompt_at_index(row, prompt)

    def render_line(self, y: int) -> Strip:
        """Return a line; the first of the highlighted row gets the sign and is in reverse.

        Component styles of Textual cannot do that.
        """
        strip = super().render_line(y)
        rows = {segment.style.meta.get("option") for segment in strip if segment.style is not None}
        is_first_line = bool(strip.text[_GUTTER : _GUTTER + 1].strip())
        if self.highlighted not in rows - {None} or not is_first_line:
            return strip
        style = next((segment.style for segment in strip), None)
        end = len(strip.text.rstrip()) + 1
        head = Strip.join([Strip([Segment(_HERE, style)]), strip.crop(_GUTTER, end)])
        return Strip.join([head.apply_style(_REVERSE) if self.has_focus else head, strip.crop(end)])

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

    The lines are `numbered` where figures choose one.
    """

    def __init__(self, name: str = "choices", *, numbered: bool = True) -> None:
        super().__init__(name)
        self._numbered = numbered
        self._ask = Pick(())

    def fill(self, ask: Pick, width: int) -> None:
        """Offer these options, in lines of this width."""
        self._ask, self._width = ask, width
        self.set_options(map(Row, self.prompts()))
        self.highlighted = ask.highlighted
        self.scroll_home(animate=False, immediate=True)
        self.call_after_refresh(self.scroll_to_highlight)  # its line is known after the layout

    def tell(self, ask: Pick) -> None:
        """Tell the same options as they are by now; the highlight stays."""
        self._ask = ask
        self.update_rows()

    @property
    def chosen(self) -> Option | None:
        """Return the option that is highlighted, or `None`."""
        return None if self.highlighted is None else self._ask.options[self.highlighted]

    def press(self, event: Key) -> bool:
        """Move the highlight, also by a letter; return whether the list used the key."""
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
        """Return each name, with its meaning below it, or with the reason why it is closed."""
        return [self._prompt(row, each) for row, each in enumerate(self._ask.options)]

    def _prompt(self, row: int, option: Option) -> Content:
        most = len(self._ask.options)
        number = (
            f"{row + 1}.".ljust(len(f"{most}. "), _BLANK)
            if self._numbered and not self._ask.typed
            else ""
        )
        below = _GUTTER + len(number) if number else _INDENT
        words = [f"{number}{option.title}"]
        if option.closed:
            words.append(_("(closed)"))
        if row == self._ask.answered:
            words.append(_("(your answer)"))
        elif row == self._ask.suggested:
            words.append(_("(suggested)"))
        name = self.folded(" ".join(words), _GUTTER, below).replace(_BLANK, " ")
        title = Content.styled(name, "" if option.closed else "bold")
        meaning = option.closed or option.summary
        if not meaning:
            return title
        style = "" if option.closed else self.faint  # a reason is to be seen
        return title + Content.styled("\n" + self.folded(meaning, below, below), style)


class SearchList(Choices):
    """The options that hold every word that is typed.

    `moved` is called with the words and the row as they change.
    """

    def __init__(self, moved: Callable[[str, int], Any]) -> None:
        super().__init__("search-list", numbered=False)
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

    def fit(self, width: int) -> None:
        """Fold the rows again for this width."""
        super().fit(width)
        self._limit_height()

    def _limit_height(self) -> None:
        """Be no taller than the rows, so that the detail of a row stands right below them."""
        self.styles.max_height = sum(each.plain.count("\n") + 1 for each in self.prompts())

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
    def detail(self) -> str:
        """Return the meaning of the highlighted row, in full."""
        if self.row is not None:
            return self._ask.items[self.row].summary
        return _("Mark this if you have read every line and none of them applies to you.")

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
        self._marked(self.checked)
        return True

    def prompts(self) -> list[Content]:
        """Return each item after its mark and the word for the mark, then the last row."""
        answered = self.checked is not None
        words = [_(word) for _mark, word in _STATES]
        wide = max(map(len, words)) + 1
        title = _GUTTER + len(_YES) + 1 + wide  # the column where titles begin
        rows = []
        for each, state in zip(self._ask.items, self._states, strict=True):
            word = words[state].replace(" ", _BLANK) if answered else _BLANK
            line = f"{_STATES[state][0]}{_BLANK}{word:{_BLANK}<{wide}}{each.title}"
            folded = self.folded(line, _GUTTER, title).replace(_BLANK, " ")
            rows.append(Content.styled(folded, "bold" if state else ""))
        none = f"{_YES if self._none else _NO} {self._ask.none_label}"
        return [*rows, Content.styled(self.folded(none, _GUTTER, title), "bold")]
