"""The questions about the goal, the product and the route."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from wizard.catalog.model import Compound, Form, Goal, Keeps, Outcome, Route, Sourced
from wizard.interview.choice import Choice
from wizard.interview.question import (
    Interview,
    Kind,
    Question,
    daily_range,
    dosing,
    finding,
    start_of,
    when,
    yes_no,
)
from wizard.protocol.answers import Product
from wizard.protocol.dose_words import strength
from wizard.protocol.product import measure, one_count, proposed_diluents
from wizard.quantities import mcg, ml
from wizard.text.label import Label, Spray
from wizard.text.numbers import count, in_percent, listed, mass, number, percent, volume
from wizard.text.translation import _

_MOST_VOLUMES: Final = 3


# -- what may be chosen --------------------------------------------------------------------------


def _goals(interview: Interview) -> tuple[Choice, ...]:
    led = {"clinician": Outcome.CLINICIAN, "nobody": Outcome.STOP}
    above = {
        "clinician": _("For a clinician to decide: a referral sheet, no dose"),
        "nobody": "",
    }
    return tuple(
        Choice(
            goal.id,
            _(goal.title),
            _summary(goal, interview),
            outcome=led.get(goal.decided_by),
            begins=above.pop(goal.decided_by, None),
        )
        for goal in interview.catalog.goals.values()
    )


def _may_read(fact: Sourced, interview: Interview) -> bool:
    """Return whether a fact's words may be shown: no dose to a person who is screened out (R02)."""
    return interview.screening.outcome.allows_dose or not fact.doses


def _summary(fact: Goal | Compound | Form | Route, interview: Interview) -> str:
    return _(fact.summary) if _may_read(fact, interview) else ""


def _compounds(interview: Interview) -> tuple[Choice, ...]:
    closed = _closed(interview, "no-dose-basis")
    return tuple(
        Choice(
            compound.id,
            _(compound.title),
            _summary(compound, interview),
            *(closed if compound.no_dose_basis else ()),
        )
        for compound in interview.catalog.compounds.values()
    )


def _forms(interview: Interview) -> tuple[Choice, ...]:
    forms = interview.catalog.forms.values()
    return tuple(Choice(form.id, _(form.title), _summary(form, interview)) for form in forms)


def _bottles(interview: Interview) -> tuple[Choice, ...]:
    """Return the registered bottles of the form; any other is typed as its label has it."""
    form = interview.catalog.forms.get(interview.get("form"))
    return tuple(
        Choice(
            Label(each.strength_mg_per_ml, each.bottle_ml),
            ", ".join(
                (
                    _("{percent}%").format(percent=percent(each.strength_mg_per_ml)),
                    *(() if each.bottle_ml is None else (volume(ml(each.bottle_ml)),)),
                )
            ),
            _holds(each.strength_mg_per_ml, interview),
            outcome=(
                Outcome.CLINICIAN
                if each.strength_mg_per_ml >= interview.catalog.dosing.strength.clinical_mg_per_ml
                else None
            ),
        )
        for each in (form.bottles if form is not None else ())
    )


def _holds(mg_per_ml: Decimal, interview: Interview) -> str:
    """Return how much is in a mL and, where that is known by now, in a drop."""
    per_ml = number(mg_per_ml)
    clinical = mg_per_ml >= interview.catalog.dosing.strength.clinical_mg_per_ml
    if interview.get("form") != "drops" or not interview.screening.outcome.allows_dose:
        told = _("{per_ml} mg per mL: for a clinician") if clinical else _("{per_ml} mg per mL")
        return told.format(per_ml=per_ml)
    one = one_count("drops", Product(strength_mg_per_ml=mg_per_ml), interview.catalog)
    told = _("{per_ml} mg per mL, {mass} per drop")
    if clinical:
        told = _("{per_ml} mg per mL, {mass} per drop: for a clinician")
    return told.format(per_ml=per_ml, mass=mass(one.mass.value))


