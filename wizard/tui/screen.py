"""The one screen: it is refilled with each question and page, never replaced, so that going on costs little."""

from __future__ import annotations

import os
from types import NoneType
from typing import Final, Protocol

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Key, Paste
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button, Static

from wizard.conversation.moves import Intent, Move
from wizard.conversation.view import Action, Pick, Search, Tick, Type, View
from wizard.interview.choice import Checked
from wizard.text.translation import _, marked
from wizard.tui.keys import named
from wizard.tui.layout import laid_out
from wizard.tui.marks import PROMPT, WRONG, is_ascii
from wizard.tui.room import hidden
from wizard.tui.widgets.act import ActButton
from wizard.tui.widgets.acts import Acts
from wizard.tui.widgets.beside import Beside
from wizard.tui.widgets.checklist import CheckList
from wizard.tui.widgets.choices import Choices
from wizard.tui.widgets.entry import Entry
from wizard.tui.widgets.rail import Rail
from wizard.tui.widgets.reading import Reading
from wizard.tui.widgets.search_list import SearchList

LEAST_COLUMNS: Final = 40
LEAST_ROWS: Final = 12
WIDE_COLUMNS: Final = 110
_BODY: Final = {Pick: 4, Tick: 7, Type: 1, Search: 4, NoneType: 5}
"""The rows that each kind of question or a page to read needs."""
_TIGHT: Final = "tight"
_TIGHT_ROWS: Final = 18  # below which no line is left empty
MOST_BUTTONS: Final = 6
_WORDS: Final = ("heading", "title", "help", "note", "error", "echo", "detail", "keys")
_MARGIN: Final = 6
_WIDEST: Final = 94  # lists take 96 columns at most, with a scroll bar: see wizard.tcss
_BESIDE: Final = 40
_CHOOSE_FIRST: Final = marked("Choose one with the arrow keys first.")
_CLOSED: Final = marked("That one is closed; the reason stands below its name.")
_MARK: Final = marked('Mark with Space what applies, or "{none}" if nothing does.')
_TOO_SMALL: Final = marked(
    "Make the window larger: at least {columns} columns and {rows} rows. Nothing is lost."
)


class Talk(Protocol):
    """What the screen tells of, and asks: the conversation behind it."""

    def send(self, intent: Intent) -> None:
        """Do what the person did."""

    def hold(self, held: Checked | str | None) -> None:
        """Hold what is typed or marked and not taken yet."""

    def move_in_list(self, words: str, row: int) -> None:
        """Hold where the person is in a list that is searched."""

    def answer_of(self, value: Checked | str) -> Intent:
        """Return the intent that answers with what is marked or typed."""

    def explain(self, row: int | None) -> None:
        """Explain what is highlighted."""

    def echo(self, intent: Intent | None) -> str:
        """Return what an answer would mean."""

    def plan_preview(self, intent: Intent | None) -> str:
        """Return what the plan would be with an answer."""


