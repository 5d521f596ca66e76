"""The profile folder: what is in it, and renaming, copying, deleting, searching, rebuilding."""

import os
import re
import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import attrs
import pytest
from icalendar import Calendar

from wizard.errors import InvalidInputError, SystemRefusedError
from wizard.profile.comparison import held
from wizard.profile.file_format import dumps, share
from wizard.profile.folder import ProfileFolder
from wizard.profile.library import delete, duplicate, entries, entry, rebuild, rename
from wizard.profile.read import read_profile
from wizard.report.export.ics import render
from wizard.report.export.registry import Made

FILES = ProfileFolder(Path())

START = date(2026, 1, 5)
NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
HIGH = {"goal": "high-demand", "target_mcg": 400}


def name_of(path):
    """The name that a profile has now."""
    return read_profile(path.read_bytes()).name


@pytest.mark.parametrize(
    ("said", "after", "where"),
    [
        pytest.param({}, -2, "starts in 2 days", id="before"),
        pytest.param({}, 3, "day 4 of 10", id="day 4"),
        pytest.param({}, 21, "rest day 12 of 30", id="rest day 12, the bottle good to day 30"),
        pytest.param({}, 29, "rest day 20 of 30", id="the last day before the discard date"),
        pytest.param({}, 30, "rest day 21 of 30, past its discard date", id="the discard date"),
        pytest.param({}, 40, "ended, its rest is over, past its discard date", id="after"),
        pytest.param(
            {"form": "vial"},
            28,
            "rest day 19 of 30, past its discard date",
            id="a vial keeps 28 days",
        ),
        pytest.param(HIGH | {"cycles": 3}, 14, "day 3 of 5, cycle 2 of 3", id="a later cycle"),
        pytest.param(
            HIGH | {"cycles": 3},
            20,
            "rest day 4 of 7, cycle 2 of 3",
            id="the rest of a later cycle",
        ),
    ],
)
def test_where_in_the_cycle(saved, catalog, said, after, where):
    """Each entry says where the day stands in the plan, and whether what is left is past its
    date.
    """
    assert entry(FILES, saved(**said), START + timedelta(days=after), catalog).where == where


def test_whatever_the_folder_holds(saved, tmp_path, catalog):
    """Damaged, edited, shared, foreign and strange files are entries, marked, and never fatal."""
    good = saved("a-good.toml")
    saved("b-stop.toml", conditions=("pregnancy",))
    (tmp_path / "c-broken.toml").write_bytes(b"\xff")
    edited = saved("d-edited.toml")
    edited.write_text(edited.read_text().replace("daily_dose_mcg = 300", "daily_dose_mcg = 900"))
    (tmp_path / "e-shared.toml").write_text(dumps(share(read_profile(good.read_bytes()))))
    (tmp_path / "f-link.toml").symlink_to(good)
    (tmp_path / "g-dangling.toml").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "h-fifo.toml")
    (tmp_path / "i-folder.toml").mkdir()
    (tmp_path / "j\x1b[31m.toml").write_text("")
    (tmp_path / "notes.txt").write_text("not a profile")
    found = [str(each) for each in entries(ProfileFolder(tmp_path), START, catalog)]
    assert [line.partition(":")[0].split("  ")[:2] for line in found[:2]] == [
        ["Spring exam block (a-good.toml)", "clear"],
        ["Spring exam block (b-stop.toml)", "stop"],
    ]
    assert found[1].endswith("stop  no dose")
    assert "damaged: not UTF-8" in found[2]
    assert "does not hold (edited, or damaged): protocol.daily_dose_mcg" in found[3]
    assert found[4] == "Spring exam block (e-shared.toml)  shared"
    assert found[5] == "Spring exam block (f-link.toml)  clear  300 mcg daily  day 1 of 10"
    assert "cannot be read" in found[6]
    assert "not a regular file" in found[7]
    assert "i-folder.toml" in found[8]
    assert len(found) == 10
    assert all(line.isprintable() for line in found)


