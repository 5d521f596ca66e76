"""The interview: every step and every question, in the order in which they are asked.

To ask something new, declare it here; both faces will ask it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from wizard.catalog.model import Compound, Cycle, Form, FormId, Goal, Route, ScreeningGroup, Sourced
from wizard.interview.choice import Choice
from wizard.interview.fields import Field, Kind, Step, Weight
from wizard.protocol.answers import Product
from wizard.protocol.dosing import dose_range
from wizard.protocol.plan import OneCount, Range
from wizard.protocol.product import one_count, proposed_diluents
from wizard.protocol.schedule import earliest_start, rest_after
from wizard.quantities import KG_PER_LB, mcg, mg_per_ml, rounded
from wizard.text.numbers import clock, count, mass, number, strength_three_ways
from wizard.text.translation import ENGLISH, _, marked, spoken

if TYPE_CHECKING:
    from wizard.interview.session import Session

STEPS: Final = (
    Step("goal", marked("Goal")),
    Step("formulation", marked("Formulation")),
    Step("route", marked("Route")),
    Step("about", marked("About you")),
    Step("screening", marked("Screening")),
    Step("plan", marked("Plan")),
    Step("review", marked("Review")),
    Step("save", marked("Save")),
)

_STRENGTH_UNITS: Final = {
    "%": Decimal(10),
    "mg/ml": Decimal(1),
    "mgperml": Decimal(1),
    "mcg/ml": Decimal("0.001"),
    "mcgperml": Decimal("0.001"),
}
_VOLUME_UNITS: Final = {"ml": Decimal(1)}
_MOST_VOLUMES: Final = 3
_MICRO: Final = ("mcg", "ug", "\N{MICRO SIGN}g", "\N{GREEK SMALL LETTER MU}g")  # read as labels write it, never written so (R60)
_MASS_UNITS: Final = {**dict.fromkeys(_MICRO, Decimal(1)), "mg": Decimal(1000)}
_VIAL_UNITS: Final = {"mg": Decimal(1), **dict.fromkeys(_MICRO, Decimal("0.001"))}


def _yes_no(_session: Session) -> tuple[Choice, ...]:
    return (Choice(value=True, title=_("Yes")), Choice(value=False, title=_("No")))


def _of_form(key: str) -> Callable[[Session], bool]:
    """Whether the form that was chosen has this key of the product."""

    def asked(session: Session) -> bool:
        form = session.catalog.forms.get(session.get("form"))
        return form is not None and key in (*form.required, *form.optional)

    return asked


def _goals(session: Session) -> tuple[Choice, ...]:
    return tuple(Choice(goal.id, _(goal.title), _summary(goal, session)) for goal in session.catalog.goals.values())


def _may_read(fact: Sourced, session: Session) -> bool:
    """Return whether a fact's words may be shown: no dose to a person who is screened out (R02)."""
    return session.screening.outcome.allows_dose or not fact.doses


def _summary(fact: Goal | Compound | Form | Route, session: Session) -> str:
    return _(fact.summary) if _may_read(fact, session) else ""


def _compounds(session: Session) -> tuple[Choice, ...]:
    closed = _closed(session, "no-dose-basis")
    return tuple(
        Choice(compound.id, _(compound.title), _summary(compound, session), *(closed if compound.no_dose_basis else ()))
        for compound in session.catalog.compounds.values()
    )


def _forms(session: Session) -> tuple[Choice, ...]:
    return tuple(Choice(form.id, _(form.title), _summary(form, session)) for form in session.catalog.forms.values())


def _routes(session: Session) -> tuple[Choice, ...]:
    form = session.catalog.forms.get(session.get("form"))  # not known while that question is open again
    closed = _closed(session, "vial-intranasal" if form is not None and form.route == "subcutaneous" else "nasal-product-injected")
    return tuple(
        Choice(route.id, _(route.title), _summary(route, session), *(() if form is None or route.id == form.route else closed))
        for route in session.catalog.routes.values()
    )


def _syringes(session: Session) -> tuple[Choice, ...]:
    return tuple(Choice(syringe.id, _(syringe.title)) for syringe in session.catalog.syringes.values())


def _marks(session: Session) -> tuple[Choice, ...]:
    return tuple(Choice(scale.units, count(scale.units, "unit"), _(scale.summary)) for scale in session.catalog.scales)


