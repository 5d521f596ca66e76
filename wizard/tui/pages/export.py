"""Print or export: the forms of a finished profile, written next to it or elsewhere, and its text to read here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from wizard.errors import SystemRefusedError
from wizard.interview.choice import Choice
from wizard.report.export.plain_text import render
from wizard.report.export.registry import FORMS, Made, Paper
from wizard.text.sanitize import MOST_NAME, clean
from wizard.text.translation import _, untranslated
from wizard.tui.pages import PROGRAM, files, menu, readable
from wizard.tui.view import Act, Do, Type, View

if TYPE_CHECKING:
    from wizard.tui.flow import Flow

_PAPERS: Final[dict[Paper, str]] = {"a4": "A4", "letter": "Letter"}


def called(flow: Flow) -> tuple[str, str]:
    """What the page is called, and what is on it. No form goes to a file that the person could never fetch."""
    if flow.folder.is_bounded:
        return _("Read or print"), _("The whole summary, here in the terminal.")
    return _("Print or export"), _("On paper, and as files for other programs.")


def page(flow: Flow, made: Made, path: Path, back: Do, note: str = "") -> None:
    """The forms that apply to this profile. `path` is where it is kept."""

    def again(note: str = "") -> None:
        page(flow, made, path, back, note)

    forms = [] if flow.folder.is_bounded else _forms(made)

    def entry(name: str, paper: Paper) -> Choice:
        form = _Export(flow, evolve(made, paper=paper), name, path, again)
        return Choice(form.where, form.title, _(FORMS[name].says))

    def print_it() -> None:
        flow.sheet = made.document
        flow.leave()

    flow.show(View(
        heading=PROGRAM, title=called(flow)[0], help=clean(made.profile.name, MOST_NAME), note=note,
        ask=menu(
            Choice(lambda: flow.show(_preview(flow, made, again)), _("Read it here"), _("The whole summary, to scroll through.")),
            Choice(print_it, _("Print it as you leave"), _("Here in the terminal, when the program has ended.")),
            *(entry(name, paper) for name, paper in forms),
        ),
        acts=(Act(_("Back"), back), Act(_("Leave"), flow.leave)), back=back, leave=flow.leave,
    ))  # fmt: skip


def _forms(made: Made) -> list[tuple[str, Paper]]:
    """The forms, those for paper once for each paper; nothing that holds doses where there is no plan."""
    apply = {name: form for name, form in FORMS.items() if made.derived.protocol is not None or not form.dosed}
    return [(name, paper) for name, form in apply.items() for paper in (_PAPERS if form.on_paper else (made.paper,))]


def _preview(flow: Flow, made: Made, back: Do) -> View:
    return View(
        heading=PROGRAM, title=clean(made.profile.name, MOST_NAME),
        help="" if made.derived.protocol is None else untranslated(),
        text=lambda width: render(made.document, readable(width)),
        acts=(Act(_("Back"), back), Act(_("Leave"), flow.leave)), back=back, leave=flow.leave,
    )  # fmt: skip


@frozen
class _Export:
    """One form of a profile on its way to a file; `done` goes back to the list, which says what was written."""

    flow: Flow
    made: Made
    name: str
    path: Path
    done: Callable[[str], None]

    @property
    def title(self) -> str:
        """What the form is called."""
        form = FORMS[self.name]
        return f"{_(form.title)}, {_PAPERS[self.made.paper]}" if form.on_paper else _(form.title)

    def where(self, error: str = "", typed: str = "") -> None:
        """Ask for the file; one next to the profile that nothing has yet is offered."""
        folder, suffix = self.flow.folder, FORMS[self.name].suffix
        beside = folder.free(self.path.absolute().parent, self.path.name.removesuffix(self.path.suffix), suffix)
        offered = typed or clean(str(beside), files.LONGEST_PATH)

        def back() -> None:
            self.done("")

        self.flow.show(View(
            heading=PROGRAM, title=_("{form}: where is it written?").format(form=self.title), error=error,
            help=_("It holds what the profile says about your health; only you can read it."),
            ask=Type(
                text=offered, placeholder=_("a file name"), read=lambda said: folder.path_of(said, beside.parent, suffix), take=self._check,
                echo=partial(files.echo, self.flow), longest=files.LONGEST_PATH,
            ),
            acts=(Act(_("Write"), self.flow.stage_take), Act(_("Back"), back), Act(_("Leave"), self.flow.leave)),
            back=back, leave=self.flow.leave,
        ))  # fmt: skip

    def _check(self, path: Path) -> str:
        """Write it; where a file is already, ask first."""
        if not self.flow.folder.is_file(path):
            return self._write(path, replace=False)

        def again() -> None:
            self.where(typed=str(path))

        def replace() -> None:
            if refused := self._write(path, replace=True):
                self.where(refused, str(path))

        self.flow.show(files.replacing(self.flow, path, again, replace))
        return ""

    def _write(self, path: Path, *, replace: bool) -> str:
        content = FORMS[self.name].render(self.made)
        try:
            self.flow.folder.write(path, content, replace=replace)
        except SystemRefusedError as error:
            return str(error)
        self.flow.written.append(path)
        self.done(_("Written: {file}").format(file=clean(str(path), files.LONGEST_PATH)))
        return ""
