"""The format of a profile file: its tables and keys, and how they follow from a derivation.

Figures here are rounded for display (profiles/README.md, "Numbers and rounding"); nothing is
computed from them. What a file says here is never trusted: `wizard.profile.comparison` compares it
with what the answers give.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any, Final, Literal

import attrs
from attrs import field, frozen

from wizard import __version__
from wizard.catalog import Catalog
from wizard.catalog.model import Container, CountUnit, Outcome
from wizard.protocol.answers import (
    Answers,
    Described,
    SharedAnswers,
    described,
    descriptions,
    from_keys,
    to_keys,
)
from wizard.protocol.derive import derive
from wizard.protocol.plan import BoundName, Derived, LimitedBy, Phase, PhaseName, Protocol
from wizard.quantities import plain, rounded
from wizard.text.sanitize import check_name

FORMAT = 1
MOST_REVISIONS: Final = 10_000
MOST_SESSIONS: Final = 6
"""On a day of a calendar: more than fit between any waking time and 13:00."""
MOST_CALENDAR_DAYS: Final = 4_000
"""Six of the longest cycles, and as long again."""
PROGRAM = f"semax-wizard {__version__}"


@frozen(kw_only=True, repr=False)
class FindingTable:
    """`[[screening.findings]]`."""

    rule: str = field(metadata=described("Rule", "The screening id, or the name of the rule."))
    outcome: Outcome = field(
        metadata=described("Outcome", "What this finding alone would lead to.")
    )
    reason: str = field(metadata=described("Reason", "One plain sentence."))
    claims: tuple[str, ...] = field(
        metadata=described(
            "Claims", "Ids of the claims behind it; semax-wizard sources ID shows one."
        )
    )


@frozen(kw_only=True, repr=False)
class ScreeningTable:
    """`[screening]`: the outcome and the findings, worst first."""

    outcome: Outcome = field(
        metadata=described("Outcome", "The worst outcome among the findings, or clear.")
    )
    findings: tuple[FindingTable, ...] = field(metadata=described("Findings", "Worst first."))


@frozen(kw_only=True, repr=False)
class DoseTable:
    """`[[protocol.phases.doses]]`: one session. mcg to 2 decimals, mL to 4."""

    at: time = field(metadata=described("Time", "At or before {last_at}."))
    dose_mcg: Decimal = field(metadata=described("Dose", "Delivered.", "mcg"))
    count: Decimal = field(
        metadata=described("Count", "Whole drops, whole sprays, or units on the syringe.")
    )
    unit: CountUnit = field(metadata=described("Unit", "What is counted."))
    volume_ml: Decimal = field(metadata=described("Volume", "Of this dose.", "mL"))
    left: int | None = field(
        default=None, metadata=described("Left nostril", "Drops or sprays in the left nostril.")
    )
    right: int | None = field(
        default=None, metadata=described("Right nostril", "Drops or sprays in the right nostril.")
    )


@frozen(kw_only=True, repr=False)
class PhaseTable:
    """`[[protocol.phases]]`."""

    name: PhaseName = field(
        metadata=described("Phase", "assessment (the first days of a first course) or main.")
    )
    first_day: int = field(metadata=described("First day", "Counted from 1."))
    last_day: int = field(metadata=described("Last day", "Included."))
    daily_dose_mcg: Decimal = field(
        metadata=described("Daily dose", "Delivered on each day of the phase.", "mcg")
    )
    doses: tuple[DoseTable, ...] = field(metadata=described("Doses", "The sessions of a day."))


@frozen(kw_only=True, repr=False)
class SupplyTable:
    """`[protocol.supply]`: the containers of the first cycle."""

    container: Container = field(metadata=described("Container", "What the product comes in."))
    containers: int = field(metadata=described("Containers", "How many the first cycle takes."))
    opened: tuple[date, ...] = field(
        metadata=described("Opened on", "The day each is opened or made up.")
    )
    discard: tuple[date, ...] = field(
        metadata=described("Discard on", "The day from which each is not used any more.")
    )
    doses_per_container: int = field(
        metadata=described("Full daily doses in one", "Of the main phase, in a full container.")
    )
    limited_by: LimitedBy = field(
        metadata=described("Ended by", "What ends the use of the first container.")
    )


@frozen(kw_only=True, repr=False)
class PreparationTable:
    """`[protocol.preparation]`, for a vial."""

    concentration_mcg_per_ml: Decimal = field(
        metadata=described("Concentration", "Made up, for display.", "mcg per mL")
    )
    mcg_per_unit: Decimal = field(
        metadata=described("Mass in a unit", "On a U-100 syringe.", "mcg")
    )


@frozen(kw_only=True, repr=False)
class ProtocolTable:
    """`[protocol]`, for the outcomes clear and caution only."""

    daily_dose_mcg: Decimal = field(
        metadata=described(
            "Daily dose", "Delivered in the main phase, or in the assessment phase if alone.", "mcg"
        )
    )
    requested_mcg: Decimal = field(
        metadata=described(
            "Daily dose requested", "What was asked for, or the lower recommended bound.", "mcg"
        )
    )
    ceiling_mcg: Decimal = field(
        metadata=described(
            "Ceiling", "The most this person may take in a day, after every limit.", "mcg"
        )
    )
    limits: tuple[BoundName, ...] = field(
        metadata=described("Limited by", "The bound or bounds equal to the ceiling.")
    )
    mcg_per_kg: Decimal = field(
        metadata=described(
            "Dose per kg", "The daily dose per kg of body weight, for display.", "mcg per kg"
        )
    )
    on_days: int = field(metadata=described("Days on", "Dosing days in a cycle.", "days"))
    rest_days: int = field(
        metadata=described("Days of rest", "Days without a dose after each cycle.", "days")
    )
    start: date = field(metadata=described("First dosing day", "Of the first cycle."))
    end: date = field(metadata=described("Last dosing day", "Of the first cycle."))
    next_start: date = field(
        metadata=described("Next earliest start", "The first day after the rest.")
    )
    phases: tuple[PhaseTable, ...] = field(
        metadata=described("Phases", "Runs of days with one daily dose.")
    )
    supply: SupplyTable = field(metadata=described("Supply", "The containers of the first cycle."))
    preparation: PreparationTable | None = field(
        default=None, metadata=described("Preparation", "For a vial.")
    )


@frozen(kw_only=True, repr=False)
class CalendarTable:
    """`[calendar]`: what earlier revisions may have put in a calendar."""

    first: date = field(metadata=described("First day", "Of the sessions of earlier revisions."))
    last: date = field(metadata=described("Last day", "Of the sessions of earlier revisions."))
    sessions: int = field(metadata=described("Sessions", "The most on one day."))


@frozen(kw_only=True, repr=False)
class ReferralTable:
    """`[referral]`, for the outcome clinician only: ids of published regimens."""

    regimens: tuple[str, ...] = field(
        metadata=described("Published regimens", "Ids of the claims that the referral sheet cites.")
    )


@frozen(kw_only=True, repr=False)
class Profile:
    """A personal profile as it is written.

    The derived tables are `None` where a file leaves them out.
    """

    format: int = field(
        default=FORMAT, metadata=described("Format", "The number of the file format.")
    )
    kind: Literal["personal"] = field(
        default="personal",
        metadata=described(
            "Kind",
            "personal: answers and what follows from them. shared: a plan without anything about a"
            " person.",
        ),
    )
    name: str = field(
        metadata=described(
            "Name", "The name of the profile, 1 to 80 characters. It travels with a shared profile."
        )
    )
    created: datetime = field(
        metadata=described(
            "Created", "When the profile was made: a time in UTC, or for a shared profile a date."
        )
    )
    revision: int = field(
        default=0,
        metadata=described(
            "Revision", "How often the plan was changed in this file. A calendar goes by it."
        ),
    )
    program: str = field(default=PROGRAM, metadata=described("Program", "What made the file."))
    catalog: str = field(
        metadata=described(
            "Catalog", "The edition of the knowledge that the figures were derived with."
        )
    )
    answers: Answers = field(
        metadata=described(
            "Answers", "What was answered. Everything else in the file follows from it."
        )
    )
    screening: ScreeningTable | None = field(
        default=None,
        metadata=described(
            "Screening",
            "The judgement on the answers. Derived: checked on every load, never trusted.",
        ),
    )
    protocol: ProtocolTable | None = field(
        default=None,
        metadata=described(
            "Protocol",
            "The plan, for the outcomes clear and caution. Derived: checked on every load, never"
            " trusted.",
        ),
    )
    calendar: CalendarTable | None = field(
        default=None,
        metadata=described(
            "Calendar",
            "What earlier revisions may have put in a calendar: what the plan has no more is"
            " cancelled there.",
        ),
    )
    referral: ReferralTable | None = field(
        default=None,
        metadata=described(
            "Referral", "For the outcome clinician. Derived: checked on every load, never trusted."
        ),
    )

    @property
    def planned_start(self) -> date | None:
        """Return the first day of its plan; `None` for a record without one."""
        return None if self.protocol is None else self.answers.schedule.start


DESCRIBED: Final[Mapping[str, Described]] = MappingProxyType(dict(descriptions(Profile)))
"""What each key of a profile is called and means, in the order in which it is written."""


@frozen(kw_only=True, repr=False)
class SharedProfile:
    """A shared profile: what a stranger may see of a plan (R53).

    `created` is a date without the time of day.
    """

    format: int = FORMAT
    kind: Literal["shared"] = "shared"
    name: str
    created: date
    program: str = PROGRAM
    catalog: str
    answers: SharedAnswers


def build(answers: Answers, name: str, now: datetime, catalog: Catalog) -> tuple[Profile, Derived]:
    """Return the profile of these answers, made at `now` (aware), and the derivation it shows.

    A start that was not given is the local date of `now`. Raises `InvalidInputError` as
    `wizard.protocol.derive.derive` does, and for a name that no profile may have.
    """
    check_name(name)
    derived = derive(answers.with_start(now.date()), catalog)
    profile = Profile(
        name=name,
        created=now.astimezone(UTC).replace(microsecond=0),
        catalog=catalog.edition,
        answers=derived.answers,
        **tables(derived),
    )
    return profile, derived


def inherited(name: str, derived: Derived, *, of_plan: bool) -> str:
    """Return the name of a profile that is derived again: the goal's id where a plan had the name.

    A name that a plan got may state its dose: a record without one does not inherit it (R02).
    """
    return derived.answers.goal if of_plan and derived.protocol is None else name


def tables(derived: Derived) -> dict[str, Any]:
    """Return the derived tables of a profile by name; `None` for one that this outcome has not."""
    found = derived.screening
    referred = found.outcome is Outcome.CLINICIAN
    return {
        "screening": ScreeningTable(
            outcome=found.outcome,
            findings=tuple(
                FindingTable(
                    rule=each.rule, outcome=each.outcome, reason=each.reason, claims=each.claims
                )
                for each in found.findings
            ),
        ),
        "protocol": _protocol(derived.protocol) if derived.protocol else None,
        "referral": ReferralTable(regimens=derived.regimens) if referred else None,
    }


def share(profile: Profile) -> SharedProfile:
    """Return the shared form: answers about a person or one container never travel (R53)."""
    return SharedProfile(
        name=profile.name,
        created=profile.created.date(),
        catalog=profile.catalog,
        answers=shared_answers(profile.answers),
    )


def shared_answers(answers: Answers) -> SharedAnswers:
    """Return the part of complete answers that may travel."""
    return from_keys(SharedAnswers, to_keys(answers))


def _protocol(protocol: Protocol) -> ProtocolTable:
    course, needs, counted = protocol.course, protocol.supply, protocol.measure
    return ProtocolTable(
        daily_dose_mcg=rounded(protocol.main.daily.value, 2),
        requested_mcg=rounded(protocol.requested.value, 2),
        ceiling_mcg=rounded(protocol.ceiling.figure.value, 2),
        limits=protocol.ceiling.limits,
        mcg_per_kg=rounded(protocol.per_kg.value, 2),
        on_days=course.on_days.value,
        rest_days=course.rest_days.value,
        start=course.start.value,
        end=course.end.value,
        next_start=course.next_start.value,
        phases=tuple(_phase(phase, counted.unit) for phase in protocol.phases),
        supply=SupplyTable(
            container=needs.container,
            containers=needs.containers.value,
            opened=tuple(opened.on.value for opened in needs.opened),
            discard=tuple(opened.discard.value for opened in needs.opened),
            doses_per_container=needs.doses_per_container.value,
            limited_by=needs.limited_by,
        ),
        preparation=PreparationTable(
            concentration_mcg_per_ml=rounded(counted.strength.value, 2),
            mcg_per_unit=rounded(counted.mass.value, 2),
        )
        if counted.unit == "unit"
        else None,
    )


def _phase(phase: Phase, unit: CountUnit) -> PhaseTable:
    nostrils = (dose.nostrils if dose.sides is not None else (None, None) for dose in phase.doses)
    return PhaseTable(
        name=phase.name,
        first_day=phase.first_day.value,
        last_day=phase.last_day.value,
        daily_dose_mcg=rounded(phase.daily.value, 2),
        doses=tuple(
            DoseTable(
                at=dose.at.value,
                dose_mcg=rounded(dose.mass.value, 2),
                count=rounded(dose.count.value, 1),
                unit=unit,
                volume_ml=rounded(dose.volume.value, 4),
                left=left,
                right=right,
            )
            for dose, (left, right) in zip(phase.doses, nostrils, strict=True)
        ),
    )


class _Instant(datetime):
    """A UTC time that writes itself with T and Z."""

    def __str__(self) -> str:
        return self.strftime("%Y-%m-%dT%H:%M:%SZ")


def to_toml(value: Any) -> Any:
    """Return a value as TOML has it; a number without trailing zeros."""
    match value:
        case Enum():
            return str(value)
        case Decimal():
            number = plain(value)
            return int(number) if number == number.to_integral_value() else number
        case datetime():
            return _Instant(*value.astimezone(UTC).timetuple()[:6])
    return value


_DEFAULTS: Final = (("confirmed", ()), ("revision", 0))


def table(value: Any) -> dict[str, Any]:
    """Return an attrs value as TOML tables, in the order in which it is written.

    What is absent, or stands as it does where it is absent, is left out.
    """
    return attrs.asdict(
        value,
        filter=lambda key, each: each is not None and (key.name, each) not in _DEFAULTS,
        value_serializer=lambda _, __, each: to_toml(each),
    )


def dumps(profile: Profile | SharedProfile) -> str:
    """Return the text of the file."""
    import tomli_w  # noqa: PLC0415 - only where a file is written

    return tomli_w.dumps(table(profile))
