"""A draft as it stands on disk: the text of one, reading it back strictly, and answering it again from the top."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import attrs
import tomli_w
from attrs import field, frozen
from cattrs.errors import ClassValidationError

from wizard.catalog import Catalog
from wizard.catalog.structure import NotOfTypeError, structure
from wizard.errors import InvalidInputError, refuse
from wizard.interview.choice import Checked
from wizard.interview.question import Kind, Question, Weight
from wizard.interview.questions import questions
from wizard.interview.session import Session, begin
from wizard.profile.file_format import PROGRAM, table
from wizard.profile.folder import ProfileFolder
from wizard.profile.read import parse
from wizard.protocol.answers import SharedAnswers
from wizard.protocol.validation import check_shared, confirmable
from wizard.quantities import plain
from wizard.text.sanitize import unsafe

FORMAT: Final = 1
_MOST_PATH: Final = 1024


@frozen(kw_only=True)
class DraftFile:
    """A draft as it stands on disk.

    `without` are the keys of questions that were answered by leaving them out, `author` is what the
    author of a shared profile asked for, where the interview began with one.
    """

    draft: int = FORMAT
    program: str = PROGRAM
    catalog: str
    answered: datetime
    asking: str = ""
    profile: str = ""
    name: str = ""
    confirmed: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    changing: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    values: dict[str, Any] = field(factory=dict)
    author: SharedAnswers | None = None


@frozen(kw_only=True)
class Origin:
    """Where an interview began: the profile file that was opened and the plan's name, or what the author of a shared one asked for."""

    profile: Path | None = None
    name: str = ""
    author: SharedAnswers | None = None


def text(session: Session, asking: str, answered: datetime, origin: Origin) -> str:
    """The text of a draft: the session as it stands, the key being asked, and the local time of the last answer."""
    values = {key: _toml(value) for key, value in session.values.items() if value is not None}
    file = DraftFile(
        catalog=session.catalog.edition,
        answered=answered,
        asking=asking,
        profile=_kept(origin.profile),
        name=origin.name,
        confirmed=tuple(sorted(session.confirmed)),
        again=tuple(sorted(session.again)),
        changing=tuple(sorted(session.changing)),
        without=tuple(key for key, value in session.values.items() if value is None),
        values=values,
    )
    tables = attrs.asdict(file, recurse=False, filter=attrs.filters.exclude("author"))
    return tomli_w.dumps(
        tables if origin.author is None else {**tables, "author": table(origin.author)}
    )


def _kept(profile: Path | None) -> str:
    """The whole path of the profile; empty for one that could not be read back."""
    path = str(profile.absolute()) if profile is not None else ""
    return path if len(path) <= _MOST_PATH and unsafe(path) is None else ""


def _toml(value: Any) -> Any:
    match value:
        case Decimal():
            number = plain(value)
            return int(number) if number == number.to_integral_value() else number
        case Weight():
            return {"number": _toml(Decimal(str(value.number))), "unit": value.unit}
        case Checked():
            return {"yes": value.yes, "not_sure": value.not_sure}
        case _:
            return value


def read(folder: ProfileFolder, path: Path) -> DraftFile:
    """The draft at `path`.

    Raises `InvalidInputError` for what is no draft, `SystemRefusedError` for what cannot be read.
    """
    tables = parse(folder.read(path))
    number = tables.get("draft")
    if (
        type(number) is int
        and number > FORMAT
        and type(answered := tables.get("answered")) is datetime
    ):
        return DraftFile(draft=number, catalog="", answered=answered.replace(tzinfo=None))
    try:
        file = structure(tables, DraftFile)
    except (ClassValidationError, NotOfTypeError) as error:
        raise refuse("", "not a draft", "start anew") from error
    if file.draft != FORMAT:
        raise refuse("draft", "not a format", "start anew")
    return attrs.evolve(file, answered=file.answered.replace(tzinfo=None))


