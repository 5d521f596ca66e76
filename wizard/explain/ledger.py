"""The ledger of claims, searched by id or by words: what each says and what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wizard.catalog import Catalog
from wizard.catalog.texts import Claim, Conflict, Verdict


def searched(words: str, catalog: Catalog) -> tuple[Claim, ...]:
    """The claims in which every word stands, in their text, topic or the reason of their verdict; all for none.

    A word matches a whole word, in any case; `rests` and `rest` are one.
    """
    wanted = [_stem(word) for word in re.findall(r"\w+", words)]
    return tuple(
        claim
        for claim in catalog.claims.values()
        if _holds(wanted, claim, catalog.verdicts[claim.id])
    )


def _holds(wanted: list[str], claim: Claim, verdict: Verdict) -> bool:
    there = {
        _stem(word)
        for word in re.findall(r"\w+", f"{claim.id} {claim.topic} {claim.text} {verdict.reason}")
    }
    return there.issuperset(wanted)


def _stem(word: str) -> str:
    return word.lower().removesuffix("s")


def verdict_words(verdict: Verdict) -> str:
    """What became of a claim, in a few words: `used by R40`, `overruled by R40 in C13`."""
    match verdict.verdict:
        case "used":
            return f"used by {verdict.rule}"
        case "overruled":
            return f"overruled by {verdict.rule} in {verdict.conflict}"
        case "shown":
            where = f" in {verdict.conflict}" if verdict.conflict else ""
            return f"shown only{where}"
        case "unused":
            return "not used"


def conflicts_of(claim_id: str, catalog: Catalog) -> Iterator[Conflict]:
    """The conflicts in which the claim stands on a side, or by which it was overruled."""
    verdict = catalog.verdicts[claim_id]
    for conflict in catalog.conflicts.values():
        if verdict.conflict == conflict.id or any(
            claim_id in side.claims for side in conflict.sides
        ):
            yield conflict
