"""Issue 17, point 13: a summary on a terminal fits it, and on the way out ends on the dose."""

import fcntl
import os
import pty
import struct
import subprocess
import termios
from contextlib import suppress

import pytest

from tests.support.wire import PROGRAM
from wizard.report.build import build
from wizard.report.export.plain_text import dose_last, render


def shown(width, *arguments):
    """What the program prints on a terminal of that width."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    process = subprocess.Popen([PROGRAM, *arguments], stdout=slave)
    os.close(slave)
    found = b""
    with suppress(OSError):  # which is how a terminal ends
        while data := os.read(master, 65536):
            found += data
    os.close(master)
    assert process.wait() == 0
    return found.decode().replace("\r", "")


@pytest.mark.parametrize("width", [40, 50, 61, 80, 132])
def test_show_fits_the_terminal(profile_file, width):
    """No line is wider, some are nearly as wide, and no page is turned."""
    path = profile_file(first_time=True)
    text = shown(width, "show", path)
    assert width - 12 < max(map(len, text.splitlines())) <= width
    assert "\f" not in text
    assert "page 1" not in text


def test_show_turns_pages_for_a_pipe(profile_file):
    """What is printed or kept has its pages."""
    path = profile_file(first_time=True)
    piped = subprocess.run([PROGRAM, "show", path], capture_output=True, text=True, check=True)
    assert "\f" in piped.stdout


@pytest.mark.parametrize("command", ["why", "guide which-compound", "sources B079"])
def test_what_explains_it_fits_the_terminal_too(profile_file, command):
    """At 40 columns no line is wider."""
    file = [profile_file()] if command == "why" else []
    assert max(map(len, shown(40, *command.split(), *file).splitlines())) <= 40


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
