"""The keys that do something on a view: the row at the foot of the screen, and the page of help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import NoneType
from typing import Final, NamedTuple

from wizard.conversation.moves import Move
from wizard.conversation.view import Action, Pick, Search, Tick, Type, View
from wizard.text.translation import N_, _
from wizard.tui.looks import marks

_MOST_AT_ONCE: Final = 9
"""In a longer list a number has two figures, and is taken at Enter."""
GAP: Final = 3
"""The blanks between two hints."""
LEAVING: Final = "qй"
"""The letters that leave: that on the key of Q, also where the keyboard is a Russian one."""
_MORE: Final[Mapping[type, tuple[str, ...]]] = {
    Pick: (N_("a letter goes to the next name with it"), N_("Home End, Page Up, Page Down move")),
    Tick: (N_("Home End, Page Up, Page Down move"),),
    Type: (N_("Ctrl+U clears the line"),),
    Search: (N_("letters and figures search"), N_("Ctrl+U clears the search")),
    NoneType: (N_("Home End, Page Up, Page Down scroll"),),
}
_TAKES: Final[Mapping[type, str]] = {
    Pick: N_("choose"),
    Tick: N_("go on"),
    Type: N_("go on"),
    Search: N_("open"),
}


_ANSWERS: Final = 4
"""How much a key is needed that answers or does something: it is never left out."""


class Hint(NamedTuple):
    """A key and what it does. It `does` what that action does, or `presses` a key."""

    key: str
    label: str
    presses: str = ""
    does: int | None = None

    @property
    def text(self) -> str:
        """Return the key and what it does, as it is read."""
        return f"{self.key} {self.label}".strip()


def actions(view: View) -> tuple[Action, ...]:
    """Return what can be done beside answering, with Why before the ways out."""
    said = view.actions
    if not view.explains:
        return said
    at = len(said)
    while at > 1 and said[at - 1].intent in (view.back, view.leave):
        at -= 1
    return (*said[:at], Action(_("Why"), Move.EXPLAIN), *said[at:])


def letters(view: View) -> Mapping[str, int]:
    """Return the key of each action that has no other: a letter, or F2 and so on for a field.

    The letter is the first of its label that is free: one that leaves, leads to a line of the list
    or is another action's is not.
    """
    if isinstance(view.ask, Type | Search):  # there letters are typed
        others = [at for at, action in enumerate(actions(view)) if not _fixed(view, action)]
        return {f"f{key}": at for key, at in enumerate(others, start=2)}
    taken = {*LEAVING, *_begins(view)}
    found: dict[str, int] = {}
    for number, action in enumerate(actions(view)):
        free = (char for char in action.label.casefold() if char.isalpha() and char not in taken)
        if not _fixed(view, action) and (letter := next(free, "")):
            found[letter] = number
            taken.add(letter)
    return found


def _begins(view: View) -> frozenset[str]:
    """Return the letters that lead to a line of the list."""
    options = view.ask.options if isinstance(view.ask, Pick) else ()
    return frozenset(each.title[:1].casefold() for each in options if not each.closed)


def numbered(ask: Pick, before: str, figure: str) -> tuple[str, bool]:
    """Return the number of a line that a figure makes, or nothing; and whether it is taken at once.

    In a long list Enter takes it, and where a name that begins with the figure may be meant.
    """
    most = len(ask.options)
    number = next((each for each in (before + figure, figure) if 0 < int(each) <= most), "")
    others = (each.title for at, each in enumerate(ask.options, start=1) if str(at) != number)
    return number, most <= _MOST_AT_ONCE and not any(each.startswith(number) for each in others)


def _fixed(view: View, action: Action) -> str:
    """Return the key of what has the same key everywhere, or nothing."""
    if action.intent is Move.TAKE:
        return "Enter"
    if action.intent is Move.EXPLAIN:
        return "F1" if takes_text(view) else "?"
    return next((each.key for each in _ways_out(view) if action == each.action), "")


class _WayOut(NamedTuple):
    """A way out of a view: its key as shown, the key that is pressed, and the action."""

    key: str
    presses: str
    action: Action


def _ways_out(view: View) -> tuple[_WayOut, _WayOut]:
    is_taken = isinstance(view.ask, Type | Search) or not _begins(view).isdisjoint(LEAVING)
    leave = "Ctrl+Q" if is_taken else "q"
    return (
        _WayOut(_("Esc"), "escape", Action(_("Back"), view.back)),
        _WayOut(leave, "ctrl+q", Action(_("Leave"), view.leave)),
    )


def hints(view: View, focused: int | None = None) -> tuple[Hint, ...]:
    """Return all keys of a view; `focused` is the action that Enter does.

    They stand in one order on every page, wherever the focus is: what this page does, help or why,
    the ways out, and what moves.
    """
    order = (_("Space"), "Enter", "", "?", "F1", _("Esc"), "q", "Ctrl+Q", marks().up_down)
    said = sorted(_hints(view, focused), key=lambda each: order.index(each[0]))
    return tuple(hint for _key, hint in said)


def _hints(view: View, focused: int | None) -> Iterator[tuple[str, Hint]]:
    """Yield each hint after the key that gives it its place, which is not always its own."""
    ask, offered = view.ask, actions(view)
    fixed = [_fixed(view, action) for action in offered]
    keys = dict(enumerate(fixed)) | {
        number: letter.upper() for letter, number in letters(view).items()
    }
    if focused is not None:  # Enter does that, and nothing else
        keys = {number: key for number, key in keys.items() if key != "Enter"} | {focused: "Enter"}

    def hint(number: int) -> Hint:
        label, intent = offered[number]
        if intent is Move.TAKE and isinstance(ask, Pick):
            label = _(_TAKES[Pick])
        return Hint(keys.get(number, ""), _lowered(label), does=number)

    if isinstance(ask, Tick):
        space = _("Space")
        yield space, Hint(space, _("yes, not sure, no"), "space")
    if ask is not None and "Enter" not in fixed:
        yield "Enter", Hint("Enter", _(_TAKES[type(ask)]), "enter")
    for number, key in enumerate(fixed):
        is_entered = number == 0 and ask is None and not view.careful  # which has the focus first
        yield "Enter" if is_entered else key, hint(number)
    if not view.explains:
        key = "F1" if takes_text(view) else "?"
        yield key, Hint(key, _("help"), "f1")
    yield from ((hint.key, hint) for hint in _unnamed(view))
    if not isinstance(ask, Type):
        arrows = marks().up_down
        yield arrows, Hint(arrows, _("scroll") if ask is None else _("move"))


def as_drawn(view: View) -> list[int]:
    """Return the numbers of the actions in the order in which their keys stand."""
    return [hint.does for hint in hints(view) if hint.does is not None]


def _unnamed(view: View) -> Iterator[Hint]:
    """Yield the keys of the ways out that the view offers under no name, or under another."""
    for way in _ways_out(view):
        if way.action.intent is not Move.STAY and way.action not in view.actions:
            yield Hint(way.key, _lowered(way.action.label), way.presses)


def fitting(said: Sequence[Hint], width: int) -> tuple[tuple[Hint, ...], ...]:
    """Return the hints in lines of that width.

    What is no action and answers nothing is left out, the least needed first, where it would need a
    line of its own.
    """
    kept = list(said)
    spared = sorted((each for each in said if _needed(each) < _ANSWERS), key=_needed)
    fewest = len(_lines([each for each in said if each not in spared], width)) or 1
    for each in spared:
        if len(_lines(kept, width)) > fewest:
            kept.remove(each)
    return _lines(kept, width)


def told(view: View) -> str:
    """Return all keys of a view and what they do, in a sentence."""
    on_most = (N_("Tab and Shift+Tab go from key to key"), N_("Ctrl+L draws the screen again"))
    named = [each.text for each in hints(view)]
    if isinstance(view.ask, Pick) and not view.ask.typed:
        most = len(view.ask.options)
        at_once = _("1 to {most} choose") if most <= _MOST_AT_ONCE else _("1 to {most} go to")
        if most == 1:
            at_once = _("1 chooses")
        named.append(at_once.format(most=most))
    return "; ".join((*named, *map(_, (*_MORE[type(view.ask)], *on_most))))


def takes_text(view: View) -> bool:
    """Return whether any text may be typed into a field of this view, a question mark too."""
    return isinstance(view.ask, Search) or (isinstance(view.ask, Type) and not view.explains)


def _needed(hint: Hint) -> int:
    """Return how much a key is needed beside the actions: those that are known anyway, least."""
    least = ("", "f1", "ctrl+q", "escape")
    is_spared = hint.does is None and hint.presses in least
    return least.index(hint.presses) if is_spared else _ANSWERS


def _lines(said: Iterable[Hint], width: int) -> tuple[tuple[Hint, ...], ...]:
    lines: list[tuple[Hint, ...]] = []
    used = 0
    for hint in said:
        # Enter is the key of an action with the focus: no line breaks elsewhere for that
        spare = 0 if hint.does is None else max(0, len("Enter") - len(hint.key))
        wide = len(hint.text) + spare
        if lines and used + GAP + wide <= width:
            lines[-1] += (hint,)
            used += GAP + wide
        else:
            lines.append((hint,))
            used = wide
    return tuple(lines)


def _lowered(label: str) -> str:
    """Return a label as it stands after its key: in small letters but for a name such as PDF."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
