"""The pictures of a plan, and what stands beside a question."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from attrs import evolve
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from wizard.catalog.model import CountUnit, Outcome
from wizard.conversation.view import OUTCOMES
from wizard.report import drawings
from wizard.report.blocks import Block, Document, Drawing, Ink, Line, Stroke
from wizard.report.drawings import LEAST_COLUMNS, Planned, SoFar
from wizard.text.layout import fold, sentence
from wizard.text.translation import N_, _, is_utf8
from wizard.tui.looks import (
    ACCENT,
    ACCENT_GROUND,
    CAUTION,
    CURSOR,
    DIM,
    KEY,
    SOFT_GROUND,
    STRONG,
    TONES,
    badge,
)

if TYPE_CHECKING:
    from wizard.conversation.preview import Preview

_INKS: Final[Mapping[Ink, str]] = {
    "bold": STRONG,
    "soft": DIM,
    "line": DIM,
    "liquid": ACCENT,
    "mark": KEY,
    "drop": KEY,
    "bar": ACCENT,
    "assessment": SOFT_GROUND,
    "main": ACCENT_GROUND,
    "rest": DIM,
    "next": CURSOR,
    "discard": f"{CAUTION} bold underline",
}
_BOXES: Final[Mapping[str, dict[int, int]]] = {
    "line": str.maketrans("|.-[]", "┼┬─││"),
    "liquid": str.maketrans("#", "█"),
    "bar": str.maketrans("#", "█"),
    "mark": str.maketrans("|*", "▌■"),
    "drop": str.maketrans("o", "●"),
    "soft": str.maketrans("|", "│"),
}
"""The box characters for the ASCII of a drawing, by what is drawn; for a terminal with UTF-8."""
_MOST_REASONS: Final = 3


def painted(lines: Iterable[Line]) -> Iterator[Content]:
    """Yield the lines of a drawing in the characters and colours of the terminal.

    A letter, a sign or a figure stands beside every colour.
    """
    for line in lines:
        yield Content("").join(map(_stroke, line))


def _stroke(stroke: Stroke) -> Content:
    text = _boxed(stroke).text
    return Content.styled(text, _INKS[stroke.ink]) if stroke.ink in _INKS else Content(text)


def boxed(document: Document) -> Document:
    """Return the document with its drawings in the characters of the terminal."""
    sections = (
        evolve(section, blocks=tuple(map(_block, section.blocks))) for section in document.sections
    )
    return evolve(document, sections=tuple(sections))


def _block(block: Block) -> Block:
    if not isinstance(block, Drawing):
        return block
    return evolve(block, strokes=tuple(tuple(map(_boxed, line)) for line in block.strokes))


def _boxed(stroke: Stroke) -> Stroke:
    boxes = _BOXES.get(stroke.ink, {}) if is_utf8(os.environ) else {}
    return evolve(stroke, text=stroke.text.translate(boxes))


class Picture(Widget):
    """One drawing. `draw` is called with the plan and the number of columns."""

    def __init__(self, plan: Planned, draw: Callable[[Planned, int], Drawing]) -> None:
        super().__init__()
        self._plan, self.draw = plan, draw

    # The signature is Textual's
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Return the number of lines at this width."""
        return len(self._drawn(width).strokes)

    def render(self) -> Content:
        """Return the lines, painted."""
        return Content("\n").join(painted(self._drawn(self.size.width).strokes))

    def _drawn(self, width: int) -> Drawing:
        # The last column stays free beside a scroll bar
        return self.draw(self._plan, max(LEAST_COLUMNS, width - 1))


_TITLES: Final[Mapping[CountUnit, str]] = {
    "drop": N_("Drops in each nostril"),
    "spray": N_("Sprays in each nostril"),
    "unit": N_("How far to fill the syringe"),
}


