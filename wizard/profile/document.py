"""The profile as it stands in a file: the contract's tables and keys, and how they follow from a derivation.

Figures here are rounded for display (profile-format, "Rounding of what is written"); nothing is computed
from them. What a file says here is never trusted: `wizard.profile.comparison` holds it against the answers.
"""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, Literal

import attrs
from attrs import frozen

from wizard import __version__
from wizard.catalog import Catalog
from wizard.catalog.model import Container, CountUnit, Outcome
from wizard.protocol.answers import Answers, SharedAnswers, SharedProduct, SharedSchedule
from wizard.protocol.derive import derive
from wizard.protocol.plan import BoundName, Derived, Dose, LimitedBy, Phase, PhaseName, Protocol
from wizard.quantities import Exact, Quantity, plain, rounded
from wizard.text.sanitize import check_name

FORMAT = 1
PROGRAM = f"semax-wizard {__version__}"


@frozen(kw_only=True, repr=False)
class FindingTable:
    """`[[screening.findings]]`."""

    rule: str
    outcome: Outcome
    reason: str
    claims: tuple[str, ...]


@frozen(kw_only=True, repr=False)
class ScreeningTable:
    """`[screening]`: the outcome and the findings, worst first."""

    outcome: Outcome
    findings: tuple[FindingTable, ...]


@frozen(kw_only=True, repr=False)
class DoseTable:
    """`[[protocol.phases.doses]]`: one session. mcg to 2 decimals, mL to 4."""

    at: time
    dose_mcg: Decimal
    count: Decimal
    unit: CountUnit
    volume_ml: Decimal
    left: int | None = None
    right: int | None = None


@frozen(kw_only=True, repr=False)
class PhaseTable:
    """`[[protocol.phases]]`."""

    name: PhaseName
    first_day: int
    last_day: int
    daily_dose_mcg: Decimal
    doses: tuple[DoseTable, ...]


@frozen(kw_only=True, repr=False)
class SupplyTable:
    """`[protocol.supply]`: the containers of the first cycle."""

    container: Container
    containers: int
    opened: tuple[date, ...]
    discard: tuple[date, ...]
    doses_per_container: int
    limited_by: LimitedBy


@frozen(kw_only=True, repr=False)
class PreparationTable:
    """`[protocol.preparation]`, for a vial."""

    concentration_mcg_per_ml: Decimal
    mcg_per_unit: Decimal


@frozen(kw_only=True, repr=False)
class ProtocolTable:
    """`[protocol]`, for the outcomes clear and caution only."""

    daily_dose_mcg: Decimal
    requested_mcg: Decimal
    ceiling_mcg: Decimal
    limits: tuple[BoundName, ...]
    mcg_per_kg: Decimal
    on_days: int
    rest_days: int
    start: date
    end: date
    next_start: date
    phases: tuple[PhaseTable, ...]
    supply: SupplyTable
    preparation: PreparationTable | None = None


@frozen(kw_only=True, repr=False)
class ReferralTable:
    """`[referral]`, for the outcome clinician only: ids of published regimens."""

    regimens: tuple[str, ...]


@frozen(kw_only=True, repr=False)
class Profile:
    """A personal profile as it is written. The derived tables are `None` where a file leaves them out."""

    format: int = FORMAT
    kind: Literal["personal"] = "personal"
    name: str
    created: datetime
    program: str = PROGRAM
    catalog: str
    answers: Answers
    screening: ScreeningTable | None = None
    protocol: ProtocolTable | None = None
    referral: ReferralTable | None = None


@frozen(kw_only=True, repr=False)
class SharedProfile:
    """A shared profile: what a stranger may see of a plan (R53). `created` is a date without the time of day."""

    format: int = FORMAT
    kind: Literal["shared"] = "shared"
    name: str
    created: date
    program: str = PROGRAM
    catalog: str
    answers: SharedAnswers


