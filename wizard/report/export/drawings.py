"""Which vector drawings a document has, and where: one for each drawing of characters, and the calendar of the course."""

from __future__ import annotations

from wizard.report.calendar import course_calendar
from wizard.report.export.registry import Made
from wizard.report.export.vectors import drawn
from wizard.report.model import Drawing
from wizard.report.shapes import Picture


def pictures(made: Made) -> dict[str, Picture]:
    """The vector drawings by the section they stand in; `dates` has the calendar, at its end."""
    plan = made.derived.protocol
    if plan is None:
        return {}
    found = {
        section.id: drawn(section.id, block, made.derived, made.catalog)
        for section in made.document.sections
        for block in section.blocks
        if isinstance(block, Drawing)
    }
    return found | {"dates": course_calendar(plan)}
