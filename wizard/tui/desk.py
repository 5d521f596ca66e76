"""The one screen: it is refilled with each question and page, never replaced, so that going on costs little."""

from __future__ import annotations

import os
from types import NoneType
from typing import Any, Final
from weakref import WeakKeyDictionary

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Key, Paste
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button, Static

from wizard.errors import UnreadableError
from wizard.interview.choice import Choice
from wizard.text.translation import _, marked
from wizard.tui.keys import named
from wizard.tui.looks import is_ascii
from wizard.tui.marks import PROMPT, WRONG
from wizard.tui.room import hidden
from wizard.tui.view import Act, Pick, Search, Tick, Type, View
from wizard.tui.widgets.act import ActButton
from wizard.tui.widgets.acts import Acts
from wizard.tui.widgets.beside import Beside
from wizard.tui.widgets.checklist import CheckList
from wizard.tui.widgets.choices import Choices
from wizard.tui.widgets.entry import Entry
from wizard.tui.widgets.found import Found
from wizard.tui.widgets.rail import Rail
from wizard.tui.widgets.reading import Reading

LEAST_COLUMNS: Final = 40
LEAST_ROWS: Final = 12
WIDE_COLUMNS: Final = 110
_BODY: Final = {Pick: 4, Tick: 7, Type: 1, Search: 4, NoneType: 5}
"""The rows that each kind of question or a page to read needs."""
_TIGHT: Final = "tight"
_TIGHT_ROWS: Final = 18  # below which no line is left empty
_MOST_BUTTONS: Final = 6
_WORDS: Final = ("heading", "title", "help", "note", "error", "echo", "detail", "keys")
_MARGIN: Final = 6
_BESIDE: Final = 40
_CHOOSE_FIRST: Final = marked("Choose one with the arrow keys first.")
_CLOSED: Final = marked("That one is closed; the reason stands below its name.")
_MARK: Final = marked('Mark with Space what applies, or "{none}" if nothing does.')
_TOO_SMALL: Final = marked("Make the window larger: at least {columns} columns and {rows} rows. Nothing is lost.")


