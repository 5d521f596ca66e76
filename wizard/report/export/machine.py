"""What the forms for other programs share: ids that last, exact JSON, and one dose in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from wizard.catalog import Catalog
from wizard.profile.file_format import Profile, shared_answers, table
from wizard.report.told import lowered

_NAMESPACE: Final = uuid5(NAMESPACE_URL, "urn:semax-wizard:profile")
_STEP: Final = "  "


def lasting(profile: Profile, *place: str | int) -> UUID:
    """An id for one place in a profile: the same at every export and under any name, another for another plan.

    Made from the second it was created in, the answers that may travel (R53), the start and the
    time of waking: the plan itself shows all of these, so that no answer about a person can be
    guessed from it.
    """
    answers, schedule = profile.answers, profile.answers.schedule
    shown = json.dumps(table(shared_answers(answers)), default=str, sort_keys=True)
    made = uuid5(_NAMESPACE, f"{instant(profile.created)} {shown} {schedule.start} {schedule.wake}")
    return uuid5(made, " ".join(map(str, place)))


def instant(moment: datetime) -> str:
    """A UTC time with T and Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def exact_json(value: Any) -> str:
    """JSON text, indented, with every `Decimal` written digit for digit; `json` would need a float for it."""
    return f"{''.join(_json(value, ''))}\n"


def _json(value: Any, margin: str) -> Iterator[str]:
    match value:
        case Mapping() if value:
            yield from _nested(
                [(f"{_text(key)}: ", item) for key, item in value.items()], "{}", margin
            )
        case list() | tuple() if value:
            yield from _nested([("", item) for item in value], "[]", margin)
        case Decimal():
            yield f"{value:f}"
        case _:
            yield _text(value)


def _nested(items: list[tuple[str, Any]], brackets: str, margin: str) -> Iterator[str]:
    inner = margin + _STEP
    for index, (label, item) in enumerate(items):
        yield f"{',' if index else brackets[0]}\n{inner}{label}"
        yield from _json(item, inner)
    yield f"\n{margin}{brackets[1]}"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def iso(value: date | time) -> str:
    """A date or a time of day as ISO 8601, a time always with its seconds."""
    return value.isoformat()


def missed(catalog: Catalog) -> str:
    """What to do about a missed dose, in a sentence that stands alone (R44)."""
    skip = next(advice for advice in catalog.guidance.missed_dose if advice.id == "skip")
    return f"If you miss a dose: {lowered(skip.text)}"
