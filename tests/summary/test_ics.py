from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache

import attrs
import pytest
import vobject
from icalendar import Calendar

from wizard.profile.comparison import compare
from wizard.profile.file_format import dumps
from wizard.profile.library import revised
from wizard.profile.read import read_profile
from wizard.protocol.derive import derive
from wizard.protocol.schedule import cycle_start
from wizard.protocol.screening import ScreenedOutError
from wizard.quantities import rounded
from wizard.report.export.ics import render
from wizard.report.export.machine import missed
from wizard.report.export.registry import Made


def events(made):
    """The events of a calendar, read strictly: nothing left out, no property that could not be
    parsed.
    """
    return parsed(render(made))


@cache
def parsed(text):
    """The events of this text."""
    calendar = Calendar.from_ical(text)
    assert not calendar.errors
    found = list(calendar.walk("VEVENT"))
    assert not any(event.errors for event in found)
    return found


def sessions(made):
    """The local time of every session of every cycle, with its dose."""
    protocol = made.derived.protocol
    for cycle in range(1, protocol.course.cycles + 1):
        for phase in protocol.phases:
            for number in phase.days:
                on = cycle_start(protocol.course, cycle) + timedelta(days=number - 1)
                yield from ((datetime.combine(on, dose.at.value), dose) for dose in phase.doses)


def timed(found):
    """The events that have a time of day."""
    return [event for event in found if isinstance(event["dtstart"].dt, datetime)]


def whole_days(found):
    """First and last day of the all-day events whose summary holds each of these words."""
    spans = {}
    for event in found:
        if not isinstance(event["dtstart"].dt, datetime):
            assert event["dtstart"].params["VALUE"] == event["dtend"].params["VALUE"] == "DATE"
            kind = next(
                word
                for word in ("rest", "next earliest start", "discard")
                if word in event["summary"]
            )
            spans.setdefault(kind, []).append(
                (event["dtstart"].dt, event["dtend"].dt - timedelta(days=1))
            )
    return spans


def test_a_missed_dose_is_told_wherever_its_advice_stands(altered, answers):
    """R44: the sentence that stands by itself is the one that says what a late dose is, and not
    whichever comes first.
    """
    other = altered(
        "guidance.toml",
        '[[missed_dose]]\nid = "late"',
        '[[missed_dose]]\ntext = "Another."\nrule = "R44"\n\n[[missed_dose]]\nid = "late"',
    )
    assert (
        missed(derive(answers(target_mcg=Decimal(600)), other).protocol, other)
        == "If you miss a dose: take it when you remember, if that is by 13:00, and the next one of"
        " that day at least 4 hours later. Skip what no longer fits by 13:00. Never take two at"
        " once. Never double a dose."
    )


def test_every_session_is_an_event_at_its_local_time(drawn_plans):
    """One event for each session of each cycle, at a floating local time, five minutes long, with
    its dose and an alarm.
    """
    for made in drawn_plans:
        found = timed(events(made))
        expected = list(sessions(made))
        assert [event["dtstart"].dt for event in found] == [at for at, _ in expected]
        for event, (_, dose) in zip(found, expected, strict=True):
            assert event["dtstart"].dt.tzinfo is None
            assert not event["dtstart"].params
            assert event["duration"].dt == timedelta(minutes=5)
            alarm = event.walk("VALARM")[0]
            assert (alarm["action"], alarm["trigger"].dt) == ("DISPLAY", timedelta())
            dosed = f" {rounded(dose.mass.value, 2):,f} mcg"
            counted = f"{rounded(dose.count.value, 1):f} "
            for text in (event["summary"], event["description"], alarm["description"]):
                assert dosed in text
                assert counted in text
            assert f"({rounded(dose.volume.value, 4)} mL)" in event["description"]


def test_rest_next_start_and_discard_dates_are_whole_days(drawn_plans):
    """The rest of every cycle, the next earliest start and the discard date of every container are
    there, and nothing else.
    """
    for made in drawn_plans:
        protocol, spans = made.derived.protocol, whole_days(events(made))
        course = protocol.course
        ends = [
            cycle_start(course, cycle) + timedelta(days=course.on_days.value - 1)
            for cycle in range(1, course.cycles + 1)
        ]
        rests = [
            (end + timedelta(days=1), end + timedelta(days=course.rest_days.value)) for end in ends
        ]
        assert spans["rest"] == rests
        after = rests[-1][1] + timedelta(days=1)
        assert spans["next earliest start"] == [(after, after)]
        assert spans["discard"] == [
            (each.discard.value, each.discard.value) for each in protocol.supply.every_cycle
        ]


def test_a_second_parser_reads_the_same(drawn_plans):
    """Vobject, which shares no code with icalendar, finds the calendar valid and the same times."""
    for made in drawn_plans:
        read = vobject.readOne(render(made).decode())
        assert read.validate(raiseException=True)
        times = [
            event.dtstart.value
            for event in read.vevent_list
            if isinstance(event.dtstart.value, datetime)
        ]
        assert times == [at for at, _ in sessions(made)]


