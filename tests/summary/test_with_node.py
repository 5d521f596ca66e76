"""FHIR and calendars as libraries in Node read them, which share no code with those in Python."""

import json
from datetime import time

import pytest
from attrs import evolve

from tests.summary.conftest import PLANS, REFUSED
from tests.support.node import ask, needs_node
from wizard.profile.library import revised
from wizard.report.export import fhir, ics

pytestmark = [pytest.mark.slow, needs_node]


def test_fhir_schema(made):
    """The JSON schema of FHIR R4 has nothing to say against any outcome's bundle, and names what is
    wrong with one that is broken.
    """
    bundles = {
        name: json.loads(fhir.render(made(**said))) for name, said in (PLANS | REFUSED).items()
    }
    broken = json.loads(fhir.render(made()))
    broken["entry"][0]["resource"]["status"] = ["no such thing"]
    found = ask("fhir.mjs", bundles | {"broken": broken})
    assert found.pop("broken")
    assert not {name: each for name, each in found.items() if each}


def read(**calendars):
    """The events of each calendar by their UID, as ical.js reads them."""
    told = ask(
        "calendar.mjs", {name: ics.render(made).decode() for name, made in calendars.items()}
    )
    return [{event.pop("uid"): event for event in told[name]} for name in calendars]


def test_a_changed_plan_in_ical_js(made):
    """Another waking time: the sessions keep their UIDs, with a higher SEQUENCE and a new time.
    With fewer days, those that are gone are told as cancelled.
    """
    one = made(target_mcg=300)
    later, shorter = (
        evolve(other, profile=revised(other.profile, one.profile, one.catalog))
        for other in (made(target_mcg=300, wake=time(9)), made(target_mcg=300, on_days=5))
    )
    before, after, fewer = read(before=one, after=later, fewer=shorter)
    assert before.keys() <= after.keys()
    for uid, event in before.items():
        assert not event["status"]
        assert after[uid]["sequence"] > (event["sequence"] or 0)
        assert not after[uid]["status"]
        assert (after[uid]["start"] != event["start"]) == ("T" in event["start"])
    gone = {uid for uid, event in fewer.items() if event["status"] == "CANCELLED"}
    assert len(gone & before.keys()) == 5
    assert {fewer[uid]["sequence"] for uid in gone} == {1}


@pytest.mark.parametrize("broken", ["BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID\r\n", "no calendar"])
def test_ical_js_refuses_what_is_no_calendar(broken):
    """The reader that the test above trusts is a strict one."""
    with pytest.raises(AssertionError, match="Error"):
        ask("calendar.mjs", {"broken": broken})
