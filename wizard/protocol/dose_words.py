"""A dose in words, for every face that names one in a line (R35, R60)."""

from __future__ import annotations

from typing import Final

from wizard.catalog import Catalog
from wizard.catalog.model import Container, CountUnit
from wizard.protocol.answers import Answers
from wizard.protocol.plan import Dose, Measure, OneCount, Phase, PhaseName, Protocol
from wizard.quantities import MCG_PER_MG
from wizard.text.numbers import count, days, in_percent, mass, number, percent, volume
from wizard.text.translation import N_, _

EVEN_DAYS: Final = N_("On even days of the course, left and right change places.")
UNITS: Final[dict[CountUnit, str]] = {
    "drop": N_("Drops"),
    "spray": N_("Sprays"),
    "unit": N_("Units"),
}
OPEN: Final[dict[Container, str]] = {
    "bottle": N_("Open bottle {number}"),
    "vial": N_("Make up vial {number}"),
}
PHASES: Final[dict[PhaseName, str]] = {"assessment": N_("assessment"), "main": N_("main")}
ROUTES: Final = {"intranasal": N_("intranasal"), "subcutaneous": N_("subcutaneous")}

_STRENGTHS: Final[dict[CountUnit, str]] = {
    "drop": N_("{percent}% ({per_ml} mg per mL), {mass} mcg per drop"),
    "spray": N_("{percent}% ({per_ml} mg per mL), {mass} mcg per spray"),
    "unit": N_("{per_ml} mg per mL, {mass} mcg per unit"),
}


def units(unit: CountUnit) -> str:
    """Return what is counted, within a sentence: `drops`."""
    return _(UNITS[unit]).lower()


def strength(one: OneCount) -> str:
    """Return the strength of a product in three ways: `0.1% (1 mg per mL), 50 mcg per drop` (R22).

    That of a vial has no percent (R60).
    """
    mg_in_ml = one.strength.value.amount / MCG_PER_MG
    return _(_STRENGTHS[one.unit]).format(
        percent=percent(mg_in_ml), per_ml=number(mg_in_ml, 4), mass=number(one.mass.value)
    )


def measured(dose: Dose, counted: Measure, day: int) -> str:
    """Return how one session of a day of the course is measured.

    `7 drops (0.35 mL), left nostril 4, right nostril 3`, `draw to 9 units (0.09 mL)`.
    """
    how = counts(dose, counted)
    if counted.unit == "unit":
        return how
    sides = zip((_("left nostril"), _("right nostril")), dose.nostrils_on(day), strict=True)
    return ", ".join([how, *(f"{name} {number(share)}" for name, share in sides if share)])


def counts(dose: Dose, counted: Measure) -> str:
    """Return the count of one session with its volume: `7 drops (0.35 mL)`."""
    how = f"{count(dose.count.value, counted.unit)} ({volume(dose.volume.value)})"
    return _("draw to {units}").format(units=how) if counted.unit == "unit" else how


def said(dose: Dose, counted: Measure, day: int) -> str:
    """Return one session of a day of the course in words, the mass first."""
    return f"{mass(dose.mass.value)}: {measured(dose, counted, day)}"


def phase_days(phase: Phase) -> str:
    """Return the days of a phase in words: `days 1 to 5`."""
    return days(phase.first_day.value, phase.last_day.value)


def daily(phase: Phase, counted: Measure) -> str:
    """Return the dose of a day with what is taken at once (R30).

    The count of a whole day is never told where that is split: `300 mcg daily (6 drops)`,
    `900 mcg daily, in 3 sessions (6 drops each time)`,
    `550 mcg daily, in 2 sessions (6 drops, then 5 drops)`.
    """
    counts = [count(dose.count.value, counted.unit) for dose in phase.doses]
    if len(counts) == 1:
        return _("{mass} daily ({count})").format(mass=mass(phase.daily.value), count=counts[0])
    each = (
        _("{count} each time").format(count=counts[0])
        if len(set(counts)) == 1
        else _(", then ").join(counts)
    )
    sessions = count(len(counts), "session")
    return _("{mass} daily, in {sessions} ({each})").format(
        mass=mass(phase.daily.value), sessions=sessions, each=each
    )


def one_is(counted: Measure) -> str:
    """Return how much the smallest measure holds: `one drop is 50 mcg`."""
    told = {
        "drop": _("one drop is {one}"),
        "spray": _("one spray is {one}"),
        "unit": _("one mark of the syringe is {one}"),
    }[counted.unit]
    return told.format(one=mass(counted.mass.value * counted.step.value))


def taken_instead(plan: Protocol) -> str:
    """Return why another dose is taken than the lower recommended bound, with none asked for (R38).

    `400 mcg instead of 300 mcg, as one spray is 200 mcg`; empty where the bound itself is taken.
    """
    taken, bound, counted = plan.requested.value, plan.range.least.value, plan.measure
    if plan.requested.rule != "R38":
        return ""
    told = {
        "drop": _("{taken} instead of {bound}, as one drop is {one}"),
        "spray": _("{taken} instead of {bound}, as one spray is {one}"),
        "unit": _("{taken} instead of {bound}, as one mark of the syringe is {one}"),
    }[counted.unit]
    one = mass(counted.mass.value * counted.step.value)
    return told.format(taken=mass(taken), bound=mass(bound), one=one)


def product(answers: Answers, catalog: Catalog) -> str:
    """Return the product with its strength, without which a count says nothing (R22).

    `Semax 0.1% (1 mg per mL)`, `Semax, 10 mg made up with 2 mL`.
    """
    title, given = _(catalog.compounds[answers.compound].title), answers.product
    if given.strength_mg_per_ml is not None:
        return f"{title} {in_percent(given.strength_mg_per_ml)}"
    return _("{compound}, {mass} mg made up with {volume} mL").format(
        compound=title, mass=number(given.vial_mg or 0), volume=number(given.diluent_ml or 0)
    )


def taken(answers: Answers, catalog: Catalog) -> str:
    """Return the product and the route: `Semax 0.1% (1 mg per mL), intranasal`."""
    return f"{product(answers, catalog)}, {_(ROUTES[answers.route])}"
