"""Every page of the conversation, as a person who reads only Russian comes to it: in the wizard's
words, in line mode and beside the answers.
"""

import io
import re
from collections import defaultdict

import polib
import pytest

from tests.support.someone import COURSES, Someone, meeting, starting_clock
from tests.support.ways import PAGES, REVIEW, Visitor
from tests.tools import messages
from wizard.conversation.view import Pick, Search
from wizard.plain.speech import how, say_view
from wizard.plain.talk import Talk
from wizard.text import translation as language

(PO,) = (path for path in messages.translations(messages.PACKAGE) if "ru" in path.parts)
ENGLISH = defaultdict(set)
"""The English texts of each Russian one."""
for entry in polib.pofile(str(PO)):
    ENGLISH[entry.msgstr].add(entry.msgid)
FIGURES = {
    REVIEW: "Шаг 7 из 8  Обзор",
    "0.1%, 3 mL": "0,1 %, 3 мл",
    "0.1%": "0,1 %",
    "Resume": "Продолжить",
    "Caution: ": "Осторожно: ",
    "Ceiling": "Потолок",
    "1 unit": "1 единица",
    "U-100, 0.5 mL": "U-100, 0,5 мл",
    "0.05 mg per mL, 3 mL": "0,05 мг/мл, 3 мл",
}
"""What is put together with figures, and so is no text of the translation."""
NAMES = re.compile(
    r"[\w~/.-]*/[\w/.-]+(?:\s+[\w.-]*l\b)?"  # a long path is folded
    r"|[\w-]+\.(?:toml|md|bak)|[Ss]pring(?: exam block)?"
    r"|protected from light"
    r"|(?:answers|protocol|screening|product)\.[\w.\[\]]+|A4|Letter|trash|\blp\b|\bmd\b"
    r"|Enter choose|SEMAX_WIZARD_\w+|\.bak|English"
)


class Reader(Someone):
    """Somebody who reads Russian, and follows the way that is told in English."""

    @property
    def sees(self):
        """The title of what is shown, in English where it is a text of the translation."""
        return min(ENGLISH.get(self.view.title, {self.view.title}))

    def option(self, name):
        """The option or the action whose name begins so in English."""
        options = self.view.ask.options if isinstance(self.view.ask, Pick | Search) else ()
        named = [*((each.label, each) for each in self.view.actions)]
        named += [(each.title, each) for each in options]
        wanted = FIGURES.get(name, name)
        return next(
            each
            for title, each in named
            if title.replace("\N{NO-BREAK SPACE}", " ").startswith(wanted)
            or any(known.startswith(name) for known in ENGLISH.get(title, ()))
        )

    def give(self, answer):
        """Answer in the way that the view asks for."""
        if isinstance(self.view.ask, Pick) and isinstance(answer, str):
            try:
                self.option(answer)
            except StopIteration:
                super().give(answer)
            else:
                self.choose(answer)
        else:
            super().give(answer)

    def answer(self, said, until):
        """Answer by what is asked until this is shown."""
        super().answer(said, FIGURES.get(until, until))


def said_of(view):
    """Everything that line mode says of a page, on one line."""
    out = io.StringIO()
    talk = Talk(io.StringIO(), out)
    say_view(talk, view, "", returned=False)
    talk.say(how(view))
    return " ".join(out.getvalue().split())


@pytest.mark.usefixtures("russian")
@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_in_russian(page, catalog, tmp_path, written, english_in, beside_claims):
    """No sentence of any page is left in English but the claims of the texts; line mode says the
    whole page, its options and what may be typed.
    """
    with language.in_english():
        text = written()
    home, clock = tmp_path / "п", starting_clock()
    meet = meeting(catalog, home, clock)
    made = lambda **said: text if not said else written(**said)  # noqa: E731
    visitor = Visitor(
        lambda *given, **more: Reader(meet(*given, **more).conversation),
        COURSES,
        home,
        made,
        catalog,
        clock,
    )
    view = PAGES[page](visitor).view
    said = NAMES.sub(" ", beside_claims(said_of(view)))
    topics = "|".join(catalog.guide)
    assert english_in(re.sub(rf"\b(?:{topics})\b", " ", said)) == []
