"""Drawings of a plan in ASCII characters, made from the figures of the protocol.

A drawing shows roughly what to measure; the exact figure is always given beside it in words.
`most` is the number of columns available: 58 on paper, and never under 34. Where there is less
room, a drawing changes its layout so that it is not cut off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from fractions import Fraction
from itertools import zip_longest
from typing import Final

from attrs import frozen

from wizard.catalog import Catalog
from wizard.catalog.model import CountUnit
from wizard.protocol.dose_words import EVEN_DAYS, phase_days
from wizard.protocol.plan import Derived, Phase, Protocol
from wizard.protocol.provenance import minute_of
from wizard.protocol.schedule import cycle_start
from wizard.report.blocks import MOST_COLUMNS, Drawing, Ink, Line, Stroke
from wizard.report.syringe_drawing import marks_after_zero, syringes
from wizard.text.layout import fold, sentence
from wizard.text.numbers import clock, count, dates, listed, mass, month_of
from wizard.text.translation import N_, _

LEAST_COLUMNS: Final = 34
_DAY: Final = 36  # most columns from waking time to the last hour for a dose
_TIME: Final = 7  # columns for the time of the last session on a line
_WEEK: Final = N_("Mo Tu We Th Fr Sa Su")
_CELL: Final = 4
_MONTH: Final = 7 * _CELL + 1
_BAR: Final = 24
_GAP: Final = "  "
_SPACED: Final = 9  # up to this many marks are drawn with spaces between them
KINDS_OF_DAY: Final[Mapping[str, str]] = {
    "A": N_("assessment dose"),
    "M": N_("main dose"),
    "R": N_("rest"),
    "N": N_("next start at the earliest"),
    "D": N_("discard a container"),
}
"""What each letter of a calendar means."""
_SHOWN: Final = N_("A M R N D")
"""These letters in their order, as they are shown: the first of a word in each language."""
LETTERS: Final[Mapping[str, Ink]] = {
    "A": "assessment",
    "M": "main",
    "R": "rest",
    "N": "next",
    "D": "discard",
}
"""The ink of each letter."""
_MOST_MONTHS: Final = 9

Month = tuple[int, int]


@frozen(repr=False)
class Planned:
    """A plan, and what it was made from."""

    derived: Derived
    protocol: Protocol
    catalog: Catalog


def day(plan: Planned, most: int = MOST_COLUMNS) -> Drawing:
    """Draw the day from waking to the last time allowed for a dose, with each phase's sessions."""
    wake = plan.derived.answers.schedule.wake or plan.catalog.dosing.wake.default
    last = plan.catalog.dosing.session.last_at
    tracks = [
        (phase_label(phase), [dose.at.value for dose in phase.doses])
        for phase in plan.protocol.phases
    ]
    says = " ".join(f"{label}: {_(' and ').join(map(clock, times))}." for label, times in tracks)
    told = _("The day from waking to {time}.").format(time=clock(last))
    return Drawing(day_line(wake, last, tracks, most), f"{told} {says}")


def nostrils(plan: Planned, most: int = MOST_COLUMNS) -> Drawing:
    """Draw the drops or sprays in each nostril, session by session."""
    phases, unit = plan.protocol.phases, plan.protocol.measure.unit
    wide = max(len(phase_label(phase)) for phase in phases)
    sessions = [(phase, dose) for phase in phases for dose in phase.doses]
    rows = [
        (f"{phase_label(phase):{wide}}  {clock(dose.at.value)}", *dose.nostrils)
        for phase, dose in sessions
    ]
    says = " ".join(
        _("{when}: {left} in the left nostril, {right} in the right nostril.").format(
            when=" ".join(label.split()), left=count(left, unit), right=count(right, unit)
        )
        for label, left, right in rows
    )
    drawn = nostril_rows(rows, unit, most)
    if not plan.protocol.changes_sides:
        return Drawing(drawn, says)
    note = tuple((Stroke(line, "soft"),) for line in fold(_(EVEN_DAYS), most))
    return Drawing((*drawn, *note), f"{says} {_(EVEN_DAYS)}")


