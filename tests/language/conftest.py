"""The translations, and a person who reads one of them."""

import re
from pathlib import Path

import polib
import pytest

import wizard
from tests.tools import messages
from wizard.text import translation as language

PACKAGE = Path(wizard.__file__).parent
LATIN = re.compile(r"[A-Za-z][A-Za-z'-]+")
LATIN_IN_RUSSIAN = re.compile(
    # the program's own names, its options and its commands, and what they are called by
    r"semax-wizard(?: (?:check|today|new|share|diff|list|schema|why|guide|sources|show))?"
    r"|(?:why|show|today) FILE(?: conflicts| \| lp)?|--[a-z]+|FILE|KEY|README"
    # keys, and what is typed
    r"|Enter|Esc|Tab|Home|End|Page (?:Up|Down)|Shift|Ctrl\+[A-Z]"
    r"|back|review|why|help|quit|[Nn]one|\bkg\b|\blb\b|mdma|hericium erinaceus"
    # names of substances, scales, agencies and forms
    r"|BPC-157|DSIP|Pro-Gly-Pro|MEHFPGP|TrkB|GRADE|BDNF|FDA|Oxford CEBM"
    r"|PDF|HTML|JSON|ICS|FHIR R4|Markdown|UTF-8|Letter|\b[LN]-|U-\d+|\bid\b|\b[A-Z]\d*\b"
)

MISDECLINED = re.compile(
    r"(?<![\d,])(?:\d*1\d|\d*[05-9])\s"
    r"(?:капл[яи]|впрыска?|единиц[аы]|день|дня|часа?|минут[аы]|цикла?|вопроса?|раза|недел[яи])\b"
    r"|(?<=[×=:] )(?:\d*[02-9])?[2-4]\s"
    r"(?:капель|впрысков|единиц|дней|часов|минут|циклов|вопросов|раз|недель|ноздрей|приёмов)\b"
    r"|(?:больше|меньше|до|от|после) (?:\d*[02-9])?[2-4]\s"
    r"(?:капли|впрыска|единицы|дня|часа|минуты|цикла|раза|недели|приёма)\b"
    r"|\d,\d+\s(?:капель|впрысков|единиц|дней|часов|минут|циклов|недель|приёмов)\b"
)
"""A number from which on a noun stands in the plural of the genitive, and one that does not; a
number from 2 to 4 in a calculation, where no word before it asks for that plural, and one after a
word that does; a number with a decimal comma, after which it is never the plural.
"""


@pytest.fixture(scope="session")
def tool():
    """What `tests/tools/messages.py` defines."""
    return vars(messages)


@pytest.fixture(scope="session")
def template():
    """The template as the catalog and the code give it now."""
    return messages.template(PACKAGE)


@pytest.fixture(scope="session")
def shipped():
    """The template that ships with the program."""
    return polib.pofile(str(PACKAGE / "locale" / "messages.pot"))


@pytest.fixture(
    scope="session", params=messages.translations(PACKAGE), ids=lambda path: path.parent.parent.name
)
def translation(request):
    """Each translation there is."""
    return polib.pofile(str(request.param))


@pytest.fixture
def russian():
    """Russian, until the test ends."""
    language.speak("ru")
    yield
    language.speak("en")


@pytest.fixture(scope="session")
def english_in():
    """`english_in(text)` is what is left of English in a Russian text: words in Latin letters that
    have no place there, and nouns that do not go with their number.
    """
    return lambda text: [
        *LATIN.findall(LATIN_IN_RUSSIAN.sub(" ", text)),
        *MISDECLINED.findall(text),
    ]


@pytest.fixture(scope="session")
def beside_claims(catalog):
    """`beside_claims(text)` is a text without the claims of the ledger, and why each was used or
    not: these alone are in English.
    """
    told = [claim.text for claim in catalog.claims.values()]
    told += [each.reason for each in catalog.verdicts.values()]
    told += [each.place for each in catalog.verdicts.values()]
    told += [f"тема {claim.topic}" for claim in catalog.claims.values()]
    wanted = "|".join(re.escape(each) for each in sorted(filter(None, told), key=len)[::-1])
    return lambda text: re.sub(wanted, " ", " ".join(text.split()))
