"""What is put into the profile folder leads nowhere: whatever is done with it, nothing outside is
opened or changed.
"""

import itertools
import os
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from wizard.errors import InvalidInputError, SystemRefusedError
from wizard.interview.session import begin
from wizard.profile import library
from wizard.profile.draft import Draft, Origin, resumable, take
from wizard.profile.folder import ProfileFolder, examples
from wizard.profile.library import rebuild

NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)


def _link(target):
    return lambda path, out: path.symlink_to(out / target)


def _chain(path, out):
    (path.parent / "chain").symlink_to(out / "theirs.toml")
    path.symlink_to("chain")


def _endless(path, _):
    path.touch()
    os.truncate(path, 1 << 40)


PLANTED = {
    "a link to a profile": _link("theirs.toml"),
    "a link to a secret": _link("secret.txt"),
    "a link by a relative path": lambda path, out: path.symlink_to(f"../{out.name}/theirs.toml"),
    "a link through the folder and out": lambda path, out: path.symlink_to(
        path.parent / ".." / out.name / "theirs.toml"
    ),
    "a link to a link": _chain,
    "a link that leads nowhere yet": _link("new.toml"),
    "a link to a folder": _link("inner"),
    "a link to itself": lambda path, _: path.symlink_to(path.name),
    "a link to the passwords": lambda path, _: path.symlink_to("/etc/passwd"),
    "a link to an endless device": lambda path, _: path.symlink_to("/dev/zero"),
    "a link to what is open here": lambda path, _: path.symlink_to("/proc/self/fd/0"),
    "a second name of a profile": lambda path, out: path.hardlink_to(out / "theirs.toml"),
    "a pipe": lambda path, _: os.mkfifo(path),
    "a folder": lambda path, _: path.mkdir(),
    "a file without end": _endless,
}
REFUSED = {
    "rename": lambda folder, path, _: library.rename(folder, path, "Mine"),
    "duplicate": lambda folder, path, known: library.duplicate(folder, path, NOW, known),
    "rebuild": rebuild,
    "save": lambda folder, path, _: folder.write(path, "x"),
}


@pytest.fixture(params=PLANTED)
def planted(request, home, outside):
    """Something in the profile folder that looks like a profile by its name."""
    path = home / "spring.toml"
    outside.plant(lambda: PLANTED[request.param](path, outside.folder))
    return path


@pytest.mark.parametrize("done", REFUSED)
def test_what_is_planted_is_refused(planted, folder, catalog, outside, done):
    """Nothing is done through a link, a second name, or anything else that is no profile."""
    with pytest.raises((SystemRefusedError, InvalidInputError)):
        REFUSED[done](folder, planted, catalog)
    outside.is_untouched()


def test_what_is_planted_is_listed_as_damaged(planted, folder, catalog, now, outside):
    """It is an entry of the list that says what is wrong, and holds nothing of what it leads to."""
    (found,) = library.entries(folder, now.date(), catalog)
    assert found.path == planted
    assert found.problem
    assert found.name == ""
    outside.is_untouched()


def test_what_is_planted_is_never_written_through(planted, home, folder, outside):
    """Saving over it replaces the name in the folder, or is refused; what it leads to stays as it
    is.
    """
    with suppress(SystemRefusedError):
        folder.write(planted, "mine", replace=True)
        assert planted.read_text() == "mine"
        assert not planted.is_symlink()
    outside.is_untouched()
    assert [path.name for path in home.iterdir() if path.name not in {"chain", "spring.toml"}] == []


def test_what_is_planted_goes_to_the_trash_as_it_is(planted, home, folder, outside):
    """Deleting moves the link and not what it leads to."""
    was_link = planted.is_symlink()
    with suppress(SystemRefusedError):
        gone = library.delete(folder, planted)
        assert gone == home / "trash" / "spring.toml"
        assert gone.is_symlink() == was_link
    outside.is_untouched()


@pytest.mark.parametrize(
    "make",
    [_link("inner"), lambda path, _: path.symlink_to("/etc"), lambda path, _: path.write_text("x")],
)
def test_a_trash_that_is_no_folder(home, folder, outside, written, make):
    """Nothing is moved to a trash that is a link, and the profile stays."""
    (home / "spring.toml").write_text(written())
    outside.plant(lambda: make(home / "trash", outside.folder))
    with pytest.raises(SystemRefusedError, match="cannot be moved to trash"):
        library.delete(folder, home / "spring.toml")
    assert (home / "spring.toml").is_file()
    outside.is_untouched()


