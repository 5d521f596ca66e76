"""The name of a file that is typed, and the question before one is replaced."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from wizard.errors import UnreadableError
from wizard.language import _
from wizard.profile.files import SUFFIX
from wizard.profile.text import clean
from wizard.tui.pages import PROGRAM
from wizard.tui.view import Act, Do, View

if TYPE_CHECKING:
    from wizard.tui.flow import Flow

LONGEST_PATH: Final = 1000


def path_of(typed: str, suffix: str = SUFFIX) -> Path:
    """The file that is typed, with this ending. Raises `UnreadableError` for what is no file name."""
    if not typed.strip():
        raise UnreadableError(_("type the name of a file"))
    try:
        path = Path(typed.strip()).expanduser().absolute()
        return path if path.name.endswith(suffix) else path.with_name(path.name + suffix)
    except (RuntimeError, OSError, ValueError) as error:
        raise UnreadableError(_("that is not the name of a file: type the whole path")) from error


def echo(flow: Flow, path: Path) -> str:
    """What writing that file would mean."""
    shown = clean(str(path), LONGEST_PATH)
    there = _("{file} exists already; you are asked before it is replaced.")
    return (there if flow.reach.exists(path) else _("A new file: {file}")).format(file=shown)


def replacing(flow: Flow, path: Path, again: Do, replace: Do) -> View:
    """The question before a file that is there is replaced."""
    return View(
        heading=PROGRAM, title=_("Replace the file that is there?"),
        text=f"{clean(flow.reach.named(path), LONGEST_PATH)}\n\n{_('It exists already. What it holds now would be gone.')}",
        acts=(Act(_("Choose another name"), again), Act(_("Replace it"), replace), Act(_("Leave"), flow.leave)),
        back=again, leave=flow.leave,
    )  # fmt: skip
