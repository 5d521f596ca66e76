"""The profile folder: the files that may be touched, names for them, and reading and writing them.

Files are health records: they get mode 0600, are written to a temporary file in the same folder
and renamed; never over an existing file unasked, and never through a symbolic link.

Code that works with profiles accesses files only through a `ProfileFolder`. A bounded one keeps
its folder open and opens every name relative to it without following links, so that swapping a
path between a check and its use cannot lead out of the folder.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import time
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import BinaryIO, Final

from wizard.errors import SystemRefusedError, UnreadableError
from wizard.text.sanitize import unsafe
from wizard.text.translation import N_, _, refusal

HOME_VARIABLE: Final = "SEMAX_WIZARD_HOME"
SUFFIX: Final = ".toml"
SETTINGS: Final = ".settings.toml"
MOST_BYTES: Final = 64 * 1024
_MOST_STEM: Final = 60
_TEMPORARY: Final = re.compile(r"\..+\.[0-9a-f]{16}\.tmp")
_STALE_SECONDS: Final = 60
_NOTICE: Final = N_("Your answers are kept on this host. Whoever runs it could read them.")
_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_OUTSIDE: Final = N_("it is outside the profile folder")
_CANNOT_SYNC: Final = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS})
"""What CIFS, vboxsf and FUSE say to being asked to flush: it cannot be done, and nothing failed."""


def home() -> Path:
    """Return where profiles are kept: `$SEMAX_WIZARD_HOME`, else the platform's user data folder.

    It may not exist yet. A "~" in the variable, which no shell expanded, is. Raises
    `SystemRefusedError` for a user without a home folder.
    """
    with suppress(RuntimeError):
        if chosen := os.environ.get(HOME_VARIABLE):
            return Path(chosen).expanduser().absolute()
        # Imported only if no folder was chosen
        from platformdirs import user_data_path  # noqa: PLC0415

        where = user_data_path("semax-wizard", appauthor=False)
        if where.is_absolute():
            return where
    raise SystemRefusedError(
        _("there is no home folder to keep profiles in"),
        _("set {home_variable} to a folder").format(home_variable=HOME_VARIABLE),
    )


def examples() -> tuple[Path, ...]:
    """Return the shared example profiles that ship with the program: the wizard's templates.

    `amidate`, which is not for a first course, is last.
    """
    installed = Path(__file__).parent.parent / "profiles"
    in_checkout = installed.parent.parent / "profiles"
    found = ProfileFolder(installed if installed.is_dir() else in_checkout).profiles()
    return tuple(sorted(found, key=lambda path: (path.stem == "amidate", path.name)))


@dataclass(frozen=True)  # not attrs, which the first page must not import
class ProfileFolder:
    """The folder at `path`, which may not exist yet, and operations on its files.

    If `held`, the descriptor of the open folder, is given, the folder is bounded: only files in it
    and its subfolders may be accessed, and files in `readable` may be read. Otherwise any path is
    allowed, relative to the current directory. The methods that wrap one system call raise
    `OSError` for a path outside the bounds, as for any refusal by the system.
    """

    path: Path
    held: int | None = None
    readable: frozenset[Path] = frozenset()

    @classmethod
    def within(cls, path: Path, readable: Iterable[Path] = ()) -> ProfileFolder:
        """Return a bounded folder, creating it if necessary.

        Raises `SystemRefusedError` if the folder cannot be created or opened.
        """
        # Remove "..", since `holds` rejects every path that contains it
        where = Path(os.path.abspath(path))  # noqa: PTH100
        try:
            where.mkdir(parents=True, exist_ok=True, mode=0o700)
            return cls(where, os.open(where, _FOLDER), frozenset(readable))
        except OSError as error:
            raise SystemRefusedError(
                _("the profile folder cannot be opened ({strerror})").format(
                    strerror=refusal(error)
                ),
                _("check it and its permissions"),
            ) from error

    @property
    def is_bounded(self) -> bool:
        """Return whether access is limited to this folder.

        If so, neither the wizard nor line mode asks for a path or shows an absolute one.
        """
        return self.held is not None

    @property
    def notice(self) -> str:
        """Return the notice for the start page if the folder is bounded, or else "".

        A bounded folder is on a host that somebody else runs.
        """
        return _(_NOTICE) if self.is_bounded else ""

    def holds(self, path: Path) -> bool:
        """Return whether this path is within bounds, judged by its text without resolving links."""
        return not self.is_bounded or (path.is_relative_to(self.path) and ".." not in path.parts)

    def named(self, path: Path) -> str:
        """Return the file's name for messages: its path, relative to a bounded folder.

        Unsafe characters are not removed.
        """
        return str(path.relative_to(self.path) if self.is_bounded and self.holds(path) else path)

    # -- what is there ----------------------------------------------------------------------------

    def exists(self, path: Path) -> bool:
        """Return whether anything has that name, even a broken link.

        Returns `False` if that cannot be determined.
        """
        return self._mode(path) != 0

    def is_file(self, path: Path) -> bool:
        """Return whether the path is a regular file; `False` if that cannot be determined."""
        return stat.S_ISREG(self._mode(path))

    def refuse_link(self, path: Path) -> None:
        """Raise `SystemRefusedError` for a symbolic link, which is never replaced."""
        if stat.S_ISLNK(self._mode(path)):
            raise SystemRefusedError(_("is a symbolic link"), _("name the file itself"))

    def _mode(self, path: Path) -> int:
        """Return the type and mode bits of the path; 0 if nothing is there or it is unknown."""
        with suppress(OSError, ValueError):
            return self.lstat(path).st_mode
        return 0

    def profiles(self) -> tuple[Path, ...]:
        """Return the profile files of the folder, sorted; none if the folder does not exist.

        Raises `SystemRefusedError` where the folder cannot be read.
        """
        try:
            paths = [self.path / name for name in self.names(self.path)]
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise SystemRefusedError(
                _("the folder cannot be read ({strerror})").format(strerror=refusal(error)),
                _("check it, or set {home_variable}").format(home_variable=HOME_VARIABLE),
            ) from error
        return tuple(
            sorted(path for path in paths if path.suffix == SUFFIX and path.name[0] != ".")
        )

    def has_begun(self) -> bool:
        """Return whether the start page may offer to go on: with a hidden draft, or a course.

        No course of a bounded folder stands there.
        """
        with suppress(OSError):
            return any(
                name.startswith(".") or (name.endswith(SUFFIX) and not self.is_bounded)
                for name in self.names(self.path)
                if name != SETTINGS
            )
        return False

    def sweep(self) -> None:
        """Remove temporary files of killed saves that are older than a minute.

        Failures are ignored.
        """
        with suppress(OSError):
            for name in self.names(self.path):
                if _TEMPORARY.fullmatch(name) and self.is_file(path := self.path / name):
                    with suppress(OSError):
                        if time.time() - self.lstat(path).st_mtime > _STALE_SECONDS:
                            self.remove(path)

    # -- names for files --------------------------------------------------------------------------

    def proposed(self, name: str, where: Path | None = None) -> Path:
        """Return an unused path for a profile of that name.

        Its name has letters, digits and hyphens only. It is in this folder, or in `where`.
        """
        ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        stem = re.sub(r"[^a-z0-9]+", "-", ascii_name.lower()).strip("-")[:_MOST_STEM].strip("-")
        return self.free(where or self.path, stem or "profile", SUFFIX)

    def free(self, where: Path, stem: str, suffix: str) -> Path:
        """Return the first free name of `STEM.SUFFIX`, `STEM-2.SUFFIX` and so on in `where`."""
        path, numbers = where / f"{stem}{suffix}", count(2)
        while self.exists(path):
            path = where / f"{stem}-{next(numbers)}{suffix}"
        return path

    def path_of(self, said: str, where: Path | None = None, suffix: str = SUFFIX) -> Path:
        """Return the path for a file name that a person typed, with this suffix added if missing.

        It is in this folder, or in `where`, unless the text has a folder of its own. Raises
        `UnreadableError` if the text is not a file name.
        """
        said = said.strip()
        if not said:
            raise UnreadableError(_("type the name of a file"))
        if (char := unsafe(said)) is not None:
            raise UnreadableError(
                _("the file name holds the character {char}: type one without it").format(char=char)
            )
        try:
            path = Path(said).expanduser()
        except RuntimeError as error:
            raise UnreadableError(_("there is no such home folder: type the whole path")) from error
        if said == "~" or said.endswith("/") or path.name in {"", ".."}:
            raise UnreadableError(_("that is a folder: type the name of a file too"))
        path = (path if "/" in said else (where or self.path) / path).absolute()
        return path if path.name.endswith(suffix) else path.with_name(path.name + suffix)

    # -- whole files ------------------------------------------------------------------------------

    def read(self, path: Path) -> bytes:
        """Return the content of a regular file, at most `MOST_BYTES` + 1 bytes of it.

        Raises `SystemRefusedError`, also for a FIFO, device or folder, which is never read and so
        cannot block the program, and for a file in a bounded folder that has a second hard link,
        which may be outside.
        """
        try:
            handle = self.open(path, os.O_RDONLY | os.O_NONBLOCK)
            try:
                found = os.fstat(handle)
                if stat.S_ISDIR(found.st_mode):
                    raise SystemRefusedError(_("is a folder"), _("name a profile file in it"))
                if not stat.S_ISREG(found.st_mode):
                    raise SystemRefusedError(_("is not a regular file"), _("name a profile file"))
                if self.is_bounded and self.holds(path) and found.st_nlink > 1:
                    raise SystemRefusedError(
                        _("has a second name, perhaps outside the folder"),
                        _("copy it to a file of its own"),
                    )
                with open(handle, "rb", closefd=False) as stream:
                    return read_all(stream)
            finally:
                os.close(handle)
        except (OSError, ValueError) as error:
            reason = refusal(error) if isinstance(error, OSError) else _("not a usable file name")
            raise SystemRefusedError(
                _("cannot be read ({reason})").format(reason=reason),
                _("check the path and its permissions"),
            ) from error

    def write(
        self, path: Path, content: str | bytes, *, replace: bool = False, sync: bool = True
    ) -> None:
        """Write the whole file or nothing, mode 0600; text as UTF-8.

        Without `sync` the file survives the end of the process but perhaps not a power loss; call
        the method `sync` soon after. The profile folder is made if need be, and no other. Raises
        `SystemRefusedError` if the file exists and `replace` is false, if it is a symbolic link or
        a folder, if its folder does not exist, and if the system refuses.
        """
        temporary = path.parent / f".{path.name}.{os.urandom(8).hex()}.tmp"
        try:
            self.refuse_link(path)
            if self.exists(path) and not (replace and self.is_file(path)):
                raise SystemRefusedError(_("exists already"), _("choose another name"))
            if path.parent == self.path:
                self.make_folder(self.path)
            self._write_new(
                temporary, content.encode() if isinstance(content, str) else content, sync=sync
            )
            try:
                (self.rename if replace else self.move)(temporary, path)
            finally:
                self.remove(temporary)
        except FileExistsError as error:
            raise SystemRefusedError(_("exists already"), _("choose another name")) from error
        except FileNotFoundError as error:
            raise SystemRefusedError(
                _("cannot be written (there is no such folder)"), _("make the folder first")
            ) from error
        except OSError as error:
            raise SystemRefusedError(
                _("cannot be written ({strerror})").format(strerror=refusal(error)),
                _("choose another place"),
            ) from error
        try:
            if sync:
                self.sync_names(path.parent)
        except OSError as error:
            raise SystemRefusedError(
                f"is written, but the disk failed to confirm it ({error.strerror})",
                "check that it is there, and keep a copy on another disk",
            ) from error

    def sync(self, path: Path) -> None:
        """Flush to disk a file that was written without `sync`. Raises `OSError`."""
        _sync(self.open(path, os.O_RDONLY))
        self.sync_names(path.parent)

    def _write_new(self, path: Path, content: bytes, *, sync: bool) -> None:
        handle = self.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        try:
            with open(handle, "wb") as stream:  # noqa: PTH123 - a descriptor, not a path
                with suppress(OSError):  # overrides the umask; some file systems have no modes
                    os.fchmod(handle, 0o600)
                stream.write(content)
                stream.flush()
                if sync:
                    os.fsync(handle)
        except BaseException:
            self.remove(path)
            raise

    # -- one system call each, within bounds ------------------------------------------------------

    def open(self, path: Path, flags: int) -> int:
        """Return a descriptor, as `os.open` does; it is close-on-exec."""
        with self._at(path, to_read=not flags & (os.O_ACCMODE | os.O_CREAT)) as (name, folder):
            kept = os.O_CLOEXEC if folder is None else os.O_CLOEXEC | os.O_NOFOLLOW
            return os.open(name, flags | kept, 0o600, dir_fd=folder)

    def lstat(self, path: Path) -> os.stat_result:
        """Return the status of the path; a link is not followed."""
        with self._at(path) as (name, folder):
            return os.stat(name, dir_fd=folder, follow_symlinks=False)

    def names(self, folder: Path) -> list[str]:
        """Return the names in a folder, in no order."""
        with self._opened(folder) as held:
            # Not Path.iterdir: `held` is a descriptor
            return os.listdir(folder if held is None else held)  # noqa: PTH208

    def make_folder(self, folder: Path) -> None:
        """Create the folder if it does not exist, with mode 0700."""
        if not self.is_bounded:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        elif folder != self.path:
            with self._at(folder) as (name, held), suppress(FileExistsError):
                os.mkdir(name, 0o700, dir_fd=held)

    def rename(self, path: Path, other: Path) -> None:
        """Rename the file to `other`, replacing what is there."""
        with self._at(path) as (name, here), self._at(other) as (second, there):
            os.replace(name, second, src_dir_fd=here, dst_dir_fd=there)

    def move(self, path: Path, other: Path) -> None:
        """Rename the file, or the link itself, to `other`, which must not exist.

        Raises `FileExistsError` if it does, even if it was created an instant ago.
        """
        try:
            with self._at(path) as (name, here), self._at(other) as (second, there):
                os.link(name, second, src_dir_fd=here, dst_dir_fd=there, follow_symlinks=False)
        except FileExistsError:
            raise
        except OSError:
            # A file system without hard links: reserve the name, then rename the file over it
            os.close(self.open(other, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
            try:
                self.rename(path, other)
            except OSError:
                self.remove(other)
                raise
        else:
            self.remove(path)

    def remove(self, path: Path) -> None:
        """Remove the file, or the link itself, if it exists. Raises `OSError`."""
        with self._at(path) as (name, folder), suppress(FileNotFoundError):
            os.unlink(name, dir_fd=folder)

    def sync_names(self, folder: Path) -> None:
        """Flush the folder's entries to disk, unless it cannot be opened for that.

        A folder may be written to and not read, and there may be no descriptor left; what was
        renamed in it stands.
        """
        try:
            with self._opened(folder) as held:
                handle = os.open(folder if held is None else ".", _FOLDER, dir_fd=held)
        except OSError:
            return
        _sync(handle)

    @contextmanager
    def _at(self, path: Path, *, to_read: bool = False) -> Iterator[tuple[str | Path, int | None]]:
        """Yield the path and `None`, or, in a bounded folder, the name and its open parent."""
        if not self.is_bounded or (to_read and path in self.readable):
            yield path, None
            return
        with self._opened(path.parent) as held:
            if path.name in {"", ".."}:
                raise OSError(errno.EPERM, _OUTSIDE)
            try:
                yield path.name, held
            except OSError as error:
                if error.errno == errno.ELOOP:
                    raise OSError(errno.ELOOP, _("it is a symbolic link")) from error
                raise

    @contextmanager
    def _opened(self, folder: Path) -> Iterator[int | None]:
        """Yield a descriptor of the folder, opening each component relative to its parent.

        Yields `None` if the profile folder is not bounded.
        """
        if not self.is_bounded:
            yield None
            return
        if not self.holds(folder):
            raise OSError(errno.EPERM, _OUTSIDE)
        with ExitStack() as opened:
            held = self.held
            for name in folder.relative_to(self.path).parts:
                held = os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=held)
                opened.callback(os.close, held)
            yield held


def _sync(handle: int) -> None:
    """Flush the file or the folder of this descriptor to disk, where that can be, and close it."""
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC:
            raise
    finally:
        os.close(handle)


def read_all(stream: BinaryIO) -> bytes:
    """Return what a stream holds, at most `MOST_BYTES` + 1 bytes of it.

    Raises `BlockingIOError` where it would have to wait, which some files never end.
    """
    content = b""
    while len(content) <= MOST_BYTES:
        more = stream.read(MOST_BYTES + 1 - len(content))
        if more is None:
            raise BlockingIOError(errno.EAGAIN, _("nothing stands there yet"))
        if not more:
            break
        content += more
    return content