@pytest.mark.parametrize(
    "where",
    [
        "/etc/passwd",
        "{out}/theirs.toml",
        "{home}/../outside/theirs.toml",
        "{home}/x/../../outside/theirs.toml",
        "{home}/..",
        "{home}",
        "spring.toml",
    ],
)
@pytest.mark.parametrize("done", [*REFUSED, "delete"])
def test_a_path_that_is_not_in_the_folder(home, folder, catalog, outside, monkeypatch, done, where):
    """No function takes one, however it is written; a relative one is not one of the folder
    either.
    """
    monkeypatch.chdir(outside.folder)
    (home / "x").mkdir()
    path = Path(where.format(home=home, out=outside.folder))
    call = {**REFUSED, "delete": lambda folder, path, _: library.delete(folder, path)}[done]
    with pytest.raises((SystemRefusedError, InvalidInputError)):
        call(folder, path, catalog)
    outside.is_untouched()


def test_the_name_that_is_offered_is_in_the_folder(home, folder):
    """A name of a profile gives a file name of letters, digits and hyphens, whatever is in it."""
    for name in (
        "../../etc/passwd",
        "/etc/passwd",
        "..",
        ".",
        ".hidden",
        "a/b\\c",
        "\N{FULLWIDTH SOLIDUS}\N{FULL STOP}",
        "\0",
        "~root",
        "con\n\x1b[2J",
    ):
        path = folder.proposed(name)
        assert path.parent == home
        assert set(path.stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
        assert path.stem.strip("-") == path.stem != ""


def test_a_name_taken_by_a_dangling_link_is_taken(home, folder, outside):
    """A link that leads nowhere has its name: it is not written through as a new file."""
    outside.plant(lambda: (home / "spring.toml").symlink_to(outside.folder / "new.toml"))
    assert folder.free(home, "spring", ".toml") == home / "spring-2.toml"


# -- what is changed at the worst moment
# ---------------------------------------------------------------


@pytest.fixture
def meanwhile():
    """Does something over and over, as fast as it goes, while the test does its work."""
    ended = threading.Event()
    threads = []

    def start(do):
        def loop():
            while not ended.is_set():
                with suppress(OSError):
                    do()

        threads.append(threading.Thread(target=loop))
        threads[-1].start()

    yield start
    ended.set()
    for thread in threads:
        thread.join()


def _turns(is_enough):
    """Some hundreds of turns, and more until the test has met what it is about; it fails where it
    never does.
    """
    until = time.monotonic() + 30
    for turn in itertools.count():
        if turn >= 300 and is_enough():
            return
        assert time.monotonic() < until, "the other thread was never met"
        yield turn


def test_a_link_put_there_between_looking_and_opening(
    home, folder, catalog, outside, written, now, meanwhile
):
    """A file that is a profile and a link to another in turn is never followed, for reading,
    renaming or replacing.
    """
    text, path = written(), home / "spring.toml"
    path.write_text(text)

    def swap():
        (home / "file").write_text(text)
        (home / "link").symlink_to(outside.folder / "theirs.toml")
        (home / "file").replace(path)
        (home / "link").replace(path)

    meanwhile(swap)
    found = []
    for turn in _turns(
        lambda: any(each.name for each in found) and any("link" in each.problem for each in found)
    ):
        found.append(library.entry(folder, path, now.date(), catalog))
        with suppress(SystemRefusedError, InvalidInputError):
            (
                library.rename(folder, path, "Mine")
                if turn % 2
                else folder.write(path, text, replace=True)
            )
    assert {each.name for each in found} <= {"Spring exam block", "Mine", ""}
    outside.is_untouched()


def test_a_trash_that_becomes_a_link(home, folder, outside, meanwhile):
    """A trash that is a folder and a link out in turn takes files as a folder only."""
    number = itertools.count()

    def swap():
        with suppress(FileNotFoundError):
            (home / "trash").rename(home / f"was-{next(number)}")
        (home / "trash").symlink_to(outside.folder / "inner")
        time.sleep(0)
        (home / "trash").unlink()

    meanwhile(swap)
    came = {True: 0, False: 0}
    for turn in _turns(lambda: all(came.values())):
        path = home / f"p{turn}.toml"
        path.write_text("x")
        with suppress(SystemRefusedError):
            library.delete(folder, path)
        came[path.exists()] += 1
    outside.is_untouched()


def test_a_folder_that_is_put_in_place_of_the_profile_folder(home, folder, outside, written):
    """The folder that was opened at the start stays the folder, whatever has its name later."""
    moved = home.rename(home.with_name("moved"))
    outside.plant(lambda: home.symlink_to(outside.folder))
    folder.write(home / "mine.toml", written())
    assert (moved / "mine.toml").is_file()
    assert folder.names(home) == ["mine.toml"]


# -- drafts
# --------------------------------------------------------------------------------------------


@pytest.fixture
def draft(home, folder, catalog, now):
    """A draft that nobody has open."""
    made = Draft(folder, Origin(profile=home / "spring.toml"))
    made.save(begin(catalog, now.date()).answer("goal", "general-cognition"), "compound", now)
    made.release()
    return made.path


def test_a_draft_that_is_a_link(folder, catalog, outside, draft):
    """A draft of somebody else is not offered, not set aside and not taken up."""
    theirs = outside.folder / draft.name
    outside.plant(lambda: (draft.rename(theirs), draft.symlink_to(theirs)))
    assert resumable(folder, catalog) == ()
    assert draft.is_symlink()
    outside.is_untouched()


def test_a_lock_that_is_a_link(folder, catalog, outside, draft):
    """A lock is never made somewhere else."""
    lock = draft.with_suffix(".lock")
    outside.plant(lambda: (lock.unlink(), lock.symlink_to(outside.folder / "new.lock")))
    assert resumable(folder, catalog) == ()
    outside.is_untouched()


def test_a_draft_of_a_profile_elsewhere(home, folder, catalog, now, outside, draft, written):
    """What a draft says its profile is counts only within the folder: nothing is saved over it."""
    (home / "spring.toml").write_text(written())
    text = draft.read_text()
    assert resumable(folder, catalog)[0].profile == home / "spring.toml"
    for where in (
        outside.folder / "theirs.toml",
        home / ".." / "outside" / "theirs.toml",
        Path("/etc/passwd"),
    ):
        draft.write_text(text.replace(str(home / "spring.toml"), str(where)))
        (found,) = resumable(folder, catalog)
        assert found.profile is None
        taken = take(folder, found, catalog, now.date())
        assert taken.origin.profile is None
        taken.draft.save(taken.session, "compound", now)
        taken.draft.release()
        assert str(where) not in draft.read_text()


def test_what_a_killed_save_left_is_swept_in_the_folder_only(home, folder, outside):
    """A temporary that is a link stays, and what it leads to."""
    left, link = home / f".a.toml.{'0' * 16}.tmp", home / f".b.toml.{'0' * 16}.tmp"
    left.write_text("x")
    os.utime(left, (1, 1))
    outside.plant(
        lambda: (
            os.utime(outside.folder / "secret.txt", (1, 1)),
            link.symlink_to(outside.folder / "secret.txt"),
        )
    )
    folder.sweep()
    assert not left.exists()
    assert link.is_symlink()


# -- the bounds themselves
# ----------------------------------------------------------------------------------


def test_templates_are_read_and_nothing_else_is_done_with_them(folder, catalog):
    """The program's own examples may be read from where they are; not changed, not moved, and
    nothing else beside them.
    """
    template = examples()[0]
    before = template.read_bytes()
    assert folder.read(template) == before
    for done in (
        lambda: library.rename(folder, template, "x"),
        lambda: library.delete(folder, template),
        lambda: library.duplicate(folder, template, NOW, catalog),
    ):
        with pytest.raises(SystemRefusedError):
            done()
    with pytest.raises(SystemRefusedError):
        folder.read(Path(__file__))
    assert template.read_bytes() == before


def test_a_folder_that_cannot_be_had(tmp_path):
    """A file in its place is one clear refusal; a folder that is not there is made for its owner
    alone.
    """
    (tmp_path / "file").write_text("x")
    with pytest.raises(SystemRefusedError, match="the profile folder cannot be opened"):
        ProfileFolder.within(tmp_path / "file")
    made = ProfileFolder.within(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700
    os.close(made.held)


def test_names_are_shown_without_what_is_around_the_folder(home, folder):
    """A message names a file by its place in the folder."""
    assert folder.named(home / "trash" / "a.toml") == "trash/a.toml"
