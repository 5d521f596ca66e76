import os
import subprocess
import sys
from datetime import datetime, time

import icalendar
import pytest
import vobject

from wizard.report.export.registry import FORMS

SHOW = (sys.executable, "-m", "wizard", "show")


@pytest.fixture
def profile(tmp_path, written):
    """A profile of a plan in a file."""
    path = tmp_path / "plan.toml"
    path.write_text(written(target_mcg=300))
    return path


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_written_to_a_file(run, profile, form):
    """`show --format FORM --out FILE` writes the form, mode 0600, and prints nothing."""
    out = profile.with_suffix(FORMS[form].suffix)
    ended = run("show", profile, "--format", form, "--out", out)
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert out.stat().st_mode & 0o777 == 0o600
    assert out.stat().st_size > 1000


def test_pdf_through_a_pipe(profile):
    """The PDF goes to a pipe byte by byte, on the paper that was asked for."""
    ended = subprocess.run(
        [*SHOW, profile, "--format", "pdf", "--paper", "letter"], capture_output=True, check=True
    )
    assert ended.stdout.startswith(b"%PDF-")
    assert ended.stdout.rstrip().endswith(b"%%EOF")
    assert b"[0 0 612 792]" in ended.stdout


def test_no_pdf_on_a_terminal(profile):
    """A PDF is not written to a terminal; one line says what to do."""
    ours, theirs = os.openpty()
    ended = subprocess.run(
        [*SHOW, profile, "--format", "pdf"],
        stdout=theirs,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(theirs)
    os.close(ours)
    assert ended.returncode == 2
    assert (
        ended.stderr
        == "semax-wizard: --format pdf: not written to a terminal; name a file with --out\n"
    )


def test_unknown_form(run, profile):
    """A form that does not exist is wrong usage."""
    assert run("show", profile, "--format", "docx").code == 2


def test_the_command_prints_it(run, profile_file):
    """As text, and not in a form that holds no page; a shared profile has no answers to print."""
    path = profile_file()
    told = run("show", "--for", "doctor", path)
    assert told.code == 0
    assert told.out.startswith("Semax: ")
    assert "page 1 of 1" in told.out
    for form in ("json", "ics", "fhir"):
        refused = run("show", "--for", "doctor", "--format", form, path)
        assert (refused.code, refused.out) == (2, "")
    shared = path.with_name("shared.toml")
    assert run("share", path, "--out", shared).code == 0
    assert run("show", "--for", "doctor", shared).code == 3


def test_export_change_save_over_and_export_again(run, profile_file):
    """Issue 19: the second file has the first one's UIDs for the sessions that remain, a higher
    SEQUENCE, and tells those that are gone as cancelled; two parsers read the same.
    """
    path = profile_file("plan.toml", target_mcg=600, schedule={"start": "2026-01-05"})

    def exported():
        text = run("show", path, "--format", "ics").out
        read = {
            str(event["uid"]): (event["dtstart"].dt, event["sequence"], event.get("status"))
            for event in icalendar.Calendar.from_ical(text).walk("VEVENT")
        }
        again = {
            event.uid.value: (event.dtstart.value, int(event.sequence.value))
            for event in vobject.readOne(text).vevent_list
        }
        assert {uid: told[:2] for uid, told in read.items()} == again
        return read

    first = exported()
    answers = path.with_name("later.toml")
    changed = (
        path.read_text()
        .replace("wake = 07:00:00", "")
        .replace("[answers.schedule]", "[answers.schedule]\nwake = 09:30:00")
    )
    answers.write_text(changed.replace("target_mcg = 600", "target_mcg = 300"))
    assert run("new", "--answers", answers, "--out", path, "--force").code == 0
    second = exported()
    sessions = {uid for uid, (at, _, _) in first.items() if isinstance(at, datetime)}
    assert sessions <= second.keys()
    assert {sequence for _, sequence, _ in second.values()} == {1}
    gone = [uid for uid, (_, _, status) in second.items() if status == "CANCELLED"]
    assert len(gone) == 11  # the second session of each day, and the second bottle
    timed = [at for at, _, status in second.values() if isinstance(at, datetime) and not status]
    assert {at.time() for at in timed} == {time(10)}
    assert len(timed) == 10
    assert "its alarms ring too" in run("show", path, "--format", "ics").out.replace("\n ", "")
