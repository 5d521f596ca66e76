"""What bounds a dose, worked out from the answers with arithmetic that is not the program's."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

D = Decimal
ABSOLUTE = {  # wizard/catalog/README.md: the most in a day by compound and route, in mcg
    ("semax", "intranasal"): 600,
    ("semax", "subcutaneous"): 500,
    ("n-acetyl-semax-amidate", "intranasal"): 360,
    ("n-acetyl-semax-amidate", "subcutaneous"): 300,
}
BARRELS = {"u100-0.3ml": 30, "u100-0.5ml": 50, "u100-1ml": 100}
POUND = Fraction("0.45359237")


def one_count(told):
    """Micrograms and millilitres in one drop, spray or unit, from the product alone."""
    product = told.product
    if told.form == "vial":
        return Fraction(product.vial_mg) * 10 / Fraction(product.diluent_ml), Fraction(1, 100)
    strength = Fraction(product.strength_mg_per_ml) * 1000
    if told.form == "drops":
        volume = 1 / Fraction(product.drops_per_ml or 20)
        return strength * volume, volume
    mass = max(Fraction(product.mcg_per_spray or 0), Fraction(product.pump_ml or 0) * strength)
    return mass, Fraction(product.pump_ml) if product.pump_ml else mass / strength


LEAST = {"semax": 300, "n-acetyl-semax-amidate": 180}  # the lower recommended bound, in mcg


def ceiling(told):
    """The least of all bounds on a person's day."""
    one, volume = one_count(told)
    bounds = [Fraction(absolute(told)), by_weight(told)]
    if told.route == "intranasal":
        bounds.append(sessions_that_fit(told) * min(300 // one, Fraction("0.3") // volume) * one)
    return min(bounds)


def requested(told):
    """What is asked for or, where nothing is, what R34 and R38 take."""
    if told.target_mcg is not None:
        return Fraction(told.target_mcg)
    least = Fraction(LEAST[told.compound])
    if (told.goal, told.compound, told.route) == ("high-demand", "semax", "intranasal"):
        least = Fraction(400)
    one, _ = one_count(told)
    most = min(ceiling(told), Fraction(600))
    if told.form == "vial":
        one *= Fraction(told.product.mark_units or 1)
        most = min(most, one_count(told)[0] * BARRELS[told.product.syringe])
    multiples = [number * one for number in range(1, int(least / one) + 2)]
    under = [each for each in multiples if each <= least]
    above = multiples[-1]
    if under and under[-1] >= least * Fraction(4, 5):
        return least
    if above <= most and (not under or above <= least + least / 3):
        return above
    return least


def assessment(told):
    """The most that the first days of a first course are to hold, in mcg."""
    one, _ = one_count(told)
    asked = requested(told)
    if told.form != "vial" and 200 < one <= min(300, asked, ceiling(told)):
        return one
    return min(asked, Fraction(200))


def by_weight(told):
    """15 mcg for each kg."""
    person = told.person
    return 15 * (
        Fraction(person.weight_kg)
        if person.weight_kg is not None
        else Fraction(person.weight_lb) * POUND
    )


def absolute(told):
    """The most in a day by goal, compound and route."""
    if (told.goal, told.compound, told.route) == ("high-demand", "semax", "intranasal"):
        return 900
    return ABSOLUTE[told.compound, told.route]


def sessions_that_fit(told):
    """How many times of day, 30 minutes after waking and then every 4 hours, are at or before
    13:00.
    """
    at = datetime.combine(date(2026, 1, 5), told.schedule.wake or time(7)) + timedelta(minutes=30)
    number = 0
    while at <= datetime(2026, 1, 5, 13):  # noqa: DTZ001 - a time of day
        number, at = number + 1, at + timedelta(hours=4)
    return min(number, 1) if told.route == "subcutaneous" or told.compound != "semax" else number


def severity(derived):
    """0 for clear to 3 for stop."""
    return ("clear", "caution", "clinician", "stop").index(derived.screening.outcome)


def total(doses):
    """The counts of a day."""
    return sum(Fraction(dose.count.value) for dose in doses)