def test_lines_are_folded_and_end_in_crlf(made):
    """No line is over 75 octets and every one ends in CRLF, whatever the letters of the name."""
    lines = render(made(name="試験" * 30)).split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)


def test_a_second_export_has_the_same_bytes(drawn_plans, catalog):
    """Saved, read and exported again, a profile gives the same UIDs and stamps, so that importing
    updates; all UIDs differ.
    """
    for made in drawn_plans:
        again = compare(read_profile(dumps(made.profile).encode()), catalog)
        assert render(made) == render(Made(again.profile, catalog))
        found = events(made)
        assert Counter(event["uid"] for event in found).most_common(1)[0][1] == 1
        assert {(event["dtstamp"].dt, event["sequence"]) for event in found} == {
            (made.profile.created, 0)
        }


def uids(made):
    """The UIDs of a calendar."""
    return {event["uid"] for event in events(made)}


def test_other_profiles_have_other_uids(made):
    """Another second of creation: no UID is the same."""
    one = made()
    later = attrs.evolve(
        one, profile=attrs.evolve(one.profile, created=datetime(2026, 1, 5, 8, 0, 1, tzinfo=UTC))
    )
    assert uids(one).isdisjoint(uids(later))


def after(one, other):
    """Another plan, saved over the file of the first."""
    return attrs.evolve(other, profile=revised(other.profile, one.profile, one.catalog))


def taken_back(made):
    """The UIDs that a later revision cancels: of all but the dates on which to discard."""
    return {event["uid"] for event in events(made) if "discard" not in event["summary"]}


def by_uid(made):
    """The events of a calendar by their UIDs: when, the sequence, and whether cancelled."""
    return {
        event["uid"]: (event["dtstart"].dt, event["sequence"], event.get("status"))
        for event in events(made)
    }


def test_a_later_waking_time_moves_the_alarms_that_are_there(made):
    """A plan saved over its file: the sessions keep their UIDs with a higher SEQUENCE, so that
    importing again moves each and adds none.
    """
    one = made()
    other = after(one, made(wake=time(8)))
    before, now = by_uid(one), by_uid(other)
    assert before.keys() <= now.keys()
    assert {sequence for _, sequence, _ in before.values()} == {0}
    assert {sequence for _, sequence, _ in now.values()} == {1}
    for uid, (at, _, _) in before.items():
        later = timedelta(hours=isinstance(at, datetime))
        assert now[uid][0] == at + later


@pytest.mark.parametrize(
    ("first", "then", "gone"),
    [
        ({"target_mcg": 600}, {}, 10),  # the second session of each day
        ({}, {"start": date(2026, 1, 8)}, 3),  # the days before the new start
        ({"on_days": 14}, {"on_days": 12}, 2),
        ({}, {"target_mcg": 600}, 0),
        ({"cycles": 2}, {}, 11),  # the second cycle and the rest after it
    ],
)
def test_what_a_plan_has_no_more_is_cancelled(made, first, then, gone):
    """What an earlier revision may have put there is told as CANCELLED; what remains is not."""
    one, other = made(**first), made(**then)
    now = by_uid(after(one, other))
    cancelled = {uid for uid, (_, _, status) in now.items() if status == "CANCELLED"}
    same = attrs.evolve(other.profile, created=one.profile.created)
    assert now.keys() - cancelled == by_uid(attrs.evolve(other, profile=same)).keys()
    assert len(cancelled & by_uid(one).keys()) == gone


@pytest.mark.parametrize("said", [{"conditions": ("seizure-history",)}, {"goal": "adhd"}])
def test_a_plan_that_screening_ended_is_cancelled_whole(made, said):
    """Saved over by a stop or a referral: the calendar holds no dose, and takes back every session
    and rest of the plan, so that no alarm rings for a person who should take nothing.
    """
    one, ended = made(target_mcg=600), made(**said)
    over = after(one, ended)
    assert by_uid(over).keys() >= taken_back(one)
    assert {status for _, _, status in by_uid(over).values()} == {"CANCELLED"}
    assert b"mcg" not in render(over)
    assert over.may_be_in_calendars
    assert not ended.may_be_in_calendars


def test_what_was_cancelled_once_stays_cancelled(made):
    """Over several revisions, and by way of a record without a plan."""
    one = made(target_mcg=600)
    stopped = after(one, made(conditions=("seizure-history",)))
    third = after(after(stopped, made(start=date(2026, 1, 8))), made(start=date(2026, 1, 10)))
    assert taken_back(one) <= by_uid(third).keys()
    assert third.profile.revision == 4 - 1
    assert dumps(third.profile).count("[calendar]") == 1


def test_a_save_that_changes_no_plan_changes_no_calendar(made):
    """The same plan under another name, or for another weight: neither SEQUENCE nor ids change."""
    one = made()
    for other in (made(name="Autumn"), made(weight_kg=80)):
        assert by_uid(after(one, other)) == by_uid(one)


def test_discreet_titles_say_nothing(made):
    """`--discreet`: no title, of the calendar, an event or an alarm, tells what it is about."""
    calendar = Calendar.from_ical(render(attrs.evolve(made(), discreet=True)))
    titles = {str(calendar[name]) for name in ("NAME", "X-WR-CALNAME")}
    titles |= {str(event["summary"]) for event in calendar.walk("VEVENT")}
    titles |= {str(alarm["description"]) for alarm in calendar.walk("VALARM")}
    assert titles == {"Reminder"}


