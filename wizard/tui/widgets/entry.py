"""A line to type an answer in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input, Static
from textual.widgets.input import Selection

from wizard.conversation.view import Scale, Type
from wizard.text.layout import fold
from wizard.text.sanitize import JOINERS, clean
from wizard.text.translation import _
from wizard.tui.looks import CAUTION, CLEAR, DIM, STOP, STRONG, marks
from wizard.tui.widgets.display import Prose

_EDITS: Final[Mapping[str, Callable[[Input], object]]] = {
    "left": Input.action_cursor_left,
    "right": Input.action_cursor_right,
    "home": Input.action_home,
    "end": Input.action_end,
    "backspace": Input.action_delete_left,
    "delete": Input.action_delete_right,
    "ctrl+u": Input.action_delete_left_all,
    "ctrl+w": Input.action_delete_left_word,
}

_LEAST_FIELD: Final = 24
_CORNER: Final = {"│": "┘", "|": "|"}
_EDGE: Final = 2
_SCALE: Final = 48
"""Columns of a scale at most."""
_BEYOND: Final = 4
"""Columns after a scale for a number that is more than its most."""
_WIDEST: Final = 76  # of a field, as in wizard.tcss


class Entry(Input):
    """A line to type in.

    Its text is selected at first, so that typing replaces it and Enter accepts it. It handles keys
    at once and in order, so that fast typing never runs into the next field. `typed` is called with
    the text as it changes.
    """

    # Its room stays as the text grows, and needs no new layout at each letter
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))

    def __init__(self, typed: Callable[[str], Any]) -> None:
        super().__init__(compact=True, select_on_focus=False, id="entry")
        self.cursor_blink = False
        self._typed = typed
        self._longest = 0

    def fill(self, ask: Type) -> None:
        """Ask for this text."""
        self._longest = ask.longest
        self.placeholder = ask.placeholder
        self.value = ask.text
        self.selection = Selection(0, len(ask.text))

    def press(self, event: Key) -> bool:
        """Type or edit; return whether the line used the key."""
        if event.character and (event.is_printable or event.character in JOINERS):
            self.put(event.character)
        elif (edit := _EDITS.get(event.key)) is not None:
            edit(self)
            self._typed(self.value)
        else:
            return False
        return True

    def put(self, text: str) -> None:
        """Put text in place of the selection, made safe and cut to the longest answer allowed."""
        start, end = sorted(self.selection)
        room = max(0, self._longest - len(self.value) + end - start)
        short = text[: 4 * self._longest]
        # A joiner may wait for its next letter: the whole is cleaned when it is taken
        safe = short if short in JOINERS else clean(short, len(short))
        self.replace(safe[:room], start, end)
        self._typed(self.value)


class Field(Vertical):
    """A line to type in with its name above it, and below it what is understood of the answer.

    Below that stands a scale from 0 to the most for this person, where there is such a bound.
    """

    def __init__(self, typed: Callable[[str], Any]) -> None:
        self.entry = Entry(typed)
        self._above = Static(id="entry-name", markup=False)
        self._understood = Prose("entry-understood")
        self._scale = Prose("scale")
        self._scale.display = False
        self._line = Vertical(self._above, self.entry, self._understood, id="entry-line")
        super().__init__(self._line, self._scale, id="line")
        self._lines = Content("")
        self._hint = self._error = ""
        self._told = (_LEAST_FIELD, "", "")
        self._measured: tuple[int, Scale | None, bool] | None = None

    def fill(self, ask: Type, *, is_short: bool) -> None:
        """Ask for this text, which may be a short one."""
        self._above.update(Content.styled(ask.name, DIM))
        self.set_class(bool(ask.name), "named")
        wide = max(_LEAST_FIELD, len(ask.placeholder) + 3, len(ask.text) + 3)
        self.entry.styles.width = wide if is_short else "1fr"
        self.entry.fill(ask)
        self._hint = ask.placeholder if ask.placeholder != ask.name else ""

    @property
    def rows(self) -> int:
        """Return the lines that it needs in a low window."""
        return 2 + int(self._above.display) + self._lines.plain.count("\n")

    def refuse(self, error: str) -> None:
        """Tell what is wrong with the answer that was sent, in place of what it means."""
        if error != self._error:
            self._error = error
            self._tell()

    def tell(
        self,
        width: int,
        meaning: str,
        doubt: str = "",
        scale: Scale | None = None,
        *,
        is_drawn: bool = True,
    ) -> None:
        """Tell what the answer means, why it is doubtful if it is, and where it lies.

        It is told in lines of this width; a scale that is not drawn, in words alone.
        """
        wide = max(_LEAST_FIELD, width - _EDGE)
        self._told = (wide, meaning, doubt)
        if self._measured != (measured := (wide, scale, is_drawn)):
            self._measured = measured
            self._scale.display = scale is not None
            lines = drawn(scale, wide, in_full=is_drawn) if scale is not None else ()
            self._scale.show(Content("\n").join(lines))
        self._tell()

    def _tell(self) -> None:
        """Tell all of that below the line, and the hint too where it is too long for the line."""
        wide, meaning, doubt = self._told
        fits = len(self._hint) + _EDGE < min(wide, _WIDEST)
        self.entry.placeholder = self._hint if fits else ""
        if self._error:
            lines = [Content.styled(each, STOP) for each in _after_sign("!", self._error, wide)]
        elif self._hint and not fits and not self.entry.value:
            lines = [Content.styled(each, DIM) for each in fold("", wide, text=self._hint)]
            lines += _understood(meaning, doubt, wide)
        else:
            lines = _understood(meaning, doubt, wide)
        told = Content("\n").join(lines)
        if not told.is_same(self._lines):
            self._lines = told
            self._understood.show(told)


def _understood(meaning: str, doubt: str, width: int) -> list[Content]:
    """Return what is understood of an answer, each part after its sign."""
    sign = marks().tick if not doubt else " "
    lines = _after_sign(sign, meaning, width)
    shown = [Content(line).stylize(STRONG, len(sign)) for line in lines]
    shown[:1] = [each.stylize(CLEAR, 0, len(sign)) for each in shown[:1]]
    wrong = _after_sign("!", doubt, width)
    return [*shown, *(Content.styled(line, CAUTION) for line in wrong)]


def _after_sign(sign: str, text: str, width: int) -> list[str]:
    return fold(f"{sign} ", width, then=" " * (len(sign) + 1), text=text) if text else []


def drawn(scale: Scale, width: int, *, in_full: bool = True) -> list[Content]:
    """Return the lines of a scale: its bound in words, its figures, the line itself, its end.

    Unless `in_full`, return the words alone.
    """
    # The first page types no number, and should not wait for what writes one
    from wizard.text.numbers import number  # noqa: PLC0415

    signs, most = marks(), scale.most
    point, rest = signs.drop, "─" if signs.edge != "|" else "-"
    told = _("Most for you: {most}, {why}").format(most=scale.said, why=scale.why)
    words = [Content.styled(each, DIM) for each in fold(told, width)]
    if not in_full:
        return words
    end = min(_SCALE, width - _BEYOND) - 1
    figures = f"{0:<{end}}"
    for each, text in ((each, number(each)) for each in scale.marks):
        at = int(each * end / most)
        if not figures[max(0, at - 1) : at + len(text) + 1].strip() and at + len(text) < end:
            figures = f"{figures[:at]}{text}{figures[at + len(text) :]}"
    for last in (scale.said, number(most)):  # the unit stands once, where there is room
        if not figures[-len(last) - 1 :].strip():
            figures = f"{figures[: end - len(last) + 1]}{last}"
            break
    value = scale.value
    line, bound = rest * end, signs.rule
    if value is not None and value > most:
        bound += rest * min(int((value - most) * end / most), _BEYOND - 2) + point
    elif value is not None:
        at = max(0, min(int(value * end / most), end - 1))
        line = rest * at + point + rest * (end - 1 - at)
    return [
        *words,
        Content(""),
        Content.styled(figures, DIM),
        # Of one style with its point: a line that fills costs three bytes a column
        Content.styled(line, STRONG) + Content.styled(bound, CAUTION),
        Content.styled(f"{_('most for you'):>{end - 1}} {_CORNER[signs.rule]}", CAUTION),
    ]