def test_no_folder_no_entries(tmp_path, catalog):
    """A folder that is not there holds nothing; what is no folder is refused."""
    assert list(entries(ProfileFolder(tmp_path / "none"), START, catalog)) == []
    (tmp_path / "file").touch()
    with pytest.raises(SystemRefusedError, match="set SEMAX_WIZARD_HOME"):
        list(entries(ProfileFolder(tmp_path / "file"), START, catalog))


def test_what_a_search_looks_in(saved, tmp_path, catalog):
    """All that is shown of an entry, in any case."""
    saved("One.toml", name="Spring Exam")
    (found,) = entries(ProfileFolder(tmp_path), START, catalog)
    for words in ("one.toml", "spring exam", "clear", "300 mcg daily", "day 1"):
        assert words in found.words


NAMES = {  # how a name may stand in a file: its line, and the value in it
    "as it is written": ("name = {}", '"Spring exam block"'),
    "in single quotes, with a comment": ('"name"\t= {}  # name = "x"', "'Spring exam block'"),
    "over lines": ("name = {}", '"""Spring \\\n   exam block"""'),
    "after what looks like one": (
        'program = """\\\nname = "x"\\\n"""\nname={}',
        '"Spring exam block"',
    ),
    "with an escape": ("'name' = {}", '"Spring \\u0065xam block"'),
}


@pytest.mark.parametrize(("line", "value"), NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "BOM"])
def test_a_rename_changes_the_name_and_nothing_else(saved, catalog, mark, line, value, ends):
    """Issue 15, point 16: byte for byte the file stays as it was: `created` in its own zone,
    comments, numbers and ends of lines.

    Without a start the plan begins on the day it was created, in the zone that is written.
    """
    path = saved()
    text = path.read_text().replace("T08:00:00Z", " 23:30:00.250-05:00  # in New York")
    text = text.replace("start = 2026-01-05\n", "", 1).replace("= 70\n", "= 70.0 # kg\n", 1)
    if line.startswith("program"):
        text = re.sub(r"(?m)^program = .*\n", "", text)
    head, tail = text.split('name = "Spring exam block"', 1)

    def with_name(name):
        return f"{mark}{head}{line.format(name)}{tail}".replace("\n", ends).encode()

    path.write_bytes(with_name(value))
    assert held(path.read_bytes(), catalog).holds
    rename(FILES, path, 'Autumn "\\ [red]')
    assert path.read_bytes() == with_name('"Autumn \\"\\\\ [red]"')
    assert held(path.read_bytes(), catalog).holds


SPOILT = {  # what stands in the place of the name, and how long the file is made
    "a long line": ('name = "Spring exam block" #'.ljust(4_090, "x"), 0),
    "a large file": ('name = "Spring exam block"', 65_530),
    "a name in code": ('"n\\u0061me" = "Spring exam block"', 0),
}