def _closed(session: Session, name: str) -> tuple[str, str]:
    """Return why a choice is closed: the reason of a finding, and its id."""
    return _(next(found.reason for found in session.catalog.screening.findings if found.id == name)), name


def _rail_start(key: str) -> Any:
    def start(session: Session) -> Any:
        rail = session.catalog.guardrails[key]
        return int(rail.start) if rail.whole and rail.start is not None else rail.start

    return start


def _last_goals(session: Session) -> tuple[Choice, ...]:
    planned = tuple(Choice(goal.id, _(goal.title)) for goal in session.catalog.goals.values())
    return (Choice(None, _("I do not know, or none of these"), _("The longer rest is used.")), *planned)


def _planned_goal(session: Session) -> Goal | None:
    """The goal, where a plan for it may be made; a person who is screened out is told no figure of one (R02)."""
    goal = session.catalog.goals.get(session.get("goal"))
    return goal if goal is not None and goal.decided_by == "self" and session.screening.outcome.allows_dose else None


def _cycle(session: Session) -> Cycle | None:
    goal = _planned_goal(session)
    return None if goal is None else goal.planned_cycle


def _range(session: Session, route: str | None) -> Range | None:
    """The daily dose that may be asked for on a route."""
    goal, compound = _planned_goal(session), session.get("compound")
    return None if goal is None or compound is None or route is None else dose_range(goal.id, compound, route, session.catalog)


def _on_days(session: Session) -> int | None:
    cycle = _cycle(session)
    return None if cycle is None else cycle.days_start


def _rest(session: Session) -> int | None:
    cycle = _cycle(session)
    return None if cycle is None else rest_after(cycle, session.get("schedule.on_days") or cycle.days_start).value


def _rest_bounds(session: Session) -> str:
    cycle, least = _cycle(session), _rest(session)
    if cycle is None or least is None:
        return ""
    return _("at least {days}; up to {most} are reported").format(days=count(least, "day"), most=count(cycle.rest_reported_most, "day"))


def _on_days_bounds(session: Session) -> str:
    cycle = _cycle(session)
    return "" if cycle is None else _("1 to {days}").format(days=count(cycle.days_most, "day"))


def _start_bounds(session: Session) -> str:
    last_end, earliest = session.get("schedule.last_course_end"), _earliest(session)
    if last_end is None or earliest == session.today:
        return ""
    told = _("{day} or later: your last course ended on {end}, and {rest} of rest follow it")
    return told.format(day=earliest, end=last_end, rest=count((earliest - last_end).days - 1, "day"))


def _target_bounds(session: Session) -> str:
    """The range of the goal, compound and route, in words."""
    of = _range(session, session.get("route"))
    if of is None:
        return ""
    return _("{least} to {most} daily is the range in the texts, {absolute} daily the most that is planned").format(
        least=number(of.least.value), most=mass(of.most.value), absolute=mass(of.absolute)
    )


def _earliest(session: Session) -> Any:
    last_end = session.get("schedule.last_course_end")
    if last_end is None or session.get("first_time"):
        return session.today
    last_goal = session.get("schedule.last_course_goal")
    return max(session.today, earliest_start(session.get("goal"), last_end, last_goal, session.catalog).value)


def _wake(session: Session) -> time:
    return session.catalog.dosing.wake.default


def _one_count(session: Session, form: FormId, **said: Decimal | None) -> OneCount:
    """One count of the product, as far as it was answered, with these answers in it."""
    known = {key: session.get(f"product.{key}") for key in ("strength_mg_per_ml", "drops_per_ml", "vial_mg")}
    return one_count(form, Product(**known | said), session.catalog)


def _three_ways(one: OneCount) -> str:
    """R22: percent, mg per mL, mcg per drop or spray."""
    return strength_three_ways(one.strength.value, one.mass.value, one.unit)


def _strength_echo(session: Session, value: Decimal) -> str:
    if session.get("form") == "drops":
        return _three_ways(_one_count(session, "drops", strength_mg_per_ml=value))
    return strength_three_ways(mg_per_ml(value), None, "spray")


def _drops_echo(session: Session, value: Decimal) -> str:
    return _three_ways(_one_count(session, "drops", drops_per_ml=value))


def _pump_echo(session: Session, value: Decimal) -> str:
    return _three_ways(_one_count(session, "spray", pump_ml=value))


