"""The shapes of what is read: advice, the guide, regimens, sources, rules, claims, conflicts.

These are read by people; what is judged and calculated with is in `wizard.catalog.model`.
"""

from datetime import date
from decimal import Decimal
from typing import Literal

from wizard.catalog.model import FormId, Outcome, RouteId, Sourced
from wizard.values import Record


class Advice(Sourced):
    """A sentence for the person, for some forms or routes only (empty: for all).

    `id` names one that is also used by itself.
    """

    text: str
    id: str = ""
    forms: tuple[FormId, ...] = ()
    routes: tuple[RouteId, ...] = ()


class DoctorQuestion(Record):
    """A question for the person to ask a doctor, after these outcomes of screening."""

    text: str
    after: tuple[Outcome, ...]


class Guidance(Record):
    """What a summary says beside the figures (`wizard/catalog/README.md`, section 7).

    `preparation` is done once for a container, `technique` at every dose. `too_much` is for who has
    a plan, `taken_already` for who took some and has none: "that day" would sound as if the next
    were all right.
    """

    about: tuple[str, ...]
    status: Advice
    outcomes: dict[Outcome, str]
    preparation: tuple[Advice, ...]
    technique: tuple[Advice, ...]
    measuring: tuple[Advice, ...]
    storage: tuple[Advice, ...]
    degradation: tuple[Advice, ...]
    expectations: tuple[Advice, ...]
    adverse_effects: tuple[Advice, ...]
    stop_signs: tuple[Advice, ...]
    rest: tuple[Advice, ...]
    day_five: tuple[Advice, ...]
    too_much: tuple[Advice, ...]
    taken_already: tuple[Advice, ...]
    break_signs: tuple[Advice, ...]
    missed_dose: tuple[Advice, ...]
    missed_only_dose: Advice
    daily_life: tuple[Advice, ...]
    sharps: tuple[Advice, ...]
    doctor_questions: tuple[DoctorQuestion, ...]

    def missed(self, *, several: bool) -> tuple[Advice, ...]:
        """Return what to do about a missed dose, of one or of `several` on a day (R44)."""
        return tuple(
            self.missed_only_dose if each.id == "late" and not several else each
            for each in self.missed_dose
        )

    def of(self, name: str) -> tuple[Advice, ...]:
        """Return a list by its name, or its sentences for a form or a route: `technique.drops`.

        Raises `ValueError` where there are none.
        """
        key, _, kind = name.partition(".")
        those = getattr(self, key, ())
        if isinstance(those, Advice):
            those = (those,)
        found = tuple(each for each in those if not kind or kind in (*each.forms, *each.routes))
        if not found:
            raise ValueError(f"the guidance has no sentences under {name}")
        return found


class Regimen(Record):
    """A published regimen, cited on the referral sheet for a clinician to read.

    `mg_per_ml` is the strength of the form that it was published for, where the source gives one.
    `clinical` is one that is cited beside a product of clinical strength too. `doses` marks the
    text.
    """

    claim: str
    text: str
    mg_per_ml: Decimal | None = None
    clinical: bool = False
    doses: bool = False


class Source(Record):
    """One of the two source texts or a fact from outside both, with its level of evidence.

    `doses` marks the text; level and grade never state a dose.
    """

    id: str
    title: str
    text: str
    level: str
    grade: str = ""
    as_of: date | None = None
    doses: bool = False


class Term(Record):
    """A number in a conflict's arithmetic."""

    value: Decimal
    unit: str = ""


class Check(Record):
    """Arithmetic that the program does with the figures of a source: terms under one operation."""

    label: str
    operation: Literal["product", "quotient", "sum", "difference"]
    terms: tuple[Term, ...]
    unit: str = ""


class Side(Record):
    """What one source says in a conflict.

    `figures` names what `source` would set (daily_dose_mcg, on_days, rest_days).
    """

    says: str
    claims: tuple[str, ...] = ()
    external: tuple[str, ...] = ()
    source: Literal["A", "B", ""] = ""
    figures: dict[str, tuple[Decimal, Decimal]] = {}  # noqa: RUF012 - nobody writes to it

    def _check(self) -> None:
        if self.figures and not self.source:
            raise ValueError(
                f"a side that sets {', '.join(self.figures)} has no source: {self.says}"
            )


class Conflict(Record):
    """A place where the sources disagree, or do not add up, with the choice made and why.

    `applies` says which plans it touches: a table of answer keys (goal, compound, form, route,
    first_time) to the values for which it does; every key named must match.
    `touches` are the figures of a plan that it bears on. `doses` marks all of it: title, sides,
    checks, choice, reason and the certainty of its rule, which stands beside them.
    """

    id: str
    title: str
    sides: tuple[Side, ...]
    choice: str
    rule: str
    reason: str
    touches: tuple[str, ...]
    checks: tuple[Check, ...] = ()
    applies: dict[str, tuple[str, ...]] = {}  # noqa: RUF012 - nobody writes to it
    doses: bool = False


class Rule(Record):
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


class Claim(Record):
    """A row of the ledger: one claim of a source text, restated. `doses` marks the text."""

    id: str
    line: int
    topic: str
    text: str
    doses: bool = False


class Verdict(Record):
    """What became of a claim: used by a rule, overruled, shown only, or not used, and why.

    `place` names where else it stands, such as `finding maoi` or `sheet: Storage`, with `; `
    between two; tests/catalog/test_verdicts.py goes to each. `doses` marks the reason, which may
    state a dose where the claim does not.
    """

    id: str
    verdict: Literal["used", "overruled", "shown", "unused"]
    rule: str
    conflict: str
    place: str
    reason: str
    doses: bool = False

    def _check(self) -> None:
        needs = {
            "used": self.rule,
            "overruled": self.rule and self.conflict,
            "shown": self.reason and (self.conflict or self.place),
            "unused": self.reason,
        }
        if not needs.get(self.verdict):
            raise ValueError(f"claim {self.id}: the verdict {self.verdict} is not complete")


class Told(Record):
    """A paragraph, a list or a table of the guide, or sentences that stand elsewhere (`from_`).

    `from_` names a list of the guidance, and a form or a route where only its sentences are meant:
    `technique.drops`. `grade` is how certain an effect is that is told (GRADE). `sides` is a
    conflict of which both sides are told too. `doses` marks all of the block's own words.
    """

    text: str = ""
    items: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    from_: str = ""
    claims: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    grade: Literal["", "high", "moderate", "low", "very low"] = ""
    sides: str = ""
    doses: bool = False

    def _check(self) -> None:
        said = [each for each in (self.text, self.items, self.rows, self.from_) if each]
        if len(said) != 1:
            raise ValueError(f"a block of the guide has one of text, items, rows, from: {said}")
        if {len(row) for row in self.rows} != ({len(self.header)} if self.header else set()):
            raise ValueError(f"rows of the guide do not fit their header: {self.header}")
        if not (self.from_ or self.claims or self.rules):
            raise ValueError(f"a block of the guide rests on nothing: {said[0]}")


class TopicPage(Record):
    """A page of a topic: at most three screens of 80 columns and 24 rows.

    `words` are what people may type to find it beyond its own.
    """

    title: str
    blocks: tuple[Told, ...]
    words: tuple[str, ...] = ()


class Topic(Record):
    """What the guide tells of one thing.

    `words` are what people may type to find all of its pages; `questions` the keys of those whose
    "why?" offers it.
    """

    id: str
    title: str
    pages: tuple[TopicPage, ...]
    words: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
