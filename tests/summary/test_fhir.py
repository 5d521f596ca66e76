import json
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import fhirkit
import pytest
from fhir.resources.R4B.bundle import Bundle

from wizard.protocol.schedule import cycle_start
from wizard.quantities import rounded
from wizard.report.export.fhir import render
from wizard.report.export.machine import exact_json

UCUM = {"ug": "mcg", "mg": "mg", "mL": "mL", "d": "day", "{drop}": "drop", "{spray}": "spray"}
REQUIRED = {  # codes of R4's required bindings, for the elements used here
    "MedicationStatement": (
        "status",
        {
            "active",
            "completed",
            "entered-in-error",
            "intended",
            "stopped",
            "on-hold",
            "unknown",
            "not-taken",
        },
    ),
    "Questionnaire": ("status", {"draft", "active", "retired", "unknown"}),
    "DetectedIssue": (
        "status",
        {
            "registered",
            "preliminary",
            "final",
            "amended",
            "corrected",
            "cancelled",
            "entered-in-error",
            "unknown",
        },
    ),
    "QuestionnaireResponse": (
        "status",
        {"in-progress", "completed", "amended", "entered-in-error", "stopped"},
    ),
    "Bundle": (
        "type",
        {"document", "message", "transaction", "batch", "history", "searchset", "collection"},
    ),
}


@cache
def is_valid(text):
    """Whether two independent validators have nothing to say against a Bundle."""
    assert not [str(issue) for issue in fhirkit.validate(text)]
    return Bundle.model_validate_json(text) is not None


def bundle(made):
    """The Bundle of a profile, valid by both, numbers as they are written."""
    text = render(made)
    assert is_valid(text)
    read = json.loads(text, parse_float=Decimal)
    for resource in [read, *(entry["resource"] for entry in read["entry"])]:
        element, allowed = REQUIRED[resource["resourceType"]]
        assert resource[element] in allowed
    return read


def resources(read, kind):
    """The resources of a kind, in order."""
    return [
        entry["resource"] for entry in read["entry"] if entry["resource"]["resourceType"] == kind
    ]


def nested(value):
    """Every object in a Bundle."""
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from nested(item)
    elif isinstance(value, list):
        for item in value:
            yield from nested(item)


def test_a_plan_is_a_statement_for_each_phase_of_each_cycle(drawn_plans):
    """Each phase of each cycle is one MedicationStatement with its real dates: intended, as the
    patient told it, and nobody's order.
    """
    for made in drawn_plans:
        protocol, statements = made.derived.protocol, resources(bundle(made), "MedicationStatement")
        spans = [
            [
                (cycle_start(protocol.course, cycle) + timedelta(days=number - 1)).isoformat()
                for number in (phase.first_day.value, phase.last_day.value)
            ]
            for cycle in range(1, protocol.course.cycles + 1)
            for phase in protocol.phases
        ]
        assert [each["status"] for each in statements] == ["intended"] * len(spans)
        for statement, (start, end) in zip(statements, spans, strict=True):
            assert statement["category"]["coding"][0]["code"] == "patientspecified"
            assert statement["informationSource"] == statement["subject"]
            assert statement["effectivePeriod"] == {"start": start, "end": end}
            for dosage in statement["dosage"]:
                assert dosage["timing"]["repeat"]["boundsPeriod"] == {"start": start, "end": end}


def test_doses_times_frequency_are_the_daily_dose(drawn_plans):
    """Counts times frequency are exactly the day's count, masses the daily dose and the maximum per
    day, at the plan's times.
    """
    for made in drawn_plans:
        protocol = made.derived.protocol
        statements = resources(bundle(made), "MedicationStatement")
        phases = protocol.phases * protocol.course.cycles
        for statement, phase in zip(statements, phases, strict=True):
            mass = counts = Decimal(0)
            times = []
            for dosage in statement["dosage"]:
                repeat = dosage["timing"]["repeat"]
                assert (repeat["period"], repeat["periodUnit"]) == (1, "d")
                assert repeat["frequency"] == len(repeat["timeOfDay"])
                times += repeat["timeOfDay"]
                count, one = (each["doseQuantity"] for each in dosage["doseAndRate"])
                counts += count["value"] * repeat["frequency"]
                mass += one["value"] * repeat["frequency"]
                assert one == dosage["maxDosePerAdministration"]
                assert dosage["maxDosePerPeriod"]["numerator"]["value"] == rounded(
                    phase.daily.value, 2
                )
                assert dosage["sequence"] == 1
            sessions = len(phase.doses)
            exact = all((dose.mass.value.amount * 100).denominator == 1 for dose in phase.doses)
            off = abs(mass - rounded(phase.daily.value, 2))
            assert off == 0 if exact else off <= Decimal("0.005") * (sessions + 1)
            whole = sum(dose.count.value for dose in phase.doses)
            volume = sum(dose.volume.value.amount for dose in phase.doses)
            assert counts == (whole if protocol.measure.unit != "unit" else rounded(volume, 4))
            assert times == [dose.at.value.isoformat() for dose in phase.doses]