def build(answers: Answers, name: str, now: datetime, catalog: Catalog) -> tuple[Profile, Derived]:
    """The profile of these answers, made at `now` (aware), and the derivation it shows.

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


def tables(derived: Derived) -> dict[str, Any]:
    """The derived tables of a profile, by name; `None` for one that this outcome has not."""
    screening = ScreeningTable(
        outcome=derived.screening.outcome,
        findings=tuple(
            FindingTable(rule=found.rule, outcome=found.outcome, reason=found.reason, claims=found.claims)
            for found in derived.screening.findings
        ),
    )
    referred = derived.screening.outcome is Outcome.CLINICIAN
    return {
        "screening": screening,
        "protocol": _protocol(derived.protocol) if derived.protocol else None,
        "referral": ReferralTable(regimens=derived.regimens) if referred else None,
    }


def share(profile: Profile) -> SharedProfile:
    """The shared form: answers about a person, or about one container, never travel (R53)."""
    return SharedProfile(
        name=profile.name, created=profile.created.date(), catalog=profile.catalog, answers=shared_answers(profile.answers)
    )


def shared_answers(answers: Answers) -> SharedAnswers:
    """The part of complete answers that may travel."""
    return SharedAnswers(
        goal=answers.goal,
        compound=answers.compound,
        form=answers.form,
        route=answers.route,
        target_mcg=answers.target_mcg,
        product=_kept(SharedProduct, answers.product),
        schedule=_kept(SharedSchedule, answers.schedule),
    )


def _kept(kind: type[Any], source: object) -> Any:  # the fields that the narrower class has
    return kind(**{attribute.name: getattr(source, attribute.name) for attribute in attrs.fields(kind)})


def _mcg(value: Quantity | Exact) -> Decimal:
    return rounded(value, 2)


def _protocol(protocol: Protocol) -> ProtocolTable:
    course, needs, counted = protocol.course, protocol.supply, protocol.measure
    preparation = None
    if counted.unit == "unit":
        preparation = PreparationTable(concentration_mcg_per_ml=_mcg(counted.strength.value), mcg_per_unit=_mcg(counted.mass.value))
    return ProtocolTable(
        daily_dose_mcg=_mcg(protocol.main.daily.value),
        requested_mcg=_mcg(protocol.requested.value),
        ceiling_mcg=_mcg(protocol.ceiling.figure.value),
        limits=protocol.ceiling.limits,
        mcg_per_kg=_mcg(protocol.per_kg.value),
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
        preparation=preparation,
    )


def _phase(phase: Phase, unit: CountUnit) -> PhaseTable:
    return PhaseTable(
        name=phase.name,
        first_day=phase.first_day.value,
        last_day=phase.last_day.value,
        daily_dose_mcg=_mcg(phase.daily.value),
        doses=tuple(_dose(dose, unit) for dose in phase.doses),
    )


def _dose(dose: Dose, unit: CountUnit) -> DoseTable:
    left, right = dose.nostrils if dose.sides is not None else (None, None)
    return DoseTable(
        at=dose.at.value,
        dose_mcg=_mcg(dose.mass.value),
        count=rounded(dose.count.value, 1),
        unit=unit,
        volume_ml=rounded(dose.volume.value, 4),
        left=left,
        right=right,
    )


class _Instant(datetime):
    """A UTC time that writes itself as the contract shows it, with T and Z."""

    def __str__(self) -> str:
        return self.strftime("%Y-%m-%dT%H:%M:%SZ")


def _toml(_: object, __: object, value: Any) -> Any:
    match value:
        case Enum():
            return str(value)
        case Decimal():
            number = plain(value)
            return int(number) if number == number.to_integral_value() else number
        case datetime():
            utc = value.astimezone(UTC)
            return _Instant(utc.year, utc.month, utc.day, utc.hour, utc.minute, utc.second)
        case _:
            return value


def _written(attribute: "attrs.Attribute[Any]", value: Any) -> bool:
    return value is not None and not (attribute.name == "confirmed" and value == ())


def table(value: Any) -> dict[str, Any]:
    """An attrs value as TOML tables: what is absent left out, numbers with no trailing zeros, in the order written."""
    return attrs.asdict(value, filter=_written, value_serializer=_toml)


def dumps(profile: Profile | SharedProfile) -> str:
    """The text of the file."""
    import tomli_w  # noqa: PLC0415 - only where a file is written

    return tomli_w.dumps(table(profile))