def _routes(interview: Interview) -> tuple[Choice, ...]:
    form = interview.catalog.forms.get(interview.get("form"))  # not known while it is open again
    by_syringe = form is not None and form.route == "subcutaneous"
    closed = _closed(interview, "vial-intranasal" if by_syringe else "nasal-product-injected")
    return tuple(
        Choice(
            route.id,
            _(route.title),
            _summary(route, interview),
            *(() if form is None or route.id == form.route else closed),
        )
        for route in interview.catalog.routes.values()
    )


def _closed(interview: Interview, name: str) -> tuple[str, str]:
    """Return why a choice is closed: the reason of a finding, and its id."""
    findings = interview.catalog.screening.findings
    return _(next(found.reason for found in findings if found.id == name)), name


def _syringes(interview: Interview) -> tuple[Choice, ...]:
    syringes = interview.catalog.syringes.values()
    return tuple(Choice(syringe.id, _(syringe.title)) for syringe in syringes)


def _marks(interview: Interview) -> tuple[Choice, ...]:
    scales = interview.catalog.scales
    return tuple(Choice(each.units, count(each.units, "unit"), _(each.summary)) for each in scales)


# -- when a question applies, and what it rests on -----------------------------------------------


def _of_form(name: str) -> Callable[[Interview], bool]:
    """Return a function that says whether the form that was chosen has this key."""

    def asked(interview: Interview) -> bool:
        form = interview.catalog.forms.get(interview.get("form"))
        return form is not None and name in (*form.required, *form.optional)

    return asked


def _by_syringe(name: str) -> Callable[[Interview], bool]:
    """Return a function that says whether the form has this key and a syringe is used (R21)."""
    of_form = _of_form(name)

    def asked(interview: Interview) -> bool:
        by_nose = interview.get("route") == "intranasal" and "route" not in interview.stale
        return of_form(interview) and not by_nose

    return asked


def _keeps(interview: Interview) -> tuple[Keeps, ...]:
    form = interview.catalog.forms.get(interview.get("form"))
    return () if form is None else (form.keeps,)


# -- the figures that a question names -----------------------------------------------------------


def _proposed_diluents(interview: Interview) -> Mapping[str, str]:
    """Return the volumes that put the dose of every phase on a whole mark (R24), if any.

    It is the lower recommended dose and, where this may be a first course, the assessment before.
    """
    of = daily_range(interview, interview.catalog.forms["vial"].route)
    vial = interview.get("product.vial_mg")
    if of is None or vial is None:
        return {"proposed": ""}
    largest = max(syringe.units for syringe in interview.catalog.syringes.values())
    doses = {of.least.value}
    compound = interview.catalog.compounds[interview.get("compound")]
    if interview.get("first_time") is not False and not compound.modified:
        doses.add(min(of.least.value, mcg(interview.catalog.dosing.assessment.daily_mcg)))
    proposed = proposed_diluents(vial, sorted(doses), Decimal(1), largest, interview.catalog)
    if not proposed:
        return {"proposed": ""}
    volumes = _(" or ").join(map(number, proposed[:_MOST_VOLUMES]))
    told = _("If not, {volumes} mL puts {dose} on a whole mark of 1 unit.")
    masses = listed(list(map(mass, sorted(doses))))
    return {"proposed": told.format(volumes=volumes, dose=masses)}


def _why_not_u40(interview: Interview) -> Mapping[str, str]:
    draw = interview.catalog.dosing.draw
    return {"why": f": {_(draw.u40)}" if _may_read(draw, interview) else ""}


def _spaces(interview: Interview) -> Mapping[str, str]:
    """Return what each scale looks like: how many spaces lie between 0 and 10 units."""
    told = _("{spaces} spaces are {units} each")
    sizes = [scale.units for scale in interview.catalog.scales]
    said = (told.format(spaces=number(10 / size), units=count(size, "unit")) for size in sizes)
    return {"scales": ", ".join(said)}


