"""The file of a draft: its shape, and the session that its values give."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import attrs
from attrs import field, frozen

from wizard.catalog import Catalog
from wizard.catalog.structure import ShapeError, structure
from wizard.errors import InvalidInputError, refuse
from wizard.interview.choice import Checked
from wizard.interview.question import Kind, Question, Weight
from wizard.interview.questions import of_pages, questions
from wizard.interview.session import Session, begin
from wizard.profile.file_format import PROGRAM
from wizard.profile.folder import ProfileFolder
from wizard.profile.read import parse
from wizard.protocol.answers import SharedAnswers
from wizard.protocol.validation import confirmable
from wizard.text.label import Spray
from wizard.text.translation import _

FORMAT: Final = 1


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


def read_draft(folder: ProfileFolder, path: Path) -> DraftFile:
    """Return the draft at `path`.

    Raises `InvalidInputError` for what is no draft, `SystemRefusedError` for what cannot be read.
    """
    tables = parse(folder.read(path))
    number, answered = tables.get("draft"), tables.get("answered")
    if type(number) is int and number > FORMAT and type(answered) is datetime:
        return DraftFile(draft=number, catalog="", answered=answered.replace(tzinfo=None))
    try:
        file = structure(tables, DraftFile)
    except ShapeError as error:
        raise refuse("", _("not a draft"), _("start anew")) from error
    if file.draft != FORMAT:
        raise refuse("draft", _("not a format"), _("start anew"))
    return attrs.evolve(file, answered=file.answered.replace(tzinfo=None))


def answered_again(
    file: DraftFile, catalog: Catalog, today: date, running: date | None = None
) -> Session:
    """Return the session that the draft's values give when each is answered again in order.

    A value that does not stand is left out, so that its question is open. One whose question is not
    asked just now is kept, to be confirmed if it is asked again; so are symptoms of another day
    than `today`. A start that has passed is left out, but for that of a course that is `running`.
    """
    confirmed = frozenset(file.confirmed).intersection(confirmable(catalog))
    session = attrs.evolve(begin(catalog, today), confirmed=confirmed, running=running)
    every = questions(catalog.screening.groups)
    on_pages = dict(of_pages(file.values, catalog.screening.groups))
    file = attrs.evolve(file, values={**on_pages, **file.values})
    answered = {*file.values, *file.without}
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
    that_day = attrs.evolve(
        session,
        today=file.answered.date(),
        values=values,
        stale=frozenset(file.again).intersection(values).union(aside),
        changing=frozenset(file.changing).intersection(values),
    )
    return that_day.made_with(file.catalog).on(today)


_TYPED: Final[dict[Kind, tuple[type, ...]]] = {
    Kind.NUMBER: (int, Decimal),
    Kind.LABEL: (int, Decimal),
    Kind.WHOLE: (int,),
    Kind.DATE: (date,),
    Kind.TIME: (time,),
}


def _value(asked: Question, file: DraftFile, session: Session) -> Any:
    """Return the value that a draft gives for a question.

    Raises `InvalidInputError` for one that this kind of question has not.
    """
    raw = file.values.get(asked.key)
    match asked.kind, raw:
        case Kind.CHOICE, _:
            # `true` is no 1 here, and 1 no `true`
            value = Decimal(raw) if type(raw) is int else raw
            choices = [choice.value for choice in asked.choices(session)]
            if any(type(choice) is type(value) and choice == value for choice in choices):
                return value
        case _, None:
            return None
        case Kind.WEIGHT, {"number": int() | Decimal() as number, "unit": "kg" | "lb" as unit} if (
            type(number) is not bool
        ):
            return Weight(Decimal(number), unit)
        case Kind.SPRAY, dict() if raw and all(
            unit in {"ml", "mcg"} and type(each) in _TYPED[Kind.NUMBER]
            for unit, each in raw.items()
        ):
            return Spray(**{unit: Decimal(each) for unit, each in raw.items()})
        case Kind.CHECKLIST, {"yes": [*yes], "not_sure": [*not_sure]} if _are_items(
            [*yes, *not_sure], asked, session
        ):
            return Checked(tuple(yes), tuple(not_sure))
        case kind, _ if type(raw) in _TYPED.get(kind, ()):
            return Decimal(raw) if kind in {Kind.NUMBER, Kind.LABEL} else raw
    raise refuse(f"values.{asked.key}", _("not a value of this question"), _("answer it again"))


def _are_items(items: list[Any], asked: Question, session: Session) -> bool:
    """Return whether these are items of the question's screening group, each at most once."""
    known = session.catalog.screening.items_of(asked.group)
    are_text = all(type(item) is str for item in items)
    return are_text and known.keys() >= {*items} and len({*items}) == len(items)
