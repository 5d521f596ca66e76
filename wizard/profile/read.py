"""Reading a profile file: strictly parsed.

A file is hostile until it is parsed. `InvalidInputError` is raised for everything wrong with the
content (exit 3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, TypeVar, cast

import attrs
import tomli
from attrs import frozen

from wizard.catalog import Catalog
from wizard.catalog.structure import (
    MissingKeyError,
    NotOfTypeError,
    ShapeError,
    UnknownKeyError,
    structure,
)
from wizard.errors import InvalidInputError, Problem, refuse, refuse_any
from wizard.profile.file_format import (
    DESCRIBED,
    FORMAT,
    MOST_CALENDAR_DAYS,
    MOST_REVISIONS,
    MOST_SESSIONS,
    Profile,
    SharedProfile,
)
from wizard.profile.folder import MOST_BYTES
from wizard.protocol.answers import (
    Answers,
    Product,
    Schedule,
    SharedAnswers,
    SharedProduct,
    SharedSchedule,
)
from wizard.protocol.validation import FIRST_DAY, LAST_DAY, nearest
from wizard.text.numbers import MOST_DIGITS, digits
from wizard.text.sanitize import check_name, clean, unsafe
from wizard.text.translation import ENGLISH, _, spoken

MOST_LINE: Final = 4 * 1024
MOST_LEVELS: Final = 8
MOST_VALUES: Final = 1_200
# Lines that hold no value: comments, or part of a string over lines that does not end there
_COMMENT: Final = re.compile(r"(?m)^[ \t]*#(?!.*(?:\"{3}|'{3})).*")
_DERIVED: Final = ("screening", "protocol", "referral")
_IGNORED: Final = (*_DERIVED, "revision", "calendar")
"""In an answers file."""

T = TypeVar("T")


def parse(data: bytes) -> dict[str, Any]:
    """Return TOML text as plain tables, within every limit of the format.

    There are limits on size, encoding, nesting, characters, digits and the number of values. A
    byte order mark, as some editors write it, is no part of the text.
    """
    if len(data) > MOST_BYTES:
        raise refuse(
            "", _("larger than 64 KiB"), _("a profile is a few kilobytes; this is not one")
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(
            "",
            _("not UTF-8 text (byte {value})").format(value=error.start + 1),
            _("save it as UTF-8"),
        ) from error
    lengths = [*map(len, text.split("\n"))]
    if max(lengths) > MOST_LINE:
        number = next(at for at, length in enumerate(lengths, 1) if length > MOST_LINE)
        raise refuse(
            "",
            _("line {number} is longer than {most_line} characters").format(
                number=number, most_line=f"{MOST_LINE:,}"
            ),
            _("a profile has no such lines"),
        )
    # Before parsing, since that alone may take ten times as long as with a profile
    if _values(text) > MOST_VALUES and _values(_COMMENT.sub("", text)) > MOST_VALUES:
        raise refuse(
            "",
            _("holds more than {most_values} keys and values").format(
                most_values=f"{MOST_VALUES:,}"
            ),
            _("a profile has a few hundred"),
        )
    try:
        parsed = tomli.loads(text, parse_float=Decimal)
    except tomli.TOMLDecodeError as error:
        raise refuse(
            "",
            _("not TOML: {error}").format(error=clean(_told(error), 120)),
            _(
                'a line is a key, = and a value: "text" in quotes, 70.5, true, false, 2026-01-05,'
                ' 07:00:00, or a list such as ["text"], which is [] for none'
            ),
        ) from error
    except (ValueError, RecursionError, ArithmeticError, MemoryError) as error:
        raise refuse(
            "",
            _("not a profile: it holds a number or a nesting that no profile has"),
            _("make it again"),
        ) from error
    refuse_any(_walk(parsed, ()))
    return parsed


def _told(error: tomli.TOMLDecodeError) -> str:
    """Return what the library says of a text that is no TOML; in another language only where."""
    if spoken() == ENGLISH:
        return str(error)
    found = re.search(r"line (\d+), column (\d+)", str(error))
    if found is None:
        return _("the end of the file")
    return _("line {line}, column {column}").format(line=found[1], column=found[2])


def _values(text: str) -> int:
    """Return the most keys, values and tables that this text can hold."""
    return sum(map(text.count, ",=[{."))


def _walk(table: dict[str, Any] | list[Any], path: tuple[str | int, ...]) -> Iterator[Problem]:
    """Yield what no profile may hold anywhere, each with its key."""
    for name, value in table.items() if isinstance(table, dict) else enumerate(table):
        if isinstance(name, str) and (char := unsafe(name)) is not None:
            told = _("a key holds the character {char}, which could steer a terminal")
            yield Problem(_dotted(path), told.format(char=char), _("remove it"))
        if len(path) == MOST_LEVELS:
            told = _("nested deeper than {most_levels} levels").format(most_levels=MOST_LEVELS)
            yield Problem(_dotted((*path, name)), told, _("a profile is not nested so deep"))
        elif isinstance(value, (dict, list)):
            yield from _walk(value, (*path, name))
        elif wrong := _wrong(value, joined=not path and name == "name"):
            yield Problem(_dotted((*path, name)), *wrong)


def _dotted(path: tuple[str | int, ...]) -> str:
    """Return the key at the end of a path: `protocol.phases[0].name`."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{clean(part)}" for part in path)
    return "".join(parts).removeprefix(".")


