"""Writing: whole or not at all, whatever happens in the middle."""

import errno
import os
import resource
import shutil
import stat
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from wizard.errors import SystemRefusedError
from wizard.profile.folder import ProfileFolder, home
from wizard.profile.read import read_profile

SAVING = """
import sys
from pathlib import Path
from wizard.profile.folder import ProfileFolder
write, path, text = ProfileFolder(Path()).write, Path(sys.argv[1]), Path(sys.argv[3]).read_text()
for number in range(int(sys.argv[2])):
    write(path, text, replace=True)
"""
KILLING = """
import os, random, signal, sys, time
from pathlib import Path
from wizard.profile.folder import ProfileFolder
write, path = ProfileFolder(Path()).write, Path(sys.argv[1])
texts = [Path(name).read_text() for name in sys.argv[3:]]
rng = random.Random(9)
write(path, texts[0], replace=True)  # on a busy machine none of the others may come to its end
for number in range(int(sys.argv[2])):
    child = os.fork()
    while not child:
        for text in texts:
            write(path, text, replace=True)
    time.sleep(rng.uniform(0.001, 0.02))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    if path.read_text() not in texts:
        sys.exit(f"torn at kill {number}")
"""
FILES = ProfileFolder(Path())
NOBODY = 54321  # a user whom no system knows, so without a home folder either


@pytest.fixture
def two(saved, tmp_path):
    """Two profiles of different length, as files, and a third file that holds the first."""
    one, other = (
        saved("one.txt"),
        saved("other.txt", form="vial", first_time=True, name="Another plan, of another length"),
    )
    path = tmp_path / "folder" / "plan.toml"
    path.parent.mkdir()
    path.write_bytes(one.read_bytes())
    return path, one, other