class Desk(Screen[None]):
    """Shows a `View` and handles every key at once and in order; what a key does is the view's."""

    def __init__(self, first: View) -> None:
        super().__init__()
        self.view = first
        self._since = 0.0
        self._scrolled: WeakKeyDictionary[View, float] = WeakKeyDictionary()
        self._choices, self._checklist, self._entry, self._reading = Choices(), CheckList(), Entry(), Reading()
        self._found = Found(self._changed)
        self._rail = Rail(ascii_only=is_ascii(os.environ))
        self._words = {name: Static(id=name, markup=False) for name in _WORDS}
        self._said: dict[str, str] = {}
        self._hidden = frozenset[str]()
        self._line = Horizontal(Static(PROMPT, id="prompt", markup=False), self._entry, id="line")
        self._buttons = [ActButton(f"act{number}") for number in range(_MOST_BUTTONS)]
        self._row = Acts()
        self._beside = Beside()
        self._is_complete = False
        self._small = Static(id="small", markup=False)

    def compose(self) -> ComposeResult:
        """The widgets that a list with no buttons needs. A list is what most starts show, and is there the sooner for it."""
        words = self._words
        yield words["heading"]
        yield self._rail
        yield from (words["title"], words["help"], words["note"], words["error"], words["echo"])
        yield self._choices
        yield words["detail"]
        yield Vertical(self._row, words["keys"], id="foot")
        yield self._small

    def on_mount(self) -> None:
        """Show the first view."""
        self.set_class(self.app.size.height < _TIGHT_ROWS, _TIGHT)
        self.show(self.view)

    def complete(self) -> None:
        """Have every other widget there will be; what is not needed is not displayed."""
        if self._is_complete:
            return
        self._is_complete = True
        late = (self._beside, self._line, self._checklist, self._found, self._reading, *self._buttons)
        for widget in late:
            widget.display = False
        self.mount(self._beside, before=0)
        self.mount(self._line, before=self._words["error"])
        self.mount(self._checklist, self._found, self._reading, after=self._choices)
        self._row.mount(*self._buttons)

    # -- showing --------------------------------------------------------------------------------

    def show(self, view: View) -> None:
        """Put this view in place of the one before."""
        self.resume(view)
        match view.ask:
            case Pick():
                self._choices.fill(view.ask, self._width)
            case Tick():
                self._checklist.fill(view.ask, self._width)
            case Type():
                self._entry.fill(view.ask)
            case Search():
                self._found.look(view.ask, self._width)
        self._changed()

    def resume(self, view: View) -> None:
        """Put back a view that was shown before, with what was typed or marked in it."""
        self._scrolled[self.view] = self._reading.scroll_y
        self.view = view
        if self._acts or not isinstance(view.ask, Pick):
            self.complete()
        self._since = Message().time if view.careful or view.ask is None else 0.0
        self._rail.place = view.place
        self._beside.display = self._is_wide and view.beside is not None
        self._dress(view.look)
        for name in ("heading", "title", "help", "note"):
            self._say(name, getattr(view, name))
        self._words["title"].set_classes(f"tone-{view.tone}" if view.tone else "")
        self._say("error", f"{WRONG}{view.error}" if view.error else "")
        for widget, kind in ((self._choices, Pick), (self._checklist, Tick), (self._line, Type), (self._found, Search)):
            widget.display = isinstance(view.ask, kind)
        self._reading.display = view.ask is None
        self._read()
        for number, button in enumerate(self._buttons):
            button.display = number < len(self._acts)
            button.name_it(self._acts[number].label if button.display else "")
        self._changed()
        self.set_focus(self._main or self._buttons[0])

    def _dress(self, look: str) -> None:
        if not self.has_class(f"look-{look}"):
            self.set_classes((f"look-{look}", *(self.classes & {_TIGHT})))
            self._choices.faint = self._found.faint = "" if look == "contrast" else "dim"

    def on_resize(self) -> None:
        """Cover the screen while it is too small, and uncover it when it is not."""
        columns, rows = self.app.size
        self.set_class(rows < _TIGHT_ROWS, _TIGHT)
        self._small.display = columns < LEAST_COLUMNS or rows < LEAST_ROWS
        self._small.update(Content(_(_TOO_SMALL).format(columns=LEAST_COLUMNS, rows=LEAST_ROWS)))
        self._beside.display = self._is_wide and self.view.beside is not None
        self._choices.fit(self._width)
        self._checklist.fit(self._width)
        self._found.fit(self._width)
        self._scrolled[self.view] = self._reading.scroll_y
        self._read()
        self._changed()

    @property
    def _main(self) -> Widget | None:
        """The widget that asks, or `None` on a page."""
        match self.view.ask:
            case Pick():
                return self._choices
            case Tick():
                return self._checklist
            case Type():
                return self._entry
            case Search():
                return self._found
            case _:
                return None

    @property
    def _acts(self) -> tuple[Act, ...]:
        """The buttons of the view, with one that explains where there is something to explain."""
        return (*self.view.acts, Act(_("Why"), self.why)) if self.view.why is not None else self.view.acts

    def _say(self, name: str, text: str) -> None:
        if self._said.get(name) != text:  # what does not change is not sent again
            self._said[name] = text
            words, content = self._words[name], Content(text)
            words.display = bool(text) and name not in self._hidden
            words.update(content, layout=not _fills(words, content))

    def _make_room(self) -> None:
        """Leave out what gives way where there are few rows."""
        few = self.has_class(_TIGHT)
        buttons, body = (act.label for act in self._acts), _BODY[type(self.view.ask)]
        gone = hidden(self.app.size.height, self.app.size.width - 4, self._said, buttons, body) if few else frozenset[str]()
        gone |= {"rail"} if few and self.view.place is None else frozenset()
        if gone != self._hidden:
            self._hidden = gone
            self._rail.display = "rail" not in gone
            for name, words in self._words.items():
                words.display = bool(self._said.get(name)) and name not in gone

    def _read(self) -> None:
        text = self.view.text
        self._reading.fill(text(self._width) if callable(text) else text, self._scrolled.get(self.view, 0), self.view.plan)

    def _changed(self) -> None:
        """Say what follows from what is highlighted or typed now."""
        ask, value = self.view.ask, self._value
        echo = ask.echo(value) if isinstance(ask, Pick | Type) and value is not None else ""
        self._say("echo", self._found.echo if isinstance(ask, Search) else echo)
        if (beside := self.view.beside) is not None and self._is_wide:
            self._beside.show(beside(value))
        self._say("detail", self._checklist.detail if isinstance(ask, Tick) else "")
        self._say("keys", named(self.view, self.app.size.width - 4))
        self._make_room()

    @property
    def _value(self) -> Any:
        """What would be the answer by what is highlighted or typed; `None` for nothing."""
        match self.view.ask:
            case Pick() if self._choices.chosen is not None and not self._choices.chosen.closed:
                return self._choices.chosen.value
            case Tick():
                return self._checklist.checked
            case Type() as ask:
                try:
                    return ask.read(self._entry.value)
                except UnreadableError:
                    return None
            case _:
                return None

    @property
    def _is_wide(self) -> bool:
        return self.app.size.width >= WIDE_COLUMNS

    @property
    def _width(self) -> int:
        """How wide the lines of lists and pages may be."""
        beside = _BESIDE if self._is_wide and self.view.beside is not None else 0
        return self.app.size.width - _MARGIN - beside

    # -- keys -----------------------------------------------------------------------------------

    def press(self, event: Key) -> None:
        """Do what the key does."""
        if self._small.display or event.time <= self._since:
            return  # nobody can have meant it for what is shown
        match event.key:
            case "ctrl+q" | "ctrl+c":
                self.view.leave()
            case "escape":
                self.view.back()
            case "tab":
                self.focus_next()
            case "shift+tab":
                self.focus_previous()
            case "enter":
                self._enter()
            case key if (key == "f1" or event.character == "?") and self.view.why is not None:
                self.why()
            case _ if isinstance(self.focused, Choices | CheckList | Entry) and self.focused.press(event):
                self._say("error", "")
                self._changed()
            case _:
                self._other(event)

    def paste(self, event: Paste) -> None:
        """Pasted text goes where typed text goes, as one line."""
        if isinstance(self.view.ask, Type) and self.focused is self._entry and not self._small.display:
            self._entry.put(event.text)
            self._changed()
        elif isinstance(self.view.ask, Search) and self.focused is self._found and not self._small.display:
            self._found.put(event.text)
            self._changed()

    def _other(self, event: Key) -> None:
        on_button = isinstance(self.focused, Button)
        if on_button and event.key == "left":
            self.focus_previous(Button)
        elif on_button and event.key == "right":
            self.focus_next(Button)
        elif on_button and event.key == "space":
            self._enter()
        elif event.character == "q" and self.focused is not self._entry:
            self.view.leave()
        elif self.view.ask is None:
            self._reading.press(event)

    def _enter(self) -> None:
        """Press the button that has the focus, or take the answer."""
        if isinstance(self.focused, ActButton):
            self._acts[self._buttons.index(self.focused)].do()
        else:
            self.take()

    def why(self) -> None:
        """Explain what is highlighted."""
        if self.view.why is not None:
            self.view.why(self._highlighted)

    @property
    def _highlighted(self) -> Choice | None:
        match self.view.ask:
            case Pick():
                return self._choices.chosen
            case Tick():
                return self._checklist.item
            case _:
                return None

    def take(self) -> None:
        """Take what is chosen, marked or typed as the answer; or say beside it what is wrong."""
        wrong = self._take()
        if wrong:
            self._say("error", WRONG + wrong)
            self._make_room()

    def _take(self) -> str:
        match self.view.ask:
            case Pick() as ask:
                chosen = self._choices.chosen
                wrong = _CHOOSE_FIRST if chosen is None else _CLOSED if chosen.closed else ""
                return _(wrong) or ask.take(self._value)
            case Search() as ask:
                return ask.take(self._found.chosen.value) if self._found.chosen is not None else _(_CHOOSE_FIRST)
            case Tick() as ask:
                checked = self._checklist.checked
                return ask.take(checked) if checked is not None else _(_MARK).format(none=ask.none_label)
            case Type() as ask:
                try:
                    return ask.take(ask.read(self._entry.value))
                except UnreadableError as error:
                    return str(error)
            case _:
                return ""


def _fills(words: Static, content: Content) -> bool:
    """Whether the content takes the rows that the widget has: nothing else moves then, and nothing needs to be laid out again."""
    if not words.size:
        return False
    least = words.styles.min_height
    rows = content.get_height(words.styles.get_rules(), words.size.width)
    return words.size.height == max(rows, int(least.value) if least is not None else 0)
