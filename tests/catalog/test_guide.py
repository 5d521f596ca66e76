"""The texts of the guide: what they rest on, how they are written, and how long a page is."""

import re

import pytest

from wizard.explain.guide_pages import Found, of_page
from wizard.report.export.plain_text import render

ROWS = 3 * 22  # three screens of 24 rows, of each of which the face takes two
WORDS = 25
PRAISE = re.compile(
    r"\b(?:guarantee\w*|proven|cures?|boost\w*|miracle|optimal|powerful|will help)\b", re.IGNORECASE
)


def pages(catalog):
    """Every page, by its title."""
    return {
        topic.pages[number].title: Found(topic, number)
        for topic in catalog.guide.values()
        for number in range(len(topic.pages))
    }


def blocks(catalog):
    """Every block, with the title of its page."""
    for title, found in pages(catalog).items():
        yield from ((title, block) for block in found.page.blocks)


def sentences(block):
    """What a block says, sentence by sentence."""
    cells = (cell for row in block.rows for cell in row)
    for said in (block.text, *block.items, *block.header, *cells):
        yield from re.split(r"(?<=[.?!:])\s+", said)


def test_every_claim_stands_on_a_page(catalog):
    """Issue 18: what is used or shown, and what is not, with why by kind."""
    cited = {claim for _, block in blocks(catalog) for claim in block.claims}
    assert cited == set(catalog.claims)
    left_out = {
        claim for block in pages(catalog)["What we left out, and why"].page.blocks
        for claim in block.claims
    }  # fmt: skip
    unused = {name for name, each in catalog.verdicts.items() if each.verdict == "unused"}
    assert unused <= left_out


def test_what_a_block_rests_on_exists(catalog):
    """Rules, claims, conflicts, and sentences that stand elsewhere."""
    for title, block in blocks(catalog):
        assert set(block.claims) <= set(catalog.claims), title
        assert set(block.rules) <= set(catalog.rules), title
        assert not block.sides or block.sides in catalog.conflicts, title
        assert not block.from_ or catalog.guidance.of(block.from_), title
    assert len(pages(catalog)) == sum(len(topic.pages) for topic in catalog.guide.values())


def test_each_conflict_is_told_on_a_page_but_one(catalog):
    """R05: the band by weight stands where a figure is explained, and nowhere else."""
    told = {block.sides for _, block in blocks(catalog)} - {""}
    assert set(catalog.conflicts) - told == {"E05"}


def test_an_effect_is_told_with_its_grade(catalog):
    """R08: wherever a claim of a benefit, or of how it works, is told."""
    for title, block in blocks(catalog):
        topics = {catalog.claims[claim].topic for claim in block.claims}
        if topics & {"benefit", "mechanism"} and not block.from_:
            assert block.grade, (title, block.text)


def test_sentences_are_short_and_praise_nothing(catalog):
    """Issue 18: at most 25 words; R08: nothing is promised."""
    for title, block in blocks(catalog):
        for said in sentences(block):
            assert len(said.split()) <= WORDS, (title, said)
            assert not PRAISE.search(said), (title, said)


@pytest.mark.parametrize("dosed", [True, False])
def test_a_page_is_three_screens_at_most(catalog, dosed):
    """Issue 18: of 80 columns, with both sides of what it tells. Nobody meets an empty one, ruled
    out or not.
    """
    for title, found in pages(catalog).items():
        lines = render(of_page(found, catalog, dosed=dosed)).splitlines()
        assert len(lines) <= ROWS, title
        assert max(map(len, lines)) <= 80, title
        assert len(lines) > 3, title
