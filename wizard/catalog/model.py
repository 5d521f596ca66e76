"""The shapes of what is known: each fact with the rule it serves and the claims it rests on.

Instances come from the TOML files under `data/`; nothing here knows a figure of its own. `rule` is
an id of `rules.toml` (R..), `claims` are ids of the ledger `claims.tsv` (A.., B..) and `external`
ids of facts from outside both texts (X..).

`doses` marks words that state a dose, a count, a volume or a time of day for one, or how long a
course or a rest is. A person who is screened out does not read them (R02). tests/catalog finds what
lacks the mark, and what has it for nothing.

Facts are compared by identity, as each is read once. Annotations are objects, which `structure`
reads sooner than text.
"""

from datetime import time
from decimal import Decimal
from enum import StrEnum
from typing import Final, Literal

from wizard.values import Record

FormId = Literal["drops", "spray", "vial"]
RouteId = Literal["intranasal", "subcutaneous"]
CountUnit = Literal["drop", "spray", "unit"]
Container = Literal["bottle", "vial"]


class Outcome(StrEnum):
    """The four screening outcomes, each worse than the one before (R02)."""

    CLEAR = "clear"
    CAUTION = "caution"
    CLINICIAN = "clinician"
    STOP = "stop"

    @property
    def severity(self) -> int:
        """Return 0 for clear to 3 for stop; the worst wins."""
        return _SEVERITIES[self]

    @property
    def allows_dose(self) -> bool:
        """Tell whether a protocol may be built at all: only for clear and caution (R02)."""
        return self in {Outcome.CLEAR, Outcome.CAUTION}


_SEVERITIES: Final = {outcome: number for number, outcome in enumerate(Outcome)}


class Sourced(Record):
    """A fact with the rule it serves, what it rests on, and whether its words state a dose."""

    rule: str
    claims: tuple[str, ...] = ()
    external: tuple[str, ...] = ()
    doses: bool = False


class DoseRange(Sourced):
    """Bounds of a daily dose in mcg: recommended (least, most) and absolute (most).

    `published` says who prints more than the absolute bound, up to `published_most`.

    `doses` marks `published`.
    """

    recommended: tuple[Decimal, Decimal]
    absolute: Decimal
    published_most: Decimal | None = None
    published: str = ""

    def _check(self) -> None:
        least, most = self.recommended
        if not 0 < least <= most <= self.absolute:
            raise ValueError(f"dose bounds do not nest: {self.recommended}, {self.absolute}")


class Cycle(Sourced):
    """Days on (start value and most) and days of rest (least; the longest a source reports)."""

    days_start: int
    days_most: int
    rest_least: int
    rest_reported_most: int


class Goal(Sourced):
    """What a person wants, and who may decide on it. `dose_*` are intranasal, in mcg per day.

    A referral sheet cites `regimens`, which its profile lists, and what else is `published`; both
    are keys of the regimens.
    `doses` marks the summary; title and note never state a dose.
    """

    id: str
    title: str
    summary: str
    decided_by: Literal["self", "clinician", "nobody"]
    regimens: tuple[str, ...]
    published: tuple[str, ...] = ()
    note: str = ""
    dose_recommended: tuple[Decimal, Decimal] | None = None
    dose_absolute: Decimal | None = None
    cycle: Cycle | None = None

    def _check(self) -> None:
        planned = self.dose_recommended and self.dose_absolute and self.cycle
        if (self.decided_by == "self") != bool(planned):
            raise ValueError(
                f"goal {self.id}: a dose and a cycle belong to a goal that a person may decide on,"
                " and to no other"
            )

    @property
    def dose(self) -> DoseRange:
        """Return the intranasal daily range.

        Raise `ValueError` for a goal that is not planned here.
        """
        if self.dose_recommended is None or self.dose_absolute is None:
            raise ValueError(f"goal {self.id} has no dose here")
        return DoseRange(
            recommended=self.dose_recommended,
            absolute=self.dose_absolute,
            rule=self.rule,
            claims=self.claims,
        )

    @property
    def planned_cycle(self) -> Cycle:
        """Return its cycle. Raise `ValueError` for a goal that is not planned here."""
        if self.cycle is None:
            raise ValueError(f"goal {self.id} has no cycle here")
        return self.cycle


class Compound(Sourced):
    """Semax or one of its modified forms. `doses` marks the summary."""

    id: str
    title: str
    summary: str
    modified: bool = False
    no_dose_basis: bool = False
    doses_a_day: int | None = None
    intranasal: DoseRange | None = None
    subcutaneous: DoseRange | None = None


class Keeps(Sourced):
    """How many days a container is good once opened or made up (R42)."""

    days: int


class Bottle(Record):
    """A registered bottle: its strength, and what it holds where there is only one size."""

    strength_mg_per_ml: Decimal
    bottle_ml: Decimal | None = None


class Form(Sourced):
    """A kind of product, what is asked about it, how long it keeps, and its registered bottles.

    `doses` marks the summary.
    """

    id: FormId
    title: str
    summary: str
    route: RouteId
    unit: CountUnit
    container: Container
    keeps: Keeps
    required: tuple[str, ...]
    optional: tuple[str, ...]
    one_of: tuple[str, ...] = ()
    bottles: tuple[Bottle, ...] = ()


class Route(Sourced):
    """A way to take it. `dose` replaces the goal's range where the route has one of its own (R32).

    `needs` are the optional keys of a form that are required on this route (R21).

    `doses` marks the summary.
    """

    id: RouteId
    title: str
    summary: str
    doses_a_day: int | None = None
    needs: tuple[str, ...] = ()
    regimens: tuple[str, ...] = ()
    dose: DoseRange | None = None