def _spray_echo(session: Session, value: Decimal) -> str:
    one = _one_count(session, "spray", mcg_per_spray=value)
    return _("{mass} mcg at this strength is {volume} mL in one spray").format(
        mass=number(one.mass.value), volume=number(one.volume.value, 4)
    )


def _diluent_echo(session: Session, value: Decimal) -> str:
    one = _one_count(session, "vial", diluent_ml=value)
    return _("{per_ml} mcg per mL, {per_unit} mcg in 1 unit").format(per_ml=number(one.strength.value), per_unit=number(one.mass.value))


def _proposed_diluents(session: Session) -> Mapping[str, str]:
    """The volumes that put the lower recommended dose of this compound on a whole mark (R24); nothing where there are none."""
    of, vial = _range(session, session.catalog.forms["vial"].route), session.get("product.vial_mg")
    if of is None or vial is None:
        return {"proposed": ""}
    largest = max(syringe.units for syringe in session.catalog.syringes.values())
    volumes = proposed_diluents(vial, of.least.value, Decimal(1), largest, session.catalog)[:_MOST_VOLUMES]
    told = _("If not, {volumes} mL puts {dose} on a whole mark of 1 unit.")
    listed = _(" or ").join(map(number, volumes))
    return {"proposed": told.format(volumes=listed, dose=mass(of.least.value)) if volumes else ""}


def _weight_echo(_session: Session, value: Weight) -> str:
    in_kg = value.exact.amount
    return _("{kg} kg, which is {lb} lb").format(kg=number(in_kg), lb=number(in_kg / KG_PER_LB, 1))


def _target_echo(session: Session, value: Decimal) -> str:
    return session.effect_of_target(value)


def _target_suggested(session: Session) -> Decimal | None:
    of = _range(session, session.get("route"))
    return None if of is None else rounded(of.least.value, 2)


def _on_days_echo(session: Session, value: int) -> str:
    cycle = _cycle(session)
    if cycle is None:
        return ""
    rest = count(rest_after(cycle, value).value, "day")
    return _("{days} on, then at least {rest} of rest").format(days=count(value, "day"), rest=rest)


def _usual_drops(session: Session) -> Mapping[str, str]:
    return {"drops": number(_rail_start("drops_per_ml")(session))}


def _why_not_u40(session: Session) -> Mapping[str, str]:
    draw = session.catalog.dosing.draw
    return {"why": f": {_(draw.u40)}" if _may_read(draw, session) else ""}


def _longest_kept(session: Session) -> Mapping[str, str]:
    return {"days": count(session.catalog.forms[session.get("form")].keeps.days, "day")}


def _assessment(session: Session) -> Mapping[str, str]:
    if not session.screening.outcome.allows_dose:
        return {"assessment": ""}
    rule = session.catalog.dosing.assessment
    told = _("A first course begins with {days} at {dose} or less.")
    return {"assessment": told.format(days=count(rule.days, "day"), dose=mass(mcg(rule.daily_mcg)))}


def _spaces(session: Session) -> Mapping[str, str]:
    """What each scale looks like: how many spaces lie between 0 and 10 units."""
    told = _("{spaces} spaces are {units} each")
    return {
        "scales": ", ".join(
            told.format(spaces=number(10 / scale.units), units=count(scale.units, "unit")) for scale in session.catalog.scales
        )
    }


def _session_times(session: Session) -> Mapping[str, str]:
    rule = session.catalog.dosing.session
    return {"minutes": f"{rule.minutes_after_waking}", "last": clock(rule.last_at)}


_DOSE: Final = (
    *("goal", "compound", "form", "route", "first_time", "person.age", "person.weight"),
    *("product.strength_mg_per_ml", "product.drops_per_ml", "product.pump_ml", "product.mcg_per_spray"),
    *("product.vial_mg", "product.diluent_ml", "product.syringe", "product.mark_units", "schedule.wake"),
)


def _athlete(session: Session) -> tuple[Choice, ...]:
    return (*_yes_no(session), Choice(value=True, title=_("Not sure"), summary=_("Counts as yes.")))


def _screening_field(group: ScreeningGroup) -> Field:
    return Field(
        key=f"screening.{group.id}",
        step="screening",
        kind=Kind.CHECKLIST,
        question=group.question,
        help='Answer for every line. "Not sure" counts as yes.',
        choices=lambda session: tuple(
            Choice(item.id, _(item.label), _(item.detail))
            for item in session.catalog.screening.items_of(group.id).values()
            if not item.routes or session.get("route") in item.routes
        ),
        depends=("route", "schedule.start") if group.today else ("route",),
        group=group.id,
    )