def test_a_new_name_keeps_the_uids(made):
    """R44: a plan that was renamed updates the calendar when it is imported again, and no alarm
    rings twice.
    """
    assert uids(made()) == uids(made(name="Autumn"))


def test_no_health_answer_is_in_a_uid(made):
    """The UIDs of a plan do not depend on weight, age or screening: nothing about a person can be
    guessed from them.
    """
    other = made(weight_kg=90, age=60, substances=("caffeine",), tested_athlete=True)
    assert uids(made()) == uids(other)


def test_the_calendar_says_what_it_is(made):
    """The header has the properties that importers ask for, and the name of the plan."""
    calendar = Calendar.from_ical(render(made()))
    head = {name: str(calendar[name]) for name in ("VERSION", "CALSCALE", "METHOD", "X-WR-CALNAME")}
    assert head == {
        "VERSION": "2.0",
        "CALSCALE": "GREGORIAN",
        "METHOD": "PUBLISH",
        "X-WR-CALNAME": "Semax plan: Spring exam block",
    }
    assert str(calendar["NAME"]) == str(calendar["X-WR-CALNAME"])  # RFC 7986
    unread = str(calendar["X-WR-CALDESC"])  # icalendar leaves an X- property as it is written
    assert str(calendar["DESCRIPTION"]) == unread.replace("\\,", ",")
    assert str(calendar["PRODID"]).startswith("-//semax-wizard ")
    assert "not medical advice" in calendar["X-WR-CALDESC"]


def test_a_count_has_its_strength_beside_it(made):
    """R22: a session names the product with its strength, or how its vial was made up, in summary,
    description and alarm.
    """
    for said, product in (
        ({}, "Semax 0.1% (1 mg per mL), "),
        ({"form": "vial"}, "Semax, 10 mg made up with 3 mL, "),
    ):
        for event in timed(events(made(**said))):
            texts = (event["summary"], event["description"], event.walk("VALARM")[0]["description"])
            assert all(product in text for text in texts)


def test_a_container_is_opened_once(made):
    """The first session of a day opens a container, the second only uses it."""
    first, second, third, *_ = timed(events(made(target_mcg=600)))
    assert "Open bottle 1; discard it on 4 February 2026." in first["description"]
    assert "Use bottle 1; discard it on 4 February 2026." in second["description"]
    assert "Open bottle 2;" not in third["description"]


def test_names_are_escaped(made):
    """RFC 5545: a semicolon, a comma and a backslash of a name have a backslash before them."""
    written = render(made(name="a;b,c\\d")).replace(b"\r\n ", b"").decode()
    for name in ("NAME", "X-WR-CALNAME"):
        assert f"\r\n{name}:Semax plan: a\\;b\\,c\\\\d\r\n" in written


@pytest.mark.parametrize("name", ["BEGIN:VEVENT\r\nSUMMARY:more", "a;b,c\\n:x", "END:VCALENDAR"])
def test_hostile_names_stay_text(made, name):
    """A name cannot add a property, an event or a line."""
    harmless, hostile = (Calendar.from_ical(render(made(name=each))) for each in ("x", name))
    assert len(hostile.walk()) == len(harmless.walk())
    assert set(hostile) == set(harmless)


def test_no_calendar_without_a_plan(made, refused_answers):
    """A referral and a stop raise, with the screening that says why: nothing is put in a
    calendar.
    """
    refused = made(**refused_answers)
    with pytest.raises(ScreenedOutError) as caught:
        render(refused)
    assert caught.value.result == refused.derived.screening


def test_dates_of_a_plan_checked_by_hand(made):
    """300 mcg of 0.1% drops from 5 January 2026: ten sessions at 07:30, rest to 13 February, next
    on the 14th, discard on the 4th.
    """
    found = events(made())
    floating = [datetime(2026, 1, day, 7, 30) for day in range(5, 15)]  # noqa: DTZ001
    assert [event["dtstart"].dt for event in timed(found)] == floating
    assert (
        timed(found)[0]["summary"] == "6 drops: 3 left, 3 right, Semax 0.1% (1 mg per mL), 300 mcg"
    )
    assert whole_days(found) == {
        "rest": [(date(2026, 1, 15), date(2026, 2, 13))],
        "next earliest start": [(date(2026, 2, 14), date(2026, 2, 14))],
        "discard": [(date(2026, 2, 4), date(2026, 2, 4))],
    }


def test_the_sides_change_on_even_days(made):
    """R35: 7 drops are 4 and 3 on day 1, and 3 and 4 on day 2."""
    first, second = timed(events(made(drops_per_ml=25)))[:2]
    assert first["summary"].startswith("7 drops: 4 left, 3 right, ")
    assert second["summary"].startswith("7 drops: 3 left, 4 right, ")
    assert "left nostril 4, right nostril 3" in first["description"]
    assert "left nostril 3, right nostril 4" in second["description"]