@pytest.mark.parametrize(("line", "size"), SPOILT.values(), ids=SPOILT)
def test_what_a_rename_would_spoil_stays(saved, line, size):
    """Issue 15, point 16: no rename leaves a file that is too large, or has too long a line, or has
    its name where it cannot be found.
    """
    path = saved()
    text = path.read_text().replace('name = "Spring exam block"', line, 1)
    path.write_text(text + "#\n" * ((size - len(text)) // 2))
    before = path.read_bytes()
    with pytest.raises(InvalidInputError):
        rename(FILES, path, "x" * 80)
    assert path.read_bytes() == before
    assert name_of(path) == "Spring exam block"


@pytest.mark.parametrize("kind", ["personal", "shared"])
def test_a_name_that_is_not_found_is_told(saved, kind):
    """Issue 15, point 16: a name that stands in code is not changed, whatever else in the file is
    called so, and the message says where to.
    """
    path = saved(first_time=True)  # its first phase is no "main"
    if kind == "shared":
        path.write_text(dumps(share(read_profile(path.read_bytes()))))
    path.write_text(path.read_text().replace("name =", '"n\\u0061me" =', 1))
    before = path.read_bytes()
    with pytest.raises(InvalidInputError, match="stands where it cannot be changed here"):
        rename(FILES, path, "main")
    assert path.read_bytes() == before


def test_a_copy_of_a_name_cut_at_a_joiner(saved, catalog):
    """A copy of a long name is cut to 80 characters, and never ends in a joiner."""
    path = saved(name="\u0645\u06cc\u200c\u062e" * 20)
    for _ in range(9):
        path = duplicate(FILES, path, NOW, catalog)
        assert name_of(path).startswith("Copy of ")


def test_a_copy_of_what_is_no_plan_any_more_has_no_plans_name(saved, catalog):
    """R02: answers edited so that they give a stop: the name that the plan got may state its dose.

    A record keeps its name, and so does a plan of another edition, of which nothing is derived.
    """
    path = saved(name="600 mcg a day")
    stopped = path.read_text().replace("conditions = []", 'conditions = ["pregnancy"]')
    path.write_text(stopped)
    assert "600" not in name_of(duplicate(FILES, path, NOW, catalog))
    path.write_text(stopped.replace("2026.12", "2026.11"))
    assert name_of(duplicate(FILES, path, NOW, catalog)) == "Copy of 600 mcg a day"
    path = saved(name="For Dr Brown", conditions=("pregnancy",))
    assert name_of(duplicate(FILES, path, NOW, catalog)) == "Copy of For Dr Brown"


def test_rename_keeps_figures_as_they_are(saved):
    """An edited figure stays as edited, to be caught."""
    path = saved()
    before = path.read_text().replace("daily_dose_mcg = 300", "daily_dose_mcg = 900")
    path.write_text(before)
    for name in ("", " ", "x" * 81, "a\u202eb"):
        with pytest.raises(InvalidInputError):
            rename(FILES, path, name)
    rename(FILES, path, "Autumn [red]")
    assert path.read_text() == before.replace('"Spring exam block"', '"Autumn [red]"')


def test_a_link_is_read_and_never_replaced(saved, tmp_path, catalog):
    """A symbolic link is followed for reading; renaming and rebuilding through it are refused, and
    nothing changes.
    """
    path = saved()
    before = path.read_bytes()
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    for change in (lambda: rename(FILES, link, "Other"), lambda: rebuild(FILES, link, catalog)):
        with pytest.raises(SystemRefusedError, match="symbolic link"):
            change()
    assert name_of(duplicate(FILES, link, NOW, catalog)) == "Copy of Spring exam block"
    assert path.read_bytes() == before
    delete(FILES, link)
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("*.bak"))


def test_duplicate(saved, catalog):
    """A copy has a name and a file of its own, within what a name may be, and the same answers and
    figures.
    """
    path = saved(name="x" * 80)
    copies = [duplicate(FILES, path, NOW, catalog) for _ in range(2)]
    assert len({path, *copies}) == 3
    assert name_of(copies[0]) == "Copy of " + "x" * 72
    first, copied = (read_profile(each.read_bytes()) for each in (path, copies[0]))
    assert attrs.evolve(copied, name=first.name, created=first.created) == first
    assert stat.S_IMODE(copies[0].stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "when", [NOW, datetime(2026, 1, 5, 8, tzinfo=UTC)], ids=["later", "at once"]
)
def test_a_duplicate_is_another_plan_in_a_calendar(saved, catalog, when):
    """Issue 19, point 6: its sessions have ids of their own, so importing both moves none of the
    first plan's, and nothing of the first is cancelled; its days stay as they are.
    """
    path = saved()
    text = path.read_text().replace("start = 2026-01-05\n", "", 1)
    path.write_text(
        text.replace("\nprogram", "\nrevision = 2\nprogram", 1)
        + "\n[calendar]\nfirst = 2025-12-01\nlast = 2025-12-10\nsessions = 2\n"
    )
    copy = duplicate(FILES, path, when, catalog)
    first, other = (held(each.read_bytes(), catalog) for each in (path, copy))
    assert other.holds
    assert (other.profile.revision, other.profile.calendar) == (0, None)
    assert other.profile.protocol == first.profile.protocol
    ids = [
        {
            str(event["uid"])
            for event in Calendar.from_ical(render(Made(each.profile, catalog))).walk("VEVENT")
        }
        for each in (first, other)
    ]
    assert ids[0].isdisjoint(ids[1])


def test_delete_moves_to_trash(saved, tmp_path):
    """A deleted profile is in `trash`, beside others of its name, and never over one."""
    contents = []
    for number in range(3):
        path = saved(name=f"Plan {number}")
        contents.append(path.read_bytes())
        moved = delete(FILES, path)
        assert moved.read_bytes() == contents[-1]
        assert not path.exists()
    assert sorted(each.name for each in (tmp_path / "trash").iterdir()) == [
        "profile-2.toml",
        "profile-3.toml",
        "profile.toml",
    ]
    assert {each.read_bytes() for each in (tmp_path / "trash").iterdir()} == set(contents)
    assert stat.S_IMODE((tmp_path / "trash").stat().st_mode) == 0o700
    with pytest.raises(SystemRefusedError):
        delete(FILES, path)
    assert len(list((tmp_path / "trash").iterdir())) == 3


def test_rebuild_keeps_the_old_file(saved, tmp_path, catalog):
    """Rebuilding writes what the answers give and keeps the old file, every time under a name of
    its own.
    """
    path = saved()
    good = path.read_text()
    for dose, backup in (
        (900, "profile.toml.bak"),
        (800, "profile.toml-2.bak"),
        (700, "profile.toml-3.bak"),
    ):
        edited = good.replace("daily_dose_mcg = 300", f"daily_dose_mcg = {dose}")
        path.write_text(edited)
        rebuilt = rebuild(FILES, path, catalog)
        assert rebuilt.backup.name == backup
        assert rebuilt.backup.read_text() == edited
        assert path.read_text() == good
        assert not rebuilt.checked.holds
    assert {stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()} == {0o600}


@pytest.mark.parametrize(
    ("said", "course"),
    [
        ({}, "Spring exam block, 5 to 14 January 2026: "),
        ({"conditions": ["pregnancy"]}, ""),
    ],
    ids=["a plan", "a stop"],
)
def test_a_profile_of_another_edition_is_named_without_a_dose(saved, catalog, said, course):
    """profiles/README.md: another edition is told as such, with the name and the dates of the
    course and no dose; it is not rebuilt, since its screening asked other questions.
    """
    path = saved(**said)
    old = path.read_text().replace('catalog = "2026.12"', 'catalog = "2026.11"')
    path.write_text(old)
    found = entry(FILES, path, START, catalog)
    assert str(found) == (
        f"profile.toml: {course}made with catalog 2026.11, this is 2026.12; open"
        " it in the wizard to answer the rest"
    )
    assert "mcg" not in "".join(found.as_json().values())
    with pytest.raises(InvalidInputError):
        rebuild(FILES, path, catalog)
    assert [each.name for each in path.parent.iterdir()] == ["profile.toml"]
    assert path.read_text() == old


def test_what_cannot_be_rebuilt_stays(saved, tmp_path, catalog):
    """A shared profile, a damaged one and one whose answers cannot stand are refused, and no backup
    is left.
    """
    path = saved()
    shared, damaged, wrong = (
        dumps(share(read_profile(path.read_bytes()))),
        "?",
        path.read_text().replace("weight_kg = 70", "weight_kg = 700"),
    )
    for text in (shared, damaged, wrong):
        path.write_text(text)
        with pytest.raises(InvalidInputError):
            rebuild(FILES, path, catalog)
        assert path.read_text() == text
    assert [each.name for each in tmp_path.iterdir()] == ["profile.toml"]


def test_another_format_is_refused(saved, catalog):
    """Format 0 never was, and format 2 was made by a newer version."""
    path = saved()
    first = path.read_text()
    path.write_text(first.replace("format = 1", "format = 0"))
    assert "0 is not a format" in entry(FILES, path, START, catalog).problem
    path.write_text(first.replace("format = 1", "format = 2"))
    assert "made by a newer version" in entry(FILES, path, START, catalog).problem
