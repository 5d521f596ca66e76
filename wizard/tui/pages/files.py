"""What writing a file would mean, and the question before one is replaced."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from wizard.text.sanitize import clean
from wizard.text.translation import _
from wizard.tui.pages import PROGRAM
from wizard.tui.view import Act, Do, View

if TYPE_CHECKING:
    from wizard.tui.flow import Flow

LONGEST_PATH: Final = 1000


def echo(flow: Flow, path: Path) -> str:
    """What writing that file would mean."""
    shown = clean(str(path), LONGEST_PATH)
    there = _("{file} exists already; you are asked before it is replaced.")
    return (there if flow.folder.exists(path) else _("A new file: {file}")).format(file=shown)


def replacing(flow: Flow, path: Path, again: Do, replace: Do) -> View:
    """The question before a file that is there is replaced."""
    return View(
        heading=PROGRAM, title=_("Replace the file that is there?"),
        text=f"{clean(flow.folder.named(path), LONGEST_PATH)}\n\n{_('It exists already. What it holds now would be gone.')}",
        acts=(Act(_("Choose another name"), again), Act(_("Replace it"), replace), Act(_("Leave"), flow.leave)),
        back=again, leave=flow.leave,
    )  # fmt: skip
