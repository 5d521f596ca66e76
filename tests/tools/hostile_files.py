"""Hostile profile files: `python -m tests.tools.hostile_files FOLDER` writes them all, each
named for what is wrong with it.

Two folders: `invalid`, files whose content is refused (exit 3), and `system`, things that the
system or the program will not read (exit 6). Every one of `invalid` begins from a profile that
holds and spoils one thing.
"""

import os
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

PERSONAL = """\
format = 1
kind = "personal"
name = "A plan"
created = 2026-01-05T08:00:00Z
program = "semax-wizard 1.0.0"
catalog = "2026.12"

[answers]
goal = "general-cognition"
compound = "semax"
form = "drops"
route = "intranasal"
first_time = false
target_mcg = 300
confirmed = []

[answers.product]
strength_mg_per_ml = 1
bottle_ml = 3
drops_per_ml = 20
label_days = 30
opened = 2026-01-05

[answers.schedule]
start = 2026-01-05
wake = 07:00:00
on_days = 10
rest_days = 30
cycles = 1
last_course_end = 2025-11-20
last_course_goal = "high-demand"

[answers.person]
age = 35
weight_kg = 70

[answers.screening]
conditions = []
medicines = []
substances = []
symptoms = []
not_sure = []
tested_athlete = false
"""
SHARED = """\
format = 1
kind = "shared"
name = "A plan"
created = 2026-01-05
program = "semax-wizard 1.0.0"
catalog = "2026.12"

[answers]
goal = "general-cognition"
compound = "semax"
form = "drops"
route = "intranasal"
target_mcg = 300

[answers.product]
strength_mg_per_ml = 1
bottle_ml = 3

[answers.schedule]
on_days = 10
"""
STEERING = {  # what could move the cursor, colour, retitle, reorder or hide
    "escape": "\\u001B[31m",
    "bell": "\\u0007",
    "nul": "\\u0000",
    "backspace": "\\b\\b\\b",
    "carriage return": "\\rdone",
    "line feed": "\\n",
    "tab": "\\t",
    "delete": "\\u007F",
    "c1 csi": "\\u009B31m",
    "title": "\\u001B]0;owned\\u0007",
    "link": "\\u001B]8;;http://example.org\\u001B\\\\\\\\",
    "clipboard": "\\u001B]52;c;eA==\\u0007",
    "bidi override": "\\u202Egnp.exe",
    "bidi embedding": "\\u202A",
    "bidi isolate": "\\u2066x\\u2069",
    "zero width space": "a\\u200Bb",
    "zero width joiner": "a\\u200Db",
    "soft hyphen": "a\\u00ADb",
    "byte order mark": "\\uFEFF",
    "line separator": "\\u2028",
    "paragraph separator": "\\u2029",
    "tag letters": "\\U000E0041",
    "private use": "\\uE000",
    "unassigned": "\\u0378",
    "noncharacter": "\\uFFFF",
}
VALUES = {  # key: values that it may not have
    "format": ("0", "2", "-1", "1.0", '"1"', "true", "[1]", "99999999999999999999"),
    "kind": ('"public"', "1", "[]", '""'),
    "name": ('""', '"   "', f'"{"x" * 81}"', "1", "[]", "{}"),
    "created": (
        "2026-01-05T08:00:00",
        "2026-01-05",
        '"2026-01-05"',
        "1999-12-31T08:00:00Z",
        "2101-01-01T00:00:00Z",
        "07:00:00",
    ),
    "program": ("1", "true"),
    "catalog": ("2026.12", "[]"),
    "goal": (
        '"cognition"',
        '""',
        "1",
        '["general-cognition"]',
        '"[bold]x[/bold]"',
        '"<script>alert(1)</script>"',
    ),
    "compound": ('"semaks"', "false"),
    "form": ('"patch"', '"vial"', '"spray"', "0"),
    "route": ('"oral"', "1.5"),
    "first_time": ("0", '"false"', "[]"),
    "target_mcg": (
        "0",
        "-300",
        "20000.1",
        "nan",
        "inf",
        "-inf",
        "1e400",
        "1e-400",
        "1e999999999",
        '"300"',
        "true",
        "3000",
        "0.0000000000000001",
    ),
    "confirmed": ('["age"]', "[1]", '"target_mcg"', "[[]]", '[["target_mcg"]]'),
    "strength_mg_per_ml": (
        "0",
        "0.049",
        "20.1",
        "1e16",
        "nan",
        '"1"',
        "0.1234567890123456",
        "2026-01-05",
    ),
    "bottle_ml": ("0.9", "30.1", "-3", "[]"),
    "drops_per_ml": ("14", "61", "17", "0", "-20"),
    "label_days": ("0", "61", "30.0", '"30"'),
    "opened": ("2026-01-06", "1999-12-31", '"2026-01-05"', "2026-01-05T00:00:00Z", "20260105"),
    "start": ("1999-12-31", "2101-01-01", "07:00:00", "2025-11-21", "9999-12-31", "0001-01-01"),
    "wake": ("12:31:00", "23:59:59", "7", '"07:00"', "2026-01-05"),
    "on_days": ("0", "15", "61", "-1", "10.0", "9223372036854775807"),
    "rest_days": ("0", "29", "366", '"30"'),
    "cycles": ("0", "7", "1.0"),
    "last_course_end": ("2026-01-04", "1999-01-01", '"2025"'),
    "last_course_goal": ('"nothing"', "1"),
    "age": ("-1", "111", "35.5", '"35"', "true", "1e3"),
    "weight_kg": ("34.9", "250.1", "0", "-70", "nan", "44", '"70"', "70_000"),
    "conditions": ("false", '["pregnant"]', '"pregnancy"', "[1]", "[[]]", "{}", '["\\u001B[2J"]'),
    "not_sure": ('["maybe"]', "1"),
    "tested_athlete": ("0", '"no"', "[]"),
}
UNKNOWN = (
    "gaol = 1",
    '"\\u001B[31mred" = 1',
    '"[@click=app.quit]x[/]" = 1',
    '"\\u202Egoal" = 1',
    f'"{"k" * 300}" = 1',
    '"" = 1',
    '"a.b" = 1',
    "__class__ = 1",
    "__init__ = {a = 1}",
    "weight_kg = 70",
)
IN_A_SHARED_ONE = (
    ("[answers]\n", "[answers]\nfirst_time = true\n"),
    ("[answers]\n", "[answers]\nconfirmed = []\n"),
    ("[answers.product]\n", "[answers.product]\nopened = 2026-01-05\n"),
    ("[answers.product]\n", "[answers.product]\nsterility_tested = true\n"),
    ("[answers.schedule]\n", "[answers.schedule]\nstart = 2026-01-05\n"),
    ("[answers.schedule]\n", "[answers.schedule]\nwake = 07:00:00\n"),
    ("[answers.schedule]\n", "[answers.schedule]\nlast_course_end = 2025-01-05\n"),
    ("[answers.schedule]\n", "[answers.person]\nage = 35\nweight_kg = 70\n[answers.schedule]\n"),
    ("[answers.schedule]\n", "[answers.screening]\nconditions = []\n[answers.schedule]\n"),
    ("on_days = 10\n", 'on_days = 10\n[screening]\noutcome = "clear"\nfindings = []\n'),
    ("on_days = 10\n", "on_days = 10\n[protocol]\ndaily_dose_mcg = 300\n"),
    ("on_days = 10\n", "on_days = 10\n[referral]\nregimens = []\n"),
    ("created = 2026-01-05\n", "created = 2026-01-05T08:00:00Z\n"),
    ("target_mcg = 300\n", "target_mcg = 20001\n"),
    ("bottle_ml = 3\n", "bottle_ml = 300\n"),
)
DEEP = 12_000


