"""What each key of a profile means, for the JSON Schema and for everything that tells figures apart in words.

By dotted key, lists without their numbers: `protocol.phases.doses.at`. A test holds this table against the
classes of `wizard.protocol.answers` and `wizard.profile.document`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from attrs import frozen

from wizard.catalog import Catalog
from wizard.text.numbers import clock, count, number


@frozen
class Described:
    """A key in words: a short title, what it means (with `figures` to be filled in), and the unit of its number."""

    title: str
    text: str
    unit: str = ""


def figures(catalog: Catalog) -> dict[str, str]:
    """The figures of the catalog that the texts name, by their names there."""
    starts = {key: number(rail.start) for key, rail in catalog.guardrails.items() if rail.start is not None}
    session = catalog.dosing.session
    return starts | {
        "keeps": count(max(form.keeps.days for form in catalog.forms.values() if "label_days" in form.optional), "day"),
        "wake": catalog.dosing.wake.default.isoformat(),
        "after_waking": str(session.minutes_after_waking),
        "last_at": clock(session.last_at),
    }


DESCRIBED: Final[Mapping[str, Described]] = MappingProxyType(
    {
        "format": Described("Format", "The number of the file format."),
        "kind": Described("Kind", "personal: answers and what follows from them. shared: a plan without anything about a person."),
        "name": Described("Name", "The name of the profile, 1 to 80 characters. It travels with a shared profile."),
        "created": Described("Created", "When the profile was made: a time in UTC, or for a shared profile a date."),
        "program": Described("Program", "What made the file."),
        "catalog": Described("Catalog", "The edition of the knowledge that the figures were derived with."),
        "answers": Described("Answers", "What was answered. Everything else in the file follows from it."),
        "answers.goal": Described("Goal", "What the course is for."),
        "answers.compound": Described("Compound", "Semax or one of its modified forms."),
        "answers.form": Described("Form", "The kind of product."),
        "answers.route": Described("Route", "The way to take it: drops and sprays intranasal, a vial subcutaneous."),
        "answers.first_time": Described("First course", "Whether this is the first course ever."),
        "answers.target_mcg": Described(
            "Daily dose asked for", "The daily dose asked for; the lower recommended bound where left out.", "mcg"
        ),
        "answers.confirmed": Described("Confirmed", "Keys whose value lies outside recommended bounds and was confirmed."),
        "answers.product": Described("Product", "The product in hand; which keys it needs depends on the form."),
        "answers.product.strength_mg_per_ml": Described("Strength", "Drops and sprays: 0.1% is 1 mg per mL.", "mg per mL"),
        "answers.product.bottle_ml": Described("Full bottle", "Drops and sprays: what a full bottle holds.", "mL"),
        "answers.product.drops_per_ml": Described("Drops per mL", "Drops: as measured; {drops_per_ml} where left out.", "drops per mL"),
        "answers.product.pump_ml": Described("Volume of a spray", "Spray: this, mcg_per_spray, or both.", "mL"),
        "answers.product.mcg_per_spray": Described("Mass of a spray", "Spray: from the label.", "mcg"),
        "answers.product.vial_mg": Described("Content of the vial", "Vial: the powder it holds.", "mg"),
        "answers.product.diluent_ml": Described("Diluent", "Vial: the bacteriostatic water added.", "mL"),
        "answers.product.syringe": Described("Syringe", "Vial: a U-100 insulin syringe. U-40 is never used."),
        "answers.product.mark_units": Described(
            "Units between marks", "Vial: the scale of the syringe; {mark_units} where left out.", "units"
        ),
        "answers.product.label_days": Described(
            "Days good after opening", "Drops and sprays: from the label; never longer than {keeps}.", "days"
        ),
        "answers.product.sterility_tested": Described(
            "Sterility certificate", "Vial: whether there is a certificate of sterility and endotoxin for the lot."
        ),
        "answers.product.opened": Described("First container opened on", "The day it was opened or made up, counted as full."),
        "answers.schedule": Described("Schedule", "When; all of it may be left out."),
        "answers.schedule.start": Described("Start", "The first dosing day; the day of creation where left out."),
        "answers.schedule.wake": Described("Waking time", "{wake} where left out. The first dose is {after_waking} minutes later."),
        "answers.schedule.on_days": Described("Days on", "Dosing days in a cycle.", "days"),
        "answers.schedule.rest_days": Described("Days of rest", "Days without a dose after each cycle.", "days"),
        "answers.schedule.cycles": Described("Cycles", "How many cycles are planned; {cycles} where left out.", "cycles"),
        "answers.schedule.last_course_end": Described("Last course ended on", "The last dosing day of the course before this one."),
        "answers.schedule.last_course_goal": Described("Goal of the last course", "Only with last_course_end."),
        "answers.person": Described("Person", "Who takes it. Never in a shared profile."),
        "answers.person.age": Described("Age", "In whole years.", "years"),
        "answers.person.weight_kg": Described("Body weight", "This or weight_lb.", "kg"),
        "answers.person.weight_lb": Described("Body weight", "This or weight_kg.", "lb"),
        "answers.screening": Described("Screening", 'Every key is answered; [] means "none of these, asked". Never in a shared profile.'),
        "answers.screening.conditions": Described("Conditions", "Those that apply."),
        "answers.screening.medicines": Described("Medicines", "Those that are taken."),
        "answers.screening.substances": Described("Substances", "Caffeine, supplements and companions that are taken."),
        "answers.screening.symptoms": Described("Symptoms", "Those there are today."),
        "answers.screening.not_sure": Described("Not sure", 'Ids of any group answered "not sure"; each is judged as a yes.'),
        "answers.screening.tested_athlete": Described("Tested athlete", "Whether subject to anti-doping tests."),
        "screening": Described("Screening", "The judgement on the answers. Derived: checked on every load, never trusted."),
        "screening.outcome": Described("Outcome", "The worst outcome among the findings, or clear."),
        "screening.findings": Described("Findings", "Worst first."),
        "screening.findings.rule": Described("Rule", "The screening id, or the name of the rule."),
        "screening.findings.outcome": Described("Outcome", "What this finding alone would lead to."),
        "screening.findings.reason": Described("Reason", "One plain sentence."),
        "screening.findings.claims": Described("Claims", "Ids of the claims behind it; semax-wizard sources ID shows one."),
        "protocol": Described("Protocol", "The plan, for the outcomes clear and caution. Derived: checked on every load, never trusted."),
        "protocol.daily_dose_mcg": Described("Daily dose", "Delivered in the main phase, or in the assessment phase if alone.", "mcg"),
        "protocol.requested_mcg": Described("Daily dose requested", "What was asked for, or the lower recommended bound.", "mcg"),
        "protocol.ceiling_mcg": Described("Ceiling", "The most this person may take in a day, after every limit.", "mcg"),
        "protocol.limits": Described("Limited by", "The bound or bounds equal to the ceiling."),
        "protocol.mcg_per_kg": Described("Dose per kg", "The daily dose per kg of body weight, for display.", "mcg per kg"),
        "protocol.on_days": Described("Days on", "Dosing days in a cycle.", "days"),
        "protocol.rest_days": Described("Days of rest", "Days without a dose after each cycle.", "days"),
        "protocol.start": Described("First dosing day", "Of the first cycle."),
        "protocol.end": Described("Last dosing day", "Of the first cycle."),
        "protocol.next_start": Described("Next earliest start", "The first day after the rest."),
        "protocol.phases": Described("Phases", "Runs of days with one daily dose."),
        "protocol.phases.name": Described("Phase", "assessment (the first days of a first course) or main."),
        "protocol.phases.first_day": Described("First day", "Counted from 1."),
        "protocol.phases.last_day": Described("Last day", "Included."),
        "protocol.phases.daily_dose_mcg": Described("Daily dose", "Delivered on each day of the phase.", "mcg"),
        "protocol.phases.doses": Described("Doses", "The sessions of a day."),
        "protocol.phases.doses.at": Described("Time", "At or before {last_at}."),
        "protocol.phases.doses.dose_mcg": Described("Dose", "Delivered.", "mcg"),
        "protocol.phases.doses.count": Described("Count", "Whole drops, whole sprays, or units on the syringe."),
        "protocol.phases.doses.unit": Described("Unit", "What is counted."),
        "protocol.phases.doses.volume_ml": Described("Volume", "Of this dose.", "mL"),
        "protocol.phases.doses.left": Described("Left nostril", "Drops or sprays in the left nostril."),
        "protocol.phases.doses.right": Described("Right nostril", "Drops or sprays in the right nostril."),
        "protocol.supply": Described("Supply", "The containers of the first cycle."),
        "protocol.supply.container": Described("Container", "What the product comes in."),
        "protocol.supply.containers": Described("Containers", "How many the first cycle takes."),
        "protocol.supply.opened": Described("Opened on", "The day each is opened or made up."),
        "protocol.supply.discard": Described("Discard on", "The day from which each is not used any more."),
        "protocol.supply.doses_per_container": Described("Full daily doses in one", "Of the main phase, in a full container."),
        "protocol.supply.limited_by": Described("Ended by", "What ends the use of the first container."),
        "protocol.preparation": Described("Preparation", "For a vial."),
        "protocol.preparation.concentration_mcg_per_ml": Described("Concentration", "Made up, for display.", "mcg per mL"),
        "protocol.preparation.mcg_per_unit": Described("Mass in a unit", "On a U-100 syringe.", "mcg"),
        "referral": Described("Referral", "For the outcome clinician. Derived: checked on every load, never trusted."),
        "referral.regimens": Described("Published regimens", "Ids of the claims that the referral sheet cites."),
    }
)
"""Every key, in the order in which it is written."""
