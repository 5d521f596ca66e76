"""The course log: what to tick on each dosing day of the first cycle, and what to write down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from wizard.protocol.plan import Protocol
from wizard.report.background import opens
from wizard.report.blocks import BLANK, BOX, Block, Pairs, Paragraph, Section, Table
from wizard.report.facts import Facts
from wizard.text.numbers import clock, day, number

_BY_HAND: Final = ("Name", "Doctor or pharmacist", "Emergency number", "Lot on the label")


def course_log(facts: Facts, protocol: Protocol) -> Section:
    """Return the log as a page of its own. Each figure is the plan's for that day (R35)."""
    blocks = (
        Pairs(tuple((label, BLANK) for label in _BY_HAND)),
        _sessions(protocol),
        *_look_back(facts, protocol),
        _containers(protocol),
    )
    return Section("log", "Course log", blocks, page=True)


def _sessions(protocol: Protocol) -> Table:
    """Return a row for each session; a day's first one names the day."""
    nasal = protocol.measure.unit != "unit"
    rows = []
    for phase in protocol.phases:
        for on_day in phase.days:
            on = protocol.course.start.value + timedelta(days=on_day - 1)
            for session, dose in enumerate(phase.doses):
                rows.append(
                    (
                        *(("", "") if session else (f"{on_day}", _dated(on))),
                        clock(dose.at.value),
                        number(dose.count.value),
                        *(map(str, dose.nostrils_on(on_day)) if nasal else ()),
                        BOX,
                        "",
                    )
                )
    counted = f"{protocol.measure.unit}s".capitalize()
    sides = ("Left", "Right") if nasal else ()
    return Table(("Day", "Date", "Time", counted, *sides, "Taken", "Note"), tuple(rows), named=2)


def _dated(on: date) -> str:
    return f"{_WEEKDAYS[on.weekday()]} {day(on)}"


_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _look_back(facts: Facts, protocol: Protocol) -> Iterator[Block]:
    """Yield the questions of the assessment's last day, with room for the answers (R33)."""
    first = protocol.phases[0]
    if first.name != "assessment":
        return
    last = first.last_day.value
    on = protocol.course.start.value + timedelta(days=last - 1)
    yield Paragraph(f"Day {last}, {day(on)}: answer these before you go on.")
    asked = (said.partition("?")[0] for said in facts.advice(facts.catalog.guidance.day_five))
    yield Table(("Question", "Yes", "No"), tuple((f"{said}?", BOX, BOX) for said in asked))


def _containers(protocol: Protocol) -> Table:
    """Return the days on which the containers of the first cycle are opened and discarded."""
    kind, start = protocol.supply.container, protocol.course.start.value
    todo = []
    for which, each in enumerate(protocol.supply.opened, start=1):
        if each.on.value >= start:
            todo.append((each.on.value, f"{opens(kind).capitalize()} {kind} {which}"))
        todo.append((each.discard.value, f"Discard {kind} {which} at the latest"))
    rows = tuple((_dated(on), what, BOX) for on, what in sorted(todo))
    return Table(("Date", "Container", "Done"), rows)
