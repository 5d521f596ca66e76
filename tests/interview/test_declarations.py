"""Each answer is described once and asked once: what holds the two declarations and the catalog
together.
"""

from datetime import date
from operator import attrgetter

import attrs
import pytest

from wizard.catalog import catalog as the_catalog
from wizard.catalog.model import Sourced
from wizard.errors import InvalidInputError
from wizard.interview.from_profile import from_answers
from wizard.interview.question import Kind
from wizard.interview.questions import questions
from wizard.protocol.answers import ANSWERS, Answers, SharedAnswers, from_keys, to_keys
from wizard.protocol.validation import check

TODAY = date(2026, 1, 5)
NOT_ASKED = {"confirmed", "screening.not_sure"}
"""What the interview makes of other answers."""


@pytest.fixture(scope="module")
def every(catalog):
    """Every question of the interview."""
    return questions(catalog.screening.groups)


def test_every_answer_is_asked_by_one_question(answers, every):
    """Whatever a profile may answer has its question, a list of screening several, and no question
    answers what a profile has no key for.
    """
    stored = {question.stored for question in every if question.stored}
    asked = [*stored, *(key for each in every if not each.stored for key in each.keys)]
    assert len(asked) == len(set(asked))
    assert set(asked) == to_keys(answers()).keys() - NOT_ASKED


def test_a_question_depends_on_others_only(every):
    """What makes an answer one to be confirmed again is the answer to another question."""
    keys = {question.key for question in every}
    assert all(set(question.depends) <= keys - {question.key} for question in every)


def test_a_unit_is_that_of_the_guardrail(catalog, every):
    """A number has the unit in which its bounds are given."""
    railed = [question for question in every if question.guardrail(catalog) is not None]
    assert {question.guardrail(catalog) for question in railed} == set(catalog.guardrails.values())
    for question in railed:
        if question.kind not in {Kind.WEIGHT, Kind.SPRAY}:
            assert ANSWERS[question.key].unit == question.guardrail(catalog).unit, question.key


def test_what_a_question_rests_on_is_in_the_catalog(answers, catalog, every):
    """`why` at a question shows facts with a rule; every question has them at hand at any
    moment.
    """
    session = from_answers(answers(), catalog, TODAY)
    for question in every:
        assert all(isinstance(fact, Sourced) and fact.rule for fact in question.facts(session)), (
            question.key
        )


def test_values_by_key_are_the_answers_again(answers):
    """Taken apart by key and put together, answers are the same."""
    for said in (
        {},
        {"form": "vial"},
        {"weight_kg": None, "weight_lb": 154, "not_sure": ["bipolar"]},
    ):
        told = answers(**said)
        assert from_keys(Answers, to_keys(told)) == told


def test_what_travels_is_part_of_what_is_answered():
    """R53: each table of a shared profile has keys of the personal one, of the same types."""
    tables = [(SharedAnswers, Answers)]
    for shared, personal in tables:
        of_person = attrs.fields_dict(personal)
        for attribute in attrs.fields(shared):
            if attrs.has(attribute.type):
                tables.append((attribute.type, of_person[attribute.name].type))
            else:
                assert attribute.type == of_person[attribute.name].type


@pytest.mark.parametrize("key", [key for key, means in ANSWERS.items() if means.table])
def test_an_id_that_is_not_known_is_refused(answers, catalog, key):
    """R06: wherever ids of the catalog stand, another word is refused at its key."""
    told = answers(
        form="vial",
        first_time=False,
        last_course_end=date(2025, 10, 1),
        last_course_goal="high-demand",
    )
    assert catalog.table(ANSWERS[key].table)
    wrong = to_keys(told) | {key: ("gout",) if isinstance(attrgetter(key)(told), tuple) else "gout"}
    with pytest.raises(InvalidInputError) as caught:
        check(from_keys(Answers, wrong), catalog)
    assert f"answers.{key}" in {problem.key for problem in caught.value.problems}


def test_the_questions_are_made_once():
    """Every step of an interview asks for all questions, so they are made once for a catalog and a
    language.
    """
    groups = the_catalog().screening.groups
    assert questions(groups) is questions(groups)
