"""The guide as data: it is read strictly, rests on what exists, says what was left out, and is
written so that it can be read aloud.
"""

import re

import pytest

from tests.catalog.test_catalog import facts
from wizard.catalog.structure import ShapeError
from wizard.explain.guide_pages import Found, of_page

LISTS = (
    "preparation",
    "technique",
    "measuring",
    "storage",
    "degradation",
    "adverse_effects",
    "stop_signs",
    "taken_already",
    "break_signs",
    "missed_dose",
    "daily_life",
    "sharps",
    "expectations",
)
LONGEST = 25
UNVERIFIED = re.compile(
    r"10 to 30 percent|10-30%|no tolerance|tolerance does not|no crash|does not (raise|affect)"
    r" cortisol|without affecting cortisol",
    re.IGNORECASE,
)
DOUBTED = re.compile(
    r"not verif|nsupported|no (?:source|study|plan)|not repeat|never|could check", re.IGNORECASE
)
DENIED = re.compile(r"\bno(?:t|body|ne)?\b|never", re.IGNORECASE)
BENEFIT = re.compile(
    r"\b(?:improves?|enhances?|boosts?|sharper|protects? the brain|heals?|better memory)\b",
    re.IGNORECASE,
)


def blocks(catalog):
    """Every block of the guide, with where it stands."""
    return [
        (f"{topic.id}, {page.title}", block)
        for topic in catalog.guide.values()
        for page in topic.pages
        for block in page.blocks
    ]


def own(block):
    """The words of a block that stand nowhere else."""
    return (block.text, *block.items, *block.header, *(cell for row in block.rows for cell in row))


# -- what it is made of
# --------------------------------------------------------------------------------------------


def test_all_that_the_guide_names_exists(catalog):
    """Issue 18, 1: claims, rules, conflicts and lists of the guidance."""
    for where, block in blocks(catalog):
        assert set(block.claims) <= set(catalog.claims), where
        assert set(block.rules) <= set(catalog.rules), where
        assert {block.sides} <= {"", *catalog.conflicts}, where
        assert not block.from_ or catalog.guidance.of(block.from_), where


def test_a_list_that_does_not_exist_is_refused(catalog):
    """A slip in `from` is told, and prints no empty list."""
    for name in ("techniques.drops", "technique.tablets", ""):
        with pytest.raises(ValueError, match="no sentences under"):
            catalog.guidance.of(name)


FIRST = 'text = "What the two texts come down to, and what this program makes of it."'


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (f'{FIRST}\nitems = ["Two."]', "one of text, items, rows, from"),
        ("", "one of text, items, rows, from"),
        ('header = ["", "A"]\nrows = [["x"]]', "do not fit"),
        ('rows = [["x"]]', "do not fit"),
        (f'{FIRST}\nheader = ["x"]', "do not fit"),
        (f'{FIRST}\ngrade = "certain"', "certain"),
        (f'{FIRST}\ncolour = "red"', "colour"),
        ("text = 1", "must be text"),
    ],
)
def test_the_guide_is_read_strictly(altered, wrong, said):
    """As the rest of the catalog: exactly one kind of words, and no key that nothing reads."""
    with pytest.raises(ShapeError) as refused:
        _ = altered("guide.toml", FIRST, wrong).guide
    assert said in str(refused.value)


def test_a_block_that_rests_on_nothing_is_refused(altered):
    """Issue 18, 1: each has claims or rules, but for sentences that have their own."""
    with pytest.raises(ShapeError) as refused:
        _ = altered("guide.toml", f'{FIRST}\nrules = ["R01"]', FIRST).guide
    assert "rests on nothing" in str(refused.value)


# -- what it holds
# --------------------------------------------------------------------------------------------


def test_every_claim_that_counts_is_cited(catalog):
    """Issue 18: what is used or shown stands on a page or in a rule."""
    cited = {claim for _, block in blocks(catalog) for claim in block.claims}
    cited |= {
        claim
        for _, block in blocks(catalog)
        if block.from_
        for advice in catalog.guidance.of(block.from_)
        for claim in advice.claims
    }
    cited |= {
        claim
        for _, block in blocks(catalog)
        if block.sides
        for side in catalog.conflicts[block.sides].sides
        for claim in side.claims
    }
    cited |= {claim for rule in catalog.rules.values() for claim in rule.claims}
    counts = {
        name
        for name, each in catalog.verdicts.items()
        if each.verdict in {"used", "shown", "overruled"}
    }
    assert counts - cited == set()