def test_quantities_are_ucum(drawn_plans):
    """Every quantity has a UCUM code and the unit that people read; a syringe's units are given as
    a volume.
    """
    for made in drawn_plans:
        for each in nested(bundle(made)):
            if {"value", "unit"} <= set(each):
                assert each["system"] == "http://unitsofmeasure.org"
                assert UCUM[each["code"]] == each["unit"]


def test_routes_and_methods_are_coded(made):
    """Routes carry SNOMED CT and EDQM codes, methods SNOMED CT; the compound is named and not
    coded.
    """
    codes = {
        "drops": ["46713006", "20049000", "738994005"],
        "spray": ["46713006", "20049000", "738996007"],
        "vial": ["34206005", "20066000", "740685003"],
    }
    for form, expected in codes.items():
        (statement,) = resources(bundle(made(form=form)), "MedicationStatement")
        (dosage,) = statement["dosage"]
        assert [
            each["code"] for each in (*dosage["route"]["coding"], *dosage["method"]["coding"])
        ] == expected
        assert statement["contained"][0]["code"] == {"text": "Semax"}


def test_sessions_with_other_masses_are_dosages_side_by_side(made):
    """550 mcg of 0.1% drops is 300 at 07:30 and 250 at 11:30: two Dosages of one sequence number;
    600 is one, twice a day.
    """
    (statement,) = resources(bundle(made(target_mcg=550)), "MedicationStatement")
    told = [
        (each["sequence"], each["timing"]["repeat"]["timeOfDay"], each["text"])
        for each in statement["dosage"]
    ]
    first = (
        "300 mcg at 07:30 daily, days 1 to 10: 6 drops (0.3 mL), left nostril 3, right nostril 3."
        " Daily maximum 550 mcg."
    )
    second = (
        "250 mcg at 11:30 daily, days 1 to 10: 5 drops (0.25 mL), left nostril 3, right nostril 2."
        " On even days of the course, left and right change places. Daily maximum 550 mcg."
    )
    assert told == [(1, ["07:30:00"], first), (1, ["11:30:00"], second)]
    (statement,) = resources(bundle(made(target_mcg=600)), "MedicationStatement")
    (dosage,) = statement["dosage"]
    assert dosage["timing"]["repeat"]["timeOfDay"] == ["07:30:00", "11:30:00"]
    assert dosage["text"].startswith("300 mcg at 07:30 and 11:30 daily")


def test_nothing_dosed_leaves_for_a_refused_outcome(made, refused_answers):
    """A referral and a stop have findings, questions and answers: no medication, no dose, no
    quantity.
    """
    read = bundle(made(**refused_answers))
    assert set(Counter(entry["resource"]["resourceType"] for entry in read["entry"])) == {
        "DetectedIssue",
        "Questionnaire",
        "QuestionnaireResponse",
    }
    for each in nested(read):
        assert not {
            "doseQuantity",
            "dosage",
            "dosageInstruction",
            "doseAndRate",
            "maxDosePerPeriod",
            "unit",
        } & set(each)
        assert each.get("resourceType") not in {
            "Medication",
            "MedicationStatement",
            "MedicationRequest",
        }


def test_findings_are_detected_issues(made):
    """Each finding is an issue: stop is high, clinician moderate, caution low; claims are its
    evidence, in the same order.
    """
    refused = made(conditions=("seizure-history", "diabetes"), substances=("caffeine",))
    issues = resources(bundle(refused), "DetectedIssue")
    assert [issue["severity"] for issue in issues] == ["high", "moderate", "low"]
    for issue, found in zip(issues, refused.derived.screening.findings, strict=True):
        assert found.reason in issue["detail"]
        behind = [
            code["text"] for evidence in issue["evidence"] for code in evidence.get("code", ())
        ]
        assert behind == [*found.claims, *found.external]


def test_every_reference_leads_somewhere(drawn_plans):
    """References are to contained resources or to entries; no entry has another's address;
    contained ones are all referred to.
    """
    for made in drawn_plans:
        read = bundle(made)
        urls = [entry["fullUrl"] for entry in read["entry"]]
        assert len(set(urls)) == len(urls)
        for entry in read["entry"]:
            inside = {f"#{each['id']}" for each in entry["resource"].get("contained", ())}
            references = {
                each["reference"] for each in nested(entry["resource"]) if "reference" in each
            }
            assert inside <= references <= inside | set(urls)


def test_the_answers_are_a_questionnaire_response(made):
    """Every answer stands under its key in a profile; none of these is an answer, and so is a list
    of not sure.
    """
    (response,) = resources(
        bundle(made(not_sure=("caffeine",), weight_kg=Decimal("70.5"))), "QuestionnaireResponse"
    )
    said = {each["linkId"]: each["answer"] for each in nested(response) if "answer" in each}
    assert said["answers.goal"] == [
        {"valueCoding": {"code": "general-cognition", "display": "Focus, memory and learning"}}
    ]
    assert said["answers.first_time"] == [{"valueBoolean": False}]
    assert said["answers.person.age"] == [{"valueInteger": 35}]
    assert said["answers.person.weight_kg"] == [{"valueDecimal": Decimal("70.5")}]
    assert said["answers.schedule.start"] == [{"valueDate": "2026-01-05"}]
    assert said["answers.screening.conditions"] == [
        {"valueCoding": {"display": "None of these conditions"}}
    ]
    assert said["answers.screening.not_sure"] == [
        {"valueCoding": {"code": "caffeine", "display": "Caffeine"}}
    ]
    assert "answers.target_mcg" not in said


