"""The bounds of numbers, and whether what was said may stand: values are judged here (R06).

The types are right by now. One function, `check`, serves every way in: the wizard, line mode, an
answers file, a loaded profile, a call from Python. It clamps nothing; it refuses, or demands a
confirmation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from itertools import chain
from typing import Final

import attrs

from wizard.catalog import Catalog
from wizard.catalog.model import Guardrail
from wizard.errors import Problem, refuse_any
from wizard.protocol.answers import (
    Answers,
    Person,
    Product,
    Schedule,
    SharedAnswers,
    SharedProduct,
    SharedSchedule,
)
from wizard.protocol.product import spray_volumes
from wizard.quantities import Exact, rounded
from wizard.text.numbers import MOST_DIGITS, STRENGTH, digits, number, percent
from wizard.text.sanitize import MOST_NAME, clean, quoted
from wizard.text.translation import N_, _, figure

FIRST_DAY: Final = date(2000, 1, 1)
LAST_DAY: Final = date(2100, 12, 31)
_WEIGHT_KEYS: Final = ("weight_kg", "weight_lb")
_SPRAY_KEYS: Final = ("pump_ml", "mcg_per_spray")
_NONE: Final = frozenset({"", "no", "none", "nothing"})
_MOST_LISTED: Final = 300
_MOST_COMPARED: Final = 10
_SCHEMA: Final = N_("semax-wizard schema lists them all")


class Place(Enum):
    """Where a value lies with respect to a guardrail."""

    INSIDE = "inside"
    OUTSIDE_RECOMMENDED = "outside recommended"
    OUTSIDE_ABSOLUTE = "outside absolute"


def place(rail: Guardrail, value: Exact) -> Place:
    """Return where an exact value lies.

    A value on a bound is inside it, except where only more than the bound is allowed.
    """
    least, most = rail.absolute
    if not least <= value <= most or (rail.above_least and value == least):
        return Place.OUTSIDE_ABSOLUTE
    inner_least, inner_most = rail.recommended or rail.absolute
    return Place.INSIDE if inner_least <= value <= inner_most else Place.OUTSIDE_RECOMMENDED


def span(rail: Guardrail) -> str:
    """Return the absolute bounds in words: `35 to 250 kg`; a strength's in percent too (R60)."""
    least, most = map(number, rail.absolute)
    above = _("above {least} and at most {most} {unit}")
    told = above if rail.above_least else _("{least} to {most} {unit}")
    said = told.format(least=least, most=most, unit=_(rail.unit))
    if rail.unit != STRENGTH:
        return said
    least, most = map(percent, rail.absolute)
    return f"{said} ({_('{least}% to {most}%').format(least=least, most=most)})"


def outside(rail: Guardrail) -> str:
    """Return what a value outside the absolute bounds is, in words: `outside 35 to 250 kg`."""
    return (_("not {span}") if rail.above_least else _("outside {span}")).format(span=span(rail))


def confirmable(catalog: Catalog) -> tuple[str, ...]:
    """Return the keys whose value may be confirmed (R06).

    They are the dose, the weight, and every figure of a product with recommended bounds.
    """
    return ("target_mcg", *_WEIGHT_KEYS, *(key for key, _rail in _asked_back(catalog)))


def _asked_back(catalog: Catalog) -> Iterator[tuple[str, Guardrail]]:
    """Yield the figures of a product that have recommended bounds.

    Both figures of a spray are bounded as its volume (R23).
    """
    for key, rail in catalog.guardrails.items():
        if rail.recommended and key != "weight":
            yield from ((each, rail) for each in (_SPRAY_KEYS if key == "pump_ml" else (key,)))


def nearest(word: str, known: Collection[str]) -> str:
    """Return what to do about an unknown word: use the nearest known one, or one of all."""
    import difflib  # noqa: PLC0415 - only for an answer that is wrong

    close = difflib.get_close_matches(word[:MOST_NAME], known)
    if close:
        return _("did you mean {name}?").format(name=close[0])
    listed = _("use one of: {known}").format(known=", ".join(known))
    return listed if len(listed) <= _MOST_LISTED else _(_SCHEMA)


