"""Every verdict of the ledger is true: what it names exists, and cites the claim."""

import re

import pytest

from tests.catalog.test_catalog import facts
from wizard.explain.ledger_pages import of_id
from wizard.report.build import build
from wizard.report.export.plain_text import render

SHEET = {  # a section of the sheet, and the lists of guidance.toml that it is made of
    "How to take it": ("technique", "preparation"),
    "Storage": ("storage",),
    "Signs that it has gone bad": ("degradation",),
    "What to expect, and when": ("expectations",),
    "Unwanted effects": ("adverse_effects",),
    "When to stop and see a doctor": ("stop_signs",),
    "When to take a break": ("break_signs",),
    "If you miss a dose": ("missed_dose",),
    "Food, and other people": ("daily_life",),
    "Status": ("status",),
}
TABLES = {"goal": "goals", "compound": "compounds", "form": "forms", "route": "routes"}
PLACE_WORDS = re.compile(
    r"\b(shown|sheet|steps?|browser|listed|compared|page|guide)\b", re.IGNORECASE
)


def places(catalog):
    """Every place that may be named, and the claims that stand there."""
    cited = {}
    for title, names in SHEET.items():
        lists = [getattr(catalog.guidance, name) for name in names]
        cited[f"sheet: {title}"] = {claim for each in facts(lists) for claim in each.claims}
    for kind, table in TABLES.items():
        for name, row in getattr(catalog, table).items():
            cited[f"{kind} {name}"] = {claim for each in facts(row) for claim in each.claims}
    screening = catalog.screening
    items = [item for group in screening.groups for item in group.items]
    cited |= {f"finding {each.id}": set(each.claims) for each in (*items, *screening.findings)}
    rows = (*catalog.goals.values(), *catalog.routes.values())
    cited["referral sheet"] = {
        claim for row in rows for claim in (*row.regimens, *getattr(row, "published", ()))
    }
    return cited


def guide(catalog):
    """The claims that each topic of the guide cites; it cites what no plan uses too."""
    return {
        f"guide: {topic.title}": {
            claim for page in topic.pages for block in page.blocks for claim in block.claims
        }
        for topic in catalog.guide.values()
    }


def conflicts(catalog):
    """The claims on the sides of each conflict."""
    return {
        name: {claim for side in conflict.sides for claim in side.claims}
        for name, conflict in catalog.conflicts.items()
    }


def untrue(catalog):
    """What a verdict names that does not exist, or does not cite the claim: `A001: sheet: Food`."""
    known = {**places(catalog), **conflicts(catalog)}
    known |= {name: set(rule.claims) for name, rule in catalog.rules.items()}
    elsewhere = set().union(*places(catalog).values())
    for name, verdict in catalog.verdicts.items():
        decided = (verdict.rule,) if verdict.verdict in {"used", "overruled"} else ()
        told = re.findall(r"\b[CE]\d\d\b", verdict.reason)
        for place in (*decided, verdict.conflict, *verdict.place.split("; "), *told):
            if place.startswith("guide: "):
                if name in elsewhere or name not in guide(catalog).get(place, ()):
                    yield f"{name}: {place}"
            elif place and name not in known.get(place, ()):
                yield f"{name}: {place}"
        if verdict.verdict == "unused" and name in set().union(*known.values()):
            yield f"{name}: unused"


def test_every_verdict_is_true(catalog):
    """Issues 16 and 18: each rule, conflict and place that a verdict names really cites the claim,
    what is said to stand in the guide only stands nowhere else, and what is unused is not used.
    """
    assert list(untrue(catalog)) == []
    shown = [each for each in catalog.verdicts.values() if each.verdict == "shown"]
    assert all(each.conflict or each.place for each in shown)
    assert sum(bool(each.place) for each in catalog.verdicts.values()) > 150


def test_a_reason_names_no_place_of_its_own(catalog):
    """A place is named where it can be followed, and the steps are those of the form in the
    reason.
    """
    guidance = catalog.guidance
    for name, verdict in catalog.verdicts.items():
        named = verdict.place or verdict.verdict == "unused"
        assert named or not PLACE_WORDS.search(verdict.reason), verdict.reason
        for form in re.findall(r"steps for (?:an? )?(\w+)", verdict.reason):
            steps = [
                each
                for each in (*guidance.technique, *guidance.preparation)
                if form in each.forms and name in each.claims
            ]
            assert steps, f"{name}: {form}"
        known = {*catalog.sources, *catalog.rules, *catalog.conflicts, *catalog.claims}
        named = set(re.findall(r"\b[ABCEXR]\d{1,3}\b", verdict.reason))
        assert named <= known, name


def test_the_sections_that_verdicts_name_are_on_the_sheet(judge, catalog, now):
    """Each section that a verdict may name is one of a plan, under that name."""
    titles = {
        section.title.lower()
        for form in ("drops", "vial")
        for section in build(judge(form=form), "A plan", now, catalog).sections
    }
    assert {title.lower() for title in SHEET} <= titles


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (("guidance.toml", 'claims = ["B108"]', "claims = []"), "B108: sheet: How to take it"),
        (("goals.toml", '["B044", "B045", "B046"]', '["B044", "B045", "A068"]'), "A068: guide: "),
        (("rules.toml", '"B118", ', ""), "B118: R61"),
        (("conflicts.toml", 'claims = ["A073"]', "claims = []"), "A073: C31"),
        (("verdicts.tsv", "\tfinding dsip\t\t", "\tfinding glycine\t\t"), "B153: finding glycine"),
        (("verdicts.tsv", "\tguide: Law and sport", "\tguide: Sport"), "B018: guide: Sport"),
        (("goals.toml", '["B044", "B045", "B046"]', '["B044", "B045", "A001"]'), "A001: unused"),
    ],
    ids=[
        "a step",
        "the guide only",
        "a rule",
        "a conflict",
        "no such place",
        "no such topic",
        "unused",
    ],
)
def test_a_verdict_that_is_not_true_is_found(altered, change, found):
    """A claim that is taken from a place, or put where its verdict denies it, is told."""
    assert any(each.startswith(found) for each in untrue(altered(*change)))


def test_a_page_of_the_ledger_says_where_a_claim_stands(catalog):
    """Each place is printed with the verdict."""
    page = " ".join(render(of_id("B108", catalog)).split())
    assert "used by R61 (sheet: How to take it)" in page
    assert "shown only in C25; compound adamax" in " ".join(render(of_id("A057", catalog)).split())
