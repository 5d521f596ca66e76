"""What a person chose for every visit, in a hidden file of the profile folder.

The first page needs it, so that it is read without what reads a profile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from wizard.conversation.themes import THEMES
from wizard.errors import SystemRefusedError
from wizard.profile.folder import SETTINGS
from wizard.text.translation import N_, _

if TYPE_CHECKING:
    from wizard.profile.folder import ProfileFolder

_NOT_READ: Final = (SystemRefusedError, ValueError, RecursionError)
_MOST_BYTES: Final = 4 * 1024
_UNREADABLE: Final = N_(
    "{file} in your profile folder cannot be read: the usual look is used. Choose another under"
    " Colours and contrast to write it again."
)


class Settings(NamedTuple):
    """The look that was chosen, or empty; and what to say of a file that cannot be read."""

    look: str = ""
    problem: str = ""


def settings(folder: ProfileFolder) -> Settings:
    """Return what is kept in this folder.

    Nothing in a bounded one, which may be that of many people.
    """
    if folder.is_bounded or not folder.exists(folder.path / SETTINGS):
        return Settings()
    try:
        look = _table(folder).get("look", "")
    except _NOT_READ:
        look = None
    if isinstance(look, str) and look in {"", *THEMES}:
        return Settings(look)
    return Settings(problem=_(_UNREADABLE).format(file=SETTINGS))


def keep_look(folder: ProfileFolder, look: str) -> None:
    """Keep the look for the next visits, and whatever else the file holds that can be read.

    Raises `SystemRefusedError`.
    """
    import tomli_w  # noqa: PLC0415 - the first page does without

    try:
        kept = _table(folder)
    except _NOT_READ:
        kept = {}
    folder.write(folder.path / SETTINGS, tomli_w.dumps(kept | {"look": look}), replace=True)


def _table(folder: ProfileFolder) -> dict[str, Any]:
    # Only where something is kept
    import tomli  # noqa: PLC0415

    data = folder.read(folder.path / SETTINGS)
    if len(data) > _MOST_BYTES:  # a long key alone could take seconds
        raise ValueError("too large")
    return tomli.loads(data.decode())
