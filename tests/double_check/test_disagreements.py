"""R36: each thing that the double check asks of a plan, by a plan that is wrong in just that, and
in these words.
"""

from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve

from wizard.protocol.double_check import DisagreementError
from wizard.protocol.double_check.dose import check_dose
from wizard.quantities import mcg

D = Decimal
START = date(2026, 1, 5)
VIAL = {"form": "vial"}  # 10 mg in 3 mL, 300 mcg: 9 units
AMIDATE = {"compound": "n-acetyl-semax-amidate"}
FULL_BARREL = VIAL | {"vial_mg": 5, "diluent_ml": 5, "target_mcg": 310}  # 31 units of 10 mcg
SMALL = VIAL | {"vial_mg": 30, "diluent_ml": 2, "target_mcg": 300}  # 2 units
COARSE_FIRST = {"form": "spray", "strength_mg_per_ml": D("2.9"), "first_time": True, "on_days": 5}
EARLY = {"goal": "high-demand", "wake": time(4, 30), "target_mcg": 900}  # three sessions
SMALL_BOTTLE = {"bottle_ml": 1}  # 20 drops, 6 a day: 3 days each
FOUR_DAYS = SMALL_BOTTLE | {
    "target_mcg": 250,
    "on_days": 5,
}  # 20 drops, 5 a day: the second bottle is for one day
FIVE_DAYS = {"label_days": 5}  # the first from 5 to 9 January
TWO_CYCLES = {
    "goal": "high-demand",
    "cycles": 2,
}  # 60 drops, 8 a day: the first bottle until 18 January, the second until 21 January


def figure(old, value):
    """The figure with another value."""
    return evolve(old, value=value)


def with_counts(plan, *counts):
    """The plan with these counts in the sessions of its last phase; mass, volume, nostrils and sums
    follow from them.
    """
    one, phase = plan.measure, plan.main
    doses, extra = [], 1  # the odd one goes to the left first
    for index, count in enumerate(map(Fraction, counts)):
        dose = phase.doses[min(index, len(phase.doses) - 1)]
        odd = extra if count % 2 else 0
        extra = -extra if odd else extra
        halves = (count + odd) / 2, (count - odd) / 2
        sides = {} if dose.sides is None else {"sides": tuple(map(figure, dose.sides, halves))}
        at = figure(dose.at, time(7, 30)) if index == 0 else figure(dose.at, time(11, 30))
        amounts = {
            "mass": figure(dose.mass, one.mass.value * count),
            "volume": figure(dose.volume, one.volume.value * count),
        }
        doses.append(evolve(dose, at=at, count=figure(dose.count, count), **amounts, **sides))
    total = sum(map(Fraction, counts))
    daily = figure(phase.daily, one.mass.value * total)
    return with_phase(plan, doses=tuple(doses), count=figure(phase.count, total), daily=daily)


def with_phase(plan, **changes):
    """The plan with other parts in its last phase."""
    return evolve(plan, phases=(*plan.phases[:-1], evolve(plan.main, **changes)))


def with_dose(plan, **changes):
    """The plan with other parts in the first session of its last phase."""
    return with_phase(plan, doses=(evolve(plan.main.doses[0], **changes), *plan.main.doses[1:]))


def with_nostrils(plan, left, right):
    """The plan with these counts in the nostrils of the first session of its last phase."""
    return with_dose(plan, sides=tuple(map(figure, plan.main.doses[0].sides, (left, right))))


def with_containers(plan, cycles, containers):
    """The plan with other containers, in its first cycle (`opened`) or in all (`every_cycle`)."""
    return evolve(plan, supply=evolve(plan.supply, **{cycles: tuple(containers)}))


def with_opened(plan, number, cycles="opened", **changes):
    """The plan with other parts in one of its containers."""
    opened = [
        evolve(each, **changes) if index == number else each
        for index, each in enumerate(getattr(plan.supply, cycles))
    ]
    return with_containers(plan, cycles, opened)