def profile_of(folder: ProfileFolder, file: DraftFile) -> Path | None:
    """The profile that was opened for a draft; not one out of bounds, which the draft of another visit may name."""
    return path if file.profile and folder.holds(path := Path(file.profile)) else None


def origin_of(folder: ProfileFolder, file: DraftFile, catalog: Catalog) -> Origin:
    """Where the interview of this draft began; an author's plan that cannot stand is left out."""
    author = file.author
    if author is not None:
        try:
            check_shared(author, catalog)
        except InvalidInputError:
            author = None
    return Origin(profile=profile_of(folder, file), name=file.name, author=author)


def answered_again(file: DraftFile, catalog: Catalog, today: date) -> Session:
    """The session that the draft's values give when each is answered again in order.

    A value that does not stand is left out, so that its question is open. One whose question is not
    asked just now is kept, to be confirmed if it is asked again; so are symptoms of another day
    than `today`.
    """
    session = attrs.evolve(
        begin(catalog, today),
        confirmed=frozenset(file.confirmed).intersection(confirmable(catalog)),
    )
    answered, every = {*file.values, *file.without}, questions(catalog.screening.groups)
    given = [asked for asked in every if asked.key in answered]
    for asked in given:
        if session.asks(asked):
            with suppress(InvalidInputError):
                session = session.answer(asked.key, _value(asked, file, session))
    aside = {}
    for asked in given:
        if not session.asks(asked):
            with suppress(InvalidInputError):
                aside[asked.key] = _value(asked, file, session)
    values = {**session.values, **aside}
    again, changing = (frozenset(keys).intersection(values) for keys in (file.again, file.changing))
    that_day = attrs.evolve(
        session,
        today=file.answered.date(),
        values=values,
        again=again.union(aside),
        changing=changing,
    )
    return that_day.on(today)


_TYPED: Final[dict[Kind, tuple[type, ...]]] = {
    Kind.NUMBER: (int, Decimal),
    Kind.WHOLE: (int,),
    Kind.DATE: (date,),
    Kind.TIME: (time,),
}


def _value(asked: Question, file: DraftFile, session: Session) -> Any:
    """The value that a draft gives for a question.

    Raises `InvalidInputError` for one that this kind of question has not.
    """
    raw = file.values.get(asked.key)
    match asked.kind:
        case Kind.CHOICE:
            return _chosen(asked, raw, session)
        case _ if raw is None:
            return None
        case Kind.WEIGHT:
            return _weight(asked, raw)
        case Kind.CHECKLIST:
            return _checked(asked, raw, session)
    if type(raw) not in _TYPED[asked.kind]:
        raise _unfit(asked)
    return Decimal(raw) if asked.kind is Kind.NUMBER else raw


def _chosen(asked: Question, raw: Any, session: Session) -> Any:
    """The choice's own value: `true` is no 1 here, and 1 no `true`."""
    value = Decimal(raw) if type(raw) is int else raw
    for choice in asked.choices(session):
        if type(choice.value) is type(value) and choice.value == value:
            return value
    raise _unfit(asked)


def _weight(asked: Question, raw: Any) -> Weight:
    match raw:
        case {"number": int() | Decimal() as number, "unit": "kg" | "lb" as unit} if (
            type(number) is not bool
        ):
            return Weight(Decimal(number), unit)
    raise _unfit(asked)


def _checked(asked: Question, raw: Any, session: Session) -> Checked:
    """A screening group, answered: each of its items at most once."""
    known = session.catalog.screening.items_of(asked.group)
    match raw:
        case {"yes": [*yes], "not_sure": [*not_sure]}:
            items = [*yes, *not_sure]
            if (
                all(type(item) is str for item in items)
                and known.keys() >= {*items}
                and len(set(items)) == len(items)
            ):
                return Checked(tuple(yes), tuple(not_sure))
    raise _unfit(asked)


def _unfit(asked: Question) -> InvalidInputError:
    return refuse(f"values.{asked.key}", "not a value of this question", "answer it again")