def _wrong(value: object, *, joined: bool) -> tuple[str, str] | None:
    """Return what is wrong with a single value, and what to do; `None` for one that may stand."""
    if isinstance(value, str):
        if (char := unsafe(value, joined=joined)) is not None:
            told = _("holds the character {char}, which could steer a terminal")
            return told.format(char=char), _("remove it")
    elif isinstance(value, (int, Decimal)):
        if isinstance(value, Decimal) and not value.is_finite():
            return _("is not a finite number"), _("write a number")
        if digits(value) > MOST_DIGITS:
            told = _("has more than {most_digits} digits").format(most_digits=MOST_DIGITS)
            return told, _("write it with fewer")
    return None


def read_profile(data: bytes) -> Profile | SharedProfile:
    """Return the profile that these bytes hold, its derived tables as the file gives them."""
    read = parse(data)
    _check_header(read)
    kind: type[Profile | SharedProfile] = SharedProfile if read["kind"] == "shared" else Profile
    profile = _structured(read, kind)
    if isinstance(profile, Profile):
        _check_earlier(profile)
    return profile


@frozen(repr=False)
class Answered:
    """An answers file: the answers, the name if the file gave one, and whether a plan had it."""

    answers: Answers
    name: str | None = None
    of_plan: bool = False


class OtherEditionError(InvalidInputError):
    """A personal profile of another edition, whose screening asked other questions.

    Nothing is derived from its answers until those are answered.
    """

    def __init__(self, profile: Profile, ours: str) -> None:
        self.profile = profile
        what = _("made with catalog {theirs}, this is {ours}")
        told = what.format(theirs=clean(profile.catalog), ours=ours)
        super().__init__([Problem("catalog", told, _("open it in the wizard to answer the rest"))])


def read_answers(data: bytes, catalog: Catalog) -> Answered:
    """Return the answers of a profile, or of a file with just an `[answers]` table.

    What is derived in the file is ignored. Raises `OtherEditionError` for a profile of one.
    """
    parsed = parse(data)
    read = {key: value for key, value in parsed.items() if key not in _IGNORED}
    if set(read) == {"answers"}:
        return _structured(read, Answered)
    _check_header(read)
    if read["kind"] == "shared":
        raise refuse(
            "kind",
            _("a shared profile has no answers about a person"),
            _("open it in the wizard and answer the rest"),
        )
    profile = _structured(read, Profile)
    if profile.catalog != catalog.edition:
        raise OtherEditionError(profile, catalog.edition)
    return Answered(profile.answers, profile.name, of_plan="protocol" in parsed)


