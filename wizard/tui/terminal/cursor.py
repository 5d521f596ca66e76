"""Where the terminal's own cursor stands: on what has the focus, so that screen readers and braille displays follow.

Without it the cursor stays where a line to type in put it last, and lists and buttons are silent.
Where Textual no longer says on which line a row begins, it stands on the first line of the list; a
test says so.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from rich.cells import cell_len
from textual.geometry import Offset
from textual.screen import Screen
from textual.widgets import Input, OptionList


def place(screen: Screen[Any]) -> Offset:
    """The caret of a line that is typed in, the start of the highlighted row of a list, or the start of what has the focus."""
    match screen.focused:
        case None:
            return Offset(0, 0)
        case Input() as entry:
            column = (
                cell_len(entry.value[: entry.cursor_position]) - entry.scroll_offset.x
            )  # its own answer is one too far at the end
            return entry.content_region.offset + Offset(column, 0)
        case OptionList(highlighted=int(row)) as rows:
            return rows.content_region.offset + Offset(0, _line(rows, row) - rows.scroll_offset.y)
        case other:
            return other.content_region.offset


def _line(rows: OptionList, row: int) -> int:
    """The line on which a row begins; Textual knows it, and has no public name for it."""
    with suppress(AttributeError, KeyError):
        # Its name is private; a test asserts it
        return rows._index_to_line[row]  # noqa: SLF001
    return 0