def _raw() -> Iterator[tuple[str, bytes]]:
    """Files that are no profile, most of them no TOML."""
    text = PERSONAL.encode()
    yield "empty", b""
    yield "only newlines", b"\n" * 100
    yield "only nul", b"\0" * 4096
    yield "random bytes", bytes(range(256)) * 16
    yield "elf header", b"\x7fELF\x02\x01\x01" + b"\0" * 100
    yield "utf-16", PERSONAL.encode("utf-16")
    yield "two byte order marks", b"\xef\xbb\xbf" * 2 + text
    yield "latin-1", text.replace(b"A plan", b"\xe9t\xe9")
    yield "overlong", text.replace(b"A plan", b"\xc0\xaf")
    yield "surrogate bytes", text.replace(b"A plan", b"\xed\xa0\x80")
    yield "half a character", text + b"# \xe2\x82"
    yield "cut short", text[: len(text) // 2] + b'"'
    yield "bare escape", text.replace(b"A plan", b"\x1b[31m")
    yield "escape in a comment", text + b"# \x1b[2J\n"
    yield "nul in a comment", text + b"# \0\n"
    yield "carriage returns", text.replace(b"\n", b"\r")
    yield "twice", text + text
    yield "over 64 KiB", text + b"# x\n" * 17_000
    yield "8 MB", text + b"#" * 8_000_000
    yield "a long line", text + b"# " + b"x" * 5_000 + b"\n"
    yield "arrays in arrays", b"x = " + b"[" * 1_500 + b"]" * 1_500 + b"\n" + text
    yield "arrays over lines", b"x = " + b"[\n" * DEEP + b"]\n" * DEEP
    yield "tables in tables", b"x = " + b"{a = " * 600 + b"1" + b"}" * 600 + b"\n"
    yield "a dotted key", b"a." * 2_000 + b"a = 1\n"
    yield (
        "many dotted keys",
        b"".join(b"a%d.b.c.d.e.f.g.h.i = 1\n" % number for number in range(2_000)),
    )
    yield "a table name in levels", b"[" + b"a." * 2_000 + b"a]\n"
    yield "nine levels", text + b"[a.b.c.d.e.f.g.h]\ni = 1\n"
    yield "a number of 5,000 digits", text.replace(b"= 300", b"= " + b"9" * 4_000)
    yield "a hexadecimal number of 4,000 digits", text.replace(b"= 300", b"= 0x" + b"f" * 4_000)
    yield "a binary number", text.replace(b"= 300", b"= 0b" + b"1" * 3_000)
    yield "an exponent", text.replace(b"= 300", b"= 1e" + b"9" * 3_000)
    yield "many tables", b"".join(b"[t%d]\n" % number for number in range(6_000))
    yield "many keys", text + b"".join(b"k%d = 1\n" % number for number in range(5_000))
    yield "a list of a table of lists", b"[[a]]\n" * 9_000
    yield "an escape that is none", text.replace(b"A plan", b"\\x1b")
    yield "an escaped surrogate", text.replace(b"A plan", b"\\uD800")
    yield "an escape too high", text.replace(b"A plan", b"\\U00110000")
    yield "a string over lines", text.replace(b'"A plan"', b'"""A\n\nplan"""')
    yield "json", b'{"format": 1, "kind": "personal"}'
    yield "yaml", b"format: 1\nkind: personal\n"
    yield "python pickle", b"\x80\x04\x95\x0e\x00\x00\x00cos\nsystem\n"
    yield "xml entities", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'


def _spoiled() -> Iterator[tuple[str, str]]:
    """A profile with one thing spoiled."""
    for key, values in VALUES.items():
        for number, value in enumerate(values):
            yield (
                f"{key} {number}",
                re.sub(
                    rf"(?m)^{key} = .*$", lambda _, text=f"{key} = {value}": text, PERSONAL, count=1
                ),
            )
    for name, steering in STEERING.items():
        for key, old in (
            ("name", '"A plan"'),
            ("program", '"semax-wizard 1.0.0"'),
            ("catalog", '"2026.12"'),
            ("goal", '"general-cognition"'),
        ):
            yield f"{name} in {key}", PERSONAL.replace(old, f'"{steering}"', 1)
        yield f"{name} in a shared name", SHARED.replace('"A plan"', f'"{steering}"')
        yield f"{name} in a key", f'"{steering}" = 1\n{PERSONAL}'
    for number, line in enumerate(UNKNOWN):
        yield f"unknown at the top {number}", f"{line}\n{PERSONAL}"
        yield (
            f"unknown in answers {number}",
            PERSONAL.replace("[answers]\n", f"[answers]\n{line}\n", 1),
        )
        yield (
            f"unknown in shared answers {number}",
            SHARED.replace("[answers]\n", f"[answers]\n{line}\n", 1),
        )
    for number, (old, new) in enumerate(IN_A_SHARED_ONE):
        yield f"personal in a shared one {number}", SHARED.replace(old, new, 1)
    for key in (
        "format",
        "kind",
        "name",
        "created",
        "catalog",
        "goal",
        "first_time",
        "bottle_ml",
        "age",
        "weight_kg",
        "medicines",
        "tested_athlete",
    ):
        yield f"without {key}", re.sub(rf"(?m)^{key} = .*\n", "", PERSONAL, count=1)
    for table in ("answers.product", "answers.person", "answers.screening"):
        yield f"without {table}", re.sub(rf"\[{table}\]\n(.+\n)+", "", PERSONAL)
    yield "both weights", PERSONAL.replace("weight_kg = 70", "weight_kg = 70\nweight_lb = 154")
    yield (
        "first time with a last course",
        PERSONAL.replace("first_time = false", "first_time = true"),
    )
    yield "answers that are a list", PERSONAL.partition("[answers]")[0] + "answers = []\n"
    yield "answers that are text", PERSONAL.partition("[answers]")[0] + 'answers = "none"\n'
    for key in ("screening", "protocol", "referral"):
        yield f"{key} that is a number", f"{key} = 1\n{PERSONAL}"
        yield f"{key} that is empty", f"{PERSONAL}[{key}]\n"
    yield (
        "protocol with numbers of 16 digits",
        f"{PERSONAL}[protocol]\ndaily_dose_mcg = 1234567890123456\n",
    )


def invalid() -> Iterator[tuple[str, bytes]]:
    """Every file whose content is refused: what is wrong with it, and its bytes."""
    yield from _raw()
    for name, text in _spoiled():
        yield name, text.encode()


def make(folder: Path) -> tuple[list[Path], list[Path]]:
    """Write them all: the paths of `invalid`, and those of `system`."""
    bad, refused = folder / "invalid", folder / "system"
    bad.mkdir(parents=True)
    refused.mkdir()
    paths = []
    for name, data in invalid():
        paths.append(bad / f"{name}.toml")
        paths[-1].write_bytes(data)
    sparse = bad / "sparse.toml"
    with sparse.open("wb") as stream:
        stream.truncate(2**40)
    paths += [sparse, bad / "sparse link.toml"]
    paths[-1].symlink_to(sparse)
    return paths, list(_system(refused))


def _system(folder: Path) -> Iterator[Path]:
    def at(name: str) -> Path:
        return folder / f"{name}.toml"

    at("folder").mkdir()
    os.mkfifo(at("fifo"))
    for name, target in (
        ("zero", "/dev/zero"),
        ("null", "/dev/null"),
        ("full", "/dev/full"),
        ("random", "/dev/urandom"),
        ("tty", "/dev/tty"),
    ):
        at(f"link to {name}").symlink_to(target)
    at("link to nothing").symlink_to(folder / "nothing")
    at("link to itself").symlink_to(at("link to itself"))
    at("link to a folder").symlink_to(folder)
    at("link to a fifo").symlink_to(at("fifo"))
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(folder)  # the name of a socket has little room
        try:
            listener.bind("socket.toml")
        finally:
            os.chdir(here)
    yield from sorted(folder.iterdir())
    yield at("missing")
    yield at("x" * 300)
    yield at("folder") / "below.toml"
    yield at("fifo") / "below.toml"


if __name__ == "__main__":
    make(Path(sys.argv[1]))