def test_every_conflict_is_told_with_both_sides(catalog):
    """Issue 18, 1: but for E05, which holds a band that only `why` shows (R05)."""
    told = {block.sides for _, block in blocks(catalog)}
    assert set(catalog.conflicts) - told == {"E05"}


def test_a_page_says_why_the_others_are_not_used(catalog):
    """Issue 18: by kind, and each claim stands with its kind."""
    (page,) = (
        page
        for page in catalog.guide["evidence"].pages
        if page.title.startswith("What we left out")
    )
    kinds = [block for block in page.blocks if block.claims]
    assert len(kinds) >= 5
    cited = [claim for kind in kinds for claim in kind.claims]
    unused = [name for name, each in catalog.verdicts.items() if each.verdict == "unused"]
    assert sorted(cited) == unused


def test_each_sentence_of_the_sheet_stands_once(catalog):
    """Issue 18, 4: technique, storage, effects and signs are the same sentences on the sheet and in
    the guide, and the guide has no others in their place.
    """
    told = {
        advice.text
        for _, block in blocks(catalog)
        if block.from_
        for advice in catalog.guidance.of(block.from_)
    }
    known = {advice.text for name in LISTS for advice in getattr(catalog.guidance, name)}
    assert known <= told
    assert not [where for where, block in blocks(catalog) if known.intersection(own(block))]


def test_each_conflict_is_told_on_a_page_but_one(catalog):
    """Issue 18: with both sides; R05: the band by weight stands where a figure is explained."""
    told = {block.sides for _, block in blocks(catalog)} - {""}
    assert set(catalog.conflicts) - told == {"E05"}


def test_r08_how_it_works_and_what_it_does_have_a_grade(catalog):
    """R08: each paragraph that tells a claim of a benefit or of a mechanism says how certain."""
    for where, block in blocks(catalog):
        topics = {catalog.claims[claim].topic for claim in block.claims}
        assert not topics & {"benefit", "mechanism"} or block.grade, where


def test_every_page_has_something_for_everybody(catalog):
    """R02: a person who is screened out turns to no empty page."""
    for topic in catalog.guide.values():
        for number, page in enumerate(topic.pages):
            assert of_page(Found(topic, number), catalog, dosed=False).sections, page.title


# -- how it is written
# --------------------------------------------------------------------------------------------


def sentences(catalog):
    """Every sentence of the guide, also of what it prints from elsewhere, with where it stands."""
    for where, block in blocks(catalog):
        said = list(own(block))
        if block.from_:
            said += [advice.text for advice in catalog.guidance.of(block.from_)]
        if block.sides:
            conflict = catalog.conflicts[block.sides]
            said += [conflict.title, conflict.choice, *(side.says for side in conflict.sides)]
        for text in said:
            for sentence in re.split(r"(?<=[.?!:;]) ", text):
                yield where, sentence


def test_no_sentence_is_too_long_to_be_read_aloud(catalog):
    """Issue 18: at most 25 words."""
    assert [
        (where, said) for where, said in sentences(catalog) if len(said.split()) > LONGEST
    ] == []


def test_r08_the_guide_promises_nothing(catalog):
    """R08: what the texts contradict is told only where the guide says what is wrong with it, and
    a benefit only with its grade.
    """
    for where, block in blocks(catalog):
        for text in (block.text, *block.items, *map(" ".join, block.rows)):
            if UNVERIFIED.search(text):
                assert DOUBTED.search(text), (where, text)
            if BENEFIT.search(text):
                assert block.grade or DENIED.search(text), (where, text)


def test_the_facts_of_the_guide_are_those_of_the_catalog(catalog):
    """Each block can be followed to the ledger or to a rule."""
    assert len([*facts(dict(catalog.guide))]) > 100
