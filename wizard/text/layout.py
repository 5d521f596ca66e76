"""Words into lines and tables into columns, for a printer or a terminal of fixed width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import Final

_GAP: Final = "  "
_SHORT: Final = 16  # so short a cell is never parted from its head
GLUE: Final = "\N{NO-BREAK SPACE}"
_MONTHS: Final = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
_YEAR: Final = r"\d{4}"  # after which a range of two whole dates may break
_UNITS: Final = (
    r"mcg|mg|mL|kg|lb|g|units?|drops?|sprays?|marks?|sessions?|cycles?|seconds?|minutes?|hours?"
    r"|days?|weeks?|months?|years?|times|degrees|мкг|мг|мл|кг|дн\w+|день|кап\w+|впрыск\w*|единиц\w*"
    r"|делени\w+|при[её]м\w*|цикл\w*|секунд\w*|минут\w*|час\w*|недел\w+|месяц\w*|лет|год\w*"
    r"|раза?|градус\w*|флакон\w*|полн\w+|доз\w*|ноздр\w+|вопрос\w*|ответ\w*|утвержд\w+|запис\w+"
)
# A number stays on one line with its unit, a range and a date in one piece, a step with its number:
# no dose is read over the end of a line (R60).
_FIGURE: Final = re.compile(
    rf"(?:\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?\b\d\d? (?:{_MONTHS}) \d{{4}}\b"
    rf"|(?<=\d) (?=(?:{_UNITS})\b|%)|(?<=\d)(?<!{_YEAR}) (?=to \d)|(?<=\d to)(?<!{_YEAR} to) (?=\d)"
    r"|minus \d|минус \d|nostril \d|\d\. [A-Z]\w*|\b\d+ (?:left, \d+ right|в левую, \d+ в правую)"
    r"|m(?:c?g|L) per (?:kg|m[gL]|unit|drop|spray)\b|degrees (?:Celsius|Fahrenheit)"
)


def columns(text: str) -> int:
    """Return how many columns the text takes: wide characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
        if unicodedata.category(char) not in {"Mn", "Me"}
    )


def fold(lead: str, width: int, *, then: str = "", text: str | None = None) -> list[str]:
    """Break text into lines of at most `width` columns; all but the first begin with `then`.

    With `text`, `lead` is a label that stands before it as it is; without, `lead` is the text
    itself.
    """
    line, pieces = (lead, _measured(text)) if text is not None else ("", _measured(lead))
    used, margin = columns(line), columns(then)
    lines, gap = [], ""
    for word, whole in pieces:
        fits = whole <= width - margin
        for part in (word,) if fits else _broken(word, width - margin):
            size = whole if fits else columns(part)
            if used + len(gap) + size <= width:
                line, used = f"{line}{gap}{part}", used + len(gap) + size
            else:
                lines.append(line.rstrip())
                line, used = f"{then}{part}", margin + size
            gap = " "
    return [*lines, line.rstrip()]


@lru_cache(maxsize=2048)  # a summary is set several times, until it fits its pages
def _measured(text: str) -> tuple[tuple[str, int], ...]:
    return tuple((word, columns(word)) for word in words(text))


def words(text: str) -> tuple[str, ...]:
    """Return the text in pieces that are never broken over the end of a line.

    A figure with its unit is one.
    """
    return tuple(word.replace(GLUE, " ") for word in glued(text).split(" ") if word)


def glued(text: str) -> str:
    """Return the text with `GLUE` for each blank at which no line may end."""
    return _FIGURE.sub(lambda match: match[0].replace(" ", GLUE), text)


def _broken(word: str, width: int) -> Iterator[str]:
    """Yield the parts of a word that is longer than a line."""
    while len(word) > 1 and columns(word) > width:
        fits = (cut for cut in range(len(word), 1, -1) if columns(word[:cut]) <= width)
        cut = next(fits, 1)
        yield word[:cut]
        word = word[cut:]
    yield word


def tabled(
    header: Sequence[str], rows: Sequence[Sequence[str]], width: int, *, rule: bool = True
) -> list[str]:
    """Return the table in columns, with only its first one and its header folded.

    A table that is too wide for that gives no lines.
    """
    body = list(zip(*rows, strict=True))
    wide = [
        max(longest(head), *(columns(cell) for cell in column))
        for head, column in zip(header, body, strict=True)
    ]
    gaps = len(_GAP) * (len(header) - 1)
    spare = width - gaps - sum(wide[1:])
    if spare < max(longest(cell) for cell in (header[0], *body[0])):
        return []
    wide[0] = min(wide[0], spare)
    lines = _row([fold(head, wide[number]) for number, head in enumerate(header)], wide, last=True)
    if rule:
        lines.append(_GAP.join("-" * each for each in wide))
    # Rows whose first cell is empty stand beside the folded first cell above them
    held: list[list[str]] = []
    for row in rows:
        if row[0] and held:
            lines += _row(held, wide)
            held = []
        cells = [
            fold(cell, wide[number]) if cell or number else [] for number, cell in enumerate(row)
        ]
        held = [[*above, *cell] for above, cell in zip(held or [[]] * len(row), cells, strict=True)]
    return [*lines, *_row(held, wide)]


def folded(header: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Return the table in columns, each of them folded: a narrow one last.

    One with words too long for that gives no lines.
    """
    body = list(zip(header, *rows, strict=True))
    whole = [max(map(columns, column)) for column in body]
    wide, left = [0] * len(body), width - len(_GAP) * (len(body) - 1)
    for done, at in enumerate(sorted(range(len(body)), key=whole.__getitem__)):
        share = left // (len(body) - done)
        wide[at] = max(min(whole[at], share), *map(longest, body[at]))
        left -= wide[at]
    if left < 0:
        return []
    lines = [[fold(cell, wide[at]) for at, cell in enumerate(row)] for row in (header, *rows)]
    rule = _GAP.join("-" * each for each in wide)
    return [
        *_row(lines[0], wide, last=True),
        rule,
        *(line for row in lines[1:] for line in _row(row, wide)),
    ]


def _row(cells: list[list[str]], wide: list[int], *, last: bool = False) -> list[str]:
    """Set cells beside each other; `last` sets them at the bottom, as a header is."""
    tall = max(map(len, cells))
    if last:
        cells = [[*[""] * (tall - len(cell)), *cell] for cell in cells]
    lines = zip_longest(*cells, fillvalue="")
    return [
        _GAP.join(
            part + " " * (wide[number] - columns(part)) for number, part in enumerate(line)
        ).rstrip()
        for line in lines
    ]


def longest(text: str) -> int:
    """Return how wide the widest piece of a text is."""
    return max((size for _word, size in _measured(text)), default=0)


def stacked(header: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Return the table as sentences, one for each row: for windows too narrow for its columns."""
    lines: list[str] = []
    for row in rows:
        if row[0]:
            lines += fold(f"{header[0]} {row[0]}", width, then="  ")
        said = (
            f"{lowered(head)} {cell}"
            for head, cell in zip(header[1:], row[1:], strict=True)
            if cell
        )
        # A cell stays on one line with what it is, where it is no sentence
        kept = (each.replace(" ", GLUE) if len(each) < _SHORT else each for each in said)
        lines += [f"  {line}" for line in fold(", ".join(kept), width - 2)]
    return lines


def sentence(text: str) -> str:
    """Return the text with a capital at its start."""
    return text[:1].upper() + text[1:]


def lowered(title: str) -> str:
    """Return a title as it stands within a sentence."""
    return title[:1].lower() + title[1:]