def test_each_answer_is_one_that_its_questionnaire_offers(drawn_plans, made):
    """The response names the Questionnaire beside it; its items stand there under the same ids and
    texts, in the same order, with answers of that type and among those that are offered.
    """

    def compare(asked, told):
        by_id = {each["linkId"]: each for each in asked}
        assert [id_ for id_ in by_id if id_ in {each["linkId"] for each in told}] == [
            each["linkId"] for each in told
        ]
        for each in told:
            question = by_id[each["linkId"]]
            assert each["text"] == question["text"]
            assert question["type"] == "group" or "item" not in each
            compare(question.get("item", ()), each.get("item", ()))
            answers = each.get("answer", ())
            assert question.get("repeats") or len(answers) <= 1
            for answer in answers:
                (kind,) = answer
                if question["type"] != "choice":
                    assert kind.casefold() == f"value{question['type']}"
                elif "answerOption" in question:
                    assert answer in question["answerOption"]

    refused = made(conditions=("seizure-history", "diabetes"), not_sure=("caffeine",))
    for plan in (*drawn_plans, refused):
        read = bundle(plan)
        (questionnaire,) = resources(read, "Questionnaire")
        (response,) = resources(read, "QuestionnaireResponse")
        assert response["questionnaire"] == questionnaire["url"]
        compare(questionnaire["item"], response["item"])


def test_findings_point_at_what_they_are_about(made):
    """Where there is a plan, each finding implicates all of its statements."""
    read = bundle(made(substances=("caffeine",), cycles=2))
    urls = [
        entry["fullUrl"]
        for entry in read["entry"]
        if entry["resource"]["resourceType"] == "MedicationStatement"
    ]
    assert len(urls) == 2
    for issue in resources(read, "DetectedIssue"):
        assert [each["reference"] for each in issue["implicated"]] == urls


def test_an_id_of_two_things_is_coded_as_what_it_is(made):
    """`adhd` is a goal and a condition: under each key it has the name of that one."""
    (response,) = resources(
        bundle(made(goal="adhd", conditions=("adhd",))), "QuestionnaireResponse"
    )
    said = {each["linkId"]: each["answer"] for each in nested(response) if "answer" in each}
    assert said["answers.goal"] == [
        {"valueCoding": {"code": "adhd", "display": "Attention deficit (ADHD)"}}
    ]
    assert said["answers.screening.conditions"] == [
        {"valueCoding": {"code": "adhd", "display": "ADHD (attention deficit)"}}
    ]


def test_nobody_is_identified(made):
    """Neither the name of the profile nor anything else about who it is leaves: the patient is
    empty.
    """
    text = render(made(name="Jane Roe"))
    assert "Jane" not in text
    patients = [each for each in nested(json.loads(text)) if each.get("resourceType") == "Patient"]
    assert patients
    assert all(each == {"resourceType": "Patient", "id": "patient"} for each in patients)


def test_it_says_that_it_is_no_prescription(drawn, catalog):
    """Every statement has a note that says so, with the program and the edition of the catalog; so
    does the Bundle.
    """
    for made in drawn(12):
        read = bundle(made)
        notes = [
            statement["note"][0]["text"] for statement in resources(read, "MedicationStatement")
        ]
        for note in [read["meta"]["tag"][0]["display"], *notes]:
            assert note.startswith("Not a prescription. Made by semax-wizard ")
            assert f"catalog {catalog.edition}." in note


def test_a_second_export_is_the_same(drawn):
    """Ids and text are the same at every export."""
    for made in drawn(12):
        assert render(made) == render(made)


@pytest.mark.parametrize(
    "digits", ["0.1", "0.3", "233.33", "123456789012.345", "0.0000001", "70", "100", "1E+2"]
)
def test_decimals_are_written_digit_for_digit(digits):
    """A decimal becomes a JSON number with its own digits, without an exponent."""
    text = exact_json({"value": Decimal(digits)})
    assert json.loads(text, parse_float=Decimal, parse_int=Decimal)["value"] == Decimal(digits)
    assert "E" not in text
    assert "e" not in text.replace("value", "")


def test_dates_are_of_the_real_calendar(made):
    """Six cycles of ten days on and thirty of rest from 5 January 2026 begin forty days apart."""
    statements = resources(bundle(made(cycles=6)), "MedicationStatement")
    starts = [
        statement["dosage"][0]["timing"]["repeat"]["boundsPeriod"]["start"]
        for statement in statements
    ]
    assert starts == [
        (date(2026, 1, 5) + timedelta(days=40 * number)).isoformat() for number in range(6)
    ]
