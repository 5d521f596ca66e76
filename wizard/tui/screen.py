"""The only screen: it is refilled for each view and never replaced, which keeps each step fast."""

from __future__ import annotations

import re
from math import inf
from types import NoneType
from typing import TYPE_CHECKING, Final

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Key, Paste
from textual.message import Message
from textual.messages import Update
from textual.widget import Widget
from textual.widgets import OptionList, Static

from wizard.conversation.moves import Intent, Move
from wizard.conversation.view import OUTCOMES, Pick, Search, Tick, Type, View
from wizard.text.layout import sentence
from wizard.text.translation import N_, _
from wizard.tui.fitting import beside_width, hidden, laid_out, line_width
from wizard.tui.keys import (
    LEAVING,
    Hint,
    actions,
    as_drawn,
    hints,
    letters,
    numbered,
    takes_text,
    told,
)
from wizard.tui.looks import DIM, STOP, STRONG, TEXT, badge, marks
from wizard.tui.terminal.terminal_app import TerminalScreen
from wizard.tui.widgets.beside import Beside
from wizard.tui.widgets.checklist import CheckList
from wizard.tui.widgets.display import Prose, Reading, steps_row
from wizard.tui.widgets.entry import Entry, Field
from wizard.tui.widgets.key_row import KeyRow
from wizard.tui.widgets.lists import Choices, SearchList

if TYPE_CHECKING:
    from wizard.conversation.preview import Preview
    from wizard.tui.listener import Listener

_LEAST_COLUMNS: Final = 40
_LEAST_ROWS: Final = 12
_BODY: Final = {Pick: 4, Tick: 7, Type: 0, Search: 4, NoneType: 5}
"""The least rows for the body of each kind of question; `NoneType` is a page to read."""
_TIGHT: Final = "tight"
_TIGHT_ROWS: Final = 18  # with fewer rows, blank lines are removed
_ABOVE: Final = {"to-come": DIM, "title": STRONG, "help": DIM, "note": TEXT, "error": STOP}
_WORDS: Final = {**_ABOVE, "echo": TEXT, "detail": DIM}
"""The texts above and below what is asked, and the style of each."""
_SCALE_ROWS: Final = 22  # with fewer rows, what a scale says is told in words alone
_CHOOSE_FIRST: Final = N_("Choose one with the arrow keys first.")
_CLOSED: Final = N_("{name} is closed. {reason}")
_MARK: Final = N_('Mark with Space what applies, or "{none}" if nothing does.')
_UNREAD: Final = N_("Go up and read every line first: not all were on the screen yet.")
_READ_FIRST: Final = N_("Please read this page. Then: {keys}.")
_TOO_SMALL: Final = N_(
    "Make the window larger: at least {columns} columns and {rows} rows. Nothing is lost. Ctrl+Q"
    " leaves."
)