def fields(groups: tuple[ScreeningGroup, ...]) -> tuple[Field, ...]:
    """Every question of the interview, in order, with one checklist for each screening group; as it is asked now."""
    asked = (*_BEFORE_SCREENING, *map(_screening_field, groups), *_AFTER_SCREENING)
    return asked if spoken() == ENGLISH else tuple(map(_translated, asked))


def _translated(asked: Field) -> Field:
    return evolve(asked, question=_(asked.question), help=_(asked.help), without=_(asked.without))


_BEFORE_SCREENING: Final = (
    Field(key="goal", step="goal", kind=Kind.CHOICE, question="What is it for?", choices=_goals,
          help="Goals that are a medical condition lead to a referral sheet for a clinician, without a dose."),
    Field(key="compound", step="formulation", kind=Kind.CHOICE, question="Which compound is it?", choices=_compounds,
          help="The label says which."),
    Field(key="form", step="formulation", kind=Kind.CHOICE, question="Which form does it come in?", choices=_forms),
    Field(key="product.strength_mg_per_ml", step="formulation", kind=Kind.NUMBER, question="How strong is it, in mg per mL?",
          help="From the label. 0.1% is 1 mg per mL; you may type 0.1% as well.", asked=_of_form("strength_mg_per_ml"), echo=_strength_echo,
          depends=("form",), rail="strength_mg_per_ml", units=_STRENGTH_UNITS),
    Field(key="product.bottle_ml", step="formulation", kind=Kind.NUMBER, question="How much does a full bottle hold, in mL?",
          help="From the label.", asked=_of_form("bottle_ml"), depends=("form",), rail="bottle_ml", units=_VOLUME_UNITS),
    Field(key="product.drops_per_ml", step="formulation", kind=Kind.NUMBER, question="How many drops make 1 mL?",
          help="{drops} unless you measured your dropper.", figures=_usual_drops, asked=_of_form("drops_per_ml"),
          suggested=_rail_start("drops_per_ml"), echo=_drops_echo, depends=("product.strength_mg_per_ml",), rail="drops_per_ml"),
    Field(key="product.pump_ml", step="formulation", kind=Kind.NUMBER, question="What volume is one spray, in mL?",
          help="From the label. Leave it out if only the mcg of a spray is given.", asked=_of_form("pump_ml"), echo=_pump_echo,
          optional=True, without="not given", depends=("product.strength_mg_per_ml",), rail="pump_ml", units=_VOLUME_UNITS),
    Field(key="product.mcg_per_spray", step="formulation", kind=Kind.NUMBER, question="How many mcg does the label give for one spray?",
          help="Leave it out if only the volume of a spray is given. One of the two is needed; it is never assumed.",
          asked=_of_form("mcg_per_spray"), echo=_spray_echo, optional=True, without="not given",
          depends=("product.strength_mg_per_ml", "product.pump_ml"), units=_MASS_UNITS),
    Field(key="product.vial_mg", step="formulation", kind=Kind.NUMBER, question="How much is in the vial, in mg?",
          help="From the label.", asked=_of_form("vial_mg"), depends=("form",), rail="vial_mg", units=_VIAL_UNITS),
    Field(key="product.diluent_ml", step="formulation", kind=Kind.NUMBER, question="How much bacteriostatic water is added, in mL?",
          help="If the vial is made up already, type what was added then. {proposed}", figures=_proposed_diluents,
          asked=_of_form("diluent_ml"),
          echo=_diluent_echo, depends=("product.vial_mg",), rail="diluent_ml", units=_VOLUME_UNITS),
    Field(key="product.syringe", step="formulation", kind=Kind.CHOICE, question="Which insulin syringe is used?", choices=_syringes,
          help="U-100 only. A U-40 syringe is refused{why}.", figures=_why_not_u40,
          asked=_of_form("syringe"), depends=("form",)),
    Field(key="product.mark_units", step="formulation", kind=Kind.CHOICE, question="How far apart are the marks of the syringe?",
          choices=_marks, asked=_of_form("mark_units"),
          help="Count the spaces from 0 to 10 on the barrel: {scales}.", figures=_spaces,
          default=_rail_start("mark_units"), depends=("product.syringe",),
          rail="mark_units"),
    Field(key="product.sterility_tested", step="formulation", kind=Kind.CHOICE, choices=_yes_no,
          question="Do you have a certificate that this lot is sterile and free of endotoxin?",
          help="Endotoxin is what is left of bacteria. The lot number stands on the vial. A certificate of purity does not count.",
          asked=_of_form("sterility_tested"), suggested=lambda _: False,
          depends=("form", "product.vial_mg")),
    Field(key="product.label_days", step="formulation", kind=Kind.WHOLE, question="How many days is it good after opening, by its label?",
          help="Leave it out if the label does not say. {days} is the most that is planned.", figures=_longest_kept,
          asked=_of_form("label_days"), optional=True, without="the label does not say", depends=("form",), rail="label_days"),
    Field(key="product.opened", step="formulation", kind=Kind.DATE, question="When was your bottle opened, or your vial made up?",
          help="Leave it out if it has not been. It is counted as full: if it is not, it runs out sooner.", asked=_of_form("opened"),
          optional=True, without="not opened yet", depends=("form",)),
    Field(key="route", step="route", kind=Kind.CHOICE, question="How is it taken?", choices=_routes, depends=("form",)),
    Field(key="person.age", step="about", kind=Kind.WHOLE, question="How old are you, in years?", rail="age"),
    Field(key="person.weight", step="about", kind=Kind.WEIGHT, question="What do you weigh?",
          help="In kg, or with lb typed after the number. Weight may lower a dose, never raise it.", echo=_weight_echo, rail="weight"),
    Field(key="first_time", step="about", kind=Kind.CHOICE, question="Is this your first course?", choices=_yes_no,
          help="{assessment}", figures=_assessment),
    Field(key="schedule.last_course_end", step="about", kind=Kind.DATE, question="When did your last course end?",
          help="Leave it out only if it is so long ago that you do not know.", asked=lambda session: session.get("first_time") is False,
          optional=True, without="so long ago that I do not know", depends=("first_time",)),
    Field(key="schedule.last_course_goal", step="about", kind=Kind.CHOICE, question="What was your last course for?", choices=_last_goals,
          asked=lambda session: session.get("first_time") is False and session.get("schedule.last_course_end") is not None,
          depends=("schedule.last_course_end",)),
)  # fmt: skip

