"""The drawings of a plan as vector shapes, from the figures of the protocol: day line, drops or sprays, syringe.

They stand where the document has a drawing of characters, and carry the same words and figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time
from fractions import Fraction
from math import cos, pi, sin
from typing import Final

from wizard.catalog import Catalog
from wizard.protocol.plan import Derived, Phase, Protocol
from wizard.protocol.provenance import minute_of
from wizard.report.model import Drawing
from wizard.report.pictures import marks_after_zero
from wizard.report.plan_drawings import phase_label
from wizard.report.shapes import Line, Part, Picture, Shape, Tone, Words, box
from wizard.text.numbers import clock, count

_MARGIN: Final = 96.0  # for the days, on the left
_ROW: Final = 20.0
_DAY_END: Final = 440.0
_COLUMNS: Final = (130.0, 315.0)  # of the nostrils
_BARREL: Final = (46.0, 416.0)
_TALL: Final = 22.0
_SYRINGE: Final = 62.0
_MIDDLE: Final = 250.0
_FIVES: Final = 50  # units of a barrel up to which every fifth is named


def drawn(section: str, drawing: Drawing, derived: Derived, catalog: Catalog) -> Picture:
    """The vector form of the drawing that the section `section` of a plan has."""
    protocol = derived.protocol
    if protocol is None:
        msg = f"{section} has a drawing, but there is no plan"
        raise ValueError(msg)
    if section == "dose":
        wake = derived.answers.schedule.wake or catalog.dosing.wake.default
        return _day(protocol.phases, wake, catalog.dosing.session.last_at, drawing.says)
    if protocol.measure.barrel is None:
        return _nostrils(protocol, drawing.says)
    return _syringes(protocol, protocol.measure.barrel.value, drawing.says)


def _day(phases: Sequence[Phase], wake: time, last: time, says: str) -> Picture:
    begin, end = minute_of(wake), minute_of(last)
    long = _DAY_END - _MARGIN

    def across(at: time) -> float:
        return _MARGIN + long * float((minute_of(at) - begin) / max(Fraction(1), end - begin))

    axis = 18.0
    bottom = axis + _ROW * len(phases)
    parts: list[Part] = [
        Words(_MARGIN, axis - 8, f"waking {clock(wake)}", anchor="middle", tone="soft"),
        Words(_DAY_END, axis - 8, clock(last), anchor="middle", tone="soft"),
        Line(_MARGIN, axis, _DAY_END, axis, 1.2),
        *(Line(x, axis - 4, x, bottom, 0.8, "soft") for x in (_MARGIN, _DAY_END)),
    ]
    for row, phase in enumerate(phases):
        y = axis + _ROW * row + 14
        parts.append(Words(0, y, phase_label(phase), bold=True))
        for dose in phase.doses:
            x = across(dose.at.value)
            parts += [
                Line(x, axis, x, y - 3, 0.5, "soft"),
                _disc(x, y - 3, 4, "strong"),
                Words(x + 7, y, clock(dose.at.value), bold=True),
            ]
    return Picture(bottom + 4, tuple(parts), says)


def _disc(x: float, y: float, radius: float, fill: Tone) -> Shape:
    corners = 20
    turns = (2 * pi * corner / corners for corner in range(corners))
    return Shape(tuple((x + radius * cos(turn), y + radius * sin(turn)) for turn in turns), fill)


def _falling(x: float, y: float, radius: float) -> Shape:
    """A drop: round below, pointed above."""
    corners = 16
    turns = [pi * (-0.15 + 1.3 * corner / corners) for corner in range(corners + 1)]
    return Shape(
        (
            (x, y - 2 * radius),
            *((x + radius * cos(turn), y + radius * sin(turn)) for turn in turns),
        ),
        "liquid",
    )


def _puff(x: float, y: float, radius: float) -> Shape:
    """A spray: a cone that opens upwards."""
    top, bottom, tip = y - 1.8 * radius, y + radius, 0.2 * radius
    return Shape(
        ((x - radius, top), (x + radius, top), (x + tip, bottom), (x - tip, bottom)), "liquid"
    )


def _nostrils(protocol: Protocol, says: str) -> Picture:
    unit = protocol.measure.unit
    one = _falling if unit == "drop" else _puff
    parts: list[Part] = [one(5, 10, 4), Words(14, 13, f"is one {unit}", tone="soft")]
    parts += [
        Words(x, 13, f"{side} nostril", bold=True)
        for x, side in zip(_COLUMNS, ("left", "right"), strict=True)
    ]
    sessions = [(phase, dose) for phase in protocol.phases for dose in phase.doses]
    for row, (phase, dose) in enumerate(sessions):
        y = 19 + _ROW * row
        parts += [
            Line(0, y, _DAY_END + 40, y, 0.5, "soft"),
            Words(0, y + 14, f"{phase_label(phase)}  {clock(dose.at.value)}"),
        ]
        for x, number in zip(_COLUMNS, dose.nostrils, strict=True):
            parts.append(Words(x, y + 14, f"{number}", 11, bold=True))
            step = min(15.0, 150.0 / max(1, number))
            parts += [
                one(x + 24 + step * index, y + 11, min(4.0, step / 2.4)) for index in range(number)
            ]
    return Picture(19 + _ROW * len(sessions) + 2, tuple(parts), says)


def _syringes(protocol: Protocol, barrel: int, says: str) -> Picture:
    step = protocol.measure.step.value
    parts = [
        part
        for row, phase in enumerate(protocol.phases)
        for part in _syringe(phase, barrel, step, _SYRINGE * row)
    ]
    return Picture(_SYRINGE * len(protocol.phases), tuple(parts), says)


def _syringe(phase: Phase, barrel: int, step: Fraction, top: float) -> Iterator[Part]:
    """A syringe filled to its mark, the needle on the left, and an arrow under the mark."""
    left, right = _BARREL
    per_unit = (right - left) / barrel
    upper = top + 13
    middle, lower = upper + _TALL / 2, upper + _TALL
    at = left + float(phase.count.value) * per_unit
    yield Line(4, middle, left - 12, middle, 1)
    yield Shape(
        ((left - 12, middle - 3), (left, middle - 6), (left, middle + 6), (left - 12, middle + 3))
    )
    yield box((left, upper), right - left, _TALL)
    yield box((left, upper), at - left, _TALL, "liquid")
    yield box((at, middle - 3), right + 24 - at, 6, "light")
    yield box((at, upper), min(6.0, right - at) if at < right else 3, _TALL, "strong")
    yield box((right, upper - 2), 4, _TALL + 8, "light")
    yield box((right + 24, upper - 3), 4, _TALL + 6, "light")
    named = 10 if barrel > _FIVES else 5
    for mark in range(int(barrel / step) + 1):
        units = mark * step
        x = left + float(units) * per_unit
        if units % named == 0:
            yield Line(x, upper, x, upper + 11, 0.9)
            yield Words(x, upper - 3, f"{units}", 8, "middle")
        else:
            yield Line(x, upper, x, upper + (7 if units.denominator == 1 else 4), 0.5)
    yield Line(at, lower + 2, at, lower + 14, 1.4)
    yield Shape(((at, lower), (at - 3.5, lower + 6), (at + 3.5, lower + 6)), "ink")
    said = f"{phase_label(phase)}: draw to {count(phase.count.value, 'unit')}"
    for text, down, size in ((said, 14, 10), (marks_after_zero(phase.count.value, step), 24, 8)):
        bold = text == said
        if at < _MIDDLE:
            yield Words(at + 7, lower + down, text, size, bold=bold)
        else:
            yield Words(at - 7, lower + down, text, size, "end", bold=bold)
