"""What may be done with one profile of the folder: open, today's doses, print, rename, duplicate, delete."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from wizard.errors import InvalidInputError, SystemRefusedError
from wizard.interview.choice import Choice
from wizard.profile import library
from wizard.profile.comparison import Checked, held
from wizard.profile.folder import examples
from wizard.profile.library import Entry
from wizard.profile.today import today
from wizard.report.export.registry import Made
from wizard.report.plan_drawings import Planned
from wizard.text.layout import fold
from wizard.text.sanitize import MOST_NAME, clean
from wizard.text.translation import _, in_english, untranslated
from wizard.tui.pages import PROGRAM, export, menu, opening, pictures
from wizard.tui.pages.saving import name_of
from wizard.tui.view import Act, Do, Type, View

if TYPE_CHECKING:
    from wizard.tui.flow import Flow

_MOST_SHOWN: Final = 400
Listed = Callable[[str], None]


def page(flow: Flow, entry: Entry, listed: Listed, error: str = "") -> None:
    """The list of what may be done; of a damaged file, only what works with it. `listed` goes back, with a note."""

    def back() -> None:
        listed("")

    def open_it() -> None:
        if refused := opening.from_file(flow, entry.path):
            page(flow, entry, listed, refused)

    def copy() -> None:
        if refused := _done(entry, lambda: _duplicate(flow, entry), listed):
            page(flow, entry, listed, refused)

    readable, template = bool(entry.name), entry.path in examples()
    choices = []
    if readable:
        choices.append(Choice(open_it, _("Open"), _opens(entry)))
    checked = _holding(flow, entry)
    if checked is not None:
        choices += _of_plan(flow, entry, checked, listed)
    if readable and not template:
        choices += [
            Choice(lambda: _rename(flow, entry, listed), _("Rename"), _("The file keeps its own name.")),
            Choice(copy, _("Duplicate"), _("A copy beside it.")),
        ]
    if not template:
        choices.append(Choice(lambda: _delete(flow, entry, listed), _("Delete"), _("You are asked twice; it goes to the trash folder.")))
    flow.show(View(
        heading=PROGRAM, title=entry.name or entry.file, error=error, help=entry.problem or entry.in_short,
        ask=menu(*choices), acts=(Act(_("Back"), back), Act(_("Leave"), flow.leave)), back=back, leave=flow.leave,
    ))  # fmt: skip


def _opens(entry: Entry) -> str:
    return _("You see first what the file says and what its answers give.") if entry.problem else ""


def _holding(flow: Flow, entry: Entry) -> Checked | None:
    """The profile as it stands in the file now, if it is a personal one that holds."""
    try:
        checked = held(flow.folder.read(entry.path), flow.catalog)
    except (InvalidInputError, SystemRefusedError):
        return None
    return checked if isinstance(checked, Checked) and checked.holds else None


def _of_plan(flow: Flow, entry: Entry, checked: Checked, listed: Listed) -> list[Choice]:
    """Today's doses, where there are any, and printing."""

    def again() -> None:
        page(flow, entry, listed)

    def fresh(do: Callable[[Checked], None]) -> Do:
        """Do this with the profile as its file has it at that moment; show the page again where it has another by then."""

        def done() -> None:
            now = _holding(flow, entry)
            if now is None or now.derived.screening.outcome is not checked.derived.screening.outcome:
                again()
            else:
                do(now)

        return done

    def export_it(now: Checked) -> None:
        export.page(flow, Made(now.profile, now.derived, flow.catalog), entry.path, again)

    def today_of(now: Checked) -> None:
        flow.show(_today(flow, now, again))

    def draw(now: Checked) -> None:
        if now.derived.protocol is not None:
            flow.over(partial(pictures.page, flow, Planned(now.derived, now.derived.protocol, flow.catalog)))

    choices = [Choice(fresh(export_it), *export.called(flow))]
    if checked.derived.protocol is not None:
        choices[:0] = [
            Choice(fresh(today_of), _("Today"), entry.where),
            Choice(fresh(draw), _("Look at it in pictures"), _("What you measure out, the day, the months.")),
        ]
    return choices


