"""Profiles on disk: the profile folder, names, and writing that is whole or not at all.

Files are health records: mode 0600, written beside the target, flushed to disk and put in place in one
step, never over an existing file unasked and never through a symbolic link.
"""

from __future__ import annotations

import os
import re
import stat
import time
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from wizard.errors import SystemRefusedError, UnreadableError
from wizard.profile.reach import ANYWHERE, Reach
from wizard.text.sanitize import unsafe
from wizard.text.translation import _

HOME_VARIABLE: Final = "SEMAX_WIZARD_HOME"
SUFFIX: Final = ".toml"
_MOST_STEM: Final = 60
_TEMPORARY: Final = re.compile(r"\..+\.[0-9a-f]{16}\.tmp")
_STALE_SECONDS: Final = 60
_LAST: Final = "amidate"


def folder() -> Path:
    """The profile folder: `$SEMAX_WIZARD_HOME`, else the platform's user data folder. It may not exist yet.

    Raises `SystemRefusedError` for a user without a home folder.
    """
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_path  # noqa: PLC0415 - only where no folder was chosen

    try:
        where = user_data_path("semax-wizard", appauthor=False)
    except RuntimeError as error:
        raise _homeless() from error
    if not where.is_absolute():
        raise _homeless()
    return where


def _homeless() -> SystemRefusedError:
    return SystemRefusedError("there is no home folder to keep profiles in", f"set {HOME_VARIABLE} to a folder")


def profiles(where: Path, reach: Reach = ANYWHERE) -> Iterator[Path]:
    """The profile files of a folder, by name; nothing for a folder that is not there."""
    try:
        yield from sorted(path for name in reach.names(where) if (path := where / name).suffix == SUFFIX and not name.startswith("."))
    except FileNotFoundError:
        return
    except OSError as error:
        raise SystemRefusedError(f"the folder cannot be read ({error.strerror})", f"check it, or set {HOME_VARIABLE}") from error


def hidden(where: Path, reach: Reach = ANYWHERE) -> bool:
    """Whether a folder holds hidden files: drafts, or what a save that was killed left there."""
    try:
        return any(name.startswith(".") for name in reach.names(where))
    except OSError:
        return False


def sweep(where: Path, reach: Reach = ANYWHERE) -> None:
    """Remove what saves that were killed left in a folder: temporaries of this program, older than a minute.

    For whoever opens the folder. What cannot be removed stays, and nothing is said.
    """
    with suppress(OSError):
        for name in reach.names(where):
            if _TEMPORARY.fullmatch(name) and reach.is_file(path := where / name):
                with suppress(OSError):
                    if time.time() - reach.lstat(path).st_mtime > _STALE_SECONDS:
                        reach.remove(path)


def proposed(name: str, where: Path, reach: Reach = ANYWHERE) -> Path:
    """A file name for a profile of that name, not taken yet: letters, digits and hyphens only."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", ascii_name.lower()).strip("-")[:_MOST_STEM].strip("-") or "profile"
    return free(where, stem, SUFFIX, reach)


def free(where: Path, stem: str, suffix: str, reach: Reach = ANYWHERE) -> Path:
    """The first of `STEM.SUFFIX`, `STEM-2.SUFFIX` and so on that the folder does not hold yet."""
    path, number = where / f"{stem}{suffix}", 1
    while reach.exists(path):
        number += 1
        path = where / f"{stem}-{number}{suffix}"
    return path


def path_of(said: str, where: Path, suffix: str = SUFFIX) -> Path:
    """The file that a person types, with this ending: in the folder `where` unless a folder is typed too.

    Raises `UnreadableError` for what is no name of a file.
    """
    said = said.strip()
    if not said:
        raise UnreadableError(_("type the name of a file"))
    if (char := unsafe(said)) is not None:
        raise UnreadableError(_("the file name holds the character {char}: type one without it").format(char=char))
    try:
        path = Path(said).expanduser()
    except RuntimeError as error:
        raise UnreadableError(_("there is no such home folder: type the whole path")) from error
    if said == "~" or said.endswith("/") or path.name in {"", ".."}:
        raise UnreadableError(_("that is a folder: type the name of a file too"))
    path = (path if "/" in said else where / path).absolute()
    return path if path.name.endswith(suffix) else path.with_name(path.name + suffix)


def write(path: Path, content: str | bytes, *, replace: bool = False, sync: bool = True, reach: Reach = ANYWHERE) -> None:
    """Write the whole file or nothing, mode 0600; text as UTF-8.

    Without `sync` it outlives this process, but not yet the machine: for a file that is `synced` in a moment.
    Raises `SystemRefusedError` when the file exists and `replace` was not asked for, when it is a symbolic
    link or a folder, and when the system refuses.
    """
    temporary = path.parent / f".{path.name}.{os.urandom(8).hex()}.tmp"
    try:
        refuse_link(path, reach)
        if not replace and reach.exists(path):
            raise SystemRefusedError("exists already", "choose another name")
        reach.make_folder(path.parent)
        _write_new(temporary, content.encode() if isinstance(content, str) else content, reach, sync=sync)
        try:
            if replace:
                reach.rename(temporary, path)
            else:
                move(temporary, path, reach)
        finally:
            reach.remove(temporary)
        if sync:
            reach.sync(path.parent)
    except FileExistsError as error:
        raise SystemRefusedError("exists already", "choose another name") from error
    except OSError as error:
        raise SystemRefusedError(f"cannot be written ({error.strerror})", "choose another place") from error


def synced(path: Path, reach: Reach = ANYWHERE) -> None:
    """Have the disk keep a file that was written without: its content, then its name. Raises `OSError`."""
    handle = reach.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    reach.sync(path.parent)


def refuse_link(path: Path, reach: Reach = ANYWHERE) -> None:
    """Nothing, if `path` is no symbolic link, which is never replaced, or if that cannot be known."""
    with suppress(OSError, ValueError):
        if stat.S_ISLNK(reach.lstat(path).st_mode):
            raise SystemRefusedError("is a symbolic link", "name the file itself")


def move(source: Path, target: Path, reach: Reach = ANYWHERE) -> None:
    """Give a file another name in the same file system, one that nothing has yet.

    Raises `FileExistsError` where something has it, even if it came there this moment, and `OSError` where
    the system refuses.
    """
    try:
        reach.link(source, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: take the name first, then put the file in its place
        os.close(reach.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
        try:
            reach.rename(source, target)
        except OSError:
            reach.remove(target)
            raise
    else:
        reach.remove(source)


def _write_new(path: Path, content: bytes, reach: Reach, *, sync: bool) -> None:
    handle = reach.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    try:
        with open(handle, "wb") as stream:  # noqa: PTH123 - a descriptor, not a path
            with suppress(OSError):  # whatever the umask; not where a file system has no modes
                os.fchmod(handle, 0o600)
            stream.write(content)
            stream.flush()
            if sync:
                os.fsync(handle)
    except BaseException:
        reach.remove(path)
        raise


def examples() -> tuple[Path, ...]:
    """The shared example profiles that ship with the program: the wizard's templates, the one that nobody should begin with last."""
    installed = Path(__file__).parent.parent / "profiles"
    in_checkout = installed.parent.parent / "profiles"
    found = profiles(installed if installed.is_dir() else in_checkout)
    return tuple(sorted(found, key=lambda path: (path.stem == _LAST, path.name)))