def check(answers: Answers, catalog: Catalog) -> None:
    """Raise `InvalidInputError` with the problems found, unless every value may stand.

    This is step 1 of the order of judgement (profiles/README.md): ids, keys of the form, absolute
    bounds, dates that contradict each other, and missing confirmations. The dose itself is judged
    after screening, in `wizard.protocol.dosing`.
    """
    refuse_any(_ids_and_keys(answers, catalog))
    refuse_any(
        chain(
            product_problems(answers.product, catalog),
            cycle_problems(answers.target_mcg, answers.schedule, catalog),
            person_problems(answers.person, catalog),
            date_problems(answers.schedule, answers.product),
            _start_missing(answers.schedule),
            _screening_ids(answers, catalog),
            _first_course(answers),
        )
    )
    refuse_any(
        chain(
            confirmations(answers.product, answers.confirmed, catalog),
            weight_confirmations(answers.person, answers.confirmed, catalog),
        )
    )


def check_shared(answers: SharedAnswers, catalog: Catalog) -> None:
    """Check what a shared profile carries in the same way.

    Nothing needs a confirmation there: whoever opens it is asked.
    """
    refuse_any(_ids_and_keys(answers, catalog))
    refuse_any(
        chain(
            product_problems(answers.product, catalog),
            cycle_problems(answers.target_mcg, answers.schedule, catalog),
        )
    )


def _ids_and_keys(answers: Answers | SharedAnswers, catalog: Catalog) -> Iterator[Problem]:
    for key in ("goal", "compound", "form", "route"):
        yield from _unknown(key, getattr(answers, key), f"{key}s", catalog)
    product = answers.product
    form = catalog.forms.get(answers.form)
    if form is None:
        return
    keys = (each.name for each in attrs.fields(type(product)))
    have = {key for key in keys if getattr(product, key) is not None}
    needs = catalog.routes[answers.route].needs if answers.route in catalog.routes else ()
    for key in (*form.required, *(key for key in needs if key in form.optional)):
        if key not in have:
            yield Problem(
                f"answers.product.{key}",
                _("missing"),
                _("a product of the form {id} needs it").format(id=form.id),
            )
    if form.one_of and not have.intersection(form.one_of):
        yield Problem(
            f"answers.product.{form.one_of[0]}",
            _("missing"),
            _("give {keys}, from the label").format(keys=_(" or ").join(form.one_of)),
        )
    for key in sorted(have - {*form.required, *form.optional}):
        yield Problem(
            f"answers.product.{key}",
            _("does not belong to the form {id}").format(id=form.id),
            _("remove it, or change the form"),
        )
    if product.syringe is not None and product.syringe not in catalog.syringes:
        yield _unknown_syringe(product.syringe, catalog)


def _unknown(key: str, value: str, table: str, catalog: Catalog) -> Iterator[Problem]:
    """Yield that an id is none of its table."""
    if value not in (known := catalog.table(table)):
        told = _("{value} is not a known {kind}")
        what = told.format(value=quoted(clean(value)), kind=table.removesuffix("s"))
        yield Problem(f"answers.{key}", what, nearest(value, known))


def _unknown_syringe(name: str, catalog: Catalog) -> Problem:
    what, remedy = (
        _("{name} is not a known syringe").format(name=quoted(clean(name))),
        nearest(name, list(catalog.syringes)),
    )
    if name.lower().replace("-", "").startswith("u40"):
        what = _("a U-40 syringe is refused: {u40}").format(u40=_(catalog.dosing.draw.u40))
        remedy = _("use a U-100 insulin syringe: {syringes}").format(
            syringes=", ".join(catalog.syringes)
        )
    return Problem("answers.product.syringe", what, remedy)


def _all_bounded(name: str, table: object, catalog: Catalog) -> Iterator[Problem]:
    """Yield what is wrong with each number of a table that has a guardrail."""
    for key, rail in catalog.guardrails.items():
        if (value := getattr(table, key, None)) is not None:
            yield from _bounded(f"answers.{name}.{key}", rail, value)


def _bounded(key: str, rail: Guardrail, value: Decimal | int) -> Iterator[Problem]:
    if too_long := _too_long(key, value):
        yield too_long
    elif place(rail, value) is Place.OUTSIDE_ABSOLUTE:
        yield Problem(key, _is(Decimal(value), rail), _("check the number and its unit"))


def _too_long(key: str, value: Decimal | int) -> Problem | None:
    if digits(value) <= MOST_DIGITS:
        return None
    told = _("has more than {most} digits").format(most=MOST_DIGITS)
    return Problem(key, told, _("write it with fewer"))


