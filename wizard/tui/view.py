"""What stands on the screen at one moment, as values: a question or a page, and what its keys do.

Pages are built here and there as `View`s, without Textual; `wizard.tui.desk` is the one screen that shows them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from wizard.interview.choice import Checked, Choice

if TYPE_CHECKING:
    from fractions import Fraction

    from wizard.catalog.model import Outcome
    from wizard.report.plan_drawings import Planned

Do = Callable[[], None]


def _silent(_: Any) -> str:
    return ""


def _nothing(_: Any) -> None:
    return None


class Act(NamedTuple):
    """A button: its label and what it does."""

    label: str
    do: Do


class Pick(NamedTuple):
    """One of a list. `highlighted` is the row marked at first, or `None` for none; `answered` the row chosen before."""

    choices: tuple[Choice, ...]
    take: Callable[[Any], str]
    highlighted: int | None = 0
    answered: int | None = None
    suggested: int | None = None
    echo: Callable[[Any], str] = _silent


class Tick(NamedTuple):
    """A list answered line by line: yes, not sure or no. `marked` is `None` until something was marked."""

    items: tuple[Choice, ...]
    none_label: str
    take: Callable[[Checked], str]
    marked: Checked | None = None
    keep: Callable[[Checked | None], None] = _nothing


class Type(NamedTuple):
    """A line of text. `read` gives its value or raises `UnreadableError`; `keep` is told what was typed but not taken."""

    text: str
    placeholder: str
    read: Callable[[str], Any]
    take: Callable[[Any], str]
    echo: Callable[[Any], str] = _silent
    keep: Callable[[str], None] = _nothing
    longest: int = 80


class Search(NamedTuple):
    """A list that typing narrows, read bit by bit as it is scrolled.

    `read` gives the choices for what is typed, and `None` for each thing it looked at that is none of them.
    `keep` is told where the person is: what is typed, the row and its choice; `words` and `row` are where it begins.
    """

    read: Callable[[str], Iterator[Choice | None]]
    take: Callable[[Any], str]
    keep: Callable[[str, int, Choice | None], None]
    words: str = ""
    row: int = 0


Ask = Pick | Tick | Type | Search


class Place(NamedTuple):
    """Where in the interview: the number of the step (from 0), of how many, and how much of it is done."""

    step: int
    steps: int
    within: Fraction | int = 0


@dataclass(frozen=True, kw_only=True, eq=False)
class View:
    """A question (`ask`) or a page (`text` and buttons); `text` may be a function of the width there is.

    A `take` of its question answers with what is wrong, or with nothing once it has shown another view.
    With `careful`, keys that were typed before it was on the screen are dropped, as on every page.
    A page over another one has that one's heading unless it brings its own.
    `beside` is what stands beside it in a wide window, for the value that is highlighted or typed (`None` for none).
    `plan` is one whose pictures stand below the text.
    `why` explains the choice or the line that is highlighted (`None` where none is), or the whole page.
    """

    title: str
    back: Do
    leave: Do
    heading: str = ""
    place: Place | None = None
    help: str = ""
    note: str = ""
    error: str = ""
    text: str | Callable[[int], str] = ""
    plan: Planned | None = None
    ask: Ask | None = None
    acts: tuple[Act, ...] = ()
    tone: Outcome | None = None
    careful: bool = False
    look: str = "dark"
    beside: Callable[[Any], str] | None = None
    why: Callable[[Choice | None], None] | None = None

    def but(self, **changed: Any) -> View:
        """The same view with these changed."""
        return replace(self, **changed)
