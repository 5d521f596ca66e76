"""What a person chose for every visit, in a hidden file of the profile folder.

The first page needs it, so that it is read without what reads a profile.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from wizard.errors import SystemRefusedError
from wizard.profile.folder import SETTINGS
from wizard.text.translation import LANGUAGES, N_, _

if TYPE_CHECKING:
    from wizard.profile.folder import ProfileFolder

_NOT_READ: Final = (SystemRefusedError, ValueError, RecursionError)
_MOST_BYTES: Final = 4 * 1024
_UNREADABLE: Final = N_(
    "{file} in your profile folder cannot be read: the usual settings hold. Choose one under"
    " Settings to write it again."
)


class Settings(NamedTuple):
    """What was chosen: a look and a language, or empty, and whether the mouse is used.

    `problem` says in a line that the file cannot be read.
    """

    look: str = ""
    mouse: bool = True
    language: str = ""
    problem: str = ""


def settings(folder: ProfileFolder) -> Settings:
    """Return what is kept in this folder.

    Nothing in a bounded one, which may be that of many people.
    """
    if folder.is_bounded or not folder.exists(folder.path / SETTINGS):
        return Settings()
    try:
        kept = _table(folder)
    except _NOT_READ:
        kept = {"look": None}
    valid = _valid(kept)
    problem = "" if valid == kept else _(_UNREADABLE).format(file=SETTINGS)
    return Settings(
        valid.get("look", ""), valid.get("mouse", True), valid.get("language", ""), problem
    )


def keep(folder: ProfileFolder, name: str, value: str | bool) -> None:  # noqa: FBT001 - it is data
    """Keep a setting for the next visits, and whatever else the file holds that can be read.

    Raises `SystemRefusedError`.
    """
    import tomli_w  # noqa: PLC0415 - the first page does without

    try:
        kept = _valid(_table(folder))
    except _NOT_READ:
        kept = {}
    folder.write(folder.path / SETTINGS, tomli_w.dumps(kept | {name: value}), replace=True)


def _valid(kept: dict[str, Any]) -> dict[str, Any]:
    """Return what is kept without the settings that have a value which there is not."""
    wrong = {
        name
        for name, known in (("look", THEMES), ("language", LANGUAGES))
        if not (isinstance(value := kept.get(name, ""), str) and value in {"", *known})
    }
    if not isinstance(kept.get("mouse", True), bool):
        wrong.add("mouse")
    return {name: value for name, value in kept.items() if name not in wrong}


def _table(folder: ProfileFolder) -> dict[str, Any]:
    # Only where something is kept
    import tomli  # noqa: PLC0415

    data = folder.read(folder.path / SETTINGS)
    if len(data) > _MOST_BYTES:  # a long key alone could take seconds
        raise ValueError("too large")
    return tomli.loads(data.decode())


THEMES: Final[Mapping[str, tuple[str, str]]] = {
    "dark": (N_("Dark"), N_("Colours for light text on a dark ground.")),
    "light": (N_("Light"), N_("Colours for dark text on a light ground.")),
    "contrast": (
        N_("High contrast"),
        N_("White on black, nothing faint and no other colour."),
    ),
}
VARIABLE: Final = "SEMAX_WIZARD_THEME"


def first(environment: Mapping[str, str], kept: str = "") -> str:
    """Return the theme to begin with: that of the environment, else the one `kept`, or dark."""
    asked = environment.get(VARIABLE, "").strip().lower()
    return asked if asked in THEMES else kept or "dark"
