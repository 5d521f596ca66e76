"""The language a person reads, chosen once when the program starts.

English is in the code and the catalog, so it costs nothing. In gettext's shape: `_` gives the
translation of an English text, and the text itself where there is none. Files and forms for
machines are the same in every language: nobody's profile depends on who reads it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gettext import GNUTranslations

ENGLISH: Final = "en"
LANGUAGES: Final = (ENGLISH, "ru")
VARIABLES: Final = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Where the language is taken from if none is asked for: the first that is set, as in gettext."""

_LOCALE: Final = Path(__file__).parents[1] / "locale"
_COERCED: Final = frozenset({"C.UTF-8", "C.utf8"})
_LETTERS: Final = {"ru": "\N{CYRILLIC SMALL LETTER ZHE}"}
_SIGNS: Final = {"ru": str.maketrans({",": "\N{NO-BREAK SPACE}", ".": ","})}
"""How a figure is written: 1,000.5 in English."""


class _Spoken:
    """What is spoken now; `None` is English."""

    name = ENGLISH
    known: GNUTranslations | None = None


def chosen(asked: str | None, environment: Mapping[str, str], encoding: str) -> str:
    """Return the language asked for, or else the first of the environment that there is.

    It is English where the letters of the other cannot be shown.
    """
    name = asked or _named(environment)
    shown = name == ENGLISH or (is_utf8(environment) and _can_write(name, encoding))
    return name if shown else ENGLISH


def _named(environment: Mapping[str, str]) -> str:
    names = next((environment[name] for name in VARIABLES if environment.get(name)), "")
    short = (
        each.partition(".")[0].partition("@")[0].partition("_")[0].lower()
        for each in names.split(":")
    )
    return next((name for name in short if name in LANGUAGES), ENGLISH)


def _can_write(name: str, encoding: str) -> bool:
    try:
        _LETTERS[name].encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def is_utf8(environment: Mapping[str, str]) -> bool:
    """Tell whether the locale is UTF-8.

    In a locale of C, Python sets `LC_CTYPE` itself, which says nothing about the terminal.
    """
    kind = environment.get("LC_CTYPE", "")
    if kind in _COERCED and environment.get("LANG", "C") in {"", "C", "POSIX"}:
        kind = ""
    name = environment.get("LC_ALL") or kind or environment.get("LANG", "")
    return name.lower().replace("-", "").partition("@")[0].endswith("utf8")


def speak(name: str) -> None:
    """Speak this language from now on. Raise `FileNotFoundError` for one that there is not."""
    known = None
    if name != ENGLISH:
        from gettext import translation  # noqa: PLC0415 - not for English

        known = translation("semax-wizard", _LOCALE, [name])
    _Spoken.known = known
    _Spoken.name = name


def spoken() -> str:
    """Return the code of the language that is spoken, as in `lang` of HTML."""
    return _Spoken.name


@contextmanager
def in_english() -> Iterator[None]:
    """Speak English for a while: for machines."""
    before = _Spoken.name, _Spoken.known
    _Spoken.name, _Spoken.known = ENGLISH, None
    try:
        yield
    finally:
        _Spoken.name, _Spoken.known = before


def _(text: str) -> str:
    """Return the text in the language that is spoken."""
    return text if _Spoken.known is None or not text else _Spoken.known.gettext(text)


def ngettext(one: str, many: str, number: int) -> str:
    """Return the form that goes with this number, with its figure still to be filled in."""
    if _Spoken.known is not None:
        return _Spoken.known.ngettext(one, many, number)
    return one if number == 1 else many


def figure(written: str) -> str:
    """Rewrite a number that is written as in English in the way of the language spoken."""
    return written if _Spoken.known is None else written.translate(_SIGNS[_Spoken.name])


def N_(text: str) -> str:  # noqa: N802  # the name that gettext tools know
    """Return the text as it is: a mark for the translator's template; `_` translates it later."""
    return text


def forms(one: str, many: str) -> tuple[str, str]:
    """Return two forms as they are, for a later call of `ngettext`."""
    return one, many


def note() -> str:
    """Return who made the translation; nothing in English."""
    if _Spoken.known is None:
        return ""
    return _(
        "A language model made this translation together with the program; no clinician and no"
        " certified translator has checked it. Where in doubt, the English text decides."
    )


def brief_note() -> str:
    """Return the same in a line, beside the first question of screening."""
    return (
        ""
        if _Spoken.known is None
        else _("Translated by a language model, checked by no clinician; the English text decides.")
    )


def refusal(error: OSError) -> str:
    """Return what the system said when it refused something."""
    return _(error.strerror or _REFUSED[0])


_REFUSED: Final = (
    *(N_("the system refused"), N_("Permission denied"), N_("Operation not permitted")),
    *(N_("No such file or directory"), N_("Is a directory"), N_("Not a directory")),
    *(N_("No space left on device"), N_("Disk quota exceeded"), N_("Read-only file system")),
    *(N_("Input/output error"), N_("File name too long"), N_("Too many open files")),
    *(N_("File exists"), N_("Too many levels of symbolic links"), N_("Bad file descriptor")),
)
"""What a system says most often, which has no translation of its own here."""