class WizardScreen(TerminalScreen):
    """A screen that shows a `View` and handles each key immediately and in order."""

    def __init__(self, first: View, showing: int, talk: Listener) -> None:
        super().__init__()
        self.view = first
        self._showing, self._newest, self._talk = showing, -1, talk
        self._since = 0.0
        self._number = ""
        self._scrolled: dict[int, float] = {}
        self._rows: dict[int, int | None] = {}
        self._listed = showing
        self._choices, self._reading = Choices(), Reading()
        self._checklist, self._line = CheckList(talk.hold), Field(talk.hold)
        self._entry = self._line.entry
        self._search = SearchList(talk.move_in_list)
        self._bodies: dict[type, Widget] = {
            Pick: self._choices,
            Tick: self._checklist,
            Type: self._line,
            Search: self._search,
            NoneType: self._reading,
        }
        self._steps = Static(id="steps", markup=False)
        self._words = {name: Prose(name) for name in _WORDS}
        self._said: dict[str, str] = {}
        self._refused = ""
        self._hidden = frozenset[str]()
        self._keys = KeyRow(self._click)
        self._beside = Beside()
        self._small = Static(id="small", markup=False)

    def compose(self) -> ComposeResult:
        """Yield the widgets for a list, which is what the first page usually is."""
        *above, below = self._words.values()
        yield self._steps
        yield from above
        yield self._choices
        yield below
        yield self._keys
        yield self._small

    def on_mount(self) -> None:
        """Show the first view."""
        self.set_class(marks().edge == "|", "ascii")
        self.set_class(self.app.size.height < _TIGHT_ROWS, _TIGHT)
        self.show(self.view, self._showing)

    def complete(self) -> None:
        """Mount all other widgets, hidden until a view needs them."""
        if self._line.is_attached:
            return
        lists = (self._checklist, self._search)
        for widget in (self._beside, self._line, self._reading, *lists):
            widget.display = False
        self.mount(self._beside, before=0)
        self.mount(self._line, before=self._words["error"])
        self.mount(self._reading, before=self._choices)
        self.mount(*lists, after=self._choices)

    # -- showing --------------------------------------------------------------------------------

    def show(self, view: View, showing: int) -> None:
        """Replace the current view; a view that was shown before keeps its state."""
        if isinstance(self.view.ask, Pick):
            self._rows[self._showing] = self._choices.highlighted
        self._put(view, showing)
        if showing > self._newest:
            self._newest = showing
            self._fill(view)
        elif isinstance(view.ask, Pick):
            if self._listed == showing:
                self._choices.tell(view.ask, view.text)
            else:  # another list stood over it
                self._fill(view)
                self._choices.highlighted = self._rows[showing]
        if isinstance(view.ask, Pick):
            self._listed = showing
        self._changed()

    def _fill(self, view: View) -> None:
        """Fill the widget that asks the question of a new view."""
        match view.ask:
            case Pick():
                self._choices.fill(view.ask, self._width, view.text)
            case Tick():
                self._checklist.fill(view.ask, self._width)
            case Type():
                self._line.fill(view.ask, is_short=view.previews)
            case Search():
                self._search.search(view.ask, self._width)

    def _put(self, view: View, showing: int) -> None:
        """Update the widgets to the view, keeping what was typed or marked in them."""
        self._scrolled[self._showing] = self._reading.scroll_y
        self._showing = showing
        self.view = view
        self._reading.begin()
        if not isinstance(view.ask, Pick):
            self.complete()
        self._since, self._number = inf, ""
        self._tell_steps()
        self._beside.fit(self._beside_width)
        self._talk.wear(view.theme)
        tone = view.tone
        self._say("title", view.title, badge(_(OUTCOMES[tone]), tone) if tone else None)
        self._say("help", view.help)
        offered = view.ask.suggested if isinstance(view.ask, Type) else ""
        told_so = _("Suggested: {answer}. You may type another.").format(answer=offered)
        self._say("note", "\n".join(filter(None, (offered and told_so, view.note))))
        self._say_error(view.error)
        for kind, widget in self._bodies.items():
            widget.display = isinstance(view.ask, kind)
        self._read()
        # No key may press what was not read
        self._go_to(None if view.ask is not None or view.careful or not actions(view) else 0)

    def _go_to(self, action: int | None) -> None:
        """Give the focus to this action, or to what the view asks."""
        body = self._bodies[type(self.view.ask)]
        answers: dict[Widget, Widget | None] = {self._line: self._entry, self._reading: None}
        self.set_focus(answers.get(body, body) if action is None else self._keys)
        self._keys.fill(hints(self.view, action), action)

    def _tell_steps(self) -> None:
        """Show where the person is: the steps by name, or whose page it is."""
        progress = self.view.progress
        shown = Content.styled(self.view.heading, STRONG)
        if progress is not None:
            shown = steps_row(progress, self.app.size.width - 4)
        self._steps.update(shown, layout=False)
        self._say("to-come", progress.to_come if progress is not None else "")
        self._words["title"].set_class(not self._said.get("to-come"), "early")

    def on_layout(self) -> None:
        """Notice when a new layout, which every new view needs, stands on the screen."""
        self.call_after_refresh(self._stands, self._showing)

    def _stands(self, showing: int) -> None:
        """Take from now on what may not be pressed ahead: the view is drawn."""
        if showing == self._showing and self._since == inf:
            self._since = Message().time

    def on_resize(self) -> None:
        """Fit everything to the window; cover the screen if the window is too small."""
        columns, rows = self.app.size
        self.set_class(rows < _TIGHT_ROWS, _TIGHT)
        self._small.display = columns < _LEAST_COLUMNS or rows < _LEAST_ROWS
        self._beside.fit(self._beside_width)
        for rows_of in (self._choices, self._checklist, self._search):
            rows_of.fit(self._width)
        self._scrolled[self._showing] = self._reading.scroll_y
        self._read()
        self._tell_steps()
        self._changed()

    def show_error(self, error: str) -> None:
        """Show what is wrong with the answer that was sent."""
        self._say_error(error)
        self._changed()

    def _say_error(self, error: str) -> None:
        """Say it above a list, at a line to type in, or where it moves no row of a checklist."""
        error = sentence(error)
        ask, told = self.view.ask, f"! {error}" if error else ""
        is_below = isinstance(ask, Tick) and not self._beside_width
        self._refused = told if is_below else ""
        self._say("error", "" if is_below or isinstance(ask, Type) else told)
        self._line.refuse(error if isinstance(ask, Type) else "")

    def _say(self, name: str, text: str, badge: Content | None = None, style: str = "") -> None:
        content = Content.styled(text, style or _WORDS[name])
        if badge is not None:
            content = badge + "  " + content
        if self._said.get(name) != content.plain:  # unchanged, it is not sent to the terminal again
            self._said[name] = content.plain
            words = self._words[name]
            words.show(content)  # before it is displayed, which lays out what it holds then
            words.display = bool(text) and name not in self._hidden

    def _show_beside(self, preview: Preview) -> None:
        meant = self._checklist.meant if isinstance(self.view.ask, Tick) else ()
        chosen = self._choices.chosen if isinstance(self.view.ask, Pick) else None
        closed = chosen.closed if chosen is not None else ""
        self._beside.tell(preview, meant, self._checklist.highlighted or 0, closed)

    def _make_room(self) -> None:
        """Hide the less important parts if the window has few rows."""
        gone = frozenset[str]()
        if self.has_class(_TIGHT):
            columns, rows = self.app.size
            keys, body = self._keys.lines_of(columns - 4), _BODY[type(self.view.ask)]
            body += self._line.rows if isinstance(self.view.ask, Type) else 0
            gone = hidden(rows, columns - 4, self._said, keys, body)
        if gone != self._hidden:
            self._hidden = gone
            self._steps.display = "steps" not in gone
            for name, words in self._words.items():
                words.display = bool(self._said.get(name)) and name not in gone

    def _read(self) -> None:
        text = laid_out(self.view.text if self.view.ask is None else (), self._width)
        self._reading.fill(text, self._scrolled.get(self._showing, 0), self.view.plan)

    def _changed(self) -> None:
        """Update everything that depends on what is highlighted or typed."""
        if self._small.display:
            words = _(_TOO_SMALL).format(columns=_LEAST_COLUMNS, rows=_LEAST_ROWS)
            asked = self.view.leave is Move.LEAVE_UNSAVED  # whether to leave without saving
            self._small.update(Content(f"{self.view.title} {words}" if asked else words))
        ask, answer = self.view.ask, self._answer
        has_beside = bool(self._beside_width)
        self._say("echo", self._search.echo if isinstance(ask, Search) else "")
        if has_beside or isinstance(ask, Type):
            preview = self._talk.conversation.preview(answer)
            if has_beside:
                self._show_beside(preview)
            if isinstance(ask, Type):
                scale = None if self.has_class(_TIGHT) else preview.scale
                told = (self._width, preview.echo, preview.doubt, scale)
                self._line.tell(*told, is_drawn=self.app.size.height >= _SCALE_ROWS)
        detail = "" if has_beside or not isinstance(ask, Tick) else self._checklist.detail
        self._say("detail", self._refused or detail, style=STOP if self._refused else DIM)
        self._make_room()

    @property
    def _answer(self) -> Intent | None:
        """Return the intent for what is highlighted, marked or typed, or `None`."""
        match self.view.ask:
            case Pick() if self._choices.chosen is not None and not self._choices.chosen.closed:
                return self._choices.chosen.intent
            case Tick() if self._checklist.checked is not None:
                return self._talk.answer_of(self._checklist.checked)
            case Type():
                return self._talk.answer_of(self._entry.value)
        return None

    @property
    def _beside_width(self) -> int:
        """Return the columns of what stands beside the question, or 0 where nothing does."""
        is_typed = isinstance(self.view.ask, Type)
        return beside_width(self.app.size.width, is_typed=is_typed) if self.view.previews else 0

    @property
    def _width(self) -> int:
        """Return the maximum width of a line in a list or a page."""
        return line_width(self.app.size.width, self._beside_width)

    # -- keys -----------------------------------------------------------------------------------

    def press(self, event: Key) -> None:
        """Handle a key."""
        if self._is_ahead(event) and (self.view.careful or self.view.ask is None):
            return
        match event.key:
            case "ctrl+q" | "ctrl+c":
                self._talk.send(self.view.leave)
            case _ if self._small.display:
                return
            case "escape":
                self._leave_for(self.view.back)
            case "tab" | "shift+tab" as key:
                self._tab(1 if key == "tab" else -1)
            case "enter":
                self._enter()
            case key if key == "f1" or (event.character == "?" and not takes_text(self.view)):
                self._why()
            case _ if self._chooses_by_number(event.character or ""):
                pass
            case _ if self._press_focused(event):
                self._say_error("")
                self._follow()
            case _:
                self._press_other(event)

    def paste(self, event: Paste) -> None:
        """Insert pasted text into the entry or the search that has the focus."""
        self._begins_typing(event.text)
        if isinstance(self.focused, Entry | SearchList) and not self._small.display:
            self.focused.put(event.text)
            self._follow()

    def _follow(self) -> None:
        """Update everything that depends on what was just highlighted or typed.

        A letter is drawn first, since to judge a plan with it takes longer than to draw it.
        """
        if isinstance(self.view.ask, Type):
            self.post_message(Update(self._entry))
            self.call_after_refresh(self._changed)
        else:
            self._changed()

    def _press_focused(self, event: Key) -> bool:
        """Give a key to what has the focus; return whether it is one of those it takes."""
        if self._begins_typing(event.character or ""):
            return self._entry.press(event)
        return isinstance(self.focused, Choices | CheckList | Entry) and self.focused.press(event)

    def _begins_typing(self, text: str) -> bool:
        """Open the line to type in where a figure is typed at a list that takes other answers."""
        ask = self.view.ask
        if not (isinstance(ask, Pick) and ask.typed and text[:1].isdigit()):
            return False
        self._talk.send(ask.options[-1].intent)
        return True

    def _press_other(self, event: Key) -> None:
        on_action = self.focused is self._keys
        if on_action and event.key in {"left", "right"}:
            step = -1 if event.key == "left" else 1
            stops = as_drawn(self.view)
            self._go_to(stops[(stops.index(self._keys.at or 0) + step) % len(stops)])
        elif on_action and event.key == "space":
            self._enter()
        elif on_action and event.key in {"up", "down"} and self.view.ask is not None:
            self._go_to(None)
            self.press(event)
        elif (letter := (event.character or event.key).casefold()) in LEAVING:
            if self.focused is not self._entry:
                self._talk.send(self.view.leave)
        elif letter in (by_letter := letters(self.view)) and not self._is_ahead(event):
            self._do(by_letter[letter])
        elif self.view.ask is None:
            self._reading.press(event)

    def _tab(self, step: int) -> None:
        """Go to the next of what is asked and the actions, or to the one before."""
        stops: list[int | None] = [*as_drawn(self.view)]
        if self.view.ask is not None:
            stops.insert(0, None)
        now = self._keys.at if self.focused is self._keys else None
        if now in stops:
            self._go_to(stops[(stops.index(now) + step) % len(stops)])
        elif stops:
            self._go_to(stops[0 if step > 0 else -1])

    def _enter(self) -> None:
        """Do the action that has the focus, or send the answer."""
        at = self._keys.at if self.focused is self._keys else None
        if at is None:
            self._take()
        elif at == 0 and self.view.in_full and not self._reading.is_ended:
            self._reading.press(Key("pagedown", None))
        else:
            self._do(at)

    def _leave_for(self, intent: Intent) -> None:
        """Send this, and before it that the page was shown to its end, where that matters."""
        if self.view.in_full and self._reading.is_ended:
            self._talk.send(Move.SEEN)
        self._talk.send(intent)

    def _is_ahead(self, event: Key) -> bool:
        """Return whether a key was pressed before this view stood on the screen."""
        return event.time <= self._since

    def _do(self, number: int) -> None:
        intent = actions(self.view)[number].intent
        if intent is Move.TAKE:
            self._take()
        elif intent is Move.EXPLAIN:
            self._why()
        elif intent is not Move.MANAGE:
            self._leave_for(intent)
        elif self._search.chosen is not None:
            self._talk.send(self._search.chosen.managed)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose or mark the row that was clicked, once the view stands on the screen."""
        event.stop()
        if self._since < inf:
            self._go_to(None)
            if event.option_list is self._checklist:
                self._checklist.press(Key("space", " "))
            else:
                self._take()
            self._changed()

    def _click(self, hint: Hint) -> None:
        """Do what a hint says, once the view stands on the screen."""
        if hint.does is not None and self._since < inf:
            self._do(hint.does)
        elif hint.presses:
            self.press(Key(hint.presses, None))

    def _chooses_by_number(self, figure: str) -> bool:
        """Choose the line of that number, or only go to it; return whether figures do that."""
        before, self._number = self._number, ""
        ask = self.view.ask
        if not (isinstance(ask, Pick) and not ask.typed and re.fullmatch("[0-9]", figure)):
            return False
        number, is_taken = numbered(ask, before, figure)
        if number:
            self._choices.highlighted = int(number) - 1
            self.set_focus(self._choices)
            self._say_error("")
            self._changed()
            if is_taken:
                self._take()
            else:
                self._number = number
        return True

    def _why(self) -> None:
        """Explain the highlighted row, or the page, and tell all keys that work here."""
        rows = {Pick: self._choices.highlighted, Tick: self._checklist.row}
        self._talk.explain(rows.get(type(self.view.ask)), told(self.view))

    def _take(self) -> None:
        """Send what is chosen, marked or typed, or show what is wrong with it."""
        ask = self.view.ask
        if isinstance(ask, Tick):
            self._checklist.choose_none()
        if isinstance(ask, Pick) and self._choices.reveal():
            return  # nothing is chosen that was not seen
        if isinstance(ask, Pick | Search):
            chosen = (self._choices if isinstance(ask, Pick) else self._search).chosen
            if chosen is None:
                self.show_error(_(_CHOOSE_FIRST))
            elif chosen.closed:
                self.show_error(_(_CLOSED).format(name=chosen.title, reason=chosen.closed))
            else:
                self._talk.send(chosen.intent)
        elif (answer := self._answer) is not None:
            self._talk.send(answer)
        elif isinstance(ask, Tick):
            said = _UNREAD if self._checklist.is_unread else _MARK
            self.show_error(_(said).format(none=ask.none_label))
        else:
            keys = [hint.text for hint in hints(self.view) if hint.does is not None]
            self.show_error(_(_READ_FIRST).format(keys=", ".join(keys[:2])))
