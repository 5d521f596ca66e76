"""The guide and the ledger for a person who reads Russian, and what finds their pages."""

import re

import pytest

from wizard.explain.guide_pages import find, of_words
from wizard.explain.ledger_pages import of_id
from wizard.report.export.plain_text import render


@pytest.mark.usefixtures("russian")
def test_the_guide_and_the_ledger_are_whole(catalog, english_in, beside_claims):
    """All pages of the guide, and each rule, conflict and source of the ledger."""
    ids = (*catalog.conflicts, *catalog.rules, *catalog.sources, "A001", "B079", "B250")
    topics = "|".join(catalog.guide)
    for page in (of_words("", catalog), *(of_id(each, catalog) for each in ids)):
        said = re.sub(topics, " ", beside_claims(render(page, 5000)))
        assert english_in(said) == []


@pytest.mark.usefixtures("russian")
@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("болит голова", "unwanted-effects"),
        ("Бессонницу", "unwanted-effects"),
        ("побочка", "unwanted-effects"),
        ("беременна", "who-should-not"),
        ("щитовидная железа", "who-should-not"),
        ("можно ли детям", "who-should-not"),
        ("передозировка", "too-much"),
        ("принял слишком много", "too-much"),
        ("пропустил дозу", "getting-it-right"),
        ("как капать", "getting-it-right"),
        ("замерз", "getting-it-right"),
        ("развести порошок", "getting-it-right"),
        ("на ночь", "how-much"),
        ("сколько принимать", "how-much"),
        ("ежовик", "beside-it"),
        ("с антидепрессантами", "beside-it"),
        ("допинг", "law-and-sport"),
        ("зависимости", "dependence"),
        ("не действует", "what-to-expect"),
        ("цены", "which-form"),
        ("пиво", "questions"),
        ("исследован", "evidence"),
    ],
)
def test_the_guide_is_found_by_russian_words(catalog, typed, topic):
    """Whoever looks for words in Russian, in any case or ending, comes first to the page that is
    meant, also by words that stand on none.
    """
    assert find(typed, catalog, dosed=True)[0].topic.id == topic


@pytest.mark.usefixtures("russian")
def test_the_guide_is_found_by_english_words_in_russian_too(catalog):
    """What is on a box or in a text from abroad is found as it stands there."""
    assert find("hericium", catalog, dosed=True)[0].topic.id == "beside-it"
