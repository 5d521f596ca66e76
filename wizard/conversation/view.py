"""What is shown at one moment, as plain data: a question or a page, and what a person may do.

Nothing here is drawn and nothing is done: a face draws a `View` and sends back an intent.
NamedTuples and a dataclass, since the first page is shown before attrs is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from wizard.conversation.moves import Intent, Move
from wizard.text.translation import N_

if TYPE_CHECKING:
    from fractions import Fraction

    from wizard.catalog.model import Outcome
    from wizard.interview.choice import Checked, Choice
    from wizard.report.blocks import Document
    from wizard.report.drawings import Planned

PROGRAM: Final = "semax-wizard"
OUTCOMES: Final[Mapping[str, str]] = {
    "clear": N_("Clear"),
    "caution": N_("Caution"),
    "clinician": N_("Clinician"),
    "stop": N_("Stop"),
}
"""The word of each outcome, which stands on its badge."""


class Action(NamedTuple):
    """Something that can be done beside answering: its label, and the intent that it sends."""

    label: str
    intent: Intent


class Option(NamedTuple):
    """One entry of a list: the intent it sends and its meaning, or why it is closed.

    `name` may be typed instead of its title. `managed` is the intent of `Move.MANAGE` on it,
    `words` is what a search looks through. `outcome` is what choosing it leads to, where that is
    known, or how bad it is with a file. One that `begins` a part of the list is set apart, below
    these words if there are any: they say in the wizard what the part means, in place of each
    summary. `read` says that what it opens has been read.
    """

    intent: Intent
    title: str
    summary: str = ""
    closed: str = ""
    name: str = ""
    managed: Intent = Move.STAY
    words: str = ""
    outcome: Outcome | None = None
    begins: str | None = None
    read: bool = False


class Pick(NamedTuple):
    """One of a list.

    `highlighted` is the row to begin at, `answered` the row chosen before, `suggested` the one
    offered. `typed` says what may be typed instead, where anything may: the last option leads to
    the line for it.
    """

    options: tuple[Option, ...]
    highlighted: int | None = 0
    answered: int | None = None
    suggested: int | None = None
    typed: str = ""


class Tick(NamedTuple):
    """A checklist: each line is answered yes, not sure or no.

    `marked` is `None` until something was marked.

    `answered` is the answer that stands, in words. Sends `Answer` with a `Checked`, and `Typed`
    with what is marked and not taken yet.
    """

    items: tuple[Choice, ...]
    none_label: str
    marked: Checked | None = None
    answered: str = ""


class Type(NamedTuple):
    """A line of text.

    It sends `Submit` with the text, and `Typed` with what is not taken yet.

    `how` says in a sentence what to type, `optional` what leaving it out means where that is an
    answer. `answered` is the answer that stands, in words, `suggested` the one that the question
    offers, where nothing else is to be said about it. `name` is what stands above the line.
    """

    text: str
    placeholder: str
    how: str
    longest: int = 80
    optional: str = ""
    answered: str = ""
    suggested: str = ""
    name: str = ""


class Scale(NamedTuple):
    """A number between 0 and the `most` for this person, which is `said` in words with its reason.

    `value` is `None` while none is typed. `marks` are numbers that are suggested.
    """

    value: Fraction | None
    most: Fraction
    marks: tuple[Fraction, ...]
    said: str
    why: str


class Search(NamedTuple):
    """A list that typing narrows; `words` and `row` are where the person was.

    Sends `Searched` as that changes.
    """

    options: tuple[Option, ...]
    words: str = ""
    row: int = 0


Ask = Pick | Tick | Type | Search


class Rows(NamedTuple):
    """Labels and values beside each other below a title."""

    title: str
    rows: tuple[tuple[str, str], ...]


class Words(NamedTuple):
    """Words of one meaning: `strong`, `soft`, `badge`, an outcome, or plain where `ink` is empty.

    `exact` is a file, after which no stop is said.

    Before them stands a dot for each of `dots`, which are counted in words too. Those of a line
    with dots, or with 0 of them, are never parted.
    """

    text: str
    ink: str = ""
    dots: int | None = None


class Card(NamedTuple):
    """Lines with an edge at the left: a day of a plan, a plan, or what an outcome means.

    The words of a line stand beside each other, in columns, where there is room for that. `edge`
    is the outcome that the card tells, if it tells one.
    """

    lines: tuple[tuple[Words, ...], ...]
    edge: str = ""


class Comparison(NamedTuple):
    """A table of a key and two values that part."""

    header: tuple[str, str, str]
    rows: tuple[tuple[str, str, str], ...]


class Sheet(NamedTuple):
    """A document of the report; not `titled` where the page has its title already."""

    document: Document
    titled: bool = True


Part = str | Rows | Card | Comparison | Sheet
Text = tuple[Part, ...]
"""A page to read, in parts with an empty line between them; a string is a paragraph."""


class Progress(NamedTuple):
    """The steps of the interview, each with whether it is done; this one, and what is to come."""

    steps: tuple[tuple[str, bool], ...]
    at: int
    to_come: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class View:
    """A question (`ask`) or a page to read (`text`, `plan`), and what can be done.

    A text may stand above a list to choose from too.

    `back` and `leave` are what the keys and words of those names send. With `careful`, nothing that
    was typed before the view was shown may answer it, and a page to read begins at no button. With
    `in_full`, a face sends `Move.SEEN` once the page was shown to its end. With
    `explains`, `Explain` opens why; with `previews`, the plan so far stands beside it where there
    is room. `plan` is one whose pictures stand below the text. `tone` is the outcome that the page
    tells, whose word stands before the title; `theme` the colours in use.
    """

    title: str
    back: Intent = Move.BACK
    leave: Intent = Move.LEAVE
    heading: str = PROGRAM
    progress: Progress | None = None
    help: str = ""
    note: str = ""
    error: str = ""
    ask: Ask | None = None
    text: Text = ()
    plan: Planned | None = None
    actions: tuple[Action, ...] = ()
    tone: Outcome | None = None
    careful: bool = False
    in_full: bool = False
    explains: bool = False
    previews: bool = False
    theme: str = ""
