"""The containers of every cycle of a plan, walked a second time here, in another way."""

from datetime import timedelta
from itertools import pairwise

import attrs

from wizard.protocol.derive import derive
from wizard.protocol.schedule import cycle_start, position


def plans(valid, catalog):
    """Plans for several cycles, of all kinds, with their containers."""
    for seed, profile in valid(150):
        if profile.answers.first_time:
            continue  # planned alone
        answers = attrs.evolve(
            profile.answers, schedule=attrs.evolve(profile.answers.schedule, cycles=3)
        )
        plan = derive(answers, catalog).protocol
        if plan is not None:
            yield seed, plan, plan.supply.every_cycle


def test_every_day_is_served(valid, catalog):
    """R42 R43: on each dosing day of each cycle one container is in date and holds the day; none is
    opened on another day.
    """
    for seed, plan, containers in plans(valid, catalog):
        days = (plan.course.on_days.value + plan.course.rest_days.value) * 3
        left = {each.on.value: plan.measure.capacity.value for each in containers}
        dosing = set()
        for number in range(days):
            on = plan.course.start.value + timedelta(days=number)
            at = position(plan.course, on)
            if at.state != "on":
                continue
            dosing.add(on)
            need = next(phase.count.value for phase in plan.phases if at.day in phase.days)
            using = max(
                (each for each in containers if each.on.value <= on), key=lambda each: each.on.value
            )
            assert on < using.discard.value, seed
            left[using.on.value] -= need
            assert left[using.on.value] >= 0, seed
        assert {each.on.value for each in containers[1:]} <= dosing, seed
        assert [each.left_over for each in containers] == list(left.values()), seed


def test_the_first_cycle_is_the_one_that_is_written(valid, catalog):
    """The containers of the first cycle are those of the file, and a later cycle opens none before
    it needs one.
    """
    for seed, plan, containers in plans(valid, catalog):
        second = cycle_start(plan.course, 2)
        first = [each.on for each in containers if each.on.value < second]
        assert [each.value for each in first] == [each.on.value for each in plan.supply.opened], (
            seed
        )
        for before, after in pairwise(containers):
            assert after.on.value >= before.discard.value or before.left_over < max(
                phase.count.value for phase in plan.phases
            ), seed
