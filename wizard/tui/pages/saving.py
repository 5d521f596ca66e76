"""Saving: a name, a place, asking before anything is replaced, and the page afterwards."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from wizard.errors import InvalidInputError, SystemRefusedError, UnreadableError
from wizard.profile.document import build, dumps
from wizard.report.export.registry import Made
from wizard.text.sanitize import MOST_NAME, clean
from wizard.text.translation import _, marked
from wizard.tui.asking import heading, place
from wizard.tui.pages import export, files
from wizard.tui.view import Act, Do, Type, View

if TYPE_CHECKING:
    from wizard.tui.flow import Flow

_ON_A_HOST: Final = marked("It is kept on this host. Open a profile shows it again.")
_AFTERWARDS: Final = marked(
    "Only you can read this file.\n\n"
    "Print or export makes a summary for paper and in other forms. "
    "You can do so later as well: Open a profile on the start page leads there."
)


def first_name(flow: Flow) -> str:
    """The name offered for a plan that has none: its goal's."""
    return flow.catalog.goals[flow.session.get("goal")].title


def name(flow: Flow, error: str = "") -> None:
    """Ask for the name."""

    def take(typed: str) -> str:
        flow.name = typed
        if flow.folder.is_bounded:  # no path is asked for: the file that was opened, asking first, or else a new one
            path, flow.path = flow.path or flow.folder.proposed(typed), None
            return _check(flow, path)
        where(flow)
        return ""

    flow.show(_asked(
        flow, _("What do you want to call it?"), _("The name stands on the printed summary."),
        Type(text=flow.name or first_name(flow), placeholder=_("a name"), read=name_of, take=take, longest=MOST_NAME), flow.review, error,
    ))  # fmt: skip


def where(flow: Flow, error: str = "", typed: str = "") -> None:
    """Ask for the file."""
    offered = typed or clean(str(flow.path or flow.folder.proposed(flow.name)), files.LONGEST_PATH)
    flow.show(_asked(
        flow, _("Where is it kept?"), _("A file that only you can read. It holds your answers about your health."),
        Type(
            text=offered, placeholder=_("a file name"), read=flow.folder.path_of, take=lambda path: _check(flow, path),
            echo=partial(files.echo, flow), longest=files.LONGEST_PATH,
        ),
        lambda: name(flow), error,
    ))  # fmt: skip


def _asked(flow: Flow, title: str, hint: str, ask: Type, back: Do, error: str) -> View:  # noqa: PLR0913, PLR0917 - the parts of one view
    acts = (Act(_("Save"), flow.stage_take), Act(_("Back"), back), Act(_("Leave"), flow.leave))
    return View(
        heading=heading("save"), place=place("save", flow.session), title=title, help=hint, ask=ask, acts=acts, error=error,
        back=back, leave=flow.leave,
    )  # fmt: skip


def name_of(typed: str) -> str:
    """The name that is typed, in one line. Raises `UnreadableError` for none."""
    named = " ".join(clean(typed, MOST_NAME).split())
    if not named:
        raise UnreadableError(_("type a name of 1 to 80 characters"))
    return named


def _check(flow: Flow, path: Path) -> str:
    if not flow.folder.is_file(path):
        return _write(flow, path, replace=False)

    def again(error: str = "") -> None:
        if flow.folder.is_bounded:
            name(flow, error)
        else:
            where(flow, error, str(path))

    def replace() -> None:
        if refused := _write(flow, path, replace=True):
            again(refused)

    flow.show(files.replacing(flow, path, again, replace).but(heading=heading("save"), place=place("save", flow.session)))
    return ""


def _write(flow: Flow, path: Path, *, replace: bool) -> str:
    """Build, write and show that it is saved; or what the system said against it."""
    try:
        profile, derived = build(flow.session.answers(), flow.name, flow.now(), flow.catalog)
        flow.folder.write(path, dumps(profile), replace=replace)
    except SystemRefusedError as error:
        return str(error)
    except InvalidInputError as error:
        return str(error.problems[0])
    flow.saved_as(path, flow.name)

    made = Made(profile, derived, flow.catalog)
    flow.show(saved(flow, made, path))
    return ""


def saved(flow: Flow, made: Made, path: Path) -> View:
    """The page afterwards."""

    def back() -> None:
        flow.show(saved(flow, made, path))

    return View(
        heading=heading("save"), place=place("save", flow.session), title=_("It is saved."),
        text=f"{clean(flow.folder.named(path), files.LONGEST_PATH)}\n\n{_(_ON_A_HOST if flow.folder.is_bounded else _AFTERWARDS)}",
        acts=(
            Act(export.called(flow)[0], lambda: export.page(flow, made, path, back)),
            Act(_("Leave"), flow.end),
            Act(_("New plan"), flow.new),
            Act(_("Start page"), flow.start),
            Act(_("Back"), flow.review),
        ),
        back=flow.review, leave=flow.end,
    )  # fmt: skip
