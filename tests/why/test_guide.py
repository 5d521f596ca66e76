"""Finding by words, and the pages of the guide as the command prints them."""

import pytest

from wizard.catalog import catalog
from wizard.explain.guide_pages import find, in_ledger, of_words
from wizard.explain.ledger_pages import Unknown, searched
from wizard.explain.search import asked_for, begins, is_whole, spelt
from wizard.report.blocks import Document, Section, Table
from wizard.report.export.plain_text import render


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ("freez", "freezing"), ("freez", "freezer"), ("dependen", "dependence"),
        ("freezing", "freeze"), ("driving", "drive"), ("quickly", "quick"),
        ("injections", "injection"),
        ("colour", "color"), ("color", "colours"), ("colou", "colour"), ("tumor", "tumour"),
        ("stabilize", "stabilise"), ("analyse", "analyzed"), ("oestrogen", "estrogen"),
        ("anemia", "anaemia"), ("millilitre", "milliliters"), ("traveling", "travelling"),
        ("defense", "defence"), ("gram", "gramme"), ("fridge", "refrigerator"),
        ("frozen", "freeze"), ("DRIVING", "driving"),
    ],
)  # fmt: skip
def test_a_word_is_found_however_it_is_spelt_or_begun(typed, there):
    """Issue 18, 3: beginnings, endings, British and American."""
    assert begins(*asked_for(typed), spelt(there))


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ("rest", "arrest"),
        ("colour", "collar"),
        ("hour", "hoarse"),
        ("dose", "does"),
        ("ice", "nice"),
    ],
)
def test_another_word_is_not(typed, there):
    """A word is found by its beginning only."""
    assert not begins(typed, spelt(there))


def test_a_question_is_asked_by_the_words_that_say_something():
    """Issue 18, 3: what is left of a question, or all where nothing would be."""
    assert asked_for("How quickly does it work?") == ("quickly", "work")
    assert asked_for("Semax vs. Selank") == ("semax", "selank")
    assert asked_for("What is it?") == ("what", "is", "it")


def test_whole_words_come_before_beginnings():
    """A beginning is only looked for where no claim holds the whole word."""
    assert is_whole("rests", spelt("a rest"))
    assert not is_whole("rest", spelt("restless"))
    assert {claim.id for claim in searched("restl", catalog())} - {
        claim.id for claim in searched("rest", catalog())
    }
    assert searched("colour change", catalog()) == searched("change color", catalog())


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("dependen", "dependence"), ("driving", "questions"), ("food", "getting-it-right"),
        ("freez", "getting-it-right"), ("selank vs semax", "semax-or-selank"),
        ("side effects", "unwanted-effects"), ("doping", "law-and-sport"),
        ("overdose", "too-much"), ("adamax", "which-compound"),
    ],
)  # fmt: skip
def test_the_topic_that_is_meant_comes_first(typed, first):
    """Issue 18, 3."""
    assert find(typed, catalog(), dosed=True)[0].topic.id == first


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("what is it good for", "Focus, memory"), ("improve focus", "Focus, memory"),
        ("dementia", "Medical goals"), ("motivation", "Pressure"),
        ("conversion table", "Drops, sprays and units"), ("dose per kg", "Body weight"),
        ("injection dose", "How much under"), ("dose", "What is printed"),
        ("how much to take", "What is printed"), ("russian protocols", "For a clinician"),
        ("how to use nasal spray", "Sprays"),
        ("reconstitute", "Making up"), ("rotate sites", "Injecting"), ("priming", "Sprays"),
        ("meals", "Food"), ("fasting", "Food"), ("missed dose", "Food"),
        ("expired", "Storing"), ("heat", "If it froze"), ("checkpoint", "What to look at"),
        ("dopaminergics", "Mushrooms"), ("sertraline", "Medicines that a"),
        ("oxymetazoline", "Medicines that rule"), ("realistic", "What people report"),
        ("randomized", "In healthy people"), ("ibuprofen", "At the counter: other"),
        ("customs", "What research"), ("athlete", "Sport"), ("who invented it", "What Semax"),
        ("can I take it at night", "At what time"), ("drug test", "Sport"),
        ("do I need a prescription", "What research"), ("can my son take it", "At the counter"),
    ],
)  # fmt: skip
def test_the_page_that_is_meant_comes_first(typed, page):
    """Issue 18, 3: a page is found by words of its own that do not stand on it; the command prints
    the first one.
    """
    assert find(typed, catalog(), dosed=True)[0].page.title.startswith(page)


@pytest.mark.parametrize("typed", ["'", "?!", "..."])
def test_signs_without_a_word_find_nothing(typed):
    """They ask for no claim, not for each of them."""
    assert not find(typed, catalog(), dosed=True)
    assert not in_ledger(typed, catalog(), dosed=True)


def test_what_only_a_marked_paragraph_holds_is_not_found_where_it_is_not_shown():
    """R02: finding tells nothing either."""
    asked = "12 units"
    assert len(find("mcg", catalog(), dosed=False)) < len(find("mcg", catalog(), dosed=True))
    lines = in_ledger("units", catalog(), dosed=False)
    assert len(lines) < len(in_ledger("units", catalog(), dosed=True)), asked


def test_a_name_gives_that_and_other_words_are_looked_for():
    """Issue 18, 2: a topic, the title of a conflict, an id of the ledger, or words."""
    known = catalog()
    assert of_words("Which-Compound", known).title == "Which compound"
    assert of_words("which compound", known).title == "Which compound"
    conflict = known.conflicts["C01"]
    page = render(of_words(f"{conflict.title}.", known))
    assert conflict.choice.split()[0] in page
    assert "which-compound" in page
    assert of_words("b079", known).title == "Claim B079"
    assert of_words("", known).title == "What the two texts explain"
    found = render(of_words("freez", known))
    assert found.index("More in the guide") < found.index("In the ledger")
    with pytest.raises(Unknown, match="neither the guide nor the ledger holds 'zzz'"):
        of_words("zzz", known)


def test_the_titles_of_conflicts_lead_nowhere_else():
    """Issue 18, 2: each title that a sheet prints is one that `guide` takes."""
    known = catalog()
    for conflict in known.conflicts.values():
        assert of_words(conflict.title, known).title == conflict.title


@pytest.mark.parametrize("width", [40, 80, 92])
def test_a_table_of_sentences_is_folded_in_its_columns(width):
    """No line is wider, no word is lost, and in a narrow window each row is a sentence."""
    rows = (("How long it acts", "two to four hours, as told", "longer"), ("How strong", "x", "y"))
    table = Table(("", "Standard Semax", "Adamax"), rows, in_words=True)
    text = render(Document("T", (Section("t", "", (table,)),)), width)
    assert all(len(line) <= width for line in text.splitlines())
    for row in rows:
        for cell in row:
            assert set(cell.split()) <= set(text.replace(",", ", ").split()) | set(text.split())
