"""A session from the answers of a profile: one's own, or an author's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs

from wizard.catalog import Catalog
from wizard.interview.choice import Checked
from wizard.interview.question import Kind, Question, Weight
from wizard.interview.questions import questions
from wizard.interview.session import Session
from wizard.protocol.answers import ANSWERS, Answers, SharedAnswers, to_keys
from wizard.protocol.validation import confirmable
from wizard.text.label import Spray


def from_answers(answers: Answers, catalog: Catalog, today: date) -> Session:
    """Return a session with the answers of a profile."""
    values = _plan_values(answers) | {"first_time": answers.first_time}
    said, groups = to_keys(answers), catalog.screening.groups
    about_person = [asked for asked in questions(groups) if asked.key not in values]
    # checklists last: the order of keys in a draft
    for asked in sorted(about_person, key=lambda asked: asked.kind is Kind.CHECKLIST):
        values[asked.key] = _read(asked, said, catalog)
    lost = not catalog.table("items").keys() >= {*answers.screening.not_sure}
    stored = {asked.key: asked.stored for asked in about_person if asked.stored}
    for key, value in tuple(values.items()):
        given = said[stored[key]] if key in stored else value
        if not _is_known(stored.get(key, key), given, catalog) or (lost and key in stored):
            del values[key]  # so that the question is asked again
    confirmed = frozenset(answers.confirmed).intersection(confirmable(catalog))
    session = Session(catalog, today, values, confirmed=confirmed)
    return attrs.evolve(session, values=_with_suggestions(session))


def _read(asked: Question, said: Mapping[str, Any], catalog: Catalog) -> Any:
    """Return the answer that the values of a profile give to a question about the person."""
    match asked.kind:
        case Kind.WEIGHT:
            kg, lb = (said[key] for key in asked.keys)
            return Weight(kg, "kg") if kg is not None else Weight(lb or Decimal(0), "lb")
        case Kind.CHECKLIST:
            items, not_sure = catalog.screening.items_of(asked.group), said["screening.not_sure"]
            return Checked(
                tuple(item for item in said[asked.stored] if item in items),
                tuple(item for item in items if item in not_sure),
            )
    return said[asked.key]


def _is_known(key: str, value: Any, catalog: Catalog) -> bool:
    """Return whether the catalog knows every id in the answer under this key."""
    table = ANSWERS[key].table if key in ANSWERS else ""
    ids = value if isinstance(value, tuple) else () if value is None else (value,)
    return not table or catalog.table(table).keys() >= {*ids}


def from_shared(answers: SharedAnswers, catalog: Catalog, today: date) -> Session:
    """Return a session with the author's answers; questions about the person are open (R53).

    Those about the product are to be confirmed: it is another bottle, and may be another strength.
    """
    values = {key: value for key, value in _plan_values(answers).items() if value is not None}
    of_product = frozenset(key for key in values if key.startswith("product."))
    return Session(catalog, today, values, stale=of_product)


def after_course(answers: Answers, last_day: date, catalog: Catalog, today: date) -> Session:
    """Return a session for the course after one that ended on `last_day`.

    Its goal, product and last day are to be confirmed. Nothing about the person or about one
    container comes along: screening is asked afresh.
    """
    values = {
        key: value
        for key, value in _plan_values(answers).items()
        if value is not None and (key in _OF_PRODUCT or key.startswith("product."))
        if key not in _OF_CONTAINER
    }
    values |= {
        "first_time": False,
        "schedule.last_course_end": last_day,
        "schedule.last_course_goal": answers.goal,
    }
    return Session(catalog, today, values, stale=frozenset(values))


_OF_PRODUCT: Final = frozenset({"goal", "compound", "form", "route"})
_OF_CONTAINER: Final = frozenset({"product.opened", "product.sterility_tested"})


def _plan_values(answers: Answers | SharedAnswers) -> dict[str, Any]:
    """Return the answers in the tables that a shared profile has, including unshared keys."""
    tables, said = attrs.fields_dict(SharedAnswers), to_keys(answers)
    values = {key: value for key, value in said.items() if key.partition(".")[0] in tables}
    one = Spray(*(values.pop(key) for key in ("product.pump_ml", "product.mcg_per_spray")))
    return values | {"product.spray": None if one == Spray() else one}


def _with_suggestions(session: Session) -> dict[str, Any]:
    """Return the values, with defaults filled in where the profile gives none.

    A question without a value and without a default stays open.
    """
    values = {key: value for key, value in session.values.items() if value is not None}
    now = attrs.evolve(session, values=values)
    for asked in questions(session.catalog.screening.groups):
        if asked.key in values or not now.asks(asked):
            continue
        if asked.key not in session.values:
            break  # what follows an open question may depend on it
        offered = (None,) if asked.optional else (asked.suggested(now), asked.default(now))
        meant = next((value for value in offered if value is not None), None)
        may_be_none = asked.optional or any(each.value is None for each in asked.choices(now))
        if meant is None and not may_be_none:
            break
        values[asked.key] = meant
        now = attrs.evolve(session, values=values)
    return values
