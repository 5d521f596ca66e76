"""The course log: what to tick on each dosing day of the first cycle, and what to write down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from wizard.catalog.model import Container
from wizard.protocol.dose_words import OPEN, UNITS
from wizard.protocol.plan import Protocol
from wizard.report.blocks import BLANK, BOX, Block, Pairs, Paragraph, Section, Table
from wizard.report.facts import Facts
from wizard.text.numbers import clock, day, number
from wizard.text.translation import N_, _

_BY_HAND: Final = (
    N_("Name"),
    N_("Doctor or pharmacist"),
    N_("Emergency number"),
    N_("Lot on the label"),
)


def course_log(facts: Facts, protocol: Protocol) -> Section:
    """Return the log as a page of its own. Each figure is the plan's for that day (R35)."""
    blocks = (
        Pairs(tuple((_(label), BLANK) for label in _BY_HAND)),
        _sessions(protocol),
        *_look_back(facts, protocol),
        _containers(protocol),
    )
    return Section("log", _("Course log"), blocks, page=True)


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
    sides = (_("Left"), _("Right")) if nasal else ()
    counted = (_("Time"), _(UNITS[protocol.measure.unit]), *sides)
    header = (_("Day"), _("Date"), *counted, _("Taken"), _("Note"))
    return Table(header, tuple(rows), named=2)


def _dated(on: date) -> str:
    return f"{_(_WEEKDAYS[on.weekday()])} {day(on)}"


_WEEKDAYS: Final = (
    *(N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu")),
    *(N_("Fri"), N_("Sat"), N_("Sun")),
)


def _look_back(facts: Facts, protocol: Protocol) -> Iterator[Block]:
    """Yield the questions of the assessment's last day, with room for the answers (R33)."""
    first = protocol.phases[0]
    if first.name != "assessment":
        return
    last = first.last_day.value
    on = protocol.course.start.value + timedelta(days=last - 1)
    told = _("Day {number}, {date}: answer these before you go on.")
    yield Paragraph(told.format(number=last, date=day(on)))
    asked = (said.partition("?")[0] for said in facts.advice(facts.catalog.guidance.day_five))
    yield Table((_("Question"), _("Yes"), _("No")), tuple((f"{said}?", BOX, BOX) for said in asked))


_DISCARD: Final[dict[Container, str]] = {
    "bottle": N_("Discard bottle {number} at the latest"),
    "vial": N_("Discard vial {number} at the latest"),
}


def _containers(protocol: Protocol) -> Table:
    """Return the days on which the containers of the first cycle are opened and discarded."""
    kind, start = protocol.supply.container, protocol.course.start.value
    todo = []
    for which, each in enumerate(protocol.supply.opened, start=1):
        if each.on.value >= start:
            todo.append((each.on.value, _(OPEN[kind]).format(number=which)))
        todo.append((each.gone, _(_DISCARD[kind]).format(number=which)))
    rows = tuple((_dated(on), what, BOX) for on, what in sorted(todo))
    return Table((_("Date"), _("Container"), _("Done")), rows)