# -- what an answer means ------------------------------------------------------------------------


def _product(interview: Interview, **said: Any) -> Product:
    """Return the product as far as it was answered, with these answers in it."""
    spray = said.pop("spray", None) or interview.get("product.spray") or Spray()
    names = ("strength_mg_per_ml", "bottle_ml", "drops_per_ml", "vial_mg", "diluent_ml")
    known = {name: interview.get(f"product.{name}") for name in names}
    return Product(**known | said, pump_ml=spray.ml, mcg_per_spray=spray.mcg)


def _counted(interview: Interview, **said: Any) -> str:
    """Return the strength with these answers in it, and what a full bottle holds (R22, R23).

    The strength is in percent, in mg per mL, and in mcg per drop or spray, as far as it is known.
    """
    form, product = interview.get("form"), _product(interview, **said)
    if product.strength_mg_per_ml is None:
        return ""
    if form == "spray" and product.pump_ml is None and product.mcg_per_spray is None:
        held = () if product.bottle_ml is None else (volume(ml(product.bottle_ml)),)
        return ", ".join((in_percent(product.strength_mg_per_ml), *held))
    one = one_count(form, product, interview.catalog)
    if product.bottle_ml is None:
        return strength(one)
    counts = count(int(measure(form, product, interview.catalog).capacity.value), one.unit)
    told = _("{strength}; {counts} in {bottle}")
    if form == "spray":
        told = _("{strength}; {volume} in one spray, {counts} in {bottle}: does your label agree?")
    return told.format(
        strength=strength(one),
        volume=volume(one.volume.value),
        counts=counts,
        bottle=volume(ml(product.bottle_ml)),
    )


def _counts_with(name: str) -> Callable[[Interview, Any], str]:
    """Return a function that says what follows from this answer about a bottle."""
    return lambda interview, value: _counted(interview, **{name: value})


