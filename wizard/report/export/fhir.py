"""The plan for a clinic's system: a FHIR R4 (4.0.1) Bundle of what a person intends, naming nobody.

A plan becomes a MedicationStatement for each phase of each cycle: what is intended, as the patient
told it. It is no order, so it is no MedicationRequest. Every finding becomes a DetectedIssue, and
the answers a QuestionnaireResponse beside the Questionnaire that it answers, with or without a
plan; someone who is screened out gets no more.

The codes, and where each was looked up; nothing is coded that those lists do not hold:

- Routes: SNOMED CT route of administration; EDQM Standard Terms as in the value sets of the
  International Patient Summary (hl7.org/fhir/uv/ips) and of CH Term
  (build.fhir.org/ig/hl7ch/ch-term).
- Methods: SNOMED CT dose form administration methods, the FHIR value set
  administration-method-codes.
- Units: UCUM. A drop and a spray are annotations, for UCUM's own [drp] is a twentieth of a
  millilitre by definition and a dropper need not be. An insulin syringe's units are a volume
  and are given in mL.
- Semax itself has no code here: it is named in text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any, Final, get_args, get_origin
from uuid import NAMESPACE_URL, uuid5

import attrs
from attrs import frozen

from wizard.catalog import Catalog
from wizard.catalog.model import CountUnit, FormId, Outcome, RouteId
from wizard.interview.questions import questions
from wizard.profile.file_format import PROGRAM
from wizard.protocol.answers import ANSWERS, Answers
from wizard.protocol.dose_words import EVEN_DAYS, measured, phase_days
from wizard.protocol.plan import Dose, Finding, Phase, Protocol
from wizard.protocol.schedule import cycle_start
from wizard.quantities import plain, rounded
from wizard.report.export.machine import exact_json, instant, lasting, missed
from wizard.report.export.registry import Made
from wizard.text.numbers import clock, mass

Json = dict[str, Any]

_SNOMED: Final = "http://snomed.info/sct"
_EDQM: Final = "http://standardterms.edqm.eu"
_UCUM: Final = "http://unitsofmeasure.org"
_URI: Final = "urn:ietf:rfc:3986"
_DOSE_RATE_TYPE: Final = "http://terminology.hl7.org/CodeSystem/dose-rate-type"
_CATEGORY: Final = "http://terminology.hl7.org/CodeSystem/medication-statement-category"

_ROUTES: Final[dict[RouteId, tuple[tuple[str, str, str], ...]]] = {
    "intranasal": ((_SNOMED, "46713006", "Nasal route"), (_EDQM, "20049000", "Nasal use")),
    "subcutaneous": (
        (_SNOMED, "34206005", "Subcutaneous route"),
        (_EDQM, "20066000", "Subcutaneous use"),
    ),
}
_METHODS: Final[dict[FormId, tuple[str, str, str]]] = {
    "drops": (_SNOMED, "738994005", "Instill"),
    "spray": (_SNOMED, "738996007", "Spray"),
    "vial": (_SNOMED, "740685003", "Inject"),
}
_SEVERITY: Final[dict[Outcome, str]] = {
    Outcome.CAUTION: "low",
    Outcome.CLINICIAN: "moderate",
    Outcome.STOP: "high",
}
_COUNTED: Final[dict[CountUnit, tuple[str, str]]] = {
    "drop": ("drop", "{drop}"),
    "spray": ("spray", "{spray}"),
}


_TYPES: Final[Mapping[type[Any], str]] = {
    bool: "boolean",
    int: "integer",
    Decimal: "decimal",
    date: "date",
    time: "time",
    str: "choice",
}
"""Of an answer, and of its question."""


def _quantity(value: Decimal | int, unit: str, code: str) -> Json:
    """Return a quantity with its unit as people read it and as UCUM writes it."""
    return {"value": value, "unit": unit, "system": _UCUM, "code": code}


def _mcg(value: Decimal) -> Json:
    """Return a mass in micrograms: `ug` is UCUM, mcg is what people read."""
    return _quantity(value, "mcg", "ug")


def _rate_type(code: str) -> Json:
    """Return the code for an amount as it is to be taken (`ordered`), or calculated from it."""
    return {"coding": [_coding(_DOSE_RATE_TYPE, code, code.capitalize())]}


def _coding(system: str, code: str, display: str) -> Json:
    return {"system": system, "code": code, "display": display}


_PATIENT: Final[Json] = {"resourceType": "Patient", "id": "patient"}
_SUBJECT: Final[Json] = {"reference": "#patient", "display": "the person who answered"}


def render(made: Made) -> str:
    """Return the Bundle as JSON text."""
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
        return {"system": _URI, "value": self._urn(*place)}

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
        statements = {}
        if (plan := derived.protocol) is not None:
            for cycle in range(1, plan.course.cycles + 1):
                for phase in plan.phases:
                    url = self._urn("statement", cycle, phase.name)
                    statements[url] = self._statement(plan, cycle, phase)
        yield from statements.items()
        for found in derived.screening.findings:
            yield self._urn("finding", found.rule), self._issue(found, tuple(statements))
        questionnaire = questionnaire_url(self.made.catalog)
        yield questionnaire, _questionnaire(self.made.catalog)
        head = {
            "resourceType": "QuestionnaireResponse",
            "contained": [_PATIENT],
            "identifier": self._identifier("answers"),
            "questionnaire": questionnaire,
            "status": "completed",
            "subject": _SUBJECT,
            "authored": self._created,
        }
        yield self._urn("answers"), {**head, "item": _response(derived.answers, self.made.catalog)}

    def _statement(self, plan: Protocol, cycle: int, phase: Phase) -> Json:
        return {
            "resourceType": "MedicationStatement",
            "contained": [self._medication(), _PATIENT],
            "identifier": [self._identifier("statement", cycle, phase.name)],
            "status": "intended",
            "category": {"coding": [_coding(_CATEGORY, "patientspecified", "Patient Specified")]},
            "medicationReference": {"reference": "#medication"},
            "subject": _SUBJECT,
            "effectivePeriod": _days(plan, cycle, phase),
            "dateAsserted": self._created,
            "informationSource": _SUBJECT,
            "derivedFrom": [{"reference": self._urn("answers")}],
            "reasonCode": [{"text": self.made.catalog.goals[self.made.derived.answers.goal].title}],
            "note": [{"authorString": PROGRAM, "time": self._created, "text": self._provenance}],
            "dosage": list(self._dosages(plan, cycle, phase)),
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
            "numerator": _quantity(plain(milligrams), "mg", "mg"),
            "denominator": _quantity(plain(millilitres), "mL", "mL"),
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
        """Yield a Dosage for each kind of session.

        All have one sequence number, which in R4 says that they run side by side.
        """
        answers = self.made.derived.answers
        form: FormId = self.made.catalog.forms[answers.form].id
        way: RouteId = self.made.catalog.routes[answers.route].id
        most = {
            "numerator": _mcg(rounded(phase.daily.value, 2)),
            "denominator": _quantity(1, "day", "d"),
        }
        for _, group in groupby(
            phase.doses, key=lambda dose: (dose.count.value, dose.sides and dose.nostrils)
        ):
            doses = list(group)
            one = _mcg(rounded(doses[0].mass.value, 2))
            yield {
                "sequence": 1,
                "text": _sig(doses, plan, phase),
                "patientInstruction": missed(plan, self.made.catalog),
                "timing": {
                    "repeat": {
                        "boundsPeriod": _days(plan, cycle, phase),
                        "frequency": len(doses),
                        "period": 1,
                        "periodUnit": "d",
                        "timeOfDay": [dose.at.value.isoformat() for dose in doses],
                    }
                },
                "asNeededBoolean": False,
                "route": {"coding": [_coding(*each) for each in _ROUTES[way]], "text": way},
                "method": {"coding": [_coding(*_METHODS[form])]},
                "doseAndRate": [
                    {"type": _rate_type("ordered"), "doseQuantity": _counted(doses[0], plan)},
                    {"type": _rate_type("calculated"), "doseQuantity": one},
                ],
                "maxDosePerPeriod": most,
                "maxDosePerAdministration": one,
            }

    def _issue(self, found: Finding, statements: tuple[str, ...]) -> Json:
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
            "severity": _SEVERITY[found.outcome],
            "patient": _SUBJECT,
            "identifiedDateTime": self._created,
            **({"implicated": [{"reference": url} for url in statements]} if statements else {}),
            "evidence": [*behind, {"detail": [{"reference": self._urn("answers")}]}],
            "detail": (
                f"Outcome: {found.outcome}."
                f" {' '.join(filter(None, (found.reason, self.made.derived.advice(found))))}"
            ),
        }


def _days(plan: Protocol, cycle: int, phase: Phase) -> Json:
    """Return the first and the last day of a phase in this cycle."""
    start = cycle_start(plan.course, cycle)
    return {
        "start": (start + timedelta(days=phase.first_day.value - 1)).isoformat(),
        "end": (start + timedelta(days=phase.last_day.value - 1)).isoformat(),
    }


def _sig(doses: list[Dose], plan: Protocol, phase: Phase) -> str:
    """Return the instruction in words, with the daily maximum beside the dose (R60)."""
    at = " and ".join(clock(dose.at.value) for dose in doses)
    return (
        f"{mass(doses[0].mass.value)} at {at} daily, {phase_days(phase)}:"
        f" {measured(doses[0], plan.measure, 1)}{' each time' if len(doses) > 1 else ''}."
        f"{f' {EVEN_DAYS}' if doses[0].is_uneven else ''}"
        f" Daily maximum {mass(phase.daily.value)}."
    )


def _counted(dose: Dose, plan: Protocol) -> Json:
    """Return the dose as it is measured: drops or sprays counted, a drawn dose as a volume."""
    if plan.measure.unit == "unit":
        return _quantity(rounded(dose.volume.value, 4), "mL", "mL")
    return _quantity(rounded(dose.count.value, 1), *_COUNTED[plan.measure.unit])


def questionnaire_url(catalog: Catalog) -> str:
    """Return the address of this program's questions, the same wherever this edition asks them."""
    return uuid5(NAMESPACE_URL, f"urn:semax-wizard:questionnaire {catalog.edition}").urn


