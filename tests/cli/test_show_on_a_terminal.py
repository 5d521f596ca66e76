"""Issue 17, point 13: a summary on a terminal fits it, and on the way out ends on the dose."""

import fcntl
import os
import pty
import struct
import subprocess
import termios

import pytest

from tests.support.wire import PROGRAM
from wizard.report.build import build
from wizard.report.export.plain_text import dose_last, render


@pytest.mark.parametrize("width", [40, 50, 61, 80, 132])
def test_show_fits_the_terminal(profile_file, width):
    """No line is wider, some are nearly as wide, and no page is turned; a pipe gets pages."""
    path = profile_file(first_time=True)
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    process = subprocess.Popen([PROGRAM, "show", path], stdout=slave)
    os.close(slave)
    shown = b""
    while True:
        try:
            data = os.read(master, 65536)
        except OSError:
            break
        if not data:
            break
        shown += data
    os.close(master)
    assert process.wait() == 0
    lines = shown.decode().replace("\r", "").splitlines()
    assert max(map(len, lines)) <= width
    assert max(map(len, lines)) > width - 12
    assert "\f" not in shown.decode()
    assert "page 1" not in shown.decode()
    piped = subprocess.run([PROGRAM, "show", path], capture_output=True, text=True, check=True)
    assert "\f" in piped.stdout


KINDS = {
    "a plan": ({}, "daily maximum"),
    "a plan of a vial": (
        {
            "form": "vial",
            "vial_mg": 10,
            "diluent_ml": 3,
            "syringe": "u100-0.5ml",
            "first_time": True,
        },
        "daily maximum",
    ),
    "a stop": ({"conditions": ("pregnancy",)}, ""),
    "a referral": ({"conditions": ("diabetes",)}, ""),
}


@pytest.mark.parametrize(("said", "dose"), KINDS.values(), ids=KINDS)
def test_what_is_printed_at_the_end_ends_on_the_dose_and_the_signs(judge, catalog, now, said, dose):
    """The last window of 24 lines has both and no id of a source; nothing is lost on the way."""
    document = build(judge(**said), "Mine", now, catalog)
    lines = render(dose_last(document), 80).splitlines()
    last = "\n".join(lines[-22:])
    assert "SEE A DOCTOR" in last
    assert dose in last.lower()
    assert not dose or "source" not in last.lower()
    assert sorted(render(dose_last(document), 80).split()) == sorted(render(document, 80).split())
    assert dose or "mcg" not in last
