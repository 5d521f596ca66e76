"""The bounds within which files may be touched: none, or one folder and nothing outside it.

Within a folder each name is opened relative to that folder, which stays open from the start, and no
link on the way is followed. So there is no moment between looking and opening in which something
put in the way could lead elsewhere.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wizard.errors import SystemRefusedError

_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_LINK: Final = "it is a symbolic link"
_OUTSIDE: Final = "it is outside the profile folder"


@dataclass(frozen=True)  # not attrs, which the first page of the wizard does without
class Bounds:
    """The files that may be touched: any, where there is no `folder`, or else those of that folder, to any depth.

    `held` is the folder, open. `readable` are files elsewhere that are no secret and may be read:
    the program's own templates. Every method raises `OSError` for what is out of bounds, as it does
    where the system refuses.
    """

    folder: Path | None = None
    held: int | None = None
    readable: frozenset[Path] = frozenset()

    @classmethod
    def at(cls, folder: Path, readable: Iterable[Path] = ()) -> Bounds:
        """Return bounds at this folder, which is made if need be.

        Its path is a whole one, without `..`. Raises `SystemRefusedError` where it cannot be had.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            return cls(folder, os.open(folder, _FOLDER), frozenset(readable))
        except OSError as error:
            raise SystemRefusedError(
                f"the profile folder cannot be opened ({error.strerror})",
                "check it and its permissions",
            ) from error

    def holds(self, path: Path) -> bool:
        """Return whether this path, as it is written, is within bounds."""
        return self.folder is None or (path.is_relative_to(self.folder) and ".." not in path.parts)

    # -- what is done with files ------------------------------------------------------------------

    def open(self, path: Path, flags: int, mode: int = 0o600) -> int:
        """Return a descriptor, as `os.open` does, closed when another program is run."""
        with self._at(path, to_read=not flags & (os.O_ACCMODE | os.O_CREAT)) as (name, folder):
            return os.open(
                name,
                flags | os.O_CLOEXEC | (0 if folder is None else os.O_NOFOLLOW),
                mode,
                dir_fd=folder,
            )

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
        if self.folder is None:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        elif folder != self.folder:
            with self._at(folder) as (name, held), suppress(FileExistsError):
                os.mkdir(name, 0o700, dir_fd=held)

    def rename(self, path: Path, other: Path) -> None:
        """Give the file another name, in place of whatever has it."""
        with self._at(path) as (name, here), self._at(other) as (second, there):
            os.replace(name, second, src_dir_fd=here, dst_dir_fd=there)

    def move(self, path: Path, other: Path) -> None:
        """Give the file another name in the same file system, one that nothing has yet.

        Raises `FileExistsError` where something has it, even if it came there this moment.
        """
        try:
            self._link(path, other)
        except FileExistsError:
            raise
        except (
            OSError
        ):  # a file system without hard links: take the name first, then put the file in its place
            os.close(self.open(other, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
            try:
                self.rename(path, other)
            except OSError:
                self.remove(other)
                raise
        else:
            self.remove(path)

    def remove(self, path: Path) -> None:
        """Remove the file, of a link the link, if there is one."""
        with self._at(path) as (name, folder), suppress(FileNotFoundError):
            os.unlink(name, dir_fd=folder)

    def _link(self, path: Path, other: Path) -> None:
        """Give the file, of a link the link, a second name that nothing has yet."""
        with self._at(path) as (name, here), self._at(other) as (second, there):
            os.link(name, second, src_dir_fd=here, dst_dir_fd=there, follow_symlinks=False)

    def sync_names(self, folder: Path) -> None:
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
        """Give how the system is told of this file: by its path, or by its name in a folder that is open."""
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
        """Give the folder, open, each folder on the way to it opened from the one before; `None` where any path will do."""
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


ANYWHERE: Final = Bounds()
"""No bounds: for whoever may type any path in a shell as well."""