def _questionnaire(catalog: Catalog) -> Json:
    return {
        "resourceType": "Questionnaire",
        "url": questionnaire_url(catalog),
        "version": catalog.edition,
        "title": f"Questions of {PROGRAM}",
        "status": "active",
        "subjectType": ["Patient"],
        "item": list(_questions(Answers, "", _texts(catalog), catalog)),
    }


def _texts(catalog: Catalog) -> Mapping[str, str]:
    """Return what is asked for each key of the answers; a list of screening is on several pages."""
    texts: dict[str, str] = {}
    for asked in questions(catalog.screening.groups):
        for key in asked.keys:
            texts[key] = " ".join(filter(None, (texts.get(key), asked.question)))
    return texts


def _questions(
    kind: type[Any], place: str, texts: Mapping[str, str], catalog: Catalog
) -> Iterator[Json]:
    """Yield what may be answered, in the order and with the link ids of the response."""
    none = _none(catalog)
    for attribute in attrs.fields(kind):
        key, of = f"{place}{attribute.name}", attribute.type
        head = {"linkId": f"answers.{key}", "text": texts.get(key, ANSWERS[key].title)}
        if attrs.has(of):
            inner = _questions(of, f"{key}.", texts, catalog)
            yield {**head, "type": "group", "item": list(inner)}
            continue
        titles = catalog.titles(ANSWERS[key].table)
        codings = [_answer_coding(each, titles) for each in titles]
        if attribute.name in none:
            codings.append(none[attribute.name])
        yield {
            **head,
            "type": next(_TYPES[each] for each in (of, *get_args(of)) if each in _TYPES),
            **({"repeats": True} if get_origin(of) is tuple else {}),
            **({"answerOption": [{"valueCoding": each} for each in codings]} if codings else {}),
        }