def _today(flow: Flow, checked: Checked, back: Do) -> View:
    with in_english():
        lines = today(checked.derived, checked.profile.name, flow.now().date(), flow.catalog)

    def text(width: int) -> str:
        return "\n".join(each for line in lines for each in _folded(clean(line, _MOST_SHOWN), width))

    return View(
        heading=PROGRAM, title=_("Today"), help=untranslated(), text=text, acts=(Act(_("Back"), back), Act(_("Leave"), flow.leave)),
        back=back, leave=flow.leave,
    )  # fmt: skip


def _folded(line: str, width: int) -> list[str]:
    """The line at that width, what is left of it indented further than it begins."""
    margin = " " * (len(line) - len(line.lstrip()))
    return fold(margin, width, then=f"{margin}  ", text=line)


def _done(entry: Entry, do: Callable[[], str], listed: Listed) -> str:
    """Do it and go back to the list, which says so; where it is refused, what was said against it."""
    try:
        note = do()
    except SystemRefusedError as error:
        return f"{entry.file} {error}"
    except InvalidInputError as error:
        return str(error.problems[0])
    listed(note)
    return ""


def _duplicate(flow: Flow, entry: Entry) -> str:
    return _("The copy is {file}.").format(file=clean(library.duplicate(flow.folder, entry.path).name))


def _rename(flow: Flow, entry: Entry, listed: Listed) -> None:
    def rename(name: str) -> str:
        library.rename(flow.folder, entry.path, name)
        if flow.path == entry.path:
            flow.name = name
        return _("{file} is called {name} now.").format(file=entry.file, name=name)

    def back() -> None:
        page(flow, entry, listed)

    flow.show(View(
        heading=PROGRAM, title=_("What do you want to call it?"), help=_("The name stands on the printed summary."),
        ask=Type(
            text=entry.name, placeholder=_("a name"), read=name_of, take=lambda name: _done(entry, lambda: rename(name), listed),
            longest=MOST_NAME,
        ),
        acts=(Act(_("Rename"), flow.stage_take), Act(_("Back"), back), Act(_("Leave"), flow.leave)), back=back, leave=flow.leave,
    ))  # fmt: skip


def _delete(flow: Flow, entry: Entry, listed: Listed) -> None:
    """Ask, and ask again; then to the trash."""
    name = f"{entry.name} ({entry.file})" if entry.name else entry.file

    def keep() -> None:
        page(flow, entry, listed)

    def delete() -> str:
        gone = library.delete(flow.folder, entry.path)
        return _("Moved to {file}.").format(file=clean(str(gone.relative_to(flow.folder.path)), _MOST_SHOWN))

    def really() -> None:
        if refused := _done(entry, delete, listed):
            flow.show(_question(flow, _("It was not deleted."), refused, (Act(_("Back"), keep),), keep))

    def again() -> None:
        acts = (Act(_("Keep it"), keep), Act(_("Move it to the trash"), really))
        yours = _("It goes to the folder called trash beside the others, from where you can take it back. It is never emptied.")
        theirs = _(
            "It goes to the folder called trash beside the others, from where whoever runs this host can take it back. It is never emptied."
        )
        where = theirs if flow.folder.is_bounded else yours
        flow.show(_question(flow, _("Are you sure?"), f"{name}\n\n{where}", acts, keep))

    acts = (Act(_("Keep it"), keep), Act(_("Delete it"), again))
    what = entry.problem or ", ".join(filter(None, (entry.outcome, entry.dose, entry.where)))
    flow.show(_question(flow, _("Delete this profile?"), f"{name}\n\n{what}", acts, keep))


def _question(flow: Flow, title: str, text: str, acts: tuple[Act, ...], back: Do) -> View:
    return View(heading=PROGRAM, title=title, text=text, acts=(*acts, Act(_("Leave"), flow.leave)), back=back, leave=flow.leave)