PRODUCT_QUESTIONS: Final = (
    Question(
        key="goal",
        step="goal",
        kind=Kind.CHOICE,
        question="What is it for?",
        help="A medical condition leads to a referral sheet, without a dose.",
        choices=_goals,
    ),
    Question(
        key="compound",
        step="formulation",
        kind=Kind.CHOICE,
        question="Which compound is it?",
        help="The label says which.",
        choices=_compounds,
    ),
    Question(
        key="form",
        step="formulation",
        kind=Kind.CHOICE,
        question="Which form does it come in?",
        choices=_forms,
    ),
    Question(
        key="product.strength_mg_per_ml",
        step="formulation",
        kind=Kind.LABEL,
        question="Which bottle is it?",
        help="Its label says how strong it is, such as 0.1%, 1 mg per mL or 10 mg in 10 mL.",
        asked=_of_form("strength_mg_per_ml"),
        choices=_bottles,
        echo=lambda interview, label: _counted(
            interview, strength_mg_per_ml=label.mg_per_ml, bottle_ml=label.bottle_ml
        ),
        facts=dosing("strength"),
        depends=("form",),
    ),
    Question(
        key="product.bottle_ml",
        step="formulation",
        kind=Kind.NUMBER,
        question="How much does a full bottle hold, in mL?",
        help="From the label.",
        asked=_of_form("bottle_ml"),
        echo=_counts_with("bottle_ml"),
        depends=("form", "product.strength_mg_per_ml"),
    ),
    Question(
        key="product.drops_per_ml",
        step="formulation",
        kind=Kind.NUMBER,
        question="How many drops make 1 mL?",
        help="{drops} unless you measured your dropper.",
        method="To measure it, count the drops that fill a small syringe to 1 mL.",
        figures=lambda interview: {"drops": number(start_of("drops_per_ml")(interview))},
        asked=_of_form("drops_per_ml"),
        suggested=start_of("drops_per_ml"),
        echo=_counts_with("drops_per_ml"),
        depends=("product.strength_mg_per_ml",),
    ),
    Question(
        key="product.spray",
        step="formulation",
        kind=Kind.SPRAY,
        question="What is in one spray?",
        help="Its mL or its mcg, whichever the label gives. It is never assumed.",
        method=(
            "To measure a pump, weigh the bottle before and after 10 sprays: 1 g is 1 mL. A tenth"
            " of the difference is one spray."
        ),
        asked=_of_form("pump_ml"),
        echo=_counts_with("spray"),
        facts=dosing("spray"),
        depends=("product.strength_mg_per_ml",),
    ),
    Question(
        key="product.vial_mg",
        step="formulation",
        kind=Kind.NUMBER,
        question="How much is in the vial, in mg?",
        help="From the label.",
        asked=_of_form("vial_mg"),
        facts=dosing("draw"),
        depends=("form",),
    ),
    Question(
        key="product.diluent_ml",
        step="formulation",
        kind=Kind.NUMBER,
        question="How much bacteriostatic water is added, in mL?",
        help="If the vial is made up already, type what was added then. {proposed}",
        figures=_proposed_diluents,
        asked=_of_form("diluent_ml"),
        echo=lambda interview, added: strength(
            one_count("vial", _product(interview, diluent_ml=added), interview.catalog)
        ),
        facts=dosing("diluent"),
        depends=("product.vial_mg",),
    ),
    Question(
        key="product.syringe",
        step="formulation",
        kind=Kind.CHOICE,
        question="Which insulin syringe is used?",
        help="U-100 only. A U-40 syringe is refused{why}.",
        figures=_why_not_u40,
        asked=_by_syringe("syringe"),
        choices=_syringes,
        facts=dosing("draw"),
        depends=("form",),
    ),
    Question(
        key="product.mark_units",
        step="formulation",
        kind=Kind.CHOICE,
        question="How far apart are the marks of the syringe?",
        help="Count the spaces from 0 to 10 on the barrel: {scales}.",
        figures=_spaces,
        asked=_by_syringe("mark_units"),
        choices=_marks,
        default=start_of("mark_units"),
        facts=dosing("draw"),
        depends=("product.syringe",),
    ),
    Question(
        key="product.sterility_tested",
        step="formulation",
        kind=Kind.CHOICE,
        question="Do you have a certificate that this lot is sterile and free of endotoxin?",
        help=(
            "Endotoxin is what is left of bacteria. The lot number stands on the vial. A"
            " certificate of purity does not count."
        ),
        asked=_of_form("sterility_tested"),
        choices=yes_no,
        default=lambda _: False,
        facts=finding("untested-vial"),
        depends=("form", "product.vial_mg"),
    ),
    Question(
        key="route",
        step="route",
        kind=Kind.CHOICE,
        question="How is it taken?",
        choices=_routes,
        depends=("form",),
    ),
)
"""In the order in which they are asked."""

CONTAINER_QUESTIONS: Final = (
    Question(
        key="product.label_days",
        step="plan",
        kind=Kind.WHOLE,
        question="How many days is it good after opening, by its label?",
        help="Leave it out if the label does not say. {days} is the most that is planned.",
        figures=lambda interview: {"days": count(_keeps(interview)[0].days, "day")},
        asked=_of_form("label_days"),
        facts=_keeps,
        optional=True,
        without="the label does not say",
        depends=("form",),
    ),
    Question(
        key="product.opened",
        step="plan",
        kind=Kind.DATE,
        question="When was your bottle opened, or your vial made up?",
        help=(
            "Leave it out if it has not been. It is counted as full: if it is not, it runs out"
            " sooner."
        ),
        asked=_of_form("opened"),
        facts=_keeps,
        echo=when,
        optional=True,
        without="not opened yet",
        past=True,
        depends=("form",),
    ),
)
"""On the first container, asked with the plan."""
