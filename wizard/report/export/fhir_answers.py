"""The answers as the items of a QuestionnaireResponse: each linkId is the answer's place in a profile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

import attrs

from wizard.catalog import Catalog
from wizard.interview.questions import questions
from wizard.protocol.answers import ANSWERS, Answers
from wizard.quantities import plain
from wizard.report.export.fhir_codes import Json
from wizard.report.export.machine import iso


def response(answers: Answers, catalog: Catalog) -> list[Json]:
    """Every answer given, in the order of the profile; "none of these" is an answer too (R03)."""
    every = questions(catalog.screening.groups)
    texts = {key: asked.question for asked in every for key in asked.keys}
    return list(_items(answers, "", texts, catalog))


def _items(value: Any, place: str, texts: Mapping[str, str], catalog: Catalog) -> Iterator[Json]:
    none = {group.id: group.none_label for group in catalog.screening.groups}
    for attribute in attrs.fields(type(value)):
        answer, key = getattr(value, attribute.name), f"{place}{attribute.name}"
        titles = catalog.titles(ANSWERS[key].table)
        head = {"linkId": f"answers.{key}"} | ({"text": texts[key]} if key in texts else {})
        if attrs.has(type(answer)):
            if inner := list(_items(answer, f"{key}.", texts, catalog)):
                yield {**head, "item": inner}
        elif isinstance(answer, tuple):
            chosen = [{"valueCoding": _coding(each, titles)} for each in answer]
            nothing = (
                [{"valueCoding": {"display": none[attribute.name]}}]
                if attribute.name in none
                else []
            )
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
            return {"valueDate": iso(value)}
        case time():
            return {"valueTime": iso(value)}
        case _:
            return {"valueCoding": _coding(value, titles)}


def _coding(value: str, titles: Mapping[str, str]) -> Json:
    """An id of the profile format, which is no published code system, so none is named."""
    return {"code": value} | ({"display": titles[value]} if value in titles else {})
