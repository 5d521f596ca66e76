"""What differs between two profiles, in words: what was answered, then what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any

import attrs
from attrs import frozen

from wizard.catalog import Catalog
from wizard.profile.file_format import DESCRIBED, ProtocolTable, SharedProfile, shared_answers
from wizard.profile.read import Checked
from wizard.protocol.answers import Answers, SharedAnswers
from wizard.protocol.dose_words import phase_days
from wizard.protocol.plan import Derived, Phase, Protocol
from wizard.text import numbers as words


@frozen
class Apart:
    """One key at which two profiles part, in words."""

    key: str
    title: str
    first: str
    second: str

    def __str__(self) -> str:
        return f"{self.title}: first {self.first}; second {self.second}."


@frozen
class Differences:
    """Sentences on what was answered and on what follows, each empty where nothing differs."""

    answers: tuple[str, ...]
    figures: tuple[str, ...]
    shared: bool
    """Whether one of the two is a shared profile, so that only what travels was compared."""


def diff(
    one: Checked | SharedProfile, other: Checked | SharedProfile, catalog: Catalog
) -> Differences:
    """What differs from the first profile to the second.

    With a shared profile only what may be shared is compared: it says nothing about a person.
    """
    if isinstance(one, SharedProfile) or isinstance(other, SharedProfile):
        return Differences(
            tuple(_answers(_travels(one), _travels(other), catalog)), (), shared=True
        )
    answers = tuple(_answers(one.derived.answers, other.derived.answers, catalog))
    return Differences(answers, tuple(_figures(one, other, catalog)), shared=False)


def _travels(loaded: Checked | SharedProfile) -> SharedAnswers:
    return (
        loaded.answers
        if isinstance(loaded, SharedProfile)
        else shared_answers(loaded.profile.answers)
    )


def _answers(
    one: Answers | SharedAnswers, other: Answers | SharedAnswers, catalog: Catalog
) -> Iterator[str]:
    for apart in answers_apart(one, other, catalog):
        yield str(apart)


def answers_apart(
    one: Answers | SharedAnswers, other: Answers | SharedAnswers, catalog: Catalog
) -> Iterator[Apart]:
    """The keys at which two answers of one kind part, in the order in which they are written."""
    yield from _keys("answers", _table(one), _table(other), catalog)


def _table(answers: Answers | SharedAnswers) -> dict[str, Any]:
    """The answers by key, body weight once, in the unit in which it was given."""
    table = attrs.asdict(answers)
    if "person" in table:
        weights = {
            DESCRIBED[f"answers.person.{key}"].unit: table["person"].pop(key)
            for key in ("weight_kg", "weight_lb")
        }
        table["person"]["weight_kg"] = next(
            words.measured(value, unit) for unit, value in weights.items() if value is not None
        )
    return table


def _keys(
    path: str, one: dict[str, Any], other: dict[str, Any], catalog: Catalog
) -> Iterator[Apart]:
    for name in [*one, *(name for name in other if name not in one)]:
        key, first, second = f"{path}.{name}", one.get(name), other.get(name)
        if isinstance(first, dict) or isinstance(second, dict):
            yield from _keys(key, first or {}, second or {}, catalog)
        elif first != second:
            yield Apart(
                key, DESCRIBED[key].title, _said(key, first, catalog), _said(key, second, catalog)
            )


def _said(key: str, value: Any, catalog: Catalog) -> str:
    if value is None:
        return "not given"
    if isinstance(value, tuple):
        return " and ".join(_one(key, each, catalog) for each in value) or "none"
    return _one(key, value, catalog)


def _one(key: str, value: Any, catalog: Catalog) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case date():
            return words.day(value)
        case time():
            return words.clock(value)
        case int() | Decimal():
            return words.measured(value, DESCRIBED[key].unit)
        case _:
            return catalog.titles(DESCRIBED[key].table).get(str(value), str(value))


def _figures(one: Checked, other: Checked, catalog: Catalog) -> Iterator[str]:
    yield from _findings(one.derived, other.derived)
    plans = one.rebuilt.protocol, other.rebuilt.protocol
    if plans[0] is None or plans[1] is None:
        if plans[0] != plans[1]:
            yield str(Apart("protocol", "Daily dose", _dose(plans[0]), _dose(plans[1])))
        return
    for apart in _keys("protocol", _single(plans[0]), _single(plans[1]), catalog):
        yield str(apart)
    taken = [
        _taken(derived.protocol)
        for derived in (one.derived, other.derived)
        if derived.protocol is not None
    ]
    if taken[0] != taken[1]:
        yield str(Apart("protocol.phases", "Doses", *taken))


def _findings(one: Derived, other: Derived) -> Iterator[str]:
    first, second = one.screening, other.screening
    if first.outcome is not second.outcome:
        yield str(Apart("screening.outcome", "Outcome of screening", first.outcome, second.outcome))
    for here, there, which in ((first, second, "first"), (second, first, "second")):
        beyond = {found.rule for found in there.findings}
        for found in here.findings:
            if found.rule not in beyond:
                yield f"Finding only in the {which}, {found.outcome}: {found.reason}"


def _dose(plan: ProtocolTable | None) -> str:
    return "none" if plan is None else words.measured(plan.daily_dose_mcg, "mcg")


def _single(plan: ProtocolTable) -> dict[str, Any]:
    """The figures of a plan without its phases, which are told apart as a whole."""
    return {
        name: value
        for name, value in attrs.asdict(plan).items()
        if name != "phases" and value is not None
    }


def _taken(plan: Protocol) -> str:
    """The phases of a plan and the sessions of a day in each."""
    return ", then ".join(_days(phase, plan.measure.unit) for phase in plan.phases)


def _days(phase: Phase, unit: str) -> str:
    sessions = (
        f"{words.count(dose.count.value, unit)} ({words.mass(dose.mass.value)}) at"
        f" {words.clock(dose.at.value)}"
        for dose in phase.doses
    )
    return f"{phase_days(phase)}: {' and '.join(sessions)}"
