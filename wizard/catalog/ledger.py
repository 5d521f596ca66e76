"""The shapes of the ledger: the rules in words, every claim of the source texts, and what became of each."""

from typing import Literal

from attrs import frozen


@frozen(eq=False, repr=False)
class Rule:
    """A rule in short; wizard/catalog/README.md has it whole.

    `certainty` (GRADE) stands on rules that permit something. `doses` marks both texts.
    """

    id: str
    statement: str
    decides: bool
    claims: tuple[str, ...] = ()
    external: tuple[str, ...] = ()
    certainty: str = ""
    doses: bool = False


@frozen(eq=False, repr=False)
class Claim:
    """A row of the ledger: one claim of a source text, restated. `doses` marks the text."""

    id: str
    line: int
    topic: str
    text: str
    doses: bool = False


@frozen(eq=False, repr=False)
class Verdict:
    """What became of a claim: used by a rule, overruled in a conflict, shown only, or not used, and why.

    `doses` marks the reason, which may state a dose where the claim does not.
    """

    id: str
    verdict: Literal["used", "overruled", "shown", "unused"]
    rule: str
    conflict: str
    reason: str
    doses: bool = False

    def __attrs_post_init__(self) -> None:
        needs = {
            "used": self.rule,
            "overruled": self.rule and self.conflict,
            "shown": self.reason,
            "unused": self.reason,
        }
        if not needs.get(self.verdict):
            msg = f"claim {self.id}: the verdict {self.verdict} is not complete"
            raise ValueError(msg)