def syringe(plan: Planned, most: int = MOST_COLUMNS) -> Drawing:
    """Draw the syringe filled to its mark, once for each phase.

    Raises `ValueError` if the plan has no syringe.
    """
    barrel = plan.protocol.measure.barrel
    if barrel is None:
        raise ValueError("this plan has no syringe")
    step = plan.protocol.measure.step.value
    phases = plan.protocol.phases
    says = " ".join(
        f"{draw_to(phase)} ({marks_after_zero(phase.count.value, step)}),"
        f" {mass(phase.daily.value)}."
        for phase in phases
    )
    draws = [(draw_to(phase), phase.count.value) for phase in phases]
    return Drawing(syringes(draws, barrel.value, step, most), says)


def measured(plan: Planned, most: int = MOST_COLUMNS) -> Drawing:
    """Draw what is measured for a session: a syringe, or the drops or sprays in each nostril."""
    return (nostrils if plan.protocol.measure.barrel is None else syringe)(plan, most)


def doses(plan: Planned, most: int = MOST_COLUMNS) -> Drawing:
    """Draw the dose of a day as a bar, once for each phase: it changes from one to the next."""
    rows = [
        (
            phase_label(phase),
            phase.daily.value.amount,
            f"{mass(phase.daily.value)}{_how(plan, phase)}",
        )
        for phase in plan.protocol.phases
    ]
    return Drawing(bars(rows, most), " ".join(f"{label}: {says}." for label, _dose, says in rows))


def course(plan: Planned, most: int = MOST_COLUMNS) -> Drawing:
    """Draw the months of the course, each day with the letters that apply to it."""
    letters = course_letters(plan.protocol)
    return Drawing(
        (
            *letter_key(marked_kinds(letters), most),
            (),
            *month_grid(busy_months(letters), letters, most),
        ),
        calendar_in_words(letters),
    )


@frozen
class SoFar:
    """A plan that is being made: the doses, the syringe at its marks, if any, and the calendar."""

    doses: tuple[Line, ...]
    syringe: tuple[Line, ...]
    calendar: tuple[Line, ...]


def so_far(plan: Planned, most: int = MOST_COLUMNS) -> SoFar:
    """Draw a plan that is being made, with the count beside each dose."""
    protocol = plan.protocol
    phases, barrel, unit = protocol.phases, protocol.measure.barrel, protocol.measure.unit
    rows = [(phase_label(phase), mass(phase.daily.value), phase) for phase in phases]
    days = max(len(label) for label, _daily, _phase in rows) + 2
    heavy = max(len(daily) for _label, daily, _phase in rows) + 2
    lines: list[Line] = []
    for label, daily, phase in rows:
        dose = (Stroke(f"{label:{days}}"), Stroke(f"{daily:{heavy}}", "bold"))
        sessions: list[list[Line]] = (
            _sessions(phase, most - len(_GAP))
            if barrel is None
            else [[(Stroke(count(phase.count.value, unit), "bold"),)]]
        )
        first, *others = _flowing(sessions[0], most - _long(dose))
        if others or len(sessions) > 1 or _long((*dose, *first)) > most:
            lines.append(dose)
            flown = (line for each in sessions for line in _flowing(each, most - len(_GAP)))
            lines += ((Stroke(_GAP), *line) for line in flown)
        else:
            lines.append((*dose, *first))
    last = clock(plan.catalog.dosing.session.last_at)
    times = [listed([clock(dose.at.value) for dose in phase.doses]) for phase in phases]
    told = [_("At {times}, never after {last}").format(times=times[-1], last=last)]
    if len(set(times)) > 1:
        each_at = zip(phases, times, strict=True)
        told = [f"{phase_label(phase)}: {at}" for phase, at in each_at]
        told.append(_("Never after {last}").format(last=last))
    lines += [(Stroke(line, "soft"),) for one in told for line in fold(one, most)]
    start, letters = protocol.course.start.value, dict[date, str]()
    for phase in phases:
        for number in phase.days:
            letters[start + timedelta(days=number - 1)] = phase.name[0].upper()
    key = {
        phase.name[0].upper(): _("{count} daily").format(count=count(phase.count.value, unit))
        for phase in phases
    }
    months = month_grid(busy_months(letters), letters, most)
    return SoFar(
        tuple(lines), _short_syringe(protocol, most), (*months, (), *letter_key(key, most))
    )