class Pictures(Vertical):
    """All pictures of a plan, each below its title; the dose of a day where it changes."""

    def __init__(self, plan: Planned) -> None:
        pictures: dict[str, Callable[[Planned, int], Drawing]] = {
            _("The course as a calendar"): drawings.course,
            _(_TITLES[plan.protocol.measure.unit]): drawings.measured,
            _("The day"): drawings.day,
        }
        if plan.protocol.changes_dose:
            pictures[_("The dose of a day")] = drawings.doses
        widgets: list[Widget] = []
        for title, draw in pictures.items():
            words = Static(Content.styled(title, STRONG), classes="picture--title", markup=False)
            widgets += [words, Picture(plan, draw)]
        super().__init__(*widgets)


def beside(
    told: Preview, meant: Sequence[tuple[str, str]], row: int, within: Size, closed: str
) -> Content:
    """Return what stands beside a question: the plan so far, the outcome, and what a row means.

    `meant` are the rows with their meanings: as much room is kept as the longest needs, so that
    nothing moves with the highlight. A row that is `closed` has its reason in place of the outcome.
    """
    width, height = within
    parts = [Content.styled(_("So far") if told.plan is None else _("The plan so far"), STRONG)]
    parts.append(Content(""))
    meanings = [list(_meaning(*each, width)) for each in meant]
    shown = list(_closed(closed, width) if closed else _badge(told, width))
    room = height - len(parts) - len(shown) - max(map(len, meanings), default=0) - 1
    if told.plan is not None:
        drawn = list(painted(_fitting(drawings.so_far(told.plan, width), room)))
        parts += drawn
        dates = [Content.styled(line, DIM) for each in told.dates for line in fold(each, width)]
        if len(drawn) + len(dates) < room:
            parts += [Content(""), *dates]
    elif told.known:
        parts += [Content(line) for each in told.known for line in fold(each, width, then="  ")]
    return Content("\n").join((*parts, *shown, *(meanings[row] if meanings else ())))


def _fitting(drawn: SoFar, room: int) -> tuple[Line, ...]:
    """Return the doses, and of the calendar and the syringe what fits below them, as said."""
    left = room - len(drawn.doses)
    shown = drawn.doses
    with_calendar = len(drawn.calendar) < left
    if drawn.syringe and len(drawn.syringe) + with_calendar * (len(drawn.calendar) + 1) < left:
        shown += ((), *drawn.syringe)
    return (*shown, (), *drawn.calendar) if with_calendar else shown


def _meaning(name: str, meaning: str, width: int) -> Iterator[Content]:
    """Yield a row's name with what it means, after an empty line."""
    yield Content("")
    yield from (Content.styled(line, STRONG) for line in fold(name, width))
    yield from (Content.styled(line, DIM) for line in fold(meaning, width))


def _closed(reason: str, width: int) -> Iterator[Content]:
    """Yield why a row is closed, after an empty line."""
    yield Content("")
    yield from map(Content, fold(_("Closed: {reason}").format(reason=reason), width))


def _badge(told: Preview, width: int) -> Iterator[Content]:
    """Yield the badge of the outcome so far, if there is one, and why it is that."""
    outcome = told.outcome
    if outcome is None:
        return
    if told.known or told.plan is not None:
        yield Content("")
    word = badge(_(OUTCOMES[outcome]), outcome)
    if outcome is Outcome.CLEAR:
        said = _("nothing stands against it so far")
    elif outcome.allows_dose:
        said = _("please note:")
    else:
        said = _("No dose is planned while this stands.")
    if word.cell_length + len(said) + 2 <= width:
        yield word + Content.styled(f"  {said}", DIM)
    else:
        yield word
        yield from (Content.styled(line, DIM) for line in fold(said, width))
    for its, reason in told.reasons[:_MOST_REASONS]:
        yield from _reason(reason, its, width, named=its is not outcome)


def _reason(reason: str, outcome: Outcome, width: int, *, named: bool) -> Iterator[Content]:
    """Yield a reason after its mark, which is `named` where it is another than the badge's."""
    mark = f"- {sentence(_(OUTCOMES[outcome]))}: " if named else "- "
    first, *others = fold(mark, width, then="  ", text=reason)
    yield Content.styled(mark, TONES[outcome]) + Content(first.removeprefix(mark))
    yield from map(Content, others)
