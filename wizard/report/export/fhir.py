"""The plan for a clinic's system: a FHIR R4 (4.0.1) Bundle of drafts and proposals, with nobody's identity in it.

A plan becomes a MedicationRequest for each phase of each cycle. Every finding becomes a
DetectedIssue and the answers a QuestionnaireResponse, with or without a plan; someone who is
screened out gets no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import groupby
from typing import Final

from attrs import frozen

from wizard.catalog.model import FormId, RouteId
from wizard.profile.file_format import PROGRAM
from wizard.protocol.dose_words import measured, phase_days
from wizard.protocol.plan import Dose, Finding, Phase, Protocol
from wizard.protocol.schedule import cycle_start
from wizard.quantities import plain, rounded
from wizard.report.export import fhir_codes as codes
from wizard.report.export.fhir_answers import response
from wizard.report.export.fhir_codes import Json
from wizard.report.export.machine import exact_json, instant, iso, lasting, missed
from wizard.report.export.registry import Made
from wizard.text.numbers import clock, mass

_PATIENT: Final[Json] = {"resourceType": "Patient", "id": "patient"}
_SUBJECT: Final[Json] = {"reference": "#patient", "display": "the person who answered"}


def render(made: Made) -> str:
    """The Bundle as JSON text."""
    return exact_json(_Bundle(made).json())


@frozen
class _Bundle:
    """One export: what is in it refers to the rest by ids that are the same at every export."""

    made: Made

    @property
    def _created(self) -> str:
        return instant(self.made.profile.created)

    @property
    def _provenance(self) -> str:
        profile = self.made.profile
        return (
            f"Not a prescription. Made by {PROGRAM}, catalog {profile.catalog}."
            f" {self.made.catalog.guidance.status.text}"
        )

    def _urn(self, *place: str | int) -> str:
        return lasting(self.made.profile, "fhir", *place).urn

    def _identifier(self, *place: str | int) -> Json:
        return {"system": codes.URI, "value": self._urn(*place)}

    def json(self) -> Json:
        return {
            "resourceType": "Bundle",
            "meta": {"tag": [{"display": self._provenance}]},
            "identifier": self._identifier("bundle"),
            "type": "collection",
            "timestamp": self._created,
            "entry": [
                {"fullUrl": url, "resource": resource} for url, resource in self._resources()
            ],
        }

    def _resources(self) -> Iterator[tuple[str, Json]]:
        derived = self.made.derived
        if derived.protocol is not None:
            for cycle in range(1, derived.protocol.course.cycles + 1):
                for phase in derived.protocol.phases:
                    yield (
                        self._urn("request", cycle, phase.name),
                        self._request(derived.protocol, cycle, phase),
                    )
        for found in derived.screening.findings:
            yield self._urn("finding", found.rule), self._issue(found)
        head = {
            "resourceType": "QuestionnaireResponse",
            "contained": [_PATIENT],
            "identifier": self._identifier("answers"),
            "status": "completed",
            "subject": _SUBJECT,
            "authored": self._created,
        }
        yield self._urn("answers"), {**head, "item": response(derived.answers, self.made.catalog)}

    def _request(self, plan: Protocol, cycle: int, phase: Phase) -> Json:
        derived = self.made.derived
        findings = derived.screening.findings
        raised = (
            {
                "detectedIssue": [
                    {"reference": self._urn("finding", found.rule)} for found in findings
                ]
            }
            if findings
            else {}
        )
        return {
            "resourceType": "MedicationRequest",
            "contained": [self._medication(), _PATIENT],
            "identifier": [self._identifier("request", cycle, phase.name)],
            "status": "draft",
            "intent": "proposal",
            "medicationReference": {"reference": "#medication"},
            "subject": _SUBJECT,
            "supportingInformation": [{"reference": self._urn("answers")}],
            "authoredOn": self._created,
            "reasonCode": [{"text": self.made.catalog.goals[derived.answers.goal].title}],
            "groupIdentifier": self._identifier("plan"),
            "note": [{"authorString": PROGRAM, "time": self._created, "text": self._provenance}],
            "dosageInstruction": list(self._dosages(plan, cycle, phase)),
            **raised,
        }

    def _medication(self) -> Json:
        answers = self.made.derived.answers
        title, product = self.made.catalog.compounds[answers.compound].title, answers.product
        if product.strength_mg_per_ml is not None:
            milligrams, millilitres = product.strength_mg_per_ml, Decimal(1)
        else:
            milligrams, millilitres = (
                product.vial_mg or Decimal(0),
                product.diluent_ml or Decimal(0),
            )
        strength = {
            "numerator": codes.quantity(plain(milligrams), "mg", "mg"),
            "denominator": codes.quantity(plain(millilitres), "mL", "mL"),
        }
        return {
            "resourceType": "Medication",
            "id": "medication",
            "code": {"text": title},
            "form": {"text": self.made.catalog.forms[answers.form].title},
            "ingredient": [
                {"itemCodeableConcept": {"text": title}, "isActive": True, "strength": strength}
            ],
        }

    def _dosages(self, plan: Protocol, cycle: int, phase: Phase) -> Iterator[Json]:
        """Sessions of one kind share a Dosage.

        All have one sequence number, which in R4 says that they run side by side.
        """
        answers = self.made.derived.answers
        form: FormId = self.made.catalog.forms[answers.form].id
        way: RouteId = self.made.catalog.routes[answers.route].id
        start = cycle_start(plan.course, cycle)
        bounds = {
            "start": iso(start + timedelta(days=phase.first_day.value - 1)),
            "end": iso(start + timedelta(days=phase.last_day.value - 1)),
        }
        most = {
            "numerator": codes.mcg(rounded(phase.daily.value, 2)),
            "denominator": codes.quantity(1, "day", "d"),
        }
        for _, group in groupby(
            phase.doses, key=lambda dose: (dose.count.value, dose.sides and dose.nostrils)
        ):
            doses = list(group)
            one = codes.mcg(rounded(doses[0].mass.value, 2))
            yield {
                "sequence": 1,
                "text": _sig(doses, plan, phase),
                "patientInstruction": missed(self.made.catalog),
                "timing": {
                    "repeat": {
                        "boundsPeriod": bounds,
                        "frequency": len(doses),
                        "period": 1,
                        "periodUnit": "d",
                        "timeOfDay": [iso(dose.at.value) for dose in doses],
                    }
                },
                "asNeededBoolean": False,
                "route": codes.route(way),
                "method": codes.method(form),
                "doseAndRate": [
                    {"type": codes.rate_type("ordered"), "doseQuantity": one},
                    {
                        "type": codes.rate_type("calculated"),
                        "doseQuantity": _counted(doses[0], plan),
                    },
                ],
                "maxDosePerPeriod": most,
                "maxDosePerAdministration": one,
            }

    def _issue(self, found: Finding) -> Json:
        behind = (
            [{"code": [{"text": each} for each in (*found.claims, *found.external)]}]
            if found.claims or found.external
            else []
        )
        return {
            "resourceType": "DetectedIssue",
            "contained": [_PATIENT],
            "identifier": [self._identifier("finding", found.rule)],
            "status": "final",
            "code": {"text": self.made.catalog.screening.title(found.rule)},
            "severity": codes.SEVERITY[found.outcome],
            "patient": _SUBJECT,
            "identifiedDateTime": self._created,
            "evidence": [*behind, {"detail": [{"reference": self._urn("answers")}]}],
            "detail": (
                f"Outcome: {found.outcome}."
                f" {' '.join(filter(None, (found.reason, self.made.derived.advice(found))))}"
            ),
        }


def _sig(doses: list[Dose], plan: Protocol, phase: Phase) -> str:
    """The instruction in words, with the daily maximum beside the dose (R60)."""
    at = " and ".join(clock(dose.at.value) for dose in doses)
    first = doses[0]
    span = phase_days(phase)
    each = (
        f"{mass(first.mass.value)} at {at} daily, {span}:"
        f" {measured(first, plan.measure)}{' each time' if len(doses) > 1 else ''}."
    )
    return f"{each} Daily maximum {mass(phase.daily.value)}."


def _counted(dose: Dose, plan: Protocol) -> Json:
    """The same dose as it is measured: drops or sprays counted, a drawn dose as a volume."""
    if plan.measure.unit == "unit":
        return codes.quantity(rounded(dose.volume.value, 4), "mL", "mL")
    return codes.quantity(rounded(dose.count.value, 1), *codes.COUNTED[plan.measure.unit])