def _short_syringe(protocol: Protocol, most: int) -> tuple[Line, ...]:
    """Draw the syringe with nothing but the count at each mark, or nothing where there is none."""
    if protocol.measure.barrel is None:
        return ()
    counts = (phase.count.value for phase in protocol.phases)
    return syringes(
        [(count(each, "unit"), each) for each in counts],
        protocol.measure.barrel.value,
        protocol.measure.step.value,
        most,
        short=True,
    )


def _sessions(phase: Phase, most: int) -> list[list[Line]]:
    """Draw what a session holds, left and right; with its time where they are not all alike."""
    if len({dose.nostrils for dose in phase.doses}) > 1:
        return [
            [(Stroke(clock(dose.at.value)),), _sides(dose.nostrils, most)] for dose in phase.doses
        ]
    each_time = [(Stroke(_("each time")),)] if len(phase.doses) > 1 else []
    return [[_sides(phase.doses[0].nostrils, most), *each_time]]


def _sides(shares: tuple[int, int], most: int) -> Line:
    """Say what goes left and right as one piece, after a mark for each where there is room."""
    left, right = (
        (Stroke(f"{number} {side}"),)
        for number, side in zip(shares, (_("left"), _("right")), strict=True)
    )
    bare = (*left, Stroke(_GAP), *right)
    if max(shares) > _SPACED or _long(bare) + sum(shares) + len(_GAP) > most:
        return bare
    marks = ((Stroke("o" * number, "drop"), Stroke(" ")) if number else () for number in shares)
    return (*next(marks), *left, Stroke(_GAP), *next(marks), *right)


def _flowing(pieces: Iterable[Line], most: int) -> list[Line]:
    """Set pieces beside each other, as many on a line as fit."""
    lines: list[Line] = []
    for piece in pieces:
        if lines and _long((*lines[-1], *piece)) + len(_GAP) <= most:
            lines[-1] += (Stroke(_GAP), *piece)
        else:
            lines.append(piece)
    return lines


def weekdays() -> list[str]:
    """Return the days of a week in two letters each, from Monday."""
    return _(_WEEK).split()


def phase_label(phase: Phase) -> str:
    """Return the days of a phase as its label: `Days 1 to 5`."""
    return sentence(phase_days(phase))


def draw_to(phase: Phase) -> str:
    """Return up to which unit a syringe is filled: `Days 1 to 5: draw to 8 units`."""
    told = _("draw to {units}").format(units=count(phase.count.value, "unit"))
    return f"{phase_label(phase)}: {told}"


def _how(plan: Planned, phase: Phase) -> str:
    """Return the number of sessions in a day, or the count if there is only one session."""
    several = len(phase.doses)
    return (
        _(" in {sessions}").format(sessions=count(several, "session"))
        if several > 1
        else f", {count(phase.count.value, plan.protocol.measure.unit)}"
    )


def busy_months(marks: Mapping[date, str]) -> list[Month]:
    """Return the first nine months, at most, that have any day other than a plain rest day."""
    return sorted({(on.year, on.month) for on, letters in marks.items() if letters != "R"})[
        :_MOST_MONTHS
    ]


def course_letters(protocol: Protocol) -> dict[date, str]:
    """Return the letters of each day from the first dose to the next earliest start."""
    course = protocol.course
    letters: dict[date, str] = {}
    for cycle in range(1, course.cycles + 1):
        start, following = cycle_start(course, cycle), cycle_start(course, cycle + 1)
        rest = range((following - start).days)
        letters |= {start + timedelta(days=number): "R" for number in rest}
        for phase in protocol.phases:
            first = phase.name[0].upper()
            letters |= {start + timedelta(days=number - 1): first for number in phase.days}
    letters[cycle_start(course, course.cycles + 1)] = "N"
    for opened in protocol.supply.every_cycle:
        on = opened.gone
        letters[on] = f"{letters.get(on, '').removesuffix('D')}D"
    return letters


