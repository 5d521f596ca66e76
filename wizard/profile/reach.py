"""How far a face may reach into the file system: anywhere, or one folder and nothing outside it.

A face is given its reach as it is given its folder, and does everything with files through it. Within a folder
each name is opened relative to that folder, which stays open from the start, and no link on the way is followed.
So there is no moment between looking and opening in which something put in the way could lead elsewhere.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wizard.errors import SystemRefusedError
from wizard.text.translation import _, marked

_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_LINK: Final = "it is a symbolic link"
_OUTSIDE: Final = "it is outside the profile folder"
_NOTICE: Final = marked("Your answers are kept on this host. Whoever runs it could read them.")


@dataclass(frozen=True)
class Reach:
    """The files that may be touched: any, where there is no `folder`, or else those of that folder, to any depth.

    `held` is the folder, open. `readable` are files elsewhere that are no secret and may be read: the program's own
    templates. Every method raises `OSError` for what is out of reach, as it does where the system refuses.
    """

    folder: Path | None = None
    held: int | None = None
    readable: frozenset[Path] = frozenset()

    @classmethod
    def within(cls, folder: Path, readable: Iterable[Path] = ()) -> Reach:
        """A reach that ends at this folder, which is made if need be. Raises `SystemRefusedError` where it cannot be had."""
        where = Path(os.path.abspath(folder))  # noqa: PTH100 - without "..", which would put everything out of reach
        try:
            where.mkdir(parents=True, exist_ok=True, mode=0o700)
            return cls(where, os.open(where, _FOLDER), frozenset(readable))
        except OSError as error:
            raise SystemRefusedError(f"the profile folder cannot be opened ({error.strerror})", "check it and its permissions") from error

    @property
    def is_bounded(self) -> bool:
        """Whether there is an outside. Where there is, no face asks for a path, and none is shown whole."""
        return self.folder is not None

    @property
    def notice(self) -> str:
        """What a person is told before the first answer: a folder that somebody else chose is on a host of theirs."""
        return _(_NOTICE) if self.is_bounded else ""

    def holds(self, path: Path) -> bool:
        """Whether this path, as it is written, is within reach."""
        return self.folder is None or (path.is_relative_to(self.folder) and ".." not in path.parts)

    def named(self, path: Path) -> str:
        """The file as messages name it: its whole path, or its place in the folder. Not cleaned."""
        return str(path if self.folder is None or not self.holds(path) else path.relative_to(self.folder))

    # -- what is done with files ------------------------------------------------------------------

    def open(self, path: Path, flags: int, mode: int = 0o600) -> int:
        """A descriptor, as `os.open` gives it, closed when another program is run."""
        with self._at(path, to_read=not flags & (os.O_ACCMODE | os.O_CREAT)) as (name, folder):
            return os.open(name, flags | os.O_CLOEXEC | (0 if folder is None else os.O_NOFOLLOW), mode, dir_fd=folder)

    def stat(self, path: Path) -> os.stat_result:
        """What would be read under that name: links are followed where there are no bounds."""
        with self._at(path, to_read=True) as (name, folder):
            return os.stat(name, dir_fd=folder, follow_symlinks=folder is None)

    def lstat(self, path: Path) -> os.stat_result:
        """What is there under that name, of a link the link."""
        with self._at(path) as (name, folder):
            return os.stat(name, dir_fd=folder, follow_symlinks=False)

    def exists(self, path: Path) -> bool:
        """Whether anything has that name, a link that leads nowhere included; not where that cannot be known."""
        with suppress(OSError, ValueError):
            self.lstat(path)
            return True
        return False

    def is_file(self, path: Path) -> bool:
        """Whether a regular file has that name; not where that cannot be known."""
        with suppress(OSError, ValueError):
            return stat.S_ISREG(self.lstat(path).st_mode)
        return False

    def names(self, folder: Path) -> list[str]:
        """The names in a folder, in no order."""
        with self._opened(folder) as held:
            return os.listdir(folder if held is None else held)  # noqa: PTH208 - of a descriptor too

    def make_folder(self, folder: Path) -> None:
        """Make the folder if there is none, for the owner alone."""
        if self.folder is None:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        elif folder != self.folder:
            with self._at(folder) as (name, held), suppress(FileExistsError):
                os.mkdir(name, 0o700, dir_fd=held)

    def link(self, path: Path, other: Path) -> None:
        """Give the file, of a link the link, a second name that nothing has yet."""
        with self._at(path) as (name, here), self._at(other) as (second, there):
            os.link(name, second, src_dir_fd=here, dst_dir_fd=there, follow_symlinks=False)

    def rename(self, path: Path, other: Path) -> None:
        """Give the file another name, in place of whatever has it."""
        with self._at(path) as (name, here), self._at(other) as (second, there):
            os.replace(name, second, src_dir_fd=here, dst_dir_fd=there)

    def remove(self, path: Path) -> None:
        """Remove the file, of a link the link, if there is one."""
        with self._at(path) as (name, folder), suppress(FileNotFoundError):
            os.unlink(name, dir_fd=folder)

    def sync(self, folder: Path) -> None:
        """Have the disk keep the names in a folder as they are."""
        with self._opened(folder) as held:
            handle = os.open(folder if held is None else ".", _FOLDER, dir_fd=held)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    # -- how they are found -----------------------------------------------------------------------

    @contextmanager
    def _at(self, path: Path, *, to_read: bool = False) -> Iterator[tuple[str | Path, int | None]]:
        """How the system is told of this file: by its path, or by its name in a folder that is open."""
        if self.folder is None or (to_read and path in self.readable):
            yield path, None
            return
        with self._opened(path.parent) as held:
            if path.name in {"", ".."}:
                raise OSError(errno.EPERM, _OUTSIDE)
            try:
                yield path.name, held
            except OSError as error:
                if error.errno == errno.ELOOP:
                    raise OSError(errno.ELOOP, _LINK) from error
                raise

    @contextmanager
    def _opened(self, folder: Path) -> Iterator[int | None]:
        """The folder, open, each folder on the way to it opened from the one before; `None` where any path will do."""
        if self.folder is None:
            yield None
            return
        if not self.holds(folder):
            raise OSError(errno.EPERM, _OUTSIDE)
        with ExitStack() as opened:
            held = self.held
            for name in folder.relative_to(self.folder).parts:
                held = os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=held)
                opened.callback(os.close, held)
            yield held


ANYWHERE: Final = Reach()
"""No bounds: for whoever may type any path in a shell as well."""
