"""Many profiles at once, and one protocol many times."""

import resource
import subprocess
import time
from contextlib import suppress
from datetime import date, timedelta

import pytest
import tomli
import tomli_w

from tests.tools import crowded_files
from wizard.errors import InvalidInputError
from wizard.profile.comparison import held

from .measured import by_turns
from .programs import HERE, OURS, PYTHON, environment, ours

CHECKED = 1_000
RELEASED = "850a77c"
ROOT = HERE.parent.parent
KINDS = 250


@pytest.fixture(scope="session")
def texts(written):
    """As many profiles as are checked, no two with the same answers."""
    forms = ("drops", "spray", "vial")
    made = [
        written(
            form=forms[number % 3],
            weight_kg=45 + number % 115,
            target_mcg=300,
            on_days=10 + number % 5,
            rest_days=30 + number % 60,
            cycles=1 + number % 6,
            start=date(2026, 1, 5) + timedelta(number),
        )
        for number in range(KINDS)
    ]
    return [
        made[each % KINDS].replace("age = 35", f"age = {20 + each // KINDS}")
        for each in range(CHECKED)
    ]


def _run(argv, home, codes=(0,), around=None):
    """The processor time of a program in ms, and what it wrote; many files take long, and others
    use the machine meanwhile.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environ = around or environment(home)
    ended = subprocess.run(argv, cwd=home, env=environ, capture_output=True, check=False)
    assert ended.returncode in codes, ended
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1e3 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime), ended


def test_check_of_1000(texts, home, table):
    """Profiles per second of processor time in one call, once it has started."""
    names = [f"plan-{number}.toml" for number in range(CHECKED)]
    for name, text in zip(names, texts, strict=False):
        (home / name).write_text(text)
    turns = {
        "one": lambda: _run(ours("check", names[0]), home)[0],
        "all": lambda: _run(ours("check", *names), home)[0],
    }
    runs = by_turns(3, turns)
    rates = sorted(
        (CHECKED - 1) / (every - one) * 1e3
        for one, every in zip(runs["one"], runs["all"], strict=True)
    )
    table.at_least("check of 1,000, per processor second after start", rates[1], 500, "{:,.0f}")


@pytest.fixture
def earlier(tmp_path):
    """The program as it was at 1.0.0; skipped where this is no clone with its history."""
    there = subprocess.run(
        ["git", "archive", RELEASED, "wizard", "profiles"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if there.returncode:
        pytest.skip(f"no {RELEASED} in this clone")
    subprocess.run(["tar", "x", "-C", tmp_path], input=there.stdout, check=True)
    return tmp_path


def test_check_of_1000_beside_the_first_release(texts, earlier, home, table):
    """The same answers, each program with the profiles that it made of them itself."""
    runs = {}
    for name, tree in ((OURS, ROOT), ("1.0.0", earlier)):
        folder = home / name
        folder.mkdir()
        for number, text in enumerate(texts):
            answers = tomli.loads(text)["answers"]
            (folder / f"answers-{number}.toml").write_text(tomli_w.dumps({"answers": answers}))
        here = environment(home) | {"PYTHONPATH": str(tree)}
        made = (PYTHON, str(HERE / "make_profiles.py"), *map(str, folder.glob("answers-*")))
        subprocess.run(made, env=here, check=True, cwd=folder)
        plans = sorted(path.name for path in folder.glob("plan-*.toml"))
        assert len(plans) == CHECKED
        check = (PYTHON, "-m", "wizard", "check", *plans)
        runs[name] = lambda check=check, folder=folder, here=here: _run(check, folder, around=here)[
            0
        ]
    table.ratios("check of 1,000, processor time", by_turns(3, runs), "1.0.0", most=0.6)


def test_building_one_protocol(written, home, table):
    """From parsed answers to a protocol with its provenance; and how it grows with the days that it
    covers.
    """
    names = []
    for cycles in range(1, 7):
        names.append(f"{14 * cycles}-days.toml")
        (home / names[-1]).write_text(written(on_days=14, cycles=cycles))
    taken = [
        float(each)
        for each in _run((PYTHON, str(HERE / "build_protocols.py"), *names), home)[1].stdout.split()
    ]
    table.figures("building one protocol, ms", {OURS: taken[0]}, most=1, form="{:.2f}")
    table.figures(
        "building one protocol, 84 days over 14",
        {OURS: taken[-1] / taken[0], "linear": 6},
        most=6,
        form="{:.2f}",
    )


def test_check_of_a_crowded_profile(written, catalog, home, table):
    """`check` of the slowest to read among 300 profiles of 62 kB with as much wrong as they can
    hold, and of a sound one of that size.
    """

    def reading(data):
        begun = time.process_time()
        with suppress(InvalidInputError):
            held(data, catalog)
        return time.process_time() - begun

    crowded = dict(crowded_files.crowded())
    slowest = max(crowded, key=lambda name: min(reading(crowded[name]) for _ in range(5)))
    (home / "crowded.toml").write_bytes(crowded[slowest])
    (home / "sound.toml").write_bytes(crowded_files.padded(written()))
    sound = "a sound one"
    turns = {
        OURS: lambda: _run(ours("check", "crowded.toml"), home, codes=(3, 5))[0],
        sound: lambda: _run(ours("check", "sound.toml"), home)[0],
    }
    table.ratios(f"check of 62 kB, {slowest}", by_turns(7, turns), sound, most=1.5)
