"""The profiles of a folder as a library: what is in it, and what may be done with one profile.

A damaged file is an entry like any other, marked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import attrs
from attrs import frozen

from wizard.catalog import Catalog
from wizard.errors import InvalidInputError, SystemRefusedError, refuse
from wizard.profile.comparison import Checked, compare, held
from wizard.profile.file_format import (
    MOST_CALENDAR_DAYS,
    MOST_REVISIONS,
    PROGRAM,
    CalendarTable,
    Profile,
    SharedProfile,
    dumps,
)
from wizard.profile.folder import ProfileFolder
from wizard.profile.read import OtherEditionError, read_profile
from wizard.profile.today import dates_of, runs_or_rests, where_in_cycle
from wizard.protocol.derive import derive
from wizard.protocol.schedule import last_day
from wizard.protocol.screening import OUTCOMES
from wizard.protocol.validation import LAST_DAY
from wizard.text.numbers import mass
from wizard.text.sanitize import (
    MOST_NAME,
    beside,
    check_name,
    clean,
    exact,
    named,
    searched,
    typable,
)
from wizard.text.translation import _, refusal

TRASH: Final = "trash"
_LONGEST_FILE: Final = 80
_LONGEST_PROBLEM: Final = 200
_STRING: Final = (
    r'"""(?:\\.|[^\\])*?"{3,5}' + r"|'''.*?'{3,5}" + r'|"(?:\\.|[^"\\\n])*"' + r"|'[^'\n]*'"
)
# Texts and comments are passed over, since they may hold what looks like a name
_NAME: Final = re.compile(
    rf"""(?ms)^(\ufeff?[ \t]*(?:name|"name"|'name')[ \t]*=[ \t]*)({_STRING})|{_STRING}|\#[^\n]*"""
)


@frozen
class Entry:
    """One profile of the folder, in words that are safe to show.

    `dose` is empty for a shared profile, which has none; `problem` says what is wrong with one that
    is damaged, does not hold or is of another edition, `wrong` says that in a few words, and both
    are empty otherwise. `runs` tells whether its course runs or rests today.
    """

    path: Path
    name: str = ""
    outcome: str = ""
    dose: str = ""
    where: str = ""
    problem: str = ""
    wrong: str = ""
    runs: bool = False

    @property
    def file(self) -> str:
        """Return the name of the file, shortened where it is long."""
        return clean(exact(self.path.name), _LONGEST_FILE)

    def __str__(self) -> str:
        file = typable(self.path.name)
        if self.problem:
            course = beside(self.name, f"{self.where}: ", ", ") if self.where else ""
            return f"{file}: {course}{self.problem}"
        said = filter(None, (f"({file})", self.outcome, self.dose, self.where))
        return beside(self.name, "  ".join(said))

    @property
    def title(self) -> str:
        """Return its name and its file, in a line."""
        return beside(self.name, f"({self.file})") if self.name else self.file

    @property
    def in_short(self) -> str:
        """Return where it stands in its cycle today, dose, outcome, and its file, in a line."""
        return ", ".join(filter(None, (self.where, self.dose, self.outcome, self.file)))

    def as_json(self) -> dict[str, Any]:
        """Return the entry for scripts; what does not apply is an empty string.

        `file` is the exact name; of a byte that is no text it has the surrogate that Python gives.
        """
        keys = ("name", "outcome", "dose", "where", "problem")
        return {"file": self.path.name, **{key: getattr(self, key) for key in keys}}

    @property
    def words(self) -> str:
        """Return all that is shown of the entry, for a search in any case."""
        return searched(" ".join((self.file, *self.as_json().values())))


@frozen
class Course:
    """One course of the folder; it has been `checked` where it can be read and is of this edition.

    Another edition's has a name, and no dose may be told of it; a damaged file has none.
    """

    entry: Entry
    checked: Checked | None = None


def find(folder: ProfileFolder, said: str) -> tuple[Path, ...]:
    """Return the profiles of the folder that a person may mean: by file name, or else by name.

    The file name may be without `.toml`, and the name in any case. Raises `SystemRefusedError`
    where the folder cannot be read.
    """
    paths, file = folder.profiles(), said.removeprefix("./")
    return tuple(path for path in paths if path.name == file) or tuple(
        path for path in paths if path.stem == file or _is_called(folder, path, said)
    )


def _is_called(folder: ProfileFolder, path: Path, name: str) -> bool:
    with suppress(InvalidInputError, SystemRefusedError):
        found = read_profile(folder.read(path)).name
        return clean(found, MOST_NAME).casefold() == clean(name, MOST_NAME).casefold()
    return False


def entries(folder: ProfileFolder, today: date, catalog: Catalog) -> tuple[Entry, ...]:
    """Return an entry for each profile file of the folder, by file name.

    There is none for a folder that is not there. Raises `SystemRefusedError` where the folder
    cannot be read.
    """
    return tuple(entry(folder, path, today, catalog) for path in folder.profiles())


def entry(folder: ProfileFolder, path: Path, today: date, catalog: Catalog) -> Entry:
    """Return what the file at `path` is, whatever it holds."""
    try:
        checked = held(folder.read(path), catalog)
    except (InvalidInputError, SystemRefusedError) as error:
        return _without(path, error)
    if isinstance(checked, SharedProfile):
        return Entry(path, checked.name, _("shared"))
    return _entry(path, checked, today)


def courses(folder: ProfileFolder, on: date, catalog: Catalog) -> Iterator[Course]:
    """Yield each course of the folder that runs or rests on a day, and each file that is damaged.

    By file name; each file is read once, and compared with its answers only where its own dates say
    that the course runs or rests. Raises `SystemRefusedError` where the folder cannot be read.
    """
    for path in folder.profiles():
        try:
            profile = read_profile(folder.read(path))
            if isinstance(profile, Profile) and runs_or_rests(profile, on):
                checked = compare(profile, catalog)
                yield Course(_entry(path, checked, on), checked)
        except (InvalidInputError, SystemRefusedError) as error:
            yield Course(_without(path, error))


def ruling(folder: ProfileFolder, catalog: Catalog) -> Profile | None:
    """Return the profile of the folder that was made last, if its answers rule a dose out (R02).

    It stands against the plans that were made before. A bounded folder may hold somebody else's,
    and of one that cannot be read nothing is shown.
    """
    made = () if folder.is_bounded else _personal(folder)
    last = max(made, key=lambda each: (each.created, each.protocol is None), default=None)
    if last is None:
        return None
    try:
        allows = compare(last, catalog).derived.screening.outcome.allows_dose
    except InvalidInputError:
        allows = last.protocol is not None
    return None if allows else last


def _personal(folder: ProfileFolder) -> Iterator[Profile]:
    """Yield the profiles that can be read and are no shared ones."""
    with suppress(SystemRefusedError):
        for path in folder.profiles():
            with suppress(InvalidInputError, SystemRefusedError):
                profile = read_profile(folder.read(path))
                if isinstance(profile, Profile):
                    yield profile


def _entry(path: Path, checked: Checked, today: date) -> Entry:
    profile = checked.profile
    if not checked.holds:
        what = clean(str(checked.differences[0]), _LONGEST_PROBLEM)
        told = _("does not hold (edited, or damaged): {what}").format(what=what)
        return Entry(path, checked.rebuilt.name, problem=told, wrong=_("edited, or damaged"))
    outcome, plan = _(OUTCOMES[checked.derived.screening.outcome]), checked.derived.protocol
    if plan is None:
        return Entry(path, profile.name, outcome, _("no dose"))
    doses = _(", then ").join(dict.fromkeys(mass(phase.daily.value) for phase in plan.phases))
    return Entry(
        path,
        profile.name,
        outcome,
        _("{doses} daily").format(doses=doses),
        where_in_cycle(plan, today),
        runs=runs_or_rests(profile, today),
    )


def _without(path: Path, error: InvalidInputError | SystemRefusedError) -> Entry:
    """Return the entry of a file from which nothing was derived."""
    match error:
        case OtherEditionError(profile=profile):
            found = error.problems[0]
            return Entry(
                path, profile.name, where=dates_of(profile), problem=found.said, wrong=found.what
            )
        case InvalidInputError():
            told = _("damaged: {what}").format(what=error.problems[0])
            return Entry(path, problem=clean(told, _LONGEST_PROBLEM), wrong=_("damaged"))
    return Entry(path, problem=str(error), wrong=_("cannot be read"))


def rename(folder: ProfileFolder, path: Path, name: str) -> None:
    """Give the profile another name; nothing else in the file changes by a byte.

    Raises `InvalidInputError` for a name that no profile may have or a file that cannot be read as
    one, and `SystemRefusedError` for a symbolic link or when the system refuses.
    """
    check_name(name)
    folder.refuse_link(path)
    folder.write(path, _called(folder.read(path), name), replace=True)


def _called(data: bytes, name: str) -> bytes:
    """Return the profile in these bytes under another name, and otherwise byte for byte.

    Raises `InvalidInputError` where that gives no profile, or another one.
    """
    wanted, text = attrs.evolve(read_profile(data), name=name), data.decode()
    found = next((each for each in _NAME.finditer(text) if each[1]), None)
    if found is not None:
        start, end = found.span(2)
        called = f"{text[:start]}{json.dumps(name, ensure_ascii=False)}{text[end:]}".encode()
        if read_profile(called) == wanted:
            return called
    raise refuse(
        "name", _("stands where it cannot be changed here"), _("change it in the file by hand")
    )


def saved_over(folder: ProfileFolder, path: Path, profile: Profile, catalog: Catalog) -> Profile:
    """Return the profile as the next revision of the one in the file at `path`, if there is one."""
    try:
        before = read_profile(folder.read(path))
    except (InvalidInputError, SystemRefusedError):
        return profile
    return revised(profile, before, catalog) if isinstance(before, Profile) else profile


def revised(profile: Profile, before: Profile, catalog: Catalog) -> Profile:
    """Return the profile as the next revision of the one that its file holds.

    It keeps the time of creation, from which the ids in a calendar come. Where the plan is another
    one, its revision is one more, and it remembers which sessions earlier ones may have put there.
    """
    same = _planned(profile) == _planned(before)
    return attrs.evolve(
        profile,
        created=before.created,
        revision=min(before.revision + (not same), MOST_REVISIONS),
        calendar=before.calendar if same else _in_calendars(before, catalog),
    )


def _planned(profile: Profile) -> tuple[object, ...]:
    """Return what a calendar tells of the profile: every session, and with what."""
    answers, plan = profile.answers, profile.protocol
    product = answers.product
    return (
        plan and (plan.start, plan.end, plan.next_start, plan.phases, plan.supply),
        answers.schedule.cycles or 1,
        answers.compound,
        (product.strength_mg_per_ml, product.vial_mg, product.diluent_ml),
    )


def _in_calendars(before: Profile, catalog: Catalog) -> CalendarTable | None:
    """Return the days on which this profile and those before it may have had sessions.

    They follow from its answers: the file's own figures may have been edited.
    """
    try:
        plan = derive(before.answers.with_start(before.created.date()), catalog).protocol
    except InvalidInputError:
        plan = None
    if plan is None:
        return before.calendar
    first, last = plan.course.start.value, min(last_day(plan.course), LAST_DAY)
    sessions = max(len(phase.doses) for phase in plan.phases)
    if (earlier := before.calendar) is not None:
        first, last = min(first, earlier.first), max(last, earlier.last)
        sessions = max(sessions, earlier.sessions)
    first = max(first, last - timedelta(days=MOST_CALENDAR_DAYS - 1))
    return CalendarTable(first=first, last=last, sessions=sessions)


def duplicate(folder: ProfileFolder, path: Path, now: datetime, catalog: Catalog) -> Path:
    """Write a copy of the profile beside it, named "Copy of ...", and return its path.

    It is another plan, made `now`: in a calendar it moves and cancels nothing of the first. Where
    its answers give no dose any more, the name that the plan got is not copied (R02). Raises as
    `rename` does.
    """
    data = folder.read(path)
    try:
        found = held(data, catalog)
        called = found.rebuilt.name if isinstance(found, Checked) else found.name
    except InvalidInputError:
        called = read_profile(data).name
    name = named(_("Copy of {name}").format(name=called)[:MOST_NAME])
    target = folder.proposed(name, path.parent)
    copy = attrs.evolve(read_profile(data), name=name)
    if isinstance(copy, Profile):
        created = max(now.astimezone(UTC), copy.created.astimezone(UTC) + timedelta(seconds=1))
        answers = copy.answers.with_start(copy.created.date())
        copy = attrs.evolve(
            copy, created=created.replace(microsecond=0), answers=answers, revision=0, calendar=None
        )
    folder.write(target, dumps(copy))
    return target


def delete(folder: ProfileFolder, path: Path) -> Path:
    """Move the file to the `trash` folder beside it, and return where it is now.

    A damaged file goes too, and of a symbolic link the link. Raises `SystemRefusedError` when the
    system refuses.
    """
    trash = path.parent / TRASH
    try:
        folder.make_folder(trash)
        target = folder.free(trash, path.stem, path.suffix)
        folder.move(path, target)
    except OSError as error:
        raise SystemRefusedError(
            _("cannot be moved to {trash} ({strerror})").format(
                trash=TRASH, strerror=refusal(error)
            ),
            _("check the folder and its permissions"),
        ) from error
    return target


@frozen
class Rebuilt:
    """What was rebuilt: the profile as it was checked, and where the old file is kept."""

    checked: Checked
    backup: Path


def rebuild(folder: ProfileFolder, path: Path, catalog: Catalog) -> Rebuilt:
    """Write the profile again in place with the figures its answers give.

    The old file is kept as `NAME.toml.bak`; beside an older backup as `NAME.toml-2.bak`. Raises
    `InvalidInputError` for a file from which nothing can be derived, a shared one included, and
    `SystemRefusedError` when the system refuses; the profile is unchanged then.
    """
    folder.refuse_link(path)
    data = folder.read(path)
    profile = read_profile(data)
    if isinstance(profile, SharedProfile):
        raise refuse(
            "kind", _("nothing is derived in a shared profile"), _("open it and answer the rest")
        )
    checked = compare(profile, catalog)
    backup = folder.free(path.parent, path.name, ".bak")
    folder.write(backup, data.decode())
    try:
        folder.write(path, dumps(attrs.evolve(checked.rebuilt, program=PROGRAM)), replace=True)
    except SystemRefusedError:
        folder.remove(backup)
        raise
    return Rebuilt(checked, backup)
