"""What it takes for the course, in words: containers, the day each ends, and what is thrown away (R43)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Final

from wizard.protocol.plan import LimitedBy, Opened, Protocol
from wizard.report.model import Block, Bullets, Pairs, Paragraph
from wizard.text.numbers import count, day

_MOST_LISTED: Final = 3
_ENDS: Final[dict[LimitedBy, tuple[str, str]]] = {  # for one, for more
    "content": ("runs out before its discard date", "run out before their discard dates"),
    "beyond-use": (
        "is discarded on its date before it runs out",
        "are discarded on their dates before they run out",
    ),
    "course": ("ends with the last dose", "end with the last dose"),
}


def supplies(protocol: Protocol) -> Iterator[Block]:
    """Every container of the plan, with the date that ends it: what one cycle leaves serves the next while it is good."""
    needs, counted, cycles = protocol.supply, protocol.measure, protocol.course.cycles
    opened = needs.every_cycle
    span = "the course" if cycles == 1 else f"all {cycles} cycles"
    takes = (
        f"{'which' if cycles == 1 else 'each of which'} takes"
        f" {count(needs.needed.value, counted.unit)}"
    )
    full = (
        f"{count(counted.capacity.value, counted.unit)}, or"
        f" {count(needs.doses_per_container.value, 'full daily dose')}"
    )
    yield Paragraph(
        f"{count(len(opened), needs.container)} for {span}, {takes}; a full one holds {full}."
    )
    if len(opened) <= _MOST_LISTED:
        yield Bullets(
            tuple(_one(number, each, protocol) for number, each in enumerate(opened, start=1))
        )
    else:
        yield _many(opened, counted.unit)


def _one(number: int, opened: Opened, protocol: Protocol) -> str:
    container, unit = protocol.supply.container, protocol.measure.unit
    verb, done = ("make up", "made up") if container == "vial" else ("open", "opened")
    if opened.on.value < protocol.course.start.value:
        verb = done
    left, discard, last = (
        count(opened.left_over, unit),
        day(opened.discard.value),
        day(opened.last_dose),
    )
    match _ends(opened):
        case "content":
            thrown = f"; throw away the {left} left" if opened.left_over else ""
            how = f"runs out on {last}, before its discard date, {discard}{thrown}"
        case "beyond-use":
            good = count((opened.discard.value - opened.on.value).days, "day")
            how = (
                f"last dose on {last}; discard it on {discard}, {good} after it was {done}, with"
                f" the {left} left"
            )
        case "course":
            thrown = f", with the {left} left," if opened.left_over else ""
            how = (
                f"last dose on {last}, when the course ends; discard it{thrown} on {discard} at the"
                " latest"
            )
    return f"{container.capitalize()} {number}: {verb} on {day(opened.on.value)}; {how}."


def _ends(opened: Opened) -> LimitedBy:
    """What ends it, in the words of a person: a container with nothing left has run out, whatever its date."""
    return "content" if opened.ends == "beyond-use" and not opened.left_over else opened.ends


def _many(opened: tuple[Opened, ...], unit: str) -> Pairs:
    """Many containers, in a few rows: each row in the order in which they are opened."""
    ends = Counter(map(_ends, opened))
    left = [count(each.left_over, unit) if each.left_over else "nothing" for each in opened]
    return Pairs(
        (
            ("Open on", _listed(each.on.value for each in opened)),
            ("Discard by", _listed(each.discard.value for each in opened)),
            (
                "Each ends",
                "; ".join(f"{number} {_ENDS[how][number > 1]}" for how, number in ends.items()),
            ),
            ("Thrown away", f"{left[0]} each time" if len(set(left)) == 1 else "; ".join(left)),
        )
    )


def _listed(those: Iterable[date]) -> str:
    """Dates in their order, those of one month together: `5, 8 and 11 January 2026; 14 February 2026`."""
    months = (list(group) for _, group in groupby(those, key=lambda on: (on.year, on.month)))
    return "; ".join(
        f"{', '.join(f'{on.day}' for on in few)}{' and ' if few else ''}{day(last)}"
        for *few, last in months
    )