def _check_header(read: dict[str, Any]) -> None:
    """Refuse a file that does not say it is a profile of a format and kind known here."""
    number = read.get("format")
    if type(number) is not int:
        if "answers" in read and number is None:
            raise refuse(
                "format",
                _("missing: this looks like an answers file"),
                _("make a profile of it: semax-wizard new --answers FILE --out NEW"),
            )
        raise refuse(
            "format",
            _("missing or not a whole number"),
            _("a profile begins with format = {format}").format(format=FORMAT),
        )
    if number > FORMAT:
        raise refuse(
            "format",
            _("{number} was made by a newer version").format(number=number),
            _("use that version to open it"),
        )
    if number != FORMAT:
        raise refuse(
            "format",
            _("{number} is not a format").format(number=number),
            _("this version reads format = {format}").format(format=FORMAT),
        )
    kind = read.get("kind")
    if kind not in ("personal", "shared"):  # a tuple, since a list in its place cannot be hashed
        raise refuse(
            "kind", _("missing or not known"), _('write kind = "personal" or kind = "shared"')
        )
    name = read.get("name")
    if type(name) is str:
        check_name(name)
    created = read.get("created")
    if kind == "personal" and type(created) is datetime and created.tzinfo is None:
        raise refuse("created", _("has no time zone"), _("write it as 2026-01-05T08:00:00Z"))
    if isinstance(created, date) and not FIRST_DAY.year <= created.year <= LAST_DAY.year:
        raise refuse(
            "created",
            _("{year} is outside 2000 to 2100").format(year=created.year),
            _("check the year"),
        )


def _check_earlier(profile: Profile) -> None:
    """Refuse what no save of this program can have written of earlier revisions."""
    if not 0 <= profile.revision <= MOST_REVISIONS:
        raise refuse(
            "revision",
            _("{revision} is outside 0 to {most_revisions}").format(
                revision=profile.revision, most_revisions=MOST_REVISIONS
            ),
            _("leave it out"),
        )
    if (earlier := profile.calendar) is None:
        return
    if not FIRST_DAY <= earlier.first <= earlier.last <= LAST_DAY:
        raise refuse(
            "calendar", _("does not go forward from 2000 to 2100"), _("leave the table out")
        )
    if (days := (earlier.last - earlier.first).days + 1) > MOST_CALENDAR_DAYS:
        raise refuse(
            "calendar",
            _("holds {days} days, at most {most_calendar_days} may stand there").format(
                days=days, most_calendar_days=MOST_CALENDAR_DAYS
            ),
            _("leave the table out"),
        )
    if not 1 <= earlier.sessions <= MOST_SESSIONS:
        raise refuse(
            "calendar.sessions",
            _("{sessions} is outside 1 to {most_sessions}").format(
                sessions=earlier.sessions, most_sessions=MOST_SESSIONS
            ),
            _("leave the table out"),
        )


def _structured(read: dict[str, Any], kind: type[T]) -> T:
    try:
        return structure(read, kind)
    except ShapeError as error:
        # Unknown keys are said first: a key that is misspelt is missing as well
        causes = sorted(error.wrong, key=lambda each: not isinstance(each[1], UnknownKeyError))
        raise InvalidInputError(_problem(key, cause) for key, cause in causes) from error


def _problem(key: str, cause: Exception) -> Problem:
    """Return what is wrong there in words."""
    if isinstance(cause, MissingKeyError):
        return Problem(key, _("missing"), _what_for(key))
    if isinstance(cause, UnknownKeyError):
        return _unknown(key, cause.name, cause.kind)
    mistyped = cast("NotOfTypeError", cause)  # no class of a profile refuses values itself
    return Problem(key, str(mistyped), mistyped.remedy)


def _what_for(key: str) -> str:
    if key.startswith("answers.screening"):
        return _('every screening key must be answered; [] means "none of these, asked"')
    if key.startswith(_DERIVED):
        return _(
            "make the profile again from its answers: semax-wizard new --answers FILE --out NEW"
        )
    return _("it is required")


_PERSONAL: Final[Mapping[type, type[attrs.AttrsInstance]]] = MappingProxyType(
    {
        SharedProfile: Profile,
        SharedAnswers: Answers,
        SharedProduct: Product,
        SharedSchedule: Schedule,
    }
)

_BELONGS: Final = {
    name: path
    for path, _dot, name in (key.rpartition(".") for key in DESCRIBED if key.startswith("answers."))
}


def _unknown(key: str, name: str, cls: type[attrs.AttrsInstance]) -> Problem:
    shown = clean(name)
    full = f"{key}.{shown}" if key else shown
    if cls in _PERSONAL and name in attrs.fields_dict(_PERSONAL[cls]):
        return Problem(
            full,
            _("does not belong in a shared profile"),
            _("remove it; answers about a person never travel"),
        )
    remedy = nearest(name, list(attrs.fields_dict(cls)))
    if cls not in _PERSONAL:
        path = _BELONGS.get(name)
        remedy = remedy if path is None else _("it belongs in [{path}]").format(path=path)
    return Problem(full, _("unknown key"), remedy)
