"""The ledger: every claim has a verdict, and is found by its id and by words."""

import re

import pytest

from wizard.catalog import catalog
from wizard.explain.ledger_pages import Unknown, of_id, of_name_or_words, of_words, searched
from wizard.report.export.plain_text import render


def test_every_claim_has_a_verdict():
    """All 370 claims stand in the ledger, each with a verdict whose rule and conflict exist."""
    known = catalog()
    assert len(known.claims) == 370
    assert list(known.verdicts) == list(known.claims)
    assert {verdict.rule for verdict in known.verdicts.values()} - set(known.rules) == {""}
    assert {verdict.conflict for verdict in known.verdicts.values()} - set(known.conflicts) == {""}


def test_a_claim_that_a_rule_names_is_not_called_unused():
    """A claim that any rule, finding or fact rests on has a verdict other than "not used"."""
    known = catalog()
    named = {claim for rule in known.rules.values() for claim in rule.claims}
    named |= {claim for goal in known.goals.values() for claim in goal.claims}
    named |= {
        claim for group in known.screening.groups for item in group.items for claim in item.claims
    }
    assert [claim for claim in sorted(named) if known.verdicts[claim].verdict == "unused"] == []


def test_the_ledger_lists_all_claims_with_verdicts():
    """`sources` lists 370 claims, each with what became of it."""
    text = render(of_words("", catalog()))
    ids = re.findall(r"^  - ([AB]\d{3}):", text, re.MULTILINE)
    assert ids == list(catalog().claims)
    assert len(re.findall(r"\[(?:used|overruled|shown|not)\s", text)) == 370
    assert "Nothing here is advice" in text.split("A001")[0], (
        "R08: what stands in the ledger is what the texts say, and no more"
    )


def test_sources_b079():
    """`sources B079` shows the claim, that its 12 drops are 600 mcg, and what we do instead."""
    text = " ".join(render(of_id("b079", catalog())).split())
    assert "3 drops per nostril twice daily" in text
    assert "3 drops x 2 nostrils x 2 times = 12 drops" in text
    assert "x 50 mcg per drop = 600 mcg" in text
    assert "300 mcg are 6 drops" in text


def test_sources_rest_finds_every_claim_on_rest():
    """`sources rest` finds every claim on how long to pause, by whatever word it says it."""
    found = {claim.id for claim in searched("rest", catalog())}
    assert found >= {
        "A014",
        "A045",
        "A046",
        "A047",
        "B073",
        "B077",
        "B091",
        "B121",
        "B124",
        "B127",
        "B130",
        "B133",
        "B139",
        "B236",
        "B249",
        "B252",
        "B257",
    }
    assert not found & {"A052", "B227", "B205", "A001"}


@pytest.mark.parametrize("name", ["Z999", "no-such-word-anywhere"])
def test_nothing_by_that_name(name):
    """An id or word that nothing holds is said to be unknown."""
    with pytest.raises(Unknown):
        of_name_or_words(name, catalog())


# -- conflicts
# --------------------------------------------------------------------------------------------
