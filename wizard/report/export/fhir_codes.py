"""The codes of the FHIR form, and where each was looked up. Nothing is coded here that those lists do not hold.

- Routes: SNOMED CT route of administration; EDQM Standard Terms as in the value sets of the International
  Patient Summary (hl7.org/fhir/uv/ips) and of CH Term (build.fhir.org/ig/hl7ch/ch-term).
- Methods: SNOMED CT dose form administration methods, the FHIR value set administration-method-codes.
- Units: UCUM. A drop and a spray are annotations, for UCUM's own [drp] is a twentieth of a millilitre by
  definition and a dropper need not be. An insulin syringe's units are a volume and are given in mL.
- Semax itself has no code here: it is named in text.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from wizard.catalog.model import CountUnit, FormId, Outcome, RouteId

Json = dict[str, Any]

SNOMED: Final = "http://snomed.info/sct"
EDQM: Final = "http://standardterms.edqm.eu"
UCUM: Final = "http://unitsofmeasure.org"
URI: Final = "urn:ietf:rfc:3986"
_DOSE_RATE_TYPE: Final = "http://terminology.hl7.org/CodeSystem/dose-rate-type"

_ROUTES: Final[dict[RouteId, tuple[tuple[str, str, str], ...]]] = {
    "intranasal": ((SNOMED, "46713006", "Nasal route"), (EDQM, "20049000", "Nasal use")),
    "subcutaneous": (
        (SNOMED, "34206005", "Subcutaneous route"),
        (EDQM, "20066000", "Subcutaneous use"),
    ),
}
_METHODS: Final[dict[FormId, tuple[str, str, str]]] = {
    "drops": (SNOMED, "738994005", "Instill"),
    "spray": (SNOMED, "738996007", "Spray"),
    "vial": (SNOMED, "740685003", "Inject"),
}
SEVERITY: Final[dict[Outcome, str]] = {
    Outcome.CAUTION: "low",
    Outcome.CLINICIAN: "moderate",
    Outcome.STOP: "high",
}
COUNTED: Final[dict[CountUnit, tuple[str, str]]] = {
    "drop": ("drop", "{drop}"),
    "spray": ("spray", "{spray}"),
}


def quantity(value: Decimal | int, unit: str, code: str) -> Json:
    """A quantity with its unit as people read it and as UCUM writes it."""
    return {"value": value, "unit": unit, "system": UCUM, "code": code}


def mcg(value: Decimal) -> Json:
    """A mass in micrograms: `ug` is UCUM, mcg is what people read."""
    return quantity(value, "mcg", "ug")


def route(name: RouteId) -> Json:
    """The route, in both code systems and in words."""
    return {"coding": [_coding(*each) for each in _ROUTES[name]], "text": name}


def method(form: FormId) -> Json:
    """What is done with the product."""
    return {"coding": [_coding(*_METHODS[form])]}


def rate_type(code: str) -> Json:
    """Whether an amount is what is ordered, or calculated from it."""
    return {"coding": [_coding(_DOSE_RATE_TYPE, code, code.capitalize())]}


def _coding(system: str, code: str, display: str) -> Json:
    return {"system": system, "code": code, "display": display}
