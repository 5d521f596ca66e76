"""What a printable document is made of.

Plain text throughout: a renderer decides how it looks, never what it says.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from attrs import field, frozen

from wizard.text.translation import spoken

Ink = Literal[
    "words",
    "bold",
    "soft",
    "line",
    "liquid",
    "mark",
    "drop",
    "bar",
    "assessment",
    "main",
    "rest",
    "next",
    "discard",
]
"""What a stroke of a drawing stands for; a face may give each a colour beside its character."""


@frozen(slots=False)
class Stroke:
    """Characters of a drawing that stand for one thing."""

    text: str
    ink: Ink = "words"


Line = tuple[Stroke, ...]

MOST_COLUMNS: Final = 58
"""The columns of a drawing on paper."""
BOX: Final = "[ ]"
"""A cell to tick by hand."""
BLANK: Final = "_" * 30
"""A value to fill in by hand."""


@frozen(slots=False)
class Paragraph:
    """Running text."""

    text: str


@frozen(slots=False)
class Bullets:
    """Items in no order, each a sentence or more."""

    items: tuple[str, ...]


@frozen(slots=False)
class Numbered:
    """Steps, in order."""

    items: tuple[str, ...]


@frozen(slots=False)
class Pairs:
    """Rows of a label and its value."""

    rows: tuple[tuple[str, str], ...]


@frozen(slots=False)
class Table:
    """Rows under a header. The first cells, as many as are `named`, name a row.

    A row that leaves them empty goes on with the one above. The cells of one `in_words` are
    sentences, which may be folded.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    in_words: bool = False
    named: int = 1


@frozen(slots=False)
class Drawing:
    """Preformatted lines of ASCII, at most 58 columns unless more were asked for.

    `says` is the same in words.
    """

    strokes: tuple[Line, ...]
    says: str

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the lines as plain text."""
        return tuple("".join(stroke.text for stroke in line).rstrip() for line in self.strokes)


Block = Paragraph | Bullets | Numbered | Pairs | Table | Drawing


@frozen(slots=False)
class Section:
    """A heading and its blocks.

    `id` stays the same between editions, for links and tests. `detail` marks what is read once,
    before the course, and not on the day: a renderer may set it closer. `page` marks one
    that begins a page of its own.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    detail: bool = False
    page: bool = False


@frozen(slots=False)
class Document:
    """The summary, the referral sheet or the stop page.

    The first section stands right under the title. `language` is a code as in HTML. `card` is the
    front and the back of a card to cut out, which repeats the most needed; only paper has it.
    """

    title: str
    sections: tuple[Section, ...]
    card: tuple[Section, ...] = ()
    language: str = field(factory=spoken)


def parts(sections: Iterable[Section]) -> list[list[Section]]:
    """Part the sections where one begins a page."""
    parted: list[list[Section]] = [[]]
    for section in sections:
        if section.page:
            parted.append([])
        parted[-1].append(section)
    return parted
