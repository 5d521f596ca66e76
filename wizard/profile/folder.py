"""The profile folder: reading and writing profiles, names for them, and the bounds of a kiosk.

Files are health records: mode 0600, written beside the target, flushed to disk and put in place in
one step, never over an existing file unasked and never through a symbolic link.

Whoever keeps profiles is given a `ProfileFolder` and does everything with files through it.
"""

from __future__ import annotations

import os
import re
import stat
import time
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wizard.errors import SystemRefusedError, UnreadableError
from wizard.profile.bounds import ANYWHERE, Bounds
from wizard.text.sanitize import unsafe
from wizard.text.translation import _, marked

HOME_VARIABLE: Final = "SEMAX_WIZARD_HOME"
SUFFIX: Final = ".toml"
MOST_BYTES: Final = 64 * 1024
_MOST_STEM: Final = 60
_TEMPORARY: Final = re.compile(r"\..+\.[0-9a-f]{16}\.tmp")
_STALE_SECONDS: Final = 60
_LAST: Final = "amidate"
_NOTICE: Final = marked("Your answers are kept on this host. Whoever runs it could read them.")


def home() -> Path:
    """Return where profiles are kept: `$SEMAX_WIZARD_HOME`, else the platform's user data folder.

    It may not exist yet. Raises `SystemRefusedError` for a user without a home folder.
    """
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen)
    # Only where no folder was chosen
    from platformdirs import user_data_path  # noqa: PLC0415

    try:
        where = user_data_path("semax-wizard", appauthor=False)
    except RuntimeError as error:
        raise _homeless() from error
    if not where.is_absolute():
        raise _homeless()
    return where


def _homeless() -> SystemRefusedError:
    return SystemRefusedError(
        "there is no home folder to keep profiles in", f"set {HOME_VARIABLE} to a folder"
    )


def examples() -> tuple[Path, ...]:
    """Return the shared example profiles that ship with the program: the wizard's templates.

    The one that nobody should begin with is last.
    """
    installed = Path(__file__).parent.parent / "profiles"
    in_checkout = installed.parent.parent / "profiles"
    found = ProfileFolder(installed if installed.is_dir() else in_checkout).profiles()
    return tuple(sorted(found, key=lambda path: (path.stem == _LAST, path.name)))


