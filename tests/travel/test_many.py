"""`list` on many profiles: time in proportion, memory hardly more than for none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from wizard.profile.file_format import dumps

MEASURED = """
import resource, sys
from wizard.cli import main
try:
    main(["list", *sys.argv[1:]])
except SystemExit as ended:
    used = resource.getrusage(resource.RUSAGE_SELF)
    with open("/proc/self/status") as status:
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    print(ended.code, used.ru_utime + used.ru_stime, peak / 1024, file=sys.stderr)
"""

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="memory is read from /proc"
)


@pytest.fixture
def folder_of(tmp_path, valid):
    """`folder_of(10_000)` is a folder of so many profiles, of 100 kinds, a tenth of them damaged or
    edited.
    """
    texts = [dumps(profile) for _, profile in valid(100)]
    texts[::20] = ["damaged = ["] * 5
    texts[10::20] = [
        text.replace("daily_dose_mcg = ", "daily_dose_mcg = 1", 1) for text in texts[10::20]
    ]

    def make(number):
        where = tmp_path / str(number)
        where.mkdir()
        for each in range(number):
            (where / f"plan-{each}.toml").write_text(texts[each % len(texts)])
        return where

    return make


def measured(where, *arguments):
    """Lines printed, processor seconds and peak memory in MB of `list` on this folder."""
    ended = subprocess.run(
        [sys.executable, "-c", MEASURED, *arguments],
        capture_output=True,
        check=True,
        env=os.environ | {"SEMAX_WIZARD_HOME": str(where)},
    )
    code, seconds, peak = ended.stderr.split()
    assert code == b"0"
    return ended.stdout.count(b"\n"), float(seconds), float(peak)


def test_200_profiles(folder_of):
    """200 profiles take little more memory than none, and a line each."""
    none, many = measured(folder_of(0)), measured(folder_of(200))
    assert many[0] == 200
    assert many[2] - none[2] < 25


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [(), ("--format", "json")], ids=["text", "json"])
def test_10_000_profiles(folder_of, arguments):
    """10,000 profiles: linear in the number, and no more than 25 MB over the empty folder."""
    none, some, many = (measured(folder_of(number), *arguments) for number in (0, 1_000, 10_000))
    assert many[0] >= 10_000
    assert many[2] - none[2] < 25
    assert many[1] - none[1] < 15 * (some[1] - none[1])
    # The benchmark's figures
    print(f"list of 10,000: {many[1]:.1f} s, {many[2] - none[2]:.1f} MB over the empty folder")  # noqa: T201
