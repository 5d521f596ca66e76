"""Where each figure of a plan says it comes from is worked out again, with arithmetic that is not
the program's.
"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wizard.protocol.provenance import LEAST, OPERATIONS, Figure
from wizard.quantities import Quantity

examples = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def figures(value):
    """Every figure anywhere in a value, with all that it came from."""
    if isinstance(value, Figure):
        yield from value.walk()
    elif attrs.has(type(value)):
        for attribute in attrs.fields(type(value)):
            yield from figures(getattr(value, attribute.name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from figures(item)


def bare(value):
    """An amount and the powers of mcg, mL and kg in its unit; a plain number has none."""
    if isinstance(value, Quantity):
        return Fraction(value.amount), (value.unit.mcg, value.unit.ml, value.unit.kg)
    return Fraction(value), (0, 0, 0)


def times(values, sign):
    """The first value multiplied, or divided, by each other one."""
    amount, powers = bare(values[0])
    for value in values[1:]:
        other, more = bare(value)
        amount = amount * other if sign > 0 else amount / other
        powers = tuple(mine + sign * theirs for mine, theirs in zip(powers, more, strict=True))
    return amount, powers


def one_unit(values):
    """The amounts of values that must be of one unit, and that unit."""
    amounts, units = zip(*map(bare, values), strict=True)
    assert len(set(units)) == 1
    return amounts, units[0]


def fewest(whole, most):
    """How many parts of at most `most` hold `whole`."""
    needed = 0
    while needed * most < whole:
        needed += 1
    return needed


def dealt(whole, parts, part):
    """The share of one part when a whole is dealt out one by one."""
    shares = [0] * parts
    for number in range(int(whole)):
        shares[number % parts] += 1
    return shares[part - 1]


NO_UNIT = (0, 0, 0)
AGAIN = {  # what each operation gives from the values, written out again
    "product": lambda *values: times(values, 1),
    "quotient": lambda *values: times(values, -1),
    "ratio": lambda *values: (Fraction(one_unit(values)[0][0], one_unit(values)[0][1]), NO_UNIT),
    "whole quotient": lambda *values: (
        (one_unit(values)[0][0] / one_unit(values)[0][1]).__floor__(),
        NO_UNIT,
    ),
    "next whole": lambda bound, one: (
        next(
            number * bare(one)[0]
            for number in range(1, 2000)
            if number * bare(one)[0] > bare(bound)[0]
        ),
        one_unit((bound, one))[1],
    ),
    "sum": lambda *values: (sum(one_unit(values)[0]), one_unit(values)[1]),
    "difference": lambda *values: (
        one_unit(values)[0][0] - sum(one_unit(values)[0][1:]),
        one_unit(values)[1],
    ),
    "least": lambda *values: (min(one_unit(values)[0]), one_unit(values)[1]),
    "greatest": lambda *values: (max(one_unit(values)[0]), one_unit(values)[1]),
    "times that fit": lambda first, last, apart: (
        sum(first + apart * number <= last for number in range(25)),
        NO_UNIT,
    ),
    "times needed": lambda whole, most: (fewest(whole, most), NO_UNIT),
    "even share": lambda whole, parts, part: (dealt(whole, parts, part), NO_UNIT),
    "number of": lambda *values: (len(values), NO_UNIT),
}


def holds(figure):
    """Whether the figure's value is what its operation gives from its inputs."""
    values = [given.value for given in figure.inputs]
    match figure.operation.name:
        case "days later":
            return figure.value == date.fromordinal(values[0].toordinal() + values[1])
        case "minutes later":
            return datetime.combine(date(2026, 1, 5), figure.value) == datetime.combine(
                date(2026, 1, 5), values[0]
            ) + timedelta(minutes=int(values[1]))
        case _:
            return bare(figure.value) == AGAIN[figure.operation.name](*values)


@examples
@given(st.data())
def test_every_figure_is_what_its_trace_gives(planned, catalog, data):
    """R04 R36: each figure's operation on its inputs gives its value exactly, and its rule and
    claims exist.
    """
    _, protocol = data.draw(planned)
    seen = {id(figure): figure for figure in figures(protocol)}.values()
    assert len(seen) > 30
    for figure in seen:
        assert figure.label
        assert not figure.rule or figure.rule in catalog.rules
        assert set(figure.claims) <= set(catalog.claims)
        assert bool(figure.operation) == bool(figure.inputs)
        assert not figure.operation or holds(figure), figure


def test_what_is_given_is_an_answer_or_stands_in_the_catalog(plan):
    """R06: a plan of 38 kg, 600 mcg and 0.1% drops at 07:00 rests on these given figures, and is
    limited by its weight.
    """
    protocol = plan(weight_kg=38, target_mcg=600, confirmed=["weight_kg"])
    values = [figure.value for figure in figures(protocol) if not figure.operation]
    given_values = {bare(value) for value in values if isinstance(value, int | Fraction | Quantity)}
    mcg, per_ml, mcg_per_kg, kg = (1, 0, 0), (1, -1, 0), (1, 0, -1), (0, 0, 1)
    assert {(600, mcg), (1000, per_ml), (15, mcg_per_kg), (38, kg), (20, NO_UNIT)} <= given_values
    ceiling = protocol.ceiling.figure
    assert ceiling.operation is LEAST
    assert any(figure.rule == "R05" for figure in ceiling.walk())


TOLD = {
    "drops": {"target_mcg": 600, "opened": date(2025, 12, 30), "label_days": 20},
    "a first course": {
        "first_time": True,
        "on_days": 14,
        "rest_days": 60,
        "weight_lb": 165,
        "bottle_ml": 1,
    },
    "a spray": {"form": "spray", "mcg_per_spray": 105, "target_mcg": 450, "wake": time(6, 15)},
    "a spray of which the label says the mass alone": {
        "form": "spray",
        "pump_ml": None,
        "mcg_per_spray": 105,
    },
    "sprays of 200 mcg in a first course, with no dose asked for": {
        "form": "spray",
        "strength_mg_per_ml": 2,
        "first_time": True,
    },
    "sprays of 300 mcg in a first course": {
        "form": "spray",
        "strength_mg_per_ml": 3,
        "first_time": True,
    },
    "a vial": {"form": "vial", "target_mcg": 350, "mark_units": Decimal("0.5")},
    "the amidate": {"compound": "n-acetyl-semax-amidate", "drops_per_ml": 25},
    "the amidate under the skin": {"compound": "n-acetyl-semax-amidate", "form": "vial"},
}


@pytest.mark.parametrize("said", TOLD.values(), ids=TOLD)
def test_how_each_figure_is_told(plan, snapshot, said):
    """R06 section 8: what a person who asks "why?" is told of each figure: its name, value, rule,
    claims and what gave it.
    """
    seen = {id(figure): figure for figure in figures(plan(**said))}.values()
    lines = [
        f"{figure.label}: {getattr(figure.value, 'amount', figure.value)}"
        f" {getattr(figure.value, 'unit', figure.unit)} [{figure.rule} {' '.join(figure.claims)}]"
        f" {'answered' if figure.answered else figure.operation or 'known'}"
        f" {[given.label for given in figure.inputs]}"
        for figure in seen
    ]
    assert lines == snapshot
    worked = [figure for figure in seen if figure.operation and len(figure.inputs) > 1]
    assert all(figure.operation.say(*figure.inputs) for figure in worked)


def test_every_operation_has_been_written_out_again():
    """The independent arithmetic knows every operation that the program has."""
    assert set(OPERATIONS) == {*AGAIN, "days later", "minutes later"}
