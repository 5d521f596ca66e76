"""What must hold for any answers: 100 examples each, or 1,000 with the long profile of
tests/conftest.py,
the same ones in every run.
"""

import tomllib
from collections import Counter
from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import attrs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.dose_arithmetic import (
    absolute,
    assessment,
    by_weight,
    one_count,
    requested,
    sessions_that_fit,
    severity,
    total,
)
from tests.support.problems import CONFIRMABLE
from wizard.profile.comparison import compare
from wizard.profile.file_format import build, dumps, share
from wizard.profile.read import read_profile
from wizard.quantities import rounded

D = Decimal
often = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
EXAMPLES = 500
# for what takes longer, and is no promise about a dose
sometimes = settings(often, max_examples=often.max_examples // 4)


def test_the_examples_are_worth_something(plausible, attempt):
    """The properties are not vacuous: enough examples are planned, for every form, limit and number
    of sessions and phases.
    """
    seen = Counter()

    @settings(often, max_examples=EXAMPLES)
    @given(plausible)
    def look(told):
        derived = attempt(told)
        if derived is None or derived.protocol is None:
            seen["refused" if derived is None else str(derived.screening.outcome)] += 1
            return
        protocol = derived.protocol
        ends = [f"ends by {container.ends}" for container in protocol.supply.opened]
        seen.update(
            [
                "planned",
                told.form,
                *protocol.ceiling.limits,
                f"{len(protocol.main.doses)} sessions",
                *ends,
            ]
        )
        seen.update([phase.name for phase in protocol.phases])

    look()
    assert seen["planned"] >= EXAMPLES * 4 // 10
    for kind, least in {
        **dict.fromkeys(("drops", "spray", "vial"), 40),
        **dict.fromkeys(("assessment", "main", "1 sessions", "2 sessions"), 40),
        **dict.fromkeys(
            (
                "goal",
                "compound",
                "sessions",
                "weight",
                "ends by content",
                "ends by beyond-use",
                "ends by course",
            ),
            5,
        ),
        **dict.fromkeys(("refused", "clinician", "stop"), 10),
        "3 sessions": 3,
    }.items():
        assert seen[kind] >= least, kind


@often
@given(st.data())
def test_an_answer_more_never_raises_a_dose_or_improves_an_outcome(
    plausible, attempt, catalog, data
):
    """R07: any condition, medicine, substance or symptom, yes or not sure, and being tested, can
    only make things stricter.
    """
    told = data.draw(plausible)
    items = [(group.key, item.id) for group in catalog.screening.groups for item in group.items]
    group, item = data.draw(st.sampled_from(items))
    group = data.draw(st.sampled_from((group, "not_sure")))
    tested = data.draw(st.booleans())
    more = {
        group: (*getattr(told.screening, group), item),
        "tested_athlete": told.screening.tested_athlete or tested,
    }
    before, after = (
        attempt(told),
        attempt(attrs.evolve(told, screening=attrs.evolve(told.screening, **more))),
    )
    if before is None or after is None:
        assert after is None or after.protocol is None
        return
    assert severity(after) >= severity(before)
    found, found_after = (
        {finding.rule for finding in each.screening.findings} for each in (before, after)
    )
    of_doses = {"coarse-measure", "coarse-first-dose", "small-draw", "high-daily-dose"}
    assert found - of_doses <= found_after
    if after.protocol is not None:
        assert after.protocol == before.protocol


@often
@given(st.data())
def test_no_dose_is_over_the_request_or_any_ceiling(planned, data):
    """R05 R20 R30 R31 R32 R33 R34: request, goal, compound, weight, sessions and assessment each
    bound what is delivered.
    """
    told, protocol = data.draw(planned)
    one, volume = one_count(told)
    bounds = {
        "goal" if told.compound == "semax" else "compound": Fraction(absolute(told)),
        "weight": by_weight(told),
    }
    if told.route == "intranasal":
        in_one = min(300 // one, Fraction("0.3") // volume)
        bounds["sessions"] = sessions_that_fit(told) * in_one * one
    least = min(bounds.values())
    assert protocol.ceiling.figure.value.amount == least
    assert list(protocol.ceiling.limits) == [
        name for name, bound in bounds.items() if bound == least
    ]
    request = requested(told)
    assert protocol.requested.value.amount == request
    for phase in protocol.phases:
        asked = assessment(told) if phase.name == "assessment" else request
        assert 0 < phase.daily.value.amount <= min(asked, least)
        planned_mass = min(asked, least)
        assert planned_mass <= 600 or "target_mcg" in told.confirmed
        step = one * (Fraction(told.product.mark_units or 1) if told.form == "vial" else 1)
        assert planned_mass - phase.daily.value.amount < step, (
            "rounded down, and no further than needed"
        )


@often
@given(st.data())
def test_counts_times_strength_are_the_mass_exactly(planned, data):
    """R01 R04 R36: before any rounding, the count times the mass of one is the dose, and its volume
    too.
    """
    told, protocol = data.draw(planned)
    one, volume = one_count(told)
    step = Fraction(told.product.mark_units or 1) if told.form == "vial" else 1
    for phase in protocol.phases:
        assert total(phase.doses) * one == phase.daily.value.amount
        assert total(phase.doses) == phase.count.value
        for dose in phase.doses:
            assert dose.count.value * one == dose.mass.value.amount
            assert dose.count.value * volume == dose.volume.value.amount
            assert dose.count.value > 0
            assert (Fraction(dose.count.value) / step).denominator == 1


@often
@given(st.data())
def test_sessions_are_apart_small_and_early(planned, data):
    """R30 R32: none after 13:00, none closer than 4 hours, none over 300 mcg or 0.3 mL in the nose;
    the first 30 minutes after waking.
    """
    told, protocol = data.draw(planned)
    for phase in protocol.phases:
        minutes = [dose.at.value.hour * 60 + dose.at.value.minute for dose in phase.doses]
        wake = told.schedule.wake or time(7)
        assert minutes[0] == wake.hour * 60 + wake.minute + 30
        assert minutes[-1] <= 13 * 60
        assert all(later - earlier == 240 for earlier, later in pairwise(minutes))
        assert len(minutes) <= sessions_that_fit(told)
        if told.route == "intranasal":
            assert all(
                dose.mass.value.amount <= 300 and dose.volume.value.amount <= Fraction("0.3")
                for dose in phase.doses
            )


@sometimes
@given(st.data())
def test_a_day_is_split_evenly_over_the_fewest_sessions(planned, data):
    """R35: no session fewer would do, shares differ by one at most, the larger first, the odd one
    left and right in turn.
    """
    told, protocol = data.draw(planned)
    if told.route != "intranasal":
        assert all(
            len(phase.doses) == 1 and phase.doses[0].sides is None for phase in protocol.phases
        )
        return
    one, volume = one_count(told)
    in_one = min(300 // one, Fraction("0.3") // volume)
    for phase in protocol.phases:
        counts = [int(dose.count.value) for dose in phase.doses]
        assert (len(counts) - 1) * in_one < sum(counts) <= len(counts) * in_one
        assert counts == sorted(counts, reverse=True)
        assert counts[0] - counts[-1] <= 1
        odd = [dose for dose in phase.doses if dose.count.value % 2]
        assert [left - right for left, right in (each.nostrils for each in odd)] == [
            1 if number % 2 == 0 else -1 for number in range(len(odd))
        ]
        for dose in phase.doses:
            assert sum(dose.nostrils) == dose.count.value
            assert abs(dose.nostrils[0] - dose.nostrils[1]) <= 1


@sometimes
@given(st.data())
def test_a_plan_delivers_at_least_half_of_what_it_could(planned, data):
    """R37: in either phase, half of the least of its target, the bound of goal or compound, the
    weight, and 300 a session.
    """
    told, protocol = data.draw(planned)
    for phase in protocol.phases:
        target = assessment(told) if phase.name == "assessment" else requested(told)
        in_reach = min(target, absolute(told), by_weight(told), 300 * sessions_that_fit(told))
        assert phase.daily.value.amount * 2 >= in_reach


@sometimes
@given(st.data())
def test_more_weight_never_lowers_a_dose_and_none_raises_it(planned, attempt, data):
    """R05: a heavier person never gets less, a lighter one never more, and nobody more than with no
    bound by weight.
    """
    told, protocol = data.draw(planned)
    other = data.draw(st.integers(350, 2500).map(lambda number: D(number) / 10))
    again = attempt(
        attrs.evolve(
            told,
            person=attrs.evolve(told.person, weight_kg=other, weight_lb=None),
            confirmed=CONFIRMABLE,
        )
    )
    if again is None:
        return
    heavier = 15 * Fraction(other) >= by_weight(told)
    for phase, against in zip(protocol.phases, again.protocol.phases, strict=True):
        mine, theirs = phase.daily.value.amount, against.daily.value.amount
        assert theirs >= mine if heavier else theirs <= mine


@often
@given(st.data())
def test_no_dose_on_or_after_a_discard_date(planned, data):
    """R42 R43: every dosing day is served by exactly one container that is open and not past its
    date.
    """
    told, protocol = data.draw(planned)
    life = 28 if told.form == "vial" else min(30, told.product.label_days or 30)
    course, containers = protocol.course, protocol.supply.opened
    served = []
    for number, container in enumerate(containers):
        opened, discard = container.on.value, container.discard.value
        assert discard == opened + timedelta(days=life)
        first = course.start.value if number == 0 else opened
        served += [
            first + timedelta(days=later) for later in range((container.last_dose - first).days + 1)
        ]
        assert opened <= first <= container.last_dose < discard
    days = [course.start.value + timedelta(days=number) for number in range(course.on_days.value)]
    assert served == days
    assert course.end.value == days[-1]


@sometimes
@given(st.data())
def test_supply_adds_up(planned, data):
    """R43: what is used and what is thrown away are what the containers held; none is opened before
    it is needed.
    """
    told, protocol = data.draw(planned)
    course, supply, capacity = (
        protocol.course,
        protocol.supply,
        Fraction(protocol.measure.capacity.value),
    )
    _, volume = one_count(told)
    full = (
        Fraction(told.product.diluent_ml) * 100
        if told.form == "vial"
        else Fraction(told.product.bottle_ml) // volume
    )
    assert capacity == full
    used = sum(total(phase.doses) * len(phase.days) for phase in protocol.phases)
    assert supply.needed.value == used
    assert (
        used + sum(container.left_over for container in supply.opened)
        == len(supply.opened) * capacity
    )
    assert all(0 <= container.left_over < capacity for container in supply.opened)
    assert supply.doses_per_container.value == capacity // total(protocol.main.doses)
    need = {day: total(phase.doses) for phase in protocol.phases for day in phase.days}
    for container, following in pairwise(supply.opened):
        past = following.on.value >= container.discard.value
        empty = container.left_over < need[(following.on.value - course.start.value).days + 1]
        assert container.ends == ("beyond-use" if past else "content")
        assert past or empty
    assert supply.opened[-1].ends == "course"


@sometimes
@given(st.data())
def test_phases_and_rest_follow_the_cycle(planned, data):
    """R33 R40 R41: phases cover the days on without a gap, an assessment is 5 days at most, and the
    rest is long enough.
    """
    told, protocol = data.draw(planned)
    course = protocol.course
    days = [day for phase in protocol.phases for day in phase.days]
    assert days == list(range(1, course.on_days.value + 1))
    names = [phase.name for phase in protocol.phases]
    expected = ["assessment"] * told.first_time + ["main"] * (
        not told.first_time or course.on_days.value > 5
    )
    assert names == expected
    assert not told.first_time or protocol.phases[0].last_day.value == min(5, course.on_days.value)
    most, rest = (5, 7) if told.goal == "high-demand" else (14, 30)
    assert course.on_days.value <= most
    assert course.rest_days.value >= max(rest, course.on_days.value)
    assert course.next_start.value == course.end.value + timedelta(days=course.rest_days.value + 1)


@often
@given(st.data())
def test_who_is_screened_out_gets_no_figure(plausible, attempt, catalog, now, data):
    """R02: a stop or clinician profile holds no dose, count or date outside [answers], only
    findings and references.
    """
    told = data.draw(plausible)
    extra = data.draw(
        st.sampled_from(
            [
                "pregnancy",
                "bipolar",
                "maoi",
                "anticoagulant",
                "chest-symptoms",
                "recreational-stimulant",
            ]
        )
    )
    told = attrs.evolve(
        told, screening=attrs.evolve(told.screening, not_sure=(*told.screening.not_sure, extra))
    )
    if attempt(told) is None:
        return
    profile, derived = build(told, "Screened", now, catalog)
    tables = tomllib.loads(dumps(profile))
    assert derived.protocol is None
    allowed = {"format", "kind", "name", "created", "program", "catalog", "answers", "screening"}
    outcome = tables["screening"]["outcome"]
    assert set(tables) == allowed | ({"referral"} if outcome == "clinician" else set())
    assert outcome in {"clinician", "stop"}
    for found in tables["screening"]["findings"]:
        assert set(found) == {"rule", "outcome", "reason", "claims"}
        assert "mcg" not in found["reason"]
        assert all(isinstance(value, str | list) for value in found.values())
    assert all(isinstance(name, str) for name in tables.get("referral", {}).get("regimens", []))


@often
@given(st.data())
def test_build_write_read_build_gives_the_same_file(plausible, attempt, catalog, now, data):
    """profiles/README.md: with the clock given, the file is the same byte for byte, and it
    holds.
    """
    told = data.draw(plausible)
    if attempt(told) is None:
        return
    text = dumps(build(told, "Any name", now, catalog)[0])
    profile = read_profile(text.encode())
    assert dumps(profile) == text
    assert dumps(build(profile.answers, profile.name, profile.created, catalog)[0]) == text
    assert compare(profile, catalog).holds


@sometimes
@given(st.data())
def test_written_figures_are_the_exact_ones_rounded(planned, catalog, now, data):
    """profiles/README.md, rounding: mcg to 2 decimals and mL to 4, half up, of the exact figure and
    of nothing rounded before.
    """
    told, protocol = data.draw(planned)
    written = tomllib.loads(dumps(build(told, "Any name", now, catalog)[0]), parse_float=D)[
        "protocol"
    ]
    one, volume = one_count(told)
    assert D(written["daily_dose_mcg"]) == half_up(protocol.main.daily.value.amount, 2)
    assert D(written["mcg_per_kg"]) == half_up(
        protocol.main.daily.value.amount / (by_weight(told) / 15), 2
    )
    for phase, table in zip(protocol.phases, written["phases"], strict=True):
        for dose, row in zip(phase.doses, table["doses"], strict=True):
            count = Fraction(row["count"])
            assert count == dose.count.value, "a count is never rounded"
            assert D(row["dose_mcg"]) == half_up(count * one, 2)
            assert D(row["volume_ml"]) == half_up(count * volume, 4)


def half_up(exact, places):
    """Rounded half up, worked in whole numbers, and the same as the program's."""
    whole = (exact * 10**places * 2 + 1) // 2
    value = D(int(whole)).scaleb(-places)
    assert value == rounded(exact, places)
    return value


@often
@given(st.data())
def test_a_shared_profile_tells_nothing_about_the_person(plausible, attempt, catalog, now, data):
    """R53: whatever was answered, only the plan travels, and the shared file reads back as it was
    written.
    """
    told = data.draw(plausible)
    if attempt(told) is None:
        return
    text = dumps(share(build(told, "Any name", now, catalog)[0]))
    tables = tomllib.loads(text)
    assert set(tables) == {"format", "kind", "name", "created", "program", "catalog", "answers"}
    assert set(tables["answers"]) <= {
        "goal",
        "compound",
        "form",
        "route",
        "target_mcg",
        "product",
        "schedule",
    }
    assert not {"opened", "sterility_tested"} & set(tables["answers"]["product"])
    assert set(tables["answers"].get("schedule", {})) <= {"on_days", "rest_days", "cycles"}
    assert type(tables["created"]) is date
    assert dumps(read_profile(text.encode())) == text