def marked_kinds(letters: Mapping[date, str]) -> dict[str, str]:
    """Return the letters that are used, each with its meaning."""
    every = {letter for each in letters.values() for letter in each}
    return {letter: what for letter, what in KINDS_OF_DAY.items() if letter in every}


def shown(letters: str) -> str:
    """Return the letters of a day as the language has them."""
    return letters.translate(str.maketrans("".join(KINDS_OF_DAY), _(_SHOWN).replace(" ", "")))


def letter_of(letters: str) -> str:
    """Return the one letter that a small cell holds: D where nothing but rest is there besides.

    The frame of the cell tells a discard too.
    """
    return letters.replace("RD", "D")[:1]


def calendar_in_words(marks: Mapping[date, str]) -> str:
    """Describe in sentences which days have each letter."""
    said: list[str] = []
    for letter, what in KINDS_OF_DAY.items():
        runs: list[tuple[date, date]] = []
        for on in sorted(marked for marked, letters in marks.items() if letter in letters):
            if runs and on - runs[-1][1] == timedelta(days=1):
                runs[-1] = (runs[-1][0], on)
            else:
                runs.append((on, on))
        if runs:
            said.append(f"{sentence(_(what))}: {', '.join(dates(*run) for run in runs)}.")
    return " ".join((_("Calendar of the plan."), *said))


def day_line(
    wake: time, last: time, tracks: Sequence[tuple[str, Sequence[time]]], most: int = MOST_COLUMNS
) -> tuple[Line, ...]:
    """Draw the day from `wake` to `last`, with a line for each (label, times)."""
    margin = max(len(label) for label, _ in tracks) + 1
    beside = margin + _DAY + _TIME <= most
    margin, wide = (margin, _DAY) if beside else (0, min(_DAY, most - _TIME))
    begin, span = minute_of(wake), max(Fraction(1), Fraction(minute_of(last) - minute_of(wake)))
    ends = _("waking {time}").format(time=clock(wake)).ljust(wide) + clock(last)
    lines: list[Line] = [
        (Stroke(f"{'':{margin}}{ends}", "soft"),),
        (Stroke(" " * margin), Stroke(f"|{'-' * (wide - 1)}|", "line")),
    ]
    for label, times in tracks:
        strokes = [Stroke(label.ljust(margin), "bold")]
        if not beside:
            lines.append((strokes.pop(),))
        for at in times:
            column = (minute_of(at) - begin) * wide // span
            strokes += [
                Stroke(" " * (margin + column - _long(strokes))),
                Stroke("*", "mark"),
                Stroke(f" {clock(at)}"),
            ]
        lines.append(tuple(strokes))
    return tuple(lines)


def nostril_rows(
    rows: Sequence[tuple[str, int, int]], noun: CountUnit, most: int = MOST_COLUMNS
) -> tuple[Line, ...]:
    """Draw one `o` per drop or spray, with a line for each (label, left, right)."""
    key, names = _key(noun), (_("left nostril"), _("right nostril"))
    margin = max(_long(key), *(len(label) for label, *_counts in rows)) + 2
    wide = max(len(names[0]), *(_long(_marked(left)) for _label, left, _right in rows)) + 3
    if (
        margin + wide + max(len(names[1]), *(_long(_marked(right)) for *_others, right in rows))
        > most
    ):
        return _below_each_other(rows, key)
    return (
        (*_padded(key, margin), Stroke(f"{names[0]:{wide}}{names[1]}")),
        *(
            (Stroke(f"{label:{margin}}", "bold"), *_padded(_marked(left), wide), *_marked(right))
            for label, left, right in rows
        ),
    )


ONE: Final[Mapping[CountUnit, str]] = {
    "drop": N_("{sign} is one drop"),
    "spray": N_("{sign} is one spray"),
}
"""What a sign of a drawing is."""


def _key(noun: CountUnit) -> Line:
    """Say what a mark stands for, the mark itself drawn as the others are."""
    before, _sign, after = _(ONE[noun]).partition("{sign}")
    return Stroke(before, "soft"), Stroke("o", "drop"), Stroke(after, "soft")


