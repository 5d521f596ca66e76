"""The template and the translations: whole, current, and with every figure, unit, name and
placeholder as in English.
"""

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import polib
import pytest

from wizard.text.layout import words

AGAIN = (
    "run python -m tests.tools.messages, then translate what is new in"
    " wizard/locale/*/LC_MESSAGES/semax-wizard.po"
)
EMERGENCY = (Decimal(103), Decimal(112))
PLACEHOLDER = re.compile(r"\{\w*\}")
ID = re.compile(
    r"\b[ABX]\d+\b|\bU-\d+\b|\bBPC-157\b|\bDSIP\b|\bGRADE\b|\bBDNF\b|\bPro-Gly-Pro\b"
    r"|(?:ource|сточник\w*) [AB]\b"
)
DATE = re.compile(r"\b\d{4}-\d\d(?:-\d\d)?\b|\b\d\d:\d\d\b")
FIGURE = re.compile(r"\d[\d,.\N{NO-BREAK SPACE}]*")
TYPED = re.compile(r"\b(?:lb|Enter|Esc|Tab|Ctrl\+Q|FILE)\b")
UNITS = {"mcg": r"\bмкг\b", "mL": r"\bмл\b", "mg": r"\bмг\b", "%": "%"}


def key(entry):
    """What an entry is found by."""
    return entry.msgid, entry.msgid_plural


def texts(entry):
    """The translations of an entry: one, or one for each form."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def figures(text, *, decimal):
    """The numbers of a text as values, dates and times apart; thousands are marked by a comma or a
    no-break space.
    """
    bare = DATE.sub(" ", ID.sub(" ", PLACEHOLDER.sub(" ", text)))
    marks = {
        "point": lambda figure: figure.replace(",", ""),
        "comma": lambda figure: re.sub(r"\s", "", figure).replace(",", "."),
    }
    return Counter(
        Decimal(marks[decimal](figure.strip(",.\N{NO-BREAK SPACE}")))
        for figure in FIGURE.findall(bare)
    )


def named(pattern, text):
    """What a pattern finds in a text; of a source of the guide its letter."""
    return Counter(found.split()[-1] for found in pattern.findall(text))


def test_the_template_is_current(template, shipped):
    """`messages.pot` holds every marked text and no other, with the files where each stands."""
    now = {key(entry): entry.occurrences for entry in template}
    assert len(now) > 600
    assert now == {key(entry): entry.occurrences for entry in shipped}, AGAIN


def test_a_translation_has_nothing_that_is_not_said_any_more(translation, template):
    """No text of a translation is unused, fuzzy, or there twice, and none of the template is left
    out.
    """
    known = Counter(key(entry) for entry in translation)
    assert known == Counter(key(entry) for entry in template), AGAIN
    assert not [entry.msgid for entry in translation if entry.obsolete or entry.fuzzy], AGAIN


def test_what_the_program_reads_is_what_translators_wrote(translation):
    """The `.mo` beside a translation is made from it as it is now."""
    made = polib.mofile(str(Path(translation.fpath).with_suffix(".mo")))
    assert {key(entry): texts(entry) for entry in made} == {
        key(entry): texts(entry) for entry in translation
    }, "run python -m tests.tools.messages"


def test_all_is_translated(translation):
    """No text of a translation is left in English."""
    assert not [entry.msgid for entry in translation if not entry.translated()], AGAIN


def test_no_figure_is_changed_or_lost(translation):
    """Every number and date of the English text stands in the translation, and no other but those
    to call in an emergency.
    """
    wrong = []
    for entry in translation:
        wanted, dates = figures(entry.msgid, decimal="point"), Counter(DATE.findall(entry.msgid))
        if "emergency services" in entry.msgid:
            wanted.update(EMERGENCY)
        wrong += [
            (entry.msgid, said)
            for said in texts(entry)
            if figures(said, decimal="comma") != wanted or Counter(DATE.findall(said)) != dates
        ]
    assert not wrong


@pytest.mark.parametrize("pattern", [PLACEHOLDER, ID, TYPED], ids=["placeholders", "ids", "typed"])
def test_no_name_is_changed_or_lost(translation, pattern):
    """Every placeholder, every id and everything that is typed or pressed stands in the translation
    as often as in English.
    """
    for entry in translation:
        for said in texts(entry):
            assert named(pattern, said) in (
                named(pattern, entry.msgid),
                named(pattern, entry.msgid_plural),
            ), entry.msgid


@pytest.mark.parametrize("unit", UNITS)
def test_no_unit_is_changed_or_lost(translation, unit):
    """A mass stays a mass in the same unit, a volume a volume, a percentage a percentage, with a
    space before the unit.
    """
    for entry in translation:
        for said in texts(entry):
            assert len(re.findall(UNITS[unit], said)) == len(
                re.findall(rf"(?<![A-Za-z_]){unit}(?![A-Za-z])", entry.msgid)
            ), entry.msgid
            assert not re.search(r"\d(?:мкг|мл|мг|кг)", said), said


def test_a_range_of_doses_is_in_words(translation):
    """R60: no dash, which could be read as a minus, stands between two doses, volumes, counts or
    temperatures.
    """
    ranges = re.compile(r"\d\s?[-–—]\s?\d[\d,]*\s?(?:м?к?г\b|мл|кап|впрыск|ед|град|доз)")
    assert not [said for entry in translation for said in texts(entry) if ranges.search(said)]


def test_a_number_stays_on_one_line_with_what_it_counts(translation):
    """R60: no number is read at the end of a line, and what it counts on the next one."""
    nouns = {said.split()[-1] for entry in translation for said in entry.msgstr_plural.values()}
    nouns = {noun for noun in nouns if noun.isalpha()}
    assert len(nouns) > 40
    parted = {noun for noun in nouns if f"6 {noun}" not in words(f"1 6 {noun}")}
    assert parted == set()


def test_quotation_marks_stand_once_and_in_pairs(translation):
    """No quotation mark is doubled, where what stands between them has its own, or left open."""
    for entry in translation:
        for said in texts(entry):
            assert not re.search("««|»»", said), said
            assert said.count("«") == said.count("»"), said


def test_only_what_is_in_english_is_said_to_be(translation):
    """Only the claims are said to be in English where the English text does not say so."""
    for entry in translation:
        if not re.search("English|claim", entry.msgid):
            assert "на английском" not in entry.msgstr, entry.msgid


def test_what_may_be_typed_stays_as_it_is(translation):
    """The words that are typed at every question of line mode are said as they are typed."""
    (said,) = (
        entry.msgstr
        for entry in translation
        if entry.msgid.startswith("At every question you may also type")
    )
    assert {"back", "review", "why", "help", "quit"} <= set(re.findall(r"[a-z]+", said))


def test_emergencies_are_plain(translation):
    """Where the English text says to call emergency services now, so does the translation, with
    both numbers.
    """
    urgent = [entry for entry in translation if "emergency services" in entry.msgid]
    assert len(urgent) > 10
    for entry in urgent:
        assert "немедленно вызовите скорую помощь" in entry.msgstr, entry.msgid
        assert re.search(r"103 или 112", entry.msgstr), entry.msgid


def test_who_checked_it_is_said_in_the_file_itself(translation):
    """The header of a translation says that a language model made it and that nobody checked it."""
    assert "language model" in translation.header
    assert "no clinician" in translation.header
