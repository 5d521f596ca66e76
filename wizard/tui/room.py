"""What gives way in a low window, so that the question, the answer and the buttons never do."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from typing import Final

_YIELDS: Final = ("keys", "rail", "note", "help")
"""Parts to hide in a low window, in this order: they can be done without, or stand on the page that Why leads to."""
_HEADING: Final = 1


def hidden(
    rows: int, width: int, words: Mapping[str, str], buttons: Iterable[str], body: int
) -> frozenset[str]:
    """The names of what is not shown in a window of so many rows where no line is left empty.

    `words` are the texts above and below the body, `body` the rows that it needs at least.
    """
    tall = {
        name: len(textwrap.wrap(words.get(name, ""), max(1, width)))
        for name in ("title", "help", "note", "error", "echo")
    }
    tall |= {"keys": 1, "rail": 1}
    needed = _HEADING + body + sum(tall.values()) + _lines_of(buttons, width)
    gone = list[str]()
    for name in _YIELDS:
        if needed <= rows:
            break
        needed -= tall[name]
        gone.append(name)
    for name in tuple(
        gone
    ):  # what went last may have been tall enough to leave room for something else
        if needed + tall[name] <= rows:
            needed += tall[name]
            gone.remove(name)
    return frozenset(gone)


def _lines_of(buttons: Iterable[str], width: int) -> int:
    """The lines that a row of buttons takes: each has a blank at either side of its label and one after it."""
    lines, used = 1, 0
    for label in buttons:
        wide = len(label) + 2
        if used and used + wide > width:
            lines, used = lines + 1, 0
        used += wide + 1
    return lines
