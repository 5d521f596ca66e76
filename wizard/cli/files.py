"""Files on the command line: reading and comparing a profile, writing a result."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

import click

from wizard.catalog import catalog
from wizard.cli.common import descriptor, named
from wizard.cli.exits import MORE, CommandError, Exit, about
from wizard.errors import SystemRefusedError
from wizard.profile.comparison import Checked, held
from wizard.profile.file_format import Profile, SharedProfile
from wizard.profile.folder import ProfileFolder, home, read_all
from wizard.profile.read import OtherEditionError
from wizard.protocol.screening import OUTCOMES, ScreenedOutError
from wizard.text.sanitize import clean, typable
from wizard.text.translation import N_, _, refusal

_HERE: Final = ProfileFolder(Path())
"""The current folder: a command reads and writes the files that it is given, wherever they are."""
_MOST_SHOWN: Final = 300


def found(file: str) -> Path | None:
    """Return the file of that path or, where there is none, the profile that is meant.

    It is meant by its file name in the profile folder, with `.toml` or without, or by its own name.
    Returns `None` where there is none, and raises `CommandError` (2) where there are several.
    """
    if os.path.lexists(file):
        return Path(file)
    from wizard.profile.library import find  # noqa: PLC0415 - for a file that is not there

    matches: tuple[Path, ...] = ()
    with suppress(SystemRefusedError):
        matches = find(ProfileFolder(home()), file)
    if len(matches) > 1:
        files = ", ".join(typable(path.name) for path in matches)
        said = _("several profiles are called that; name a file: {files}").format(files=files)
        said = f"{named(file)}: {said}"
        raise CommandError(Exit.USAGE, said)
    return matches[0] if matches else None


def read(file: str) -> bytes:
    """Return the content of `file`, or of stdin for `-`; a byte over the limit at most.

    A pipe that the shell gave for `<(...)` is read too, and a file is looked for as `found` does.
    Raises `SystemRefusedError` for one that cannot be read, or not without waiting for it.
    """
    given = descriptor(file)
    if file != "-" and given is None:
        path = found(file)
        if path is None:
            raise SystemRefusedError(
                _("there is no such file, and no such profile in the profile folder"),
                _("check the name; semax-wizard list has those of the folder"),
            )
        return _HERE.read(path)
    try:
        if given is None:
            return read_all(sys.stdin.buffer)
        with open(given, "rb", closefd=False) as stream:
            return read_all(stream)
    except OSError as error:
        remedy = _("name a file") if given is None else _("name a file, or pipe it into -")
        raise SystemRefusedError(
            _("cannot be read ({strerror})").format(strerror=refusal(error)), remedy
        ) from error


def one_stdin(*files: str) -> None:
    """Raise `UsageError` where more than one of these files is stdin, which is read once."""
    if files.count("-") > 1:
        raise click.UsageError(_("- is stdin, which is read once: name a file for each other one"))


def load(file: str) -> Checked | SharedProfile:
    """Return the profile in `file`: a personal one compared with its answers, or a shared one.

    Raises `CommandError` for a file that cannot be read (6), is invalid (3) or is a personal
    profile of another edition (5).
    """
    with about(named(file)):
        try:
            return held(read(file), catalog())
        except OtherEditionError as error:
            raise CommandError(Exit.DIFFERS, f"{named(file)}: {error}") from error


def holding(
    file: str,
    *,
    not_shared: str = N_(
        "a shared profile has no plan yet; open it with semax-wizard and answer the rest"
    ),
) -> Checked:
    """Return the personal profile in `file`, whose figures hold.

    Raises `CommandError` as `of_either_kind` does, and for a shared profile (3), which has no
    figures, with `not_shared` as the reason.
    """
    loaded = of_either_kind(file)
    if isinstance(loaded, SharedProfile):
        raise CommandError(Exit.INVALID, f"{named(file)}: kind: {_(not_shared)}")
    return loaded


def of_either_kind(file: str) -> Checked | SharedProfile:
    """Return the profile in `file`.

    Raises `CommandError` for a personal one that does not hold (5), so that no figure of it is
    printed.
    """
    loaded = load(file)
    if isinstance(loaded, Checked) and not loaded.holds:
        raise CommandError(Exit.DIFFERS, differs(file, loaded))
    return loaded


def differs(file: str, checked: Checked) -> str:
    """Return the line for a profile that does not hold: what differs, why, and what to do."""
    first, *others = checked.differences
    more = f" {_(MORE).format(number=len(others))}" if others else ""
    return _(
        "{what}; edited, or damaged: rebuild it with semax-wizard new --answers {file} --out NEW"
    ).format(what=f"{named(file)}: {clean(str(first), _MOST_SHOWN)}{more}", file=typable(file))


def screened_out(file: str, refused: ScreenedOutError, why: str) -> CommandError:
    """Return the error (4) of a command that prints doses, for a profile without any."""
    said = _("screening: {outcome}; see semax-wizard show {file}").format(
        outcome=f"{_(OUTCOMES[refused.result.outcome])}{why}", file=typable(file)
    )
    return CommandError(Exit.SCREENED_OUT, f"{named(file)}: {said}")


def as_saved(out: str | None, profile: Profile, *, force: bool) -> Profile:
    """Return the profile as it is written: with `force`, as the next revision of the one there."""
    if not force or out is None or out == "-":
        return profile
    from wizard.profile.library import saved_over  # noqa: PLC0415 - for --force

    return saved_over(_HERE, Path(out), profile, catalog())


def put(out: str | None, content: str | bytes, *, force: bool) -> None:
    """Write a result to the file `out` or to stdout, where text gets the encoding of the locale.

    Only with `force` is a file replaced.
    """
    if out is None or out == "-":
        click.echo(content, nl=False)
        return
    with about(named(out)):
        path = Path(out)
        if not force and _HERE.is_file(path):
            raise SystemRefusedError(_("exists already"), _("choose another name, or add --force"))
        _HERE.write(path, content, replace=force)
