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
    # the program's own names
    r"semax-wizard( sources)?|catalog|FILE|(?:show|today) FILE(?: \| lp)?"
    # keys, and what is typed
    r"|Enter|Esc|Tab|Ctrl\+Q|back|review|why|manage|help|quit|[Nn]one|keep"
    r"|\bkg\b|\blb\b|mdma|hericium"
    r" erinaceus|BPC-157|DSIP|Pro-Gly-Pro|GRADE|BDNF|\b[LN]-|U-\d+|\b[ABX]\d*\b"
)


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
    have no place there.
    """
    return lambda text: LATIN.findall(LATIN_IN_RUSSIAN.sub(" ", text))