def _below_each_other(rows: Sequence[tuple[str, int, int]], key: Line) -> tuple[Line, ...]:
    sides = _("left"), _("right")
    left_side, right_side = (each.ljust(max(map(len, sides)) + 2) for each in sides)
    lines: list[Line] = [key]
    for label, left, right in rows:
        lines += [
            (Stroke(label, "bold"),),
            (Stroke(f"  {left_side}"), *_marked(left)),
            (Stroke(f"  {right_side}"), *_marked(right)),
        ]
    return tuple(lines)


def _marked(number: int) -> tuple[Stroke, ...]:
    """Return `number` marks, followed by the number itself."""
    marks = (" " if number <= _SPACED else "").join("o" * number) or "-"
    return Stroke(marks, "drop"), Stroke(f"  {number}")


def month_grid(
    which: Sequence[tuple[int, int]], marks: Mapping[date, str], most: int = MOST_COLUMNS
) -> tuple[Line, ...]:
    """Draw the (year, month) pairs as calendars, as many side by side as fit.

    Each day is followed by its letters from `marks`.
    """
    blocks = [_month(year, month, marks) for year, month in which]
    across = max(1, (most + 1) // _MONTH)
    lines: list[Line] = []
    for first in range(0, len(blocks), across):
        lines += [()] if lines else []
        for beside in zip_longest(*blocks[first : first + across], fillvalue=()):
            lines.append(tuple(stroke for part in beside for stroke in _padded(part, _MONTH)))
    return tuple(lines)


def letter_key(letters: Mapping[str, str], most: int = MOST_COLUMNS) -> tuple[Line, ...]:
    """Explain the letters of `month_grid`, as many on a line as fit."""
    entries = (
        (Stroke(f" {shown(letter)} ", LETTERS[letter]), Stroke(f" {_(what)}"))
        for letter, what in letters.items()
    )
    return tuple(_flowing(entries, most))


def _month(year: int, month: int, marks: Mapping[date, str]) -> list[Line]:
    first = date(year, month, 1)
    before, length = first.weekday(), ((first + timedelta(days=31)).replace(day=1) - first).days
    cells: list[Line] = [(Stroke(" " * _CELL),)] * before
    cells += [
        _day_cell(number, marks.get(date(year, month, number), "").replace("RD", "D"))
        for number in range(1, length + 1)
    ]
    weeks = [
        tuple(stroke for cell in cells[at : at + 7] for stroke in cell)
        for at in range(0, len(cells), 7)
    ]
    name = month_of(first)
    week = "".join(f"{each:{_CELL}}" for each in weekdays())
    return [(Stroke(name, "bold"),), (Stroke(week, "soft"),), *weeks]


def _day_cell(number: int, letters: str) -> Line:
    """Draw the number of a day and its letters, each letter with its own ink."""
    first = letters[:1]
    rest = (Stroke(shown(letter), LETTERS[letter]) for letter in letters[1:])
    return _padded((Stroke(f"{number:2}{shown(first)}", LETTERS.get(first, "soft")), *rest), _CELL)


def bars(rows: Sequence[tuple[str, Fraction, str]], most: int = MOST_COLUMNS) -> tuple[Line, ...]:
    """Draw a bar for each (label, dose, dose in words), scaled to the largest dose."""
    labels, sizes, words = zip(*rows, strict=True)
    margin, largest = max(map(len, labels)) + 1, max(sizes)
    longest = min(_BAR, most - margin - 1 - max(map(len, words)))
    return tuple(
        (
            Stroke(f"{label:{margin}}"),
            *_padded((Stroke("#" * max(1, int(dose * longest / largest)), "bar"),), longest + 1),
            Stroke(says),
        )
        for label, dose, says in rows
    )


def _padded(line: Line, wide: int) -> Line:
    return (*line, Stroke(" " * (wide - _long(line))))


def _long(strokes: Iterable[Stroke]) -> int:
    return sum(len(stroke.text) for stroke in strokes)
