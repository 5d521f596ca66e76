"""The profile folder: the files that may be touched, names for them, and reading and writing them.

Files are health records: mode 0600, written beside the target, flushed to disk and put in place in
one step, never over an existing file unasked and never through a symbolic link.

Whoever keeps profiles is given a `ProfileFolder` and does everything with files through it. In a
bounded one each name is opened relative to the folder, which stays open from the start, and no link
on the way is followed. So there is no moment between looking and opening in which something put in
the way could lead elsewhere.
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
from typing import Final

from wizard.errors import SystemRefusedError, UnreadableError
from wizard.text.sanitize import unsafe
from wizard.text.translation import N_, _

HOME_VARIABLE: Final = "SEMAX_WIZARD_HOME"
SUFFIX: Final = ".toml"
MOST_BYTES: Final = 64 * 1024
_MOST_STEM: Final = 60
_TEMPORARY: Final = re.compile(r"\..+\.[0-9a-f]{16}\.tmp")
_STALE_SECONDS: Final = 60
_NOTICE: Final = N_("Your answers are kept on this host. Whoever runs it could read them.")
_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_OUTSIDE: Final = "it is outside the profile folder"


def home() -> Path:
    """Return where profiles are kept: `$SEMAX_WIZARD_HOME`, else the platform's user data folder.

    It may not exist yet. Raises `SystemRefusedError` for a user without a home folder.
    """
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen)
    # Only where no folder was chosen
    from platformdirs import user_data_path  # noqa: PLC0415

    with suppress(RuntimeError):
        where = user_data_path("semax-wizard", appauthor=False)
        if where.is_absolute():
            return where
    raise SystemRefusedError(
        "there is no home folder to keep profiles in", f"set {HOME_VARIABLE} to a folder"
    )


def examples() -> tuple[Path, ...]:
    """Return the shared example profiles that ship with the program: the wizard's templates.

    The one that nobody should begin with is last.
    """
    installed = Path(__file__).parent.parent / "profiles"
    in_checkout = installed.parent.parent / "profiles"
    found = ProfileFolder(installed if installed.is_dir() else in_checkout).profiles()
    return tuple(sorted(found, key=lambda path: (path.stem == "amidate", path.name)))


@dataclass(frozen=True)  # not attrs, which the first page of the wizard does without
class ProfileFolder:
    """The folder at `path`, which may not exist yet, and what may be done with the files in it.

    A file anywhere may be named, a relative one from the current folder, unless the folder is
    `held` open: then only files in it may be touched, to any depth. `readable` are files elsewhere
    that are no secret and may be read. The methods that stand for one system call raise `OSError`
    for what is out of bounds, as they do where the system refuses.
    """

    path: Path
    held: int | None = None
    readable: frozenset[Path] = frozenset()

    @classmethod
    def within(cls, path: Path, readable: Iterable[Path] = ()) -> ProfileFolder:
        """Return a bounded folder, made if need be.

        Raises `SystemRefusedError` where the folder cannot be had.
        """
        # Without "..", which would put everything out of bounds
        where = Path(os.path.abspath(path))  # noqa: PTH100
        try:
            where.mkdir(parents=True, exist_ok=True, mode=0o700)
            return cls(where, os.open(where, _FOLDER), frozenset(readable))
        except OSError as error:
            raise SystemRefusedError(
                f"the profile folder cannot be opened ({error.strerror})",
                "check it and its permissions",
            ) from error

    @property
    def is_bounded(self) -> bool:
        """Return whether there is an outside.

        Where there is, no face asks for a path, and none is shown whole.
        """
        return self.held is not None

    @property
    def notice(self) -> str:
        """Return what a person is told at the start where somebody else chose the folder.

        Such a folder is on that person's host.
        """
        return _(_NOTICE) if self.is_bounded else ""

    def holds(self, path: Path) -> bool:
        """Return whether this path, as it is written, is within bounds."""
        return not self.is_bounded or (path.is_relative_to(self.path) and ".." not in path.parts)

    def named(self, path: Path) -> str:
        """Return the file as messages name it: its whole path, or its place in a bounded folder.

        Not cleaned.
        """
        return str(path.relative_to(self.path) if self.is_bounded and self.holds(path) else path)

    # -- what is there ----------------------------------------------------------------------------

    def exists(self, path: Path) -> bool:
        """Return whether anything has that name, be it a link that leads nowhere.

        False where that cannot be known.
        """
        return self._mode(path) != 0

    def is_file(self, path: Path) -> bool:
        """Return whether a regular file has that name; false where that cannot be known."""
        return stat.S_ISREG(self._mode(path))

    def refuse_link(self, path: Path) -> None:
        """Raise `SystemRefusedError` for a symbolic link, which is never replaced."""
        if stat.S_ISLNK(self._mode(path)):
            raise SystemRefusedError("is a symbolic link", "name the file itself")

    def _mode(self, path: Path) -> int:
        """Return the type and mode of what has that name; 0 for nothing, or if it is unknown."""
        with suppress(OSError, ValueError):
            return self.lstat(path).st_mode
        return 0

    def profiles(self) -> tuple[Path, ...]:
        """Return the profile files of the folder, by name; none for a folder that is not there.

        Raises `SystemRefusedError` where the folder cannot be read.
        """
        try:
            paths = [self.path / name for name in self.names(self.path)]
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise SystemRefusedError(
                f"the folder cannot be read ({error.strerror})", f"check it, or set {HOME_VARIABLE}"
            ) from error
        return tuple(
            sorted(path for path in paths if path.suffix == SUFFIX and path.name[0] != ".")
        )

    def has_hidden(self) -> bool:
        """Return whether the folder holds hidden files: drafts, or leftovers of a killed save."""
        with suppress(OSError):
            return any(name.startswith(".") for name in self.names(self.path))
        return False

    def sweep(self) -> None:
        """Remove temporary files of this program that are older than a minute.

        Saves that were killed left them there. What cannot be removed stays, without a message.
        """
        with suppress(OSError):
            for name in self.names(self.path):
                if _TEMPORARY.fullmatch(name) and self.is_file(path := self.path / name):
                    with suppress(OSError):
                        if time.time() - self.lstat(path).st_mtime > _STALE_SECONDS:
                            self.remove(path)

    # -- names for files --------------------------------------------------------------------------

    def proposed(self, name: str, where: Path | None = None) -> Path:
        """Return a file for a profile of that name, not taken yet.

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
        """Return the file that a person types, with this ending.

        It is in this folder, or in the folder `where`, unless a folder is typed too. Raises
        `UnreadableError` for what is no name of a file.
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
        """Return the content of a regular file; a byte over `MOST_BYTES` at most.

        A FIFO, device or folder is refused without being read, so that nothing can make the program
        wait; so is, in a bounded folder, a file with a second name, which may be one outside.
        Raises `SystemRefusedError`.
        """
        try:
            handle = self.open(path, os.O_RDONLY | os.O_NONBLOCK)
            try:
                found = os.fstat(handle)
                if stat.S_ISDIR(found.st_mode):
                    raise SystemRefusedError("is a folder", "name a profile file in it")
                if not stat.S_ISREG(found.st_mode):
                    raise SystemRefusedError("is not a regular file", "name a profile file")
                if self.is_bounded and self.holds(path) and found.st_nlink > 1:
                    raise SystemRefusedError(
                        "has a second name, perhaps outside the folder",
                        "copy it to a file of its own",
                    )
                with open(handle, "rb", closefd=False) as stream:
                    return stream.read(MOST_BYTES + 1)
            finally:
                os.close(handle)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "not a usable file name"
            raise SystemRefusedError(
                f"cannot be read ({reason})", "check the path and its permissions"
            ) from error

    def write(
        self, path: Path, content: str | bytes, *, replace: bool = False, sync: bool = True
    ) -> None:
        """Write the whole file or nothing, mode 0600; text as UTF-8.

        Without `sync` it outlives this process, but not yet the machine: for a file that gets a
        `sync` in a moment. Raises `SystemRefusedError` when the file exists and `replace` was not
        asked for, when it is a symbolic link or a folder, and when the system refuses.
        """
        temporary = path.parent / f".{path.name}.{os.urandom(8).hex()}.tmp"
        try:
            self.refuse_link(path)
            if not replace and self.exists(path):
                raise SystemRefusedError("exists already", "choose another name")
            self.make_folder(path.parent)
            self._write_new(
                temporary, content.encode() if isinstance(content, str) else content, sync=sync
            )
            try:
                (self.rename if replace else self.move)(temporary, path)
            finally:
                self.remove(temporary)
            if sync:
                self.sync_names(path.parent)
        except FileExistsError as error:
            raise SystemRefusedError("exists already", "choose another name") from error
        except OSError as error:
            raise SystemRefusedError(
                f"cannot be written ({error.strerror})", "choose another place"
            ) from error

    def sync(self, path: Path) -> None:
        """Have the disk keep a file that was written without `sync`. Raises `OSError`."""
        _sync(self.open(path, os.O_RDONLY))
        self.sync_names(path.parent)

    def _write_new(self, path: Path, content: bytes, *, sync: bool) -> None:
        handle = self.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        try:
            # A descriptor, not a path
            with open(handle, "wb") as stream:  # noqa: PTH123
                with suppress(OSError):  # whatever the umask; not where a file system has no modes
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
        """Return a descriptor, as `os.open` does, closed when another program is run."""
        with self._at(path, to_read=not flags & (os.O_ACCMODE | os.O_CREAT)) as (name, folder):
            kept = os.O_CLOEXEC if folder is None else os.O_CLOEXEC | os.O_NOFOLLOW
            return os.open(name, flags | kept, 0o600, dir_fd=folder)

    def lstat(self, path: Path) -> os.stat_result:
        """Return what is there under that name, of a link the link."""
        with self._at(path) as (name, folder):
            return os.stat(name, dir_fd=folder, follow_symlinks=False)

    def names(self, folder: Path) -> list[str]:
        """Return the names in a folder, in no order."""
        with self._opened(folder) as held:
            # Of a descriptor too
            return os.listdir(folder if held is None else held)  # noqa: PTH208

    def make_folder(self, folder: Path) -> None:
        """Make the folder if there is none, for the owner alone."""
        if not self.is_bounded:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        elif folder != self.path:
            with self._at(folder) as (name, held), suppress(FileExistsError):
                os.mkdir(name, 0o700, dir_fd=held)

    def rename(self, path: Path, other: Path) -> None:
        """Give the file another name, in place of whatever has it."""
        with self._at(path) as (name, here), self._at(other) as (second, there):
            os.replace(name, second, src_dir_fd=here, dst_dir_fd=there)

    def move(self, path: Path, other: Path) -> None:
        """Give the file, of a link the link, another name that nothing has yet.

        Raises `FileExistsError` where something has it, even if it came there this moment.
        """
        try:
            with self._at(path) as (name, here), self._at(other) as (second, there):
                os.link(name, second, src_dir_fd=here, dst_dir_fd=there, follow_symlinks=False)
        except FileExistsError:
            raise
        except OSError:
            # A file system without hard links: take the name first, then put the file in its place
            os.close(self.open(other, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
            try:
                self.rename(path, other)
            except OSError:
                self.remove(other)
                raise
        else:
            self.remove(path)

    def remove(self, path: Path) -> None:
        """Remove the file, of a link the link, if there is one. Raises `OSError`."""
        with self._at(path) as (name, folder), suppress(FileNotFoundError):
            os.unlink(name, dir_fd=folder)

    def sync_names(self, folder: Path) -> None:
        """Have the disk keep the names in a folder as they are."""
        with self._opened(folder) as held:
            _sync(os.open(folder if held is None else ".", _FOLDER, dir_fd=held))

    @contextmanager
    def _at(self, path: Path, *, to_read: bool = False) -> Iterator[tuple[str | Path, int | None]]:
        """Yield what the system is told of this file: its path, or its name and an open folder."""
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
                    raise OSError(errno.ELOOP, "it is a symbolic link") from error
                raise

    @contextmanager
    def _opened(self, folder: Path) -> Iterator[int | None]:
        """Yield the folder, open, each folder on the way to it opened from the one before.

        `None` where any path will do.
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
    """Have the disk keep the file of this descriptor, and close it."""
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