def kill_while_saving(two, times):
    """Kill a saving process at random moments; the profile is always one of the two, whole."""
    path, one, other = two
    subprocess.run([sys.executable, "-c", KILLING, path, str(times), one, other], check=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    left = [each for each in path.parent.iterdir() if each != path]
    assert all(each.name.startswith(".plan.toml.") and each.name.endswith(".tmp") for each in left)
    for each in left:
        os.utime(each, (time.time() - 61, time.time() - 61))
    ProfileFolder(path.parent).sweep()
    assert list(path.parent.iterdir()) == [path]


def test_killed_30_times(two):
    """Kill -9 at 30 random moments of saving: the old file or the new one, and no trace after the
    next start.
    """
    kill_while_saving(two, 30)


@pytest.mark.slow
def test_killed_300_times(two):
    """Kill -9 at 300 random moments of saving."""
    kill_while_saving(two, 300)


def two_writers(two, times):
    """Two processes that save one profile at the same time leave one of the two, whole, and nothing
    else.
    """
    path, one, other = two
    first, second = (
        subprocess.Popen([sys.executable, "-c", SAVING, path, str(times), text])
        for text in (one, other)
    )
    with first, second:
        seen = set()
        while first.poll() is None or second.poll() is None:
            seen.add(path.read_bytes())
    assert (first.returncode, second.returncode) == (0, 0)
    assert seen | {path.read_bytes()} <= {one.read_bytes(), other.read_bytes()}
    assert list(path.parent.iterdir()) == [path]


def test_two_writers_20_times(two):
    """Two writers, 20 saves each: no mixture, no loss of both."""
    two_writers(two, 20)


@pytest.mark.slow
def test_two_writers_200_times(two):
    """Two writers, 200 saves each."""
    two_writers(two, 200)


@contextmanager
def no_larger_than(size):
    """No file may grow over `size` bytes here: a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_full_disk(two):
    """On a full disk the old file stays whole, the person is told in one line, and nothing is left
    behind.
    """
    path, one, other = two
    for room in (0, 1, 700):
        with (
            no_larger_than(room),
            pytest.raises(SystemRefusedError, match="cannot be written") as refused,
        ):
            FILES.write(path, other.read_text(), replace=True)
        assert "\n" not in str(refused.value)
        assert path.read_bytes() == one.read_bytes()
        assert list(path.parent.iterdir()) == [path]


def fill(where, text):
    """Write profiles until the system refuses."""
    for number in range(10_000):
        FILES.write(where / f"plan-{number}.toml", text)


@pytest.mark.slow
def test_a_file_system_of_1_mb(two, tmp_path):
    """On a real file system of 1 MB, filled with profiles, every file that is there is whole."""
    _, one, _ = two
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "none", small], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"a tmpfs cannot be mounted here: {mounted.stderr.decode().strip()}")
    try:
        text = one.read_text()
        with pytest.raises(SystemRefusedError, match="cannot be written"):
            fill(small, text)
        written = len(list(small.iterdir()))
        assert written > 100
        with pytest.raises(SystemRefusedError, match="cannot be written"):
            FILES.write(small / "plan-0.toml", text + "# longer\n" * 1_000, replace=True)
        assert len(list(small.iterdir())) == written
        assert {each.read_text() for each in small.iterdir()} == {text}
    finally:
        subprocess.run(["umount", small], check=True)


@pytest.mark.parametrize("umask", [0o000, 0o077, 0o277, 0o777])
def test_the_mode_does_not_depend_on_the_umask(tmp_path, umask):
    """A profile can be read and written by its owner and by nobody else, whatever the umask."""
    before = os.umask(umask)
    try:
        FILES.write(tmp_path / "plan.toml", "x = 1\n")
        FILES.write(tmp_path / "plan.toml", "x = 2\n", replace=True)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "plan.toml").stat().st_mode) == 0o600


def test_a_folder_made_for_profiles_is_private(tmp_path):
    """The profile folder is made when first needed, for its owner alone."""
    folder = tmp_path / "a" / "b"
    ProfileFolder(folder).write(folder / "plan.toml", "x = 1\n")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_no_other_folder_is_made(tmp_path):
    """A folder that is named for a file is not made: the person is told to make it first."""
    with pytest.raises(SystemRefusedError, match="make the folder first"):
        ProfileFolder(tmp_path).write(tmp_path / "no" / "such" / "plan.toml", "x = 1\n")
    assert not list(tmp_path.iterdir())


def unsynced(monkeypatch, number):
    """Have the system refuse to flush a folder to disk with this error."""
    fsync = os.fsync

    def refuse(handle):
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(number, os.strerror(number))
        fsync(handle)

    monkeypatch.setattr("os.fsync", refuse)


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP, errno.ENOSYS])
def test_a_folder_that_cannot_be_synced(two, monkeypatch, number):
    """CIFS, vboxsf and FUSE cannot flush a folder, which is no failed save (issue 15, point 12)."""
    path, one, other = two
    unsynced(monkeypatch, number)
    FILES.write(path, other.read_text(), replace=True)
    FILES.write(path.with_name("new.toml"), one.read_text())
    assert path.read_bytes() == other.read_bytes()


def test_a_disk_that_fails_while_a_folder_is_synced(two, monkeypatch):
    """A disk that fails is told of, and what is said is true: the file is written."""
    path, _one, other = two
    unsynced(monkeypatch, errno.EIO)
    with pytest.raises(SystemRefusedError, match="is written, but the disk failed to confirm it"):
        FILES.write(path, other.read_text(), replace=True)
    assert path.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("number", [errno.EACCES, errno.EMFILE])
def test_a_folder_that_cannot_be_opened_to_be_synced(two, monkeypatch, number):
    """A folder that may be written to and not read, or a want of descriptors, fails no save that is
    done (issue 15, point 12).
    """
    path, _one, other = two
    opened = os.open

    def refuse(name, flags, *rest, **more):
        if flags & os.O_DIRECTORY:
            raise OSError(number, os.strerror(number))
        return opened(name, flags, *rest, **more)

    monkeypatch.setattr("os.open", refuse)
    FILES.write(path, other.read_text(), replace=True)
    assert path.read_bytes() == other.read_bytes()


def test_a_new_file_where_there_are_no_hard_links(tmp_path, monkeypatch):
    """Where the file system has no hard links, a new file still comes whole and never over
    another.
    """

    def refuse(*_, **__):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "plan.toml"
    FILES.write(path, "x = 1\n")
    with pytest.raises(SystemRefusedError, match="exists already"):
        FILES.write(path, "x = 2\n")
    (tmp_path / "other").write_text("x = 3\n")
    with pytest.raises(FileExistsError):
        FILES.move(tmp_path / "other", path)
    assert path.read_text() == "x = 1\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(each.name for each in tmp_path.iterdir()) == ["other", "plan.toml"]
    with pytest.raises(FileNotFoundError):
        FILES.move(tmp_path / "none", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_what_is_swept(tmp_path):
    """Only temporaries of this program go, and only those older than a minute; a link or a folder
    of such a name stays.
    """
    old = time.time() - 61
    names = {
        ".plan.toml.0123456789abcdef.tmp": old,
        ".plan.toml.fedcba9876543210.tmp": time.time() - 30,
        ".plan.toml.tmp": old,
        ".plan.toml.0123456789ABCDEF.tmp": old,
        "plan.toml.0123456789abcdef.tmp": old,
        "plan.toml": old,
    }
    for name, moment in names.items():
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (moment, moment))
    (tmp_path / ".link.0123456789abcdef.tmp").symlink_to("plan.toml")
    (tmp_path / ".folder.0123456789abcdef.tmp").mkdir()
    os.utime(tmp_path / ".folder.0123456789abcdef.tmp", (old, old))
    before = {each.name for each in tmp_path.iterdir()}
    ProfileFolder(tmp_path).sweep()
    assert before - {each.name for each in tmp_path.iterdir()} == {
        ".plan.toml.0123456789abcdef.tmp"
    }
    ProfileFolder(tmp_path / "none").sweep()
    ProfileFolder(tmp_path / "plan.toml").sweep()


@pytest.fixture
def as_nobody():
    """Run semax-wizard as a user who is not root, without a home folder, in a folder that is not
    theirs.
    """

    def call(*arguments, **environment):
        other = ["setpriv", f"--reuid={NOBODY}", "--clear-groups"] if os.getuid() == 0 else []
        return subprocess.run(
            [*other, sys.executable, "-m", "wizard", *map(str, arguments)],
            capture_output=True,
            check=False,
            cwd="/",
            env={"PATH": os.environ["PATH"]}
            | {key: str(value) for key, value in environment.items()},
        )

    if (os.getuid() == 0 and shutil.which("setpriv") is None) or call("--version").returncode:
        pytest.skip("another user cannot run this Python")
    return call


@pytest.fixture
def read_only(saved):
    """A folder into which nobody but root may write, with a profile in it; not below pytest's own,
    which is private.
    """
    text = saved().read_text()
    with TemporaryDirectory() as name:
        where = Path(name)
        (where / "answers.toml").write_text(text)
        (where / "answers.toml").chmod(0o444)
        where.chmod(0o555)
        yield where
        where.chmod(0o755)


def test_a_read_only_folder(as_nobody, read_only):
    """Where nothing may be written, one clear line says so and suggests another place, exit 6."""
    ended = as_nobody(
        "new", "--answers", read_only / "answers.toml", "--out", read_only / "plan.toml"
    )
    assert (ended.returncode, ended.stdout, ended.stderr.count(b"\n")) == (6, b"", 1)
    assert ended.stderr.endswith(
        b"plan.toml: cannot be written (Permission denied); choose another place\n"
    )
    listed = as_nobody("list", SEMAX_WIZARD_HOME=read_only)
    assert (listed.returncode, listed.stderr) == (0, b"")
    assert listed.stdout.startswith(b"Spring exam block (answers.toml)")


@pytest.mark.parametrize("home", ["", None])
def test_no_home(as_nobody, home):
    """A user without a home folder is told to name one, in one line, and no folder named ~ is
    made.
    """
    ended = as_nobody("list", **({} if home is None else {"HOME": home}))
    if ended.returncode == 0:
        pytest.skip("this user has a home folder after all")
    assert (ended.returncode, ended.stdout, ended.stderr.count(b"\n")) == (6, b"", 1)
    assert b"set SEMAX_WIZARD_HOME to a folder" in ended.stderr


def test_a_home_that_is_a_file(as_nobody, read_only):
    """A profile folder that is no folder is named in one line."""
    ended = as_nobody("list", SEMAX_WIZARD_HOME=read_only / "answers.toml")
    assert (ended.returncode, ended.stderr.count(b"\n")) == (6, 1)
    assert b"Not a directory" in ended.stderr


def test_no_home_folder_found(monkeypatch):
    """Where the system knows no home folder, that is said, not guessed."""
    monkeypatch.delenv("SEMAX_WIZARD_HOME", raising=False)
    monkeypatch.setattr(
        "platformdirs.user_data_path", lambda *_, **__: Path("~/.local/share/semax-wizard")
    )
    with pytest.raises(SystemRefusedError, match="no home folder"):
        home()

    def lost(*_, **__):
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr("platformdirs.user_data_path", lost)
    with pytest.raises(SystemRefusedError, match="no home folder"):
        home()


def test_what_was_written_can_be_read(two):
    """What these tests save are profiles."""
    assert {read_profile(FILES.read(path)).name for path in two} == {
        "Spring exam block",
        "Another plan, of another length",
    }


def test_a_tilde_that_no_shell_expanded(monkeypatch, tmp_path):
    """A variable that was set with `~` in quotes names a folder in the home folder, not one called
    `~`; one of nobody is refused (issue 15, point 20).
    """
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SEMAX_WIZARD_HOME", "~/kept")
    assert home() == tmp_path / "kept"
    monkeypatch.setenv("SEMAX_WIZARD_HOME", "~nobody-of-this-name/kept")
    with pytest.raises(SystemRefusedError, match="no home folder"):
        home()