class Syringe(Record):
    """An insulin syringe: its contract id, its name, and how many units it holds."""

    id: str
    title: str
    units: int


class Scale(Record):
    """A scale that an insulin syringe may have: how many units lie between two marks."""

    units: Decimal
    summary: str


class Guardrail(Sourced):
    """Bounds on one number that a person gives (R06).

    The absolute ones lie around the recommended ones, and these around the start value.

    `doses` marks `why`.
    """

    unit: str
    absolute: tuple[Decimal, Decimal]
    recommended: tuple[Decimal, Decimal] | None = None
    start: Decimal | None = None
    whole: bool = False
    above_least: bool = False
    why: str = ""

    def _check(self) -> None:
        least, most = self.absolute
        inner_least, inner_most = self.recommended or self.absolute
        start = inner_least if self.start is None else self.start
        if not least <= inner_least <= start <= inner_most <= most:
            raise ValueError(
                f"bounds do not nest: {self.absolute}, {self.recommended}, {self.start} {self.unit}"
            )


class SessionLimits(Sourced):
    """What one intranasal session may hold and when it may be (R30)."""

    mass_mcg: Decimal
    volume_ml: Decimal
    hours_apart: int
    minutes_after_waking: int
    last_at: time


class WeightRule(Sourced):
    """mcg of ceiling per kg, and the clinical band shown for reference (R05)."""

    mcg_per_kg: Decimal
    clinical_band: tuple[Decimal, Decimal]


class AssessmentRule(Sourced):
    """The first days of a first course (R33)."""

    days: int
    daily_mcg: Decimal
    one_most_mcg: Decimal


class TakenRule(Sourced):
    """When another dose than the lower bound is taken where none is asked for (R38).

    `share_least` is the share of the bound below which the next whole count is looked at, and one
    of `part_above` parts of the bound is the most that it may be above it.
    """

    share_least: Decimal
    part_above: int


class ShareRule(Sourced):
    """A share of a dose, from 0 to 1 (R37)."""

    share: Decimal


class AboveRule(Sourced):
    """The mass in mcg above which a finding is made (R23, R31)."""

    above_mcg: Decimal


class DrawRule(Sourced):
    """Least and small draws in units, the least in marks, and the units of a mL (R24).

    `u40` says why a U-40 syringe is refused.

    `doses` marks `u40`.
    """

    units_least: Decimal
    marks_least: int
    units_small: Decimal
    units_per_ml: Decimal
    u40: str


class SprayRule(Sourced):
    """How far two stated masses per spray may differ, as a share of the smaller (R23)."""

    agreement: Decimal


class StrengthRule(Sourced):
    """Registered strengths and the one from which a clinician decides, in mg per mL (R22)."""

    registered_mg_per_ml: tuple[Decimal, ...]
    clinical_mg_per_ml: Decimal


class RestartRule(Sourced):
    """Days of rest after a last course (R41).

    `rest_days_short` will do where both courses have the goal `short_goal`.
    """

    rest_days: int
    rest_days_short: int
    short_goal: str


class AgeRule(Sourced):
    """The least age in years (R51)."""

    years: int


class DiluentRule(Sourced):
    """The diluent volumes the program proposes, in mL (R24)."""

    step_ml: Decimal
    least_ml: Decimal
    most_ml: Decimal


class WakeRule(Sourced):
    """The waking time taken when none is given."""

    default: time


class Dosing(Record):
    """The constants of dosing, time and supply."""

    session: SessionLimits
    weight: WeightRule
    assessment: AssessmentRule
    coarse: ShareRule
    taken: TakenRule
    high_daily: AboveRule
    coarse_measure: AboveRule
    draw: DrawRule
    spray: SprayRule
    strength: StrengthRule
    restart: RestartRule
    adult: AgeRule
    diluent: DiluentRule
    wake: WakeRule


class ScreeningItem(Sourced):
    """One thing a person may answer yes to. `routes` limits it to some routes; empty means all.

    Whoever answers yes reads its words, so they never state a dose.
    """

    id: str
    label: str
    detail: str
    outcome: Outcome
    reason: str
    advice: str = ""
    routes: tuple[RouteId, ...] = ()
    companion: bool = False


class ScreeningGroup(Record):
    """A page of screening questions, answered in full.

    `key` is the list of a profile that its answers go into, which several pages may share. `today`:
    its answers hold for the day on which they were given.
    """

    id: str
    key: str
    title: str
    question: str
    none_label: str
    items: tuple[ScreeningItem, ...]
    today: bool = False


class OtherFinding(Sourced):
    """A finding that no screening question asks for directly.

    `together` adds a sentence when the item is also given.

    `doses` marks all its words, and stands only where the finding comes with a plan.
    """

    id: str
    title: str
    outcome: Outcome
    reason: str
    advice: str = ""
    together: dict[str, str] = {}  # noqa: RUF012 - nobody writes to it


class Screening(Record):
    """All that screening knows: its groups and other findings.

    `order` is that in which findings of one outcome stand.
    """

    not_sure: str
    order: tuple[str, ...]
    groups: tuple[ScreeningGroup, ...]
    findings: tuple[OtherFinding, ...]

    def items_of(self, group: str) -> dict[str, ScreeningItem]:
        """Return the items of a group by id, for every route; none for an unknown group."""
        return {item.id: item for known in self.groups if known.id == group for item in known.items}

    def title(self, rule: str) -> str:
        """Return a finding in a few words, by its rule.

        It is the label of what was ticked, or its own title.
        """
        labels = {item.id: item.label for group in self.groups for item in group.items}
        return labels.get(rule) or next(other.title for other in self.findings if other.id == rule)
