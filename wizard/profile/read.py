"""A profile file, hostile until parsed: bytes to frozen classes, or one clear problem.

Nothing is derived here. Raises `InvalidInputError` for everything wrong with the content (exit 3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, TypeVar

import attrs
import tomli
from attrs import frozen
from cattrs.errors import (
    AttributeValidationNote,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)

from wizard.catalog.structure import NotOfTypeError, structure
from wizard.errors import InvalidInputError, Problem, refuse
from wizard.profile.document import FORMAT, Profile, SharedProfile
from wizard.profile.folder import MOST_BYTES
from wizard.profile.upgrade import upgraded
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

MOST_LINE: Final = 4 * 1024
MOST_LEVELS: Final = 8
_UNKNOWN: Final = "unknown key"  # said first: a key that is misspelt is missing as well
_DERIVED: Final = ("screening", "protocol", "referral")

T = TypeVar("T")


def parse(data: bytes) -> dict[str, Any]:
    """TOML text as plain tables, within every limit of the contract: size, encoding, nesting, characters, digits."""
    if len(data) > MOST_BYTES:
        raise refuse("", "larger than 64 KiB", "a profile is a few kilobytes; this is not one")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise refuse("", f"not UTF-8 text (byte {error.start + 1})", "save it as UTF-8") from error
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > MOST_LINE:
            raise refuse(
                "",
                f"line {number} is longer than {MOST_LINE:,} characters",
                "a profile has no such lines",
            )
    try:
        tables = tomli.loads(text, parse_float=Decimal)
    except tomli.TOMLDecodeError as error:
        raise refuse(
            "", f"not TOML: {clean(str(error), 120)}", "correct the file, or make it again"
        ) from error
    except (ValueError, RecursionError, ArithmeticError, MemoryError) as error:
        raise refuse(
            "", "not a profile: it holds a number or a nesting that no profile has", "make it again"
        ) from error
    problems = list(_walk(tables, "", 0))
    if problems:
        raise InvalidInputError(problems)
    return tables


def _walk(value: Any, key: str, level: int) -> Iterator[Problem]:
    """What no profile may hold anywhere, each with its key. Level 0 is the file itself."""
    if level > MOST_LEVELS:
        yield Problem(
            key, f"nested deeper than {MOST_LEVELS} levels", "a profile is not nested so deep"
        )
    elif isinstance(value, dict):
        for name, item in value.items():
            if (char := unsafe(name)) is not None:
                yield Problem(
                    key,
                    f"a key holds the character {char}, which could steer a terminal",
                    "remove it",
                )
            yield from _walk(item, f"{key}.{clean(name)}" if key else clean(name), level + 1)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _walk(item, f"{key}[{number}]", level + 1)
    elif isinstance(value, str):
        if (char := unsafe(value)) is not None:
            yield Problem(
                key, f"holds the character {char}, which could steer a terminal", "remove it"
            )
    elif isinstance(value, int | Decimal):
        yield from _number(Decimal(value), key)


def _number(value: Decimal, key: str) -> Iterator[Problem]:
    if not value.is_finite():
        yield Problem(key, "is not a finite number", "write a number")
    elif digits(value) > MOST_DIGITS:
        yield Problem(key, f"has more than {MOST_DIGITS} digits", "write it with fewer")


def read_profile(data: bytes) -> Profile | SharedProfile:
    """The profile that these bytes hold, of either kind, its derived tables as the file gives them."""
    tables = upgraded(parse(data))
    header(tables)
    return (
        _structured(tables, SharedProfile)
        if tables["kind"] == "shared"
        else _structured(tables, Profile)
    )


@frozen(repr=False)
class Answered:
    """An answers file: the answers, and the name if the file gave one."""

    answers: Answers
    name: str | None


def read_answers(data: bytes) -> Answered:
    """The answers that these bytes hold: a profile's, or those of a file with just an `[answers]` table.

    What is derived in the file is ignored.
    """
    tables = {key: value for key, value in upgraded(parse(data)).items() if key not in _DERIVED}
    if set(tables) == {"answers"}:
        return Answered(_structured(tables, _AnswersFile).answers, None)
    header(tables)
    if tables.get("kind") == "shared":
        raise refuse(
            "kind",
            "a shared profile has no answers about a person",
            "open it in the wizard and answer the rest",
        )
    profile = _structured(tables, Profile)
    return Answered(profile.answers, profile.name)


@frozen(kw_only=True, repr=False)
class _AnswersFile:
    answers: Answers


def header(tables: dict[str, Any]) -> None:
    """Nothing, if the file says it is a profile of a format and kind known here."""
    number = tables.get("format")
    if type(number) is not int:
        if "answers" in tables and number is None:
            raise refuse(
                "format",
                "missing: this looks like an answers file",
                "make a profile of it: semax-wizard new --answers FILE --out NEW",
            )
        raise refuse(
            "format", "missing or not a whole number", f"a profile begins with format = {FORMAT}"
        )
    if number > FORMAT:
        raise refuse(
            "format", f"{number} was made by a newer version", "use that version to open it"
        )
    if number != FORMAT:
        raise refuse("format", f"{number} is not a format", f"this version reads format = {FORMAT}")
    kind = tables.get("kind")
    if kind not in ("personal", "shared"):  # a tuple, since a list in its place cannot be hashed
        raise refuse("kind", "missing or not known", 'write kind = "personal" or kind = "shared"')
    name = tables.get("name")
    if type(name) is str:
        check_name(name)
    created = tables.get("created")
    if kind == "personal" and type(created) is datetime and created.tzinfo is None:
        raise refuse("created", "has no time zone", "write it as 2026-01-05T08:00:00Z")
    if isinstance(created, date) and not FIRST_DAY.year <= created.year <= LAST_DAY.year:
        raise refuse("created", f"{created.year} is outside 2000 to 2100", "check the year")


def _structured(tables: dict[str, Any], kind: type[T]) -> T:
    try:
        return structure(tables, kind)
    except (ClassValidationError, NotOfTypeError) as error:
        problems = _problems(error, "")
        raise InvalidInputError(
            sorted(problems, key=lambda problem: problem.what != _UNKNOWN)
        ) from error


def _problems(error: BaseException, key: str) -> list[Problem]:
    """The leaves of a cattrs error, each with its dotted key, in the words of this program."""
    if isinstance(error, ExceptionGroup):
        found: list[Problem] = []
        for cause in error.exceptions:
            found += _problems(cause, _below(key, cause))
        return found
    match error:
        case KeyError():
            return [Problem(key, "missing", _what_for(key))]
        case ForbiddenExtraKeysError():
            return [_unknown(key, name, error.cl) for name in sorted(error.extra_fields)]
        case NotOfTypeError():
            return [
                Problem(
                    key,
                    str(error),
                    (
                        "write it without quotes"
                        if str(error).endswith("not text in quotes")
                        else "correct the value"
                    ),
                )
            ]
        case _:
            value = re.split(" not in literal | is not a valid ", str(error))[0]
            return [
                Problem(
                    key,
                    f"{clean(value)} is not one of the values it may have",
                    "semax-wizard schema lists them",
                )
            ]


def _below(key: str, cause: BaseException) -> str:
    notes = getattr(cause, "__notes__", ())
    if (
        named := next((note for note in notes if isinstance(note, AttributeValidationNote)), None)
    ) is not None:
        return f"{key}.{named.name}" if key else named.name
    counted = next((note for note in notes if isinstance(note, IterableValidationNote)), None)
    return f"{key}[{counted.index}]" if counted is not None else key


def _what_for(key: str) -> str:
    if key.startswith("answers.screening"):
        return 'every screening key must be answered; [] means "none of these, asked"'
    if key.startswith(_DERIVED):
        return "make the profile again from its answers: semax-wizard new --answers FILE --out NEW"
    return "it is required"


_PERSONAL: Final[Mapping[type, type[attrs.AttrsInstance]]] = MappingProxyType(
    {
        SharedProfile: Profile,
        SharedAnswers: Answers,
        SharedProduct: Product,
        SharedSchedule: Schedule,
    }
)


def _unknown(key: str, name: str, cls: type[attrs.AttrsInstance]) -> Problem:
    shown = clean(name)
    full = f"{key}.{shown}" if key else shown
    if cls in _PERSONAL and name in attrs.fields_dict(_PERSONAL[cls]):
        return Problem(
            full,
            "does not belong in a shared profile",
            "remove it; answers about a person never travel",
        )
    return Problem(full, _UNKNOWN, nearest(name, list(attrs.fields_dict(cls))))
