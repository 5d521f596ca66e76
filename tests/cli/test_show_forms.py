import os
import subprocess
import sys

import pytest

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