def moved(plan, days, cycles="opened"):
    """The plan with a first container that covers so many days more than it does, and the second
    opened as much later.
    """
    first, second, *others = getattr(plan.supply, cycles)
    later, count = timedelta(days=days), plan.main.count.value
    longer = evolve(
        first, last_dose=first.last_dose + later, left_over=first.left_over - days * count
    )
    on, discard = (figure(old, old.value + later) for old in (second.on, second.discard))
    shorter = evolve(second, on=on, discard=discard, left_over=second.left_over + days * count)
    return with_containers(plan, cycles, (longer, shorter, *others))


def more(value):
    """The least bit more."""
    return (
        value + type(value)(Fraction(1, 10**9), value.unit) if hasattr(value, "unit") else value + 1
    )


def off(part, name):
    """A change of the plan: one figure of that part, more than it is."""

    def change(plan):
        whole = getattr(plan, part)
        return evolve(
            plan,
            **{
                part: evolve(
                    whole, **{name: figure(getattr(whole, name), more(getattr(whole, name).value))}
                )
            },
        )

    return change


def off_by_a_day(plan, number=0, cycles="opened"):
    """The plan with a container that is good a day longer."""
    discard = getattr(plan.supply, cycles)[number].discard
    return with_opened(
        plan, number, cycles, discard=figure(discard, discard.value + timedelta(days=1))
    )


def in_a_smaller_barrel(plan):
    """The plan as two draws, since the barrel does not hold it."""
    return with_counts(
        evolve(plan, measure=evolve(plan.measure, barrel=figure(plan.measure.barrel, 30))), 16, 15
    )