def _is(value: Decimal, rail: Guardrail) -> str:
    return _("{value} is {outside}").format(value=figure(f"{value:,f}"), outside=outside(rail))


def product_problems(product: Product | SharedProduct, catalog: Catalog) -> Iterator[Problem]:
    """Yield what is wrong with the figures of a product, as far as they are given."""
    found = [*_all_bounded("product", product, catalog)]
    yield from found
    if found:  # nothing is calculated from figures that cannot stand
        return
    scales = sorted(scale.units for scale in catalog.scales)
    if product.mark_units is not None and product.mark_units not in scales:
        yield Problem(
            "answers.product.mark_units",
            _("{marks} is not a scale that a syringe has").format(marks=product.mark_units),
            _("use one of: {scales}").format(scales=", ".join(map(number, scales))),
        )
    yield from _sprays(product, catalog)


def _sprays(product: Product | SharedProduct, catalog: Catalog) -> Iterator[Problem]:
    """Yield what is wrong with the volume of a spray (R23).

    It is bounded whether it is given or implied, and two stated figures must agree.
    """
    if product.mcg_per_spray is not None:
        key = "answers.product.mcg_per_spray"
        if too_long := _too_long(key, product.mcg_per_spray):
            yield too_long
            return
        volume = dict(spray_volumes(product)).get("mcg_per_spray")
        rail = catalog.guardrails["pump_ml"]
        if volume is not None and place(rail, volume) is Place.OUTSIDE_ABSOLUTE:
            what = _(
                "{mass} mcg at this strength would be {volume} mL in one spray, {outside}"
            ).format(
                mass=figure(f"{product.mcg_per_spray:,f}"),
                volume=figure(f"{rounded(volume, 4):f}"),
                outside=outside(rail),
            )
            yield Problem(key, what, _("check the strength and the label"))
    volumes = [volume for _key, volume in spray_volumes(product)]
    agreement = catalog.dosing.spray.agreement
    if volumes and max(volumes) - min(volumes) > Fraction(agreement) * min(volumes):
        what = _(
            "does not fit pump_ml and the strength: the two differ by more than {percent}% of the"
            " smaller"
        ).format(percent=number(agreement * 100))
        yield Problem(
            "answers.product.mcg_per_spray",
            what,
            _("measure again, or give only the one you trust"),
        )


def cycle_problems(
    target_mcg: Decimal | None, schedule: Schedule | SharedSchedule, catalog: Catalog
) -> Iterator[Problem]:
    """Yield what is wrong with the dose asked for and the cycle, as numbers."""
    if target_mcg is not None:
        yield from _bounded("answers.target_mcg", catalog.guardrails["target_mcg"], target_mcg)
    yield from _all_bounded("schedule", schedule, catalog)


def person_problems(person: Person, catalog: Catalog) -> Iterator[Problem]:
    """Yield what is wrong with age and weight; under 18 the weight is not judged (R51)."""
    yield from age_problems(person.age, catalog)
    given = [key for key in _WEIGHT_KEYS if getattr(person, key) is not None]
    if len(given) != 1:
        yield Problem(
            "answers.person",
            _("exactly one of weight_kg and weight_lb is needed"),
            _("give the body weight once"),
        )
        return
    key, value = f"answers.person.{given[0]}", getattr(person, given[0])
    rail = catalog.guardrails["weight"]
    if too_long := _too_long(key, value):
        yield too_long
    elif _adult(person, catalog) and place(rail, person.weight.amount) is Place.OUTSIDE_ABSOLUTE:
        light = person.weight.amount < min(rail.absolute)
        see_a_doctor = _(
            "see a doctor if this is your weight; else check it and its unit (kg or lb)"
        )
        unit = _("check the number and its unit (kg or lb)")
        yield Problem(key, _is(value, rail), see_a_doctor if light else unit)


def age_problems(age: int, catalog: Catalog) -> Iterator[Problem]:
    """Yield what is wrong with an age (R51)."""
    yield from _bounded("answers.person.age", catalog.guardrails["age"], age)


def _adult(person: Person, catalog: Catalog) -> bool:
    return person.age >= catalog.dosing.adult.years