@dataclass(frozen=True)  # not attrs, which the first page of the wizard does without
class ProfileFolder:
    """The folder at `path`, which may not exist yet, and what may be done with the files in it.

    Without `bounds` a file anywhere may be named: a relative one is looked up from the current
    folder. What is out of bounds is refused as the system refuses.
    """

    path: Path
    bounds: Bounds = ANYWHERE

    @classmethod
    def within(cls, path: Path, readable: Iterable[Path] = ()) -> ProfileFolder:
        """Return a folder with bounds, made if need be: only files in it can be touched, to any depth.

        `readable` are files elsewhere that may be read. Raises `SystemRefusedError` where the
        folder cannot be had.
        """
        # Without "..", which would put everything out of bounds
        where = Path(os.path.abspath(path))  # noqa: PTH100
        return cls(where, Bounds.at(where, readable))

    @property
    def is_bounded(self) -> bool:
        """Whether there is an outside.

        Where there is, no face asks for a path, and none is shown whole.
        """
        return self.bounds.folder is not None

    @property
    def notice(self) -> str:
        """What a person is told before the first answer: a folder that somebody else chose is on a host of theirs."""
        return _(_NOTICE) if self.is_bounded else ""

    def holds(self, path: Path) -> bool:
        """Return whether this path, as it is written, is within bounds."""
        return self.bounds.holds(path)

    def named(self, path: Path) -> str:
        """Return the file as messages name it: its whole path, or its place in a bounded folder.

        Not cleaned.
        """
        return str(path.relative_to(self.path) if self.is_bounded and self.holds(path) else path)

    def exists(self, path: Path) -> bool:
        """Return whether anything has that name, a link that leads nowhere included; not where that cannot be known."""
        with suppress(OSError, ValueError):
            self.bounds.lstat(path)
            return True
        return False

    def is_file(self, path: Path) -> bool:
        """Return whether a regular file has that name; not where that cannot be known."""
        with suppress(OSError, ValueError):
            return stat.S_ISREG(self.bounds.lstat(path).st_mode)
        return False

    def remove(self, path: Path) -> None:
        """Remove the file, of a link the link, if there is one. Raises `OSError`."""
        self.bounds.remove(path)

    # -- the files of the folder ------------------------------------------------------------------

    def profiles(self) -> tuple[Path, ...]:
        """Return the profile files of the folder, by name; none for a folder that is not there.

        Raises `SystemRefusedError` where the folder cannot be read.
        """
        try:
            names = self.bounds.names(self.path)
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise SystemRefusedError(
                f"the folder cannot be read ({error.strerror})", f"check it, or set {HOME_VARIABLE}"
            ) from error
        return tuple(
            sorted(
                path
                for name in names
                if (path := self.path / name).suffix == SUFFIX and not name.startswith(".")
            )
        )

    def has_hidden(self) -> bool:
        """Return whether the folder holds hidden files: drafts, or what a save that was killed left there."""
        try:
            return any(name.startswith(".") for name in self.bounds.names(self.path))
        except OSError:
            return False

    def sweep(self) -> None:
        """Remove what saves that were killed left in the folder: temporaries of this program, older than a minute.

        For whoever opens the folder. What cannot be removed stays, and nothing is said.
        """
        with suppress(OSError):
            for name in self.bounds.names(self.path):
                if _TEMPORARY.fullmatch(name) and self.is_file(path := self.path / name):
                    with suppress(OSError):
                        if time.time() - self.bounds.lstat(path).st_mtime > _STALE_SECONDS:
                            self.remove(path)

    # -- names for files --------------------------------------------------------------------------

    def proposed(self, name: str, where: Path | None = None) -> Path:
        """Return a file for a profile of that name, not taken yet: letters, digits and hyphens only.

        It is in this folder, or in the folder `where`.
        """
        ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        stem = (
            re.sub(r"[^a-z0-9]+", "-", ascii_name.lower()).strip("-")[:_MOST_STEM].strip("-")
            or "profile"
        )
        return self.free(self.path if where is None else where, stem, SUFFIX)

    def free(self, where: Path, stem: str, suffix: str) -> Path:
        """Return the first of `STEM.SUFFIX`, `STEM-2.SUFFIX` and so on that the folder `where` does not hold yet."""
        path, number = where / f"{stem}{suffix}", 1
        while self.exists(path):
            number += 1
            path = where / f"{stem}-{number}{suffix}"
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
        path = (path if "/" in said else (self.path if where is None else where) / path).absolute()
        return path if path.name.endswith(suffix) else path.with_name(path.name + suffix)

    # -- whole files ------------------------------------------------------------------------------

    def read(self, path: Path) -> bytes:
        """Return the content of a regular file; a byte over `MOST_BYTES` at most.

        A FIFO, device or folder is refused without being read, so that nothing can make the program
        wait; so is, in a bounded folder, a file with a second name, which may be one outside.
        Raises `SystemRefusedError`.
        """
        try:
            handle = self.bounds.open(path, os.O_RDONLY | os.O_NONBLOCK)
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
            reason = (
                error.strerror
                if isinstance(error, OSError) and error.strerror
                else "not a usable file name"
            )
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
            self.bounds.make_folder(path.parent)
            self._write_new(
                temporary, content.encode() if isinstance(content, str) else content, sync=sync
            )
            try:
                if replace:
                    self.bounds.rename(temporary, path)
                else:
                    self.bounds.move(temporary, path)
            finally:
                self.remove(temporary)
            if sync:
                self.bounds.sync_names(path.parent)
        except FileExistsError as error:
            raise SystemRefusedError("exists already", "choose another name") from error
        except OSError as error:
            raise SystemRefusedError(
                f"cannot be written ({error.strerror})", "choose another place"
            ) from error

    def sync(self, path: Path) -> None:
        """Have the disk keep a file that was written without: its content, then its name.

        Raises `OSError`.
        """
        handle = self.bounds.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        self.bounds.sync_names(path.parent)

    def refuse_link(self, path: Path) -> None:
        """Raise `SystemRefusedError` for a symbolic link, which is never replaced; not where that cannot be known."""
        with suppress(OSError, ValueError):
            if stat.S_ISLNK(self.bounds.lstat(path).st_mode):
                raise SystemRefusedError("is a symbolic link", "name the file itself")

    def _write_new(self, path: Path, content: bytes, *, sync: bool) -> None:
        handle = self.bounds.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
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