EVERY = "every_cycle"
WRONG = {  # the answers, the plan of which answers, what is changed in it, what is found
    "no weight": ({"weight_kg": None}, {}, None, "not so: every figure that is needed was given"),
    "no strength": (
        {"strength_mg_per_ml": None},
        {},
        None,
        "not so: every figure that is needed was given",
    ),
    "neither figure of a spray": (
        {"form": "spray", "pump_ml": None},
        {"form": "spray"},
        None,
        "not so: every figure that is needed was given",
    ),
    "another strength": ({"strength_mg_per_ml": 2}, {}, None, "one count: "),
    "a larger bottle": ({"bottle_ml": 4}, {}, None, "a full container: "),
    "a larger syringe": (VIAL | {"syringe": "u100-1ml"}, VIAL, None, "a full syringe: "),
    "less asked for": ({"target_mcg": 250}, {}, None, "dose asked for: "),
    "another weight": ({"weight_kg": 71}, {}, None, "bounds: "),
    "a higher ceiling": ({}, {}, off("ceiling", "figure"), "ceiling: "),
    "more than the goal allows": (
        {"target_mcg": 601, "confirmed": ["target_mcg"]},
        {"target_mcg": 600},
        lambda plan: evolve(
            plan, requested=figure(plan.requested, plan.requested.value * Fraction(601, 600))
        ),
        "not so: asked for no more than goal, route and compound allow",
    ),
    "a first course as a later one": ({"first_time": True}, {}, None, "phases: "),
    "a first dose over what is asked for": (
        COARSE_FIRST | {"target_mcg": 250},
        COARSE_FIRST | {"target_mcg": 290},
        lambda plan: evolve(plan, requested=figure(plan.requested, mcg(250))),
        "dose before rounding, counts a day, daily dose: ",
    ),
    "less before rounding": (
        {},
        {},
        lambda plan: with_phase(plan, planned=figure(plan.main.planned, plan.main.daily.value * 2)),
        "dose before rounding, counts a day, daily dose: ",
    ),
    "a small draw of a vial that is past its date": (
        SMALL | {"opened": date(2025, 12, 8)},
        SMALL | {"opened": date(2025, 12, 9)},
        None,
        "not so: no draw is small where more diluent helps",
    ),
    "more per kg": (
        {},
        {},
        lambda plan: evolve(plan, per_kg=figure(plan.per_kg, more(plan.per_kg.value))),
        "dose per kg: ",
    ),
    "nothing at all": (VIAL, VIAL, lambda plan: with_counts(plan, 0), "not so: whole counts"),
    "half a drop": ({}, {}, lambda plan: with_counts(plan, D("5.5")), "not so: whole counts"),
    "a drop less than could be": (
        {},
        {},
        lambda plan: with_counts(plan, 5),
        "not so: rounded down, by less than one count",
    ),
    "a drop too many": (
        {},
        {},
        lambda plan: with_counts(plan, 7),
        "not so: rounded down, by less than one count",
    ),
    "900 that nobody confirmed": (
        EARLY,
        EARLY | {"confirmed": ["target_mcg"]},
        None,
        "not so: more than 600 mcg is confirmed",
    ),
    "two sessions for what one holds": (
        {},
        {},
        lambda plan: with_counts(plan, 3, 3),
        "not so: fewest sessions that fit",
    ),
    "two draws a day": (
        FULL_BARREL | {"syringe": "u100-0.3ml"},
        FULL_BARREL,
        in_a_smaller_barrel,
        "not so: fewest sessions that fit",
    ),
    "7 and 5 drops for 6 and 6": (
        {"target_mcg": 600},
        {"target_mcg": 600},
        lambda plan: with_counts(plan, 7, 5),
        "not so: even shares",
    ),
    "the smaller share first": (
        {"target_mcg": 550},
        {"target_mcg": 550},
        lambda plan: with_counts(plan, 5, 6),
        "not so: even shares",
    ),
    "7 drops in a session": (
        {"target_mcg": 350},
        {"target_mcg": 350},
        lambda plan: with_counts(plan, 7),
        "not so: what a session or a syringe holds",
    ),
    "a minute late": (
        {},
        {},
        lambda plan: with_dose(plan, at=figure(plan.main.doses[0].at, time(7, 31))),
        "time of a session: ",
    ),
    "a microsecond late": (
        {},
        {},
        lambda plan: with_dose(plan, at=figure(plan.main.doses[0].at, time(7, 30, 0, 1))),
        "time of a session: ",
    ),
    "a larger mass in a session": (
        {},
        {},
        lambda plan: with_dose(
            plan, mass=figure(plan.main.doses[0].mass, more(plan.main.doses[0].mass.value))
        ),
        "count times strength and volume: ",
    ),
    "nostrils for a syringe": (
        VIAL,
        VIAL,
        lambda plan: with_dose(plan, sides=(plan.main.count,) * 2),
        "not so: a draw that can be measured",
    ),
    "no nostrils for drops": ({}, {}, lambda plan: with_dose(plan, sides=None), "nostrils: "),
    "2 and 4 for 3 and 3": ({}, {}, lambda plan: with_nostrils(plan, 2, 4), "nostrils: "),
    "fewer days on": ({"on_days": 9}, {}, None, "days on, start, cycles: "),
    "a longer rest": ({"rest_days": 40}, {}, None, "days of rest: "),
    "a rest of 20 days": (
        {"rest_days": 20},
        {},
        lambda plan: evolve(
            plan, course=evolve(plan.course, rest_days=figure(plan.course.rest_days, 20))
        ),
        "not so: days on at most, rest at least",
    ),
    "15 days on": (
        {"on_days": 15, "rest_days": 30},
        {},
        lambda plan: evolve(
            plan, course=evolve(plan.course, on_days=figure(plan.course.on_days, 15))
        ),
        "not so: days on at most, rest at least",
    ),
    "an end a day later": (
        {},
        {},
        lambda plan: evolve(
            plan, course=evolve(plan.course, end=figure(plan.course.end, date(2026, 1, 15)))
        ),
        "last day and next start: ",
    ),
    "30 days after the last course": (
        {"last_course_end": START - timedelta(days=30)},
        {},
        None,
        "not so: rest after the last course",
    ),
    "a bottle a day too long": ({}, {}, off_by_a_day, "opened and discarded: "),
    "more left over": (
        {},
        {},
        lambda plan: with_opened(plan, 0, left_over=Fraction(1)),
        "left over: ",
    ),
    "more than a bottle holds": (
        SMALL_BOTTLE,
        SMALL_BOTTLE,
        lambda plan: moved(plan, 1),
        "not so: covered",
    ),
    "a dose on the day of discarding": (
        FIVE_DAYS,
        FIVE_DAYS,
        lambda plan: moved(plan, 1),
        "not so: covered",
    ),
    "opened though there is enough": (
        FOUR_DAYS,
        FOUR_DAYS,
        lambda plan: moved(plan, -1),
        "not so: opened when needed",
    ),
    "what ended it": (
        SMALL_BOTTLE,
        SMALL_BOTTLE,
        lambda plan: with_opened(plan, 0, ends="beyond-use"),
        "what ended the last: ",
    ),
    "the last without its end": (
        {},
        {},
        lambda plan: with_opened(plan, 0, ends="content"),
        "what ends the last: ",
    ),
    "no container": (
        {},
        {},
        lambda plan: with_containers(plan, "opened", []),
        "not so: every day is covered",
    ),
    "two for one": (
        {},
        {},
        lambda plan: with_containers(plan, "opened", plan.supply.opened * 2),
        "opened and discarded: ",
    ),
    "a later bottle a day too long": (
        TWO_CYCLES,
        TWO_CYCLES,
        lambda plan: off_by_a_day(plan, 1, EVERY),
        "opened and discarded: ",
    ),
    "more left over of a later bottle": (
        TWO_CYCLES,
        TWO_CYCLES,
        lambda plan: with_opened(plan, 1, EVERY, left_over=Fraction(37)),
        "left over: ",
    ),
    "more than a bottle holds, in a later cycle": (
        TWO_CYCLES,
        TWO_CYCLES,
        lambda plan: moved(plan, 1, EVERY),
        "not so: covered",
    ),
    "a last dose in the rest": (
        TWO_CYCLES,
        TWO_CYCLES,
        lambda plan: with_opened(plan, 1, EVERY, last_dose=date(2026, 1, 22)),
        "not so: covered",
    ),
    "opened in a later cycle though there is enough": (
        TWO_CYCLES,
        TWO_CYCLES,
        lambda plan: moved(plan, -1, EVERY),
        "not so: opened when needed",
    ),
    "what ended it, in a later cycle": (
        TWO_CYCLES,
        TWO_CYCLES,
        lambda plan: with_opened(plan, 0, EVERY, ends="beyond-use"),
        "what ended the last: ",
    ),
    "a last cycle that nothing covers": (
        TWO_CYCLES,
        TWO_CYCLES,
        lambda plan: with_containers(plan, EVERY, plan.supply.every_cycle[:1]),
        "not so: every day is covered",
    ),
    "a bottle for no day": (
        TWO_CYCLES,
        TWO_CYCLES,
        lambda plan: with_opened(plan, 0, EVERY, last_dose=date(2026, 1, 4)),
        "not so: no container without a day",
    ),
    "one cycle for two": ({"cycles": 2}, {}, None, "days on, start, cycles: "),
    "other containers for all cycles than for the one": (
        {},
        {},
        lambda plan: evolve(
            plan, supply=evolve(plan.supply, every_cycle=plan.supply.every_cycle * 2)
        ),
        "not so: one cycle is every cycle",
    ),
    "a container more": (
        {},
        {},
        off("supply", "containers"),
        "counts in a cycle, and containers: ",
    ),
    "more in a cycle": ({}, {}, off("supply", "needed"), "counts in a cycle, and containers: "),
    "more days in a container": (
        {},
        {},
        off("supply", "doses_per_container"),
        "daily doses in a container: ",
    ),
}


@pytest.mark.parametrize(("told", "made", "change", "found"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named(answers, plan, told, made, change, found):
    """R36: a plan that its answers do not give, or that a rule does not allow, is caught, and the
    error says by what.
    """
    protocol = plan(**made)
    with pytest.raises(DisagreementError) as caught:
        check_dose(answers(**told), change(protocol) if change else protocol, [])
    said = str(caught.value)
    assert said == found or (found.endswith(": ") and said.startswith(found) and " is not " in said)


def test_a_product_too_weak_is_found(judge, monkeypatch):
    """R37: 144 mcg of the 300 in reach is less than half, whether or not the first calculation says
    so.
    """
    monkeypatch.setattr("wizard.protocol.dosing._refuse_coarse", lambda *_: None)
    with pytest.raises(DisagreementError, match=r"^not so: at least half of what is in reach$"):
        judge(strength_mg_per_ml=D("0.24"))


def test_a_day_more_of_rest_is_enough(answers, plan):
    """R41: the start after a rest of 30 whole days may stand."""
    check_dose(answers(last_course_end=START - timedelta(days=31)), plan(), [])