class WizardScreen(Screen[None]):
    """Shows a `View` and handles every key at once and in order; what a key does is the view's."""

    def __init__(self, first: View, showing: int, talk: Talk) -> None:
        super().__init__()
        self.view = first
        self._showing, self._newest, self._talk = showing, -1, talk
        self._since = 0.0
        self._scrolled: dict[int, float] = {}
        self._choices, self._reading = Choices(), Reading()
        self._checklist, self._entry = CheckList(talk.hold), Entry(talk.hold)
        self._found = SearchList(talk.move_in_list)
        self._rail = Rail(ascii_only=is_ascii(os.environ))
        self._words = {name: Static(id=name, markup=False) for name in _WORDS}
        self._said: dict[str, str] = {}
        self._hidden = frozenset[str]()
        self._line = Horizontal(Static(PROMPT, id="prompt", markup=False), self._entry, id="line")
        self._buttons = [ActButton(f"act{number}") for number in range(MOST_BUTTONS)]
        self._row = Acts()
        self._beside = Beside()
        self._is_complete = False
        self._small = Static(id="small", markup=False)

    def compose(self) -> ComposeResult:
        """The widgets that a list with no buttons needs.

        A list is what most starts show, and is there the sooner for it.
        """
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
        self.show(self.view, self._showing)

    def complete(self) -> None:
        """Have every other widget there will be; what is not needed is not displayed."""
        if self._is_complete:
            return
        self._is_complete = True
        late = (
            self._beside,
            self._line,
            self._checklist,
            self._found,
            self._reading,
            *self._buttons,
        )
        for widget in late:
            widget.display = False
        self.mount(self._beside, before=0)
        self.mount(self._line, before=self._words["error"])
        self.mount(self._checklist, self._found, self._reading, after=self._choices)
        self._row.mount(*self._buttons)

    # -- showing --------------------------------------------------------------------------------

    def show(self, view: View, showing: int) -> None:
        """Put this view in place of the one before; one that was shown before as it was left."""
        self._put(view, showing)
        if showing > self._newest:
            self._newest = showing
            self._fill(view)
        self._changed()

    def _fill(self, view: View) -> None:
        """Begin with what the view asks."""
        match view.ask:
            case Pick():
                self._choices.fill(view.ask, self._width)
            case Tick():
                self._checklist.fill(view.ask, self._width)
            case Type():
                self._entry.fill(view.ask)
            case Search():
                self._found.search(view.ask, self._width)

    def _put(self, view: View, showing: int) -> None:
        """Show the parts of the view, with what was typed or marked in them."""
        self._scrolled[self._showing] = self._reading.scroll_y
        self._showing = showing
        self.view = view
        if self._acts or not isinstance(view.ask, Pick):
            self.complete()
        self._since = Message().time if view.careful or view.ask is None else 0.0
        self._rail.progress = view.progress
        self._beside.display = self._is_wide and view.previews
        self._dress(view.look)
        for name in ("heading", "title", "help"):
            self._say(name, getattr(view, name))
        self._say("note", self._note)
        self._words["title"].set_classes(f"tone-{view.tone}" if view.tone else "")
        self._say("error", f"{WRONG}{view.error}" if view.error else "")
        for widget, kind in (
            (self._choices, Pick),
            (self._checklist, Tick),
            (self._line, Type),
            (self._found, Search),
        ):
            widget.display = isinstance(view.ask, kind)
        self._reading.display = view.ask is None
        self._read()
        for number, button in enumerate(self._buttons):
            button.display = number < len(self._acts)
            button.name_it(self._acts[number].label if button.display else "")
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
        self._beside.display = self._is_wide and self.view.previews
        self._choices.fit(self._width)
        self._checklist.fit(self._width)
        self._found.fit(self._width)
        self._scrolled[self._showing] = self._reading.scroll_y
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
    def _note(self) -> str:
        """Return the note of the view, after what the keys do with an answer that is only suggested."""
        suggested = isinstance(self.view.ask, Type) and self.view.ask.suggested
        taken = _("Suggested: Enter accepts it, typing replaces it.") if suggested else ""
        return "\n".join(filter(None, (taken, self.view.note)))

    @property
    def _acts(self) -> tuple[Action, ...]:
        """Return the actions of the view, with one that explains where there is something to explain."""
        return (
            (*self.view.actions, Action(_("Why"), Move.EXPLAIN))
            if self.view.explains
            else self.view.actions
        )

    def wrong(self, error: str) -> None:
        """Say what is wrong with the answer that was sent."""
        self._say("error", f"{WRONG}{error}" if error else "")
        self._make_room()

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
        gone = (
            hidden(self.app.size.height, self.app.size.width - 4, self._said, buttons, body)
            if few
            else frozenset[str]()
        )
        gone |= {"rail"} if few and self.view.progress is None else frozenset()
        if gone != self._hidden:
            self._hidden = gone
            self._rail.display = "rail" not in gone
            for name, words in self._words.items():
                words.display = bool(self._said.get(name)) and name not in gone

    def _read(self) -> None:
        text = laid_out(self.view.text, self._width)
        self._reading.fill(text, self._scrolled.get(self._showing, 0), self.view.plan)

    def _changed(self) -> None:
        """Say what follows from what is highlighted or typed now."""
        ask, answer = self.view.ask, self._answer
        speaks = isinstance(ask, Type) or (isinstance(ask, Pick) and self.view.previews)
        echo = self._talk.echo(answer) if speaks and answer is not None else ""
        self._say("echo", self._found.echo if isinstance(ask, Search) else echo)
        if self.view.previews and self._is_wide:
            self._beside.show(self._talk.plan_preview(answer))
        self._say("detail", self._checklist.detail if isinstance(ask, Tick) else "")
        self._say("keys", named(self.view, self.app.size.width - 4))
        self._make_room()

    @property
    def _answer(self) -> Intent | None:
        """Return the intent that would answer with what is highlighted, marked or typed; `None` for nothing."""
        match self.view.ask:
            case Pick() if self._choices.chosen is not None and not self._choices.chosen.closed:
                return self._choices.chosen.intent
            case Tick() if self._checklist.checked is not None:
                return self._talk.answer_of(self._checklist.checked)
            case Type():
                return self._talk.answer_of(self._entry.value)
        return None

    @property
    def _is_wide(self) -> bool:
        return self.app.size.width >= WIDE_COLUMNS

    @property
    def _width(self) -> int:
        """How wide the lines of lists and pages may be."""
        beside = _BESIDE if self._is_wide and self.view.previews else 0
        return min(_WIDEST, self.app.size.width - _MARGIN - beside)

    # -- keys -----------------------------------------------------------------------------------

    def press(self, event: Key) -> None:
        """Do what the key does."""
        if self._small.display or event.time <= self._since:
            return  # nobody can have meant it for what is shown
        match event.key:
            case "ctrl+q" | "ctrl+c":
                self._talk.send(self.view.leave)
            case "escape":
                self._talk.send(self.view.back)
            case "tab":
                self.focus_next()
            case "shift+tab":
                self.focus_previous()
            case "enter":
                self._enter()
            case key if (key == "f1" or event.character == "?") and self.view.explains:
                self._why()
            case _ if isinstance(self.focused, Choices | CheckList | Entry) and self.focused.press(
                event
            ):
                self._say("error", "")
                self._changed()
            case _:
                self._other(event)

    def paste(self, event: Paste) -> None:
        """Pasted text goes where typed text goes, as one line."""
        if (
            isinstance(self.view.ask, Type)
            and self.focused is self._entry
            and not self._small.display
        ):
            self._entry.put(event.text)
            self._changed()
        elif (
            isinstance(self.view.ask, Search)
            and self.focused is self._found
            and not self._small.display
        ):
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
            self._talk.send(self.view.leave)
        elif self.view.ask is None:
            self._reading.press(event)

    def _enter(self) -> None:
        """Press the button that has the focus, or take the answer."""
        if isinstance(self.focused, ActButton):
            self._act(self._acts[self._buttons.index(self.focused)].intent)
        else:
            self._take()

    def _act(self, intent: Intent) -> None:
        """Do what an action says."""
        if intent is Move.TAKE:
            self._take()
        elif intent is Move.EXPLAIN:
            self._why()
        elif intent is not Move.MANAGE:
            self._talk.send(intent)
        elif self._found.chosen is not None:
            self._talk.send(self._found.chosen.managed)

    def _why(self) -> None:
        """Explain what is highlighted."""
        match self.view.ask:
            case Pick():
                self._talk.explain(self._choices.highlighted)
            case Tick():
                self._talk.explain(
                    self._checklist.highlighted - 1 if self._checklist.highlighted else None
                )
            case _:
                self._talk.explain(None)

    def _take(self) -> None:
        """Send what is chosen, marked or typed; or say beside it what is wrong."""
        ask = self.view.ask
        if isinstance(ask, Pick | Search):
            chosen = (self._choices if isinstance(ask, Pick) else self._found).chosen
            if chosen is None:
                self.wrong(_(_CHOOSE_FIRST))
            elif chosen.closed:
                self.wrong(_(_CLOSED))
            else:
                self._talk.send(chosen.intent)
        elif isinstance(ask, Tick) and self._checklist.checked is None:
            self.wrong(_(_MARK).format(none=ask.none_label))
        elif (answer := self._answer) is not None:
            self._talk.send(answer)


def _fills(words: Static, content: Content) -> bool:
    """Whether the content takes the rows that the widget has: nothing else moves then, and nothing needs to be laid out again."""
    if not words.size:
        return False
    least = words.styles.min_height
    rows = content.get_height(words.styles.get_rules(), words.size.width)
    return words.size.height == max(rows, int(least.value) if least is not None else 0)
