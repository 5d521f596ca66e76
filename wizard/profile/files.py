"""Profiles on disk: the profile folder, names, and writing that is whole or not at all.

Files are health records: mode 0600, written beside the target, flushed to disk and put in place in one
step, never over an existing file unasked and never through a symbolic link.
"""

from __future__ import annotations

import os
import re
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from wizard.errors import SystemRefusedError

HOME_VARIABLE: Final = "SEMAX_WIZARD_HOME"
SUFFIX: Final = ".toml"
_MOST_STEM: Final = 60


def folder() -> Path:
    """The profile folder: `$SEMAX_WIZARD_HOME`, else the platform's user data folder. It may not exist yet."""
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_path  # noqa: PLC0415 - only where no folder was chosen

    return user_data_path("semax-wizard", appauthor=False)


def profiles(where: Path) -> Iterator[Path]:
    """The profile files of a folder, by name; nothing for a folder that is not there."""
    try:
        yield from sorted(path for path in where.iterdir() if path.suffix == SUFFIX and not path.name.startswith("."))
    except FileNotFoundError:
        return
    except OSError as error:
        raise SystemRefusedError(f"{where} cannot be read ({error.strerror})", f"check it, or set {HOME_VARIABLE}") from error


def proposed(name: str, where: Path) -> Path:
    """A file name for a profile of that name, not taken yet: letters, digits and hyphens only."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", ascii_name.lower()).strip("-")[:_MOST_STEM].strip("-") or "profile"
    path, number = where / f"{stem}{SUFFIX}", 1
    while os.path.lexists(path):
        number += 1
        path = where / f"{stem}-{number}{SUFFIX}"
    return path


def write(path: Path, text: str, *, replace: bool = False) -> None:
    """Write the whole file or nothing, mode 0600.

    Raises `SystemRefusedError` when the file exists and `replace` was not asked for, when it is a symbolic
    link or a folder, and when the system refuses.
    """
    if path.is_symlink():
        raise SystemRefusedError(f"{path} is a symbolic link", "name the file itself")
    if os.path.lexists(path) and not replace:
        raise SystemRefusedError(f"{path} exists already", "choose another name")
    temporary = path.parent / f".{path.name}.{secrets.token_hex(8)}.tmp"
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_new(temporary, text)
        try:
            if replace:
                temporary.replace(path)
            else:
                os.link(temporary, path)
        finally:
            with suppress(FileNotFoundError):
                temporary.unlink()
        _sync_folder(path.parent)
    except FileExistsError as error:
        raise SystemRefusedError(f"{path} exists already", "choose another name") from error
    except OSError as error:
        raise SystemRefusedError(f"{path} cannot be written ({error.strerror})", "choose another place") from error


def _write_new(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with open(handle, "wb") as stream:  # noqa: PTH123 - a descriptor, not a path
            stream.write(text.encode())
            stream.flush()
            os.fsync(handle)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _sync_folder(where: Path) -> None:
    handle = os.open(where, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def examples() -> tuple[Path, ...]:
    """The shared example profiles that ship with the program, by name: the wizard's templates."""
    installed = Path(__file__).parent.parent / "profiles"
    in_checkout = installed.parent.parent / "profiles"
    return tuple(profiles(installed if installed.is_dir() else in_checkout))
