"""A profile that does not hold: what the file says beside what its answers give, and rebuilding it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from wizard.errors import InvalidInputError, SystemRefusedError
from wizard.interview.session import from_answers
from wizard.profile.comparison import Checked, Difference
from wizard.profile.rebuild import rebuild
from wizard.text.layout import fold, stacked, tabled
from wizard.text.numbers import sentence
from wizard.text.sanitize import clean
from wizard.text.translation import _, marked
from wizard.tui.pages import PROGRAM, files
from wizard.tui.view import Act, View

if TYPE_CHECKING:
    from wizard.tui.flow import Flow

_MOST_SHOWN: Final = 200
_HEADER: Final = (marked("Key"), marked("File"), marked("Answers"))
_LEAST_CELL: Final = 12
_GAPS: Final = 4
_ONLY: Final = marked("From here on only what its answers give is used, never the file's own figures.")


def page(flow: Flow, checked: Checked, path: Path | None, error: str = "") -> View:
    """What differs, and why that may be; with a file, the way to rebuild it."""

    def rebuilt() -> None:
        if path is not None:
            _rebuild(flow, checked, path)

    go_on = Act(_("Go on without") if path else _("Go on with the rebuilt figures"), flow.review)
    acts = ((Act(_("Rebuild the file"), rebuilt),) if path else ()) + (go_on, Act(_("Start page"), flow.start), Act(_("Leave"), flow.leave))
    return View(
        heading=PROGRAM, title=_("The figures in this file are not what its answers give."), error=error,
        text=lambda width: _text(checked, width, can_rebuild=path is not None), acts=acts, back=flow.start, leave=flow.leave,
    )  # fmt: skip


def _text(checked: Checked, width: int, *, can_rebuild: bool) -> str:
    kept = [_("Rebuilding writes it again with what its answers give; the old file is kept beside it as .bak.")] if can_rebuild else []
    name = f"{clean(checked.profile.name)}. {sentence(checked.why)}."
    parts = (fold(name, width), _table(checked.differences, width), fold(" ".join((*kept, _(_ONLY))), width))
    return "\n\n".join("\n".join(part) for part in parts)


def _table(differences: tuple[Difference, ...], width: int) -> list[str]:
    """Side by side; in a window too narrow for that, below each other."""
    rows = [tuple(clean(text, _MOST_SHOWN) for text in (each.key, *each.said)) for each in differences]
    cell = (width - _GAPS) // 3
    if cell < _LEAST_CELL:
        return stacked(tuple(map(_, _HEADER)), rows, width)
    folded: list[tuple[str, ...]] = []
    for row in rows:
        key, file, answers = (fold(text, most) for text, most in zip(row, (width, cell, cell), strict=True))
        tall = max(len(file), len(answers))
        cells = zip(_filled(file, tall), _filled(answers, tall), strict=True)
        folded += [(" ".join(key) if number == 0 else "", *pair) for number, pair in enumerate(cells)]
    return tabled(tuple(map(_, _HEADER)), folded, width) or stacked(tuple(map(_, _HEADER)), rows, width)


def _filled(lines: list[str], tall: int) -> list[str]:
    return lines + [""] * (tall - len(lines))


def _rebuild(flow: Flow, checked: Checked, path: Path) -> None:
    try:
        done = rebuild(flow.folder, path, flow.catalog)
    except SystemRefusedError as error:
        flow.show(page(flow, checked, path, f"{clean(path.name)} {error}"))
        return
    except InvalidInputError as error:  # it was changed since it was opened
        flow.show(page(flow, checked, path, clean(str(error.problems[0]), _MOST_SHOWN)))
        return
    profile = done.checked.rebuilt
    flow.take_up(from_answers(profile.answers, flow.catalog, flow.now().date()), profile.name, path)
    kept = _("The old file is kept as {file}. Its answers are as they were.").format(file=clean(done.backup.name))
    see = _("See the plan") if flow.session.screening.outcome.allows_dose else _("See what was found")
    flow.show(View(
        heading=PROGRAM, title=_("The file is rebuilt."), text=f"{clean(flow.folder.named(path), files.LONGEST_PATH)}\n\n{kept}",
        acts=(Act(see, flow.review), Act(_("Start page"), flow.start), Act(_("Leave"), flow.leave)),
        back=flow.start, leave=flow.leave,
    ))  # fmt: skip