_AFTER_SCREENING: Final = (
    Field(key="screening.tested_athlete", step="screening", kind=Kind.CHOICE, question="Are you an athlete who may be tested for doping?",
          choices=_athlete),
    Field(key="schedule.wake", step="plan", kind=Kind.TIME, question="When do you wake up?",
          help="The first dose of a day is {minutes} minutes later, and none is after {last}.", figures=_session_times, suggested=_wake),
    Field(key="schedule.on_days", step="plan", kind=Kind.WHOLE, question="On how many days in a row do you take it?",
          suggested=_on_days,
          bounds=_on_days_bounds, help="You may choose fewer.", echo=_on_days_echo, depends=("goal",), rail="on_days"),
    Field(key="target_mcg", step="plan", kind=Kind.NUMBER, question="Which daily dose do you ask for, in mcg?", suggested=_target_suggested,
          bounds=_target_bounds,
          help="It may be limited by your weight and by what fits into a day; it is never raised.", echo=_target_echo,
          depends=(*_DOSE, "schedule.on_days"), rail="target_mcg", units=_MASS_UNITS),
    Field(key="schedule.start", step="plan", kind=Kind.DATE, question="On which day do you start?", suggested=_earliest,
          bounds=_start_bounds,
          depends=("goal", "schedule.last_course_end", "schedule.last_course_goal", "product.opened")),
    Field(key="schedule.rest_days", step="plan", kind=Kind.WHOLE, question="How many days of rest after it?", suggested=_rest,
          bounds=_rest_bounds,
          help="A longer rest may be chosen.", depends=("goal", "schedule.on_days"), rail="rest_days"),
    Field(key="schedule.cycles", step="plan", kind=Kind.WHOLE, question="How many cycles are planned?", suggested=_rail_start("cycles"),
          help="Each is one course and the rest after it.",
          asked=lambda session: session.get("first_time") is False, depends=("goal", "first_time"), rail="cycles"),
)  # fmt: skip
