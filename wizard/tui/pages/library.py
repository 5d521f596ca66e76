"""Every profile of the folder and the templates, searched as one types; read only as far as somebody looks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from wizard.catalog import Catalog
from wizard.errors import InvalidInputError, SystemRefusedError
from wizard.interview.choice import Choice
from wizard.profile import library as shelf
from wizard.profile.folder import ProfileFolder, examples
from wizard.profile.library import Entry
from wizard.text.sanitize import clean
from wizard.text.translation import _, in_english
from wizard.tui.pages import PROGRAM, managing, opening
from wizard.tui.view import Act, Search, View

if TYPE_CHECKING:
    from wizard.tui.flow import Flow

_MOST_SHOWN: Final = 400
_TEMPLATE: Final = "template"


@frozen
class _Seen:
    """An entry, and the file it was made from: it is made again when the file or the day is another."""

    mark: tuple[int, int, date]
    entry: Entry


class Library:
    """What is known of the folder, and where the person is in it."""

    def __init__(self, folder: ProfileFolder) -> None:
        self._folder = folder
        self.words, self.row = "", 0
        self.here: Entry | None = None
        self._seen: dict[Path, _Seen] = {}

    def keep(self, words: str, row: int, here: Choice | None) -> None:
        """Remember where the person is, to come back to."""
        self.words, self.row, self.here = words, row, None if here is None else here.value

    def entry(self, path: Path, today: date, catalog: Catalog) -> Entry:
        """What the file is; read again only where it has changed."""
        try:
            found = self._folder.bounds.stat(path)
            mark = (found.st_mtime_ns, found.st_size, today)
        except OSError:
            return _entry(self._folder, path, today, catalog)
        seen = self._seen.get(path)
        if seen is None or seen.mark != mark:
            seen = self._seen[path] = _Seen(mark, _entry(self._folder, path, today, catalog))
        return seen.entry

    def has(self, path: Path, words: list[str]) -> bool:
        """Whether the file was read before, or holds these words as they are."""
        if path in self._seen:
            return True
        raw = path.name
        with suppress(InvalidInputError, SystemRefusedError):
            raw = f"{raw}\n{self._folder.read(path).decode(errors='replace')}"
        raw = raw.casefold()
        return all(word in raw for word in words)


def _entry(folder: ProfileFolder, path: Path, today: date, catalog: Catalog) -> Entry:
    with in_english():
        return shelf.entry(folder, path, today, catalog)


def page(flow: Flow, note: str = "") -> None:
    """The list, where the person was last."""
    known, today, bounded = flow.library, flow.now().date(), flow.folder.is_bounded
    try:
        paths, refused = flow.folder.profiles(), ""
    except SystemRefusedError as error:
        paths, refused = (), str(error)
    templates = examples()

    def read(words: str) -> Iterator[Choice | None]:
        for path in _in_order(known, (*paths, *templates), words):
            found = path and _of_template(known.entry(path, today, flow.catalog), path in templates)
            yield _choice(found) if found and any(shelf.search([found], words)) else None

    def manage() -> None:
        if known.here is not None:
            managing.page(flow, known.here, listed)

    def listed(note: str = "") -> None:
        page(flow, note)

    def open_it(entry: Entry) -> str:
        """Open it; one that is damaged, at what may be done with it."""
        if entry.name:
            return opening.from_file(flow, entry.path)
        managing.page(flow, entry, listed)
        return ""

    def back() -> None:
        known.keep("", 0, None)
        flow.start()

    anywhere = _("Yours are in {folder}; templates stand after them.")
    flow.show(View(
        heading=PROGRAM, title=_("Which profile do you want to open?"), error=refused, note=note,
        help=_("Templates stand after yours.") if bounded else clean(anywhere.format(folder=flow.folder.path), _MOST_SHOWN),
        ask=Search(read=read, take=open_it, keep=known.keep, words=known.words, row=known.row),
        acts=(
            Act(_("Open"), flow.stage_take),
            Act(_("Manage"), manage),
            *(() if bounded else (Act(_("Another file"), lambda: opening.by_path(flow, listed)),)),
            Act(_("Back"), back),
            Act(_("Leave"), flow.leave),
        ),
        back=back, leave=flow.leave,
    ))  # fmt: skip


def _in_order(known: Library, paths: tuple[Path, ...], words: str) -> Iterator[Path | None]:
    """The files, and `None` in between as a pause; those first that hold the words as they are, which is soon known."""
    wanted = words.casefold().split()
    first = set[Path]()
    for path in paths if wanted else ():
        if known.has(path, wanted):
            first.add(path)
            yield path
        else:
            yield None
    yield from (path for path in paths if path not in first)


def _of_template(entry: Entry, is_template: bool) -> Entry:  # noqa: FBT001 - one of two kinds
    return evolve(entry, outcome=_TEMPLATE) if is_template and not entry.problem else entry


def _choice(entry: Entry) -> Choice:
    """One profile: its name, and what it is."""
    if not entry.problem:
        return Choice(entry, entry.name, entry.in_short)
    return Choice(entry, f"{entry.name} ({entry.file})" if entry.name else entry.file, entry.problem)