def date_problems(schedule: Schedule, product: Product) -> Iterator[Problem]:
    """Yield what is wrong with the dates, as far as they are given."""
    start, opened, last_end = schedule.start, product.opened, schedule.last_course_end
    for key, day in (
        ("schedule.start", start),
        ("schedule.last_course_end", last_end),
        ("product.opened", opened),
    ):
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            yield Problem(
                f"answers.{key}",
                _("{day} is outside 2000 to 2100").format(day=day),
                _("check the year"),
            )
    if start is not None and opened is not None and opened > start:
        yield Problem(
            "answers.product.opened",
            _("{opened} is after the start, {start}").format(opened=opened, start=start),
            _("give the day the first container was opened, or leave it out"),
        )
    if schedule.last_course_goal is not None and last_end is None:
        yield Problem(
            "answers.schedule.last_course_goal",
            _("stands without last_course_end"),
            _("give the day the last course ended"),
        )


def _start_missing(schedule: Schedule) -> Iterator[Problem]:
    if schedule.start is None:
        yield Problem("answers.schedule.start", _("missing"), _("give the day of the first dose"))


def _screening_ids(answers: Answers, catalog: Catalog) -> Iterator[Problem]:
    lists = {group.key: group.key for group in catalog.screening.groups} | {"not_sure": "items"}
    for key, name in lists.items():
        known = catalog.table(name)
        unknown = [each for each in getattr(answers.screening, key) if each not in known]
        for seen, item in enumerate(unknown):
            # One comparison with all ids takes 0.2 ms: a list of nothing else gets a few
            remedy = nearest(item, known) if seen < _MOST_COMPARED else _(_SCHEMA)
            yield Problem(
                f"answers.screening.{key}",
                _("{item} is not one of its ids").format(item=quoted(clean(item))),
                _("write [] for none of these") if item.casefold() in _NONE else remedy,
            )
    may_be = confirmable(catalog) if answers.confirmed else ()
    for key in answers.confirmed:
        if key not in may_be:
            yield Problem(
                "answers.confirmed",
                _("{key} is nothing to confirm").format(key=quoted(clean(key))),
                nearest(key, may_be),
            )
    if (goal := answers.schedule.last_course_goal) is not None:
        yield from _unknown("schedule.last_course_goal", goal, "goals", catalog)


def _first_course(answers: Answers) -> Iterator[Problem]:
    """Yield what keeps a first course from being planned alone (R33)."""
    if not answers.first_time:
        return
    if answers.schedule.last_course_end is not None:
        yield Problem(
            "answers.schedule.last_course_end",
            _("a first course has no course before it"),
            _("set first_time to false, or leave this out"),
        )
    if (answers.schedule.cycles or 1) > 1:
        yield Problem(
            "answers.schedule.cycles",
            _("a first course is planned alone"),
            _("plan 1 cycle; what comes next is decided after it"),
        )


def confirmations(
    product: Product, confirmed: Collection[str], catalog: Catalog
) -> Iterator[Problem]:
    """Yield the figures of the product outside recommended bounds that nobody confirmed.

    The dose is not among them: it is judged on what is planned (`wizard.protocol.dosing`).
    """
    volumes = spray_volumes(product)
    for key, rail in _asked_back(catalog):
        # Of a spray the volume is judged, given or implied; of two keys the first is asked about
        judged = (
            [volume for _key, volume in volumes if key == volumes[0][0]]
            if key in _SPRAY_KEYS
            else [value for value in (getattr(product, key),) if value is not None]
        )
        if any(place(rail, each) is not Place.INSIDE for each in judged):
            yield from _unconfirmed("product", key, rail, confirmed)


def weight_confirmations(
    person: Person, confirmed: Collection[str], catalog: Catalog
) -> Iterator[Problem]:
    """Yield a body weight outside recommended bounds that nobody confirmed."""
    rail = catalog.guardrails["weight"]
    if _adult(person, catalog) and place(rail, person.weight.amount) is not Place.INSIDE:
        key = _WEIGHT_KEYS[person.weight_kg is None]
        yield from _unconfirmed("person", key, rail, confirmed)


def _unconfirmed(
    part: str, name: str, rail: Guardrail, confirmed: Collection[str]
) -> Iterator[Problem]:
    if name not in confirmed:
        least, most = map(number, rail.recommended or rail.absolute)
        what = _("outside the usual {least} to {most} {unit} ({why})").format(
            least=least, most=most, unit=_(rail.unit), why=_(rail.why).rstrip(".")
        )
        yield Problem(
            f"answers.{part}.{name}",
            what,
            _('if it is right, add "{name}" to confirmed').format(name=name),
            name,
        )