def _response(answers: Answers, catalog: Catalog) -> list[Json]:
    """Return every answer given; "none of these" is an answer too (R03)."""
    return list(_items(answers, "", _texts(catalog), catalog))


def _items(value: Any, place: str, texts: Mapping[str, str], catalog: Catalog) -> Iterator[Json]:
    none = _none(catalog)
    for attribute in attrs.fields(type(value)):
        answer, key = getattr(value, attribute.name), f"{place}{attribute.name}"
        titles = catalog.titles(ANSWERS[key].table)
        head = {"linkId": f"answers.{key}", "text": texts.get(key, ANSWERS[key].title)}
        if attrs.has(type(answer)):
            if inner := list(_items(answer, f"{key}.", texts, catalog)):
                yield {**head, "item": inner}
        elif isinstance(answer, tuple):
            chosen = [{"valueCoding": _answer_coding(each, titles)} for each in answer]
            nothing = [{"valueCoding": none[attribute.name]}] if attribute.name in none else []
            if chosen or nothing:
                yield {**head, "answer": chosen or nothing}
        elif answer is not None:
            yield {**head, "answer": [_answer(answer, titles)]}


def _answer(value: Any, titles: Mapping[str, str]) -> Json:
    match value:
        case bool():
            return {"valueBoolean": value}
        case int():
            return {"valueInteger": value}
        case Decimal():
            return {"valueDecimal": plain(value)}
        case date():
            return {"valueDate": value.isoformat()}
        case time():
            return {"valueTime": value.isoformat()}
        case _:
            return {"valueCoding": _answer_coding(value, titles)}


def _none(catalog: Catalog) -> Mapping[str, Json]:
    """Return the answer "none of these" to each list of screening."""
    return {group.key: {"display": group.none_label} for group in catalog.screening.groups}


def _answer_coding(value: str, titles: Mapping[str, str]) -> Json:
    """Return an id of the profile format, which is no published code system, so none is named."""
    return {"code": value} | ({"display": titles[value]} if value in titles else {})
